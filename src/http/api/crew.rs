//! The people on the trucks of a convoy: their names, phones and number plates.

use actix_web::{HttpResponse, http::StatusCode, web};
use serde_json::{Value, json};
use uuid::Uuid;

use super::views::{instant, person};
use crate::{
    app::crew::{CrewLine, CrewList, CrewPut},
    http::{
        extract::{Ask, JsonObject},
        problem::Problem,
    },
};

/// `GET /convoys/{convoy}/crew`. Short enough to come at once.
pub async fn list(ask: Ask, convoy: web::Path<String>) -> Result<HttpResponse, Problem> {
    let list = ask.blocking(move |app, caller| app.list_crew(caller, &convoy)).await?;
    let items: Vec<Value> = list.items.iter().map(|line| view(&list, line)).collect();
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}

fn view(list: &CrewList, line: &CrewLine) -> Value {
    json!({
        "id": line.id, "truck": line.truck, "name": line.name, "phone": line.phone, "plate": line.plate,
        "recorded_by": line.recorded_by.map(|user| person(user.0, &list.names)),
        "recorded_at": instant(line.recorded_at, list.zone),
    })
}

/// `PUT /convoys/{convoy}/crew/{id}`: `{"truck", "name"?, "phone"?, "plate"?}`. 201 written down, 200 changed or the same.
/// The answer repeats none of it.
pub async fn put(ask: Ask, path: web::Path<(String, Uuid)>, body: JsonObject) -> Result<HttpResponse, Problem> {
    let (convoy, id) = path.into_inner();
    let put = ask.app.put_crew(&ask.caller, &convoy, id, &body.0).await.map_err(|error| ask.problem(error))?;
    let status = if put == CrewPut::New { StatusCode::CREATED } else { StatusCode::OK };
    Ok(HttpResponse::build(status).json(json!({"id": id})))
}

/// `DELETE /convoys/{convoy}/crew/{id}`: what was personal is erased.
pub async fn erase(ask: Ask, path: web::Path<(String, Uuid)>) -> Result<HttpResponse, Problem> {
    let (convoy, id) = path.into_inner();
    ask.app.erase_crew(&ask.caller, &convoy, id).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::NoContent().finish())
}
