//! Who else may see a convoy: organisations with which it is shared for a while, and the loggers who go with it.

use diesel::prelude::*;
use diesel::{delete, insert_into, update};

use super::{
    DbConnection, StoreError,
    rows::{AssignmentRow, GrantRow},
    schema::{assignments, grants},
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// Shares a convoy.
pub fn insert_grant(conn: &mut DbConnection, grant: &GrantRow) -> Result<(), StoreError> {
    insert_into(grants::table).values(grant).execute(conn)?;
    Ok(())
}

/// The grants of a convoy, ended ones too, the newest first.
pub fn list_grants(conn: &mut DbConnection, convoy: DbId) -> Result<Vec<GrantRow>, StoreError> {
    let query = grants::table.filter(grants::convoy_id.eq(convoy)).order((grants::granted_at.desc(), grants::id));
    Ok(query.select(GrantRow::as_select()).load(conn)?)
}

/// When the next grant ends by itself: up to then all see what they see.
pub fn next_end(conn: &mut DbConnection, now: Instant) -> Result<Option<Instant>, StoreError> {
    let open = grants::table.filter(grants::ended_at.is_null()).filter(grants::expires_at.gt(DbInstant(now.utc())));
    let next: Option<DbInstant> = open.order(grants::expires_at).select(grants::expires_at).first(conn).optional()?;
    Ok(next.map(|at| Instant::new(at.0)))
}

/// Ends a grant of a convoy before its time. Answers it; `None` where it is not there or was over already.
pub fn end_grant(
    conn: &mut DbConnection,
    convoy: DbId,
    grant: DbId,
    at: DbInstant,
) -> Result<Option<GrantRow>, StoreError> {
    let open = grants::table.find(grant).filter(grants::convoy_id.eq(convoy)).filter(grants::ended_at.is_null());
    let found = open.select(GrantRow::as_select()).first::<GrantRow>(conn).optional()?;
    if found.is_some() {
        update(grants::table.find(grant)).set(grants::ended_at.eq(Some(at))).execute(conn)?;
    }
    Ok(found)
}

/// The loggers of a convoy, in the order in which they were assigned.
pub fn list_assignments(conn: &mut DbConnection, convoy: DbId) -> Result<Vec<AssignmentRow>, StoreError> {
    let query = assignments::table.filter(assignments::convoy_id.eq(convoy));
    let query = query.order((assignments::assigned_at, assignments::user_id));
    Ok(query.select(AssignmentRow::as_select()).load(conn)?)
}

/// Assigns a logger. Answers whether that is new.
pub fn insert_assignment(conn: &mut DbConnection, assignment: &AssignmentRow) -> Result<bool, StoreError> {
    let key = (assignment.convoy_id, assignment.user_id);
    let known = assignments::table.find(key).select(assignments::user_id).first::<DbId>(conn).optional()?;
    if known.is_some() {
        return Ok(false);
    }
    insert_into(assignments::table).values(assignment).execute(conn)?;
    Ok(true)
}

/// Ends an assignment. Answers whether there was one.
pub fn delete_assignment(conn: &mut DbConnection, convoy: DbId, user: DbId) -> Result<bool, StoreError> {
    Ok(delete(assignments::table.find((convoy, user))).execute(conn)? > 0)
}
