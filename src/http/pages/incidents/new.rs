//! Reporting an incident by its own page: the convoy is chosen in the form, and the rest is read as the log form is.

use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use crate::{
    app::{AppError, world::Described},
    domain::{event::Kind, place::Place, refusal::FieldCode},
    http::{
        extract::query_value,
        pages::{
            form::{Submitted, form_error},
            log::{Mistakes, World, read_world, record},
            places,
            problem::PageProblem,
            typed,
            views::{FieldError, Form, NewIncident},
            visit::{Visit, form_status, see_other},
        },
    },
};

/// What the form offers.
struct Offered {
    convoys: Vec<String>,
    places: Vec<Described<Place>>,
}

/// `GET /incidents/new`.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let asked = query_value(&request, "convoy").map(|convoy| ("convoy".to_owned(), convoy));
    let form = Form { values: asked.into_iter().collect(), errors: Vec::new() };
    let id = visit.app.new_id();
    answer(&visit, form, id, None).await
}

/// `POST /incidents/new`: on to the incident, or the form again with what was typed and all that is wrong.
pub async fn save(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let mut form = submitted.0;
    let id = Uuid::parse_str(form.value("id")).unwrap_or_else(|_| visit.app.new_id());
    let reference = form.value("convoy").trim().to_owned();
    let world = visit
        .blocking(move |app, caller| match read_world(app, caller, &reference) {
            Ok(world) => Ok(Some(world)),
            Err(AppError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        })
        .await?;
    let Some(world) = world else {
        form.errors = without_convoy(&visit, &form);
        return answer(&visit, form, id, None).await;
    };
    match record(&visit, &world, &as_logged(&form), id).await {
        Ok(receipt) if receipt.answer.verdict.is_in_review() => {
            Ok(see_other(&format!("/convoys/{}?saved={id}", world.answer.address)))
        }
        Ok(_) => Ok(see_other(&format!("/incidents/{id}"))),
        Err(Mistakes::InForm(errors)) => {
            form.errors = errors;
            answer(&visit, form, id, Some(&world)).await
        }
        Err(Mistakes::OtherContent(error)) => {
            form.errors = vec![error];
            let id = visit.app.new_id();
            answer(&visit, form, id, Some(&world)).await
        }
        Err(Mistakes::Other(error)) => Err(visit.problem(error)),
    }
}

/// Of which convoy is not known: what else can be seen to be wrong without it is told too.
fn without_convoy(visit: &Visit, form: &Form) -> Vec<FieldError> {
    let t = visit.texts();
    let missing = if form.value("convoy").trim().is_empty() { FieldCode::Required } else { FieldCode::UnknownConvoy };
    let mut errors = vec![form_error(t, "convoy", missing)];
    if form.value("act").is_empty() {
        errors.push(form_error(t, "act", FieldCode::Required));
    }
    if form.value("when") == "day" && typed::day(form.value("date")).is_none() {
        errors.push(form_error(t, "date", FieldCode::Required));
    }
    if form.value("when") == "today" && typed::time_of_day(form.value("time")).is_none() {
        errors.push(form_error(t, "time", FieldCode::NotAnInstant));
    }
    errors
}

/// The fields as the log form has them.
fn as_logged(form: &Form) -> Form {
    let mut values = form.values.clone();
    values.push(("kind".to_owned(), Kind::IncidentReported.as_ref().to_owned()));
    let place = if form.value("place_other").trim().is_empty() { "between" } else { "other" };
    values.push(("place".to_owned(), place.to_owned()));
    Form { values, errors: Vec::new() }
}

async fn answer(visit: &Visit, form: Form, id: Uuid, world: Option<&World>) -> Result<HttpResponse, PageProblem> {
    let offered = visit
        .blocking(|app, caller| {
            let places = app.list_places(caller, "", places::MOST, None)?.items;
            Ok(Offered { convoys: app.list_open_to_log(caller)?, places })
        })
        .await?;
    let t = visit.texts();
    let template = NewIncident {
        page: visit.page.clone(),
        id: id.to_string(),
        convoys: offered.convoys,
        places: places::choices(&offered.places, t.locale()),
        zone: world.map(|world| t.zone(world.answer.summary.zone, world.answer.now.utc())),
        form,
    };
    let status = form_status(&template.form);
    visit.html(status, &template)
}
