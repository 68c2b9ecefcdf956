//! Rows of convoys that somebody is still putting together.

use std::fmt;

use diesel::prelude::*;

use crate::store::connection::MultiBackend;
use crate::store::schema::plan_drafts;
use crate::store::types::{DbId, DbInstant};

/// A convoy that somebody is still putting together.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_drafts, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct PlanDraftRow {
    /// Its id, from which the convoy's own follows.
    pub id: DbId,
    /// Whose.
    pub user_id: DbId,
    /// What was typed, sealed.
    pub content: Vec<u8>,
    /// When it was begun.
    pub began_at: DbInstant,
    /// When somebody last worked on it.
    pub changed_at: DbInstant,
}

impl fmt::Debug for PlanDraftRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlanDraftRow").field("id", &self.id).field("user_id", &self.user_id).finish_non_exhaustive()
    }
}
