//! What differs between the two databases: transactions, locks, and what their errors mean.

use diesel::connection::{AnsiTransactionManager, Connection, SimpleConnection, TransactionManager};
use diesel::prelude::{QueryableByName, RunQueryDsl};
use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError, QueryResult};
use diesel::sql_types::Integer;

use super::StoreError;
use super::connection::DbConnection;

/// Which database a connection leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// An SQLite file.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// Which database this connection leads to.
pub fn engine(conn: &DbConnection) -> Engine {
    match conn {
        DbConnection::Sqlite(_) => Engine::Sqlite,
        DbConnection::Postgres(_) => Engine::Postgres,
    }
}

/// Runs `work` as the only writer: all of it is on disk when this returns `Ok`, and nothing of it when it returns `Err` or
/// `work` panics. Savepoints inside are `conn.transaction(…)`.
///
/// On PostgreSQL the lock is the row of the ledger's head, so that several instances append in one order and positions become
/// visible in that order. Fails with [`StoreError::Busy`] where the lock cannot be had in time.
pub fn write_transaction<T, E: From<StoreError>>(
    conn: &mut DbConnection,
    work: impl FnOnce(&mut DbConnection) -> Result<T, E>,
) -> Result<T, E> {
    // IMMEDIATE: a transaction that reads first and then wants to write fails at once where another wrote in between.
    run(conn, Begin { sqlite: "BEGIN IMMEDIATE", postgres: "BEGIN" }, |conn| {
        if let DbConnection::Postgres(conn) = conn {
            conn.batch_execute("SELECT position FROM ledger_head WHERE id = 1 FOR UPDATE").map_err(StoreError::from)?;
        }
        work(conn)
    })
}

/// Runs `work` so that all its queries see one state, whatever is committed meanwhile. It cannot write on PostgreSQL, and must
/// not on SQLite.
pub fn read_snapshot<T, E: From<StoreError>>(
    conn: &mut DbConnection,
    work: impl FnOnce(&mut DbConnection) -> Result<T, E>,
) -> Result<T, E> {
    run(conn, Begin { sqlite: "BEGIN", postgres: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" }, work)
}

/// Key of the advisory lock under which the schema is changed: the letters `convoy`.
const SCHEMA_LOCK: &str = "
    SET LOCAL statement_timeout = 0;
    SET LOCAL lock_timeout = '120s';
    SELECT pg_advisory_xact_lock(109330445431673);
";

/// Runs `work` as the only one who changes the schema. Two instances that start together take turns.
pub(super) fn schema_transaction<T>(
    conn: &mut DbConnection,
    work: impl FnOnce(&mut DbConnection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    run(conn, Begin { sqlite: "BEGIN IMMEDIATE", postgres: "BEGIN" }, |conn| {
        if let DbConnection::Postgres(conn) = conn {
            conn.batch_execute(SCHEMA_LOCK)?;
        }
        work(conn)
    })
}

#[derive(QueryableByName)]
struct WalCheckpoint {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// Tables whose old row versions may hold what was erased.
const VACUUM: &str = "VACUUM ledger, convoys, blocks, incidents, reviews, cargo, trucks, crew, sessions, tokens, \
                      positions, trackers, phones, phone_requests, messages";

/// After an erasure: empties the write-ahead log, in which earlier pages stand, or takes away old row versions. Answers
/// whether it could. Not within a transaction.
pub fn scrub(conn: &mut DbConnection) -> Result<bool, StoreError> {
    match conn {
        DbConnection::Sqlite(conn) => {
            let done: WalCheckpoint = diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(conn)?;
            Ok(done.busy == 0)
        }
        DbConnection::Postgres(conn) => {
            conn.batch_execute(VACUUM)?;
            Ok(true)
        }
    }
}

/// Whether the connection should be closed and opened anew: it broke, or a transaction is open on it.
pub fn is_broken(conn: &mut DbConnection) -> bool {
    <DbConnection as Connection>::TransactionManager::is_broken_transaction_manager(conn)
}

#[derive(Clone, Copy)]
struct Begin {
    sqlite: &'static str,
    postgres: &'static str,
}

fn run<T, E: From<StoreError>>(
    conn: &mut DbConnection,
    begin: Begin,
    work: impl FnOnce(&mut DbConnection) -> Result<T, E>,
) -> Result<T, E> {
    let open = OpenTransaction::begin(conn, begin).map_err(StoreError::from)?;
    let value = work(open.conn)?;
    open.commit().map_err(StoreError::from)?;
    Ok(value)
}

/// A transaction that is rolled back unless it is committed, also while a panic unwinds.
struct OpenTransaction<'conn> {
    conn: &'conn mut DbConnection,
    is_open: bool,
}

impl<'conn> OpenTransaction<'conn> {
    fn begin(conn: &'conn mut DbConnection, begin: Begin) -> QueryResult<Self> {
        match conn {
            DbConnection::Sqlite(conn) => {
                AnsiTransactionManager::begin_transaction_sql(conn, begin.sqlite)?;
            }
            DbConnection::Postgres(conn) => {
                AnsiTransactionManager::begin_transaction_sql(conn, begin.postgres)?;
            }
        }
        Ok(Self { conn, is_open: true })
    }

    fn commit(mut self) -> QueryResult<()> {
        // Diesel rolls back by itself where a commit fails.
        self.is_open = false;
        <DbConnection as Connection>::TransactionManager::commit_transaction(self.conn)
    }
}

impl Drop for OpenTransaction<'_> {
    fn drop(&mut self) {
        if !self.is_open {
            return;
        }
        let rolled_back = <DbConnection as Connection>::TransactionManager::rollback_transaction(self.conn);
        // SQLite rolls back by itself on some errors (a full disk); Diesel has noticed, and nothing is left to do. Any other
        // failure leaves the connection marked as broken, and the caller already has the error that led here.
        if let Err(error) = rolled_back
            && !matches!(error, DieselError::NotInTransaction)
        {
            tracing::warn!(error = %error, "store.rollback_failed");
        }
    }
}

/// Whether a row with the same key was there already.
pub fn is_unique_violation(error: &DieselError) -> bool {
    matches!(error, DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _))
}

/// Whether somebody else's lock was in the way, so that the same statement may succeed a moment later.
pub fn is_busy(error: &DieselError) -> bool {
    if matches!(error, DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _)) {
        return true;
    }
    // Diesel keeps the codes of these to itself, so the words have to do (PostgreSQL's are English unless lc_messages says
    // otherwise; then they count as a plain failure).
    says(
        error,
        &[
            "database is locked",
            "database table is locked",
            "deadlock detected",
            "due to lock timeout",
            "due to statement timeout",
        ],
    )
}

/// Whether there was no room left to write.
pub fn is_disk_full(error: &DieselError) -> bool {
    says(error, &["database or disk is full", "No space left on device", "Disk quota exceeded"])
}

fn says(error: &DieselError, phrases: &[&str]) -> bool {
    message(error).is_some_and(|text| phrases.iter().any(|phrase| text.contains(phrase)))
}

fn message(error: &DieselError) -> Option<&str> {
    if let DieselError::DatabaseError(_, information) = error {
        Some(DatabaseErrorInformation::message(&**information))
    } else if let DieselError::RollbackErrorOnCommit { commit_error, .. } = error {
        message(commit_error)
    } else {
        None
    }
}
