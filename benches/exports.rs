//! What exports cost: time to the first byte, CPU of the server for a row, and memory: of a server that has just started,
//! and at the peak of its first and of its last export; at 20,000 and 100,000 events, and with `CONVOY_BENCH_MILLION=1` at
//! 1,000,000. In the same run, what cannot be saved: the same columns read by the program's own query and thrown away, and by
//! the `sqlite3` shell as CSV, where this machine has one.
//!
//! `cargo bench --bench exports`; medians of several runs. Linux, for it reads `/proc`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a measurement stops where it cannot go on, and says what it found"
)]

use std::{
    collections::BTreeSet,
    io::Read,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use convoy::{
    ambient::Real,
    app::{App, Keys, Role, people::NewUser, policy::TokenScope},
    domain::{
        Plan, Report,
        id::{ConvoyId, EventId},
    },
    store::{
        DatabaseUrl, StoreError,
        batch::{Batch, Sender},
        exports::{EventFilter, list_events_between},
        lane::Lane,
        migrations, open_reader, open_writer,
    },
};
use serde_json::json;
use strum::IntoEnumIterator;
use uuid::Uuid;

const CONVOYS: u128 = 5_000;
/// Events of one convoy that lie together in the ledger.
const ROUNDS: u128 = 4;
const RUNS: usize = 5;
const TICKS_PER_SECOND: f64 = 100.0;
const PAGE: i64 = 256;

/// The shell's reading of the same columns, as CSV to nowhere.
const PLAIN: &str = "SELECT position, hex(entry_id), hex(subject_id), kind, occurred_at, occurred_until, precision, \
                     captured_at, recorded_at, hex(recorded_by), body FROM ledger \
                     WHERE subject_kind = 'convoy' AND kind <> 'convoy_registered' ORDER BY position";

fn main() {
    let mut sizes = vec![20_000, 100_000];
    if std::env::var_os("CONVOY_BENCH_MILLION").is_some() {
        sizes.push(1_000_000);
    }
    println!("events     format   first byte  CPU a row  wall a row  bytes a row    idle  first peak  last peak");
    for events in sizes {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("convoy.sqlite");
        let token = build(&file, events);
        let floor = reading(&file, events);
        for format in ["csv", "hxl.csv", "ndjson", "geojson", "xlsx"] {
            // Started anew, and asked for nothing else: what the first export adds is all that exports add.
            let server = Served::start(&file);
            let idle = server.memory("VmRSS");
            let mut all: Vec<Run> = (0..RUNS).map(|_| server.export(&token, &format!("events.{format}"))).collect();
            let (first_peak, last_peak) = (all[0].peak, all[RUNS - 1].peak);
            all.sort_by(|one, two| one.cpu.total_cmp(&two.cpu));
            let run = &all[RUNS / 2];
            let first = all.iter().map(|run| run.first).max().unwrap_or_default();
            println!(
                "{events:>9}  {format:<8} {:>7.1} ms  {:>6.2} µs  {:>7.2} µs  {:>11.0} {:>6.1} MB {:>8.1} MB {:>7.1} MB",
                first.as_secs_f64() * 1e3,
                run.cpu / events as f64 * 1e6,
                run.wall.as_secs_f64() / events as f64 * 1e6,
                run.bytes as f64 / events as f64,
                idle as f64 / 1024.0,
                first_peak as f64 / 1024.0,
                last_peak as f64 / 1024.0,
            );
            if format == "csv" {
                println!(
                    "           its own query, rows thrown away: {:.2} µs; {:.1} times that",
                    floor * 1e6,
                    run.cpu / events as f64 / floor
                );
                if let Some(shell) = shell(&file, events) {
                    println!(
                        "           the sqlite3 shell, the same columns as CSV: {:.2} µs; {:.1} times that",
                        shell * 1e6,
                        run.cpu / events as f64 / shell
                    );
                }
            }
        }
    }
}

/// A number that follows from its place alone.
fn scattered(seed: u128) -> u128 {
    seed.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).rotate_left(57) ^ 0x2545_f491_4f6c_dd1d
}

