//! The people on the trucks of a convoy: their names, phones and number plates.

use actix_web::{HttpResponse, http::StatusCode, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    openapi::drafts::CrewDraft,
    page,
    views::{PersonView, instant, person},
};
use crate::{
    app::crew::{CrewLine, CrewList, CrewPut},
    http::{
        extract::{Ask, JsonObject},
        problem::Problem,
    },
};

/// `GET /convoys/{convoy}/crew`. Short enough to come at once.
#[utoipa::path(
    get,
    path = "/convoys/{convoy}/crew",
    tag = "crew",
    operation_id = "listCrew",
    responses((status = 200, description = "All of them", body = page::PageView<CrewView>))
)]
pub async fn list(ask: Ask, convoy: web::Path<String>) -> Result<HttpResponse, Problem> {
    let list = ask.blocking(move |app, caller| app.list_crew(caller, &convoy)).await?;
    let items = list.items.iter().map(|line| view(&list, line)).collect::<Vec<_>>();
    Ok(HttpResponse::Ok().json(page::PageView { items, next: None }))
}

/// Somebody on a truck.
#[derive(Debug, Serialize, ToSchema)]
pub struct CrewView {
    id: Uuid,
    /// Label of the truck.
    truck: String,
    name: Option<String>,
    phone: Option<String>,
    plate: Option<String>,
    recorded_by: Option<PersonView>,
    recorded_at: String,
}

/// That it is written down; what, is not repeated.
#[derive(Debug, Serialize, ToSchema)]
pub struct CrewWrittenView {
    id: Uuid,
}

fn view(list: &CrewList, line: &CrewLine) -> CrewView {
    CrewView {
        id: line.id,
        truck: line.truck.clone(),
        name: line.name.clone(),
        phone: line.phone.clone(),
        plate: line.plate.clone(),
        recorded_by: line.recorded_by.map(|user| person(user.0, &list.names)),
        recorded_at: instant(line.recorded_at, list.zone),
    }
}

/// `PUT /convoys/{convoy}/crew/{id}`: `{"truck", "name"?, "phone"?, "plate"?}`. 201 written down, 200 changed or the same.
/// The answer repeats none of it.
#[utoipa::path(
    put,
    path = "/convoys/{convoy}/crew/{id}",
    tag = "crew",
    operation_id = "recordCrew",
    request_body = CrewDraft,
    responses((status = 201, description = "Written down", body = CrewWrittenView), (status = 200, description = "Changed, or the same", body = CrewWrittenView))
)]
pub async fn put(ask: Ask, path: web::Path<(String, Uuid)>, body: JsonObject) -> Result<HttpResponse, Problem> {
    let (convoy, id) = path.into_inner();
    let put = ask.app.put_crew(&ask.caller, &convoy, id, &body.0).await.map_err(|error| ask.problem(error))?;
    let status = if put == CrewPut::New { StatusCode::CREATED } else { StatusCode::OK };
    Ok(HttpResponse::build(status).json(CrewWrittenView { id }))
}

/// `DELETE /convoys/{convoy}/crew/{id}`: what was personal is erased.
#[utoipa::path(
    delete,
    path = "/convoys/{convoy}/crew/{id}",
    tag = "crew",
    operation_id = "eraseCrew",
    responses((status = 204, description = "What was personal is erased"))
)]
pub async fn erase(ask: Ask, path: web::Path<(String, Uuid)>) -> Result<HttpResponse, Problem> {
    let (convoy, id) = path.into_inner();
    ask.app.erase_crew(&ask.caller, &convoy, id).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::NoContent().finish())
}
