//! What was done with people's rights, with secrets and with exact positions: each deed an entry of the ledger, chained
//! like every other, and never naming a person but by id.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use uuid::Uuid;

use super::{App, AppError, Caller, Runner};
use crate::{
    domain::{id::UserId, text::Text, time::Instant},
    store::{
        StoreError,
        batch::{Batch, Sender, body},
    },
};

mod deed;
pub mod list;

pub use deed::{Deed, DeedKind, Read, SecondFactor};

/// Records a deed in the same transaction as what was done.
pub(super) fn record(batch: &mut Batch<'_>, deed: &Deed, by: Sender) -> Result<(), AppError> {
    Ok(batch.record_deed(deed.subject(), DeedKind::from(deed).as_ref(), body(deed)?, by)?)
}

/// An exact read by the same person, of the same thing, is noted once in so long.
const READS_EVERY: chrono::TimeDelta = chrono::TimeDelta::hours(1);
/// Reads remembered at the most; then all are noted anew.
const MOST_REMEMBERED: usize = 100_000;

/// The exact reads that were noted lately.
#[derive(Clone, Debug, Default)]
pub(super) struct NotedReads(Arc<Mutex<HashMap<NotedRead, Instant>>>);

/// By whom, by which token, what, of which convoy.
type NotedRead = (Option<UserId>, Option<Uuid>, NotedThing, Option<Uuid>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum NotedThing {
    Read(Read),
    Export(Text),
}

impl NotedReads {
    /// Whether this read has to be noted, which it then counts as.
    fn is_due(&self, read: NotedRead, now: Instant) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.get(&read).is_some_and(|at| now.since(*at) < READS_EVERY) {
            return false;
        }
        if noted.len() >= MOST_REMEMBERED {
            noted.clear();
        }
        noted.insert(read, now);
        true
    }
}

impl App {
    /// Notes that somebody is told exact positions, once an hour for each thing. Nobody waits for it, for reads go on where
    /// nothing can be written; it stands in the ledger before whatever the same person does next.
    pub(super) fn note_exact_read(&self, caller: &Caller, what: Read, convoy: Option<Uuid>) {
        if !self.noted_reads.is_due((Some(caller.user), caller.token, NotedThing::Read(what), convoy), self.now()) {
            return;
        }
        let deed = Deed::ExactRead { what, convoy, token: caller.token };
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let queued = self.lane.submit(move |batch| record(batch, &deed, sender));
        if let Err(error) = queued {
            tracing::warn!(error = %error, "audit.read_not_noted");
        }
    }

    /// Notes that somebody takes a table away: once an hour for each person, key and table, and always where `always`.
    /// Waits until it stands in the ledger, so that what is exported as known now is known at a moment that has just been.
    /// Exports go on where nothing can be written, as all reading does.
    pub(super) fn note_export(&self, who: &Runner, what: Text, always: bool) {
        let sender = who.sender();
        let noted = (sender.user, who.token(), NotedThing::Export(what.clone()), None);
        if !self.noted_reads.is_due(noted, self.now()) && !always {
            return;
        }
        let deed = Deed::Exported { what, token: who.token() };
        let written = self.lane.submit(move |batch| record(batch, &deed, sender)).map_err(AppError::from);
        let written = written.and_then(|written| match written.blocking_recv() {
            Ok(recorded) => recorded,
            Err(_) => Err(AppError::Store(StoreError::WriterGone)),
        });
        if let Err(error) = written {
            tracing::warn!(error = %error, "audit.export_not_noted");
        }
    }
}
