//! Checks that nothing was changed behind the program's back, and that all derived state is what the ledger gives.

mod redactions;

use std::collections::BTreeMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    chain::{self, GENESIS, Hash},
    dialect::read_snapshot,
    dossier::Dossier,
    ledger::{self, ACCESS_WINDOW_RECORDED, CONVOY_REGISTERED, DEED, ORGANISATION_RECORDED, PLACE_RECORDED},
    projection::{self, Projection},
    rows::{AccessWindowRow, LedgerRow, OrganisationRow, PlaceRow},
    schema::{access_windows, convoys, organisations, places},
    types::DbId,
    windows,
    world::{self, Described},
};
use crate::domain::Report;
use redactions::Redactions;

/// Entries read at a time.
const PAGE: i64 = 1_000;

/// What is wrong first.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// An entry is missing: this position is not there.
    Missing {
        /// The position.
        position: i64,
    },
    /// An entry does not follow from the one before.
    ChainBroken {
        /// The position.
        position: i64,
    },
    /// An entry is not what was hashed.
    EntryChanged {
        /// The position.
        position: i64,
    },
    /// An entry's body is not what it committed to, or is gone without a redaction.
    BodyChanged {
        /// The position.
        position: i64,
    },
    /// A redacting entry says that this body was taken out, and it is there.
    NotRedacted {
        /// The position.
        position: i64,
    },
    /// A redacting entry names nothing that can be redacted before it.
    RedactsNothing {
        /// The position of the redacting entry.
        position: i64,
    },
    /// An entry is not the one that a checkpoint was signed for: the ledger was rewritten.
    CheckpointDiffers {
        /// The position.
        position: i64,
    },
    /// The ledger ends before the entry that a checkpoint was signed for: its end was cut off.
    CheckpointMissing {
        /// The position.
        position: i64,
        /// Where the ledger ends.
        last: i64,
    },
    /// An entry's columns and its body tell different things.
    ColumnsDiffer {
        /// The position.
        position: i64,
    },
    /// The head does not name the last entry.
    HeadDiffers {
        /// The last entry's position.
        position: i64,
        /// The head's.
        head: i64,
    },
    /// A derived table is not what the ledger gives.
    DerivedDiffers {
        /// Which table.
        table: &'static str,
        /// Whose rows.
        subject: Uuid,
        /// The position of the last entry about it.
        position: i64,
    },
    /// A table of rights or credentials is not what the deeds made of it.
    RightDiffers {
        /// Which table.
        table: String,
        /// Whom or what the row concerns: a user, a convoy, a webhook.
        subject: Uuid,
        /// How.
        difference: Difference,
        /// The position of the last deed about that row; where there is none, of the last deed of all.
        position: i64,
    },
}

/// How a row of rights differs from what the deeds made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, strum::AsRefStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Difference {
    /// It is there, and no deed made it, or a deed ended it.
    Added,
    /// It is gone, and no deed ended it.
    Missing,
    /// It says something else.
    Changed,
}

/// What stands beside the ledger and is not derived from it, compared with what the ledger says of it.
pub trait Beside {
    /// Takes the next deed, in the order of the ledger.
    fn sees(&mut self, deed: &LedgerRow) -> Result<(), StoreError>;
    /// The first thing that is not as the deeds say.
    fn compare(&self, conn: &mut DbConnection) -> Result<Option<Finding>, StoreError>;
}

impl Finding {
    /// In words.
    pub fn sentence(&self) -> String {
        match self {
            Self::Missing { position } => format!("position {position}: the entry is missing"),
            Self::ChainBroken { position } => format!("position {position}: it does not follow from the entry before"),
            Self::EntryChanged { position } => format!("position {position}: the entry is not what was hashed"),
            Self::BodyChanged { position } => {
                format!("position {position}: the body is not what the entry committed to")
            }
            Self::NotRedacted { position } => {
                format!("position {position}: the body was redacted, and is there all the same")
            }
            Self::RedactsNothing { position } => {
                format!("position {position}: it redacts what is not there, or cannot be redacted")
            }
            Self::CheckpointDiffers { position } => {
                format!("position {position}: not the entry that the checkpoint was signed for")
            }
            Self::CheckpointMissing { position, last } => format!(
                "position {position}: the entry that the checkpoint was signed for is missing; the ledger ends at {last}"
            ),
            Self::ColumnsDiffer { position } => format!("position {position}: columns and body tell different things"),
            Self::HeadDiffers { position, head } => {
                format!("position {position}: the last entry, where the head names {head} or another hash")
            }
            Self::DerivedDiffers { table, subject, position } => {
                format!(
                    "position {position}: {table} of {subject} is not what the ledger gives (convoy rebuild mends it)"
                )
            }
            Self::RightDiffers { table, subject, difference: Difference::Added, position } => format!(
                "position {position}: {table} has a row about {subject} that no deed made, or that a deed ended"
            ),
            Self::RightDiffers { table, subject, difference: Difference::Missing, position } => {
                format!("position {position}: {table} lacks the row about {subject} that a deed made, and none ended")
            }
            Self::RightDiffers { table, subject, difference: Difference::Changed, position } => {
                format!("position {position}: {table} says something else of {subject} than the deed about it")
            }
        }
    }
}

