//! Access windows: announced, described anew, withdrawn, found by place, organisation and moment, and each version kept.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]
#![allow(clippy::doc_markdown, reason = "PostgreSQL and SQLite are names, not code")]

use convoy::app::Role;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

use crate::harness::{
    client::Client,
    databases::{database_addresses, databases},
    program::Program,
    server::Server,
    world::world,
};

fn pause(from: &str, until: Option<&str>) -> Value {
    json!({
        "from": from, "until": until, "places": ["gate", "town"], "announced_by": "The parties",
        "parties": [{"name": "One", "answer": "accepted"}, {"name": "Another", "answer": "unanswered"}],
        "source": {"kind": "media", "name": "A paper"}, "note": "Said on the radio.",
    })
}

fn ids(client: &Client, query: &str) -> Vec<String> {
    let items = client.all(&format!("/api/v1/access-windows?{query}"));
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_window_is_found_by_place_organisation_and_moment() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let add = |window: &Value| {
            client.post("/api/v1/access-windows", window).expect(201)["id"].as_str().unwrap().to_owned()
        };
        let past = add(&pause("2016-08-28T06:00:00Z", Some("2016-08-30T06:00:00Z")));
        let mut for_relief = pause("2016-09-01T06:00:00Z", None);
        for_relief["places"] = json!(["mill"]);
        for_relief["organisations"] = json!(["relief"]);
        let lasting = add(&for_relief);
        // Those that begin last come first; one at a time is the same list.
        assert_eq!(ids(&client, ""), [lasting.clone(), past.clone()]);
        assert_eq!(ids(&client, "limit=1"), [lasting.clone(), past.clone()]);
        for (query, expected) in [
            ("place=gate", vec![&past]),
            ("place=mill", vec![&lasting]),
            ("organisation=relief", vec![&lasting, &past]),
            ("organisation=other", vec![&past]),
            ("at=2016-08-29T00:00:00Z", vec![&past]),
            // It ends with its last moment, and is over then.
            ("at=2016-08-30T06:00:00Z", vec![]),
            ("at=2030-01-01T00:00:00Z", vec![&lasting]),
            ("from=2016-08-30T06:00:00Z", vec![&lasting]),
            ("until=2016-08-29T00:00:00Z", vec![&past]),
        ] {
            assert_eq!(ids(&client, query).iter().collect::<Vec<_>>(), expected, "{query}");
        }
        let told = client.get(&format!("/api/v1/access-windows/{past}")).expect(200);
        assert_eq!((&told["standing"], &told["agreed"]), (&json!("past"), &json!(false)));
        assert_eq!((&told["places"][0]["key"], &told["parties"][1]["answer"]), (&json!("gate"), &json!("unanswered")));
        assert_eq!(client.get(&format!("/api/v1/access-windows/{lasting}")).expect(200)["standing"], "present");
        client.get("/api/v1/access-windows/0190c0de-0000-7000-8000-00000000abcd").expect(404);
    });
}

/// What makes it bite: the window told now differs from the one of then in each field that is compared.
#[test]
fn every_version_of_a_window_stays_and_verifies() {
    database_addresses(|address| {
        let program = Program::on(address);
        let server = Server::start(&address.parse().unwrap());
        let client = world(&server);
        let first = client.post("/api/v1/access-windows", &pause("2016-08-28T06:00:00Z", None)).expect(201);
        let path = format!("/api/v1/access-windows/{}", first["id"].as_str().unwrap());
        let then = crate::harness::now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        let mut withdrawn = pause("2016-08-28T08:00:00Z", None);
        withdrawn["withdrawn"] = json!({"at": "2016-08-28T12:00:00Z", "reason": "Fighting went on."});
        let now = client.put(&path, &withdrawn).expect(200);
        assert_eq!((&now["standing"], &now["from"]), (&json!("withdrawn"), &json!("2016-08-28T08:00:00+00:00")));
        // The same description once more is no version of its own.
        assert_eq!(client.put(&path, &withdrawn).expect(200)["position"], now["position"]);
        let told = client.get(&format!("{path}?as_of={then}")).expect(200);
        assert_eq!((&told["standing"], &told["from"]), (&json!("present"), &json!("2016-08-28T06:00:00+00:00")));
        let list = client.get(&format!("/api/v1/access-windows?as_of={then}")).expect(200);
        assert_eq!(list["items"][0]["withdrawn"], Value::Null);
        let before = client.get("/api/v1/access-windows?as_of=2016-01-01T00:00:00Z").expect(200);
        assert_eq!(before["items"], json!([]));
        program.run(&["verify"]).expect(0);
        drop(server);
        program.run(&["rebuild"]).expect(0);
        program.run(&["verify"]).expect(0);
        // The control: a description changed behind the program's back is found.
        let mut conn = convoy::store::open_writer(&address.parse().unwrap()).unwrap();
        conn.batch_execute("UPDATE access_windows SET position = position + 1").unwrap();
        let found = program.run(&["verify"]);
        assert_eq!(found.code, 3, "{}{}", found.out, found.err);
        assert!(format!("{}{}", found.out, found.err).contains("access_windows"));
    });
}

#[test]
fn what_makes_no_sense_is_said_and_only_coordinators_describe() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let wrong = json!({
            "from": "2016-08-28T06:00:00Z", "until": "2016-08-28T06:00:00Z", "places": ["nowhere"], "parties": [{"name": "One", "answer": "perhaps"}],
            "windows": 1
        });
        let errors = client.post("/api/v1/access-windows", &wrong).expect(422)["errors"].clone();
        let codes: Vec<(&str, &str)> = errors
            .as_array()
            .unwrap()
            .iter()
            .map(|error| (error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap()))
            .collect();
        for expected in [
            ("/until", "until_before_start"),
            ("/places/0", "unknown_place"),
            ("/announced_by", "required"),
            ("/parties/0/answer", "unknown_code"),
            ("/windows", "unknown_field"),
        ] {
            assert!(codes.contains(&expected), "{expected:?} in {codes:?}");
        }
        let keyed = client.with_header("idempotency-key", "pause-1");
        let window = pause("2016-08-28T06:00:00Z", None);
        let id = keyed.post("/api/v1/access-windows", &window).expect(201)["id"].clone();
        assert_eq!(keyed.post("/api/v1/access-windows", &window).expect(200)["id"], id);
        keyed.post("/api/v1/access-windows", &pause("2016-08-29T06:00:00Z", None)).expect(409);
        let logger = server.somebody(Role::Logger, "relief");
        logger.post("/api/v1/access-windows", &window).expect(403);
        assert_eq!(logger.get("/api/v1/access-windows").expect(200)["items"].as_array().unwrap().len(), 1);
        server.somebody(Role::Admin, "relief").get("/api/v1/access-windows").expect(403);
    });
}
