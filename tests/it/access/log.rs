//! The program's own log, at its most talkative, tells nobody's name, address, reference, place, secret or word.

use serde_json::json;

use crate::harness::{
    databases::database_addresses,
    program::Program,
    world::{event_at, new_id, path_of, plan},
};

const SECRETS: [&str; 9] = [
    "canary.person",
    "sixteen grey camels",
    "CANARY-REF",
    "CANARY-NOTE",
    "CANARY-PLACE",
    "canary-place",
    "34.812",
    "Test person",
    "cvt_",
];

#[test]
fn the_log_tells_what_happened_and_of_nobody() {
    database_addresses(|address| {
        let program = Program::on(address);
        let token = program.token("canary.person@example.org", "*", "coordinator");
        let mut serving = program.serve_with_log("convoy=trace,actix_web=debug,actix_server=debug");
        let client = serving.client(&token);
        client.post("/api/v1/organisations", &json!({"key": "relief", "name": {"en": "Relief"}})).expect(201);
        for key in ["hub", "gate", "town"] {
            let name = format!("CANARY-PLACE {key}");
            let place = json!({"key": key, "name": {"en": name}, "latitude": 34.81237, "longitude": 36.59871});
            client.post("/api/v1/places", &place).expect(201);
        }
        client.post("/api/v1/convoys", &plan("CANARY-REF")).expect(201);
        let mut event = event_at("dispatched", 360, "hub");
        event["note"] = json!("CANARY-NOTE");
        client.put(&path_of("CANARY-REF", new_id()), &event).expect(201);
        for path in [
            "/api/v1/convoys/CANARY-REF",
            "/api/v1/convoys?q=CANARY-REF",
            "/api/v1/places/CANARY-PLACE",
            "/x/CANARY-REF",
        ] {
            client.get(path);
        }
        let mut wrong = event_at("delivered", 300, "town");
        wrong["note"] = json!("CANARY-NOTE");
        client.put(&path_of("CANARY-REF", new_id()), &wrong).expect(409);
        client.post_raw("/api/v1/convoys", "application/json", "{\"reference\": \"CANARY-REF\", ").expect(400);
        client.post_raw(
            "/sign-in",
            "application/x-www-form-urlencoded",
            "email=canary.person%40example.org&password=sixteen+grey+camels",
        );
        serving.kill();
        let log = program.log();
        assert!(log.contains("http.route") && log.contains("/api/v1/convoys/{convoy}"), "nothing was logged: {log}");
        for secret in SECRETS {
            let line = log.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{secret} in {line:?}");
        }
    });
}
