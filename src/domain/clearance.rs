//! Clearance: permission to move. An axis of its own beside the status: approved is not passed.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{id::EventId, text::Text, time::Occurred};

/// How permission stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Clearance {
    /// Nothing was asked for, as far as is known.
    #[default]
    None,
    /// Asked for, no answer yet.
    Requested,
    /// Given, wholly or in part.
    Granted,
    /// Refused.
    Denied,
    /// Given and taken back.
    Withdrawn,
}

/// How much of what was asked for was granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Scope {
    /// All of it.
    #[default]
    Whole,
    /// A part: see the conditions.
    #[serde(alias = "partial")]
    #[strum(to_string = "part", serialize = "partial")]
    Part,
}

/// What a clearance event says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearanceReport {
    /// Who was asked or answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Text>,
    /// How much was granted; only in a grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// On which conditions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Text>,
    /// Why it was refused or taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// One step on the way, kept for the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The event that reported it.
    pub event: EventId,
    /// What it made of the clearance.
    pub clearance: Clearance,
    /// When.
    pub occurred: Occurred,
    /// What was said.
    pub report: ClearanceReport,
}

/// The clearance of one convoy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Permission {
    /// As it stands after the latest answer.
    pub clearance: Clearance,
    /// Of a grant that stands.
    pub scope: Option<Scope>,
    /// Every step, in order.
    pub steps: Vec<Step>,
    /// Whether the parties were told of the movement (deconfliction).
    pub notified: bool,
}

impl Permission {
    /// Takes one more step.
    pub fn step(&mut self, step: Step) {
        self.clearance = step.clearance;
        self.scope = (step.clearance == Clearance::Granted).then(|| step.report.scope.unwrap_or_default());
        self.steps.push(step);
    }
}
