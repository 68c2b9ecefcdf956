//! From a set of reports to a state. The same reports in any order of arrival give the same state: corrections and
//! decisions are settled first, then what stands is folded by (time, natural order of the kind, event id).
//!
//! A report that does not fit where it falls is not applied and never lost: it is in review. One that only waits for
//! something not yet known fits by itself once that is there, for the fold is always made anew.

use std::collections::BTreeMap;

use super::{
    convoy::Convoy,
    event::{Kind, Report},
    id::{EventId, UserId},
    plan::Plan,
    refusal::Refusal,
    time::Instant,
};

mod corrections;

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
}

impl Verdict {
    /// Its stable code, the `state` of an event.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::InReview { .. } => "in_review",
            Self::Accepted { .. } => "accepted",
            Self::Dismissed { .. } => "dismissed",
            Self::Voided { .. } => "voided",
            Self::Replaced { .. } => "replaced",
        }
    }

    /// Whether a coordinator has something to settle.
    pub fn is_in_review(&self) -> bool {
        matches!(self, Self::InReview { .. })
    }

    /// The event that decided it.
    pub fn decided_by(&self) -> Option<EventId> {
        match self {
            Self::Accepted { by } | Self::Dismissed { by } | Self::Voided { by } | Self::Replaced { by } => Some(*by),
            Self::Applied | Self::InReview { .. } => None,
        }
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
}

impl History {
    /// Folds a set of reports.
    pub fn fold(plan: &Plan, registered_at: Instant, events: &[Recorded]) -> Self {
        let settled = corrections::settle(events);
        let mut verdicts = settled.verdicts;
        let mut standing = settled.standing;
        standing.sort_by_key(|entry| (entry.report.occurred.at, entry.report.kind(), entry.id));
        let mut convoy = Convoy::new(plan.clone(), registered_at);
        for entry in &standing {
            convoy.introduce(entry.id, &entry.report);
        }
        let mut effective = BTreeMap::new();
        for entry in standing {
            let verdict = match convoy.apply(entry.id, &entry.report) {
                Ok(()) => Verdict::Applied,
                Err(refusal) => Verdict::InReview { refusal, permitted: convoy.permitted() },
            };
            if verdict == Verdict::Applied {
                effective.insert(entry.id, entry.report.into_owned());
            }
            verdicts.insert(entry.said_by, verdict);
        }
        Self { convoy, verdicts, effective }
    }

    /// Reports that a coordinator has to settle.
    pub fn reviews(&self) -> impl Iterator<Item = (EventId, &Refusal)> {
        self.verdicts.iter().filter_map(|(id, verdict)| match verdict {
            Verdict::InReview { refusal, .. } => Some((*id, refusal)),
            Verdict::Applied
            | Verdict::Accepted { .. }
            | Verdict::Dismissed { .. }
            | Verdict::Voided { .. }
            | Verdict::Replaced { .. } => None,
        })
    }

    /// What may be reported now.
    pub fn permitted(&self) -> Vec<Kind> {
        let in_review = self.reviews().next().is_some();
        let mut permitted = self.convoy.permitted();
        permitted.retain(|kind| match kind {
            Kind::Amended | Kind::Voided => !self.verdicts.is_empty(),
            Kind::ReviewAccepted | Kind::ReviewDismissed => in_review,
            _ => true,
        });
        permitted
    }
}
