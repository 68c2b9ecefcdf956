//! Writing many rows at once, which the connection over both databases cannot do itself.

use diesel::pg::PgConnection;
use diesel::query_builder::InsertStatement;
use diesel::query_dsl::methods::ExecuteDsl;
use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;
use diesel::{Insertable, RunQueryDsl, Table, insert_into};

use super::StoreError;
use super::connection::DbConnection;

/// Rows in one statement on PostgreSQL, which takes at most 65,535 values: 500 of the widest table are 16,500.
const ROWS_PER_STATEMENT: usize = 500;

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
    R: RowOf<'rows, T>,
{
    let inserted = match conn {
        DbConnection::Sqlite(conn) => R::insert_one_by_one(conn, table, rows),
        DbConnection::Postgres(conn) => R::insert_in_chunks(conn, table, rows),
    };
    Ok(inserted?)
}

/// A row that can be inserted into the table `T` of either database. Every row struct is one, for its own table.
///
/// A trait of its own rather than bounds on [`insert_all`], where the compiler would lose itself in Diesel's implementations
/// before it knew which row is meant.
pub trait RowOf<'rows, T>: Sized {
    #[doc(hidden)]
    fn insert_one_by_one(
        conn: &mut SqliteConnection,
        table: T,
        rows: &'rows [Self],
    ) -> QueryResult<usize>;
    #[doc(hidden)]
    fn insert_in_chunks(
        conn: &mut PgConnection,
        table: T,
        rows: &'rows [Self],
    ) -> QueryResult<usize>;
}

/// What `insert_into(table).values(values)` makes of some values.
type Insert<T, V> = InsertStatement<T, <V as Insertable<T>>::Values>;

impl<'rows, T, R> RowOf<'rows, T> for R
where
    T: Table + Copy,
    R: 'rows,
    &'rows R: Insertable<T>,
    &'rows [R]: Insertable<T>,
    Insert<T, &'rows R>: ExecuteDsl<SqliteConnection> + ExecuteDsl<PgConnection>,
    Insert<T, &'rows [R]>: ExecuteDsl<PgConnection>,
{
    fn insert_one_by_one(
        conn: &mut SqliteConnection,
        table: T,
        rows: &'rows [R],
    ) -> QueryResult<usize> {
        let mut inserted = 0;
        for row in rows {
            inserted += insert_into(table).values(row).execute(conn)?;
        }
        Ok(inserted)
    }

    fn insert_in_chunks(conn: &mut PgConnection, table: T, rows: &'rows [R]) -> QueryResult<usize> {
        // One row alone uses a statement that is prepared once and kept.
        if let [row] = rows {
            return insert_into(table).values(row).execute(conn);
        }
        let mut inserted = 0;
        for chunk in rows.chunks(ROWS_PER_STATEMENT) {
            inserted += insert_into(table).values(chunk).execute(conn)?;
        }
        Ok(inserted)
    }
}
