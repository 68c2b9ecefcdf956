//! A row a checkpoint on a convoy's route, planned or met: when it came, when it went on, and what held it there.

use super::{TakeRow, Told, joined, local, moment};
use crate::{
    app::{
        AppError,
        exports::names::{Names, whole},
    },
    domain::{plan::StopRole, time::Instant},
    export::Cell,
    store::rows::{BlockRow, StopRow},
};

/// The rows of a convoy's checkpoints.
pub(super) fn rows(convoy: &Told, names: &Names, take: &mut TakeRow<'_>) -> Result<(), AppError> {
    let summary = &convoy.summary;
    let id = summary.id.to_string();
    for stop in convoy.children.stops.iter().filter(|stop| stop.role == StopRole::Checkpoint.as_ref()) {
        let (reached, left) = (moment(stop.reached_at), moment(stop.left_at));
        let blocks: Vec<&BlockRow> = convoy.children.blocks.iter().filter(|block| is_here(block, stop)).collect();
        let last = blocks.last();
        let head = [
            Cell::Text(&summary.reference),
            Cell::Text(&id),
            Cell::Code(summary.status.as_ref()),
            Cell::Integer(i64::from(stop.ordinal) + 1),
        ];
        let rest = [
            Cell::Code(&stop.state),
            Cell::Boolean(stop.added),
            Cell::instant(reached),
            local(reached, convoy.zone),
            Cell::instant(left),
            local(left, convoy.zone),
            Cell::Text(convoy.zone.name()),
            Cell::integer(minutes(reached, left)),
            Cell::Integer(i64::try_from(blocks.len()).unwrap_or(i64::MAX)),
            Cell::integer(blocked(&blocks)),
            Cell::code(last.map(|block| block.cause.as_str())),
            Cell::text(last.and_then(|block| block.held_by.as_deref())),
            Cell::Boolean(summary.reduced.is_some()),
        ];
        take(&joined(&[&head, &whole(names.place(convoy.lens, Some(stop.place_id.0))), &rest]))?;
    }
    Ok(())
}

/// Whether a block was at this stop, and this time: a route may come by twice.
fn is_here(block: &BlockRow, stop: &StopRow) -> bool {
    let came = stop.reached_at.is_some_and(|reached| reached.0 <= block.since.0);
    let had_gone = stop.left_at.is_some_and(|left| left.0 < block.since.0);
    block.place_id == Some(stop.place_id) && came && !had_gone
}

fn minutes(from: Option<Instant>, until: Option<Instant>) -> Option<i64> {
    Some(until?.since(from?).num_minutes())
}

/// Minutes of all blocks there; unknown while one lasts.
fn blocked(blocks: &[&BlockRow]) -> Option<i64> {
    blocks.iter().map(|block| minutes(Some(Instant::new(block.since.0)), moment(block.ended_at))).sum()
}
