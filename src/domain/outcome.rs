//! The outcome words of OCHA's reporting, derived and never typed in.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{clearance::Clearance, status::Status};

/// How a movement is counted in access reports.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// Went through.
    Facilitated,
    /// A part of it did.
    PartiallyFacilitated,
    /// Set out, and was kept from its destination.
    Impeded,
    /// Was refused before it set out.
    Denied,
    /// Its departure was put off.
    Postponed,
    /// Called off by those who planned it.
    Cancelled,
    /// Asked for, and never answered.
    Unanswered,
}

/// What the outcome follows from.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    /// Where the convoy stands.
    pub status: Status,
    /// How permission stands.
    pub clearance: Clearance,
    /// Whether its departure was put off while it was planned.
    pub put_off: bool,
}

/// Derives the outcome; `None` while it is open.
pub fn outcome(course: Course) -> Option<Outcome> {
    match course.status {
        Status::Delivered => Some(Outcome::Facilitated),
        Status::PartiallyDelivered => Some(Outcome::PartiallyFacilitated),
        Status::TurnedBack | Status::Lost => Some(Outcome::Impeded),
        Status::Cancelled => Some(match course.clearance {
            Clearance::Denied | Clearance::Withdrawn => Outcome::Denied,
            Clearance::Requested => Outcome::Unanswered,
            Clearance::None | Clearance::Granted => Outcome::Cancelled,
        }),
        Status::Planned => match course.clearance {
            Clearance::Denied | Clearance::Withdrawn => Some(Outcome::Denied),
            Clearance::None | Clearance::Requested | Clearance::Granted => course.put_off.then_some(Outcome::Postponed),
        },
        Status::Dispatched | Status::InTransit | Status::AtCheckpoint | Status::Blocked | Status::AtDestination => None,
    }
}
