//! Refusals and receipts tell reduced readers nothing of what is withheld.

use std::collections::BTreeSet;

use convoy::{
    app::{Role, policy::TokenScope},
    domain::refusal::Refusal,
};
use serde_json::{Value, json};

use crate::{
    access::cast::signed_in,
    harness::{
        client::{Answer, Client},
        databases::databases,
        phones::add_number,
        server::Server,
        world::{describe, event, event_at, log, new_id, path_of, plan},
    },
};

/// The codes that follow from what every reader of a convoy is told: its status, its clearance, and which reports there are.
const TOLD: [&str; 10] = [
    "not_permitted",
    "no_clearance",
    "unknown_event",
    "not_in_review",
    "circular_correction",
    "correct_the_original",
    "cannot_be_corrected",
    "cannot_be_redacted",
    "unconfirmed",
    "does_not_fit",
];

/// Reports that are refused for what is withheld: the code, the convoy, and the report.
fn probes() -> Vec<(&'static str, &'static str, Value)> {
    let with = |kind: &str, place: &str, details: Value| {
        let mut event = event_at(kind, 900, place);
        event["details"] = details;
        event
    };
    let of = |line: &str, quantity: &str| json!({"cargo": [{"line": line, "quantity": quantity}]});
    let mut truck = event_at("truck_detached", 900, "town");
    truck["trucks"] = json!(["99"]);
    let mut rejoined = event_at("truck_rejoined", 900, "town");
    rejoined["trucks"] = json!(["2"]);
    let mut gone = event_at("truck_detached", 900, "town");
    gone["trucks"] = json!(["1"]);
    let account = json!({"incident": "CANARY-KEY", "claim": "CANARY-CLAIM"});
    let mut account = with("account_recorded", "town", account);
    account["source"] = json!({"kind": "media", "name": "CANARY-SOURCE"});
    let known = json!({"incident": "CANARY-KNOWN", "act": "shooting"});
    vec![
        ("not_a_destination", "PLANTED-1", event_at("delivered", 900, "far")),
        ("already_served", "PLANTED-1", event_at("delivered", 900, "mill")),
        ("already_there", "PLANTED-1", event_at("arrived", 900, "town")),
        ("exceeds_aboard", "PLANTED-1", with("delivered", "town", of("CANARY-FLOUR", "7531"))),
        ("unknown_cargo_line", "PLANTED-1", with("delivered", "town", of("CANARY-RICE", "1"))),
        ("unknown_truck", "PLANTED-1", truck),
        ("truck_not_detached", "PLANTED-1", rejoined),
        ("truck_not_with_convoy", "PLANTED-1", gone),
        ("unknown_incident", "PLANTED-1", account),
        ("incident_exists", "PLANTED-1", with("incident_reported", "town", known)),
        ("nothing_owed", "PLANTED-1", event_at("departed", 900, "town")),
        ("no_cargo_truck", "NO-TRUCK-1", event_at("dispatched", 900, "hub")),
        ("no_cargo_line", "NO-LINE-1", event_at("dispatched", 900, "hub")),
        ("exceeds_planned", "LOADING-1", with("cargo_refused", "hub", of("CANARY-FLOUR", "7531"))),
        ("not_arrived_there", "AT-MILL-1", event_at("delivered", 900, "town")),
        ("place_required", "UNDER-WAY-1", event("arrived", 900)),
        ("too_much_to_count", "UNDER-WAY-1", with("cargo_removed", "hub", of("CANARY-OIL", MUCH))),
    ]
}

/// Twice this is more than can be counted.
const MUCH: &str = "50000000000000000000000000000";

/// Convoys of `relief` that every probe is refused about.
fn plant_all(everything: &Client) {
    plant(everything, "PLANTED-1", "severe");
    for (reference, trucks, has_cargo) in [
        ("NO-TRUCK-1", 0, true),
        ("NO-LINE-1", 6, false),
        ("LOADING-1", 6, true),
        ("UNDER-WAY-1", 6, true),
        ("AT-MILL-1", 6, true),
    ] {
        let mut plan = planted(reference, "severe");
        plan["trucks"] = if trucks == 0 { json!([]) } else { json!({"count": trucks}) };
        if !has_cargo {
            plan["cargo"] = json!([]);
        }
        everything.post("/api/v1/convoys", &plan).expect(201);
    }
    log(everything, "UNDER-WAY-1", &event_at("dispatched", 360, "hub"));
    log(everything, "AT-MILL-1", &event_at("dispatched", 360, "hub"));
    log(everything, "AT-MILL-1", &event_at("arrived", 400, "mill"));
    let mut removed = event_at("cargo_removed", 370, "hub");
    removed["details"] = json!({"cargo": [{"line": "CANARY-OIL", "quantity": MUCH}]});
    log(everything, "UNDER-WAY-1", &removed);
}

