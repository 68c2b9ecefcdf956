//! The stream of changes: server-sent events, each with its position, so that whoever was away goes on where they were.

use std::{sync::Arc, time::Duration};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, ContentEncoding, HeaderName},
    web::{self, Bytes},
};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use tokio::{sync::watch, time::Instant};

use crate::{
    app::{
        App, AppError, Caller,
        live::{Change, Ended, News, Subscription, lines::Place},
    },
    domain::refusal::{FieldCode, FieldError},
    http::{
        extract::{Ask, Credential, Query},
        problem::Problem,
    },
};

/// Nothing for so long: a comment says that the line is alive.
const BEAT: Duration = Duration::from_secs(15);
/// Whether somebody may still watch is looked at this often at the least.
const CHECK: Duration = Duration::from_secs(30);
/// After how many milliseconds a browser comes again.
const RETRY_MS: u32 = 2_000;
/// Said to a stream whose place another of the same caller has taken: to come again at once would only take the place of the next.
const REPLACED: &[u8] = b"retry: 60000\nevent: replaced\ndata: {}\n\n";
/// Changes read at a time by who was away.
const AT_A_TIME: usize = 500;

/// From where to go on.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LiveQuery {
    /// The last position that was seen, for whoever cannot send the header `Last-Event-ID`.
    last_event_id: Option<i64>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /live`: server-sent events, until the session, the token or the role ends.
#[utoipa::path(
    get,
    path = "/live",
    tag = "events",
    operation_id = "watchChanges",
    params(LiveQuery),
    responses((status = 200, description = "A stream: each block has its position as `id`, `event: change`, and `data` of this shape", content((ChangeView = "text/event-stream"))))
)]
pub async fn show(ask: Ask, request: HttpRequest, query: Query<LiveQuery>) -> Result<HttpResponse, Problem> {
    let credential = Credential::of(&request).ok_or_else(|| ask.problem(AppError::Unauthenticated))?;
    let asked = last_event_id(&request, &query.0).map_err(|error| ask.problem(error))?;
    let (caller, head) = ask
        .blocking(move |app, caller| {
            // Refused now and not within the stream.
            caller.scope(app.now())?;
            Ok((caller.clone(), app.head()?))
        })
        .await?;
    let line = Line {
        place: ask.app.stream_place(&caller, credential.secret()),
        closing: ask.app.closing(),
        app: ask.app,
        credential,
        caller,
        // Beyond the end there is nothing to wait for: the ledger is another one.
        position: asked.unwrap_or(head).min(head),
        subscription: None,
        missed_until: None,
        checked: Instant::now(),
        stage: Stage::Greeting,
    };
    let body = stream::unfold(line, |mut line| async move {
        let bytes = line.next().await?;
        Some((Ok::<_, std::convert::Infallible>(bytes), line))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        // Compressed, it would be held back until there is enough of it.
        .insert_header(ContentEncoding::Identity)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((HeaderName::from_static("x-accel-buffering"), "no"))
        .streaming(body))
}

fn last_event_id(request: &HttpRequest, query: &LiveQuery) -> Result<Option<i64>, AppError> {
    let wrong = || {
        let pointer = "/last_event_id".to_owned();
        AppError::Invalid(vec![FieldError { pointer, code: FieldCode::Malformed, expected: None }])
    };
    let header = request.headers().get("last-event-id");
    let header = header.map(|value| value.to_str().ok().and_then(|text| text.trim().parse().ok()).ok_or_else(wrong));
    Ok(header.transpose()?.or(query.last_event_id))
}

/// Somebody who watches.
struct Line {
    app: App,
    place: Place,
    credential: Credential,
    caller: Caller,
    /// All up to here was sent, or is not seen.
    position: i64,
    subscription: Option<Subscription>,
    /// Up to here has to be read before what comes by the subscription.
    missed_until: Option<i64>,
    checked: Instant,
    closing: watch::Receiver<bool>,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing was sent yet.
    Greeting,
    /// What was missed is being sent.
    CatchingUp,
    /// What comes is sent.
    Following,
    /// Another stream of the same caller has taken its place.
    Leaving,
}

/// What to do next.
enum Step {
    Send(Bytes),
    GoOn,
    End,
}

impl Line {
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if *self.closing.borrow() || self.stage == Stage::Leaving {
                return None;
            }
            if self.place.is_taken() {
                self.stage = Stage::Leaving;
                return Some(Bytes::from_static(REPLACED));
            }
            let step = match self.stage {
                Stage::Greeting => {
                    self.stage = Stage::CatchingUp;
                    Step::Send(Bytes::from(format!("retry: {RETRY_MS}\n: hello\n\n")))
                }
                Stage::CatchingUp => self.catch_up().await,
                Stage::Following => self.follow().await,
                Stage::Leaving => Step::End,
            };
            match step {
                Step::Send(bytes) => return Some(bytes),
                Step::GoOn => {}
                Step::End => return None,
            }
        }
    }

    /// Reads what was missed, joins those who are told, and reads what came in between.
    async fn catch_up(&mut self) -> Step {
        if self.missed_until.is_some_and(|until| self.position >= until) {
            self.missed_until = None;
            self.stage = Stage::Following;
            return Step::Send(Bytes::from(format!(": now\nid: {}\n\n", self.position)));
        }
        let (app, credential, caller) = (self.app.clone(), self.credential.clone(), self.caller.clone());
        let (after, until) = (self.position, self.missed_until);
        let is_apart = self.subscription.is_none();
        let read = web::block(move || {
            let missed = app.changes(&caller, after, until, AT_A_TIME)?;
            let joined = if is_apart && missed.at_end { Some(app.subscribe(&caller)?) } else { None };
            // Last: what was done to the rights before this look is seen by it, what comes after ends the subscription.
            Ok::<_, AppError>((missed, joined, credential.caller(&app)?))
        });
        let Ok(Ok((missed, joined, caller))) = read.await else { return Step::End };
        if caller != self.caller {
            self.begin_again(caller);
            return Step::GoOn;
        }
        self.position = missed.position;
        if let Some(subscription) = joined {
            self.missed_until = Some(subscription.from);
            self.subscription = Some(subscription);
        }
        if missed.changes.is_empty() { Step::GoOn } else { Step::Send(Bytes::from(write(&missed.changes).into_vec())) }
    }

    async fn follow(&mut self) -> Step {
        if self.checked.elapsed() >= CHECK {
            return self.show_again().await;
        }
        let Some(subscription) = &mut self.subscription else {
            self.stage = Stage::CatchingUp;
            return Step::GoOn;
        };
        let told = tokio::select! {
            told = tokio::time::timeout(BEAT, subscription.next()) => told,
            _ = self.closing.changed() => return Step::GoOn,
            () = self.place.taken() => return Step::GoOn,
        };
        match told {
            Ok(Ok(news)) => {
                let more = std::iter::from_fn(|| subscription.try_next()).take(MOST_TOGETHER);
                let all: Vec<Arc<News>> = std::iter::once(news).chain(more).collect();
                self.send(&all)
            }
            Ok(Err(Ended::Dropped)) => Step::End,
            Ok(Err(Ended::RightsChanged)) => self.show_again().await,
            Err(_) => self.beat().await,
        }
    }

    fn send(&mut self, all: &[Arc<News>]) -> Step {
        let mut bytes = Vec::new();
        for news in all {
            let is_new = |change: &Change| change.position > self.position;
            let Some(last) = news.changes.last().filter(|last| is_new(last)) else { continue };
            if news.changes.first().is_some_and(is_new) {
                bytes.extend_from_slice(news.written(write));
            } else {
                let fresh: Vec<Change> = news.changes.iter().filter(|change| is_new(change)).cloned().collect();
                bytes.extend_from_slice(&write(&fresh));
            }
            self.position = last.position;
        }
        if bytes.is_empty() { Step::GoOn } else { Step::Send(Bytes::from(bytes)) }
    }

    /// Says that the line is alive, and how far there was nothing to see: whoever comes again begins there.
    async fn beat(&mut self) -> Step {
        let Some(subscription) = &mut self.subscription else { return Step::GoOn };
        // First how far all was told, then whether something waits: the other way round, what comes between would be
        // passed over.
        let told = subscription.told();
        if let Some(news) = subscription.try_next() {
            return self.send(&[news]);
        }
        match subscription.ended() {
            Some(Ended::Dropped) => return Step::End,
            Some(Ended::RightsChanged) => return self.show_again().await,
            None => {}
        }
        self.position = self.position.max(told);
        Step::Send(Bytes::from(format!(": beat\nid: {}\n\n", self.position)))
    }

    /// Looks again who it is. With other rights than before, what was missed is read by those.
    async fn show_again(&mut self) -> Step {
        let (app, credential) = (self.app.clone(), self.credential.clone());
        let Ok(Ok(caller)) = web::block(move || credential.caller(&app)).await else { return Step::End };
        self.checked = Instant::now();
        let is_out = self.subscription.as_ref().is_none_or(|subscription| subscription.ended().is_some());
        if caller != self.caller || is_out {
            self.begin_again(caller);
        }
        Step::GoOn
    }

    fn begin_again(&mut self, caller: Caller) {
        self.caller = caller;
        self.subscription = None;
        self.missed_until = None;
        self.stage = Stage::CatchingUp;
    }
}

/// Readings sent in one piece at the most.
const MOST_TOGETHER: usize = 64;

/// What happened to a convoy, and how it stands now. Nothing in it says where.
#[derive(Serialize, utoipa::ToSchema)]
struct ChangeView<'a> {
    /// Where in the ledger.
    position: i64,
    /// The convoy.
    convoy: uuid::Uuid,
    /// Its reference.
    reference: &'a str,
    /// How it stands now.
    status: crate::domain::Status,
    /// What happened.
    kind: crate::domain::Kind,
}

/// Changes as they go over the line.
fn write(changes: &[Change]) -> Box<[u8]> {
    let mut text = String::with_capacity(changes.len() * 200);
    for change in changes {
        let Change { position, convoy, reference, status, kind } = change;
        let view = ChangeView { position: *position, convoy: *convoy, reference, status: *status, kind: *kind };
        let data = serde_json::to_string(&view).unwrap_or_default();
        text.push_str("id: ");
        text.push_str(&position.to_string());
        text.push_str("\nevent: change\ndata: ");
        text.push_str(&data);
        text.push_str("\n\n");
    }
    text.into_bytes().into_boxed_slice()
}
