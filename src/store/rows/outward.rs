//! Rows of what is sent to others: webhooks, alerts and mails.

use std::fmt;

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};

use crate::store::connection::MultiBackend;
use crate::store::schema::{alert_choices, alerts, duties, mails, webhook_attempts, webhook_messages, webhooks};
use crate::store::types::{DbId, DbInstant, DbJson};

/// Where an organisation's events are sent.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = webhooks, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct WebhookRow {
    /// The webhook.
    pub id: DbId,
    /// Whose it is; none is every organisation's.
    pub organisation_id: Option<DbId>,
    /// Where to.
    pub url: String,
    /// What it is called.
    pub label: String,
    /// Which types are sent, as a list of codes.
    pub types: DbJson,
    /// Of this convoy alone.
    pub convoy_id: Option<DbId>,
    /// Whether positions are sent as they are.
    pub exact: bool,
    /// The secret that signs, sealed.
    pub secret: Vec<u8>,
    /// The one before, sealed.
    pub old_secret: Option<Vec<u8>>,
    /// Until when that signs too.
    pub old_secret_until: Option<DbInstant>,
    /// Who made it.
    pub created_by: Option<DbId>,
    /// When.
    pub created_at: DbInstant,
    /// All up to this position was sent, or is not seen.
    pub position: i64,
    /// All alerts up to this number.
    pub alert_number: i64,
    /// `active`, `paused` or `off`.
    pub state: String,
    /// Why it was switched off.
    pub off_reason: Option<String>,
    /// When.
    pub off_at: Option<DbInstant>,
    /// Failures in a row.
    pub failures: i32,
    /// Since when it fails.
    pub failing_since: Option<DbInstant>,
    /// Not before.
    pub next_at: Option<DbInstant>,
}

/// Something that was sent to a webhook, or is to be.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = webhook_messages, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct WebhookMessageRow {
    /// The message: the same in each attempt.
    pub id: DbId,
    /// To which webhook.
    pub webhook_id: DbId,
    /// Its type.
    pub kind: String,
    /// The event's position.
    pub position: Option<i64>,
    /// The alert's number.
    pub alert_number: Option<i64>,
    /// `waiting`, `delivered` or `failed`.
    pub state: String,
    /// Whether it is tried again by itself, and not as the next in the order of the ledger.
    pub queued: bool,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was first to be sent.
    pub created_at: DbInstant,
    /// Not before.
    pub next_at: Option<DbInstant>,
    /// When it was tried last.
    pub last_at: Option<DbInstant>,
    /// The status that came.
    pub last_status: Option<i32>,
    /// Why it failed.
    pub last_error: Option<String>,
}

/// One attempt to send a message.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = webhook_attempts, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct AttemptRow {
    /// The attempt.
    pub id: DbId,
    /// Of which message.
    pub message_id: DbId,
    /// When.
    pub at: DbInstant,
    /// How long it took.
    pub duration_ms: i64,
    /// The status that came.
    pub status: Option<i32>,
    /// Why it failed.
    pub error: Option<String>,
}

/// Something that people want to know of at once.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = alerts, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
#[diesel(primary_key(number))]
pub struct AlertRow {
    /// 1, 2, 3 and on, in the order in which they were raised.
    pub number: i64,
    /// What it is about: raised once.
    pub key: String,
    /// `blocked`, `turned_back`, `incident`, `silent` or `review`.
    pub kind: String,
    /// Of which convoy.
    pub convoy_id: DbId,
    /// By which event.
    pub event_id: Option<DbId>,
    /// Since when.
    pub since: DbInstant,
    /// When it was raised.
    pub raised_at: DbInstant,
}

/// What somebody wants to be mailed.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = alert_choices, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
#[diesel(primary_key(user_id))]
pub struct AlertChoiceRow {
    /// Who.
    pub user_id: DbId,
    /// Kinds of alerts, as a list of codes.
    pub kinds: DbJson,
    /// Of convoys of this organisation alone.
    pub organisation_id: Option<DbId>,
    /// Of these convoys alone, by id; an empty list is all.
    pub convoys: DbJson,
    /// In which language, as a tag.
    pub language: String,
}

/// An alert on its way to somebody.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = mails, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct MailRow {
    /// The mail.
    pub id: DbId,
    /// To whom.
    pub user_id: DbId,
    /// About which alert.
    pub alert_number: i64,
    /// `waiting`, `sent`, `failed` or `dropped`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was queued.
    pub created_at: DbInstant,
    /// Not before.
    pub next_at: Option<DbInstant>,
    /// When a mail server took it.
    pub sent_at: Option<DbInstant>,
    /// Why it failed.
    pub error: Option<String>,
}

/// What one instance at a time does for all.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = duties, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
#[diesel(primary_key(name))]
pub struct DutyRow {
    /// Which duty.
    pub name: String,
    /// Which instance does it.
    pub holder: Option<DbId>,
    /// Until when.
    pub expires_at: DbInstant,
    /// Up to which position it was done.
    pub position: i64,
    /// The position at which it began.
    pub began: i64,
}

impl fmt::Debug for WebhookRow {
    /// Without the secrets, sealed or not: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookRow").field("id", &self.id).field("state", &self.state).finish_non_exhaustive()
    }
}
