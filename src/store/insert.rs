//! Writing many rows at once, which the connection over both databases cannot do itself.

use diesel::pg::PgConnection;
use diesel::query_builder::InsertStatement;
use diesel::query_dsl::methods::ExecuteDsl;
use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;
use diesel::{Connection, Insertable, RunQueryDsl, Table, insert_into};

use super::StoreError;
use super::connection::DbConnection;

/// Rows in one statement. PostgreSQL takes at most 65,535 values: 500 of the widest table are 16,500.
const ROWS_PER_STATEMENT: usize = 500;

/// Inserts the rows into the table in their order and returns how many. Not in a transaction of its own: of many rows, some
/// may be in when another is refused.
pub fn insert_all<'rows, T, R>(conn: &mut DbConnection, table: T, rows: &'rows [R]) -> Result<usize, StoreError>
where
    R: RowOf<'rows, T>,
{
    Ok(R::insert(conn, table, rows)?)
}

/// A row that can be inserted into the table `T` of either database. Every row struct is one, for its own table.
///
/// A trait of its own rather than bounds on [`insert_all`], where the compiler would lose itself in Diesel's implementations
/// before it knew which row is meant.
pub trait RowOf<'rows, T>: Sized {
    #[doc(hidden)]
    fn insert(conn: &mut DbConnection, table: T, rows: &'rows [Self]) -> QueryResult<usize>;
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
    fn insert(conn: &mut DbConnection, table: T, rows: &'rows [R]) -> QueryResult<usize> {
        match conn {
            DbConnection::Sqlite(conn) => one_by_one::<_, T, R>(conn, table, rows),
            // One by one where that is one; else each statement would be a journey to the server.
            DbConnection::Postgres(conn) if rows.len() < 2 => one_by_one::<_, T, R>(conn, table, rows),
            DbConnection::Postgres(conn) => {
                let mut inserted = 0;
                for chunk in rows.chunks(ROWS_PER_STATEMENT) {
                    inserted += insert_into(table).values(chunk).execute(conn)?;
                }
                Ok(inserted)
            }
        }
    }
}

/// A statement for one row is prepared once and kept; one for several is prepared anew each time, which on SQLite costs more
/// than it saves.
fn one_by_one<'rows, C, T, R>(conn: &mut C, table: T, rows: &'rows [R]) -> QueryResult<usize>
where
    C: Connection,
    T: Table + Copy,
    &'rows R: Insertable<T>,
    Insert<T, &'rows R>: ExecuteDsl<C>,
{
    let mut inserted = 0;
    for row in rows {
        inserted += insert_into(table).values(row).execute(conn)?;
    }
    Ok(inserted)
}
