//! Who looks at a page, in which language, and what stands around its content.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
    web,
};
use askama::Template;

use super::{
    problem::PageProblem,
    views::{Form, Page},
};
use crate::{
    app::{Action, App, AppError, Caller},
    http::{
        Site,
        assets::is_stylesheet,
        extract::{caller_of_session, locale_of, site},
        guard::request_id,
        language::Texts,
        problem::Fault,
    },
};

/// What a handler of a page needs: the application, who is signed in, and what stands around the page.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The application.
    pub app: App,
    /// Who looks.
    pub caller: Caller,
    /// What stands around the page.
    pub page: Page,
    request_id: Option<String>,
}

impl Visit {
    /// Who looks, where that is known.
    pub(super) fn find(request: &HttpRequest) -> Option<Self> {
        visit(request).ok()
    }

    /// The reader's words.
    pub fn texts(&self) -> Texts {
        self.page.t
    }

    /// An error as a page in the reader's language.
    pub fn problem(&self, fault: impl Into<Fault>) -> PageProblem {
        PageProblem::new(fault, self.page.clone(), self.request_id.clone())
    }

    /// Runs what reads a lot on a thread that may block.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&App, &Caller) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, PageProblem> {
        let (app, caller) = (self.app.clone(), self.caller.clone());
        let done = web::block(move || work(&app, &caller)).await;
        done.unwrap_or_else(|error| Err(AppError::Internal(error.to_string()))).map_err(|error| self.problem(error))
    }

    /// The same visit, for the copy of a page that a phone keeps.
    #[must_use]
    pub fn kept(self) -> Self {
        Self { page: self.page.kept(), ..self }
    }

    /// The page, or a plain failure where its template fails.
    pub fn html(&self, status: StatusCode, template: &impl Template) -> Result<HttpResponse, PageProblem> {
        html(self.texts(), status, template).map_err(|error| self.problem(error))
    }
}

/// 200 for a form as it should be, 422 for one that has mistakes.
pub fn form_status(form: &Form) -> StatusCode {
    if form.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// A page as it is answered.
pub fn html(texts: Texts, status: StatusCode, template: &impl Template) -> Result<HttpResponse, AppError> {
    let body = template.render().map_err(|error| AppError::Internal(format!("a template: {error}")))?;
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_LANGUAGE, texts.locale().tag()))
        .insert_header((header::VARY, "accept-language, cookie"))
        .body(body))
}

/// The way on after a form was taken.
pub fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
}

/// In which a script of ours notes the stylesheet that the browser has.
const STYLE_COOKIE: &str = "style";

/// What stands around a page that nobody is known to look at.
pub fn bare_page(request: &HttpRequest) -> Page {
    let here = request.uri().path_and_query().map_or("/", |here| here.as_str()).to_owned();
    let demo = site(request).is_ok_and(|site| site.options.demo);
    Page {
        t: Texts::new(locale_of(request)),
        here,
        signed_in: None,
        user: None,
        kept: false,
        has_style: request.cookie(STYLE_COOKIE).is_some_and(|noted| is_stylesheet(noted.value())),
        may_log: false,
        may_see: false,
        may_register: false,
        may_review: false,
        may_export: false,
        may_report: false,
        may_keep_records: false,
        may_run_accounts: false,
        open_reviews: 0,
        invitations: 0,
        requests: 0,
        is_limited: false,
        demo,
    }
}

impl FromRequest for Visit {
    type Error = PageProblem;
    type Future = Ready<Result<Self, PageProblem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(visit(request).map_err(|fault| PageProblem::bare(request, fault)))
    }
}

fn visit(request: &HttpRequest) -> Result<Visit, Fault> {
    let site = site(request).map_err(|problem| problem.fault)?;
    let caller = caller_of_session(request, &site)?;
    of(request, site, caller)
}

/// What somebody in particular sees around a page.
pub(super) fn of(request: &HttpRequest, site: Site, caller: Caller) -> Result<Visit, Fault> {
    let page = Page {
        signed_in: Some(caller.name.clone()),
        user: Some(caller.user.0.to_string()),
        may_log: caller.may_somewhere(Action::LogEvents),
        may_see: caller.may_somewhere(Action::SeeConvoys),
        may_register: caller.may_somewhere(Action::RegisterConvoys),
        may_review: caller.may_somewhere(Action::SettleReviews),
        may_export: caller.may_somewhere(Action::Export),
        may_report: caller.may_somewhere(Action::Export),
        may_keep_records: caller.may_somewhere(Action::HoldEvidence),
        may_run_accounts: caller.may_somewhere(Action::RunAccounts),
        open_reviews: site.app.count_open_reviews(&caller)?,
        invitations: site.app.count_invitations(&caller)?,
        requests: site.app.count_requests(&caller)?,
        ..bare_page(request)
    };
    Ok(Visit { app: site.app, caller, page, request_id: request_id(request) })
}
