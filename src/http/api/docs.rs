//! The document of the API to read and to try, from the binary: no file of it comes from anywhere else, and its content
//! security policy lets none.

use std::sync::{Arc, LazyLock};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, ContentEncoding},
    web,
};
use utoipa_swagger_ui::{Config, serve};

use crate::http::{
    pages::problem::PageProblem,
    problem::{BadRequest, Fault},
};

/// Where the document is.
const DOCUMENT: &str = "/api/v1/openapi.json";

/// As for all pages, and wider in one thing: the vendored script sets styles, and has its icons within them.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
     base-uri 'none'";

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Convoy tracker: the API</title>
<link rel="icon" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<noscript><p>This page needs JavaScript. The document itself is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p></noscript>
<main id="swagger-ui"></main>
<script src="/api/docs/swagger-ui-bundle.js" defer></script>
<script src="/api/docs/swagger-ui-standalone-preset.js" defer></script>
<script src="/api/docs/swagger-initializer.js" defer></script>
</body>
</html>
"#;

/// What the script is told: where the document is, and to ask nobody whether it is valid.
static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    let config = Config::new([DOCUMENT]).validator_url("none").persist_authorization(false).doc_expansion("none");
    Arc::new(config.deep_linking(true).filter(true))
});

/// `GET /api/docs`.
pub async fn show() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(PAGE)
}

/// `GET /api/docs/{file}`: the vendored files of that page, and no others.
pub async fn file(request: HttpRequest, file: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    let missing = || PageProblem::bare(&request, Fault::Request(BadRequest::NotFound));
    // Its own page asks for files that this one does not have.
    let name = Some(file.as_str()).filter(|name| !matches!(name.rsplit('.').next(), Some("html" | "map")));
    let found = name.and_then(|name| serve(name, Arc::clone(&CONFIG)).ok().flatten()).ok_or_else(missing)?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(found.content_type)
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"));
    if found.gzpipped {
        response.insert_header(ContentEncoding::Gzip);
    }
    Ok(response.body(found.bytes.into_owned()))
}
