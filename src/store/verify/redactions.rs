//! Which bodies may be missing: those that a later redacting entry about the same convoy names, and no others.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Finding, columns_agree, says_as_columns};
use crate::{
    domain::event::RedactionReport,
    store::{
        DbConnection, StoreError, chain,
        ledger::{self, CONVOY, CONVOY_REGISTERED},
        rows::LedgerRow,
    },
};

/// A redacting entry, as it speaks of what it redacted.
struct Redacting {
    position: i64,
    convoy: Uuid,
    report: RedactionReport,
}

/// The redacting entries of the ledger, by what they name. Each is itself an entry of the chain, and checked as one.
#[derive(Default)]
pub(super) struct Redactions {
    by_event: BTreeMap<Uuid, Vec<Redacting>>,
    /// What was seen to be redacted.
    seen: BTreeMap<Uuid, i64>,
}

impl Redactions {
    pub(super) fn read(conn: &mut DbConnection) -> Result<Self, StoreError> {
        let mut redactions = Self::default();
        for row in ledger::list_redactions(conn, None)? {
            // One that cannot be read is found when its own turn comes.
            if let Ok(Some(report)) = ledger::read_redaction(&row) {
                let redacting = Redacting { position: row.position, convoy: row.subject_id.0, report };
                redactions.by_event.entry(redacting.report.event.0).or_default().push(redacting);
            }
        }
        Ok(redactions)
    }

    /// Whether body and columns of an entry are what they should be.
    pub(super) fn judge(&mut self, row: &LedgerRow) -> Option<Finding> {
        let position = row.position;
        let is_event = row.subject_kind == CONVOY && row.kind != CONVOY_REGISTERED;
        let excuses: Vec<&Redacting> = self
            .by_event
            .get(&row.entry_id.0)
            .into_iter()
            .flatten()
            .filter(|by| is_event && by.convoy == row.subject_id.0 && by.position > position)
            .collect();
        let Some(body) = &row.body else {
            if excuses.is_empty() || row.salt.is_some() {
                return Some(Finding::BodyChanged { position });
            }
            let agrees = |by: &&Redacting| by.report.kept.as_deref().is_none_or(|kept| says_as_columns(row, kept));
            let odd = excuses.iter().find(|by| !agrees(by)).map(|by| by.position);
            self.seen.insert(row.entry_id.0, position);
            return odd.map(|position| Finding::ColumnsDiffer { position });
        };
        if chain::is_committed_to(row, body) != Some(true) {
            return Some(Finding::BodyChanged { position });
        }
        if !columns_agree(row) {
            return Some(Finding::ColumnsDiffer { position });
        }
        if !excuses.is_empty() {
            return Some(Finding::NotRedacted { position });
        }
        let redacting = ledger::read_redaction(row).ok().flatten()?;
        // Read before the walk, what it names has been met by now: or it is not there, or of another convoy.
        let named = self.seen.contains_key(&redacting.event.0);
        (!named).then_some(Finding::RedactsNothing { position })
    }
}
