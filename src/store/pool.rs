//! A pool of connections that read. The one connection that writes is held elsewhere, by whoever is the writer.

use std::time::Duration;

use diesel::RunQueryDsl;
use r2d2::PooledConnection;

use super::connection::{DbConnection, open_reader};
use super::dialect::{self, Engine};
use super::{DatabaseUrl, StoreError};

/// Readers of one database. Cheap to clone; all clones share the connections.
#[derive(Clone, Debug)]
pub struct Pool(r2d2::Pool<Readers>);

/// A reader lent by the pool. It goes back when it is dropped, or is closed if a transaction was left open on it.
pub type Reader = PooledConnection<Readers>;

/// Makes readers for the pool. Diesel's own manager would try the kinds of database one after the other.
#[derive(Debug)]
pub struct Readers(DatabaseUrl);

impl Pool {
    /// Opens `size` readers (at least one), so that a database out of reach shows at the start. `wait` is how long [`Self::get`]
    /// waits for one to become free.
    pub fn open(url: &DatabaseUrl, size: u32, wait: Duration) -> Result<Self, StoreError> {
        // The first one outside the pool, for its error says more than the pool's.
        let first = open_reader(url)?;
        let builder = r2d2::Pool::builder().max_size(size.max(1)).connection_timeout(wait);
        let builder = match dialect::engine(&first) {
            // A file does not go away between two requests: no question before each loan, no renewal.
            Engine::Sqlite => builder.test_on_check_out(false).idle_timeout(None).max_lifetime(None),
            Engine::Postgres => builder.test_on_check_out(true),
        };
        builder.build(Readers(url.clone())).map(Self).map_err(|error| unavailable(&error))
    }

    /// Lends a reader, waiting for one if all are lent.
    pub fn get(&self) -> Result<Reader, StoreError> {
        self.0.get().map_err(|error| unavailable(&error))
    }
}

fn unavailable(error: &r2d2::Error) -> StoreError {
    StoreError::Pool { reason: error.to_string() }
}

impl r2d2::ManageConnection for Readers {
    type Connection = DbConnection;
    type Error = StoreError;

    fn connect(&self) -> Result<DbConnection, StoreError> {
        open_reader(&self.0)
    }

    fn is_valid(&self, conn: &mut DbConnection) -> Result<(), StoreError> {
        diesel::sql_query("SELECT 1").execute(conn)?;
        Ok(())
    }

    fn has_broken(&self, conn: &mut DbConnection) -> bool {
        dialect::is_broken(conn)
    }
}
