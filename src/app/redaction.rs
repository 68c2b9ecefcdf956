//! Taking texts out of the ledger: an administrator sees one event, says why, and what is to stay of it.

use strum::{AsRefStr, EnumIter, EnumString};

use super::{
    Action, App, AppError, audit,
    error::Conflict,
    names::{Names, Wanted},
    policy::{self, Parties},
    runner::Runner,
};
use crate::{
    domain::{
        Payload, Refusal, Report, Verdict,
        cargo::PlannedLine,
        event::RedactionReport,
        history::{Recorded, redaction},
        id::{ConvoyId, EventId},
        refusal::{FieldCode, FieldError},
        text::{PROSE, Text},
        time::{Instant, Occurred},
    },
    store::{
        batch::Batch,
        convoys, crew,
        dialect::read_snapshot,
        dossier::{Dossier, find_dossier},
        holds,
    },
};

/// What is to stay of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, AsRefStr, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Keep {
    /// The fact, without note, names and other texts: the convoy stands as before.
    Fact,
    /// Nothing: the event no longer counts.
    Nothing,
}

/// One event as an administrator sees it who is to redact it, and nothing else of its convoy.
#[derive(Clone, Debug)]
pub struct RedactionView {
    /// The convoy's reference.
    pub reference: String,
    /// The convoy's time zone.
    pub zone: chrono_tz::Tz,
    /// The event, and the amendments that repeat it: they go together.
    pub events: Vec<(Recorded, Verdict)>,
    /// What the convoy carries.
    pub cargo: Vec<PlannedLine>,
    /// Since when the convoy is held as evidence, where it is.
    pub held_since: Option<Instant>,
    /// Names that the events speak of.
    pub names: Names,
    /// The moment of asking.
    pub now: Instant,
}

impl App {
    /// Shows an event that is to be redacted, or was.
    pub fn redaction_view(&self, runner: &Runner, reference: &str, event: EventId) -> Result<RedactionView, AppError> {
        let scope = runner.scope(Action::Redact, self.now())?;
        read_snapshot(&mut *self.reader()?, |conn| {
            let row = convoys::find(conn, &scope, reference)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let id = ConvoyId(row.id.0);
            let dossier = find_dossier(conn, id, None)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let parties = Parties::of_dossier(conn, &dossier)?;
            let ids = copies(&dossier, event).or_else(|error| match error {
                // What was redacted before is shown, as far as it still says anything.
                AppError::Refused { .. } if event.0 != id.0 => Ok(vec![event]),
                other => Err(other),
            })?;
            let mut wanted = Wanted::default();
            let mut events = Vec::with_capacity(ids.len());
            for recorded in dossier.events.iter().filter(|recorded| ids.contains(&recorded.id)) {
                let author = (recorded.recorded_by, recorded.recorded_at);
                if !runner.may_change(conn, Action::Redact, &parties, author)? {
                    return Err(AppError::Forbidden);
                }
                wanted.report(&recorded.report);
                wanted.people(recorded.recorded_by);
                let verdict = dossier.history.verdicts.get(&recorded.id).cloned().unwrap_or(Verdict::Applied);
                events.push((recorded.clone(), verdict));
            }
            Ok(RedactionView {
                reference: row.reference,
                zone: dossier.plan.time_zone,
                events,
                cargo: dossier.history.convoy.plan.cargo.clone(),
                held_since: holds::find_in_force(conn, id.0)?.map(|hold| Instant::new(hold.placed_at.0)),
                names: wanted.read(conn, None)?,
                now: self.now(),
            })
        })
    }

    /// The convoy, if the runner may redact its events.
    pub fn may_redact(&self, runner: &Runner, reference: &str) -> Result<ConvoyId, AppError> {
        let scope = runner.scope(Action::Redact, self.now())?;
        let row = convoys::find(&mut *self.reader()?, &scope, reference)?;
        Ok(ConvoyId(row.ok_or(AppError::NotFound { what: "convoy" })?.id.0))
    }

