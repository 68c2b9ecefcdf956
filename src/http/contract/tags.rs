//! Tags of content: what has not changed is not sent again, and an edit says which state it is an edit of.
//!
//! `Cache-Control` stays `no-store`: a script that wants to ask often keeps the tag and what came with it by itself, and
//! nothing on the way keeps where a convoy is.

use actix_web::{
    HttpRequest, HttpResponse,
    body::{BodySize, BoxBody, MessageBody},
    dev::ServiceResponse,
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::put;
use crate::{app::AppError, http::extract::Ask, http::problem::Problem};

/// What a tag ends in where the content was compressed on its way: the same content, in other bytes.
const COMPRESSED: &str = "-gzip";

/// The tag of a content.
pub fn tag(content: &[u8]) -> String {
    let hash = Sha256::digest(content);
    let short = hash.as_slice().get(..16).unwrap_or_default();
    format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(short))
}

/// An answer with the tag of its content; 304 where the caller has that already. What is streamed has none.
pub(super) fn tagged(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    if !matches!(response.response().body().size(), BodySize::Sized(_)) {
        return response;
    }
    let (request, response) = response.into_parts();
    let (response, body) = response.into_parts();
    let bytes = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        Err(body) => return ServiceResponse::new(request, response.set_body(body)),
    };
    let tag = tag(&bytes);
    let mut answer = if has(&request, &header::IF_NONE_MATCH, &tag) {
        let mut unchanged = HttpResponse::NotModified().finish();
        for name in [header::LINK, header::CONTENT_LANGUAGE] {
            for value in response.headers().get_all(&name) {
                unchanged.headers_mut().append(name.clone(), value.clone());
            }
        }
        unchanged
    } else {
        response.set_body(BoxBody::new(bytes))
    };
    put(answer.headers_mut(), "etag", &tag);
    ServiceResponse::new(request, answer)
}

/// Marks the tag of what was compressed after it was tagged.
pub fn mark_compressed(headers: &mut HeaderMap) {
    if !headers.contains_key(header::CONTENT_ENCODING) {
        return;
    }
    let marked = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).and_then(|tag| tag.strip_suffix('"'));
    if let Some(Ok(marked)) = marked.map(|open| HeaderValue::from_str(&format!("{open}{COMPRESSED}\""))) {
        headers.insert(header::ETAG, marked);
    }
}

/// Whether a header names this tag, or any.
fn has(request: &HttpRequest, name: &HeaderName, tag: &str) -> bool {
    let plain = |named: &str| {
        let named = named.trim();
        let named = named.strip_prefix("W/").unwrap_or(named);
        named.replace(&format!("{COMPRESSED}\""), "\"")
    };
    let values = request.headers().get_all(name).filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|named| named.trim() == "*" || plain(named) == tag)
}

/// Whether an edit says of which state it is one.
pub fn says_which(request: &HttpRequest) -> bool {
    request.headers().contains_key(header::IF_MATCH)
}

/// Refuses an edit of another state than the present one: 412.
pub fn if_match<T: Serialize>(ask: &Ask, request: &HttpRequest, present: &T) -> Result<(), Problem> {
    let content = serde_json::to_vec(present).map_err(|error| ask.problem(AppError::Internal(error.to_string())))?;
    if has(request, &header::IF_MATCH, &tag(&content)) {
        return Ok(());
    }
    Err(ask.problem(AppError::PreconditionFailed))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_tag_is_known_again_however_it_travelled() {
        let tag = tag(b"content");
        assert_ne!(tag, super::tag(b"other"));
        let named = |value: String| {
            has(
                &TestRequest::get().insert_header((header::IF_NONE_MATCH, value)).to_http_request(),
                &header::IF_NONE_MATCH,
                &tag,
            )
        };
        assert!(named(tag.clone()));
        assert!(named(format!("W/{tag}")));
        assert!(named(format!("\"other\", {tag}")));
        assert!(named(format!("{}-gzip\"", tag.trim_end_matches('"'))));
        assert!(named("*".to_owned()));
        assert!(!named("\"other\"".to_owned()));
        assert!(!named("\"\"".to_owned()));
    }
}
