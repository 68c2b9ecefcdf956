//! Access windows: announced pauses and corridors, and who accepted them.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{id::PlaceId, text::Text, time::Instant};

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
    /// By whom.
    pub announced_by: Text,
    /// What the parties said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
}

impl AccessWindow {
    /// Whether it is open at a moment for a place.
    pub fn covers(&self, place: PlaceId, at: Instant) -> bool {
        self.places.contains(&place) && self.from <= at && self.until.is_none_or(|until| at < until)
    }

    /// Whether every party that is named has accepted it.
    pub fn is_agreed(&self) -> bool {
        !self.parties.is_empty() && self.parties.iter().all(|party| party.answer == Answer::Accepted)
    }
}
