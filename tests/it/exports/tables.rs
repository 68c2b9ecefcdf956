//! What stands in each table.

use serde_json::json;

use super::{column, csv, lines, plant};
use crate::harness::{
    client::Client,
    databases::databases,
    server::Server,
    world::{event, log, register, world},
};

#[test]
fn a_convoy_is_a_row_with_where_it_went_and_what_became_of_it() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        register(&client, "TWO");
        let rows = csv(&client, "convoys", "");
        assert_eq!(column(&rows, "convoy"), ["ONE", "TWO"], "in the order of registration");
        let expected = [
            ("status", "delivered"),
            ("status_since", "2018-03-05T09:00:00Z"),
            ("status_since_local", "2018-03-05T11:00:00"),
            ("time_zone", "Asia/Damascus"),
            ("lead_key", "relief"),
            ("lead_name_en", "Relief"),
            ("partners", "other"),
            ("departed_at", "2018-03-05T06:00:00Z"),
            ("ended_at", "2018-03-05T09:00:00Z"),
            ("origin_key", "hub"),
            ("destinations", "town"),
            ("destination_name_en", "Town"),
            ("place_key", "town"),
            ("latitude", ""),
            ("sectors", "food_security"),
            ("trucks_cargo", "6"),
            ("trucks_offloaded", "6"),
            ("trucks_looted", "0"),
            ("people_targeted", "1200"),
            ("people_reached", ""),
            ("people_waiting", "0"),
            ("blocks", "1"),
            ("incidents", "1"),
            ("accounts_differ", "true"),
            ("open_reviews", "1"),
            ("silent", "false"),
            ("reduced", "false"),
            ("grid_degrees", ""),
        ];
        for (name, value) in expected {
            assert_eq!(rows[0][name], value, "{name}");
        }
        assert_eq!(
            (rows[1]["departed_at"].as_str(), rows[1]["people_targeted"].as_str()),
            ("", ""),
            "unknown is empty"
        );
    });
}

#[test]
fn an_event_is_a_row_with_what_its_kind_says_and_whether_it_counts() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        let rows = lines(&client, "events", "");
        // One page: the feed always says where to go on.
        let feed = client.get("/api/v1/events?limit=500").expect(200)["items"].as_array().unwrap().clone();
        let same = |row: &serde_json::Value, event: &serde_json::Value| {
            row["event_id"] == event["id"]
                && row["position"] == event["position"]
                && row["kind"] == event["kind"]
                && row["state"] == event["state"]
                && row["note"] == event["note"]
        };
        assert!(rows.len() == 10 && rows.iter().zip(&feed).all(|(row, event)| same(row, event)), "{rows:#?}");
        let of = |kind: &str| rows.iter().find(|row| row["kind"] == kind).unwrap();
        assert_eq!(of("blocked")["cause"], "interference");
        assert_eq!(of("blocked")["held_by"], "=unknown men");
        assert_eq!(of("blocked")["source_name"], "@radio");
        assert_eq!(of("blocked")["place_name_en"], "Gate");
        assert_eq!(of("blocked")["occurred_local"], "2018-03-05T08:45:00");
        assert_eq!(of("blocked")["occurred_on"], "2018-03-05");
        assert_eq!(
            (&of("incident_reported")["injured_min"], &of("incident_reported")["injured_max"]),
            (&json!(1), &json!(3))
        );
        let account = of("account_recorded");
        assert_eq!(
            (&account["claim"], &account["reliability"], &account["credibility"]),
            (&json!("+5 shots"), &json!("B"), &json!("2"))
        );
        assert_eq!(of("delivered")["cargo"], "Flour: 599.5");
        let review = rows.last().unwrap();
        assert_eq!((&review["state"], &review["review_code"]), (&json!("in_review"), &json!("not_permitted")));
    });
}

#[test]
fn cargo_trucks_incidents_and_checkpoints_have_rows_of_their_own() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        let cargo = csv(&client, "cargo", "");
        for (name, value) in [
            ("item", "Flour"),
            ("unit", "bag"),
            ("planned", "600"),
            ("loaded", "600"),
            ("delivered", "599.5"),
            ("returned", ""),
            ("not_accounted_for", "0.5"),
        ] {
            assert_eq!(cargo[0][name], value, "{name}");
        }
        let trucks = csv(&client, "trucks", "");
        assert_eq!(column(&trucks, "truck"), ["1", "2", "3", "4", "5", "6"]);
        assert_eq!(
            (trucks[0]["fate"].as_str(), trucks[0]["fate_since_local"].as_str()),
            ("offloaded", "2018-03-05T11:00:00")
        );
        let incidents = csv(&client, "incidents", "");
        for (name, value) in [
            ("incident", "gate-shots"),
            ("act", "shooting"),
            ("place_key", "gate"),
            ("accounts", "1"),
            ("injured_min", "1"),
            ("injured_max", "3"),
            ("killed_min", ""),
            ("accounts_differ", "true"),
        ] {
            assert_eq!(incidents[0][name], value, "{name}");
        }
        let checkpoints = csv(&client, "checkpoints", "");
        assert_eq!(checkpoints.len(), 1);
        for (name, value) in [
            ("place_key", "gate"),
            ("stop_state", "passed"),
            ("reached_at", "2018-03-05T06:40:00Z"),
            ("left_at", "2018-03-05T07:20:00Z"),
            ("minutes_held", "40"),
            ("blocks_here", "1"),
            ("minutes_blocked", "30"),
            ("cause", "interference"),
        ] {
            assert_eq!(checkpoints[0][name], value, "{name}");
        }
    });
}

/// What an event's row says of one that another corrected, took back or had redacted.
fn correct(client: &Client) {
    register(client, "FIXED");
    let wrong = log(client, "FIXED", &event("note", 300));
    let mut void = event("voided", 310);
    void["details"] = json!({"event": wrong, "reason": "twice"});
    log(client, "FIXED", &void);
}

#[test]
fn what_was_taken_back_says_so_and_by_what() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        correct(&client);
        let rows = csv(&client, "events", "convoy=FIXED");
        assert_eq!(column(&rows, "state"), ["voided", "applied"]);
        assert_eq!(rows[0]["decided_by"], rows[1]["event_id"]);
        assert_eq!((&rows[1]["about_event"], rows[1]["reason"].as_str()), (&rows[0]["event_id"], "twice"));
    });
}
