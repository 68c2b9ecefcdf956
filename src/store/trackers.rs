//! Devices that send positions.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    insert::insert_all,
    rows::TrackerRow,
    schema::{convoys, trackers},
    scope::over_before,
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// The devices of an id whose positions are taken now: registered, not ended, and of a convoy that is not over for a day. Each
/// organisation has one at the most.
pub fn list_open(conn: &mut DbConnection, id_index: &[u8], now: Instant) -> Result<Vec<TrackerRow>, StoreError> {
    let query = trackers::table
        .inner_join(convoys::table.on(convoys::id.eq(trackers::convoy_id)))
        .filter(trackers::id_index.eq(id_index))
        .filter(trackers::ended_at.is_null())
        .filter(convoys::over_since.is_null().or(convoys::over_since.assume_not_null().gt(over_before(now))));
    Ok(query.order(trackers::id).select(TrackerRow::as_select()).load(conn)?)
}

/// Finds a device of an organisation that is not ended by its id, whatever became of its convoy.
pub fn find_not_ended(
    conn: &mut DbConnection,
    organisation: Uuid,
    id_index: &[u8],
) -> Result<Option<TrackerRow>, StoreError> {
    let query = trackers::table
        .filter(trackers::organisation_id.eq(Some(DbId(organisation))))
        .filter(trackers::id_index.eq(id_index))
        .filter(trackers::ended_at.is_null());
    Ok(query.select(TrackerRow::as_select()).first(conn).optional()?)
}

/// Finds a device.
pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<TrackerRow>, StoreError> {
    Ok(trackers::table.find(DbId(id)).select(TrackerRow::as_select()).first(conn).optional()?)
}

/// The devices of a convoy, the newest first.
pub fn list_of_convoy(conn: &mut DbConnection, convoy: Uuid) -> Result<Vec<TrackerRow>, StoreError> {
    let query = trackers::table.filter(trackers::convoy_id.eq(DbId(convoy)));
    Ok(query.order((trackers::registered_at.desc(), trackers::id)).select(TrackerRow::as_select()).load(conn)?)
}

/// Writes down a device.
pub fn insert(conn: &mut DbConnection, row: &TrackerRow) -> Result<(), StoreError> {
    insert_all::<_, TrackerRow>(conn, trackers::table, std::slice::from_ref(row))?;
    Ok(())
}

/// Ends a device, unless it is ended already. Answers whether it did.
pub fn end(conn: &mut DbConnection, id: Uuid, at: Instant) -> Result<bool, StoreError> {
    let open = trackers::table.filter(trackers::id.eq(DbId(id))).filter(trackers::ended_at.is_null());
    Ok(diesel::update(open).set(trackers::ended_at.eq(Some(DbInstant(at.utc())))).execute(conn)? > 0)
}

/// Counts a position that was not kept.
pub fn note_dropped(conn: &mut DbConnection, id: Uuid, count: i64, why: &str) -> Result<(), StoreError> {
    diesel::update(trackers::table.find(DbId(id)))
        .set((trackers::dropped.eq(trackers::dropped + count), trackers::last_dropped.eq(Some(why.to_owned()))))
        .execute(conn)?;
    Ok(())
}

/// Writes down when a device was last sent for by a server of two organisations that both have one of its name; `None`: it is
/// one's alone again.
pub fn set_conflict(conn: &mut DbConnection, id: Uuid, at: Option<Instant>) -> Result<(), StoreError> {
    let at = at.map(|at| DbInstant(at.utc()));
    diesel::update(trackers::table.find(DbId(id))).set(trackers::conflict_at.eq(at)).execute(conn)?;
    Ok(())
}
