//! Webhooks, what was sent to them and each attempt at it, and which instance sends.

use diesel::prelude::*;
use diesel::{delete, insert_into, update};
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    one_of::EqOneOf,
    rows::{AttemptRow, DutyRow, WebhookMessageRow, WebhookRow},
    schema::{alert_choices, duties, webhook_attempts, webhook_messages, webhooks},
    scope::Reach,
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// The state of a webhook that is sent to.
pub const ACTIVE: &str = "active";
/// The state of a message that is still to be sent.
pub const WAITING: &str = "waiting";

/// Adds a webhook.
pub fn insert(conn: &mut DbConnection, row: &WebhookRow) -> Result<(), StoreError> {
    insert_into(webhooks::table).values(row).execute(conn)?;
    Ok(())
}

/// Writes a webhook anew.
pub fn put(conn: &mut DbConnection, row: &WebhookRow) -> Result<(), StoreError> {
    update(webhooks::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}

/// A webhook.
pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<WebhookRow>, StoreError> {
    Ok(webhooks::table.find(DbId(id)).select(WebhookRow::as_select()).first(conn).optional()?)
}

/// The webhooks of these organisations, in the order in which they were made.
pub fn list(conn: &mut DbConnection, reach: &Reach) -> Result<Vec<WebhookRow>, StoreError> {
    let all = webhooks::table.order((webhooks::created_at, webhooks::id)).select(WebhookRow::as_select());
    let rows: Vec<WebhookRow> = all.load(conn)?;
    Ok(rows.into_iter().filter(|row| is_within(reach, row)).collect())
}

/// Whether a webhook is of these organisations. One of every organisation is so for who has every organisation alone.
pub fn is_within(reach: &Reach, row: &WebhookRow) -> bool {
    match (reach, row.organisation_id) {
        (Reach::All, _) => true,
        (Reach::These(_), None) => false,
        (Reach::These(own), Some(organisation)) => own.contains(&organisation.0),
    }
}

/// Webhooks that may be sent to now.
pub fn list_due(conn: &mut DbConnection) -> Result<Vec<WebhookRow>, StoreError> {
    let active = webhooks::table.filter(webhooks::state.eq(ACTIVE)).order(webhooks::created_at);
    Ok(active.select(WebhookRow::as_select()).load(conn)?)
}

/// Takes a webhook away, with all that was sent to it.
pub fn remove(conn: &mut DbConnection, id: Uuid) -> Result<(), StoreError> {
    let messages = webhook_messages::table.filter(webhook_messages::webhook_id.eq(DbId(id)));
    let ids: Vec<DbId> = messages.select(webhook_messages::id).load(conn)?;
    for some in ids.chunks(1_000) {
        delete(webhook_attempts::table.filter(webhook_attempts::message_id.eq_any(some))).execute(conn)?;
    }
    delete(webhook_messages::table.filter(webhook_messages::webhook_id.eq(DbId(id)))).execute(conn)?;
    delete(webhooks::table.find(DbId(id))).execute(conn)?;
    Ok(())
}

/// A message.
pub fn find_message(conn: &mut DbConnection, id: Uuid) -> Result<Option<WebhookMessageRow>, StoreError> {
    Ok(webhook_messages::table.find(DbId(id)).select(WebhookMessageRow::as_select()).first(conn).optional()?)
}

/// Writes a message, new or known.
pub fn put_message(conn: &mut DbConnection, row: &WebhookMessageRow) -> Result<(), StoreError> {
    if update(webhook_messages::table.find(row.id)).set(row).execute(conn)? == 0 {
        insert_into(webhook_messages::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Messages of a webhook that are tried again by themselves and are due, the oldest first.
pub fn list_queued(
    conn: &mut DbConnection,
    webhook: Uuid,
    now: Instant,
    limit: i64,
) -> Result<Vec<WebhookMessageRow>, StoreError> {
    let query = webhook_messages::table
        .filter(webhook_messages::webhook_id.eq(DbId(webhook)))
        .filter(webhook_messages::state.eq(WAITING))
        .filter(webhook_messages::queued.eq(true))
        .filter(webhook_messages::next_at.is_null().or(webhook_messages::next_at.le(DbInstant(now.utc()))))
        .order((webhook_messages::position, webhook_messages::created_at))
        .limit(limit);
    Ok(query.select(WebhookMessageRow::as_select()).load(conn)?)
}

/// What was sent to a webhook, the latest first; of this state, and before this message.
pub fn list_messages(
    conn: &mut DbConnection,
    webhook: Uuid,
    state: Option<&str>,
    before: Option<(Instant, Uuid)>,
    limit: i64,
) -> Result<Vec<WebhookMessageRow>, StoreError> {
    let mut query = webhook_messages::table.filter(webhook_messages::webhook_id.eq(DbId(webhook))).into_boxed();
    if let Some(state) = state {
        query = query.filter(webhook_messages::state.eq(state));
    }
    if let Some((at, id)) = before {
        let at = DbInstant(at.utc());
        query = query.filter(webhook_messages::created_at.le(at));
        query = query.filter(webhook_messages::created_at.lt(at).or(webhook_messages::id.lt(DbId(id))));
    }
    let query = query.order((webhook_messages::created_at.desc(), webhook_messages::id.desc())).limit(limit);
    Ok(query.select(WebhookMessageRow::as_select()).load(conn)?)
}

/// Sends again what has failed since: queued anew, and due now. Answers how many.
pub fn requeue_failed(
    conn: &mut DbConnection,
    webhook: Uuid,
    since: Instant,
    now: Instant,
) -> Result<usize, StoreError> {
    let failed = webhook_messages::table
        .filter(webhook_messages::webhook_id.eq(DbId(webhook)))
        .filter(webhook_messages::state.eq("failed"))
        .filter(webhook_messages::created_at.ge(DbInstant(since.utc())));
    Ok(update(failed)
        .set((
            webhook_messages::state.eq(WAITING),
            webhook_messages::queued.eq(true),
            webhook_messages::attempts.eq(0),
            webhook_messages::created_at.eq(DbInstant(now.utc())),
            webhook_messages::next_at.eq(Some(DbInstant(now.utc()))),
        ))
        .execute(conn)?)
}

/// Writes down an attempt.
pub fn insert_attempt(conn: &mut DbConnection, row: &AttemptRow) -> Result<(), StoreError> {
    insert_into(webhook_attempts::table).values(row).execute(conn)?;
    Ok(())
}

/// The attempts at these messages, in their order.
pub fn list_attempts(conn: &mut DbConnection, messages: &[DbId]) -> Result<Vec<AttemptRow>, StoreError> {
    let query = webhook_attempts::table.filter(webhook_attempts::message_id.eq_one_of(messages));
    let query = query.order((webhook_attempts::at, webhook_attempts::id));
    Ok(query.select(AttemptRow::as_select()).load(conn)?)
}

/// Forgets messages that were made before, but those still to be sent.
pub fn forget_before(conn: &mut DbConnection, before: Instant) -> Result<usize, StoreError> {
    let old = webhook_messages::table
        .filter(webhook_messages::created_at.lt(DbInstant(before.utc())))
        .filter(webhook_messages::state.ne(WAITING));
    let ids: Vec<DbId> = old.select(webhook_messages::id).limit(500).load(conn)?;
    delete(webhook_attempts::table.filter(webhook_attempts::message_id.eq_one_of(&ids))).execute(conn)?;
    Ok(delete(webhook_messages::table.filter(webhook_messages::id.eq_one_of(&ids))).execute(conn)?)
}

/// Whether there is anything to send to anybody.
pub fn has_work(conn: &mut DbConnection) -> Result<bool, StoreError> {
    let webhook: Option<DbId> =
        webhooks::table.filter(webhooks::state.eq(ACTIVE)).select(webhooks::id).first(conn).optional()?;
    if webhook.is_some() {
        return Ok(true);
    }
    let choice: Option<DbId> = alert_choices::table.select(alert_choices::user_id).first(conn).optional()?;
    Ok(choice.is_some() || super::requests::has_mails(conn)?)
}

/// Who does a duty.
pub fn find_duty(conn: &mut DbConnection, name: &str) -> Result<Option<DutyRow>, StoreError> {
    Ok(duties::table.find(name).select(DutyRow::as_select()).first(conn).optional()?)
}

/// Writes who does a duty, and how far.
pub fn put_duty(conn: &mut DbConnection, row: &DutyRow) -> Result<(), StoreError> {
    if update(duties::table.find(&row.name)).set(row).execute(conn)? == 0 {
        insert_into(duties::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// How far a webhook was sent to, and how that goes.
#[derive(Clone, Debug, PartialEq, AsChangeset)]
#[diesel(table_name = webhooks, treat_none_as_null = true)]
pub struct Progress {
    /// All up to this position.
    pub position: i64,
    /// All alerts up to this number.
    pub alert_number: i64,
    /// Failures in a row.
    pub failures: i32,
    /// Since when.
    pub failing_since: Option<DbInstant>,
    /// Not before.
    pub next_at: Option<DbInstant>,
}

/// Writes how far it was sent to, and nothing of what administrators may change meanwhile.
pub fn put_progress(conn: &mut DbConnection, id: DbId, progress: &Progress) -> Result<(), StoreError> {
    update(webhooks::table.find(id)).set(progress).execute(conn)?;
    Ok(())
}

/// Switches a webhook off.
pub fn switch_off(conn: &mut DbConnection, id: DbId, reason: &str, at: DbInstant) -> Result<(), StoreError> {
    update(webhooks::table.find(id))
        .set((webhooks::state.eq("off"), webhooks::off_reason.eq(Some(reason)), webhooks::off_at.eq(Some(at))))
        .execute(conn)?;
    Ok(())
}
