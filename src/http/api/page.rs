//! Lists: `{"items": […], "next": cursor or null}`, and the same cursor in a `Link`.

use actix_web::{HttpRequest, HttpResponse, http::header};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    app::AppError,
    domain::{
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
};

/// Items in a page, unless asked otherwise.
pub const USUAL: usize = 50;
/// Items in a page at the most.
pub const MOST: usize = 500;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PageView<T> {
    /// What is in it.
    pub items: Vec<T>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// Where a list stands that is in the order of instants, and of ids within one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub Instant, pub Uuid);

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0.micros(), self.1.simple())
    }
}

impl std::str::FromStr for Moment {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('.').ok_or(())?;
        let at = Instant::from_micros(at.parse().map_err(|_| ())?).ok_or(())?;
        Ok(Self(at, Uuid::parse_str(id).map_err(|_| ())?))
    }
}

/// How many items a page may have.
pub fn limit(asked: Option<usize>) -> Result<usize, AppError> {
    match asked.unwrap_or(USUAL) {
        limit @ 1..=MOST => Ok(limit),
        _ => Err(wrong("limit", FieldCode::OutOfRange, Some(format!("1–{MOST}")))),
    }
}

/// A cursor from where a list stands. Opaque, so that it can change.
pub fn cursor(at: impl std::fmt::Display) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(at.to_string())
}

/// Where a list stands, from its cursor.
pub fn read_cursor<T: std::str::FromStr>(cursor: Option<&str>) -> Result<Option<T>, AppError> {
    let Some(cursor) = cursor else { return Ok(None) };
    if cursor.is_empty() {
        return Err(wrong("cursor", FieldCode::Malformed, None));
    }
    let read = || String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?.parse().ok();
    read().map(Some).ok_or_else(|| wrong("cursor", FieldCode::Malformed, None))
}

fn wrong(name: &str, code: FieldCode, expected: Option<String>) -> AppError {
    AppError::Invalid(vec![FieldError { pointer: format!("/{name}"), code, expected }])
}

/// Answers a page, with its `Link`.
pub fn answer<T: Serialize>(request: &HttpRequest, page: &PageView<T>, parameter: &str) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if let Some(next) = &page.next {
        response.insert_header((header::LINK, link(request, next, &[parameter])));
    }
    response.json(page)
}

/// The address of the next page: this one's, with the cursor in the place of what said where to begin.
pub fn link(request: &HttpRequest, next: &str, instead_of: &[&str]) -> String {
    let is_kept =
        |pair: &&str| !pair.is_empty() && !pair.split('=').next().is_some_and(|name| instead_of.contains(&name));
    let query: Vec<&str> = request.query_string().split('&').filter(is_kept).collect();
    let separator = if query.is_empty() { "" } else { "&" };
    let parameter = instead_of.first().unwrap_or(&"cursor");
    format!("<{}?{}{separator}{parameter}={next}>; rel=\"next\"", request.path(), query.join("&"))
}
