//! What administrators asked for and may not give alone, and the mails that tell of it.

use diesel::prelude::*;
use diesel::{insert_into, update};

use super::{
    DbConnection, StoreError,
    ledger::DEED,
    rows::{RightMailRow, RightRequestRow},
    schema::{convoy_organisations, convoys, grants, ledger, links, right_mails, right_requests},
    types::{DbId, DbInstant},
    webhooks::WAITING,
};
use crate::domain::time::Instant;

/// Writes a request down.
pub fn insert(conn: &mut DbConnection, row: &RightRequestRow) -> Result<(), StoreError> {
    insert_into(right_requests::table).values(row).execute(conn)?;
    Ok(())
}

/// Writes how a request stands now.
pub fn put(conn: &mut DbConnection, row: &RightRequestRow) -> Result<(), StoreError> {
    update(right_requests::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}

/// One request.
pub fn find(conn: &mut DbConnection, id: DbId) -> Result<Option<RightRequestRow>, StoreError> {
    Ok(right_requests::table.find(id).select(RightRequestRow::as_select()).first(conn).optional()?)
}

/// The request that a link waits for, or waited for.
pub fn find_of_link(conn: &mut DbConnection, link_hash: &[u8]) -> Result<Option<RightRequestRow>, StoreError> {
    let query = right_requests::table.filter(right_requests::link_hash.eq(Some(link_hash)));
    Ok(query.select(RightRequestRow::as_select()).first(conn).optional()?)
}

/// All that wait, the oldest first.
pub fn list_waiting(conn: &mut DbConnection) -> Result<Vec<RightRequestRow>, StoreError> {
    let query = right_requests::table.filter(right_requests::state.eq(WAITING));
    let query = query.order((right_requests::asked_at, right_requests::id));
    Ok(query.select(RightRequestRow::as_select()).load(conn)?)
}

/// Whether any has waited for long enough by now.
pub fn has_due(conn: &mut DbConnection, now: Instant) -> Result<bool, StoreError> {
    let due = right_requests::table
        .filter(right_requests::state.eq(WAITING))
        .filter(right_requests::due_at.le(DbInstant(now.utc())));
    Ok(due.select(right_requests::id).first::<DbId>(conn).optional()?.is_some())
}

/// Roles that were ever asked for: for whom, and in which organisation.
pub fn list_asked_roles(conn: &mut DbConnection) -> Result<Vec<(DbId, Option<DbId>)>, StoreError> {
    let roles = right_requests::table.filter(right_requests::role.is_not_null());
    Ok(roles.select((right_requests::user_id, right_requests::organisation_id)).distinct().load(conn)?)
}

/// Whether an organisation (`None`: any at all) has convoys to see: it takes part in one, or one is shared with it.
pub fn has_convoys(conn: &mut DbConnection, organisation: Option<DbId>) -> Result<bool, StoreError> {
    let Some(organisation) = organisation else {
        return Ok(convoys::table.select(convoys::id).first::<DbId>(conn).optional()?.is_some());
    };
    let joined = convoy_organisations::table.filter(convoy_organisations::organisation_id.eq(organisation));
    if joined.select(convoy_organisations::convoy_id).first::<DbId>(conn).optional()?.is_some() {
        return Ok(true);
    }
    let shared = grants::table.filter(grants::organisation_id.eq(organisation));
    Ok(shared.select(grants::id).first::<DbId>(conn).optional()?.is_some())
}

/// Whether somebody has done one of these things to an account since a moment, as the ledger has it.
pub fn was_touched_by(
    conn: &mut DbConnection,
    account: DbId,
    by: DbId,
    deeds: &[&str],
    since: Instant,
) -> Result<bool, StoreError> {
    let query = ledger::table
        .filter(ledger::subject_id.eq(account))
        .filter(ledger::subject_kind.eq(DEED))
        .filter(ledger::recorded_by.eq(Some(by)))
        .filter(ledger::recorded_at.gt(DbInstant(since.utc())))
        .filter(ledger::kind.eq_any(deeds));
    Ok(query.select(ledger::position).first::<i64>(conn).optional()?.is_some())
}

/// From now on a link that waited works until then.
pub fn open_link(conn: &mut DbConnection, link_hash: &[u8], until: Instant) -> Result<(), StoreError> {
    update(links::table.find(link_hash)).set(links::expires_at.eq(DbInstant(until.utc()))).execute(conn)?;
    Ok(())
}

/// A link that waited never works.
pub fn end_link(conn: &mut DbConnection, link_hash: &[u8], at: Instant) -> Result<(), StoreError> {
    let open = links::table.find(link_hash).filter(links::used_at.is_null());
    update(open).set(links::used_at.eq(Some(DbInstant(at.utc())))).execute(conn)?;
    Ok(())
}

/// Queues a mail.
pub fn insert_mail(conn: &mut DbConnection, row: &RightMailRow) -> Result<(), StoreError> {
    insert_into(right_mails::table).values(row).execute(conn)?;
    Ok(())
}

/// Mails that are due.
pub fn list_due_mails(conn: &mut DbConnection, now: Instant, limit: i64) -> Result<Vec<RightMailRow>, StoreError> {
    let query = right_mails::table
        .filter(right_mails::state.eq(WAITING))
        .filter(right_mails::next_at.is_null().or(right_mails::next_at.le(DbInstant(now.utc()))))
        .order((right_mails::created_at, right_mails::id))
        .limit(limit);
    Ok(query.select(RightMailRow::as_select()).load(conn)?)
}

/// Whether any mail waits.
pub fn has_mails(conn: &mut DbConnection) -> Result<bool, StoreError> {
    let waiting = right_mails::table.filter(right_mails::state.eq(WAITING));
    Ok(waiting.select(right_mails::id).first::<DbId>(conn).optional()?.is_some())
}

/// Writes a mail anew.
pub fn put_mail(conn: &mut DbConnection, row: &RightMailRow) -> Result<(), StoreError> {
    update(right_mails::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}

/// Forgets mails from before, but those still to be sent.
pub fn forget_mails_before(conn: &mut DbConnection, before: Instant) -> Result<(), StoreError> {
    let old = right_mails::table.filter(right_mails::created_at.lt(DbInstant(before.utc())));
    diesel::delete(old.filter(right_mails::state.ne(WAITING))).execute(conn)?;
    Ok(())
}
