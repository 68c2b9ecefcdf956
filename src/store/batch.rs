//! What the one writer gathers before it commits: entries for the ledger, and the convoys, places and organisations
//! that follow from them. Everything is decided in memory and written at the end, in few statements.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError, chain,
    convoys::find_led,
    crew, dialect,
    dossier::{Dossier, find_dossier},
    insert::insert_all,
    ledger::{self, CONVOY_REGISTERED, Head, Subject},
    projection::{self, Projection},
    rows::{CrewRow, LedgerRow},
    schema::{convoys, ledger as ledger_table, ledger_head},
    types::{DbId, DbInstant},
    windows,
    world::{self as store_world, Described},
};
use crate::{
    ambient::{Ambient, secret_bytes},
    domain::{
        Plan, Report, Verdict,
        access_window::AccessWindow,
        history::Recorded,
        id::{ConvoyId, EventId, UserId},
        place::{Organisation, Place},
        text::Reference,
        time::{Instant, Occurred},
    },
};

mod evidence;
mod world;

/// Dossiers kept from one batch to the next; more than these are read again.
const MOST_KEPT: usize = 1_024;

/// Dossiers that the writer has read already. Another instance may have added to one: it is used only where the
/// database still has the same last position for it.
pub type Kept = HashMap<Uuid, Dossier>;

/// Who sends an entry, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sender {
    /// Which user; `None` for the program itself.
    pub user: Option<UserId>,
    /// How far the device's clock is ahead of the server's, in milliseconds.
    pub skew_ms: Option<i64>,
}

struct Open {
    dossier: Dossier,
    stored: Stored,
}

/// What is stored of a convoy that the batch has open.
enum Stored {
    /// The same as is open: nothing changed.
    Same,
    /// Nothing yet.
    Nothing,
    /// What it was before the first change.
    Was(Box<Projection>),
}

/// Changes that are committed together.
pub struct Batch<'c> {
    conn: &'c mut DbConnection,
    ambient: &'c dyn Ambient,
    head: Head,
    entries: Vec<LedgerRow>,
    open: HashMap<Uuid, Open>,
    /// Convoys that this batch has registered, by lead and folded reference: a file may bring thousands.
    registered: HashMap<(Uuid, String), ConvoyId>,
    kept: &'c mut Kept,
    places: Vec<Described<Place>>,
    organisations: Vec<Described<Organisation>>,
    windows: Vec<Described<AccessWindow>>,
    crew: Vec<CrewRow>,
    /// Entries whose bodies go.
    redacted: Vec<Uuid>,
    /// Whether something was erased, so that no copy may stay in the files of the database either.
    erases: bool,
    /// Convoys that the present item has changed, as they were before.
    touched: Vec<(Uuid, Before)>,
}

/// A convoy before an item changed it.
enum Before {
    /// Not registered.
    Nothing,
    /// With so many events.
    Events(usize),
    /// Before something was taken out of it.
    Whole(Box<Dossier>),
}

/// Where an item began, to go back there.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    head: Head,
    entries: usize,
    places: usize,
    organisations: usize,
    windows: usize,
    crew: usize,
    redacted: usize,
    erases: bool,
}

impl<'c> Batch<'c> {
    /// Begins, within a write transaction.
    pub(super) fn begin(
        conn: &'c mut DbConnection,
        ambient: &'c dyn Ambient,
        kept: &'c mut Kept,
    ) -> Result<Self, StoreError> {
        let head = ledger::get_head(conn)?;
        Ok(Self {
            conn,
            ambient,
            head,
            entries: Vec::new(),
            open: HashMap::new(),
            registered: HashMap::new(),
            kept,
            places: Vec::new(),
            organisations: Vec::new(),
            windows: Vec::new(),
            crew: Vec::new(),
            redacted: Vec::new(),
            erases: false,
            touched: Vec::new(),
        })
    }

