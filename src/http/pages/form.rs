//! Forms as they come in.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
};

use super::{
    problem::PageProblem,
    views::{FieldError, Form},
};
use crate::{
    app::AppError,
    domain::refusal::{self, FieldCode},
    http::{
        extract::{query_value, read_body},
        language::Texts,
        problem::{BadRequest, Fault, field_sentence},
        server::FORM_LIMIT,
    },
};

/// What was typed into a form: its pairs, in order.
#[derive(Debug)]
pub struct Submitted(pub Form);

impl FromRequest for Submitted {
    type Error = PageProblem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageProblem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let read = read(&request, &mut payload).await;
            read.map_err(|bad| PageProblem::bare(&request, Fault::Request(bad)))
        })
    }
}

async fn read(request: &HttpRequest, payload: &mut Payload) -> Result<Submitted, BadRequest> {
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if !media_type.starts_with("application/x-www-form-urlencoded") {
        return Err(BadRequest::UnsupportedMediaType);
    }
    let body = read_body(payload, FORM_LIMIT).await?;
    let values: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    // No keyboard has it.
    if values.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
        return Err(BadRequest::Invalid);
    }
    Ok(Submitted(Form { values, errors: Vec::new() }))
}

/// A mistake in a field, in the reader's words. What the API would expect instead are codes; forms offer choices.
pub fn field_error(texts: Texts, field: &str, error: &refusal::FieldError) -> FieldError {
    let known_to_people = matches!(error.code, FieldCode::TooLong | FieldCode::TooShort | FieldCode::OutOfRange);
    let expected = error.expected.clone().filter(|_| known_to_people);
    let error = refusal::FieldError { expected, ..error.clone() };
    FieldError { field: field.to_owned(), text: field_sentence(texts, &error) }
}

/// When a form may be sent again that was right, and not taken this time.
#[derive(Clone, Copy, Debug)]
pub struct Again {
    status: StatusCode,
    seconds: u64,
}

impl Again {
    /// Of errors that pass by themselves.
    pub fn after(error: &AppError) -> Option<Self> {
        match error {
            AppError::TooManyAttempts { seconds } => {
                Some(Self { status: StatusCode::TOO_MANY_REQUESTS, seconds: *seconds })
            }
            AppError::Crowded { seconds } => Some(Self { status: StatusCode::SERVICE_UNAVAILABLE, seconds: *seconds }),
            _ => None,
        }
    }

    /// Says so beside the form.
    pub fn tell(again: Option<Self>, mut response: HttpResponse) -> HttpResponse {
        if let Some(Self { status, seconds }) = again {
            *response.status_mut() = status;
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
        }
        response
    }
}

/// A mistake that only the form knows of.
pub fn form_error(texts: Texts, field: &str, code: FieldCode) -> FieldError {
    field_error(texts, field, &refusal::FieldError { pointer: String::new(), code, expected: None })
}

/// The address of the next page of a list: what was asked, without what was left empty, and where it goes on.
pub fn address_after(path: &str, form: &Form, name: &str, after: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form.values.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    format!("{path}?{}", query.append_pair(name, after).finish())
}

/// The form of a list that stands in its address.
pub fn asked_form(request: &HttpRequest, fields: &[&str]) -> Form {
    let asked = |name: &&str| Some(((*name).to_owned(), query_value(request, name)?));
    Form { values: fields.iter().filter_map(asked).collect(), errors: Vec::new() }
}
