//! Rows of who else may see a convoy: grants to organisations, assignments of loggers, and partners that have answered.

use diesel::prelude::{Insertable, Queryable, Selectable};

use crate::store::connection::MultiBackend;
use crate::store::schema::{assignments, grants, partnerships};
use crate::store::types::{DbId, DbInstant};

/// A convoy shared with an organisation for a while.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = grants, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct GrantRow {
    /// The grant.
    pub id: DbId,
    /// The convoy.
    pub convoy_id: DbId,
    /// With whom.
    pub organisation_id: DbId,
    /// Whether its coordinators see positions as they are; else nobody there sees more than is told to outsiders.
    pub exact: bool,
    /// By whom.
    pub granted_by: Option<DbId>,
    /// From when.
    pub granted_at: DbInstant,
    /// Until when.
    pub expires_at: DbInstant,
    /// When it was ended before that.
    pub ended_at: Option<DbInstant>,
}

/// A logger who goes with a convoy, and sees it as it is.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = assignments, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct AssignmentRow {
    /// The convoy.
    pub convoy_id: DbId,
    /// The logger.
    pub user_id: DbId,
    /// By whom.
    pub assigned_by: Option<DbId>,
    /// From when.
    pub assigned_at: DbInstant,
}

/// Whether an organisation that was named as a partner takes part in a convoy.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = partnerships, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct PartnershipRow {
    /// The convoy.
    pub convoy_id: DbId,
    /// The organisation.
    pub organisation_id: DbId,
    /// Whether it takes part.
    pub accepted: bool,
    /// Who said so; none is the program itself.
    pub answered_by: Option<DbId>,
    /// When; none of those that were partners before they were asked.
    pub answered_at: Option<DbInstant>,
}
