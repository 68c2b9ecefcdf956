//! From what was typed to the event as the API takes it. Fields that do not belong to the chosen kind are passed over.

use serde_json::{Map, Value, json};

use super::times::{self, Clock};
use crate::{
    app::{convoys::ConvoyAnswer, world::Described},
    domain::{
        event::Kind,
        id::{EventId, PlaceId},
        place::Place,
        plan::StopRole,
        refusal::FieldCode,
        time::Instant,
    },
    http::pages::{places::key_of, typed, views::Form},
};

/// An event as read from the form.
#[derive(Debug)]
pub struct Draft {
    /// As the API takes it.
    pub object: Map<String, Value>,
    /// Mistakes that the API cannot see: field and code.
    pub errors: Vec<(&'static str, FieldCode)>,
    /// For each amount, and each stop, the field that it came from.
    pub rows: Vec<String>,
}

/// A field of text or of a code: its name, its name in the details, and the kinds that it belongs to.
pub const DETAILS: &[(&str, &str, &[Kind])] = &[
    ("cause", "cause", &[Kind::Blocked]),
    ("held_by", "held_by", &[Kind::Blocked]),
    (
        "reason",
        "reason",
        &[
            Kind::TurnedBack,
            Kind::Rerouted,
            Kind::Cancelled,
            Kind::CargoRefused,
            Kind::CargoRemoved,
            Kind::TruckDetached,
            Kind::ClearanceDenied,
            Kind::ClearanceWithdrawn,
        ],
    ),
    ("ordered_by", "decided_by", &[Kind::TurnedBack]),
    ("ordered_by", "ordered_by", &[Kind::Rerouted]),
    ("ordered_by", "by", &[Kind::CargoRemoved]),
    (
        "authority",
        "authority",
        &[
            Kind::ClearanceRequested,
            Kind::ClearanceGranted,
            Kind::ClearanceDenied,
            Kind::ClearanceWithdrawn,
            Kind::Notified,
        ],
    ),
    ("scope", "scope", &[Kind::ClearanceGranted]),
    ("conditions", "conditions", &[Kind::ClearanceGranted]),
    ("fate", "fate", &[Kind::TruckFate]),
    ("loss", "loss", &[Kind::CargoLost]),
    ("act", "act", &[Kind::IncidentReported]),
    ("incident", "incident", &[Kind::AccountRecorded, Kind::AssessmentRecorded]),
    ("claim", "claim", &[Kind::AccountRecorded]),
    ("reliability", "reliability", &[Kind::AccountRecorded]),
    ("credibility", "credibility", &[Kind::AccountRecorded]),
    ("alleged_actor", "alleged_actor", &[Kind::AccountRecorded]),
    ("text", "text", &[Kind::AssessmentRecorded]),
    ("confidence", "confidence", &[Kind::AssessmentRecorded]),
];

/// Kinds that may speak of some trucks only.
const OF_TRUCKS: &[Kind] = &[
    Kind::Delivered,
    Kind::TurnedBack,
    Kind::TruckDetached,
    Kind::TruckRejoined,
    Kind::TruckFate,
    Kind::IncidentReported,
    Kind::CargoRemoved,
    Kind::CargoLost,
    Kind::CargoTransferred,
];

/// Kinds that may give amounts.
const OF_CARGO: &[Kind] =
    &[Kind::Delivered, Kind::CargoRefused, Kind::CargoRemoved, Kind::CargoLost, Kind::CargoTransferred, Kind::Returned];

/// Rows for the stops of a new way.
const STOPS: usize = 4;

/// Reads the form.
pub fn draft(form: &Form, answer: &ConvoyAnswer, places: &[Described<Place>], id: EventId) -> Draft {
    let kind = form.value("kind").parse::<Kind>().ok();
    let mut draft = Draft { object: Map::new(), errors: Vec::new(), rows: Vec::new() };
    put(&mut draft.object, "kind", form.value("kind"));
    put(&mut draft.object, "note", form.value("note"));
    // The clock of a phone that sends late: kept as it says, beside how far it is off.
    put(&mut draft.object, "captured_at", form.value("captured_at"));
    put(&mut draft.object, "sent_at", form.value("sent_at"));
    draft.when(form, &clock(form, answer, id));
    let place = draft.place(form).map(|typed| key_of(places, &typed));
    if kind.is_some_and(|kind| OF_TRUCKS.contains(&kind)) {
        let labels = typed::labels(form.value("trucks"));
        if !labels.is_empty() {
            draft.object.insert("trucks".to_owned(), json!(labels));
        }
    }
    if let Some(source) = source(form, kind) {
        draft.object.insert("source".to_owned(), source);
    }
    let mut details = kind.map(|kind| draft.details(form, kind, answer, places)).unwrap_or_default();
    if let Some(place) = place {
        // Of an account, the place is the one that its source names.
        let of_account = kind == Some(Kind::AccountRecorded);
        let target = if of_account { &mut details } else { &mut draft.object };
        target.insert("place".to_owned(), json!(place));
    }
    if !details.is_empty() {
        draft.object.insert("details".to_owned(), Value::Object(details));
    }
    draft
}

fn clock(form: &Form, answer: &ConvoyAnswer, id: EventId) -> Clock {
    let events = &answer.dossier.events;
    let others = events.iter().filter(|event| event.id != id);
    Clock {
        zone: answer.summary.zone,
        now: answer.now,
        captured: Instant::parse(form.value("captured_at")),
        reported: others.map(|event| event.report.occurred.at).collect(),
        recorded: events.iter().find(|event| event.id == id).map(|event| event.report.occurred.at),
    }
}

/// An empty field says nothing.
fn put(object: &mut Map<String, Value>, name: &str, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        object.insert(name.to_owned(), json!(text));
    }
}

