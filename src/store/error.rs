//! Why the store could not do what it was asked: one sentence each, the cause kept as the source.

use std::io;
use std::path::PathBuf;

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use super::dialect;

/// A failure of the store. Its text never holds a password or the value of a record.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused a statement for a reason without a variant of its own.
    #[error("the database refused a statement")]
    Database(#[source] DieselError),
    /// The connection broke, for instance at a fail-over. Trying again on a new one is safe for what is repeatable.
    #[error("the connection to the database was lost")]
    Disconnected(#[source] DieselError),
    /// Somebody else holds what was needed for too long; trying again is worthwhile.
    #[error("the database is busy")]
    Busy(#[source] DieselError),
    /// There is no room left to write. Reading goes on.
    #[error("the database's disk is full")]
    DiskFull(#[source] DieselError),
    /// More work waits for the writer than it can hold; trying again is worthwhile.
    #[error("too much waits to be written")]
    QueueFull,
    /// The writer did not answer.
    #[error("the writer did not answer")]
    WriterGone,
    /// The setting that names the database makes no sense.
    #[error("the database's address cannot be used: {reason}")]
    Url {
        /// What is wrong with it and what to write instead.
        reason: &'static str,
    },
    /// The database could not be opened.
    #[error("cannot open the database {target}: {reason}")]
    Connect {
        /// The address, without its password.
        target: String,
        /// What the database or the system said.
        reason: String,
    },
    /// No reader became free in time, or none could be opened.
    #[error("no connection for reading became free: {reason}")]
    Pool {
        /// What the pool said.
        reason: String,
    },
    /// A migration failed; nothing of it remains.
    #[error("the schema could not be brought up to date: {reason}")]
    Migration {
        /// What failed, by migration.
        reason: String,
    },
    /// The database was written by a newer version of the program.
    #[error("the database has a newer schema than this program knows ({}): run the newer program", unknown.join(", "))]
    NewerSchema {
        /// Versions of the migrations that this program does not have.
        unknown: Vec<String>,
    },
    /// What was asked for by its key is not there.
    #[error("there is no such {what}")]
    NotFound {
        /// Which kind of thing, for instance "user".
        what: &'static str,
    },
    /// Several convoys that whoever asks sees have this reference.
    #[error("several convoys have this reference")]
    Ambiguous {
        /// To choose from.
        candidates: Vec<super::convoys::Candidate>,
    },
    /// A record does not make sense to this program.
    #[error("a stored record is corrupt: {what}")]
    Corrupt {
        /// Which record and what about it, without personal data.
        what: String,
    },
    /// A file beside the database could not be read or written.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was attempted, for instance "create".
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        if matches!(error, DieselError::NotFound) {
            Self::NotFound { what: "record" }
        } else if matches!(error, DieselError::DeserializationError(_)) {
            Self::Corrupt { what: error.to_string() }
        } else if dialect::is_busy(&error) {
            Self::Busy(error)
        } else if dialect::is_disk_full(&error) {
            Self::DiskFull(error)
        } else if matches!(
            error,
            DieselError::BrokenTransactionManager
                | DieselError::DatabaseError(
                    DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
                    _
                )
        ) {
            Self::Disconnected(error)
        } else {
            Self::Database(error)
        }
    }
}

impl StoreError {
    /// Whether a row with the same key was there already.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(error) if dialect::is_unique_violation(error))
    }

    /// A file beside the database failed.
    pub fn io(action: &'static str, path: &std::path::Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source }
    }
}
