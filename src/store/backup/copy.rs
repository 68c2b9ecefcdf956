//! Copies a table from one database to another, whatever its columns: rows travel as JSON arrays, ids and bytes as
//! hexadecimal digits, instants as microseconds, so that nothing is rounded on the way.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    connection::SimpleConnection,
    prelude::*,
    sql_types::{BigInt, Text},
};

use crate::store::{
    DbConnection, StoreError,
    dialect::{self, Engine},
};

/// Rows in one statement.
const AT_A_TIME: i64 = 500;

/// A table, and its columns in the order in which they are copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub name: String,
    columns: Vec<String>,
}

#[derive(QueryableByName)]
struct ColumnOf {
    #[diesel(sql_type = Text)]
    tbl: String,
    #[diesel(sql_type = Text)]
    col: String,
    #[diesel(sql_type = Text)]
    typ: String,
}

#[derive(QueryableByName)]
struct Reference {
    #[diesel(sql_type = Text)]
    tbl: String,
    #[diesel(sql_type = Text)]
    parent: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = BigInt)]
    at: i64,
    #[diesel(sql_type = Text)]
    line: String,
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS tbl, c.name AS col, c.type AS typ \
    FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c \
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND m.name <> '__diesel_schema_migrations' \
    ORDER BY m.name, c.cid";
const SQLITE_REFERENCES: &str = "SELECT m.name AS tbl, f.\"table\" AS parent \
    FROM sqlite_schema AS m JOIN pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'";
const POSTGRES_COLUMNS: &str = "SELECT table_name::text AS tbl, column_name::text AS col, data_type::text AS typ \
    FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> '__diesel_schema_migrations' \
    ORDER BY table_name, ordinal_position";

const WITHOUT_ROWID: &str =
    "SELECT count(*) AS number FROM sqlite_schema WHERE type = 'table' AND name = $1 AND sql LIKE '%WITHOUT ROWID%'";

/// The tables of an SQLite file, each after those that it refers to.
pub(super) fn tables(conn: &mut DbConnection) -> Result<Vec<Table>, StoreError> {
    let columns: Vec<ColumnOf> = diesel::sql_query(SQLITE_COLUMNS).load(conn)?;
    let references: Vec<Reference> = diesel::sql_query(SQLITE_REFERENCES).load(conn)?;
    let mut waiting: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for column in columns {
        waiting.entry(column.tbl).or_default().push(column.col);
    }
    let mut ordered: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let names: BTreeSet<&String> = waiting.keys().collect();
        let waits = |name: &String| {
            references.iter().any(|it| it.tbl == *name && it.parent != *name && names.contains(&it.parent))
        };
        // Where tables refer to each other in a circle, one of them has to be first.
        let next = waiting.keys().find(|name| !waits(name)).or_else(|| waiting.keys().next()).cloned();
        let Some(name) = next else { break };
        let columns = waiting.remove(&name).unwrap_or_default();
        ordered.push(Table { name, columns });
    }
    Ok(ordered)
}

/// How many rows a table has.
pub(super) fn count(conn: &mut DbConnection, table: &str) -> Result<u64, StoreError> {
    let count: Number = diesel::sql_query(format!("SELECT count(*) AS number FROM \"{table}\"")).get_result(conn)?;
    Ok(u64::try_from(count.number).unwrap_or_default())
}

/// Whether a database has nothing in it but the head of an empty ledger.
pub(super) fn is_empty(conn: &mut DbConnection) -> Result<bool, StoreError> {
    let names: BTreeSet<String> = columns(conn)?.into_keys().map(|(table, _)| table).collect();
    for name in names.iter().filter(|name| *name != "ledger_head") {
        if count(conn, name)? > 0 {
            return Ok(false);
        }
    }
    let head: Number =
        diesel::sql_query("SELECT coalesce(max(position), 0) AS number FROM ledger_head").get_result(conn)?;
    Ok(head.number == 0)
}

/// The type of every column.
fn columns(conn: &mut DbConnection) -> Result<BTreeMap<(String, String), String>, StoreError> {
    let query = match dialect::engine(conn) {
        Engine::Sqlite => SQLITE_COLUMNS,
        Engine::Postgres => POSTGRES_COLUMNS,
    };
    let columns: Vec<ColumnOf> = diesel::sql_query(query).load(conn)?;
    Ok(columns.into_iter().map(|it| ((it.tbl, it.col), it.typ.to_lowercase())).collect())
}

/// How a column is read from, and written to, a JSON array, by its type in that database.
fn read_as(column: &str, typ: &str) -> String {
    let name = format!("\"{column}\"");
    match typ {
        "blob" => format!("CASE WHEN {name} IS NULL THEN NULL ELSE lower(hex({name})) END"),
        "uuid" => format!("replace({name}::text, '-', '')"),
        "bytea" => format!("encode({name}, 'hex')"),
        "timestamp with time zone" => format!("(extract(epoch FROM {name}) * 1000000)::bigint"),
        "boolean" => format!("{name}::int"),
        "jsonb" => format!("{name}::text"),
        _ => name,
    }
}

