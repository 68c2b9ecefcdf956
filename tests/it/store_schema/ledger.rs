//! The ledger is append-only in the database itself: redaction aside, no statement of the program's can change it.

use convoy::store::insert::insert_all;
use convoy::store::rows::LedgerRow;
use convoy::store::schema::ledger;
use convoy::store::{DatabaseUrl, DbConnection, open_writer};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::samples;
use crate::harness::databases::databases;

fn with_two_entries(url: &DatabaseUrl) -> DbConnection {
    let mut conn = open_writer(url).unwrap();
    insert_all(&mut conn, ledger::table, &[samples::ledger(1), samples::ledger(2)]).unwrap();
    conn
}

fn entries(conn: &mut DbConnection) -> Vec<LedgerRow> {
    ledger::table.order(ledger::position).select(LedgerRow::as_select()).load(conn).unwrap()
}

#[test]
fn no_column_of_an_entry_can_be_changed() {
    databases(|url| {
        let mut conn = with_two_entries(url);
        let columns = [
            "position = 7",
            "entry_id = subject_id",
            "subject_id = entry_id",
            "subject_kind = 'place'",
            "kind = 'x'",
            "occurred_at = recorded_at",
            "occurred_until = NULL",
            "precision = 'x'",
            "captured_at = NULL",
            "skew_ms = NULL",
            "recorded_at = occurred_at",
            "recorded_by = NULL",
            "salt = NULL",
            "body = NULL",
            "body = 'x'",
            "salt = hash",
            "commitment = hash",
            "previous_hash = hash",
            "hash = commitment",
            // Even together with what redaction may do.
            "salt = NULL, body = NULL, kind = 'x'",
            "salt = NULL, body = NULL, hash = commitment",
        ];
        for change in columns {
            let error = conn.batch_execute(&format!("UPDATE ledger SET {change} WHERE position = 1")).unwrap_err();
            assert!(error.to_string().contains("append-only: an entry cannot be changed"), "{change}: {error}");
        }
        assert_eq!(entries(&mut conn), [samples::ledger(1), samples::ledger(2)]);
    });
}

#[test]
fn no_entry_can_be_deleted() {
    databases(|url| {
        let mut conn = with_two_entries(url);
        let by_engine: &[&str] = if matches!(conn, DbConnection::Sqlite(_)) {
            &["INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE position = 1"]
        } else {
            &["TRUNCATE ledger", "SET session_replication_role = 'replica'; DELETE FROM ledger"]
        };
        for statement in ["DELETE FROM ledger WHERE position = 2", "DELETE FROM ledger"].iter().chain(by_engine) {
            let error = conn.batch_execute(statement).unwrap_err();
            assert!(error.to_string().contains("append-only: an entry cannot be deleted"), "{statement}: {error}");
        }
        assert_eq!(entries(&mut conn), [samples::ledger(1), samples::ledger(2)]);
    });
}

#[test]
fn redaction_takes_out_the_body_and_its_salt_and_nothing_else() {
    databases(|url| {
        let mut conn = with_two_entries(url);
        conn.batch_execute("UPDATE ledger SET salt = NULL, body = NULL WHERE position = 1").unwrap();
        let redacted = LedgerRow { salt: None, body: None, ..samples::ledger(1) };
        assert_eq!(entries(&mut conn), [redacted, samples::ledger(2)]);
    });
}

#[test]
fn an_entry_is_stored_once() {
    databases(|url| {
        let mut conn = with_two_entries(url);
        let same_id = LedgerRow { position: 3, ..samples::ledger(1) };
        let same_position = LedgerRow { position: 2, ..samples::ledger(3) };
        for twice in [same_id, same_position] {
            let error = insert_all(&mut conn, ledger::table, &[twice]).unwrap_err();
            assert!(error.is_unique_violation(), "{error:?}");
        }
    });
}
