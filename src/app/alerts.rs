//! Alerts: what people want to know of at once. Each is raised once for what it is about, whoever looks and however often:
//! a row of its own, written under the writer's lock.
//!
//! Most are read off how convoys stand after each event, so that a report which counts only later (it was in review, or
//! came late) is told of too. Silence comes by time: a convoy is silent from a certain moment, and silent anew only after it
//! was heard, for then the moment is another.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use strum::{AsRefStr, EnumIter, EnumString};
use uuid::Uuid;

use super::{
    App, AppError, Caller,
    addresses::Addresses,
    convoys::answered,
    people::{self, Signed},
};
use crate::{
    domain::{
        id::OrganisationId,
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    store::{
        DbConnection, StoreError, alerts,
        batch::Batch,
        convoys,
        rows::{AlertChoiceRow, AlertRow, MailRow},
        scope::facts::{Facts, list_facts},
        types::{DbId, DbInstant, DbJson},
        webhooks, world,
    },
};

/// What an alert is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, AsRefStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum AlertKind {
    /// A convoy is blocked.
    Blocked,
    /// It turned back.
    TurnedBack,
    /// Something was done to it.
    Incident,
    /// It was not heard from for longer than agreed.
    Silent,
    /// A report does not fit and waits for a decision.
    Review,
}

/// What is older than this when it is recorded is no news: it is told by lists, and raises no alert.
const NEWS: TimeDelta = TimeDelta::days(7);

/// Alerts that may have to be raised after entries about these convoys; of what was recorded after `began`.
pub(super) fn candidates(
    conn: &mut DbConnection,
    convoys: &BTreeSet<Uuid>,
    began: i64,
    now: Instant,
) -> Result<Vec<AlertRow>, StoreError> {
    let ids: Vec<DbId> = convoys.iter().copied().map(DbId).collect();
    let mut found: Vec<(AlertKind, DbId)> = Vec::new();
    if !ids.is_empty() {
        found.extend(alerts::list_open_blocks(conn, &ids)?.into_iter().map(|row| (AlertKind::Blocked, row.event_id)));
        found.extend(alerts::list_incidents(conn, &ids)?.into_iter().map(|row| (AlertKind::Incident, row.event_id)));
        found.extend(alerts::list_in_review(conn, &ids)?.into_iter().map(|row| (AlertKind::Review, row.event_id)));
        let turned = alerts::list_counting(conn, &ids, "turned_back")?;
        found.extend(turned.into_iter().map(|happened| (AlertKind::TurnedBack, happened.0)));
    }
    let events: Vec<DbId> = found.iter().map(|(_, event)| *event).collect();
    let happened = if events.is_empty() { Vec::new() } else { alerts::list_happened(conn, &events)? };
    let mut rows = Vec::new();
    for (kind, event) in found {
        let Some((_, convoy, position, at, recorded)) = happened.iter().find(|it| it.0 == event) else { continue };
        let is_news = recorded.0 - at.0 <= NEWS;
        if *position > began && is_news {
            rows.push((*position, row(kind, *convoy, &event.0.to_string(), Some(event), *at, now)));
        }
    }
    rows.sort_by_key(|(position, _)| *position);
    let mut rows: Vec<AlertRow> = rows.into_iter().map(|(_, row)| row).collect();
    for (convoy, after) in alerts::list_silent(conn, now.plus(-NEWS), now)? {
        if let Some(after) = after {
            let moment = after.0.timestamp_micros().to_string();
            rows.push(row(AlertKind::Silent, convoy, &moment, None, after, now));
        }
    }
    Ok(rows)
}

fn row(kind: AlertKind, convoy: DbId, about: &str, event: Option<DbId>, since: DbInstant, now: Instant) -> AlertRow {
    AlertRow {
        number: 0,
        key: format!("{} {} {about}", kind.as_ref(), convoy.0),
        kind: kind.as_ref().to_owned(),
        convoy_id: convoy,
        event_id: event,
        since,
        raised_at: DbInstant(now.utc()),
    }
}

/// Raises those that were not raised before, and queues a mail to everybody who wants to know and may. Answers how many.
pub(super) fn raise(batch: &mut Batch<'_>, rows: &[AlertRow], mails: bool) -> Result<usize, AppError> {
    let mut raised = Vec::new();
    for row in rows {
        raised.extend(alerts::raise(batch.conn(), row)?);
    }
    if !mails || raised.is_empty() {
        return Ok(raised.len());
    }
    let (now, choices) = (batch.now(), alerts::list_choices(batch.conn())?);
    let ids: Vec<Uuid> = raised.iter().map(|row| row.convoy_id.0).collect();
    let facts = list_facts(batch.conn(), &ids, now)?;
    for choice in &choices {
        // Somebody whose account is closed is told nothing.
        let Ok(caller) = people::caller(batch.conn(), choice.user_id, None) else { continue };
        for row in &raised {
            if !wants(batch.conn(), choice, row)?
                || !facts.get(&row.convoy_id.0).is_some_and(|it| sees(&caller, it, now))
            {
                continue;
            }
            let mail = MailRow {
                id: DbId(batch.new_id()),
                user_id: choice.user_id,
                alert_number: row.number,
                state: webhooks::WAITING.to_owned(),
                attempts: 0,
                created_at: DbInstant(now.utc()),
                next_at: None,
                sent_at: None,
                error: None,
            };
            alerts::insert_mail(batch.conn(), &mail)?;
        }
    }
    Ok(raised.len())
}

