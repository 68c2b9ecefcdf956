//! Taking texts out of a report: what stays of it where the fact is kept, and what stands in its place where nothing is.
//!
//! The text is gone from the ledger itself; here is only what the redacting event says of it. A report whose fact is kept
//! folds as before. One of which nothing is kept has a stand-in that says nothing, and never counts.

use std::collections::BTreeMap;

use super::Recorded;
use crate::domain::{
    cargo::LineAmount,
    clearance::ClearanceReport,
    event::{
        Amendment, Because, BlockReport, CargoReport, Decision, Kind, LossReport, Payload, RedactionReport, Report,
        Reroute, Source, TurnBack,
    },
    id::EventId,
    incident::{AccountReport, AssessmentReport},
    people::PeopleReport,
    plan::PlanChange,
    refusal::Refusal,
    text::Text,
    time::Occurred,
};

/// What stands where a text was that cannot be left away.
const TAKEN_OUT: &str = "[…]";

/// What was taken out of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redaction {
    /// The redacting event.
    pub by: EventId,
    /// The kind that was reported.
    pub kind: Kind,
    /// Whether the fact stays, and counts; else nothing does.
    pub keeps_fact: bool,
}

/// A report of which nothing is kept: when it happened stays in the ledger, and is all that it still says.
pub fn stand_in(occurred: Occurred) -> Report {
    Report {
        payload: Payload::Note,
        occurred,
        place: None,
        trucks: None,
        source: None,
        note: None,
        captured_at: None,
        other: BTreeMap::new(),
        by_message: None,
    }
}

/// The report as it stands after this redaction, which is about it.
pub fn redacted(recorded: &Recorded, by: EventId, redaction: &RedactionReport) -> Recorded {
    let kind = recorded.kind();
    let kept = redaction.kept.as_deref().cloned();
    let keeps_fact = kept.is_some();
    let mut report = kept.unwrap_or_else(|| stand_in(recorded.report.occurred));
    report.occurred = report.occurred.recorded_with(recorded.report.occurred, recorded.report.occurred);
    Recorded { redaction: Some(Redaction { by, kind, keeps_fact }), report, ..recorded.clone() }
}

/// The events whose texts go together with those of one event: it, and the amendments that repeat it.
pub fn copies(events: &[Recorded], event: EventId) -> Result<Vec<EventId>, Refusal> {
    let found = events.iter().find(|recorded| recorded.id == event).ok_or(Refusal::UnknownEvent)?;
    // The reason of a redaction is what excuses a missing text: it stays.
    if found.kind() == Kind::Redacted || found.gone_by().is_some() {
        return Err(Refusal::CannotBeRedacted);
    }
    let original = match &found.report.payload {
        Payload::Amended(amendment) => amendment.event,
        _ => event,
    };
    let is_copy = |recorded: &&Recorded| {
        let amends = matches!(&recorded.report.payload, Payload::Amended(amendment) if amendment.event == original);
        recorded.gone_by().is_none() && (recorded.id == original || recorded.id == event || amends)
    };
    Ok(events.iter().filter(is_copy).map(|recorded| recorded.id).collect())
}

/// The report without its texts. What moves the convoy stays: kind, time, place, trucks, amounts, codes.
pub fn without_texts(report: &Report) -> Report {
    Report {
        payload: payload_without_texts(&report.payload),
        source: report.source.as_ref().map(nameless),
        note: None,
        other: BTreeMap::new(),
        ..report.clone()
    }
}

fn nameless(source: &Source) -> Source {
    Source { kind: source.kind, name: None }
}

/// In the place of a text that the kind cannot do without.
fn taken_out(text: &Text) -> Text {
    Text::parse(TAKEN_OUT, TAKEN_OUT.len()).unwrap_or_else(|_| text.clone())
}

fn payload_without_texts(payload: &Payload) -> Payload {
    match payload {
        Payload::PlanAmended(change) => {
            Payload::PlanAmended(Box::new(PlanChange { reason: None, linked_release: None, ..(**change).clone() }))
        }
        Payload::ClearanceRequested(said) => Payload::ClearanceRequested(clearance(said)),
        Payload::ClearanceGranted(said) => Payload::ClearanceGranted(clearance(said)),
        Payload::ClearanceDenied(said) => Payload::ClearanceDenied(clearance(said)),
        Payload::ClearanceWithdrawn(said) => Payload::ClearanceWithdrawn(clearance(said)),
        Payload::Notified(said) => Payload::Notified(clearance(said)),
        Payload::CargoRefused(said) => Payload::CargoRefused(cargo(&said.cargo)),
        Payload::Dispatched(said) => Payload::Dispatched(cargo(&said.cargo)),
        Payload::CargoRemoved(said) => Payload::CargoRemoved(cargo(&said.cargo)),
        Payload::CargoTransferred(said) => Payload::CargoTransferred(cargo(&said.cargo)),
        Payload::Delivered(said) => Payload::Delivered(cargo(&said.cargo)),
        Payload::CargoLost(said) => {
            Payload::CargoLost(LossReport { loss: said.loss, report: cargo(&said.report.cargo) })
        }
        Payload::Cancelled(_) => Payload::Cancelled(Because::default()),
        Payload::TruckDetached(_) => Payload::TruckDetached(Because::default()),
        Payload::Blocked(said) => Payload::Blocked(BlockReport { cause: said.cause, held_by: None }),
        Payload::Rerouted(said) => Payload::Rerouted(Reroute { stops: said.stops.clone(), ordered_by: None }),
        Payload::TurnedBack(said) => Payload::TurnedBack(TurnBack { cargo: said.cargo.clone(), ..TurnBack::default() }),
        Payload::PeopleReached(said) => Payload::PeopleReached(PeopleReport { people: said.people, method: None }),
        Payload::AccountRecorded(said) => Payload::AccountRecorded(Box::new(AccountReport {
            claim: taken_out(&said.claim),
            alleged_actor: None,
            ..(**said).clone()
        })),
        Payload::AssessmentRecorded(said) => Payload::AssessmentRecorded(AssessmentReport {
            text: taken_out(&said.text),
            attributed_to: None,
            ..said.clone()
        }),
        Payload::Amended(said) => Payload::Amended(Box::new(amendment(said))),
        Payload::Voided(said) => Payload::Voided(decision(said)),
        Payload::ReviewAccepted(said) => Payload::ReviewAccepted(decision(said)),
        Payload::ReviewDismissed(said) => Payload::ReviewDismissed(decision(said)),
        Payload::Redacted(_)
        | Payload::CheckpointReached
        | Payload::IncidentReported(_)
        | Payload::Unblocked
        | Payload::CheckpointCleared
        | Payload::Arrived
        | Payload::TruckRejoined
        | Payload::TruckFate(_)
        | Payload::Departed(_)
        | Payload::Contact
        | Payload::Returned(_)
        | Payload::Note => payload.clone(),
    }
}

fn clearance(said: &ClearanceReport) -> ClearanceReport {
    ClearanceReport { authority: None, conditions: None, reason: None, ..said.clone() }
}

fn cargo(lines: &[LineAmount]) -> CargoReport {
    CargoReport { cargo: lines.to_vec(), ..CargoReport::default() }
}

fn decision(said: &Decision) -> Decision {
    Decision { event: said.event, reason: taken_out(&said.reason) }
}

fn amendment(said: &Amendment) -> Amendment {
    Amendment {
        reason: taken_out(&said.reason),
        payload: said.payload.as_deref().map(|payload| Box::new(payload_without_texts(payload))),
        source: said.source.as_ref().map(nameless),
        note: None,
        ..said.clone()
    }
}
