//! Incidents over all convoys: found by what they are, told as their convoy is told, and never averaged.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]
#![allow(clippy::doc_markdown, reason = "PostgreSQL and SQLite are names, not code")]

use convoy::app::Role;
use serde_json::{Value, json};

use crate::harness::{
    client::Client,
    databases::databases,
    server::Server,
    world::{event_at, log, plan, register, world},
};

fn incident(minute: u32, place: &str, details: &Value) -> Value {
    let mut event = event_at("incident_reported", minute, place);
    event["details"] = details.clone();
    event
}

fn account(minute: u32, details: &Value) -> Value {
    let mut event = event_at("account_recorded", minute, "gate");
    event["source"] = json!({"kind": "media", "name": "A paper"});
    event["details"] = details.clone();
    event
}

/// Two convoys on the road, with three incidents; and one of another organisation.
fn plant(client: &Client) {
    let mut open = plan("OPEN");
    open["sensitivity"] = json!("moderate");
    client.post("/api/v1/convoys", &open).expect(201);
    register(client, "HIDDEN");
    for reference in ["OPEN", "HIDDEN"] {
        log(client, reference, &event_at("dispatched", 360, "hub"));
    }
    log(client, "OPEN", &incident(400, "gate", &json!({"incident": "shots", "act": "shooting", "killed": [1, 3]})));
    log(
        client,
        "OPEN",
        &account(
            410,
            &json!({"incident": "shots", "claim": "Two.", "killed": [2, 2], "place": "mill", "reliability": "B", "credibility": 2}),
        ),
    );
    log(
        client,
        "OPEN",
        &account(
            420,
            &json!({"incident": "shots", "claim": "Five.", "killed": [5, null], "reliability": "D", "credibility": 4}),
        ),
    );
    log(client, "OPEN", &incident(500, "mill", &json!({"incident": "threats", "act": "threat"})));
    log(client, "HIDDEN", &incident(450, "gate", &json!({"incident": "looting", "act": "looting"})));
}

fn keys(client: &Client, query: &str) -> Vec<String> {
    let items = client.all(&format!("/api/v1/incidents?{query}"));
    items.iter().map(|item| item["incident"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn incidents_are_listed_over_all_convoys_and_narrowed() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client);
        let now = crate::harness::now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        for (query, expected) in [
            ("", &["threats", "looting", "shots"][..]),
            ("limit=1", &["threats", "looting", "shots"]),
            ("act=shooting", &["shots"]),
            ("convoy=HIDDEN", &["looting"]),
            ("organisation=relief", &["threats", "looting", "shots"]),
            ("organisation=other", &[]),
            // By the report, or by an account.
            ("place=mill", &["threats", "shots"]),
            ("harm_known=true", &["shots"]),
            ("harm_known=false", &["threats", "looting"]),
            ("accounts_differ=true", &["shots"]),
            ("accounts_differ=false", &["threats", "looting"]),
            ("from=2018-03-05T07:30:00Z", &["threats", "looting"]),
            ("until=2018-03-05T07:30:00Z", &["shots"]),
        ] {
            assert_eq!(keys(&client, query), expected, "{query}");
            assert_eq!(keys(&client, &format!("{query}&as_of={now}")), expected, "{query} then");
        }
        assert_eq!(keys(&client, "as_of=2018-01-01T00:00:00Z"), Vec::<String>::new());
        client.get("/api/v1/incidents?act=rudeness").expect(422);
        client.get("/api/v1/incidents?convoy=NOBODYS").expect(404);
        client.get("/api/v1/incidents?organisation=nobody").expect(422);
    });
}

#[test]
fn accounts_stand_side_by_side_and_figures_are_ranges() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client);
        let told = client.get("/api/v1/incidents/shots?convoy=OPEN").expect(200);
        // From the lowest that any of the three says to the highest, and nothing between.
        assert_eq!(told["killed"], json!({"lowest": 1, "highest": 5, "sources": 3}));
        assert_eq!((&told["injured"], &told["accounts"]), (&Value::Null, &json!(2)));
        let grades: Vec<(&Value, &Value)> = told["account_list"]
            .as_array()
            .unwrap()
            .iter()
            .map(|account| (&account["reliability"], &account["credibility"]))
            .collect();
        assert_eq!(grades, [(&json!("B"), &json!(2)), (&json!("D"), &json!(4))]);
        let by_event = client.get(&format!("/api/v1/incidents/{}", told["event"].as_str().unwrap())).expect(200);
        assert_eq!(by_event, told);
        client.get("/api/v1/incidents/shots").expect(404);
        client.get("/api/v1/incidents/looting?convoy=OPEN").expect(404);
    });
}

/// What makes it bite: the coordinator is told each word that the viewer's answer lacks.
#[test]
fn an_incident_is_told_as_its_convoy_is() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client);
        let viewer = server.somebody(Role::Viewer, "relief");
        let told = viewer.get("/api/v1/incidents");
        let items = told.expect(200)["items"].as_array().unwrap().clone();
        assert_eq!(items.len(), 2, "the convoy of severe sensitivity is not there");
        let exact = client.get("/api/v1/incidents").text;
        for secret in ["shots", "Five.", "A paper", "gate", "mill"] {
            assert!(exact.contains(secret) && !told.text.contains(secret), "{secret}: {}", told.text);
        }
        // What was first reported of harm is told, and accounts are not.
        assert_eq!(items[1]["killed"], json!({"lowest": 1, "highest": 3, "sources": 1}));
        assert_eq!(items[1]["reduced"]["hours_late"], 24);
        assert_eq!(keys(&viewer, "place=mill"), Vec::<String>::new());
        viewer.get("/api/v1/incidents/shots?convoy=OPEN").expect(404);
        assert_eq!(keys(&server.somebody(Role::Coordinator, "other"), ""), Vec::<String>::new());
    });
}

#[test]
fn reporting_an_incident_logs_the_event_and_once() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "OPEN");
        log(&client, "OPEN", &event_at("dispatched", 360, "hub"));
        let mut event = incident(400, "gate", &json!({"incident": "shots", "act": "shooting"}));
        event["convoy"] = json!("OPEN");
        let keyed = client.with_header("idempotency-key", "one");
        let first = keyed.post("/api/v1/incidents", &event);
        let id = first.expect(201)["id"].as_str().unwrap().to_owned();
        assert_eq!(first.header("location"), format!("/api/v1/incidents/{id}"));
        assert_eq!(keyed.post("/api/v1/incidents", &event).expect(200)["id"], id);
        assert_eq!(client.get(&first.header("location")).expect(200)["incident"], "shots");
        event["details"]["act"] = json!("threat");
        keyed.post("/api/v1/incidents", &event).expect(409);
        event["kind"] = json!("delivered");
        client.post("/api/v1/incidents", &event).expect(422);
        client.post("/api/v1/incidents", &json!({})).expect(422);
        server.somebody(Role::Viewer, "relief").post("/api/v1/incidents", &event).expect(403);
    });
}
