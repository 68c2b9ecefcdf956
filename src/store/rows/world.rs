//! Rows of organisations, places and access windows.

use diesel::prelude::{Insertable, Queryable, Selectable};

use crate::store::connection::MultiBackend;
use crate::store::schema::{access_windows, organisations, places};
use crate::store::types::{DbId, DbInstant, DbJson};

/// An organisation that leads convoys or takes part in them.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = organisations, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct OrganisationRow {
    /// The organisation.
    pub id: DbId,
    /// Short stable name, unique.
    pub key: String,
    /// Name by language.
    pub name: DbJson,
    /// Acronym.
    pub acronym: Option<String>,
    /// Ledger position it was last derived from.
    pub position: i64,
}

/// A named location.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = places, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct PlaceRow {
    /// The place.
    pub id: DbId,
    /// Short stable name, unique.
    pub key: String,
    /// Hub, town, checkpoint, crossing, camp or other.
    pub kind: String,
    /// Name by language.
    pub name: DbJson,
    /// Other names by language.
    pub aliases: DbJson,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Whether the coordinates only say roughly where it is.
    pub coordinates_approximate: bool,
    /// Governorate.
    pub admin1: Option<String>,
    /// Country code.
    pub country: Option<String>,
    /// P-code.
    pub pcode: Option<String>,
    /// Version of the gazetteer that the P-code is from.
    pub gazetteer: Option<String>,
    /// Estimate of the people there.
    pub population: Option<i64>,
    /// Accessible, hard to reach or besieged.
    pub access: Option<String>,
    /// Year when aid last reached it.
    pub last_reached: Option<i32>,
    /// Ledger position it was last derived from.
    pub position: i64,
}

/// An announced pause or corridor.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = access_windows, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct AccessWindowRow {
    /// The window.
    pub id: DbId,
    /// When it begins.
    pub starts_at: DbInstant,
    /// When it ends, where that was announced.
    pub ends_at: Option<DbInstant>,
    /// The whole description.
    pub description: DbJson,
    /// Ledger position it was last derived from.
    pub position: i64,
}
