//! Transactions: all or nothing, one writer at a time, one state for a reader, and errors that say what to do.

use std::panic::{AssertUnwindSafe, catch_unwind};

use convoy::store::dialect::{is_broken, read_snapshot, write_transaction};
use convoy::store::insert::insert_all;
use convoy::store::schema::{ledger, ledger_head, reviews};
use convoy::store::{DbConnection, StoreError, open_reader, open_writer};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::samples;
use crate::harness::databases::databases;

fn add_review(conn: &mut DbConnection, number: usize) -> Result<usize, StoreError> {
    insert_all(conn, reviews::table, &[samples::reviews(number)])
}

fn number_of_reviews(conn: &mut DbConnection) -> Result<i64, StoreError> {
    Ok(reviews::table.count().get_result(conn)?)
}

#[test]
fn what_fails_leaves_nothing_behind_and_the_connection_usable() {
    databases(|url| {
        let conn = &mut open_writer(url).unwrap();
        let failed: Result<(), StoreError> = write_transaction(conn, |conn| {
            add_review(conn, 1)?;
            Err(StoreError::NotFound { what: "reason" })
        });
        assert!(matches!(failed, Err(StoreError::NotFound { what: "reason" })));
        let refused: Result<usize, StoreError> = write_transaction(conn, |conn| {
            add_review(conn, 2)?;
            add_review(conn, 2)
        });
        assert!(refused.unwrap_err().is_unique_violation());
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            write_transaction(conn, |conn| -> Result<(), StoreError> {
                add_review(conn, 3)?;
                panic!("on purpose")
            })
        }));
        assert!(panicked.is_err());
        assert!(!is_broken(conn));
        assert_eq!(write_transaction(conn, |conn| add_review(conn, 4)).unwrap(), 1);
        assert_eq!(number_of_reviews(&mut open_reader(url).unwrap()).unwrap(), 1);
    });
}

#[test]
fn one_item_of_a_group_can_fail_alone() {
    databases(|url| {
        let conn = &mut open_writer(url).unwrap();
        let kept: Vec<bool> = write_transaction(conn, |conn| {
            Ok::<_, StoreError>([1, 1, 2].map(|n| conn.transaction(|conn| add_review(conn, n)).is_ok()).to_vec())
        })
        .unwrap();
        assert_eq!(kept, [true, false, true]);
        assert_eq!(number_of_reviews(conn).unwrap(), 2);
    });
}

/// Several writers that each read the head and then write it: none is lost and no position is taken twice. With a plain
/// transaction SQLite refuses some of them and PostgreSQL gives one position to two.
#[test]
fn writers_take_turns() {
    databases(|url| {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let conn = &mut open_writer(url).unwrap();
                    for _ in 0..25 {
                        write_transaction(conn, append_one).unwrap();
                    }
                });
            }
        });
        let conn = &mut open_reader(url).unwrap();
        let positions: Vec<i64> = ledger::table.order(ledger::position).select(ledger::position).load(conn).unwrap();
        assert_eq!(positions, (1..=100).collect::<Vec<i64>>());
    });
}

fn append_one(conn: &mut DbConnection) -> Result<(), StoreError> {
    let head: i64 = ledger_head::table.select(ledger_head::position).first(conn)?;
    let next = samples::ledger(usize::try_from(head).unwrap() + 1);
    diesel::update(ledger_head::table).set(ledger_head::position.eq(next.position)).execute(conn)?;
    insert_all(conn, ledger::table, &[next])?;
    Ok(())
}

#[test]
fn a_lock_that_is_not_had_in_time_is_busy() {
    databases(|url| {
        let (holder, waiter) = (&mut open_writer(url).unwrap(), &mut open_writer(url).unwrap());
        let impatience = match waiter {
            DbConnection::Sqlite(_) => "PRAGMA busy_timeout = 20",
            DbConnection::Postgres(_) => "SET lock_timeout = '20ms'",
        };
        waiter.batch_execute(impatience).unwrap();
        write_transaction(holder, |_| {
            let refused = write_transaction(waiter, |conn| add_review(conn, 1)).unwrap_err();
            assert!(matches!(refused, StoreError::Busy(_)), "{refused:?}");
            Ok::<_, StoreError>(())
        })
        .unwrap();
        write_transaction(waiter, |conn| add_review(conn, 1)).unwrap();
    });
}

#[test]
fn a_snapshot_sees_one_state() {
    databases(|url| {
        let (reader, writer) = (&mut open_reader(url).unwrap(), &mut open_writer(url).unwrap());
        let seen = read_snapshot(reader, |reader| {
            let before = number_of_reviews(reader)?;
            write_transaction(writer, |writer| add_review(writer, 1))?;
            Ok::<_, StoreError>((before, number_of_reviews(reader)?))
        });
        assert_eq!(seen.unwrap(), (0, 0));
        assert_eq!(number_of_reviews(reader).unwrap(), 1, "afterwards it sees the new one");
    });
}

/// SQLite alone: a server's disk cannot be filled here. The limit on pages gives the same error as a full disk.
#[test]
fn a_full_disk_is_said_and_passes() {
    databases(|url| {
        if url.sqlite_path().is_none() {
            return;
        }
        let conn = &mut open_writer(url).unwrap();
        write_transaction(conn, |conn| add_review(conn, 0)).unwrap();
        conn.batch_execute("PRAGMA max_page_count = 1").unwrap();
        let full = write_transaction(conn, |conn| (1..1000).try_for_each(|n| add_review(conn, n).map(|_| ())));
        assert!(matches!(full, Err(StoreError::DiskFull(_))), "{full:?}");
        assert_eq!(number_of_reviews(&mut open_reader(url).unwrap()).unwrap(), 1, "reads go on");
        conn.batch_execute("PRAGMA max_page_count = 1073741823").unwrap();
        assert!(!is_broken(conn));
        write_transaction(conn, |conn| add_review(conn, 1)).unwrap();
    });
}

#[test]
fn a_lost_connection_is_said() {
    databases(|url| {
        let conn = &mut open_writer(url).unwrap();
        if matches!(conn, DbConnection::Sqlite(_)) {
            return;
        }
        let other = &mut open_writer(url).unwrap();
        other.batch_execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()").unwrap();
        let lost = write_transaction(conn, |conn| add_review(conn, 1)).unwrap_err();
        assert!(matches!(lost, StoreError::Disconnected(_)), "{lost:?}");
        let lost = write_transaction(conn, |conn| add_review(conn, 1)).unwrap_err();
        assert!(matches!(lost, StoreError::Disconnected(_)), "{lost:?}");
    });
}
