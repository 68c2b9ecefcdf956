//! The same question has the same bytes: later, after late reports and corrections, and on the other database.

use std::cell::RefCell;

use convoy::domain::time::Instant;
use serde_json::{Value, json};

use super::set::{Writer, plant, server};
use crate::harness::databases::databases;

const LANGUAGES: [&str; 3] = ["en", "fr", "ar"];

/// What makes it bite: what is asked anew after late reports without the moment differs, so the bytes compared are not
/// equal by chance.
#[test]
fn as_known_at_its_moment_a_report_is_the_same_for_ever() {
    databases(|url| {
        let (server, clock) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        let client = &writer.client;
        let first = client.get("/api/v1/reports/access?from=2018-03-01");
        let moment = first.expect(200)["as_of"].as_str().unwrap().to_owned();
        let again = || client.get(&format!("/api/v1/reports/access?from=2018-03-01&as_of={moment}"));
        assert_eq!(again().text, first.text);

        // A week passes; R7 is let through after all, which was late to be known, and delivers; R1 is corrected; R3's
        // block is voided; a place has another name; R10 is new, and of March.
        clock.set(Instant::parse("2018-04-08T00:00:00Z").unwrap());
        writer.log("R7", "unblocked", "30T06:00", &json!({"place": "mill"}));
        writer.log("R7", "arrived", "30T07:00", &json!({"place": "town"}));
        writer.log("R7", "delivered", "30T08:00", &json!({"place": "town"}));
        writer.log("R1", "people_reached", "09T10:00", &json!({"details": {"people": 950}}));
        let events = client.all("/api/v1/convoys/R3/events");
        let block = events.iter().find(|event| event["kind"] == "blocked").unwrap()["id"].clone();
        writer.log("R3", "voided", "09T10:00", &json!({"details": {"event": block, "reason": "told twice"}}));
        client.put("/api/v1/places/gate", &json!({"key": "gate", "name": {"en": "The northern gate"}})).expect(200);
        writer.register("R10", &json!({"planned_departure": "2018-03-28T06:00:00Z"}));
        assert_eq!(again().text, first.text, "and what was known then did not change");

        let now = client.get("/api/v1/reports/access?from=2018-03-01");
        let (then, now) = (first.json(), now.expect(200));
        for field in ["as_of", "totals", "outcomes", "causes", "checkpoints"] {
            assert_ne!(then[field], now[field], "{field} would have changed");
        }
        // A moment that is still to come is refused.
        let future = client.get("/api/v1/reports/access?from=2018-03-01&as_of=2030-01-01T00:00:00Z").expect(422);
        assert_eq!(future["errors"][0]["code"], "in_the_future");
    });
}

/// What is folded from the ledger and what is kept beside each convoy give one answer: asked as known at its end, and
/// once more when everything has been recorded about since.
#[test]
fn folded_and_kept_facts_give_one_report() {
    databases(|url| {
        let (server, _) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        let kept = writer.client.get("/api/v1/reports/access").expect(200);
        let moment = kept["as_of"].as_str().unwrap().to_owned();
        for reference in ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"] {
            writer.log(reference, "note", "31T12:00", &json!({"note": "Nothing new."}));
        }
        let folded = writer.client.get(&format!("/api/v1/reports/access?as_of={moment}")).expect(200);
        assert_eq!(folded, kept);
    });
}

/// The same convoys give the same bytes on both databases, in each language.
#[test]
fn both_databases_give_the_same_bytes() {
    let seen = RefCell::new(Vec::<Vec<String>>::new());
    databases(|url| {
        let (server, clock) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        // A report tells no later moment than the ledger's last entry, and that somebody looks is noted by and by: as known
        // before anybody looked, once something came after.
        clock.set(Instant::parse("2018-04-02T00:00:00Z").unwrap());
        writer.log("R8", "note", "31T12:00", &json!({"note": "Nothing new."}));
        let ask = |language: &&str| {
            let asked = format!("/api/v1/reports/access?lang={language}&as_of=2018-04-01T12:00:00Z");
            let answer = writer.client.get(&asked);
            assert!(answer.expect(200)["totals"]["convoys"] == json!(8), "{}", answer.text);
            answer.text
        };
        seen.borrow_mut().push(LANGUAGES.iter().map(ask).collect());
    });
    let seen = seen.into_inner();
    for other in seen.iter().skip(1) {
        assert_eq!(other, &seen[0]);
    }
    // The control: a report of other days is not the same.
    let _: Value = serde_json::from_str(&seen[0][0]).unwrap();
}
