//! What is sent: bodies that are read field by field, as `domain/draft.rs` reads them. `.ci/run` sends thousands that fit
//! these and thousands that do not.

use serde_json::{Map, Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use super::parts::{
    amount, code, instant, key, line, list, object, optional, place, required_code, required_text, text, uuid, whole,
};
use crate::{
    app::{place_changes::Settle, redaction::Keep, reviews::Decision},
    domain::{
        access_window::Answer,
        cargo::{Sector, Unit},
        crew::{LONGEST_NAME, LONGEST_NUMBER},
        event::SourceKind,
        place::{Access, PlaceKind},
        plan::{Sensitivity, StopRole},
        text::{LINE, PROSE},
        trucks::TruckRole,
    },
};

pub(super) const MOST_PEOPLE: u64 = 1_000_000_000;

/// A body whose schema stands here: a name for `#[utoipa::path(request_body = …)]`.
#[derive(Debug)]
pub struct EventDraft;
/// A convoy as registered.
#[derive(Debug)]
pub struct PlanDraft;
/// A place as described.
#[derive(Debug)]
pub struct PlaceDraft;
/// An organisation as described.
#[derive(Debug)]
pub struct OrganisationDraft;
/// Somebody on a truck.
#[derive(Debug)]
pub struct CrewDraft;
/// What is decided about a report in review.
#[derive(Debug)]
pub struct DecisionDraft;
/// What is decided about a proposed description of a place.
#[derive(Debug)]
pub struct SettleDraft;
impl ToSchema for SettleDraft {}
impl PartialSchema for SettleDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}

/// What is taken out of an event.
#[derive(Debug)]
pub struct RedactionDraft;
/// What is wanted of a webhook.
#[derive(Debug)]
pub struct WebhookDraft;
/// What is sent again.
#[derive(Debug)]
pub struct ReplayDraft;
/// An access window as described.
#[derive(Debug)]
pub struct AccessWindowDraft;
/// Many events.
#[derive(Debug)]
pub struct BatchDraft;

/// An incident of a convoy that it names.
#[derive(Debug)]
pub struct IncidentDraft;
impl ToSchema for IncidentDraft {}
impl PartialSchema for IncidentDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}

impl ToSchema for EventDraft {}
impl ToSchema for PlanDraft {}
impl ToSchema for PlaceDraft {}
impl ToSchema for OrganisationDraft {}
impl ToSchema for CrewDraft {}
impl ToSchema for DecisionDraft {}
impl ToSchema for RedactionDraft {}
impl ToSchema for WebhookDraft {}
impl ToSchema for ReplayDraft {}
impl ToSchema for BatchDraft {}
impl ToSchema for AccessWindowDraft {}

// What is named here is put into the document by `insert`: utoipa's own schemas know less than JSON Schema.
impl PartialSchema for EventDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}
impl PartialSchema for PlanDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}
impl PartialSchema for PlaceDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}
impl PartialSchema for OrganisationDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}
impl PartialSchema for CrewDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}
impl PartialSchema for DecisionDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}
impl PartialSchema for RedactionDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}
impl PartialSchema for WebhookDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}
impl PartialSchema for ReplayDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}
impl PartialSchema for AccessWindowDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}
impl PartialSchema for BatchDraft {
    fn schema() -> RefOr<Schema> {
        RefOr::default()
    }
}

/// Puts the schemas of bodies into the document.
pub fn insert(schemas: &mut Map<String, Value>) {
    for (name, schema) in super::reports::schemas() {
        schemas.insert(name, schema);
    }
    for (name, schema) in [
        ("PlanDraft", plan()),
        ("PlaceDraft", place_draft()),
        ("OrganisationDraft", organisation()),
        ("CrewDraft", crew()),
        ("DecisionDraft", decision()),
        ("SettleDraft", settle()),
        ("RedactionDraft", redaction()),
        ("WebhookDraft", webhook()),
        ("ReplayDraft", replay()),
        ("AccessWindowDraft", access_window()),
        ("StopDraft", stop()),
        ("TrucksDraft", trucks()),
        ("CargoLineDraft", cargo_line()),
        ("Names", names()),
    ] {
        schemas.insert(name.to_owned(), schema);
    }
}

/// See `domain/draft/window.rs`.
fn access_window() -> Value {
    let party = object(
        &[("name", required_text(LINE, "Who.")), ("answer", required_code::<Answer>("What it said."))],
        &["name", "answer"],
        false,
    );
    let withdrawal = object(
        &[("at", instant("From then on it did not count.")), ("reason", text(PROSE, "Why, as far as known."))],
        &["at"],
        false,
    );
    let source = object(
        &[("kind", required_code::<SourceKind>("What sort of source.")), ("name", line("Who or what."))],
        &["kind"],
        false,
    );
    let organisation = json!({"type": "string", "description": "An organisation, by id or key."});
    let mut places = list(&place("Where."), 1, 100, "At these places.");
    if let Some(places) = places.as_object_mut() {
        places.insert("type".to_owned(), json!("array"));
    }
    let schema = object(
        &[
            ("from", instant("When it begins.")),
            ("until", optional(instant("When it ends; left out where that was not announced."))),
            ("places", places),
            ("organisations", list(&organisation, 0, 100, "For these; for all where none is named.")),
            ("announced_by", required_text(LINE, "Who announced it.")),
            ("parties", list(&party, 0, 100, "What the parties said.")),
            ("source", optional(source)),
            ("note", text(PROSE, "Anything else; no names, no phone numbers.")),
            ("withdrawn", optional(withdrawal)),
        ],
        &["from", "places", "announced_by"],
        false,
    );
    example(
        schema,
        json!({
            "from": "2016-08-28T06:00:00Z", "until": "2016-08-30T06:00:00Z", "places": ["damascus"],
            "announced_by": "The parties", "parties": [{"name": "A party", "answer": "accepted"}],
        }),
    )
}

