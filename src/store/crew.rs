//! The people on the trucks. What is personal comes in and goes out sealed: keys are not the store's.

use std::collections::BTreeSet;

use diesel::prelude::*;
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    insert::insert_all,
    one_of::EqOneOf,
    rows::{ConvoyRow, CrewRow},
    schema::{convoys, crew, holds, memberships},
    scope::{OrgScope, ids_seen_by, seen_by},
    types::{DbId, DbInstant},
};
use crate::domain::{Status, time::Instant};

/// Which of the three values a person is found by, and its keyed hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A name.
    Name(Vec<u8>),
    /// A phone.
    Phone(Vec<u8>),
    /// A number plate.
    Plate(Vec<u8>),
}

/// Finds a row, erased or not.
pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<CrewRow>, StoreError> {
    Ok(crew::table.find(DbId(id)).select(CrewRow::as_select()).first(conn).optional()?)
}

/// The people of a convoy who are not erased, by truck.
pub fn list_of_convoy(conn: &mut DbConnection, convoy: Uuid) -> Result<Vec<CrewRow>, StoreError> {
    let query = crew::table.filter(crew::convoy_id.eq(DbId(convoy))).filter(crew::erased_at.is_null());
    Ok(query.order((crew::truck, crew::recorded_at, crew::id)).select(CrewRow::as_select()).load(conn)?)
}

/// Everybody of this name, phone or plate within a scope, by convoy.
pub fn list_by_key(conn: &mut DbConnection, scope: &OrgScope, key: &Key) -> Result<Vec<CrewRow>, StoreError> {
    let seen = crew::table.filter(crew::convoy_id.eq_any(ids_seen_by(scope.parts()))).into_boxed();
    let found = match key {
        Key::Name(index) => seen.filter(crew::name_index.eq(index)),
        Key::Phone(index) => seen.filter(crew::phone_index.eq(index)),
        Key::Plate(index) => seen.filter(crew::plate_index.eq(index)),
    };
    Ok(found.order((crew::convoy_id, crew::id)).select(CrewRow::as_select()).load(conn)?)
}

/// Writes a row over what was there of its id.
pub fn put(conn: &mut DbConnection, row: &CrewRow) -> Result<(), StoreError> {
    diesel::delete(crew::table.find(row.id)).execute(conn)?;
    insert_all::<_, CrewRow>(conn, crew::table, std::slice::from_ref(row))?;
    Ok(())
}

/// Takes everything personal out of these rows. Rows that are erased already keep the earlier instant. Answers how many.
pub fn erase(conn: &mut DbConnection, ids: &[Uuid], at: Instant) -> Result<usize, StoreError> {
    let mut erased = 0;
    for chunk in ids.chunks(500) {
        let ids: Vec<DbId> = chunk.iter().copied().map(DbId).collect();
        let nothing = || None::<Vec<u8>>;
        erased += diesel::update(crew::table.filter(crew::id.eq_one_of(ids)).filter(crew::erased_at.is_null()))
            .set((
                crew::name.eq(nothing()),
                crew::phone.eq(nothing()),
                crew::plate.eq(nothing()),
                crew::name_index.eq(nothing()),
                crew::phone_index.eq(nothing()),
                crew::plate_index.eq(nothing()),
                crew::erased_at.eq(Some(DbInstant(at.utc()))),
            ))
            .execute(conn)?;
    }
    Ok(erased)
}

/// People whose convoys were over long enough ago.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overdue {
    /// Those of convoys whose end is vouched for, with when each convoy was over.
    pub people: Vec<(Uuid, Instant)>,
    /// References of the convoys that are over by the word alone of one person who has not the role for it, or of a text
    /// message: nobody of them may go.
    pub waiting: BTreeSet<String>,
}

/// A crew row, its convoy's end, by whose word alone that is, the convoy's lead and its reference.
type OverdueRow = (DbId, Option<DbInstant>, Option<DbId>, DbId, String);

/// People of convoys in a scope that were over by a moment, as the record has it or as is claimed, and are not held. `vouching` is the role whose word alone is
/// enough, for the organisation that leads the convoy.
pub fn list_overdue(
    conn: &mut DbConnection,
    scope: &OrgScope,
    over_by: Instant,
    vouching: &str,
) -> Result<Overdue, StoreError> {
    let held = holds::table.filter(holds::released_at.is_null()).select(holds::convoy_id);
    // An end that only a text message reports begins nothing; nor is it forgotten.
    let ended = Status::iter().filter(|status| status.is_final()).map(|status| status.as_ref().to_owned());
    let ended: Vec<String> = ended.collect();
    let over_by = DbInstant(over_by.utc());
    let rows: Vec<OverdueRow> = crew::table
        .inner_join(convoys::table.on(convoys::id.eq(crew::convoy_id)))
        .filter(crew::erased_at.is_null())
        .filter((convoys::over_since.is_not_null().and(convoys::over_since.assume_not_null().le(over_by))).or(
            convoys::over_since.is_null().and(convoys::status.eq_one_of(ended)).and(convoys::status_since.le(over_by)),
        ))
        .filter(convoys::id.ne_all(held))
        .filter(seen_by(scope.parts()))
        .order((convoys::over_since, crew::id))
        .select((crew::id, convoys::over_since, convoys::over_by, convoys::lead_id, convoys::reference))
        .load(conn)?;
    let alone: BTreeSet<DbId> = rows.iter().filter_map(|(_, _, by, _, _)| *by).collect();
    let trusted = having_role(conn, alone.into_iter().collect(), vouching)?;
    let vouched = |by: Option<DbId>, lead: DbId| {
        by.is_none_or(|by| [None, Some(lead)].into_iter().any(|of| trusted.contains(&(by, of))))
    };
    let mut overdue = Overdue::default();
    for (id, over_since, by, lead, reference) in rows {
        match over_since {
            Some(DbInstant(at)) if vouched(by, lead) => overdue.people.push((id.0, Instant::new(at))),
            Some(_) | None => {
                overdue.waiting.insert(reference);
            }
        }
    }
    Ok(overdue)
}

/// Who of these has a role, and for which organisation; `None` is every one.
fn having_role(
    conn: &mut DbConnection,
    users: Vec<DbId>,
    role: &str,
) -> Result<BTreeSet<(DbId, Option<DbId>)>, StoreError> {
    let query = memberships::table
        .filter(memberships::user_id.eq_one_of(users))
        .filter(memberships::role.eq(role))
        .select((memberships::user_id, memberships::organisation_id));
    Ok(query.load(conn)?.into_iter().collect())
}

/// The rows of convoys by id.
pub fn list_convoys(conn: &mut DbConnection, ids: &BTreeSet<Uuid>) -> Result<Vec<ConvoyRow>, StoreError> {
    let ids: Vec<DbId> = ids.iter().copied().map(DbId).collect();
    Ok(convoys::table.filter(convoys::id.eq_one_of(ids)).select(ConvoyRow::as_select()).load(conn)?)
}
