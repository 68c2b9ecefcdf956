//! Access windows.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{openapi::drafts::AccessWindowDraft, page, views};
use crate::{
    app::{
        App, AppError, Caller,
        windows::{After, WindowFilter},
    },
    domain::refusal::{FieldCode, FieldError},
    http::{
        contract::tags,
        extract::{Ask, IdempotencyKey, JsonObject, Query, read_as_of, read_instant},
        problem::Problem,
    },
};

/// What a list of access windows can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WindowsQuery {
    /// At this place, by id or key.
    place: Option<String>,
    /// For this organisation, or for all; by id or key.
    organisation: Option<String>,
    /// Open at this moment (RFC 3339).
    at: Option<String>,
    /// Not over before this moment (RFC 3339).
    from: Option<String>,
    /// Begun before this moment (RFC 3339).
    until: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
    as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /access-windows`.
#[utoipa::path(
    get,
    path = "/access-windows",
    tag = "access windows",
    operation_id = "listAccessWindows",
    params(WindowsQuery),
    responses((status = 200, description = "A page, those that begin last first", body = page::PageView<views::AccessWindowView>))
)]
pub async fn list(ask: Ask, request: HttpRequest, query: Query<WindowsQuery>) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let found = ask
        .blocking(move |app, caller| {
            let as_of = read_as_of(app, query.as_of.as_deref())?;
            let filter = read_filter(app, caller, &query)?;
            let after = read_after(query.cursor.as_deref())?;
            app.list_windows(caller, &filter, after, page::limit(query.limit)?, as_of)
        })
        .await?;
    let view = |window| views::access_window(window, &found.names, found.now, ask.locale);
    let items = found.items.iter().map(view).collect();
    let next = found.next.map(cursor_of);
    Ok(page::answer(&request, &page::PageView { items, next }, "cursor"))
}

/// `POST /access-windows`: 201, or 200 where the same idempotency key came with the same content.
#[utoipa::path(
    post,
    path = "/access-windows",
    tag = "access windows",
    operation_id = "addAccessWindow",
    request_body = AccessWindowDraft,
    responses((status = 201, description = "Described", body = views::AccessWindowView), (status = 200, description = "The same again", body = views::AccessWindowView))
)]
pub async fn add(ask: Ask, key: IdempotencyKey, body: JsonObject) -> Result<HttpResponse, Problem> {
    let (window, new) =
        ask.app.add_window(&ask.caller, &body.0, key.text()).await.map_err(|error| ask.problem(error))?;
    let names = ask.app.names_of_window(&window).map_err(|error| ask.problem(error))?;
    let mut answer = if new { HttpResponse::Created() } else { HttpResponse::Ok() };
    Ok(answer
        .insert_header((header::LOCATION, format!("/api/v1/access-windows/{}", window.id)))
        .json(views::access_window(&window, &names, ask.app.now(), ask.locale)))
}

/// What one window can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WindowQuery {
    as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /access-windows/{window}`.
#[utoipa::path(
    get,
    path = "/access-windows/{window}",
    tag = "access windows",
    operation_id = "getAccessWindow",
    params(WindowQuery),
    responses((status = 200, description = "The window", body = views::AccessWindowView))
)]
pub async fn show(ask: Ask, window: web::Path<String>, query: Query<WindowQuery>) -> Result<HttpResponse, Problem> {
    let found = ask
        .blocking(move |app, caller| {
            let as_of = read_as_of(app, query.0.as_of.as_deref())?;
            app.window(caller, read_id(&window)?, as_of)
        })
        .await?;
    let window = found.items.first().ok_or(AppError::NotFound { what: "access window" });
    let window = window.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::access_window(window, &found.names, found.now, ask.locale)))
}

/// `PUT /access-windows/{window}`: the whole description anew.
#[utoipa::path(
    put,
    path = "/access-windows/{window}",
    tag = "access windows",
    operation_id = "describeAccessWindow",
    request_body = AccessWindowDraft,
    responses((status = 200, description = "Described", body = views::AccessWindowView))
)]
pub async fn describe(
    ask: Ask,
    request: HttpRequest,
    window: web::Path<String>,
    body: JsonObject,
) -> Result<HttpResponse, Problem> {
    let id = read_id(&window).map_err(|error| ask.problem(error))?;
    let mut seen = None;
    if tags::says_which(&request) {
        let present = ask.blocking(move |app, caller| app.window_to_describe(caller, id)).await?;
        let window = present.items.first().ok_or(AppError::NotFound { what: "access window" });
        let window = window.map_err(|error| ask.problem(error))?;
        let view = views::access_window(window, &present.names, present.now, ask.locale);
        tags::if_match(&ask, &request, &view)?;
        seen = Some(window.position);
    }
    let described = ask.app.describe_window(&ask.caller, id, &body.0, seen).await;
    let described = described.map_err(|error| ask.problem(error))?;
    let names = ask.app.names_of_window(&described).map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::access_window(&described, &names, ask.app.now(), ask.locale)))
}

fn read_id(text: &str) -> Result<Uuid, AppError> {
    Uuid::try_parse(text).map_err(|_| AppError::NotFound { what: "access window" })
}

/// A cursor that goes on after an item.
pub fn cursor_of((at, id): After) -> String {
    page::cursor(format!("{at}:{id}"))
}

/// Where a list goes on, from its cursor.
pub fn read_after(cursor: Option<&str>) -> Result<Option<After>, AppError> {
    let Some(text) = page::read_cursor::<String>(cursor)? else { return Ok(None) };
    let read = || {
        let (from, id) = text.split_once(':')?;
        Some((from.parse().ok()?, Uuid::try_parse(id).ok()?))
    };
    let wrong = || {
        AppError::Invalid(vec![FieldError {
            pointer: "/cursor".to_owned(),
            code: FieldCode::Malformed,
            expected: None,
        }])
    };
    read().map(Some).ok_or_else(wrong)
}

fn read_filter(app: &App, caller: &Caller, query: &WindowsQuery) -> Result<WindowFilter, AppError> {
    let unknown = |error: AppError, name: &str, code| match error {
        AppError::NotFound { .. } => {
            AppError::Invalid(vec![FieldError { pointer: format!("/{name}"), code, expected: None }])
        }
        other => other,
    };
    let place = query.place.as_deref().map(|key| app.place(caller, key)).transpose();
    let place = place.map_err(|error| unknown(error, "place", FieldCode::UnknownPlace))?;
    let organisation = query.organisation.as_deref().map(|key| app.organisation(caller, key)).transpose();
    let organisation = organisation.map_err(|error| unknown(error, "organisation", FieldCode::UnknownOrganisation))?;
    Ok(WindowFilter {
        place: place.map(|place| place.id),
        organisation: organisation.map(|organisation| organisation.id),
        standings: Vec::new(),
        open_at: read_instant("at", query.at.as_deref())?,
        from: read_instant("from", query.from.as_deref())?,
        until: read_instant("until", query.until.as_deref())?,
    })
}
