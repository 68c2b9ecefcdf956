//! Webhooks: who is sent events and alerts. For people alone: no scope of a token permits it, for whoever has a script's
//! token must not be able to have everything sent elsewhere.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{openapi::drafts::WebhookDraft, page};
use crate::{
    app::{
        App, AppError,
        webhooks::{WebhookLine, WebhookWish},
    },
    domain::{
        fields::{Errors, Fields},
        refusal::FieldCode,
        time::Instant,
    },
    http::{
        contract::tags,
        extract::{Ask, IdempotencyKey, JsonObject},
        problem::Problem,
    },
};

pub mod deliveries;

/// A webhook. Its secret is told once, where it is made or given a new one.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookView {
    id: Uuid,
    /// Key of the organisation; `*` for every one.
    organisation: String,
    url: String,
    label: String,
    /// Which types are sent.
    types: Vec<String>,
    /// Reference of the one convoy that it is about.
    convoy: Option<String>,
    /// Whether positions are sent as they are.
    exact: bool,
    /// `active`, `paused` or `off`.
    state: String,
    /// Why it was switched off: `gone` or `failing`.
    off_reason: Option<String>,
    off_at: Option<String>,
    /// All up to this position was sent, or is not seen.
    position: i64,
    /// Failures in a row.
    failures: i32,
    failing_since: Option<String>,
    next_attempt_at: Option<String>,
    created_at: String,
    /// `whsec_…`, this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

/// What was queued.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueuedView {
    /// How many messages.
    queued: usize,
    /// The message of a test.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Uuid>,
}

fn instant(at: chrono::DateTime<chrono::Utc>) -> String {
    Instant::new(at).to_rfc3339_in(chrono_tz::UTC)
}

fn view(line: WebhookLine, secret: Option<String>) -> WebhookView {
    let row = line.row;
    WebhookView {
        id: row.id.0,
        organisation: line.organisation,
        url: row.url,
        label: row.label,
        types: line.types,
        convoy: line.convoy,
        exact: row.exact,
        state: row.state,
        off_reason: row.off_reason,
        off_at: row.off_at.map(|at| instant(at.0)),
        position: row.position,
        failures: row.failures,
        failing_since: row.failing_since.map(|at| instant(at.0)),
        next_attempt_at: row.next_at.map(|at| instant(at.0)),
        created_at: instant(row.created_at.0),
        secret,
    }
}

fn read(object: &Map<String, Value>) -> Result<WebhookWish, AppError> {
    let errors = Errors::default();
    let fields = Fields::new(object, "", &errors);
    let text = |name: &str| fields.string(name).map(str::to_owned);
    let truth = |name: &str| match fields.value(name) {
        None | Some(Value::Null) => None,
        Some(Value::Bool(truth)) => Some(*truth),
        Some(_) => {
            fields.wrong(name, FieldCode::Malformed);
            None
        }
    };
    let types = fields.elements("types", 20).map(|all| {
        let one = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        all.iter().map(one).collect::<Vec<_>>()
    });
    let wish = WebhookWish {
        organisation: text("organisation"),
        url: text("url"),
        label: text("label"),
        types,
        convoy: text("convoy"),
        exact: truth("exact"),
        active: truth("active"),
    };
    fields.refuse_unread();
    let errors = errors.into_inner();
    if errors.is_empty() { Ok(wish) } else { Err(AppError::Invalid(errors)) }
}

/// `GET /webhooks`. Few, so that they come at once.
#[utoipa::path(
    get,
    path = "/webhooks",
    tag = "webhooks",
    operation_id = "listWebhooks",
    responses((status = 200, description = "All of one's own organisations", body = page::PageView<WebhookView>))
)]
pub async fn list(ask: Ask) -> Result<HttpResponse, Problem> {
    let lines = ask.blocking(App::list_webhooks).await?;
    let items: Vec<WebhookView> = lines.into_iter().map(|line| view(line, None)).collect();
    Ok(HttpResponse::Ok().json(page::PageView { items, next: None }))
}

