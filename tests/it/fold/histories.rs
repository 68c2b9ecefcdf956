//! Histories of a small convoy, made up: a plausible backbone, or none, with noise of every kind around it.

use convoy::domain::{
    Plan,
    directory::Directory,
    draft::{Context, read_plan, read_report},
    history::Recorded,
    id::{EventId, OrganisationId, PlaceId},
    time::Instant,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

const PLACES: [&str; 6] = ["hub", "gate", "upper", "lower", "bridge", "other"];

struct World;

impl Directory for World {
    fn place(&self, reference: &str) -> Option<PlaceId> {
        let index = PLACES.iter().position(|place| *place == reference)?;
        Some(PlaceId(Uuid::from_u128(1_000 + index as u128)))
    }

    fn organisation(&self, _: &str) -> Option<OrganisationId> {
        Some(OrganisationId(Uuid::from_u128(1)))
    }
}

fn later() -> Instant {
    Instant::parse("2018-06-01T00:00:00Z").unwrap()
}

/// Three cargo trucks and one for support, one checkpoint, two destinations, two lines.
pub fn plan() -> Plan {
    let plan = json!({
        "reference": "SMALL", "lead": "relief", "time_zone": "Asia/Damascus", "target_population": 900,
        "stops": [
            {"role": "origin", "place": "hub"}, {"role": "checkpoint", "place": "gate"},
            {"role": "destination", "place": "upper", "target_population": 600},
            {"role": "destination", "place": "lower", "target_population": 300}
        ],
        "trucks": {"count": 3, "support": 1},
        "cargo": [{"item": "Flour", "unit": "bag", "quantity": 10}, {"item": "Water", "unit": "LTR"}]
    });
    read_plan(plan.as_object().unwrap(), &World, later(), None).unwrap()
}

/// What one made-up report is drawn from.
#[derive(Clone, Copy, Debug)]
struct Draw {
    kind: usize,
    minute: u32,
    place: usize,
    trucks: usize,
    number: u32,
    target: usize,
}

const KINDS: [&str; 44] = [
    "dispatched",
    "dispatched",
    "checkpoint_reached",
    "checkpoint_reached",
    "checkpoint_cleared",
    "blocked",
    "blocked",
    "unblocked",
    "unblocked",
    "rerouted",
    "arrived",
    "arrived",
    "arrived",
    "delivered",
    "delivered",
    "delivered",
    "departed",
    "turned_back",
    "cancelled",
    "truck_detached",
    "truck_rejoined",
    "truck_fate",
    "truck_fate",
    "cargo_refused",
    "cargo_removed",
    "cargo_lost",
    "cargo_transferred",
    "people_reached",
    "incident_reported",
    "account_recorded",
    "assessment_recorded",
    "contact",
    "returned",
    "note",
    "plan_amended",
    "clearance_requested",
    "clearance_granted",
    "clearance_denied",
    "clearance_withdrawn",
    "amended",
    "voided",
    "voided",
    "review_accepted",
    "review_dismissed",
];

fn id_of(index: usize) -> EventId {
    // Ids must not sort as the reports were drawn.
    EventId(Uuid::new_v5(&Uuid::NAMESPACE_OID, &index.to_be_bytes()))
}

fn details(draw: Draw) -> Value {
    let fates =
        ["offloaded", "partly_offloaded", "not_offloaded", "looted", "destroyed", "detained", "returned_loaded"];
    let losses = ["looted", "damaged", "destroyed", "spoiled"];
    let amount = match draw.number {
        0 => json!([]),
        1 => json!([{"line": "Water", "quantity": 7}]),
        2 => json!([{"line": "Flour"}]),
        number => json!([{"line": "Flour", "quantity": number}, {"line": 2, "quantity": "0.5"}]),
    };
    let incident = ["shots", "mine"][draw.target % 2];
    let decision = json!({"event": id_of(draw.target).0, "reason": "so it is"});
    match KINDS[draw.kind] {
        "dispatched" if draw.number < 4 => json!({}),
        "dispatched" | "delivered" | "cargo_refused" | "cargo_removed" | "cargo_transferred" => {
            json!({"cargo": amount})
        }
        "turned_back" | "returned" => json!({"cargo": if draw.number < 6 { Value::Null } else { amount }}),
        "cargo_lost" => {
            json!({"cargo": amount, "loss": losses[draw.target % 4]})
        }
        "blocked" => json!({"cause": "hostilities"}),
        "rerouted" => match draw.number {
            0..=2 => json!({"stops": []}),
            3..=5 => {
                json!({"stops": [{"role": "checkpoint", "place": "bridge"}, {"role": "destination", "place": "lower"}]})
            }
            _ => {
                json!({"stops": [{"role": "destination", "place": "other"}, {"role": "destination", "place": "upper"}]})
            }
        },
        "departed" if draw.number > 4 => json!({"to": PLACES[draw.place]}),
        "truck_fate" => json!({"fate": fates[draw.target % fates.len()]}),
        "people_reached" => json!({"people": draw.number}),
        "incident_reported" => json!({"incident": incident, "act": "shooting", "killed": [draw.number, null]}),
        "account_recorded" => json!({"incident": incident, "claim": "shots", "killed": draw.number}),
        "assessment_recorded" => json!({"incident": incident, "text": "disputed"}),
        "plan_amended" if draw.number > 4 => json!({"trucks": {"count": 2}}),
        "plan_amended" => json!({"target_population": 100}),
        "amended" => {
            let replacement = match draw.number {
                0..=2 => json!({"occurred_at": at(draw.minute / 2)}),
                3..=4 => json!({"place": PLACES[draw.place]}),
                5 => json!({"trucks": [2]}),
                6..=7 => json!({"kind": "arrived"}),
                _ => json!({"kind": "turned_back"}),
            };
            json!({"event": id_of(draw.target).0, "reason": "so it was", "replacement": replacement})
        }
        "voided" | "review_accepted" | "review_dismissed" => decision,
        _ => json!({}),
    }
}

fn at(minute: u32) -> Value {
    json!(later().plus(chrono::TimeDelta::days(-80)).plus(chrono::TimeDelta::minutes(i64::from(minute) * 10)))
}

fn recorded(index: usize, draw: Draw) -> Recorded {
    let mut event = json!({"kind": KINDS[draw.kind], "occurred_at": at(draw.minute), "details": details(draw)});
    if let Some(place) = PLACES.get(draw.place) {
        event["place"] = json!(place);
    }
    match draw.trucks {
        0 => event["trucks"] = json!(["1-2"]),
        1 => event["trucks"] = json!([3, "S1"]),
        2 => event["trucks"] = json!(["3", "9"]),
        _ => {}
    }
    of(index, &event)
}

fn of(index: usize, event: &Value) -> Recorded {
    let id = id_of(index);
    let context = Context { directory: &World, now: later(), id };
    let report = read_report(event.as_object().unwrap(), &context).unwrap_or_else(|wrong| panic!("{event}: {wrong:?}"));
    let position = i64::try_from(index).unwrap();
    Recorded::new(id, report, position, later(), None)
}

/// A journey that fits, whose times leave room for what goes wrong between.
fn backbone() -> Vec<Value> {
    let event = |kind: &str, minute: u32, place: &str| json!({"kind": kind, "occurred_at": at(minute), "place": place});
    vec![
        event("dispatched", 2, "hub"),
        event("checkpoint_reached", 8, "gate"),
        event("checkpoint_cleared", 12, "gate"),
        event("arrived", 18, "upper"),
        event("delivered", 24, "upper"),
        event("arrived", 30, "lower"),
        event("delivered", 36, "lower"),
    ]
}

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    let draw = (0..KINDS.len(), 0..44_u32, 0..10_usize, 0..12_usize, 0..9_u32, 0..22_usize);
    let draw = draw.prop_map(|(kind, minute, place, trucks, number, target)| {
        // A place is named in six of ten, and is then often the one that is expected.
        Draw { kind, minute, place: if place >= 6 { 99 } else { place }, trucks, number, target }
    });
    prop::collection::vec(draw.prop_map(named), 0..16)
}

