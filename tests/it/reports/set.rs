//! An invented set of convoys, small enough to count by hand. The clock stands at midnight (UTC) between March and April 2018.
//!
//! | | plan | what happened | status | outcome |
//! | --- | --- | --- | --- | --- |
//! | R1 | 6 trucks, 1,000 people | asked, granted wholly; left 5 March; at the gate from 06:30 to 08:00; delivered; 900 reached | delivered | facilitated |
//! | R2 | 6 trucks, people not known | granted in part; left 5 March; at the gate from 07:00, its leaving not reported, arrived at 10:00; delivered | delivered | partially facilitated |
//! | R3 | 6 trucks, 500 people | left on some hour of 6 March, blocked at the gate on some hour, turned back on some hour (interference) | turned_back | impeded |
//! | R4 | 6 trucks, 200 people, to leave on 20 March | denied, cancelled | cancelled | denied |
//! | R5 | 6 trucks, 300 people, to leave on 10 March | asked, no answer | planned | unanswered |
//! | R6 | 6 trucks, people not known, to leave on 15 March | put off to 20 April | planned | postponed |
//! | R7 | `other` leads, `relief` takes part; 6 trucks, 400 people | left 29 March; blocked at the mill since 30 March 00:00 (hostilities); shots, of which two sources tell 1 to 3 and 2 killed | blocked | open |
//! | R8 | 6 trucks, 100 people in town, 50 in the far town | left 7 March, delivered in town, blocked beyond it (interference) for half an hour, turned back | partially_delivered | partially facilitated |

use std::sync::Arc;

use convoy::{ambient::Scripted, app::Role, domain::time::Instant, store::DatabaseUrl};
use serde_json::{Value, json};

use crate::harness::{
    client::Client,
    server::Server,
    world::{describe, path_of, plan},
};

/// A server whose clock stands at midnight between March and April 2018.
pub fn server(url: &DatabaseUrl) -> (Server, Arc<Scripted>) {
    let clock = Arc::new(Scripted::at(Instant::parse("2018-04-01T00:00:00Z").unwrap()));
    (Server::start_with(url, clock.clone()), clock)
}

/// Who logs, under ids that are the same in every run.
pub struct Writer {
    pub client: Client,
    next: std::cell::Cell<u128>,
}

impl Writer {
    /// A coordinator of all.
    pub fn new(server: &Server) -> Self {
        Self { client: server.somebody(Role::Coordinator, "*"), next: std::cell::Cell::new(1) }
    }

    /// Logs what fits. `when` is of March 2018 in UTC: `05T06:30`.
    #[track_caller]
    pub fn log(&self, reference: &str, kind: &str, when: &str, more: &Value) -> uuid::Uuid {
        let mut event = json!({"kind": kind, "occurred_at": format!("2018-03-{when}:00Z")});
        for (key, value) in more.as_object().into_iter().flatten() {
            event[key] = value.clone();
        }
        let id = uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + self.next.get());
        self.next.set(self.next.get() + 1);
        self.client.put(&path_of(reference, id), &event).expect(201);
        id
    }

    /// Registers one with changes to the usual plan.
    #[track_caller]
    pub fn register(&self, reference: &str, changes: &Value) {
        let mut plan = plan(reference);
        for (key, value) in changes.as_object().into_iter().flatten() {
            plan[key] = value.clone();
        }
        self.client.post("/api/v1/convoys", &plan).expect(201);
    }
}

/// The set.
pub fn plant(writer: &Writer) {
    describe(&writer.client);
    delivered(writer);
    kept_back(writer);
    stopped(writer);
}

