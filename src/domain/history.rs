//! From a set of reports to a state. The same reports in any order of arrival give the same state: corrections and
//! decisions are settled first, then what stands is folded by (time, natural order of the kind, event id).
//!
//! A report that does not fit where it falls is not applied and never lost: it is in review. One that only waits for
//! something not yet known fits by itself once that is there, for the fold is always made anew.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    convoy::Convoy,
    event::{Kind, Report},
    id::{EventId, UserId},
    plan::Plan,
    refusal::Refusal,
    status::moves,
    time::Instant,
};

mod corrections;
mod end;
pub mod redaction;

pub use end::End;
pub use redaction::Redaction;

/// A report as it stands in the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Its id, chosen by the reporter.
    pub id: EventId,
    /// What it says.
    pub report: Report,
    /// Its place in the ledger.
    pub position: i64,
    /// When it came in.
    pub recorded_at: Instant,
    /// Who sent it; `None` for what the program itself brought along.
    pub recorded_by: Option<UserId>,
    /// What was taken out of it since, where something was.
    pub redaction: Option<Redaction>,
}

impl Recorded {
    /// A report as the ledger has it. What it says of time is from now on bound to when that was recorded.
    pub fn new(
        id: EventId,
        mut report: Report,
        position: i64,
        recorded_at: Instant,
        recorded_by: Option<UserId>,
    ) -> Self {
        report.occurred = report.occurred.recorded(recorded_by.map(|_| recorded_at));
        Self { id, report, position, recorded_at, recorded_by, redaction: None }
    }

    /// The kind of what was reported: also of a report of which nothing is kept.
    pub fn kind(&self) -> Kind {
        self.redaction.map_or_else(|| self.report.kind(), |redaction| redaction.kind)
    }

    /// The redacting event, where nothing is left that could count.
    pub fn gone_by(&self) -> Option<EventId> {
        self.redaction.filter(|redaction| !redaction.keeps_fact).map(|redaction| redaction.by)
    }
}

/// What became of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It counts.
    Applied,
    /// It does not fit where it falls.
    InReview {
        /// Why.
        refusal: Refusal,
        /// What would have been permitted there.
        permitted: Vec<Kind>,
    },
    /// A coordinator lets it stand beside the others without effect on the state.
    Accepted {
        /// The deciding event.
        by: EventId,
    },
    /// A coordinator set it aside.
    Dismissed {
        /// The deciding event.
        by: EventId,
    },
    /// It did not occur.
    Voided {
        /// The deciding event.
        by: EventId,
    },
    /// Another says what it should have said.
    Replaced {
        /// The amending event.
        by: EventId,
    },
    /// All that it said was taken out of the ledger.
    Redacted {
        /// The redacting event.
        by: EventId,
    },
}

impl Verdict {
    /// The codes of all but the ones that simply count.
    pub const SETTLED: [&str; 6] = ["in_review", "accepted", "dismissed", "voided", "replaced", "redacted"];

    /// Its stable code, the `state` of an event.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::InReview { .. } => "in_review",
            Self::Accepted { .. } => "accepted",
            Self::Dismissed { .. } => "dismissed",
            Self::Voided { .. } => "voided",
            Self::Replaced { .. } => "replaced",
            Self::Redacted { .. } => "redacted",
        }
    }

    /// Whether a coordinator has something to settle.
    pub fn is_in_review(&self) -> bool {
        matches!(self, Self::InReview { .. })
    }

    /// The event that decided it.
    pub fn decided_by(&self) -> Option<EventId> {
        match self {
            Self::Accepted { by }
            | Self::Dismissed { by }
            | Self::Voided { by }
            | Self::Replaced { by }
            | Self::Redacted { by } => Some(*by),
            Self::Applied | Self::InReview { .. } => None,
        }
    }
}

fn applied(convoy: &mut Convoy, id: EventId, report: &Report) -> Verdict {
    if report.waits() {
        return Verdict::InReview { refusal: Refusal::Unconfirmed, permitted: convoy.permitted() };
    }
    match convoy.apply(id, report) {
        Ok(()) => Verdict::Applied,
        Err(refusal) => Verdict::InReview { refusal, permitted: convoy.permitted() },
    }
}

/// A convoy's history, folded.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The convoy as it stands.
    pub convoy: Convoy,
    /// What became of each report.
    pub verdicts: BTreeMap<EventId, Verdict>,
    /// The reports that count, by the original's id, as they count: with what was amended.
    pub effective: BTreeMap<EventId, Report>,
    /// Since when it is over, as the record has it; `None` while it is not.
    pub end: Option<End>,
    /// The place of the report that ended it, while it is over.
    ended: Option<FoldKey>,
    /// The place of the last report that was folded.
    last: Option<FoldKey>,
}

/// The order of folding.
type FoldKey = (Instant, Kind, EventId);

fn key(id: EventId, report: &Report) -> FoldKey {
    (report.occurred.at, report.kind(), id)
}

fn with<'a>(events: &'a [Recorded], event: &'a Recorded) -> Vec<&'a Recorded> {
    events.iter().chain(std::iter::once(event)).collect()
}

impl History {
    /// Folds a set of reports.
    pub fn fold(plan: &Plan, registered_at: Instant, events: &[Recorded]) -> Self {
        Self::fold_all(plan, registered_at, &events.iter().collect::<Vec<_>>())
    }

