//! Webhooks, for administrators: made, paused, given a new secret, tested, and what was sent to each with every attempt.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use chrono::TimeDelta;
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{
    form::Submitted,
    member::{mistakes, when},
    problem::PageProblem,
    requests::request_line,
    views::{AttemptLine, DeliveryLine, Form, TypeChoice, Webhook, WebhookLine, Webhooks},
    visit::{Visit, see_other},
};
use crate::{
    app::{
        App, AppError,
        people::By,
        webhooks::{self as app, Delivery, DeliveryState, Replay, WebhookWish, Which},
    },
    domain::{refusal::FieldCode, time::Instant},
    http::{api::page, extract::query_value},
};

/// Messages in a page.
const DELIVERIES: usize = 50;

/// `GET /admin/webhooks`.
pub async fn list(visit: Visit) -> Result<HttpResponse, PageProblem> {
    answer_list(&visit, StatusCode::OK, Form::default()).await
}

/// `POST /admin/webhooks`: the secret is shown this once, so that the answer is the page itself.
pub async fn make(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let wish = WebhookWish {
        organisation: Some(form.value("organisation").to_owned()),
        url: Some(form.value("url").to_owned()),
        label: Some(form.value("label").to_owned()),
        types: Some(form.values.iter().filter(|(name, _)| name == "types").map(|(_, value)| value.clone()).collect()),
        convoy: Some(form.value("convoy").to_owned()),
        exact: Some(form.value("exact") == "yes"),
        active: None,
    };
    match visit.app.make_webhook(&visit.caller, &wish, None).await {
        Ok(made) => {
            answer_one(&visit, made.line.row.id.0, made.secret, Some("made".to_owned()), Which::default()).await
        }
        Err(error) => {
            let errors = mistakes(visit.texts(), error).map_err(|error| visit.problem(error))?;
            answer_list(&visit, StatusCode::UNPROCESSABLE_ENTITY, Form { errors, ..form }).await
        }
    }
}

/// `GET /admin/webhooks/{webhook}`.
pub async fn show(visit: Visit, request: HttpRequest, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let done = query_value(&request, "done").filter(|done| DONE.contains(&done.as_str()));
    let state = query_value(&request, "state").filter(|state| state.parse::<DeliveryState>().is_ok());
    let before = query_value(&request, "before").and_then(|text| page::read_cursor(Some(&text)).ok().flatten());
    let before = before.map(|page::Moment(at, id)| (at, id));
    answer_one(&visit, *path, None, done, Which { state, before }).await
}

/// What may have been done.
const DONE: [&str; 4] = ["changed", "test", "replay", "made"];

/// `POST /admin/webhooks/{webhook}`.
pub async fn change(visit: Visit, path: web::Path<Uuid>, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let (id, form) = (*path, submitted.0);
    let (app, caller) = (&visit.app, &visit.caller);
    let active = |active| WebhookWish { active: Some(active), ..WebhookWish::default() };
    let done = match form.value("do") {
        "pause" => app.change_webhook(caller, id, &active(false)).await.map(|_| "changed"),
        "resume" => app.change_webhook(caller, id, &active(true)).await.map(|_| "changed"),
        "test" => app.test_webhook(caller, id).await.map(|_| "test"),
        "rotate" => {
            let secret = app.rotate_webhook(caller, id).await.map_err(|error| visit.problem(error))?;
            return answer_one(&visit, id, Some(secret), None, Which::default()).await;
        }
        "replay" => match Uuid::try_parse(form.value("delivery")) {
            Ok(delivery) => app.replay(caller, id, Replay::One(delivery)).await.map(|_| "replay"),
            Err(_) => Err(wrong("/delivery", FieldCode::NotAUuid)),
        },
        "replay-failed" => {
            let since = app.now().plus(-TimeDelta::days(30));
            app.replay(caller, id, Replay::FailedSince(since)).await.map(|_| "replay")
        }
        "remove" => {
            app.remove_webhook(caller, id).await.map_err(|error| visit.problem(error))?;
            return Ok(see_other("/admin/webhooks"));
        }
        _ => Err(wrong("/do", FieldCode::UnknownCode)),
    };
    let done = done.map_err(|error| visit.problem(error))?;
    Ok(see_other(&format!("/admin/webhooks/{id}?done={done}")))
}

