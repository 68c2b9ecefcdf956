//! From the form to the plan as the API takes it, and from its mistakes back to the fields.

use serde_json::{Map, Value, json};

use crate::{
    app::world::Described,
    domain::{
        place::Place,
        plan::StopRole,
        refusal::{self, FieldCode},
    },
    http::{
        language::Texts,
        pages::{
            form::field_error,
            places::key_of,
            typed,
            views::{FieldError, Form, NewConvoy},
        },
    },
};

/// A plan as read from the form.
#[derive(Debug)]
pub struct Draft {
    /// As the API takes it.
    pub object: Map<String, Value>,
    /// The row of the form that each stop came from; 0 is the origin.
    stops: Vec<usize>,
    /// The row of the form that each line of cargo came from.
    cargo: Vec<usize>,
}

/// The fields in the order of the page; those of a table together.
const ORDER: &[&[&str]] = &[
    &["", "reference", "lead", "time_zone", "stops", "origin"],
    &["stop_role-", "stop_place-", "stop_target-"],
    &["trucks", "support", "cargo"],
    &["cargo_item-", "cargo_sector-", "cargo_quantity-", "cargo_unit-"],
    &["target_population", "partners", "check_in_hours", "sensitivity"],
];

/// Reads the form. What cannot be read goes on as it was typed, to be refused with everything else.
pub fn draft(form: &Form, places: &[Described<Place>]) -> Draft {
    let mut draft = Draft { object: Map::new(), stops: Vec::new(), cargo: Vec::new() };
    for name in ["reference", "lead", "time_zone", "sensitivity"] {
        put(&mut draft.object, name, form.value(name));
    }
    draft.stops(form, places);
    let mut trucks = Map::new();
    put_number(&mut trucks, "count", form.value("trucks"));
    put_number(&mut trucks, "support", form.value("support"));
    draft.object.insert("trucks".to_owned(), Value::Object(trucks));
    draft.cargo(form);
    put_number(&mut draft.object, "target_population", form.value("target_population"));
    let partners = form.values.iter().filter(|(name, _)| name == "partners").map(|(_, value)| value.clone());
    // Whoever leads is no partner besides.
    let partners: Vec<String> = partners.filter(|partner| partner != form.value("lead")).collect();
    if !partners.is_empty() {
        draft.object.insert("partners".to_owned(), json!(partners));
    }
    let hours = typed::whole(form.value("check_in_hours"));
    match hours.parse::<u64>() {
        Ok(hours) => put(&mut draft.object, "check_in_minutes", &hours.saturating_mul(60).to_string()),
        Err(_) => put(&mut draft.object, "check_in_minutes", &hours),
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
        for number in 1..=NewConvoy::STOP_ROWS {
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

    fn cargo(&mut self, form: &Form) {
        let mut lines = Vec::new();
        for number in 1..=NewConvoy::CARGO_ROWS {
            let names = ["cargo_item", "cargo_sector", "cargo_unit", "cargo_quantity"];
            let Some([item, sector, unit, quantity]) = row(form, names, number) else { continue };
            let mut line = Map::new();
            put(&mut line, "item", item);
            put(&mut line, "sector", sector);
            put(&mut line, "unit", unit);
            put(&mut line, "quantity", &typed::decimal(quantity));
            lines.push(Value::Object(line));
            self.cargo.push(number);
        }
        if !lines.is_empty() {
            self.object.insert("cargo".to_owned(), Value::Array(lines));
        }
    }

    /// All mistakes, in the reader's words and in the order of the page.
    pub fn errors(&self, t: Texts, errors: &[refusal::FieldError]) -> Vec<FieldError> {
        let mut all: Vec<FieldError> =
            errors.iter().map(|error| field_error(t, &self.field(&error.pointer, error.code), error)).collect();
        let place = |error: &FieldError| {
            let name = error.field.trim_end_matches(|c: char| c.is_ascii_digit());
            let row = error.field.strip_prefix(name).and_then(|row| row.parse::<usize>().ok());
            let part = ORDER.iter().position(|part| part.contains(&name));
            let field = part.and_then(|part| ORDER.get(part)?.iter().position(|field| *field == name));
            // Tables go row by row.
            (part, row, field)
        };
        all.sort_by_key(place);
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
                (Some(row), "sector" | "unit" | "quantity") => format!("cargo_{rest}-{row}"),
                (Some(row), _) => format!("cargo_item-{row}"),
                (None, _) => "cargo".to_owned(),
            },
            ("trucks", Some("support")) => "support".to_owned(),
            ("check_in_minutes", _) => "check_in_hours".to_owned(),
            (
                "reference" | "lead" | "time_zone" | "stops" | "trucks" | "cargo" | "target_population" | "partners"
                | "sensitivity",
                _,
            ) => first.to_owned(),
            _ => String::new(),
        }
    }
}
