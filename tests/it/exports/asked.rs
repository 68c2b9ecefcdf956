//! What an export can be asked, and what is answered to a wrong question.

use serde_json::json;

use super::{column, csv, plant};
use crate::harness::{
    client::Client,
    databases::databases,
    server::Server,
    world::{event, event_at, log, plan, register, world},
};

fn convoys(client: &Client, query: &str) -> Vec<String> {
    column(&csv(client, "convoys", query), "convoy")
}

/// The filters of the list of convoys, on what is stored and on what is folded.
#[test]
fn exports_are_narrowed_as_the_list_of_convoys_is() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "PLANNED-ONE");
        let mut other = plan("OTHERS_1");
        other["lead"] = json!("other");
        other["stops"][2]["place"] = json!("far");
        other["cargo"][0]["sector"] = json!("health");
        other["cargo"][0]["item"] = json!("Oil 50%");
        other["check_in_minutes"] = json!(60);
        client.post("/api/v1/convoys", &other).expect(201);
        plant(&client, "DONE");
        log(&client, "OTHERS_1", &event("dispatched", 360));
        let head = client.get("/api/v1/exports/convoys.csv").header("convoy-as-of");
        let updated = client.get("/api/v1/convoys/OTHERS_1").expect(200)["updated_at"].as_str().unwrap().to_owned();
        let updated = updated.replace('+', "%2B");
        let cases: [(String, &[&str]); 14] = [
            ("status=planned".into(), &["PLANNED-ONE"]),
            ("status=planned,delivered".into(), &["PLANNED-ONE", "DONE"]),
            ("status=lost".into(), &[]),
            ("organisation=other".into(), &["OTHERS_1", "DONE"]),
            ("place=far".into(), &["OTHERS_1"]),
            ("place=gate&status=delivered".into(), &["DONE"]),
            ("sector=health".into(), &["OTHERS_1"]),
            ("silent=true".into(), &["OTHERS_1"]),
            ("silent=false".into(), &["PLANNED-ONE", "DONE"]),
            ("review=true".into(), &["DONE"]),
            ("q=s_1".into(), &["OTHERS_1"]),
            ("q=%25".into(), &["OTHERS_1"]),
            (format!("updated_since={updated}"), &["OTHERS_1"]),
            ("convoy=DONE".into(), &["DONE"]),
        ];
        for (query, expected) in &cases {
            assert_eq!(convoys(&client, query), *expected, "{query}");
            let list: Vec<String> = client
                .all(&format!("/api/v1/convoys?{}", query.replace("convoy=", "q=")))
                .iter()
                .rev()
                .map(|item| item["reference"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(list, *expected, "{query} in the list");
        }
        // The same of what has moved on since: each convoy has to be folded.
        for reference in ["PLANNED-ONE", "OTHERS_1", "DONE"] {
            log(&client, reference, &event("note", 1));
        }
        for (query, expected) in &cases {
            assert_eq!(convoys(&client, &format!("{query}&as_of={head}")), *expected, "{query} as of before");
            let events = csv(&client, "events", &format!("{query}&as_of={head}"));
            assert!(events.iter().all(|event| expected.contains(&event["convoy"].as_str())), "{query} of events");
            let with_events = expected.iter().filter(|convoy| **convoy != "PLANNED-ONE");
            let found: std::collections::BTreeSet<&str> = events.iter().map(|event| event["convoy"].as_str()).collect();
            assert_eq!(found, with_events.copied().collect(), "{query} of events");
        }
    });
}

#[test]
fn events_are_narrowed_by_kind_and_time() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        register(&client, "TWO");
        log(&client, "TWO", &event_at("dispatched", 370, "hub"));
        let kinds = |query: &str| column(&csv(&client, "events", query), "kind");
        assert_eq!(kinds("kind=blocked,unblocked"), ["blocked", "unblocked"]);
        assert_eq!(kinds("kind=dispatched"), ["dispatched", "dispatched"]);
        assert_eq!(kinds("kind=dispatched&convoy=TWO"), ["dispatched"]);
        let window = "from=2018-03-05T07:15:00Z&until=2018-03-05T08:00:00Z";
        assert_eq!(kinds(window), ["unblocked", "checkpoint_cleared"], "from is in, until is out");
    });
}

#[test]
fn a_wrong_question_is_told_what_is_wrong_with_it() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "ONE");
        let wrong = client.get("/api/v1/exports/events.csv?status=flying&kind=dancing&from=now&bom=2").expect(422);
        let pointers: Vec<&str> =
            wrong["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, ["/status", "/kind", "/from", "/bom"], "all at once");
        let unknown = client.get("/api/v1/exports/events.csv?place=nowhere&organisation=nobody").expect(422);
        assert_eq!(unknown["errors"].as_array().unwrap().len(), 2);
        client.get("/api/v1/exports/events.csv?colour=red").expect(422);
        client.get("/api/v1/exports/events.csv?convoy=NOT-THERE").expect(404);
        for nothing in ["horses.csv", "events.pdf", "events", "events.csv.csv"] {
            let problem = client.get(&format!("/api/v1/exports/{nothing}")).expect(404);
            assert_eq!(problem["code"], "no_such_export", "{nothing}");
        }
        for table in ["cargo", "trucks"] {
            let problem = client.get(&format!("/api/v1/exports/{table}.geojson")).expect(406);
            assert_eq!(problem["code"], "no_places_in_table");
            let told = problem["detail"].as_str().unwrap();
            assert!(told.contains("csv") && told.contains("xlsx"), "it says what can be had: {told}");
        }
        let arabic = client.get("/api/v1/exports/cargo.geojson?lang=ar").expect(406);
        assert!(arabic["detail"].as_str().unwrap().contains("GeoJSON هو"), "{arabic}");
    });
}
