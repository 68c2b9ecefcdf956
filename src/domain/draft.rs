//! From what was sent to what is meant: reads an event as the API, a form, a file or a phone sends it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    cargo::LineAmount,
    clearance::ClearanceReport,
    directory::Directory,
    event::{
        Amendment, Because, BlockReport, CargoReport, Decision, Departure, FateReport, Kind, LossReport, Payload,
        Report, Reroute, ReturnReport, Source, TurnBack,
    },
    fields::{Errors, Fields},
    id::{EventId, PlaceId},
    incident::{AccountReport, AssessmentReport, Credibility, Harm, IncidentReport},
    people::PeopleReport,
    refusal::{FieldCode, FieldError},
    text::{LINE, PROSE, Text},
    time::{Instant, Occurred, Precision},
    trucks::Selection,
};

mod plan;
mod window;
mod world;

pub use plan::read_plan;
pub use window::read_window;
pub use world::{read_organisation, read_place};

/// A clock that is wrong by a day is kept as it is; a date beyond that is a slip.
const FUTURE: chrono::TimeDelta = chrono::TimeDelta::hours(48);

/// Whoever reads needs to know this of the world.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Finds places and organisations.
    pub directory: &'a dyn Directory,
    /// The server's clock.
    pub now: Instant,
    /// The event's id: the key of an incident that was given none.
    pub id: EventId,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("now", &self.now).field("id", &self.id).finish_non_exhaustive()
    }
}

/// Fields of an event that say how it is sent and not what has happened.
const DELIVERY: [&str; 4] = ["id", "convoy", "on_refusal", "sent_at"];

/// Reads an event. All mistakes at once, or the report.
pub fn read_report(object: &Map<String, Value>, context: &Context<'_>) -> Result<Report, Vec<FieldError>> {
    let errors = Errors::default();
    let fields = Fields::new(object, "", &errors);
    for name in DELIVERY {
        fields.value(name);
    }
    let kind = fields.required("kind", fields.code::<Kind>("kind"));
    let occurred = read_occurred(&fields, context.now, true);
    let place = read_place_reference(&fields, "place", context);
    let trucks = read_selection(&fields);
    let source = read_source(&fields);
    let note = fields.text("note", PROSE);
    let captured_at = fields.instant("captured_at");
    let mut other = BTreeMap::new();
    let payload = kind.and_then(|kind| read_details(kind, &fields, context, &mut other));
    fields.refuse_unread();
    match (payload, occurred) {
        (Some(payload), Some(occurred)) if errors.borrow().is_empty() => {
            Ok(Report { payload, occurred, place, trucks, source, note, captured_at, other, by_message: None })
        }
        (_, _) => Err(errors.into_inner()),
    }
}

fn read_occurred(fields: &Fields<'_>, now: Instant, required: bool) -> Option<Occurred> {
    let at = fields.instant("occurred_at");
    let until = fields.instant("occurred_until");
    let precision = fields.code::<Precision>("precision");
    // A part of a time without the time would be lost.
    if required || until.is_some() || precision.is_some() {
        fields.required("occurred_at", at);
    }
    if at.is_some_and(|at| at > now.plus(FUTURE)) {
        fields.wrong("occurred_at", FieldCode::InTheFuture);
    }
    if at.zip(until).is_some_and(|(at, until)| until < at) {
        fields.wrong("occurred_until", FieldCode::UntilBeforeStart);
    }
    Some(Occurred::new(at?, until, precision.unwrap_or(Precision::Minute)))
}

fn read_place_reference(fields: &Fields<'_>, name: &str, context: &Context<'_>) -> Option<PlaceId> {
    let reference = fields.string(name)?;
    let place = context.directory.place(reference.trim());
    if place.is_none() {
        fields.wrong(name, FieldCode::UnknownPlace);
    }
    place
}

fn read_selection(fields: &Fields<'_>) -> Option<Selection> {
    let elements = fields.elements("trucks", 2_000)?;
    let labels: Option<Vec<Text>> = elements
        .iter()
        .map(|element| {
            let text = element.as_str().map_or_else(|| element.as_u64().map(|n| n.to_string()), |s| Some(s.to_owned()));
            Text::parse(&text?, 40).ok()
        })
        .collect();
    if labels.as_ref().is_none_or(Vec::is_empty) {
        fields.wrong("trucks", FieldCode::Malformed);
        return None;
    }
    labels.map(Selection)
}

