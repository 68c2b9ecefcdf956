//! What a report does, whatever it is called. An amendment does what its replacement does, and undoes what it replaces; a
//! voiding and the decision of a review undo what they are about, and bring back what that undid. So each is judged by the
//! payloads that it gives or takes their effect, however deep.
//!
//! Every way in (an event, a batch, a file, a text message, a decision of a review, an incident) ends here, under the
//! writer's lock.

use std::collections::BTreeSet;

use super::{Action, Parties, parties::Author};
use crate::{
    app::{AppError, Runner},
    domain::{
        Payload, Refusal,
        history::Recorded,
        id::{ConvoyId, EventId, UserId},
        plan::PlanChange,
        time::Instant,
    },
    store::batch::Batch,
};

/// For how long somebody may correct what they logged themselves.
const OWN_CORRECTIONS: chrono::TimeDelta = chrono::TimeDelta::hours(24);

/// What is needed for a report.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Need {
    /// To do this.
    To(Action),
    /// To do this to what somebody recorded.
    About(Action, Author),
    /// To do anything: what it is about is not known.
    Anything,
}

/// Whether somebody may have a report of this payload recorded about a convoy. That they may log about it at all was found
/// where the convoy was.
pub(in crate::app) fn check(
    batch: &mut Batch<'_>,
    by: &Runner,
    convoy: ConvoyId,
    payload: &Payload,
) -> Result<(), AppError> {
    let dossier = batch.find_dossier(convoy)?.ok_or(AppError::NotFound { what: "convoy" })?;
    let needs = needs_of(payload, &dossier.events);
    if needs.is_empty() {
        return Ok(());
    }
    let (user, now) = (by.sender().user, batch.now());
    let parties = Parties::of_batch(batch, convoy)?;
    for need in needs {
        let permitted = match need {
            Need::To(action) => by.may_on(action, &parties, None),
            Need::About(Action::CorrectOthers, author) if is_own(user, author, now) => true,
            Need::About(action, author) => by.may_change(batch.conn(), action, &parties, author)?,
            Need::Anything => {
                let all = [Action::DecideWhoSees, Action::AmendPlans, Action::Assess, Action::CorrectOthers];
                let permitted = all.iter().all(|action| by.may_on(*action, &parties, None));
                if !permitted && by.may_on(Action::AmendPlans, &parties, None) {
                    return Err(AppError::refused(Refusal::UnknownEvent));
                }
                permitted
            }
        };
        if !permitted {
            return Err(AppError::Forbidden);
        }
    }
    Ok(())
}

/// Whether taking the whole of an event out of the record would undo what is the lead's alone.
pub(in crate::app) fn undoes_what_is_the_leads(event: EventId, recorded: &[Recorded]) -> bool {
    let mut needs = Vec::new();
    undone(event, recorded, &mut BTreeSet::new(), &mut needs);
    needs.contains(&Need::To(Action::DecideWhoSees))
}

fn is_own(user: Option<UserId>, (author, at): Author, now: Instant) -> bool {
    author.is_some() && author == user && at >= now.plus(-OWN_CORRECTIONS)
}

fn needs_of(payload: &Payload, recorded: &[Recorded]) -> Vec<Need> {
    let mut needs = Vec::new();
    done(payload, recorded, &mut BTreeSet::new(), &mut needs);
    needs
}

