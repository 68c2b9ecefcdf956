//! Walks convoys in the order of their registration. Of each, the rows of the wanted table are made from what is told of it.

use std::collections::{BTreeSet, HashMap};

use chrono_tz::Tz;
use uuid::Uuid;

use super::{Question, TakeRow, names::Names, rows};
use crate::{
    app::{
        AppError,
        convoys::fits,
        names::Wanted,
        policy::Parties,
        sight::{self, Lens},
        summary::Summary,
    },
    domain::{id::ConvoyId, time::Instant},
    export::Table,
    store::{
        DbConnection,
        convoys::list_sectors_of,
        dossier::{Dossier, find_dossier},
        exports::{self, Children, Needs, Page},
        projection::Projection,
        rows::ConvoyRow,
    },
};

/// Convoys in the first page, which is small so that the first bytes come soon; each further page doubles.
const FIRST: i64 = 16;
/// Convoys in a page at the most.
const MOST: i64 = 256;

/// A convoy as told, with its rows.
pub(super) struct Told {
    pub lens: Lens,
    pub zone: Tz,
    pub summary: Summary,
    pub sensitivity: String,
    pub registered_at: Instant,
    pub sectors: Vec<String>,
    pub children: Children,
}

/// Where a walk over convoys is.
#[derive(Debug)]
pub(super) struct ConvoyWalk {
    table: &'static Table,
    needs: Needs,
    after: i64,
    limit: i64,
}

impl ConvoyWalk {
    /// For the rows of a table.
    pub(super) fn new(table: &'static Table) -> Self {
        let of = |name: &str| table.name == name;
        let needs = Needs {
            organisations: of("convoys"),
            stops: of("convoys") || of("checkpoints"),
            trucks: of("trucks"),
            cargo: of("cargo"),
            blocks: of("checkpoints"),
            incidents: of("incidents"),
        };
        Self { table, needs, after: 0, limit: FIRST }
    }

    /// Makes the rows of the next convoys; whether there may be more.
    pub(super) fn page(
        &mut self,
        conn: &mut DbConnection,
        question: &Question,
        names: &mut Names,
        take: &mut TakeRow<'_>,
    ) -> Result<bool, AppError> {
        let page = Page {
            filter: &question.filter,
            only: question.only,
            horizon: question.horizon,
            after: self.after,
            limit: self.limit,
        };
        let found = exports::list_convoys(conn, &question.scope, &page)?;
        let Some(last) = found.last() else { return Ok(false) };
        self.after = last.registered_position;
        let goes_on = found.len() >= usize::try_from(self.limit).unwrap_or(usize::MAX);
        self.limit = (self.limit * 2).min(MOST);
        let told = self.tell(conn, question, names, found)?;
        read_names(conn, names, &told)?;
        for convoy in &told {
            rows::of_convoy(self.table, convoy, names, question.horizon.at, take)?;
        }
        Ok(goes_on)
    }

    fn tell(
        &self,
        conn: &mut DbConnection,
        question: &Question,
        names: &mut Names,
        found: Vec<ConvoyRow>,
    ) -> Result<Vec<Told>, AppError> {
        let position = question.horizon.position;
        let still: Vec<Uuid> = found.iter().filter(|row| row.last_position <= position).map(|row| row.id.0).collect();
        let mut children = exports::map_children(conn, &still, self.needs)?;
        let mut sectors: HashMap<Uuid, Vec<String>> = HashMap::new();
        if self.table.name == "convoys" {
            for (convoy, sector) in list_sectors_of(conn, &still)? {
                sectors.entry(convoy).or_default().push(sector);
            }
        }
        let mut told = Vec::with_capacity(found.len());
        // How much is told of a convoy follows from how it stands now, also of earlier moments.
        for (row, lens) in sight::through_lenses(conn, &question.scope, found)? {
            let id = row.id.0;
            if row.last_position <= position && !lens.needs_dossier() {
                let children = children.remove(&id).unwrap_or_default();
                told.push(as_stored(row, lens, children, sectors.remove(&id).unwrap_or_default())?);
                continue;
            }
            let Some(dossier) = find_dossier(conn, ConvoyId(id), Some(question.horizon.at))? else { continue };
            // Of one that stands as it did, the query has said already that it fits.
            let parties = Parties::of_dossier(conn, &dossier)?;
            if row.last_position <= position || fits(&dossier, &parties, &question.filter, lens) {
                told.push(as_folded(conn, question, names, dossier, lens)?);
            }
        }
        Ok(told)
    }
}

fn as_stored(row: ConvoyRow, lens: Lens, children: Children, sectors: Vec<String>) -> Result<Told, AppError> {
    let (sensitivity, registered_at) = (row.sensitivity.clone(), Instant::new(row.registered_at.0));
    let mut summary = Summary::try_from(row)?;
    lens.summary(&mut summary, None);
    Ok(Told { lens, zone: summary.zone, summary, sensitivity, registered_at, sectors, children })
}

/// From its entries up to the horizon, with what is not told taken out before any row is made.
fn as_folded(
    conn: &mut DbConnection,
    question: &Question,
    names: &mut Names,
    mut dossier: Dossier,
    lens: Lens,
) -> Result<Told, AppError> {
    let whole = Projection::of(&dossier);
    let mut sectors: Vec<String> = whole.cargo.iter().filter_map(|line| line.sector.clone()).collect();
    sectors.sort();
    sectors.dedup();
    let mut summary = Summary::try_from(whole.convoy.clone())?;
    let told = if lens.needs_dossier() {
        let mut wanted = Wanted::default();
        wanted.dossier(&dossier);
        let mut places = wanted.read(conn, Some(question.horizon.at))?;
        lens.convoy(conn, &mut dossier, &mut places)?;
        names.add_areas(&places.places);
        Projection::of(&dossier)
    } else {
        whole
    };
    lens.summary(&mut summary, Some(&dossier));
    let Projection { organisations, stops, trucks, cargo, blocks, incidents, .. } = told;
    Ok(Told {
        lens,
        zone: summary.zone,
        summary,
        sensitivity: dossier.history.convoy.plan.sensitivity.as_ref().to_owned(),
        registered_at: dossier.registered_at,
        sectors,
        children: Children { organisations, stops, trucks, cargo, blocks, incidents },
    })
}

/// Reads the names that the rows of these convoys need. Those under way are told in areas, which are there already.
fn read_names(conn: &mut DbConnection, names: &mut Names, told: &[Told]) -> Result<(), AppError> {
    let mut places = BTreeSet::new();
    let mut organisations = BTreeSet::new();
    for convoy in told {
        organisations.insert(convoy.summary.lead);
        organisations.extend(convoy.children.organisations.iter().map(|row| row.organisation_id.0));
        if convoy.lens.needs_dossier() {
            continue;
        }
        places.extend(convoy.summary.places());
        let children = &convoy.children;
        places.extend(children.stops.iter().map(|stop| stop.place_id.0));
        places.extend(children.cargo.iter().filter_map(|line| line.destination_id).map(|id| id.0));
        places.extend(children.incidents.iter().filter_map(|incident| incident.place_id).map(|id| id.0));
    }
    names.read_places(conn, &places)?;
    names.read_organisations(conn, &organisations)
}