fn delivered(w: &Writer) {
    w.register("R1", &json!({"target_population": 1000}));
    w.log("R1", "clearance_requested", "01T08:00", &json!({}));
    w.log("R1", "clearance_granted", "02T08:00", &json!({"details": {"scope": "whole"}}));
    w.log("R1", "dispatched", "05T06:00", &json!({"place": "hub"}));
    w.log("R1", "checkpoint_reached", "05T06:30", &json!({"place": "gate"}));
    w.log("R1", "checkpoint_cleared", "05T08:00", &json!({"place": "gate"}));
    w.log("R1", "arrived", "05T09:00", &json!({"place": "town"}));
    w.log("R1", "delivered", "05T10:00", &json!({"place": "town"}));
    w.log("R1", "people_reached", "06T10:00", &json!({"details": {"people": 900}}));
    w.register("R2", &json!({}));
    w.log("R2", "clearance_granted", "02T08:00", &json!({"details": {"scope": "part"}}));
    w.log("R2", "dispatched", "05T06:00", &json!({"place": "hub"}));
    w.log("R2", "checkpoint_reached", "05T07:00", &json!({"place": "gate"}));
    w.log("R2", "arrived", "05T10:00", &json!({"place": "town"}));
    w.log("R2", "delivered", "05T11:00", &json!({"place": "town"}));
}

fn kept_back(w: &Writer) {
    w.register("R4", &json!({"target_population": 200, "planned_departure": "2018-03-20T06:00:00Z"}));
    w.log("R4", "clearance_requested", "01T08:00", &json!({}));
    w.log("R4", "clearance_denied", "04T08:00", &json!({}));
    w.log("R4", "cancelled", "19T08:00", &json!({"details": {"reason": "denied"}}));
    w.register("R5", &json!({"target_population": 300, "planned_departure": "2018-03-10T06:00:00Z"}));
    w.log("R5", "clearance_requested", "01T08:00", &json!({}));
    w.register("R6", &json!({"planned_departure": "2018-03-15T06:00:00Z"}));
    w.log("R6", "plan_amended", "14T08:00", &json!({"details": {"planned_departure": "2018-04-20T06:00:00Z"}}));
}

fn stopped(w: &Writer) {
    w.register("R3", &json!({"target_population": 500}));
    let some_hour = |place: &str| json!({"place": place, "precision": "day"});
    w.log("R3", "dispatched", "06T06:00", &some_hour("hub"));
    let mut blocked = some_hour("gate");
    blocked["details"] = json!({"cause": "interference"});
    w.log("R3", "blocked", "06T08:00", &blocked);
    let mut turned = some_hour("gate");
    turned["details"] = json!({"reason": "not let through"});
    w.log("R3", "turned_back", "06T12:00", &turned);

    w.register("R7", &json!({"lead": "other", "partners": ["relief"], "target_population": 400}));
    w.log("R7", "dispatched", "29T06:00", &json!({"place": "hub"}));
    w.log("R7", "blocked", "30T00:00", &json!({"place": "mill", "details": {"cause": "hostilities"}}));
    let shots = json!({"place": "mill", "details": {"incident": "shots", "act": "shooting", "killed": [1, 3]}});
    w.log("R7", "incident_reported", "30T00:10", &shots);
    let account = json!({"incident": "shots", "claim": "Two were killed.", "killed": [2, 2]});
    w.log(
        "R7",
        "account_recorded",
        "31T00:10",
        &json!({"source": {"kind": "media", "name": "A paper"}, "details": account}),
    );

    w.register(
        "R8",
        &json!({"stops": [
            {"role": "origin", "place": "hub"}, {"role": "destination", "place": "town", "target_population": 100},
            {"role": "destination", "place": "far", "target_population": 50}
        ]}),
    );
    w.log("R8", "dispatched", "07T06:00", &json!({"place": "hub"}));
    w.log("R8", "arrived", "07T08:00", &json!({"place": "town"}));
    w.log("R8", "delivered", "07T09:00", &json!({"place": "town", "trucks": ["1", "2", "3"]}));
    w.log("R8", "departed", "07T10:00", &json!({"place": "town"}));
    w.log("R8", "blocked", "07T10:30", &json!({"place": "mill", "details": {"cause": "interference"}}));
    w.log("R8", "turned_back", "07T11:00", &json!({"place": "mill", "details": {"reason": "not let through"}}));
}

/// The row of a table whose field has a value.
pub fn row<'a>(table: &'a Value, field: &str, value: &str) -> &'a Value {
    let is = |row: &&Value| row[field] == value || row[field]["key"] == value;
    table.as_array().unwrap().iter().find(is).unwrap_or_else(|| panic!("no {field} {value} in {table}"))
}
