//! What was planned: route, trucks, cargo and people, as registered and as amended while planned.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{
    cargo::PlannedLine,
    id::{OrganisationId, PlaceId},
    refusal::{FieldCode, FieldError},
    text::{Reference, Text},
    time::Instant,
    trucks::PlannedTruck,
};

/// What a stop is for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StopRole {
    /// Where it sets out.
    Origin,
    /// Where it must pass.
    Checkpoint,
    /// Where cargo is owed.
    Destination,
}

/// A stop as planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedStop {
    /// What it is for.
    pub role: StopRole,
    /// Where.
    pub place: PlaceId,
    /// Whom the cargo of this destination is meant for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_population: Option<u64>,
}

/// Who may learn how much of a convoy under way.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    AsRefStr,
    EnumString,
    EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Sensitivity {
    /// Harmless if known.
    Low,
    /// Some harm.
    Moderate,
    /// Much harm.
    High,
    /// Lives: hidden from viewers while under way. The default.
    #[default]
    Severe,
}

impl Sensitivity {
    /// The code of the highest.
    pub const SEVERE: &'static str = "severe";
}

/// A convoy as registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What people call it.
    pub reference: Reference,
    /// Who leads it.
    pub lead: OrganisationId,
    /// Who else takes part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<OrganisationId>,
    /// In whose time it is told.
    pub time_zone: Tz,
    /// The route, in order: an origin, then checkpoints and destinations.
    pub stops: Vec<PlannedStop>,
    /// Its vehicles.
    pub trucks: Vec<PlannedTruck>,
    /// What it carries.
    pub cargo: Vec<PlannedLine>,
    /// Whom all of it is meant for, where one figure is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_population: Option<u64>,
    /// Convoys of the same name here move only together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked_release: Option<Text>,
    /// How often it should be heard from, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in_minutes: Option<u32>,
    /// When it should leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_departure: Option<Instant>,
    /// Who may learn how much of it.
    #[serde(default)]
    pub sensitivity: Sensitivity,
}

/// What `plan_amended` says: each part that is present takes the place of the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanChange {
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// See [`Plan`], as for all that follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stops: Option<Vec<PlannedStop>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[expect(missing_docs, reason = "as in Plan")]
    pub trucks: Option<Vec<PlannedTruck>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[expect(missing_docs, reason = "as in Plan")]
    pub cargo: Option<Vec<PlannedLine>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[expect(missing_docs, reason = "as in Plan")]
    pub target_population: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[expect(missing_docs, reason = "as in Plan")]
    pub partners: Option<Vec<OrganisationId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[expect(missing_docs, reason = "as in Plan")]
    pub linked_release: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[expect(missing_docs, reason = "as in Plan")]
    pub check_in_minutes: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[expect(missing_docs, reason = "as in Plan")]
    pub planned_departure: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[expect(missing_docs, reason = "as in Plan")]
    pub sensitivity: Option<Sensitivity>,
}

impl PlanChange {
    /// Changes nothing but who may learn how much: that can become dangerous, or harmless, at any time.
    pub fn is_of_sensitivity_alone(&self) -> bool {
        let alone = Self { reason: self.reason.clone(), sensitivity: self.sensitivity, ..Self::default() };
        self.sensitivity.is_some() && *self == alone
    }
}

impl Plan {
    /// Where it sets out.
    pub fn origin(&self) -> Option<PlaceId> {
        self.stops.iter().find(|stop| stop.role == StopRole::Origin).map(|stop| stop.place)
    }

    /// The plan after a change.
    #[must_use]
    pub fn changed_by(&self, change: &PlanChange) -> Self {
        let mut plan = self.clone();
        if let Some(stops) = &change.stops {
            plan.stops.clone_from(stops);
        }
        if let Some(trucks) = &change.trucks {
            plan.trucks.clone_from(trucks);
        }
        if let Some(cargo) = &change.cargo {
            plan.cargo.clone_from(cargo);
        }
        if let Some(partners) = &change.partners {
            plan.partners.clone_from(partners);
        }
        plan.target_population = change.target_population.or(plan.target_population);
        plan.linked_release = change.linked_release.clone().or(plan.linked_release);
        plan.check_in_minutes = change.check_in_minutes.or(plan.check_in_minutes);
        plan.planned_departure = change.planned_departure.or(plan.planned_departure);
        plan.sensitivity = change.sensitivity.unwrap_or(plan.sensitivity);
        plan
    }
}

/// What a route must have: an origin, first and once, and a destination.
pub fn check_route(stops: &[PlannedStop], pointer: &str, errors: &mut Vec<FieldError>) {
    let mut error = |pointer: String, code| errors.push(FieldError { pointer, code, expected: None });
    match stops.iter().position(|stop| stop.role == StopRole::Origin) {
        None => error(pointer.to_owned(), FieldCode::NeedsOrigin),
        Some(0) => {}
        Some(index) => error(format!("{pointer}/{index}/role"), FieldCode::OriginFirst),
    }
    for (index, _) in stops.iter().enumerate().skip(1).filter(|(_, stop)| stop.role == StopRole::Origin) {
        error(format!("{pointer}/{index}/role"), FieldCode::OriginFirst);
    }
    if !stops.iter().any(|stop| stop.role == StopRole::Destination) {
        error(pointer.to_owned(), FieldCode::NeedsDestination);
    }
    let mut destinations = BTreeSet::new();
    for (index, stop) in stops.iter().enumerate().filter(|(_, stop)| stop.role == StopRole::Destination) {
        if !destinations.insert(stop.place) {
            error(format!("{pointer}/{index}/place"), FieldCode::Duplicate);
        }
    }
}

/// Truck labels name one truck each.
pub fn check_trucks(trucks: &[PlannedTruck], pointer: &str, errors: &mut Vec<FieldError>) {
    let mut labels = BTreeSet::new();
    for (index, truck) in trucks.iter().enumerate() {
        if !labels.insert(truck.label.as_str().to_lowercase()) {
            let pointer = format!("{pointer}/{index}/label");
            errors.push(FieldError { pointer, code: FieldCode::Duplicate, expected: None });
        }
    }
}
