//! Opening databases: readers that cannot write, files that are private, copies before a migration, and clear errors.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use chrono::DateTime;
use convoy::store::schema::users;
use convoy::store::{DatabaseUrl, DbConnection, Pool, StoreError, migrations, open_reader, open_writer, people};
use diesel::connection::{SimpleConnection, TransactionManager};
use diesel::prelude::*;

use super::{one_migration_behind, samples};
use crate::harness::databases::databases;

/// Long enough to open a connection on a busy machine, short enough to wait for in vain.
const WAIT: Duration = Duration::from_millis(500);

fn url_of(path: &Path) -> DatabaseUrl {
    path.to_str().unwrap().parse().unwrap()
}

#[test]
fn a_reader_cannot_write() {
    databases(|url| {
        let pool = Pool::open(url, 1, WAIT).unwrap();
        for statement in ["DELETE FROM users", "CREATE TABLE stray (id BIGINT)", "UPDATE ledger_head SET position = 9"]
        {
            for reader in [&mut open_reader(url).unwrap(), &mut *pool.get().unwrap()] {
                let error = reader.batch_execute(statement).unwrap_err().to_string();
                assert!(error.contains("readonly") || error.contains("read-only"), "{statement}: {error}");
            }
        }
        open_writer(url).unwrap().batch_execute("DELETE FROM users").unwrap();
    });
}

#[test]
fn a_pool_lends_as_many_readers_as_it_has_and_throws_broken_ones_away() {
    databases(|url| {
        let pool = Pool::open(url, 2, WAIT).unwrap();
        let (mut first, mut second) = (pool.get().unwrap(), pool.get().unwrap());
        assert_eq!(users::table.count().get_result(&mut *first), Ok(0_i64));
        assert_eq!(users::table.count().get_result(&mut *second), Ok(0_i64));
        assert!(matches!(pool.get(), Err(StoreError::Pool { .. })), "a third while both are lent");
        <DbConnection as TransactionManager<DbConnection>>::begin_transaction(&mut first).unwrap();
        drop(first);
        drop(second);
        for _ in 0..4 {
            let mut reader = pool.get().unwrap();
            assert!(!convoy::store::dialect::is_broken(&mut reader), "one with an open transaction was lent again");
        }
    });
}

#[test]
fn a_new_file_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let url = url_of(&folder.path().join("convoy.db"));
    let mut conn = open_writer(&url).unwrap();
    migrations::run(&mut conn).unwrap();
    for name in ["convoy.db", "convoy.db-wal", "convoy.db-shm"] {
        let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn what_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let said = |error: &StoreError| {
        let cause = std::error::Error::source(error).map(ToString::to_string);
        format!("{error}: {}", cause.unwrap_or_default())
    };
    let missing = url_of(&folder.path().join("no/such/convoy.db"));
    assert!(said(&open_writer(&missing).err().unwrap()).contains("its folder is not there"));
    let absent = url_of(&folder.path().join("absent.db"));
    assert!(said(&open_reader(&absent).err().unwrap()).contains("there is no such file"));
    assert!(!folder.path().join("absent.db").exists(), "a reader does not make a file");
    let other = folder.path().join("letter.txt");
    std::fs::write(&other, "not a database, but a letter that is long enough to have a header ".repeat(20)).unwrap();
    assert!(said(&open_writer(&url_of(&other)).err().unwrap()).contains("not a database"));
    let nobody: DatabaseUrl = "postgres://ann:s3cret@127.0.0.1:1/none".parse().unwrap();
    let refused = said(&Pool::open(&nobody, 1, WAIT).err().unwrap());
    assert!(refused.contains("127.0.0.1") && !refused.contains("s3cret"), "{refused}");
}

#[test]
fn a_file_is_copied_before_it_is_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("convoy.db");
    let url = url_of(&path);
    let stamp = DateTime::from_timestamp_micros(1_478_000_000_123_457).unwrap();
    assert_eq!(migrations::backup_before_migration(&url, stamp).unwrap(), None, "nothing is there yet");
    drop(open_writer(&url).unwrap());
    assert_eq!(migrations::backup_before_migration(&url, stamp).unwrap(), None, "it is empty");
    migrations::run(&mut open_writer(&url).unwrap()).unwrap();
    assert_eq!(migrations::backup_before_migration(&url, stamp).unwrap(), None, "it is up to date");

    one_migration_behind(&url);
    open_writer(&url).unwrap().batch_execute("UPDATE ledger_head SET position = 41").unwrap();
    let copy = migrations::backup_before_migration(&url, stamp).unwrap().unwrap();
    assert_eq!(copy, folder.path().join("convoy.db.before-20161101T113320.123457Z"));
    assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    migrations::run(&mut open_writer(&url).unwrap()).unwrap();
    assert!(migrations::pending(&mut open_reader(&url).unwrap()).unwrap().is_empty());

    let restored = &mut open_reader(&url_of(&copy)).unwrap();
    assert_eq!(migrations::pending(restored).unwrap().len(), 1, "the copy is as it was before");
    let position = convoy::store::schema::ledger_head::table.select(convoy::store::schema::ledger_head::position);
    assert_eq!(position.first(restored), Ok(41_i64));
}

#[test]
fn a_server_is_not_copied() {
    databases(|url| {
        one_migration_behind(url);
        let copied = migrations::backup_before_migration(url, samples::at(0).0).unwrap();
        assert_eq!(copied.is_some(), url.sqlite_path().is_some());
        migrations::run(&mut open_writer(url).unwrap()).unwrap();
        assert!(people::list_users(&mut open_reader(url).unwrap()).unwrap().is_empty());
    });
}
