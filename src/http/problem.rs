//! Every "no" in one place: one match turns an error into status, code and sentence, for problem+json (RFC 9457) and
//! for the HTML error page alike.

use actix_web::{
    HttpResponse, HttpResponseBuilder, ResponseError,
    http::{StatusCode, header},
};
use serde::Serialize;

use super::language::{Arg, Locale, Texts};
use crate::{
    app::{
        AppError,
        error::{Candidate, Trouble, trouble},
        imports::sheet::Unreadable,
    },
    domain::{
        Refusal,
        event::Kind,
        refusal::{FieldCode, FieldError},
    },
};

/// What is answered instead of what was asked for.
#[derive(Debug)]
pub struct Problem {
    /// What went wrong.
    pub fault: Fault,
    /// The reader's language.
    pub locale: Locale,
}

/// What went wrong.
#[derive(Debug)]
pub enum Fault {
    /// A use-case said no, or failed.
    App(AppError),
    /// What came in could not be read.
    Request(BadRequest),
}

/// Why a request could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::AsRefStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum BadRequest {
    /// The body is not JSON.
    MalformedJson,
    /// The body is of another type.
    UnsupportedMediaType,
    /// The body is larger than taken here.
    TooLarge,
    /// The body did not come in time.
    Timeout,
    /// A part of the query makes no sense.
    Invalid,
    /// Another site sent it.
    CrossSite,
    /// What was sent was written by somebody else than who is signed in now.
    OtherUser,
    /// There is no such address.
    NotFound,
    /// No table or no format of this name.
    NoSuchExport,
    /// The table has no places that a map could show.
    NoPlacesInTable,
    /// The address does not take this method.
    MethodNotAllowed,
    /// A token stands in the address, where every proxy and history keeps it.
    TokenInUrl,
    /// What a device sent is no position.
    BadPosition,
    /// No such device, or it has ended.
    UnknownDevice,
    /// No format that was asked for is given.
    NotAcceptable,
    /// The caller's budget is used up.
    RateLimited {
        /// When to come again, in seconds.
        seconds: u64,
    },
    /// The handler failed.
    Internal,
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

