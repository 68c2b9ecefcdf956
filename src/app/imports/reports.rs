//! Rows to events.

use std::collections::HashMap;

use chrono_tz::Tz;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    columns::Kind as Table,
    fields::fields,
    mistakes::{Mistakes, Why, Wrong},
    rows::{Draft, Reading},
    sheet::{Cell, Row},
    values::{self, When},
};
use crate::domain::{
    Report,
    draft::{Context, read_report},
    id::{ConvoyId, EventId},
    plan::StopRole,
    time::Instant,
};

/// A convoy about which the importer may log.
#[derive(Clone, Copy, Debug)]
pub struct Loggable {
    /// The convoy.
    pub id: ConvoyId,
    /// Whose clocks it is told by.
    pub zone: Tz,
    /// Who leads it.
    pub lead: Uuid,
}

/// What the name of a convoy in a file means.
#[derive(Clone, Debug)]
pub enum Meant {
    /// This one.
    One(Loggable),
    /// One of several, as `KEY/REFERENCE`.
    Several(String),
}

/// An event of the file.
#[derive(Clone, Debug)]
pub struct FoundEvent {
    /// Of which convoy.
    pub convoy: ConvoyId,
    /// Its id.
    pub id: EventId,
    /// Whether the file names the id.
    pub has_own_id: bool,
    /// What it says.
    pub report: Report,
    /// Where its parts stand.
    pub draft: Draft,
}

/// Details that stand in a column of their own, as they are.
const DETAILS: &[&str] = &[
    "cause",
    "held_by",
    "reason",
    "decided_by",
    "ordered_by",
    "by",
    "to",
    "loss",
    "fate",
    "vehicle",
    "method",
    "incident",
    "act",
    "claim",
    "alleged_actor",
    "reliability",
    "authority",
    "scope",
    "conditions",
    "text",
    "attributed_to",
];
/// Figures that may be a range.
const RANGES: &[(&str, &str, &str)] = &[
    ("killed", "killed_min", "killed_max"),
    ("injured", "injured_min", "injured_max"),
    ("abducted", "abducted_min", "abducted_max"),
];

/// The id of an event that the file gives none: for ever the same for the same content about the same organisation's convoy.
pub fn id_of(lead: Uuid, key: &str, convoy: ConvoyId, object: &Map<String, Value>, again: usize) -> EventId {
    // The keys of an object are in their order, so that the order of columns does not matter.
    let sorted: std::collections::BTreeMap<&String, &Value> = object.iter().collect();
    let content = serde_json::to_string(&sorted).unwrap_or_default();
    let again = if again == 0 { String::new() } else { format!("\n{again}") };
    EventId(Uuid::new_v5(&lead, format!("import {key}\n{}\n{content}{again}", convoy.0).as_bytes()))
}

/// Reads all events of a table. `find` finds a convoy by reference or id, where the importer may log about it.
pub fn read(
    reading: &Reading<'_>,
    key: &str,
    now: Instant,
    mistakes: &mut Mistakes,
    warnings: &mut Mistakes,
    find: &HashMap<String, Meant>,
) -> Vec<FoundEvent> {
    let mut seen: HashMap<EventId, u32> = HashMap::new();
    let mut events = Vec::new();
    for row in &reading.table.rows {
        let Some(event) = read_row(reading, key, now, mistakes, find, row) else { continue };
        if let Some(first) = seen.get(&event.id) {
            let at = reading.place_of(row, if event.has_own_id { "id" } else { "kind" });
            let why = Why::Import { code: Wrong::SameRow, detail: Some(first.to_string()) };
            let mistake = reading.mistake(super::mistakes::At { column: None, ..at }, "id", why);
            // An id stands for one event; the same row twice is one event.
            if event.has_own_id {
                mistakes.add(mistake);
            } else {
                warnings.add(mistake);
            }
            continue;
        }
        seen.insert(event.id, row.number);
        events.push(event);
    }
    // In the order in which they happened: what is reported first need not stand first.
    events.sort_by_key(|event| (event.convoy, event.report.occurred.at, event.report.kind(), event.id));
    events
}

