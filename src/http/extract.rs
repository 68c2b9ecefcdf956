//! Parses what comes in, so that no handler sees a malformed id, a stranger, or a body that never ends.

use std::{future::Future, pin::Pin, time::Duration};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderMap},
    web,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{
    Site,
    door::admitted,
    language::{Locale, negotiate},
    problem::{BadRequest, Fault, Problem},
};
use crate::{
    app::{App, AppError, Caller, people::Signed},
    domain::{
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
};

/// How long a body may take to come.
const BODY_DEADLINE: Duration = Duration::from_secs(10);
/// Largest JSON body, in bytes.
const JSON_LIMIT: usize = 64 * 1024;
/// Largest batch of events, in bytes.
pub const BATCH_LIMIT: usize = 1024 * 1024;

/// The cookie of a session, and of the language that was chosen.
pub const LANGUAGE_COOKIE: &str = "lang";

/// The name of the session's cookie. With TLS the prefix lets no other host or path set it.
pub fn session_cookie(tls: bool) -> &'static str {
    if tls { "__Host-session" } else { "session" }
}

/// Who is signed in in this browser, even where a second factor has to be set up before anything else.
pub fn signed_of_session(request: &HttpRequest, site: &Site) -> Result<Signed, AppError> {
    let cookie = request.cookie(session_cookie(site.options.tls)).ok_or(AppError::Unauthenticated)?;
    site.app.signed_in(cookie.value())
}

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

/// The reader's language: `?lang=`, then the cookie, then `Accept-Language`.
pub fn locale_of(request: &HttpRequest) -> Locale {
    let chosen = query_value(request, "lang");
    let cookie = request.cookie(LANGUAGE_COOKIE).map(|cookie| cookie.value().to_owned());
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    negotiate(&[chosen.as_deref(), cookie.as_deref()], accepted)
}

/// Whether JSON is asked for, and no page.
pub fn wants_json(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("application/json") && !accepted.contains("text/html"))
}

/// The first value of a name in the query.
pub fn query_value(request: &HttpRequest, name: &str) -> Option<String> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(request.query_string()).ok()?;
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
}

/// The site.
pub fn site(request: &HttpRequest) -> Result<Site, Problem> {
    let site = request.app_data::<web::Data<Site>>().map(|site| site.get_ref().clone());
    site.ok_or_else(|| Problem { fault: Fault::Request(BadRequest::Internal), locale: locale_of(request) })
}

/// What a handler of the API needs: who asks, in which language, and the application.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The application.
    pub app: App,
    /// Who asks.
    pub caller: Caller,
    /// In which language.
    pub locale: Locale,
}

impl Ask {
    /// An error in the asker's language.
    pub fn problem(&self, fault: impl Into<Fault>) -> Problem {
        Problem { fault: fault.into(), locale: self.locale }
    }

    /// An unreadable request, in the asker's language.
    pub fn problem_of(&self, bad: BadRequest) -> Problem {
        Problem { fault: Fault::Request(bad), locale: self.locale }
    }

    /// Runs what reads a lot on a thread that may block.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&App, &Caller) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, Problem> {
        let (app, caller) = (self.app.clone(), self.caller.clone());
        let done = web::block(move || work(&app, &caller)).await;
        done.unwrap_or_else(|error| Err(AppError::Internal(error.to_string()))).map_err(|error| self.problem(error))
    }
}

impl FromRequest for Ask {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let locale = locale_of(request);
        let ask = site(request).and_then(|site| {
            let caller = caller_of(request, &site).map_err(|error| Problem { fault: error.into(), locale })?;
            Ok(Self { app: site.app, caller, locale })
        });
        std::future::ready(ask)
    }
}

/// Who asks: by a token in the header, or by the session of a page.
pub fn caller_of(request: &HttpRequest, site: &Site) -> Result<Caller, AppError> {
    if let Some(caller) = admitted(request) {
        return Ok(caller);
    }
    if request.headers().contains_key(header::AUTHORIZATION) {
        let token = token_of(request.headers()).ok_or(AppError::Unauthenticated)?;
        return site.app.caller_of_token(&token);
    }
    caller_of_session(request, site)
}

/// Whose session the cookie is of.
pub fn caller_of_session(request: &HttpRequest, site: &Site) -> Result<Caller, AppError> {
    if let Some(caller) = admitted(request) {
        return Ok(caller);
    }
    let cookie = request.cookie(session_cookie(site.options.tls)).ok_or(AppError::Unauthenticated)?;
    site.app.caller_of_session(cookie.value())
}

/// By what somebody asks, to be looked at again while an answer goes on.
#[derive(Clone)]
pub enum Credential {
    /// A script's token.
    Token(String),
    /// The secret of a session.
    Session(String),
}

impl std::fmt::Debug for Credential {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if matches!(self, Self::Token(_)) { "Token" } else { "Session" })
    }
}

impl Credential {
    /// As a request carries it.
    pub fn of(request: &HttpRequest) -> Option<Self> {
        if request.headers().contains_key(header::AUTHORIZATION) {
            return token_of(request.headers()).map(Self::Token);
        }
        let site = site(request).ok()?;
        let cookie = request.cookie(session_cookie(site.options.tls))?;
        Some(Self::Session(cookie.value().to_owned()))
    }

