//! What the form offers: kinds, stops, places, incidents, lines of cargo.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{World, kinds};
use crate::{
    app::convoys::ConvoyAnswer,
    domain::{Convoy, Status, event::Kind, id::PlaceId, plan::StopRole, route::Stop, status::moves},
    http::pages::{
        convoy::label_ranges,
        places,
        teller::Teller,
        views::{CargoChoice, Choice, Form, LogEvent, Name},
        visit::Visit,
    },
};

/// The page.
pub fn form(visit: &Visit, world: &World, form: Form, id: Uuid) -> LogEvent {
    let answer = &world.answer;
    let (summary, convoy) = (&answer.summary, &answer.dossier.history.convoy);
    let teller = Teller { t: visit.texts(), names: &answer.names, zone: summary.zone, now: answer.now };
    let permitted = answer.permitted.clone();
    let offered = kinds::offered_to(&visit.caller, &answer.participants);
    let likely = |kind: &Kind| moves(*kind) && permitted.contains(kind);
    let (mut next, mut other): (Vec<Kind>, Vec<Kind>) = offered.into_iter().partition(likely);
    next.sort_by_key(|kind| kinds::calls_off(*kind));
    // What does not fit now may still have happened, and be reported late: it stands last.
    other.sort_by_key(|kind| (!permitted.contains(kind), kinds::is_of_papers(*kind)));
    let codes = |kinds: Vec<Kind>| kinds.iter().map(|kind| kind.as_ref().to_owned()).collect();
    // Areas and withheld keys are nothing to report by: whoever is told less chooses among all places.
    let told = !summary.is_veiled();
    let stops = if told { stops(&teller, convoy) } else { Vec::new() };
    let labels = label_ranges(convoy.trucks.iter().map(|truck| truck.label.as_str()));
    LogEvent {
        page: visit.page.clone(),
        reference: summary.reference.clone(),
        convoy_href: format!("/convoys/{}", answer.address),
        status: summary.status.as_ref().to_owned(),
        zone: teller.t.zone(summary.zone, answer.now.utc()),
        now_there: teller.at(answer.now).time.unwrap_or_default(),
        form,
        id: id.to_string(),
        permitted: codes(next),
        other: codes(other),
        places: places::choices(&world.places, teller.t.locale()),
        incidents: if told { incidents(&teller, convoy) } else { Vec::new() },
        cargo: if told { cargo(convoy, visit.page.kept) } else { Vec::new() },
        trucks: Some(labels).filter(|labels| !labels.is_empty()),
        refused: None,
        stops,
    }
}

/// The key of a place, as short as it can be sent.
fn key(teller: &Teller<'_>, id: PlaceId) -> String {
    teller.names.places.get(&id.0).map_or_else(|| id.0.to_string(), |place| place.key.to_string())
}

/// The stops: the next one first, then where it is, then what is ahead, then what lies behind.
fn stops(teller: &Teller<'_>, convoy: &Convoy) -> Vec<Choice> {
    let all = &convoy.route.stops;
    let next = convoy.next_stop();
    let here = all.iter().find(|stop| Some(stop.place) == convoy.last_place);
    let (ahead, behind): (Vec<&Stop>, Vec<&Stop>) = all.iter().partition(|stop| stop.reached.is_none());
    let mut seen = BTreeSet::new();
    next.into_iter()
        .chain(here)
        .chain(ahead.into_iter().filter(|stop| stop.role != StopRole::Origin))
        .chain(behind)
        .chain(all.iter())
        .filter(|stop| seen.insert(stop.place))
        .map(|stop| Choice {
            value: key(teller, stop.place),
            name: teller.place(stop.place),
            hint: Some(teller.t.label("stop_role", stop.role)),
        })
        .collect()
}

fn incidents(teller: &Teller<'_>, convoy: &Convoy) -> Vec<Choice> {
    let choice = |incident: &crate::domain::incident::Incident| {
        let (act, when) = (teller.t.label("act", incident.report.act), teller.when(incident.occurred).text);
        let name = Name::typed(format!("{act}{}{when}", teller.t.text("list-comma")));
        Choice { value: incident.report.incident.to_string(), name, hint: None }
    };
    convoy.incidents.iter().map(choice).collect()
}

/// The lines of cargo. What is aboard is nothing that a phone has to keep.
fn cargo(convoy: &Convoy, kept: bool) -> Vec<CargoChoice> {
    let choice = |(index, line): (usize, &crate::domain::cargo::Line)| CargoChoice {
        key: (index + 1).to_string(),
        item: Name::typed(line.plan.item.to_string()),
        unit: line.plan.unit.as_ref().to_owned(),
        aboard: line.aboard().filter(|_| !kept).map(|aboard| aboard.to_string()),
    };
    convoy.cargo.lines.iter().enumerate().map(choice).collect()
}

/// A fresh form: the kind that was asked for, and where it most likely happened.
pub fn fresh(answer: &ConvoyAnswer, kind: &str) -> Form {
    let Ok(kind) = kind.parse::<Kind>() else { return Form::default() };
    let convoy = &answer.dossier.history.convoy;
    let next_of = |role| convoy.next_stop().filter(|stop| stop.role == role).map(|stop| stop.place);
    let stands = matches!(convoy.status, Status::AtCheckpoint | Status::Blocked | Status::AtDestination);
    let place = match kind {
        Kind::Dispatched | Kind::Returned => convoy.plan.origin(),
        Kind::CheckpointReached => next_of(StopRole::Checkpoint),
        Kind::Arrived => next_of(StopRole::Destination),
        Kind::AccountRecorded | Kind::AssessmentRecorded => None,
        _ => convoy.last_place.filter(|_| stands),
    };
    let mut values = vec![("kind".to_owned(), kind.as_ref().to_owned())];
    if answer.summary.is_veiled() {
        return Form { values, errors: Vec::new() };
    }
    let key = place.and_then(|id| answer.names.places.get(&id.0)).map(|place| place.key.to_string());
    values.extend(key.map(|key| ("place".to_owned(), key)));
    if let [incident] = convoy.incidents.as_slice() {
        values.push(("incident".to_owned(), incident.report.incident.to_string()));
    }
    Form { values, errors: Vec::new() }
}
