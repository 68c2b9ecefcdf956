//! Opening a connection to either database, set up so that what is committed is on disk and nothing waits for ever.

use std::fs::OpenOptions;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::{Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection};
use diesel::sql_types::Text;

use super::StoreError;
use super::url::{DatabaseUrl, Target};

pub(super) use multi::MultiRawValue;
pub use multi::{DbConnection, MultiBackend};

mod multi;

/// Both kinds: wait for a lock rather than fail at once; read what triggers and views say with suspicion.
const SQLITE_COMMON: &str = "
    PRAGMA busy_timeout = 5000;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA temp_store = MEMORY;
";

/// FULL: at NORMAL a power cut takes acknowledged entries with it. `recursive_triggers`: without it INSERT OR REPLACE would
/// delete from the ledger past its trigger. `secure_delete`: what is erased is overwritten, not only forgotten. The cache is in KiB where negative.
const SQLITE_WRITER: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA recursive_triggers = ON;
    PRAGMA secure_delete = ON;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -65536;
";

/// A page that is not kept is in the system's own cache as a rule: a quarter of the memory made no query dearer.
const SQLITE_READER: &str = "
    PRAGMA query_only = ON;
    PRAGMA cache_size = -1024;
";

/// Timestamps come back in UTC whatever the server's zone; a client that stalls inside a transaction does not hold the head of
/// the ledger for ever.
const POSTGRES_COMMON: &str = "
    SET timezone = 'UTC';
    SET statement_timeout = '30s';
    SET idle_in_transaction_session_timeout = '60s';
";

/// `synchronous_commit` may be stricter on the server (a synchronous standby), never laxer.
const POSTGRES_WRITER: &str = "
    SET lock_timeout = '10s';
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') IN ('off', 'local');
";

const POSTGRES_READER: &str = "SET default_transaction_read_only = on;";

/// Opens a connection that writes. Creates an SQLite file that is not there, readable by its owner alone.
pub fn open_writer(url: &DatabaseUrl) -> Result<DbConnection, StoreError> {
    match url.target() {
        Target::Sqlite(path) => {
            create_private(path)?;
            let mut conn = open_sqlite(url, path)?;
            set_up(url, &mut conn, SQLITE_COMMON)?;
            use_wal(url, &mut conn)?;
            set_up(url, &mut conn, SQLITE_WRITER)?;
            Ok(DbConnection::Sqlite(conn))
        }
        Target::Postgres(address) => {
            let mut conn = open_postgres(url, address)?;
            set_up(url, &mut conn, POSTGRES_COMMON)?;
            set_up(url, &mut conn, POSTGRES_WRITER)?;
            Ok(DbConnection::Postgres(conn))
        }
    }
}

/// Opens a connection that cannot write. An SQLite file must be there already.
pub fn open_reader(url: &DatabaseUrl) -> Result<DbConnection, StoreError> {
    match url.target() {
        Target::Sqlite(path) => {
            if !path.is_file() {
                return Err(refused(url, "there is no such file"));
            }
            let mut conn = open_sqlite(url, path)?;
            set_up(url, &mut conn, SQLITE_COMMON)?;
            set_up(url, &mut conn, SQLITE_READER)?;
            Ok(DbConnection::Sqlite(conn))
        }
        Target::Postgres(address) => {
            let mut conn = open_postgres(url, address)?;
            set_up(url, &mut conn, POSTGRES_COMMON)?;
            set_up(url, &mut conn, POSTGRES_READER)?;
            Ok(DbConnection::Postgres(conn))
        }
    }
}

/// Makes the file before SQLite does, which would make it readable by everybody. SQLite gives its side files the same mode.
fn create_private(path: &Path) -> Result<(), StoreError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
        && !folder.is_dir()
    {
        let missing = std::io::Error::new(std::io::ErrorKind::NotFound, "its folder is not there");
        return Err(StoreError::io("create", path, missing));
    }
    match private_file().create_new(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::io("create", path, error)),
    }
}

/// Options that write a file for its owner alone.
pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn open_sqlite(url: &DatabaseUrl, path: &Path) -> Result<SqliteConnection, StoreError> {
    // Absolute, because a relative name that begins with `file:` would be taken for a URI.
    let absolute = std::path::absolute(path).map_err(|error| StoreError::io("find", path, error))?;
    let name = absolute.to_str().ok_or_else(|| refused(url, "its path is not valid text"))?;
    SqliteConnection::establish(name).map_err(|error| refused(url, error))
}

fn open_postgres(url: &DatabaseUrl, address: &str) -> Result<PgConnection, StoreError> {
    PgConnection::establish(address).map_err(|error| refused(url, error))
}

fn set_up(url: &DatabaseUrl, conn: &mut impl SimpleConnection, statements: &str) -> Result<(), StoreError> {
    conn.batch_execute(statements).map_err(|error| refused(url, error))
}

#[derive(QueryableByName)]
struct JournalMode {
    #[diesel(sql_type = Text)]
    journal_mode: String,
}

/// SQLite answers with the mode it is in, and keeps the old one without an error where it cannot change.
fn use_wal(url: &DatabaseUrl, conn: &mut SqliteConnection) -> Result<(), StoreError> {
    let answer: JournalMode =
        diesel::sql_query("PRAGMA journal_mode = WAL").get_result(conn).map_err(|error| refused(url, error))?;
    if answer.journal_mode == "wal" {
        Ok(())
    } else {
        Err(refused(url, "its file system cannot hold a write-ahead log: use a local disk"))
    }
}

fn refused(url: &DatabaseUrl, reason: impl std::fmt::Display) -> StoreError {
    StoreError::Connect { target: url.to_string(), reason: format!("{reason}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(QueryableByName)]
    struct CompileOption {
        #[diesel(sql_type = Text)]
        compile_options: String,
    }

    /// Without them memory grows with an export, and each statement is planned each time.
    #[test]
    fn sqlite_is_built_with_the_flags_of_this_repository() {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        let options: Vec<CompileOption> = diesel::sql_query("PRAGMA compile_options").load(&mut conn).unwrap();
        let has = |name: &str| options.iter().any(|option| option.compile_options.starts_with(name));
        let told = "SQLite was built without this repository's .cargo/config.toml";
        assert!(has("ENABLE_QPSG"), "{told}");
        assert!(!has("ENABLE_MEMORY_MANAGEMENT") && !has("ENABLE_STAT4"), "{told}");
    }
}