fn read_source(fields: &Fields<'_>) -> Option<Source> {
    let source = fields.object("source")?;
    let kind = source.required("kind", source.code("kind"));
    let name = source.text("name", LINE);
    source.refuse_unread();
    Some(Source { kind: kind?, name })
}

/// Reads `details` as the kind asks; what it does not know is kept in `other`.
fn read_details(
    kind: Kind,
    event: &Fields<'_>,
    context: &Context<'_>,
    other: &mut BTreeMap<String, Value>,
) -> Option<Payload> {
    let nothing = Map::new();
    let object = match event.value("details") {
        None => &nothing,
        Some(value) => {
            let object = value.as_object();
            if object.is_none() {
                event.wrong("details", FieldCode::Malformed);
            }
            object?
        }
    };
    let details = Fields::within(object, event.at("details"), event.errors());
    let payload = match kind {
        Kind::ClearanceRequested
        | Kind::ClearanceGranted
        | Kind::ClearanceDenied
        | Kind::ClearanceWithdrawn
        | Kind::Notified => read_clearance(kind, &details),
        Kind::IncidentReported => read_incident(&details, context),
        Kind::AccountRecorded => read_account(&details, context),
        Kind::AssessmentRecorded => read_assessment(&details),
        Kind::CargoRefused
        | Kind::CargoRemoved
        | Kind::CargoLost
        | Kind::CargoTransferred
        | Kind::Dispatched
        | Kind::Delivered => read_cargo(kind, &details),
        Kind::Amended | Kind::Voided | Kind::ReviewAccepted | Kind::ReviewDismissed => {
            read_decision(kind, &details, context, other)
        }
        // Redaction takes a body out of the ledger; it is an act of an administrator, never a report.
        Kind::Redacted => {
            event.wrong("kind", FieldCode::UnknownCode);
            None
        }
        Kind::PlanAmended => Some(Payload::PlanAmended(Box::new(plan::read_amended(&details, context)))),
        Kind::CheckpointReached => Some(Payload::CheckpointReached),
        Kind::CheckpointCleared => Some(Payload::CheckpointCleared),
        Kind::Unblocked => Some(Payload::Unblocked),
        Kind::Arrived => Some(Payload::Arrived),
        Kind::TruckRejoined => Some(Payload::TruckRejoined),
        Kind::Contact => Some(Payload::Contact),
        Kind::Note => Some(Payload::Note),
        Kind::Cancelled => Some(Payload::Cancelled(Because { reason: details.text("reason", PROSE) })),
        Kind::TruckDetached => Some(Payload::TruckDetached(Because { reason: details.text("reason", PROSE) })),
        Kind::Departed => Some(Payload::Departed(Departure { to: read_place_reference(&details, "to", context) })),
        Kind::Blocked | Kind::Rerouted | Kind::TruckFate | Kind::TurnedBack | Kind::PeopleReached | Kind::Returned => {
            read_movement(kind, &details, context)
        }
    };
    other.extend(details.unread().map(|(name, value)| (name.clone(), value.clone())));
    payload
}

fn read_movement(kind: Kind, details: &Fields<'_>, context: &Context<'_>) -> Option<Payload> {
    match kind {
        Kind::Blocked => {
            let cause = details.required("cause", details.code("cause"));
            let held_by = details.text("held_by", LINE);
            Some(Payload::Blocked(BlockReport { cause: cause?, held_by }))
        }
        Kind::Rerouted => {
            let stops = plan::read_stops(details, context).unwrap_or_default();
            Some(Payload::Rerouted(Reroute { stops, ordered_by: details.text("ordered_by", LINE) }))
        }
        Kind::TruckFate => {
            let fate = details.required("fate", details.code("fate"));
            Some(Payload::TruckFate(FateReport { fate: fate? }))
        }
        Kind::TurnedBack => Some(Payload::TurnedBack(TurnBack {
            reason: details.text("reason", PROSE),
            decided_by: details.text("decided_by", LINE),
            cargo: read_amounts(details),
        })),
        Kind::PeopleReached => {
            let people = details.required("people", details.whole("people", 1_000_000_000));
            let method = details.text("method", PROSE);
            Some(Payload::PeopleReached(PeopleReport { people: people?, method }))
        }
        Kind::Returned => {
            let name = details.first_of(&["vehicle", "vehicles"]).unwrap_or("vehicle");
            Some(Payload::Returned(ReturnReport { vehicle: details.code(name), cargo: read_amounts(details) }))
        }
        _ => None,
    }
}

