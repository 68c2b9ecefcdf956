//! P-codes, by name in any language and by code.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::page;
use crate::{
    app::gazetteer::{Asked, Entry},
    http::{
        extract::{Ask, Query},
        problem::Problem,
    },
};

/// What can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GazetteerQuery {
    /// A name or a part of one in any language, or a code. Case, diacritics and variants of Arabic letters do not matter.
    q: Option<String>,
    /// Name and version; the one loaded last where none is named.
    version: Option<String>,
    /// Only beneath this code.
    under: Option<String>,
    limit: Option<usize>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// A P-code.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryView {
    version: String,
    code: String,
    /// 0 the country, 1 to 3 its divisions, 4 a community.
    level: i32,
    parent: Option<String>,
    /// The codes above it, from the country down, and its own.
    path: Vec<String>,
    /// Names by language.
    #[schema(value_type = Object)]
    name: Value,
    /// Other names.
    #[schema(value_type = Vec<String>)]
    aliases: Value,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundView {
    /// In which version; none where none is loaded.
    version: Option<String>,
    /// All that are loaded, the newest first.
    versions: Vec<String>,
    /// The best first.
    items: Vec<EntryView>,
    /// Always none: what is searched for is narrowed by more letters.
    next: Option<String>,
}

fn view(entry: Entry) -> EntryView {
    EntryView {
        version: entry.version,
        code: entry.code,
        level: entry.level,
        parent: entry.parent,
        path: entry.path,
        name: entry.name,
        aliases: entry.aliases,
        latitude: entry.latitude,
        longitude: entry.longitude,
    }
}

/// `GET /gazetteer`.
#[utoipa::path(
    get,
    path = "/gazetteer",
    tag = "places",
    operation_id = "searchGazetteer",
    params(GazetteerQuery),
    responses(
        (status = 200, description = "What was found, the best first", body = FoundView),
        (status = 404, description = "No such version or code")
    )
)]
pub async fn search(ask: Ask, query: Query<GazetteerQuery>) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let answered = ask
        .blocking(move |app, caller| {
            let limit = i64::try_from(page::limit(query.limit)?).unwrap_or(50);
            let asked = Asked { text: query.q.unwrap_or_default(), version: query.version, under: query.under, limit };
            app.search_gazetteer(caller, &asked)
        })
        .await?;
    let items = answered.items.into_iter().map(view).collect();
    Ok(HttpResponse::Ok().json(FoundView { version: answered.version, versions: answered.versions, items, next: None }))
}
