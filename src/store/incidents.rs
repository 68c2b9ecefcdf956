//! Incidents over all convoys of a scope, the latest first.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    rows::{ConvoyRow, IncidentRow},
    schema::{convoy_organisations, convoys, incidents},
    scope::{OrgScope, seen_by, takes_part},
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// What a list is narrowed to. All that are set must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IncidentFilter {
    /// Of this act, as first reported.
    pub act: Option<String>,
    /// Of this convoy.
    pub convoy: Option<Uuid>,
    /// Of a convoy that this organisation leads or takes part in.
    pub organisation: Option<Uuid>,
    /// Not before this moment.
    pub from: Option<Instant>,
    /// Before this moment.
    pub until: Option<Instant>,
    /// Accounts contradict each other, or do not.
    pub accounts_differ: Option<bool>,
}

/// Where a list goes on: time and event of the last incident told.
pub type After = (i64, Uuid);

/// The next incidents of a scope, each with its convoy's row.
pub fn list(
    conn: &mut DbConnection,
    scope: &OrgScope,
    filter: &IncidentFilter,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<(IncidentRow, ConvoyRow)>, StoreError> {
    let mut query = incidents::table
        .inner_join(convoys::table.on(convoys::id.eq(incidents::convoy_id)))
        .filter(seen_by(scope.parts()))
        .order((incidents::occurred_at.desc(), incidents::event_id))
        .limit(limit)
        .select((IncidentRow::as_select(), ConvoyRow::as_select()))
        .into_boxed();
    if let Some((at, event)) = after {
        let at = DbInstant(Instant::from_micros(at).map_or(chrono::DateTime::UNIX_EPOCH, Instant::utc));
        let later = incidents::occurred_at.eq(at).and(incidents::event_id.gt(DbId(event)));
        query = query.filter(incidents::occurred_at.lt(at).or(later));
    }
    if let Some(act) = &filter.act {
        query = query.filter(incidents::act.eq(act));
    }
    if let Some(convoy) = filter.convoy {
        query = query.filter(incidents::convoy_id.eq(DbId(convoy)));
    }
    if let Some(organisation) = filter.organisation {
        let theirs = convoy_organisations::table
            .filter(convoy_organisations::organisation_id.eq(DbId(organisation)))
            .filter(takes_part());
        query = query.filter(incidents::convoy_id.eq_any(theirs.select(convoy_organisations::convoy_id)));
    }
    if let Some(from) = filter.from {
        query = query.filter(incidents::occurred_at.ge(DbInstant(from.utc())));
    }
    if let Some(until) = filter.until {
        query = query.filter(incidents::occurred_at.lt(DbInstant(until.utc())));
    }
    if let Some(differ) = filter.accounts_differ {
        query = query.filter(incidents::accounts_differ.eq(differ));
    }
    Ok(query.load(conn)?)
}

/// The convoy of the incident that an event reported, within a scope.
pub fn find_convoy(conn: &mut DbConnection, scope: &OrgScope, event: Uuid) -> Result<Option<ConvoyRow>, StoreError> {
    let query = incidents::table
        .inner_join(convoys::table.on(convoys::id.eq(incidents::convoy_id)))
        .filter(seen_by(scope.parts()))
        .filter(incidents::event_id.eq(DbId(event)))
        .select(ConvoyRow::as_select());
    Ok(query.first(conn).optional()?)
}
