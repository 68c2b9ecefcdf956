//! Every column that holds something sealed, so that a new key can be given to all of them.

use diesel::prelude::*;
use diesel::sql_types::Binary;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    types::{DbId, Id},
};

/// A sealed column, and how its values say where they belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedColumn {
    /// The table.
    pub table: &'static str,
    /// Its column of ids.
    pub id: &'static str,
    /// The sealed column.
    pub column: &'static str,
    /// What stands before the id in the place that a value was sealed for.
    pub place: &'static str,
}

const fn of_crew(column: &'static str, place: &'static str) -> SealedColumn {
    SealedColumn { table: "crew", id: "id", column, place }
}

/// All of them. A new one is one line here.
pub const SEALED: &[SealedColumn] = &[
    of_crew("name", "crew.name"),
    of_crew("phone", "crew.phone"),
    of_crew("plate", "crew.plate"),
    SealedColumn { table: "second_factors", id: "user_id", column: "secret", place: "totp" },
    SealedColumn { table: "webhooks", id: "id", column: "secret", place: "webhook.secret" },
    SealedColumn { table: "webhooks", id: "id", column: "old_secret", place: "webhook.old_secret" },
    SealedColumn { table: "positions", id: "id", column: "fix", place: "position" },
    SealedColumn { table: "phones", id: "id", column: "phone", place: "phone" },
    SealedColumn { table: "phone_requests", id: "id", column: "phone", place: "phone" },
    SealedColumn { table: "messages", id: "id", column: "reply", place: "message" },
    SealedColumn { table: "plan_drafts", id: "id", column: "content", place: "plan_draft" },
];

impl SealedColumn {
    /// The place that a row's value was sealed for.
    pub fn place_of(&self, row: Uuid) -> String {
        format!("{} {row}", self.place)
    }
}

/// A sealed value with the id of its row.
#[derive(Clone, PartialEq, Eq, QueryableByName)]
pub struct SealedValue {
    #[diesel(sql_type = Id)]
    id: DbId,
    #[diesel(sql_type = Binary)]
    sealed: Vec<u8>,
}

impl SealedValue {
    /// The row's id.
    pub fn row(&self) -> Uuid {
        self.id.0
    }

    /// What is sealed.
    pub fn sealed(&self) -> &[u8] {
        &self.sealed
    }
}

/// Values of a column after an id, in the order of ids.
pub fn list(
    conn: &mut DbConnection,
    column: &SealedColumn,
    after: Uuid,
    limit: usize,
) -> Result<Vec<SealedValue>, StoreError> {
    let SealedColumn { table, id, column, .. } = column;
    // Names of this file's own, and nothing that came from outside.
    let query = format!(
        "SELECT {id} AS id, {column} AS sealed FROM {table} WHERE {column} IS NOT NULL AND {id} > $1 \
         ORDER BY {id} LIMIT {limit}"
    );
    Ok(diesel::sql_query(query).bind::<Id, _>(DbId(after)).load(conn)?)
}

/// Writes a value sealed anew.
pub fn put(conn: &mut DbConnection, column: &SealedColumn, row: Uuid, sealed: &[u8]) -> Result<(), StoreError> {
    let SealedColumn { table, id, column, .. } = column;
    let query = format!("UPDATE {table} SET {column} = $1 WHERE {id} = $2");
    diesel::sql_query(query).bind::<Binary, _>(sealed).bind::<Id, _>(DbId(row)).execute(conn)?;
    Ok(())
}
