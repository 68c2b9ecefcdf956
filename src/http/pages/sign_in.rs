//! Signing in and out.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    http::StatusCode,
};

use super::{
    form::Submitted,
    problem::PageProblem,
    views::{DemoUser, FieldError, Form, SignIn},
    visit::{Visit, bare_page, html, see_other},
};
use crate::{
    app::{AppError, demo},
    http::{
        extract::{query_value, session_cookie, site},
        problem::Fault,
    },
};

/// The sign-in page, with where to go afterwards.
pub fn sign_in_address(next: &str) -> String {
    match local(next) {
        Some("/") | None => "/sign-in".to_owned(),
        Some(next) => {
            let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
            format!("/sign-in?next={next}")
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

/// `POST /sign-in`: a session, or the form again with one sentence that does not say which of the two was wrong.
pub async fn enter(request: HttpRequest, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let site = site(&request).map_err(|problem| PageProblem::bare(&request, problem.fault))?;
    let next = form.value("next").to_owned();
    match site.app.sign_in(form.value("email"), form.value("password")).await {
        Ok(signed_in) => {
            let lasts = signed_in.expires_at.since(site.app.now()).num_seconds();
            let cookie = session(signed_in.secret, site.options.tls, Duration::seconds(lasts));
            let mut response = see_other(local(&next).unwrap_or("/"));
            response.add_cookie(&cookie).map_err(|_| failed(&request, "a session that no cookie can carry"))?;
            Ok(response)
        }
        Err(AppError::Unauthenticated) => {
            let text = bare_page(&request).t.text("sign-in-failed");
            let values = form.values.into_iter().filter(|(name, _)| name == "email").collect();
            let errors = vec![FieldError { field: String::new(), text }];
            answer(&request, None, StatusCode::UNAUTHORIZED, Form { values, errors }, &next)
        }
        Err(error) => Err(PageProblem::bare(&request, error)),
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
    let gone = session(String::new(), site.options.tls, Duration::ZERO);
    response.add_cookie(&gone).map_err(|_| failed(&request, "an empty cookie"))?;
    Ok(response)
}

fn failed(request: &HttpRequest, why: &str) -> PageProblem {
    PageProblem::bare(request, Fault::App(AppError::Internal(why.to_owned())))
}

fn session(secret: String, tls: bool, lasts: Duration) -> Cookie<'static> {
    Cookie::build(session_cookie(tls), secret)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(tls)
        .max_age(lasts)
        .finish()
}

fn answer(
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
    let template = SignIn { form, next: local(next).unwrap_or("/").to_owned(), demo_users, page };
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
