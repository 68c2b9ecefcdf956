//! Positions of devices: taken from telephones and from Traccar, and told to who sees the convoy as it is.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{page, views::instant};
use crate::{
    app::{
        AppError,
        positions::{Position, PositionPage, Through, Which},
    },
    domain::{position, time::Instant},
    http::{
        extract::{Ask, JsonObject, locale_of, read_body, read_instant, site},
        problem::{BadRequest, Fault, Problem},
    },
};

/// The largest body of a telephone, in bytes: some hundred positions that it had kept.
const PHONE_LIMIT: usize = 256 * 1024;

/// `GET` and `POST /positions/osmand`: what a telephone sends, as query, form or JSON. The device's key, which stands where
/// the protocol has it, lets it add its own positions and nothing else. 200 kept (or of no use, so that it is not sent for
/// ever), 400 not a position or no such device, 429 too many.
#[utoipa::path(
    post,
    path = "/positions/osmand",
    operation_id = "sendPosition",
    tag = "positions",
    request_body(
        content = serde_json::Value, content_type = "application/json",
        description = "The JSON of recent telephones; the parameters of GET as a form, or in the query, do as well",
        example = json!({"device_id": "cvd_0123456789abcdef0123456789abcdef01234567", "location": {
            "timestamp": "2026-11-27T10:30:00Z", "battery": {"level": 0.8},
            "coords": {"latitude": 34.9231, "longitude": 36.5147, "accuracy": 5, "speed": 8.3, "heading": 90}
        }})
    ),
    responses((status = 200, description = "Kept, on disk, or of no use; no body"))
)]
pub async fn from_phone(request: HttpRequest, payload: web::Payload) -> Result<HttpResponse, Problem> {
    let locale = locale_of(&request);
    let bad = |bad| Problem { fault: Fault::Request(bad), locale };
    let app = site(&request)?.app;
    let sent = read_phone(&request, payload, app.now()).await.map_err(bad)?;
    match app.take_positions(&Through::Itself, sent).await {
        Ok(_) => Ok(HttpResponse::Ok().finish()),
        Err(AppError::NotFound { .. }) => Err(bad(BadRequest::UnknownDevice)),
        Err(error) => Err(Problem { fault: error.into(), locale }),
    }
}

/// `GET /positions/osmand`: as by POST, in the query. A read that adds is the protocol's, not ours: it changes nothing but
/// the positions of the device that sends it.
#[utoipa::path(
    get,
    path = "/positions/osmand",
    operation_id = "sendPositionInQuery",
    tag = "positions",
    params(
        ("id" = String, Query, description = "The device's key, beginning with cvd_"),
        ("lat" = Option<f64>, Query, description = "Degrees north"),
        ("lon" = Option<f64>, Query, description = "Degrees east"),
        ("location" = Option<String>, Query, description = "lat,lon in one"),
        ("timestamp" = Option<String>, Query, description = "Seconds or milliseconds since 1970, or ISO 8601; else now"),
        ("speed" = Option<f64>, Query, description = "Knots"),
        ("bearing" = Option<f64>, Query, description = "Degrees from north"),
        ("altitude" = Option<f64>, Query, description = "Metres"),
        ("accuracy" = Option<f64>, Query, description = "Metres"),
        ("batt" = Option<f64>, Query, description = "Percent"),
        ("hdop" = Option<f64>, Query, description = "Dilution of precision")
    ),
    responses((status = 200, description = "Kept, on disk, or of no use; no body"))
)]
pub async fn from_phone_by_get(request: HttpRequest, payload: web::Payload) -> Result<HttpResponse, Problem> {
    from_phone(request, payload).await
}

async fn read_phone(request: &HttpRequest, payload: web::Payload, now: Instant) -> Result<position::Sent, BadRequest> {
    let pairs = |text: &[u8]| form_urlencoded::parse(text).into_owned().collect::<Vec<_>>();
    let query = pairs(request.query_string().as_bytes());
    let body = read_body(&mut payload.into_inner(), PHONE_LIMIT).await?;
    let read = if query.iter().any(|(name, _)| name == "id" || name == "deviceid") {
        position::read_osmand(&query, now)
    } else if body.first() == Some(&b'{') {
        let body: Value = serde_json::from_slice(&body).map_err(|_| BadRequest::MalformedJson)?;
        position::read_client(&body, now)
    } else {
        position::read_osmand(&pairs(&body), now)
    };
    read.map_err(|_| BadRequest::BadPosition)
}

/// `POST /positions/traccar`: what Traccar forwards with `forward.type=json` and a token in `forward.header`. It forwards of
/// every device that it has: of those that are not registered here nothing is kept, and that is no error.
#[utoipa::path(
    post,
    path = "/positions/traccar",
    tag = "positions",
    operation_id = "forwardPosition",
    request_body(
        content = serde_json::Value, content_type = "application/json",
        example = json!({"device": {"uniqueId": "359710047424242"}, "position": {
            "fixTime": "2026-11-27T10:30:00.000+00:00", "valid": true, "latitude": 34.9231, "longitude": 36.5147,
            "speed": 16.2, "course": 90, "accuracy": 5, "attributes": {"batteryLevel": 80}
        }})
    ),
    responses((status = 200, description = "What was kept, was there already, or was dropped and why", body = TakenView))
)]
pub async fn from_traccar(ask: Ask, body: JsonObject) -> Result<HttpResponse, Problem> {
    let read = position::read_traccar(&Value::Object(body.0), ask.app.now());
    let sent = read.map_err(|errors| ask.problem(AppError::Invalid(errors)))?;
    let view = match ask.app.take_positions(&Through::Server(ask.caller.clone()), sent).await {
        Ok(taken) => TakenView { kept: taken.kept, again: taken.again, dropped: taken.dropped },
        Err(AppError::NotFound { .. }) => TakenView { kept: 0, again: 0, dropped: vec!["unknown_device"] },
        Err(error) => return Err(ask.problem(error)),
    };
    Ok(HttpResponse::Ok().json(view))
}