fn planted(reference: &str, sensitivity: &str) -> Value {
    let mut plan = plan(reference);
    plan["sensitivity"] = json!(sensitivity);
    plan["cargo"] = json!([
        {"item": "CANARY-FLOUR", "unit": "bag", "quantity": 600, "sector": "food_security"},
        {"item": "CANARY-OIL", "unit": "box", "sector": "food_security"}
    ]);
    plan["stops"] = json!([
        {"role": "origin", "place": "hub"}, {"role": "destination", "place": "mill"}, {"role": "destination", "place": "town"}
    ]);
    plan
}

/// A convoy of `relief` that stands at `town`, and has delivered at `mill` before.
fn plant(everything: &Client, reference: &str, sensitivity: &str) {
    everything.post("/api/v1/convoys", &planted(reference, sensitivity)).expect(201);
    log(everything, reference, &event_at("dispatched", 360, "hub"));
    log(everything, reference, &event_at("arrived", 400, "mill"));
    log(everything, reference, &event_at("delivered", 410, "mill"));
    log(everything, reference, &event_at("departed", 420, "mill"));
    let mut detached = event_at("truck_detached", 430, "mill");
    detached["trucks"] = json!(["1"]);
    log(everything, reference, &detached);
    let mut incident = event_at("incident_reported", 440, "mill");
    incident["details"] = json!({"incident": "CANARY-KNOWN", "act": "shooting"});
    log(everything, reference, &incident);
    log(everything, reference, &event_at("arrived", 480, "town"));
}

/// All that an answer says, without what the sender wrote and what differs between any two reports.
fn said(answer: &Answer) -> Value {
    let mut told = answer.json();
    if let Some(object) = told.as_object_mut() {
        for own in [
            "id",
            "kind",
            "position",
            "recorded_at",
            "version",
            "place",
            "place_name",
            "trucks",
            "details",
            "source",
            "occurred_at",
        ] {
            object.remove(own);
        }
    }
    told
}

/// No word of a refusal that is withheld stands in what is answered.
#[track_caller]
fn tells_nothing(what: &str, answer: &Answer) {
    for code in Refusal::CODES.iter().filter(|code| !TOLD.contains(code)) {
        assert!(!answer.text.contains(&format!("\"{code}\"")), "{what}: {code} in {}", answer.text);
    }
    assert!(!answer.text.contains("\"aboard\""), "{what}: {}", answer.text);
}