fn wrong(pointer: &str, code: FieldCode) -> AppError {
    AppError::Invalid(vec![crate::domain::refusal::FieldError { pointer: pointer.to_owned(), code, expected: None }])
}

fn code(kind: &str) -> String {
    kind.replace('.', "_")
}

async fn answer_list(visit: &Visit, status: StatusCode, form: Form) -> Result<HttpResponse, PageProblem> {
    let lines = visit.blocking(App::list_webhooks).await?;
    let webhooks = lines.into_iter().map(|line| shown(visit, line)).collect();
    let mut page = visit.page.clone();
    "/admin/webhooks".clone_into(&mut page.here);
    let types = app::types().into_iter().map(|value| TypeChoice { code: code(&value), value }).collect();
    let allowed = visit.app.outward().allow.clone();
    visit.html(status, &Webhooks { page, form, webhooks, types, allowed })
}

async fn answer_one(
    visit: &Visit,
    id: Uuid,
    secret: Option<String>,
    done: Option<String>,
    which: Which,
) -> Result<HttpResponse, PageProblem> {
    let state = which.state.clone();
    visit.app.settle_requests().await.map_err(|error| visit.problem(error))?;
    let found = visit.blocking(move |app, caller| {
        let waiting = app.list_requests(&By::Admin(caller.clone()))?;
        Ok((app.webhook(caller, id)?, app.list_deliveries(caller, id, &which, DELIVERIES)?, waiting))
    });
    let (line, deliveries, waiting) = found.await?;
    let about = waiting.into_iter().filter(|line| line.webhook_id == Some(id));
    let requests = about.map(|line| request_line(visit, line)).collect();
    let mut page = visit.page.clone();
    page.here = format!("/admin/webhooks/{id}");
    let webhook = shown(visit, line);
    let narrowed = state.as_ref().map(|state| format!("state={state}&")).unwrap_or_default();
    let older = deliveries.next.map(|(at, id)| {
        let cursor = page::cursor(page::Moment(at, id));
        format!("{}?{narrowed}before={cursor}#deliveries", webhook.href)
    });
    let deliveries = deliveries.items.into_iter().map(|delivery| delivery_line(visit, delivery)).collect();
    let states = DeliveryState::iter().map(|state| state.as_ref().to_owned()).collect();
    let view = Webhook { page, webhook, secret, done, state, states, deliveries, older, requests };
    visit.html(StatusCode::OK, &view)
}

fn shown(visit: &Visit, line: app::WebhookLine) -> WebhookLine {
    let row = line.row;
    let at = |at: crate::app::webhooks::StoredInstant| when(visit, Instant::new(at.0));
    WebhookLine {
        href: format!("/admin/webhooks/{}", row.id.0),
        url: row.url,
        label: row.label,
        organisation: line.organisation,
        types: line.types.iter().map(|kind| code(kind)).collect(),
        convoy: line.convoy,
        exact: row.exact,
        state: row.state,
        off: row.off_reason.zip(row.off_at.map(at)),
        failing: row.failing_since.map(|since| (at(since), row.next_at.map(at))),
    }
}

fn delivery_line(visit: &Visit, delivery: Delivery) -> DeliveryLine {
    let Delivery { message, attempts } = delivery;
    DeliveryLine {
        id: message.id.0.to_string(),
        kind: message.kind,
        state: message.state,
        next: message.next_at.map(|at| when(visit, Instant::new(at.0))),
        attempts: attempts
            .into_iter()
            .map(|it| AttemptLine {
                at: when(visit, Instant::new(it.at.0)),
                milliseconds: u64::try_from(it.duration_ms).unwrap_or(0),
                status: it.status,
                error: it.error,
            })
            .collect(),
    }
}
