//! Places and organisations.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use serde::Deserialize;

use super::{page, views};
use crate::http::{
    extract::{Ask, JsonObject, Query},
    problem::Problem,
};

/// What a list can be asked.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorldQuery {
    limit: Option<usize>,
    cursor: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /places`, in the order of their keys.
pub async fn list_places(ask: Ask, request: HttpRequest, query: Query<WorldQuery>) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let found = ask
        .blocking(move |app, caller| {
            let after: Option<String> = page::read_cursor(query.cursor.as_deref())?;
            app.list_places(caller, after.as_deref().unwrap_or(""), page::limit(query.limit)?)
        })
        .await?;
    let items = found.items.iter().map(|place| views::described(place, ask.locale)).collect();
    Ok(page::answer(&request, &page::PageView { items, next: found.next.map(page::cursor) }, "cursor"))
}

/// `POST /places`.
pub async fn add_place(ask: Ask, body: JsonObject) -> Result<HttpResponse, Problem> {
    let place = ask.app.add_place(&ask.caller, &body.0).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/places/{}", place.what.key)))
        .json(views::described(&place, ask.locale)))
}

/// `GET /places/{place}`.
pub async fn show_place(ask: Ask, place: web::Path<String>) -> Result<HttpResponse, Problem> {
    let place = ask.app.place(&ask.caller, &place).map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::described(&place, ask.locale)))
}

/// `PUT /places/{place}`: the whole description anew.
pub async fn describe_place(ask: Ask, place: web::Path<String>, body: JsonObject) -> Result<HttpResponse, Problem> {
    let described = ask.app.describe_place(&ask.caller, &place, &body.0).await;
    let described = described.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::described(&described, ask.locale)))
}

/// `PUT /organisations/{organisation}`: the whole description anew.
pub async fn describe_organisation(
    ask: Ask,
    organisation: web::Path<String>,
    body: JsonObject,
) -> Result<HttpResponse, Problem> {
    let described = ask.app.describe_organisation(&ask.caller, &organisation, &body.0).await;
    let described = described.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::described(&described, ask.locale)))
}

/// `GET /organisations`, in the order of their keys.
pub async fn list_organisations(
    ask: Ask,
    request: HttpRequest,
    query: Query<WorldQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let found = ask
        .blocking(move |app, caller| {
            let after: Option<String> = page::read_cursor(query.cursor.as_deref())?;
            app.list_organisations(caller, after.as_deref().unwrap_or(""), page::limit(query.limit)?)
        })
        .await?;
    let items = found.items.iter().map(|organisation| views::described(organisation, ask.locale)).collect();
    Ok(page::answer(&request, &page::PageView { items, next: found.next.map(page::cursor) }, "cursor"))
}

/// `POST /organisations`.
pub async fn add_organisation(ask: Ask, body: JsonObject) -> Result<HttpResponse, Problem> {
    let organisation = ask.app.add_organisation(&ask.caller, &body.0).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/organisations/{}", organisation.what.key)))
        .json(views::described(&organisation, ask.locale)))
}

/// `GET /organisations/{organisation}`.
pub async fn show_organisation(ask: Ask, organisation: web::Path<String>) -> Result<HttpResponse, Problem> {
    let organisation = ask.app.organisation(&ask.caller, &organisation).map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::described(&organisation, ask.locale)))
}
