//! The connection over both databases. Alone in a file: the derive writes a module of items next to it.
#![allow(missing_docs, reason = "the derive writes public items without any")]

use diesel::prelude::{PgConnection, SqliteConnection};

/// A connection to either database. Ordinary queries run on it as they are; what differs is in `dialect`.
///
/// Never use its `establish`, which tries the kinds in order: see `open_writer` and `open_reader`.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    /// An SQLite file.
    Sqlite(SqliteConnection),
    /// A PostgreSQL server.
    Postgres(PgConnection),
}
