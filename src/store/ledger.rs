//! The ledger: append-only, without gaps, each entry chained to the one before. Appending happens in `batch`, under
//! the one writer's lock; here are the reads.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    chain::Hash,
    one_of::EqOneOf,
    rows::{LedgerHeadRow, LedgerRow},
    schema::{ledger, ledger_head},
    types::{DbId, DbInstant},
};
use crate::domain::{
    Kind, Payload, Report,
    event::RedactionReport,
    history::{Recorded, Redaction, redaction},
    id::{EventId, UserId},
    time::{Instant, Occurred},
};

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A convoy: its registration, or an event.
    Convoy(Uuid),
    /// A place.
    Place(Uuid),
    /// An organisation.
    Organisation(Uuid),
    /// An announced pause or corridor.
    AccessWindow(Uuid),
    /// What was done with rights, secrets and exact positions, by the id of the convoy or user that it concerns.
    Deed(Uuid),
}

impl Subject {
    /// As stored.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Convoy(_) => CONVOY,
            Self::Place(_) => "place",
            Self::Organisation(_) => "organisation",
            Self::AccessWindow(_) => "access_window",
            Self::Deed(_) => DEED,
        }
    }

    /// As stored.
    pub fn id(self) -> Uuid {
        match self {
            Self::Convoy(id) | Self::Place(id) | Self::Organisation(id) | Self::AccessWindow(id) | Self::Deed(id) => id,
        }
    }
}

/// Kind of subject of a convoy's registration and events.
pub const CONVOY: &str = "convoy";
/// Kind of subject of the entries that tell what was done with rights, secrets and exact positions.
pub const DEED: &str = "deed";
/// The deeds that change what somebody sees; all others only tell what was done.
const DEEDS_OF_SIGHT: [&str; 6] =
    ["convoy_shared", "sharing_ended", "partner_accepted", "partner_declined", "logger_assigned", "assignment_ended"];

/// The last entry after a position, up to another, that may change what a board shows to anybody.
pub fn find_last_change(conn: &mut DbConnection, after: i64, until: i64) -> Result<Option<i64>, StoreError> {
    let changes = ledger::subject_kind.ne(DEED).or(ledger::kind.eq_one_of(DEEDS_OF_SIGHT));
    let query = ledger::table.filter(ledger::position.gt(after)).filter(ledger::position.le(until)).filter(changes);
    Ok(query.select(diesel::dsl::max(ledger::position)).first(conn)?)
}

/// Kind of the entry that registers a convoy.
pub const CONVOY_REGISTERED: &str = "convoy_registered";
/// Kind of an entry that describes a place.
pub const PLACE_RECORDED: &str = "place_recorded";
/// Kind of an entry that describes an organisation.
pub const ORGANISATION_RECORDED: &str = "organisation_recorded";
/// Kind of an entry that describes an access window.
pub const ACCESS_WINDOW_RECORDED: &str = "access_window_recorded";

/// Where the ledger ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Position of the last entry; 0 while there is none.
    pub position: i64,
    /// Its hash.
    pub hash: Hash,
    /// When it was recorded: later entries are recorded strictly later.
    pub recorded_at: Instant,
}

/// Reads where the ledger ends.
pub fn get_head(conn: &mut DbConnection) -> Result<Head, StoreError> {
    let row: LedgerHeadRow = ledger_head::table.find(1).select(LedgerHeadRow::as_select()).first(conn)?;
    let hash = <Hash>::try_from(row.hash.as_slice())
        .map_err(|_| StoreError::Corrupt { what: "the ledger's head has a hash of another width".to_owned() })?;
    Ok(Head { position: row.position, hash, recorded_at: Instant::new(row.recorded_at.0) })
}

/// Finds an entry by its id.
pub fn find_entry(conn: &mut DbConnection, id: Uuid) -> Result<Option<LedgerRow>, StoreError> {
    let found = ledger::table.filter(ledger::entry_id.eq(DbId(id))).select(LedgerRow::as_select()).first(conn);
    Ok(found.optional()?)
}

/// Entries about one subject, in order; as known at a moment.
pub fn list_of_subject(
    conn: &mut DbConnection,
    subject: Subject,
    as_of: Option<Instant>,
) -> Result<Vec<LedgerRow>, StoreError> {
    list_of_subjects(conn, &[subject.id()], as_of)
}

