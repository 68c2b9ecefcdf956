//! Access windows, as answered.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{NamedView, organisation, place};
use crate::{
    app::{names::Names, world::Described},
    domain::{
        access_window::{AccessWindow, Answer, Standing},
        event::Source,
        time::Instant,
    },
    http::language::Locale,
};

/// An announced pause or corridor.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessWindowView {
    id: Uuid,
    /// Where the ledger describes it last.
    position: i64,
    /// How it stands now, or at the moment asked for.
    standing: Standing,
    /// Whether every party that is named has accepted it.
    agreed: bool,
    from: String,
    /// Null where no end was announced.
    until: Option<String>,
    places: Vec<NamedView>,
    /// For these; for all where there is none.
    organisations: Vec<NamedView>,
    announced_by: String,
    parties: Vec<PartyView>,
    source: Option<Source>,
    note: Option<String>,
    withdrawn: Option<WithdrawalView>,
}

#[derive(Debug, Serialize, ToSchema)]
struct PartyView {
    name: String,
    answer: Answer,
}

#[derive(Debug, Serialize, ToSchema)]
struct WithdrawalView {
    at: String,
    reason: Option<String>,
}

/// A window in the caller's language. It belongs to no zone: its times are told in UTC.
pub fn access_window(
    window: &Described<AccessWindow>,
    names: &Names,
    now: Instant,
    locale: Locale,
) -> AccessWindowView {
    let what = &window.what;
    let told = |at: Instant| at.to_rfc3339_in(chrono_tz::Tz::UTC);
    AccessWindowView {
        id: window.id,
        position: window.position,
        standing: what.standing(now),
        agreed: what.is_agreed(),
        from: told(what.from),
        until: what.until.map(told),
        places: what.places.iter().map(|id| place(id.0, names, locale)).collect(),
        organisations: what.organisations.iter().map(|id| organisation(id.0, names, locale)).collect(),
        announced_by: what.announced_by.to_string(),
        parties: what
            .parties
            .iter()
            .map(|party| PartyView { name: party.name.to_string(), answer: party.answer })
            .collect(),
        source: what.source.clone(),
        note: what.note.as_ref().map(ToString::to_string),
        withdrawn: what.withdrawn.as_ref().map(|withdrawn| WithdrawalView {
            at: told(withdrawn.at),
            reason: withdrawn.reason.as_ref().map(ToString::to_string),
        }),
    }
}
