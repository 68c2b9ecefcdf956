//! The accounts that somebody runs: invited, given roles, closed, let in again.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use uuid::Uuid;

use super::{
    form::{Submitted, form_error},
    me::{phone_views, token_views},
    member::{mistakes, when},
    problem::PageProblem,
    requests::request_line,
    teller::name,
    views::{FieldError, Form, HeldRole, PersonLine, PersonPage, ShownLink, Users},
    visit::{Visit, see_other},
};
use crate::{
    app::{
        AppError, Role,
        people::{Asked, By, NewUser, UserLine, accounts::RoleLine, links::NewLink},
    },
    domain::{id::UserId, refusal::FieldCode},
    http::{extract::site, language::Texts},
};

fn by(visit: &Visit) -> By {
    By::Admin(visit.caller.clone())
}

/// `GET /admin/users`.
pub async fn list(visit: Visit) -> Result<HttpResponse, PageProblem> {
    answer_list(&visit, StatusCode::OK, Form::default(), None).await
}

/// `POST /admin/users`: an account, and the link that is shown this once.
pub async fn invite(visit: Visit, request: HttpRequest, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let invited = match read_role(visit.texts(), &form) {
        Ok(role) => {
            let value = |name: &str| form.value(name).to_owned();
            let new = NewUser { email: value("email"), name: value("name"), organisation: value("organisation"), role };
            let invited = visit.app.invite(&by(&visit), &new).await;
            invited.map_err(|error| told(&visit, error)).map(|(_, link, _)| (new.email, link))
        }
        Err(error) => Err(Ok(vec![error])),
    };
    match invited {
        Ok((email, link)) => {
            let link = shown(&visit, &request, &link, email);
            answer_list(&visit, StatusCode::OK, Form::default(), Some(link)).await
        }
        Err(errors) => {
            let form = Form { errors: errors?, ..form };
            answer_list(&visit, StatusCode::UNPROCESSABLE_ENTITY, form, None).await
        }
    }
}

/// `GET /admin/users/{user}`.
pub async fn show(visit: Visit, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    answer_one(&visit, *path, StatusCode::OK, Form::default(), None).await
}

/// `POST /admin/users/{user}/roles`.
pub async fn change_role(
    visit: Visit,
    path: web::Path<Uuid>,
    submitted: Submitted,
) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let (by, user) = (by(&visit), UserId(*path));
    let changed = match read_role(visit.texts(), &form) {
        Err(error) => Err(Ok(vec![error])),
        Ok(role) => {
            let organisation = form.value("organisation");
            let done = match form.value("change") {
                "take" => visit.app.take_role(&by, user, role, organisation).await.map(|()| Asked::Done),
                _ => visit.app.give_role(&by, user, role, organisation).await,
            };
            done.map_err(|error| told(&visit, error))
        }
    };
    match changed {
        Ok(Asked::Waits { .. }) => Ok(see_other(&waiting(*path))),
        Ok(Asked::Done) => Ok(see_other(&after(&visit, *path))),
        Err(errors) => {
            let form = Form { errors: errors?, ..form };
            answer_one(&visit, *path, StatusCode::UNPROCESSABLE_ENTITY, form, None).await
        }
    }
}

/// The person's page; the list where their last role within reach was taken.
fn after(visit: &Visit, user: Uuid) -> String {
    match visit.app.person(&by(visit), user) {
        Ok(_) => format!("/admin/users/{user}"),
        Err(_) => "/admin/users".to_owned(),
    }
}

/// Where the page tells what waits.
fn waiting(user: Uuid) -> String {
    format!("/admin/users/{user}#requests")
}

/// `POST /admin/users/{user}/close`.
pub async fn close(visit: Visit, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let done = visit.app.disable_user(&by(&visit), UserId(*path)).await;
    back(&visit, *path, done)
}

/// `POST /admin/users/{user}/open`.
pub async fn open(visit: Visit, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let done = visit.app.enable_user(&by(&visit), UserId(*path)).await;
    asked(&visit, *path, done)
}

/// `POST /admin/users/{user}/second-factor`: removes it.
pub async fn remove_second_factor(visit: Visit, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let done = visit.app.remove_second_factor(&by(&visit), UserId(*path)).await;
    asked(&visit, *path, done)
}

/// `POST /admin/users/{user}/link`: shown this once, so that the answer is the page itself.
pub async fn make_link(visit: Visit, request: HttpRequest, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let made = visit.app.make_link(&by(&visit), UserId(*path)).await.map_err(|error| visit.problem(error))?;
    let person = visit.app.person(&by(&visit), *path).map_err(|error| visit.problem(error))?;
    let link = shown(&visit, &request, &made, person.email);
    answer_one(&visit, *path, StatusCode::OK, Form::default(), Some(link)).await
}

