//! What of a convoy under way is told.

use std::collections::BTreeMap;

use super::{Areas, Veil, report};
use crate::{
    domain::{
        Convoy, Payload, Plan, Report,
        cargo::Manifest,
        id::{EventId, PlaceId},
        incident::Incident,
        route::{Route, Stop, StopState},
        time::Occurred,
    },
    store::dossier::Dossier,
};

/// Takes out of a convoy what is not told.
pub(super) fn veil(veil: Veil, dossier: &mut Dossier, areas: &Areas) {
    let when = Recorded::of(dossier);
    let last_place = last_place(veil, dossier, areas, &when);
    dossier.plan = plan(veil, &dossier.plan);
    dossier.registered_by = None;
    for event in &mut dossier.events {
        *event = report::recorded(veil, event, areas);
    }
    let history = &mut dossier.history;
    let stops: Vec<Option<Stop>> = history
        .convoy
        .route
        .stops
        .iter()
        .map(|stop| self::stop(veil, stop, areas, &when, &history.effective))
        .collect();
    for (id, said) in &mut history.effective {
        *said = report::report(veil, said, areas, when.report(*id));
    }
    for verdict in history.verdicts.values_mut() {
        *verdict = report::verdict(verdict);
    }
    let convoy = &mut history.convoy;
    convoy.plan = plan(veil, &convoy.plan);
    convoy.last_place = last_place;
    convoy.route = Route::of(stops.into_iter().flatten().collect());
    convoy.trucks.clear();
    if veil.cargo {
        for line in &mut convoy.cargo.lines {
            line.plan.destination = None;
            line.plan.truck = None;
        }
    } else {
        convoy.cargo = Manifest::default();
    }
    for block in &mut convoy.blocks {
        block.report.held_by = None;
        block.place = position(veil, block.place, block.since, areas, when.report(block.event));
    }
    for incident in &mut convoy.incidents {
        *incident = self::incident(veil, incident, areas, when.report(incident.event));
    }
    for step in &mut convoy.permission.steps {
        step.report = report::clearance(&step.report);
    }
    if let Some(claim) = &mut convoy.claim {
        claim.source = None;
        claim.report.method = None;
    }
}

/// Where it set out, once that is told.
pub(super) fn origin(convoy: &Convoy) -> Option<PlaceId> {
    let is_origin = |stop: &&Stop| stop.role == crate::domain::plan::StopRole::Origin;
    convoy.route.stops.iter().find(is_origin).map(|stop| stop.place)
}

/// The plan without where it goes, in what, and when.
fn plan(veil: Veil, whole: &Plan) -> Plan {
    let mut cargo = if veil.cargo { whole.cargo.clone() } else { Vec::new() };
    for line in &mut cargo {
        line.destination = None;
        line.truck = None;
    }
    Plan {
        reference: whole.reference.clone(),
        lead: whole.lead,
        partners: whole.partners.clone(),
        time_zone: whole.time_zone,
        stops: Vec::new(),
        trucks: Vec::new(),
        cargo,
        target_population: whole.target_population,
        linked_release: None,
        check_in_minutes: None,
        planned_departure: None,
        sensitivity: whole.sensitivity,
    }
}

fn position(veil: Veil, place: Option<PlaceId>, seen: Occurred, areas: &Areas, recorded: i64) -> Option<PlaceId> {
    let is_told = veil.positions && veil.is_due(seen);
    place.filter(|_| is_told).and_then(|place| areas.at(place, recorded))
}

/// At which positions of the ledger it was recorded where a convoy was and goes.
struct Recorded {
    /// By report: where its place was said last, by itself or by who amended it.
    reports: BTreeMap<EventId, i64>,
    /// By place: where it was first spoken of.
    places: BTreeMap<PlaceId, i64>,
    registered: i64,
}

impl Recorded {
    fn of(dossier: &Dossier) -> Self {
        let mut reports: BTreeMap<EventId, i64> = BTreeMap::new();
        let mut places: BTreeMap<PlaceId, i64> = BTreeMap::new();
        for stop in &dossier.plan.stops {
            places.insert(stop.place, dossier.registered_position);
        }
        for event in &dossier.events {
            reports.entry(event.id).or_insert(event.position);
            let stops = match &event.report.payload {
                Payload::PlanAmended(change) => change.stops.as_deref().unwrap_or_default(),
                Payload::Rerouted(reroute) => &reroute.stops,
                Payload::Amended(amendment) => {
                    if amendment.place.is_some() {
                        reports.insert(amendment.event, event.position);
                    }
                    &[]
                }
                _ => &[],
            };
            for place in stops.iter().map(|stop| stop.place).chain(event.report.place) {
                places.entry(place).or_insert(event.position);
            }
        }
        Self { reports, places, registered: dossier.registered_position }
    }

    fn report(&self, event: EventId) -> i64 {
        self.reports.get(&event).copied().unwrap_or(self.registered)
    }

    /// Of a stop: the report that it was reached or left by; else where the convoy's record first speaks of it.
    fn stop(&self, stop: &Stop, seen: Occurred, effective: &BTreeMap<EventId, Report>) -> i64 {
        let by = effective.iter().find(|(_, report)| report.place == Some(stop.place) && report.occurred == seen);
        match by {
            Some((event, _)) => self.report(*event),
            None => self.places.get(&stop.place).copied().unwrap_or(self.registered),
        }
    }
}

/// The last place of which was heard long enough ago.
fn last_place(veil: Veil, dossier: &Dossier, areas: &Areas, when: &Recorded) -> Option<PlaceId> {
    let heard = |(_, report): &(&EventId, &Report)| {
        report.kind().is_heard_from_convoy() && report.place.is_some() && veil.is_due(report.occurred)
    };
    let (event, last) = dossier.history.effective.iter().filter(heard).max_by_key(|(_, report)| report.occurred.at)?;
    position(veil, last.place, last.occurred, areas, when.report(*event))
}

/// A stop behind it, as an area; none that is ahead, or where it is now.
fn stop(
    veil: Veil,
    stop: &Stop,
    areas: &Areas,
    when: &Recorded,
    effective: &BTreeMap<EventId, Report>,
) -> Option<Stop> {
    let told = |at: Option<Occurred>| at.filter(|at| veil.is_due(*at));
    let (reached, left, served) = (told(stop.reached), told(stop.left), told(stop.served));
    let seen = reached.or(left)?;
    let place = position(veil, Some(stop.place), seen, areas, when.stop(stop, seen, effective))?;
    let state = match (served, left) {
        (Some(_), _) => StopState::Served,
        (None, Some(_)) => StopState::Passed,
        (None, None) => StopState::Reached,
    };
    Some(Stop {
        place,
        role: stop.role,
        target_population: None,
        added: false,
        state,
        reached,
        left,
        left_implied: stop.left_implied && left.is_some(),
        served,
    })
}

fn incident(veil: Veil, incident: &Incident, areas: &Areas, recorded: i64) -> Incident {
    Incident {
        event: incident.event,
        occurred: incident.occurred,
        place: position(veil, incident.place, incident.occurred, areas, recorded),
        report: report::incident(&incident.report),
        accounts: Vec::new(),
        assessments: Vec::new(),
    }
}
