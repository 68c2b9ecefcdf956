//! Alerts as they were raised, what people want to be mailed, and the mails that wait.

use diesel::prelude::*;
use diesel::{delete, insert_into, update};
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    ledger::CONVOY,
    one_of::EqOneOf,
    rows::{AlertChoiceRow, AlertRow, BlockRow, IncidentRow, MailRow, ReviewRow},
    schema::{alert_choices, alerts, blocks, convoys, incidents, ledger, mails, reviews},
    types::{DbId, DbInstant},
    webhooks::WAITING,
};
use crate::domain::time::Instant;

/// The number of the latest alert; 0 while there is none.
pub fn last_number(conn: &mut DbConnection) -> Result<i64, StoreError> {
    let last: Option<i64> = alerts::table.order(alerts::number.desc()).select(alerts::number).first(conn).optional()?;
    Ok(last.unwrap_or(0))
}

/// Raises an alert, unless it was raised before. Under the writer's lock.
pub fn raise(conn: &mut DbConnection, row: &AlertRow) -> Result<Option<AlertRow>, StoreError> {
    let known: Option<i64> =
        alerts::table.filter(alerts::key.eq(&row.key)).select(alerts::number).first(conn).optional()?;
    if known.is_some() {
        return Ok(None);
    }
    let row = AlertRow { number: last_number(conn)? + 1, ..row.clone() };
    insert_into(alerts::table).values(&row).execute(conn)?;
    Ok(Some(row))
}

/// The next alerts after a number.
pub fn list_after(conn: &mut DbConnection, after: i64, limit: i64) -> Result<Vec<AlertRow>, StoreError> {
    let query = alerts::table.filter(alerts::number.gt(after)).order(alerts::number).limit(limit);
    Ok(query.select(AlertRow::as_select()).load(conn)?)
}

/// These alerts, in their order.
pub fn list_by_number(conn: &mut DbConnection, numbers: &[i64]) -> Result<Vec<AlertRow>, StoreError> {
    let query = alerts::table.filter(alerts::number.eq_one_of(numbers)).order(alerts::number);
    Ok(query.select(AlertRow::as_select()).load(conn)?)
}

/// Blocks of these convoys that have not ended.
pub fn list_open_blocks(conn: &mut DbConnection, ids: &[DbId]) -> Result<Vec<BlockRow>, StoreError> {
    let query = blocks::table.filter(blocks::convoy_id.eq_one_of(ids)).filter(blocks::ended_at.is_null());
    Ok(query.select(BlockRow::as_select()).load(conn)?)
}

/// Incidents of these convoys.
pub fn list_incidents(conn: &mut DbConnection, ids: &[DbId]) -> Result<Vec<IncidentRow>, StoreError> {
    let query = incidents::table.filter(incidents::convoy_id.eq_one_of(ids));
    Ok(query.select(IncidentRow::as_select()).load(conn)?)
}

/// Reports of these convoys that wait for a decision.
pub fn list_in_review(conn: &mut DbConnection, ids: &[DbId]) -> Result<Vec<ReviewRow>, StoreError> {
    let query = reviews::table.filter(reviews::convoy_id.eq_one_of(ids)).filter(reviews::state.eq("in_review"));
    Ok(query.select(ReviewRow::as_select()).load(conn)?)
}

/// An event's id, convoy, position, and when it happened and was recorded.
pub type Happened = (DbId, DbId, i64, DbInstant, DbInstant);

/// Reports of one kind about these convoys that count.
pub fn list_counting(conn: &mut DbConnection, ids: &[DbId], kind: &str) -> Result<Vec<Happened>, StoreError> {
    let set_aside = reviews::table.filter(reviews::convoy_id.eq_one_of(ids)).select(reviews::event_id);
    let query = ledger::table
        .filter(ledger::subject_id.eq_one_of(ids))
        .filter(ledger::subject_kind.eq(CONVOY))
        .filter(ledger::kind.eq(kind))
        .filter(ledger::entry_id.ne_all(set_aside));
    let columns = (ledger::entry_id, ledger::subject_id, ledger::position, ledger::occurred_at, ledger::recorded_at);
    Ok(query.select(columns).load(conn)?)
}

