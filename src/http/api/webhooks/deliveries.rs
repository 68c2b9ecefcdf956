//! What was sent to a webhook: a list with every attempt, and once more.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{QueuedView, instant};
use crate::{
    app::{
        AppError,
        webhooks::{Delivery, DeliveryState, Replay, Which},
    },
    domain::{
        fields::{Errors, Fields},
        refusal::FieldCode,
    },
    http::{
        api::{convoys::known, openapi::drafts::ReplayDraft, page},
        extract::{Ask, JsonObject, Query},
        problem::Problem,
    },
};

/// What was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryView {
    /// As in the header `webhook-id`, after `msg_`.
    id: Uuid,
    #[serde(rename = "type")]
    kind: String,
    /// The event's position.
    position: Option<i64>,
    /// `waiting`, `delivered` or `failed`.
    state: String,
    created_at: String,
    next_attempt_at: Option<String>,
    attempts: Vec<AttemptView>,
}

/// One attempt.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttemptView {
    at: String,
    duration_ms: i64,
    /// The status that came.
    status: Option<i32>,
    /// The class of the error.
    error: Option<String>,
}

/// What the list of deliveries can be asked.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeliveriesQuery {
    /// Those that are as far as this.
    #[param(value_type = Option<DeliveryState>)]
    state: Option<String>,
    /// Messages in a page: 1 to 500, 50 unless said otherwise.
    limit: Option<usize>,
    /// `next` of the page before.
    cursor: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /webhooks/{webhook}/deliveries`, with each attempt.
#[utoipa::path(
    get,
    path = "/webhooks/{webhook}/deliveries",
    tag = "webhooks",
    operation_id = "listDeliveries",
    params(DeliveriesQuery),
    responses((status = 200, description = "A page, the latest first", body = page::PageView<DeliveryView>))
)]
pub async fn list(
    ask: Ask,
    request: HttpRequest,
    path: web::Path<Uuid>,
    query: Query<DeliveriesQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let found = ask
        .blocking(move |app, caller| {
            let state = query.state.as_deref().map(|code| known::<DeliveryState>("state", code)).transpose()?;
            let before = page::read_cursor(query.cursor.as_deref())?.map(|page::Moment(at, id)| (at, id));
            app.list_deliveries(caller, *path, &Which { state, before }, page::limit(query.limit)?)
        })
        .await?;
    let items = found.items.into_iter().map(delivery).collect();
    let next = found.next.map(|(at, id)| page::cursor(page::Moment(at, id)));
    Ok(page::answer(&request, &page::PageView::<DeliveryView> { items, next }, "cursor"))
}

fn delivery(delivery: Delivery) -> DeliveryView {
    let Delivery { message, attempts } = delivery;
    DeliveryView {
        id: message.id.0,
        kind: message.kind,
        position: message.position,
        state: message.state,
        created_at: instant(message.created_at.0),
        next_attempt_at: message.next_at.map(|at| instant(at.0)),
        attempts: attempts
            .into_iter()
            .map(|it| AttemptView {
                at: instant(it.at.0),
                duration_ms: it.duration_ms,
                status: it.status,
                error: it.error,
            })
            .collect(),
    }
}

/// `POST /webhooks/{webhook}/replay`: `{"delivery": id}`, or `{"failed_since": instant}`. What is sent is what is told now.
#[utoipa::path(
    post,
    path = "/webhooks/{webhook}/replay",
    tag = "webhooks",
    operation_id = "replayDeliveries",
    request_body = ReplayDraft,
    responses((status = 202, description = "How many are queued", body = QueuedView))
)]
pub async fn replay(ask: Ask, path: web::Path<Uuid>, body: JsonObject) -> Result<HttpResponse, Problem> {
    let what = read_replay(&body.0).map_err(|error| ask.problem(error))?;
    let queued = ask.app.replay(&ask.caller, *path, what).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Accepted().json(QueuedView { queued, id: None }))
}

fn read_replay(object: &Map<String, Value>) -> Result<Replay, AppError> {
    let errors = Errors::default();
    let fields = Fields::new(object, "", &errors);
    let (one, since) = (fields.uuid("delivery"), fields.instant("failed_since"));
    fields.refuse_unread();
    if one.is_none() && since.is_none() && errors.borrow().is_empty() {
        fields.wrong("delivery", FieldCode::Required);
    }
    match (one, since, errors.into_inner()) {
        (Some(one), None, errors) if errors.is_empty() => Ok(Replay::One(one)),
        (None, Some(since), errors) if errors.is_empty() => Ok(Replay::FailedSince(since)),
        (_, _, errors) if !errors.is_empty() => Err(AppError::Invalid(errors)),
        _ => {
            let errors = Errors::default();
            Fields::new(object, "", &errors).wrong("failed_since", FieldCode::Malformed);
            Err(AppError::Invalid(errors.into_inner()))
        }
    }
}
