//! Drivers' names, phones and number plates: for those who run the convoy, and in no form in the database.

use serde_json::json;

use super::{NAME, PHONE, PLATE, Stage, contains, crew_path, forms, member, raw};
use crate::harness::{
    databases::database_addresses,
    world::{new_id, register},
};

#[test]
fn people_are_written_down_changed_and_taken_out() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        let id = stage.write_down("RELIEF-1", &member());
        let path = crew_path("RELIEF-1", id);
        stage.coordinator.put(&path, &member()).expect(200);
        let list = || stage.coordinator.get("/api/v1/convoys/RELIEF-1/crew").expect(200)["items"].clone();
        let listed = list();
        assert_eq!(
            (&listed[0]["name"], &listed[0]["phone"], &listed[0]["plate"]),
            (&json!(NAME), &json!(PHONE), &json!(PLATE))
        );
        stage.coordinator.put(&path, &json!({"truck": "2", "name": "Somebody else"})).expect(200);
        let listed = list();
        assert_eq!((&listed[0]["truck"], &listed[0]["phone"]), (&json!("2"), &json!(null)));

        let wrong = json!({"truck": "77", "name": "a\u{202e}b", "phone": "ring me", "plate": "--", "more": 1});
        let answer = stage.coordinator.put(&path, &wrong);
        let errors = answer.expect(422)["errors"].as_array().unwrap().clone();
        assert_eq!(errors.len(), 5, "{errors:?}");
        assert!(!answer.text.contains("ring me"));
        assert_eq!(stage.coordinator.put(&path, &json!({"truck": "1"})).expect(422)["errors"][0]["pointer"], "/name");

        // The row of one convoy is not the row of another.
        register(&stage.coordinator, "RELIEF-2");
        stage.coordinator.put(&crew_path("RELIEF-2", id), &member()).expect(404);

        let taken_out = stage.coordinator.send("DELETE", &path, "application/json", "");
        assert_eq!(taken_out.status, 204);
        assert_eq!(list(), json!([]));
        assert_eq!(stage.coordinator.send("DELETE", &path, "application/json", "").status, 404);
        stage.coordinator.put(&path, &member()).expect(201);
        assert_eq!(stage.deeds("crew_recorded").len(), 3);
        assert_eq!(stage.deeds("crew_erased").len(), 1);
        assert_eq!(stage.deeds("exact_read").iter().filter(|deed| deed["details"]["what"] == "crew").count(), 1);
        assert_eq!(stage.finding(), json!(null));
    });
}

#[test]
fn nobody_else_sees_them_and_no_other_answer_has_them() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        stage.write_down("RELIEF-1", &member());
        let path = "/api/v1/convoys/RELIEF-1/crew";
        for (email, organisation, role, status) in [
            ("v@example.org", "relief", "viewer", 403),
            ("a@example.org", "relief", "admin", 403),
            ("l@example.org", "relief", "logger", 404),
            ("o@example.org", "other", "coordinator", 404),
            ("c@example.org", "relief", "coordinator", 200),
        ] {
            let client = stage.somebody(email, organisation, role);
            assert_eq!(client.get(path).status, status, "{role} of {organisation}");
            let put = client.put(&crew_path("RELIEF-1", new_id()), &member()).status;
            assert_eq!(put, if status == 200 { 201 } else { status }, "{role} of {organisation}");
        }
        for path in ["/convoys", "/convoys/RELIEF-1", "/convoys/RELIEF-1/status", "/convoys/RELIEF-1/events", "/events"]
        {
            let answer = stage.coordinator.get(&format!("/api/v1{path}"));
            answer.expect(200);
            for value in [NAME, PHONE, PLATE] {
                assert!(!answer.text.contains(value), "{path}");
            }
        }
    });
}

/// What makes it bite: the reference of the convoy is found in what is looked through, and with the keys the values open.
#[test]
fn a_stolen_database_gives_no_name_no_phone_and_no_plate() {
    database_addresses(|database| {
        let stage = Stage::on(database);
        for _ in 0..20 {
            stage.write_down("RELIEF-1", &member());
        }
        let stolen = raw(&stage.url);
        assert!(contains(&stolen, b"RELIEF-1"));
        for value in [NAME, PHONE, PLATE, "nour canary", "+963944123456", "963944123456", "CANARY77", "أحمد"] {
            for form in forms(value) {
                assert!(!contains(&stolen, &form), "{value} as {}", String::from_utf8_lossy(&form));
            }
        }
        let found = stage.program.run(&["person", "export", "--phone", "00963944123456"]).json(0);
        assert_eq!(found["items"].as_array().unwrap().len(), 20);
        assert_eq!(found["items"][0]["name"], NAME);
    });
}
