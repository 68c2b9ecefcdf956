//! Queries over the derived tables: which convoys there are and how they stand. Each takes the scope of who asks.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    connection::MultiBackend,
    one_of::EqOneOf,
    rows::{ConvoyRow, ReviewRow, StopRow},
    schema::{cargo, convoy_organisations, convoys, reviews, stops},
    scope::{OrgScope, ids_seen_by, route_told_to, seen_by, takes_part},
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

mod references;

pub use references::{Candidate, candidates, find, find_led, list_called, list_shared_references};

/// What a list is narrowed to. All that are set must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// One of these status codes; empty is any.
    pub statuses: Vec<String>,
    /// This organisation leads or takes part.
    pub organisation: Option<Uuid>,
    /// The place is on its route.
    pub place: Option<Uuid>,
    /// It carries cargo of this sector.
    pub sector: Option<String>,
    /// Silent, or not, at this moment.
    pub silent: Option<(bool, Instant)>,
    /// A review is open, or none is.
    pub open_review: Option<bool>,
    /// Its reference, items or linked release have this text, in lower case.
    pub text: Option<String>,
    /// Something was recorded since.
    pub updated_since: Option<Instant>,
}

/// The rows of these convoys, whoever asks.
pub fn list_by_ids(conn: &mut DbConnection, convoys: &[Uuid]) -> Result<Vec<ConvoyRow>, StoreError> {
    let ids: Vec<DbId> = convoys.iter().copied().map(DbId).collect();
    Ok(convoys::table.filter(convoys::id.eq_one_of(ids)).select(ConvoyRow::as_select()).load(conn)?)
}

/// Organisations that take part in a convoy: the lead, and the partners that have accepted.
pub fn list_participants(conn: &mut DbConnection, id: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let named = convoy_organisations::table.filter(convoy_organisations::convoy_id.eq(DbId(id)));
    let ids: Vec<DbId> = named.filter(takes_part()).select(convoy_organisations::organisation_id).load(conn)?;
    Ok(ids.into_iter().map(|DbId(id)| id).collect())
}

/// Organisations that a convoy names: the lead and the partners, also those that have not answered.
pub fn list_named(conn: &mut DbConnection, id: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let named = convoy_organisations::table.filter(convoy_organisations::convoy_id.eq(DbId(id)));
    let ids: Vec<DbId> = named.select(convoy_organisations::organisation_id).load(conn)?;
    Ok(ids.into_iter().map(|DbId(id)| id).collect())
}

/// A page of convoys, newest registration first, registered before position `before`.
pub fn list(
    conn: &mut DbConnection,
    scope: &OrgScope,
    filter: &Filter,
    before: i64,
    limit: i64,
) -> Result<Vec<ConvoyRow>, StoreError> {
    let mut query = narrowed(scope, filter).filter(convoys::registered_position.lt(before));
    query = query.order(convoys::registered_position.desc()).limit(limit);
    Ok(query.select(ConvoyRow::as_select()).load(conn)?)
}

/// The convoys in a scope, as they stand now, that were registered by a moment and before a position, newest first.
pub fn list_known_at(
    conn: &mut DbConnection,
    scope: &OrgScope,
    as_of: Instant,
    before: i64,
    limit: i64,
) -> Result<Vec<ConvoyRow>, StoreError> {
    let query = convoys::table
        .filter(seen_by(scope.parts()))
        .filter(convoys::registered_at.le(DbInstant(as_of.utc())))
        .filter(convoys::registered_position.lt(before))
        .order(convoys::registered_position.desc())
        .limit(limit);
    Ok(query.select(ConvoyRow::as_select()).load(conn)?)
}