/// Who says so: of an account the source that it names, else how the reporter knows.
fn source(form: &Form, kind: Option<Kind>) -> Option<Value> {
    if kind == Some(Kind::AccountRecorded) {
        let mut source = Map::new();
        put(&mut source, "kind", form.value("source_kind"));
        put(&mut source, "name", form.value("source_name"));
        return (!source.is_empty()).then_some(Value::Object(source));
    }
    let kind = match form.value("sure") {
        "" => return None,
        "saw" => "own_staff",
        "told" => "partner_staff",
        "heard" => "community",
        other => other,
    };
    Some(json!({ "kind": kind }))
}

/// A number, or what was typed instead of one.
fn number(text: &str) -> Value {
    let plain = typed::whole(text);
    plain.parse::<u64>().map_or(Value::String(plain), |number| json!(number))
}

impl Draft {
    fn when(&mut self, form: &Form, clock: &Clock) {
        match times::read(form, clock) {
            Ok((at, precision)) => {
                self.object.insert("occurred_at".to_owned(), json!(at.to_rfc3339_in(clock.zone)));
                self.object.insert("precision".to_owned(), json!(precision));
            }
            Err(code) => {
                self.errors.push((times::field(form), code));
                // For the rest of the form to be checked by; nothing with a mistake is recorded.
                self.object.insert("occurred_at".to_owned(), json!(clock.now));
            }
        }
    }

    fn place(&mut self, form: &Form) -> Option<String> {
        let place = match form.value("place") {
            "" | "between" => return None,
            "other" => form.value("place_other").trim(),
            stop => stop.trim(),
        };
        if place.is_empty() {
            self.errors.push(("place_other", FieldCode::Required));
            return None;
        }
        Some(place.to_owned())
    }

    fn details(
        &mut self,
        form: &Form,
        kind: Kind,
        answer: &ConvoyAnswer,
        places: &[Described<Place>],
    ) -> Map<String, Value> {
        let mut details = Map::new();
        for (field, name, _) in DETAILS.iter().filter(|(_, _, kinds)| kinds.contains(&kind)) {
            put(&mut details, name, form.value(field));
        }
        if OF_CARGO.contains(&kind) {
            self.amounts(form, answer, &mut details);
        }
        match kind {
            Kind::Rerouted => {
                let stops = self.stops(form, answer, places);
                if !stops.is_empty() {
                    details.insert("stops".to_owned(), Value::Array(stops));
                }
            }
            Kind::PeopleReached if !form.value("people").trim().is_empty() => {
                details.insert("people".to_owned(), number(form.value("people")));
            }
            Kind::AccountRecorded | Kind::IncidentReported => {
                for (name, least, most) in
                    [("killed", "killed_min", "killed_max"), ("injured", "injured_min", "injured_max")]
                {
                    let bound = |field: &str| Some(form.value(field).trim()).filter(|text| !text.is_empty());
                    if let (None, None) = (bound(least), bound(most)) {
                        continue;
                    }
                    let range = [bound(least), bound(most)].map(|text| text.map_or(Value::Null, number));
                    details.insert(name.to_owned(), json!(range));
                }
            }
            _ => {}
        }
        details
    }

    fn amounts(&mut self, form: &Form, answer: &ConvoyAnswer, details: &mut Map<String, Value>) {
        let lines = &answer.dossier.history.convoy.plan.cargo;
        let mut amounts = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let field = format!("quantity-{}", index + 1);
            let typed = form.value(&field).trim();
            if typed.is_empty() {
                continue;
            }
            // By its item where that names no other line, for a reader of the record.
            let same = lines.iter().filter(|other| other.item.as_str().eq_ignore_ascii_case(line.item.as_str()));
            let name = if same.count() == 1 { line.item.to_string() } else { (index + 1).to_string() };
            amounts.push(json!({ "line": name, "quantity": typed::decimal(typed) }));
            self.rows.push(field);
        }
        if !amounts.is_empty() {
            details.insert("cargo".to_owned(), Value::Array(amounts));
        }
    }

    /// The stops of a new way. A place keeps the role that it has on the route; what is new is passed on the way.
    fn stops(&mut self, form: &Form, answer: &ConvoyAnswer, places: &[Described<Place>]) -> Vec<Value> {
        let route = &answer.dossier.history.convoy.route;
        let key = |id: PlaceId| answer.names.places.get(&id.0).map(|place| place.key.to_string());
        let mut stops = Vec::new();
        for field in (1..=STOPS).map(|row| format!("stop-{row}")) {
            if form.value(&field).trim().is_empty() {
                continue;
            }
            let place = key_of(places, form.value(&field));
            let goes_there = route.destinations().any(|stop| key(stop.place).as_ref() == Some(&place));
            let role = if goes_there { StopRole::Destination } else { StopRole::Checkpoint };
            stops.push(json!({ "role": role, "place": place }));
            self.rows.push(field);
        }
        stops
    }
}
