//! Status, and the one transition table. Refusals, the buttons on the page, the API's `permitted` list, the diagram in
//! the documents and the tests are all read from [`TRANSITIONS`] and [`UNMOVING`].

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString, IntoEnumIterator};

use super::event::Kind;

/// Where a convoy stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Registered; has not left.
    Planned,
    /// Has left the origin.
    Dispatched,
    /// On the road, past at least one stop.
    InTransit,
    /// At a checkpoint, not refused.
    AtCheckpoint,
    /// Kept from going on.
    Blocked,
    /// At a destination.
    AtDestination,
    /// Every destination served, every cargo truck offloaded.
    Delivered,
    /// Over, with a part delivered.
    PartiallyDelivered,
    /// Over: went back, nothing delivered.
    TurnedBack,
    /// Over: no cargo truck left, nothing delivered.
    Lost,
    /// Over before it left.
    Cancelled,
}

impl Status {
    /// No movement follows; reports about trucks still may change which final status it is.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::PartiallyDelivered | Self::TurnedBack | Self::Lost | Self::Cancelled)
    }

    /// On its way, moving or stopped: it has left and is not over.
    pub fn is_under_way(self) -> bool {
        self != Self::Planned && !self.is_final()
    }
}

/// What a status becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// This status.
    Fixed(Status),
    /// What it was before the block.
    BeforeTheBlock,
    /// `at_destination` while destinations are owed, else derived from the trucks' fates.
    ByWhatIsOwed,
    /// `turned_back` or `partially_delivered`, derived from what was delivered.
    ByWhatWasDelivered,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// In any of these,
    pub from: &'static [Status],
    /// this event
    pub kind: Kind,
    /// makes it that.
    pub becomes: Becomes,
}

use Status::{AtCheckpoint, AtDestination, Blocked, Cancelled, Dispatched, InTransit, Planned};

const UNDER_WAY: &[Status] = &[Dispatched, InTransit, AtCheckpoint, Blocked, AtDestination];

/// Every event that moves a convoy. What is not in it is refused.
pub const TRANSITIONS: &[Transition] = &[
    Transition { from: &[Planned], kind: Kind::Dispatched, becomes: Becomes::Fixed(Dispatched) },
    Transition { from: &[Planned], kind: Kind::Cancelled, becomes: Becomes::Fixed(Cancelled) },
    Transition {
        // From another checkpoint the clearance of the first is implied, and shown as implied.
        from: &[Dispatched, InTransit, AtCheckpoint],
        kind: Kind::CheckpointReached,
        becomes: Becomes::Fixed(AtCheckpoint),
    },
    Transition {
        from: &[Dispatched, InTransit, AtCheckpoint, AtDestination],
        kind: Kind::Blocked,
        becomes: Becomes::Fixed(Blocked),
    },
    Transition { from: &[Dispatched], kind: Kind::Rerouted, becomes: Becomes::Fixed(Dispatched) },
    Transition { from: &[InTransit, AtCheckpoint, Blocked], kind: Kind::Rerouted, becomes: Becomes::Fixed(InTransit) },
    Transition { from: &[AtCheckpoint], kind: Kind::CheckpointCleared, becomes: Becomes::Fixed(InTransit) },
    Transition { from: &[Blocked], kind: Kind::Unblocked, becomes: Becomes::BeforeTheBlock },
    Transition {
        from: &[Dispatched, InTransit, AtCheckpoint, AtDestination],
        kind: Kind::Arrived,
        becomes: Becomes::Fixed(AtDestination),
    },
    Transition { from: &[AtDestination], kind: Kind::Delivered, becomes: Becomes::ByWhatIsOwed },
    Transition { from: &[AtDestination], kind: Kind::Departed, becomes: Becomes::Fixed(InTransit) },
    Transition { from: UNDER_WAY, kind: Kind::TurnedBack, becomes: Becomes::ByWhatWasDelivered },
];

/// In which phase of a convoy's life an event that never moves it by itself can be reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// At any time.
    Always,
    /// Only while planned.
    WhilePlanned,
    /// While planned or just dispatched: at loading.
    AtLoading,
    /// Once it has left, for ever after.
    OnceDispatched,
    /// Once it has left and until it is over.
    UnderWay,
    /// Only once it is over (and had left).
    OnceOver,
}

impl Phase {
    /// Whether a convoy in this status is in the phase.
    pub fn holds_in(self, status: Status) -> bool {
        match self {
            Self::Always => true,
            Self::WhilePlanned => status == Planned,
            Self::AtLoading => matches!(status, Planned | Dispatched),
            Self::OnceDispatched => !matches!(status, Planned | Cancelled),
            Self::UnderWay => status.is_under_way(),
            Self::OnceOver => status.is_final() && status != Cancelled,
        }
    }
}

