//! Every event exactly once and in order, to a poller and to a watcher, while many write: also across a restart, and with
//! two instances on one database.

use std::{
    collections::BTreeSet,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use convoy::store::DatabaseUrl;

use crate::harness::{
    client::Client,
    databases::{database_addresses, databases},
    program::Program,
    server::Server,
    world::{describe, event, event_at, log, new_id, path_of, register},
};

const WRITERS: usize = 64;
const PATIENCE: Duration = Duration::from_mins(2);

/// Positions as they were told to somebody.
#[derive(Default)]
struct Told(Mutex<Vec<i64>>);

impl Told {
    fn add(&self, position: i64) {
        self.0.lock().unwrap().push(position);
    }

    fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    fn take(self) -> Vec<i64> {
        self.0.into_inner().unwrap()
    }
}

/// Where the server is now, and whether all is over.
struct Scene {
    base: Mutex<String>,
    over: AtomicBool,
}

impl Scene {
    fn at(base: &str) -> Self {
        Self { base: Mutex::new(base.to_owned()), over: AtomicBool::new(false) }
    }

    fn client(&self, client: &Client) -> Client {
        client.at(&self.base.lock().unwrap().clone())
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }
}

/// Asks the feed again and again, from where it was.
fn poll(scene: &Scene, client: &Client, told: &Told) {
    let mut position = 0;
    while !scene.is_over() {
        let path = format!("/api/v1/events?after={position}&limit=50&wait=2");
        let Ok(answer) = scene.client(client).try_get(&path) else { continue };
        let page = answer.expect(200);
        for item in page["items"].as_array().unwrap() {
            told.add(item["position"].as_i64().unwrap());
        }
        position = page["position"].as_i64().unwrap();
    }
}

/// Watches, and comes again with the last position where the stream ends.
fn watch(scene: &Scene, client: &Client, told: &Told) {
    let mut position = 0;
    while !scene.is_over() {
        let Ok(mut stream) = scene.client(client).watch(Some(position)) else { continue };
        while let Some(change) = stream.next() {
            told.add(change["position"].as_i64().unwrap());
            if scene.is_over() {
                return;
            }
        }
        position = stream.position;
    }
}

/// Sends until it is acknowledged, as any client does.
fn send(scene: &Scene, client: &Client, convoy: &str, minute: u32) {
    let (id, event) = (new_id(), event("contact", 400 + minute));
    let began = Instant::now();
    loop {
        if let Ok(answer) = scene.client(client).try_put(&path_of(convoy, id), &event)
            && matches!(answer.status, 200 | 201)
        {
            return;
        }
        assert!(began.elapsed() < PATIENCE, "never acknowledged");
        std::thread::yield_now();
    }
}

/// Waits until everybody was told of so many.
fn until_told(scene: &Scene, all: &[&Told], events: usize) {
    let began = Instant::now();
    while all.iter().any(|told| told.len() < events) {
        let counts: Vec<usize> = all.iter().map(|told| told.len()).collect();
        assert!(began.elapsed() < PATIENCE, "{counts:?} of {events}");
        std::thread::sleep(Duration::from_millis(5));
    }
    scene.over.store(true, Ordering::Release);
}

fn check(told: Vec<i64>, expected: &BTreeSet<i64>, who: &str) {
    assert!(told.windows(2).all(|pair| pair[0] < pair[1]), "{who}: out of order, or twice: {told:?}");
    assert_eq!(&told.into_iter().collect::<BTreeSet<_>>(), expected, "{who}");
}

fn positions(client: &Client) -> BTreeSet<i64> {
    let (mut all, mut after) = (BTreeSet::new(), 0);
    loop {
        let page = client.get(&format!("/api/v1/events?after={after}&limit=500")).expect(200);
        let items = page["items"].as_array().unwrap();
        if items.is_empty() {
            return all;
        }
        all.extend(items.iter().map(|item| item["position"].as_i64().unwrap()));
        after = page["position"].as_i64().unwrap();
    }
}

fn begin(client: &Client) -> Vec<String> {
    describe(client);
    let convoys: Vec<String> = (0..8).map(|number| register(client, &format!("C-{number}"))).collect();
    for convoy in &convoys {
        log(client, convoy, &event_at("dispatched", 360, "hub"));
    }
    convoys
}

/// What makes it bite: a stream that joined before it had read what was missed would leave a gap, one that read too far
/// would tell twice, and a feed by time instead of position would pass over what was committed late.
#[test]
fn a_poller_and_a_watcher_see_every_event_once_across_a_restart_under_load() {
    database_addresses(|database| {
        let program = Program::on(database);
        let token = program.token("writer@example.org", "*", "coordinator");
        let mut serving = program.serve(&[]);
        let client = serving.client(&token);
        let convoys = begin(&client);
        let scene = Scene::at(&serving.base);
        let (polled, watched, late) = (Told::default(), Told::default(), Told::default());
        let rounds = 3;
        std::thread::scope(|scope| {
            scope.spawn(|| poll(&scene, &client, &polled));
            scope.spawn(|| watch(&scene, &client, &watched));
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    let (scene, client, convoy) = (&scene, &client, &convoys[writer % convoys.len()]);
                    scope.spawn(move || {
                        for round in 0..rounds {
                            send(scene, client, convoy, u32::try_from(writer * rounds + round).unwrap());
                        }
                    })
                })
                .collect();
            // In the middle of it: killed, and started again elsewhere.
            let began = Instant::now();
            while watched.len() < convoys.len() + WRITERS / 2 {
                assert!(began.elapsed() < PATIENCE, "{} were told", watched.len());
                std::thread::yield_now();
            }
            serving.kill();
            serving = program.serve(&[]);
            scene.base.lock().unwrap().clone_from(&serving.base);
            scope.spawn(|| watch(&scene, &client, &late));
            for writer in writers {
                writer.join().unwrap();
            }
            until_told(&scene, &[&polled, &watched, &late], convoys.len() + WRITERS * rounds);
            // Wakes who waits.
            log(&scene.client(&client), &convoys[0], &event("note", 900));
        });
        let mut expected = positions(&scene.client(&client));
        expected.pop_last();
        for (told, who) in [(polled, "poller"), (watched, "watcher"), (late, "who came later")] {
            let mut told = told.take();
            told.truncate(expected.len());
            check(told, &expected, who);
        }
    });
}

