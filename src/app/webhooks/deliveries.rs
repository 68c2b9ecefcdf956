//! What was sent to a webhook: page by page, with every attempt, and once more where somebody wants that.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};
use utoipa::ToSchema;
use uuid::Uuid;

use super::find;
use crate::{
    app::{Action, App, AppError, Caller, convoys::answered},
    domain::time::Instant,
    store::{
        batch::Batch,
        rows::{AttemptRow, WebhookMessageRow},
        types::{DbId, DbInstant},
        webhooks::{self, WAITING},
    },
};

/// What was sent, with each attempt.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The message.
    pub message: WebhookMessageRow,
    /// The attempts, in their order.
    pub attempts: Vec<AttemptRow>,
}

/// A page of what was sent.
#[derive(Clone, Debug)]
pub struct Deliveries {
    /// The latest first.
    pub items: Vec<Delivery>,
    /// Before which one the next page begins.
    pub next: Option<(Instant, Uuid)>,
}

/// How far a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, AsRefStr, EnumIter, EnumString, ToSchema)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DeliveryState {
    /// Still to be sent, or to be sent again.
    Waiting,
    /// The receiver has it.
    Delivered,
    /// Set aside: it is sent again only where somebody says so.
    Failed,
}

/// Which of them.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// Those that are as far as this, by the code of a [`DeliveryState`].
    pub state: Option<String>,
    /// Those before this one.
    pub before: Option<(Instant, Uuid)>,
}

/// What is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// One message.
    One(Uuid),
    /// All that have failed since.
    FailedSince(Instant),
}

impl App {
    /// What was sent to a webhook, the latest first, and before what the next page begins.
    pub fn list_deliveries(
        &self,
        caller: &Caller,
        id: Uuid,
        which: &Which,
        limit: usize,
    ) -> Result<Deliveries, AppError> {
        let reach = caller.reach(Action::RunWebhooks)?;
        let mut reader = self.reader()?;
        find(&mut reader, &reach, id)?;
        let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let mut messages = webhooks::list_messages(&mut reader, id, which.state.as_deref(), which.before, most)?;
        let more = messages.len() > limit;
        messages.truncate(limit);
        let last = messages.last().filter(|_| more);
        let next = last.map(|last| (Instant::new(last.created_at.0), last.id.0));
        let ids: Vec<DbId> = messages.iter().map(|message| message.id).collect();
        let attempts = webhooks::list_attempts(&mut reader, &ids)?;
        let of =
            |message: &WebhookMessageRow| attempts.iter().filter(|it| it.message_id == message.id).cloned().collect();
        let items = messages.into_iter().map(|message| Delivery { attempts: of(&message), message }).collect();
        Ok(Deliveries { items, next })
    }

    /// Sends again. Answers how many.
    pub async fn replay(&self, caller: &Caller, id: Uuid, what: Replay) -> Result<usize, AppError> {
        let reach = caller.reach(Action::RunWebhooks)?;
        let outcome = self.lane.submit(move |batch: &mut Batch<'_>| {
            find(batch.conn(), &reach, id)?;
            let now = batch.now();
            match what {
                Replay::FailedSince(since) => Ok(webhooks::requeue_failed(batch.conn(), id, since, now)?),
                Replay::One(message) => {
                    let known = webhooks::find_message(batch.conn(), message)?;
                    let known = known.filter(|row| row.webhook_id == DbId(id));
                    let known = known.ok_or(AppError::NotFound { what: "delivery" })?;
                    let at = DbInstant(now.utc());
                    let (state, attempts) = (WAITING.to_owned(), 0);
                    let again =
                        WebhookMessageRow { state, attempts, queued: true, created_at: at, next_at: Some(at), ..known };
                    webhooks::put_message(batch.conn(), &again)?;
                    Ok(1)
                }
            }
        })?;
        answered(outcome).await
    }
}
