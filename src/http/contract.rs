//! What holds for every answer of the API, whatever is asked: languages, caching by content, formats that are given, and
//! how much may be asked. Handlers know nothing of it, so that none can forget it.

use actix_web::{
    Error, HttpRequest, ResponseError,
    body::{BoxBody, MessageBody, None as NoBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
};

use super::{
    extract::locale_of,
    problem::{BadRequest, Fault, Problem},
};

pub mod limits;
pub mod tags;

/// What an answer depends on beside its address.
const VARY: &str = "Accept, Accept-Language, Authorization, Cookie";

/// Surrounds each route of the API.
pub async fn keep(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let locale = locale_of(request.request());
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let refused = |request: &HttpRequest| {
        let problem = Problem { fault: Fault::Request(BadRequest::NotAcceptable), locale };
        ServiceResponse::new(request.clone(), problem.error_response())
    };
    // What changes something is refused before, and not after it has.
    if !reads && !is_accepted(request.headers(), "application/json") {
        return Ok(finish(refused(&request.into_parts().0), locale.tag()));
    }
    let response = next.call(request).await?.map_into_boxed_body();
    if !reads || response.status() != StatusCode::OK {
        return Ok(finish(response, locale.tag()));
    }
    let given = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.split(';').next()).unwrap_or_default().trim().to_owned();
    if !is_accepted(response.request().headers(), &given) {
        return Ok(finish(refused(response.request()), locale.tag()));
    }
    let is_head = *response.request().method() == Method::HEAD;
    let response = finish(tags::tagged(response), locale.tag());
    // Also of a stream, which would not end.
    Ok(if is_head { response.map_body(|_, _| BoxBody::new(NoBody::new())) } else { response })
}

fn finish(mut response: ServiceResponse<BoxBody>, language: &'static str) -> ServiceResponse<BoxBody> {
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static(VARY));
    if !headers.contains_key(header::CONTENT_LANGUAGE) {
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language));
    }
    response
}

/// Whether what is given is among what is accepted. Nothing said is everything; what makes no sense is passed over.
fn is_accepted(headers: &HeaderMap, given: &str) -> bool {
    let mut said = false;
    let mut best: Option<(u8, bool)> = None;
    for value in headers.get_all(header::ACCEPT).filter_map(|value| value.to_str().ok()) {
        for range in value.split(',').map(str::trim).filter(|range| !range.is_empty()) {
            said = true;
            let mut parts = range.split(';').map(str::trim);
            let pattern = parts.next().unwrap_or_default().to_ascii_lowercase();
            let refused = parts.filter_map(|part| part.strip_prefix("q=")).any(|q| q.parse() == Ok(0.0_f32));
            // The most exact range decides.
            if let Some(exactness) = exactness(&pattern, given)
                && best.is_none_or(|(known, _)| exactness >= known)
            {
                best = Some((exactness, !refused));
            }
        }
    }
    !said || best.is_some_and(|(_, accepted)| accepted)
}

fn exactness(pattern: &str, given: &str) -> Option<u8> {
    let family = given.split('/').next().unwrap_or_default();
    if pattern == given {
        Some(2)
    } else if pattern.strip_suffix("/*") == Some(family) {
        Some(1)
    } else {
        (pattern == "*/*").then_some(0)
    }
}

/// Puts a header that is made while answering.
fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(accept: &str, given: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(accept).unwrap());
        is_accepted(&headers, given)
    }

    #[test]
    fn the_most_exact_range_decides() {
        assert!(is_accepted(&HeaderMap::new(), "application/json"));
        assert!(accepts("text/html, */*;q=0.8", "application/json"));
        assert!(accepts("application/*", "application/json"));
        assert!(!accepts("text/html", "application/json"));
        assert!(!accepts("*/*, application/json;q=0", "application/json"));
        assert!(!accepts("application/json;q=0.0, */*", "application/json"));
        assert!(accepts("Application/JSON", "application/json"));
    }
}
