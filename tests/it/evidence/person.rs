//! What is kept of one person: found however it is written, given out, erased without a trace.

use convoy::{
    ambient::Real,
    app::{App, Caller, Keys, Role, Runner, policy::Membership},
    domain::{
        crew::read_key,
        id::{OrganisationId, UserId},
    },
};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

use super::{NAME, PHONE, PLATE, Stage, contains, forms, member, raw};
use crate::harness::{databases::database_addresses, program::finished, world::register};

fn found(stage: &Stage, arguments: &[&str]) -> Vec<Value> {
    let answer = stage.program.run(&[&["person", "export"], arguments].concat()).json(0);
    answer["items"].as_array().unwrap().clone()
}

#[test]
fn a_person_is_found_however_it_is_written_and_by_no_part() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        register(&stage.coordinator, "RELIEF-2");
        stage.write_down("RELIEF-1", &member());
        stage.write_down("RELIEF-2", &json!({"truck": "2", "name": "nour  CANARY احمد"}));
        for (arguments, rows) in [
            (["--name", "NOUR canary أحمَد"], 2),
            (["--phone", "٠٠٩٦٣٩٤٤١٢٣٤٥٦"], 1),
            (["--plate", "canary 77ب"], 1),
            (["--name", "Nour"], 0),
            (["--phone", "944123456"], 0),
        ] {
            assert_eq!(found(&stage, &arguments).len(), rows, "{arguments:?}");
        }
        stage.program.write("who", &format!("{PHONE}\nrest"));
        assert_eq!(found(&stage, &["--phone-file", "who"]).len(), 1);
        let mut command = stage.program.command(&["person", "export", "--phone-file", "-"]);
        command.stdin(std::fs::File::open(stage.program.folder().join("who")).unwrap());
        assert_eq!(finished(&mut command).json(0)["items"].as_array().unwrap().len(), 1);
        assert_eq!(stage.program.run(&["person", "export", "--phone", "x"]).code, 1);
        assert_eq!(stage.program.run(&["person", "export"]).code, 2);
        assert!(stage.deeds("person_exported").len() >= 7);
    });
}

#[test]
fn an_administrator_finds_nobody_of_another_organisation() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        stage.write_down("RELIEF-1", &member());
        let organisations = stage.coordinator.get("/api/v1/organisations").expect(200)["items"].clone();
        let id = |key: &str| {
            let all = organisations.as_array().unwrap();
            let found = all.iter().find(|organisation| organisation["key"] == key).unwrap();
            OrganisationId(Uuid::parse_str(found["id"].as_str().unwrap()).unwrap())
        };
        let settings = stage.program.run(&["keys", "show", "--json"]).json(0);
        let keys = stage.program.folder().join(settings["file"].as_str().unwrap());
        let keys = Arc::new(Keys::read_or_make(&keys).unwrap());
        let app = App::open(&stage.url, Arc::new(Real), keys).unwrap();
        let key = read_key("name", NAME).unwrap();
        let rows = |organisation: &str, role: Role| {
            let caller = Caller {
                user: UserId(Uuid::nil()),
                name: "Test".to_owned(),
                memberships: vec![Membership { organisation: Some(id(organisation)), role }],
                scopes: None,
                token: None,
            };
            let found = actix_web::rt::System::new().block_on(app.export_person(&Runner::from(&caller), &key));
            found.map(|found| found.len()).map_err(|error| error.to_string())
        };
        assert_eq!(rows("relief", Role::Admin), Ok(1));
        assert_eq!(rows("other", Role::Admin), Ok(0));
        assert_eq!(rows("relief", Role::Coordinator), Err("not allowed".to_owned()));
    });
}

#[test]
fn who_is_erased_is_in_no_byte_of_the_database() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        stage.write_down("RELIEF-1", &member());
        let sealed_before = raw(&stage.url);
        assert_eq!(stage.program.run(&["person", "erase", "--name", NAME]).code, 1, "it asks for --yes");
        assert_eq!(found(&stage, &["--name", NAME]).len(), 1);
        assert_eq!(stage.program.run(&["person", "erase", "--name", NAME, "--yes"]).expect(0), "erased 1\n");
        for key in [["--name", NAME], ["--phone", PHONE], ["--plate", PLATE]] {
            assert_eq!(found(&stage, &key), Vec::<Value>::new());
        }
        assert_eq!(stage.program.run(&["person", "erase", "--name", NAME, "--yes"]).expect(0), "erased 0\n");
        assert_eq!(stage.deeds("person_erased")[0]["details"]["rows"], 1);
        assert_eq!(stage.finding(), json!(null));
        if stage.url.sqlite_path().is_some() {
            // What was sealed is gone too: each run of 40 bytes that was high entropy in the row is looked for by its head.
            let after = raw(&stage.url);
            let sealed = |bytes: &[u8]| bytes.windows(5).filter(|window| *window == [1, 0, 0, 0, 1]).count();
            assert!(sealed(&sealed_before) > sealed(&after), "{} {}", sealed(&sealed_before), sealed(&after));
            for value in [NAME, PHONE, PLATE] {
                assert!(forms(value).iter().all(|form| !contains(&after, form)));
            }
        }
    });
}
