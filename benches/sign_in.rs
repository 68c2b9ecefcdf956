//! Whether signing in tells by its time which addresses have an account: a thousand wrong passwords for one that has, and a
//! thousand for one that has not, in turns. Fails where the medians differ by more than five per cent.
//!
//! `cargo bench --bench sign_in`

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement stops where it cannot go on, and says what it found"
)]

use std::{
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use convoy::{
    ambient::{Ambient, Scripted},
    app::{
        App, AppError, Keys, Role,
        people::{Browser, NewUser},
    },
    store::{DatabaseUrl, migrations, open_writer},
};

const EACH: usize = 1_000;
const MOST: f64 = 0.05;

fn main() -> ExitCode {
    let folder = tempfile::tempdir().unwrap();
    let url: DatabaseUrl = folder.path().join("convoy.sqlite").to_str().unwrap().parse().unwrap();
    migrations::run(&mut open_writer(&url).unwrap()).unwrap();
    let start = convoy::domain::time::Instant::parse("2026-11-22T12:00:00Z").unwrap();
    let clock = Arc::new(Scripted::at(start));
    let app = App::open(&url, clock.clone(), Arc::new(Keys::fresh().unwrap())).unwrap();
    let known = NewUser {
        email: "known@example.org".to_owned(),
        name: "Known".to_owned(),
        organisation: "*".to_owned(),
        role: Role::Logger,
    };
    app.add_user(&known, "sixteen grey camels").unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let attempt = |email: &str| {
        let began = Instant::now();
        let answer = runtime.block_on(app.sign_in(email, "eleven quiet bridges", Browser::default()));
        let took = began.elapsed();
        assert!(matches!(answer, Err(AppError::Unauthenticated)), "it has to be tried to its end");
        took
    };
    let addresses = ["known@example.org", "nobody@example.org"];
    let mut took: [Vec<Duration>; 2] = [Vec::new(), Vec::new()];
    for round in 0..EACH + 20 {
        // Beyond the longest delay, so that each attempt is made; and each kind goes first as often as the other.
        clock.set(clock.now().plus(chrono::TimeDelta::minutes(16)));
        for turn in [round % 2, 1 - round % 2] {
            let measured = attempt(addresses[turn]);
            if round >= 20 {
                took[turn].push(measured);
            }
        }
    }
    report(took)
}

fn report(took: [Vec<Duration>; 2]) -> ExitCode {
    let [known, unknown] = took.map(|mut all| {
        all.sort_unstable();
        [all.len() / 2, all.len() / 20, all.len() * 19 / 20].map(|at| all[at].as_secs_f64() * 1e3)
    });
    let ratio = known[0] / unknown[0];
    for (name, [median, low, high]) in [("known", known), ("unknown", unknown)] {
        println!("{name:<8} median {median:.3} ms   5% {low:.3} ms   95% {high:.3} ms");
    }
    println!("ratio of the medians: {ratio:.4} ({EACH} sign-ins of each kind)");
    if (ratio - 1.0).abs() > MOST {
        println!("they differ by more than {:.0}%", MOST * 100.0);
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
