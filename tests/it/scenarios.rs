//! Real convoys, and invented ones beside them: what each file expects comes out, by import and in any order of arrival.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]
#![allow(clippy::doc_markdown, reason = "PostgreSQL and SQLite are names, not code")]

use std::sync::atomic::{AtomicUsize, Ordering};

use convoy::app::Role;
use serde_json::{Value, json};

use crate::harness::{
    client::Client,
    databases::database_addresses,
    program::{Program, Run},
    server::Server,
};
use expect::differences;
use file::{Copy, File, files};

mod expect;
mod file;
mod refused;

/// Orders of arrival per file.
const ORDERS: u64 = 12;
/// Orders sent at once: their commits share the disk.
const AT_ONCE: usize = 12;

fn import(program: &Program, file: &File) -> Run {
    program.run(&["import", "--scenario", file.path.to_str().unwrap(), "--json"])
}

fn ledger_position(program: &Program) -> i64 {
    program.run(&["verify", "--json"]).json(0)["entries"].as_i64().unwrap()
}

/// What one convoy of a file expects does not hold: each difference in words.
fn failures(client: &Client, reference: &str, expected: &Value, as_of: Option<&str>) -> Vec<String> {
    let query = as_of.map(|as_of| format!("?as_of={}", as_of.replace('+', "%2B"))).unwrap_or_default();
    let status = client.get(&format!("/api/v1/convoys/{reference}/status{query}")).expect(200);
    let convoy = client.get(&format!("/api/v1/convoys/{reference}{query}")).expect(200);
    let mut found = differences(expected, &status, &convoy);
    for difference in &mut found {
        difference.insert_str(0, &format!("{reference}{query}: "));
    }
    found
}

fn recorded_at(client: &Client, reference: &str, event: &str) -> String {
    let events = client.all(&format!("/api/v1/convoys/{reference}/events"));
    let recorded = events.iter().find(|recorded| recorded["id"] == event).unwrap();
    recorded["recorded_at"].as_str().unwrap().to_owned()
}

/// The control is in `expect`: a comparer that finds no difference anywhere would fail there.
#[test]
fn every_scenario_comes_out_as_it_expects_and_importing_it_again_changes_nothing() {
    database_addresses(|database| {
        let program = Program::on(database);
        let server = Server::start(&database.parse().unwrap());
        let client = server.somebody(Role::Coordinator, "*");
        for file in files() {
            let done = import(&program, &file).json(0);
            assert_eq!(done["events"], file.reports().len(), "{}", file.name());
            let position = ledger_position(&program);
            let again = import(&program, &file).json(0);
            let nothing = json!({"organisations": 0, "places": 0, "convoys": 0, "crew": 0, "events": 0, "in_review": 0, "ignored": []});
            assert_eq!(again, nothing, "{}", file.name());
            assert_eq!(ledger_position(&program), position, "{}", file.name());

            let mut failed = Vec::new();
            for expected in file.expectations() {
                let reference = expected["convoy"].as_str().unwrap();
                failed.extend(failures(&client, reference, expected, None));
                for then in expected["as_known_after_report"].as_array().into_iter().flatten() {
                    let number = usize::try_from(then["report"].as_u64().unwrap()).unwrap();
                    let report = file.reports()[number - 1]["id"].as_str().unwrap();
                    let as_of = recorded_at(&client, reference, report);
                    failed.extend(failures(&client, reference, then, Some(&as_of)));
                }
            }
            assert_eq!(failed, Vec::<String>::new(), "{}", file.name());
        }
    });
}

fn is_kept(status: &Value) -> bool {
    *status == 201 || *status == 202
}

fn put_each(client: &Client, copy: &Copy) -> Vec<String> {
    let put = |report: &Value| {
        let (reference, id) = (report["convoy"].as_str().unwrap(), report["id"].as_str().unwrap());
        let answer = client.put(&format!("/api/v1/convoys/{reference}/events/{id}"), report);
        (!is_kept(&json!(answer.status))).then(|| format!("{report}: {}", answer.text))
    };
    copy.shuffled().into_iter().filter_map(put).collect()
}

fn send_together(client: &Client, copy: &Copy) -> Vec<String> {
    let reports = copy.shuffled();
    let answer = client.post("/api/v1/events", &json!({"events": reports})).expect(200);
    let results = answer["results"].as_array().unwrap();
    assert_eq!(results.len(), reports.len());
    results.iter().filter(|result| !is_kept(&result["status"])).map(ToString::to_string).collect()
}

/// Sends a copy of a file's convoys in one shuffled order, by even seeds one by one and by odd ones in a batch, and says what of its expectations does not hold.
fn send_shuffled(client: &Client, file: &File, seed: u64) -> Vec<String> {
    let copy = Copy::of(file, seed);
    for convoy in &copy.convoys {
        client.post("/api/v1/convoys", convoy).expect(201);
    }
    let refused = if seed.is_multiple_of(2) { put_each(client, &copy) } else { send_together(client, &copy) };
    if !refused.is_empty() {
        return refused;
    }
    let each = copy.expectations.iter();
    each.flat_map(|expected| failures(client, expected["convoy"].as_str().unwrap(), expected, None)).collect()
}

/// What makes it bite: reports are folded where they belong and not as they come. A fold in order of arrival fails this
/// at the first seed that puts a later report before an earlier one.
#[test]
fn every_scenario_comes_out_the_same_in_any_order_of_arrival() {
    database_addresses(|database| {
        let program = Program::on(database);
        let files = files();
        for file in &files {
            import(&program, file).expect(0);
        }
        let server = Server::start(&database.parse().unwrap());
        let client = server.somebody(Role::Coordinator, "*");
        let tasks: Vec<(&File, u64)> =
            files.iter().flat_map(|file| (1..=ORDERS).map(move |seed| (file, seed))).collect();
        let next = AtomicUsize::new(0);
        let failed: Vec<String> = std::thread::scope(|scope| {
            let work = || {
                let mut failed = Vec::new();
                while let Some((file, seed)) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = send_shuffled(&client, file, *seed);
                    failed.extend(found.into_iter().map(|what| format!("{} seed {seed}: {what}", file.name())));
                }
                failed
            };
            let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
        });
        assert_eq!(failed.first(), None, "{} of {} orders failed", failed.len(), tasks.len());
        program.run(&["verify"]).expect(0);
    });
}
