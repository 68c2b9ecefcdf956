//! What is redacted, and who is on the trucks, among the rest that a batch gathers.

use uuid::Uuid;

use super::{Batch, Before, NewEntry, Sender, Stored, body};
use crate::{
    domain::{
        Payload, Report,
        history::Recorded,
        id::{ConvoyId, EventId},
    },
    store::{StoreError, crew, dossier::Dossier, ledger::Subject, projection::Projection, rows::CrewRow, types::DbId},
};

impl Batch<'_> {
    /// Takes the texts out of events of a convoy: each redacting report names one, says who and why, and carries what
    /// stays of it. Everything derived follows from what is left.
    pub fn redact(
        &mut self,
        convoy: ConvoyId,
        redacting: Vec<(EventId, Report)>,
        by: Sender,
    ) -> Result<&Dossier, StoreError> {
        self.find_dossier(convoy)?;
        let mut recorded = Vec::with_capacity(redacting.len());
        for (id, report) in redacting {
            let Payload::Redacted(redaction) = &report.payload else { continue };
            let redacted = redaction.event.0;
            let entry = self.append(
                NewEntry {
                    entry_id: id.0,
                    subject: Subject::Convoy(convoy.0),
                    kind: report.kind().as_ref(),
                    body: body(&report)?,
                    occurred: Some(report.occurred),
                    captured: None,
                },
                by,
            )?;
            self.redacted.push(redacted);
            recorded.push(Recorded::new(id, report, entry.position, entry.recorded_at, by.user));
        }
        self.erases = true;
        let open = self.open.get_mut(&convoy.0).ok_or(StoreError::NotFound { what: "convoy" })?;
        if matches!(open.stored, Stored::Same) {
            open.stored = Stored::Was(Box::new(Projection::of(&open.dossier)));
        }
        self.touched.push((convoy.0, Before::Whole(Box::new(open.dossier.clone()))));
        open.dossier.redact(recorded);
        Ok(&open.dossier)
    }

    /// Finds somebody on a truck, also among those not yet written.
    pub fn find_crew(&mut self, id: Uuid) -> Result<Option<CrewRow>, StoreError> {
        match self.crew.iter().rev().find(|row| row.id == DbId(id)) {
            Some(row) => Ok(Some(row.clone())),
            None => crew::find(self.conn, id),
        }
    }

    /// Writes down somebody on a truck, over what was there of the row.
    pub fn record_crew(&mut self, row: CrewRow) {
        self.crew.push(row);
    }

    /// Notes that something was erased: no copy of it may stay in the files of the database.
    pub fn note_erased(&mut self) {
        self.erases = true;
    }
}
