//! Webhooks: where an organisation's administrators have events and alerts sent. What is sent is what a viewer of that
//! organisation would be told, unless whoever made the webhook is a coordinator there and asked for positions as they are.

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::TimeDelta;
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{
    Action, App, AppError, Caller, Role,
    alerts::AlertKind,
    audit::{Deed, record},
    convoys::answered,
    outward::WrongTarget,
    people::{
        self, By,
        requests::{self, Rule, Wish},
        secret,
    },
    rights::target_of,
};
use crate::{
    domain::{
        id::OrganisationId,
        refusal::{FieldCode, FieldError},
        text::{LINE, Text},
        time::Instant,
    },
    store::{
        DbConnection, StoreError, alerts,
        batch::{Batch, Sender},
        convoys, ledger,
        rows::{WebhookMessageRow, WebhookRow},
        scope::{OrgScope, Reach},
        types::{DbId, DbInstant, DbJson},
        webhooks::{self, ACTIVE, WAITING},
        world,
    },
};

mod deliveries;

pub use deliveries::{Deliveries, Delivery, DeliveryState, Replay, Which};

/// An instant as it stands in a row.
pub type StoredInstant = DbInstant;

/// All events of all convoys that are seen.
pub const EVENT: &str = "event";
/// Not sent to.
const PAUSED: &str = "paused";
/// What a test sends.
pub const TEST: &str = "webhook.test";
/// After a rotation the old secret signs too, for so long.
const BOTH_SIGN: TimeDelta = TimeDelta::hours(24);

/// Every type that can be chosen.
pub fn types() -> Vec<String> {
    let alert = |kind: AlertKind| format!("alert.{}", kind.as_ref());
    std::iter::once(EVENT.to_owned()).chain(AlertKind::iter().map(alert)).collect()
}

/// A webhook as administrators see it: never its secret.
#[derive(Clone, Debug)]
pub struct WebhookLine {
    /// Its row.
    pub row: WebhookRow,
    /// Key of the organisation; `*` for every one.
    pub organisation: String,
    /// Which types are sent.
    pub types: Vec<String>,
    /// Reference of the one convoy that it is about.
    pub convoy: Option<String>,
}

/// What somebody wants of a webhook. `None` leaves it as it is, or as is usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookWish {
    /// Key of the organisation; `*` for every one. Never changed.
    pub organisation: Option<String>,
    /// Where to.
    pub url: Option<String>,
    /// What it is called.
    pub label: Option<String>,
    /// Which types.
    pub types: Option<Vec<String>>,
    /// Of one convoy alone, by reference or id; an empty one is of all.
    pub convoy: Option<String>,
    /// Positions as they are.
    pub exact: Option<bool>,
    /// Whether it is sent to.
    pub active: Option<bool>,
}

/// A webhook just made.
#[derive(Clone, Debug)]
pub struct Made {
    /// It.
    pub line: WebhookLine,
    /// Its secret, told this once; none where the same request came before.
    pub secret: Option<String>,
}

fn wrong(pointer: &str, code: FieldCode, expected: Option<String>) -> FieldError {
    FieldError { pointer: pointer.to_owned(), code, expected }
}

fn fresh_secret() -> Result<String, AppError> {
    Ok(format!("whsec_{}", BASE64_STANDARD.encode(secret()?)))
}

/// Where a secret is sealed for.
pub(super) fn place_of_secret(id: Uuid) -> String {
    format!("webhook.secret {id}")
}

/// Where the one before is.
pub(super) fn place_of_old_secret(id: Uuid) -> String {
    format!("webhook.old_secret {id}")
}

fn is_coordinator(caller: &Caller, organisation: Option<OrganisationId>) -> bool {
    caller.memberships.iter().any(|held| {
        held.role == Role::Coordinator && (held.organisation.is_none() || held.organisation == organisation)
    })
}

/// Whether somebody may see convoys there by a role of their own. Who may not, and only runs accounts, has nothing sent to
/// another system by their own word alone: whoever reads there would see what they do not.
fn sees_there(caller: &Caller, organisation: Option<OrganisationId>) -> bool {
    caller
        .memberships
        .iter()
        .any(|held| held.role != Role::Admin && (held.organisation.is_none() || held.organisation == organisation))
}

/// Has a webhook wait for a second person where it would show its maker what they do not see.
fn wait_for_second(batch: &mut Batch<'_>, caller: &Caller, rule: Rule, row: &mut WebhookRow) -> Result<(), AppError> {
    let organisation = row.organisation_id.map(|id| OrganisationId(id.0));
    let by = By::Admin(caller.clone());
    requests::decided::lapse_webhook(batch, row.id, by.sender())?;
    if row.state == ACTIVE && !sees_there(caller, organisation) {
        let wish = Wish::webhook(DbId(caller.user.0), row.organisation_id, row.id);
        if requests::ask(batch, &by, rule, &wish)?.is_some() {
            PAUSED.clone_into(&mut row.state);
        }
    }
    Ok(())
}

