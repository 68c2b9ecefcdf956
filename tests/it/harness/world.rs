//! A small world to log events in: two organisations, five places, and convoys of six trucks.

use std::sync::atomic::{AtomicU64, Ordering};

use convoy::app::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{client::Client, server::Server};

/// Describes the world. Answers a coordinator of every organisation.
pub fn world(server: &Server) -> Client {
    let client = server.somebody(Role::Coordinator, "*");
    describe(&client);
    client
}

/// Describes the world by whoever may.
pub fn describe(client: &Client) {
    for (key, name) in [("relief", "Relief"), ("other", "Another organisation")] {
        client.post("/api/v1/organisations", &json!({"key": key, "name": {"en": name}})).expect(201);
    }
    for (key, name) in [("hub", "Hub"), ("gate", "Gate"), ("town", "Town"), ("far", "Far town"), ("mill", "Mill")] {
        client.post("/api/v1/places", &json!({"key": key, "name": {"en": name}})).expect(201);
    }
}

/// A convoy of `relief` from `hub` by `gate` to `town`.
pub fn plan(reference: &str) -> Value {
    json!({
        "reference": reference, "lead": "relief", "time_zone": "Asia/Damascus", "trucks": {"count": 6},
        "cargo": [{"item": "Flour", "unit": "bag", "quantity": 600, "sector": "food_security"}],
        "stops": [
            {"role": "origin", "place": "hub"}, {"role": "checkpoint", "place": "gate"},
            {"role": "destination", "place": "town"}
        ]
    })
}

/// Registers [`plan`], and answers the reference.
pub fn register(client: &Client, reference: &str) -> String {
    client.post("/api/v1/convoys", &plan(reference)).expect(201);
    reference.to_owned()
}

/// An event of some day in 2018, so many minutes after its midnight (UTC).
pub fn event(kind: &str, minute: u32) -> Value {
    json!({"kind": kind, "occurred_at": format!("2018-03-05T{:02}:{:02}:00Z", minute / 60, minute % 60)})
}

/// An event at a place.
pub fn event_at(kind: &str, minute: u32, place: &str) -> Value {
    let mut event = event(kind, minute);
    event["place"] = json!(place);
    event
}

/// An id that no other event of this test process has.
pub fn new_id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::new_v5(&Uuid::NAMESPACE_URL, &NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes())
}

/// Where an event is put.
pub fn path_of(reference: &str, id: Uuid) -> String {
    format!("/api/v1/convoys/{reference}/events/{id}")
}

/// Logs an event that fits, and answers its id.
#[track_caller]
pub fn log(client: &Client, reference: &str, event: &Value) -> Uuid {
    let id = new_id();
    client.put(&path_of(reference, id), event).expect(201);
    id
}

/// Logs the way of a convoy until it has delivered.
pub fn deliver(client: &Client, reference: &str) {
    log(client, reference, &event_at("dispatched", 360, "hub"));
    log(client, reference, &event_at("arrived", 480, "town"));
    log(client, reference, &event_at("delivered", 540, "town"));
}
