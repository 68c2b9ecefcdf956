//! Places and organisations.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    openapi::drafts::{OrganisationDraft, PlaceDraft},
    page, views,
};
use crate::{
    domain::place::{Organisation, Place},
    http::{
        extract::{Ask, JsonObject, Query},
        problem::Problem,
    },
};

/// What a list can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WorldQuery {
    limit: Option<usize>,
    cursor: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /places`, in the order of their keys.
#[utoipa::path(
    get,
    path = "/places",
    tag = "places",
    operation_id = "listPlaces",
    params(WorldQuery),
    responses((status = 200, description = "A page, in the order of keys", body = page::PageView<views::DescribedView<Place>>))
)]
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
#[utoipa::path(
    post,
    path = "/places",
    tag = "places",
    operation_id = "addPlace",
    request_body = PlaceDraft,
    responses((status = 201, description = "Described", body = views::DescribedView<Place>))
)]
pub async fn add_place(ask: Ask, body: JsonObject) -> Result<HttpResponse, Problem> {
    let place = ask.app.add_place(&ask.caller, &body.0).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/places/{}", place.what.key)))
        .json(views::described(&place, ask.locale)))
}

/// `GET /places/{place}`.
#[utoipa::path(
    get,
    path = "/places/{place}",
    tag = "places",
    operation_id = "showPlace",
    responses((status = 200, description = "A place", body = views::DescribedView<Place>))
)]
pub async fn show_place(ask: Ask, place: web::Path<String>) -> Result<HttpResponse, Problem> {
    let place = ask.app.place(&ask.caller, &place).map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::described(&place, ask.locale)))
}

/// `PUT /places/{place}`: the whole description anew.
#[utoipa::path(
    put,
    path = "/places/{place}",
    tag = "places",
    operation_id = "describePlace",
    request_body = PlaceDraft,
    responses((status = 200, description = "Described anew", body = views::DescribedView<Place>))
)]
pub async fn describe_place(ask: Ask, place: web::Path<String>, body: JsonObject) -> Result<HttpResponse, Problem> {
    let described = ask.app.describe_place(&ask.caller, &place, &body.0).await;
    let described = described.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::described(&described, ask.locale)))
}

/// `PUT /organisations/{organisation}`: the whole description anew.
#[utoipa::path(
    put,
    path = "/organisations/{organisation}",
    tag = "organisations",
    operation_id = "describeOrganisation",
    request_body = OrganisationDraft,
    responses((status = 200, description = "Described anew", body = views::DescribedView<Organisation>))
)]
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
#[utoipa::path(
    get,
    path = "/organisations",
    tag = "organisations",
    operation_id = "listOrganisations",
    params(WorldQuery),
    responses((status = 200, description = "A page, in the order of keys", body = page::PageView<views::DescribedView<Organisation>>))
)]
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
#[utoipa::path(
    post,
    path = "/organisations",
    tag = "organisations",
    operation_id = "addOrganisation",
    request_body = OrganisationDraft,
    responses((status = 201, description = "Described", body = views::DescribedView<Organisation>))
)]
pub async fn add_organisation(ask: Ask, body: JsonObject) -> Result<HttpResponse, Problem> {
    let organisation = ask.app.add_organisation(&ask.caller, &body.0).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/organisations/{}", organisation.what.key)))
        .json(views::described(&organisation, ask.locale)))
}

/// `GET /organisations/{organisation}`.
#[utoipa::path(
    get,
    path = "/organisations/{organisation}",
    tag = "organisations",
    operation_id = "showOrganisation",
    responses((status = 200, description = "An organisation", body = views::DescribedView<Organisation>))
)]
pub async fn show_organisation(ask: Ask, organisation: web::Path<String>) -> Result<HttpResponse, Problem> {
    let organisation = ask.app.organisation(&ask.caller, &organisation).map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::described(&organisation, ask.locale)))
}
