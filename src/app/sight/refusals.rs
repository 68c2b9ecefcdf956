//! What a refusal says, to somebody who is told less of a convoy than there is. Whether a place is a destination, an item is
//! carried, or more is aboard is itself what is withheld: all that depends on it is one answer, and the report goes to review
//! instead of being refused, so that no question can be asked for nothing. Each refusal is listed: a new one has to be thought
//! about.

use super::{Lens, lens};
use crate::{
    app::{AppError, Caller, Runner},
    domain::{Kind, Refusal, Status, Verdict, id::UserId, status::permitted_kinds, time::Instant},
    store::{DbConnection, rows::ConvoyRow},
};

/// How much of what becomes of a report its sender is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Candour {
    /// All.
    Full,
    /// What follows from what a reduced reader is told anyway.
    Reduced,
}

impl Candour {
    /// To somebody who reports about this convoy. Whoever may write and not read is told least.
    pub(in crate::app) fn towards(
        conn: &mut DbConnection,
        caller: &Caller,
        row: &ConvoyRow,
        now: Instant,
    ) -> Result<Self, AppError> {
        let scope = match caller.scope(now) {
            Ok(scope) => scope,
            Err(AppError::Forbidden) => return Ok(Self::Reduced),
            Err(error) => return Err(error),
        };
        Ok(match lens(conn, &scope, row)? {
            Lens::Exact | Lens::Over => Self::Full,
            Lens::UnderWay(_) => Self::Reduced,
        })
    }

    /// The same of whoever imports; the command line is told all.
    pub(in crate::app) fn towards_runner(
        conn: &mut DbConnection,
        runner: &Runner,
        row: &ConvoyRow,
        now: Instant,
    ) -> Result<Self, AppError> {
        match runner {
            Runner::Person(caller) => Self::towards(conn, caller, row, now),
            Runner::Owner => Ok(Self::Full),
        }
    }

    /// Whether a report that is refused so is kept for a coordinator instead: to refuse it would tell what is withheld.
    pub(in crate::app) fn keeps(self, refusal: &Refusal) -> bool {
        self == Self::Reduced && is_withheld(refusal)
    }

    /// Whether somebody is told that what they send stands on the record already.
    pub(in crate::app) fn repeats(self, recorded_by: Option<UserId>, sender: UserId) -> bool {
        self == Self::Full || recorded_by == Some(sender)
    }

    /// What became of a report, as its sender is told.
    pub(in crate::app) fn verdict(self, verdict: &mut Verdict) {
        if self == Self::Reduced {
            *verdict = super::report::verdict(verdict);
        }
    }

    /// Why a report was refused, as its sender is told.
    pub(in crate::app) fn error(self, error: AppError) -> AppError {
        match (self, error) {
            (Self::Reduced, AppError::Refused { refusal, .. }) => {
                let (refusal, permitted) = told(&refusal);
                AppError::Refused { refusal, permitted }
            }
            (_, other) => other,
        }
    }
}

/// What may be reported, as far as somebody knows who is told less: what the status permits, and corrections of what there is.
pub(in crate::app) fn permitted(status: Status, has_reports: bool) -> Vec<Kind> {
    let corrections = [Kind::Amended, Kind::Voided].into_iter().filter(|_| has_reports);
    permitted_kinds(status).into_iter().filter(|kind| !kind.is_decision()).chain(corrections).collect()
}

/// A refusal to somebody who is told less, and what may be reported instead as far as the status says.
pub(super) fn told(refusal: &Refusal) -> (Refusal, Vec<Kind>) {
    match refusal {
        Refusal::NotPermitted { status, .. } => (refusal.clone(), permitted(*status, true)),
        other if is_withheld(other) => (Refusal::DoesNotFit, Vec::new()),
        other => (other.clone(), Vec::new()),
    }
}

/// The codes that are told to whoever is told less.
const TOLD: [&str; 10] = [
    "not_permitted",
    "no_clearance",
    "unknown_event",
    "not_in_review",
    "circular_correction",
    "correct_the_original",
    "cannot_be_corrected",
    "cannot_be_redacted",
    "unconfirmed",
    WITHHELD,
];
/// The one code for all others.
const WITHHELD: &str = "does_not_fit";

