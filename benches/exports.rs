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

mod stage;

use std::{
    io::Read,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use convoy::store::{
    DatabaseUrl,
    exports::{EventFilter, list_events_between},
    open_reader,
};
use stage::{
    Served, cpu_of,
    data::{build, sizes},
};

const RUNS: usize = 5;
const PAGE: i64 = 256;

/// The shell's reading of the same columns, as CSV to nowhere.
const PLAIN: &str = "SELECT position, hex(entry_id), hex(subject_id), kind, occurred_at, occurred_until, precision, \
                     captured_at, recorded_at, hex(recorded_by), body FROM ledger \
                     WHERE subject_kind = 'convoy' AND kind <> 'convoy_registered' ORDER BY position";

fn main() {
    println!("events     format   first byte  CPU a row  wall a row  bytes a row    idle  first peak  last peak");
    for events in sizes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("convoy.sqlite");
        let token = build(&file, events);
        let floor = reading(&file, events);
        for format in ["csv", "hxl.csv", "ndjson", "geojson", "xlsx"] {
            // Started anew, and asked for nothing else: what the first export adds is all that exports add.
            let server = Served::start(&file);
            let idle = server.memory("VmRSS");
            let mut all: Vec<Run> = (0..RUNS).map(|_| export(&server, &token, &format!("events.{format}"))).collect();
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

struct Run {
    first: Duration,
    wall: Duration,
    cpu: f64,
    bytes: usize,
    peak: u64,
}

/// One export.
fn export(server: &Served, token: &str, file: &str) -> Run {
    server.forget_peak();
    let (cpu, began) = (server.cpu(), Instant::now());
    let request = ureq::get(format!("{}/api/v1/exports/{file}", server.base));
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
    Run { first, wall, cpu: server.cpu() - cpu, bytes, peak: server.memory("VmHWM") }
}
