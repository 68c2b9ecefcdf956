//! Rows of what happened to a convoy: blocks, incidents and reviews.

use diesel::prelude::{Insertable, Queryable, Selectable};

use crate::store::connection::MultiBackend;
use crate::store::schema::{blocks, incidents, report_facts, reviews};
use crate::store::types::{DbId, DbInstant, DbJson};

/// A span during which a convoy was blocked.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = blocks, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct BlockRow {
    /// The convoy.
    pub convoy_id: DbId,
    /// First block, second block and so on, from 0.
    pub ordinal: i32,
    /// The event that began it.
    pub event_id: DbId,
    /// Cause code.
    pub cause: String,
    /// Whom the convoy met there.
    pub held_by: Option<String>,
    /// Where.
    pub place_id: Option<DbId>,
    /// When it began.
    pub since: DbInstant,
    /// Precision of that instant.
    pub precision: String,
    /// When it ended.
    pub ended_at: Option<DbInstant>,
    /// Kind of the event that ended it.
    pub ended_by: Option<String>,
}

/// Something that was done to a convoy.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = incidents, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct IncidentRow {
    /// The convoy.
    pub convoy_id: DbId,
    /// Name of the incident within the convoy.
    pub key: String,
    /// The event that reported it.
    pub event_id: DbId,
    /// Act code.
    pub act: String,
    /// Where.
    pub place_id: Option<DbId>,
    /// When it happened.
    pub occurred_at: DbInstant,
    /// End of the range, where only a range is known.
    pub occurred_until: Option<DbInstant>,
    /// Precision of that instant.
    pub precision: String,
    /// Number of accounts.
    pub accounts: i32,
    /// Number of different places named in the accounts.
    pub places: i32,
    /// Number of different actors named in the accounts.
    pub alleged_actors: i32,
    /// Whether the accounts contradict each other.
    pub accounts_differ: bool,
    /// Harm as ranges, each with its sources.
    pub figures: DbJson,
}

/// A report that does not fit the convoy’s history and waits for a coordinator.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = reviews, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct ReviewRow {
    /// The event that does not count as it stands.
    pub event_id: DbId,
    /// The convoy.
    pub convoy_id: DbId,
    /// The event's position in the ledger: the order of lists.
    pub position: i64,
    /// `in_review`, `accepted`, `dismissed`, `voided` or `replaced`.
    pub state: String,
    /// The event that decided it.
    pub decided_by: Option<DbId>,
    /// Reason code, while in review.
    pub code: Option<String>,
    /// Particulars of the reason.
    pub detail: Option<DbJson>,
}

/// What access reports need of a convoy.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = report_facts, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct FactsRow {
    /// The convoy.
    pub convoy_id: DbId,
    /// The facts, as the domain has them.
    pub facts: DbJson,
}
