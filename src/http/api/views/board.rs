//! The board, as answered. Nothing in it counts minutes: as long as nothing happens, the bytes stay the same.

use serde::Serialize;
use strum::IntoEnumIterator;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{NamedView, instant, organisation, place};
use crate::{
    app::{
        board::{Board, Count},
        names::Names,
        summary::{Reason, Reduced, Summary},
    },
    domain::{
        Status,
        event::Cause,
        time::{Instant, Precision},
    },
    http::language::Locale,
};

/// `GET /board`.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardView {
    as_of: Option<String>,
    /// Every status, in its order.
    counts: Vec<StatusCountView>,
    /// Convoys not heard from for longer than agreed.
    silent: WaitingCountView,
    /// What needs attention, the longest in its status first.
    attention: Vec<AttentionView>,
}

#[derive(Debug, Serialize, ToSchema)]
struct WaitingCountView {
    convoys: u64,
    /// People who wait for them; null where that is not known of any.
    waiting: Option<u64>,
}

#[derive(Debug, Serialize, ToSchema)]
struct StatusCountView {
    status: Status,
    #[serde(flatten)]
    count: WaitingCountView,
}

#[derive(Debug, Serialize, ToSchema)]
struct AttentionView {
    id: Uuid,
    reference: String,
    reasons: Vec<Reason>,
    status: Status,
    status_since: String,
    precision: Precision,
    lead: NamedView,
    last_place: Option<NamedView>,
    waiting: Option<u64>,
    /// Why it is blocked, where it is.
    cause: Option<Cause>,
    last_heard: Option<String>,
    reviews: i32,
    /// How much less than there is is told; null where all is.
    reduced: Option<Reduced>,
}

/// The board in the caller's language.
pub fn board(board: &Board, as_of: Option<Instant>, now: Instant, locale: Locale) -> BoardView {
    let count = |count: Count| WaitingCountView { convoys: count.convoys, waiting: count.waiting };
    BoardView {
        as_of: as_of.map(|as_of| instant(as_of, chrono_tz::Tz::UTC)),
        counts: Status::iter()
            .map(|status| StatusCountView { status, count: count(board.count_of(&[status])) })
            .collect(),
        silent: count(board.silent),
        attention: board.attention.iter().map(|summary| attention(summary, &board.names, now, locale)).collect(),
    }
}

fn attention(summary: &Summary, names: &Names, now: Instant, locale: Locale) -> AttentionView {
    let told = |at: Instant| instant(at, summary.zone);
    AttentionView {
        id: summary.id,
        reference: summary.reference.clone(),
        reasons: summary.reasons(now),
        status: summary.status,
        status_since: told(summary.since.at),
        precision: summary.since.precision,
        lead: organisation(summary.lead, names, locale),
        last_place: summary.last_place.map(|id| place(id, names, locale)),
        waiting: summary.people.waiting,
        cause: summary.block.as_ref().map(|block| block.cause),
        last_heard: summary.last_heard.map(told),
        reviews: summary.reviews,
        reduced: summary.reduced,
    }
}