fn read_row(
    reading: &Reading<'_>,
    key: &str,
    now: Instant,
    mistakes: &mut Mistakes,
    find: &HashMap<String, Meant>,
    row: &Row,
) -> Option<FoundEvent> {
    let before = mistakes.in_all;
    let mut draft = Draft::new(row);
    let name = reading.table.cell(row, "convoy").shown();
    let (convoy, several) = match find.get(name.trim()) {
        Some(Meant::One(convoy)) => (Some(*convoy), None),
        Some(Meant::Several(choices)) => (None, Some(choices.clone())),
        None => (None, None),
    };
    if convoy.is_none() {
        if several.is_some() {
            reading.wrong(mistakes, row, "convoy", Wrong::AmbiguousConvoy, several);
        } else if name.trim().is_empty() {
            let why = Why::Field { code: "required".to_owned(), expected: None };
            mistakes.add(reading.mistake(reading.place_of(row, "convoy"), "convoy", why));
        } else {
            reading.wrong(mistakes, row, "convoy", Wrong::UnknownConvoy, None);
        }
    }
    let zone = convoy.map_or(Tz::UTC, |convoy| convoy.zone);
    let mut filling = Filling { reading, row, draft: &mut draft, zone };
    filling.plain(mistakes, &["kind", "place", "trucks", "note"]);
    filling.when(mistakes);
    filling.source(mistakes);
    filling.details(mistakes);
    let own_id = filling.own_id(mistakes);
    let known = convoy?;
    let id = own_id.unwrap_or_else(|| id_of(known.lead, key, known.id, &draft.object, 0));
    match read_report(&draft.object, &Context { directory: reading.known, now, id }) {
        Ok(report) if mistakes.in_all == before => {
            Some(FoundEvent { convoy: known.id, id, has_own_id: own_id.is_some(), report, draft })
        }
        Ok(_) => None,
        Err(errors) => {
            let is_first = mistakes.in_all == before;
            let errors: Vec<_> = errors
                .into_iter()
                .filter(|error| is_first || error.code != crate::domain::refusal::FieldCode::Required)
                .collect();
            reading.explain(mistakes, &draft, &errors, &[("source", "source_kind")]);
            None
        }
    }
}

struct Filling<'a> {
    reading: &'a Reading<'a>,
    row: &'a Row,
    draft: &'a mut Draft,
    zone: Tz,
}

