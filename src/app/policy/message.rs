//! What a report by text message may do. The number that it comes from can be forged, so that a message alone may raise an
//! alarm and never quiets one, ends nothing, takes nothing away, and decides nothing.

use crate::{
    app::AppError,
    domain::{
        Kind, Payload,
        event::{ByMessage, Report},
    },
};

/// What of a kind may come by text message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayMessage {
    /// It counts, from every number that somebody has confirmed.
    Always,
    /// It counts with the PIN of the number; without, once somebody has confirmed the report.
    Proven,
    /// It never comes so: it plans, decides, or could show more to whoever sees less.
    Never,
}

/// What of this kind may come by text message. A new kind does not compile until somebody has thought about it.
pub fn may_message(kind: Kind) -> MayMessage {
    match kind {
        // That it is on its way, where it is, that it is stopped, and what was done to it.
        Kind::Dispatched
        | Kind::CheckpointReached
        | Kind::CheckpointCleared
        | Kind::Blocked
        | Kind::Arrived
        | Kind::Departed
        | Kind::IncidentReported
        | Kind::Contact
        | Kind::Note => MayMessage::Always,
        // What ends a convoy or a block, takes trucks, cargo, stops or permission away, claims what was given, or takes a
        // report back.
        Kind::Unblocked
        | Kind::Cancelled
        | Kind::Delivered
        | Kind::TurnedBack
        | Kind::Returned
        | Kind::Rerouted
        | Kind::TruckDetached
        | Kind::TruckRejoined
        | Kind::TruckFate
        | Kind::CargoRefused
        | Kind::CargoRemoved
        | Kind::CargoLost
        | Kind::CargoTransferred
        | Kind::PeopleReached
        | Kind::ClearanceRequested
        | Kind::ClearanceGranted
        | Kind::ClearanceDenied
        | Kind::ClearanceWithdrawn
        | Kind::Notified
        | Kind::Voided => MayMessage::Proven,
        // The plan holds how sensitive a convoy is, and with whom it is shared.
        Kind::PlanAmended
        | Kind::AccountRecorded
        | Kind::AssessmentRecorded
        | Kind::Amended
        | Kind::ReviewAccepted
        | Kind::ReviewDismissed
        | Kind::Redacted => MayMessage::Never,
    }
}

/// How far whoever sent a message has shown who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// By a confirmed number.
    Number,
    /// By a confirmed number and its PIN.
    Pin,
    /// By a number that others may be using: nothing counts before it is confirmed.
    Doubtful,
}

/// What a report may do that came so; refused where it may not come so at all. What counts is what it does: of a correction
/// also what it would put in the place of another report.
pub fn by_message(report: &Report, proof: Proof) -> Result<ByMessage, AppError> {
    let replacement = match &report.payload {
        Payload::Amended(amendment) => amendment.payload.as_ref().map(|payload| may_message(payload.kind())),
        _ => None,
    };
    match (may_message(report.kind()), proof) {
        (MayMessage::Never, _) => Err(AppError::Forbidden),
        _ if replacement == Some(MayMessage::Never) => Err(AppError::Forbidden),
        // A decision that waits would be one more thing to decide about: it is sent again with the PIN.
        (MayMessage::Proven, Proof::Number | Proof::Doubtful) if report.kind().is_decision() => {
            Err(AppError::Forbidden)
        }
        (_, Proof::Doubtful) | (MayMessage::Proven, Proof::Number) => Ok(ByMessage::Waits),
        (MayMessage::Always, Proof::Number) | (_, Proof::Pin) => Ok(ByMessage::Counts),
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;
    use crate::domain::{
        Status,
        status::{Becomes, transition},
    };

    /// What makes it bite: the lines of the transition table, so that a new end is found.
    #[test]
    fn nothing_that_ends_a_convoy_counts_by_a_message_alone() {
        for kind in Kind::iter() {
            let ends = Status::iter().filter_map(|status| transition(status, kind)).any(|becomes| match becomes {
                Becomes::Fixed(status) => status.is_final(),
                Becomes::ByWhatIsOwed | Becomes::ByWhatWasDelivered | Becomes::BeforeTheBlock => true,
            });
            assert!(!ends || may_message(kind) == MayMessage::Proven, "{kind:?}");
            assert!(!kind.is_decision() || may_message(kind) != MayMessage::Always, "{kind:?}");
        }
    }
}
