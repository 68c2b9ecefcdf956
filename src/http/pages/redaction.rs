//! Redacting an event: found by convoy and id, shown alone, and taken out.

use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::{
    convoy::report::Reporter,
    form::{Submitted, field_error, form_error},
    problem::PageProblem,
    records::{nav, typed},
    teller::Teller,
    views::{FieldError, Form, FoundEvent, Redaction},
    visit::{Visit, form_status, see_other},
};
use crate::{
    app::{
        AppError, Runner,
        error::Conflict,
        redaction::{Keep, RedactionView},
    },
    domain::{history::Recorded, id::EventId, refusal::FieldCode},
    http::{extract::query_value, problem::refusal_sentence},
};

/// `GET /admin/redaction?convoy=&event=`.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let asked = |name: &str| query_value(&request, name).map(|value| (name.to_owned(), value));
    let form = Form { values: ["convoy", "event"].into_iter().filter_map(asked).collect(), errors: Vec::new() };
    let done = query_value(&request, "done").is_some();
    answer(&visit, form, done).await
}

/// `POST /admin/redaction`.
pub async fn redact(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let mut form = submitted.0;
    let convoy = form.value("convoy").trim().to_owned();
    let (event, keep) = (Uuid::parse_str(form.value("event").trim()).ok(), form.value("keep").parse::<Keep>().ok());
    let (Some(event), Some(keep)) = (event, keep) else {
        let field = if event.is_none() { "event" } else { "keep" };
        form.errors.push(form_error(visit.texts(), field, FieldCode::Required));
        return answer(&visit, form, false).await;
    };
    let (runner, reason) = (Runner::from(&visit.caller), form.value("reason").to_owned());
    match visit.app.redact(&runner, &convoy, EventId(event), &reason, keep).await {
        Ok(_) => return Ok(see_other(&format!("/admin/redaction?convoy={convoy}&event={event}&done=1"))),
        Err(AppError::Invalid(errors)) => {
            form.errors.extend(errors.iter().map(|error| field_error(visit.texts(), "reason", error)));
        }
        Err(AppError::Refused { refusal, .. }) => {
            form.errors.push(FieldError { field: String::new(), text: refusal_sentence(visit.texts(), &refusal) });
        }
        Err(AppError::Conflict(conflict @ Conflict::EvidenceHeld)) => {
            let text = visit.texts().label("refusal", conflict.code());
            form.errors.push(FieldError { field: String::new(), text });
        }
        Err(error) => return Err(visit.problem(error)),
    }
    answer(&visit, form, false).await
}

async fn answer(visit: &Visit, mut form: Form, done: bool) -> Result<HttpResponse, PageProblem> {
    let found = find(visit, &mut form).await?;
    let status = form_status(&form);
    let mut template = Redaction {
        page: visit.page.clone(),
        nav: nav(visit, "redaction"),
        form,
        found: Vec::new(),
        held: None,
        open: false,
        done,
    };
    if let Some(found) = &found {
        let teller = Teller { t: visit.texts(), names: &found.names, zone: found.zone, now: found.now };
        let reporter = Reporter { teller, cargo: &found.cargo };
        let all: Vec<&Recorded> = found.events.iter().map(|(recorded, _)| recorded).collect();
        template.open = all.iter().any(|recorded| recorded.gone_by().is_none());
        template.found = found
            .events
            .iter()
            .map(|(recorded, verdict)| FoundEvent {
                report: reporter.report(recorded, &recorded.report, verdict, None),
            })
            .collect();
        template.held = found.held_since.map(|at| teller.at(at));
    }
    visit.html(status, &template)
}

/// The event that was asked for; what is wrong with the asking goes into the form.
async fn find(visit: &Visit, form: &mut Form) -> Result<Option<RedactionView>, PageProblem> {
    let (convoy, event) = (typed(form.value("convoy")), typed(form.value("event")));
    let (Some(convoy), Some(event)) = (convoy.map(ToOwned::to_owned), event.map(ToOwned::to_owned)) else {
        return Ok(None);
    };
    let Ok(event) = Uuid::parse_str(&event) else {
        if form.errors.is_empty() {
            form.errors.push(form_error(visit.texts(), "event", FieldCode::NotAUuid));
        }
        return Ok(None);
    };
    let found = visit
        .blocking(move |app, caller| match app.redaction_view(&Runner::from(caller), &convoy, EventId(event)) {
            Ok(found) => Ok(Ok(found)),
            Err(AppError::NotFound { what }) => Ok(Err(if what == "convoy" { "convoy" } else { "event" })),
            Err(AppError::Refused { refusal, .. }) => Err(AppError::refused(refusal)),
            Err(error) => Err(error),
        })
        .await?;
    match found {
        Ok(found) => Ok(Some(found)),
        Err(field) => {
            let text = visit.texts().text(&format!("redaction-no-{field}"));
            form.errors.push(FieldError { field: field.to_owned(), text });
            Ok(None)
        }
    }
}
