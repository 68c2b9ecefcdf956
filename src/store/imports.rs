//! Files that were taken in: how far each is, what it put on the record, and how columns were matched before.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    insert::insert_all,
    rows::{ImportItemRow, ImportMatchRow, ImportRow},
    schema::{import_items, import_matches, imports},
    scope::Reach,
    types::{DbId, DbInstant, DbJson},
};
use crate::domain::time::Instant;

/// Notes a file that was brought.
pub fn insert(conn: &mut DbConnection, row: &ImportRow) -> Result<(), StoreError> {
    diesel::insert_into(imports::table).values(row).execute(conn)?;
    Ok(())
}

/// Finds an import.
pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<ImportRow>, StoreError> {
    Ok(imports::table.find(DbId(id)).select(ImportRow::as_select()).first(conn).optional()?)
}

/// Imports before one, the newest first: one's own, and those of these organisations.
pub fn list(
    conn: &mut DbConnection,
    reach: &Reach,
    user: Option<Uuid>,
    before: Option<(Instant, Uuid)>,
    limit: i64,
) -> Result<Vec<ImportRow>, StoreError> {
    let mut query = imports::table.into_boxed();
    if let Reach::These(own) = reach {
        let own: Vec<Option<DbId>> = own.iter().copied().map(|id| Some(DbId(id))).collect();
        let theirs = imports::organisation_id.eq_any(own).assume_not_null();
        query = query.filter(theirs.or(imports::user_id.eq(user.map(DbId)).assume_not_null()));
    }
    if let Some((at, id)) = before {
        let at = DbInstant(at.utc());
        query = query.filter(imports::created_at.le(at));
        query = query.filter(imports::created_at.lt(at).or(imports::id.lt(DbId(id))));
    }
    let query = query.order((imports::created_at.desc(), imports::id.desc())).limit(limit);
    Ok(query.select(ImportRow::as_select()).load(conn)?)
}

/// What is said anew of an import.
#[derive(Clone, Debug)]
pub struct Change {
    /// How far it is.
    pub state: String,
    /// Of which kind of table it is taken to be.
    pub kind: String,
    /// How it is to be read.
    pub options: DbJson,
    /// What came of it.
    pub report: DbJson,
    /// Which process is at work on it.
    pub instance: Option<Uuid>,
    /// Of which organisation it is.
    pub organisation: Option<Uuid>,
    /// When.
    pub at: Instant,
}

/// Says anew how an import stands, where it is in one of these states. Answers whether it was.
pub fn update(conn: &mut DbConnection, id: Uuid, from: &[&str], change: &Change) -> Result<bool, StoreError> {
    let changed = diesel::update(imports::table.find(DbId(id)).filter(imports::state.eq_any(from.to_vec())))
        .set((
            imports::state.eq(&change.state),
            imports::kind.eq(&change.kind),
            imports::options.eq(&change.options),
            imports::report.eq(&change.report),
            imports::instance.eq(change.instance.map(DbId)),
            imports::organisation_id.eq(change.organisation.map(DbId)),
            imports::updated_at.eq(DbInstant(change.at.utc())),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Notes that an import was undone.
pub fn mark_undone(
    conn: &mut DbConnection,
    id: Uuid,
    by: Option<Uuid>,
    at: Instant,
    report: &DbJson,
) -> Result<(), StoreError> {
    diesel::update(imports::table.find(DbId(id)))
        .set((
            imports::state.eq("undone"),
            imports::report.eq(report),
            imports::undone_at.eq(Some(DbInstant(at.utc()))),
            imports::undone_by.eq(by.map(DbId)),
            imports::updated_at.eq(DbInstant(at.utc())),
        ))
        .execute(conn)?;
    Ok(())
}

/// Imports that a process which is no more was at work on have failed, and nothing of them is kept.
pub fn fail_abandoned(conn: &mut DbConnection, instance: Uuid, before: Instant) -> Result<usize, StoreError> {
    let others = imports::instance.ne(Some(DbId(instance))).assume_not_null();
    Ok(diesel::update(imports::table)
        .filter(imports::state.eq_any(vec!["checking", "running"]))
        .filter(imports::instance.is_not_null().and(others))
        .filter(imports::updated_at.le(DbInstant(before.utc())))
        .set((imports::state.eq("failed"), imports::instance.eq(None::<DbId>)))
        .execute(conn)?)
}

/// Writes down what an import put on the record.
pub fn insert_items(conn: &mut DbConnection, items: &[ImportItemRow]) -> Result<(), StoreError> {
    insert_all::<_, ImportItemRow>(conn, import_items::table, items)?;
    Ok(())
}

/// What an import put on the record, the last first.
pub fn list_items(conn: &mut DbConnection, import: Uuid) -> Result<Vec<ImportItemRow>, StoreError> {
    let query = import_items::table.filter(import_items::import_id.eq(DbId(import)));
    Ok(query.order(import_items::ordinal.desc()).select(ImportItemRow::as_select()).load(conn)?)
}

/// How columns with these headers were matched before.
pub fn find_match(
    conn: &mut DbConnection,
    organisation: Uuid,
    kind: &str,
    headers: &[u8],
) -> Result<Option<serde_json::Value>, StoreError> {
    let query = import_matches::table.find((DbId(organisation), kind, headers));
    let row: Option<ImportMatchRow> = query.select(ImportMatchRow::as_select()).first(conn).optional()?;
    Ok(row.map(|row| row.mapping.0))
}

/// Remembers how columns were matched.
pub fn put_match(conn: &mut DbConnection, row: &ImportMatchRow) -> Result<(), StoreError> {
    diesel::delete(import_matches::table.find((row.organisation_id, &row.kind, &row.headers))).execute(conn)?;
    diesel::insert_into(import_matches::table).values(row).execute(conn)?;
    Ok(())
}
