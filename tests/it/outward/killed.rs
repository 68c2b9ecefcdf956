//! A program that is killed while it sends goes on where it was.

use std::{collections::BTreeSet, time::Duration};

use convoy::ambient::{Ambient, Real};
use serde_json::json;

use super::{
    receiver::{Mood, Receiver},
    until,
};
use crate::{
    access::cast::signed_in_from,
    harness::{
        client::Client,
        databases::database_addresses,
        program::Program,
        world::{describe, event, event_at, log, plan},
    },
};

/// On PostgreSQL each costs the rest of the dead one's lease, 15 seconds.
const KILLS: u32 = 2;
/// Logged before each kill; the receiver takes a second for them.
const EVENTS: u32 = 20;
/// Received before each kill.
const SOME: usize = 5;

/// The positions that came, each once, in the order in which they first came.
fn first_time(receiver: &Receiver) -> Vec<i64> {
    let mut seen = BTreeSet::new();
    receiver.received().iter().map(super::receiver::Received::position).filter(|at| seen.insert(*at)).collect()
}

/// What makes it bite: each kill finds messages that were not sent yet, and one that the receiver has and has not answered.
#[test]
fn a_program_that_is_killed_while_it_sends_passes_over_nothing() {
    database_addresses(|database| {
        let program = Program::on(database);
        let allowed = "webhook_allow = [\"*\"]\nwebhook_allow_private = true\nwebhook_allow_http = true\n";
        program.write("convoy.toml", allowed);
        let token = program.token("writer@example.org", "*", "coordinator");
        program.account("admin@example.org", "*", "admin");
        // Who sees convoys has them sent elsewhere without a second person.
        let role = ["user", "role", "--email", "admin@example.org", "--give", "viewer", "--organisation", "*"];
        assert_eq!(program.run(&role).code, 0);
        let receiver = Receiver::new(Mood::Dawdles(Duration::from_millis(50)));
        let mut logged = 1;
        {
            let serving = program.serve(&[]);
            let client = serving.client(&token);
            describe(&client);
            let admin = signed_in_from(&Client::of(&serving.base), "admin@example.org", Real.now());
            let hook = json!({"organisation": "relief", "url": receiver.url, "types": ["event"]});
            admin.post("/api/v1/webhooks", &hook).expect(201);
            let mut open = plan("OPEN");
            open["sensitivity"] = json!("low");
            client.post("/api/v1/convoys", &open).expect(201);
            log(&client, "OPEN", &event_at("dispatched", 360, "hub"));
        }
        for kill in 0..KILLS {
            let mut serving = program.serve(&[]);
            let client = serving.client(&token);
            for minute in 0..EVENTS {
                log(&client, "OPEN", &event("contact", 400 + kill * EVENTS + minute));
                logged += 1;
            }
            let before = first_time(&receiver).len();
            until("some of them", || (first_time(&receiver).len() >= before + SOME).then_some(()));
            serving.kill();
            assert!(first_time(&receiver).len() < logged, "kill {kill} came too late");
        }
        let _serving = program.serve(&[]);
        until("all of them", || (first_time(&receiver).len() >= logged).then_some(()));
        let positions = first_time(&receiver);
        assert!(positions.is_sorted(), "{positions:?}");
        assert_eq!(positions.len(), logged, "and nothing else");
        let again = receiver.received().len() - logged;
        assert!(
            again <= usize::try_from(KILLS).unwrap() + 1,
            "{again} came more than once: at most what was on its way"
        );
    });
}
