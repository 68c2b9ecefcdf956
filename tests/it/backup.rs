//! A backup of a database in use restores to the same answers: of each kind of database into each.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use convoy::store::{DatabaseUrl, migrations, open_writer};
use serde_json::{Value, json};

use crate::harness::{
    client::Client,
    databases::database_addresses,
    postgres,
    program::{Program, Serving},
    world::{describe, event, new_id, path_of, register},
};

/// What is compared, byte by byte: a convoy whole, its events, and the feed up to where it stood.
fn report(client: &Client, upto: i64) -> String {
    let convoy = client.get("/api/v1/convoys/RELIEF-1");
    convoy.expect(200);
    let feed: Vec<Value> = client.all("/api/v1/convoys/RELIEF-1/events?limit=500");
    let mut all = vec![convoy.text, client.get("/api/v1/convoys/RELIEF-1/status").text];
    all.extend(feed.iter().filter(|it| it["position"].as_i64().unwrap() <= upto).map(Value::to_string));
    let mut after = 0;
    loop {
        let page = client.get(&format!("/api/v1/events?limit=500&after={after}")).expect(200);
        let items = page["items"].as_array().unwrap().clone();
        let Some(last) = items.last() else { break };
        after = last["position"].as_i64().unwrap();
        all.extend(items.iter().filter(|it| it["position"].as_i64().unwrap() <= upto).map(Value::to_string));
    }
    all.join("\n")
}

fn crew(client: &Client) -> Value {
    client.get("/api/v1/convoys/RELIEF-1/crew").expect(200)["items"].clone()
}

/// A program with something of everything in its database.
fn filled(program: &Program) -> (Serving, String) {
    let token = program.token("nour@example.org", "*", "coordinator");
    let serving = program.serve(&[]);
    let client = serving.client(&token);
    describe(&client);
    let place = json!({
        "key": "precise", "name": {"en": "Precise \"quoted\"\n", "ar": "حلب"}, "latitude": 34.812_374_5, "longitude": -0.1,
    });
    client.post("/api/v1/places", &place).expect(201);
    register(&client, "RELIEF-1");
    client.put(&path_of("RELIEF-1", new_id()), &event("dispatched", 360)).expect(201);
    let driver = json!({"truck": "1", "name": "Nour أحمد", "phone": "+963 900 700 800"});
    client.put(&format!("/api/v1/convoys/RELIEF-1/crew/{}", new_id()), &driver).expect(201);
    (serving, token)
}

/// What makes it bite: reports go on being written while the copy is taken, so that a copy of the bare file would differ from
/// what its own head says, and `verify` would say so.
#[test]
fn a_backup_under_load_restores_to_the_same_answers() {
    database_addresses(|address| {
        let program = Program::on(address);
        let (serving, token) = filled(&program);
        let client = serving.client(&token);
        register(&client, "LOAD-1");
        client.put(&path_of("LOAD-1", new_id()), &event("dispatched", 360)).expect(201);
        let before = client.get("/api/v1/events?limit=500").expect(200);
        let upto = before["items"].as_array().unwrap().last().unwrap()["position"].as_i64().unwrap();
        let expected = report(&client, upto);

        let stop = Arc::new(AtomicBool::new(false));
        let load = std::thread::spawn({
            let (stop, client) = (Arc::clone(&stop), client.clone());
            move || {
                let mut written = 0;
                while !stop.load(Ordering::Relaxed) {
                    client.put(&path_of("LOAD-1", new_id()), &event("note", 400)).expect(201);
                    written += 1;
                }
                written
            }
        });
        let file = program.folder().join("copy.backup");
        let file = file.to_str().unwrap();
        let made = program.run(&["backup", file, "--json"]).json(0);
        stop.store(true, Ordering::Relaxed);
        assert!(load.join().unwrap() > 0);
        assert_eq!(made["keys_in_backup"], false);
        assert!(made["rows"].as_u64().unwrap() > 20, "{made}");
        assert!(program.run(&["backup", file]).code == 1, "never over another file");
        let keys = made["keys_file"].as_str().unwrap().to_owned();

        let folder = tempfile::tempdir().unwrap();
        let sqlite = folder.path().join("restored.db").to_str().unwrap().to_owned();
        let server = postgres::bare_database();
        let targets = std::iter::once(sqlite).chain(server.as_ref().map(|it| it.address().to_owned()));
        for target in targets {
            let restored = program.run(&["restore", file, "--to", &target, "--json"]).json(0);
            assert_eq!(restored["verified"]["first_finding"], Value::Null, "{restored}");
            assert_eq!(restored["rows"], made["rows"]);
            // A second time it is not empty.
            let again = program.run(&["restore", file, "--to", &target]);
            assert!(again.code == 1 && again.err.contains("is not empty"), "{again:?}");
            let other = Program::on(&target);
            let serving = other.serve(&["--keys-file", program.folder().join(&keys).to_str().unwrap()]);
            let restored = serving.client(&token);
            assert_eq!(report(&restored, upto), expected, "{target}");
            assert_eq!(crew(&restored), crew(&client));
            // And it goes on.
            restored.put(&path_of("RELIEF-1", new_id()), &event("note", 700)).expect(201);
            other.run(&["verify"]).expect(0);
            // Back again, by the other kind of database.
            let second = folder.path().join(format!("again-{}.backup", target.len()));
            other.run(&["backup", second.to_str().unwrap()]).expect(0);
            let third = folder.path().join(format!("third-{}.db", target.len()));
            other.run(&["restore", second.to_str().unwrap(), "--to", third.to_str().unwrap()]).expect(0);
        }
    });
}

#[test]
fn what_is_no_backup_is_refused_and_the_keys_are_named() {
    let program = Program::anywhere();
    let nonsense = program.write("nonsense", "hello");
    let to = program.folder().join("new.db");
    let to = to.to_str().unwrap();
    let refused = program.run(&["restore", nonsense.to_str().unwrap(), "--to", to]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert_eq!(program.run(&["restore", "nowhere", "--to", to]).code, 1);
    let url: DatabaseUrl = to.parse().unwrap();
    assert!(!std::path::Path::new(to).exists(), "nothing is made for what cannot be restored");
    migrations::run(&mut open_writer(&url).unwrap()).unwrap();
    let told = program.run(&["--database", to, "backup", "plain.backup"]).expect(0);
    assert!(told.contains("NOT in it") && told.contains("new.db.keys"), "{told}");
}