/// As [`told`], of a code alone.
pub(in crate::app) fn told_code(code: &str) -> &str {
    if TOLD.contains(&code) { code } else { WITHHELD }
}

/// Whether a refusal follows from something that is withheld.
pub(super) fn is_withheld(refusal: &Refusal) -> bool {
    match refusal {
        // Status, clearance and which reports there are, is told of every convoy that is seen; and how a report came is known
        // to whoever sent it.
        Refusal::NotPermitted { .. }
        | Refusal::NoClearance
        | Refusal::UnknownEvent
        | Refusal::NotInReview
        | Refusal::CircularCorrection
        | Refusal::CorrectTheOriginal
        | Refusal::CannotBeCorrected
        | Refusal::CannotBeRedacted
        | Refusal::Unconfirmed
        | Refusal::DoesNotFit => false,
        // The route, where it is, the trucks, the cargo and names of incidents are not. That a place is missing is told by
        // where it is, too.
        Refusal::NoCargoTruck
        | Refusal::NoCargoLine
        | Refusal::NotADestination
        | Refusal::AlreadyThere
        | Refusal::AlreadyServed
        | Refusal::NotArrivedThere
        | Refusal::NothingOwed
        | Refusal::UnknownIncident { .. }
        | Refusal::IncidentExists { .. }
        | Refusal::UnknownTruck { .. }
        | Refusal::TruckNotWithConvoy { .. }
        | Refusal::TruckNotDetached { .. }
        | Refusal::UnknownCargoLine { .. }
        | Refusal::ExceedsAboard { .. }
        | Refusal::ExceedsPlanned { .. }
        | Refusal::TooMuchToCount
        | Refusal::PlaceRequired => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        quantity::Quantity,
        text::{LINE, Text},
    };

    /// Every refusal, with a canary in each word; a new one has no line here until it was thought about.
    fn all() -> Vec<Refusal> {
        let word = || Text::parse("CANARY", LINE).unwrap();
        let much = Quantity::parse("7531").unwrap();
        vec![
            Refusal::NotPermitted { status: Status::Planned, kind: Kind::Arrived },
            Refusal::NoCargoTruck,
            Refusal::NoCargoLine,
            Refusal::NotADestination,
            Refusal::AlreadyThere,
            Refusal::AlreadyServed,
            Refusal::NotArrivedThere,
            Refusal::NothingOwed,
            Refusal::UnknownIncident { incident: word() },
            Refusal::IncidentExists { incident: word() },
            Refusal::UnknownTruck { truck: word() },
            Refusal::TruckNotWithConvoy { truck: word() },
            Refusal::TruckNotDetached { truck: word() },
            Refusal::UnknownCargoLine { line: word() },
            Refusal::ExceedsAboard { item: word(), aboard: much },
            Refusal::ExceedsPlanned { item: word(), planned: much },
            Refusal::TooMuchToCount,
            Refusal::NoClearance,
            Refusal::UnknownEvent,
            Refusal::PlaceRequired,
            Refusal::NotInReview,
            Refusal::CircularCorrection,
            Refusal::CorrectTheOriginal,
            Refusal::CannotBeCorrected,
            Refusal::CannotBeRedacted,
            Refusal::Unconfirmed,
            Refusal::DoesNotFit,
        ]
    }

    #[test]
    fn every_refusal_is_told_as_its_code_and_those_that_are_withheld_as_one() {
        let all = all();
        let codes: Vec<&str> = all.iter().map(Refusal::code).collect();
        assert_eq!(codes, Refusal::CODES);
        for refusal in &all {
            let (said, permitted) = told(refusal);
            assert_eq!(said.code(), told_code(refusal.code()), "a row and a report are told alike");
            assert_eq!(is_withheld(refusal), said.code() != refusal.code());
            assert!(!serde_json::to_string(&said).unwrap().contains("CANARY"), "{said:?}");
            assert!(!serde_json::to_string(&said).unwrap().contains("7531"), "{said:?}");
            assert_eq!(permitted.is_empty(), said.code() != "not_permitted", "{said:?}");
        }
        assert_eq!(all.iter().filter(|refusal| is_withheld(refusal)).count(), 17);
    }
}
