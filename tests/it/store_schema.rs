//! The store's foundation: both databases have the schema that the program believes in, the ledger refuses to be changed,
//! rows come back as they were written, and a failed transaction leaves nothing behind.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]
#![allow(clippy::doc_markdown, reason = "PostgreSQL and SQLite are names, not code")]

use std::path::Path;

use convoy::store::{DatabaseUrl, DbConnection, StoreError, migrations, open_reader, open_writer};
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

use crate::harness::databases::{bare_databases, databases};
use catalogue::{actual, believed, differences, indexes};

mod catalogue;
mod ledger;
mod opening;
mod people;
mod round_trip;
mod samples;
mod sparse;
mod transactions;

#[test]
fn both_databases_have_the_tables_that_the_program_believes_in() {
    assert_eq!(believed().len(), 50, "every table of schema.rs was read");
    databases(|url| {
        let mut conn = open_reader(url).unwrap();
        assert_eq!(differences(&believed(), &actual(&mut conn)), Vec::<String>::new());
    });
}

/// The control for the test above: each kind of difference is found.
#[test]
fn a_table_that_differs_is_noticed() {
    let changes = [
        ("ALTER TABLE places ADD COLUMN extra TEXT", "places.extra"),
        ("ALTER TABLE places DROP COLUMN access", "places.access"),
        ("ALTER TABLE cargo RENAME COLUMN looted TO stolen", "cargo.stolen"),
        ("DROP TABLE reviews", "reviews"),
        ("CREATE TABLE stray (id BIGINT PRIMARY KEY)", "stray.id"),
        ("DROP TABLE reviews; CREATE TABLE reviews (event_id INT PRIMARY KEY)", "reviews.event_id"),
    ];
    for (change, where_it_shows) in changes {
        databases(|url| {
            let mut conn = open_writer(url).unwrap();
            conn.batch_execute(change).unwrap();
            let found = differences(&believed(), &actual(&mut conn));
            assert!(found.iter().any(|difference| difference.contains(where_it_shows)), "{change}: {found:?}");
        });
    }
    databases(|url| {
        let mut believed = believed();
        let column = believed.get_mut("users").unwrap().get_mut("language").unwrap();
        column.nullable = false;
        let found = differences(&believed, &actual(&mut open_reader(url).unwrap()));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("users.language"), "{found:?}");
    });
}

#[test]
fn both_databases_have_the_same_indexes() {
    let seen = std::sync::Mutex::new(Vec::new());
    databases(|url| {
        seen.lock().unwrap().push(indexes(&mut open_reader(url).unwrap()));
    });
    let seen = seen.into_inner().unwrap();
    assert!(seen[0].contains(&"convoys_by_lead ON convoys".to_owned()), "{:?}", seen[0]);
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:#?}");
}

#[test]
fn both_databases_have_the_same_migrations() {
    let sqlite = folders("sqlite");
    assert!(sqlite.len() >= 3);
    assert_eq!(sqlite, folders("postgres"));
}

#[test]
fn migrations_go_up_and_down_and_up_again() {
    bare_databases(|url| {
        let mut conn = open_writer(url).unwrap();
        let all = folders("sqlite");
        assert_eq!(migrations::pending(&mut conn).unwrap(), all);
        assert_eq!(migrations::run(&mut conn).unwrap(), all);
        assert_eq!(migrations::pending(&mut conn).unwrap(), Vec::<String>::new());
        assert_eq!(migrations::run(&mut conn).unwrap(), Vec::<String>::new());
        for _ in &all {
            revert_last(&mut conn);
        }
        assert!(actual(&mut conn).is_empty(), "down.sql leaves tables behind: {:?}", actual(&mut conn).keys());
        assert_eq!(migrations::run(&mut conn).unwrap(), all);
        assert_eq!(differences(&believed(), &actual(&mut conn)), Vec::<String>::new());
    });
}

#[test]
fn instances_that_start_together_migrate_once() {
    bare_databases(|url| {
        drop(open_writer(url).unwrap());
        let applied: Vec<usize> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| migrations::run(&mut open_writer(url).unwrap()).unwrap().len()))
                .collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert_eq!(applied.iter().sum::<usize>(), folders("sqlite").len(), "{applied:?}");
        assert_eq!(applied.iter().filter(|number| **number > 0).count(), 1, "{applied:?}");
    });
}

#[test]
fn a_schema_from_a_newer_program_is_refused() {
    databases(|url| {
        let mut conn = open_writer(url).unwrap();
        conn.batch_execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('20991231000001')").unwrap();
        for refused in [migrations::run(&mut conn), migrations::pending(&mut conn)] {
            let error = refused.unwrap_err();
            assert!(matches!(&error, StoreError::NewerSchema { unknown } if unknown == &["20991231000001"]));
            assert!(error.to_string().contains("run the newer program"), "{error}");
        }
    });
}

/// A database as it was before the latest migration.
fn one_migration_behind(url: &DatabaseUrl) {
    revert_last(&mut open_writer(url).unwrap());
}

fn revert_last(conn: &mut DbConnection) {
    let engine = if matches!(conn, DbConnection::Sqlite(_)) { "sqlite" } else { "postgres" };
    let source = FileBasedMigrations::from_path(migrations_of(engine)).unwrap();
    let newest = conn.applied_migrations().unwrap().into_iter().next().unwrap();
    let all: Vec<Box<dyn Migration<_>>> = source.migrations().unwrap();
    let newest = all.iter().find(|migration| migration.name().version() == newest).unwrap();
    conn.revert_migration(newest.as_ref()).unwrap();
}

fn migrations_of(engine: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine)
}

fn folders(engine: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(migrations_of(engine))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