impl Filling<'_> {
    fn value(&self, mistakes: &mut Mistakes, name: &str) -> Option<Value> {
        let field = fields(Table::Events).find(|field| field.name == name)?;
        self.reading.value(mistakes, self.row, field)
    }

    fn put(&mut self, pointer: &str, field: &str) {
        let at = self.reading.place_of(self.row, field);
        self.draft.mark(pointer, at);
    }

    fn plain(&mut self, mistakes: &mut Mistakes, names: &[&str]) {
        for name in names {
            self.put(&format!("/{name}"), name);
            if let Some(value) = self.value(mistakes, name) {
                self.draft.object.insert((*name).to_owned(), value);
            }
        }
    }

    fn when(&mut self, mistakes: &mut Mistakes) {
        self.put("/occurred_at", "occurred_at");
        let day = self.reading.when(mistakes, self.row, "occurred_at");
        let time = self.reading.time(mistakes, self.row, "time");
        let when = day.map(|day| time.map_or(day, |time| day.at(time)));
        self.moment(mistakes, "occurred_at", when, true);
        self.put("/occurred_until", "occurred_until");
        let until = self.reading.when(mistakes, self.row, "occurred_until");
        // A range until a day ends with that day.
        let until = until.map(|until| chrono::NaiveTime::from_hms_opt(23, 59, 0).map_or(until, |time| until.at(time)));
        self.moment(mistakes, "occurred_until", until, false);
        self.put("/captured_at", "captured_at");
        let captured = self.reading.when(mistakes, self.row, "captured_at");
        self.moment(mistakes, "captured_at", captured, false);
        self.put("/precision", "precision");
        if let Some(precision) = self.value(mistakes, "precision") {
            self.draft.object.insert("precision".to_owned(), precision);
        }
    }

    fn moment(&mut self, mistakes: &mut Mistakes, name: &str, when: Option<When>, is_precise: bool) {
        let Some(when) = when else { return };
        let Some((moment, precision)) = Reading::moment(when, self.zone) else {
            self.reading.wrong(mistakes, self.row, name, Wrong::NotADate, None);
            return;
        };
        self.draft.object.insert(name.to_owned(), moment);
        if is_precise {
            self.draft.object.insert("precision".to_owned(), json!(precision));
        }
    }

    fn source(&mut self, mistakes: &mut Mistakes) {
        let mut source = Map::new();
        for (name, part) in [("source_kind", "kind"), ("source_name", "name")] {
            self.put(&format!("/source/{part}"), name);
            if let Some(value) = self.value(mistakes, name) {
                source.insert(part.to_owned(), value);
            }
        }
        if !source.is_empty() {
            self.draft.object.insert("source".to_owned(), Value::Object(source));
        }
    }

    fn details(&mut self, mistakes: &mut Mistakes) {
        let mut details = Map::new();
        for name in DETAILS {
            self.put(&format!("/details/{name}"), name);
            if let Some(value) = self.value(mistakes, name) {
                details.insert((*name).to_owned(), value);
            }
        }
        for (name, part) in [("people", "people"), ("credibility", "credibility"), ("about_event", "event")] {
            self.put(&format!("/details/{part}"), name);
            if let Some(value) = self.value(mistakes, name) {
                details.insert(part.to_owned(), whole(value));
            }
        }
        for (name, least, most) in RANGES {
            self.put(&format!("/details/{name}"), name);
            let one = self.value(mistakes, name).map(whole);
            let bounds = [least, most].map(|bound| self.value(mistakes, bound).map(whole));
            let [low, high] = bounds;
            if low.is_some() || high.is_some() {
                let column = if low.is_some() { least } else { most };
                let at = self.reading.place_of(self.row, column);
                self.draft.cells.insert(format!("/details/{name}"), at);
                details.insert((*name).to_owned(), json!([low, high]));
            } else if let Some(one) = one {
                details.insert((*name).to_owned(), one);
            }
        }
        self.cargo(mistakes, &mut details);
        self.put("/details/stops", "stops");
        if let Some(Value::Array(keys)) = self.value(mistakes, "stops") {
            let last = keys.len().saturating_sub(1);
            let stop = |(index, key): (usize, &Value)| {
                let role = if index == last { StopRole::Destination } else { StopRole::Checkpoint };
                json!({ "role": role, "place": key })
            };
            details.insert("stops".to_owned(), keys.iter().enumerate().map(stop).collect());
        }
        if !details.is_empty() {
            self.draft.object.insert("details".to_owned(), Value::Object(details));
        }
    }

    /// `Flour = 20; Oil = 5`, `Flour: 20`, a name alone for an unknown amount, or an array as the API takes it.
    fn cargo(&mut self, mistakes: &mut Mistakes, details: &mut Map<String, Value>) {
        self.put("/details/cargo", "cargo");
        let Cell::Text(text) = self.reading.table.cell(self.row, "cargo") else { return };
        if text.starts_with(['[', '{']) {
            match serde_json::from_str::<Value>(text) {
                Ok(value) => {
                    details.insert("cargo".to_owned(), value);
                }
                Err(_) => self.reading.wrong(mistakes, self.row, "cargo", Wrong::NotANumber, None),
            }
            return;
        }
        let mut lines = Vec::new();
        for part in text.split([';', '؛', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            let Some((line, amount)) = part.rsplit_once(['=', ':']) else {
                lines.push(json!({ "line": part }));
                continue;
            };
            let amount = amount.trim();
            if matches!(amount, "" | "?") {
                lines.push(json!({ "line": line.trim() }));
                continue;
            }
            // A unit may follow the amount: it is the line's own anyway.
            let digits = amount.split_whitespace().next().unwrap_or(amount);
            match values::number(&Cell::Text(digits.to_owned()), self.reading.mark) {
                Ok(Some(quantity)) => lines.push(json!({ "line": line.trim(), "quantity": quantity })),
                Ok(None) | Err(values::Odd::Malformed) => {
                    self.reading.wrong(mistakes, self.row, "cargo", Wrong::NotANumber, None);
                }
                Err(values::Odd::Ambiguous) => {
                    self.reading.wrong(mistakes, self.row, "cargo", Wrong::AmbiguousNumber, None);
                }
            }
        }
        if !lines.is_empty() {
            details.insert("cargo".to_owned(), Value::Array(lines));
        }
    }

    fn own_id(&mut self, mistakes: &mut Mistakes) -> Option<EventId> {
        let text = self.reading.table.cell(self.row, "id").shown();
        if text.is_empty() {
            return None;
        }
        let id = Uuid::parse_str(text.trim()).ok();
        if id.is_none() {
            let why = Why::Field { code: "not_a_uuid".to_owned(), expected: None };
            mistakes.add(self.reading.mistake(self.reading.place_of(self.row, "id"), "id", why));
        }
        id.map(EventId)
    }
}

/// A whole number as JSON, where it is one.
fn whole(value: Value) -> Value {
    let number = value.as_str().and_then(|text| text.parse::<u64>().ok());
    number.map_or(value, |number| json!(number))
}