fn read_clearance(kind: Kind, details: &Fields<'_>) -> Option<Payload> {
    let report = ClearanceReport {
        authority: details.text("authority", LINE),
        scope: details.code("scope"),
        conditions: details.text("conditions", PROSE),
        reason: details.text("reason", PROSE),
    };
    match kind {
        Kind::ClearanceRequested => Some(Payload::ClearanceRequested(report)),
        Kind::ClearanceGranted => Some(Payload::ClearanceGranted(report)),
        Kind::ClearanceDenied => Some(Payload::ClearanceDenied(report)),
        Kind::ClearanceWithdrawn => Some(Payload::ClearanceWithdrawn(report)),
        Kind::Notified => Some(Payload::Notified(report)),
        _ => None,
    }
}

fn read_cargo(kind: Kind, details: &Fields<'_>) -> Option<Payload> {
    let report = CargoReport {
        cargo: read_amounts(details),
        by: details.text("by", LINE),
        to: details.text("to", LINE),
        reason: details.text("reason", PROSE),
    };
    match kind {
        Kind::CargoRefused => Some(Payload::CargoRefused(report)),
        Kind::CargoRemoved => Some(Payload::CargoRemoved(report)),
        Kind::CargoTransferred => Some(Payload::CargoTransferred(report)),
        Kind::Dispatched => Some(Payload::Dispatched(report)),
        Kind::Delivered => Some(Payload::Delivered(report)),
        Kind::CargoLost => {
            let name = details.first_of(&["loss", "fate", "how"]).unwrap_or("loss");
            let loss = details.required(name, details.code(name));
            Some(Payload::CargoLost(LossReport { loss: loss?, report }))
        }
        _ => None,
    }
}

/// Amounts stand in `cargo`: an array of `{"line" or "item", "quantity"}`, an object from items to quantities, or, for a
/// single line, in the details themselves.
fn read_amounts(details: &Fields<'_>) -> Vec<LineAmount> {
    let Some(name) = details.first_of(&["cargo", "lines", "items"]) else {
        return read_amount(details).into_iter().collect();
    };
    if details.value(name).is_some_and(Value::is_object) {
        return details.object(name).map(|items| read_amounts_by_item(&items)).unwrap_or_default();
    }
    let read = |fields: &Fields<'_>| {
        if fields.first_of(&LINE_NAMES).is_none() {
            fields.wrong("line", FieldCode::Required);
        }
        read_amount(fields)
    };
    details.objects(name, 500).unwrap_or_default().iter().filter_map(read).collect()
}

const LINE_NAMES: [&str; 3] = ["line", "item", "cargo_line"];

fn read_amount(fields: &Fields<'_>) -> Option<LineAmount> {
    let name = fields.first_of(&LINE_NAMES)?;
    let number = fields.value(name).and_then(Value::as_u64).and_then(|n| Text::parse(&n.to_string(), LINE).ok());
    let line = number.or_else(|| fields.text(name, LINE));
    let quantity = fields.first_of(&["quantity", "amount"]).unwrap_or("quantity");
    Some(LineAmount { line: line?, quantity: fields.quantity(quantity) })
}

fn read_amounts_by_item(items: &Fields<'_>) -> Vec<LineAmount> {
    let amount = |name: &String| {
        let line = Text::parse(name, LINE).ok();
        if line.is_none() {
            items.wrong(name, FieldCode::Malformed);
        }
        Some(LineAmount { line: line?, quantity: items.quantity(name) })
    };
    items.names().filter_map(amount).collect()
}

fn read_harm(details: &Fields<'_>) -> Harm {
    Harm {
        killed: details.range("killed"),
        injured: details.range("injured"),
        abducted: details.range("abducted"),
        trucks_hit: details.range("trucks_hit"),
        vehicles_hit: details.range("vehicles_hit"),
    }
}

