//! Access windows: described, and described anew, by entries of the ledger.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    insert::insert_all,
    ledger::{self, ACCESS_WINDOW_RECORDED},
    rows::{AccessWindowRow, LedgerRow},
    schema::access_windows,
    types::{DbId, DbInstant, DbJson},
    world::Described,
};
use crate::domain::{access_window::AccessWindow, time::Instant};

/// Finds a window by its id, as known at a moment.
pub fn find(
    conn: &mut DbConnection,
    id: Uuid,
    as_of: Option<Instant>,
) -> Result<Option<Described<AccessWindow>>, StoreError> {
    if as_of.is_some() {
        let entries = ledger::list_of_subjects(conn, &[id], as_of)?;
        return entries.iter().rev().find(|entry| entry.kind == ACCESS_WINDOW_RECORDED).map(described).transpose();
    }
    let query = access_windows::table.find(DbId(id)).select(AccessWindowRow::as_select());
    let row: Option<AccessWindowRow> = query.first(conn).optional()?;
    row.map(window_of).transpose()
}

/// Every window that was described by a moment, those that begin last first. They are few: a country sees some in a month.
pub fn list(conn: &mut DbConnection, as_of: Option<Instant>) -> Result<Vec<Described<AccessWindow>>, StoreError> {
    let query = access_windows::table.order((access_windows::starts_at.desc(), access_windows::id));
    let rows: Vec<AccessWindowRow> = query.select(AccessWindowRow::as_select()).load(conn)?;
    if as_of.is_none() {
        return rows.into_iter().map(window_of).collect();
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let mut latest = std::collections::BTreeMap::new();
    // Few ids a query: SQLite takes a limited number of values.
    for ids in ids.chunks(1_000) {
        for entry in ledger::list_of_subjects(conn, ids, as_of)? {
            let window = described(&entry)?;
            latest.insert(window.id, window);
        }
    }
    let mut windows: Vec<Described<AccessWindow>> = latest.into_values().collect();
    windows.sort_by_key(|window| (std::cmp::Reverse(window.what.from), window.id));
    Ok(windows)
}

/// What an entry describes.
fn described(entry: &LedgerRow) -> Result<Described<AccessWindow>, StoreError> {
    let body = entry.body.as_deref().unwrap_or_default();
    let what = serde_json::from_str(body).map_err(|error| ledger::corrupt(entry, &error))?;
    Ok(Described { id: entry.subject_id.0, position: entry.position, what })
}

/// Writes a window as an entry describes it.
pub(super) fn put(conn: &mut DbConnection, window: &Described<AccessWindow>) -> Result<(), StoreError> {
    diesel::delete(access_windows::table.find(DbId(window.id))).execute(conn)?;
    insert_all::<_, AccessWindowRow>(conn, access_windows::table, &[row(window)?])?;
    Ok(())
}

pub(super) fn row(window: &Described<AccessWindow>) -> Result<AccessWindowRow, StoreError> {
    let description = serde_json::to_value(&window.what);
    Ok(AccessWindowRow {
        id: DbId(window.id),
        starts_at: DbInstant(window.what.from.utc()),
        ends_at: window.what.until.map(|until| DbInstant(until.utc())),
        description: description.map(DbJson).map_err(|error| StoreError::Corrupt { what: error.to_string() })?,
        position: window.position,
    })
}

fn window_of(row: AccessWindowRow) -> Result<Described<AccessWindow>, StoreError> {
    let what = serde_json::from_value(row.description.0)
        .map_err(|error| StoreError::Corrupt { what: format!("access window {}: {error}", row.id.0) })?;
    Ok(Described { id: row.id.0, position: row.position, what })
}
