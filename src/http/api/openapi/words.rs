//! The vocabulary in the document: every taxonomy from the code's own list, so that none can lack a word. The domain
//! itself knows nothing of documents.

use serde_json::json;
use strum::IntoEnumIterator;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

use crate::{
    app::{
        audit::DeedKind,
        summary::{Reason, Reduced},
    },
    domain::{
        Kind, Refusal, Status,
        access_report::Step,
        access_window::{Answer, Standing},
        cargo::{Loss, Sector, Unit},
        clearance::{Clearance, Scope},
        event::{Cause, Source, SourceKind},
        id::EventId,
        incident::{Act, Confidence, Credibility, Figure, Harm, Range, Reliability},
        outcome::Outcome,
        place::{Access, Organisation, Place, PlaceKind},
        plan::{Sensitivity, StopRole},
        quantity::Quantity,
        route::StopState,
        time::Precision,
        trucks::{Fate, Selection, TruckRole, VehicleAfter},
    },
};

/// All codes of a taxonomy, in its order.
pub fn codes_of<T: IntoEnumIterator + AsRef<str>>() -> Vec<String> {
    T::iter().map(|code| code.as_ref().to_owned()).collect()
}

/// The schema of a taxonomy.
pub fn taxonomy<T: IntoEnumIterator + AsRef<str>>(description: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(codes_of::<T>()))
        .into()
}

/// A schema as JSON says it. What is not one is an empty schema, which the test of the document sees.
pub fn from_json(schema: serde_json::Value) -> RefOr<Schema> {
    serde_json::from_value(schema).unwrap_or_default()
}

impl ToSchema for DeedKind {}
impl PartialSchema for DeedKind {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("What was done with rights, secrets or an exact position.")
    }
}

impl ToSchema for Reason {}
impl PartialSchema for Reason {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("Why somebody should look at a convoy.")
    }
}

impl ToSchema for Step {}
impl PartialSchema for Step {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("A step of the clearance funnel.")
    }
}

impl ToSchema for Standing {}
impl PartialSchema for Standing {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("How an access window stands at a moment.")
    }
}

impl ToSchema for Answer {}
impl PartialSchema for Answer {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("What a party said to an access window.")
    }
}

impl ToSchema for Kind {}
impl PartialSchema for Kind {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("What an event says has happened.")
    }
}

impl ToSchema for Status {}
impl PartialSchema for Status {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("How a convoy stands. It follows from its events and is never sent.")
    }
}

impl ToSchema for Loss {}
impl PartialSchema for Loss {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("How cargo was lost.")
    }
}

impl ToSchema for Sector {}
impl PartialSchema for Sector {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("Whose cluster it belongs to.")
    }
}

impl ToSchema for Unit {}
impl PartialSchema for Unit {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("What cargo is counted in; the last four are UN Recommendation 20.")
    }
}

impl ToSchema for Clearance {}
impl PartialSchema for Clearance {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("How permission to move stands.")
    }
}

impl ToSchema for Scope {}
impl PartialSchema for Scope {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("Of a clearance: for the whole convoy or for a part of it.")
    }
}

impl ToSchema for Cause {}
impl PartialSchema for Cause {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>(
            "Why a convoy is kept from going on: the nine access constraints of OCHA's monitoring framework.",
        )
    }
}

impl ToSchema for SourceKind {}
impl PartialSchema for SourceKind {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("What sort of source it is.")
    }
}

impl ToSchema for Act {}
impl PartialSchema for Act {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("What was done.")
    }
}

impl ToSchema for Confidence {}
impl PartialSchema for Confidence {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("How sure the author of an assessment is.")
    }
}

impl ToSchema for Reliability {}
impl PartialSchema for Reliability {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("Admiralty grade of a source; F is \"cannot be judged\", which is not the worst.")
    }
}

impl ToSchema for Outcome {}
impl PartialSchema for Outcome {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("In OCHA's words of reporting; derived, never sent.")
    }
}

impl ToSchema for Access {}
impl PartialSchema for Access {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("How a place can be reached.")
    }
}

impl ToSchema for PlaceKind {}
impl PartialSchema for PlaceKind {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("What sort of place it is.")
    }
}

impl ToSchema for Sensitivity {}
impl PartialSchema for Sensitivity {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("How much harm it does where it leaks. Nothing said means `severe`.")
    }
}

impl ToSchema for StopRole {}
impl PartialSchema for StopRole {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("What a stop is for.")
    }
}

impl ToSchema for StopState {}
impl PartialSchema for StopState {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("How a stop stands.")
    }
}

impl ToSchema for Precision {}
impl PartialSchema for Precision {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("How exactly a time is known.")
    }
}

impl ToSchema for Fate {}
impl PartialSchema for Fate {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("What became of a cargo truck.")
    }
}

impl ToSchema for TruckRole {}
impl PartialSchema for TruckRole {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("Only cargo trucks count in outcomes.")
    }
}