fn read_incident(details: &Fields<'_>, context: &Context<'_>) -> Option<Payload> {
    let own_id = || Text::parse(&context.id.0.to_string(), LINE).ok();
    let incident = details.text("incident", LINE).or_else(own_id);
    let act = details.required("act", details.code("act"));
    let harm = read_harm(details);
    Some(Payload::IncidentReported(IncidentReport { incident: incident?, act: act?, harm }))
}

fn read_account(details: &Fields<'_>, context: &Context<'_>) -> Option<Payload> {
    let incident = details.required("incident", details.text("incident", LINE));
    let claim = details.required("claim", details.text("claim", PROSE));
    let reliability = details.code("reliability").unwrap_or_default();
    let grade = details.whole("credibility", 6);
    let credibility = grade.map_or(Some(Credibility::default()), |grade| {
        let credibility = Credibility::new(grade);
        if credibility.is_none() {
            details.wrong_because("credibility", FieldCode::OutOfRange, Some("1–6".to_owned()));
        }
        credibility
    });
    let occurred = read_occurred(details, context.now, false);
    let account = AccountReport {
        act: details.code("act"),
        alleged_actor: details.text("alleged_actor", LINE),
        place: read_place_reference(details, "place", context),
        occurred_at: occurred.map(|occurred| occurred.at),
        occurred_until: occurred.and_then(|occurred| occurred.until),
        harm: read_harm(details),
        incident: incident?,
        claim: claim?,
        reliability,
        credibility: credibility?,
    };
    Some(Payload::AccountRecorded(Box::new(account)))
}

fn read_assessment(details: &Fields<'_>) -> Option<Payload> {
    let incident = details.required("incident", details.text("incident", LINE));
    let text = details.required("text", details.text("text", PROSE));
    let confidence = details.code("confidence");
    let attributed_to = details.text("attributed_to", LINE);
    Some(Payload::AssessmentRecorded(AssessmentReport { incident: incident?, text: text?, confidence, attributed_to }))
}

fn read_decision(
    kind: Kind,
    details: &Fields<'_>,
    context: &Context<'_>,
    other: &mut BTreeMap<String, Value>,
) -> Option<Payload> {
    let name = details.first_of(&["event", "event_id", "replaces"]).unwrap_or("event");
    let event = details.required(name, details.uuid(name)).map(EventId);
    let reason = details.required("reason", details.text("reason", PROSE));
    let decision = |event, reason| Decision { event, reason };
    match kind {
        Kind::Voided => Some(Payload::Voided(decision(event?, reason?))),
        Kind::ReviewAccepted => Some(Payload::ReviewAccepted(decision(event?, reason?))),
        Kind::ReviewDismissed => Some(Payload::ReviewDismissed(decision(event?, reason?))),
        Kind::Amended => read_amendment(details, context, event.zip(reason), other),
        _ => None,
    }
}

fn read_amendment(
    details: &Fields<'_>,
    context: &Context<'_>,
    about: Option<(EventId, Text)>,
    other: &mut BTreeMap<String, Value>,
) -> Option<Payload> {
    let name = details.first_of(&["replacement", "with"]).unwrap_or("replacement");
    let replacement = details.required(name, details.object(name))?;
    let kind = replacement.code::<Kind>("kind");
    if kind.is_some_and(Kind::is_decision) {
        replacement.wrong("kind", FieldCode::UnknownCode);
    }
    if kind.is_none() && replacement.value("details").is_some() {
        replacement.required("kind", kind);
    }
    // An incident keeps the key that accounts name it by: that of the report which is corrected.
    let as_original = Context { id: about.as_ref().map_or(context.id, |(event, _)| *event), ..*context };
    let payload = kind.and_then(|kind| read_details(kind, &replacement, &as_original, other)).map(Box::new);
    let (event, reason) = about?;
    let amendment = Amendment {
        event,
        reason,
        payload,
        occurred: read_occurred(&replacement, context.now, false),
        place: read_place_reference(&replacement, "place", context),
        trucks: read_selection(&replacement),
        source: read_source(&replacement),
        note: replacement.text("note", PROSE),
    };
    for name in ["id", "convoy", "captured_at", "on_refusal"] {
        replacement.value(name);
    }
    replacement.refuse_unread();
    Some(Payload::Amended(Box::new(amendment)))
}
