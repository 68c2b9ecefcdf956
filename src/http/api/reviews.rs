//! Reviews: reports that do not fit, and what a coordinator decides about each.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Deserialize;
use serde_json::Value;
use utoipa::{
    IntoParams,
    openapi::{Object, ObjectBuilder, Type},
};
use uuid::Uuid;

use super::{openapi::drafts::DecisionDraft, page, views};
use crate::{
    app::{AppError, events::Taken, reviews::Decision},
    domain::{
        fields::{Errors, Fields},
        refusal::{FieldCode, FieldError},
        text::PROSE,
    },
    http::{
        extract::{Ask, IdempotencyKey, JsonObject, Query, read_as_of},
        problem::Problem,
    },
};

/// States in which a report does not simply count.
const STATES: [&str; 5] = ["in_review", "accepted", "dismissed", "voided", "replaced"];

/// Those states, in the document.
fn states() -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(STATES)).build()
}

/// What a list of reviews can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReviewsQuery {
    /// `in_review`, unless asked otherwise.
    #[param(schema_with = states)]
    state: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
    as_of: Option<String>,
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
            let limit = page::limit(query.limit)?;
            match read_as_of(app, query.as_of.as_deref())? {
                None => app.list_reviews(caller, state, after, limit),
                Some(as_of) => app.list_reviews_as_of(caller, state, after, limit, as_of),
            }
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
    responses(
        (status = 201, description = "Decided: the decision is itself an event", body = views::EventView),
        (status = 200, description = "Decided before, with the same key and content", body = views::EventView)
    )
)]
pub async fn decide(
    ask: Ask,
    key: IdempotencyKey,
    event: web::Path<Uuid>,
    body: JsonObject,
) -> Result<HttpResponse, Problem> {
    let (decision, reason, replacement) = read_decision(&body).map_err(|error| ask.problem(error))?;
    let event = event.into_inner();
    let receipt = ask.app.settle_review(&ask.caller, event, decision, &reason, replacement, key.text()).await;
    let receipt = receipt.map_err(|error| ask.problem(error))?;
    let status = if receipt.taken == Taken::Again { StatusCode::OK } else { StatusCode::CREATED };
    Ok(HttpResponse::build(status).json(views::receipt(&receipt, ask.locale)))
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
