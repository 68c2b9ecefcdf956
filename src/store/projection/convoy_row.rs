//! The one row that answers what pollers ask: everything about a convoy's status, by one primary key.

use serde_json::json;

use super::{at, ordinal, signed};
use crate::{
    domain::{Convoy, trucks::TruckRole},
    store::{
        dossier::Dossier,
        rows::{ConvoyRow, Counts},
        types::{DbId, DbJson},
    },
};

pub(super) fn of(dossier: &Dossier) -> ConvoyRow {
    let (convoy, end) = (&dossier.history.convoy, dossier.history.end);
    ConvoyRow {
        id: DbId(dossier.id.0),
        reference: convoy.plan.reference.to_string(),
        reference_key: convoy.plan.reference.folded(),
        lead_id: DbId(convoy.plan.lead.0),
        time_zone: convoy.plan.time_zone.name().to_owned(),
        sensitivity: convoy.plan.sensitivity.as_ref().to_owned(),
        status: convoy.status.as_ref().to_owned(),
        status_since: at(convoy.since.at),
        status_precision: convoy.since.precision.as_ref().to_owned(),
        over_since: end.map(|end| at(end.since)),
        over_by: end.and_then(|end| end.by_word_of).map(|user| DbId(user.0)),
        origin_id: convoy.plan.origin().map(|place| DbId(place.0)),
        last_place_id: convoy.last_place.map(|place| DbId(place.0)),
        next_place_id: convoy.next_stop().map(|stop| DbId(stop.place.0)),
        counts: counts(convoy),
        people_waiting: convoy.people().waiting.map(signed),
        clearance: convoy.permission.clearance.as_ref().to_owned(),
        clearance_scope: convoy.permission.scope.map(|scope| scope.as_ref().to_owned()),
        block: convoy.open_block().map(|block| {
            DbJson(json!({
                "event": block.event,
                "cause": block.report.cause,
                "held_by": block.report.held_by,
                "place": block.place,
                "since": block.since.at,
                "precision": block.since.precision,
            }))
        }),
        outcome: convoy.outcome().map(|outcome| outcome.as_ref().to_owned()),
        last_heard: convoy.last_heard.map(at),
        silent_after: convoy.silent_after().map(at),
        reviews: ordinal(dossier.history.reviews().count()),
        version: dossier.version(),
        registered_position: dossier.registered_position,
        registered_at: at(dossier.registered_at),
        last_position: dossier.last_position(),
        updated_at: at(dossier.updated_at()),
        search_text: search_text(convoy),
    }
}

fn counts(convoy: &Convoy) -> DbJson {
    let people = convoy.people();
    let trucks = |role| ordinal(convoy.trucks.iter().filter(|truck| truck.role == role).count());
    let counts = Counts {
        trucks_cargo: trucks(TruckRole::Cargo),
        trucks_support: trucks(TruckRole::Support),
        fates: convoy.trucks_by_fate().into_iter().map(|(fate, count)| (fate, count as u64)).collect(),
        people_targeted: people.targeted,
        people_reached: people.reached,
        blocks: ordinal(convoy.blocks.len()),
        incidents: ordinal(convoy.incidents.len()),
        accounts_differ: convoy.accounts_differ(),
    };
    // Plain data with text for keys is always JSON.
    DbJson(serde_json::to_value(counts).unwrap_or_default())
}

/// What a search looks through, in lower case, for the databases fold case differently.
fn search_text(convoy: &Convoy) -> String {
    let items = convoy.plan.cargo.iter().map(|line| line.item.as_str());
    let linked = convoy.plan.linked_release.iter().map(crate::domain::text::Text::as_str);
    let words: Vec<&str> = std::iter::once(convoy.plan.reference.as_str()).chain(linked).chain(items).collect();
    words.join("\n").to_lowercase()
}
