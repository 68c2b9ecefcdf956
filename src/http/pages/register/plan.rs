//! From what was typed to the plan as the API takes it, and from its mistakes back to the fields.

use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use super::step::{Step, rows};
use crate::{
    app::world::Described,
    domain::{
        place::Place,
        plan::StopRole,
        quantity::Quantity,
        refusal::{self, FieldCode},
        trucks::TruckRole,
    },
    http::{
        language::Texts,
        pages::{
            form::{field_error, form_error},
            places::key_of,
            typed,
            views::{FieldError, Form},
        },
    },
};

/// What a line of cargo is made of.
pub const CARGO: &[&str] = &[
    "cargo_item-",
    "cargo_sector-",
    "cargo_quantity-",
    "cargo_unit-",
    "cargo_destination-",
    "cargo_truck-",
    "cargo_serves_people-",
    "cargo_serves_days-",
];

/// A plan as read from the form.
#[derive(Debug)]
pub struct Draft {
    /// As the API takes it.
    pub object: Map<String, Value>,
    /// The row of the form that each stop came from; 0 is the origin.
    stops: Vec<usize>,
    /// The row of the form that each line of cargo came from.
    cargo: Vec<usize>,
    /// What only the form knows to be wrong.
    wrong: Vec<(&'static str, FieldCode)>,
}

/// Reads the form. What cannot be read goes on as it was typed, to be refused with everything else.
pub fn draft(form: &Form, places: &[Described<Place>]) -> Draft {
    let mut draft = Draft { object: Map::new(), stops: Vec::new(), cargo: Vec::new(), wrong: Vec::new() };
    for name in ["reference", "lead", "time_zone", "sensitivity", "linked_release"] {
        put(&mut draft.object, name, form.value(name));
    }
    draft.stops(form, places);
    draft.departure(form);
    draft.object.insert("trucks".to_owned(), trucks(form));
    draft.cargo(form, places);
    put_number(&mut draft.object, "target_population", form.value("target_population"));
    let partners = form.values.iter().filter(|(name, _)| name == "partners").map(|(_, value)| value.clone());
    // Whoever leads is no partner besides.
    let partners: Vec<String> = partners.filter(|partner| partner != form.value("lead")).collect();
    if !partners.is_empty() {
        draft.object.insert("partners".to_owned(), json!(partners));
    }
    match minutes(form.value("check_in_hours")) {
        Some(minutes) => put(&mut draft.object, "check_in_minutes", &minutes.to_string()),
        None => put(&mut draft.object, "check_in_minutes", form.value("check_in_hours")),
    }
    draft
}

fn put(object: &mut Map<String, Value>, name: &str, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        object.insert(name.to_owned(), json!(text));
    }
}

fn put_number(object: &mut Map<String, Value>, name: &str, text: &str) {
    put(object, name, &typed::whole(text));
}

/// Hours as minutes: `6`, `1.5`, `1:30`.
fn minutes(hours: &str) -> Option<u64> {
    if let Some((hours, minutes)) = typed::plain_digits(hours).split_once(':') {
        let minutes = minutes.parse::<u64>().ok().filter(|minutes| *minutes < 60)?;
        return hours.parse::<u64>().ok()?.checked_mul(60)?.checked_add(minutes);
    }
    let whole = typed::whole(hours);
    match whole.parse::<u64>() {
        Ok(hours) => Some(hours.saturating_mul(60)),
        Err(_) => Quantity::parse(&typed::decimal(hours)).ok()?.times(60),
    }
}

/// So many, or each by its name.
fn trucks(form: &Form) -> Value {
    let named = |field: &str, role: TruckRole| {
        let labels = typed::labels(form.value(field));
        labels.into_iter().map(move |label| json!({ "label": label, "role": role })).collect::<Vec<_>>()
    };
    let all = [named("labels", TruckRole::Cargo), named("support_labels", TruckRole::Support)].concat();
    if !all.is_empty() {
        return Value::Array(all);
    }
    let mut trucks = Map::new();
    put_number(&mut trucks, "count", form.value("trucks"));
    put_number(&mut trucks, "support", form.value("support"));
    Value::Object(trucks)
}

/// What was typed into a row.
fn row<'a, const N: usize>(form: &'a Form, names: [&str; N], row: usize) -> Option<[&'a str; N]> {
    let typed = names.map(|name| form.value(&format!("{name}-{row}")).trim());
    typed.iter().any(|text| !text.is_empty()).then_some(typed)
}

impl Draft {
    fn stops(&mut self, form: &Form, places: &[Described<Place>]) {
        let mut stops = Vec::new();
        if !form.value("origin").is_empty() {
            stops.push(json!({ "role": StopRole::Origin, "place": key_of(places, form.value("origin")) }));
            self.stops.push(0);
        }
        for number in rows(&form.values, &["stop_role-", "stop_place-", "stop_target-"]) {
            let Some([role, place, target]) = row(form, ["stop_role", "stop_place", "stop_target"], number) else {
                continue;
            };
            let mut stop = Map::new();
            put(&mut stop, "role", role);
            put(&mut stop, "place", &key_of(places, place));
            put_number(&mut stop, "target_population", target);
            stops.push(Value::Object(stop));
            self.stops.push(number);
        }
        self.object.insert("stops".to_owned(), Value::Array(stops));
    }

