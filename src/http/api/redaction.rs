//! Taking the text of an event out of the ledger. For people alone: no scope of a token permits it.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::openapi::drafts::RedactionDraft;
use crate::{
    app::{AppError, Runner, redaction::Keep},
    domain::{
        fields::{Errors, Fields},
        id::EventId,
        text::PROSE,
    },
    http::{
        extract::{Ask, JsonObject},
        problem::Problem,
    },
};

/// Of which events the text is gone: the one that was named, and what repeated it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RedactedView {
    redacted: Vec<EventId>,
}

/// `POST /convoys/{convoy}/events/{event}/redaction`: `{"reason", "keep": "fact" | "nothing"}`.
#[utoipa::path(
    post,
    path = "/convoys/{convoy}/events/{event}/redaction",
    tag = "records",
    operation_id = "redactEvent",
    request_body = RedactionDraft,
    responses((status = 201, description = "Its text is out of the ledger", body = RedactedView))
)]
pub async fn redact(ask: Ask, path: web::Path<(String, Uuid)>, body: JsonObject) -> Result<HttpResponse, Problem> {
    let (convoy, event) = path.into_inner();
    let runner = Runner::from(&ask.caller);
    // First of all whether there is such a convoy for this caller.
    ask.app.may_redact(&runner, &convoy).map_err(|error| ask.problem(error))?;
    let (reason, keep) = read(&body).map_err(|error| ask.problem(error))?;
    let redacted = ask.app.redact(&runner, &convoy, EventId(event), &reason, keep).await;
    let redacted = redacted.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Created().json(RedactedView { redacted }))
}

fn read(body: &JsonObject) -> Result<(String, Keep), AppError> {
    let errors = Errors::default();
    let fields = Fields::new(&body.0, "", &errors);
    let reason = fields.required("reason", fields.text("reason", PROSE));
    let keep = fields.required("keep", fields.code::<Keep>("keep"));
    fields.refuse_unread();
    match (reason, keep, errors.into_inner()) {
        (Some(reason), Some(keep), errors) if errors.is_empty() => Ok((reason.to_string(), keep)),
        (_, _, errors) => Err(AppError::Invalid(errors)),
    }
}