/// What became of what was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenView {
    /// New ones.
    kept: usize,
    /// Those that were there, or of the same second as another.
    again: usize,
    /// Why others are not kept: `no_fix`, `clock_ahead`, `too_early`, `too_late`, `unknown_device`,
    /// `in_conflict` (another organisation for which this server sends has registered the same id: kept for neither).
    dropped: Vec<&'static str>,
}

/// Which positions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PositionsQuery {
    /// From this moment on, by the device's clock.
    from: Option<String>,
    /// Until before this moment.
    until: Option<String>,
    /// Of devices on this truck.
    truck: Option<String>,
    /// Where the last page ended.
    cursor: Option<String>,
    /// So many at the most.
    limit: Option<usize>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// A position.
#[derive(Debug, Serialize, ToSchema)]
pub struct PositionView {
    id: Uuid,
    /// Of which device.
    device: Uuid,
    /// What that is called.
    label: String,
    /// On which truck it travels.
    truck: Option<String>,
    /// By the device's clock.
    at: String,
    /// By the server's.
    received_at: String,
    latitude: f64,
    longitude: f64,
    accuracy_m: Option<f64>,
    speed_kmh: Option<f64>,
    bearing: Option<f64>,
    altitude_m: Option<f64>,
    /// Percent.
    battery: Option<f64>,
}

impl PositionView {
    fn of(position: &Position, zone: chrono_tz::Tz) -> Self {
        let fix = &position.fix;
        Self {
            id: position.id,
            device: position.tracker,
            label: position.label.clone(),
            truck: position.truck.clone(),
            at: instant(fix.at, zone),
            received_at: instant(position.received_at, zone),
            latitude: fix.latitude,
            longitude: fix.longitude,
            accuracy_m: fix.accuracy_m,
            speed_kmh: fix.speed_kmh,
            bearing: fix.bearing,
            altitude_m: fix.altitude_m,
            battery: fix.battery,
        }
    }

    /// As `GeoJSON` (RFC 7946) has it: longitude first.
    fn feature(&self) -> Value {
        let mut properties = serde_json::to_value(self).ok().and_then(|it| it.as_object().cloned()).unwrap_or_default();
        for name in ["id", "latitude", "longitude"] {
            properties.remove(name);
        }
        let mut coordinates = vec![self.longitude, self.latitude];
        coordinates.extend(self.altitude_m);
        json!({
            "type": "Feature", "id": self.id, "properties": properties,
            "geometry": {"type": "Point", "coordinates": coordinates},
        })
    }
}

/// `GET /convoys/{convoy}/positions`, as JSON, `GeoJSON` (`application/geo+json`) or NDJSON, by the devices' clocks. Only for
/// who sees the convoy exactly; each read is noted.
#[utoipa::path(
    get,
    path = "/convoys/{convoy}/positions",
    tag = "positions",
    operation_id = "listPositions",
    params(PositionsQuery),
    responses((status = 200, description = "A page, by the devices' clocks", body = page::PageView<PositionView>))
)]
pub async fn list(
    ask: Ask,
    request: HttpRequest,
    convoy: web::Path<String>,
    query: crate::http::extract::Query<PositionsQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let positions = ask
        .blocking(move |app, caller| {
            let which = Which {
                from: read_instant("from", query.from.as_deref())?,
                until: read_instant("until", query.until.as_deref())?,
                truck: query.truck,
                after: page::read_cursor(query.cursor.as_deref())?.map(|page::Moment(at, id)| (at, id)),
            };
            app.list_positions(caller, &convoy, &which, page::limit(query.limit)?)
        })
        .await?;
    Ok(answer(&request, &positions))
}

fn answer(request: &HttpRequest, positions: &PositionPage) -> HttpResponse {
    let items: Vec<PositionView> = positions.items.iter().map(|it| PositionView::of(it, positions.zone)).collect();
    let last = positions.items.last().filter(|_| positions.more);
    let next = last.map(|last| page::cursor(page::Moment(last.fix.at, last.id)));
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or("");
    let linked = |answer: HttpResponse, media_type: &'static str, body: String| {
        let mut told = HttpResponse::Ok();
        for link in answer.headers().get_all(header::LINK) {
            told.insert_header((header::LINK, link.clone()));
        }
        told.content_type(media_type).body(body)
    };
    let page = page::PageView { items, next };
    let plain = page::answer(request, &page, "cursor");
    if accepts.contains("application/geo+json") {
        let mut all = Map::new();
        all.insert("type".to_owned(), json!("FeatureCollection"));
        all.insert("features".to_owned(), page.items.iter().map(PositionView::feature).collect());
        all.insert("next".to_owned(), json!(page.next));
        return linked(plain, "application/geo+json", Value::Object(all).to_string());
    }
    if accepts.contains("application/x-ndjson") {
        let lines = page.items.iter().filter_map(|item| serde_json::to_string(item).ok());
        return linked(plain, "application/x-ndjson", lines.flat_map(|line| [line, "\n".to_owned()]).collect());
    }
    plain
}
