//! The log form as a phone's outbox sends it: the same fields, read by the same reader, answered in JSON. A receipt is
//! one only by the id in it.

use actix_web::{HttpResponse, http::header};
use serde::Serialize;
use uuid::Uuid;

use super::{Mistakes, read_world, record};
use crate::{
    app::{
        error::Conflict,
        events::{Receipt, Taken},
    },
    domain::{
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    http::{
        pages::{problem::PageProblem, views, visit::Visit},
        problem::{BadRequest, Fault},
    },
};

/// What is recorded.
#[derive(Debug, Serialize)]
struct ReceiptView {
    id: Uuid,
    /// `applied` or `in_review`.
    state: &'static str,
    /// How far the phone's clock is ahead.
    skew_ms: Option<i64>,
}

/// All that is wrong, in the shape of a problem (RFC 9457); the errors name fields of the form.
#[derive(Debug, Serialize)]
struct MistakesView {
    r#type: String,
    title: String,
    status: u16,
    code: &'static str,
    detail: String,
    errors: Vec<MistakeView>,
    skew_ms: Option<i64>,
}

#[derive(Debug, Serialize)]
struct MistakeView {
    field: String,
    /// The field as people call it.
    name: Option<String>,
    detail: String,
}

/// Takes the form, or says all that is wrong with it.
pub async fn save(visit: &Visit, reference: String, form: views::Form) -> Result<HttpResponse, PageProblem> {
    let by = form.value("by");
    if !by.is_empty() && by != visit.caller.user.0.to_string() {
        // What one person wrote is not sent in the name of another who has signed in since.
        return Err(visit.problem(Fault::Request(BadRequest::OtherUser)));
    }
    let Ok(id) = Uuid::parse_str(form.value("id")) else {
        return Err(visit.problem(crate::app::AppError::Invalid(vec![FieldError {
            pointer: "/id".to_owned(),
            code: FieldCode::NotAUuid,
            expected: None,
        }])));
    };
    let skew_ms = Instant::parse(form.value("sent_at")).map(|at| at.since(visit.app.now()).num_milliseconds());
    let world = visit.blocking(move |app, caller| read_world(app, caller, &reference)).await?;
    match record(visit, &world, &form, id).await {
        Ok(receipt) => Ok(received(&receipt, skew_ms)),
        Err(Mistakes::InForm(errors)) => Ok(mistaken(visit, "invalid", 422, &errors, skew_ms)),
        Err(Mistakes::OtherContent(error)) => {
            Ok(mistaken(visit, Conflict::SameEventOtherContent.code(), 409, &[error], skew_ms))
        }
        Err(Mistakes::Other(error)) => Err(visit.problem(error)),
    }
}

fn received(receipt: &Receipt, skew_ms: Option<i64>) -> HttpResponse {
    let event = &receipt.answer;
    let state = if event.verdict.is_in_review() { "in_review" } else { "applied" };
    let view = ReceiptView { id: event.event.id.0, state, skew_ms };
    match receipt.taken {
        Taken::Stored => HttpResponse::Created().json(view),
        Taken::Again => HttpResponse::Ok().json(view),
        Taken::InReview => HttpResponse::Accepted().json(view),
    }
}

fn mistaken(
    visit: &Visit,
    code: &'static str,
    status: u16,
    errors: &[views::FieldError],
    skew_ms: Option<i64>,
) -> HttpResponse {
    let t = visit.texts();
    let name = |field: &str| t.has(format!("name-{field}")).then(|| t.label("name", field));
    let errors: Vec<MistakeView> = errors
        .iter()
        .map(|error| MistakeView { name: name(&error.field), field: error.field.clone(), detail: error.text.clone() })
        .collect();
    let view = MistakesView {
        r#type: format!("urn:convoy:problem:{code}"),
        title: t.count("form-errors", errors.len()),
        status,
        code,
        detail: t.text("problem-invalid-detail"),
        errors,
        skew_ms,
    };
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
    HttpResponse::build(status)
        .content_type("application/problem+json")
        .insert_header((header::CONTENT_LANGUAGE, t.locale().tag()))
        .body(serde_json::to_string(&view).unwrap_or_default())
}