/// Bites where a refusal reaches somebody who is told less as the coordinator is told it: by each way in that gives one.
#[test]
fn whoever_is_told_less_gets_one_answer_for_all_that_depends_on_what_is_withheld() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        describe(&everything);
        plant_all(&everything);
        let logger = server.somebody(Role::Logger, "relief");
        let page = signed_in(&server, &server.account(Role::Logger, "relief"));
        let coordinator = server.account(Role::Coordinator, "relief");
        let writes = server.nobody().with_token(&server.token(&coordinator, &[TokenScope::EventsWrite]));
        let mut answers = Vec::new();
        let probed: BTreeSet<&str> = probes().iter().map(|(code, ..)| *code).collect();
        let withheld: BTreeSet<&str> = Refusal::CODES.iter().copied().filter(|code| !TOLD.contains(code)).collect();
        assert_eq!(probed, withheld, "each code that is withheld is asked for");
        for (code, convoy, probe) in probes() {
            // The control: the coordinator is told why, and nothing is recorded.
            let full = everything.put(&path_of(convoy, new_id()), &probe);
            assert_eq!((full.status, full.json()["code"].as_str()), (409, Some(code)), "{}", full.text);
            for (who, client) in [("a logger", &logger), ("a token that only writes", &writes)] {
                let what = format!("{code} to {who}");
                let put = client.put(&path_of(convoy, new_id()), &probe);
                put.expect(202);
                tells_nothing(&what, &put);
                answers.push((what.clone(), said(&put)));
                let mut one = probe.clone();
                (one["id"], one["convoy"]) = (json!(new_id()), json!(convoy));
                let batch = client.post("/api/v1/events", &json!({"events": [one]}));
                assert_eq!(batch.expect(200)["results"][0]["status"], 202, "{what}: {}", batch.text);
                tells_nothing(&what, &batch);
            }
        }
        for (what, answer) in &answers {
            assert_eq!(answer["review"]["code"], "does_not_fit", "{what}");
            assert_eq!(answer["review"]["permitted"], json!([]), "{what}");
        }
        for convoy in ["PLANTED-1", "UNDER-WAY-1"] {
            let mut alike = BTreeSet::new();
            for ((_, answer), (_, of, _)) in answers.iter().zip(probes().iter().flat_map(|probe| [probe, probe])) {
                if *of == convoy {
                    let mut answer = answer.clone();
                    answer["recorded_by"] = Value::Null;
                    alike.insert(answer.to_string());
                }
            }
            assert_eq!(alike.len(), 1, "{convoy} is told of in more ways than one: {alike:?}");
        }
        // Nor does what is read of them afterwards.
        for path in
            ["/api/v1/convoys/PLANTED-1/events?limit=200", "/api/v1/events?limit=200", "/api/v1/convoys/PLANTED-1"]
        {
            let answer = logger.get(path);
            answer.expect(200);
            tells_nothing(path, &answer);
        }
        let told = page.get("/convoys/PLANTED-1");
        assert!(
            !told.text.contains("not a destination") && !told.text.contains("not part of this convoy"),
            "{}",
            told.text
        );
        // The control: who settles them reads every reason.
        let reviews = everything.get("/api/v1/reviews?limit=200").text;
        for (code, ..) in probes() {
            assert!(reviews.contains(&format!("\"{code}\"")), "{code} in {reviews}");
        }
    });
}

/// The same by the form and by text message: what they answer does not depend on which place is guessed.
#[test]
fn a_form_and_a_message_confirm_no_guess() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        describe(&everything);
        plant(&everything, "PLANTED-1", "severe");
        let page = signed_in(&server, &server.account(Role::Logger, "relief"));
        let gateway = server.somebody(Role::Logger, "*");
        add_number(&page, &gateway, "+963900111222", "");
        // `town` is where it stands, `mill` was served before, and `far` is on no route of it.
        let by_form = |page: &Client, place: &str| {
            let id = new_id().to_string();
            let form = format!("id={id}&kind=arrived&when=now&place=other&place_other={place}");
            let sent = page.post_raw("/convoys/PLANTED-1/log", "application/x-www-form-urlencoded", &form);
            assert_eq!(sent.status, 303, "{place}: {}", sent.text);
            let shown = page.get(&sent.header("location"));
            (sent.header("location").replace(&id, "ID"), notice(&shown.text).replace(&id, "ID"))
        };
        let by_message = |place: &str| {
            let text = format!("PLANTED-1 arrived {place}");
            gateway.post("/api/v1/messages", &json!({"from": "+963900111222", "text": text})).expect(200)["reply"]
                .clone()
        };
        assert_eq!(by_form(&page, "town"), by_form(&page, "far"));
        let (there, elsewhere) = (by_message("town"), by_message("far"));
        let without = |reply: &Value| reply.as_str().unwrap().replace("Far town", "PLACE").replace("Town", "PLACE");
        assert_eq!(without(&there), without(&elsewhere));
        // The control: somebody who sees it is told by the form; a message tells nobody.
        let coordinator = signed_in(&server, &server.account(Role::Coordinator, "relief"));
        assert_ne!(by_form(&coordinator, "town"), by_form(&coordinator, "far"));
    });
}

/// What a page says of what was just sent.
fn notice(page: &str) -> String {
    let from = &page[page.find("class=\"notice\"").expect("a page that says what became of it")..];
    from[..from.find("</p>").unwrap()].to_owned()
}

