//! What surrounds every request: an id for the log, the security headers, the refusal of other sites' forms, and an
//! answer where a handler panics.

use std::{panic::AssertUnwindSafe, sync::LazyLock};

use actix_web::{
    Error, HttpMessage, HttpRequest, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        Method, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
};
use futures_util::FutureExt;

use super::{
    assets, contract, extract, figures,
    pages::problem::refusal,
    problem::{BadRequest, Fault, Problem},
    token_in_url,
};

/// The id of a request, as in the log and in `X-Request-Id`.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// The id of this request.
pub fn request_id(request: &HttpRequest) -> Option<String> {
    request.extensions().get::<RequestId>().map(|id| id.0.clone())
}

/// Of what stands within a page only the one style is permitted that we know, by its hash.
static CONTENT_SECURITY_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let policy = format!(
        "default-src 'none'; style-src 'self' {}; img-src 'self'; script-src 'self'; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        assets::first_style_hash()
    );
    HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
});

const HEADERS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// Surrounds a request.
pub async fn surround(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let site = extract::site(request.request())?;
    let id = site.app.new_id().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let (locale, began) = (extract::locale_of(request.request()), std::time::Instant::now());
    let refused = |why| Problem { fault: Fault::Request(why), locale };
    let why = match token_in_url::refuse(request.request(), &site).await {
        Ok(()) if is_from_elsewhere(&request) => Err(BadRequest::CrossSite),
        // No name has it, and a database refuses to look for one.
        Ok(()) if request.path().contains("%00") => Err(BadRequest::NotFound),
        Ok(()) if request.query_string().contains("%00") => Err(BadRequest::Invalid),
        other => other,
    };
    let mut response = if let Err(why) = why {
        let answer = refusal(request.request(), None, why).error_response();
        request.into_response(answer)
    } else {
        // Nothing here may hold on to the request meanwhile: actix changes it on its way, and panics where it is shared.
        let Ok(answered) = AssertUnwindSafe(next.call(request)).catch_unwind().await else {
            tracing::error!(request.id = %id, "request.panicked");
            // The request went down with its handler, so the answer has to be dressed by itself.
            let mut answer = refused(BadRequest::Internal).error_response();
            dress(answer.headers_mut(), &id, site.options.tls);
            return Err(InternalError::from_response("a handler panicked", answer).into());
        };
        told_of_method(answered?.map_into_boxed_body(), &refused(BadRequest::MethodNotAllowed))
    };
    contract::tags::mark_compressed(response.headers_mut());
    dress(response.headers_mut(), &id, site.options.tls);
    // The pattern and not the path: references stay out of the log, and out of the figures.
    let (route, method) = (response.request().match_pattern(), response.request().method().as_str());
    figures::count(route, method, response.status().as_u16(), began.elapsed());
    tracing::info!(
        request.id = %id,
        http.method = %response.request().method(),
        http.route = response.request().match_pattern().as_deref().unwrap_or("-"),
        http.status = response.status().as_u16(),
        duration_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
        "request"
    );
    Ok(response)
}

/// The router itself refuses a method, and says nothing but the methods that it has. Pages say it themselves.
fn told_of_method(response: ServiceResponse<BoxBody>, problem: &Problem) -> ServiceResponse<BoxBody> {
    let is_told = response.headers().contains_key(header::CONTENT_TYPE);
    if response.status() != StatusCode::METHOD_NOT_ALLOWED || is_told {
        return response;
    }
    let allowed = response.headers().get(header::ALLOW).cloned();
    let mut told = problem.error_response();
    if let Some(allowed) = allowed {
        told.headers_mut().insert(header::ALLOW, allowed);
    }
    response.into_response(told)
}

/// The headers of every answer.
fn dress(headers: &mut HeaderMap, id: &str, tls: bool) {
    // The browsable document has one of its own, as the only page.
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY.clone());
    }
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if tls {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

/// Whether another site sent something that may change anything. Browsers say so themselves; what says nothing is no
/// browser, and carries no cookie that it did not mean to send.
fn is_from_elsewhere(request: &ServiceRequest) -> bool {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match header("sec-fetch-site") {
        Some(site) => !matches!(site, "same-origin" | "none"),
        None => header("origin").is_some_and(|origin| {
            let host = header("host").unwrap_or_default();
            origin.split_once("://").is_none_or(|(_, origin)| !origin.eq_ignore_ascii_case(host))
        }),
    }
}
