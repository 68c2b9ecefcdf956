//! Logging events.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use tokio::sync::oneshot;

use super::{
    Action, App, AppError, Caller,
    convoys::answered,
    directory::Lookup,
    error::Conflict,
    names::{Names, Wanted},
    partners,
    policy::{
        self,
        message::{Proof, by_message},
    },
    runner::Runner,
    sight::Candour,
};
use crate::{
    domain::{
        Kind, Refusal, Report, Status, Verdict,
        draft::{Context, read_report},
        event::Payload,
        fields::{Errors, Fields},
        history::Recorded,
        id::{ConvoyId, EventId, UserId},
        refusal::{FieldCode, FieldError},
        text::Text,
        time::Instant,
    },
    store::{
        batch::{Batch, Sender, body},
        chain, convoys,
        dossier::Dossier,
    },
};

/// What to do with a report that does not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumString, strum::AsRefStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum OnRefusal {
    /// Answer why, and record nothing.
    #[default]
    Refuse,
    /// Record it, and let a coordinator settle it.
    Review,
}

/// How an event was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Recorded, and counts.
    Stored,
    /// Recorded before, with the same content.
    Again,
    /// Recorded, and in review.
    InReview,
}

/// An event on the record, and what became of it.
#[derive(Clone, Debug)]
pub struct EventAnswer {
    /// Of which convoy.
    pub convoy: ConvoyId,
    /// The convoy's reference.
    pub reference: String,
    /// The convoy's time zone.
    pub zone: chrono_tz::Tz,
    /// The event.
    pub event: Recorded,
    /// What became of it.
    pub verdict: Verdict,
    /// Who took its text out, when and why.
    pub redacted: Option<RedactedBy>,
}

/// Who took a text out of the ledger.
#[derive(Clone, Debug)]
pub struct RedactedBy {
    /// Who; none for the command line.
    pub by: Option<UserId>,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Text,
}

impl RedactedBy {
    /// As the convoy's record says.
    fn of(dossier: &Dossier, event: &Recorded) -> Option<Self> {
        let redaction = event.redaction?;
        let by = dossier.events.iter().find(|other| other.id == redaction.by)?;
        match &by.report.payload {
            Payload::Redacted(said) => {
                Some(Self { by: by.recorded_by, at: by.recorded_at, reason: said.reason.clone() })
            }
            _ => None,
        }
    }
}

/// The receipt for an event that was sent.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The event as recorded.
    pub answer: EventAnswer,
    /// How it was taken.
    pub taken: Taken,
    /// The convoy's status now.
    pub status: Status,
    /// The convoy's version now.
    pub version: i64,
    /// Names of places and people in it.
    pub names: Names,
}

/// An event as somebody sends it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Of which convoy, by id or reference.
    pub convoy: String,
    /// Its id.
    pub id: EventId,
    /// What was sent.
    pub object: Map<String, Value>,
    /// What to do where it does not fit, unless the object says.
    pub on_refusal: OnRefusal,
    /// How far the sender is known, where it came by text message.
    pub by_message: Option<Proof>,
}

type Pending = oneshot::Receiver<Result<Decided, AppError>>;

struct Decided {
    answer: EventAnswer,
    taken: Taken,
    status: Status,
    version: i64,
}

impl App {
    /// Logs one event.
    pub async fn log_event(&self, caller: &Caller, sent: Sent) -> Result<Receipt, AppError> {
        let (pending, candour) = self.hand_in(caller, &sent)?;
        let decided = answered(pending).await.map_err(|error| candour.error(error))?;
        self.receipt(decided, candour)
    }

    /// Logs several events, one outcome each, in their order. One that is refused fails no other.
    pub async fn log_events(&self, caller: &Caller, all: Vec<Sent>) -> Vec<Result<Receipt, AppError>> {
        // All are handed in before the first is awaited, so that they share commits; the lane keeps their order.
        let pending: Vec<Result<(Pending, Candour), AppError>> =
            all.iter().map(|sent| self.hand_in(caller, sent)).collect();
        let mut outcomes = Vec::with_capacity(pending.len());
        for outcome in pending {
            outcomes.push(match outcome {
                Ok((pending, candour)) => {
                    let decided = answered(pending).await.map_err(|error| candour.error(error));
                    decided.and_then(|decided| self.receipt(decided, candour))
                }
                Err(error) => Err(error),
            });
        }
        outcomes
    }

    /// Reads and checks what was sent as [`App::log_event`] does, and records nothing.
    pub fn check_event(&self, caller: &Caller, sent: &Sent) -> Result<(), AppError> {
        self.read_event(caller, sent).map(|_| ())
    }

