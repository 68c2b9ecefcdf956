//! Tampering with what is derived: `verify` finds it, and `rebuild` mends it from the ledger.

use diesel::connection::SimpleConnection;

use super::{behind_the_programs_back, finding, with_south_hama};
use crate::harness::{databases::database_addresses, program::Program, server::Server};

/// Statement, and the table in which the difference is found.
const CHANGES: [(&str, &str); 23] = [
    ("UPDATE convoys SET status = 'delivered'", "convoys"),
    ("UPDATE convoys SET people_waiting = 24999", "convoys"),
    ("UPDATE convoys SET counts = '{}'", "convoys"),
    ("UPDATE convoys SET last_place_id = origin_id, next_place_id = origin_id", "convoys"),
    ("DELETE FROM convoys", "convoys"),
    ("UPDATE stops SET state = 'served' WHERE ordinal = 2", "stops"),
    ("DELETE FROM stops WHERE ordinal = 1", "stops"),
    (
        "INSERT INTO stops (convoy_id, ordinal, place_id, role, state, added) \
         SELECT convoy_id, 9, place_id, role, state, added FROM stops WHERE ordinal = 2",
        "stops",
    ),
    ("UPDATE trucks SET fate = 'looted' WHERE ordinal = 16", "trucks"),
    ("DELETE FROM trucks WHERE ordinal = 0", "trucks"),
    ("UPDATE cargo SET removed = '1' WHERE line = 2", "cargo"),
    ("DELETE FROM cargo", "cargo"),
    ("UPDATE blocks SET cause = 'hostilities'", "blocks"),
    ("DELETE FROM blocks", "blocks"),
    ("UPDATE incidents SET accounts = 4", "incidents"),
    ("UPDATE convoy_organisations SET role = 'partner'", "convoy_organisations"),
    (
        "INSERT INTO reviews (event_id, convoy_id, position, state) SELECT id, id, 9, 'in_review' FROM convoys",
        "reviews",
    ),
    ("UPDATE places SET kind = 'camp' WHERE key = 'hama'", "places"),
    ("DELETE FROM places WHERE key = 'aqrab'", "places"),
    ("UPDATE organisations SET acronym = 'CARS'", "organisations"),
    (
        "INSERT INTO organisations (id, key, name, position) SELECT id, 'stray', name, 2 FROM places WHERE key = 'hama'",
        "organisations",
    ),
    // Rows of a convoy that no entry speaks of.
    (
        "INSERT INTO trucks (convoy_id, ordinal, label, role, fate) \
         SELECT id, 0, '1', 'cargo', 'looted' FROM places WHERE key = 'hama'",
        "trucks",
    ),
    (
        "INSERT INTO convoy_organisations (convoy_id, organisation_id, role) \
         SELECT places.id, organisations.id, 'lead' FROM places, organisations WHERE places.key = 'hama'",
        "convoy_organisations",
    ),
];

#[test]
fn what_is_not_what_the_ledger_gives_is_found_and_mended() {
    database_addresses(|database| {
        let (program, url) = with_south_hama(database);
        let mut conn = behind_the_programs_back(&url);
        for (statement, table) in CHANGES {
            conn.batch_execute(statement).unwrap();
            let found = finding(&program, 3);
            assert_eq!(
                (found["finding"].as_str(), found["table"].as_str()),
                (Some("derived_differs"), Some(table)),
                "{statement}"
            );
            assert_eq!(program.run(&["rebuild"]).expect(0), "derived 1 convoys anew from the ledger\n", "{statement}");
            finding(&program, 0);
        }
    });
}

/// What makes it bite: the two answers are compared byte for byte, after everything derived was thrown away.
#[test]
fn answers_are_the_same_after_everything_was_derived_anew() {
    database_addresses(|database| {
        let (program, url) = with_south_hama(database);
        let server = Server::start(&url);
        let client = server.somebody(convoy::app::Role::Coordinator, "*");
        let ask = || {
            let paths = ["/convoys", "/convoys/SY-2016-SOUTH-HAMA/status", "/convoys/SY-2016-SOUTH-HAMA", "/places"];
            // How far the feed looked goes on with each read that is noted.
            let events = client.get("/api/v1/events").json()["items"].to_string();
            (paths.map(|path| client.get(&format!("/api/v1{path}")).text), events)
        };
        let before = ask();
        let mut conn = behind_the_programs_back(&url);
        for table in
            ["stops", "trucks", "cargo", "blocks", "incidents", "reviews", "convoy_organisations", "convoys", "places"]
        {
            conn.batch_execute(&format!("DELETE FROM {table}")).unwrap();
        }
        assert_ne!(ask(), before);
        Program::on(database).run(&["rebuild"]).expect(0);
        assert_eq!(ask(), before);
        drop(program);
    });
}
