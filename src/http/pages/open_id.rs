//! Signing in by another system: there, and back.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};

use super::{
    cookies::{browser, drop_trip, keep_trip, trip_cookie},
    problem::PageProblem,
    sign_in::{answer, go_on},
    views::{FieldError, Form},
    visit::{bare_page, see_other},
};
use crate::{
    app::{AppError, people::open_id::WITHIN},
    http::{
        Site,
        extract::{query_value, site},
        open_id::{Failed, Identity, Provider, verifier},
    },
};

/// Where the other system sends the browser back to.
fn back(request: &HttpRequest, site: &Site) -> String {
    let scheme = if site.options.tls { "https" } else { "http" };
    let host = request.headers().get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{scheme}://{host}/sign-in/open-id/back")
}

fn known(request: &HttpRequest) -> Result<(Site, Provider), PageProblem> {
    let site = site(request).map_err(|problem| PageProblem::bare(request, problem.fault))?;
    let provider = site.options.open_id.clone();
    let provider = provider.ok_or_else(|| PageProblem::bare(request, AppError::NotFound { what: "provider" }))?;
    Ok((site, provider))
}

async fn asked<T: Send + 'static>(work: impl FnOnce() -> Result<T, Failed> + Send + 'static) -> Option<T> {
    match web::block(work).await {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(error)) => {
            tracing::warn!(error = %error, "open_id.failed");
            None
        }
        Err(error) => {
            tracing::error!(error = %error, "open_id.blocked");
            None
        }
    }
}

/// `GET /sign-in/open-id`.
pub async fn set_out(request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let (site, provider) = known(&request)?;
    let problem = |error| PageProblem::bare(&request, error);
    let next = query_value(&request, "next").unwrap_or_default();
    let (trip, cookie) = site.app.set_out(verifier(), next).map_err(problem)?;
    let back = back(&request, &site);
    let Some(address) = asked(move || provider.way_there(&trip, &back)).await else { return refuse(&request) };
    let mut response = see_other(&address);
    keep_trip(&mut response, &site, cookie, WITHIN).map_err(problem)?;
    Ok(response)
}

/// `GET /sign-in/open-id/back`.
pub async fn come_back(request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let (site, provider) = known(&request)?;
    let problem = |error| PageProblem::bare(&request, error);
    let cookie = request.cookie(trip_cookie(site.options.tls));
    let (Some(cookie), Some(state), Some(code)) =
        (cookie, query_value(&request, "state"), query_value(&request, "code"))
    else {
        return refuse(&request);
    };
    let trip = match site.app.come_back(cookie.value(), &state).await {
        Ok(trip) => trip,
        Err(AppError::Unauthenticated) => return refuse(&request),
        Err(error) => return Err(problem(error)),
    };
    let (next, back, now) = (trip.next.clone(), back(&request, &site), site.app.now());
    let Some(Identity { email, proved_more }) = asked(move || provider.identity(&trip, code, &back, now)).await else {
        return refuse(&request);
    };
    let step = match site.app.sign_in_by_other(&email, proved_more, browser(&request, &site)).await {
        Ok(step) => step,
        Err(AppError::Unauthenticated) => return refuse(&request),
        Err(error) => return Err(problem(error)),
    };
    let mut response = go_on(&request, &site, step, &next)?;
    drop_trip(&mut response, &site).map_err(problem)?;
    Ok(response)
}

/// One sentence whatever it was: the log says more.
fn refuse(request: &HttpRequest) -> Result<HttpResponse, PageProblem> {
    let text = bare_page(request).t.text("open-id-failed");
    let form = Form { values: Vec::new(), errors: vec![FieldError { field: String::new(), text }] };
    answer(request, None, StatusCode::UNAUTHORIZED, form, "")
}
