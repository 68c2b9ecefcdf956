//! Files that cannot be taken: nothing of them is kept, and the message says where and why.

use serde_json::{Value, json};

use super::ledger_position;
use crate::harness::{databases::database_addresses, program::Program};

/// What it is called, how it is made, and what the message speaks of.
type Flaw = (&'static str, fn(&mut Value), &'static [&'static str]);

fn small() -> Value {
    json!({
        "format": "convoy-scenario/1",
        "name": "small",
        "time_zone": "Asia/Damascus",
        "organisations": [{"key": "relief", "name": {"en": "Relief"}}],
        "places": [{"key": "hub", "name": {"en": "Hub"}}, {"key": "town", "name": {"en": "Town"}}],
        "convoys": [{
            "reference": "SMALL", "lead": "relief", "trucks": {"count": 2}, "cargo": [{"item": "Flour", "unit": "bag"}],
            "stops": [{"role": "origin", "place": "hub"}, {"role": "destination", "place": "town"}]
        }],
        "reports": [
            {"id": "00000000-0000-4000-8000-000000000001", "convoy": "SMALL", "kind": "dispatched",
             "occurred_at": "2016-05-12T09:00:00+03:00"},
            {"id": "00000000-0000-4000-8000-000000000002", "convoy": "SMALL", "kind": "arrived",
             "occurred_at": "2016-05-12T12:00:00+03:00", "place": "town"}
        ]
    })
}

/// The control: the same file without its flaw is taken.
#[test]
fn a_file_with_a_flaw_is_not_taken_at_all_and_the_message_says_where_it_is() {
    let flaws: [Flaw; 12] = [
        (
            "unknown format",
            |file| file["format"] = json!("convoy-scenario/9"),
            &["convoy-scenario/9", "convoy-scenario/1"],
        ),
        ("no format", |file| file["format"] = Value::Null, &["format", "convoy-scenario/1"]),
        ("unknown zone", |file| file["time_zone"] = json!("Mars/Olympus"), &["Mars/Olympus"]),
        (
            "does not fit",
            |file| file["reports"][1]["kind"] = json!("delivered"),
            &["reports[1]", "delivered", "not permitted", "checkpoint_reached", "on_refusal"],
        ),
        (
            "unknown place",
            |file| file["reports"][1]["place"] = json!("nowhere"),
            &["reports[1]", "/place", "unknown place"],
        ),
        (
            "unknown stop",
            |file| file["convoys"][0]["stops"][1]["place"] = json!("nowhere"),
            &["convoys[0]", "/stops/1/place"],
        ),
        (
            "no destination",
            |file| file["convoys"][0]["stops"][1]["role"] = json!("checkpoint"),
            &["convoys[0]", "destination"],
        ),
        ("unknown convoy", |file| file["reports"][0]["convoy"] = json!("OTHER"), &["reports[0]", "OTHER"]),
        ("unknown kind", |file| file["reports"][1]["kind"] = json!("exploded"), &["reports[1]", "/kind"]),
        ("no id", |file| file["reports"][1]["id"] = Value::Null, &["reports[1]", "id"]),
        (
            "same id twice",
            |file| file["reports"][1]["id"] = file["reports"][0]["id"].clone(),
            &["reports[1]", "same event"],
        ),
        ("unknown truck", |file| file["reports"][1]["trucks"] = json!([7]), &["reports[1]"]),
    ];
    database_addresses(|database| {
        let program = Program::on(database);
        let import = |file: &Value| {
            program.write("file.json", &file.to_string());
            program.run(&["import", "--scenario", "file.json"])
        };
        for (name, break_it, told) in &flaws {
            let mut file = small();
            break_it(&mut file);
            let run = import(&file);
            assert_eq!(run.code, 1, "{name}: {run:?}");
            assert!(run.err.contains("nothing of it was kept"), "{name}: {}", run.err);
            for word in *told {
                assert!(run.err.contains(word), "{name} should speak of {word}: {}", run.err);
            }
            assert_eq!(ledger_position(&program), 0, "{name}");
        }
        program.write("file.json", "{ this is no JSON");
        let run = program.run(&["import", "--scenario", "file.json"]);
        assert!(run.code == 1 && run.err.contains("line 1"), "{run:?}");
        import(&small()).expect(0);
        assert_eq!(ledger_position(&program), 6);
    });
}

#[test]
fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    database_addresses(|database| {
        let program = Program::on(database);
        program.write("file.json", &small().to_string());
        let dry = program.run(&["import", "--scenario", "file.json", "--dry-run", "--json"]).json(0);
        assert_eq!(ledger_position(&program), 0);
        let real = program.run(&["import", "--scenario", "file.json", "--json"]).json(0);
        assert_eq!(dry, real);
        assert_eq!(real["events"], 2);
        assert_eq!(ledger_position(&program), 6);
    });
}

#[test]
fn people_on_trucks_are_kept_sealed_once_and_shown_by_the_dry_run() {
    database_addresses(|database| {
        let program = Program::on(database);
        let mut file = small();
        file["convoys"][0]["trucks"] = json!([
            {"label": "1", "plate": "CANARY-77", "driver": "Canary Driver", "drivers": [{"name": "Second Canary", "phone": "0944 777"}]},
            {"label": "2", "plate": null}
        ]);
        program.write("file.json", &file.to_string());
        let dry = program.run(&["import", "--scenario", "file.json", "--dry-run", "--json"]).json(0);
        assert_eq!(program.run(&["person", "export", "--plate", "CANARY77"]).json(0)["items"], json!([]));
        let done = program.run(&["import", "--scenario", "file.json", "--json"]).json(0);
        assert_eq!((&dry, &done["crew"], &done["ignored"]), (&done, &json!(2), &json!([])));
        let again = program.run(&["import", "--scenario", "file.json", "--json"]).json(0);
        assert_eq!(again["crew"], 0);
        let kept = program.run(&["person", "export", "--phone", "0944777"]).json(0);
        assert_eq!((&kept["items"][0]["name"], &kept["items"][0]["truck"]), (&json!("Second Canary"), &json!("1")));
        // Erased on request: another import does not bring it back.
        program.run(&["person", "erase", "--name", "canary DRIVER", "--yes"]).expect(0);
        assert_eq!(program.run(&["import", "--scenario", "file.json", "--json"]).json(0)["crew"], 0);
        assert_eq!(program.run(&["person", "export", "--plate", "canary 77"]).json(0)["items"], json!([]));
        file["convoys"][0]["trucks"][0]["drivers"][0]["phone"] = json!("not a phone");
        program.write("file.json", &file.to_string());
        let wrong = program.run(&["import", "--scenario", "file.json"]);
        assert!(wrong.code == 1 && wrong.err.contains("convoys[0].trucks[0].drivers[0]: /phone"), "{wrong:?}");
        assert!(!wrong.err.contains("not a phone"), "never repeated: {wrong:?}");
        if let Some(file) = database.parse::<convoy::store::DatabaseUrl>().unwrap().sqlite_path() {
            let log = file.with_extension("db-wal");
            let bytes = [file, &log].into_iter().flat_map(|part| std::fs::read(part).unwrap_or_default());
            let bytes: Vec<u8> = bytes.collect();
            assert!(bytes.windows(5).any(|window| window == b"SMALL"), "what is looked into is what was written");
            for value in ["CANARY-77", "CANARY77", "Canary Driver", "Second Canary", "0944 777", "0944777"] {
                assert!(!bytes.windows(value.len()).any(|window| window == value.as_bytes()), "{value}");
            }
        }
    });
}