    /// Redacts an event, together with the amendments that repeat it: for the organisation of each one's author, or for the
    /// lead. Answers the redacted events.
    pub async fn redact(
        &self,
        runner: &Runner,
        reference: &str,
        event: EventId,
        reason: &str,
        keep: Keep,
    ) -> Result<Vec<EventId>, AppError> {
        let convoy = self.may_redact(runner, reference)?;
        let reason = read_reason(reason)?;
        let (runner, sender) = (runner.clone(), runner.sender());
        let outcome = self.lane.submit(move |batch| {
            refuse_held(batch, convoy)?;
            let dossier = batch.find_dossier(convoy)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let ids = copies(dossier, event)?;
            let recorded: Vec<Recorded> =
                dossier.events.iter().filter(|recorded| ids.contains(&recorded.id)).cloned().collect();
            let undoes = keep == Keep::Nothing && policy::undoes_what_is_the_leads(event, &dossier.events);
            let parties = Parties::of_batch(batch, convoy)?;
            for it in &recorded {
                let author = (it.recorded_by, it.recorded_at);
                if !runner.may_change(batch.conn(), Action::Redact, &parties, author)? {
                    return Err(AppError::Forbidden);
                }
            }
            if undoes && !runner.may_on(Action::Redact, &parties, None) {
                return Err(AppError::Forbidden);
            }
            if keep == Keep::Fact && recorded.iter().all(|recorded| recorded.redaction.is_some()) {
                return Err(AppError::refused(Refusal::CannotBeRedacted));
            }
            let at = batch.now();
            let redacting =
                recorded.iter().map(|it| (EventId(batch.new_id()), redacting(it, &reason, keep, at))).collect();
            batch.redact(convoy, redacting, sender)?;
            for event in &ids {
                audit::record(batch, &audit::Deed::Redacted { convoy: convoy.0, event: *event }, sender)?;
            }
            Ok(ids)
        })?;
        super::convoys::answered(outcome).await
    }
}

fn redacting(recorded: &Recorded, reason: &Text, keep: Keep, at: Instant) -> Report {
    let kept = (keep == Keep::Fact).then(|| Box::new(redaction::without_texts(&recorded.report)));
    let redaction = RedactionReport { event: recorded.id, reason: reason.clone(), kept };
    let occurred = Occurred::at_minute(at);
    Report { payload: Payload::Redacted(Box::new(redaction)), ..redaction::stand_in(occurred) }
}

/// The events that are redacted together. A registration has no text that could go.
fn copies(dossier: &Dossier, event: EventId) -> Result<Vec<EventId>, AppError> {
    if event.0 == dossier.id.0 {
        return Err(AppError::refused(Refusal::CannotBeRedacted));
    }
    redaction::copies(&dossier.events, event).map_err(|refusal| match refusal {
        Refusal::UnknownEvent => AppError::NotFound { what: "event" },
        refusal => AppError::refused(refusal),
    })
}

pub(super) fn read_reason(reason: &str) -> Result<Text, AppError> {
    let wrong = |code, expected| AppError::Invalid(vec![FieldError { pointer: "/reason".to_owned(), code, expected }]);
    Text::parse(reason, PROSE).map_err(|why| match why {
        crate::domain::text::NotText::Empty => wrong(FieldCode::Required, None),
        crate::domain::text::NotText::TooLong(most) => wrong(FieldCode::TooLong, Some(most.to_string())),
        crate::domain::text::NotText::ControlCharacters => wrong(FieldCode::ControlCharacters, None),
        crate::domain::text::NotText::Malformed => wrong(FieldCode::Malformed, None),
    })
}

/// Refused where the convoy's records are kept as evidence. Known for certain only under the writer's lock.
pub(super) fn refuse_held(batch: &mut Batch<'_>, convoy: ConvoyId) -> Result<(), AppError> {
    match holds::find_in_force(batch.conn(), convoy.0)? {
        Some(_) => Err(AppError::Conflict(Conflict::EvidenceHeld)),
        None => Ok(()),
    }
}

/// References of convoys by id.
pub(super) fn references(
    conn: &mut crate::store::DbConnection,
    ids: &std::collections::BTreeSet<uuid::Uuid>,
) -> Result<std::collections::BTreeMap<uuid::Uuid, String>, AppError> {
    Ok(crew::list_convoys(conn, ids)?.into_iter().map(|row| (row.id.0, row.reference)).collect())
}
