//! A row a convoy.

use strum::IntoEnumIterator;

use super::{TakeRow, Told, joined, list, local, moment};
use crate::{
    app::{
        AppError,
        exports::names::{Names, admin1, called, pcode, whole},
    },
    domain::{plan::StopRole, route::StopState, time::Instant, trucks::Fate},
    export::Cell,
    store::rows::StopRow,
};

/// The row of a convoy.
pub(super) fn rows(convoy: &Told, names: &Names, at: Instant, take: &mut TakeRow<'_>) -> Result<(), AppError> {
    let summary = &convoy.summary;
    let (lens, zone) = (convoy.lens, convoy.zone);
    let id = summary.id.to_string();
    let stops = &convoy.children.stops;
    let departed =
        stops.iter().find(|stop| stop.role == StopRole::Origin.as_ref()).and_then(|stop| moment(stop.left_at));
    let ended = summary.status.is_final().then_some(summary.since.at);
    let destinations: Vec<&StopRow> = stops.iter().filter(|stop| is_destination(stop)).collect();
    let keys: Vec<&str> = destinations.iter().filter_map(|stop| names.place_key(lens, Some(stop.place_id.0))).collect();
    let (keys, sectors) = (list(&keys), list(&convoy.sectors));
    let last = names.place(lens, destinations.last().map(|stop| stop.place_id.0));
    let origin = names.place(lens, summary.origin);
    let lead = names.organisation(summary.lead);
    let partners = partners(convoy, names);
    let head = [
        Cell::Text(&summary.reference),
        Cell::Text(&id),
        Cell::Code(summary.status.as_ref()),
        Cell::Instant(summary.since.at),
        Cell::Code(summary.since.precision.as_ref()),
        local(Some(summary.since.at), zone),
        Cell::Text(zone.name()),
        Cell::Code(&convoy.sensitivity),
        Cell::text(lead.map(|lead| lead.key.as_str())),
    ];
    let lead_names: [Cell<'_>; 3] = lead.map_or([Cell::Unknown; 3], |lead| {
        let [en, fr, ar] = &lead.name;
        [Cell::text(en.as_deref()), Cell::text(fr.as_deref()), Cell::text(ar.as_deref())]
    });
    let times = [
        Cell::text(partners.as_deref()),
        Cell::instant(departed),
        local(departed, zone),
        Cell::instant(ended),
        local(ended, zone),
    ];
    let fates: Vec<Cell<'_>> = Fate::iter()
        .map(|fate| Cell::Integer(summary.by_fate.get(&fate).map_or(0, |count| i64::try_from(*count).unwrap_or(0))))
        .collect();
    let grid = summary.reduced.and_then(|reduced| reduced.grid_degrees).map(|degrees| degrees.to_string());
    take(&joined(&[
        &head,
        &lead_names,
        &times,
        &called(origin),
        &[admin1(origin), pcode(origin), Cell::text(keys.as_deref())],
        &called(last),
        &[admin1(last), pcode(last)],
        &whole(names.place(lens, summary.last_place)),
        &called(names.place(lens, summary.next_stop)),
        &[
            Cell::text(sectors.as_deref()),
            Cell::Integer(summary.trucks_cargo.into()),
            Cell::Integer(summary.trucks_support.into()),
        ],
        &fates,
        &figures(convoy, at),
        &[Cell::decimal(grid.as_deref())],
    ]))
}

/// Keys of the organisations that take part beside the one that leads.
fn partners(convoy: &Told, names: &Names) -> Option<String> {
    let partners = convoy.children.organisations.iter().filter(|row| row.role == "partner");
    let keys: Vec<&str> = partners
        .filter_map(|row| names.organisation(row.organisation_id.0).map(|partner| partner.key.as_str()))
        .collect();
    list(&keys)
}

/// People, clearance, what keeps it, and how the record stands.
fn figures(convoy: &Told, at: Instant) -> [Cell<'_>; 20] {
    let summary = &convoy.summary;
    let block = summary.block.as_ref();
    let people = summary.people;
    [
        count(people.targeted),
        count(people.reached),
        count(people.waiting),
        Cell::Code(summary.clearance.as_ref()),
        Cell::code(summary.clearance_scope.as_ref().map(AsRef::as_ref)),
        Cell::code(block.map(|block| block.cause.as_ref())),
        Cell::text(block.and_then(|block| block.held_by.as_deref())),
        Cell::instant(block.map(|block| block.since)),
        Cell::Integer(summary.blocks.into()),
        Cell::Integer(summary.incidents.into()),
        Cell::Boolean(summary.accounts_differ),
        Cell::code(summary.outcome.as_ref().map(AsRef::as_ref)),
        Cell::instant(summary.last_heard),
        Cell::instant(summary.silent_after),
        Cell::Boolean(summary.is_silent(at)),
        Cell::Integer(summary.reviews.into()),
        Cell::Instant(convoy.registered_at),
        Cell::Instant(summary.updated_at),
        Cell::Integer(summary.version),
        Cell::Boolean(summary.reduced.is_some()),
    ]
}

fn is_destination(stop: &StopRow) -> bool {
    stop.role == StopRole::Destination.as_ref() && stop.state != StopState::Dropped.as_ref()
}

fn count(people: Option<u64>) -> Cell<'static> {
    Cell::integer(people.and_then(|people| i64::try_from(people).ok()))
}
