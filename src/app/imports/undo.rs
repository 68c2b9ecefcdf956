//! Taking an import back, as far as that can be: nothing is deleted, and what cannot be taken back is named.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Import, Report, State, json};
use crate::{
    app::{
        Action, App, AppError, Runner,
        audit::{self, Deed},
        error::Conflict,
        events::{OnRefusal, Task, take},
        keepers::may_describe,
        place_changes::describe,
        redaction::read_reason,
    },
    domain::{
        Payload, Status, Verdict,
        event::{Because, Decision},
        id::{ConvoyId, EventId},
        place::Place,
        text::Text,
        time::Occurred,
    },
    store::{StoreError, batch::Batch, gazetteer, imports, ledger, rows::ImportItemRow, scope::Reach, types::DbId},
};

/// Most things that are named as not taken back.
const MOST_NAMED: usize = 200;

/// What undoing an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Events that are void now.
    pub voided: usize,
    /// Convoys that are cancelled now.
    pub cancelled: usize,
    /// Places that have their former description again.
    pub returned: usize,
    /// P-codes taken out.
    pub removed: usize,
    /// What stays.
    pub stays: Vec<NotUndone>,
    /// How much stays in all.
    pub stays_in_all: usize,
    /// Why it was undone.
    pub reason: String,
}

/// Something that stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotUndone {
    /// `convoy`, `event`, `place` or `gazetteer`.
    pub what: String,
    /// How people call it.
    pub name: String,
    /// Why: a code.
    pub why: String,
}

impl App {
    /// Takes an import back: events are voided, convoys that are still planned are cancelled, places return to their former
    /// description. Undoing it again changes nothing.
    pub fn undo_import(&self, runner: &Runner, id: Uuid, reason: &str) -> Result<Import, AppError> {
        let import = self.import(runner, id)?;
        let reason = read_reason(reason)?;
        match import.state {
            State::Undone => return Ok(import),
            State::Done => {}
            State::Received | State::Checking | State::Checked | State::Running | State::Failed => {
                return Err(AppError::Conflict(Conflict::ImportNotDone));
            }
        }
        let items = imports::list_items(&mut *self.reader()?, id)?;
        let takes = Takes {
            import: import.clone(),
            items,
            reason,
            by: runner.clone(),
            corrects: runner.reach(Action::CorrectOthers)?,
        };
        self.lane.write(move |batch| takes.back(batch))?;
        self.import(runner, id)
    }
}

struct Takes {
    import: Import,
    items: Vec<ImportItemRow>,
    reason: Text,
    by: Runner,
    corrects: Reach,
}

enum Outcome {
    Voided,
    Cancelled,
    Returned,
    /// It was taken back already.
    Nothing,
    Stays {
        name: String,
        why: &'static str,
    },
}

impl Takes {
    fn back(&self, batch: &mut Batch<'_>) -> Result<(), AppError> {
        let row = imports::find(batch.conn(), self.import.id)?.ok_or(AppError::NotFound { what: "import" })?;
        if row.state != State::Done.as_ref() {
            return Ok(());
        }
        let mut undone = Undone { reason: self.reason.to_string(), ..Undone::default() };
        for item in &self.items {
            let outcome = match item.what.as_str() {
                "event" => self.void(batch, item)?,
                "convoy" => self.cancel(batch, item)?,
                _ => self.return_place(batch, item)?,
            };
            match outcome {
                Outcome::Voided => undone.voided += 1,
                Outcome::Cancelled => undone.cancelled += 1,
                Outcome::Returned => undone.returned += 1,
                Outcome::Nothing => {}
                Outcome::Stays { name, why } => undone.stay(&item.what, name, why),
            }
        }
        let version = self.remove_version(batch, &mut undone)?;
        let report = json(&Report { undone: Some(undone), ..self.import.report.clone() })?;
        audit::record(
            batch,
            &Deed::ImportUndone { import: self.import.id, reason: self.reason.clone() },
            self.by.sender(),
        )?;
        let (id, by, now) = (self.import.id, self.by.sender().user.map(|user| user.0), batch.now());
        batch.in_savepoint(|conn| {
            if let Some(version) = version {
                gazetteer::delete(conn, &version)?;
            }
            imports::mark_undone(conn, id, by, now, &report)
        })?;
        Ok(())
    }

    fn task(&self, item: &ImportItemRow, convoy: Uuid, payload: Payload, now: crate::domain::time::Instant) -> Task {
        let id = EventId(Uuid::new_v5(&self.import.id, format!("undo {}", item.subject_id.0).as_bytes()));
        Task {
            convoy: ConvoyId(convoy),
            id,
            report: crate::domain::Report {
                payload,
                occurred: Occurred::at_minute(now),
                place: None,
                trucks: None,
                source: None,
                note: None,
                captured_at: None,
                other: std::collections::BTreeMap::new(),
                by_message: None,
            },
            on_refusal: OnRefusal::Refuse,
            sender: self.by.sender(),
            by: self.by.clone(),
        }
    }

