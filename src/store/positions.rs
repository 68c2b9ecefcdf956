//! Positions that devices sent. Where they are comes in and goes out sealed.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    insert::insert_all,
    one_of::EqOneOf,
    retention::{Due, due},
    rows::PositionRow,
    schema::{convoys, holds, positions, trackers},
    scope::{OrgScope, seen_by},
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// Which of these are there already.
pub fn list_known(conn: &mut DbConnection, ids: &[Uuid]) -> Result<HashSet<Uuid>, StoreError> {
    let ids: Vec<DbId> = ids.iter().copied().map(DbId).collect();
    let known: Vec<DbId> = positions::table.filter(positions::id.eq_one_of(ids)).select(positions::id).load(conn)?;
    Ok(known.into_iter().map(|DbId(id)| id).collect())
}

/// Writes them down.
pub fn insert(conn: &mut DbConnection, rows: &[PositionRow]) -> Result<(), StoreError> {
    insert_all::<_, PositionRow>(conn, positions::table, rows)?;
    Ok(())
}

/// Which positions of a convoy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// From this moment on, by the device's clock.
    pub from: Option<Instant>,
    /// Until before this moment.
    pub until: Option<Instant>,
    /// Of devices on this truck.
    pub truck: Option<String>,
    /// After this one.
    pub after: Option<(Instant, Uuid)>,
}

/// Positions of a convoy by the devices' clocks, with what each device is called and on which truck it travels.
pub fn list(
    conn: &mut DbConnection,
    convoy: Uuid,
    which: &Which,
    limit: i64,
) -> Result<Vec<(PositionRow, String, Option<String>)>, StoreError> {
    let instant = |at: Instant| DbInstant(at.utc());
    let mut query = positions::table
        .inner_join(trackers::table.on(trackers::id.eq(positions::tracker_id)))
        .filter(positions::convoy_id.eq(DbId(convoy)))
        .into_boxed();
    if let Some(from) = which.from {
        query = query.filter(positions::at.ge(instant(from)));
    }
    if let Some(until) = which.until {
        query = query.filter(positions::at.lt(instant(until)));
    }
    if let Some(truck) = &which.truck {
        query = query.filter(trackers::truck.eq(Some(truck.clone())));
    }
    if let Some((at, id)) = which.after {
        let at = instant(at);
        query = query.filter(positions::at.gt(at).or(positions::at.eq(at).and(positions::id.gt(DbId(id)))));
    }
    let query = query.order((positions::at, positions::id)).limit(limit);
    Ok(query.select((PositionRow::as_select(), trackers::label, trackers::truck)).load(conn)?)
}

/// The latest position of each of these devices.
pub fn list_latest(conn: &mut DbConnection, trackers: &[Uuid]) -> Result<HashMap<Uuid, PositionRow>, StoreError> {
    let mut found = HashMap::with_capacity(trackers.len());
    for tracker in trackers {
        let of = positions::table.filter(positions::tracker_id.eq(DbId(*tracker))).order(positions::at.desc());
        let row: Option<PositionRow> = of.select(PositionRow::as_select()).first(conn).optional()?;
        found.extend(row.map(|row| (*tracker, row)));
    }
    Ok(found)
}

/// Positions received by a moment, of convoys within a scope that are not held.
pub fn list_overdue(conn: &mut DbConnection, scope: &OrgScope, by: Instant) -> Result<Due, StoreError> {
    let held = holds::table.filter(holds::released_at.is_null()).select(holds::convoy_id);
    let rows: Vec<DbInstant> = positions::table
        .inner_join(convoys::table.on(convoys::id.eq(positions::convoy_id)))
        .filter(positions::received_at.le(DbInstant(by.utc())))
        .filter(convoys::id.ne_all(held))
        .filter(seen_by(scope.parts()))
        .select(positions::received_at)
        .load(conn)?;
    Ok(due(rows.into_iter().map(|DbInstant(at)| Instant::new(at))))
}

/// Deletes what [`list_overdue`] counts.
pub fn delete_overdue(conn: &mut DbConnection, scope: &OrgScope, by: Instant) -> Result<usize, StoreError> {
    let held = holds::table.filter(holds::released_at.is_null()).select(holds::convoy_id);
    let of = convoys::table.filter(convoys::id.ne_all(held)).filter(seen_by(scope.parts())).select(convoys::id);
    let due =
        positions::table.filter(positions::received_at.le(DbInstant(by.utc()))).filter(positions::convoy_id.eq_any(of));
    Ok(diesel::delete(due).execute(conn)?)
}