/// What a webhook sees. Exactly only while whoever made it still could.
pub(super) fn scope_of(conn: &mut DbConnection, row: &WebhookRow, now: Instant) -> Result<OrgScope, AppError> {
    let organisation = row.organisation_id.map(|id| OrganisationId(id.0));
    let exact = match row.created_by.filter(|_| row.exact) {
        None => false,
        Some(user) => match people::caller(conn, user, None) {
            Ok(maker) => is_coordinator(&maker, organisation),
            Err(AppError::Unauthenticated) => false,
            Err(error) => return Err(error),
        },
    };
    let role = if exact { Role::Coordinator } else { Role::Viewer };
    Caller::standing_in(row.id.0, organisation, role).scope(now)
}

pub(super) fn types_of(row: &WebhookRow) -> Vec<String> {
    serde_json::from_value(row.types.0.clone()).unwrap_or_default()
}

impl App {
    /// The webhooks that the caller runs.
    pub fn list_webhooks(&self, caller: &Caller) -> Result<Vec<WebhookLine>, AppError> {
        let reach = caller.reach(Action::RunWebhooks)?;
        let mut reader = self.reader()?;
        webhooks::list(&mut reader, &reach)?.into_iter().map(|row| line(&mut reader, row)).collect()
    }

    /// One of them.
    pub fn webhook(&self, caller: &Caller, id: Uuid) -> Result<WebhookLine, AppError> {
        let reach = caller.reach(Action::RunWebhooks)?;
        let mut reader = self.reader()?;
        let row = find(&mut reader, &reach, id)?;
        line(&mut reader, row)
    }