    /// What would come of some work, by the same steps as the writer's and in one state of the database; nothing of it is
    /// written, and the writer goes on meanwhile.
    pub fn on_trial<T>(
        conn: &mut DbConnection,
        ambient: &dyn Ambient,
        work: impl FnOnce(&mut Batch<'_>) -> T,
    ) -> Result<T, StoreError> {
        dialect::read_snapshot(conn, |conn| {
            let mut kept = Kept::new();
            Ok(work(&mut Batch::begin(conn, ambient, &mut kept)?))
        })
    }

    /// The connection, for reads and for what is not in the ledger.
    pub fn conn(&mut self) -> &mut DbConnection {
        self.conn
    }

    /// Writes what is not in the ledger, all of it or nothing: the batch goes on where it fails.
    pub fn in_savepoint<T>(
        &mut self,
        work: impl FnOnce(&mut DbConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.conn.transaction(work)
    }

    /// Where the ledger ends, with what this batch has gathered so far.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The time.
    pub fn now(&self) -> Instant {
        self.ambient.now()
    }

    /// An id that nobody has used.
    pub fn new_id(&self) -> Uuid {
        self.ambient.new_id()
    }

    /// Finds an entry by its id, also among those not yet written.
    pub fn find_entry(&mut self, id: Uuid) -> Result<Option<LedgerRow>, StoreError> {
        match self.entries.iter().find(|entry| entry.entry_id == DbId(id)) {
            Some(entry) => Ok(Some(entry.clone())),
            None => ledger::find_entry(self.conn, id),
        }
    }

    /// A convoy with all that is recorded of it so far.
    pub fn find_dossier(&mut self, id: ConvoyId) -> Result<Option<&Dossier>, StoreError> {
        if !self.open.contains_key(&id.0) {
            let stored: Option<i64> =
                convoys::table.find(DbId(id.0)).select(convoys::last_position).first(self.conn).optional()?;
            let Some(last_position) = stored else { return Ok(None) };
            let dossier = match self.kept.remove(&id.0).filter(|dossier| dossier.last_position() == last_position) {
                Some(dossier) => Some(dossier),
                None => find_dossier(self.conn, id, None)?,
            };
            let Some(dossier) = dossier else { return Ok(None) };
            self.open.insert(id.0, Open { dossier, stored: Stored::Same });
        }
        Ok(self.open.get(&id.0).map(|open| &open.dossier))
    }

    /// Finds the convoy that an organisation leads under a reference, whatever its case, also among those not yet written.
    pub fn find_convoy_id(&mut self, lead: Uuid, reference: &Reference) -> Result<Option<ConvoyId>, StoreError> {
        // One whose registration was taken back is no longer open.
        let key = (lead, reference.folded());
        if let Some(id) = self.registered.get(&key).filter(|id| self.open.contains_key(&id.0)) {
            return Ok(Some(*id));
        }
        Ok(find_led(self.conn, lead, reference.as_str())?.map(ConvoyId))
    }

    /// Registers a convoy. Its id is the id of the entry too.
    pub fn register_convoy(&mut self, id: ConvoyId, plan: Plan, by: Sender) -> Result<&Dossier, StoreError> {
        let subject = Subject::Convoy(id.0);
        let body = body(&plan)?;
        self.registered.insert((plan.lead.0, plan.reference.folded()), id);
        let kind = CONVOY_REGISTERED;
        let entry =
            self.append(NewEntry { entry_id: id.0, subject, kind, body, occurred: None, captured: None }, by)?;
        let dossier = Dossier::registered(id, plan, entry.position, entry.recorded_at, by.user);
        self.touched.push((id.0, Before::Nothing));
        Ok(&self.open.entry(id.0).or_insert(Open { dossier, stored: Stored::Nothing }).dossier)
    }

    /// What would become of a report, were it recorded now.
    pub fn judge(&mut self, convoy: ConvoyId, id: EventId, report: &Report) -> Result<Verdict, StoreError> {
        let recorded_at = self.ambient.now();
        let dossier = self.find_dossier(convoy)?.ok_or(StoreError::NotFound { what: "convoy" })?;
        let event = Recorded::new(id, report.clone(), i64::MAX, recorded_at, None);
        Ok(dossier.history.judge(&dossier.plan, dossier.registered_at, &dossier.events, &event))
    }

    /// Records a report about a convoy and folds it in.
    pub fn record_event(
        &mut self,
        convoy: ConvoyId,
        id: EventId,
        report: Report,
        by: Sender,
    ) -> Result<&Dossier, StoreError> {
        self.find_dossier(convoy)?;
        let kind = report.kind();
        let entry = self.append(
            NewEntry {
                entry_id: id.0,
                subject: Subject::Convoy(convoy.0),
                kind: kind.as_ref(),
                body: body(&report)?,
                occurred: Some(report.occurred),
                captured: report.captured_at,
            },
            by,
        )?;
        let open = self.open.get_mut(&convoy.0).ok_or(StoreError::NotFound { what: "convoy" })?;
        if matches!(open.stored, Stored::Same) {
            open.stored = Stored::Was(Box::new(Projection::of(&open.dossier)));
        }
        self.touched.push((convoy.0, Before::Events(open.dossier.events.len())));
        open.dossier.add(Recorded::new(id, report, entry.position, entry.recorded_at, by.user));
        Ok(&open.dossier)
    }

    /// Records a deed about a convoy, a user, or (nil) nothing in particular.
    pub fn record_deed(&mut self, subject: Uuid, kind: &str, body: String, by: Sender) -> Result<(), StoreError> {
        let entry_id = self.ambient.new_id();
        let subject = Subject::Deed(subject);
        self.append(NewEntry { entry_id, subject, kind, body, occurred: None, captured: None }, by)?;
        Ok(())
    }

    fn append(&mut self, entry: NewEntry<'_>, by: Sender) -> Result<Head, StoreError> {
        // Strictly later than the entry before, whatever the clock does: "as known at" then parts any two entries.
        let recorded_at = self.ambient.now().max(self.head.recorded_at.plus(chrono::TimeDelta::microseconds(1)));
        let recorded = Occurred::at_minute(recorded_at);
        let occurred = entry.occurred.unwrap_or(recorded);
        let salt = secret_bytes::<16>()
            .map_err(|_| StoreError::Corrupt { what: "the system gives no random bytes".to_owned() })?;
        let mut row = LedgerRow {
            position: self.head.position + 1,
            entry_id: DbId(entry.entry_id),
            subject_id: DbId(entry.subject.id()),
            subject_kind: entry.subject.kind().to_owned(),
            kind: entry.kind.to_owned(),
            occurred_at: DbInstant(occurred.at.utc()),
            occurred_until: occurred.until.map(|until| DbInstant(until.utc())),
            precision: occurred.precision.as_ref().to_owned(),
            captured_at: entry.captured.map(|at| DbInstant(at.utc())),
            skew_ms: by.skew_ms,
            recorded_at: DbInstant(recorded_at.utc()),
            recorded_by: by.user.map(|user| DbId(user.0)),
            salt: Some(salt.to_vec()),
            commitment: chain::commitment(&salt, &entry.body).to_vec(),
            body: Some(entry.body),
            previous_hash: self.head.hash.to_vec(),
            hash: Vec::new(),
        };
        let hash = chain::entry_hash(&row);
        row.hash = hash.to_vec();
        self.head = Head { position: row.position, hash, recorded_at };
        self.entries.push(row);
        Ok(self.head)
    }

    /// Where the present item begins.
    pub(super) fn mark(&mut self) -> Mark {
        self.touched.clear();
        Mark {
            head: self.head,
            entries: self.entries.len(),
            places: self.places.len(),
            organisations: self.organisations.len(),
            windows: self.windows.len(),
            crew: self.crew.len(),
            redacted: self.redacted.len(),
            erases: self.erases,
        }
    }

    /// Takes back what the present item has recorded, for it was refused.
    pub(super) fn back_to(&mut self, mark: Mark) {
        self.head = mark.head;
        self.entries.truncate(mark.entries);
        self.places.truncate(mark.places);
        self.organisations.truncate(mark.organisations);
        self.windows.truncate(mark.windows);
        self.crew.truncate(mark.crew);
        self.redacted.truncate(mark.redacted);
        self.erases = mark.erases;
        for (id, before) in std::mem::take(&mut self.touched).into_iter().rev() {
            match (before, self.open.get_mut(&id)) {
                (Before::Events(events), Some(open)) => open.dossier.forget_after(events),
                (Before::Whole(dossier), Some(open)) => open.dossier = *dossier,
                (_, _) => {
                    self.open.remove(&id);
                }
            }
        }
    }

    /// Writes everything, within the transaction in which it began.
    /// Answers whether something was erased.
    pub(super) fn flush(self) -> Result<bool, StoreError> {
        for organisation in &self.organisations {
            store_world::put_organisation(self.conn, organisation)?;
        }
        for place in &self.places {
            store_world::put_place(self.conn, place)?;
        }
        for window in &self.windows {
            windows::put(self.conn, window)?;
        }
        insert_all::<_, LedgerRow>(self.conn, ledger_table::table, &self.entries)?;
        ledger::redact(self.conn, &self.redacted)?;
        for row in &self.crew {
            crew::put(self.conn, row)?;
        }
        let mut changed = Vec::new();
        for open in self.open.values() {
            let stored = match &open.stored {
                Stored::Same => continue,
                Stored::Nothing => None,
                Stored::Was(projection) => Some((**projection).clone()),
            };
            changed.push((stored, Projection::of(&open.dossier)));
        }
        if !changed.is_empty() {
            // One order for all, so that a failure is found at the same row each time.
            changed.sort_by_key(|(_, after)| after.convoy.id);
            projection::write_all(self.conn, &changed)?;
        }
        if !self.entries.is_empty() {
            let head = self.head;
            diesel::update(ledger_head::table.find(1))
                .set((
                    ledger_head::position.eq(head.position),
                    ledger_head::hash.eq(head.hash.to_vec()),
                    ledger_head::recorded_at.eq(DbInstant(head.recorded_at.utc())),
                ))
                .execute(self.conn)?;
        }
        if self.kept.len() + self.open.len() > MOST_KEPT {
            self.kept.clear();
        }
        self.kept.extend(self.open.into_iter().map(|(id, open)| (id, open.dossier)));
        Ok(self.erases)
    }
}

struct NewEntry<'a> {
    entry_id: Uuid,
    subject: Subject,
    kind: &'a str,
    body: String,
    /// `None` is the moment of recording.
    occurred: Option<Occurred>,
    captured: Option<Instant>,
}

/// The canonical bytes of what an entry says: the fields of the type, in its order.
pub fn body<T: serde::Serialize>(what: &T) -> Result<String, StoreError> {
    serde_json::to_string(what).map_err(|error| StoreError::Corrupt { what: format!("an entry's body: {error}") })
}
