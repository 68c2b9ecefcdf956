//! A 2xx means that it is on disk: the program is killed again and again in the middle of its work.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::Value;
use uuid::Uuid;

use crate::harness::{
    client::Client,
    databases::database_addresses,
    program::Program,
    world::{describe, event, event_at, log, new_id, path_of, register},
};

const KILLS: usize = 20;
const CLIENTS: usize = 6;
/// Killed once so many are acknowledged, with others on their way.
const BEFORE_A_KILL: usize = 25;

#[derive(Default)]
struct Sent {
    acknowledged: BTreeMap<Uuid, Value>,
    unanswered: BTreeMap<Uuid, Value>,
}

/// Sends until the server is gone.
fn send_until_it_dies(client: &Client, sent: &Mutex<Sent>, acknowledged: &AtomicUsize) {
    loop {
        let (id, event) = (new_id(), event("contact", 400));
        let Ok(answer) = client.try_put(&path_of("ONE", id), &event) else {
            sent.lock().unwrap().unanswered.insert(id, event);
            return;
        };
        assert_eq!(answer.status, 201, "{}", answer.text);
        sent.lock().unwrap().acknowledged.insert(id, event);
        acknowledged.fetch_add(1, Ordering::Relaxed);
    }
}

/// How often each event of the convoy is told.
fn told(client: &Client) -> BTreeMap<Uuid, usize> {
    let mut told = BTreeMap::new();
    for event in client.all("/api/v1/convoys/ONE/events?limit=500") {
        *told.entry(event["id"].as_str().unwrap().parse().unwrap()).or_default() += 1;
    }
    told
}

/// The control, tried by hand: an answer before the commit (or a commit that is not in the file when the process dies) loses the events
/// of the last batch at some kill, for several clients wait in it each time; that there is something to lose is asserted:
/// each kill finds events that were sent and never answered. A kill of the process leaves the system's cache alone, so
/// this proves nothing of a power cut.
#[test]
fn a_program_that_is_killed_loses_no_acknowledged_event_and_has_none_twice() {
    database_addresses(|database| {
        let program = Program::on(database);
        let token = program.token("writer@example.org", "*", "coordinator");
        {
            let serving = program.serve(&[]);
            let client = serving.client(&token);
            describe(&client);
            register(&client, "ONE");
            log(&client, "ONE", &event_at("dispatched", 360, "hub"));
        }
        let sent = Mutex::new(Sent::default());
        for kill in 1..=KILLS {
            let mut serving = program.serve(&[]);
            let client = serving.client(&token);
            let acknowledged = AtomicUsize::new(0);
            std::thread::scope(|scope| {
                for _ in 0..CLIENTS {
                    scope.spawn(|| send_until_it_dies(&client, &sent, &acknowledged));
                }
                let deadline = Instant::now() + Duration::from_mins(1);
                while acknowledged.load(Ordering::Relaxed) < BEFORE_A_KILL {
                    assert!(Instant::now() < deadline, "nothing is acknowledged");
                    std::thread::yield_now();
                }
                serving.kill();
            });
            let verified = program.run(&["verify", "--json"]).json(0);
            assert_eq!(verified["first_finding"], Value::Null, "kill {kill}");
        }
        let serving = program.serve(&[]);
        let client = serving.client(&token);
        let sent = sent.into_inner().unwrap();
        assert!(sent.acknowledged.len() >= KILLS * BEFORE_A_KILL);
        assert_eq!(sent.unanswered.len(), KILLS * CLIENTS, "each kill came in the middle of every client's work");
        let before = told(&client);
        for id in sent.acknowledged.keys() {
            assert_eq!(before.get(id), Some(&1), "{id} was acknowledged");
        }
        // What was not answered is sent again, as any client does: whether it was recorded or not, it is there once.
        for (id, event) in &sent.unanswered {
            let status = client.put(&path_of("ONE", *id), event).status;
            assert_eq!(status, if before.contains_key(id) { 200 } else { 201 });
        }
        let after = told(&client);
        assert!(after.values().all(|times| *times == 1));
        assert_eq!(after.len(), 1 + sent.acknowledged.len() + sent.unanswered.len(), "and nothing else");
    });
}