/// What it needs that this payload has its effect. Each kind is listed: a new one has to be thought about.
fn done(payload: &Payload, recorded: &[Recorded], seen: &mut BTreeSet<EventId>, needs: &mut Vec<Need>) {
    match payload {
        Payload::PlanAmended(change) => plan(change, needs),
        Payload::AssessmentRecorded(_) => needs.push(Need::To(Action::Assess)),
        Payload::Amended(amendment) => {
            if let Some(replacement) = &amendment.payload {
                done(replacement, recorded, seen, needs);
            }
            decided(Action::CorrectOthers, amendment.event, recorded, seen, needs);
        }
        Payload::Voided(decision) => decided(Action::CorrectOthers, decision.event, recorded, seen, needs),
        Payload::ReviewAccepted(decision) | Payload::ReviewDismissed(decision) => {
            decided(Action::SettleReviews, decision.event, recorded, seen, needs);
        }
        // An act of an administrator, which no report is.
        Payload::Redacted(_) => needs.push(Need::To(Action::Redact)),
        Payload::ClearanceRequested(_)
        | Payload::ClearanceGranted(_)
        | Payload::ClearanceDenied(_)
        | Payload::ClearanceWithdrawn(_)
        | Payload::Notified(_)
        | Payload::CargoRefused(_)
        | Payload::Cancelled(_)
        | Payload::Dispatched(_)
        | Payload::CheckpointReached
        | Payload::IncidentReported(_)
        | Payload::Blocked(_)
        | Payload::Unblocked
        | Payload::CheckpointCleared
        | Payload::Rerouted(_)
        | Payload::Arrived
        | Payload::TruckDetached(_)
        | Payload::TruckRejoined
        | Payload::TruckFate(_)
        | Payload::CargoRemoved(_)
        | Payload::CargoLost(_)
        | Payload::CargoTransferred(_)
        | Payload::Delivered(_)
        | Payload::Departed(_)
        | Payload::TurnedBack(_)
        | Payload::PeopleReached(_)
        | Payload::Contact
        | Payload::Returned(_)
        | Payload::Note
        | Payload::AccountRecorded(_) => {}
    }
}

/// A decision about an event: whoever may take it, and may do what it undoes.
fn decided(action: Action, event: EventId, recorded: &[Recorded], seen: &mut BTreeSet<EventId>, needs: &mut Vec<Need>) {
    if !recorded.iter().any(|recorded| recorded.id == event) {
        needs.push(Need::Anything);
    }
    // The last decision about an event counts: it overrides those of others.
    for about in recorded.iter().filter(|it| it.id == event || decides_about(it) == Some(event)) {
        needs.push(Need::About(action, (about.recorded_by, about.recorded_at)));
    }
    undone(event, recorded, seen, needs);
}

/// What it needs that an event, and whatever amends it, loses its effect; of a decision, that what it undid is back.
fn undone(event: EventId, recorded: &[Recorded], seen: &mut BTreeSet<EventId>, needs: &mut Vec<Need>) {
    if !seen.insert(event) {
        return;
    }
    for about in recorded.iter().filter(|recorded| recorded.id == event || amends(recorded, event)) {
        match &about.report.payload {
            Payload::Amended(amendment) => {
                if let Some(replacement) = &amendment.payload {
                    done(replacement, recorded, seen, needs);
                }
                undone(amendment.event, recorded, seen, needs);
            }
            Payload::Voided(decision) | Payload::ReviewAccepted(decision) | Payload::ReviewDismissed(decision) => {
                undone(decision.event, recorded, seen, needs);
            }
            other => done(other, recorded, seen, needs),
        }
    }
}

fn amends(recorded: &Recorded, event: EventId) -> bool {
    matches!(&recorded.report.payload, Payload::Amended(amendment) if amendment.event == event)
}

fn decides_about(recorded: &Recorded) -> Option<EventId> {
    match &recorded.report.payload {
        Payload::Amended(amendment) => Some(amendment.event),
        Payload::Voided(it) | Payload::ReviewAccepted(it) | Payload::ReviewDismissed(it) => Some(it.event),
        _ => None,
    }
}

fn plan(change: &PlanChange, needs: &mut Vec<Need>) {
    let decides_who_sees = change.partners.is_some() || change.sensitivity.is_some();
    let rest = PlanChange { reason: None, partners: None, sensitivity: None, ..change.clone() };
    if decides_who_sees {
        needs.push(Need::To(Action::DecideWhoSees));
    }
    if !decides_who_sees || rest != PlanChange::default() {
        needs.push(Need::To(Action::AmendPlans));
    }
}
