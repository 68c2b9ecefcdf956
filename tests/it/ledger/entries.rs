//! Tampering with entries, each found at the first position that is wrong. The control is in `with_south_hama`: what
//! nobody touched verifies.

use convoy::store::{DbConnection, chain, ledger, rows::LedgerRow, schema};
use diesel::{connection::SimpleConnection, prelude::*};

use super::{LAST, behind_the_programs_back, finding, with_south_hama};
use crate::harness::databases::database_addresses;

const HEAD_MOVED_BACK: &str =
    "UPDATE ledger_head SET position = 19, hash = (SELECT hash FROM ledger WHERE position = 19)";

/// Statement, what is found, and where first.
const BY_STATEMENT: [(&str, &str, i64); 21] = [
    ("UPDATE ledger SET body = replace(body, 'checkpoint_reached', 'contact') WHERE position = 10", "body_changed", 10),
    ("UPDATE ledger SET body = body || ' ' WHERE position = 3", "body_changed", 3),
    ("UPDATE ledger SET salt = NULL, body = NULL WHERE position = 10", "body_changed", 10),
    ("UPDATE ledger SET salt = commitment WHERE position = 10", "body_changed", 10),
    ("UPDATE ledger SET kind = 'arrived' WHERE position = 10", "entry_changed", 10),
    ("UPDATE ledger SET occurred_at = recorded_at WHERE position = 10", "entry_changed", 10),
    ("UPDATE ledger SET precision = 'minute' WHERE position = 10", "entry_changed", 10),
    ("UPDATE ledger SET recorded_by = subject_id WHERE position = 10", "entry_changed", 10),
    ("UPDATE ledger SET subject_id = entry_id WHERE position = 10", "entry_changed", 10),
    ("UPDATE ledger SET skew_ms = 0 WHERE position = 10", "entry_changed", 10),
    ("UPDATE ledger SET hash = previous_hash WHERE position = 10", "entry_changed", 10),
    ("DELETE FROM ledger WHERE position = 1", "missing", 1),
    ("DELETE FROM ledger WHERE position = 12", "missing", 12),
    (
        "UPDATE ledger SET position = 99 WHERE position = 12; UPDATE ledger SET position = 12 WHERE position = 13; \
         UPDATE ledger SET position = 13 WHERE position = 99",
        "chain_broken",
        12,
    ),
    (
        "DELETE FROM ledger WHERE position = 19; UPDATE ledger SET position = 19 WHERE position = 20; \
         UPDATE ledger_head SET position = 19",
        "chain_broken",
        19,
    ),
    ("DELETE FROM ledger WHERE position = 20", "head_differs", 19),
    ("DELETE FROM ledger WHERE position > 15", "head_differs", 15),
    ("UPDATE ledger_head SET position = 21", "head_differs", LAST),
    ("UPDATE ledger_head SET hash = (SELECT hash FROM ledger WHERE position = 3)", "head_differs", LAST),
    ("UPDATE ledger_head SET hash = (SELECT salt FROM ledger WHERE position = 3)", "head_differs", LAST),
    ("DELETE FROM ledger_head", "head_differs", LAST),
];

#[test]
fn every_change_of_an_entry_is_found_at_its_position() {
    for (statement, expected, position) in BY_STATEMENT {
        database_addresses(|database| {
            let (program, url) = with_south_hama(database);
            behind_the_programs_back(&url).batch_execute(statement).unwrap();
            let found = finding(&program, 3);
            assert_eq!(
                (found["finding"].as_str(), found["position"].as_i64()),
                (Some(expected), Some(position)),
                "{statement}"
            );
            // A ledger that is not sound is nothing to derive from.
            assert_eq!(program.run(&["rebuild"]).code, 1, "{statement}");
            assert_eq!(finding(&program, 3), found, "{statement}");
        });
    }
}

fn entries(conn: &mut DbConnection) -> Vec<LedgerRow> {
    ledger::list_after(conn, 0, 1_000).unwrap()
}