    fn departure(&mut self, form: &Form) {
        let zone = form.value("time_zone").trim();
        if zone.is_empty() {
            // By the API a convoy without one is told in UTC; by a form that would be an oversight.
            self.wrong.push(("time_zone", FieldCode::Required));
        }
        let (date, time) = (form.value("departure_date").trim(), form.value("departure_time").trim());
        if date.is_empty() && time.is_empty() {
            return;
        }
        let missing_or = |text: &str, code| if text.is_empty() { FieldCode::Required } else { code };
        let (day, clock) = (typed::day(date), typed::time_of_day(time));
        if day.is_none() {
            self.wrong.push(("departure_date", missing_or(date, FieldCode::Malformed)));
        }
        if clock.is_none() {
            self.wrong.push(("departure_time", missing_or(time, FieldCode::NotAnInstant)));
        }
        if let (Some(day), Some(clock), Ok(zone)) = (day, clock, zone.parse::<Tz>())
            && let Some(at) = typed::in_zone(day.and_time(clock), zone)
        {
            put(&mut self.object, "planned_departure", &at.to_rfc3339_in(zone));
        }
    }

    fn cargo(&mut self, form: &Form, places: &[Described<Place>]) {
        let mut lines = Vec::new();
        for number in rows(&form.values, CARGO) {
            let of_row = |name: &str| form.value(&format!("{name}-{number}")).trim().to_owned();
            let mut line = Map::new();
            for name in ["item", "sector", "unit", "truck"] {
                put(&mut line, name, &of_row(&format!("cargo_{name}")));
            }
            put(&mut line, "quantity", &typed::decimal(&of_row("cargo_quantity")));
            put(&mut line, "destination", &key_of(places, &of_row("cargo_destination")));
            put_number(&mut line, "serves_people", &of_row("cargo_serves_people"));
            put_number(&mut line, "serves_days", &of_row("cargo_serves_days"));
            lines.push(Value::Object(line));
            self.cargo.push(number);
        }
        if !lines.is_empty() {
            self.object.insert("cargo".to_owned(), Value::Array(lines));
        }
    }

    /// All mistakes, in the reader's words and in the order of the page.
    pub fn errors(&self, t: Texts, errors: &[refusal::FieldError]) -> Vec<FieldError> {
        let own = self.wrong.iter().map(|(field, code)| form_error(t, field, *code));
        let told = errors.iter().map(|error| field_error(t, &self.field(&error.pointer, error.code), error));
        let mut all: Vec<FieldError> = own.chain(told).collect();
        all.sort_by_key(|error| Step::place_of(&error.field));
        all.dedup_by(|one, other| one.field == other.field && !one.field.is_empty());
        all
    }

    fn field(&self, pointer: &str, code: FieldCode) -> String {
        let mut parts = pointer.trim_start_matches('/').split('/');
        let (first, index, rest) = (parts.next().unwrap_or_default(), parts.next(), parts.next().unwrap_or_default());
        let number = |rows: &[usize]| rows.get(index?.parse::<usize>().ok()?).copied();
        match (first, index) {
            ("stops", None) if matches!(code, FieldCode::NeedsOrigin | FieldCode::OriginFirst) => "origin".to_owned(),
            ("stops", Some(_)) => match (number(&self.stops), rest) {
                (Some(0), _) => "origin".to_owned(),
                (Some(row), "role") => format!("stop_role-{row}"),
                (Some(row), "target_population") => format!("stop_target-{row}"),
                (Some(row), _) => format!("stop_place-{row}"),
                (None, _) => "stops".to_owned(),
            },
            ("cargo", Some(_)) => match (number(&self.cargo), rest) {
                (
                    Some(row),
                    "sector" | "unit" | "quantity" | "destination" | "truck" | "serves_people" | "serves_days",
                ) => format!("cargo_{rest}-{row}"),
                (Some(row), _) => format!("cargo_item-{row}"),
                (None, _) => "cargo".to_owned(),
            },
            ("trucks", Some("support")) => "support".to_owned(),
            ("trucks", Some("count") | None) => "trucks".to_owned(),
            ("trucks", Some(_)) => "labels".to_owned(),
            ("planned_departure", _) => "departure_time".to_owned(),
            ("check_in_minutes", _) => "check_in_hours".to_owned(),
            (
                "reference" | "lead" | "time_zone" | "stops" | "cargo" | "target_population" | "partners"
                | "sensitivity" | "linked_release",
                _,
            ) => first.to_owned(),
            _ => String::new(),
        }
    }
}
