//! The examples of the document: each is what the server has answered. `CONVOY_WRITE_EXAMPLES=1` writes them anew; read the
//! differences before you take them.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use convoy::{
    ambient::Real,
    app::{Keys, Role, outward::Outward, scenario::Scenario},
    http::api::openapi,
};
use serde_json::{Value, json};

use crate::{
    access::cast::signed_in,
    harness::{client::Client, databases::databases, server::Server, world::new_id},
};

const FORM: &str = "application/x-www-form-urlencoded";
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

fn world_and_reports(client: &Client) -> Vec<(&'static str, Value)> {
    let window = json!({
        "places": ["aqrab"], "from": "2024-03-04T06:00:00+03:00", "until": "2024-03-04T18:00:00+03:00",
        "announced_by": "The parties", "parties": [{"name": "One side", "answer": "accepted"}],
        "source": {"kind": "media", "name": "A paper"}
    });
    let added = client.post("/api/v1/access-windows", &window).expect(201);
    let window_path = format!("/api/v1/access-windows/{}", added["id"].as_str().unwrap());
    let incident = json!({
        "convoy": "SY-TOUR", "occurred_at": "2024-03-04T08:30:00+03:00", "place": "aqrab", "on_refusal": "review",
        "details": {"incident": "shots", "act": "shooting"}
    });
    let file = "convoy,kind,occurred_at,place\nSY-TOUR,contact,2024-03-04T08:40:00+03:00,aqrab\n";
    let imported = client.post_raw("/api/v1/imports?kind=events&dry_run=true", "text/csv", file).expect(200);
    let import_path = format!("/api/v1/imports/{}", imported["id"].as_str().unwrap());
    vec![
        ("addAccessWindow", added),
        ("getAccessWindow", client.get(&window_path).expect(200)),
        ("describeAccessWindow", client.put(&window_path, &window).expect(200)),
        ("listAccessWindows", client.get("/api/v1/access-windows").expect(200)),
        ("reportIncident", client.post("/api/v1/incidents", &incident).expect(201)),
        ("listIncidents", client.get("/api/v1/incidents?limit=1").expect(200)),
        ("getIncident", client.get("/api/v1/incidents/shots-at-aqrab?convoy=SY-2016-SOUTH-HAMA").expect(200)),
        ("getBoard", client.get("/api/v1/board").expect(200)),
        ("getAccessReport", client.get("/api/v1/reports/access?from=2016-10-01&to=2016-12-31").expect(200)),
        ("searchGazetteer", client.get("/api/v1/gazetteer?q=aqrab").expect(200)),
        ("importFile", imported),
        ("showImport", client.get(&import_path).expect(200)),
        ("listImports", client.get("/api/v1/imports?limit=1").expect(200)),
    ]
}

/// By somebody whose number is registered, with a telephone in a truck.
fn from_the_field(client: &Client, person: &Client) -> Vec<(&'static str, Value)> {
    crate::harness::phones::add_number(person, client, "+963900000001", "");
    let message = json!({"from": "+963900000001", "text": "SY-TOUR NOTE all well", "id": "gateway-17"});
    let device = "do=register&label=Phone&truck=1&unique_id=&until=";
    let page = person.post_raw("/convoys/SY-TOUR/devices", FORM, device).text;
    let key = page.split_once("cvd_").unwrap().1.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_');
    let key = format!("cvd_{}", key.collect::<String>());
    let at = crate::harness::now().timestamp();
    let position = format!("/api/v1/positions/osmand?id={key}&lat=34.81&lon=36.59&timestamp={at}&accuracy=5&batt=80");
    assert_eq!(person.get(&position).status, 200);
    vec![
        ("receiveMessage", client.post("/api/v1/messages", &message).expect(200)),
        ("listPositions", client.get("/api/v1/convoys/SY-TOUR/positions").expect(200)),
    ]
}