impl ToSchema for VehicleAfter {}
impl PartialSchema for VehicleAfter {
    fn schema() -> RefOr<Schema> {
        taxonomy::<Self>("What became of a vehicle once the convoy was over.")
    }
}

impl ToSchema for EventId {}
impl PartialSchema for EventId {
    fn schema() -> RefOr<Schema> {
        from_json(
            json!({"type": "string", "format": "uuid", "description": "The id of an event, chosen by whoever reports it."}),
        )
    }
}

impl ToSchema for Quantity {}
impl PartialSchema for Quantity {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "An exact amount: a number, or a string where a double would not hold all its digits.",
            "oneOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?$"}],
            "example": 12.5,
        }))
    }
}

impl ToSchema for Range {}
impl PartialSchema for Range {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "A count as one source gives it: from, to; null is open. `[12, null]` is \"at least 12\".",
            "type": "array", "items": {"type": ["integer", "null"], "minimum": 0}, "minItems": 2, "maxItems": 2,
            "example": [12, null],
        }))
    }
}

impl ToSchema for Credibility {}
impl PartialSchema for Credibility {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "Admiralty grade of the information: 1 is confirmed, 6 cannot be judged, which is not the worst.",
            "type": "integer", "minimum": 1, "maximum": 6,
        }))
    }
}

impl ToSchema for Figure {}
impl PartialSchema for Figure {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "A figure over all sources: from the lowest to the highest that any of them gives.",
            "type": "object",
            "properties": {
                "lowest": {"type": ["integer", "null"], "minimum": 0},
                "highest": {"type": ["integer", "null"], "minimum": 0},
                "sources": {"type": "integer", "minimum": 0, "description": "How many sources give one."},
            },
            "required": ["lowest", "highest", "sources"],
        }))
    }
}

impl ToSchema for Harm {}
impl PartialSchema for Harm {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "What it cost, as far as one source says; what is absent is unknown and not zero.",
            "type": "object",
            "properties": {
                "killed": {"$ref": "#/components/schemas/Range"},
                "injured": {"$ref": "#/components/schemas/Range"},
                "abducted": {"$ref": "#/components/schemas/Range"},
                "trucks_hit": {"$ref": "#/components/schemas/Range"},
                "vehicles_hit": {"$ref": "#/components/schemas/Range"},
            },
        }))
    }
}

impl ToSchema for Selection {}
impl PartialSchema for Selection {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "Trucks: labels, and ranges of labels such as `12-109`.",
            "type": "array", "items": {"type": "string"}, "example": ["1", "12-109"],
        }))
    }
}

impl ToSchema for Source {}
impl PartialSchema for Source {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "Who says so.",
            "type": "object",
            "properties": {"kind": {"$ref": "#/components/schemas/SourceKind"}, "name": {"type": "string"}},
            "required": ["kind"],
            "example": {"kind": "united_nations", "name": "OCHA"},
        }))
    }
}

impl ToSchema for Reduced {}
impl PartialSchema for Reduced {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "How much less than there is is told to this caller.",
            "type": "object",
            "properties": {
                "grid_degrees": {"type": ["number", "null"], "description": "The grid of positions; null where none is told."},
                "hours_late": {"type": "integer", "description": "How late positions are told."},
                "cargo": {
                    "type": "boolean",
                    "description": "Whether the cargo is told. Where it is not, an empty list does not mean that there is none.",
                },
            },
            "required": ["grid_degrees", "hours_late", "cargo"],
        }))
    }
}

impl ToSchema for Refusal {}
impl PartialSchema for Refusal {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "Why a report does not fit.",
            "type": "object",
            "properties": {"code": {"type": "string", "enum": Self::CODES}},
            "required": ["code"],
        }))
    }
}

impl ToSchema for Place {}
impl PartialSchema for Place {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "A place as described.",
            "type": "object",
            "properties": {
                "key": {"type": "string"},
                "name": {"$ref": "#/components/schemas/Names"},
                "kind": {"$ref": "#/components/schemas/PlaceKind"},
                "aliases": {"type": "array", "items": {"type": "string"}},
                "latitude": {"type": "number", "minimum": -90, "maximum": 90},
                "longitude": {"type": "number", "minimum": -180, "maximum": 180},
                "coordinates_approximate": {"type": "boolean"},
                "admin1": {"type": "string"},
                "country": {"type": "string"},
                "pcode": {"type": "string"},
                "gazetteer": {"type": "string"},
                "population": {"type": "integer", "minimum": 0},
                "access": {"$ref": "#/components/schemas/Access"},
                "last_reached": {"type": "integer", "description": "A year."},
            },
            "required": ["key", "name", "kind", "coordinates_approximate"],
        }))
    }
}

impl ToSchema for Organisation {}
impl PartialSchema for Organisation {
    fn schema() -> RefOr<Schema> {
        from_json(json!({
            "description": "An organisation as described.",
            "type": "object",
            "properties": {
                "key": {"type": "string"},
                "name": {"$ref": "#/components/schemas/Names"},
                "acronym": {"type": "string"},
            },
            "required": ["key", "name"],
        }))
    }
}
