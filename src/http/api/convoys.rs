//! Convoys: register, list, show, and how one stands.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use serde::Deserialize;
use strum::IntoEnumIterator;
use utoipa::IntoParams;

use super::{openapi::drafts::PlanDraft, page, views};
use crate::{
    app::{
        App, AppError, Caller,
        convoys::{Filter, Registered},
    },
    domain::{
        Status,
        cargo::Sector,
        refusal::{FieldCode, FieldError},
    },
    http::{
        extract::{Ask, IdempotencyKey, JsonObject, Query, read_as_of, read_instant},
        problem::Problem,
    },
};

/// What a list of convoys can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Status codes, parted by commas.
    status: Option<String>,
    /// Leads it or takes part, by id or key.
    organisation: Option<String>,
    /// On its route, by id or key.
    place: Option<String>,
    /// Of what it carries.
    #[param(value_type = Option<Sector>)]
    sector: Option<String>,
    /// Whether it is on its way and was not heard from for longer than agreed.
    silent: Option<bool>,
    /// Whether a review is open.
    review: Option<bool>,
    /// In its reference, and in what it carries and where it goes.
    q: Option<String>,
    /// Recorded of it at this moment or later.
    updated_since: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
    as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// What a read can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadQuery {
    pub(super) as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `POST /convoys`: 201, or 200 where the same idempotency key came with the same content.
#[utoipa::path(
    post,
    path = "/convoys",
    tag = "convoys",
    operation_id = "registerConvoy",
    request_body = PlanDraft,
    responses((status = 201, description = "Registered", body = views::ConvoyView), (status = 200, description = "Registered before, with the same key and content", body = views::ConvoyView))
)]
pub async fn register(ask: Ask, key: IdempotencyKey, body: JsonObject) -> Result<HttpResponse, Problem> {
    let registered =
        ask.app.register_convoy(&ask.caller, &body.0, key.text()).await.map_err(|error| ask.problem(error))?;
    let (status, id) = match registered {
        Registered::New(id) => (StatusCode::CREATED, id),
        Registered::Again(id) => (StatusCode::OK, id),
    };
    let answer = ask.blocking(move |app, caller| app.registered(caller, id)).await?;
    Ok(HttpResponse::build(status)
        .insert_header((header::LOCATION, format!("/api/v1/convoys/{}", id.0)))
        .json(views::convoy(&answer, ask.locale)))
}

/// `GET /convoys`.
#[utoipa::path(
    get,
    path = "/convoys",
    tag = "convoys",
    operation_id = "listConvoys",
    params(ListQuery),
    responses((status = 200, description = "A page, newest registration first", body = page::PageView<views::StatusView>))
)]
pub async fn list(ask: Ask, request: HttpRequest, query: Query<ListQuery>) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let (page, as_of) = ask
        .blocking(move |app, caller| {
            let as_of = read_as_of(app, query.as_of.as_deref())?;
            let limit = page::limit(query.limit)?;
            let cursor = page::read_cursor(query.cursor.as_deref())?;
            let filter = read_filter(app, caller, &query, as_of)?;
            Ok((app.list_convoys(caller, &filter, cursor, limit, as_of)?, as_of))
        })
        .await?;
    let items = page.items.iter().map(|item| views::status(item, &page.names, as_of, page.now, ask.locale)).collect();
    let next = page.next.map(page::cursor);
    Ok(page::answer(&request, &page::PageView { items, next }, "cursor"))
}

/// `GET /convoys/{convoy}`.
#[utoipa::path(
    get,
    path = "/convoys/{convoy}",
    tag = "convoys",
    operation_id = "showConvoy",
    params(ReadQuery),
    responses((status = 200, description = "Everything about one convoy", body = views::ConvoyView))
)]
pub async fn show(ask: Ask, convoy: web::Path<String>, query: Query<ReadQuery>) -> Result<HttpResponse, Problem> {
    let answer = ask
        .blocking(move |app, caller| app.convoy(caller, &convoy, read_as_of(app, query.0.as_of.as_deref())?))
        .await?;
    Ok(HttpResponse::Ok().json(views::convoy(&answer, ask.locale)))
}

/// `GET /convoys/{convoy}/status`: the small answer that pollers want. One row, so on this thread.
#[utoipa::path(
    get,
    path = "/convoys/{convoy}/status",
    tag = "convoys",
    operation_id = "convoyStatus",
    params(ReadQuery),
    responses((status = 200, description = "How it stands", body = views::StatusView))
)]
pub async fn status(ask: Ask, convoy: web::Path<String>, query: Query<ReadQuery>) -> Result<HttpResponse, Problem> {
    let answer = read_as_of(&ask.app, query.0.as_of.as_deref())
        .and_then(|as_of| ask.app.convoy_status(&ask.caller, &convoy, as_of))
        .map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::status(&answer.summary, &answer.names, answer.as_of, answer.now, ask.locale)))
}

/// Reads the filters of a query; the board's page has the same.
pub fn read_filter(
    app: &App,
    caller: &Caller,
    query: &ListQuery,
    as_of: Option<crate::domain::time::Instant>,
) -> Result<Filter, AppError> {
    let now = as_of.unwrap_or_else(|| app.now());
    let statuses = match query.status.as_deref() {
        None | Some("") => Vec::new(),
        Some(codes) => codes.split(',').map(|code| known::<Status>("status", code)).collect::<Result<_, _>>()?,
    };
    let sector = query.sector.as_deref().map(|code| known::<Sector>("sector", code)).transpose()?;
    let organisation = query.organisation.as_deref().map(|key| app.organisation(caller, key)).transpose();
    let organisation = organisation.map_err(|error| unknown(error, "organisation", FieldCode::UnknownOrganisation))?;
    let place = query.place.as_deref().map(|key| app.place(caller, key)).transpose();
    let place = place.map_err(|error| unknown(error, "place", FieldCode::UnknownPlace))?;
    Ok(Filter {
        statuses,
        organisation: organisation.map(|organisation| organisation.id),
        place: place.map(|place| place.id),
        sector,
        silent: query.silent.map(|silent| (silent, now)),
        open_review: query.review,
        text: query.q.as_deref().map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty()),
        updated_since: read_instant("updated_since", query.updated_since.as_deref())?,
    })
}

pub(super) fn known<T: std::str::FromStr + AsRef<str> + IntoEnumIterator>(
    name: &str,
    code: &str,
) -> Result<String, AppError> {
    let known = T::from_str(code.trim()).map(|code| code.as_ref().to_owned());
    known.map_err(|_| {
        let choices: Vec<String> = T::iter().map(|choice| choice.as_ref().to_owned()).collect();
        let pointer = format!("/{name}");
        let code = FieldCode::UnknownCode;
        AppError::Invalid(vec![FieldError { pointer, code, expected: Some(choices.join(", ")) }])
    })
}

fn unknown(error: AppError, name: &str, code: FieldCode) -> AppError {
    if matches!(error, AppError::NotFound { .. }) {
        AppError::Invalid(vec![FieldError { pointer: format!("/{name}"), code, expected: None }])
    } else {
        error
    }
}
