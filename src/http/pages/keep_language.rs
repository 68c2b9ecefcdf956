//! A language chosen by a link is kept for the pages that follow.

use actix_web::{
    Error,
    body::MessageBody,
    cookie::{Cookie, SameSite, time::Duration},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
};

use crate::http::extract::{LANGUAGE_COOKIE, locale_of, query_value, site};

/// Sets the cookie where the address names a language.
pub async fn keep(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let chosen = query_value(request.request(), "lang").map(|_| locale_of(request.request()));
    let tls = site(request.request())?.options.tls;
    let mut response = next.call(request).await?;
    if let Some(locale) = chosen {
        let cookie = Cookie::build(LANGUAGE_COOKIE, locale.tag())
            .path("/")
            .max_age(Duration::days(365))
            .same_site(SameSite::Lax)
            .http_only(true)
            .secure(tls)
            .finish();
        // Only a cookie whose name or value no header can carry fails, and a tag is ASCII.
        let _ = response.response_mut().add_cookie(&cookie);
    }
    Ok(response)
}
