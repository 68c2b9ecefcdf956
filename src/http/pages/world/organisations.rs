//! Organisations that lead and join convoys: the list, one of them, and to coordinators the form that describes it. As with
//! places, editors do not overwrite each other.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde_json::{Map, Value, json};

use super::{asked_names, mistaken, name_values, put, put_key, seen, set, told_names, typed_names};
use crate::{
    app::{
        Action, AppError,
        world::{Added, Described},
    },
    domain::place::Organisation,
    http::{
        extract::query_value,
        language::Locale,
        pages::{
            form::{Submitted, address_after},
            problem::PageProblem,
            views::{Form, OrganisationFacts, OrganisationPage, Organisations},
            visit::{Visit, see_other},
        },
    },
};

/// Organisations on a page.
const SHOWN: usize = 100;
const ORDER: &[&str] = &["name-", "acronym", "key"];

/// `GET /organisations`.
pub async fn list(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let after = query_value(&request, "after").unwrap_or_default();
    let found = visit.blocking(move |app, caller| app.list_organisations(caller, &after, SHOWN, None)).await?;
    let template = Organisations {
        page: visit.page.clone(),
        organisations: found.items.iter().map(|it| facts(it, visit.texts().locale())).collect(),
        next: found.next.map(|next| address_after("/organisations", &Form::default(), "after", &next)),
        may_describe: visit.caller.may_somewhere(Action::DescribeWorld),
    };
    visit.html(StatusCode::OK, &template)
}

/// `GET /organisations/new`.
pub async fn show_new(visit: Visit) -> Result<HttpResponse, PageProblem> {
    let key = visit.app.new_id().to_string();
    let form = Form { values: vec![("key-id".to_owned(), key)], errors: Vec::new() };
    answer(&visit, StatusCode::OK, None, form, false).await
}

/// `POST /organisations/new`.
pub async fn add(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let mut form = submitted.0;
    let mut object = draft(&form);
    put_key(&mut object, &mut form);
    let key = form.value("key-id").to_owned();
    let key = Some(key.as_str()).filter(|key| !key.is_empty());
    match visit.app.add_organisation(&visit.caller, &object, key).await {
        Ok(Added::New(it) | Added::Again(it)) => Ok(see_other(&format!("/organisations/{}?saved=1", it.what.key))),
        Err(error) => refused(&visit, None, form, error).await,
    }
}

/// `GET /organisations/{organisation}`.
pub async fn show(visit: Visit, request: HttpRequest, path: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    let it = present(&visit, path.into_inner()).await?;
    let mut values: Vec<(String, String)> =
        name_values(&asked_names(Some(&it.what.name), visit.texts().locale())).collect();
    let acronym = it.what.acronym.as_ref().map_or(String::new(), ToString::to_string);
    values.extend([("seen".to_owned(), it.position.to_string()), ("acronym".to_owned(), acronym)]);
    let saved = query_value(&request, "saved").is_some();
    answer(&visit, StatusCode::OK, Some(&it), Form { values, errors: Vec::new() }, saved).await
}

/// `POST /organisations/{organisation}`.
pub async fn describe(
    visit: Visit,
    path: web::Path<String>,
    submitted: Submitted,
) -> Result<HttpResponse, PageProblem> {
    let (reference, form) = (path.into_inner(), submitted.0);
    let key = present(&visit, reference).await?.what.key.to_string();
    let mut object = draft(&form);
    object.insert("key".to_owned(), json!(key));
    match visit.app.describe_organisation(&visit.caller, &key, &object, Some(seen(&form))).await {
        Ok(_) => Ok(see_other(&format!("/organisations/{key}?saved=1"))),
        Err(error) => refused(&visit, Some(key), form, error).await,
    }
}

async fn present(visit: &Visit, reference: String) -> Result<Described<Organisation>, PageProblem> {
    visit.blocking(move |app, caller| app.organisation(caller, &reference)).await
}

fn draft(form: &Form) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("name".to_owned(), typed_names(form));
    put(&mut object, "acronym", form, "acronym");
    object
}

async fn refused(
    visit: &Visit,
    key: Option<String>,
    mut form: Form,
    error: AppError,
) -> Result<HttpResponse, PageProblem> {
    let locale = visit.texts().locale();
    let field = |pointer: &str| match pointer.trim_start_matches('/') {
        "name" => format!("name-{}", locale.language().code()),
        pointer => pointer.replace("name/", "name-"),
    };
    let not_taken = mistaken(visit, &mut form, error, field, ORDER).map_err(|error| visit.problem(error))?;
    let it = match key {
        Some(key) => Some(present(visit, key).await?),
        None => None,
    };
    if let (true, Some(it)) = (not_taken.changed, &it) {
        set(&mut form, "seen", it.position.to_string());
    }
    if not_taken.new_key {
        set(&mut form, "key-id", visit.app.new_id().to_string());
    }
    answer(visit, not_taken.status, it.as_ref(), form, false).await
}

async fn answer(
    visit: &Visit,
    status: StatusCode,
    it: Option<&Described<Organisation>>,
    form: Form,
    saved: bool,
) -> Result<HttpResponse, PageProblem> {
    let locale = visit.texts().locale();
    let may_describe = match it.map(|it| it.id) {
        Some(id) => visit.blocking(move |app, caller| app.may_describe(caller, id)).await?,
        None => visit.caller.may_somewhere(Action::DescribeWorld),
    };
    let href = it.map_or_else(|| "/organisations/new".to_owned(), |it| format!("/organisations/{}", it.what.key));
    let template = OrganisationPage {
        page: visit.page.clone(),
        href,
        organisation: it.map(|it| facts(it, locale)),
        saved,
        may_describe,
        form,
        names: asked_names(it.map(|it| &it.what.name), locale),
    };
    visit.html(status, &template)
}

fn facts(it: &Described<Organisation>, locale: Locale) -> OrganisationFacts {
    let (name, others) = told_names(&it.what.name, it.what.key.as_str(), locale);
    OrganisationFacts {
        href: format!("/organisations/{}", it.what.key),
        name,
        others,
        key: it.what.key.to_string(),
        acronym: it.what.acronym.as_ref().map(ToString::to_string),
    }
}
