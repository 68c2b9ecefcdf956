//! History cannot be rewritten unseen: what the database refuses, what `verify` finds, and what `rebuild` mends.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

use std::path::Path;

use convoy::store::{DatabaseUrl, DbConnection, open_writer};
use diesel::connection::SimpleConnection;
use serde_json::Value;

use crate::harness::{databases::database_addresses, program::Program};

mod derived;
mod entries;

/// Entries of the ledger once South Hama is imported: an organisation, six places, a convoy, twelve events.
const LAST: i64 = 20;

fn with_south_hama(database: &str) -> (Program, DatabaseUrl) {
    let program = Program::on(database);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/south-hama-2016.json");
    program.run(&["import", "--scenario", file.to_str().unwrap()]).expect(0);
    assert_eq!(finding(&program, 0), Value::Null);
    (program, database.parse().unwrap())
}

/// What `verify` finds first, by JSON; in words it must name the same position.
#[track_caller]
fn finding(program: &Program, code: i32) -> Value {
    let verified = program.run(&["verify", "--json"]).json(code);
    let finding = verified["first_finding"].clone();
    if code == 0 {
        assert_eq!(verified["entries"], LAST);
    } else {
        let told = program.run(&["verify"]).expect(code);
        let position = finding["position"].as_i64().unwrap();
        assert!(told.starts_with(&format!("DOES NOT VERIFY: position {position}:")), "{told}");
    }
    finding
}

/// Whoever owns the database can take the triggers away.
fn behind_the_programs_back(url: &DatabaseUrl) -> DbConnection {
    let mut conn = open_writer(url).unwrap();
    let without = match conn {
        DbConnection::Sqlite(_) => "DROP TRIGGER ledger_refuses_update; DROP TRIGGER ledger_refuses_delete",
        DbConnection::Postgres(_) => {
            "DROP TRIGGER ledger_refuses_change ON ledger; DROP TRIGGER ledger_refuses_truncate ON ledger"
        }
    };
    conn.batch_execute(without).unwrap();
    conn
}

#[test]
fn what_was_recorded_cannot_be_changed_or_deleted_by_a_statement() {
    database_addresses(|database| {
        let (program, url) = with_south_hama(database);
        let mut conn = open_writer(&url).unwrap();
        for statement in [
            "UPDATE ledger SET kind = 'arrived' WHERE position = 10",
            "UPDATE ledger SET body = replace(body, 'hama', 'homs')",
            "UPDATE ledger SET position = position + 100",
            "DELETE FROM ledger WHERE position = 20",
            "DELETE FROM ledger",
        ] {
            let error = conn.batch_execute(statement).unwrap_err();
            assert!(error.to_string().contains("append-only"), "{statement}: {error}");
        }
        drop(conn);
        assert_eq!(finding(&program, 0), Value::Null);
    });
}
