//! Whether the program lives, and whether it can work.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::{
    app::AppError,
    http::{Site, extract::locale_of, problem::Problem},
};

/// It answers, so it lives.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "service",
    operation_id = "alive",
    responses((status = 200, description = "It answers, so it lives", body = String, content_type = "text/plain"))
)]
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// The database answers too.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "service",
    operation_id = "ready",
    responses((status = 200, description = "The database answers too", body = String, content_type = "text/plain"))
)]
pub async fn ready(request: HttpRequest, site: web::Data<Site>) -> Result<HttpResponse, Problem> {
    let app = site.app.clone();
    let asked = web::block(move || app.is_ready()).await;
    asked
        .unwrap_or_else(|error| Err(AppError::Internal(error.to_string())))
        .map_err(|error| Problem { fault: error.into(), locale: locale_of(&request) })?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
}
