//! Which reports stand: amendments, voidings and the decisions of reviews, settled before anything is folded.
//!
//! Each correction names one event, so corrections form chains. A correction is in force unless one in force voids it;
//! of several in force on one event, the last by (time, id) decides. Corrections that undo each other in a circle are
//! all in review, and none is in force.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{Recorded, Verdict};
use crate::domain::{
    event::{Amendment, Payload, Report},
    id::EventId,
    refusal::Refusal,
};

/// A report to be folded.
#[derive(Debug)]
pub(super) struct Standing<'a> {
    /// The original's id: its place among reports of one instant stays.
    pub id: EventId,
    /// The event whose fate it is: the amending one, where amended.
    pub said_by: EventId,
    /// What counts.
    pub report: Cow<'a, Report>,
}

/// The outcome of settling.
#[derive(Debug, Default)]
pub(super) struct Settled<'a> {
    pub standing: Vec<Standing<'a>>,
    /// Of all that is not folded.
    pub verdicts: BTreeMap<EventId, Verdict>,
}

/// The event that a decision is about.
pub(super) fn target(report: &Report) -> Option<EventId> {
    match &report.payload {
        Payload::Amended(amendment) => Some(amendment.event),
        Payload::Voided(decision) | Payload::ReviewAccepted(decision) | Payload::ReviewDismissed(decision) => {
            Some(decision.event)
        }
        Payload::Redacted(redaction) => Some(redaction.event),
        _ => None,
    }
}

struct Corrections<'a> {
    events: BTreeMap<EventId, &'a Recorded>,
    /// Decisions by what they are about, the deciding one last.
    about: BTreeMap<EventId, Vec<&'a Recorded>>,
    circular: BTreeSet<EventId>,
}

impl<'a> Corrections<'a> {
    fn new(recorded: &[&'a Recorded]) -> Self {
        let events: BTreeMap<EventId, &Recorded> = recorded.iter().map(|event| (event.id, *event)).collect();
        let mut about: BTreeMap<EventId, Vec<&Recorded>> = BTreeMap::new();
        for event in recorded.iter().copied() {
            if let Some(target) = target(&event.report) {
                about.entry(target).or_default().push(event);
            }
        }
        for decisions in about.values_mut() {
            decisions.sort_by_key(|event| (event.report.occurred.at, event.id));
        }
        let circular = events.keys().copied().filter(|id| returns_to_itself(&events, *id)).collect();
        Self { events, about, circular }
    }

    /// Why a decision cannot be taken as it is.
    fn refusal(&self, event: &Recorded) -> Option<Refusal> {
        let target = target(&event.report)?;
        if event.report.waits() {
            return Some(Refusal::Unconfirmed);
        }
        if self.circular.contains(&event.id) {
            return Some(Refusal::CircularCorrection);
        }
        let Some(corrected) = self.events.get(&target) else { return Some(Refusal::UnknownEvent) };
        if corrected.gone_by().is_some() && matches!(event.report.payload, Payload::Amended(_)) {
            return Some(Refusal::CannotBeCorrected);
        }
        match (&event.report.payload, &corrected.report.payload) {
            (Payload::Amended(_), Payload::Amended(_)) => Some(Refusal::CorrectTheOriginal),
            (Payload::Amended(_), corrected) if corrected.kind().is_decision() => Some(Refusal::CannotBeCorrected),
            (_, Payload::Redacted(_)) => Some(Refusal::CannotBeCorrected),
            (Payload::ReviewAccepted(_) | Payload::ReviewDismissed(_), Payload::Voided(_)) => {
                Some(Refusal::NotInReview)
            }
            (_, _) => None,
        }
    }

    /// The decision that stands over an event. Recursion ends: what is circular is never in force.
    fn deciding(&self, id: EventId) -> Option<&'a Recorded> {
        let decisions = self.about.get(&id)?;
        decisions.iter().rev().find(|decision| self.is_in_force(decision)).copied()
    }

    fn is_in_force(&self, decision: &Recorded) -> bool {
        if matches!(decision.report.payload, Payload::Redacted(_)) || self.refusal(decision).is_some() {
            return false;
        }
        !self.deciding(decision.id).is_some_and(|over| !matches!(over.report.payload, Payload::Amended(_)))
    }
}

fn returns_to_itself(events: &BTreeMap<EventId, &Recorded>, start: EventId) -> bool {
    let next = |id: EventId| events.get(&id).and_then(|event| target(&event.report));
    let mut seen = BTreeSet::new();
    let mut at = next(start);
    while let Some(id) = at {
        if id == start {
            return true;
        }
        if !seen.insert(id) {
            return false;
        }
        at = next(id);
    }
    false
}

/// Settles which reports stand.
pub(super) fn settle<'a>(recorded: &[&'a Recorded]) -> Settled<'a> {
    let corrections = Corrections::new(recorded);
    let mut settled = Settled::default();
    for event in recorded.iter().copied() {
        if let Some(by) = event.gone_by() {
            settled.verdicts.insert(event.id, Verdict::Redacted { by });
            continue;
        }
        let deciding = corrections.deciding(event.id);
        if let Some(by) = deciding {
            let id = by.id;
            match &by.report.payload {
                Payload::Amended(amendment) => {
                    settled.verdicts.insert(event.id, Verdict::Replaced { by: id });
                    let mut report = amended(&event.report, amendment);
                    // What it says now is known only since both were recorded.
                    report.occurred = report.occurred.recorded_with(event.report.occurred, by.report.occurred);
                    let report = Cow::Owned(report);
                    settled.standing.push(Standing { id: event.id, said_by: id, report });
                }
                Payload::ReviewAccepted(_) => {
                    settled.verdicts.insert(event.id, Verdict::Accepted { by: id });
                }
                Payload::ReviewDismissed(_) => {
                    settled.verdicts.insert(event.id, Verdict::Dismissed { by: id });
                }
                _ => {
                    settled.verdicts.insert(event.id, Verdict::Voided { by: id });
                }
            }
        } else if event.report.kind().is_decision() {
            let verdict = match corrections.refusal(event) {
                Some(refusal) => Verdict::InReview { refusal, permitted: Vec::new() },
                None => superseded(&corrections, event).unwrap_or(Verdict::Applied),
            };
            settled.verdicts.entry(event.id).or_insert(verdict);
        } else {
            let report = Cow::Borrowed(&event.report);
            settled.standing.push(Standing { id: event.id, said_by: event.id, report });
        }
    }
    settled
}

/// A decision in force that a later one about the same event has overtaken.
fn superseded(corrections: &Corrections<'_>, decision: &Recorded) -> Option<Verdict> {
    let by = corrections.deciding(target(&decision.report)?)?;
    (by.id != decision.id && !matches!(decision.report.payload, Payload::Redacted(_)))
        .then_some(Verdict::Replaced { by: by.id })
}

/// What the original should have said; what the amendment does not speak of stays.
fn amended(original: &Report, amendment: &Amendment) -> Report {
    let mut report = original.clone();
    if let Some(payload) = &amendment.payload {
        report.payload = (**payload).clone();
        report.other.clear();
    }
    report.occurred = amendment.occurred.unwrap_or(report.occurred);
    report.place = amendment.place.or(report.place);
    report.trucks = amendment.trucks.clone().or(report.trucks);
    report.source = amendment.source.clone().or(report.source);
    report.note = amendment.note.clone().or(report.note);
    // Whoever corrects it stands for it.
    report.by_message = None;
    report
}