/// A database with so many events of 5,000 convoys of 17 trucks. Answers a coordinator's token.
fn build(file: &Path, events: u128) -> String {
    let url: DatabaseUrl = file.to_str().unwrap().parse().unwrap();
    migrations::run(&mut open_writer(&url).unwrap()).unwrap();
    let app = App::open(&url, Arc::new(Real), Arc::new(Keys::fresh().unwrap())).unwrap();
    let email = "bench@example.org".to_owned();
    let user = NewUser { email, name: "Bench".to_owned(), organisation: "*".to_owned(), role: Role::Coordinator };
    app.add_user(&user, "sixteen grey camels").unwrap();
    let scopes: BTreeSet<TokenScope> = TokenScope::iter().collect();
    let token = app.create_token(&user.email, &scopes, None).unwrap().token;
    let lane = Lane::start(&url, Arc::new(Real)).unwrap();
    let places: Vec<Uuid> = (1..=40_u128).map(Uuid::from_u128).collect();
    describe(&lane, &places);
    let each = (events / CONVOYS / ROUNDS).max(1);
    for round in 0..ROUNDS {
        for first in (0..CONVOYS).step_by(50) {
            let places = places.clone();
            let work = move |batch: &mut Batch<'_>| -> Result<(), StoreError> {
                for convoy in first..first + 50 {
                    if round == 0 {
                        batch.register_convoy(ConvoyId(id_of(convoy)), plan(convoy, &places), Sender::default())?;
                    }
                    for number in round * each..(round + 1) * each {
                        let id = EventId(Uuid::from_u128(scattered(convoy << 32 | number) | 1 << 90));
                        batch.record_event(
                            ConvoyId(id_of(convoy)),
                            id,
                            report(convoy, number, &places),
                            Sender::default(),
                        )?;
                    }
                }
                Ok(())
            };
            lane.submit(work).unwrap().blocking_recv().unwrap().unwrap();
        }
    }
    token
}

fn id_of(convoy: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | convoy)
}

fn describe(lane: &Lane, places: &[Uuid]) {
    let places = places.to_vec();
    let work = move |batch: &mut Batch<'_>| -> Result<(), StoreError> {
        for (index, id) in places.iter().enumerate() {
            let place = json!({
                "key": format!("place-{index}"), "name": {"en": format!("Place {index}"), "ar": "مكان", "fr": "Lieu"},
                "kind": "town", "latitude": 33.0 + index as f64 / 16.0, "longitude": 36.0 + index as f64 / 32.0,
                "admin1": "Hama", "pcode": format!("C{index:04}"),
            });
            batch.record_place(*id, serde_json::from_value(place).unwrap(), Sender::default())?;
        }
        let relief = json!({"key": "relief", "name": {"en": "Relief"}});
        batch.record_organisation(Uuid::from_u128(99), serde_json::from_value(relief).unwrap(), Sender::default())?;
        Ok(())
    };
    lane.submit(work).unwrap().blocking_recv().unwrap().unwrap();
}

fn plan(convoy: u128, places: &[Uuid]) -> Plan {
    let trucks: Vec<_> = (1..=17).map(|label| json!({"label": label.to_string(), "role": "cargo"})).collect();
    let place = |shift: u128| places[usize::try_from((convoy + shift) % 40).unwrap()];
    let plan = json!({
        "reference": format!("SY-2018-{convoy:05}"), "lead": Uuid::from_u128(99), "time_zone": "Asia/Damascus",
        "stops": [
            {"role": "origin", "place": place(0)}, {"role": "checkpoint", "place": place(7)},
            {"role": "destination", "place": place(13), "target_population": 4_200},
        ],
        "trucks": trucks,
        "cargo": [{"item": "Food parcel", "unit": "parcel", "quantity": 4_000, "sector": "food_security"}],
        "sensitivity": "severe",
    });
    serde_json::from_value(plan).unwrap()
}

