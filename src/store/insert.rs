//! Writing many rows at once, which the connection over both databases cannot do itself.

use diesel::pg::PgConnection;
use diesel::query_builder::InsertStatement;
use diesel::query_dsl::methods::ExecuteDsl;
use diesel::sqlite::SqliteConnection;
use diesel::{Insertable, RunQueryDsl, Table, insert_into};

use super::StoreError;
use super::connection::DbConnection;

/// Rows in one statement on PostgreSQL, which takes at most 65,535 values: 500 of the widest table are 16,500.
const ROWS_PER_STATEMENT: usize = 500;

/// What `insert_into(table).values(values)` makes of some values.
type Insert<T, V> = InsertStatement<T, <V as Insertable<T>>::Values>;

/// Inserts the rows into the table in their order and returns how many. Not in a transaction of its own.
///
/// SQLite takes them one by one: its statement is prepared once and kept, where one for many rows would be prepared anew each
/// time. PostgreSQL takes up to 500 in one round trip.
pub fn insert_all<'rows, T, R>(
    conn: &mut DbConnection,
    table: T,
    rows: &'rows [R],
) -> Result<usize, StoreError>
where
    T: Table + Copy,
    &'rows R: Insertable<T>,
    &'rows [R]: Insertable<T>,
    Insert<T, &'rows R>: ExecuteDsl<SqliteConnection> + ExecuteDsl<PgConnection>,
    Insert<T, &'rows [R]>: ExecuteDsl<PgConnection>,
{
    let mut inserted = 0;
    match conn {
        DbConnection::Sqlite(conn) => {
            for row in rows {
                inserted += insert_into(table).values(row).execute(conn)?;
            }
        }
        DbConnection::Postgres(conn) => match rows {
            // One row alone uses a statement that is prepared once and kept.
            [row] => inserted = insert_into(table).values(row).execute(conn)?,
            _ => {
                for chunk in rows.chunks(ROWS_PER_STATEMENT) {
                    inserted += insert_into(table).values(chunk).execute(conn)?;
                }
            }
        },
    }
    Ok(inserted)
}
