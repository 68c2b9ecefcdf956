//! Signing in by another system: there, and back.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};

use super::{
    cookies::{browser, drop_trip, keep_trip, trip_cookie},
    problem::PageProblem,
    sign_in::{answer, go_on},
    views::{FieldError, Form},
    visit::{bare_page, see_other},
};
use crate::{
    app::{
        AppError,
        people::open_id::{Trip, WITHIN},
    },
    http::{
        Site,
        extract::{query_value, site},
        open_id::{Failed, Identity, Provider, verifier},
        outside::{origin, whence},
    },
};

/// When to come again where many are on their way back.
const EXCHANGE_SECONDS: u64 = 5;

/// Where the other system sends the browser back to.
fn back(request: &HttpRequest, site: &Site) -> String {
    format!("{}/sign-in/open-id/back", origin(request, site))
}

fn known(request: &HttpRequest) -> Result<(Site, Provider), PageProblem> {
    let site = site(request).map_err(|problem| PageProblem::bare(request, problem.fault))?;
    let provider = site.options.open_id.clone();
    let provider = provider.ok_or_else(|| PageProblem::bare(request, AppError::NotFound { what: "provider" }))?;
    Ok((site, provider))
}

fn said<T>(answer: Result<T, Failed>) -> Option<T> {
    answer.inspect_err(|error| tracing::warn!(error = %error, "open_id.failed")).ok()
}

/// Whom the other system says that the browser's person is, for the code that was brought.
async fn asked(site: &Site, provider: Provider, trip: Trip, code: String, back: String) -> Result<Identity, Failed> {
    let known = site.discovery.get(&provider).await?;
    let (there, of, by) = (provider.clone(), trip.clone(), Arc::clone(&known));
    let exchanged = web::block(move || there.exchange(&by, &of, code, &back)).await;
    let answer = exchanged.map_err(|error| Failed::here(&error))??;
    let now = site.app.now();
    match provider.identity(&known, &answer, &trip, now) {
        Ok(identity) => Ok(identity),
        Err(error) => {
            // It may have other keys by now.
            let renewed = site.discovery.renewed(&provider).await?;
            if Arc::ptr_eq(&renewed, &known) { Err(error) } else { provider.identity(&renewed, &answer, &trip, now) }
        }
    }
}

/// `GET /sign-in/open-id`.
pub async fn set_out(request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let (site, provider) = known(&request)?;
    let problem = |error| PageProblem::bare(&request, error);
    let next = query_value(&request, "next").unwrap_or_default();
    let (trip, cookie) = site.app.set_out(verifier(), next).map_err(problem)?;
    let Some(known) = said(site.discovery.get(&provider).await) else { return refuse(&request) };
    let way = provider.way_there(&known, &trip, &back(&request, &site));
    let Some(address) = said(way) else { return refuse(&request) };
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
    // Each asks the other system, which may be slow, and is nobody yet.
    let place = site.exchanges.take(&whence(&request, &site));
    let _place = place.ok_or_else(|| problem(AppError::Crowded { seconds: EXCHANGE_SECONDS }))?;
    let trip = match site.app.come_back(cookie.value(), &state).await {
        Ok(trip) => trip,
        Err(AppError::Unauthenticated) => return refuse(&request),
        Err(error) => return Err(problem(error)),
    };
    let (next, back) = (trip.next.clone(), back(&request, &site));
    let told = said(asked(&site, provider, trip, code, back).await);
    let Some(Identity { email, proved_more }) = told else { return refuse(&request) };
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