/// The convoys of a scope that fit a filter.
pub(super) fn narrowed<'a>(scope: &OrgScope, filter: &'a Filter) -> convoys::BoxedQuery<'a, MultiBackend> {
    let mut query = convoys::table.into_boxed().filter(seen_by(scope.parts()));
    if !filter.statuses.is_empty() {
        query = query.filter(convoys::status.eq_one_of(&filter.statuses));
    }
    if let Some(organisation) = filter.organisation {
        let theirs = convoy_organisations::table
            .filter(convoy_organisations::organisation_id.eq(DbId(organisation)))
            .filter(takes_part());
        query = query.filter(convoys::id.eq_any(theirs.select(convoy_organisations::convoy_id)));
    }
    if let Some(place) = filter.place {
        // Nobody finds out by asking for a place where a convoy goes that is not told.
        let through = stops::table.filter(stops::place_id.eq(DbId(place))).select(stops::convoy_id);
        query = query.filter(convoys::id.eq_any(through)).filter(route_told_to(scope.parts()));
    }
    if let Some(sector) = &filter.sector {
        let carrying = cargo::table.filter(cargo::sector.eq(sector)).select(cargo::convoy_id);
        query = query.filter(convoys::id.eq_any(carrying));
    }
    if let Some((silent, now)) = filter.silent {
        let now = DbInstant(now.utc());
        query = if silent {
            query.filter(convoys::silent_after.lt(now))
        } else {
            query.filter(convoys::silent_after.is_null().or(convoys::silent_after.ge(now)))
        };
    }
    match filter.open_review {
        Some(true) => query = query.filter(convoys::reviews.gt(0)),
        Some(false) => query = query.filter(convoys::reviews.eq(0)),
        None => {}
    }
    if let Some(text) = &filter.text {
        // Nor by asking for words what it carries: of others only the reference is searched.
        let whole = convoys::search_text.like(contains(text)).escape('\\');
        let called = convoys::reference_key.like(contains(text)).escape('\\');
        query = query.filter(called.or(whole.and(route_told_to(scope.parts()))));
    }
    if let Some(since) = filter.updated_since {
        query = query.filter(convoys::updated_at.ge(DbInstant(since.utc())));
    }
    query
}

/// A LIKE pattern in which the text stands for itself.
fn contains(text: &str) -> String {
    let escaped = text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

/// Status, people waiting and moment of silence of a convoy.
pub type Standing = (String, Option<i64>, Option<DbInstant>);

/// How every convoy in a scope stands: what the board's tiles count.
pub fn list_standings(conn: &mut DbConnection, scope: &OrgScope) -> Result<Vec<Standing>, StoreError> {
    let query = convoys::table.filter(seen_by(scope.parts()));
    Ok(query.select((convoys::status, convoys::people_waiting, convoys::silent_after)).load(conn)?)
}

/// The stops of several convoys, in the order of each route.
pub fn list_stops_of(conn: &mut DbConnection, convoys: &[Uuid]) -> Result<Vec<StopRow>, StoreError> {
    let ids: Vec<DbId> = convoys.iter().copied().map(DbId).collect();
    let query = stops::table.filter(stops::convoy_id.eq_one_of(ids)).order((stops::convoy_id, stops::ordinal));
    Ok(query.select(StopRow::as_select()).load(conn)?)
}

/// The sectors of the cargo of several convoys, each once, in the order of codes.
pub fn list_sectors_of(conn: &mut DbConnection, convoys: &[Uuid]) -> Result<Vec<(Uuid, String)>, StoreError> {
    let ids: Vec<DbId> = convoys.iter().copied().map(DbId).collect();
    let query = cargo::table.filter(cargo::convoy_id.eq_one_of(ids)).filter(cargo::sector.is_not_null());
    let rows: Vec<(DbId, Option<String>)> = query
        .select((cargo::convoy_id, cargo::sector))
        .distinct()
        .order((cargo::convoy_id, cargo::sector))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(DbId(id), sector)| Some((id, sector?))).collect())
}

/// How many reports of a scope are in a given state.
pub fn count_reviews(conn: &mut DbConnection, scope: &OrgScope, state: &str) -> Result<i64, StoreError> {
    let seen = reviews::table.filter(reviews::convoy_id.eq_any(ids_seen_by(scope.parts())));
    Ok(seen.filter(reviews::state.eq(state)).count().get_result(conn)?)
}

/// Reports in a given state after a position, in the order of the ledger.
pub fn list_reviews(
    conn: &mut DbConnection,
    scope: &OrgScope,
    state: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<ReviewRow>, StoreError> {
    let seen = reviews::table.filter(reviews::convoy_id.eq_any(ids_seen_by(scope.parts())));
    let query = seen.filter(reviews::state.eq(state)).filter(reviews::position.gt(after));
    Ok(query.order(reviews::position).limit(limit).select(ReviewRow::as_select()).load(conn)?)
}

/// A report that does not count as it stands.
pub fn find_review(conn: &mut DbConnection, scope: &OrgScope, event: Uuid) -> Result<Option<ReviewRow>, StoreError> {
    let seen = reviews::table.filter(reviews::convoy_id.eq_any(ids_seen_by(scope.parts())));
    let found = seen.filter(reviews::event_id.eq(DbId(event))).select(ReviewRow::as_select()).first(conn);
    Ok(found.optional()?)
}

/// What became of these events, where they do not simply count.
pub fn list_states(conn: &mut DbConnection, events: &[Uuid]) -> Result<Vec<ReviewRow>, StoreError> {
    let ids: Vec<DbId> = events.iter().copied().map(DbId).collect();
    Ok(reviews::table.filter(reviews::event_id.eq_one_of(ids)).select(ReviewRow::as_select()).load(conn)?)
}