/// What follows from the status alone is refused as ever, so that a mistake is told while the sender can mend it; and what is
/// permitted instead follows from the status, not from where the convoy has been.
#[test]
fn what_the_status_says_is_told_and_nothing_beyond_it() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        describe(&everything);
        let logger = server.somebody(Role::Logger, "relief");
        let mut permitted = Vec::new();
        // Both stand at `town`; one has delivered at `mill` before, the other has yet to go there.
        for (reference, before) in [("ONE-1", &["arrived", "delivered", "departed"][..]), ("TWO-1", &[])] {
            everything.post("/api/v1/convoys", &planted(reference, "moderate")).expect(201);
            log(&everything, reference, &event_at("dispatched", 360, "hub"));
            for (minute, kind) in (400..).zip(before) {
                log(&everything, reference, &event_at(kind, minute, "mill"));
            }
            log(&everything, reference, &event_at("arrived", 480, "town"));
        }
        for reference in ["ONE-1", "TWO-1"] {
            let refused = logger.put(&path_of(reference, new_id()), &event_at("dispatched", 490, "hub")).expect(409);
            assert_eq!(refused["code"], "not_permitted", "{refused}");
            permitted.push(logger.get(&format!("/api/v1/convoys/{reference}")).expect(200)["permitted"].clone());
        }
        assert_eq!(permitted[0], permitted[1], "one status, one list");
        let exact =
            |reference: &str| everything.get(&format!("/api/v1/convoys/{reference}")).expect(200)["permitted"].clone();
        assert_ne!(exact("ONE-1"), exact("TWO-1"), "the control: whoever sees it is told what it can do");
    });
}

/// Bites where an import is judged with the rights of whoever sees all: a dry run costs nothing and leaves no trace.
#[test]
fn a_dry_run_confirms_no_guess() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        describe(&everything);
        plant(&everything, "PLANTED-1", "severe");
        let coordinator = server.account(Role::Coordinator, "relief");
        let writes = server.nobody().with_token(&server.token(&coordinator, &[TokenScope::EventsWrite]));
        let whole = server.nobody().with_token(&server.token(&coordinator, &[]));
        let check = |client: &Client, kind: &str, file: &str| {
            client.post_raw(&format!("/api/v1/imports?kind={kind}&dry_run=true"), "text/csv", file)
        };
        let figures = |answer: &Answer| {
            let told = answer.json();
            let figures = ["made", "changed", "left", "in_review", "errors"].map(|name| told[name].clone());
            (answer.status, figures)
        };
        let event =
            |place: &str| format!("convoy,kind,occurred_at,place\nPLANTED-1,delivered,2018-03-05T15:00:00Z,{place}\n");
        let right = check(&writes, "events", &event("town"));
        for place in ["far", "mill", "gate"] {
            let wrong = check(&writes, "events", &event(place));
            assert_eq!(figures(&wrong), figures(&right), "{place}: {}", wrong.text);
            tells_nothing(place, &wrong);
            assert_ne!(check(&whole, "events", &event(place)).status, 200, "the control: who sees it is told");
        }
        // Nor that a plan says what is planned already.
        let planned =
            |places: &str| format!("Reference,Organisation,Origin,Destination\nPLANTED-1,relief,hub,{places}\n");
        let (near, far) = (check(&writes, "convoys", &planned("town")), check(&writes, "convoys", &planned("far")));
        assert_eq!(figures(&near), figures(&far), "{} {}", near.text, far.text);
    });
}

/// Bites where the same content under a known id is answered as stored: with it a guess of what another reported is confirmed.
#[test]
fn nobody_who_is_told_less_is_told_that_a_guess_is_what_another_reported() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        describe(&everything);
        plant(&everything, "PLANTED-1", "severe");
        let logger = server.somebody(Role::Logger, "relief");
        let (id, report) = (new_id(), event_at("contact", 500, "town"));
        everything.put(&path_of("PLANTED-1", id), &report).expect(201);
        let right = logger.put(&path_of("PLANTED-1", id), &report);
        let wrong = logger.put(&path_of("PLANTED-1", id), &event_at("contact", 500, "far"));
        assert_eq!(right.expect(409)["code"], "same_event_other_content");
        assert_eq!((right.status, right.json()), (wrong.status, wrong.json()));
        // The controls: whoever sees it, and whoever sent it, is answered as before.
        everything.put(&path_of("PLANTED-1", id), &report).expect(200);
        let own = new_id();
        logger.put(&path_of("PLANTED-1", own), &report).expect(201);
        logger.put(&path_of("PLANTED-1", own), &report).expect(200);
    });
}