    /// What tells it from every other.
    pub fn secret(&self) -> &str {
        match self {
            Self::Token(secret) | Self::Session(secret) => secret,
        }
    }

    /// Who asks by it, if it still lets in.
    pub fn caller(&self, app: &App) -> Result<Caller, AppError> {
        match self {
            Self::Token(token) => app.caller_of_token(token),
            Self::Session(secret) => app.caller_of_open_session(secret),
        }
    }
}

/// `Bearer` with the token, or `Basic` with the token as the password, as Excel's dialog sends it.
fn token_of(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(credentials.trim().to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64_STANDARD.decode(credentials.trim()).ok()?).ok()?;
    decoded.split_once(':').map(|(_, password)| password.to_owned())
}

/// The whole body, in time and not too large.
pub async fn read_body(payload: &mut Payload, limit: usize) -> Result<web::Bytes, BadRequest> {
    let read = async {
        let mut body = web::BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| BadRequest::MalformedJson)?;
            if body.len() + chunk.len() > limit {
                return Err(BadRequest::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    };
    tokio::time::timeout(BODY_DEADLINE, read).await.unwrap_or(Err(BadRequest::Timeout))
}

async fn read_json(request: &HttpRequest, payload: &mut Payload, limit: usize) -> Result<Value, BadRequest> {
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if essence != "application/json" && !essence.ends_with("+json") {
        return Err(BadRequest::UnsupportedMediaType);
    }
    let body = read_body(payload, limit).await?;
    serde_json::from_slice(&body).map_err(|_| BadRequest::MalformedJson)
}

/// A JSON object of the body. A batch may be larger.
#[derive(Debug)]
pub struct JsonObject<const LIMIT: usize = JSON_LIMIT>(pub Map<String, Value>);

impl<const LIMIT: usize> FromRequest for JsonObject<LIMIT> {
    type Error = Problem;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let locale = locale_of(&request);
            match read_json(&request, &mut payload, LIMIT).await {
                Ok(Value::Object(object)) => Ok(Self(object)),
                Ok(_) => Err(invalid(locale, "", FieldCode::Malformed)),
                Err(bad) => Err(Problem { fault: Fault::Request(bad), locale }),
            }
        })
    }
}

fn invalid(locale: Locale, pointer: &str, code: FieldCode) -> Problem {
    let error = FieldError { pointer: pointer.to_owned(), code, expected: None };
    Problem { fault: Fault::App(AppError::Invalid(vec![error])), locale }
}

/// The longest key, in bytes.
const LONGEST_KEY: usize = 255;

/// The key by which a request that makes something is known again. It belongs to the caller.
#[derive(Debug)]
pub struct IdempotencyKey(Option<String>);

impl IdempotencyKey {
    /// The key, where there is one.
    pub fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut keys = request.headers().get_all("idempotency-key");
        let wrong = |code| Err(invalid(locale_of(request), "/Idempotency-Key", code));
        std::future::ready(match (keys.next(), keys.next()) {
            (None, _) => Ok(Self(None)),
            (Some(_), Some(_)) => wrong(FieldCode::Duplicate),
            (Some(key), None) => match key.to_str().map(str::trim) {
                Ok(key) if key.len() > LONGEST_KEY => wrong(FieldCode::TooLong),
                Ok(key) if !key.is_empty() && key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) => {
                    Ok(Self(Some(key.to_owned())))
                }
                Ok(_) | Err(_) => wrong(FieldCode::Malformed),
            },
        })
    }
}

/// The query, with every mistake a 422 that names its field.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Query<T> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = web::Query::<T>::from_query(request.query_string());
        let locale = locale_of(request);
        std::future::ready(match query {
            Ok(query) => Ok(Self(query.into_inner())),
            Err(error) => {
                // Serde names an unknown field between backticks; the value it does not repeat.
                let text = error.to_string();
                let field = text.split('`').nth(1).unwrap_or("").to_owned();
                let code = if text.contains("unknown field") { FieldCode::UnknownField } else { FieldCode::Malformed };
                Err(invalid(locale, &format!("/{field}"), code))
            }
        })
    }
}

/// Reads the moment as known at which something is asked. One that has not come is refused.
pub fn read_as_of(app: &App, text: Option<&str>) -> Result<Option<Instant>, AppError> {
    app.known_at(read_instant("as_of", text)?)
}

/// Reads an instant of the query. A `+` that nobody escaped arrives as a space.
pub fn read_instant(name: &str, text: Option<&str>) -> Result<Option<Instant>, AppError> {
    let Some(text) = text else { return Ok(None) };
    let instant = Instant::parse(text).or_else(|| Instant::parse(&text.replace(' ', "+")));
    instant.map(Some).ok_or_else(|| {
        let pointer = format!("/{name}");
        AppError::Invalid(vec![FieldError { pointer, code: FieldCode::NotAnInstant, expected: None }])
    })
}
