//! A new key for all sealed fields, also where the last run was cut off half-way and while the server runs.

use std::sync::Arc;

use convoy::{
    ambient::Real,
    app::{App, Keys},
};
use serde_json::json;

use super::{NAME, Stage, crew_path, member};
use crate::harness::{databases::database_addresses, program::Program, world::new_id};

fn keys_file(stage: &Stage) -> std::path::PathBuf {
    let shown = stage.program.run(&["keys", "show", "--json"]).json(0);
    stage.program.folder().join(shown["file"].as_str().unwrap())
}

fn names(stage: &Stage) -> usize {
    let list = stage.coordinator.get("/api/v1/convoys/RELIEF-1/crew").expect(200);
    list["items"].as_array().unwrap().iter().filter(|item| item["name"] == NAME).count()
}

#[test]
fn keys_are_rotated_while_the_server_runs_and_the_old_key_opens_nothing() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        for _ in 0..5 {
            stage.write_down("RELIEF-1", &member());
        }
        let file = keys_file(&stage);
        let old = std::fs::read_to_string(&file).unwrap();
        let rotated = stage.program.run(&["keys", "rotate", "--json"]).json(0);
        assert_eq!((&rotated["key"], &rotated["fields"]), (&json!(2), &json!(15)));
        let shown = stage.program.run(&["keys", "show", "--json"]).json(0);
        assert_eq!(shown["ids"], json!([2]));
        assert_eq!(names(&stage), 5, "the running server follows the file");
        stage.coordinator.put(&crew_path("RELIEF-1", new_id()), &member()).expect(201);
        assert_eq!(names(&stage), 6);
        let found = stage.program.run(&["person", "export", "--name", NAME]).json(0);
        assert_eq!(found["items"].as_array().unwrap().len(), 6, "found by the index, which no rotation changes");
        assert_eq!(stage.deeds("keys_rotated")[0]["details"], json!({"key": 2, "rows": 15}));

        // The control: with the old file nothing opens any more.
        let new = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, &old).unwrap();
        let failed = stage.program.run(&["person", "export", "--name", NAME]);
        assert!(failed.code == 1 && failed.err.contains("key 2 is not among the keys"), "{failed:?}");
        std::fs::write(&file, new).unwrap();
        stage.program.run(&["person", "export", "--name", NAME]).expect(0);
        for shown in [stage.program.run(&["keys", "show"]).expect(0), stage.program.run(&["check"]).expect(0)] {
            for line in old.lines().filter_map(|line| line.split('"').nth(1)) {
                assert!(!shown.contains(line), "a key is printed");
            }
        }
    });
}

#[test]
fn a_rotation_that_was_cut_off_is_taken_up() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        for _ in 0..4 {
            stage.write_down("RELIEF-1", &member());
        }
        let file = keys_file(&stage);
        // As far as a run comes that is cut off: the new key is in the file, some fields have it and some have not.
        let keys = Keys::read_or_make(&file).unwrap();
        keys.with_new_key().unwrap().replace(&file).unwrap();
        let app = App::open(&stage.url, Arc::new(Real), Arc::new(Keys::read_or_make(&file).unwrap())).unwrap();
        let resealed = actix_web::rt::System::new().block_on(app.reseal(5)).unwrap();
        assert_eq!(resealed, 5);
        drop(app);
        assert_eq!(stage.program.run(&["keys", "show", "--json"]).json(0)["ids"], json!([1, 2]));
        assert_eq!(names(&stage), 4, "what either key has sealed opens");
        let rotated = stage.program.run(&["keys", "rotate", "--json"]).json(0);
        assert_eq!((&rotated["key"], &rotated["fields"]), (&json!(2), &json!(7)));
        assert_eq!(stage.program.run(&["keys", "show", "--json"]).json(0)["ids"], json!([2]));
        assert_eq!(names(&stage), 4);
        assert_eq!(stage.finding(), json!(null));
    });
}

#[test]
fn keys_in_a_variable_are_not_rotated_and_it_is_said_how() {
    let program = Program::anywhere();
    let keys = Keys::fresh().unwrap().to_text().unwrap();
    let mut command = program.command(&["keys", "rotate"]);
    command.env("CONVOY_KEYS", &*keys);
    let run = crate::harness::program::finished(&mut command);
    assert!(run.code == 1 && run.err.contains("CONVOY_KEYS_FILE"), "{run:?}");
}
