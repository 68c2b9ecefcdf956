//! Rows of the people on the trucks, and of holds.

use std::fmt;

use diesel::prelude::{Insertable, Queryable, Selectable};

use crate::store::connection::MultiBackend;
use crate::store::schema::{crew, holds};
use crate::store::types::{DbId, DbInstant};

/// Somebody on a truck of a convoy. Each value is sealed; each index is a keyed hash of it.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = crew, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct CrewRow {
    /// The row.
    pub id: DbId,
    /// Of which convoy.
    pub convoy_id: DbId,
    /// Label of the truck.
    pub truck: String,
    /// Name, sealed.
    pub name: Option<Vec<u8>>,
    /// Phone, sealed.
    pub phone: Option<Vec<u8>>,
    /// Number plate of the truck, sealed.
    pub plate: Option<Vec<u8>>,
    /// Finds the name.
    pub name_index: Option<Vec<u8>>,
    /// Finds the phone.
    pub phone_index: Option<Vec<u8>>,
    /// Finds the plate.
    pub plate_index: Option<Vec<u8>>,
    /// The user who wrote it down; none for the program itself.
    pub recorded_by: Option<DbId>,
    /// When it was written down last.
    pub recorded_at: DbInstant,
    /// Since when everything personal in it is gone.
    pub erased_at: Option<DbInstant>,
}

impl fmt::Debug for CrewRow {
    /// Without what is sealed, and without what finds it: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CrewRow")
            .field("id", &self.id)
            .field("convoy_id", &self.convoy_id)
            .field("recorded_at", &self.recorded_at)
            .field("erased_at", &self.erased_at)
            .finish_non_exhaustive()
    }
}

/// A convoy's records are kept: nothing of them may be erased.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = holds, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct HoldRow {
    /// The hold.
    pub id: DbId,
    /// Of which convoy.
    pub convoy_id: DbId,
    /// Why.
    pub reason: String,
    /// Who placed it; none for the program itself.
    pub placed_by: Option<DbId>,
    /// When.
    pub placed_at: DbInstant,
    /// Who released it.
    pub released_by: Option<DbId>,
    /// When it ended; none while it is in force.
    pub released_at: Option<DbInstant>,
    /// Why it was released.
    pub release_reason: Option<String>,
    /// Whose it is to release; none is the program's own, or of a body above all.
    pub organisation_id: Option<DbId>,
}
