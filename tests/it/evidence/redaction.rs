//! A text that is taken out is in no byte, in no answer, and in no earlier moment; the record still verifies.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Stage, contains, forms, raw};
use crate::harness::{
    databases::database_addresses,
    world::{event_at, log, new_id, path_of},
};

const TEXT: &str = "CANARY told us by phone";
const HOLDER: &str = "CANARY commander";

/// A convoy that left, and was blocked by somebody who is named.
fn blocked(stage: &Stage) -> (Uuid, Value) {
    log(&stage.coordinator, "RELIEF-1", &event_at("dispatched", 360, "hub"));
    let mut said = event_at("blocked", 420, "gate");
    said["note"] = json!(TEXT);
    said["source"] = json!({"kind": "community", "name": "CANARY source"});
    said["details"] = json!({"cause": "interference", "held_by": HOLDER, "extra": "CANARY extra"});
    (log(&stage.coordinator, "RELIEF-1", &said), said)
}

fn redact(stage: &Stage, event: Uuid, more: &[&str]) -> crate::harness::program::Run {
    let event = event.to_string();
    let arguments = ["redact", "--convoy", "RELIEF-1", "--event", &event, "--reason", "it named somebody"];
    stage.program.run(&[&arguments[..], more].concat())
}

fn paths(as_of: &str) -> Vec<String> {
    let bare = ["/convoys/RELIEF-1", "/convoys/RELIEF-1/status", "/convoys/RELIEF-1/events", "/events", "/reviews"];
    let then = bare.iter().take(4).map(|path| format!("/api/v1{path}?as_of={}", as_of.replace('+', "%2B")));
    bare.iter().map(|path| format!("/api/v1{path}")).chain(then).collect()
}

fn assert_gone(stage: &Stage, as_of: &str) {
    for path in paths(as_of) {
        let answer = stage.coordinator.get(&path);
        answer.expect(200);
        assert!(!answer.text.contains("CANARY"), "{path}: {}", answer.text);
    }
    let bytes = raw(&stage.url);
    for text in [TEXT, HOLDER, "CANARY source", "CANARY extra", "CANARY reason"] {
        assert!(forms(text).iter().all(|form| !contains(&bytes, form)), "{text} is still in the database");
    }
}

fn event_of(stage: &Stage, id: Uuid) -> Value {
    let events = stage.coordinator.get("/api/v1/convoys/RELIEF-1/events").expect(200)["items"].clone();
    events.as_array().unwrap().iter().find(|event| event["id"] == json!(id)).unwrap().clone()
}

fn status(stage: &Stage) -> Value {
    stage.coordinator.get("/api/v1/convoys/RELIEF-1/status").expect(200)
}

#[test]
fn the_fact_stays_and_its_texts_are_nowhere() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        let (event, sent) = blocked(&stage);
        let before = status(&stage);
        let recorded_at = event_of(&stage, event)["recorded_at"].as_str().unwrap().to_owned();
        assert!(contains(&raw(&stage.url), TEXT.as_bytes()), "what is looked through is the database");
        assert_eq!(redact(&stage, event, &[]).expect(0), format!("redacted {event}\n"));

        assert_gone(&stage, &recorded_at);
        let after = status(&stage);
        for field in ["status", "status_since", "place", "trucks", "people"] {
            assert_eq!(before[field], after[field], "{field}");
        }
        assert_eq!((&after["block"]["cause"], &after["block"]["held_by"]), (&json!("interference"), &json!(null)));
        let told = event_of(&stage, event);
        assert_eq!(
            (&told["state"], &told["kind"], &told["note"]),
            (&json!("redacted"), &json!("blocked"), &json!(null))
        );
        assert_eq!(told["details"], json!({"cause": "interference"}));
        assert_eq!(told["redaction"]["reason"], "it named somebody");
        assert_eq!(told["redaction"]["fact_kept"], true);
        assert!(told["redaction"]["at"].is_string() && told["redaction"].get("by").is_none());

        assert_eq!(stage.finding(), json!(null));
        // How far the feed looked goes on with each read that is noted.
        let answers = || {
            let without_position = |path: &String| {
                let answer = stage.coordinator.get(path);
                if path.contains("v1/events") { answer.json()["items"].to_string() } else { answer.text }
            };
            paths(&recorded_at).iter().map(without_position).collect::<Vec<_>>()
        };
        let kept = answers();
        stage.program.run(&["rebuild"]).expect(0);
        assert_eq!(answers(), kept);
        assert_eq!(stage.finding(), json!(null));

        // A phone that sends it once more is answered as before, and nothing comes back.
        stage.coordinator.put(&path_of("RELIEF-1", event), &sent).expect(200);
        stage.coordinator.put(&path_of("RELIEF-1", event), &event_at("contact", 420, "gate")).expect(409);
        assert_gone(&stage, &recorded_at);
        // The running server goes on from what is left.
        log(&stage.coordinator, "RELIEF-1", &event_at("unblocked", 480, "gate"));
        assert_eq!(status(&stage)["status"], "dispatched");
        assert_eq!(stage.finding(), json!(null));
        assert_eq!(stage.deeds("redacted")[0]["details"]["event"], json!(event));
        let again = redact(&stage, event, &[]);
        assert!(again.code == 1 && again.err.contains("cannot be redacted"), "{again:?}");
    });
}

