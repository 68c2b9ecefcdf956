//! The document of the API itself.

use std::sync::LazyLock;

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
    /// It is the same as long as the program runs.
    static DOCUMENT: LazyLock<Result<String, String>> = LazyLock::new(|| {
        let document = openapi::document().and_then(|document| serde_json::to_string(&document));
        document.map_err(|error| error.to_string())
    });
    match &*DOCUMENT {
        Ok(document) => Ok(HttpResponse::Ok().content_type("application/json").body(document.as_str())),
        Err(error) => Err(Problem { fault: Fault::App(AppError::Internal(error.clone())), locale: Locale::DEFAULT }),
    }
}
