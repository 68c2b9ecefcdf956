//! Telling a thousand watchers: server CPU for each delivery and how late it comes, for the program's stream of changes and
//! for a bare actix broadcast in the same run. The servers are processes of their own, so that their CPU is theirs alone.
//!
//! `cargo bench --bench live`

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    missing_docs,
    reason = "a measurement stops where it cannot go on, and says what it found"
)]

mod stage;

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use actix_web::{App, HttpResponse, HttpServer, web};
use stage::Served;

const WATCHERS: usize = 1_000;
const CHANGES: usize = 50;
const PAUSE: Duration = Duration::from_millis(150);

type Queues = web::Data<Mutex<Vec<tokio::sync::mpsc::Sender<web::Bytes>>>>;

async fn join(queues: Queues) -> HttpResponse {
    let (send, receive) = tokio::sync::mpsc::channel(64);
    send.try_send(web::Bytes::from_static(b": now\n\n")).unwrap();
    queues.lock().unwrap().push(send);
    let body = futures_util::stream::unfold(receive, |mut receive| async move {
        let bytes = receive.recv().await?;
        Some((Ok::<_, std::convert::Infallible>(bytes), receive))
    });
    HttpResponse::Ok().content_type("text/event-stream").streaming(body)
}

async fn say(queues: Queues) -> HttpResponse {
    let data = "id: 1\nevent: change\ndata: {\"position\":1,\"convoy\":\"0192f1d2-7c1e-7000-8000-000000000001\",\
                \"reference\":\"ONE\",\"status\":\"dispatched\",\"kind\":\"contact\"}\n\n";
    let bytes = web::Bytes::from_static(data.as_bytes());
    for queue in queues.lock().unwrap().iter() {
        let _ = queue.try_send(bytes.clone());
    }
    HttpResponse::Ok().finish()
}

/// What this stack can do at best.
fn bare(address: &str) {
    actix_web::rt::System::new().block_on(async {
        let queues: Queues = web::Data::new(Mutex::new(Vec::new()));
        let server = HttpServer::new(move || {
            App::new()
                .app_data(queues.clone())
                .route("/healthz", web::get().to(HttpResponse::Ok))
                .route("/live", web::get().to(join))
                .route("/say", web::post().to(say))
        });
        server.workers(2).bind(address).unwrap().run().await.unwrap();
    });
}

/// Watches until it was told of all; notes when each came.
fn watch(address: &str, path: &str, head: &str, ready: &AtomicUsize, came: &Mutex<Vec<(usize, Instant)>>) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\n{head}\r\n").unwrap();
    let mut seen = 0;
    for line in BufReader::new(stream).lines() {
        let line = line.unwrap();
        if line == ": now" {
            ready.fetch_add(1, Ordering::Relaxed);
        } else if line.starts_with("data: ") {
            came.lock().unwrap().push((seen, Instant::now()));
            seen += 1;
            if seen == CHANGES {
                return;
            }
        }
    }
}

/// CPU in microseconds for each delivery, and the latencies in milliseconds, sorted.
fn measure(server: &Served, path: &str, heads: &[String], change: impl Fn(usize)) -> (f64, Vec<f64>) {
    let address = server.base.trim_start_matches("http://");
    let (ready, came) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
    let watchers: Vec<_> = (0..WATCHERS)
        .map(|number| {
            let (ready, came) = (Arc::clone(&ready), Arc::clone(&came));
            let head = heads[number % heads.len()].clone();
            let (address, path) = (address.to_owned(), path.to_owned());
            let thread = std::thread::Builder::new().stack_size(128 * 1024);
            thread.spawn(move || watch(&address, &path, &head, &ready, &came)).unwrap()
        })
        .collect();
    while ready.load(Ordering::Relaxed) < WATCHERS {
        std::thread::sleep(Duration::from_millis(10));
    }
    let before = server.cpu();
    let mut said = Vec::new();
    for number in 0..CHANGES {
        change(number);
        // From the acknowledgement on: until then nobody may be told.
        said.push(Instant::now());
        std::thread::sleep(PAUSE);
    }
    for watcher in watchers {
        watcher.join().unwrap();
    }
    let spent = server.cpu() - before;
    let came = came.lock().unwrap();
    assert_eq!(came.len(), WATCHERS * CHANGES, "nothing is lost");
    let mut late: Vec<f64> =
        came.iter().map(|(number, at)| at.saturating_duration_since(said[*number]).as_secs_f64() * 1e3).collect();
    late.sort_by(f64::total_cmp);
    (spent * 1e6 / (WATCHERS * CHANGES) as f64, late)
}

