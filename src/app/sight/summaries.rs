//! The small answers of many convoys, each as told.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Areas, Lens, area};
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
    let mut coarse = false;
    let (mut dossiers, mut every) = (Vec::with_capacity(rows.len()), Wanted::default());
    for (row, lens) in &rows {
        let dossier = if lens.needs_dossier() { find_dossier(conn, ConvoyId(row.id.0), as_of)? } else { None };
        if let Some(dossier) = &dossier {
            every.dossier(dossier);
        }
        dossiers.push(dossier);
    }
    // Of all convoys at once: a board shows hundreds.
    let areas = Areas::read(conn, every.place_ids())?;
    for ((row, lens), mut dossier) in rows.into_iter().zip(dossiers) {
        let mut summary = Summary::try_from(row)?;
        if let Some(dossier) = &mut dossier {
            lens.veil(dossier, &areas);
        }
        lens.summary(&mut summary, dossier.as_ref());
        if lens == Lens::Over {
            coarse = true;
        }
        if !lens.needs_dossier() {
            wanted.places(summary.places().into_iter().map(PlaceId));
        }
        wanted.organisations([OrganisationId(summary.lead)]);
        told.summaries.push(summary);
        told.veiled.extend(dossier);
    }
    told.names = wanted.read(conn, as_of)?;
    if coarse {
        area::snap(&mut told.names, super::FINE);
    }
    let mut cells = areas.into_places();
    told.cells.extend(cells.keys());
    told.names.places.append(&mut cells);
    Ok(told)
}
