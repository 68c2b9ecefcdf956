//! The small answers of many convoys, each as told.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Lens, area};
use crate::{
    app::{
        AppError,
        names::{Names, Wanted},
        summary::Summary,
    },
    domain::{
        id::{ConvoyId, OrganisationId, PlaceId},
        time::Instant,
    },
    store::{
        DbConnection,
        dossier::{Dossier, find_dossier},
        rows::ConvoyRow,
    },
};

/// Small answers, and what is needed to tell of them.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// In the order of the rows.
    pub summaries: Vec<Summary>,
    /// Their names.
    pub names: Names,
    /// The convoys that are told less than there is and had to be folded for it.
    pub veiled: Vec<Dossier>,
    /// Which of the named places are cells in the stead of places.
    pub cells: BTreeSet<Uuid>,
}

/// Tells rows, each through its lens.
pub(crate) fn tell(
    conn: &mut DbConnection,
    rows: Vec<(ConvoyRow, Lens)>,
    as_of: Option<Instant>,
) -> Result<Told, AppError> {
    let mut told = Told::default();
    let mut wanted = Wanted::default();
    let mut areas = Names::default();
    let mut coarse = false;
    for (row, lens) in rows {
        let id = ConvoyId(row.id.0);
        let mut summary = Summary::try_from(row)?;
        let mut veiled = None;
        if lens.needs_dossier()
            && let Some(mut dossier) = find_dossier(conn, id, as_of)?
        {
            let mut every = Wanted::default();
            every.dossier(&dossier);
            let mut names = every.read(conn, as_of)?;
            lens.convoy(conn, &mut dossier, &mut names)?;
            told.cells.extend(names.places.keys());
            areas.places.append(&mut names.places);
            veiled = Some(dossier);
        }
        lens.summary(&mut summary, veiled.as_ref());
        if lens == Lens::Over {
            coarse = true;
        }
        if !lens.needs_dossier() {
            wanted.places(summary.places().into_iter().map(PlaceId));
        }
        wanted.organisations([OrganisationId(summary.lead)]);
        told.summaries.push(summary);
        told.veiled.extend(veiled);
    }
    told.names = wanted.read(conn, as_of)?;
    if coarse {
        area::snap(&mut told.names, super::FINE);
    }
    told.names.places.append(&mut areas.places);
    Ok(told)
}
