//! The outcome words of OCHA's reporting, derived and never typed in.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{
    clearance::{Clearance, Scope},
    status::Status,
};

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
    /// How much of what was asked for was granted, where something was.
    pub scope: Option<Scope>,
    /// Whether its departure was put off while it was planned.
    pub put_off: bool,
    /// Whether the day on which it should have left is past, at the moment that is asked about.
    pub overdue: bool,
}

/// Derives the outcome; `None` while it is open. The table stands in docs/reports.md too, in the same order.
pub fn outcome(course: Course) -> Option<Outcome> {
    match course.status {
        // All that was granted went through, and that was not all that was asked for.
        Status::Delivered if course.clearance == Clearance::Granted && course.scope == Some(Scope::Part) => {
            Some(Outcome::PartiallyFacilitated)
        }
        Status::Delivered => Some(Outcome::Facilitated),
        Status::PartiallyDelivered => Some(Outcome::PartiallyFacilitated),
        // It set out: whatever permission it had, or lost, it was kept from its destination on the way.
        Status::TurnedBack | Status::Lost => Some(Outcome::Impeded),
        Status::Cancelled => Some(match course.clearance {
            Clearance::Denied | Clearance::Withdrawn => Outcome::Denied,
            Clearance::Requested => Outcome::Unanswered,
            Clearance::None | Clearance::Granted => Outcome::Cancelled,
        }),
        Status::Planned => match course.clearance {
            Clearance::Denied | Clearance::Withdrawn => Some(Outcome::Denied),
            Clearance::Requested if course.overdue => Some(Outcome::Unanswered),
            Clearance::None | Clearance::Requested | Clearance::Granted => course.put_off.then_some(Outcome::Postponed),
        },
        Status::Dispatched | Status::InTransit | Status::AtCheckpoint | Status::Blocked | Status::AtDestination => None,
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    /// Every row of the table in docs/reports.md, for every status, clearance, scope and both circumstances: what is not
    /// listed is open. A rule that is dropped or added shows as a line that differs.
    #[test]
    fn every_course_has_the_outcome_of_the_table() {
        use Clearance::{Denied, Granted, Requested, Withdrawn};
        let expected = |course: Course| {
            let Course { status, clearance, scope, put_off, overdue } = course;
            let part = clearance == Granted && scope == Some(Scope::Part);
            match status.as_ref() {
                "delivered" => Some(if part { "partially_facilitated" } else { "facilitated" }),
                "partially_delivered" => Some("partially_facilitated"),
                "turned_back" | "lost" => Some("impeded"),
                "cancelled" | "planned" if [Denied, Withdrawn].contains(&clearance) => Some("denied"),
                "cancelled" if clearance == Requested => Some("unanswered"),
                "cancelled" => Some("cancelled"),
                "planned" if clearance == Requested && overdue => Some("unanswered"),
                "planned" if put_off => Some("postponed"),
                _ => None,
            }
        };
        let mut seen = std::collections::BTreeMap::<_, u32>::new();
        for status in Status::iter() {
            for clearance in Clearance::iter() {
                for scope in [None, Some(Scope::Whole), Some(Scope::Part)] {
                    for (put_off, overdue) in [(false, false), (false, true), (true, false), (true, true)] {
                        let course = Course { status, clearance, scope, put_off, overdue };
                        let derived = outcome(course);
                        assert_eq!(
                            derived.map(|outcome| outcome.as_ref().to_owned()).as_deref(),
                            expected(course),
                            "{course:?}"
                        );
                        *seen.entry(derived).or_default() += 1;
                    }
                }
            }
        }
        assert_eq!(seen.len(), 1 + Outcome::iter().count(), "every word of the table is reached: {seen:?}");
    }
}