    /// Reads and checks what was sent, and queues it for the writer.
    fn hand_in(&self, caller: &Caller, sent: &Sent) -> Result<(Pending, Candour), AppError> {
        let (task, candour) = self.read_event(caller, sent)?;
        let sender = caller.user;
        let pending = self.lane.submit(move |batch| match decide(batch, &task) {
            // Nothing of it is recorded yet: it is, for a coordinator, who is told why it does not fit.
            Err(AppError::Refused { refusal, .. }) if candour.keeps(&refusal) => {
                decide(batch, &Task { on_refusal: OnRefusal::Review, ..task.clone() })
            }
            // To be told that a report says the same as one on the record would confirm a guess: only whoever sent it is.
            Ok(decided)
                if decided.taken == Taken::Again && !candour.repeats(decided.answer.event.recorded_by, sender) =>
            {
                Err(AppError::Conflict(Conflict::SameEventOtherContent))
            }
            outcome => outcome,
        })?;
        Ok((pending, candour))
    }

    fn read_event(&self, caller: &Caller, sent: &Sent) -> Result<(Task, Candour), AppError> {
        let now = self.now();
        let scope = caller.scope_for(Action::LogEvents, now)?;
        let mut reader = self.reader()?;
        let row = convoys::find(&mut reader, &scope, &sent.convoy)?.ok_or(AppError::NotFound { what: "convoy" })?;
        let delivery = read_delivery(&sent.object, sent.on_refusal, now);
        let lookup = Lookup::new(&mut *reader);
        let report = read_report(&sent.object, &Context { directory: &lookup, now, id: sent.id });
        lookup.check()?;
        let (delivery, mut report) = both(delivery, report).map_err(AppError::Invalid)?;
        report.by_message = sent.by_message.map(|proof| by_message(&report, proof)).transpose()?;
        let candour = Candour::towards(&mut reader, caller, &row, now)?;
        let task = Task {
            convoy: ConvoyId(row.id.0),
            id: sent.id,
            report,
            on_refusal: delivery.on_refusal,
            sender: Sender { user: Some(caller.user), skew_ms: delivery.skew_ms },
            by: Runner::from(caller),
        };
        Ok((task, candour))
    }

    fn receipt(&self, mut decided: Decided, candour: Candour) -> Result<Receipt, AppError> {
        candour.verdict(&mut decided.answer.verdict);
        let mut wanted = Wanted::default();
        wanted.report(&decided.answer.event.report);
        wanted.people(decided.answer.event.recorded_by);
        let names = wanted.read(&mut *self.reader()?, None)?;
        let Decided { answer, taken, status, version } = decided;
        Ok(Receipt { answer, taken, status, version, names })
    }
}

impl EventAnswer {
    /// An event of a convoy.
    pub(super) fn of(dossier: &Dossier, event: &Recorded) -> Self {
        Self {
            convoy: dossier.id,
            reference: dossier.plan.reference.to_string(),
            zone: dossier.plan.time_zone,
            event: event.clone(),
            verdict: verdict_of(&dossier.history.verdicts, event.id),
            redacted: RedactedBy::of(dossier, event),
        }
    }
}

fn verdict_of(verdicts: &BTreeMap<EventId, Verdict>, id: EventId) -> Verdict {
    verdicts.get(&id).cloned().unwrap_or(Verdict::Applied)
}

struct Delivery {
    on_refusal: OnRefusal,
    skew_ms: Option<i64>,
}

/// Reads how an event is sent: it is not part of what happened.
fn read_delivery(object: &Map<String, Value>, default: OnRefusal, now: Instant) -> Result<Delivery, Vec<FieldError>> {
    let errors = Errors::default();
    let fields = Fields::new(object, "", &errors);
    let on_refusal = fields.code::<OnRefusal>("on_refusal").unwrap_or(default);
    let sent_at = fields.instant("sent_at");
    let errors = errors.into_inner();
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Delivery { on_refusal, skew_ms: sent_at.map(|sent_at| sent_at.since(now).num_milliseconds()) })
}

/// Both, or the mistakes of both at once.
fn both<A, B>(one: Result<A, Vec<FieldError>>, two: Result<B, Vec<FieldError>>) -> Result<(A, B), Vec<FieldError>> {
    match (one, two) {
        (Ok(one), Ok(two)) => Ok((one, two)),
        (one, two) => {
            let mut mistakes: Vec<FieldError> = Vec::new();
            for mistake in [one.err(), two.err()].into_iter().flatten().flatten() {
                // A text that may stand nowhere is told of by each.
                if !mistakes.contains(&mistake) {
                    mistakes.push(mistake);
                }
            }
            Err(mistakes)
        }
    }
}

