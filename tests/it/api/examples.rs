//! The examples of the document: each is what the server has answered. `CONVOY_WRITE_EXAMPLES=1` writes them anew; read the
//! differences before you take them.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use convoy::{
    app::{Role, scenario::Scenario},
    http::api::openapi,
};
use serde_json::{Value, json};

use crate::harness::{client::Client, databases::databases, server::Server, world::new_id};

const CONVOY: &str = "/api/v1/convoys/SY-2016-SOUTH-HAMA";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http/api/openapi/examples")
}

/// Every name in a value, with where it stands: what a script holds on to.
fn shape(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let at = format!("{at}/{name}");
                found.insert(at.clone());
                shape(value, &at, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| shape(value, &format!("{at}[]"), found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn reads(client: &Client) -> Vec<(&'static str, Value)> {
    let get = |path: &str| client.get(path).expect(200);
    vec![
        ("listConvoys", get("/api/v1/convoys?limit=1")),
        ("showConvoy", get(CONVOY)),
        ("convoyStatus", get(&format!("{CONVOY}/status"))),
        ("listConvoyEvents", get(&format!("{CONVOY}/events?limit=2"))),
        ("followEvents", get("/api/v1/events?after=0&limit=2")),
        ("listPlaces", get("/api/v1/places?limit=2")),
        ("showPlace", get("/api/v1/places/hama")),
        ("listOrganisations", get("/api/v1/organisations?limit=1")),
        ("showOrganisation", get("/api/v1/organisations/sarc")),
    ]
}

fn writes(client: &Client) -> Vec<(&'static str, Value)> {
    let plan = json!({
        "reference": "SY-TOUR", "lead": "sarc", "time_zone": "Asia/Damascus", "trucks": {"count": 3},
        "stops": [{"role": "origin", "place": "hama"}, {"role": "destination", "place": "aqrab"}],
        "cargo": [{"item": "Food basket", "sector": "food_security", "unit": "basket", "quantity": 300}],
        "target_population": 1500
    });
    let event = |kind: &str| json!({"kind": kind, "occurred_at": "2024-03-04T07:00:00+03:00", "place": "aqrab"});
    let (mut arrived, id) = (event("arrived"), new_id());
    arrived["on_refusal"] = json!("review");
    let batch = json!({"events": [
        {"convoy": "SY-TOUR", "id": new_id(), "kind": "contact", "occurred_at": "2024-03-04T08:00:00+03:00"},
        {"convoy": "SY-TOUR", "id": new_id(), "kind": "delivered", "occurred_at": "2024-03-04T09:00:00+03:00"}
    ]});
    let place = json!({"key": "talbiseh", "name": {"en": "Talbiseh", "ar": "تلبيسة"}, "kind": "town", "country": "SY"});
    let crew = json!({"truck": "1", "name": "Driver One", "phone": "+963 944 000 001"});
    let organisation = json!({"key": "relief", "name": {"en": "Relief"}, "acronym": "R"});
    let registered = client.post("/api/v1/convoys", &plan).expect(201);
    let in_review = client.put(&format!("/api/v1/convoys/SY-TOUR/events/{id}"), &arrived).expect(202);
    let open = client.get("/api/v1/reviews").expect(200);
    let dismiss = json!({"decision": "dismiss", "reason": "another convoy was meant"});
    let crew_path = format!("/api/v1/convoys/SY-TOUR/crew/{}", new_id());
    vec![
        ("registerConvoy", registered),
        ("logEvent", in_review),
        ("listReviews", open),
        ("settleReview", client.post(&format!("/api/v1/reviews/{id}/decision"), &dismiss).expect(201)),
        ("logEvents", client.post("/api/v1/events", &batch).expect(200)),
        ("addPlace", client.post("/api/v1/places", &place).expect(201)),
        ("describePlace", client.put("/api/v1/places/talbiseh", &place).expect(200)),
        ("addOrganisation", client.post("/api/v1/organisations", &organisation).expect(201)),
        ("describeOrganisation", client.put("/api/v1/organisations/relief", &organisation).expect(200)),
        ("recordCrew", client.put(&crew_path, &crew).expect(201)),
        ("listCrew", client.get("/api/v1/convoys/SY-TOUR/crew").expect(200)),
    ]
}

#[test]
fn the_examples_of_the_document_are_what_the_server_answers() {
    let write = std::env::var_os("CONVOY_WRITE_EXAMPLES").is_some();
    databases(|url| {
        let server = Server::start(url);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/south-hama-2016.json");
        let scenario = Scenario::parse(&std::fs::read_to_string(file).unwrap()).unwrap();
        server.app.import_scenario(&scenario, false).unwrap();
        let client = server.somebody(Role::Coordinator, "*");
        let mut answered = reads(&client);
        answered.extend(writes(&client));
        let document = openapi::document().unwrap().to_string();
        for (operation, answer) in answered {
            let path = folder().join(format!("{operation}.json"));
            if write {
                std::fs::write(&path, format!("{}\n", serde_json::to_string_pretty(&answer).unwrap())).unwrap();
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{operation} has no example"));
            let (mut shown, mut real) = (BTreeSet::new(), BTreeSet::new());
            let example: Value = serde_json::from_str(&text).unwrap();
            shape(&example, "", &mut shown);
            shape(&answer, "", &mut real);
            assert_eq!(shown, real, "{operation}: write the examples anew");
            assert!(document.contains(&example.to_string()), "{operation}: its example is not in the document");
        }
    });
}
