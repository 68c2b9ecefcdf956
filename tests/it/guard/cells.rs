//! Places told as cells: a cell stays where its place was said to lie, and places are moved by those who described them.

use std::{collections::BTreeSet, sync::Arc};

use convoy::{
    ambient::{Ambient, Scripted},
    app::Role,
    domain::time::Instant,
};
use serde_json::{Value, json};

use crate::{
    access::cast::signed_in,
    harness::{
        client::Client,
        databases::databases,
        server::Server,
        world::{describe, event_at, log, plan},
    },
};

fn located(key: &str, latitude: f64) -> Value {
    json!({"key": key, "name": {"en": key}, "latitude": latitude, "longitude": 36.6})
}

/// The cells that somebody is told of a convoy, at every door that tells one: the ids of cells follow from where they lie.
fn cells(client: &Client, reference: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in [
        format!("/api/v1/convoys/{reference}"),
        format!("/api/v1/convoys/{reference}/status"),
        format!("/api/v1/convoys/{reference}/events"),
        "/api/v1/convoys".to_owned(),
        "/api/v1/events".to_owned(),
        "/api/v1/board".to_owned(),
        "/api/v1/exports/convoys.csv".to_owned(),
        "/api/v1/exports/events.csv".to_owned(),
        "/api/v1/exports/events.geojson".to_owned(),
    ] {
        let answer = client.get(&path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        let mut rest = answer.text.as_str();
        while let Some(at) = rest.find("around ") {
            let cell: String = rest[at..].chars().take("around 34.8° N, 36.6° E".chars().count()).collect();
            found.insert(format!("{path}: {cell}"));
            rest = &rest[at + 7..];
        }
    }
    found
}

/// Bites where a cell is made of the place as it is described now: whoever edits candidate places sees which one moves it.
#[test]
fn a_cell_stays_where_its_place_was_said_to_lie_when_it_was_reported() {
    databases(|url| {
        let clock = Arc::new(Scripted::at(Instant::parse("2026-03-05T12:00:00Z").unwrap()));
        let server = Server::start_with(url, Arc::clone(&clock) as Arc<dyn Ambient>);
        // Nothing is told before it has been on record for a day.
        let wait = || clock.set(clock.now().plus(chrono::TimeDelta::hours(25)));
        let everything = server.somebody(Role::Coordinator, "*");
        describe(&everything);
        let relief = server.somebody(Role::Coordinator, "relief");
        for (key, latitude) in [("secret-gate", 34.81), ("secret-town", 34.93)] {
            relief.post("/api/v1/places", &located(key, latitude)).expect(201);
        }
        let mut plan = plan("CELL-1");
        plan["sensitivity"] = json!("moderate");
        plan["stops"] = json!([
            {"role": "origin", "place": "secret-gate"}, {"role": "checkpoint", "place": "secret-gate"},
            {"role": "destination", "place": "secret-town"}
        ]);
        relief.post("/api/v1/convoys", &plan).expect(201);
        log(&relief, "CELL-1", &event_at("dispatched", 360, "secret-gate"));
        log(&relief, "CELL-1", &event_at("contact", 400, "secret-gate"));
        let viewer = server.somebody(Role::Viewer, "relief");
        wait();
        let before = cells(&viewer, "CELL-1");
        assert!(before.iter().any(|cell| cell.contains("around 34.8° N")), "nothing is told: {before:?}");

        // Another organisation's coordinator proposes, whichever way, and nothing moves.
        let other = server.somebody(Role::Coordinator, "other");
        let moved = located("secret-gate", 36.41);
        other.put("/api/v1/places/secret-gate", &moved).expect(202);
        let file = "key,name_en,latitude,longitude\nsecret-gate,secret-gate,36.41,36.6\n";
        let imported = other.post_raw("/api/v1/imports?kind=places", "text/csv", file).expect(201);
        assert_eq!((&imported["changed"], &imported["left"]), (&json!(0), &json!(1)), "{imported}");
        assert_eq!(everything.get("/api/v1/places/secret-gate").expect(200)["latitude"], 34.81);
        assert_eq!(cells(&viewer, "CELL-1"), before);

        // Whoever described it moves it: what was reported before stays where it was, and what is reported then does not.
        relief.put("/api/v1/places/secret-gate", &moved).expect(200);
        assert_eq!(cells(&viewer, "CELL-1"), before);
        log(&relief, "CELL-1", &event_at("contact", 420, "secret-gate"));
        wait();
        let after = cells(&viewer, "CELL-1");
        assert!(after.iter().any(|cell| cell.contains("around 36.4° N")), "the control: {after:?}");
    });
}

/// Bites where anybody who may describe places moves any of them.
#[test]
fn coordinates_are_changed_by_those_who_described_the_place_and_each_change_is_on_the_record() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        describe(&everything);
        let (relief, other) =
            (server.somebody(Role::Coordinator, "relief"), server.somebody(Role::Coordinator, "other"));
        relief.post("/api/v1/places", &located("bridge", 34.8)).expect(201);
        // What somebody proposes takes the place of what they proposed before, so that nobody's many hide another's one.
        for latitude in [60.0, 71.2345, 71.2345] {
            other.put("/api/v1/places/bridge", &located("bridge", latitude)).expect(202);
        }
        let another = server.somebody(Role::Coordinator, "other");
        another.put("/api/v1/places/bridge", &located("bridge", 35.4)).expect(202);
        let list = |client: &Client| client.get("/api/v1/places/bridge/proposals").expect(200);
        let (own, all) = (list(&other), list(&relief));
        assert_eq!((own["may_settle"].as_bool(), all["may_settle"].as_bool()), (Some(false), Some(true)));
        let latitudes: Vec<&Value> =
            all["items"].as_array().unwrap().iter().map(|item| &item["description"]["latitude"]).collect();
        assert_eq!(latitudes, [&json!(71.2345), &json!(35.4)], "{all}");
        let settle = |client: &Client, index: usize, decision: &str| {
            let id = all["items"][index]["id"].as_str().unwrap();
            client.post(&format!("/api/v1/places/bridge/proposals/{id}"), &json!({"decision": decision}))
        };
        settle(&other, 0, "accept").expect(403);
        settle(&relief, 1, "dismiss").expect(200);
        assert_eq!(settle(&relief, 0, "accept").expect(200)["latitude"], 71.2345);
        settle(&relief, 0, "accept").expect(404);
        // Of a page likewise: it says that the change is proposed, and offers the buttons to those who settle it.
        let (page, own_page) = (
            signed_in(&server, &server.account(Role::Coordinator, "other")),
            signed_in(&server, &server.account(Role::Coordinator, "relief")),
        );
        let seen = everything.get("/api/v1/places/bridge").expect(200)["position"].clone();
        let form = format!("seen={seen}&name-en=bridge&place_kind=other&latitude=35.9&longitude=36.6");
        let sent = page.post_raw("/places/bridge", "application/x-www-form-urlencoded", &form);
        assert_eq!(
            (sent.status, sent.header("location").as_str()),
            (303, "/places/bridge?proposed=1"),
            "{}",
            sent.text
        );
        assert!(own_page.get("/places/bridge").text.contains("value=\"accept\""));
        assert!(!page.get("/places/bridge").text.contains("value=\"accept\""));
        // The body above all settles everything.
        everything.put("/api/v1/places/bridge", &located("bridge", 36.0)).expect(200);
        let admin = signed_in(&server, &server.account(Role::Admin, "*"));
        let deeds = |kind: &str| admin.get(&format!("/api/v1/audit?kind={kind}")).text;
        let count = |kind: &str| deeds(kind).matches("\"kind\":").count();
        let counts = ["place_moved", "place_proposed", "place_proposal_settled"].map(count);
        assert_eq!(counts, [2, 4, 3]);
        assert!(!deeds("place_proposed").contains("71.2345"), "an administrator is told no coordinates");
    });
}