/// Entries about several subjects, in order of position; as known at a moment.
pub fn list_of_subjects(
    conn: &mut DbConnection,
    subjects: &[Uuid],
    as_of: Option<Instant>,
) -> Result<Vec<LedgerRow>, StoreError> {
    let ids: Vec<DbId> = subjects.iter().copied().map(DbId).collect();
    let latest = as_of.map_or(chrono::DateTime::<chrono::Utc>::MAX_UTC, Instant::utc);
    let mut query = ledger::table
        .filter(ledger::subject_id.eq_one_of(ids))
        .filter(ledger::subject_kind.ne(DEED))
        .order(ledger::position)
        .select(LedgerRow::as_select())
        .into_boxed();
    if as_of.is_some() {
        query = query.filter(ledger::recorded_at.le(DbInstant(latest)));
    }
    Ok(query.load(conn)?)
}

/// The first entry about a subject that is no deed.
pub fn find_first_of(conn: &mut DbConnection, subject: Uuid) -> Result<Option<LedgerRow>, StoreError> {
    let query = ledger::table.filter(ledger::subject_id.eq(DbId(subject))).filter(ledger::subject_kind.ne(DEED));
    Ok(query.order(ledger::position).select(LedgerRow::as_select()).first(conn).optional()?)
}

/// The next entries of the whole ledger after a position, in order.
pub fn list_after(conn: &mut DbConnection, after: i64, limit: i64) -> Result<Vec<LedgerRow>, StoreError> {
    let query = ledger::table.filter(ledger::position.gt(after)).order(ledger::position).limit(limit);
    Ok(query.select(LedgerRow::as_select()).load(conn)?)
}

/// Reads an event out of an entry; `None` where its body was redacted.
pub fn read_event(row: &LedgerRow) -> Result<Option<Recorded>, StoreError> {
    let Some(body) = &row.body else { return Ok(None) };
    let report = serde_json::from_str(body).map_err(|error| corrupt(row, &error))?;
    Ok(Some(recorded(row, report)))
}

/// Reads what a redacting entry says; `None` where the entry is another.
pub fn read_redaction(row: &LedgerRow) -> Result<Option<RedactionReport>, StoreError> {
    if row.kind != Kind::Redacted.as_ref() || row.subject_kind != CONVOY {
        return Ok(None);
    }
    Ok(read_event(row)?.and_then(|event| match event.report.payload {
        Payload::Redacted(redaction) => Some(*redaction),
        _ => None,
    }))
}

/// What is still known of an event whose body was redacted: when it happened, of which kind it was, and who told it.
pub fn read_redacted(row: &LedgerRow, by: EventId, redaction: &RedactionReport) -> Result<Recorded, StoreError> {
    let precision = row.precision.parse().map_err(|_| corrupt(row, &"a precision that is not known"))?;
    let kind = row.kind.parse().map_err(|_| corrupt(row, &"a kind that is not known"))?;
    let until = row.occurred_until.map(|until| Instant::new(until.0));
    let occurred = Occurred::new(Instant::new(row.occurred_at.0), until, precision);
    let mut bare = recorded(row, redaction::stand_in(occurred));
    bare.redaction = Some(Redaction { by, kind, keeps_fact: false });
    Ok(redaction::redacted(&bare, by, redaction))
}

fn recorded(row: &LedgerRow, report: Report) -> Recorded {
    let by = row.recorded_by.map(|DbId(id)| UserId(id));
    Recorded::new(EventId(row.entry_id.0), report, row.position, Instant::new(row.recorded_at.0), by)
}

/// The redacting entries about a convoy, or of the whole ledger, in order.
pub fn list_redactions(conn: &mut DbConnection, convoy: Option<Uuid>) -> Result<Vec<LedgerRow>, StoreError> {
    let mut query = ledger::table
        .filter(ledger::subject_kind.eq(CONVOY))
        .filter(ledger::kind.eq(Kind::Redacted.as_ref()))
        .order(ledger::position)
        .select(LedgerRow::as_select())
        .into_boxed();
    if let Some(convoy) = convoy {
        query = query.filter(ledger::subject_id.eq(DbId(convoy)));
    }
    Ok(query.load(conn)?)
}

/// Takes body and salt out of entries. Their commitments, and the chain, stay.
pub(super) fn redact(conn: &mut DbConnection, entries: &[Uuid]) -> Result<(), StoreError> {
    let ids: Vec<DbId> = entries.iter().copied().map(DbId).collect();
    let changed = diesel::update(ledger::table.filter(ledger::entry_id.eq_one_of(ids)))
        .set((ledger::salt.eq(None::<Vec<u8>>), ledger::body.eq(None::<String>)))
        .execute(conn)?;
    if changed == entries.len() { Ok(()) } else { Err(StoreError::NotFound { what: "entry" }) }
}

/// An entry that does not make sense. The position is enough to find it; its text is not repeated.
pub fn corrupt(row: &LedgerRow, why: &dyn std::fmt::Display) -> StoreError {
    StoreError::Corrupt { what: format!("ledger entry {}: {why}", row.position) }
}
