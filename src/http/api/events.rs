//! Events: logged one by one or in batches, and listed by convoy.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    openapi::drafts::{BatchDraft, EventDraft},
    page, views,
};
use crate::{
    app::{
        AppError,
        events::{OnRefusal, Receipt, Sent, Taken, read_sent},
    },
    domain::{
        id::EventId,
        refusal::{FieldCode, FieldError},
        text::{LINE, Text},
    },
    http::{
        extract::{Ask, BATCH_LIMIT, JsonObject, Query, read_as_of},
        language::Locale,
        problem::{self, Fault, Problem},
    },
};

/// Events in one batch at the most.
pub const MOST_IN_BATCH: usize = 200;

/// What a list of events can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EventsQuery {
    /// A ledger position.
    after: Option<i64>,
    limit: Option<usize>,
    cursor: Option<String>,
    as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `PUT /convoys/{convoy}/events/{event}`: 201 stored, 200 the same again, 202 in review.
#[utoipa::path(
    put,
    path = "/convoys/{convoy}/events/{event}",
    tag = "events",
    operation_id = "logEvent",
    request_body = EventDraft,
    responses((status = 201, description = "Stored", body = views::EventView), (status = 200, description = "The same again", body = views::EventView), (status = 202, description = "Recorded, and in review", body = views::EventView))
)]
pub async fn log(ask: Ask, path: web::Path<(String, String)>, body: JsonObject) -> Result<HttpResponse, Problem> {
    let (convoy, event) = path.into_inner();
    let sent = read_id(&event)
        .and_then(|id| agrees(&body, id))
        .map(|id| Sent { convoy, id, object: body.0, on_refusal: OnRefusal::default(), by_message: None })
        .map_err(|error| ask.problem(error))?;
    let receipt = ask.app.log_event(&ask.caller, sent).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::build(status_of(&receipt)).json(views::receipt(&receipt, ask.locale)))
}

fn read_id(text: &str) -> Result<EventId, AppError> {
    Uuid::try_parse(text).map(EventId).map_err(|_| wrong("/id", FieldCode::NotAUuid))
}

/// An id in the body may repeat the one in the address, and not contradict it.
fn agrees(body: &JsonObject, id: EventId) -> Result<EventId, AppError> {
    let said = |name: &str| body.0.get(name).filter(|value| !value.is_null());
    if said("convoy").is_some_and(|convoy| !convoy.is_string()) {
        return Err(wrong("/convoy", FieldCode::Malformed));
    }
    match said("id").map(|said| said.as_str().and_then(|text| Uuid::try_parse(text).ok())) {
        Some(other) if other != Some(id.0) => Err(wrong("/id", FieldCode::Malformed)),
        Some(_) | None => Ok(id),
    }
}

fn wrong(pointer: &str, code: FieldCode) -> AppError {
    AppError::Invalid(vec![FieldError { pointer: pointer.to_owned(), code, expected: None }])
}

pub(super) fn status_of(receipt: &Receipt) -> StatusCode {
    match receipt.taken {
        Taken::Stored => StatusCode::CREATED,
        Taken::Again => StatusCode::OK,
        Taken::InReview => StatusCode::ACCEPTED,
    }
}

/// The outcomes of a batch, one each, in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchView {
    results: Vec<OutcomeView>,
}

/// What became of one event of a batch.
#[derive(Debug, Serialize, ToSchema)]
struct OutcomeView {
    /// As it was sent; null where that is no text.
    id: Value,
    /// As the answer to it alone would have had.
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<views::EventView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<problem::ProblemView>,
}

/// `POST /events`: `{"events": [{"convoy", "id", …}]}`; one outcome each, in order.
#[utoipa::path(
    post,
    path = "/events",
    tag = "events",
    operation_id = "logEvents",
    request_body = BatchDraft,
    responses((status = 200, description = "One outcome each, in order", body = BatchView))
)]
pub async fn batch(ask: Ask, body: JsonObject<BATCH_LIMIT>) -> Result<HttpResponse, Problem> {
    let events = match body.0.get("events").and_then(Value::as_array) {
        Some(events) if events.len() <= MOST_IN_BATCH => events,
        Some(_) => {
            let expected = Some(MOST_IN_BATCH.to_string());
            let error = FieldError { pointer: "/events".to_owned(), code: FieldCode::TooLong, expected };
            return Err(ask.problem(AppError::Invalid(vec![error])));
        }
        None => return Err(ask.problem(wrong("/events", FieldCode::Required))),
    };
    let read: Vec<Result<Sent, AppError>> = events.iter().map(|event| read_sent(event, "")).collect();
    let sent: Vec<Sent> = read.iter().filter_map(|sent| sent.as_ref().ok()).cloned().collect();
    let mut logged = ask.app.log_events(&ask.caller, sent).await.into_iter();
    let results = read
        .into_iter()
        .zip(events)
        .map(|(sent, event)| {
            let outcome = sent.and_then(|_| logged.next().unwrap_or(Err(AppError::Unauthenticated)));
            outcome_view(event.get("id"), outcome, ask.locale)
        })
        .collect();
    Ok(HttpResponse::Ok().json(BatchView { results }))
}

fn outcome_view(id: Option<&Value>, outcome: Result<Receipt, AppError>, locale: Locale) -> OutcomeView {
    match outcome {
        Ok(receipt) => OutcomeView {
            id: json!(receipt.answer.event.id),
            status: status_of(&receipt).as_u16(),
            event: Some(views::receipt(&receipt, locale)),
            problem: None,
        },
        Err(error) => {
            let fault = Fault::App(error);
            problem::log(&fault);
            OutcomeView {
                id: json!(id.filter(|id| is_harmless(id))),
                status: problem::status_and_code(&fault).0.as_u16(),
                event: None,
                problem: Some(problem::view(&fault, locale)),
            }
        }
    }
}

/// Whether an id that made no sense may be said again, so that its sender finds it.
fn is_harmless(id: &Value) -> bool {
    match id {
        Value::String(text) => Text::parse(text, LINE).is_ok(),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
        Value::Array(_) | Value::Object(_) => false,
    }
}

/// `GET /convoys/{convoy}/events`, in the order of the ledger.
#[utoipa::path(
    get,
    path = "/convoys/{convoy}/events",
    tag = "events",
    operation_id = "listConvoyEvents",
    params(EventsQuery),
    responses((status = 200, description = "A page, in the order of the ledger", body = page::PageView<views::EventView>))
)]
pub async fn list(
    ask: Ask,
    request: HttpRequest,
    convoy: web::Path<String>,
    query: Query<EventsQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let page = ask
        .blocking(move |app, caller| {
            let as_of = read_as_of(app, query.as_of.as_deref())?;
            let after = page::read_cursor(query.cursor.as_deref())?.or(query.after).unwrap_or(0);
            app.list_events(caller, &convoy, after, page::limit(query.limit)?, as_of)
        })
        .await?;
    let items = page.items.iter().map(|event| views::event(event, &page.names, ask.locale)).collect();
    Ok(page::answer(&request, &page::PageView { items, next: page.next.map(page::cursor) }, "cursor"))
}