/// Every event that never moves a convoy by itself, and when the thing it speaks of can exist. (Trucks' fates may leave
/// no truck with the convoy, or complete a delivery: the status is then derived from the trucks.)
pub const UNMOVING: &[(Kind, Phase)] = &[
    (Kind::PlanAmended, Phase::WhilePlanned),
    (Kind::ClearanceRequested, Phase::Always),
    (Kind::ClearanceGranted, Phase::Always),
    (Kind::ClearanceDenied, Phase::Always),
    (Kind::ClearanceWithdrawn, Phase::Always),
    (Kind::Notified, Phase::Always),
    (Kind::CargoRefused, Phase::AtLoading),
    (Kind::CargoRemoved, Phase::Always),
    (Kind::CargoLost, Phase::OnceDispatched),
    (Kind::CargoTransferred, Phase::OnceDispatched),
    (Kind::TruckDetached, Phase::UnderWay),
    (Kind::TruckRejoined, Phase::OnceDispatched),
    (Kind::TruckFate, Phase::OnceDispatched),
    (Kind::PeopleReached, Phase::OnceDispatched),
    (Kind::IncidentReported, Phase::Always),
    (Kind::AccountRecorded, Phase::Always),
    (Kind::AssessmentRecorded, Phase::Always),
    (Kind::Contact, Phase::Always),
    (Kind::Returned, Phase::OnceOver),
    (Kind::Note, Phase::Always),
    (Kind::Amended, Phase::Always),
    (Kind::Voided, Phase::Always),
    (Kind::ReviewAccepted, Phase::Always),
    (Kind::ReviewDismissed, Phase::Always),
];

/// What the table says of an event in a status; `None` where it is refused or does not move the convoy.
pub fn transition(status: Status, kind: Kind) -> Option<Becomes> {
    TRANSITIONS.iter().find(|line| line.kind == kind && line.from.contains(&status)).map(|line| line.becomes)
}

/// Whether this kind of event is one that moves convoys.
pub fn moves(kind: Kind) -> bool {
    TRANSITIONS.iter().any(|line| line.kind == kind)
}

/// Whether an event is one that never moves a convoy by itself, and fits this status.
pub fn fits_unmoving(status: Status, kind: Kind) -> bool {
    UNMOVING.iter().any(|(unmoving, phase)| *unmoving == kind && phase.holds_in(status))
}

/// Every kind that the tables permit in a status, in natural order.
pub fn permitted_kinds(status: Status) -> Vec<Kind> {
    Kind::iter().filter(|kind| transition(status, *kind).is_some() || fits_unmoving(status, *kind)).collect()
}

/// The state diagram in Mermaid's notation, as the documents show it.
pub fn diagram() -> String {
    use std::fmt::Write;
    let mut text = String::from("stateDiagram-v2\n    [*] --> planned\n");
    for line in TRANSITIONS {
        for from in line.from {
            let to: &[Status] = match line.becomes {
                Becomes::Fixed(status) => &[status],
                Becomes::BeforeTheBlock => &[Dispatched, InTransit, AtCheckpoint, AtDestination],
                Becomes::ByWhatIsOwed => &[AtDestination, Status::Delivered, Status::PartiallyDelivered],
                Becomes::ByWhatWasDelivered => &[Status::TurnedBack, Status::PartiallyDelivered],
            };
            for to in to {
                let _ = writeln!(text, "    {} --> {}: {}", from.as_ref(), to.as_ref(), line.kind.as_ref());
            }
        }
    }
    for from in UNDER_WAY {
        for to in [Status::Lost, Status::PartiallyDelivered] {
            let _ = writeln!(text, "    {} --> {}: no cargo truck left", from.as_ref(), to.as_ref());
        }
    }
    for last in Status::iter().filter(|status| status.is_final()) {
        let _ = writeln!(text, "    {} --> [*]", last.as_ref());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_stands_in_exactly_one_of_the_two_tables() {
        for kind in Kind::iter().filter(|kind| *kind != Kind::Redacted) {
            let moves = TRANSITIONS.iter().any(|line| line.kind == kind);
            let unmoving = UNMOVING.iter().filter(|(unmoving, _)| *unmoving == kind).count();
            assert_eq!(usize::from(moves) + unmoving, 1, "{kind:?}");
        }
    }

    #[test]
    fn no_status_has_two_answers_for_one_event() {
        for status in Status::iter() {
            for kind in Kind::iter() {
                let lines = TRANSITIONS.iter().filter(|line| line.kind == kind && line.from.contains(&status));
                assert!(lines.count() <= 1, "{status:?} {kind:?}");
            }
        }
    }

    #[test]
    fn the_matrix_of_status_and_event_is_as_reviewed() {
        let mut matrix = String::new();
        for kind in Kind::iter() {
            let cells: Vec<String> = Status::iter()
                .map(|status| match transition(status, kind) {
                    Some(Becomes::Fixed(to)) => format!("{} → {}", status.as_ref(), to.as_ref()),
                    Some(other) => format!("{} → {other:?}", status.as_ref()),
                    None if fits_unmoving(status, kind) => format!("{} stays", status.as_ref()),
                    None => format!("{} ✗", status.as_ref()),
                })
                .collect();
            matrix.extend([kind.as_ref(), "\n    ", &cells.join("\n    "), "\n"]);
        }
        insta::assert_snapshot!(matrix);
    }
}
