//! A hold stops retention, erasure and redaction; retention does what its dry run says.

use std::sync::Arc;

use convoy::{
    ambient::Scripted,
    app::{App, Keys},
    domain::time::Instant,
};
use serde_json::{Value, json};

use super::{NAME, Stage, crew_path, member};
use crate::harness::{
    databases::database_addresses,
    world::{event, log, register},
};

fn crew_of(stage: &Stage, reference: &str) -> usize {
    let list = stage.coordinator.get(&format!("/api/v1/convoys/{reference}/crew")).expect(200);
    list["items"].as_array().unwrap().len()
}

#[test]
fn a_hold_stops_erasure_retention_and_redaction_until_it_is_released() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        stage.deliver("RELIEF-1");
        let row = stage.write_down("RELIEF-1", &member());
        let mut note = event("note", 600);
        note["note"] = json!("a text to go");
        let note = log(&stage.coordinator, "RELIEF-1", &note).to_string();
        let hold = |verb: &str| stage.program.run(&["hold", verb, "--convoy", "RELIEF-1", "--reason", "an inquiry"]);
        hold("place").expect(0);
        let twice = hold("place");
        assert!(twice.code == 1 && twice.err.contains("held as evidence"), "{twice:?}");
        assert_eq!(stage.program.run(&["hold", "place", "--convoy", "NONE", "--reason", "x"]).code, 1);

        let redact = || stage.program.run(&["redact", "--convoy", "RELIEF-1", "--event", &note, "--reason", "a name"]);
        let refused = redact();
        assert!(refused.code == 1 && refused.err.contains("held as evidence"), "{refused:?}");
        let erase = || stage.program.run(&["person", "erase", "--name", NAME, "--yes"]);
        let refused = erase();
        assert!(refused.code == 1 && refused.err.contains("held as evidence"), "{refused:?}");
        let retention = stage.program.run(&["retention", "--json"]).json(0);
        assert_eq!((&retention[0]["class"], &retention[0]["rows"]), (&json!("crew"), &json!(0)));
        let delete = |status| {
            let answer = stage.coordinator.send("DELETE", &crew_path("RELIEF-1", row), "application/json", "");
            assert_eq!(answer.status, status, "{}", answer.text);
            answer.json()["code"].clone()
        };
        assert_eq!(delete(409), "evidence_held");
        let changed = stage.coordinator.put(&crew_path("RELIEF-1", row), &json!({"truck": "1", "name": "Other"}));
        assert_eq!(changed.expect(409)["code"], "evidence_held");
        assert_eq!(crew_of(&stage, "RELIEF-1"), 1);

        let listed = stage.program.run(&["hold", "list", "--json"]).json(0);
        assert_eq!((&listed[0]["reference"], &listed[0]["released_at"]), (&json!("RELIEF-1"), &json!(null)));
        hold("release").expect(0);
        assert_eq!(hold("release").code, 1);
        redact().expect(0);
        let retention = stage.program.run(&["retention", "--json"]).json(0);
        assert_eq!(retention[0]["rows"], 1);
        assert_eq!(crew_of(&stage, "RELIEF-1"), 0);
        assert_eq!((stage.deeds("evidence_held").len(), stage.deeds("evidence_released").len()), (1, 1));
        assert_eq!(stage.finding(), json!(null));
    });
}

#[test]
fn who_is_held_in_one_convoy_is_erased_in_the_others() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        register(&stage.coordinator, "RELIEF-2");
        stage.write_down("RELIEF-1", &member());
        stage.write_down("RELIEF-2", &member());
        stage.program.run(&["hold", "place", "--convoy", "RELIEF-1", "--reason", "an inquiry"]).expect(0);
        let erased = stage.program.run(&["person", "erase", "--name", NAME, "--yes"]).expect(0);
        assert_eq!(erased, "erased 1\nnot erased: RELIEF-1 is held as evidence\n");
        assert_eq!((crew_of(&stage, "RELIEF-1"), crew_of(&stage, "RELIEF-2")), (1, 0));
    });
}

#[test]
fn retention_erases_exactly_what_its_dry_run_says() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        register(&stage.coordinator, "RELIEF-2");
        stage.deliver("RELIEF-1");
        stage.write_down("RELIEF-1", &member());
        stage.write_down("RELIEF-1", &json!({"truck": "2", "plate": "X-1"}));
        stage.write_down("RELIEF-2", &member());
        let dry = stage.program.run(&["retention", "--dry-run", "--json"]).json(0);
        assert_eq!((&dry[0]["rows"], &dry[0]["days"]), (&json!(2), &json!(90)));
        assert!(dry[0]["oldest"].as_str().unwrap().starts_with("2018-03-05T09:01:00"), "{dry}");
        assert_eq!(stage.deeds("retention_applied"), Vec::<Value>::new());
        assert_eq!(crew_of(&stage, "RELIEF-1"), 2);
        assert_eq!(stage.program.run(&["retention", "--json"]).json(0), dry);
        assert_eq!((crew_of(&stage, "RELIEF-1"), crew_of(&stage, "RELIEF-2")), (0, 1));
        let again = stage.program.run(&["retention", "--json"]).json(0);
        assert!(again.as_array().unwrap().iter().all(|class| class["rows"] == 0), "{again}");
        let deeds = stage.deeds("retention_applied");
        assert_eq!(deeds.len(), 1, "{deeds:?}");
        assert_eq!((&deeds[0]["details"]["class"], &deeds[0]["details"]["rows"]), (&json!("crew"), &json!(2)));

        // A convoy is over for longer than it is kept: with a longer time it is not due.
        stage.program.write("convoy.toml", "[retention]\ncrew_days = 36500\n");
        stage.write_down("RELIEF-1", &member());
        let dry = stage.program.run(&["retention", "--dry-run", "--json"]).json(0);
        assert_eq!((&dry[0]["rows"], &dry[0]["days"]), (&json!(0), &json!(36_500)));
        let checked = stage.program.run(&["check"]).expect(0);
        assert!(checked.contains("retention.crew_days") && checked.contains("36500"), "{checked}");
        stage.program.write("convoy.toml", "[retention]\ncrew_weeks = 1\n");
        assert_eq!(stage.program.run(&["retention", "--dry-run"]).code, 1);
    });
}

#[test]
fn the_server_erases_once_a_day_by_its_clock() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        stage.deliver("RELIEF-1");
        let at = |text: &str| Instant::parse(text).unwrap();
        let clock = Arc::new(Scripted::at(at("2018-04-01T00:00:00Z")));
        let app = App::open(&stage.url, clock.clone(), Arc::new(Keys::fresh().unwrap())).unwrap();
        let keep = |last| actix_web::rt::System::new().block_on(app.keep_retention(last)).unwrap();
        stage.write_down("RELIEF-1", &member());
        let first = keep(None);
        assert_eq!((first, crew_of(&stage, "RELIEF-1")), (at("2018-04-01T00:00:00Z"), 1), "not due yet");
        clock.set(at("2018-04-01T23:00:00Z"));
        assert_eq!(keep(Some(first)), first, "done today");
        clock.set(at("2018-06-03T09:01:00Z"));
        assert_eq!((keep(Some(first)), crew_of(&stage, "RELIEF-1")), (at("2018-06-03T09:01:00Z"), 0));
        assert_eq!(stage.deeds("retention_applied").len(), 1);
    });
}
