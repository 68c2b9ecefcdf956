//! Who is on the trucks of a convoy: listed, written down, changed, taken out.

use actix_web::{HttpResponse, http::StatusCode, web};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    form::{Submitted, field_error, form_error},
    problem::PageProblem,
    teller::Teller,
    views::{self, Crew, CrewPerson, FieldError, Form},
    visit::{Visit, form_status, see_other},
};
use crate::{
    app::{
        AppError,
        crew::{CrewLine, CrewList},
        error::Conflict,
    },
    domain::refusal::FieldCode,
};

const FIELDS: [&str; 4] = ["truck", "name", "phone", "plate"];

/// `GET /convoys/{reference}/crew`.
pub async fn show(visit: Visit, path: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    let list = read(&visit, path.into_inner()).await?;
    let id = visit.app.new_id().to_string();
    answer(&visit, list, Form { values: vec![("id".to_owned(), id)], errors: Vec::new() })
}

/// `POST /convoys/{reference}/crew`: somebody is written down. The form's hidden id makes the same form sent twice one row.
pub async fn add(visit: Visit, path: web::Path<String>, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let (reference, mut form) = (path.into_inner(), submitted.0);
    let id = Uuid::parse_str(form.value("id")).unwrap_or_else(|_| visit.app.new_id());
    match visit.app.put_crew(&visit.caller, &reference, id, &object(&form)).await {
        Ok(_) => Ok(see_other(&format!("/convoys/{reference}/crew"))),
        Err(error) => {
            form.errors = mistakes(&visit, error)?;
            answer(&visit, read(&visit, reference).await?, form)
        }
    }
}

/// `GET /convoys/{reference}/crew/{id}`.
pub async fn show_one(visit: Visit, path: web::Path<(String, String)>) -> Result<HttpResponse, PageProblem> {
    let (reference, id) = path.into_inner();
    let list = read(&visit, reference).await?;
    let line = find(&visit, &list, &id)?;
    let value = |name: &str, value: &Option<String>| (name.to_owned(), value.clone().unwrap_or_default());
    let values = vec![
        ("truck".to_owned(), line.truck.clone()),
        value("name", &line.name),
        value("phone", &line.phone),
        value("plate", &line.plate),
    ];
    one(&visit, &list, line.id, Form { values, errors: Vec::new() })
}

/// `POST /convoys/{reference}/crew/{id}`: what was written down is changed.
pub async fn save(
    visit: Visit,
    path: web::Path<(String, String)>,
    submitted: Submitted,
) -> Result<HttpResponse, PageProblem> {
    let ((reference, id), mut form) = (path.into_inner(), submitted.0);
    let list = read(&visit, reference.clone()).await?;
    let id = find(&visit, &list, &id)?.id;
    match visit.app.put_crew(&visit.caller, &reference, id, &object(&form)).await {
        Ok(_) => Ok(see_other(&format!("/convoys/{reference}/crew"))),
        Err(error) => {
            form.errors = mistakes(&visit, error)?;
            one(&visit, &list, id, form)
        }
    }
}

/// `POST /convoys/{reference}/crew/{id}/erase`: somebody is taken out.
pub async fn erase(visit: Visit, path: web::Path<(String, String)>) -> Result<HttpResponse, PageProblem> {
    let (reference, id) = path.into_inner();
    let id = Uuid::parse_str(&id).map_err(|_| visit.problem(AppError::NotFound { what: "crew" }))?;
    visit.app.erase_crew(&visit.caller, &reference, id).await.map_err(|error| visit.problem(error))?;
    Ok(see_other(&format!("/convoys/{reference}/crew")))
}

async fn read(visit: &Visit, reference: String) -> Result<CrewList, PageProblem> {
    visit.blocking(move |app, caller| app.list_crew(caller, &reference)).await
}

fn find<'a>(visit: &Visit, list: &'a CrewList, id: &str) -> Result<&'a CrewLine, PageProblem> {
    let found = list.items.iter().find(|line| Uuid::parse_str(id) == Ok(line.id));
    found.filter(|_| list.may_record).ok_or_else(|| visit.problem(AppError::NotFound { what: "crew" }))
}

fn object(form: &Form) -> Map<String, Value> {
    let typed = FIELDS.into_iter().map(|name| (name, form.value(name).trim()));
    let said = typed.filter(|(_, value)| !value.is_empty());
    said.map(|(name, value)| (name.to_owned(), Value::from(value))).collect()
}

/// What is wrong, field by field; anything else is a page of its own.
fn mistakes(visit: &Visit, error: AppError) -> Result<Vec<FieldError>, PageProblem> {
    match error {
        AppError::Invalid(errors) => {
            let field = |pointer: &str| pointer.trim_start_matches('/').to_owned();
            Ok(errors.iter().map(|error| field_error(visit.texts(), &field(&error.pointer), error)).collect())
        }
        AppError::Conflict(Conflict::EvidenceHeld) => {
            let text = visit.texts().label("refusal", Conflict::EvidenceHeld.code());
            Ok(vec![FieldError { field: String::new(), text }])
        }
        AppError::NotFound { what: "crew" } => Ok(vec![form_error(visit.texts(), "", FieldCode::Malformed)]),
        other => Err(visit.problem(other)),
    }
}

fn answer(visit: &Visit, list: CrewList, form: Form) -> Result<HttpResponse, PageProblem> {
    let teller = Teller { t: visit.texts(), names: &list.names, zone: list.zone, now: list.now };
    let convoy_href = format!("/convoys/{}", list.address);
    let href = format!("{convoy_href}/crew");
    let person = |line: &CrewLine| CrewPerson {
        truck: line.truck.clone(),
        name: line.name.clone(),
        phone: line.phone.clone(),
        plate: line.plate.clone(),
        by: teller.person(line.recorded_by),
        at: teller.at(line.recorded_at),
        href: format!("{href}/{}", line.id),
    };
    let status = form_status(&form);
    let people = list.items.iter().map(person).collect();
    let mut page = visit.page.clone();
    href.clone_into(&mut page.here);
    let template = Crew {
        page,
        people,
        convoy_href,
        may_record: list.may_record,
        held: list.held,
        form,
        href,
        reference: list.reference,
        trucks: list.trucks,
    };
    visit.html(status, &template)
}

fn one(visit: &Visit, list: &CrewList, id: Uuid, form: Form) -> Result<HttpResponse, PageProblem> {
    let crew_href = format!("/convoys/{}/crew", list.address);
    let href = format!("{crew_href}/{id}");
    let status = if form.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let template = views::CrewMember {
        page: visit.page.clone(),
        reference: list.reference.clone(),
        crew_href,
        href,
        trucks: list.trucks.clone(),
        held: list.held,
        form,
    };
    visit.html(status, &template)
}
