//! Bringing a database's schema up to date, from migrations inside the program.

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::{QueryableByName, RunQueryDsl};
use diesel::sql_types::{BigInt, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::{DbConnection, MultiBackend, open_reader, open_writer, private_file};
use super::dialect::{self, Engine};
use super::{DatabaseUrl, StoreError, partnerships, projection};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Before it partners were not asked. Those of then take part, and the ledger says so.
const PARTNERSHIPS: &str = "2026-11-30-000060_create_partnerships";

/// Names of the migrations that this database still lacks, oldest first. Writes nothing, so a reader will do.
///
/// A database that has migrations of which this program knows nothing is [`StoreError::NewerSchema`].
pub fn pending(conn: &mut DbConnection) -> Result<Vec<String>, StoreError> {
    Ok(pending_migrations(conn)?.iter().map(|migration| migration.name().to_string()).collect())
}

/// Names of all migrations for an SQLite file that is not there yet, oldest first.
pub fn for_a_new_file() -> Result<Vec<String>, StoreError> {
    let all = MigrationSource::<MultiBackend>::migrations(&SQLITE).map_err(failed)?;
    let mut names: Vec<String> = all.iter().map(|migration| migration.name().to_string()).collect();
    names.sort();
    Ok(names)
}

/// Applies what is pending and returns the names, oldest first. All or nothing, and one instance at a time.
pub fn run(conn: &mut DbConnection) -> Result<Vec<String>, StoreError> {
    dialect::schema_transaction(conn, |conn| {
        let mut applied = Vec::new();
        let pending = pending_migrations(conn)?;
        if !pending.is_empty() {
            // Makes the table in which applied migrations are noted, where it is not there.
            MigrationHarness::<MultiBackend>::applied_migrations(conn).map_err(failed)?;
        }
        for migration in pending {
            conn.run_migration(&*migration).map_err(failed)?;
            applied.push(migration.name().to_string());
        }
        if !applied.is_empty() {
            // What is derived by new rules, or into new tables, follows from what is on the ledger already.
            projection::derive_anew(conn)?;
        }
        if applied.iter().any(|name| name == PARTNERSHIPS) {
            partnerships::record_those_before(conn)?;
        }
        Ok(applied)
    })
}

/// Copies an SQLite file that is about to be migrated to `NAME.before-STAMP` beside it and returns where. Nothing to do, and
/// `None`, for a server, a new file, or one that is up to date.
pub fn backup_before_migration(url: &DatabaseUrl, stamp: DateTime<Utc>) -> Result<Option<PathBuf>, StoreError> {
    let Some(path) = url.sqlite_path() else {
        return Ok(None);
    };
    if !path.is_file() {
        return Ok(None);
    }
    let mut reader = open_reader(url)?;
    if applied_versions(&mut reader)?.is_empty() || pending_migrations(&mut reader)?.is_empty() {
        return Ok(None);
    }
    drop(reader);
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".before-{}", stamp.format("%Y%m%dT%H%M%S%.6fZ")));
    let copy = PathBuf::from(name);
    // An empty file is what VACUUM INTO accepts, and this one is for its owner alone from the start.
    private_file().create_new(true).open(&copy).map_err(|error| StoreError::io("create", &copy, error))?;
    copy_into(url, &copy).inspect_err(|_| {
        // Half a copy is worse than none; the error at hand says more than one from removing it.
        let _ = fs::remove_file(&copy);
    })?;
    Ok(Some(copy))
}

/// VACUUM INTO reads one consistent state, but leaves the copy to the system's cache: hence the syncs.
pub(super) fn copy_into(url: &DatabaseUrl, copy: &Path) -> Result<(), StoreError> {
    let name =
        copy.to_str().ok_or_else(|| StoreError::Corrupt { what: "the database's path is not text".to_owned() })?;
    let mut writer = open_writer(url)?;
    diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(name).execute(&mut writer)?;
    sync_file(copy)
}

/// Brings a file, and its name, to the disk.
pub(super) fn sync_file(copy: &Path) -> Result<(), StoreError> {
    let sync = |path: &Path| File::open(path).and_then(|file| file.sync_all());
    sync(copy).map_err(|error| StoreError::io("write", copy, error))?;
    #[cfg(unix)]
    if let Some(folder) = copy.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        sync(folder).map_err(|error| StoreError::io("write", folder, error))?;
    }
    Ok(())
}

fn pending_migrations(conn: &mut DbConnection) -> Result<Vec<Box<dyn Migration<MultiBackend>>>, StoreError> {
    let applied: HashSet<String> = applied_versions(conn)?.into_iter().collect();
    let source = match dialect::engine(conn) {
        Engine::Sqlite => SQLITE,
        Engine::Postgres => POSTGRES,
    };
    let mut all = MigrationSource::<MultiBackend>::migrations(&source).map_err(failed)?;
    let known: HashSet<String> = all.iter().map(|migration| migration.name().version().to_string()).collect();
    let mut unknown: Vec<String> = applied.difference(&known).cloned().collect();
    if !unknown.is_empty() {
        unknown.sort();
        return Err(StoreError::NewerSchema { unknown });
    }
    all.retain(|migration| !applied.contains(&migration.name().version().to_string()));
    all.sort_by_key(|migration| migration.name().version().to_string());
    Ok(all)
}

#[derive(QueryableByName)]
struct Tables {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

/// Versions applied so far. Asked by hand, for Diesel's own way to ask makes the table first, which a reader may not.
fn applied_versions(conn: &mut DbConnection) -> Result<Vec<String>, StoreError> {
    let catalogue = match dialect::engine(conn) {
        Engine::Sqlite => "SELECT count(*) AS number FROM sqlite_schema WHERE name = '__diesel_schema_migrations'",
        Engine::Postgres => {
            "SELECT count(*) AS number FROM pg_tables \
             WHERE tablename = '__diesel_schema_migrations' AND schemaname = ANY (current_schemas(false))"
        }
    };
    let tables: Tables = diesel::sql_query(catalogue).get_result(conn)?;
    if tables.number == 0 {
        return Ok(Vec::new());
    }
    let versions: Vec<Version> =
        diesel::sql_query("SELECT version FROM __diesel_schema_migrations ORDER BY version").load(conn)?;
    Ok(versions.into_iter().map(|row| row.version).collect())
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Migration { reason: error.to_string() }
}
