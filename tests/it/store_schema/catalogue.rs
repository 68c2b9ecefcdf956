//! Reads what tables there are: from the text of schema.rs, and from each database's own catalogue.

use std::collections::BTreeMap;

use convoy::store::DbConnection;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

/// One column: its types, as narrow as can be told, whether it may be null, and whether it is in the primary key.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    kind: String,
    pub nullable: bool,
    in_key: bool,
}

pub type Tables = BTreeMap<String, BTreeMap<String, Column>>;

/// What schema.rs says.
pub fn believed() -> Tables {
    let mut tables = Tables::new();
    let mut open: Option<(String, Vec<String>)> = None;
    for line in include_str!("../../../src/store/schema.rs").lines().map(str::trim) {
        if let Some((name, key)) = line.strip_suffix(") {").and_then(|line| line.split_once(" (")) {
            open = Some((name.to_owned(), key.split(", ").map(str::to_owned).collect()));
        } else if line == "}" {
            open = None;
        } else if let (Some((table, key)), Some((name, kind))) = (&open, line.split_once(" -> ")) {
            let kind = kind.trim_end_matches(',');
            let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
            let column = Column {
                kind: inner.unwrap_or(kind).to_owned(),
                nullable: inner.is_some(),
                in_key: key.iter().any(|part| part == name),
            };
            tables.entry(table.clone()).or_default().insert(name.to_owned(), column);
        }
    }
    tables
}

#[derive(QueryableByName)]
struct Described {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Bool)]
    in_key: bool,
}

const OF_SQLITE: &str = r#"
    SELECT t.name AS table_name, c.name AS column_name, c.type AS kind, c."notnull" = 0 AS nullable, c.pk > 0 AS in_key
    FROM pragma_table_list t JOIN pragma_table_info(t.name) c
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
        AND t.name <> '__diesel_schema_migrations'
"#;

const OF_POSTGRES: &str = "
    SELECT c.table_name::text, c.column_name::text, c.data_type::text AS kind, c.is_nullable = 'YES' AS nullable,
        EXISTS (
            SELECT 1 FROM information_schema.table_constraints t
            JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name)
            WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_name = c.table_name AND k.column_name = c.column_name
        ) AS in_key
    FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.table_name <> '__diesel_schema_migrations'
";

/// What the database has.
pub fn actual(conn: &mut DbConnection) -> Tables {
    let query = if matches!(conn, DbConnection::Sqlite(_)) { OF_SQLITE } else { OF_POSTGRES };
    let mut tables = Tables::new();
    for row in diesel::sql_query(query).load::<Described>(conn).unwrap() {
        let column = Column { kind: row.kind, nullable: row.nullable, in_key: row.in_key };
        tables.entry(row.table_name).or_default().insert(row.column_name, column);
    }
    tables
}

/// Every column in which the two differ, named as `table.column`.
pub fn differences(believed: &Tables, actual: &Tables) -> Vec<String> {
    let mut found = Vec::new();
    for (table, columns) in believed {
        for (name, column) in columns {
            let there = actual.get(table).and_then(|columns| columns.get(name));
            if !there.is_some_and(|there| agree(column, there)) {
                found.push(format!("{table}.{name}: believed {column:?}, found {there:?}"));
            }
        }
    }
    for (table, columns) in actual {
        for name in columns.keys() {
            if !believed.get(table).is_some_and(|columns| columns.contains_key(name)) {
                found.push(format!("{table}.{name}: not in schema.rs"));
            }
        }
    }
    found
}

fn agree(believed: &Column, actual: &Column) -> bool {
    let stored_as = match believed.kind.as_str() {
        "Id" => ["BLOB", "uuid"],
        "Instant" => ["INTEGER", "timestamp with time zone"],
        "Json" => ["TEXT", "jsonb"],
        "Text" => ["TEXT", "text"],
        "BigInt" => ["INTEGER", "bigint"],
        "Integer" => ["INTEGER", "integer"],
        "Bool" => ["INTEGER", "boolean"],
        "Double" => ["REAL", "double precision"],
        "Binary" => ["BLOB", "bytea"],
        unknown => panic!("a type this test does not know: {unknown}"),
    };
    stored_as.contains(&actual.kind.as_str())
        && believed.nullable == actual.nullable
        && believed.in_key == actual.in_key
}

#[derive(QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    described: String,
}

/// The indexes that the migrations name, in order.
pub fn indexes(conn: &mut DbConnection) -> Vec<String> {
    let query = if matches!(conn, DbConnection::Sqlite(_)) {
        "SELECT name || ' ON ' || tbl_name AS described FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    } else {
        "SELECT indexname || ' ON ' || tablename AS described FROM pg_indexes WHERE schemaname = 'public' \
         AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key' ORDER BY indexname COLLATE \"C\""
    };
    diesel::sql_query(query).load::<Index>(conn).unwrap().into_iter().map(|index| index.described).collect()
}
