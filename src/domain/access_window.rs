//! Access windows: announced pauses and corridors, and who accepted them.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{
    event::Source,
    id::{OrganisationId, PlaceId},
    text::Text,
    time::Instant,
};

/// What a party said to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Answer {
    /// It will keep to it.
    Accepted,
    /// It will not.
    Rejected,
    /// It has not said.
    Unanswered,
}

/// One party and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Who.
    pub name: Text,
    /// What it said.
    pub answer: Answer,
}

/// Why and when a window was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// From then on it did not count.
    pub at: Instant,
    /// Why, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// An announced pause or corridor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessWindow {
    /// From then
    pub from: Instant,
    /// until then; open where not announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// At these places.
    pub places: Vec<PlaceId>,
    /// For these organisations; for all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<OrganisationId>,
    /// By whom.
    pub announced_by: Text,
    /// What the parties said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawal>,
}

/// How a window stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Standing {
    /// Open.
    Present,
    /// Yet to come.
    Ahead,
    /// Over.
    Past,
    /// Taken back.
    Withdrawn,
}

impl AccessWindow {
    /// How it stands at a moment.
    pub fn standing(&self, at: Instant) -> Standing {
        if self.withdrawn.as_ref().is_some_and(|withdrawn| withdrawn.at <= at) {
            return Standing::Withdrawn;
        }
        if at < self.from {
            return Standing::Ahead;
        }
        if self.until.is_some_and(|until| until <= at) { Standing::Past } else { Standing::Present }
    }

    /// Whether it is open at a moment for a place.
    pub fn covers(&self, place: PlaceId, at: Instant) -> bool {
        self.places.contains(&place) && self.standing(at) == Standing::Present
    }

    /// Whether any moment of it lies between two; each may be open.
    pub fn overlaps(&self, from: Option<Instant>, until: Option<Instant>) -> bool {
        from.is_none_or(|from| self.until.is_none_or(|ends| from < ends)) && until.is_none_or(|until| self.from < until)
    }

    /// Whether it is for an organisation: one that it names, or any where it names none.
    pub fn is_for(&self, organisation: OrganisationId) -> bool {
        self.organisations.is_empty() || self.organisations.contains(&organisation)
    }

    /// Whether every party that is named has accepted it.
    pub fn is_agreed(&self) -> bool {
        !self.parties.is_empty() && self.parties.iter().all(|party| party.answer == Answer::Accepted)
    }
}