/// These events, as [`Happened`].
pub fn list_happened(conn: &mut DbConnection, events: &[DbId]) -> Result<Vec<Happened>, StoreError> {
    let columns = (ledger::entry_id, ledger::subject_id, ledger::position, ledger::occurred_at, ledger::recorded_at);
    Ok(ledger::table.filter(ledger::entry_id.eq_one_of(events)).select(columns).load(conn)?)
}

/// Convoys that became silent within `(from, until]`, with the moment.
pub fn list_silent(
    conn: &mut DbConnection,
    from: Instant,
    until: Instant,
) -> Result<Vec<(DbId, Option<DbInstant>)>, StoreError> {
    let query = convoys::table
        .filter(convoys::silent_after.gt(DbInstant(from.utc())))
        .filter(convoys::silent_after.lt(DbInstant(until.utc())));
    Ok(query.select((convoys::id, convoys::silent_after)).load(conn)?)
}

/// What somebody wants to be mailed.
pub fn find_choice(conn: &mut DbConnection, user: DbId) -> Result<Option<AlertChoiceRow>, StoreError> {
    Ok(alert_choices::table.find(user).select(AlertChoiceRow::as_select()).first(conn).optional()?)
}

/// What everybody wants to be mailed.
pub fn list_choices(conn: &mut DbConnection) -> Result<Vec<AlertChoiceRow>, StoreError> {
    Ok(alert_choices::table.order(alert_choices::user_id).select(AlertChoiceRow::as_select()).load(conn)?)
}

/// Writes what somebody wants; nothing where they want none.
pub fn put_choice(conn: &mut DbConnection, user: DbId, row: Option<&AlertChoiceRow>) -> Result<(), StoreError> {
    delete(alert_choices::table.find(user)).execute(conn)?;
    if let Some(row) = row {
        insert_into(alert_choices::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Queues a mail.
pub fn insert_mail(conn: &mut DbConnection, row: &MailRow) -> Result<(), StoreError> {
    insert_into(mails::table).values(row).execute(conn)?;
    Ok(())
}

/// Mails that are due, by person and in the order of alerts.
pub fn list_due_mails(conn: &mut DbConnection, now: Instant, limit: i64) -> Result<Vec<MailRow>, StoreError> {
    let query = mails::table
        .filter(mails::state.eq(WAITING))
        .filter(mails::next_at.is_null().or(mails::next_at.le(DbInstant(now.utc()))))
        .order((mails::user_id, mails::alert_number))
        .limit(limit);
    Ok(query.select(MailRow::as_select()).load(conn)?)
}

/// Writes mails anew.
pub fn put_mails(conn: &mut DbConnection, rows: &[MailRow]) -> Result<(), StoreError> {
    for row in rows {
        update(mails::table.find(row.id)).set(row).execute(conn)?;
    }
    Ok(())
}

/// Forgets mails and alerts from before, but those still to be sent.
pub fn forget_before(conn: &mut DbConnection, before: Instant) -> Result<usize, StoreError> {
    let before = DbInstant(before.utc());
    Ok(delete(mails::table.filter(mails::created_at.lt(before)).filter(mails::state.ne(WAITING))).execute(conn)?)
}

/// The convoys of these references.
pub fn find_references(conn: &mut DbConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, StoreError> {
    let ids: Vec<DbId> = ids.iter().copied().map(DbId).collect();
    let rows: Vec<(DbId, String)> =
        convoys::table.filter(convoys::id.eq_one_of(ids)).select((convoys::id, convoys::reference)).load(conn)?;
    Ok(rows.into_iter().map(|(DbId(id), reference)| (id, reference)).collect())
}

/// Which of these alerts were raised before.
pub fn list_known(conn: &mut DbConnection, keys: &[String]) -> Result<Vec<String>, StoreError> {
    Ok(alerts::table.filter(alerts::key.eq_one_of(keys)).select(alerts::key).load(conn)?)
}

/// How many mails are in a state.
pub fn count_mails(conn: &mut DbConnection, state: &str) -> Result<i64, StoreError> {
    Ok(mails::table.filter(mails::state.eq(state)).count().get_result(conn)?)
}
