//! One turn of sending to one webhook: what waits in its queue, then what comes next in the order of the ledger, until
//! nothing is left or the receiver fails.

use std::sync::{Arc, atomic::Ordering};

use serde_json::{Value, json};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{
    DUTY, GIVE_UP, Teller, Work, again_at, is_held,
    post::{Attempted, Outcome, Sender},
};
use crate::{
    app::{
        App, AppError,
        alerts::AlertKind,
        events::EventAnswer,
        feed::read_feed,
        names::Names,
        webhooks::{self as use_cases, EVENT, TEST, types_of},
    },
    domain::time::Instant,
    store::{
        alerts,
        dialect::read_snapshot,
        feed::EventFilter,
        rows::{AlertRow, AttemptRow, WebhookMessageRow, WebhookRow},
        scope::{OrgScope, facts::list_facts},
        types::{DbId, DbInstant},
        webhooks::{self, ACTIVE, Progress},
    },
};

/// Messages read at a time, and sent in one turn.
const AT_A_TIME: usize = 50;
const MOST_IN_A_TURN: usize = 500;
/// How far nothing was seen is written down this often.
const WRITE_EVERY: i64 = 500;

type Written = oneshot::Receiver<Result<(), AppError>>;

pub(super) struct Round {
    app: App,
    teller: Arc<dyn Teller>,
    sender: Sender,
    stop: Arc<std::sync::atomic::AtomicBool>,
    holder: Uuid,
    row: WebhookRow,
    written: Option<Written>,
}

/// What is sent.
struct Message {
    row: WebhookMessageRow,
    body: String,
}

/// How to go on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    GoOn,
    Stop,
}

impl Round {
    pub(super) fn new(work: &Work, row: WebhookRow) -> Self {
        Self {
            app: work.app.clone(),
            teller: Arc::clone(&work.teller),
            sender: work.sender.clone(),
            stop: Arc::clone(&work.stop),
            holder: work.holder,
            row,
            written: None,
        }
    }

    pub(super) fn run(mut self) {
        let id = self.row.id.0;
        if let Err(error) = self.turn() {
            tracing::warn!(webhook = %id, error = %error, "webhook.turn_failed");
        }
        // The next turn begins from what this one has written.
        if let Some(written) = self.written.take()
            && let Ok(Err(error)) = written.blocking_recv()
        {
            tracing::warn!(webhook = %id, error = %error, "webhook.not_written");
        }
    }

    fn turn(&mut self) -> Result<(), AppError> {
        let types = types_of(&self.row);
        if self.send_queue()? == Next::Stop {
            return Ok(());
        }
        let now = self.app.now();
        if self.row.next_at.is_some_and(|at| Instant::new(at.0) > now) {
            return Ok(());
        }
        if self.send_alerts(&types)? == Next::GoOn {
            self.send_events(types.iter().any(|one| one == EVENT))?;
        }
        Ok(())
    }

    /// What was set aside, replayed, or is a test.
    fn send_queue(&mut self) -> Result<Next, AppError> {
        let now = self.app.now();
        let most = i64::try_from(AT_A_TIME).unwrap_or(i64::MAX);
        for row in webhooks::list_queued(&mut *self.app.reader()?, self.row.id.0, now, most)? {
            let Some(body) = self.body_of(&row)? else {
                // It is not seen any more.
                let lost =
                    WebhookMessageRow { state: "failed".to_owned(), last_error: Some("not_seen".to_owned()), ..row };
                self.write(Some((lost, None)), None)?;
                continue;
            };
            if self.stop.load(Ordering::Acquire) || self.attempt(Message { row, body })? == Outcome::Gone {
                return Ok(Next::Stop);
            }
        }
        Ok(Next::GoOn)
    }

