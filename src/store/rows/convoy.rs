//! Rows of a convoy: itself, who takes part, route, trucks and cargo.

use std::collections::BTreeMap;

use diesel::prelude::{Insertable, Queryable, Selectable};
use serde::{Deserialize, Serialize};

use crate::domain::trucks::Fate;
use crate::store::connection::MultiBackend;
use crate::store::schema::{cargo, convoy_organisations, convoys, stops, trucks};
use crate::store::types::{DbId, DbInstant, DbJson};

/// What is known of a convoy now, folded from its entries.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = convoys, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct ConvoyRow {
    /// The convoy.
    pub id: DbId,
    /// The name people use, unique within its lead.
    pub reference: String,
    /// The same in lower case.
    pub reference_key: String,
    /// The organisation that leads it.
    pub lead_id: DbId,
    /// IANA zone in which its times are given.
    pub time_zone: String,
    /// Low, moderate, high or severe.
    pub sensitivity: String,
    /// Status code.
    pub status: String,
    /// When it came into this status.
    pub status_since: DbInstant,
    /// Precision of that instant.
    pub status_precision: String,
    /// Since when it is over, by its claimed end and by the record; null while it is not.
    pub over_since: Option<DbInstant>,
    /// The one person by whose word alone it is over.
    pub over_by: Option<DbId>,
    /// Place it sets out from.
    pub origin_id: Option<DbId>,
    /// Place where it was last reported.
    pub last_place_id: Option<DbId>,
    /// Next stop of its route.
    pub next_place_id: Option<DbId>,
    /// What is only shown and never asked for, as [`Counts`].
    pub counts: DbJson,
    /// People at destinations not served.
    pub people_waiting: Option<i64>,
    /// Clearance code.
    pub clearance: String,
    /// What a partial clearance covers.
    pub clearance_scope: Option<String>,
    /// The open block, where there is one.
    pub block: Option<DbJson>,
    /// Outcome code, once over.
    pub outcome: Option<String>,
    /// Latest sign of life.
    pub last_heard: Option<DbInstant>,
    /// From when it counts as silent.
    pub silent_after: Option<DbInstant>,
    /// Number of open reviews.
    pub reviews: i32,
    /// Number of entries folded; grows with each.
    pub version: i64,
    /// Ledger position of its registration: the order of lists.
    pub registered_position: i64,
    /// When it was registered.
    pub registered_at: DbInstant,
    /// Ledger position of its latest entry.
    pub last_position: i64,
    /// When its latest entry was recorded.
    pub updated_at: DbInstant,
    /// Folded text in which a search looks.
    pub search_text: String,
}

/// Counts of a convoy that no query narrows or orders by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Cargo trucks.
    pub trucks_cargo: i32,
    /// Support vehicles.
    pub trucks_support: i32,
    /// Cargo trucks by fate.
    pub fates: BTreeMap<Fate, u64>,
    /// People whom the cargo is meant for.
    pub people_targeted: Option<u64>,
    /// People reached by the latest claim.
    pub people_reached: Option<u64>,
    /// Blocks so far.
    pub blocks: i32,
    /// Incidents so far.
    pub incidents: i32,
    /// Whether accounts of an incident contradict each other.
    pub accounts_differ: bool,
}

/// An organisation’s part in a convoy.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = convoy_organisations, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct ConvoyOrganisationRow {
    /// The convoy.
    pub convoy_id: DbId,
    /// The organisation.
    pub organisation_id: DbId,
    /// `lead` or `partner`.
    pub role: String,
}

/// A place on a convoy’s route.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = stops, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct StopRow {
    /// The convoy.
    pub convoy_id: DbId,
    /// Place in the route, from 0.
    pub ordinal: i32,
    /// The place.
    pub place_id: DbId,
    /// Origin, checkpoint or destination.
    pub role: String,
    /// State code.
    pub state: String,
    /// Whether it was added on the way.
    pub added: bool,
    /// People whom this destination's cargo is meant for.
    pub target_population: Option<i64>,
    /// When the convoy arrived.
    pub reached_at: Option<DbInstant>,
    /// When the convoy left.
    pub left_at: Option<DbInstant>,
    /// When the delivery was made.
    pub served_at: Option<DbInstant>,
}

/// One vehicle of a convoy.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = trucks, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct TruckRow {
    /// The convoy.
    pub convoy_id: DbId,
    /// Place in the plan, from 0.
    pub ordinal: i32,
    /// Label by which reports name it.
    pub label: String,
    /// Cargo or support.
    pub role: String,
    /// Fate code.
    pub fate: String,
    /// When it came to that.
    pub fate_since: Option<DbInstant>,
    /// What became of the vehicle afterwards.
    pub vehicle: Option<String>,
}

/// One cargo line with its account of amounts: exact decimals as text, none where unknown.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = cargo, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct CargoRow {
    /// The convoy.
    pub convoy_id: DbId,
    /// Place in the plan, from 0.
    pub line: i32,
    /// What it is.
    pub item: String,
    /// Sector code.
    pub sector: Option<String>,
    /// Unit code.
    pub unit: String,
    /// Place it is meant for.
    pub destination_id: Option<DbId>,
    /// Label of the truck that carries it.
    pub truck: Option<String>,
    /// Planned.
    pub planned: Option<String>,
    /// Refused at loading.
    pub refused: Option<String>,
    /// Loaded.
    pub loaded: Option<String>,
    /// Delivered.
    pub delivered: Option<String>,
    /// Taken off by an authority.
    pub removed: Option<String>,
    /// Looted.
    pub looted: Option<String>,
    /// Damaged.
    pub damaged: Option<String>,
    /// Destroyed.
    pub destroyed: Option<String>,
    /// Spoiled.
    pub spoiled: Option<String>,
    /// Transferred.
    pub transferred: Option<String>,
    /// Returned.
    pub returned: Option<String>,
    /// Still aboard.
    pub aboard: Option<String>,
    /// Still to be delivered.
    pub remaining: Option<String>,
    /// What the closing report leaves over.
    pub not_accounted_for: Option<String>,
}
