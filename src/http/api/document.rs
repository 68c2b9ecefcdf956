//! The document of the API itself.

use actix_web::HttpResponse;

use super::openapi;
use crate::{
    app::AppError,
    http::{
        language::Locale,
        problem::{Fault, Problem},
    },
};

/// `GET /openapi.json`: for everybody, since it says nothing about convoys.
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "service",
    operation_id = "document",
    responses((status = 200, description = "This document.", body = Object, content_type = "application/json"))
)]
pub async fn show() -> Result<HttpResponse, Problem> {
    let document = openapi::document();
    let document = document.map_err(|error| Problem {
        fault: Fault::App(AppError::Internal(error.to_string())),
        locale: Locale::DEFAULT,
    })?;
    Ok(HttpResponse::Ok().json(document))
}