/// Status and stable code of a fault.
pub fn status_and_code(fault: &Fault) -> (StatusCode, &'static str) {
    match fault {
        Fault::Request(bad) => match bad {
            BadRequest::MalformedJson => (StatusCode::BAD_REQUEST, "malformed_json"),
            BadRequest::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"),
            BadRequest::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            BadRequest::Timeout => (StatusCode::REQUEST_TIMEOUT, "timeout"),
            BadRequest::Invalid => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            BadRequest::CrossSite => (StatusCode::FORBIDDEN, "cross_site"),
            BadRequest::OtherUser => (StatusCode::UNAUTHORIZED, "other_user"),
            BadRequest::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            BadRequest::NoSuchExport => (StatusCode::NOT_FOUND, "no_such_export"),
            BadRequest::NoPlacesInTable => (StatusCode::NOT_ACCEPTABLE, "no_places_in_table"),
            BadRequest::TokenInUrl => (StatusCode::BAD_REQUEST, "token_in_url"),
            BadRequest::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            BadRequest::BadPosition => (StatusCode::BAD_REQUEST, "bad_position"),
            BadRequest::UnknownDevice => (StatusCode::BAD_REQUEST, "unknown_device"),
            BadRequest::NotAcceptable => (StatusCode::NOT_ACCEPTABLE, "not_acceptable"),
            BadRequest::RateLimited { .. } => (StatusCode::TOO_MANY_REQUESTS, "rate_limited"),
            BadRequest::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        },
        Fault::App(error) => match error {
            AppError::Refused { .. } => (StatusCode::CONFLICT, "refused"),
            AppError::Conflict(conflict) => (StatusCode::CONFLICT, conflict.code()),
            AppError::Invalid(_) | AppError::Import { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            AppError::NotFound { .. } => (StatusCode::NOT_FOUND, "not_found"),
            AppError::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated"),
            AppError::SecondFactorRequired => (StatusCode::FORBIDDEN, "second_factor_required"),
            AppError::Crowded { .. } => (StatusCode::SERVICE_UNAVAILABLE, "crowded"),
            AppError::TooManyAttempts { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"),
            AppError::Unreadable(why) => (unreadable_status(*why), why.into()),
            AppError::PreconditionFailed => (StatusCode::PRECONDITION_FAILED, "precondition_failed"),
            AppError::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            AppError::Ambiguous(_) => (StatusCode::CONFLICT, "ambiguous_reference"),
            AppError::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
            AppError::Store(error) => match trouble(error) {
                Trouble::StorageFull => (StatusCode::INSUFFICIENT_STORAGE, "storage_full"),
                Trouble::Passing => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
                Trouble::Missing => (StatusCode::NOT_FOUND, "not_found"),
                Trouble::Fault => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
            },
        },
    }
}

fn unreadable_status(why: Unreadable) -> StatusCode {
    match why {
        Unreadable::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Unreadable::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Unreadable::Gone => StatusCode::GONE,
        Unreadable::VersionTaken => StatusCode::CONFLICT,
        Unreadable::Empty
        | Unreadable::UnknownFormat
        | Unreadable::OldWorkbook
        | Unreadable::OtherWorkbook
        | Unreadable::Broken
        | Unreadable::UnpacksTooLarge
        | Unreadable::TooManyRows
        | Unreadable::TooManyColumns
        | Unreadable::TooMuch
        | Unreadable::CellTooLong
        | Unreadable::WrongEncoding
        | Unreadable::NotAnObject
        | Unreadable::TooDeep
        | Unreadable::NoRows
        | Unreadable::NoSheet
        | Unreadable::NoVersion => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// The sentence for a refusal.
pub fn refusal_sentence(texts: Texts, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotPermitted { status, kind } => texts.text2(
            "refusal-not_permitted",
            "status",
            Arg::Label("status", status.as_ref()),
            "kind",
            Arg::Label("action", kind.as_ref()),
        ),
        other => texts.label("refusal", other.code()),
    }
}

/// The sentence for a wrong field.
pub fn field_sentence(texts: Texts, error: &FieldError) -> String {
    let sentence = texts.label("field", error.code);
    match &error.expected {
        Some(expected) => format!("{sentence} ({expected})"),
        None => sentence,
    }
}

/// The same for whoever writes JSON or an address: a form asks for the time of day, they give a whole moment.
pub fn field_sentence_for_scripts(texts: Texts, error: &FieldError) -> String {
    match error.code {
        FieldCode::NotAnInstant => texts.text("api-not_an_instant"),
        _ => field_sentence(texts, error),
    }
}

/// The sentence for a fault as a whole.
pub fn detail(texts: Texts, fault: &Fault) -> String {
    match fault {
        Fault::App(AppError::Refused { refusal, .. }) => refusal_sentence(texts, refusal),
        Fault::App(AppError::Conflict(conflict)) => texts.label("refusal", conflict.code()),
        Fault::App(AppError::TooManyAttempts { seconds }) => again_in(texts, *seconds),
        Fault::App(AppError::Crowded { seconds }) => {
            format!("{} {}", texts.text("problem-crowded-detail"), again_in(texts, *seconds))
        }
        Fault::App(AppError::Unreadable(why)) => texts.label("import-file", why),
        other => texts.text(&format!("problem-{}-detail", title_code(other))),
    }
}

/// The sentence that says when to try again.
pub fn again_in(texts: Texts, seconds: u64) -> String {
    match seconds {
        0..=90 => texts.count("sign-in-again-seconds", seconds),
        _ => texts.count("sign-in-again-minutes", seconds.div_ceil(60)),
    }
}

/// After how many seconds it is worth to come again.
pub fn retry_after(fault: &Fault) -> Option<u64> {
    match fault {
        Fault::App(AppError::TooManyAttempts { seconds } | AppError::Crowded { seconds })
        | Fault::Request(BadRequest::RateLimited { seconds }) => Some(*seconds),
        _ if status_and_code(fault).0 == StatusCode::SERVICE_UNAVAILABLE => Some(2),
        _ => None,
    }
}

/// The code by which a title is found: all conflicts share one.
pub fn title_code(fault: &Fault) -> &'static str {
    match fault {
        Fault::App(AppError::Conflict(_)) => "conflict",
        Fault::App(AppError::Unreadable(_)) => "unreadable",
        other => status_and_code(other).1,
    }
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FieldView {
    pointer: String,
    code: &'static str,
    detail: String,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub(super) struct ProblemView {
    r#type: String,
    title: String,
    status: u16,
    code: String,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permitted: Option<Vec<Kind>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<Vec<CandidateView>>,
}

/// One of several convoys that a reference may mean to whoever asks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Candidate)]
pub(super) struct CandidateView {
    /// The convoy.
    id: uuid::Uuid,
    /// Its reference, as it was written.
    reference: String,
    /// The key of the organisation that leads it.
    lead: String,
}

/// A fault as problem+json has it.
pub(super) fn view(fault: &Fault, locale: Locale) -> ProblemView {
    let texts = Texts::new(locale);
    let (status, code) = status_and_code(fault);
    let (code, permitted) = match fault {
        // What to do depends on why it was refused, so that is the code.
        Fault::App(AppError::Refused { refusal, permitted }) => (refusal.code().to_owned(), Some(permitted.clone())),
        _ => (code.to_owned(), None),
    };
    let errors = match fault {
        Fault::App(AppError::Invalid(errors)) => errors
            .iter()
            .map(|error| FieldView {
                pointer: error.pointer.clone(),
                code: field_code(error),
                detail: field_sentence_for_scripts(texts, error),
            })
            .collect(),
        _ => Vec::new(),
    };
    let candidates = match fault {
        Fault::App(AppError::Ambiguous(all)) => {
            let view = |one: &Candidate| CandidateView {
                id: one.id,
                reference: one.reference.clone(),
                lead: one.lead.clone(),
            };
            Some(all.iter().map(view).collect())
        }
        _ => None,
    };
    ProblemView {
        r#type: format!("urn:convoy:problem:{code}"),
        title: texts.label("problem", title_code(fault)),
        status: status.as_u16(),
        code,
        detail: detail(texts, fault),
        errors,
        permitted,
        candidates,
    }
}

fn field_code(error: &FieldError) -> &'static str {
    error.code.into()
}

/// Writes down, once, why a 5xx was answered. The answer itself does not say.
pub fn log(fault: &Fault) {
    // That many come is no fault of ours, and would fill the log.
    let is_crowded = matches!(fault, Fault::App(AppError::Crowded { .. }));
    if is_crowded || !status_and_code(fault).0.is_server_error() {
        return;
    }
    if let Fault::App(error) = fault {
        let mut causes = Vec::new();
        let mut cause = std::error::Error::source(error);
        while let Some(error) = cause {
            causes.push(error.to_string());
            cause = error.source();
        }
        tracing::error!(error = %error, error.causes = ?causes, "request.failed");
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(status_and_code(&self.fault).1)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        status_and_code(&self.fault).0
    }

    fn error_response(&self) -> HttpResponse {
        log(&self.fault);
        let mut response = HttpResponseBuilder::new(self.status_code());
        response.content_type("application/problem+json");
        response.insert_header((header::CONTENT_LANGUAGE, self.locale.tag()));
        if self.status_code() == StatusCode::UNAUTHORIZED {
            response.append_header((header::WWW_AUTHENTICATE, "Bearer realm=\"convoy\""));
            response.append_header((header::WWW_AUTHENTICATE, "Basic realm=\"convoy\", charset=\"UTF-8\""));
        }
        if let Some(seconds) = retry_after(&self.fault) {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        // A string, for `json` would set another content type.
        response.body(serde_json::to_string(&view(&self.fault, self.locale)).unwrap_or_default())
    }
}
