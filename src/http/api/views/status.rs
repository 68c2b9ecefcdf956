//! How a convoy stands.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{NamedView, instant, organisation, place};
use crate::{
    app::{
        names::Names,
        summary::{Reduced, Summary},
    },
    domain::{
        Status,
        clearance::{Clearance, Scope},
        event::Cause,
        outcome::Outcome,
        time::{Instant, Precision},
        trucks::Fate,
    },
    http::language::Locale,
};

/// `GET /convoys/{convoy}/status`.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusView {
    id: Uuid,
    reference: String,
    as_of: Option<String>,
    status: Status,
    status_since: String,
    precision: Precision,
    lead: NamedView,
    time_zone: &'static str,
    origin: Option<NamedView>,
    last_place: Option<NamedView>,
    next_stop: Option<NamedView>,
    trucks: TrucksView,
    people: PeopleView,
    clearance: Clearance,
    clearance_scope: Option<Scope>,
    block: Option<OpenBlockView>,
    blocks: i32,
    incidents: i32,
    accounts_differ: bool,
    ocha_outcome: Option<Outcome>,
    last_heard: Option<String>,
    silent: bool,
    reviews: i32,
    version: i64,
    updated_at: String,
    /// How much less than there is is told; null where all is.
    reduced: Option<Reduced>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TrucksView {
    pub cargo: i32,
    pub support: i32,
    /// Cargo trucks only.
    pub by_fate: BTreeMap<Fate, u64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PeopleView {
    pub targeted: Option<u64>,
    pub reached: Option<u64>,
    pub waiting: Option<u64>,
}

#[derive(Debug, Serialize, ToSchema)]
struct OpenBlockView {
    event: Uuid,
    cause: Cause,
    held_by: Option<String>,
    place: Option<NamedView>,
    since: String,
    precision: Precision,
    minutes: i64,
}

/// How a convoy stands, as answered.
pub fn status(summary: &Summary, names: &Names, as_of: Option<Instant>, now: Instant, locale: Locale) -> StatusView {
    let called = |id: Option<Uuid>| id.map(|id| place(id, names, locale));
    let told = |at: Instant| instant(at, summary.zone);
    StatusView {
        id: summary.id,
        reference: summary.reference.clone(),
        as_of: as_of.map(told),
        status: summary.status,
        status_since: told(summary.since.at),
        precision: summary.since.precision,
        lead: organisation(summary.lead, names, locale),
        time_zone: summary.zone.name(),
        origin: called(summary.origin),
        last_place: called(summary.last_place),
        next_stop: called(summary.next_stop),
        trucks: TrucksView {
            cargo: summary.trucks_cargo,
            support: summary.trucks_support,
            by_fate: summary.by_fate.clone(),
        },
        people: PeopleView {
            targeted: summary.people.targeted,
            reached: summary.people.reached,
            waiting: summary.people.waiting,
        },
        clearance: summary.clearance,
        clearance_scope: summary.clearance_scope,
        block: summary.block.as_ref().map(|block| OpenBlockView {
            event: block.event,
            cause: block.cause,
            held_by: block.held_by.clone(),
            place: called(block.place),
            since: told(block.since),
            precision: block.precision,
            minutes: now.since(block.since).num_minutes(),
        }),
        blocks: summary.blocks,
        incidents: summary.incidents,
        accounts_differ: summary.accounts_differ,
        ocha_outcome: summary.outcome,
        last_heard: summary.last_heard.map(told),
        silent: summary.is_silent(now),
        reviews: summary.reviews,
        version: summary.version,
        updated_at: told(summary.updated_at),
        reduced: summary.reduced,
    }
}
