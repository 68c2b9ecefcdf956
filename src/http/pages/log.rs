//! Logging an event: one page, one button.

use actix_web::{Error, HttpRequest, HttpResponse, http::StatusCode, web};
use uuid::Uuid;

use super::{
    form::Submitted,
    outbox::is_copy,
    places,
    problem::PageProblem,
    views::{FieldError, Form},
    visit::{Visit, form_status, see_other},
};
use crate::{
    app::{
        Action, App, AppError, Caller,
        convoys::ConvoyAnswer,
        error::Conflict,
        events::{OnRefusal, Receipt, Sent},
        world::Described,
    },
    domain::{id::EventId, place::Place},
    http::extract::{query_value, wants_json},
};

mod choices;
mod fields;
pub mod kinds;
mod read;
mod reply;
mod times;

use read::{Draft, draft};

/// `GET /convoys/{reference}/log`: the form, with the kind that `?kind=` names chosen.
pub async fn show(visit: Visit, path: web::Path<String>, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let visit = if is_copy(&request) { visit.kept() } else { visit };
    let reference = path.into_inner();
    let world = visit.blocking(move |app, caller| read_world(app, caller, &reference)).await?;
    if visit.page.kept && world.answer.summary.status.is_final() {
        // Of a convoy that is over, no phone keeps a form.
        return Err(visit.problem(AppError::NotFound { what: "convoy" }));
    }
    let kind = query_value(&request, "kind").unwrap_or_default();
    let id = visit.app.new_id();
    let template = choices::form(&visit, &world, choices::fresh(&world.answer, &kind), id);
    visit.html(StatusCode::OK, &template)
}

/// `POST /convoys/{reference}/log`: on to the convoy, or the form again with what was typed and all that is wrong. A
/// phone's outbox sends the same form and asks for JSON: the receipt, or all that is wrong.
pub async fn save(
    visit: Visit,
    path: web::Path<String>,
    request: HttpRequest,
    submitted: Result<Submitted, PageProblem>,
) -> Result<HttpResponse, Error> {
    if !wants_json(&request) {
        return Ok(save_page(&visit, path.into_inner(), submitted?.0).await?);
    }
    let saved = match submitted {
        Ok(submitted) => reply::save(&visit, path.into_inner(), submitted.0).await,
        Err(problem) => Err(problem),
    };
    saved.map_err(|problem| problem.into_problem().into())
}

async fn save_page(visit: &Visit, reference: String, mut form: Form) -> Result<HttpResponse, PageProblem> {
    let world = visit.blocking(move |app, caller| read_world(app, caller, &reference)).await?;
    let id = Uuid::parse_str(form.value("id")).unwrap_or_else(|_| visit.app.new_id());
    let (saved, id) = match record(visit, &world, &form, id).await {
        Ok(_) => (true, id),
        Err(Mistakes::InForm(errors)) => {
            form.errors = errors;
            (false, id)
        }
        // Whoever changes a report that was saved has another report to send.
        Err(Mistakes::OtherContent(error)) => {
            form.errors = vec![error];
            (false, visit.app.new_id())
        }
        Err(Mistakes::Other(error)) => return Err(visit.problem(error)),
    };
    if saved {
        return Ok(see_other(&format!("/convoys/{}?saved={id}", world.answer.address)));
    }
    visit.html(form_status(&form), &choices::form(visit, &world, form, id))
}

/// What the form is made from.
pub struct World {
    /// The convoy, as told.
    pub answer: ConvoyAnswer,
    places: Vec<Described<Place>>,
}

/// The convoy, to whoever may log about it.
pub fn read_world(app: &App, caller: &Caller, reference: &str) -> Result<World, AppError> {
    let answer = app.convoy(caller, reference, None)?;
    if !caller.may(Action::LogEvents, &answer.participants) {
        return Err(AppError::NotFound { what: "convoy" });
    }
    let places = app.list_places(caller, "", places::MOST, None)?.items;
    Ok(World { answer, places })
}

/// Why a report was not recorded.
pub enum Mistakes {
    /// What was typed makes no sense.
    InForm(Vec<FieldError>),
    /// It was recorded before, and said something else.
    OtherContent(FieldError),
    /// Anything else.
    Other(AppError),
}

/// Sends the report; one that the convoy's history does not permit is kept for review, so that nothing is lost.
pub async fn record(visit: &Visit, world: &World, form: &Form, id: Uuid) -> Result<Receipt, Mistakes> {
    let first = draft(form, &world.answer, &world.places, EventId(id));
    match send(visit, world, &first, id).await {
        Err(AppError::Conflict(Conflict::SameEventOtherContent)) => {}
        outcome => return outcome.map_err(|error| mistakes(visit, form, &first, error)),
    }
    // "Just now" is another moment each time. Where the same form came twice at once, the one that was recorded holds.
    let convoy = world.answer.summary.id.to_string();
    let (app, caller) = (visit.app.clone(), visit.caller.clone());
    let answer = web::block(move || app.convoy(&caller, &convoy, None)).await;
    let answer = answer.unwrap_or_else(|error| Err(AppError::Internal(error.to_string()))).map_err(Mistakes::Other)?;
    let again = draft(form, &answer, &world.places, EventId(id));
    send(visit, world, &again, id).await.map_err(|error| mistakes(visit, form, &again, error))
}

async fn send(visit: &Visit, world: &World, draft: &Draft, id: Uuid) -> Result<Receipt, AppError> {
    let sent = Sent {
        convoy: world.answer.summary.id.to_string(),
        id: EventId(id),
        object: draft.object.clone(),
        on_refusal: OnRefusal::Review,
        by_message: None,
    };
    if draft.errors.is_empty() {
        return visit.app.log_event(&visit.caller, sent).await;
    }
    // Mistakes that only the form knows of are told together with all the others.
    visit.app.check_event(&visit.caller, &sent)?;
    Err(AppError::Invalid(Vec::new()))
}

fn mistakes(visit: &Visit, form: &Form, draft: &Draft, error: AppError) -> Mistakes {
    let t = visit.texts();
    match error {
        AppError::Invalid(errors) => Mistakes::InForm(fields::errors(t, form, draft, &errors)),
        AppError::Conflict(conflict) => {
            let text = t.label("refusal", conflict.code());
            Mistakes::OtherContent(FieldError { field: String::new(), text })
        }
        other => Mistakes::Other(other),
    }
}