fn report(name: &str, (cpu, late): &(f64, Vec<f64>)) {
    let at = |part: f64| late[((late.len() - 1) as f64 * part) as usize];
    println!("{name:<8} {cpu:6.1} µs CPU a delivery   p50 {:6.1} ms   p99 {:6.1} ms", at(0.5), at(0.99));
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.get(1).is_some_and(|first| first == "bare") {
        return bare(&arguments[3]);
    }
    let agent = ureq::Agent::new_with_defaults();
    let server = Served::of(Command::new(std::env::current_exe().unwrap()).arg("bare"));
    let floor = measure(&server, "/live", &[String::new()], |_| {
        agent.post(format!("{}/say", server.base)).send_empty().unwrap();
    });
    drop(server);

    let folder = tempfile::tempdir().unwrap();
    let program = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_convoy"));
        command.current_dir(folder.path()).env_remove("DATABASE_URL").env("CONVOY_LOG", "warn");
        command
    };
    std::fs::write(folder.path().join("password"), "sixteen grey camels").unwrap();
    let run = |arguments: &[&str]| {
        let output = program().args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    // So many watch by one token, and as one person, as may: 16 and 96.
    let mut tokens = Vec::new();
    for person in 0..WATCHERS.div_ceil(96) {
        let email = format!("w{person}@example.org");
        let who = ["--email", email.as_str()];
        let rest = ["--name", "W", "--organisation", "*", "--role", "coordinator", "--password-file", "password"];
        run(&[&["user", "add"], &who[..], &rest[..]].concat());
        for _ in 0..6 {
            tokens.push(run(&[&["token", "create"], &who[..], &["--scope", "events:write,convoys:read"]].concat()));
        }
    }
    let token = tokens[0].clone();
    let server = Served::of(program().arg("serve"));
    let bearer = format!("Bearer {token}");
    let send = |method: &str, path: &str, body: serde_json::Value| {
        let request = ureq::http::Request::builder().method(method).uri(format!("{}/api/v1{path}", server.base));
        let request = request.header("authorization", &bearer).header("content-type", "application/json");
        agent.run(request.body(body.to_string()).unwrap()).expect("an answer");
    };
    send("POST", "/organisations", serde_json::json!({"key": "relief", "name": {"en": "Relief"}}));
    for place in ["hub", "town"] {
        send("POST", "/places", serde_json::json!({"key": place, "name": {"en": place}}));
    }
    let stops = serde_json::json!([{"role": "origin", "place": "hub"}, {"role": "destination", "place": "town"}]);
    let plan = serde_json::json!({
        "reference": "ONE", "lead": "relief", "time_zone": "Asia/Damascus", "trucks": {"count": 17}, "stops": stops,
        "cargo": [{"item": "Flour", "unit": "bag", "quantity": 600, "sector": "food_security"}],
    });
    send("POST", "/convoys", plan);
    let heads: Vec<String> = tokens.iter().map(|token| format!("authorization: Bearer {token}\r\n")).collect();
    let ours = measure(&server, "/api/v1/live", &heads, |number| {
        let at = format!("2018-03-05T10:{number:02}:00Z");
        let event = serde_json::json!({"kind": "note", "occurred_at": at, "note": "x"});
        send("PUT", &format!("/convoys/ONE/events/{}", uuid::Uuid::from_u128(number as u128 + 1)), event);
    });
    drop(server);
    println!("{WATCHERS} watchers, {CHANGES} changes");
    report("bare", &floor);
    report("convoy", &ours);
    println!("ratio of CPU: {:.2}", ours.0 / floor.0);
}
