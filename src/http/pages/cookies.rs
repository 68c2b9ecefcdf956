//! The cookies of signing in. With TLS their prefix lets no other host or path set them.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
};

use super::browser::describe;
use crate::{
    app::{
        AppError,
        people::{Browser, SignedIn},
    },
    domain::time::Instant,
    http::{
        Site,
        extract::{LANGUAGE_COOKIE, session_cookie},
        outside::whence,
    },
};

/// By which a browser is known that has signed in before.
pub fn device_cookie(tls: bool) -> &'static str {
    if tls { "__Host-device" } else { "device" }
}

/// Of a sign-in whose second factor is awaited.
pub fn pending_cookie(tls: bool) -> &'static str {
    if tls { "__Host-sign-in" } else { "sign-in" }
}

/// Of the way to another system that signs people in.
pub fn trip_cookie(tls: bool) -> &'static str {
    if tls { "__Host-open-id" } else { "open-id" }
}

/// What a browser sends along when somebody signs in.
pub fn browser(request: &HttpRequest, site: &Site) -> Browser {
    let tls = site.options.tls;
    let value = |name: &str| request.cookie(name).map(|cookie| cookie.value().to_owned());
    let agent = request.headers().get("user-agent").and_then(|value| value.to_str().ok());
    Browser {
        device: value(device_cookie(tls)),
        session: value(session_cookie(tls)),
        description: agent.and_then(describe),
        whence: whence(request, site),
    }
}

/// A cookie that no script reads and no other site sends along.
fn cookie(name: &'static str, value: String, tls: bool, lasts: Duration) -> Cookie<'static> {
    Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Lax).secure(tls).max_age(lasts).finish()
}

fn add(response: &mut HttpResponse, cookie: &Cookie<'static>) -> Result<(), AppError> {
    let added = response.add_cookie(cookie);
    added.map_err(|_| AppError::Internal("a secret that no cookie can carry".to_owned()))
}

/// A session with a fresh secret.
pub fn keep_session(response: &mut HttpResponse, site: &Site, secret: String, ends: Instant) -> Result<(), AppError> {
    let lasts = Duration::seconds(ends.since(site.app.now()).num_seconds());
    add(response, &cookie(session_cookie(site.options.tls), secret, site.options.tls, lasts))
}

/// All that a finished sign-in leaves in the browser.
pub fn keep_signed_in(response: &mut HttpResponse, site: &Site, signed_in: SignedIn) -> Result<(), AppError> {
    let tls = site.options.tls;
    keep_session(response, site, signed_in.secret, signed_in.expires_at)?;
    let remembered = Duration::seconds(signed_in.remembered.num_seconds());
    add(response, &cookie(device_cookie(tls), signed_in.device, tls, remembered))?;
    drop_pending(response, site)
}

/// A sign-in whose second factor is awaited.
pub fn keep_pending(
    response: &mut HttpResponse,
    site: &Site,
    secret: String,
    lasts: chrono::TimeDelta,
) -> Result<(), AppError> {
    let tls = site.options.tls;
    add(response, &cookie(pending_cookie(tls), secret, tls, Duration::seconds(lasts.num_seconds())))
}

/// It is over, one way or the other.
pub fn drop_pending(response: &mut HttpResponse, site: &Site) -> Result<(), AppError> {
    let tls = site.options.tls;
    add(response, &cookie(pending_cookie(tls), String::new(), tls, Duration::ZERO))
}

/// On the way to another system.
pub fn keep_trip(
    response: &mut HttpResponse,
    site: &Site,
    sealed: String,
    lasts: chrono::TimeDelta,
) -> Result<(), AppError> {
    let tls = site.options.tls;
    add(response, &cookie(trip_cookie(tls), sealed, tls, Duration::seconds(lasts.num_seconds())))
}

/// Back from there.
pub fn drop_trip(response: &mut HttpResponse, site: &Site) -> Result<(), AppError> {
    let tls = site.options.tls;
    add(response, &cookie(trip_cookie(tls), String::new(), tls, Duration::ZERO))
}

/// Nothing of ours stays in the browser.
pub fn drop_all(response: &mut HttpResponse, site: &Site) -> Result<(), AppError> {
    let tls = site.options.tls;
    let all = [session_cookie(tls), device_cookie(tls), pending_cookie(tls), trip_cookie(tls), LANGUAGE_COOKIE];
    all.into_iter().try_for_each(|name| add(response, &cookie(name, String::new(), tls, Duration::ZERO)))
}

/// The session is over.
pub fn drop_session(response: &mut HttpResponse, site: &Site) -> Result<(), AppError> {
    let tls = site.options.tls;
    add(response, &cookie(session_cookie(tls), String::new(), tls, Duration::ZERO))
}
