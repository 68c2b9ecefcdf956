//! What of a convoy under way is told.

use super::{Areas, Veil, report};
use crate::{
    domain::{
        Convoy, Plan, Report,
        cargo::Manifest,
        id::PlaceId,
        incident::Incident,
        route::{Route, Stop, StopState},
        time::Occurred,
    },
    store::dossier::Dossier,
};

/// Takes out of a convoy what is not told.
pub(super) fn veil(veil: Veil, dossier: &mut Dossier, areas: &Areas) {
    let last_place = last_place(veil, dossier, areas);
    dossier.plan = plan(veil, &dossier.plan);
    dossier.registered_by = None;
    for event in &mut dossier.events {
        *event = report::recorded(veil, event, areas);
    }
    let history = &mut dossier.history;
    for said in history.effective.values_mut() {
        *said = report::report(veil, said, areas);
    }
    for verdict in history.verdicts.values_mut() {
        *verdict = report::verdict(verdict);
    }
    let convoy = &mut history.convoy;
    convoy.plan = plan(veil, &convoy.plan);
    convoy.last_place = last_place;
    convoy.route = Route::of(convoy.route.stops.iter().filter_map(|stop| self::stop(veil, stop, areas)).collect());
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
        block.place = position(veil, block.place, block.since, areas);
    }
    for incident in &mut convoy.incidents {
        *incident = self::incident(veil, incident, areas);
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

fn position(veil: Veil, place: Option<PlaceId>, seen: Occurred, areas: &Areas) -> Option<PlaceId> {
    let is_told = veil.positions && veil.is_due(seen);
    place.filter(|_| is_told).and_then(|place| areas.at(place))
}

/// The last place of which was heard long enough ago.
fn last_place(veil: Veil, dossier: &Dossier, areas: &Areas) -> Option<PlaceId> {
    let heard = |report: &&Report| {
        report.kind().is_heard_from_convoy() && report.place.is_some() && veil.is_due(report.occurred)
    };
    let last = dossier.history.effective.values().filter(heard).max_by_key(|report| report.occurred.at)?;
    position(veil, last.place, last.occurred, areas)
}

/// A stop behind it, as an area; none that is ahead, or where it is now.
fn stop(veil: Veil, stop: &Stop, areas: &Areas) -> Option<Stop> {
    let told = |at: Option<Occurred>| at.filter(|at| veil.is_due(*at));
    let (reached, left, served) = (told(stop.reached), told(stop.left), told(stop.served));
    let seen = reached.or(left)?;
    let place = position(veil, Some(stop.place), seen, areas)?;
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

fn incident(veil: Veil, incident: &Incident, areas: &Areas) -> Incident {
    Incident {
        event: incident.event,
        occurred: incident.occurred,
        place: position(veil, incident.place, incident.occurred, areas),
        report: report::incident(&incident.report),
        accounts: Vec::new(),
        assessments: Vec::new(),
    }
}
