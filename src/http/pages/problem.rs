//! Every "no" as a page, with the status and code that scripts are answered with.

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::{StatusCode, header},
};

use super::{
    sign_in::sign_in_address,
    views::{ErrorPage, Page},
    visit::{Visit, bare_page, html, see_other},
};
use crate::{
    app::{AppError, error::Candidate},
    http::{
        extract::locale_of,
        guard::request_id,
        problem::{self, BadRequest, Fault, Problem},
    },
};

/// What is answered instead of a page.
#[derive(Debug)]
pub struct PageProblem {
    fault: Fault,
    page: Box<Page>,
    request_id: Option<String>,
}

impl PageProblem {
    /// With what stands around the page.
    pub fn new(fault: impl Into<Fault>, page: Page, request_id: Option<String>) -> Self {
        Self { fault: fault.into(), page: Box::new(page), request_id }
    }

    /// Where it is not known who looks.
    pub fn bare(request: &HttpRequest, fault: impl Into<Fault>) -> Self {
        Self::new(fault, bare_page(request), request_id(request))
    }

    /// Within what stands around the pages of whoever is signed in.
    pub fn to_whoever_looks(request: &HttpRequest, error: AppError) -> Self {
        let visit = if matches!(error, AppError::Unauthenticated) { None } else { Visit::find(request) };
        match visit {
            Some(visit) => visit.problem(error),
            None => Self::bare(request, error),
        }
    }

    /// The same "no" to a script.
    pub fn into_problem(self) -> Problem {
        Problem { locale: self.page.t.locale(), fault: self.fault }
    }

    /// The same page of each convoy that a reference may mean.
    fn choices(&self) -> Vec<(String, String)> {
        let Fault::App(AppError::Ambiguous(candidates)) = &self.fault else { return Vec::new() };
        let here = self.page.here.split('?').next().unwrap_or_default();
        let mut parts = here.trim_start_matches('/').splitn(3, '/');
        let rest = match (parts.next(), parts.next()) {
            (Some("convoys"), Some(_)) => parts.next().map(|rest| format!("/{rest}")).unwrap_or_default(),
            _ => String::new(),
        };
        let choice =
            |one: &Candidate| (format!("/convoys/{}{rest}", one.id), format!("{}/{}", one.lead, one.reference));
        candidates.iter().map(choice).collect()
    }

    /// Where whoever is not far enough in goes first.
    fn way_in(&self) -> Option<String> {
        match self.fault {
            Fault::App(AppError::Unauthenticated) => Some(sign_in_address(&self.page.here)),
            Fault::App(AppError::SecondFactorRequired) => Some("/me/second-factor".to_owned()),
            _ => None,
        }
    }
}

impl std::fmt::Display for PageProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(problem::status_and_code(&self.fault).1)
    }
}

impl ResponseError for PageProblem {
    fn status_code(&self) -> StatusCode {
        if self.way_in().is_some() { StatusCode::SEE_OTHER } else { problem::status_and_code(&self.fault).0 }
    }

    fn error_response(&self) -> HttpResponse {
        if let Some(address) = self.way_in() {
            return see_other(&address);
        }
        problem::log(&self.fault);
        let (status, texts) = (self.status_code(), self.page.t);
        let code = problem::title_code(&self.fault).to_owned();
        let page = ErrorPage {
            page: (*self.page).clone(),
            status: status.as_u16(),
            detail: Some(problem::detail(texts, &self.fault)),
            code,
            request_id: self.request_id.clone(),
            way_on: None,
            choices: self.choices(),
        };
        let mut response = html(texts, status, &page).unwrap_or_else(|_| HttpResponse::new(status));
        if let Some(seconds) = problem::retry_after(&self.fault) {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
        }
        response
    }
}

/// Whether a person's browser asks, rather than a script.
fn wants_html(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// A "no" before any handler: a page to people, a problem to scripts.
pub fn refusal(request: &HttpRequest, visit: Option<Visit>, why: BadRequest) -> actix_web::Error {
    if !wants_html(request) {
        return Problem { fault: Fault::Request(why), locale: locale_of(request) }.into();
    }
    let page = visit.map_or_else(|| bare_page(request), |visit| visit.page);
    PageProblem::new(Fault::Request(why), page, request_id(request)).into()
}

/// No such address.
pub async fn nothing_here(
    request: HttpRequest,
    visit: Result<Visit, PageProblem>,
) -> Result<HttpResponse, actix_web::Error> {
    Err(refusal(&request, visit.ok(), BadRequest::NotFound))
}

/// The address does not take this method.
pub async fn wrong_method(
    request: HttpRequest,
    visit: Result<Visit, PageProblem>,
) -> Result<HttpResponse, actix_web::Error> {
    Err(refusal(&request, visit.ok(), BadRequest::MethodNotAllowed))
}
