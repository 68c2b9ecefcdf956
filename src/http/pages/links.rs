//! Links that work once: the first account, and a password chosen for the first time or anew. Their secrets stand in the
//! path, of which the log has the pattern alone, and no page sends it on.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};

use super::{
    credentials,
    form::{Again, Submitted},
    member::mistakes,
    problem::PageProblem,
    views::{Form, PasswordByLink, Welcome},
    visit::{bare_page, form_status, html, see_other},
};
use crate::{
    app::{
        App, AppError, Role,
        people::{
            NewUser,
            links::{LinkFor, Purpose},
        },
        shares::Whence,
    },
    http::{extract::site, language::Moment, outside::whence},
};

fn app(request: &HttpRequest) -> Result<App, PageProblem> {
    Ok(site(request).map_err(|problem| PageProblem::bare(request, problem.fault))?.app)
}

/// The application, and from where somebody comes to it.
fn come(request: &HttpRequest) -> Result<(App, Whence), PageProblem> {
    let site = site(request).map_err(|problem| PageProblem::bare(request, problem.fault))?;
    let whence = whence(request, &site);
    Ok((site.app, whence))
}

/// A link of one kind: another kind's is not here.
fn link(request: &HttpRequest, secret: &str, is_first: bool) -> Result<LinkFor, PageProblem> {
    let link = app(request)?.link(secret).map_err(|error| PageProblem::bare(request, error))?;
    if (link.purpose == Purpose::FirstAdmin) == is_first {
        Ok(link)
    } else {
        Err(PageProblem::bare(request, AppError::NotFound { what: "link" }))
    }
}

/// `GET /welcome/{secret}`.
pub async fn welcome(request: HttpRequest, path: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    link(&request, &path, true)?;
    answer_welcome(&request, Form::default())
}

/// `POST /welcome/{secret}`: the first account, and on to signing in.
pub async fn begin(
    request: HttpRequest,
    path: web::Path<String>,
    submitted: Submitted,
) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let value = |name: &str| form.value(name).to_owned();
    let new =
        NewUser { email: value("email"), name: value("name"), organisation: value("organisation"), role: Role::Admin };
    let (app, whence) = come(&request)?;
    match app.use_first_link(&path, &new, form.value("password"), whence).await {
        Ok(()) => Ok(see_other("/sign-in?done=welcome")),
        Err(error) => {
            let again = Again::after(&error);
            let errors = mistakes(bare_page(&request).t, error).map_err(|error| PageProblem::bare(&request, error))?;
            let answer = answer_welcome(&request, form.mistaken(&["email", "name", "organisation"], errors))?;
            Ok(Again::tell(again, answer))
        }
    }
}

fn answer_welcome(request: &HttpRequest, form: Form) -> Result<HttpResponse, PageProblem> {
    let (page, status) = (bare_page(request), form_status(&form));
    answer(request, status, &Welcome { page, form })
}

/// `GET /link/{secret}`.
pub async fn show(request: HttpRequest, path: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    settle(&request).await?;
    let link = link(&request, &path, false)?;
    answer_link(&request, &path, link, Form::default())
}

/// `POST /link/{secret}`: the password is chosen, and on to signing in.
pub async fn choose(
    request: HttpRequest,
    path: web::Path<String>,
    submitted: Submitted,
) -> Result<HttpResponse, PageProblem> {
    settle(&request).await?;
    let link = link(&request, &path, false)?;
    let form = submitted.0;
    let (app, whence) = come(&request)?;
    let ends = credentials::ends(&form);
    match app.use_link(&path, form.value("password"), &ends, whence).await {
        Ok(()) => Ok(see_other("/sign-in?done=link")),
        Err(error) => {
            let again = Again::after(&error);
            let errors = mistakes(bare_page(&request).t, error).map_err(|error| PageProblem::bare(&request, error))?;
            Ok(Again::tell(again, answer_link(&request, &path, link, form.mistaken(&credentials::KEPT, errors))?))
        }
    }
}

/// Lets a link work whose time has come.
async fn settle(request: &HttpRequest) -> Result<(), PageProblem> {
    app(request)?.settle_requests().await.map_err(|error| PageProblem::bare(request, error))
}

fn answer_link(request: &HttpRequest, secret: &str, link: LinkFor, form: Form) -> Result<HttpResponse, PageProblem> {
    let found = app(request)?.credentials_of_link(secret).map_err(|error| PageProblem::bare(request, error))?;
    let credentials = credentials::view(found, &form);
    let (page, status) = (bare_page(request), form_status(&form));
    let is_invitation = link.purpose == Purpose::Invitation;
    let waits_until = link.waits_until.map(|until| {
        let now = app(request)?.now().utc();
        Ok::<_, PageProblem>(page.t.when(Moment::exact(until.utc()), chrono_tz::Tz::UTC, now))
    });
    let waits_until = waits_until.transpose()?;
    let (email, name) = (link.email, link.name);
    let view = PasswordByLink { page, form, email, name, is_invitation, waits_until, credentials };
    answer(request, status, &view)
}

fn answer(
    request: &HttpRequest,
    status: StatusCode,
    template: &impl askama::Template,
) -> Result<HttpResponse, PageProblem> {
    html(bare_page(request).t, status, template).map_err(|error| PageProblem::bare(request, error))
}