    fn fold_all(plan: &Plan, registered_at: Instant, events: &[&Recorded]) -> Self {
        let mut folded = Self::fold_alone(plan, registered_at, events);
        folded.end = end::of(&folded, plan, registered_at, events);
        folded
    }

    /// Folds a set of reports, and passes over what of the end follows from the order in which they were recorded.
    fn fold_alone(plan: &Plan, registered_at: Instant, events: &[&Recorded]) -> Self {
        let settled = corrections::settle(events);
        let verdicts = settled.verdicts;
        let mut standing = settled.standing;
        standing.sort_by_key(|entry| key(entry.id, &entry.report));
        let last = standing.last().map(|entry| key(entry.id, &entry.report));
        let mut convoy = Convoy::new(plan.clone(), registered_at);
        for entry in standing.iter().filter(|entry| !entry.report.waits()) {
            convoy.introduce(entry.id, &entry.report);
        }
        let mut folded = Self { convoy, verdicts, effective: BTreeMap::new(), end: None, ended: None, last };
        for entry in standing {
            folded.take(entry.id, entry.said_by, entry.report);
        }
        folded
    }

    /// Applies the next report, and notes what became of it.
    fn take(&mut self, id: EventId, said_by: EventId, report: Cow<'_, Report>) {
        let was_over = self.convoy.status.is_final();
        let verdict = applied(&mut self.convoy, id, &report);
        self.ended = match (was_over, self.convoy.status.is_final()) {
            (true, true) => self.ended,
            (false, true) => Some(key(id, &report)),
            (_, false) => None,
        };
        if verdict == Verdict::Applied {
            self.effective.insert(id, report.into_owned());
        }
        self.verdicts.insert(said_by, verdict);
    }

    /// Takes one more report: as [`History::fold`] of all of them, and quicker where the report comes after all others,
    /// which is the usual case. `events` are those folded so far.
    pub fn add(&mut self, plan: &Plan, registered_at: Instant, events: &[Recorded], event: &Recorded) {
        if !self.comes_last(event.id, &event.report) {
            *self = Self::fold_all(plan, registered_at, &with(events, event));
            return;
        }
        self.take(event.id, event.id, Cow::Borrowed(&event.report));
        self.last = Some(key(event.id, &event.report));
        self.end = end::of(self, plan, registered_at, &with(events, event));
    }

    /// What would become of one more report.
    pub fn judge(&self, plan: &Plan, registered_at: Instant, events: &[Recorded], event: &Recorded) -> Verdict {
        if self.comes_last(event.id, &event.report) {
            return applied(&mut self.convoy.clone(), event.id, &event.report);
        }
        let mut folded = Self::fold_alone(plan, registered_at, &with(events, event));
        folded.verdicts.remove(&event.id).unwrap_or(Verdict::Applied)
    }

    /// Whether a report can be applied to the state as it is: it sorts after all others, settles nothing, introduces
    /// nothing that an earlier one may wait for, and no earlier decision waits for it.
    fn comes_last(&self, id: EventId, report: &Report) -> bool {
        let kind = report.kind();
        let awaited = || {
            self.reviews().any(|(_, refusal)| matches!(refusal, Refusal::UnknownEvent | Refusal::CircularCorrection))
        };
        self.last.is_none_or(|last| last < key(id, report))
            && !kind.is_decision()
            && kind != Kind::IncidentReported
            && !awaited()
    }

    /// The report that one in review contradicts: the last that moved the convoy before it. None where it only waits for
    /// something that may still arrive.
    pub fn contradicted_by(&self, event: &Recorded) -> Option<(EventId, &Report)> {
        let refusal = self.reviews().find(|(id, _)| *id == event.id).map(|(_, refusal)| refusal)?;
        let before = key(event.id, &event.report);
        self.effective
            .iter()
            .filter(|(id, report)| moves(report.kind()) && key(**id, report) < before)
            .max_by_key(|(id, report)| key(**id, report))
            .filter(|_| !refusal.is_waiting())
            .map(|(id, report)| (*id, report))
    }

    /// Reports that a coordinator has to settle.
    pub fn reviews(&self) -> impl Iterator<Item = (EventId, &Refusal)> {
        self.verdicts.iter().filter_map(|(id, verdict)| match verdict {
            Verdict::InReview { refusal, .. } => Some((*id, refusal)),
            Verdict::Applied
            | Verdict::Accepted { .. }
            | Verdict::Dismissed { .. }
            | Verdict::Voided { .. }
            | Verdict::Replaced { .. }
            | Verdict::Redacted { .. } => None,
        })
    }

    /// What may be reported now: of the convoy, and decisions where there is something to decide.
    pub fn permitted(&self) -> Vec<Kind> {
        let mut permitted = self.convoy.permitted();
        if !self.verdicts.is_empty() {
            permitted.extend([Kind::Amended, Kind::Voided]);
        }
        if self.reviews().next().is_some() {
            permitted.extend([Kind::ReviewAccepted, Kind::ReviewDismissed]);
        }
        permitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_but_the_plain_one_is_among_the_settled() {
        let by = EventId(uuid::Uuid::nil());
        let in_review = Verdict::InReview { refusal: Refusal::NoClearance, permitted: Vec::new() };
        let others = [
            in_review,
            Verdict::Accepted { by },
            Verdict::Dismissed { by },
            Verdict::Voided { by },
            Verdict::Replaced { by },
            Verdict::Redacted { by },
        ];
        assert_eq!(others.map(|verdict| verdict.code()), Verdict::SETTLED);
    }
}
