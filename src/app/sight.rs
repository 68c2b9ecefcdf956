//! How much of a convoy somebody is told. Everything that leaves the application about convoys passes through here, before
//! any page, answer or file is made of it: what is taken out here cannot leak there.
//!
//! | told to outsiders and viewers | low | moderate | high | severe |
//! | --- | --- | --- | --- | --- |
//! | under way: at all | yes | yes | yes | not to viewers |
//! | positions, snapped to 0.1° and 24 hours late | yes | yes | no | no |
//! | cargo | yes | by sector | by sector | by sector |
//! | the route ahead, trucks, sources, notes, who reported | no | no | no | no |
//! | over: places (coordinates snapped to 0.01°), cargo, trucks, times | yes | yes | yes | yes |
//! | over: who reported | no | no | no | no |
//!
//! A convoy counts as under way before it leaves, and for 24 hours after its end. Ends and positions count from the last
//! moment that they can have been, and not before they were recorded: a claimed time alone shows nothing. The grid is fixed: many questions about one
//! position give one answer.

mod area;
mod convoy;
mod refusals;
mod report;
mod summaries;

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use chrono::TimeDelta;
use chrono_tz::Tz;
use uuid::Uuid;

pub(super) use area::Areas;
pub use area::CELL;
pub(super) use refusals::{Candour, permitted, told_code};
pub(super) use summaries::{Told, tell};

use super::{names::Names, summary::Summary};
use crate::{
    domain::{
        Verdict,
        facts::Facts,
        history::Recorded,
        place::Place,
        plan::Sensitivity,
        time::{Instant, Occurred},
    },
    store::{
        DbConnection, StoreError,
        dossier::Dossier,
        partnerships,
        report_facts::{self, Known},
        rows::ConvoyRow,
        scope::{self, OrgScope, is_off_the_road},
    },
};

/// Positions of a convoy under way are told so much later.
const LATE: TimeDelta = TimeDelta::hours(24);
/// Positions of a convoy under way lie on this grid, in degrees.
const COARSE: f64 = 0.1;
/// Positions of a convoy that is over lie on this one.
const FINE: f64 = 0.01;

/// What somebody is told less than there is.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Reduced {
    /// The grid of positions in degrees; none where no position is told.
    pub grid_degrees: Option<f64>,
    /// How late positions are told.
    pub hours_late: i64,
    /// Whether the cargo is told: where it is not, that none is told does not mean that there is none.
    pub cargo: bool,
}

/// Through what somebody sees a convoy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lens {
    /// As it is.
    Exact,
    /// It is over: who reported is left out, and coordinates are coarse.
    Over,
    /// It is under way.
    UnderWay(Veil),
}

/// What of a convoy under way is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Veil {
    positions: bool,
    cargo: bool,
    /// In whose days times are claimed.
    zone: Tz,
    /// Positions that were not past and on record by then are not.
    until: Instant,
}

impl Veil {
    /// Whether what happened then is told by now: it was certainly past, and on record, long enough ago.
    fn is_due(self, occurred: Occurred) -> bool {
        occurred.is_settled_by(self.zone, self.until)
    }
}

impl Lens {
    /// Of a convoy that stands so, to somebody who may see it exactly or not, now.
    fn of(row: &ConvoyRow, exact: bool, now: Instant) -> Result<Self, StoreError> {
        if exact {
            return Ok(Self::Exact);
        }
        let corrupt = |what: &str| StoreError::Corrupt { what: format!("convoys.{what}") };
        let sensitivity = Sensitivity::from_str(&row.sensitivity).map_err(|_| corrupt("sensitivity"))?;
        if is_off_the_road(row.over_since.map(|at| Instant::new(at.0)), now) {
            return Ok(Self::Over);
        }
        let zone = row.time_zone.parse().map_err(|_| corrupt("time_zone"))?;
        Ok(Self::UnderWay(Veil {
            positions: sensitivity <= Sensitivity::Moderate,
            cargo: sensitivity == Sensitivity::Low,
            zone,
            until: now.plus(-LATE),
        }))
    }

    /// What is said to whoever is told less.
    pub(super) fn reduced(self) -> Option<Reduced> {
        match self {
            Self::Exact => None,
            Self::Over => Some(Reduced { grid_degrees: Some(FINE), hours_late: 0, cargo: true }),
            Self::UnderWay(veil) => Some(Reduced {
                grid_degrees: veil.positions.then_some(COARSE),
                hours_late: LATE.num_hours(),
                cargo: veil.cargo,
            }),
        }
    }

    /// Whether the convoy has to be folded to say where it was: its row knows only where it is.
    pub(super) fn needs_dossier(self) -> bool {
        matches!(self, Self::UnderWay(_))
    }

    /// Takes out of a convoy, and of the names beside it, what is not told.
    pub(super) fn convoy(
        self,
        conn: &mut DbConnection,
        dossier: &mut Dossier,
        names: &mut Names,
    ) -> Result<(), StoreError> {
        match self {
            Self::Exact => {}
            Self::Over => {
                dossier.registered_by = None;
                for event in &mut dossier.events {
                    event.recorded_by = None;
                }
                names.people.clear();
                area::snap(names, FINE);
            }
            Self::UnderWay(_) => {
                let areas = Areas::read(conn, names.places.keys().copied())?;
                self.veil(dossier, &areas);
                names.people.clear();
                names.places = areas.into_places();
            }
        }
        Ok(())
    }

    /// Takes out of a convoy under way what is not told, where the areas of many are read at once.
    pub(super) fn veil(self, dossier: &mut Dossier, areas: &Areas) {
        if let Self::UnderWay(veil) = self {
            convoy::veil(veil, dossier, areas);
        }
    }

