//! The reads of exports: pages of convoys and of events, each short, none of which sees what was recorded after a position.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    connection::MultiBackend,
    convoys::{self, Filter},
    ledger::{CONVOY, CONVOY_REGISTERED},
    one_of::EqOneOf,
    rows::{
        BlockRow, CargoRow, ConvoyOrganisationRow, ConvoyRow, EventEntryRow, IncidentRow, ReviewRow, StopRow, TruckRow,
    },
    schema::{blocks, cargo, convoy_organisations, convoys as convoy_table, incidents, ledger, reviews, stops, trucks},
    scope::{OrgScope, seen_by},
    types::{DbId, DbInstant},
};
use crate::domain::{history::Verdict, time::Instant};

/// What is known by a moment ends here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// The last position recorded by then; 0 where nothing was.
    pub position: i64,
    /// The moment.
    pub at: Instant,
}

/// The last position that was recorded by a moment.
pub fn get_position_at(conn: &mut DbConnection, at: Instant) -> Result<i64, StoreError> {
    let recorded = ledger::table.filter(ledger::recorded_at.le(DbInstant(at.utc())));
    let last: Option<i64> =
        recorded.order(ledger::recorded_at.desc()).select(ledger::position).first(conn).optional()?;
    Ok(last.unwrap_or(0))
}

/// Which convoys a page of an export asks for.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// What they are narrowed to.
    pub filter: &'a Filter,
    /// This one alone.
    pub only: Option<Uuid>,
    /// Only what is known by then.
    pub horizon: Horizon,
    /// Registered after this position.
    pub after: i64,
    /// So many at the most.
    pub limit: i64,
}

/// The next convoys of a scope in the order of their registration: those of which nothing was recorded after the horizon, as
/// they fit the filter now, and all others, of which only a fold can tell whether they fitted then.
pub fn list_convoys(conn: &mut DbConnection, scope: &OrgScope, page: &Page<'_>) -> Result<Vec<ConvoyRow>, StoreError> {
    let position = page.horizon.position;
    let still = convoys::narrowed(scope, page.filter).filter(convoy_table::last_position.le(position));
    let moved = convoy_table::table
        .into_boxed()
        .filter(seen_by(scope.parts()))
        .filter(convoy_table::last_position.gt(position));
    let mut rows = load_page(conn, page, still)?;
    rows.extend(load_page(conn, page, moved)?);
    rows.sort_by_key(|row| row.registered_position);
    rows.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
    Ok(rows)
}

fn load_page(
    conn: &mut DbConnection,
    page: &Page<'_>,
    query: convoy_table::BoxedQuery<'_, MultiBackend>,
) -> Result<Vec<ConvoyRow>, StoreError> {
    let mut query = query
        .filter(convoy_table::registered_position.gt(page.after))
        .filter(convoy_table::registered_position.le(page.horizon.position))
        .order(convoy_table::registered_position)
        .limit(page.limit);
    if let Some(only) = page.only {
        query = query.filter(convoy_table::id.eq(DbId(only)));
    }
    Ok(query.select(ConvoyRow::as_select()).load(conn)?)
}

/// Of these convoys: those of a scope that fit a filter, and those of which something was recorded after a position.
pub fn list_convoys_of(
    conn: &mut DbConnection,
    scope: &OrgScope,
    filter: &Filter,
    horizon: Horizon,
    ids: &[Uuid],
) -> Result<Vec<ConvoyRow>, StoreError> {
    let ids: Vec<DbId> = ids.iter().copied().map(DbId).collect();
    let still = convoys::narrowed(scope, filter).filter(convoy_table::last_position.le(horizon.position));
    let moved = convoy_table::table.filter(seen_by(scope.parts()));
    let moved = moved.filter(convoy_table::last_position.gt(horizon.position));
    let mut rows: Vec<ConvoyRow> =
        still.filter(convoy_table::id.eq_one_of(ids.clone())).select(ConvoyRow::as_select()).load(conn)?;
    rows.extend(moved.filter(convoy_table::id.eq_one_of(ids)).select(ConvoyRow::as_select()).load::<ConvoyRow>(conn)?);
    Ok(rows)
}

/// The subjects of the entries after a position, up to another.
pub fn list_subjects_between(conn: &mut DbConnection, after: i64, until: i64) -> Result<Vec<Uuid>, StoreError> {
    let query = ledger::table.filter(ledger::position.gt(after)).filter(ledger::position.le(until));
    let ids: Vec<DbId> = query.select(ledger::subject_id).distinct().load(conn)?;
    Ok(ids.into_iter().map(|DbId(id)| id).collect())
}

/// Which events a page of an export asks for.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Of these kinds; empty is any.
    pub kinds: Vec<String>,
    /// Not before.
    pub from: Option<Instant>,
    /// Before.
    pub until: Option<Instant>,
    /// Of this convoy alone.
    pub only: Option<Uuid>,
}

