//! The few files that pages ask for.

use actix_web::{HttpRequest, HttpResponse, http::header};

use crate::http::{
    assets::find_asset,
    pages::problem::PageProblem,
    problem::{BadRequest, Fault},
};

/// `GET /assets/{file}`: kept for ever, for its address changes with its content.
pub async fn show(request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let asset = find_asset(request.path());
    let asset = asset.ok_or_else(|| PageProblem::bare(&request, Fault::Request(BadRequest::NotFound)))?;
    Ok(HttpResponse::Ok()
        .content_type(asset.content_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(asset.content.as_str()))
}

/// `GET /favicon.ico`: pages name their icon themselves, some browsers ask all the same.
pub async fn no_icon() -> HttpResponse {
    HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "public, max-age=86400")).finish()
}