fn example(mut schema: Value, example: Value) -> Value {
    if let Some(object) = schema.as_object_mut() {
        object.insert("example".to_owned(), example);
    }
    schema
}

fn names() -> Value {
    json!({
        "type": "object", "description": "Names by language tag; at least one.",
        "propertyNames": {"pattern": "^[A-Za-z-]{2,12}$"},
        "additionalProperties": line("The name in that language."), "minProperties": 1,
        "example": {"en": "South Hama", "ar": "جنوب حماة"},
    })
}

fn stop() -> Value {
    let fields = [
        ("role", required_code::<StopRole>("What it is for.")),
        ("place", place("Where.")),
        ("target_population", optional(whole(MOST_PEOPLE, "People whom the cargo of this destination is meant for."))),
    ];
    object(&fields, &["role", "place"], false)
}

fn trucks() -> Value {
    let counted = object(
        &[
            ("count", whole(1_000, "Cargo trucks; they are labelled 1 to n.")),
            ("support", optional(whole(1_000, "Support vehicles; they are labelled S1 to Sn."))),
        ],
        &["count"],
        false,
    );
    let labelled = object(
        &[
            ("label", required_text(40, "Its label in this convoy.")),
            ("role", code::<TruckRole>("Cargo, unless said.")),
        ],
        &["label"],
        false,
    );
    json!({"oneOf": [counted, {"type": "array", "items": labelled, "maxItems": 1_000}], "example": {"count": 17}})
}

fn cargo_line() -> Value {
    let fields = [
        ("item", required_text(LINE, "What it is.")),
        ("unit", required_code::<Unit>("What it is counted in.")),
        ("sector", code::<Sector>("Whose cluster it belongs to.")),
        ("quantity", amount()),
        ("destination", optional(place("Where it is meant for; any destination where it is left out."))),
        ("truck", text(40, "The label of the truck that carries it.")),
        ("serves_people", optional(whole(1_000_000, "People whom one unit serves."))),
        ("serves_days", optional(whole(10_000, "For how many days."))),
    ];
    object(&fields, &["item", "unit"], false)
}

/// The parts of a plan that can be changed while it is planned.
pub(super) fn plan_change() -> Vec<(&'static str, Value)> {
    vec![
        ("stops", list(&super::parts::reference("StopDraft"), 0, 200, "The route: the origin first, then in order.")),
        ("trucks", optional(super::parts::reference("TrucksDraft"))),
        ("cargo", list(&super::parts::reference("CargoLineDraft"), 0, 500, "What it carries.")),
        (
            "target_population",
            optional(whole(MOST_PEOPLE, "One figure for the whole convoy, where only that is known.")),
        ),
        ("partners", list(&json!({"type": "string"}), 0, 100, "Organisations that take part, by id or key.")),
        ("linked_release", line("The reference of the release of goods that this convoy belongs to.")),
        ("check_in_minutes", optional(whole(43_200, "Not heard from for longer, it is silent."))),
        ("planned_departure", optional(instant("When it is to leave."))),
        ("sensitivity", code::<Sensitivity>("`severe`, unless said.")),
    ]
}

fn plan() -> Value {
    let mut fields = vec![
        ("reference", key("What people call it. Unique.")),
        ("lead", json!({"type": "string", "description": "The organisation that leads it, by id or key."})),
        ("time_zone", json!({"type": ["string", "null"], "description": "IANA name; UTC, unless said."})),
    ];
    fields.extend(plan_change().into_iter().map(|(name, schema)| match name {
        "stops" => {
            let stops = super::parts::reference("StopDraft");
            (
                name,
                json!({"type": "array", "items": stops, "minItems": 2, "maxItems": 200, "description": "The route."}),
            )
        }
        _ => (name, schema),
    }));
    example(
        object(&fields, &["reference", "lead", "stops"], false),
        json!({
            "reference": "SY-2016-001", "lead": "sarc", "time_zone": "Asia/Damascus",
            "stops": [{"role": "origin", "place": "homs"}, {"role": "destination", "place": "talbiseh",
                "target_population": 84000}],
            "trucks": {"count": 17},
            "cargo": [{"item": "Food parcel", "sector": "food_security", "unit": "parcel", "quantity": 8400}],
        }),
    )
}

