//! The form of an access window: from a description to fields, and from fields to the description as the API takes it.

use chrono::{Days, NaiveTime};
use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use crate::{
    app::{names::Names, world::Described},
    domain::{access_window::AccessWindow, place::Place, refusal::FieldCode, time::Instant},
    http::pages::{places::key_of, records, typed, views::Form},
};

/// Rows for places at the least.
pub const PLACES: usize = 3;
/// Rows for parties at the least.
pub const PARTIES: usize = 3;
/// Rows of either at the most: as many as one window may have.
const MOST: usize = 100;

/// The fields in the order of the page.
pub const ORDER: &[&str] = &[
    "from_date",
    "from_time",
    "until_date",
    "until_time",
    "time_zone",
    "place-",
    "organisations",
    "announced_by",
    "party-",
    "answer-",
    "source_kind",
    "source_name",
    "note",
    "withdrawn_date",
    "withdrawn_time",
    "withdrawn_reason",
];

/// Rows for so many that are filled: one more than there are, or the least.
pub fn rows(filled: usize, least: usize) -> usize {
    least.max(filled + 1).min(MOST)
}

/// How many rows of a name the form has.
pub fn rows_of(form: &Form, name: &str) -> usize {
    let number = |field: &String| field.strip_prefix(name)?.parse::<usize>().ok();
    form.values
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .filter_map(|(field, _)| number(field))
        .max()
        .unwrap_or(0)
}

/// What a date and a time show of a moment.
fn shown(at: Instant, zone: Tz) -> (String, String) {
    let local = at.in_zone(zone);
    (local.format("%Y-%m-%d").to_string(), local.format("%H:%M").to_string())
}

/// What the fields show of a window as it is described. `place` gives the value by which a place is chosen.
pub fn values(
    window: &Described<AccessWindow>,
    names: &Names,
    zone: Tz,
    place: impl Fn(&Place) -> String,
) -> Vec<(String, String)> {
    let what = &window.what;
    let mut values: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| values.push((name.to_owned(), value));
    put("seen", window.position.to_string());
    put("time_zone", zone.name().to_owned());
    let moments =
        [("from", Some(what.from)), ("until", what.until), ("withdrawn", what.withdrawn.as_ref().map(|it| it.at))];
    for (name, at) in moments {
        let (date, time) = at.map(|at| shown(at, zone)).unwrap_or_default();
        put(&format!("{name}_date"), date);
        put(&format!("{name}_time"), time);
    }
    for (row, id) in (1..).zip(&what.places) {
        put(&format!("place-{row}"), names.places.get(&id.0).map_or_else(|| id.0.to_string(), &place));
    }
    for id in &what.organisations {
        put("organisations", names.organisations.get(&id.0).map_or_else(|| id.0.to_string(), |it| it.key.to_string()));
    }
    for (row, party) in (1..).zip(&what.parties) {
        put(&format!("party-{row}"), party.name.to_string());
        put(&format!("answer-{row}"), party.answer.as_ref().to_owned());
    }
    put("announced_by", what.announced_by.to_string());
    if let Some(source) = &what.source {
        put("source_kind", source.kind.as_ref().to_owned());
        put("source_name", source.name.as_ref().map_or(String::new(), ToString::to_string));
    }
    put("note", what.note.as_ref().map_or(String::new(), ToString::to_string));
    let reason = what.withdrawn.as_ref().and_then(|it| it.reason.as_ref());
    put("withdrawn_reason", reason.map_or(String::new(), ToString::to_string));
    values
}

/// A window as read from the form.
#[derive(Debug)]
pub struct Draft {
    /// As the API takes it.
    pub object: Map<String, Value>,
    /// Mistakes that the API cannot see: field and code.
    pub errors: Vec<(String, FieldCode)>,
    /// For each place the field that it came from.
    places: Vec<String>,
    /// For each party its row.
    parties: Vec<usize>,
}