/// Whether somebody may know of the convoy now.
pub(super) fn sees(caller: &Caller, facts: &Facts, now: Instant) -> bool {
    caller.scope(now).is_ok_and(|scope| scope.sees(facts, now))
}

fn wants(conn: &mut DbConnection, choice: &AlertChoiceRow, row: &AlertRow) -> Result<bool, StoreError> {
    let strings = |json: &DbJson| -> Vec<String> { serde_json::from_value(json.0.clone()).unwrap_or_default() };
    if !strings(&choice.kinds).contains(&row.kind) {
        return Ok(false);
    }
    let only = strings(&choice.convoys);
    if !only.is_empty() && !only.contains(&row.convoy_id.0.to_string()) {
        return Ok(false);
    }
    match choice.organisation_id {
        None => Ok(true),
        Some(organisation) => Ok(convoys::list_participants(conn, row.convoy_id.0)?.contains(&organisation.0)),
    }
}

/// What somebody wants to be mailed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Kinds of alerts; none is nothing at all.
    pub kinds: BTreeSet<AlertKind>,
    /// Of convoys of this organisation alone, by key.
    pub organisation: Option<String>,
    /// Of these convoys alone, by reference.
    pub convoys: Vec<String>,
}

impl App {
    /// What somebody wants to be mailed.
    pub fn alert_choice(&self, signed: &Signed) -> Result<Choice, AppError> {
        let mut reader = self.reader()?;
        let Some(row) = alerts::find_choice(&mut reader, DbId(signed.caller.user.0))? else {
            return Ok(Choice::default());
        };
        let kinds: Vec<String> = serde_json::from_value(row.kinds.0).unwrap_or_default();
        let ids: Vec<Uuid> = serde_json::from_value(row.convoys.0).unwrap_or_default();
        let organisation = match row.organisation_id {
            None => None,
            Some(id) => {
                world::find_organisation(&mut reader, &id.0.to_string())?.map(|found| found.what.key.to_string())
            }
        };
        // A convoy that somebody has lost sight of is not named to them again.
        let mut references = Vec::new();
        let scope = signed.caller.scope(self.now());
        for id in ids {
            if let Ok(scope) = &scope
                && let Some(row) = convoys::find(&mut reader, scope, &id.to_string())?
            {
                let addresses = Addresses::read(&mut reader, scope, [(id, row.reference.as_str())])?;
                references.push(addresses.typed(id, &row.reference));
            }
        }
        let kinds = kinds.iter().filter_map(|kind| kind.parse().ok()).collect();
        Ok(Choice { kinds, organisation, convoys: references })
    }

    /// Writes down what somebody wants to be mailed, and in which language.
    pub async fn choose_alerts(&self, signed: &Signed, choice: &Choice, language: &str) -> Result<(), AppError> {
        let user = DbId(signed.caller.user.0);
        let row = if choice.kinds.is_empty() { None } else { Some(self.read_choice(signed, choice, language)?) };
        let outcome =
            self.lane.submit(move |batch| Ok::<_, AppError>(alerts::put_choice(batch.conn(), user, row.as_ref())?))?;
        answered(outcome).await
    }

    /// Since which position alerts are raised; none before anything was sent.
    pub fn sends_since(&self) -> Result<Option<i64>, AppError> {
        Ok(webhooks::find_duty(&mut *self.reader()?, super::courier::DUTY)?.map(|duty| duty.began))
    }

    /// How many mails are in this state.
    pub fn count_mails(&self, state: &str) -> Result<i64, AppError> {
        Ok(alerts::count_mails(&mut *self.reader()?, state)?)
    }

    fn read_choice(&self, signed: &Signed, choice: &Choice, language: &str) -> Result<AlertChoiceRow, AppError> {
        let mut reader = self.reader()?;
        let mut errors = Vec::new();
        let mut wrong = |pointer: &str, code| {
            errors.push(FieldError { pointer: pointer.to_owned(), code, expected: None });
        };
        let organisation = match &choice.organisation {
            None => None,
            Some(key) => {
                let found = world::find_organisation(&mut reader, key)?;
                if found.is_none() {
                    wrong("/organisation", FieldCode::UnknownOrganisation);
                }
                found.map(|found| OrganisationId(found.id))
            }
        };
        let mut ids = Vec::new();
        let scope = signed.caller.scope(self.now())?;
        for reference in &choice.convoys {
            match convoys::find(&mut reader, &scope, reference) {
                Ok(Some(row)) => ids.push(row.id.0),
                Ok(None) => wrong("/convoys", FieldCode::UnknownConvoy),
                Err(StoreError::Ambiguous { .. }) => wrong("/convoys", FieldCode::AmbiguousConvoy),
                Err(error) => return Err(error.into()),
            }
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let kinds: Vec<&str> = choice.kinds.iter().map(AsRef::as_ref).collect();
        Ok(AlertChoiceRow {
            user_id: DbId(signed.caller.user.0),
            kinds: DbJson(serde_json::json!(kinds)),
            organisation_id: organisation.map(|id| DbId(id.0)),
            convoys: DbJson(serde_json::json!(ids)),
            language: language.to_owned(),
        })
    }
}
