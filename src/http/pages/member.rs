//! Whoever is signed in, at the pages of their own account: also where a second factor has to be set up before all else.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, HttpResponse, dev::Payload, http::StatusCode};
use askama::Template;
use chrono_tz::Tz;

use super::{
    problem::PageProblem,
    views::When,
    visit::{Visit, bare_page, of},
};
use crate::{
    app::{AppError, people::Signed},
    domain::time::Instant,
    http::{
        Site,
        extract::{signed_of_session, site},
        language::Moment,
        problem::Fault,
    },
};

/// Somebody at a page of their own account.
#[derive(Clone, Debug)]
pub struct Member {
    /// The site.
    pub site: Site,
    /// Who.
    pub signed: Signed,
    /// What stands around the page: nothing to go to where a second factor has to be set up first.
    pub visit: Visit,
}

impl Member {
    /// An error as a page in the reader's language.
    pub fn problem(&self, fault: impl Into<Fault>) -> PageProblem {
        self.visit.problem(fault)
    }

    /// The page.
    pub fn html(&self, status: StatusCode, template: &impl Template) -> Result<HttpResponse, PageProblem> {
        self.visit.html(status, template)
    }

    /// An instant in UTC: people's sessions have no place.
    pub fn when(&self, at: Instant) -> When {
        when(&self.visit, at)
    }
}

/// An instant in UTC, as the pages of accounts tell it.
pub fn when(visit: &Visit, at: Instant) -> When {
    visit.texts().when(Moment::exact(at.utc()), Tz::UTC, visit.app.now().utc())
}

impl FromRequest for Member {
    type Error = PageProblem;
    type Future = Ready<Result<Self, PageProblem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(member(request).map_err(|fault| PageProblem::bare(request, fault)))
    }
}

fn member(request: &HttpRequest) -> Result<Member, Fault> {
    let site = site(request).map_err(|problem| problem.fault)?;
    let signed = signed_of_session(request, &site)?;
    let mut visit = of(request, site.clone(), signed.caller.clone())?;
    if signed.needs_set_up {
        let name = visit.page.signed_in.take();
        visit.page = super::views::Page { signed_in: name, is_limited: true, ..bare_page(request) };
    }
    Ok(Member { site, signed, visit })
}

impl From<&Member> for crate::app::people::By {
    fn from(member: &Member) -> Self {
        Self::Admin(member.signed.caller.clone())
    }
}

/// A mistake in the fields of a form, or a "no" that only a page can tell.
pub fn mistakes(
    texts: crate::http::language::Texts,
    error: AppError,
) -> Result<Vec<super::views::FieldError>, AppError> {
    match error {
        AppError::Invalid(errors) => Ok(errors
            .iter()
            .map(|error| super::form::field_error(texts, error.pointer.trim_start_matches('/'), error))
            .collect()),
        AppError::Conflict(conflict) => {
            let field = match conflict {
                crate::app::error::Conflict::EmailTaken => "email",
                crate::app::error::Conflict::PhoneTaken => "number",
                _ => "",
            };
            let text = texts.label("refusal", conflict.code());
            Ok(vec![super::views::FieldError { field: field.to_owned(), text }])
        }
        AppError::TooManyAttempts { .. } | AppError::Crowded { .. } => {
            let text = crate::http::problem::detail(texts, &Fault::App(error));
            Ok(vec![super::views::FieldError { field: String::new(), text }])
        }
        other => Err(other),
    }
}