/// Reads the form. `known` is what the fields showed, for a moment that was left as it was shown stays exactly what it is.
pub fn draft(form: &Form, all: &[Described<Place>], known: Option<&AccessWindow>) -> Draft {
    let mut draft = Draft { object: Map::new(), errors: Vec::new(), places: Vec::new(), parties: Vec::new() };
    let zone = form.value("time_zone").trim().parse::<Tz>();
    if zone.is_err() {
        let missing = form.value("time_zone").trim().is_empty();
        let code = if missing { FieldCode::Required } else { FieldCode::UnknownTimeZone };
        draft.errors.push(("time_zone".to_owned(), code));
    }
    let zone = zone.unwrap_or(Tz::UTC);
    for (name, at) in [("from", known.map(|it| it.from)), ("until", known.and_then(|it| it.until))] {
        if let Some(at) = draft.moment(form, name, zone, at) {
            draft.object.insert(name.to_owned(), at);
        }
    }
    draft.rows(form, all);
    let organisations: Vec<&str> =
        form.values.iter().filter(|(name, _)| name == "organisations").map(|(_, value)| value.as_str()).collect();
    if !organisations.is_empty() {
        draft.object.insert("organisations".to_owned(), json!(organisations));
    }
    draft.object.extend(object_of(form, &[("announced_by", "announced_by"), ("note", "note")]));
    let source = object_of(form, &[("kind", "source_kind"), ("name", "source_name")]);
    if !source.is_empty() {
        draft.object.insert("source".to_owned(), Value::Object(source));
    }
    let at = draft.moment(form, "withdrawn", zone, known.and_then(|it| it.withdrawn.as_ref()).map(|it| it.at));
    let mut withdrawn = object_of(form, &[("reason", "withdrawn_reason")]);
    withdrawn.extend(at.map(|at| ("at".to_owned(), at)));
    if !withdrawn.is_empty() {
        draft.object.insert("withdrawn".to_owned(), Value::Object(withdrawn));
    }
    draft
}

fn object_of(form: &Form, fields: &[(&str, &str)]) -> Map<String, Value> {
    let said =
        fields.iter().filter_map(|(name, field)| Some(((*name).to_owned(), json!(records::typed(form.value(field))?))));
    said.collect()
}

impl Draft {
    /// A moment of a date and a time. Without a time a window begins with its first day and ends with its last.
    fn moment(&mut self, form: &Form, name: &str, zone: Tz, known: Option<Instant>) -> Option<Value> {
        let (date_field, time_field) = (format!("{name}_date"), format!("{name}_time"));
        let (date, time) = (form.value(&date_field).trim(), form.value(&time_field).trim());
        if date.is_empty() {
            if !time.is_empty() {
                self.errors.push((date_field, FieldCode::Required));
            }
            return None;
        }
        if let Some(known) = known.filter(|known| shown(*known, zone) == (date.to_owned(), time.to_owned())) {
            return Some(json!(known));
        }
        let Some(day) = typed::day(date) else {
            self.errors.push((date_field, FieldCode::Malformed));
            return None;
        };
        let local = if time.is_empty() {
            let day = if name == "until" { day.checked_add_days(Days::new(1)).unwrap_or(day) } else { day };
            Some(day.and_time(NaiveTime::MIN))
        } else {
            typed::time_of_day(time).map(|time| day.and_time(time))
        };
        let at = local.and_then(|local| typed::in_zone(local, zone));
        if at.is_none() {
            self.errors.push((time_field, FieldCode::NotAnInstant));
        }
        at.map(|at| json!(at.to_rfc3339_in(zone)))
    }

    fn rows(&mut self, form: &Form, all: &[Described<Place>]) {
        let mut places = Vec::new();
        for field in (1..=MOST).map(|row| format!("place-{row}")) {
            if let Some(place) = records::typed(form.value(&field)) {
                places.push(json!(key_of(all, place)));
                self.places.push(field);
            }
        }
        self.object.insert("places".to_owned(), Value::Array(places));
        let mut parties = Vec::new();
        for row in 1..=MOST {
            let party = [("name", format!("party-{row}")), ("answer", format!("answer-{row}"))];
            let fields: Vec<(&str, &str)> = party.iter().map(|(name, field)| (*name, field.as_str())).collect();
            let party = object_of(form, &fields);
            if !party.is_empty() {
                parties.push(Value::Object(party));
                self.parties.push(row);
            }
        }
        if !parties.is_empty() {
            self.object.insert("parties".to_owned(), Value::Array(parties));
        }
    }

    /// The field of a JSON pointer; the form as a whole where none fits.
    pub fn field(&self, pointer: &str) -> String {
        let mut parts = pointer.trim_start_matches('/').split('/');
        let (first, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let index = second.and_then(|index| index.parse::<usize>().ok());
        match (first, index, second) {
            ("from", _, _) => "from_date".to_owned(),
            ("until", _, _) => "until_date".to_owned(),
            ("places", index, _) => {
                index.and_then(|index| self.places.get(index)).map_or_else(|| "place-1".to_owned(), Clone::clone)
            }
            ("parties", Some(index), _) => {
                let part = if third == Some("answer") { "answer" } else { "party" };
                self.parties.get(index).map_or(String::new(), |row| format!("{part}-{row}"))
            }
            ("source", _, Some("name")) => "source_name".to_owned(),
            ("source", _, _) => "source_kind".to_owned(),
            ("withdrawn", _, Some("reason")) => "withdrawn_reason".to_owned(),
            ("withdrawn", _, _) => "withdrawn_date".to_owned(),
            ("organisations" | "announced_by" | "note", _, _) => first.to_owned(),
            _ => String::new(),
        }
    }
}
