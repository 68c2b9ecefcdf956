//! The form of a step, with what was typed so far.

use uuid::Uuid;

use super::{
    World, organisation_choice,
    paste::Pasted,
    place_name,
    plan::CARGO,
    step::{MOST_ROWS, Step, rows},
};
use crate::{
    app::{plan_drafts::Pairs, world::Described},
    domain::{
        place::{Organisation, Place},
        plan::StopRole,
    },
    http::{
        language::{Locale, Texts},
        pages::{
            places::{self, key_of},
            views::{Choice, FieldError, Form, NewConvoyStep},
            visit::Visit,
        },
    },
};

/// Where convoys of aid mostly go; any other zone can be typed.
const TIME_ZONES: &[&str] = &[
    "Africa/Addis_Ababa",
    "Africa/Bamako",
    "Africa/Bangui",
    "Africa/Cairo",
    "Africa/Juba",
    "Africa/Khartoum",
    "Africa/Lagos",
    "Africa/Lubumbashi",
    "Africa/Maputo",
    "Africa/Mogadishu",
    "Africa/Ndjamena",
    "Africa/Niamey",
    "Africa/Ouagadougou",
    "Africa/Tripoli",
    "America/Port-au-Prince",
    "Asia/Aden",
    "Asia/Baghdad",
    "Asia/Beirut",
    "Asia/Damascus",
    "Asia/Gaza",
    "Asia/Hebron",
    "Asia/Kabul",
    "Asia/Yangon",
    "Europe/Istanbul",
    "Europe/Kyiv",
];

/// Rows that are there from the beginning.
const FIRST_ROWS: usize = 6;

/// The step as it is shown.
pub fn view(visit: &Visit, world: &World, id: Uuid, step: Step, mut form: Form, from_check: bool) -> NewConvoyStep {
    let locale = visit.texts().locale();
    let all_places = places::choices(&world.places, locale);
    let destinations = destinations(&form.values, &world.places, locale);
    let people = destination_rows(&form)
        .into_iter()
        .map(|row| (row, place_name(&world.places, form.value(&format!("stop_place-{row}")), locale)));
    let people: Vec<_> = people.collect();
    let stop_rows = shown(&form, "stop_rows", &["stop_role-", "stop_place-"]);
    let cargo_rows = shown(&form, "cargo_rows", CARGO);
    as_offered(&mut form, &world.places, &all_places);
    let organisation = |it: &Described<Organisation>| organisation_choice(&it.what, locale);
    NewConvoyStep {
        page: visit.page.clone(),
        draft: id.to_string(),
        step: step.as_ref().to_owned(),
        steps: Step::ALL.iter().map(|step| step.as_ref().to_owned()).collect(),
        number: Step::ALL.iter().position(|known| *known == step).unwrap_or(0) + 1,
        from_check,
        organisations: world.organisations.iter().map(organisation).collect(),
        partners: world.partners.iter().map(organisation).collect(),
        places: all_places,
        destinations,
        people,
        time_zones: TIME_ZONES.iter().map(|zone| (*zone).to_owned()).collect(),
        stop_rows,
        cargo_rows,
        form,
    }
}

/// How many rows are shown: those that were asked for, and all in which something stands.
fn shown(form: &Form, field: &str, names: &[&str]) -> usize {
    let asked = form.value(field).parse().unwrap_or(0);
    let last = rows(&form.values, names).last().copied().unwrap_or(0);
    FIRST_ROWS.max(asked).max(last).min(MOST_ROWS)
}

fn destination_rows(form: &Form) -> Vec<usize> {
    let of_stops = rows(&form.values, &["stop_place-"]);
    let is_one = |row: &usize| form.value(&format!("stop_role-{row}")) == StopRole::Destination.as_ref();
    of_stops.into_iter().filter(is_one).collect()
}

/// The destinations of the route, by key.
pub fn destinations(pairs: &Pairs, places: &[Described<Place>], locale: Locale) -> Vec<Choice> {
    let form = Form { values: pairs.clone(), errors: Vec::new() };
    let choice = |row: usize| {
        let typed = form.value(&format!("stop_place-{row}"));
        Choice { value: key_of(places, typed), name: place_name(places, typed, locale), hint: None }
    };
    destination_rows(&form).into_iter().map(choice).collect()
}

/// Places as they are offered now: what was typed in one language, or while there were fewer, is the same place still.
fn as_offered(form: &mut Form, places: &[Described<Place>], offered: &[Choice]) {
    let listed = |key: &str| offered.iter().find(|choice| key_of(places, &choice.value) == key);
    for (field, value) in &mut form.values {
        if field == "origin" || field.starts_with("stop_place-") {
            if let Some(choice) = listed(&key_of(places, value)) {
                value.clone_from(&choice.value);
            }
        } else if field.starts_with("cargo_destination-") {
            *value = key_of(places, value);
        }
    }
}

/// Puts the lines that were understood beneath those that are there; the others stay as they were pasted.
pub fn add_pasted(pairs: &mut Pairs, pasted: &Pasted) {
    let mut row = rows(pairs, CARGO).last().copied().unwrap_or(0);
    if row + pasted.lines.len() > MOST_ROWS {
        return;
    }
    for line in pasted.lines.iter().filter(|line| line.errors.is_empty()) {
        row += 1;
        let destination = line.destination.as_ref().map(|choice| choice.value.clone());
        let cells = [
            ("item", Some(line.item.clone())),
            ("sector", line.sector.clone()),
            ("quantity", line.quantity.clone()),
            ("unit", line.unit.clone()),
            ("destination", destination),
        ];
        pairs.extend(cells.into_iter().filter_map(|(name, cell)| Some((format!("cargo_{name}-{row}"), cell?))));
    }
    pairs.retain(|(name, _)| name != "paste" && name != "cargo_rows");
    pairs.push(("cargo_rows".to_owned(), row.to_string()));
    let rest = pasted.rest();
    if !rest.is_empty() {
        pairs.push(("paste".to_owned(), rest));
    }
}

/// After adding: what is left in the box was not understood, or is more than a form takes.
pub fn pasted_mistakes(t: Texts, pairs: &Pairs) -> Vec<FieldError> {
    let Some((_, left)) = pairs.iter().find(|(name, _)| name == "paste") else { return Vec::new() };
    let last = rows(pairs, CARGO).last().copied().unwrap_or(0);
    let too_many = last + left.lines().count() > MOST_ROWS;
    let text = if too_many { t.count("new-paste-too-many", MOST_ROWS) } else { t.text("new-paste-left") };
    vec![FieldError { field: "paste".to_owned(), text }]
}
