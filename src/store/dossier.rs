//! Everything the ledger says of one convoy, folded.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    ledger::{self, CONVOY_REGISTERED, Subject},
    rows::LedgerRow,
};
use crate::domain::{
    History, Payload, Plan,
    history::{Recorded, redaction},
    id::{ConvoyId, EventId, UserId},
    time::Instant,
};

/// A convoy with its reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// The convoy.
    pub id: ConvoyId,
    /// As registered.
    pub plan: Plan,
    /// When it was registered.
    pub registered_at: Instant,
    /// By whom.
    pub registered_by: Option<UserId>,
    /// Where in the ledger.
    pub registered_position: i64,
    /// Its reports, by position.
    pub events: Vec<Recorded>,
    /// What follows from them.
    pub history: History,
}

impl Dossier {
    /// One that was registered just now.
    pub fn registered(id: ConvoyId, plan: Plan, position: i64, at: Instant, by: Option<UserId>) -> Self {
        let history = History::fold(&plan, at, &[]);
        Self {
            id,
            plan,
            registered_at: at,
            registered_by: by,
            registered_position: position,
            events: Vec::new(),
            history,
        }
    }

    /// Takes one more report and folds it in.
    pub fn add(&mut self, event: Recorded) {
        self.history.add(&self.plan, self.registered_at, &self.events, &event);
        self.events.push(event);
    }

    /// Forgets reports that were not recorded in the end: all but the first `events`.
    pub fn forget_after(&mut self, events: usize) {
        self.events.truncate(events);
        self.history = History::fold(&self.plan, self.registered_at, &self.events);
    }

    /// How many reports are recorded.
    pub fn version(&self) -> i64 {
        i64::try_from(self.events.len()).unwrap_or(i64::MAX)
    }

    /// Position of the latest entry about it.
    pub fn last_position(&self) -> i64 {
        self.events.last().map_or(self.registered_position, |event| event.position)
    }

    /// When the latest entry about it was recorded.
    pub fn updated_at(&self) -> Instant {
        self.events.last().map_or(self.registered_at, |event| event.recorded_at)
    }

    /// Whose convoy it is: the lead, then the partners as planned now.
    pub fn organisations(&self) -> Vec<Uuid> {
        let plan = &self.history.convoy.plan;
        std::iter::once(plan.lead.0).chain(plan.partners.iter().map(|partner| partner.0)).collect()
    }

    /// Takes reports and what was redacted: those redacted stand from now on as the redacting ones say.
    pub fn redact(&mut self, redacting: Vec<Recorded>) {
        for by in redacting {
            if let Payload::Redacted(redaction) = &by.report.payload
                && let Some(event) = self.events.iter_mut().find(|event| event.id == redaction.event)
            {
                *event = redaction::redacted(event, by.id, redaction);
            }
            self.events.push(by);
        }
        self.history = History::fold(&self.plan, self.registered_at, &self.events);
    }

    /// Puts a convoy together from its entries, in order; `None` where they do not begin with its registration (nothing
    /// was known of it by then). `redacting` are the redacting entries that came later: what they took out is gone from
    /// every earlier moment too.
    pub fn from_entries(rows: &[LedgerRow], redacting: &[LedgerRow]) -> Result<Option<Self>, StoreError> {
        let Some((first, rest)) = rows.split_first() else { return Ok(None) };
        if first.kind != CONVOY_REGISTERED {
            return Err(ledger::corrupt(first, &"a convoy's first entry is not its registration"));
        }
        let body = first.body.as_deref().ok_or_else(|| ledger::corrupt(first, &"a registration without its body"))?;
        let plan: Plan = serde_json::from_str(body).map_err(|error| ledger::corrupt(first, &error))?;
        let registered_at = Instant::new(first.recorded_at.0);
        let mut events = Vec::with_capacity(rest.len());
        let mut redactions = BTreeMap::new();
        for row in rest.iter().chain(redacting) {
            if let Some(redaction) = ledger::read_redaction(row)? {
                redactions.insert(redaction.event, (EventId(row.entry_id.0), redaction));
            }
        }
        for row in rest {
            let event = match (ledger::read_event(row)?, redactions.get(&EventId(row.entry_id.0))) {
                (None, Some((by, redaction))) => Some(ledger::read_redacted(row, *by, redaction)?),
                (event, _) => event,
            };
            events.extend(event);
        }
        let history = History::fold(&plan, registered_at, &events);
        Ok(Some(Self {
            id: ConvoyId(first.subject_id.0),
            plan,
            registered_at,
            registered_by: first.recorded_by.map(|by| UserId(by.0)),
            registered_position: first.position,
            events,
            history,
        }))
    }
}

/// Reads a convoy's entries, as known at a moment, and folds them.
pub fn find_dossier(
    conn: &mut DbConnection,
    id: ConvoyId,
    as_of: Option<Instant>,
) -> Result<Option<Dossier>, StoreError> {
    let rows = ledger::list_of_subject(conn, Subject::Convoy(id.0), as_of)?;
    let lacks_later = as_of.is_some() && rows.iter().any(|row| row.body.is_none());
    let redacting = if lacks_later { ledger::list_redactions(conn, Some(id.0))? } else { Vec::new() };
    Dossier::from_entries(&rows, &redacting)
}
