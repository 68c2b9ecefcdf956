//! Signing in and out.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};

use super::{
    cookies::{browser, drop_session, keep_pending, keep_signed_in, pending_cookie},
    form::{Again, Submitted, form_error},
    problem::PageProblem,
    second_factor::landing,
    views::{DemoUser, FieldError, Form, SignIn, SignInCode},
    visit::{Visit, bare_page, html, see_other},
};
use crate::{
    app::{
        AppError, demo,
        people::{SignedIn, Step, sign_in::Proof},
    },
    domain::refusal::FieldCode,
    http::{
        Site,
        extract::{query_value, session_cookie, site},
        problem::{self, Fault},
    },
};

/// The sign-in page, with where to go afterwards.
pub fn sign_in_address(next: &str) -> String {
    with_next("/sign-in", next)
}

fn with_next(page: &str, next: &str) -> String {
    match local(next) {
        Some("/") | None => page.to_owned(),
        Some(next) => {
            let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
            format!("{page}?next={next}")
        }
    }
}

/// An address of ours, and nobody else's: browsers take `//host` and `/\host` for other hosts.
fn local(address: &str) -> Option<&str> {
    let fits = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains('\\')
        && address.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then_some(address)
}

/// `GET /sign-in`.
pub async fn show(request: HttpRequest, visit: Result<Visit, PageProblem>) -> Result<HttpResponse, PageProblem> {
    let next = query_value(&request, "next").unwrap_or_default();
    answer(&request, visit.ok().as_ref(), StatusCode::OK, Form::default(), &next)
}

/// `POST /sign-in`: a session, the second step, or the form again with one sentence that does not say which of the two was
/// wrong.
pub async fn enter(request: HttpRequest, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let site = site(&request).map_err(|problem| PageProblem::bare(&request, problem.fault))?;
    let next = form.value("next").to_owned();
    let browser = browser(&request, &site);
    match site.app.sign_in(form.value("email"), form.value("password"), browser).await {
        Ok(step) => go_on(&request, &site, step, &next),
        Err(AppError::Unauthenticated) => {
            let text = bare_page(&request).t.text("sign-in-failed");
            let errors = vec![FieldError { field: String::new(), text }];
            answer(&request, None, StatusCode::UNAUTHORIZED, form.mistaken(&["email"], errors), &next)
        }
        Err(error) => {
            let again = Again::after(&error);
            let form = form.mistaken(&["email"], told_to_wait(&request, error)?);
            Ok(Again::tell(again, answer(&request, None, StatusCode::OK, form, &next)?))
        }
    }
}

/// `GET /sign-in/code`.
pub async fn show_code(request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let site = site(&request).map_err(|problem| PageProblem::bare(&request, problem.fault))?;
    let next = query_value(&request, "next").unwrap_or_default();
    let awaited = match request.cookie(pending_cookie(site.options.tls)) {
        Some(cookie) => site.app.awaits_second_factor(cookie.value()),
        None => Ok(false),
    };
    if awaited.map_err(|error| PageProblem::bare(&request, error))? {
        answer_code(&request, StatusCode::OK, Form::default(), &next)
    } else {
        Ok(see_other(&sign_in_address(&next)))
    }
}

/// `POST /sign-in/code`: a session with a secret that no browser had before, or the form again.
pub async fn prove(request: HttpRequest, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let site = site(&request).map_err(|problem| PageProblem::bare(&request, problem.fault))?;
    let next = form.value("next").to_owned();
    let Some(pending) = request.cookie(pending_cookie(site.options.tls)) else {
        return Ok(see_other(&sign_in_address(&next)));
    };
    match site.app.prove(pending.value(), form.value("code"), browser(&request, &site)).await {
        Ok(Proof::Done(signed_in)) => enter_site(&request, &site, signed_in, &next),
        Ok(Proof::Over) => Ok(see_other(&sign_in_address(&next))),
        Ok(Proof::Wrong) => {
            let error = form_error(bare_page(&request).t, "code", FieldCode::WrongCode);
            answer_code(&request, StatusCode::UNAUTHORIZED, form.mistaken(&[], vec![error]), &next)
        }
        Err(error) => {
            let again = Again::after(&error);
            let form = form.mistaken(&[], told_to_wait(&request, error)?);
            Ok(Again::tell(again, answer_code(&request, StatusCode::OK, form, &next)?))
        }
    }
}