    fn send_events(&mut self, wanted: bool) -> Result<(), AppError> {
        let mut written = self.row.position;
        let mut sent = 0;
        while !self.stop.load(Ordering::Acquire) && sent < MOST_IN_A_TURN {
            let filter = EventFilter { convoy: self.row.convoy_id.map(|id| id.0), ..EventFilter::default() };
            let (row, now, limit) = (self.row.clone(), self.app.now(), if wanted { AT_A_TIME } else { 0 });
            let (page, is_active) = read_snapshot(&mut *self.app.reader()?, |conn| {
                let is_active = webhooks::find(conn, row.id.0)?.is_some_and(|row| row.state == ACTIVE);
                let scope = use_cases::scope_of(conn, &row, now)?;
                let (page, _) = read_feed(conn, &scope, &filter, row.position, limit)?;
                Ok::<_, AppError>((page, is_active))
            })?;
            if !is_active {
                return Ok(());
            }
            if !wanted {
                self.row.position = crate::store::ledger::get_head(&mut *self.app.reader()?)?.position;
            }
            for event in &page.items {
                let position = event.event.position;
                let message = self.event_message(event, &page.names)?;
                match self.attempt(message)? {
                    Outcome::Taken | Outcome::Refused => written = position,
                    Outcome::Failed | Outcome::Gone => return Ok(()),
                }
                sent += 1;
            }
            self.row.position = self.row.position.max(if wanted { page.position } else { 0 });
            if self.row.position - written >= WRITE_EVERY {
                written = self.row.position;
                self.write(None, None)?;
            }
            if page.at_end || !wanted {
                return Ok(());
            }
        }
        Ok(())
    }

    fn send_alerts(&mut self, types: &[String]) -> Result<Next, AppError> {
        let most = i64::try_from(AT_A_TIME).unwrap_or(i64::MAX);
        let rows = alerts::list_after(&mut *self.app.reader()?, self.row.alert_number, most)?;
        for alert in rows {
            let number = alert.number;
            let is_wanted = types.contains(&format!("alert.{}", alert.kind))
                && self.row.convoy_id.is_none_or(|only| only == alert.convoy_id);
            match self.alert_body(&alert).map(|body| body.filter(|_| is_wanted))? {
                None => self.row.alert_number = number,
                Some(body) => {
                    let row = self.message(&alert.key, &format!("alert.{}", alert.kind), (None, Some(number)))?;
                    match self.attempt(Message { row, body })? {
                        Outcome::Taken | Outcome::Refused => {}
                        Outcome::Failed | Outcome::Gone => return Ok(Next::Stop),
                    }
                }
            }
        }
        Ok(Next::GoOn)
    }

    fn event_message(&self, event: &EventAnswer, names: &Names) -> Result<Message, AppError> {
        let kind = format!("event.{}", event.event.kind().as_ref());
        let row = self.message(&event.event.id.0.to_string(), &kind, (Some(event.event.position), None))?;
        Ok(Message { row, body: self.event_body(&kind, event, names) })
    }

    fn event_body(&self, kind: &str, event: &EventAnswer, names: &Names) -> String {
        json!({"type": kind, "timestamp": event.event.recorded_at, "data": self.teller.event(event, names)}).to_string()
    }

    /// A message with the id that it has in each attempt, as far as it is known already.
    fn message(
        &self,
        about: &str,
        kind: &str,
        numbers: (Option<i64>, Option<i64>),
    ) -> Result<WebhookMessageRow, AppError> {
        let id = Uuid::new_v5(&self.row.id.0, about.as_bytes());
        let known = webhooks::find_message(&mut *self.app.reader()?, id)?;
        let now = DbInstant(self.app.now().utc());
        Ok(known.unwrap_or_else(|| use_cases::message_of(id, self.row.id.0, kind, numbers, now)))
    }

