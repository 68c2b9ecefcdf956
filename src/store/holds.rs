//! Holds: the convoys whose records are kept as evidence, so that nothing of them may be erased or redacted.

use std::collections::BTreeSet;

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    one_of::EqOneOf,
    rows::HoldRow,
    schema::{convoys, holds},
    scope::{OrgScope, seen_by},
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// A hold with the reference of its convoy.
pub type Held = (HoldRow, String);

/// The oldest hold in force on a convoy.
pub fn find_in_force(conn: &mut DbConnection, convoy: Uuid) -> Result<Option<HoldRow>, StoreError> {
    Ok(list_in_force(conn, convoy)?.into_iter().next())
}

/// The holds in force on a convoy, one of each organisation that holds it, the oldest first.
pub fn list_in_force(conn: &mut DbConnection, convoy: Uuid) -> Result<Vec<HoldRow>, StoreError> {
    let query = holds::table.filter(holds::convoy_id.eq(DbId(convoy))).filter(holds::released_at.is_null());
    Ok(query.order((holds::placed_at, holds::id)).select(HoldRow::as_select()).load(conn)?)
}

/// Which of these convoys are held.
pub fn list_held_of(conn: &mut DbConnection, convoys: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, StoreError> {
    let ids: Vec<DbId> = convoys.iter().copied().map(DbId).collect();
    let query = holds::table.filter(holds::convoy_id.eq_one_of(ids)).filter(holds::released_at.is_null());
    let held: Vec<DbId> = query.select(holds::convoy_id).load(conn)?;
    Ok(held.into_iter().map(|DbId(id)| id).collect())
}

/// Holds within a scope, those in force first, then the latest.
pub fn list(conn: &mut DbConnection, scope: &OrgScope, most: i64) -> Result<Vec<Held>, StoreError> {
    let mut found: Vec<Held> = holds::table
        .inner_join(convoys::table.on(convoys::id.eq(holds::convoy_id)))
        .filter(seen_by(scope.parts()))
        .order((holds::placed_at.desc(), holds::id))
        .limit(most)
        .select((HoldRow::as_select(), convoys::reference))
        .load(conn)?;
    found.sort_by_key(|(hold, _)| hold.released_at.is_some());
    Ok(found)
}

/// Places a hold.
pub fn insert(conn: &mut DbConnection, hold: &HoldRow) -> Result<(), StoreError> {
    diesel::insert_into(holds::table).values(hold).execute(conn)?;
    Ok(())
}

/// Releases a hold that is in force.
pub fn release(
    conn: &mut DbConnection,
    hold: DbId,
    by: Option<Uuid>,
    at: Instant,
    reason: &str,
) -> Result<(), StoreError> {
    let changed = diesel::update(holds::table.find(hold).filter(holds::released_at.is_null()))
        .set((
            holds::released_by.eq(by.map(DbId)),
            holds::released_at.eq(Some(DbInstant(at.utc()))),
            holds::release_reason.eq(Some(reason)),
        ))
        .execute(conn)?;
    if changed == 0 { Err(StoreError::NotFound { what: "hold" }) } else { Ok(()) }
}
