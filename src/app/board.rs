//! The board: every convoy that a caller may see, the ones in trouble first, and the figures above them.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use strum::IntoEnumIterator;
use uuid::Uuid;

pub use super::sight::CELL;
use super::{
    App, AppError, Caller,
    addresses::Addresses,
    audit::Read,
    names::{Names, Wanted},
    sight::{self, Told, tell},
    summary::Summary,
};
use crate::{
    domain::{
        Status,
        cargo::Sector,
        id::{ConvoyId, PlaceId},
        place::Organisation,
        plan::StopRole,
        route::{Stop, StopState},
        time::Instant,
    },
    store::{
        DbConnection, StoreError,
        convoys::{self, Filter, Standing},
        dialect::read_snapshot,
        dossier::find_dossier,
        projection::Projection,
        scope::OrgScope,
        world,
    },
};

/// Convoys and the people who wait for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many convoys.
    pub convoys: u64,
    /// How many people; `None` where it is not known for any of them.
    pub waiting: Option<u64>,
}

/// A stop of a convoy on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoardStop {
    /// Where.
    pub place: Uuid,
    /// What for.
    pub role: StopRole,
    /// How far it is done.
    pub state: StopState,
    /// It was not in the plan.
    pub added: bool,
}

/// What the board shows. The figures are of all convoys that the caller may see, the lists of those that fit the filter.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// Organisations to narrow it to.
    pub organisations: Vec<Organisation>,
    /// Figures by status.
    pub counts: BTreeMap<Status, Count>,
    /// Figures of those not heard from for longer than agreed.
    pub silent: Count,
    /// Those that somebody should look at, the longest in their status first.
    pub attention: Vec<Summary>,
    /// Under way, without trouble.
    pub on_the_road: Vec<Summary>,
    /// Not yet gone.
    pub planned: Vec<Summary>,
    /// Over; the latest of them.
    pub finished: Vec<Summary>,
    /// How many are over.
    pub finished_in_all: usize,
    /// Routes of the convoys in the lists.
    pub routes: BTreeMap<Uuid, Vec<BoardStop>>,
    /// Sectors of their cargo.
    pub sectors: BTreeMap<Uuid, Vec<Sector>>,
    /// Names. Coordinates are as exact as the reader is told: as they are only where a convoy is seen exactly.
    pub names: Names,
    /// Which of the named places are cells in the stead of places, [`CELL`] degrees wide.
    pub cells: BTreeSet<Uuid>,
    /// How the convoys are addressed.
    pub addresses: Addresses,
}

/// Convoys read for the board at the most, open and finished each; the list has them all.
const MOST_READ: i64 = 500;
/// Finished convoys shown where nobody asked for them.
const FEW_FINISHED: usize = 20;
/// Organisations to choose from at the most.
const MOST_ORGANISATIONS: i64 = 100;

impl App {
    /// What the board shows.
    pub fn board(&self, caller: &Caller, filter: &Filter) -> Result<Board, AppError> {
        let scope = caller.scope(self.now())?;
        let now = scope.now;
        let board = read_snapshot(&mut *self.reader()?, |conn| {
            let mut board = Board::default();
            board.count(&convoys::list_standings(conn, &scope)?, now)?;
            for over in [false, true] {
                let told = list(conn, &scope, filter, over)?;
                board.names.extend(told.names);
                board.cells.extend(told.cells);
                for dossier in told.veiled {
                    let stops = dossier.history.convoy.route.stops.iter();
                    let stop = |stop: &Stop| BoardStop {
                        place: stop.place.0,
                        role: stop.role,
                        state: stop.state,
                        added: stop.added,
                    };
                    board.routes.insert(dossier.id.0, stops.map(stop).collect());
                }
                for summary in told.summaries {
                    board.sort_in(summary, now);
                }
            }
            board.attention.sort_by_key(|summary| (summary.since.at, summary.id));
            board.finished_in_all = board.finished.len();
            if *filter == Filter::default() {
                board.finished.truncate(FEW_FINISHED);
            }
            board.describe(conn)?;
            let rows = board.rows().map(|summary| (summary.id, summary.reference.as_str()));
            board.addresses = Addresses::read(conn, &scope, rows)?;
            let all = world::list_organisations(conn, "", MOST_ORGANISATIONS)?;
            board.organisations = all.into_iter().map(|organisation| organisation.what).collect();
            Ok::<_, AppError>(board)
        })?;
        if board.rows().any(|summary| summary.reduced.is_none()) {
            self.note_exact_read(caller, Read::Convoys, None);
        }
        Ok(board)
    }
}

