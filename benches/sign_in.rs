//! Whether signing in tells by its time which addresses have an account: a thousand wrong passwords for one that has, and a
//! thousand for one that has not, in turns. Fails where the medians differ by more than five per cent.
//!
//! `cargo bench --bench sign_in`
//!
//! With `-- crowd`: the program as a process of its own, 200 clients that send made-up addresses as fast as they are answered for
//! 30 seconds, and a person who has signed in before and signs in once a second. Fails where the program takes 120 MB or more at
//! any moment, or the person waits for a second or longer.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    missing_docs,
    reason = "a measurement stops where it cannot go on, and says what it found"
)]

mod stage;

use std::{
    collections::BTreeMap,
    path::Path,
    process::ExitCode,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use convoy::{
    ambient::{Ambient, Scripted},
    app::{
        App, AppError, Keys, Role,
        passwords::Hashed,
        people::{Browser, NewUser},
    },
    store::{DatabaseUrl, migrations, open_writer},
};

const CLIENTS: usize = 200;
const LASTS: Duration = Duration::from_secs(30);
/// In KiB.
const MOST_MEMORY: u64 = 120_000_000 / 1024;
const LONGEST_WAIT: Duration = Duration::from_secs(1);

const EACH: usize = 1_000;
const MOST: f64 = 0.05;

fn main() -> ExitCode {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("convoy.sqlite");
    let url: DatabaseUrl = file.to_str().unwrap().parse().unwrap();
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
    app.add_user(&known, &Hashed::new("sixteen grey camels").unwrap()).unwrap();
    if std::env::args().any(|argument| argument == "crowd") {
        drop(app);
        return crowd(&file);
    }
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

fn nobody() -> ureq::Agent {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    config.max_redirects_will_error(false).timeout_global(Some(Duration::from_mins(1))).build().into()
}

/// Signs in; answers the status and the cookies.
fn sign_in(agent: &ureq::Agent, base: &str, email: &str, cookies: &str) -> (u16, String) {
    let form = [("email", email), ("password", "sixteen grey camels")];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = agent.post(format!("{base}/sign-in")).header("content-type", "application/x-www-form-urlencoded");
    let Ok(mut answer) = request.header("cookie", cookies).send(body) else { return (0, String::new()) };
    let of = |value: &ureq::http::HeaderValue| value.to_str().unwrap().split(';').next().unwrap().to_owned();
    let cookies: Vec<String> = answer.headers().get_all("set-cookie").iter().map(of).collect();
    let _ = answer.body_mut().read_to_vec();
    (answer.status().as_u16(), cookies.join("; "))
}

fn crowd(file: &Path) -> ExitCode {
    let server = stage::Served::start(file);
    let person = nobody();
    let (status, cookies) = sign_in(&person, &server.base, "known@example.org", "");
    assert_eq!(status, 303);
    let device = cookies.split("; ").find(|cookie| cookie.starts_with("device=")).unwrap().to_owned();
    let before = server.memory("VmRSS");
    server.forget_peak();
    let (over, told) = (AtomicBool::new(false), Mutex::new(BTreeMap::<u16, usize>::new()));
    let mut waited = Vec::new();
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (over, told, base) = (&over, &told, server.base.as_str());
            scope.spawn(move || {
                let agent = nobody();
                for attempt in 0.. {
                    if over.load(Ordering::Relaxed) {
                        return;
                    }
                    let (status, _) = sign_in(&agent, base, &format!("nobody{client}-{attempt}@example.org"), "");
                    *told.lock().unwrap().entry(status).or_default() += 1;
                }
            });
        }
        let began = Instant::now();
        while began.elapsed() < LASTS {
            let asked = Instant::now();
            let (status, _) = sign_in(&person, &server.base, "known@example.org", &device);
            waited.push(asked.elapsed());
            assert_eq!(status, 303, "the person is let in");
            std::thread::sleep(Duration::from_secs(1).saturating_sub(asked.elapsed()));
        }
        over.store(true, Ordering::Relaxed);
    });
    waited.sort_unstable();
    let (median, longest) = (waited[waited.len() / 2], waited[waited.len() - 1]);
    let peak = server.memory("VmHWM");
    println!("{CLIENTS} clients for {LASTS:?}: answers by status {:?}", told.into_inner().unwrap());
    println!("memory {} MB before, {} MB at the most", before / 1000, peak / 1000);
    println!("{} sign-ins of a person: median {median:.3?}, longest {longest:.3?}", waited.len());
    if peak > MOST_MEMORY || longest > LONGEST_WAIT {
        println!("more than {} MB or {LONGEST_WAIT:?}", MOST_MEMORY / 1000);
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
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
