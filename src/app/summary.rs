//! The small answer that pollers want, as read from one row.

use std::{collections::BTreeMap, str::FromStr};

use chrono_tz::Tz;
use serde::Deserialize;
use uuid::Uuid;

pub use super::sight::Reduced;
use crate::{
    domain::{
        Status,
        clearance::{Clearance, Scope},
        event::Cause,
        outcome::Outcome,
        people::People,
        time::{Instant, Occurred, Precision},
        trucks::Fate,
    },
    store::{
        StoreError,
        rows::{ConvoyRow, Counts},
    },
};

/// An end is news for so long.
const LATELY: chrono::TimeDelta = chrono::TimeDelta::hours(72);
/// Standing at a checkpoint for longer is trouble.
const LONG_AT_A_CHECKPOINT: chrono::TimeDelta = chrono::TimeDelta::hours(4);

/// Why somebody should look at a convoy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, strum::AsRefStr, strum::EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Reason {
    Blocked,
    LongAtCheckpoint,
    TurnedBackLately,
    LostLately,
    Silent,
    AccountsDiffer,
    OpenReview,
}

/// A block that lasts.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct OpenBlock {
    /// The event that began it.
    pub event: Uuid,
    /// Why.
    pub cause: Cause,
    /// What the convoy met.
    pub held_by: Option<String>,
    /// Where.
    pub place: Option<Uuid>,
    /// From when.
    pub since: Instant,
    /// How precisely that is known.
    pub precision: Precision,
}

/// How a convoy stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The convoy.
    pub id: Uuid,
    /// What people call it.
    pub reference: String,
    /// Who leads it.
    pub lead: Uuid,
    /// In whose time it is told.
    pub zone: Tz,
    /// Its status.
    pub status: Status,
    /// Since when.
    pub since: Occurred,
    /// Where it set out.
    pub origin: Option<Uuid>,
    /// Where it was last known to be.
    pub last_place: Option<Uuid>,
    /// Where it goes next.
    pub next_stop: Option<Uuid>,
    /// Cargo trucks.
    pub trucks_cargo: i32,
    /// Support vehicles.
    pub trucks_support: i32,
    /// Cargo trucks by fate.
    pub by_fate: BTreeMap<Fate, u64>,
    /// People meant, reached, waiting.
    pub people: People,
    /// How permission stands.
    pub clearance: Clearance,
    /// Of a grant.
    pub clearance_scope: Option<Scope>,
    /// The block that lasts.
    pub block: Option<OpenBlock>,
    /// All blocks so far.
    pub blocks: i32,
    /// All incidents so far.
    pub incidents: i32,
    /// Whether accounts contradict each other.
    pub accounts_differ: bool,
    /// The OCHA outcome.
    pub outcome: Option<Outcome>,
    /// When it was last heard from.
    pub last_heard: Option<Instant>,
    /// When it becomes silent.
    pub silent_after: Option<Instant>,
    /// Open reviews.
    pub reviews: i32,
    /// Reports recorded.
    pub version: i64,
    /// Position of its registration.
    pub registered_position: i64,
    /// When the latest entry about it was recorded.
    pub updated_at: Instant,
    /// How much less than that is told; `None` where it is told as it is.
    pub reduced: Option<Reduced>,
}

impl Summary {
    /// Whether it has not been heard from for longer than agreed.
    pub fn is_silent(&self, now: Instant) -> bool {
        self.silent_after.is_some_and(|after| after < now)
    }

    /// Whether it is under way, and the reader is told less than there is.
    pub fn is_veiled(&self) -> bool {
        self.reduced.is_some_and(|reduced| reduced.hours_late > 0)
    }

    /// Whether somebody should look at it: it is stopped, silent or contested now, or came back lately.
    pub fn needs_attention(&self, now: Instant) -> bool {
        !self.reasons(now).is_empty()
    }

    /// Why somebody should look at it.
    pub fn reasons(&self, now: Instant) -> Vec<Reason> {
        let lately = now.since(self.since.at) <= LATELY;
        let long = now.since(self.since.at) > LONG_AT_A_CHECKPOINT;
        let stopped = match self.status {
            Status::Blocked => Some(Reason::Blocked),
            Status::AtCheckpoint => long.then_some(Reason::LongAtCheckpoint),
            Status::TurnedBack => lately.then_some(Reason::TurnedBackLately),
            Status::Lost => lately.then_some(Reason::LostLately),
            Status::Planned
            | Status::Dispatched
            | Status::InTransit
            | Status::AtDestination
            | Status::Delivered
            | Status::PartiallyDelivered
            | Status::Cancelled => None,
        };
        // What nobody settled while it mattered belongs to the record, not to the day's work.
        let contested = self.accounts_differ && (lately || !self.status.is_final());
        let silent = self.is_silent(now).then_some(Reason::Silent);
        let contested = contested.then_some(Reason::AccountsDiffer);
        let reviews = (self.reviews > 0).then_some(Reason::OpenReview);
        [stopped, silent, contested, reviews].into_iter().flatten().collect()
    }

    /// Places that the answer names.
    pub fn places(&self) -> Vec<Uuid> {
        let block = self.block.as_ref().and_then(|block| block.place);
        [self.origin, self.last_place, self.next_stop, block].into_iter().flatten().collect()
    }
}

fn code<T: FromStr>(column: &str, text: &str) -> Result<T, StoreError> {
    T::from_str(text).map_err(|_| StoreError::Corrupt { what: format!("convoys.{column}") })
}

impl TryFrom<ConvoyRow> for Summary {
    type Error = StoreError;

    fn try_from(row: ConvoyRow) -> Result<Self, StoreError> {
        let json = |column: &str| StoreError::Corrupt { what: format!("convoys.{column}") };
        let counts: Counts = serde_json::from_value(row.counts.0).map_err(|_| json("counts"))?;
        Ok(Self {
            id: row.id.0,
            zone: code("time_zone", &row.time_zone)?,
            reference: row.reference,
            lead: row.lead_id.0,
            status: code("status", &row.status)?,
            since: Occurred::new(
                Instant::new(row.status_since.0),
                None,
                code("status_precision", &row.status_precision)?,
            ),
            origin: row.origin_id.map(|id| id.0),
            last_place: row.last_place_id.map(|id| id.0),
            next_stop: row.next_place_id.map(|id| id.0),
            trucks_cargo: counts.trucks_cargo,
            trucks_support: counts.trucks_support,
            by_fate: counts.fates,
            people: People {
                targeted: counts.people_targeted,
                reached: counts.people_reached,
                waiting: row.people_waiting.and_then(|number| u64::try_from(number).ok()),
            },
            clearance: code("clearance", &row.clearance)?,
            clearance_scope: row.clearance_scope.map(|scope| code("clearance_scope", &scope)).transpose()?,
            block: row.block.map(|block| serde_json::from_value(block.0)).transpose().map_err(|_| json("block"))?,
            blocks: counts.blocks,
            incidents: counts.incidents,
            accounts_differ: counts.accounts_differ,
            outcome: row.outcome.map(|outcome| code("outcome", &outcome)).transpose()?,
            last_heard: row.last_heard.map(|at| Instant::new(at.0)),
            silent_after: row.silent_after.map(|at| Instant::new(at.0)),
            reviews: row.reviews,
            version: row.version,
            registered_position: row.registered_position,
            updated_at: Instant::new(row.updated_at.0),
            reduced: None,
        })
    }
}
