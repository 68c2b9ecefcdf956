//! Every kind of event as it is sent, with its `details`. A new kind does not compile before it says here what it takes.

use serde_json::{Map, Value, json};
use strum::IntoEnumIterator;

use super::{
    drafts::{MOST_PEOPLE, event_id, plan_change},
    parts::{
        amount, code, instant, line, list, object, optional, place, prose, range, reference, required_code,
        required_text, whole,
    },
};
use crate::{
    app::events::OnRefusal,
    domain::{
        Kind,
        cargo::Loss,
        clearance::Scope,
        event::{Cause, SourceKind},
        incident::{Act, Confidence, Reliability},
        text::{LINE, PROSE},
        time::Precision,
        trucks::{Fate, VehicleAfter},
    },
    http::api::events::MOST_IN_BATCH,
};

type Details = (Vec<(&'static str, Value)>, &'static [&'static str]);

/// Every schema about sending events.
pub fn schemas() -> Vec<(String, Value)> {
    let mut schemas = vec![
        ("EventDraft".to_owned(), one_of("EventDraft", kinds())),
        ("BatchItem".to_owned(), batch_item()),
        ("IncidentDraft".to_owned(), incident()),
        ("BatchDraft".to_owned(), batch()),
        ("Replacement".to_owned(), replacement()),
        ("SourceDraft".to_owned(), source()),
        ("TruckSelection".to_owned(), selection()),
        ("CargoAmounts".to_owned(), amounts()),
    ];
    for kind in kinds() {
        let (fields, required) = details(kind);
        let mut schema = object(&fields, required, true);
        if let (true, Some(open)) = (required.is_empty(), schema.as_object_mut()) {
            open.insert("type".to_owned(), json!(["object", "null"]));
        }
        schemas.push((format!("Details.{}", kind.as_ref()), schema));
        schemas.push((format!("EventDraft.{}", kind.as_ref()), draft(kind)));
    }
    schemas
}

/// What can be sent: a redaction is an act of an administrator, and never a report.
pub fn kinds() -> impl Iterator<Item = Kind> {
    Kind::iter().filter(|kind| *kind != Kind::Redacted)
}

fn one_of(name: &str, kinds: impl Iterator<Item = Kind>) -> Value {
    let codes: Vec<String> = kinds.map(|kind| kind.as_ref().to_owned()).collect();
    let at = |code: &String| format!("#/components/schemas/{name}.{code}");
    let choices: Vec<Value> = codes.iter().map(|code| json!({"$ref": at(code)})).collect();
    let mapping: Map<String, Value> = codes.iter().map(|code| (code.clone(), json!(at(code)))).collect();
    json!({
        "oneOf": choices, "discriminator": {"propertyName": "kind", "mapping": mapping},
        "description": "What has happened. `details` depend on the `kind`; what they do not know is kept as it came.",
        "example": {
            "kind": "blocked", "occurred_at": "2016-10-24T09:30:00+03:00", "precision": "hour",
            "details": {"cause": "movement_within_country", "held_by": "unknown"},
            "source": {"kind": "own_staff"},
        },
    })
}

/// What every kind of event has.
fn common() -> Vec<(&'static str, Value)> {
    let occurred = "When it happened, not more than 48 hours from now.";
    vec![
        ("occurred_at", instant(occurred)),
        ("occurred_until", optional(instant("Where it is a span: its end."))),
        ("precision", code::<Precision>("`minute`, unless said.")),
        ("place", optional(place("Where."))),
        ("trucks", reference("TruckSelection")),
        ("source", reference("SourceDraft")),
        ("note", prose("In free words. No names, no phone numbers.")),
        ("captured_at", optional(instant("By the reporting device's clock."))),
        ("sent_at", optional(instant("The device's present time, from which the skew of its clock follows."))),
        (
            "on_refusal",
            code::<OnRefusal>("Where it does not fit: `refuse` (409, nothing is recorded) or `review` (202)."),
        ),
    ]
}

fn draft(kind: Kind) -> Value {
    let (_, required_details) = details(kind);
    let mut fields = vec![
        ("kind", json!({"type": "string", "const": kind.as_ref()})),
        ("details", reference(&format!("Details.{}", kind.as_ref()))),
        ("id", optional(event_id("May repeat the id of the address."))),
        ("convoy", json!({"type": ["string", "null"], "description": "May repeat the convoy of the address."})),
    ];
    fields.extend(common());
    let mut required = vec!["kind", "occurred_at"];
    if !required_details.is_empty() {
        required.push("details");
    }
    object(&fields, &required, false)
}

/// An incident of the convoy that it names: the event `incident_reported`, under an id of the server's own.
fn incident() -> Value {
    let mut fields = vec![
        ("kind", optional(json!({"type": "string", "enum": [Kind::IncidentReported.as_ref()]}))),
        ("convoy", json!({"type": "string", "description": "By id or reference."})),
        ("details", reference(&format!("Details.{}", Kind::IncidentReported.as_ref()))),
    ];
    fields.extend(common());
    let mut incident = object(&fields, &["convoy", "occurred_at", "details"], false);
    if let Some(incident) = incident.as_object_mut() {
        let example = json!({
            "convoy": "SY-2016-001", "occurred_at": "2016-10-24T09:30:00+03:00", "precision": "hour",
            "details": {"act": "shooting", "killed": 0, "injured": [1, null]},
        });
        incident.insert("example".to_owned(), example);
    }
    incident
}

fn batch_item() -> Value {
    json!({
        "description": "An event with its id, for ever the same, and its convoy, by id or reference.",
        "allOf": [
            reference("EventDraft"),
            {"type": "object", "required": ["id", "convoy"], "properties": {
                "id": {"type": "string", "format": "uuid"}, "convoy": {"type": "string"},
            }},
        ],
    })
}

/// Each item is judged by itself: whatever it is, it has an outcome of its own, and the batch is taken.
fn batch() -> Value {
    json!({
        "type": "object",
        "properties": {
            "events": {"type": "array", "items": {}, "maxItems": MOST_IN_BATCH,
                "description": "Of any convoys, each a `BatchItem`. One outcome each, in order: a bad item has a problem for \
                    its outcome, and fails no other."},
        },
        "required": ["events"],
        "example": {"events": [
            {"id": "5b0c6ef2-3f0d-4c53-9a3e-6f6f1c0f7a01", "convoy": "SY-2016-001", "kind": "contact",
                "occurred_at": "2016-10-24T09:30:00+03:00"},
        ]},
    })
}

fn source() -> Value {
    let fields = [("kind", required_code::<SourceKind>("What sort of source.")), ("name", line("Which one."))];
    let mut source = optional(object(&fields, &["kind"], false));
    if let Some(source) = source.as_object_mut() {
        source.insert("description".to_owned(), json!("Who says so."));
    }
    source
}

fn selection() -> Value {
    let label = json!({"oneOf": [required_text(40, "A label."), {"type": "integer", "minimum": 0}]});
    let description =
        "Labels, and ranges of labels such as `12-109`. Left out, it is all trucks still with the convoy.";
    list(&label, 1, 2_000, description)
}

fn cargo_line() -> Value {
    json!({"oneOf": [required_text(LINE, "The item, or the number of the line."), {"type": "integer", "minimum": 0}]})
}

/// Amounts by line: an array, or an object from items to amounts.
fn amounts() -> Value {
    let fields = [("line", optional(cargo_line())), ("item", optional(cargo_line())), ("quantity", amount())];
    let mut item = object(&fields, &[], true);
    if let Some(item) = item.as_object_mut() {
        item.insert("anyOf".to_owned(), json!([{"required": ["line"]}, {"required": ["item"]}]));
    }
    json!({
        "description": "Which lines of the cargo, and how much of each. Left out, it is an unknown amount of every line.",
        "oneOf": [
            {"type": "array", "items": item, "maxItems": 500},
            {"type": "object", "additionalProperties": amount()},
            {"type": "null"},
        ],
        "example": [{"line": "Food parcel", "quantity": 8400}],
    })
}

/// Amounts, or that of a single line without a list around it.
fn cargo(more: Vec<(&'static str, Value)>) -> Vec<(&'static str, Value)> {
    let mut fields =
        vec![("cargo", reference("CargoAmounts")), ("line", optional(cargo_line())), ("quantity", amount())];
    fields.extend(more);
    fields
}

fn cargo_report() -> Vec<(&'static str, Value)> {
    cargo(vec![
        ("by", line("By whom it was refused, removed or taken over.")),
        ("to", line("To whom or where it was transferred.")),
        ("reason", prose("Why.")),
    ])
}

fn harm() -> Vec<(&'static str, Value)> {
    vec![
        ("killed", range("People killed.")),
        ("injured", range("People injured.")),
        ("abducted", range("People abducted.")),
        ("trucks_hit", range("Trucks of the convoy hit.")),
        ("vehicles_hit", range("Vehicles hit, of anybody.")),
    ]
}

fn clearance() -> Details {
    let fields = vec![
        ("authority", line("Of whom it was asked, or who decided.")),
        ("scope", code::<Scope>("Whether wholly or in part.")),
        ("conditions", prose("Under which conditions.")),
        ("reason", prose("Why.")),
    ];
    (fields, &[])
}

fn decision() -> Details {
    let fields = vec![
        ("event", event_id("About which earlier event of the same convoy.")),
        ("reason", required_text(PROSE, "Why.")),
    ];
    (fields, &["event", "reason"])
}

fn account() -> Details {
    let mut fields = vec![
        ("incident", required_text(LINE, "The key of the incident.")),
        ("claim", required_text(PROSE, "What this source says.")),
        ("reliability", code::<Reliability>("Of the source, A to F; F cannot be judged.")),
        (
            "credibility",
            optional(json!({
                "description": "Of the information, 1 to 6; 6 cannot be judged.",
                "oneOf": [{"type": "integer", "minimum": 1, "maximum": 6}, {"type": "string", "pattern": r"^\s*\+?0*[1-6]\s*$"}],
            })),
        ),
        ("act", code::<Act>("What was done, as this source says.")),
        ("alleged_actor", line("Who, as this source says; possibly `unknown`.")),
        ("place", optional(place("Where, as this source says."))),
        ("occurred_at", optional(instant("When, as this source says."))),
        ("occurred_until", optional(instant("Until when."))),
        ("precision", code::<Precision>("How exactly that is known.")),
    ];
    fields.extend(harm());
    (fields, &["incident", "claim"])
}

/// What the `details` of a kind are, and which of them have to be there.
fn details(kind: Kind) -> Details {
    let reason = || ("reason", prose("Why."));
    match kind {
        Kind::PlanAmended => {
            let mut fields = plan_change();
            fields.push(reason());
            (fields, &[])
        }
        Kind::ClearanceRequested
        | Kind::ClearanceGranted
        | Kind::ClearanceDenied
        | Kind::ClearanceWithdrawn
        | Kind::Notified => clearance(),
        Kind::CargoRefused | Kind::CargoRemoved | Kind::CargoTransferred | Kind::Dispatched | Kind::Delivered => {
            (cargo_report(), &[])
        }
        Kind::CargoLost => {
            let mut fields = vec![("loss", required_code::<Loss>("How."))];
            fields.extend(cargo_report());
            (fields, &["loss"])
        }
        Kind::Cancelled | Kind::TruckDetached => (vec![reason()], &[]),
        Kind::IncidentReported => {
            let mut fields = vec![
                ("act", required_code::<Act>("What was done.")),
                ("incident", line("The key by which accounts name it; the event's id, unless said.")),
            ];
            fields.extend(harm());
            (fields, &["act"])
        }
        Kind::Blocked => {
            let fields = vec![
                ("cause", required_code::<Cause>("Why: OCHA's access constraints.")),
                ("held_by", line("What the convoy met at the checkpoint; possibly `unknown`.")),
            ];
            (fields, &["cause"])
        }
        Kind::Rerouted => {
            let stops =
                list(&reference("StopDraft"), 0, 200, "The new remaining stops; empty where they are not known.");
            (vec![("stops", stops), ("ordered_by", line("Who ordered it."))], &[])
        }
        Kind::TruckFate => (vec![("fate", required_code::<Fate>("What became of the trucks."))], &["fate"]),
        Kind::Departed => (vec![("to", optional(place("For which destination.")))], &[]),
        Kind::TurnedBack => (cargo(vec![reason(), ("decided_by", line("Who decided."))]), &[]),
        Kind::PeopleReached => {
            let people = whole(MOST_PEOPLE, "How many.");
            (vec![("people", people), ("method", prose("How they were counted."))], &["people"])
        }
        Kind::Returned => (cargo(vec![("vehicle", code::<VehicleAfter>("What became of the vehicles."))]), &[]),
        Kind::AccountRecorded => account(),
        Kind::AssessmentRecorded => {
            let fields = vec![
                ("incident", required_text(LINE, "The key of the incident.")),
                ("text", required_text(PROSE, "The conclusion.")),
                ("confidence", code::<Confidence>("How sure the author is.")),
                ("attributed_to", line("To whom the author attributes it.")),
            ];
            (fields, &["incident", "text"])
        }
        Kind::Amended => {
            let (mut fields, _) = decision();
            fields.push(("replacement", reference("Replacement")));
            (fields, &["event", "reason", "replacement"])
        }
        Kind::Voided | Kind::ReviewAccepted | Kind::ReviewDismissed => decision(),
        Kind::CheckpointReached
        | Kind::Unblocked
        | Kind::CheckpointCleared
        | Kind::Arrived
        | Kind::TruckRejoined
        | Kind::Contact
        | Kind::Note
        | Kind::Redacted => (Vec::new(), &[]),
    }
}

/// What the corrected event should have said. What is absent stays as it was.
fn replacement() -> Value {
    let kinds: Vec<String> = kinds().filter(|kind| !kind.is_decision()).map(|kind| kind.as_ref().to_owned()).collect();
    let mut fields = vec![
        ("kind", optional(json!({"type": "string", "enum": kinds, "description": "What really happened."}))),
        ("details", json!({"type": ["object", "null"], "description": "As the kind asks; only with a kind."})),
    ];
    fields.extend(common().into_iter().filter(|(name, _)| *name != "sent_at").map(|(name, schema)| match name {
        "occurred_at" => (name, optional(schema)),
        // Said of how it is sent, these make no difference here.
        "captured_at" | "on_refusal" => (name, json!({"description": "Has no meaning here."})),
        _ => (name, schema),
    }));
    for name in ["id", "convoy"] {
        fields.push((name, json!({"description": "Has no meaning here."})));
    }
    object(&fields, &[], false)
}