fn degrees(most: i32, description: &str) -> Value {
    json!({"type": ["number", "null"], "minimum": -most, "maximum": most, "description": description})
}

fn place_draft() -> Value {
    let fields = [
        ("key", key("What files and scripts call it. It stays.")),
        ("name", super::parts::reference("Names")),
        ("kind", code::<PlaceKind>("What sort of place; `other`, unless said.")),
        ("aliases", list(&required_text(LINE, "Another spelling."), 0, 100, "Other spellings.")),
        ("latitude", degrees(90, "Degrees north, WGS 84. With a longitude, or neither.")),
        ("longitude", degrees(180, "Degrees east, WGS 84.")),
        ("coordinates_approximate", json!({"type": ["boolean", "null"]})),
        ("admin1", line("Governorate.")),
        ("country", text(2, "ISO 3166-1 alpha-2.")),
        ("pcode", text(40, "P-code.")),
        ("gazetteer", line("Name and version of the gazetteer that the P-code is from.")),
        ("population", optional(whole(MOST_PEOPLE, "People living there, estimated."))),
        ("access", code::<Access>("How it can be reached.")),
        ("last_reached", optional(whole(2_200, "The year in which aid last came."))),
    ];
    example(
        object(&fields, &["key", "name"], false),
        json!({
            "key": "talbiseh", "name": {"en": "Talbiseh", "ar": "تلبيسة"}, "kind": "town", "admin1": "Homs",
            "country": "SY", "latitude": 34.84, "longitude": 36.73, "pcode": "C2543", "access": "besieged",
        }),
    )
}

fn organisation() -> Value {
    let fields = [
        ("key", key("What files and scripts call it. It stays.")),
        ("name", super::parts::reference("Names")),
        ("acronym", text(40, "Its short form.")),
    ];
    example(
        object(&fields, &["key", "name"], false),
        json!({"key": "sarc", "name": {"en": "Syrian Arab Red Crescent"}, "acronym": "SARC"}),
    )
}

fn crew() -> Value {
    let fields = [
        ("truck", required_text(LONGEST_NUMBER, "Label of the truck, as planned.")),
        ("name", text(LONGEST_NAME, "Name.")),
        ("phone", text(LONGEST_NUMBER, "Phone.")),
        ("plate", text(LONGEST_NUMBER, "Number plate of the truck.")),
    ];
    let mut crew = object(&fields, &["truck"], false);
    if let Some(crew) = crew.as_object_mut() {
        crew.insert("description".to_owned(), json!("At least one of name, phone and plate."));
    }
    example(crew, json!({"truck": "1", "name": "Driver One", "plate": "AB 123-456"}))
}

fn settle() -> Value {
    let fields = [("decision", required_code::<Settle>("What becomes of the proposal."))];
    example(object(&fields, &["decision"], false), json!({"decision": "accept"}))
}

fn decision() -> Value {
    let fields = [
        ("decision", required_code::<Decision>("What is decided.")),
        ("reason", required_text(PROSE, "Why.")),
        ("replacement", optional(super::parts::reference("Replacement"))),
    ];
    example(
        object(&fields, &["decision", "reason"], false),
        json!({"decision": "void", "reason": "Reported twice by mistake"}),
    )
}

fn redaction() -> Value {
    let fields = [
        ("reason", required_text(PROSE, "Why. It is kept, so name nobody.")),
        ("keep", required_code::<Keep>("Whether the event still counts, without its texts, or not at all.")),
    ];
    example(object(&fields, &["reason", "keep"], false), json!({"reason": "It named a person", "keep": "fact"}))
}

fn webhook() -> Value {
    json!({
        "type": "object", "additionalProperties": false,
        "description": "What is not named stays as it is, or is as usual. To make one, `organisation` and `url` are needed.",
        "properties": {
            "organisation": {"type": "string", "description": "Key of the organisation; `*` for every one, by who runs them all. Never changed."},
            "url": {"type": "string", "maxLength": 500, "description": "Where to: `https://`, to a host that the instance allows."},
            "label": {"type": "string", "description": "What it is called."},
            "types": {"type": "array", "minItems": 1, "items": {"enum": crate::app::webhooks::types()}, "description": "What is sent: all events, alerts, or both."},
            "convoy": {"type": "string", "description": "Of this convoy alone, by id or reference; an empty one is of all."},
            "exact": {"type": "boolean", "description": "Positions as they are: for who is a coordinator there too."},
            "active": {"type": "boolean", "description": "Whether it is sent to."},
        },
        "example": {"organisation": "sarc", "url": "https://hooks.example.org/convoys", "types": ["event"]},
    })
}

fn replay() -> Value {
    json!({
        "type": "object", "additionalProperties": false, "description": "One of the two.",
        "properties": {
            "delivery": {"type": "string", "format": "uuid", "description": "One delivery, by its id."},
            "failed_since": {"type": "string", "format": "date-time", "description": "All that have failed since."},
        },
        "example": {"failed_since": "2026-11-27T06:00:00Z"},
    })
}

/// The id of an event, in a body.
pub(super) fn event_id(description: &str) -> Value {
    uuid(description)
}
