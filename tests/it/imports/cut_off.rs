//! The program is killed while it imports: nothing of the file is kept, it says so, and the file can be taken again.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::{client::Client, databases::database_addresses, program::Program, world::describe};

/// Enough that it is caught at work.
const ROWS: usize = 2_000;

fn file() -> String {
    let rows =
        (0..ROWS).map(|row| format!("CUT-{row:05},relief,Asia/Damascus,hub,town,12,2027-03-{:02}\n", 1 + row % 28));
    format!("reference,lead,time_zone,origin,destination,trucks,departure\n{}", rows.collect::<String>())
}

/// Waits until the latest import has this state. Answers it.
fn until(client: &Client, state: &str) -> Value {
    let began = Instant::now();
    loop {
        let import = client.get("/api/v1/imports").expect(200)["items"][0].clone();
        if import["state"] == state {
            return import;
        }
        assert_ne!(import["state"], "done", "it was too quick to be caught");
        assert!(began.elapsed() < Duration::from_mins(2), "it never was {state}: {import}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What makes it bite: it is killed after its check, where a part of it could have been written.
#[test]
fn an_import_that_a_kill_cuts_off_leaves_nothing_and_can_be_taken_again() {
    database_addresses(|database| {
        let program = Program::on(database);
        // It is asked often, so that it is caught at work, and for as long as a slow machine takes to get there.
        program.write("convoy.toml", "requests_per_minute = 100000\nheavy_requests_per_minute = 100000\n");
        let token = program.token("c@example.org", "*", "coordinator");
        let mut serving = program.serve(&[]);
        let client = serving.client(&token);
        describe(&client);
        let sender = client.clone();
        let sending = std::thread::spawn(move || sender.post_raw("/api/v1/imports?kind=convoys", "text/csv", &file()));
        until(&client, "running");
        serving.kill();
        assert!(sending.join().is_err(), "no answer ever came");
        let mut serving = program.serve(&[]);
        let client = serving.client(&token);
        assert_eq!(client.get("/api/v1/convoys?limit=1").expect(200)["items"], Value::Array(Vec::new()));
        let cut = client.get("/api/v1/imports").expect(200)["items"][0].clone();
        // On a shared database another instance may be at work: for a quarter of an hour nobody knows better.
        let is_embedded = !database.starts_with("postgres");
        assert_eq!(cut["state"] == "failed", is_embedded, "{cut}");
        let answer = client.post_raw("/api/v1/imports?kind=convoys", "text/csv", &file());
        assert!([201, 202].contains(&answer.status), "{}", answer.text);
        assert_eq!(until(&client, "done")["made"], ROWS);
        serving.kill();
        program.run(&["verify"]).expect(0);
    });
}