/// Events between two positions, in order; so many at the most.
pub fn list_events_between(
    conn: &mut DbConnection,
    filter: &EventFilter,
    (after, until): (i64, i64),
    limit: i64,
) -> Result<Vec<EventEntryRow>, StoreError> {
    let mut query = ledger::table
        .filter(ledger::position.gt(after))
        .filter(ledger::position.le(until))
        .filter(ledger::subject_kind.eq(CONVOY))
        .filter(ledger::kind.ne(CONVOY_REGISTERED))
        .order(ledger::position)
        .limit(limit)
        .select(EventEntryRow::as_select())
        .into_boxed();
    if !filter.kinds.is_empty() {
        query = query.filter(ledger::kind.eq_one_of(&filter.kinds));
    }
    if let Some(from) = filter.from {
        query = query.filter(ledger::occurred_at.ge(DbInstant(from.utc())));
    }
    if let Some(until) = filter.until {
        query = query.filter(ledger::occurred_at.lt(DbInstant(until.utc())));
    }
    if let Some(only) = filter.only {
        query = query.filter(ledger::subject_id.eq(DbId(only)));
    }
    Ok(query.load(conn)?)
}

/// What became of the events between two positions that do not simply count, by event.
pub fn map_states_between(
    conn: &mut DbConnection,
    first: i64,
    last: i64,
) -> Result<HashMap<Uuid, ReviewRow>, StoreError> {
    // By state, for there is the index; it costs nothing to name them all.
    let query = reviews::table
        .filter(reviews::state.eq_one_of(Verdict::SETTLED))
        .filter(reviews::position.ge(first))
        .filter(reviews::position.le(last));
    let rows: Vec<ReviewRow> = query.select(ReviewRow::as_select()).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.event_id.0, row)).collect())
}

/// Which tables about a convoy a page needs.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one for each table, by its name")]
pub struct Needs {
    /// Who takes part.
    pub organisations: bool,
    /// Its stops.
    pub stops: bool,
    /// Its trucks.
    pub trucks: bool,
    /// Its cargo.
    pub cargo: bool,
    /// Its blocks.
    pub blocks: bool,
    /// Its incidents.
    pub incidents: bool,
}

/// The rows about one convoy, in order.
#[derive(Clone, Debug, Default)]
pub struct Children {
    /// Who takes part.
    pub organisations: Vec<ConvoyOrganisationRow>,
    /// Its stops.
    pub stops: Vec<StopRow>,
    /// Its trucks.
    pub trucks: Vec<TruckRow>,
    /// Its cargo.
    pub cargo: Vec<CargoRow>,
    /// Its blocks.
    pub blocks: Vec<BlockRow>,
    /// Its incidents, by key.
    pub incidents: Vec<IncidentRow>,
}

/// The rows about several convoys.
pub fn map_children(
    conn: &mut DbConnection,
    ids: &[Uuid],
    needs: Needs,
) -> Result<HashMap<Uuid, Children>, StoreError> {
    let mut of: HashMap<Uuid, Children> = ids.iter().map(|id| (*id, Children::default())).collect();
    let ids: Vec<DbId> = ids.iter().copied().map(DbId).collect();
    if needs.organisations {
        let query = convoy_organisations::table.filter(convoy_organisations::convoy_id.eq_one_of(&ids));
        let query = query.order((convoy_organisations::convoy_id, convoy_organisations::organisation_id));
        for row in query.select(ConvoyOrganisationRow::as_select()).load::<ConvoyOrganisationRow>(conn)? {
            of.entry(row.convoy_id.0).or_default().organisations.push(row);
        }
    }
    if needs.stops {
        let query = stops::table.filter(stops::convoy_id.eq_one_of(&ids)).order((stops::convoy_id, stops::ordinal));
        for row in query.select(StopRow::as_select()).load::<StopRow>(conn)? {
            of.entry(row.convoy_id.0).or_default().stops.push(row);
        }
    }
    if needs.trucks {
        let query = trucks::table.filter(trucks::convoy_id.eq_one_of(&ids)).order((trucks::convoy_id, trucks::ordinal));
        for row in query.select(TruckRow::as_select()).load::<TruckRow>(conn)? {
            of.entry(row.convoy_id.0).or_default().trucks.push(row);
        }
    }
    if needs.cargo {
        let query = cargo::table.filter(cargo::convoy_id.eq_one_of(&ids)).order((cargo::convoy_id, cargo::line));
        for row in query.select(CargoRow::as_select()).load::<CargoRow>(conn)? {
            of.entry(row.convoy_id.0).or_default().cargo.push(row);
        }
    }
    if needs.blocks {
        let query = blocks::table.filter(blocks::convoy_id.eq_one_of(&ids)).order((blocks::convoy_id, blocks::ordinal));
        for row in query.select(BlockRow::as_select()).load::<BlockRow>(conn)? {
            of.entry(row.convoy_id.0).or_default().blocks.push(row);
        }
    }
    if needs.incidents {
        let query = incidents::table.filter(incidents::convoy_id.eq_one_of(&ids));
        for row in query.select(IncidentRow::as_select()).load::<IncidentRow>(conn)? {
            of.entry(row.convoy_id.0).or_default().incidents.push(row);
        }
    }
    for children in of.values_mut() {
        // The order of text in PostgreSQL follows its locale.
        children.incidents.sort_by(|one, two| one.key.cmp(&two.key));
    }
    Ok(of)
}
