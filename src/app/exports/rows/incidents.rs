//! A row an incident, its figures as ranges over all accounts.

use serde::Deserialize;

use super::{TakeRow, Told, joined, local, moment};
use crate::{
    app::{
        AppError,
        exports::names::{Names, whole},
    },
    domain::{incident::Figure, time::Instant},
    export::Cell,
    store::StoreError,
};

/// The figures of an incident's row.
#[derive(Deserialize)]
struct Figures {
    killed: Option<Figure>,
    injured: Option<Figure>,
    abducted: Option<Figure>,
    trucks_hit: Option<Figure>,
    vehicles_hit: Option<Figure>,
}

/// The rows of a convoy's incidents.
pub(super) fn rows(convoy: &Told, names: &Names, take: &mut TakeRow<'_>) -> Result<(), AppError> {
    let summary = &convoy.summary;
    let id = summary.id.to_string();
    for incident in &convoy.children.incidents {
        let figures = Figures::deserialize(&incident.figures.0)
            .map_err(|_| StoreError::Corrupt { what: "incidents.figures".to_owned() })?;
        let all = [figures.killed, figures.injured, figures.abducted, figures.trucks_hit, figures.vehicles_hit];
        let ranges = all.map(|figure| {
            [Cell::integer(figure.and_then(|it| it.lowest)), Cell::integer(figure.and_then(|it| it.highest))]
        });
        let (event, at) = (incident.event_id.0.to_string(), Instant::new(incident.occurred_at.0));
        let head = [
            Cell::Text(&summary.reference),
            Cell::Text(&id),
            Cell::Text(&incident.key),
            Cell::Text(&event),
            Cell::Code(&incident.act),
            Cell::Instant(at),
            Cell::instant(moment(incident.occurred_until)),
            Cell::Code(&incident.precision),
            local(Some(at), convoy.zone),
            Cell::Date(at.local_micros(convoy.zone)),
            Cell::Text(convoy.zone.name()),
        ];
        let counts = [
            Cell::Integer(incident.accounts.into()),
            Cell::Integer(incident.places.into()),
            Cell::Integer(incident.alleged_actors.into()),
            Cell::Boolean(incident.accounts_differ),
        ];
        take(&joined(&[
            &head,
            &whole(names.place(convoy.lens, incident.place_id.map(|id| id.0))),
            &counts,
            ranges.as_flattened(),
            &[Cell::Boolean(summary.reduced.is_some())],
        ]))?;
    }
    Ok(())
}