/// What was checked.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Verified {
    /// Entries of the ledger.
    pub entries: i64,
    /// Convoys whose derived rows were compared.
    pub convoys: usize,
    /// The first thing that is wrong; `None` where all is well.
    pub first_finding: Option<Finding>,
}

/// What a checkpoint that was kept elsewhere says of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// A position.
    pub position: i64,
    /// The hash of the entry there.
    pub hash: Hash,
}

/// Verifies the whole database as of one moment, also against checkpoints that were kept elsewhere, and what stands beside
/// the ledger.
pub fn verify(conn: &mut DbConnection, pinned: &[Pinned], beside: &mut dyn Beside) -> Result<Verified, StoreError> {
    read_snapshot(conn, |conn| {
        let mut walk = Walk { pinned: pinned.to_vec(), ..Walk::default() };
        let mut first_finding = walk.chain(conn, &mut |deed| beside.sees(deed))?;
        let convoys = walk.convoys.len();
        if first_finding.is_none() {
            first_finding = walk.derived(conn)?;
        }
        if first_finding.is_none() {
            first_finding = beside.compare(conn)?;
        }
        Ok(Verified { entries: walk.position, convoys, first_finding })
    })
}

/// Derives every table anew from the ledger. Answers how many convoys there are. Runs in the caller's transaction.
pub fn rebuild(conn: &mut DbConnection) -> Result<usize, StoreError> {
    let mut walk = Walk::default();
    if let Some(finding) = walk.chain(conn, &mut |_| Ok(()))? {
        return Err(StoreError::Corrupt { what: format!("the ledger itself does not verify: {finding:?}") });
    }
    projection::delete_all(conn)?;
    diesel::delete(places::table).execute(conn)?;
    diesel::delete(organisations::table).execute(conn)?;
    diesel::delete(access_windows::table).execute(conn)?;
    for row in walk.organisations.values() {
        world::put_organisation(conn, &described(row)?)?;
    }
    for row in walk.places.values() {
        world::put_place(conn, &described(row)?)?;
    }
    for row in walk.windows.values() {
        windows::put(conn, &described(row)?)?;
    }
    for id in walk.convoys.keys() {
        if let Some(dossier) = super::dossier::find_dossier(conn, crate::domain::id::ConvoyId(*id), None)? {
            projection::write_all(conn, &[(None, Projection::of(&dossier))])?;
        }
    }
    Ok(walk.convoys.len())
}

#[derive(Default)]
struct Walk {
    position: i64,
    pinned: Vec<Pinned>,
    redactions: Redactions,
    convoys: BTreeMap<Uuid, i64>,
    places: BTreeMap<Uuid, LedgerRow>,
    organisations: BTreeMap<Uuid, LedgerRow>,
    windows: BTreeMap<Uuid, LedgerRow>,
}