/// `POST /admin/users/{user}/tokens/{token}/revoke`.
pub async fn revoke_token(visit: Visit, path: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, PageProblem> {
    let (user, token) = *path;
    let theirs = visit.app.list_tokens_of(&by(&visit), UserId(user)).map_err(|error| visit.problem(error))?;
    if !theirs.iter().any(|line| line.id == token) {
        return Err(visit.problem(AppError::NotFound { what: "token" }));
    }
    let done = visit.app.revoke_token(&by(&visit), token).await;
    back(&visit, user, done)
}

/// `POST /admin/users/{user}/phones`: `number` and `pin`. Its owner has to confirm it.
pub async fn add_phone(visit: Visit, path: web::Path<Uuid>, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let (number, pin) = (form.value("number").to_owned(), form.value("pin").to_owned());
    match visit.app.add_phone(&by(&visit), UserId(*path), &number, &pin).await {
        Ok(()) => Ok(see_other(&format!("/admin/users/{}", *path))),
        Err(error) => {
            let errors = told(&visit, error)?;
            answer_one(&visit, *path, StatusCode::UNPROCESSABLE_ENTITY, form.mistaken(&["number"], errors), None).await
        }
    }
}

/// `POST /admin/users/{user}/phones/{phone}/remove`.
pub async fn remove_phone(visit: Visit, path: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, PageProblem> {
    let (user, phone) = *path;
    let done = visit.app.remove_phone(&by(&visit), UserId(user), phone).await;
    back(&visit, user, done)
}

fn asked(visit: &Visit, user: Uuid, done: Result<Asked, AppError>) -> Result<HttpResponse, PageProblem> {
    match done.map_err(|error| visit.problem(error))? {
        Asked::Done => Ok(see_other(&format!("/admin/users/{user}"))),
        Asked::Waits { .. } => Ok(see_other(&waiting(user))),
    }
}

fn back(visit: &Visit, user: Uuid, done: Result<(), AppError>) -> Result<HttpResponse, PageProblem> {
    done.map_err(|error| visit.problem(error))?;
    Ok(see_other(&format!("/admin/users/{user}")))
}

fn read_role(texts: Texts, form: &Form) -> Result<Role, FieldError> {
    let role = form.value("role");
    let code = if role.is_empty() { FieldCode::Required } else { FieldCode::UnknownCode };
    role.parse().map_err(|_| form_error(texts, "role", code))
}

/// What is wrong with the form. An organisation beyond reach is told like one that is not there.
fn told(visit: &Visit, error: AppError) -> Result<Vec<FieldError>, PageProblem> {
    if matches!(error, AppError::NotFound { what: "organisation" }) {
        return Ok(vec![form_error(visit.texts(), "organisation", FieldCode::UnknownOrganisation)]);
    }
    mistakes(visit.texts(), error).map_err(|error| visit.problem(error))
}

/// The whole address: administrators pass it on by whatever way they trust.
fn shown(visit: &Visit, request: &HttpRequest, link: &NewLink, email: String) -> ShownLink {
    let scheme = if site(request).is_ok_and(|site| site.options.tls) { "https" } else { "http" };
    let host = request.headers().get("host").and_then(|host| host.to_str().ok());
    let address = host.map_or_else(|| link.path.clone(), |host| format!("{scheme}://{host}{}", link.path));
    let waits_until = link.waits_until.map(|until| when(visit, until));
    ShownLink { address, expires: when(visit, link.expires_at), email, waits_until }
}

async fn answer_list(
    visit: &Visit,
    status: StatusCode,
    form: Form,
    link: Option<ShownLink>,
) -> Result<HttpResponse, PageProblem> {
    visit.app.settle_requests().await.map_err(|error| visit.problem(error))?;
    let (lines, waiting) = visit
        .blocking(|app, caller| {
            let by = By::Admin(caller.clone());
            Ok((app.list_people(&by)?, app.list_requests(&by)?))
        })
        .await?;
    let requests = waiting.into_iter().map(|line| request_line(visit, line)).collect();
    let people = lines.into_iter().map(|line| person_line(visit, line)).collect();
    let mut page = visit.page.clone();
    "/admin/users".clone_into(&mut page.here);
    visit.html(status, &Users { page, form, people, link, requests })
}

async fn answer_one(
    visit: &Visit,
    user: Uuid,
    status: StatusCode,
    form: Form,
    link: Option<ShownLink>,
) -> Result<HttpResponse, PageProblem> {
    visit.app.settle_requests().await.map_err(|error| visit.problem(error))?;
    let found = visit.blocking(move |app, caller| {
        let by = By::Admin(caller.clone());
        let person = app.person(&by, user)?;
        let tokens = app.list_tokens_of(&by, UserId(user))?;
        Ok((person, tokens, app.list_phones(&by, UserId(user))?, app.list_requests(&by)?))
    });
    let (found, tokens, phones, waiting) = found.await?;
    let about = waiting.into_iter().filter(|line| line.user == user);
    let requests = about.map(|line| request_line(visit, line)).collect();
    let (is_whole, href) = (found.is_whole, format!("/admin/users/{user}"));
    let mut page = visit.page.clone();
    page.here.clone_from(&href);
    let is_own = visit.caller.user.0 == user;
    let tokens = token_views(visit, tokens, &href);
    let (phones, phones_href) = (phone_views(visit, phones), format!("{href}/phones"));
    let (person, phones_may_add) = (person_line(visit, found), is_whole);
    let view = PersonPage {
        page,
        form,
        person,
        is_whole,
        is_own,
        phones,
        phones_href,
        phones_may_add,
        tokens,
        link,
        requests,
    };
    visit.html(status, &view)
}

fn person_line(visit: &Visit, line: UserLine) -> PersonLine {
    PersonLine {
        href: format!("/admin/users/{}", line.id),
        roles: line.role_lines.into_iter().map(|role| held_role(visit, role)).collect(),
        name: line.name,
        email: line.email,
        is_disabled: line.is_disabled,
        has_second_factor: line.has_second_factor,
        has_password: line.has_password,
    }
}

/// A role as shown.
pub fn held_role(visit: &Visit, role: RoleLine) -> HeldRole {
    HeldRole {
        role: role.role.as_ref().to_owned(),
        name: name(&role.names, visit.texts().locale()),
        organisation: role.organisation,
    }
}
