//! A row a cargo line, and a row a truck.

use super::{TakeRow, Told, joined, local, moment};
use crate::{
    app::{
        AppError,
        exports::names::{Names, called, pcode},
    },
    export::Cell,
};

/// The rows of a convoy's cargo.
pub(super) fn cargo(convoy: &Told, names: &Names, take: &mut TakeRow<'_>) -> Result<(), AppError> {
    let summary = &convoy.summary;
    let id = summary.id.to_string();
    for line in &convoy.children.cargo {
        let destination = names.place(convoy.lens, line.destination_id.map(|id| id.0));
        let head = [
            Cell::Text(&summary.reference),
            Cell::Text(&id),
            Cell::Code(summary.status.as_ref()),
            Cell::Integer(line.line.into()),
            Cell::Text(&line.item),
            Cell::code(line.sector.as_deref()),
            Cell::Code(&line.unit),
        ];
        let amounts = [
            &line.planned,
            &line.refused,
            &line.loaded,
            &line.delivered,
            &line.removed,
            &line.looted,
            &line.damaged,
            &line.destroyed,
            &line.spoiled,
            &line.transferred,
            &line.returned,
            &line.aboard,
            &line.remaining,
            &line.not_accounted_for,
        ]
        .map(|amount| Cell::decimal(amount.as_deref()));
        take(&joined(&[
            &head,
            &called(destination),
            &[pcode(destination), Cell::text(line.truck.as_deref())],
            &amounts,
            &[Cell::Boolean(summary.reduced.is_some())],
        ]))?;
    }
    Ok(())
}

/// The rows of a convoy's trucks.
pub(super) fn trucks(convoy: &Told, take: &mut TakeRow<'_>) -> Result<(), AppError> {
    let summary = &convoy.summary;
    let id = summary.id.to_string();
    for truck in &convoy.children.trucks {
        let since = moment(truck.fate_since);
        take(&[
            Cell::Text(&summary.reference),
            Cell::Text(&id),
            Cell::Code(summary.status.as_ref()),
            Cell::Text(&truck.label),
            Cell::Code(&truck.role),
            Cell::Code(&truck.fate),
            Cell::instant(since),
            local(since, convoy.zone),
            Cell::Text(convoy.zone.name()),
            Cell::code(truck.vehicle.as_deref()),
            Cell::Boolean(summary.reduced.is_some()),
        ])?;
    }
    Ok(())
}
