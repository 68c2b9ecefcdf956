//! The rows of each table, in the order of its columns.

mod checkpoints;
mod convoys;
mod events;
mod incidents;
mod loads;

pub(super) use events::of_event;

use super::{TakeRow, convoys::Told, names::Names};
use crate::{
    app::AppError,
    domain::time::Instant,
    export::{Cell, Table},
    store::types::DbInstant,
};

/// Makes the rows of a convoy.
pub(super) fn of_convoy(
    table: &Table,
    convoy: &Told,
    names: &Names,
    at: Instant,
    take: &mut TakeRow<'_>,
) -> Result<(), AppError> {
    match table.name {
        "convoys" => convoys::rows(convoy, names, at, take),
        "cargo" => loads::cargo(convoy, names, take),
        "trucks" => loads::trucks(convoy, take),
        "incidents" => incidents::rows(convoy, names, take),
        "checkpoints" => checkpoints::rows(convoy, names, take),
        other => Err(AppError::Internal(format!("no rows of {other}"))),
    }
}

fn moment(at: Option<DbInstant>) -> Option<Instant> {
    at.map(|at| Instant::new(at.0))
}

/// What the clocks of the convoy's zone showed.
fn local(at: Option<Instant>, zone: chrono_tz::Tz) -> Cell<'static> {
    at.map_or(Cell::Unknown, |at| Cell::Local(at.local_micros(zone)))
}

/// A cell of each column, of several parts one after the other.
fn joined<'a>(parts: &[&[Cell<'a>]]) -> Vec<Cell<'a>> {
    parts.concat()
}

fn list(codes: &[impl AsRef<str>]) -> Option<String> {
    let codes: Vec<&str> = codes.iter().map(AsRef::as_ref).collect();
    (!codes.is_empty()).then(|| codes.join("; "))
}