fn write_as(index: usize, typ: &str) -> String {
    let embedded = format!("json_extract(value, '$[{index}]')");
    let text = format!("(r->>{index})");
    match typ {
        "blob" => format!("unhex({embedded})"),
        "integer" | "bigint" | "double precision" | "uuid" | "jsonb" => format!("{text}::{typ}"),
        "bytea" => format!("decode({text}, 'hex')"),
        "timestamp with time zone" => format!(
            "timestamptz 'epoch' + ({text}::bigint / 1000000)::text::interval \
             + ({text}::bigint % 1000000) * interval '1 microsecond'"
        ),
        "boolean" => format!("{text}::int::boolean"),
        _ => text,
    }
}

/// As [`write_as`], in SQLite, whose strict types are four.
fn write_embedded(index: usize, typ: &str) -> String {
    if typ == "blob" { write_as(index, typ) } else { format!("json_extract(value, '$[{index}]')") }
}

/// Copies all rows of a table. Both connections are within a transaction.
pub(super) fn copy(
    source: &mut DbConnection,
    target: &mut DbConnection,
    table: &Table,
    tell: &mut dyn FnMut(u64),
) -> Result<u64, StoreError> {
    let types = |conn: &mut DbConnection| -> Result<Vec<String>, StoreError> {
        let known = columns(conn)?;
        let typ = |column: &String| {
            let typ = known.get(&(table.name.clone(), column.clone())).cloned();
            typ.ok_or_else(|| StoreError::Corrupt { what: format!("the schema: {} has no {column}", table.name) })
        };
        table.columns.iter().map(typ).collect()
    };
    let (from, to) = (types(source)?, types(target)?);
    let reads: Vec<String> = table.columns.iter().zip(&from).map(|(column, typ)| read_as(column, typ)).collect();
    let insert = insert_of(target, table, &to);
    let mut reader = Reading::begin(source, table, &reads.join(", "))?;
    let mut rows = 0;
    loop {
        let lines = reader.next(source)?;
        if lines.is_empty() {
            reader.end(source)?;
            tell(rows);
            return Ok(rows);
        }
        rows += u64::try_from(lines.len()).unwrap_or_default();
        let all = format!("[{}]", lines.join(","));
        diesel::sql_query(&insert).bind::<Text, _>(all).execute(target)?;
        tell(rows);
    }
}

fn insert_of(target: &DbConnection, table: &Table, types: &[String]) -> String {
    let names: Vec<String> = table.columns.iter().map(|column| format!("\"{column}\"")).collect();
    let (into, names) = (&table.name, names.join(", "));
    let values = |write: fn(usize, &str) -> String| {
        types.iter().enumerate().map(|(index, typ)| write(index, typ)).collect::<Vec<_>>().join(", ")
    };
    match dialect::engine(target) {
        // Without a condition, the parser would take what follows for a conflict clause's.
        Engine::Sqlite => {
            format!("INSERT INTO \"{into}\" ({names}) SELECT {} FROM json_each($1) WHERE true", values(write_embedded))
        }
        Engine::Postgres => {
            format!(
                "INSERT INTO \"{into}\" ({names}) SELECT {} FROM json_array_elements($1::json) AS r",
                values(write_as)
            )
        }
    }
}

/// Where reading a table stands: by row id or number of the row, or by a cursor.
enum Reading {
    Embedded { query: String, after: i64 },
    Cursor,
}

impl Reading {
    fn begin(source: &mut DbConnection, table: &Table, reads: &str) -> Result<Self, StoreError> {
        let name = &table.name;
        match source {
            DbConnection::Sqlite(conn) => {
                let without: Number = diesel::sql_query(WITHOUT_ROWID).bind::<Text, _>(name).get_result(conn)?;
                let query = if without.number == 0 {
                    format!(
                        "SELECT rowid AS at, json_array({reads}) AS line FROM \"{name}\" WHERE rowid > $1 \
                         ORDER BY rowid LIMIT {AT_A_TIME}"
                    )
                } else {
                    // Within one transaction the order of the primary key stays, and these tables are short.
                    format!(
                        "SELECT $1 + row_number() OVER () AS at, line FROM \
                         (SELECT json_array({reads}) AS line FROM \"{name}\" LIMIT {AT_A_TIME} OFFSET $1)"
                    )
                };
                let after = if without.number == 0 { i64::MIN } else { 0 };
                Ok(Self::Embedded { query, after })
            }
            DbConnection::Postgres(conn) => {
                let declare = format!(
                    "DECLARE copied NO SCROLL CURSOR FOR \
                     SELECT 0::bigint AS at, json_build_array({reads})::text AS line FROM \"{name}\""
                );
                conn.batch_execute(&declare)?;
                Ok(Self::Cursor)
            }
        }
    }

    fn next(&mut self, source: &mut DbConnection) -> Result<Vec<String>, StoreError> {
        let lines: Vec<Line> = match self {
            Self::Embedded { query, after } => {
                let lines: Vec<Line> = diesel::sql_query(&*query).bind::<BigInt, _>(*after).load(source)?;
                *after = lines.last().map_or(*after, |line| line.at);
                lines
            }
            Self::Cursor => diesel::sql_query(format!("FETCH {AT_A_TIME} FROM copied")).load(source)?,
        };
        Ok(lines.into_iter().map(|line| line.line).collect())
    }

    fn end(self, source: &mut DbConnection) -> Result<(), StoreError> {
        if let (Self::Cursor, DbConnection::Postgres(conn)) = (self, source) {
            conn.batch_execute("CLOSE copied")?;
        }
        Ok(())
    }
}
