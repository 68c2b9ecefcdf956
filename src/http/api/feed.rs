//! The change feed: every event by its position in the ledger, in pages, and with a wait for the next one.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderName},
};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, timeout_at};

use super::{page, views};
use crate::{
    app::{
        App, AppError,
        feed::{FeedPage, FeedWish},
    },
    domain::{
        Kind,
        refusal::{FieldCode, FieldError},
    },
    http::{
        extract::{Ask, Credential, Query, read_as_of},
        problem::Problem,
    },
};

/// Longest wait, in seconds.
const LONGEST_WAIT: u64 = 60;

/// Where the position that was looked up to stands in an answer of lines.
static POSITION: HeaderName = HeaderName::from_static("x-position");

/// What the feed can be asked.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FeedQuery {
    /// Events after this position of the ledger; 0 is from the beginning.
    after: Option<i64>,
    /// Events in a page: 1 to 500, 50 unless said otherwise.
    limit: Option<usize>,
    /// `next` of the page before, in place of `after`.
    cursor: Option<String>,
    /// Seconds to wait for an event where there is none yet: 0 to 60.
    #[param(minimum = 0, maximum = 60)]
    wait: Option<u64>,
    /// Events of this kind alone.
    #[param(value_type = Option<Kind>)]
    kind: Option<String>,
    /// Events of this convoy alone, by id or reference.
    convoy: Option<String>,
    /// As known at this instant. Nothing is waited for.
    as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// A page of the feed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FeedView {
    /// The events, in order of position.
    items: Vec<views::EventView>,
    /// Where to go on, also at the end.
    next: String,
    /// The same as a position: all up to here was looked at.
    position: i64,
}

/// `GET /events?after=POSITION`: the change feed, JSON or NDJSON. `next` is where to go on from, also at the end.
#[utoipa::path(
    get,
    path = "/events",
    tag = "events",
    operation_id = "followEvents",
    params(FeedQuery),
    responses((status = 200, description = "What was recorded after a position, in the order of the ledger; nothing is ever skipped", content((FeedView = "application/json"), (String = "application/x-ndjson"))))
)]
pub async fn show(ask: Ask, request: HttpRequest, query: Query<FeedQuery>) -> Result<HttpResponse, Problem> {
    let (mut wish, wait) = read(&ask.app, &query.0).map_err(|error| ask.problem(error))?;
    let credential = Credential::of(&request);
    // Whoever has many waiting already is answered at once.
    let place = if wait.is_zero() { None } else { ask.app.wait_place(&ask.caller) };
    let until = Instant::now() + if place.is_some() { wait } else { Duration::ZERO };
    let (mut ledger, mut closing) = (ask.app.watch(), ask.app.closing());
    let mut ask = ask;
    loop {
        ledger.borrow_and_update();
        let asked = wish.clone();
        let page = ask.blocking(move |app, caller| app.feed(caller, &asked)).await?;
        // Whoever waits is not told again and again how far there was nothing to see.
        wish.after = page.position;
        let is_over = Instant::now() >= until;
        if !page.items.is_empty() || is_over || wish.as_of.is_some() {
            return Ok(answer(&ask, &request, &page));
        }
        // Neither a thread nor a connection is held meanwhile.
        let news = async {
            tokio::select! {
                changed = ledger.changed() => changed.is_ok(),
                _ = closing.changed() => false,
            }
        };
        if page.at_end && (*ask.app.closing().borrow() || !timeout_at(until, news).await.unwrap_or(false)) {
            return Ok(answer(&ask, &request, &page));
        }
        if let Some(credential) = credential.clone() {
            ask.caller = ask.blocking(move |app, _| credential.caller(app)).await?;
        }
    }
}

fn read(app: &App, query: &FeedQuery) -> Result<(FeedWish, Duration), AppError> {
    let wrong = |name: &str, code, expected: Option<&str>| {
        let expected = expected.map(str::to_owned);
        AppError::Invalid(vec![FieldError { pointer: format!("/{name}"), code, expected }])
    };
    // Positions begin at 1: what lies before would be looked through window by window.
    let after = page::read_cursor(query.cursor.as_deref())?.or(query.after).unwrap_or(0).max(0);
    let kind = query.kind.as_deref().map(str::parse).transpose();
    let wait = query.wait.unwrap_or(0);
    if wait > LONGEST_WAIT {
        return Err(wrong("wait", FieldCode::OutOfRange, Some("0–60")));
    }
    let wish = FeedWish {
        after,
        limit: page::limit(query.limit)?,
        as_of: read_as_of(app, query.as_of.as_deref())?,
        kind: kind.map_err(|_| wrong("kind", FieldCode::UnknownCode, None))?,
        convoy: query.convoy.clone(),
    };
    Ok((wish, Duration::from_secs(wait)))
}

fn answer(ask: &Ask, request: &HttpRequest, page: &FeedPage) -> HttpResponse {
    let items: Vec<views::EventView> =
        page.items.iter().map(|event| views::event(event, &page.names, ask.locale)).collect();
    // Opaque for the list's sake; equal to the position for whoever prefers `after`.
    let next = page::cursor(page.position);
    let mut response = HttpResponse::Ok();
    response.insert_header((POSITION.clone(), page.position));
    response.insert_header((header::LINK, page::link(request, &next, &["cursor", "after"])));
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or("");
    if accepts.contains("application/x-ndjson") {
        let lines = items.iter().filter_map(|item| serde_json::to_string(item).ok());
        let body = lines.flat_map(|line| [line, "\n".to_owned()]).collect::<String>();
        return response.content_type("application/x-ndjson").body(body);
    }
    response.json(FeedView { items, next, position: page.position })
}