/// `POST /webhooks`, with `Idempotency-Key`. What comes from now on is sent.
#[utoipa::path(
    post,
    path = "/webhooks",
    tag = "webhooks",
    operation_id = "makeWebhook",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request again answers as before, without the secret")),
    request_body = WebhookDraft,
    responses(
        (status = 201, description = "Made; the secret is told this once", body = WebhookView),
        (status = 200, description = "It was made before by the same key", body = WebhookView)
    )
)]
pub async fn make(ask: Ask, key: IdempotencyKey, body: JsonObject) -> Result<HttpResponse, Problem> {
    let wish = read(&body.0).map_err(|error| ask.problem(error))?;
    let made = ask.app.make_webhook(&ask.caller, &wish, key.text()).await.map_err(|error| ask.problem(error))?;
    let mut response = if made.secret.is_some() { HttpResponse::Created() } else { HttpResponse::Ok() };
    Ok(response.json(view(made.line, made.secret)))
}

/// `GET /webhooks/{webhook}`.
#[utoipa::path(
    get,
    path = "/webhooks/{webhook}",
    tag = "webhooks",
    operation_id = "showWebhook",
    responses((status = 200, description = "It, without its secret", body = WebhookView))
)]
pub async fn show(ask: Ask, path: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let line = ask.blocking(move |app, caller| app.webhook(caller, *path)).await?;
    Ok(HttpResponse::Ok().json(view(line, None)))
}

/// `PUT /webhooks/{webhook}`: what is named is changed. `"active": true` lets one that was switched off go on where it was.
#[utoipa::path(
    put,
    path = "/webhooks/{webhook}",
    tag = "webhooks",
    operation_id = "changeWebhook",
    request_body = WebhookDraft,
    responses((status = 200, description = "As it is now", body = WebhookView))
)]
pub async fn change(
    ask: Ask,
    request: HttpRequest,
    path: web::Path<Uuid>,
    body: JsonObject,
) -> Result<HttpResponse, Problem> {
    let wish = read(&body.0).map_err(|error| ask.problem(error))?;
    if tags::says_which(&request) {
        let id = *path;
        let present = ask.blocking(move |app, caller| app.webhook(caller, id)).await?;
        tags::if_match(&ask, &request, &view(present, None))?;
    }
    let line = ask.app.change_webhook(&ask.caller, *path, &wish).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(view(line, None)))
}

/// `DELETE /webhooks/{webhook}`, with all that was sent to it.
#[utoipa::path(
    delete,
    path = "/webhooks/{webhook}",
    tag = "webhooks",
    operation_id = "removeWebhook",
    responses((status = 204, description = "It is gone"))
)]
pub async fn remove(ask: Ask, path: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    ask.app.remove_webhook(&ask.caller, *path).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /webhooks/{webhook}/secret`: a new secret. The old one signs too for a day.
#[utoipa::path(
    post,
    path = "/webhooks/{webhook}/secret",
    tag = "webhooks",
    operation_id = "rotateWebhookSecret",
    responses((status = 200, description = "With its new secret, told this once", body = WebhookView))
)]
pub async fn rotate(ask: Ask, path: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let id = *path;
    let secret = ask.app.rotate_webhook(&ask.caller, id).await.map_err(|error| ask.problem(error))?;
    let line = ask.blocking(move |app, caller| app.webhook(caller, id)).await?;
    Ok(HttpResponse::Ok().json(view(line, Some(secret))))
}

/// `POST /webhooks/{webhook}/test`: a message that says nothing.
#[utoipa::path(
    post,
    path = "/webhooks/{webhook}/test",
    tag = "webhooks",
    operation_id = "testWebhook",
    responses((status = 202, description = "It is queued", body = QueuedView))
)]
pub async fn test(ask: Ask, path: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let id = ask.app.test_webhook(&ask.caller, *path).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Accepted().json(QueuedView { queued: 1, id: Some(id) }))
}