impl Walk {
    fn chain(
        &mut self,
        conn: &mut DbConnection,
        deeds: &mut dyn FnMut(&LedgerRow) -> Result<(), StoreError>,
    ) -> Result<Option<Finding>, StoreError> {
        let mut previous = GENESIS;
        self.redactions = Redactions::read(conn)?;
        loop {
            let rows = ledger::list_after(conn, self.position, PAGE)?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let position = self.position + 1;
                if row.position != position {
                    return Ok(Some(Finding::Missing { position }));
                }
                if row.previous_hash != previous {
                    return Ok(Some(Finding::ChainBroken { position }));
                }
                previous = chain::entry_hash(&row);
                if row.hash != previous {
                    return Ok(Some(Finding::EntryChanged { position }));
                }
                if self.pinned.iter().any(|pinned| pinned.position == position && pinned.hash != previous) {
                    return Ok(Some(Finding::CheckpointDiffers { position }));
                }
                if let Some(finding) = self.redactions.judge(&row) {
                    return Ok(Some(finding));
                }
                self.position = position;
                if row.subject_kind == DEED {
                    deeds(&row)?;
                }
                self.note(row);
            }
        }
        let head = match ledger::get_head(conn) {
            Ok(head) => Some(head),
            // Gone, or no head at all: that is a finding, and not a failure to look.
            Err(StoreError::NotFound { .. } | StoreError::Corrupt { .. }) => None,
            Err(error) => return Err(error),
        };
        let agrees = head.is_some_and(|head| head.position == self.position && head.hash == previous);
        let head = head.map_or(0, |head| head.position);
        if !agrees {
            return Ok(Some(Finding::HeadDiffers { position: self.position, head }));
        }
        let beyond = self.pinned.iter().map(|pinned| pinned.position).filter(|position| *position > self.position);
        Ok(beyond.min().map(|position| Finding::CheckpointMissing { position, last: self.position }))
    }

    fn note(&mut self, row: LedgerRow) {
        let id = row.subject_id.0;
        match row.kind.as_str() {
            _ if row.subject_kind == DEED => {}
            PLACE_RECORDED => {
                self.places.insert(id, row);
            }
            ORGANISATION_RECORDED => {
                self.organisations.insert(id, row);
            }
            ACCESS_WINDOW_RECORDED => {
                self.windows.insert(id, row);
            }
            _ => {
                self.convoys.insert(id, row.position);
            }
        }
    }

    fn derived(&self, conn: &mut DbConnection) -> Result<Option<Finding>, StoreError> {
        for (id, position) in &self.convoys {
            let entries = ledger::list_of_subjects(conn, &[*id], None)?;
            let fresh = Dossier::from_entries(&entries, &[])?.map(|dossier| Projection::of(&dossier));
            let stored = Projection::find(conn, *id)?;
            let table = match (&fresh, &stored) {
                (Some(fresh), Some(stored)) => fresh.difference(stored),
                (None, None) => None,
                (_, _) => Some("convoys"),
            };
            if let Some(table) = table {
                return Ok(Some(Finding::DerivedDiffers { table, subject: *id, position: *position }));
            }
        }
        self.nothing_else(conn)
    }

    /// Convoys, places and organisations that no entry made, and descriptions that are not the ledger's.
    fn nothing_else(&self, conn: &mut DbConnection) -> Result<Option<Finding>, StoreError> {
        let stored: Vec<DbId> = convoys::table.select(convoys::id).load(conn)?;
        if let Some(DbId(subject)) = stored.into_iter().find(|DbId(id)| !self.convoys.contains_key(id)) {
            return Ok(Some(Finding::DerivedDiffers { table: "convoys", subject, position: self.position }));
        }
        if let Some((table, subject)) = projection::find_stray(conn)? {
            return Ok(Some(Finding::DerivedDiffers { table, subject, position: self.position }));
        }
        let mut fresh = Vec::new();
        for row in self.places.values() {
            fresh.push(world::place_row(&described(row)?)?);
        }
        let stored: Vec<PlaceRow> = places::table.order(places::id).select(PlaceRow::as_select()).load(conn)?;
        if let Some(subject) = odd_one(&fresh, &stored, |row| row.id) {
            return Ok(Some(Finding::DerivedDiffers { table: "places", subject, position: self.position }));
        }
        let mut fresh = Vec::new();
        for row in self.organisations.values() {
            fresh.push(world::organisation_row(&described(row)?)?);
        }
        let query = organisations::table.order(organisations::id).select(OrganisationRow::as_select());
        let stored: Vec<OrganisationRow> = query.load(conn)?;
        if let Some(subject) = odd_one(&fresh, &stored, |row| row.id) {
            return Ok(Some(Finding::DerivedDiffers { table: "organisations", subject, position: self.position }));
        }
        let mut fresh = Vec::new();
        for row in self.windows.values() {
            fresh.push(windows::row(&described(row)?)?);
        }
        let query = access_windows::table.order(access_windows::id).select(AccessWindowRow::as_select());
        let stored: Vec<AccessWindowRow> = query.load(conn)?;
        Ok(odd_one(&fresh, &stored, |row| row.id).map(|subject| Finding::DerivedDiffers {
            table: "access_windows",
            subject,
            position: self.position,
        }))
    }
}

/// The first row, by id, that is in one list and not, or not the same, in the other.
fn odd_one<Row: PartialEq>(fresh: &[Row], stored: &[Row], id: impl Fn(&Row) -> DbId) -> Option<Uuid> {
    let differing = fresh.iter().zip(stored).find(|(fresh, stored)| fresh != stored);
    let longer = || fresh.get(stored.len()).or_else(|| stored.get(fresh.len()));
    differing.map(|(fresh, _)| id(fresh)).or_else(|| longer().map(&id)).map(|DbId(id)| id)
}

fn described<T: serde::de::DeserializeOwned>(row: &LedgerRow) -> Result<Described<T>, StoreError> {
    let body = row.body.as_deref().unwrap_or_default();
    let what = serde_json::from_str(body).map_err(|error| ledger::corrupt(row, &error))?;
    Ok(Described { id: row.subject_id.0, position: row.position, what })
}

/// The columns that queries use repeat what the body says.
pub(super) fn columns_agree(row: &LedgerRow) -> bool {
    if matches!(row.kind.as_str(), CONVOY_REGISTERED | PLACE_RECORDED | ORGANISATION_RECORDED | ACCESS_WINDOW_RECORDED)
    {
        return true;
    }
    if row.subject_kind == DEED {
        let body = row.body.as_deref().and_then(|body| serde_json::from_str::<serde_json::Value>(body).ok());
        return body.is_some_and(|body| body.get("deed").and_then(serde_json::Value::as_str) == Some(&row.kind));
    }
    let Ok(Some(event)) = ledger::read_event(row) else { return false };
    says_as_columns(row, &event.report)
}

/// Whether a report is of the kind and time that an entry's columns have.
pub(super) fn says_as_columns(row: &LedgerRow, report: &Report) -> bool {
    report.kind().as_ref() == row.kind
        && report.occurred.at.utc() == row.occurred_at.0
        && report.occurred.until.map(crate::domain::time::Instant::utc) == row.occurred_until.map(|until| until.0)
        && report.occurred.precision.as_ref() == row.precision
}
