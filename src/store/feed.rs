//! Queries of the feed: which entries there are after a position, and which convoys of them a scope sees.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    ledger::{CONVOY, CONVOY_REGISTERED, DEED},
    one_of::EqOneOf,
    rows::{ConvoyRow, LedgerRow},
    schema::{convoys, ledger},
    scope::{OrgScope, seen_by},
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// Which events are looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventFilter {
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this convoy.
    pub convoy: Option<Uuid>,
    /// Recorded by then.
    pub as_of: Option<Instant>,
}

/// Position and convoy of events within `(after, until]`, in order.
pub fn list_events(
    conn: &mut DbConnection,
    filter: &EventFilter,
    after: i64,
    until: i64,
    limit: i64,
) -> Result<Vec<(i64, Uuid)>, StoreError> {
    let mut query = ledger::table
        .filter(ledger::position.gt(after))
        .filter(ledger::position.le(until))
        .filter(ledger::subject_kind.eq(CONVOY))
        .filter(ledger::kind.ne(CONVOY_REGISTERED))
        .order(ledger::position)
        .limit(limit)
        .select((ledger::position, ledger::subject_id))
        .into_boxed();
    if let Some(kind) = &filter.kind {
        query = query.filter(ledger::kind.eq(kind));
    }
    if let Some(convoy) = filter.convoy {
        query = query.filter(ledger::subject_id.eq(DbId(convoy)));
    }
    if let Some(latest) = filter.as_of {
        query = query.filter(ledger::recorded_at.le(DbInstant(latest.utc())));
    }
    let rows: Vec<(i64, DbId)> = query.load(conn)?;
    Ok(rows.into_iter().map(|(position, DbId(convoy))| (position, convoy)).collect())
}

/// The entries at these positions, in order.
pub fn list_at(conn: &mut DbConnection, positions: &[i64]) -> Result<Vec<LedgerRow>, StoreError> {
    let query = ledger::table.filter(ledger::position.eq_one_of(positions)).order(ledger::position);
    Ok(query.select(LedgerRow::as_select()).load(conn)?)
}

/// Those of these convoys that a scope sees.
pub fn list_seen(conn: &mut DbConnection, scope: &OrgScope, convoys: &[Uuid]) -> Result<Vec<ConvoyRow>, StoreError> {
    let ids: Vec<DbId> = convoys.iter().copied().map(DbId).collect();
    let query = convoys::table.filter(convoys::id.eq_one_of(ids)).filter(seen_by(scope.parts()));
    Ok(query.select(ConvoyRow::as_select()).load(conn)?)
}

/// An entry of any kind, without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Where in the ledger.
    pub position: i64,
    /// `convoy`, `deed`, …
    pub subject_kind: String,
    /// What or whom it is about.
    pub subject: Uuid,
    /// What happened.
    pub kind: String,
}

impl Heading {
    /// Whether it is an event of a convoy.
    pub fn is_event(&self) -> bool {
        self.subject_kind == CONVOY && self.kind != CONVOY_REGISTERED
    }

    /// Whether it tells what was done with rights.
    pub fn is_deed(&self) -> bool {
        self.subject_kind == DEED
    }
}

type HeadingRow = (i64, String, DbId, String);

fn heading((position, subject_kind, DbId(subject), kind): HeadingRow) -> Heading {
    Heading { position, subject_kind, subject, kind }
}

/// The next entries after a position, in order, whatever they are about.
pub fn list_headings(conn: &mut DbConnection, after: i64, limit: i64) -> Result<Vec<Heading>, StoreError> {
    let query = ledger::table.filter(ledger::position.gt(after)).order(ledger::position).limit(limit);
    let columns = (ledger::position, ledger::subject_kind, ledger::subject_id, ledger::kind);
    let rows: Vec<HeadingRow> = query.select(columns).load(conn)?;
    Ok(rows.into_iter().map(heading).collect())
}

/// The entries at these positions, in order.
pub fn list_headings_at(conn: &mut DbConnection, positions: &[i64]) -> Result<Vec<Heading>, StoreError> {
    let query = ledger::table.filter(ledger::position.eq_one_of(positions)).order(ledger::position);
    let columns = (ledger::position, ledger::subject_kind, ledger::subject_id, ledger::kind);
    let rows: Vec<HeadingRow> = query.select(columns).load(conn)?;
    Ok(rows.into_iter().map(heading).collect())
}