    /// Makes a webhook, which is sent what comes from now on. With an idempotency key, the same request again answers as
    /// before, without the secret.
    pub async fn make_webhook(&self, caller: &Caller, wish: &WebhookWish, key: Option<&str>) -> Result<Made, AppError> {
        let reach = caller.reach(Action::RunWebhooks)?;
        let id =
            key.map_or_else(|| self.new_id(), |key| Uuid::new_v5(&caller.user.0, format!("webhook {key}").as_bytes()));
        let draft = self.read_webhook(caller, &reach, wish, id)?;
        let (secret, keys) = (fresh_secret()?, self.keys.clone());
        let (plain, sender) = (secret.clone(), Sender { user: Some(caller.user), skew_ms: None });
        let (asking, rule) = (caller.clone(), self.second_person());
        let outcome = self.lane.submit(move |batch: &mut Batch<'_>| {
            if let Some(known) = webhooks::find(batch.conn(), id)? {
                return Ok::<_, AppError>((line(batch.conn(), known)?, false));
            }
            let mut row = WebhookRow {
                secret: keys.seal(&place_of_secret(id), &plain)?,
                created_at: DbInstant(batch.now().utc()),
                position: ledger::get_head(batch.conn())?.position,
                alert_number: alerts::last_number(batch.conn())?,
                ..draft.clone()
            };
            wait_for_second(batch, &asking, rule, &mut row)?;
            webhooks::insert(batch.conn(), &row)?;
            let organisation = row.organisation_id.map(|id| id.0);
            let (exact, target) = (row.exact, Some(target_of(&row.url)));
            record(batch, &Deed::WebhookMade { webhook: id, organisation, exact, target }, sender)?;
            Ok((line(batch.conn(), row)?, true))
        })?;
        let (line, is_new) = answered(outcome).await?;
        Ok(Made { line, secret: is_new.then_some(secret) })
    }

    /// Changes a webhook. Made active again, it goes on where it was.
    pub async fn change_webhook(&self, caller: &Caller, id: Uuid, wish: &WebhookWish) -> Result<WebhookLine, AppError> {
        let reach = caller.reach(Action::RunWebhooks)?;
        let known = find(&mut *self.reader()?, &reach, id)?;
        let draft = self.with_wish(caller, &known, wish)?;
        let (active, sender) = (wish.active, Sender { user: Some(caller.user), skew_ms: None });
        let (asking, rule) = (caller.clone(), self.second_person());
        let outcome = self.lane.submit(move |batch: &mut Batch<'_>| {
            let known = find(batch.conn(), &reach, id)?;
            let mut row = WebhookRow {
                url: draft.url.clone(),
                label: draft.label.clone(),
                types: draft.types.clone(),
                convoy_id: draft.convoy_id,
                exact: draft.exact,
                created_by: draft.created_by,
                ..known.clone()
            };
            match active {
                Some(true) if row.state != ACTIVE => {
                    ACTIVE.clone_into(&mut row.state);
                    (row.off_reason, row.off_at, row.failing_since, row.next_at) = (None, None, None, None);
                    row.failures = 0;
                }
                Some(false) => PAUSED.clone_into(&mut row.state),
                Some(true) | None => {}
            }
            let shows = |row: &WebhookRow| (row.url.clone(), row.types.clone(), row.convoy_id, row.exact);
            let shows_more = shows(&row) != shows(&known) || row.state != known.state;
            if shows_more {
                // Exactly only where whoever changes it sees it so.
                row.exact = row.exact && is_coordinator(&asking, row.organisation_id.map(|id| OrganisationId(id.0)));
                wait_for_second(batch, &asking, rule, &mut row)?;
            }
            webhooks::put(batch.conn(), &row)?;
            record(batch, &changed(&row), sender)?;
            line(batch.conn(), row)
        })?;
        answered(outcome).await
    }

    /// Gives a webhook a new secret, told this once. The old one signs too for a day.
    pub async fn rotate_webhook(&self, caller: &Caller, id: Uuid) -> Result<String, AppError> {
        let reach = caller.reach(Action::RunWebhooks)?;
        let (secret, keys) = (fresh_secret()?, self.keys.clone());
        let (plain, sender) = (secret.clone(), Sender { user: Some(caller.user), skew_ms: None });
        let outcome = self.lane.submit(move |batch: &mut Batch<'_>| {
            let mut row = find(batch.conn(), &reach, id)?;
            let old = keys.open(&place_of_secret(id), &row.secret)?;
            row.old_secret = Some(keys.seal(&place_of_old_secret(id), &old)?);
            row.old_secret_until = Some(DbInstant(batch.now().plus(BOTH_SIGN).utc()));
            row.secret = keys.seal(&place_of_secret(id), &plain)?;
            webhooks::put(batch.conn(), &row)?;
            record(batch, &changed(&row), sender)
        })?;
        answered(outcome).await?;
        Ok(secret)
    }

    /// Takes a webhook away.
    pub async fn remove_webhook(&self, caller: &Caller, id: Uuid) -> Result<(), AppError> {
        let reach = caller.reach(Action::RunWebhooks)?;
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let outcome = self.lane.submit(move |batch: &mut Batch<'_>| {
            find(batch.conn(), &reach, id)?;
            webhooks::remove(batch.conn(), id)?;
            record(batch, &Deed::WebhookRemoved { webhook: id }, sender)
        })?;
        answered(outcome).await
    }

    /// Queues a message that says nothing, to see whether it arrives. Answers its id.
    pub async fn test_webhook(&self, caller: &Caller, id: Uuid) -> Result<Uuid, AppError> {
        let (reach, message) = (caller.reach(Action::RunWebhooks)?, self.new_id());
        let outcome = self.lane.submit(move |batch: &mut Batch<'_>| {
            find(batch.conn(), &reach, id)?;
            let now = DbInstant(batch.now().utc());
            let row = message_of(message, id, TEST, (None, None), now);
            Ok::<_, AppError>(webhooks::put_message(batch.conn(), &WebhookMessageRow { queued: true, ..row })?)
        })?;
        answered(outcome).await?;
        Ok(message)
    }

    fn read_webhook(
        &self,
        caller: &Caller,
        reach: &Reach,
        wish: &WebhookWish,
        id: Uuid,
    ) -> Result<WebhookRow, AppError> {
        let mut errors = Vec::new();
        let organisation = match wish.organisation.as_deref().map(str::trim).filter(|key| !key.is_empty()) {
            None => {
                errors.push(wrong("/organisation", FieldCode::Required, None));
                None
            }
            Some("*") if *reach == Reach::All => None,
            Some(key) => {
                let found = world::find_organisation(&mut *self.reader()?, key)?;
                let own = found.filter(|found| reach.touches(&[found.id]));
                if own.is_none() {
                    errors.push(wrong("/organisation", FieldCode::UnknownOrganisation, None));
                }
                own.map(|found| DbId(found.id))
            }
        };
        let blank = WebhookRow {
            id: DbId(id),
            organisation_id: organisation,
            url: String::new(),
            label: String::new(),
            types: DbJson(serde_json::json!([EVENT])),
            convoy_id: None,
            exact: false,
            secret: Vec::new(),
            old_secret: None,
            old_secret_until: None,
            created_by: Some(DbId(caller.user.0)),
            created_at: DbInstant(self.now().utc()),
            position: 0,
            alert_number: 0,
            state: ACTIVE.to_owned(),
            off_reason: None,
            off_at: None,
            failures: 0,
            failing_since: None,
            next_at: None,
        };
        if wish.url.is_none() {
            errors.push(wrong("/url", FieldCode::Required, None));
        }
        match self.with_wish(caller, &blank, wish) {
            Ok(row) if errors.is_empty() => Ok(row),
            Ok(_) => Err(AppError::Invalid(errors)),
            Err(AppError::Invalid(more)) => {
                errors.extend(more);
                Err(AppError::Invalid(errors))
            }
            Err(error) => Err(error),
        }
    }

    /// A webhook with what is wished, or every mistake in that.
    fn with_wish(&self, caller: &Caller, known: &WebhookRow, wish: &WebhookWish) -> Result<WebhookRow, AppError> {
        let (mut row, mut errors) = (known.clone(), Vec::new());
        if let Some(url) = &wish.url {
            url.trim().clone_into(&mut row.url);
            match self.outward.check_target(&row.url) {
                Ok(()) => {}
                Err(WrongTarget::Malformed) => {
                    errors.push(wrong("/url", FieldCode::Malformed, Some("https://…".to_owned())));
                }
                Err(WrongTarget::NotAllowed) => {
                    let allowed = self.outward.allow.join(", ");
                    errors.push(wrong("/url", FieldCode::NotAllowed, Some(allowed).filter(|all| !all.is_empty())));
                }
            }
        }
        if let Some(label) = &wish.label {
            match Text::parse(label, LINE) {
                Ok(label) => row.label = label.to_string(),
                Err(_) if label.trim().is_empty() => row.label.clear(),
                Err(_) => errors.push(wrong("/label", FieldCode::Malformed, None)),
            }
        }
        if let Some(chosen) = &wish.types {
            let known = types();
            if chosen.is_empty() {
                errors.push(wrong("/types", FieldCode::Required, Some(known.join(", "))));
            } else if chosen.iter().any(|one| !known.contains(one)) {
                errors.push(wrong("/types", FieldCode::UnknownCode, Some(known.join(", "))));
            }
            row.types = DbJson(serde_json::json!(chosen));
        }
        let organisation = row.organisation_id.map(|id| OrganisationId(id.0));
        if let Some(exact) = wish.exact {
            if exact && !is_coordinator(caller, organisation) {
                errors.push(wrong("/exact", FieldCode::NotAllowed, None));
            }
            row.exact = exact;
            // Whoever asks for exact positions is who has to be a coordinator from then on.
            if exact {
                row.created_by = Some(DbId(caller.user.0));
            }
        }
        if let Some(reference) = wish.convoy.as_deref().map(str::trim) {
            row.convoy_id = None;
            if !reference.is_empty() {
                // As a viewer there sees it: an administrator sees none.
                let scope = Caller::standing_in(row.id.0, organisation, Role::Coordinator).scope(self.now())?;
                match convoys::find(&mut *self.reader()?, &scope, reference) {
                    Ok(Some(found)) => row.convoy_id = Some(found.id),
                    Ok(None) => errors.push(wrong("/convoy", FieldCode::UnknownConvoy, None)),
                    Err(StoreError::Ambiguous { .. }) => {
                        errors.push(wrong("/convoy", FieldCode::AmbiguousConvoy, None));
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        }
        if errors.is_empty() { Ok(row) } else { Err(AppError::Invalid(errors)) }
    }
}

/// What tells that a webhook is another from now on.
pub(super) fn changed(row: &WebhookRow) -> Deed {
    Deed::WebhookChanged { webhook: row.id.0, exact: Some(row.exact), target: Some(target_of(&row.url)) }
}

/// A message that was not tried yet.
pub(super) fn message_of(
    id: Uuid,
    webhook: Uuid,
    kind: &str,
    (position, alert_number): (Option<i64>, Option<i64>),
    now: DbInstant,
) -> WebhookMessageRow {
    WebhookMessageRow {
        id: DbId(id),
        webhook_id: DbId(webhook),
        kind: kind.to_owned(),
        position,
        alert_number,
        state: WAITING.to_owned(),
        queued: false,
        attempts: 0,
        created_at: now,
        next_at: None,
        last_at: None,
        last_status: None,
        last_error: None,
    }
}

fn find(conn: &mut DbConnection, reach: &Reach, id: Uuid) -> Result<WebhookRow, AppError> {
    let found = webhooks::find(conn, id)?.filter(|row| webhooks::is_within(reach, row));
    found.ok_or(AppError::NotFound { what: "webhook" })
}

fn line(conn: &mut DbConnection, row: WebhookRow) -> Result<WebhookLine, AppError> {
    let organisation = match row.organisation_id {
        None => "*".to_owned(),
        Some(id) => match world::find_organisation(conn, &id.0.to_string())? {
            Some(found) => found.what.key.to_string(),
            None => id.0.to_string(),
        },
    };
    let convoy = match row.convoy_id {
        None => None,
        Some(id) => alerts::find_references(conn, &[id.0])?.into_iter().map(|(_, reference)| reference).next(),
    };
    Ok::<_, AppError>(WebhookLine { types: types_of(&row), organisation, convoy, row })
}
