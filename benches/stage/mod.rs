//! What benchmarks have in common: a database, the program as a process of its own, and what that costs.

#![allow(dead_code, reason = "each benchmark needs a part of it")]

pub mod data;

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

const TICKS_PER_SECOND: f64 = 100.0;

/// User and system time in seconds from two neighbouring fields of `/proc/…/stat`: 13 of the process, 15 of its children.
pub fn cpu_of(process: &str, field: usize) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    // The name and the id before it are gone: field 13 of the manual is the 11th of these.
    let ticks = |at: usize| fields[at - 2].parse::<f64>().unwrap();
    (ticks(field) + ticks(field + 1)) / TICKS_PER_SECOND
}

/// A server that is a process of its own; killed when dropped.
pub struct Served {
    child: Child,
    /// Where it serves.
    pub base: String,
}

impl Served {
    /// The program on this database, with no limit of requests.
    pub fn start(file: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_convoy"));
        command.args(["serve", "--database", file.to_str().unwrap()]).current_dir(file.parent().unwrap());
        command.env("CONVOY_HEAVY_REQUESTS_PER_MINUTE", "100000000").env("CONVOY_REQUESTS_PER_MINUTE", "100000000");
        Self::of(&mut command)
    }

    /// A command that takes `--bind` and answers at `/healthz` once it serves.
    pub fn of(command: &mut Command) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let base = format!("http://127.0.0.1:{port}");
        command.args(["--bind", &format!("127.0.0.1:{port}")]).stdout(Stdio::null()).stderr(Stdio::null());
        let served = Self { child: command.spawn().unwrap(), base };
        while ureq::get(format!("{}/healthz", served.base)).call().is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        served
    }

    /// Seconds of CPU so far.
    pub fn cpu(&self) -> f64 {
        cpu_of(&self.child.id().to_string(), 13)
    }

    /// Forgets the peak of memory so far.
    pub fn forget_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5").unwrap();
    }

    /// A line of `/proc/…/status`, in KiB.
    pub fn memory(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