/// About 390 bytes, as reports are.
fn report(convoy: u128, number: u128, places: &[Uuid]) -> Report {
    let chance = scattered(convoy * 31 + number);
    let minute = number * 7 + convoy % 60;
    let at = chrono::DateTime::from_timestamp(1_514_764_800 + i64::try_from(minute * 60).unwrap(), 0).unwrap();
    let place = places[usize::try_from(chance % 40).unwrap()];
    let kind = if number == 0 { "dispatched" } else { ["contact", "note"][usize::try_from(chance % 2).unwrap()] };
    let report = json!({
        "kind": kind, "details": if kind == "dispatched" { json!({}) } else { json!(null) },
        "occurred_at": at, "precision": "minute", "place": place, "trucks": ["1", "2-5"],
        "source": {"kind": "own_staff", "name": "Field office, radio room"},
        "note": format!("Road open as far as the bridge; \"{}\" waiting there, two hours behind the plan", chance % 9_973),
    });
    serde_json::from_value(report).unwrap()
}

/// CPU of the program's own query for a row, rows thrown away.
fn reading(file: &Path, events: u128) -> f64 {
    let url: DatabaseUrl = file.to_str().unwrap().parse().unwrap();
    let mut conn = open_reader(&url).unwrap();
    let before = cpu_of("self", 13);
    let (mut after, mut rows) = (0, 0_u128);
    while rows < events {
        let page = list_events_between(&mut conn, &EventFilter::default(), (after, i64::MAX), PAGE).unwrap();
        let Some(last) = page.last() else { break };
        after = last.position;
        rows += page.len() as u128;
    }
    assert!(rows >= events, "{rows} of {events}");
    ((cpu_of("self", 13) - before) / rows as f64).max(1e-9)
}

/// CPU of the `sqlite3` shell for a row; none where there is no shell.
fn shell(file: &Path, events: u128) -> Option<f64> {
    let before = cpu_of("self", 15);
    let done = Command::new("sqlite3").arg("-csv").arg(file).arg(PLAIN).stdout(Stdio::null()).status();
    done.ok().filter(std::process::ExitStatus::success)?;
    Some(((cpu_of("self", 15) - before) / events as f64).max(1e-9))
}

/// User and system time in seconds from two neighbouring fields of `/proc/…/stat`: 13 of the process, 15 of its children.
fn cpu_of(process: &str, field: usize) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    // The name and the id before it are gone: field 13 of the manual is the 11th of these.
    let ticks = |at: usize| fields[at - 2].parse::<f64>().unwrap();
    (ticks(field) + ticks(field + 1)) / TICKS_PER_SECOND
}

struct Run {
    first: Duration,
    wall: Duration,
    cpu: f64,
    bytes: usize,
    peak: u64,
}

struct Served {
    child: Child,
    base: String,
}

impl Served {
    fn start(file: &Path) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let base = format!("http://127.0.0.1:{port}");
        let child = Command::new(env!("CARGO_BIN_EXE_convoy"))
            .env("CONVOY_HEAVY_REQUESTS_PER_MINUTE", "1000")
            .args(["serve", "--bind", &format!("127.0.0.1:{port}"), "--database", file.to_str().unwrap()])
            .current_dir(file.parent().unwrap())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let served = Self { child, base };
        while ureq::get(format!("{}/healthz", served.base)).call().is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        served
    }

    fn memory(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    fn export(&self, token: &str, file: &str) -> Run {
        let process = self.child.id().to_string();
        // Forget the peak so far.
        std::fs::write(format!("/proc/{process}/clear_refs"), "5").unwrap();
        let (cpu, began) = (cpu_of(&process, 13), Instant::now());
        let request = ureq::get(format!("{}/api/v1/exports/{file}", self.base));
        let answer = request.header("authorization", format!("Bearer {token}")).call().unwrap();
        let mut body = answer.into_body().into_reader();
        let mut buffer = vec![0; 64 * 1024];
        let mut bytes = body.read(&mut buffer).unwrap();
        let first = began.elapsed();
        loop {
            match body.read(&mut buffer).unwrap() {
                0 => break,
                read => bytes += read,
            }
        }
        let wall = began.elapsed();
        Run { first, wall, cpu: cpu_of(&process, 13) - cpu, bytes, peak: self.memory("VmHWM") }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
