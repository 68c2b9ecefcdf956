//! The few files that pages ask for.

use actix_web::{HttpRequest, HttpResponse, http::header};

use crate::http::{
    assets::find_asset,
    pages::problem::PageProblem,
    problem::{BadRequest, Fault},
    squeeze::takes_gzip,
};

/// `GET /assets/{file}`: kept for ever, for its address changes with its content.
pub async fn show(request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let asset = find_asset(request.path());
    let asset = asset.ok_or_else(|| PageProblem::bare(&request, Fault::Request(BadRequest::NotFound)))?;
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(asset.content_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "accept-encoding"));
    if takes_gzip(&request) {
        // Said here, so that nothing compresses it once more.
        return Ok(answer.insert_header((header::CONTENT_ENCODING, "gzip")).body(asset.squeezed.clone()));
    }
    Ok(answer.body(asset.content.as_str()))
}

/// `GET /favicon.ico`: pages name their icon themselves, some browsers ask all the same.
pub async fn no_icon() -> HttpResponse {
    HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "public, max-age=86400")).finish()
}
