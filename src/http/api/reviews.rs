//! Reviews: reports that do not fit, and what a coordinator decides about each.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{openapi::drafts::DecisionDraft, page, views};
use crate::{
    app::{AppError, reviews::Decision},
    domain::{
        fields::{Errors, Fields},
        refusal::{FieldCode, FieldError},
        text::PROSE,
    },
    http::{
        extract::{Ask, JsonObject, Query},
        problem::Problem,
    },
};

/// States in which a report does not simply count.
const STATES: [&str; 5] = ["in_review", "accepted", "dismissed", "voided", "replaced"];

/// What a list of reviews can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReviewsQuery {
    /// `in_review`, unless asked otherwise.
    state: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /reviews`.
#[utoipa::path(
    get,
    path = "/reviews",
    tag = "reviews",
    operation_id = "listReviews",
    params(ReviewsQuery),
    responses((status = 200, description = "A page, in the order of the ledger", body = page::PageView<views::EventView>))
)]
pub async fn list(ask: Ask, request: HttpRequest, query: Query<ReviewsQuery>) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let page = ask
        .blocking(move |app, caller| {
            let state = query.state.as_deref().unwrap_or("in_review");
            if !STATES.contains(&state) {
                let expected = Some(STATES.join(", "));
                let error = FieldError { pointer: "/state".to_owned(), code: FieldCode::UnknownCode, expected };
                return Err(AppError::Invalid(vec![error]));
            }
            let after = page::read_cursor(query.cursor.as_deref())?.unwrap_or(0);
            app.list_reviews(caller, state, after, page::limit(query.limit)?)
        })
        .await?;
    let items = page.items.iter().map(|event| views::event(event, &page.names, ask.locale)).collect();
    Ok(page::answer(&request, &page::PageView { items, next: page.next.map(page::cursor) }, "cursor"))
}

/// `POST /reviews/{event}/decision`: `{"decision": "amend" | "void" | "accept_both" | "dismiss", "reason",
/// "replacement"?}`. The decision is itself an event, and is the answer.
#[utoipa::path(
    post,
    path = "/reviews/{event}/decision",
    tag = "reviews",
    operation_id = "settleReview",
    request_body = DecisionDraft,
    responses((status = 201, description = "Decided: the decision is itself an event", body = views::EventView))
)]
pub async fn decide(ask: Ask, event: web::Path<Uuid>, body: JsonObject) -> Result<HttpResponse, Problem> {
    let (decision, reason, replacement) = read_decision(&body).map_err(|error| ask.problem(error))?;
    let receipt = ask.app.settle_review(&ask.caller, event.into_inner(), decision, &reason, replacement).await;
    let receipt = receipt.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::build(StatusCode::CREATED).json(views::receipt(&receipt, ask.locale)))
}

fn read_decision(body: &JsonObject) -> Result<(Decision, String, Option<Value>), AppError> {
    let errors = Errors::default();
    let fields = Fields::new(&body.0, "", &errors);
    let decision = fields.required("decision", fields.code::<Decision>("decision"));
    let reason = fields.required("reason", fields.text("reason", PROSE));
    let replacement = fields.value("replacement").cloned();
    fields.refuse_unread();
    let errors = errors.into_inner();
    match (decision, reason) {
        (Some(decision), Some(reason)) if errors.is_empty() => Ok((decision, reason.to_string(), replacement)),
        (_, _) => Err(AppError::Invalid(errors)),
    }
}
