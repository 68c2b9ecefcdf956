//! A copy of a whole database as one SQLite file, taken while it is in use, and brought back into either kind.
//!
//! The file is the same whichever database it came from. Of an SQLite database it is what `VACUUM INTO` writes: one
//! consistent state, without stopping the writer. Of a PostgreSQL one all tables are read in one repeatable-read snapshot.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use diesel::{connection::SimpleConnection, prelude::*};
use serde::Serialize;

use super::{
    DatabaseUrl, DbConnection, StoreError,
    connection::{open_reader, open_writer, private_file},
    dialect::{self, Engine, read_snapshot, write_transaction},
    migrations,
};
use copy::{Table, copy, count, is_empty, tables};

mod copy;

/// What was copied of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// The table.
    pub table: String,
    /// Its rows.
    pub rows: u64,
}

/// Why a backup cannot be made or brought back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database to restore into has something in it.
    #[error("{0} is not empty: name a new file, or a database that has no table yet")]
    NotEmpty(DatabaseUrl),
    /// The file is no backup.
    #[error("{} is no backup of this program", .0.display())]
    NoBackup(PathBuf),
    /// The database or the file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<diesel::result::Error> for BackupError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Copies a database into a file that is not there yet. `tell` hears of each table while it is copied.
pub fn backup(url: &DatabaseUrl, file: &Path, tell: &mut dyn FnMut(&str, u64)) -> Result<Vec<Copied>, BackupError> {
    let create = |error| StoreError::io("create", file, error);
    // For its owner alone from the start, and never over another.
    private_file().create_new(true).open(file).map_err(create)?;
    fill(url, file, tell).inspect_err(|_| {
        // Half a copy is worse than none; the error at hand says more than one from removing it.
        let _ = fs::remove_file(file);
    })
}

fn fill(url: &DatabaseUrl, file: &Path, tell: &mut dyn FnMut(&str, u64)) -> Result<Vec<Copied>, BackupError> {
    let copy_url = url_of(file)?;
    if url.sqlite_path().is_some() {
        migrations::copy_into(url, file)?;
        let conn = &mut open_reader(&copy_url)?;
        let mut copied = Vec::new();
        for table in tables(conn)? {
            let rows = count(conn, &table.name)?;
            tell(&table.name, rows);
            copied.push(Copied { table: table.name, rows });
        }
        return Ok(copied);
    }
    let target = &mut open_writer(&copy_url)?;
    migrations::run(target)?;
    let source = &mut open_reader(url)?;
    if !migrations::pending(source)?.is_empty() {
        let reason = "the database's schema is older than this program's: run convoy migrate first".to_owned();
        return Err(StoreError::Migration { reason }.into());
    }
    let copied = read_snapshot(source, |source| copy_all(source, target, tell))?;
    // One file, with nothing beside it.
    if let DbConnection::Sqlite(target) = target {
        target.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?;
    }
    migrations::sync_file(file)?;
    Ok(copied)
}

fn copy_all(
    source: &mut DbConnection,
    target: &mut DbConnection,
    tell: &mut dyn FnMut(&str, u64),
) -> Result<Vec<Copied>, BackupError> {
    let embedded = |conn: &DbConnection| dialect::engine(conn) == Engine::Sqlite;
    // The file's own tables, in an order in which each row finds what it refers to.
    let tables: Vec<Table> = if embedded(target) { tables(target)? } else { tables(source)? };
    write_transaction(target, |target| {
        // The head of an empty ledger stands in every new database.
        diesel::sql_query("DELETE FROM ledger_head").execute(target)?;
        let mut copied = Vec::new();
        for table in &tables {
            let rows = copy(source, target, table, &mut |rows| tell(&table.name, rows))?;
            copied.push(Copied { table: table.name.clone(), rows });
        }
        Ok(copied)
    })
}

/// Brings a backup into a database that is new or empty, in one transaction: all of it or nothing.
pub fn restore(file: &Path, to: &DatabaseUrl, tell: &mut dyn FnMut(&str, u64)) -> Result<Vec<Copied>, BackupError> {
    let no_backup = || BackupError::NoBackup(file.to_owned());
    let older = {
        let source = &mut open_reader(&url_of(file)?)?;
        let pending = migrations::pending(source).map_err(|error| match error {
            newer @ StoreError::NewerSchema { .. } => BackupError::Store(newer),
            _ => no_backup(),
        })?;
        if tables(source).map_err(|_| no_backup())?.iter().all(|table| table.name != "ledger") {
            return Err(no_backup());
        }
        !pending.is_empty()
    };
    let target = &mut open_writer(to)?;
    migrations::run(target)?;
    if !is_empty(target)? {
        return Err(BackupError::NotEmpty(to.clone()));
    }
    // A backup of an older version is brought up to date in a copy: the backup itself stays as it is.
    let raised = older.then(|| Raised::of(file)).transpose()?;
    let from = raised.as_ref().map_or(file, |raised| &raised.0);
    let source = &mut open_reader(&url_of(from)?)?;
    read_snapshot(source, |source| copy_all(source, target, tell))
}

/// A copy of a backup, of the present schema; removed when dropped.
struct Raised(PathBuf);

impl Raised {
    fn of(file: &Path) -> Result<Self, BackupError> {
        let mut name = file.as_os_str().to_owned();
        name.push(".restoring");
        let copy = PathBuf::from(name);
        private_file().create_new(true).open(&copy).map_err(|error| StoreError::io("create", &copy, error))?;
        let raised = Self(copy);
        fs::copy(file, &raised.0).map_err(|error| StoreError::io("write", &raised.0, error))?;
        migrations::run(&mut open_writer(&url_of(&raised.0)?)?)?;
        Ok(raised)
    }
}

impl Drop for Raised {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut name = self.0.as_os_str().to_owned();
            name.push(suffix);
            let _ = fs::remove_file(name);
        }
    }
}

fn url_of(file: &Path) -> Result<DatabaseUrl, StoreError> {
    let name = file.to_str().ok_or_else(|| StoreError::Corrupt { what: "the file's path is not text".to_owned() })?;
    // A file of that name must be there: what is not would be made.
    File::open(file).map_err(|error| StoreError::io("read", file, error))?;
    format!("sqlite:{name}").parse()
}