#[test]
fn of_what_goes_wholly_nothing_counts_and_corrections_go_with_it() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        let (event, _) = blocked(&stage);
        let mut amended = json!({"kind": "amended", "occurred_at": "2018-03-06T00:00:00Z"});
        amended["details"] = json!({
            "event": event, "reason": "CANARY reason",
            "replacement": {"kind": "blocked", "details": {"cause": "hostilities", "held_by": HOLDER}, "note": TEXT}
        });
        let amendment = log(&stage.coordinator, "RELIEF-1", &amended);
        let recorded_at = event_of(&stage, amendment)["recorded_at"].as_str().unwrap().to_owned();
        assert_eq!(status(&stage)["block"]["cause"], "hostilities");
        let done = redact(&stage, event, &["--everything"]).expect(0);
        assert_eq!(done, format!("redacted {event}\nredacted {amendment}\n"));
        assert_gone(&stage, &recorded_at);
        assert_eq!((&status(&stage)["status"], &status(&stage)["block"]), (&json!("dispatched"), &json!(null)));
        let told = event_of(&stage, event);
        assert_eq!(
            (&told["state"], &told["kind"], &told["details"]),
            (&json!("redacted"), &json!("blocked"), &json!({}))
        );
        assert_eq!(told["occurred_at"], "2018-03-05T09:00:00+02:00");
        assert_eq!(event_of(&stage, amendment)["state"], "redacted");
        assert_eq!(stage.finding(), json!(null));
        stage.program.run(&["rebuild"]).expect(0);
        assert_eq!(stage.finding(), json!(null));
        // Nobody brings it back by correcting what is gone.
        assert_eq!(
            stage.coordinator.put(&path_of("RELIEF-1", new_id()), &amended).expect(409)["code"],
            "cannot_be_corrected"
        );
        let again = redact(&stage, event, &["--everything"]);
        assert!(again.code == 1 && again.err.contains("cannot be redacted"), "{again:?}");
    });
}

#[test]
fn what_cannot_be_redacted_is_refused_and_scripts_never_redact() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        let (event, _) = blocked(&stage);
        let convoy = stage.coordinator.get("/api/v1/convoys/RELIEF-1").expect(200)["id"].as_str().unwrap().to_owned();
        let registration = redact(&stage, convoy.parse().unwrap(), &[]);
        assert!(registration.code == 1 && registration.err.contains("cannot be redacted"), "{registration:?}");
        assert_eq!(redact(&stage, new_id(), &[]).code, 1);
        redact(&stage, event, &[]).expect(0);
        let redaction = event_of(&stage, event)["redaction"]["event"].as_str().unwrap().parse().unwrap();
        assert_eq!(redact(&stage, redaction, &[]).code, 1, "what excuses a missing text stays");
        let path = format!("/api/v1/convoys/RELIEF-1/events/{event}/redaction");
        let body = json!({"reason": "x", "keep": "nothing"});
        for (email, role) in [("a@example.org", "admin"), ("c@example.org", "coordinator")] {
            stage.somebody(email, "relief", role).post(&path, &body).expect(403);
        }
        let sent = json!({"kind": "redacted", "occurred_at": "2018-03-06T00:00:00Z", "details": {"event": event, "reason": "x"}});
        stage.coordinator.put(&path_of("RELIEF-1", new_id()), &sent).expect(422);
        assert_eq!(stage.finding(), json!(null));
    });
}
