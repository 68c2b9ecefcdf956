//! Convoys that somebody is still putting together. What was typed comes in and goes out sealed: keys are not the store's.
//! Every query takes whose it is: nobody finds another's.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    insert::insert_all,
    retention::{Due, due, people_of},
    rows::PlanDraftRow,
    schema::plan_drafts,
    scope::Reach,
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// Finds one of a user.
pub fn find(conn: &mut DbConnection, user: Uuid, id: Uuid) -> Result<Option<PlanDraftRow>, StoreError> {
    let own = plan_drafts::table.find(DbId(id)).filter(plan_drafts::user_id.eq(DbId(user)));
    Ok(own.select(PlanDraftRow::as_select()).first(conn).optional()?)
}

/// Those of a user, the last changed first.
pub fn list(conn: &mut DbConnection, user: Uuid) -> Result<Vec<PlanDraftRow>, StoreError> {
    let own = plan_drafts::table.filter(plan_drafts::user_id.eq(DbId(user)));
    let query = own.order((plan_drafts::changed_at.desc(), plan_drafts::id));
    Ok(query.select(PlanDraftRow::as_select()).load(conn)?)
}

/// How many a user has.
pub fn count(conn: &mut DbConnection, user: Uuid) -> Result<i64, StoreError> {
    Ok(plan_drafts::table.filter(plan_drafts::user_id.eq(DbId(user))).count().get_result(conn)?)
}

/// Keeps a new one.
pub fn insert(conn: &mut DbConnection, row: &PlanDraftRow) -> Result<(), StoreError> {
    insert_all::<_, PlanDraftRow>(conn, plan_drafts::table, std::slice::from_ref(row))?;
    Ok(())
}

/// Writes anew what was typed.
pub fn update(conn: &mut DbConnection, user: Uuid, id: Uuid, content: &[u8], at: Instant) -> Result<(), StoreError> {
    diesel::update(plan_drafts::table.find(DbId(id)).filter(plan_drafts::user_id.eq(DbId(user))))
        .set((plan_drafts::content.eq(content), plan_drafts::changed_at.eq(DbInstant(at.utc()))))
        .execute(conn)?;
    Ok(())
}

/// Deletes one of a user. Answers whether it was there.
pub fn delete(conn: &mut DbConnection, user: Uuid, id: Uuid) -> Result<bool, StoreError> {
    let own = plan_drafts::table.filter(plan_drafts::id.eq(DbId(id))).filter(plan_drafts::user_id.eq(DbId(user)));
    Ok(diesel::delete(own).execute(conn)? > 0)
}

/// Those that nobody has worked on since a moment.
pub fn list_overdue(conn: &mut DbConnection, reach: &Reach, by: Instant) -> Result<Due, StoreError> {
    let mut query = plan_drafts::table
        .filter(plan_drafts::changed_at.le(DbInstant(by.utc())))
        .select(plan_drafts::changed_at)
        .into_boxed();
    if let Some(people) = people_of(conn, reach)? {
        query = query.filter(plan_drafts::user_id.eq_any(people));
    }
    Ok(due(query.load::<DbInstant>(conn)?.into_iter().map(|DbInstant(at)| Instant::new(at))))
}

/// Deletes what [`list_overdue`] counts.
pub fn delete_overdue(conn: &mut DbConnection, reach: &Reach, by: Instant) -> Result<usize, StoreError> {
    let old = plan_drafts::table.filter(plan_drafts::changed_at.le(DbInstant(by.utc())));
    Ok(match people_of(conn, reach)? {
        None => diesel::delete(old).execute(conn)?,
        Some(people) => diesel::delete(old.filter(plan_drafts::user_id.eq_any(people))).execute(conn)?,
    })
}