    fn void(&self, batch: &mut Batch<'_>, item: &ImportItemRow) -> Result<Outcome, AppError> {
        let convoy = item.convoy_id.map(|DbId(id)| id).unwrap_or_default();
        let now = batch.now();
        let Some(dossier) = batch.find_dossier(ConvoyId(convoy))? else { return Ok(Outcome::Nothing) };
        let reference = dossier.plan.reference.to_string();
        let event = EventId(item.subject_id.0);
        let recorded = dossier.events.iter().find(|recorded| recorded.id == event);
        let Some(recorded) = recorded else { return Ok(Outcome::Nothing) };
        let name = format!("{reference} {}", recorded.report.kind().as_ref());
        if !self.corrects.touches(&dossier.organisations()) {
            return Ok(Outcome::Stays { name, why: "not_yours" });
        }
        if matches!(dossier.history.verdicts.get(&event), Some(Verdict::Voided { .. })) {
            return Ok(Outcome::Nothing);
        }
        if recorded.redaction.is_some() {
            return Ok(Outcome::Stays { name, why: "redacted" });
        }
        let payload = Payload::Voided(Decision { event, reason: self.reason.clone() });
        match take(batch, &self.task(item, convoy, payload, now)) {
            Ok(_) => Ok(Outcome::Voided),
            Err(AppError::Refused { .. } | AppError::Conflict(_) | AppError::Forbidden) => {
                Ok(Outcome::Stays { name, why: "cannot_be_voided" })
            }
            Err(other) => Err(other),
        }
    }

    fn cancel(&self, batch: &mut Batch<'_>, item: &ImportItemRow) -> Result<Outcome, AppError> {
        let now = batch.now();
        let convoy = item.subject_id.0;
        let Some(dossier) = batch.find_dossier(ConvoyId(convoy))? else { return Ok(Outcome::Nothing) };
        let name = dossier.plan.reference.to_string();
        if !self.corrects.touches(&dossier.organisations()) {
            return Ok(Outcome::Stays { name, why: "not_yours" });
        }
        match dossier.history.convoy.status {
            Status::Cancelled => return Ok(Outcome::Nothing),
            Status::Planned => {}
            _ => return Ok(Outcome::Stays { name, why: "has_left" }),
        }
        let payload = Payload::Cancelled(Because { reason: Some(self.reason.clone()) });
        match take(batch, &self.task(item, convoy, payload, now)) {
            Ok(_) => Ok(Outcome::Cancelled),
            Err(AppError::Refused { .. } | AppError::Conflict(_)) => Ok(Outcome::Stays { name, why: "has_left" }),
            Err(other) => Err(other),
        }
    }

    /// The description before, unless somebody has described the place anew since.
    fn return_place(&self, batch: &mut Batch<'_>, item: &ImportItemRow) -> Result<Outcome, AppError> {
        let id = item.subject_id.0;
        let Some(present) = batch.find_place(&id.to_string())? else { return Ok(Outcome::Nothing) };
        let name = present.what.key.to_string();
        if present.position != item.position {
            return Ok(Outcome::Stays { name, why: "changed_since" });
        }
        let entries = ledger::list_of_subjects(batch.conn(), &[id], None)?;
        let former =
            entries.iter().rev().find(|entry| entry.position < item.position).and_then(|entry| entry.body.as_ref());
        let Some(former) = former else { return Ok(Outcome::Stays { name, why: "new_place" }) };
        let former: Place = serde_json::from_str(former)
            .map_err(|error| StoreError::Corrupt { what: format!("the description of a place: {error}") })?;
        if !may_describe(batch.conn(), &self.corrects, id)? {
            return Ok(Outcome::Stays { name, why: "not_yours" });
        }
        describe(batch, &present, former, None, self.by.sender())?;
        Ok(Outcome::Returned)
    }

    /// The version of a gazetteer that this import loaded, where no place names it.
    fn remove_version(&self, batch: &mut Batch<'_>, undone: &mut Undone) -> Result<Option<String>, AppError> {
        let versions = gazetteer::list_versions(batch.conn())?;
        let Some(row) = versions.into_iter().find(|row| row.import_id == DbId(self.import.id)) else { return Ok(None) };
        if gazetteer::count_users(batch.conn(), &row.version)? > 0 {
            undone.stay("gazetteer", row.version, "in_use");
            return Ok(None);
        }
        undone.removed = usize::try_from(row.entries).unwrap_or(0);
        Ok(Some(row.version))
    }
}

impl Undone {
    fn stay(&mut self, what: &str, name: String, why: &str) {
        self.stays_in_all += 1;
        if self.stays.len() < MOST_NAMED {
            self.stays.push(NotUndone { what: what.to_owned(), name, why: why.to_owned() });
        }
    }
}
