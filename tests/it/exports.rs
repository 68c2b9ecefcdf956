//! Exports: what each format says, what is narrowed, what was known when, who is told what, and that one moment stays one
//! moment while others write.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

mod access;
mod asked;
mod formats;
mod moments;
mod page;
mod tables;

use std::collections::BTreeMap;

use convoy::export::Table;
use serde_json::{Value, json};

use crate::harness::{
    client::{Answer, Client},
    world::{event, event_at, log, new_id, path_of, plan},
};

/// The rows of CSV, each by the names of its columns.
fn rows(answer: &Answer) -> Vec<BTreeMap<String, String>> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let mut reader = csv::ReaderBuilder::new().from_reader(answer.text.trim_start_matches('\u{FEFF}').as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(ToOwned::to_owned).collect();
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        names.iter().cloned().zip(record.unwrap().iter().map(ToOwned::to_owned)).collect()
    };
    reader.records().map(row).collect()
}

/// An export as CSV.
fn csv(client: &Client, table: &str, query: &str) -> Vec<BTreeMap<String, String>> {
    rows(&client.get(&format!("/api/v1/exports/{table}.csv?{query}")))
}

/// The values of one column.
fn column(rows: &[BTreeMap<String, String>], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

/// An export as objects.
fn lines(client: &Client, table: &str, query: &str) -> Vec<Value> {
    let answer = client.get(&format!("/api/v1/exports/{table}.ndjson?{query}"));
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn every_table() -> impl Iterator<Item = &'static Table> {
    convoy::export::table::TABLES.iter()
}

/// A convoy that has everything: blocked and freed at the gate, shot at, delivered in part, and one report that does not fit.
fn plant(client: &Client, reference: &str) {
    let mut planned = plan(reference);
    planned["check_in_minutes"] = json!(60);
    planned["stops"][2]["target_population"] = json!(1_200);
    planned["partners"] = json!(["other"]);
    client.post("/api/v1/convoys", &planned).expect(201);
    log(client, reference, &event_at("dispatched", 360, "hub"));
    log(client, reference, &event_at("checkpoint_reached", 400, "gate"));
    let mut blocked = event_at("blocked", 405, "gate");
    blocked["details"] = json!({"cause": "interference", "held_by": "=unknown men"});
    blocked["note"] = json!("-2 trucks, \"searched\"\nthen let go");
    blocked["source"] = json!({"kind": "own_staff", "name": "@radio"});
    log(client, reference, &blocked);
    let mut shots = event_at("incident_reported", 410, "gate");
    shots["details"] = json!({"incident": "gate-shots", "act": "shooting", "injured": [1, 3]});
    log(client, reference, &shots);
    let mut account = event("account_recorded", 411);
    account["details"] = json!({
        "incident": "gate-shots", "claim": "+5 shots", "injured": [2, null], "reliability": "B",
        "credibility": 2, "alleged_actor": "unknown",
    });
    log(client, reference, &account);
    log(client, reference, &event("unblocked", 435));
    log(client, reference, &event_at("checkpoint_cleared", 440, "gate"));
    log(client, reference, &event_at("arrived", 480, "town"));
    let mut delivered = event_at("delivered", 540, "town");
    delivered["details"] = json!({"cargo": [{"line": "Flour", "quantity": "599.5"}]});
    log(client, reference, &delivered);
    let mut late = event_at("checkpoint_reached", 545, "mill");
    late["on_refusal"] = json!("review");
    client.put(&path_of(reference, new_id()), &late).expect(202);
}