/// Writes an entry over the one of its position.
fn put(conn: &mut DbConnection, row: &LedgerRow) {
    let at = schema::ledger::table.find(row.position);
    diesel::update(at)
        .set((
            schema::ledger::kind.eq(&row.kind),
            schema::ledger::body.eq(&row.body),
            schema::ledger::commitment.eq(&row.commitment),
            schema::ledger::previous_hash.eq(&row.previous_hash),
            schema::ledger::hash.eq(&row.hash),
        ))
        .execute(conn)
        .unwrap();
}

fn change_body(row: &mut LedgerRow) {
    let body = row.body.take().unwrap().replace("\"cause\":\"movement_within_country\"", "\"cause\":\"hostilities\"");
    row.commitment = chain::commitment(row.salt.as_ref().unwrap(), &body).to_vec();
    row.body = Some(body);
}

/// Chains the entries from an index on, and the head with them, as the program would have.
fn rechain(conn: &mut DbConnection, rows: &mut [LedgerRow], from: usize) {
    for index in from..rows.len() {
        if index > 0 {
            let previous = rows[index - 1].hash.clone();
            rows[index].previous_hash = previous;
        }
        rows[index].hash = chain::entry_hash(&rows[index]).to_vec();
        put(conn, &rows[index]);
    }
    let last = rows.last().unwrap().hash.clone();
    diesel::update(schema::ledger_head::table.find(1)).set(schema::ledger_head::hash.eq(last)).execute(conn).unwrap();
}

#[test]
fn an_entry_hashed_anew_no_longer_is_what_the_next_one_follows() {
    database_addresses(|database| {
        let (program, url) = with_south_hama(database);
        let mut conn = behind_the_programs_back(&url);
        let mut row = entries(&mut conn)[11].clone();
        assert_eq!((row.position, row.kind.as_str()), (12, "blocked"));
        change_body(&mut row);
        row.hash = chain::entry_hash(&row).to_vec();
        put(&mut conn, &row);
        let found = finding(&program, 3);
        assert_eq!((found["finding"].as_str(), found["position"].as_i64()), (Some("chain_broken"), Some(13)));
    });
}

#[test]
fn the_last_entry_hashed_anew_is_not_the_one_that_the_head_names() {
    database_addresses(|database| {
        let (program, url) = with_south_hama(database);
        let mut conn = behind_the_programs_back(&url);
        let mut row = entries(&mut conn).pop().unwrap();
        row.commitment = chain::commitment(row.salt.as_ref().unwrap(), "{}").to_vec();
        row.body = Some("{}".to_owned());
        row.hash = chain::entry_hash(&row).to_vec();
        put(&mut conn, &row);
        // Its body no longer agrees with its columns, and that is found before the head is looked at.
        let found = finding(&program, 3);
        assert_eq!((found["finding"].as_str(), found["position"].as_i64()), (Some("columns_differ"), Some(LAST)));
    });
}

#[test]
fn a_chain_made_anew_to_its_end_still_differs_from_the_columns_or_from_what_was_derived() {
    database_addresses(|database| {
        let (program, url) = with_south_hama(database);
        let mut conn = behind_the_programs_back(&url);
        let original = entries(&mut conn);

        let mut rows = original.clone();
        rows[11].kind = "unblocked".to_owned();
        rechain(&mut conn, &mut rows, 11);
        let found = finding(&program, 3);
        assert_eq!((found["finding"].as_str(), found["position"].as_i64()), (Some("columns_differ"), Some(12)));

        let mut rows = original.clone();
        change_body(&mut rows[11]);
        rechain(&mut conn, &mut rows, 11);
        let found = finding(&program, 3);
        assert_eq!(found["finding"], "derived_differs");

        // The control: put back as it was, all is well again.
        rechain(&mut conn, &mut original.clone(), 11);
        finding(&program, 0);
    });
}

#[test]
fn a_tail_cut_together_with_the_head_is_seen_in_what_was_derived() {
    database_addresses(|database| {
        let (program, url) = with_south_hama(database);
        let mut conn = behind_the_programs_back(&url);
        conn.batch_execute("DELETE FROM ledger WHERE position = 20").unwrap();
        conn.batch_execute(HEAD_MOVED_BACK).unwrap();
        let found = finding(&program, 3);
        assert_eq!((found["finding"].as_str(), found["position"].as_i64()), (Some("derived_differs"), Some(19)));
    });
}
