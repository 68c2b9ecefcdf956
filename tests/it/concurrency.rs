//! Many clients at once: nothing is lost, nothing counts twice, and the ledger has no gap.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Barrier,
};

use convoy::store::{DatabaseUrl, StoreError, dialect::read_snapshot, ledger, open_reader};
use serde_json::Value;
use uuid::Uuid;

use crate::harness::{
    client::Client,
    databases::{database_addresses, databases},
    program::Program,
    server::Server,
    world::{event, event_at, log, new_id, path_of, register, world},
};

const CLIENTS: usize = 64;
const EACH: usize = 6;

/// Every client sends its own events, and at the same moment another client sends the same ones. Answers how each id was
/// answered.
fn send_twice(clients: &[Client], convoy_of: impl Fn(usize) -> String + Sync) -> BTreeMap<Uuid, Vec<u16>> {
    let events: Vec<Vec<(Uuid, Value)>> = (0..CLIENTS / 2)
        .map(|pair| {
            let minute = |number: usize| u32::try_from(400 + pair * EACH + number).unwrap();
            (0..EACH).map(|number| (new_id(), event("contact", minute(number)))).collect()
        })
        .collect();
    let together = Barrier::new(CLIENTS);
    let answers: Vec<(Uuid, u16)> = std::thread::scope(|scope| {
        let send = |number: usize| {
            let (client, pair) = (&clients[number % clients.len()], number / 2);
            together.wait();
            let put = |(id, event): &(Uuid, Value)| (*id, client.put(&path_of(&convoy_of(pair), *id), event).status);
            events[pair].iter().map(put).collect::<Vec<_>>()
        };
        let senders: Vec<_> = (0..CLIENTS).map(|number| scope.spawn(move || send(number))).collect();
        senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect()
    });
    let mut by_id: BTreeMap<Uuid, Vec<u16>> = BTreeMap::new();
    for (id, status) in answers {
        by_id.entry(id).or_default().push(status);
    }
    for statuses in by_id.values_mut() {
        statuses.sort_unstable();
    }
    by_id
}

/// Each was stored exactly once, and is in the API's answers and in the ledger exactly once, without a gap.
fn check(url: &DatabaseUrl, client: &Client, convoys: &[String], answers: &BTreeMap<Uuid, Vec<u16>>, before: usize) {
    assert_eq!(answers.len(), CLIENTS / 2 * EACH);
    for (id, statuses) in answers {
        assert_eq!(statuses, &[200, 201], "{id}");
    }
    let told: Vec<String> = convoys
        .iter()
        .flat_map(|convoy| client.all(&format!("/api/v1/convoys/{convoy}/events?limit=100")))
        .map(|event| event["id"].as_str().unwrap().to_owned())
        .collect();
    let distinct: BTreeSet<&String> = told.iter().collect();
    assert_eq!((told.len(), distinct.len()), (before + answers.len(), told.len()), "none lost, none twice");
    assert!(answers.keys().all(|id| distinct.contains(&id.to_string())));

    let mut conn = open_reader(url).unwrap();
    // Of one moment: that somebody reads exactly is noted too, a little later.
    let (rows, head) = read_snapshot(&mut conn, |conn| {
        Ok::<_, StoreError>((ledger::list_after(conn, 0, i64::MAX)?, ledger::get_head(conn)?))
    })
    .unwrap();
    let positions: Vec<i64> = rows.iter().map(|row| row.position).collect();
    assert_eq!(positions, (1..=i64::try_from(rows.len()).unwrap()).collect::<Vec<_>>(), "no gap");
    assert!(rows.windows(2).all(|pair| pair[0].recorded_at < pair[1].recorded_at), "each strictly later");
    let in_ledger = rows.iter().filter(|row| answers.contains_key(&row.entry_id.0)).count();
    assert_eq!(in_ledger, answers.len());
    assert_eq!(head.position, *positions.last().unwrap());
}

fn ready(server: &Server, convoys: usize) -> (Client, Vec<String>) {
    let client = world(server);
    let references: Vec<String> = (0..convoys).map(|number| register(&client, &format!("C-{number:02}"))).collect();
    for reference in &references {
        log(&client, reference, &event_at("dispatched", 360, "hub"));
    }
    (client, references)
}

/// What makes it bite: were an id looked up before the writer's turn and not within it, both senders of some event would
/// be told 201, and it would count twice or break the batch.
#[test]
fn sixty_four_clients_lose_nothing_and_nothing_counts_twice() {
    databases(|url| {
        for convoys in [1, 16] {
            let server = Server::start(url);
            let (client, references) = if convoys == 1 {
                ready(&server, 1)
            } else {
                // The world is there already.
                let client = server.somebody(convoy::app::Role::Coordinator, "*");
                let references: Vec<String> =
                    (0..convoys).map(|number| register(&client, &format!("MANY-{number}"))).collect();
                (client, references)
            };
            let before = usize::from(convoys == 1);
            let answers = send_twice(std::slice::from_ref(&client), |pair| references[pair % convoys].clone());
            check(url, &client, &references, &answers, before);
            assert_eq!(server.app.verify(&[]).unwrap().first_finding, None);
        }
    });
}

/// The clients of a pair are at different instances: the lock is the database's, and not the process's.
#[test]
fn two_instances_on_one_database_are_one() {
    database_addresses(|database| {
        let url: DatabaseUrl = database.parse().unwrap();
        if url.sqlite_path().is_some() {
            // An embedded database belongs to one instance.
            return;
        }
        let (one, two) = (Server::start(&url), Server::start(&url));
        let (client, references) = ready(&one, 4);
        let clients = [client.clone(), client.at(&two.base())];
        let answers = send_twice(&clients, |pair| references[pair % references.len()].clone());
        check(&url, &clients[1], &references, &answers, references.len());
        for reference in &references {
            let path = format!("/api/v1/convoys/{reference}");
            let (told, also) = (clients[0].get(&path).expect(200), clients[1].get(&path).expect(200));
            assert_eq!(told["version"], also["version"]);
            assert_eq!(told["updated_at"], also["updated_at"]);
        }
        // What one instance has just learnt, the other knows before it judges.
        log(&clients[0], &references[0], &event_at("arrived", 1_200, "town"));
        log(&clients[1], &references[0], &event_at("delivered", 1_210, "town"));
        clients[0].put(&path_of(&references[0], new_id()), &event_at("turned_back", 1_220, "town")).expect(409);
        Program::on(database).run(&["verify"]).expect(0);
    });
}