    /// Takes out of an event, alone, what is not told.
    pub(super) fn event(self, event: &mut Recorded, verdict: &mut Verdict, areas: &Areas) {
        match self {
            Self::Exact => {}
            Self::Over => event.recorded_by = None,
            Self::UnderWay(veil) => {
                *event = report::recorded(veil, event, areas);
                *verdict = report::verdict(verdict);
            }
        }
    }

    /// Whether who reported is told.
    pub(super) fn tells_reporters(self) -> bool {
        self == Self::Exact
    }

    /// A place that may be named, with coordinates as exact as they are told. Of a convoy under way only [`Areas`] are.
    pub(super) fn place(self, place: &Place) -> Option<Place> {
        match self {
            Self::Exact => Some(place.clone()),
            Self::Over => Some(area::snapped(place, FINE)),
            Self::UnderWay(_) => None,
        }
    }

    /// Takes out of the small answer what is not told. `dossier` is the convoy as told through the same lens, where it
    /// [needs one](Self::needs_dossier).
    pub(super) fn summary(self, summary: &mut Summary, dossier: Option<&Dossier>) {
        summary.reduced = self.reduced();
        if let Self::UnderWay(_) = self {
            let told = dossier.map(|dossier| &dossier.history.convoy);
            summary.origin = told.and_then(convoy::origin).map(|place| place.0);
            summary.last_place = told.and_then(|convoy| convoy.last_place).map(|place| place.0);
            summary.next_stop = None;
            if let Some(block) = &mut summary.block {
                let open = told.and_then(|convoy| convoy.open_block());
                block.held_by = None;
                block.place = open.and_then(|open| open.place).map(|place| place.0);
            }
        }
    }
}

/// What reports are told of convoys, as known at a moment: of each what is told both by how it stood then and by how it
/// stands now. So the same question has the same answer also when a convoy is over in the meantime.
///
/// Nothing else is taken out: how many convoys a figure is of hides nothing, since each of its parts is told to the same
/// reader of each convoy by itself.
pub(super) fn facts(
    conn: &mut DbConnection,
    scope: &OrgScope,
    known: Vec<Known>,
    at: Instant,
) -> Result<Vec<Facts>, StoreError> {
    let ids: Vec<Uuid> = known.iter().map(|known| known.id).collect();
    let exact = scope::list_exact(conn, scope, &ids)?;
    // Those of severe sensitivity are not there for viewers, while they are under way.
    let hidden_then = |known: &&Known| {
        let then = &known.then;
        then.sensitivity == Sensitivity::Severe && !is_off_the_road(then.over_since, at)
    };
    let hidden: Vec<Uuid> = known.iter().filter(hidden_then).map(|known| known.id).collect();
    let seen_anyway = report_facts::list_seen(conn, &scope.without_viewers(), &hidden)?;
    let accepted = partnerships::list_all_accepted(conn, &ids)?;
    let mut told = Vec::with_capacity(known.len());
    for Known { id, now, then: mut facts } in known {
        if hidden.contains(&id) && !seen_anyway.contains(&id) {
            continue;
        }
        let over = is_off_the_road(facts.over_since, at) && is_off_the_road(now.over_since, scope.now);
        if !exact.contains(&id) && !over {
            facts.withhold();
        }
        // Who was named and has not accepted takes no part: nothing counts as theirs.
        facts.partners.retain(|partner| accepted.contains(&(id, *partner)));
        told.push(facts);
    }
    Ok(told)
}

/// Through which lens a scope sees each of these convoys now.
pub(super) fn lenses(
    conn: &mut DbConnection,
    scope: &OrgScope,
    rows: &[ConvoyRow],
) -> Result<BTreeMap<Uuid, Lens>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let exact = scope::list_exact(conn, scope, &ids)?;
    rows.iter().map(|row| Ok((row.id.0, Lens::of(row, exact.contains(&row.id.0), scope.now)?))).collect()
}

/// Rows, each with the lens through which a scope sees it now.
pub(super) fn through_lenses(
    conn: &mut DbConnection,
    scope: &OrgScope,
    rows: Vec<ConvoyRow>,
) -> Result<Vec<(ConvoyRow, Lens)>, StoreError> {
    let lenses = lenses(conn, scope, &rows)?;
    let with_lens = |row: ConvoyRow| lenses.get(&row.id.0).copied().map(|lens| (row, lens));
    Ok(rows.into_iter().filter_map(with_lens).collect())
}

/// Through which lens a scope sees a convoy now.
pub(super) fn lens(conn: &mut DbConnection, scope: &OrgScope, row: &ConvoyRow) -> Result<Lens, StoreError> {
    let exact = scope::list_exact(conn, scope, &[row.id.0])?;
    Lens::of(row, exact.contains(&row.id.0), scope.now)
}

/// Makes the coordinates of places coarse, but for those through which the reader sees a convoy exactly.
pub(super) fn snap_others(places: &mut BTreeMap<Uuid, crate::domain::place::Place>, exact: &BTreeSet<Uuid>) {
    for (_, place) in places.iter_mut().filter(|(id, _)| !exact.contains(id)) {
        *place = area::snapped(place, FINE);
    }
}

/// Coordinates of the places of convoys that are over.
pub(super) fn coarsen(names: &mut Names) {
    area::snap(names, FINE);
}

/// Coordinates of places to whoever sees no convoy exactly.
pub(super) fn snapped(place: &Place) -> Place {
    area::snapped(place, FINE)
}