/// `POST /sign-out`.
pub async fn leave(request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let site = site(&request).map_err(|problem| PageProblem::bare(&request, problem.fault))?;
    if let Some(cookie) = request.cookie(session_cookie(site.options.tls)) {
        let ended = site.app.sign_out(cookie.value()).await;
        ended.map_err(|error| PageProblem::bare(&request, error))?;
    }
    let mut response = see_other("/sign-in");
    drop_session(&mut response, &site).map_err(|error| PageProblem::bare(&request, error))?;
    Ok(response)
}

/// On to the site, or to the second step.
pub(super) fn go_on(request: &HttpRequest, site: &Site, step: Step, next: &str) -> Result<HttpResponse, PageProblem> {
    match step {
        Step::Done(signed_in) => enter_site(request, site, signed_in, next),
        Step::SecondFactor { secret, within } => {
            let mut response = see_other(&with_next("/sign-in/code", next));
            let kept = keep_pending(&mut response, site, secret, within);
            kept.map_err(|error| PageProblem::bare(request, error))?;
            Ok(response)
        }
    }
}

/// The way on, with the secrets of a sign-in that is done.
fn enter_site(request: &HttpRequest, site: &Site, done: SignedIn, next: &str) -> Result<HttpResponse, PageProblem> {
    let address = if done.needs_set_up {
        "/me/second-factor"
    } else {
        local(next).filter(|next| *next != "/").unwrap_or(landing(done.sees_convoys))
    };
    let mut response = see_other(address);
    keep_signed_in(&mut response, site, done).map_err(|error| PageProblem::bare(request, error))?;
    Ok(response)
}

/// What is said beside the form of an error that passes by itself; of every other a page says it.
fn told_to_wait(request: &HttpRequest, error: AppError) -> Result<Vec<FieldError>, PageProblem> {
    match error {
        AppError::TooManyAttempts { .. } | AppError::Crowded { .. } => {
            let text = problem::detail(bare_page(request).t, &Fault::App(error));
            Ok(vec![FieldError { field: String::new(), text }])
        }
        other => Err(PageProblem::bare(request, other)),
    }
}

fn answer_code(request: &HttpRequest, status: StatusCode, form: Form, next: &str) -> Result<HttpResponse, PageProblem> {
    let mut page = bare_page(request);
    page.here = with_next("/sign-in/code", next);
    let template = SignInCode { form, next: local(next).unwrap_or("/").to_owned(), page };
    html(template.page.t, status, &template).map_err(|error| PageProblem::bare(request, error))
}

pub(super) fn answer(
    request: &HttpRequest,
    visit: Option<&Visit>,
    status: StatusCode,
    form: Form,
    next: &str,
) -> Result<HttpResponse, PageProblem> {
    let mut page = visit.map_or_else(|| bare_page(request), |visit| visit.page.clone());
    // Where the form was posted, there is a page to be had in another language too.
    page.here = sign_in_address(next);
    let demo_user = |user: demo::DemoUser| DemoUser {
        email: user.email.to_owned(),
        password: demo::PASSWORD.to_owned(),
        name: user.name.to_owned(),
        role: user.role.as_ref().to_owned(),
    };
    let demo_users = if page.demo { demo::USERS.map(demo_user).into() } else { Vec::new() };
    let done = query_value(request, "done").filter(|done| ["welcome", "link"].contains(&done.as_str()));
    let open_id = site(request).is_ok_and(|site| site.options.open_id.is_some());
    let open_id = open_id.then(|| with_next("/sign-in/open-id", next));
    let template = SignIn { form, next: local(next).unwrap_or("/").to_owned(), demo_users, done, open_id, page };
    html(template.page.t, status, &template).map_err(|error| PageProblem::bare(request, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_addresses_are_gone_to() {
        for own in ["/", "/convoys/SY-2016-HAMA?as_of=2016", "/reviews#review-1"] {
            assert_eq!(local(own), Some(own));
        }
        for foreign in ["", "//evil.example", "/\\evil.example", "https://evil.example", "/a\\b", "/a b", "/a\n", "x"] {
            assert_eq!(local(foreign), None, "{foreign:?}");
        }
        assert_eq!(sign_in_address("/convoys/X?a=b&c"), "/sign-in?next=%2Fconvoys%2FX%3Fa%3Db%26c");
        assert_eq!(sign_in_address("//evil.example"), "/sign-in");
    }
}