/// Where a detail names a place, there must be one.
fn named(draw: Draw) -> Draw {
    let needs_place = matches!(KINDS[draw.kind], "departed" | "amended");
    if needs_place && draw.place >= PLACES.len() { Draw { place: draw.target % PLACES.len(), ..draw } } else { draw }
}

/// A history as it was drawn, and in another order of arrival.
pub fn arrivals() -> impl Strategy<Value = (Vec<Recorded>, Vec<Recorded>)> {
    (draws(), 0..8_usize).prop_flat_map(|(draws, journey)| {
        let mut events: Vec<Recorded> =
            backbone().iter().take(journey).enumerate().map(|(index, event)| of(index, event)).collect();
        let first = events.len();
        events.extend(draws.into_iter().enumerate().map(|(index, draw)| recorded(first + index, draw)));
        (Just(events.clone()), Just(events).prop_shuffle())
    })
}

/// The same reports as though each had happened when it arrived.
pub fn recorded_by_position(events: &[Recorded]) -> Vec<Recorded> {
    let mut events = events.to_vec();
    for (index, event) in events.iter_mut().enumerate() {
        event.report.occurred.at = later().plus(chrono::TimeDelta::minutes(i64::try_from(index).unwrap()));
    }
    events
}

/// A convoy on its way, a report that an amendment makes its end, and what may stand before or after that.
pub fn amended_end(original: &str, replacement: &Value) -> Vec<Recorded> {
    let event =
        |kind: &str, minute: u32, details: Value| json!({"kind": kind, "occurred_at": at(minute), "details": details});
    let amendment = json!({"event": id_of(1).0, "reason": "so it was", "replacement": replacement});
    let events = [
        event("dispatched", 2, json!({})),
        event(original, 30, json!({})),
        event("amended", 14, amendment),
        event("blocked", 20, json!({"cause": "hostilities"})),
        event("note", 40, json!({})),
    ];
    events.iter().enumerate().map(|(index, event)| of(index, event)).collect()
}

/// Reports that name each other in chains and circles.
pub fn corrections(targets: &[(u8, usize)]) -> Vec<Recorded> {
    let journey = backbone();
    let decision = |index: usize, (kind, target): (u8, usize)| {
        let kind = ["voided", "amended", "review_dismissed", "review_accepted"][usize::from(kind)];
        let mut details = json!({"event": id_of(target).0, "reason": "because"});
        if kind == "amended" {
            details["replacement"] = json!({"note": "as it was", "occurred_at": at(u32::try_from(index).unwrap())});
        }
        json!({"kind": kind, "occurred_at": at(50 + u32::try_from(target).unwrap() % 3), "details": details})
    };
    let decisions = targets.iter().enumerate().map(|(index, target)| decision(index, *target));
    let all = journey.into_iter().take(4).chain(decisions);
    all.enumerate().map(|(index, event)| of(index, &event)).collect()
}
