//! What a phone keeps: the page that shows it, the worker that opens pages without a network, and the way to leave
//! nothing on it.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
};
use serde::Serialize;
use serde_json::json;
use strum::IntoEnumIterator;

use super::{
    cookies,
    problem::PageProblem,
    views::Outbox,
    visit::{Visit, see_other},
};
use crate::{
    domain::event::Kind,
    http::{
        assets,
        extract::{locale_of, query_value, session_cookie, site},
        language::Texts,
    },
};

/// Whether the copy for the phone is asked for, rather than the page.
pub fn is_copy(request: &HttpRequest) -> bool {
    query_value(request, "keep").is_some()
}

/// `GET /outbox`; with `?keep=1` the copy that a phone keeps.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let visit = if is_copy(&request) { visit.kept() } else { visit };
    let kinds = Kind::iter().filter(|kind| !kind.is_decision()).map(|kind| kind.as_ref().to_owned()).collect();
    visit.html(StatusCode::OK, &Outbox { page: visit.page.clone(), kinds })
}

#[derive(Debug, Serialize)]
struct OwnForms {
    convoys: Vec<String>,
}

/// `GET /outbox/forms`: the references of the open convoys that are assigned to whoever asks: their log forms are kept
/// on the phone even if nobody has opened them there.
pub async fn forms(visit: Visit) -> Result<HttpResponse, PageProblem> {
    let convoys = visit.blocking(crate::app::App::list_own_open).await?;
    Ok(HttpResponse::Ok().json(OwnForms { convoys }))
}

/// `POST /outbox/clear`: the session ends, and the browser is told to forget all that it has of this site, also where
/// no script runs.
pub async fn clear(request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let site = site(&request).map_err(|problem| PageProblem::bare(&request, problem.fault))?;
    if let Some(cookie) = request.cookie(session_cookie(site.options.tls)) {
        let ended = site.app.sign_out(cookie.value()).await;
        ended.map_err(|error| PageProblem::bare(&request, error))?;
    }
    let mut response = see_other("/sign-in");
    cookies::drop_all(&mut response, &site).map_err(|error| PageProblem::bare(&request, error))?;
    let everything = header::HeaderValue::from_static("\"cache\", \"cookies\", \"storage\"");
    response.headers_mut().insert(header::HeaderName::from_static("clear-site-data"), everything);
    Ok(response)
}

/// `GET /worker.js`: at an address that stays, of the whole site. Asked for anew each time.
pub async fn worker() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/javascript; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(assets::worker())
}

/// `GET /manifest.webmanifest`: what a phone shows where the site is put on its home screen.
pub async fn manifest(request: HttpRequest) -> HttpResponse {
    let locale = locale_of(&request);
    let name = Texts::new(locale).text("product");
    let manifest = json!({
        "name": name,
        "short_name": name,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": locale.tag(),
        "dir": locale.direction(),
        "background_color": "#f4f6f8",
        "theme_color": "#0b2034",
        "icons": [{ "src": assets::icon(), "sizes": "any", "type": "image/svg+xml", "purpose": "any" }],
    });
    HttpResponse::Ok()
        .content_type("application/manifest+json")
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "accept-language, cookie"))
        .body(manifest.to_string())
}