fn partners(client: &Client, partner: &Client) -> Vec<(&'static str, Value)> {
    let named = json!({
        "kind": "plan_amended", "occurred_at": "2024-03-04T05:00:00+03:00", "details": {"partners": ["relief"]}
    });
    client.put(&format!("/api/v1/convoys/SY-TOUR/events/{}", new_id()), &named).expect(201);
    let moved = json!({
        "key": "talbiseh", "name": {"en": "Talbiseh", "ar": "تلبيسة"}, "kind": "town", "country": "SY", "latitude": 34.84,
        "longitude": 36.73
    });
    partner.put("/api/v1/places/talbiseh", &moved).expect(202);
    let proposals = client.get("/api/v1/places/talbiseh/proposals").expect(200);
    let settled = format!("/api/v1/places/talbiseh/proposals/{}", proposals["items"][0]["id"].as_str().unwrap());
    vec![
        ("listInvitations", partner.get("/api/v1/invitations").expect(200)),
        ("listPlaceProposals", proposals),
        ("settlePlaceProposal", client.post(&settled, &json!({"decision": "dismiss"})).expect(200)),
    ]
}

fn webhooks(admin: &Client) -> Vec<(&'static str, Value)> {
    let draft = json!({"organisation": "relief", "url": "https://hooks.example.org/convoys", "types": ["event"]});
    let made = admin.post("/api/v1/webhooks", &draft).expect(201);
    let path = format!("/api/v1/webhooks/{}", made["id"].as_str().unwrap());
    vec![
        ("makeWebhook", made),
        ("showWebhook", admin.get(&path).expect(200)),
        ("changeWebhook", admin.put(&path, &json!({"label": "Dashboard"})).expect(200)),
        ("listWebhooks", admin.get("/api/v1/webhooks").expect(200)),
        ("rotateWebhookSecret", admin.post(&format!("{path}/secret"), &json!({})).expect(200)),
        ("testWebhook", admin.post(&format!("{path}/test"), &json!({})).expect(202)),
        ("listDeliveries", admin.get(&format!("{path}/deliveries")).expect(200)),
        (
            "replayDeliveries",
            admin.post(&format!("{path}/replay"), &json!({"failed_since": "2024-01-01T00:00:00Z"})).expect(202),
        ),
        ("listDeeds", admin.get("/api/v1/audit?limit=2").expect(200)),
    ]
}

/// Answered by what is not asked here: made by a file, an erasure, a telephone; or no JSON at all.
const WITHOUT: [&str; 9] = [
    "undoImport",
    "redactEvent",
    "forwardPosition",
    "sendPosition",
    "sendPositionInQuery",
    "getAccessReportTable",
    "exportTable",
    "document",
    "watchChanges",
];

#[test]
fn every_answer_in_json_has_an_example() {
    let document = openapi::document().unwrap();
    let mut without = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for operation in operations.as_object().unwrap().values().filter(|it| it["operationId"].is_string()) {
            let answers = operation["responses"].as_object().unwrap().iter();
            let json =
                answers.filter(|(status, _)| status.starts_with('2')).map(|(_, it)| &it["content"]["application/json"]);
            if path.starts_with("/api/") && json.into_iter().any(|it| it.is_object() && it["example"].is_null()) {
                without.insert(operation["operationId"].as_str().unwrap().to_owned());
            }
        }
    }
    let known: BTreeSet<String> = WITHOUT.iter().map(|name| (*name).to_owned()).collect();
    assert!(without.is_subset(&known), "without an example: {without:?}");
}

#[test]
fn the_examples_of_the_document_are_what_the_server_answers() {
    let write = std::env::var_os("CONVOY_WRITE_EXAMPLES").is_some();
    databases(|url| {
        let allowed = Outward { allow: vec!["hooks.example.org".to_owned()], ..Outward::default() };
        let server = Server::start_sending(url, Arc::new(Real), &Arc::new(Keys::fresh().unwrap()), allowed);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/south-hama-2016.json");
        let scenario = Scenario::parse(&std::fs::read_to_string(file).unwrap()).unwrap();
        server.app.import_scenario(&scenario, false).unwrap();
        let client = server.somebody(Role::Coordinator, "*");
        let mut answered = reads(&client);
        answered.extend(writes(&client));
        answered.extend(world_and_reports(&client));
        answered.extend(from_the_field(&client, &signed_in(&server, &server.account(Role::Coordinator, "*"))));
        answered.extend(partners(&client, &server.somebody(Role::Coordinator, "relief")));
        answered.extend(webhooks(&signed_in(&server, &server.account(Role::Admin, "*"))));
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
