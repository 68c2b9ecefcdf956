//! Rows of the ledger and its head.

use diesel::prelude::{Insertable, Queryable, Selectable};

use crate::store::connection::MultiBackend;
use crate::store::schema::{ledger, ledger_head};
use crate::store::types::{DbId, DbInstant};

/// One entry of the append-only ledger.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct LedgerRow {
    /// Place in the ledger: 1, 2, 3 and on without a gap.
    pub position: i64,
    /// The event's id, chosen by whoever reported it.
    pub entry_id: DbId,
    /// The convoy, place or organisation that the entry is about.
    pub subject_id: DbId,
    /// `convoy`, `place` or `organisation`.
    pub subject_kind: String,
    /// What happened, as a stable code.
    pub kind: String,
    /// When it happened.
    pub occurred_at: DbInstant,
    /// End of the range, where only a range is known.
    pub occurred_until: Option<DbInstant>,
    /// `minute`, `hour`, `day`, `unknown` or `range`.
    pub precision: String,
    /// The reporting device's clock when it was written down.
    pub captured_at: Option<DbInstant>,
    /// How far the device's clock was ahead of the server's, in milliseconds.
    pub skew_ms: Option<i64>,
    /// The server's clock when it was recorded.
    pub recorded_at: DbInstant,
    /// The user who recorded it; none for the program itself.
    pub recorded_by: Option<DbId>,
    /// Random bytes in the commitment, so that a redacted body cannot be guessed.
    pub salt: Option<Vec<u8>>,
    /// Canonical JSON. Text, not JSON, because its exact bytes are hashed; none once redacted.
    pub body: Option<String>,
    /// Salted hash of the body.
    pub commitment: Vec<u8>,
    /// Hash of the entry before.
    pub previous_hash: Vec<u8>,
    /// Hash of this entry.
    pub hash: Vec<u8>,
}

/// What an export needs of an event's entry.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = ledger, check_for_backend(MultiBackend))]
pub struct EventEntryRow {
    /// As in [`LedgerRow`], like all that follows.
    pub position: i64,
    /// The event.
    pub entry_id: DbId,
    /// Its convoy.
    pub subject_id: DbId,
    /// What happened.
    pub kind: String,
    /// When.
    pub occurred_at: DbInstant,
    /// End of the range.
    pub occurred_until: Option<DbInstant>,
    /// How precisely that is known.
    pub precision: String,
    /// By the device's clock.
    pub captured_at: Option<DbInstant>,
    /// By the server's.
    pub recorded_at: DbInstant,
    /// By whom.
    pub recorded_by: Option<DbId>,
    /// What was said; none once redacted.
    pub body: Option<String>,
}

/// Where the ledger ends: the single row that every writer locks.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_head, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct LedgerHeadRow {
    /// Always 1.
    pub id: i32,
    /// Position of the last entry; 0 while the ledger is empty.
    pub position: i64,
    /// Hash of the last entry; 32 zero bytes while the ledger is empty.
    pub hash: Vec<u8>,
    /// When the last entry was recorded; 1970 while the ledger is empty.
    pub recorded_at: DbInstant,
}