#[test]
fn what_one_instance_writes_the_other_tells() {
    databases(|url: &DatabaseUrl| {
        if url.sqlite_path().is_some() {
            // An embedded database belongs to one instance.
            return;
        }
        let (one, two) = (Server::start(url), Server::start(url));
        let client = one.somebody(convoy::app::Role::Coordinator, "*");
        let convoys = begin(&client);
        let scenes = [Scene::at(&one.base()), Scene::at(&two.base())];
        let told: Vec<Told> = (0..4).map(|_| Told::default()).collect();
        let each = 2;
        std::thread::scope(|scope| {
            for (scene, told) in scenes.iter().zip(told.chunks(2)) {
                scope.spawn(|| poll(scene, &client, &told[0]));
                scope.spawn(|| watch(scene, &client, &told[1]));
            }
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    let (scene, client, convoy) = (&scenes[writer % 2], &client, &convoys[writer % convoys.len()]);
                    scope.spawn(move || {
                        for number in 0..each {
                            send(scene, client, convoy, u32::try_from(writer * each + number).unwrap());
                        }
                    })
                })
                .collect();
            for writer in writers {
                writer.join().unwrap();
            }
            let all: Vec<&Told> = told.iter().collect();
            until_told(&scenes[0], &all, convoys.len() + WRITERS * each);
            scenes[1].over.store(true, Ordering::Release);
            log(&client, &convoys[0], &event("note", 900));
        });
        let mut expected = positions(&client);
        expected.pop_last();
        for told in told {
            let mut told = told.take();
            told.truncate(expected.len());
            check(told, &expected, "somebody");
        }
    });
}

/// A server that is told to stop does not wait for those who would never go.
#[cfg(unix)]
#[test]
fn a_restart_ends_streams_and_waits_at_once() {
    let program = Program::anywhere();
    let token = program.token("watcher@example.org", "*", "coordinator");
    let mut serving = program.serve(&[]);
    let client = serving.client(&token);
    let mut stream = client.watch(None).unwrap();
    assert!(stream.is_now());
    let position = client.get("/api/v1/events?after=0").expect(200)["position"].clone();
    let waiting = {
        let client = client.clone();
        std::thread::spawn(move || client.get(&format!("/api/v1/events?after={position}&wait=60")).expect(200))
    };
    std::thread::sleep(Duration::from_millis(300));
    let began = Instant::now();
    serving.terminate();
    assert_eq!(stream.next(), None);
    assert_eq!(waiting.join().unwrap()["items"], serde_json::json!([]));
    serving.wait();
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}