/// A checked event on its way to the writer.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub convoy: ConvoyId,
    pub id: EventId,
    pub report: Report,
    pub on_refusal: OnRefusal,
    pub sender: Sender,
    /// Who sends it, with all rights that they have.
    pub by: Runner,
}

/// Decides about one event within a batch, and records it.
fn decide(batch: &mut Batch<'_>, task: &Task) -> Result<Decided, AppError> {
    let taken = take(batch, task)?;
    let dossier = batch.find_dossier(task.convoy)?.ok_or(AppError::NotFound { what: "convoy" })?;
    let event = dossier.events.iter().rev().find(|event| event.id == task.id);
    let event = event.cloned().ok_or_else(|| AppError::Internal("a recorded event is not in its convoy".to_owned()))?;
    let verdict = verdict_of(&dossier.history.verdicts, task.id);
    let taken = if taken == Taken::Stored && verdict.is_in_review() { Taken::InReview } else { taken };
    Ok(Decided {
        status: dossier.history.convoy.status,
        version: dossier.version(),
        answer: EventAnswer::of(dossier, &event),
        taken,
    })
}

/// Records an event unless it is there already, or is refused.
pub(super) fn take(batch: &mut Batch<'_>, task: &Task) -> Result<Taken, AppError> {
    if let Some(entry) = batch.find_entry(task.id.0)? {
        // A reporter who sends again what was redacted since must not be told to mend it: the text is neither compared
        // nor kept.
        let same = entry.subject_id.0 == task.convoy.0
            && match chain::is_committed_to(&entry, &body(&task.report)?) {
                Some(same) => same,
                None => entry.kind == task.report.kind().as_ref(),
            };
        return if same { Ok(Taken::Again) } else { Err(AppError::Conflict(Conflict::SameEventOtherContent)) };
    }
    check_rights(batch, task)?;
    let verdict = batch.judge(task.convoy, task.id, &task.report)?;
    if let (Verdict::InReview { refusal, permitted }, OnRefusal::Refuse) = (verdict, task.on_refusal) {
        return Err(AppError::Refused { refusal, permitted });
    }
    batch.record_event(task.convoy, task.id, task.report.clone(), task.sender)?;
    let kind = task.report.kind();
    if kind == Kind::PlanAmended || kind.is_decision() {
        partners::accept_own(batch, task.convoy, &task.by)?;
    }
    Ok(Taken::Stored)
}

/// Plans and decisions are not everybody's. Whether a report is in review is known only here, under the writer's lock.
fn check_rights(batch: &mut Batch<'_>, task: &Task) -> Result<(), AppError> {
    let payload = &task.report.payload;
    policy::check_report(batch, &task.by, task.convoy, payload)?;
    if let (Payload::ReviewAccepted(decision) | Payload::ReviewDismissed(decision), OnRefusal::Refuse) =
        (payload, task.on_refusal)
    {
        // Sent for review, a decision may come before what it is about: then it waits like any other report.
        check_in_review(batch, task.convoy, decision.event)?;
    }
    Ok(())
}

fn check_in_review(batch: &mut Batch<'_>, convoy: ConvoyId, event: EventId) -> Result<(), AppError> {
    let dossier = batch.find_dossier(convoy)?.ok_or(AppError::NotFound { what: "convoy" })?;
    match dossier.history.verdicts.get(&event) {
        Some(verdict) if verdict.is_in_review() => Ok(()),
        Some(_) => Err(AppError::refused(Refusal::NotInReview)),
        None => Err(AppError::refused(Refusal::UnknownEvent)),
    }
}

/// The ids of the convoys and events that a batch of events names.
pub fn read_sent(value: &Value, pointer: &str) -> Result<Sent, AppError> {
    let errors = Errors::default();
    let empty = Map::new();
    let object = value.as_object();
    let fields = Fields::new(object.unwrap_or(&empty), pointer, &errors);
    let convoy = fields.required("convoy", fields.string("convoy"));
    let id = fields.required("id", fields.uuid("id"));
    if object.is_none() {
        fields.wrong("", FieldCode::Malformed);
    }
    let (Some(convoy), Some(id), Some(object)) = (convoy, id, object) else {
        return Err(AppError::Invalid(errors.into_inner()));
    };
    let on_refusal = OnRefusal::default();
    Ok(Sent { convoy: convoy.to_owned(), id: EventId(id), object: object.clone(), on_refusal, by_message: None })
}

/// Whether this kind can be logged by whoever may log events, without being a coordinator.
pub fn is_for_everyone(kind: Kind) -> bool {
    !matches!(kind, Kind::PlanAmended | Kind::AssessmentRecorded | Kind::ReviewAccepted | Kind::ReviewDismissed)
}
