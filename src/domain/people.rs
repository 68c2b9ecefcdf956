//! People: whom a convoy was meant for, how many are said to be reached, and how many wait.

use serde::{Deserialize, Serialize};

use super::{event::Source, id::EventId, text::Text, time::Occurred};

/// What `people_reached` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleReport {
    /// How many.
    pub people: u64,
    /// How that was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Text>,
}

/// A claim on the record; the latest stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The event that made it.
    pub event: EventId,
    /// Who says so.
    pub source: Option<Source>,
    /// When.
    pub said: Occurred,
    /// What.
    pub report: PeopleReport,
    /// Whether it exceeds what the delivered kits can serve: a warning, never a refusal.
    pub exceeds_kits: bool,
}

/// The figures of one convoy; `None` is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Whom it was meant for.
    pub targeted: Option<u64>,
    /// How many were reached, by the latest claim; 0 where it is over and nothing was delivered.
    pub reached: Option<u64>,
    /// How many still wait.
    pub waiting: Option<u64>,
}

/// What the figures follow from.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four facts, each with its own name")]
pub struct Basis {
    /// The one figure for the whole convoy.
    pub whole: Option<u64>,
    /// Of all destinations, where each gives a figure.
    pub all_destinations: Option<u64>,
    /// Of those not served, where each of them gives a figure.
    pub unserved_destinations: Option<u64>,
    /// Whether every destination is served.
    pub all_served: bool,
    /// The latest claim.
    pub claim: Option<u64>,
    /// Whether the convoy is over.
    pub over: bool,
    /// Whether anything was delivered.
    pub delivered: bool,
    /// Whether everything was.
    pub fully_delivered: bool,
}

/// Derives the figures.
pub fn people(basis: Basis) -> People {
    let targeted = basis.whole.or(basis.all_destinations);
    let nothing_came = basis.over && !basis.delivered;
    let reached = basis.claim.or(nothing_came.then_some(0));
    let by_destination = if basis.all_served { basis.all_destinations.map(|_| 0) } else { basis.unserved_destinations };
    let of_the_whole = || match (targeted, reached) {
        (Some(targeted), Some(reached)) => Some(targeted.saturating_sub(reached)),
        (_, _) if basis.fully_delivered => Some(0),
        (targeted, _) if !basis.delivered => targeted,
        (_, _) => None,
    };
    let waiting = by_destination.or_else(of_the_whole);
    People { targeted, reached, waiting }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNDER_WAY: Basis = Basis {
        whole: Some(25_000),
        all_destinations: None,
        unserved_destinations: None,
        all_served: false,
        claim: None,
        over: false,
        delivered: false,
        fully_delivered: false,
    };

    #[test]
    fn on_the_way_nobody_is_known_to_be_reached_and_all_wait() {
        assert_eq!(people(UNDER_WAY), People { targeted: Some(25_000), reached: None, waiting: Some(25_000) });
    }

    #[test]
    fn a_convoy_that_brought_nothing_reached_nobody() {
        let over = Basis { over: true, ..UNDER_WAY };
        assert_eq!(people(over), People { targeted: Some(25_000), reached: Some(0), waiting: Some(25_000) });
    }

    #[test]
    fn a_part_delivered_without_a_claim_is_unknown_and_not_zero() {
        let part = Basis { over: true, delivered: true, all_served: true, ..UNDER_WAY };
        assert_eq!(people(part), People { targeted: Some(25_000), reached: None, waiting: None });
        let claimed = Basis { claim: Some(10_000), ..part };
        assert_eq!(people(claimed).waiting, Some(15_000));
    }

    #[test]
    fn destinations_that_were_served_do_not_wait() {
        let basis = Basis { whole: None, all_destinations: Some(900), unserved_destinations: Some(400), ..UNDER_WAY };
        assert_eq!(people(basis), People { targeted: Some(900), reached: None, waiting: Some(400) });
    }
}