    /// What a queued message says, as it is told now; `None` where it is told no more.
    fn body_of(&self, row: &WebhookMessageRow) -> Result<Option<String>, AppError> {
        if row.kind == TEST {
            let data = json!({"webhook": self.row.id.0});
            return Ok(Some(json!({"type": TEST, "timestamp": self.app.now(), "data": data}).to_string()));
        }
        if let Some(number) = row.alert_number {
            let alert = alerts::list_by_number(&mut *self.app.reader()?, &[number])?.into_iter().next();
            return alert.map_or(Ok(None), |alert| self.alert_body(&alert));
        }
        let Some(position) = row.position else { return Ok(None) };
        let now = self.app.now();
        let page = read_snapshot(&mut *self.app.reader()?, |conn| {
            let scope = use_cases::scope_of(conn, &self.row, now)?;
            read_feed(conn, &scope, &EventFilter::default(), position - 1, 1).map(|(page, _)| page)
        })?;
        let event = page.items.first().filter(|event| event.event.position == position);
        Ok(event.map(|event| self.event_body(&row.kind, event, &page.names)))
    }

    /// An alert of a convoy that is seen: what, and since when, and nothing of where.
    fn alert_body(&self, alert: &AlertRow) -> Result<Option<String>, AppError> {
        let now = self.app.now();
        let (scope, facts): (OrgScope, _) = read_snapshot(&mut *self.app.reader()?, |conn| {
            let facts = list_facts(conn, &[alert.convoy_id.0], now)?;
            Ok::<_, AppError>((use_cases::scope_of(conn, &self.row, now)?, facts))
        })?;
        let Some(facts) = facts.get(&alert.convoy_id.0).filter(|facts| scope.sees(facts, now)) else { return Ok(None) };
        let kind: Option<AlertKind> = alert.kind.parse().ok();
        let data = json!({
            "alert": alert.number, "kind": kind.map(|kind| kind.as_ref().to_owned()), "convoy": alert.convoy_id.0,
            "reference": facts.reference, "status": facts.status, "since": Instant::new(alert.since.0),
            "event": alert.event_id.map_or(Value::Null, |event| json!(event.0)),
        });
        let raised = Instant::new(alert.raised_at.0);
        Ok(Some(json!({"type": format!("alert.{}", alert.kind), "timestamp": raised, "data": data}).to_string()))
    }

    /// Sends a message once, and writes down what came of it.
    fn attempt(&mut self, message: Message) -> Result<Outcome, AppError> {
        let Message { mut row, body } = message;
        let (began, at) = (std::time::Instant::now(), self.app.now());
        let id = format!("msg_{}", row.id.0.simple());
        let secrets = self.secrets(at)?;
        let secrets: Vec<&str> = secrets.iter().map(|secret| secret.as_str()).collect();
        let attempted = self.sender.send(&self.row.url, &id, at.utc().timestamp(), &body, &secrets);
        let attempt = AttemptRow {
            id: DbId(self.app.new_id()),
            message_id: row.id,
            at: DbInstant(at.utc()),
            duration_ms: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
            status: attempted.status.map(i32::from),
            error: attempted.error.map(str::to_owned),
        };
        row.attempts += 1;
        (row.last_at, row.last_status, row.last_error) = (Some(attempt.at), attempt.status, attempt.error.clone());
        let off = self.settle(&mut row, &attempted, at);
        tracing::info!(
            webhook = %self.row.id.0, webhook.message = %id, webhook.type = %row.kind, http.status = attempted.status,
            webhook.error = attempted.error, duration_ms = attempt.duration_ms, "webhook.sent"
        );
        self.write(Some((row, Some(attempt))), off)?;
        Ok(if off.is_some() { Outcome::Gone } else { attempted.outcome })
    }

