//! What requests cost: CPU of the server for each and how long it takes, for the status of one convoy, lists, the feed, and
//! an event that is logged; at 20,000 and 100,000 events, and with `CONVOY_BENCH_MILLION=1` at 1,000,000. In the same run the
//! floor: a server of a hundred lines over the same database, without rights, languages or history, that reads one row by its
//! key or inserts one, with group commit.
//!
//! `cargo bench --bench requests`; medians of several runs. Linux, for it reads `/proc`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement stops where it cannot go on, and says what it found"
)]

mod floor;
mod stage;

use std::{
    process::Command,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use serde_json::json;
use stage::{
    Served,
    data::{CONVOYS, build, scattered, sizes},
};
use ureq::Agent;
use uuid::Uuid;

const RUNS: usize = 5;
const READS: usize = 2_000;
const WRITES: usize = 1_000;

/// The address of a request, made from a number.
type Address = fn(u64) -> String;

/// A request, made anew from a number.
enum Work {
    Get(Address),
    Log,
    FloorRead,
    FloorInsert,
}

fn any_convoy(number: u64) -> u128 {
    scattered(u128::from(number)) % CONVOYS
}

fn status(number: u64) -> String {
    format!("/api/v1/convoys/SY-2018-{:05}/status", any_convoy(number))
}

fn list(_: u64) -> String {
    "/api/v1/convoys?limit=50".to_owned()
}

fn filtered(_: u64) -> String {
    "/api/v1/convoys?limit=50&status=dispatched&sector=food_security".to_owned()
}

fn feed(number: u64) -> String {
    format!("/api/v1/events?limit=50&after={}", 5_000 + number % 10_000)
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.get(1).is_some_and(|first| first == "floor") {
        return floor::serve(&arguments[2], &arguments[4]);
    }
    println!("events     what              connections  CPU each       p50       p99  each second  of the floor's CPU");
    for events in sizes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("convoy.sqlite");
        let token = build(&file, events);
        let server = Served::start(&file);
        let mut floor = Command::new(std::env::current_exe().unwrap());
        let floor = Served::of(floor.args(["floor", file.to_str().unwrap()]));
        for connections in [1, 16, 64] {
            let read = measure(&floor, "", connections, &Work::FloorRead);
            tell(events, "floor: one row", connections, &read, None);
            let what: [(&str, Address); 4] =
                [("status", status), ("list of 50", list), ("the same, filtered", filtered), ("feed, 50", feed)];
            for (name, path) in what {
                let run = measure(&server, &token, connections, &Work::Get(path));
                tell(events, name, connections, &run, Some(&read));
            }
            let insert = measure(&floor, "", connections, &Work::FloorInsert);
            tell(events, "floor: one insert", connections, &insert, None);
            let run = measure(&server, &token, connections, &Work::Log);
            tell(events, "an event logged", connections, &run, Some(&insert));
        }
    }
}

struct Run {
    cpu: f64,
    wall: f64,
    took: Vec<Duration>,
}

fn tell(events: u128, what: &str, connections: usize, run: &Run, floor: Option<&Run>) {
    let at = |share: f64| run.took[((run.took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    let ratio = floor.map_or(String::new(), |floor| format!("{:.1} ×", run.cpu / floor.cpu));
    println!(
        "{events:>9}  {what:<18} {connections:>10}  {:>5.3} ms  {:>5.1} ms  {:>5.1} ms  {:>11.0}  {ratio}",
        run.cpu * 1e3,
        at(0.5),
        at(0.99),
        1.0 / run.wall,
    );
}

/// The run whose CPU is the median.
fn measure(server: &Served, token: &str, connections: usize, work: &Work) -> Run {
    let mut runs: Vec<Run> = (0..RUNS).map(|_| once(server, token, connections, work)).collect();
    runs.sort_by(|one, two| one.cpu.total_cmp(&two.cpu));
    runs.swap_remove(RUNS / 2)
}

fn once(server: &Served, token: &str, connections: usize, work: &Work) -> Run {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let all = if matches!(work, Work::Get(_) | Work::FloorRead) { READS } else { WRITES };
    let each = all.div_ceil(connections);
    let (cpu, began) = (server.cpu(), Instant::now());
    let mut took: Vec<Duration> = std::thread::scope(|scope| {
        let client = || {
            let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
            let send = |_| {
                let number = NEXT.fetch_add(1, Ordering::Relaxed);
                let began = Instant::now();
                send(&agent, &server.base, token, work, number);
                began.elapsed()
            };
            (0..each).map(send).collect::<Vec<Duration>>()
        };
        let clients: Vec<_> = (0..connections).map(|_| scope.spawn(client)).collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });
    let (wall, cpu) = (began.elapsed().as_secs_f64(), server.cpu() - cpu);
    took.sort_unstable();
    Run { cpu: cpu / took.len() as f64, wall: wall / took.len() as f64, took }
}

fn send(agent: &Agent, base: &str, token: &str, work: &Work, number: u64) {
    let bearer = format!("Bearer {token}");
    let (answer, expected) = match work {
        Work::Get(path) => (agent.get(format!("{base}{}", path(number))).header("authorization", &bearer).call(), 200),
        Work::FloorRead => (agent.get(format!("{base}/status/{}", any_convoy(number))).call(), 200),
        Work::Log => {
            let path = format!("{base}/api/v1/convoys/SY-2018-{:05}/events/{}", any_convoy(number), fresh(number));
            (agent.put(path).header("authorization", &bearer).content_type("application/json").send(event()), 201)
        }
        Work::FloorInsert => {
            (agent.put(format!("{base}/events/{}", fresh(number))).content_type("application/json").send(event()), 201)
        }
    };
    let mut answer = answer.unwrap();
    assert_eq!(answer.status().as_u16(), expected);
    answer.body_mut().read_to_vec().unwrap();
}

/// An id that no other event has.
fn fresh(number: u64) -> Uuid {
    Uuid::from_u128(scattered(u128::from(number)) | 1 << 91)
}

/// About 390 bytes with what the ledger adds.
fn event() -> String {
    json!({
        "kind": "note", "occurred_at": "2018-03-01T10:00:00Z", "precision": "minute", "trucks": ["1", "2-5"],
        "source": {"kind": "own_staff", "name": "Field office, radio room"},
        "note": "Road open as far as the bridge; waiting there, two hours behind the plan",
    })
    .to_string()
}
