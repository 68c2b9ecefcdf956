//! What is kept of a person across all convoys: found, given out, erased. Names, phones and plates never stand in an
//! address, so everything here is posted.

use actix_web::{HttpResponse, http::StatusCode, http::header};
use serde_json::json;

use super::{
    form::{Submitted, form_error},
    problem::PageProblem,
    records::{nav, teller},
    views::{FieldError, Form, PersonFound, PersonRow},
    visit::Visit,
};
use crate::{
    app::{AppError, Runner, error::Conflict, names::Names, person::PersonLine},
    domain::{
        crew::{PersonKey, read_key},
        refusal::FieldCode,
    },
};

/// `GET /admin/person`.
pub async fn show(visit: Visit) -> Result<HttpResponse, PageProblem> {
    answer(&visit, StatusCode::OK, Form::default(), None, None)
}

/// `POST /admin/person`: what is kept.
pub async fn find(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let key = match key(&visit, &form) {
        Ok(key) => key,
        Err(errors) => return mistaken(&visit, form, errors),
    };
    let found = visit.app.export_person(&Runner::from(&visit.caller), &key).await;
    let found = found.map_err(|error| visit.problem(error))?;
    answer(&visit, StatusCode::OK, form, Some(found), None)
}

/// `POST /admin/person/export`: the same as a file.
pub async fn export(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let key = match key(&visit, &form) {
        Ok(key) => key,
        Err(errors) => return mistaken(&visit, form, errors),
    };
    let found = visit.app.export_person(&Runner::from(&visit.caller), &key).await;
    let found = found.map_err(|error| visit.problem(error))?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"person.json\""))
        .json(json!({"items": found})))
}

/// `POST /admin/person/erase`, with the box ticked that says so.
pub async fn erase(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let key = match key(&visit, &form) {
        Ok(key) => key,
        Err(errors) => return mistaken(&visit, form, errors),
    };
    let runner = Runner::from(&visit.caller);
    if !form.chose("confirmed", "yes") {
        let found = visit.app.export_person(&runner, &key).await.map_err(|error| visit.problem(error))?;
        let mut form = form;
        form.errors.push(FieldError { field: "confirmed".to_owned(), text: visit.texts().text("person-say-sure") });
        return answer(&visit, StatusCode::UNPROCESSABLE_ENTITY, form, Some(found), None);
    }
    match visit.app.erase_person(&runner, &key).await {
        Ok(erased) => answer(&visit, StatusCode::OK, Form::default(), None, Some((erased.rows, erased.held))),
        Err(AppError::Conflict(conflict @ Conflict::EvidenceHeld)) => {
            let text = visit.texts().label("refusal", conflict.code());
            let found = visit.app.export_person(&runner, &key).await.map_err(|error| visit.problem(error))?;
            let mut form = form;
            form.errors.push(FieldError { field: String::new(), text });
            answer(&visit, StatusCode::CONFLICT, form, Some(found), None)
        }
        Err(error) => Err(visit.problem(error)),
    }
}

fn key(visit: &Visit, form: &Form) -> Result<PersonKey, Vec<FieldError>> {
    read_key(form.value("by"), form.value("value")).map_err(|code| {
        let field = if code == FieldCode::UnknownCode { "by" } else { "value" };
        let code = if code == FieldCode::UnknownCode { FieldCode::Required } else { code };
        vec![form_error(visit.texts(), field, code)]
    })
}

fn mistaken(visit: &Visit, mut form: Form, errors: Vec<FieldError>) -> Result<HttpResponse, PageProblem> {
    form.errors = errors;
    answer(visit, StatusCode::UNPROCESSABLE_ENTITY, form, None, None)
}

fn answer(
    visit: &Visit,
    status: StatusCode,
    form: Form,
    found: Option<Vec<PersonLine>>,
    erased: Option<(usize, Vec<String>)>,
) -> Result<HttpResponse, PageProblem> {
    let names = Names::default();
    let teller = teller(visit, &names);
    let row = |line: PersonLine| PersonRow {
        at: teller.at(line.recorded_at),
        convoy: line.convoy,
        truck: line.truck,
        name: line.name,
        phone: line.phone,
        plate: line.plate,
        held: line.held,
    };
    let found = found.map(|found| found.into_iter().map(row).collect());
    let mut page = visit.page.clone();
    "/admin/person".clone_into(&mut page.here);
    visit.html(status, &PersonFound { page, nav: nav(visit, "person"), form, found, erased })
}