    /// What an attempt means for the message and for the webhook. Answers why the webhook is to be switched off.
    fn settle(&mut self, row: &mut WebhookMessageRow, attempted: &Attempted, at: Instant) -> Option<&'static str> {
        let now = DbInstant(at.utc());
        match attempted.outcome {
            Outcome::Taken => {
                "delivered".clone_into(&mut row.state);
                row.next_at = None;
                (self.row.failures, self.row.failing_since, self.row.next_at) = (0, None, None);
                if !row.queued {
                    self.pass(row);
                }
                None
            }
            Outcome::Refused => {
                // Set aside: the others do not wait for it.
                if !row.queued {
                    self.pass(row);
                }
                (self.row.failures, self.row.failing_since, self.row.next_at) = (0, None, None);
                row.queued = true;
                put_off(row, at, attempted.retry_after);
                None
            }
            Outcome::Failed if row.queued => {
                put_off(row, at, attempted.retry_after);
                None
            }
            Outcome::Failed => {
                let since = *self.row.failing_since.get_or_insert(now);
                self.row.failures += 1;
                self.row.next_at = Some(DbInstant(again_at(at, self.row.failures, attempted.retry_after).utc()));
                row.next_at = self.row.next_at;
                (at.since(Instant::new(since.0)) > GIVE_UP).then_some("failing")
            }
            Outcome::Gone => Some("gone"),
        }
    }

    /// The next one is what comes after it.
    fn pass(&mut self, row: &WebhookMessageRow) {
        if let Some(position) = row.position {
            self.row.position = self.row.position.max(position);
        }
        if let Some(number) = row.alert_number {
            self.row.alert_number = self.row.alert_number.max(number);
        }
    }

    fn secrets(&self, at: Instant) -> Result<Vec<zeroize::Zeroizing<String>>, AppError> {
        let id = self.row.id.0;
        let mut secrets = vec![self.app.keys.open(&use_cases::place_of_secret(id), &self.row.secret)?];
        if let (Some(old), Some(until)) = (&self.row.old_secret, self.row.old_secret_until)
            && Instant::new(until.0) > at
        {
            secrets.push(self.app.keys.open(&use_cases::place_of_old_secret(id), old)?);
        }
        Ok(secrets)
    }

    /// Writes how far it is, in the order of the turn, and goes on meanwhile: what was sent and is not written yet comes
    /// again after a crash.
    fn write(
        &mut self,
        message: Option<(WebhookMessageRow, Option<AttemptRow>)>,
        off: Option<&'static str>,
    ) -> Result<(), AppError> {
        let (id, holder, now) = (self.row.id, self.holder, DbInstant(self.app.now().utc()));
        let progress = Progress {
            position: self.row.position,
            alert_number: self.row.alert_number,
            failures: self.row.failures,
            failing_since: self.row.failing_since,
            next_at: self.row.next_at,
        };
        let written = self.app.lane.submit(move |batch| -> Result<(), AppError> {
            if !is_held(webhooks::find_duty(batch.conn(), DUTY)?.as_ref(), holder) {
                return Err(AppError::Internal("another instance sends now".to_owned()));
            }
            if webhooks::find(batch.conn(), id.0)?.is_none() {
                return Ok(());
            }
            if let Some((message, attempt)) = &message {
                webhooks::put_message(batch.conn(), message)?;
                if let Some(attempt) = attempt {
                    webhooks::insert_attempt(batch.conn(), attempt)?;
                }
            }
            webhooks::put_progress(batch.conn(), id, &progress)?;
            if let Some(reason) = off {
                webhooks::switch_off(batch.conn(), id, reason, now)?;
                tracing::warn!(webhook = %id.0, webhook.reason = reason, "webhook.switched_off");
            }
            Ok(())
        })?;
        // One write behind at the most: who lost the lease stops soon.
        if let Some(before) = self.written.replace(written) {
            before.blocking_recv().unwrap_or(Ok(()))?;
        }
        Ok(())
    }
}

/// When a message that is tried by itself comes again; given up after three days.
fn put_off(row: &mut WebhookMessageRow, at: Instant, retry_after: Option<u64>) {
    if at.since(Instant::new(row.created_at.0)) > GIVE_UP {
        "failed".clone_into(&mut row.state);
        row.next_at = None;
    } else {
        row.next_at = Some(DbInstant(again_at(at, row.attempts, retry_after).utc()));
    }
}
