//! Reads a convoy's plan, and changes of it.

use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::{Context, read_place_reference};
use crate::domain::{
    cargo::PlannedLine,
    directory::Directory,
    fields::{Errors, Fields},
    id::{EventId, OrganisationId},
    plan::{Plan, PlanChange, PlannedStop, check_route, check_trucks},
    refusal::{FieldCode, FieldError},
    text::{LINE, PROSE, Reference},
    time::Instant,
    trucks::{PlannedTruck, numbered},
};

const MOST_TRUCKS: u32 = 1_000;
const MOST_PEOPLE: u64 = 1_000_000_000;

/// Reads a convoy as it is registered. `zone` is the time zone where the object names none.
pub fn read_plan(
    object: &Map<String, Value>,
    directory: &dyn Directory,
    now: Instant,
    zone: Option<Tz>,
) -> Result<Plan, Vec<FieldError>> {
    let errors = Errors::default();
    let fields = Fields::new(object, "", &errors);
    let context = Context { directory, now, id: EventId(uuid::Uuid::nil()) };
    let reference = fields.required("reference", fields.reference("reference"));
    if reference.as_ref().is_some_and(Reference::is_word_of_routes) {
        fields.wrong("reference", FieldCode::ReservedWord);
    }
    let lead = fields.required("lead", read_organisation(&fields, "lead", directory));
    // Without a zone, times are told in UTC: right, if not at home.
    let time_zone = read_zone(&fields).or(zone).or(fields.value("time_zone").is_none().then_some(Tz::UTC));
    let rest = read_change(&fields, &context);
    let stops = fields.required("stops", rest.stops.clone());
    if let Some(stops) = &stops {
        check_route(stops, &fields.at("stops"), &mut errors.borrow_mut());
    }
    fields.refuse_unread();
    let plan = || {
        let base = Plan {
            reference: reference?,
            lead: lead?,
            partners: Vec::new(),
            time_zone: time_zone?,
            stops: stops?,
            trucks: Vec::new(),
            cargo: Vec::new(),
            target_population: None,
            linked_release: None,
            check_in_minutes: None,
            planned_departure: None,
            sensitivity: crate::domain::plan::Sensitivity::default(),
        };
        Some(base.changed_by(&rest))
    };
    let plan = plan();
    let found = errors.into_inner();
    match plan {
        Some(plan) if found.is_empty() => Ok(plan),
        Some(_) | None => Err(found),
    }
}

fn read_zone(fields: &Fields<'_>) -> Option<Tz> {
    let zone = fields.string("time_zone").map(|name| name.trim().parse::<Tz>().ok())?;
    if zone.is_none() {
        fields.wrong("time_zone", FieldCode::UnknownTimeZone);
    }
    zone
}

fn read_organisation(fields: &Fields<'_>, name: &str, directory: &dyn Directory) -> Option<OrganisationId> {
    let organisation = fields.string(name).map(|key| directory.organisation(key.trim()))?;
    if organisation.is_none() {
        fields.wrong(name, FieldCode::UnknownOrganisation);
    }
    organisation
}

/// Reads the details of `plan_amended`.
pub(super) fn read_amended(details: &Fields<'_>, context: &Context<'_>) -> PlanChange {
    let change = PlanChange { reason: details.text("reason", PROSE), ..read_change(details, context) };
    if let Some(stops) = &change.stops {
        check_route(stops, &details.at("stops"), &mut details.errors().borrow_mut());
    }
    change
}

/// The parts of a plan that can be changed while it is planned.
fn read_change(fields: &Fields<'_>, context: &Context<'_>) -> PlanChange {
    PlanChange {
        reason: None,
        stops: read_stops(fields, context),
        trucks: read_trucks(fields),
        cargo: read_lines(fields, context),
        target_population: fields.whole("target_population", MOST_PEOPLE),
        partners: read_partners(fields, context.directory),
        linked_release: fields.text("linked_release", LINE),
        check_in_minutes: fields.count("check_in_minutes", 60 * 24 * 30).filter(|minutes| *minutes > 0),
        planned_departure: fields.instant("planned_departure"),
        sensitivity: fields.code("sensitivity"),
    }
}

pub(super) fn read_stops(fields: &Fields<'_>, context: &Context<'_>) -> Option<Vec<PlannedStop>> {
    let stops = fields.objects("stops", 200)?;
    Some(
        stops
            .iter()
            .filter_map(|stop| {
                let role = stop.required("role", stop.code("role"));
                let place = stop.required("place", read_place_reference(stop, "place", context));
                let target_population = stop.whole("target_population", MOST_PEOPLE);
                stop.refuse_unread();
                Some(PlannedStop { role: role?, place: place?, target_population })
            })
            .collect(),
    )
}

fn read_trucks(fields: &Fields<'_>) -> Option<Vec<PlannedTruck>> {
    let trucks = if fields.value("trucks")?.is_object() {
        let how_many = fields.object("trucks")?;
        let count = how_many.required("count", how_many.count("count", MOST_TRUCKS));
        let support = how_many.count("support", MOST_TRUCKS).unwrap_or(0);
        how_many.refuse_unread();
        numbered(count?, support)
    } else {
        let trucks = fields.objects("trucks", MOST_TRUCKS as usize)?;
        trucks
            .iter()
            .filter_map(|truck| {
                let label = truck.required("label", truck.text("label", 40));
                let role = truck.code("role").unwrap_or_default();
                truck.refuse_unread();
                Some(PlannedTruck { label: label?, role })
            })
            .collect()
    };
    check_trucks(&trucks, &fields.at("trucks"), &mut fields.errors().borrow_mut());
    Some(trucks)
}

fn read_lines(fields: &Fields<'_>, context: &Context<'_>) -> Option<Vec<PlannedLine>> {
    let lines = fields.objects("cargo", 500)?;
    Some(lines.iter().filter_map(|line| read_line(line, context)).collect())
}

fn read_line(line: &Fields<'_>, context: &Context<'_>) -> Option<PlannedLine> {
    let item = line.required("item", line.text("item", LINE));
    let unit = line.required("unit", line.code("unit"));
    let planned = PlannedLine {
        sector: line.code("sector"),
        quantity: line.quantity("quantity"),
        destination: read_place_reference(line, "destination", context),
        truck: line.text("truck", 40),
        serves_people: line.count("serves_people", 1_000_000),
        serves_days: line.count("serves_days", 10_000),
        item: item?,
        unit: unit?,
    };
    line.refuse_unread();
    Some(planned)
}

fn read_partners(fields: &Fields<'_>, directory: &dyn Directory) -> Option<Vec<OrganisationId>> {
    let mut partners = Vec::new();
    for (index, key) in fields.elements("partners", 100)?.iter().enumerate() {
        match key.as_str().and_then(|key| directory.organisation(key.trim())) {
            Some(partner) if partners.contains(&partner) => {}
            Some(partner) => partners.push(partner),
            None => fields.errors().borrow_mut().push(FieldError {
                pointer: format!("{}/{index}", fields.at("partners")),
                code: FieldCode::UnknownOrganisation,
                expected: None,
            }),
        }
    }
    Some(partners)
}