impl App {
    /// The figures, and what needed attention, as known at a moment. Each convoy is folded from its entries of then, and of
    /// all that is folded only what is told is kept.
    pub fn board_as_known(&self, caller: &Caller, as_of: Instant) -> Result<Board, AppError> {
        const PAGE: i64 = 200;
        let scope = caller.scope(self.now())?;
        let board = read_snapshot(&mut *self.reader()?, |conn| {
            let mut board = Board::default();
            let mut before = i64::MAX;
            loop {
                let rows = convoys::list_known_at(conn, &scope, as_of, before, PAGE)?;
                let Some(last) = rows.last() else { break };
                before = last.registered_position;
                let mut then = Vec::with_capacity(rows.len());
                for (row, lens) in sight::through_lenses(conn, &scope, rows)? {
                    let Some(dossier) = find_dossier(conn, ConvoyId(row.id.0), Some(as_of))? else { continue };
                    let row = Projection::of(&dossier).convoy;
                    board.count(&[(row.status.clone(), row.people_waiting, row.silent_after)], as_of)?;
                    if Summary::try_from(row.clone())?.needs_attention(as_of) {
                        then.push((row, lens));
                    }
                }
                let told = tell(conn, then, Some(as_of))?;
                board.names.extend(told.names);
                board.attention.extend(told.summaries);
            }
            board.attention.sort_by_key(|summary| (summary.since.at, summary.id));
            Ok::<_, AppError>(board)
        })?;
        if board.rows().any(|summary| summary.reduced.is_none()) {
            self.note_exact_read(caller, Read::Convoys, None);
        }
        Ok(board)
    }
}

fn list(conn: &mut DbConnection, scope: &OrgScope, filter: &Filter, over: bool) -> Result<Told, AppError> {
    let wanted = |code: &String| filter.statuses.is_empty() || filter.statuses.contains(code);
    let of_this_part = Status::iter().filter(|status| status.is_final() == over);
    let statuses: Vec<String> = of_this_part.map(|status| status.as_ref().to_owned()).filter(wanted).collect();
    if statuses.is_empty() {
        return Ok(Told::default());
    }
    let filter = Filter { statuses, ..filter.clone() };
    let rows = convoys::list(conn, scope, &filter, i64::MAX, MOST_READ)?;
    let rows = sight::through_lenses(conn, scope, rows)?;
    tell(conn, rows, None)
}

impl Board {
    /// Figures of several statuses together.
    pub fn count_of(&self, statuses: &[Status]) -> Count {
        let counts = statuses.iter().filter_map(|status| self.counts.get(status));
        counts.fold(Count::default(), |sum, count| Count {
            convoys: sum.convoys + count.convoys,
            waiting: match (sum.waiting, count.waiting) {
                (Some(some), Some(more)) => Some(some.saturating_add(more)),
                (some, more) => some.or(more),
            },
        })
    }

    fn count(&mut self, standings: &[Standing], now: Instant) -> Result<(), StoreError> {
        for (status, waiting, silent_after) in standings {
            let status = Status::from_str(status).map_err(|_| corrupt("convoys.status"))?;
            let waiting = waiting.and_then(|waiting| u64::try_from(waiting).ok());
            self.counts.entry(status).or_default().add(waiting);
            if silent_after.is_some_and(|after| Instant::new(after.0) < now) {
                self.silent.add(waiting);
            }
        }
        Ok(())
    }

    fn sort_in(&mut self, summary: Summary, now: Instant) {
        let part = if summary.needs_attention(now) {
            &mut self.attention
        } else if summary.status == Status::Planned {
            &mut self.planned
        } else if summary.status.is_final() {
            &mut self.finished
        } else {
            &mut self.on_the_road
        };
        part.push(summary);
    }

    /// Every convoy in the lists.
    pub fn rows(&self) -> impl Iterator<Item = &Summary> {
        [&self.attention, &self.on_the_road, &self.planned, &self.finished].into_iter().flatten()
    }

    /// Reads what the rows show beside their summaries: one query a table, however many rows there are.
    fn describe(&mut self, conn: &mut DbConnection) -> Result<(), AppError> {
        let mut wanted = Wanted::default();
        let ids: BTreeSet<Uuid> = self.rows().map(|summary| summary.id).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        // Where a convoy that is veiled goes stands in the table of stops, and not here.
        let told: Vec<Uuid> = ids.iter().copied().filter(|id| !self.routes.contains_key(id)).collect();
        for row in convoys::list_stops_of(conn, &told)? {
            let stop = BoardStop {
                place: row.place_id.0,
                role: StopRole::from_str(&row.role).map_err(|_| corrupt("stops.role"))?,
                state: StopState::from_str(&row.state).map_err(|_| corrupt("stops.state"))?,
                added: row.added,
            };
            wanted.places([PlaceId(stop.place)]);
            self.routes.entry(row.convoy_id.0).or_default().push(stop);
        }
        for (id, sector) in convoys::list_sectors_of(conn, &ids)? {
            let sector = Sector::from_str(&sector).map_err(|_| corrupt("cargo.sector"))?;
            self.sectors.entry(id).or_default().push(sector);
        }
        self.names.extend(wanted.read(conn, None)?);
        let exact = self.places_seen_exactly();
        sight::snap_others(&mut self.names.places, &exact);
        Ok(())
    }

    /// The places through which the reader sees some convoy as it is.
    fn places_seen_exactly(&self) -> BTreeSet<Uuid> {
        let exact = self.rows().filter(|summary| summary.reduced.is_none());
        let on_the_way = |id: &Uuid| self.routes.get(id).into_iter().flatten().map(|stop| stop.place);
        exact.flat_map(|summary| summary.places().into_iter().chain(on_the_way(&summary.id))).collect()
    }
}

impl Count {
    fn add(&mut self, waiting: Option<u64>) {
        self.convoys += 1;
        if let Some(people) = waiting {
            self.waiting = Some(self.waiting.unwrap_or(0).saturating_add(people));
        }
    }
}

fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt { what: what.to_owned() }
}
