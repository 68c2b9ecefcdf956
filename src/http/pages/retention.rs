//! What is kept of people, for how long, and what is due to be erased.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};

use super::{
    problem::PageProblem,
    records::{nav, teller},
    views::{Retention, RetentionClass},
    visit::{Visit, see_other},
};
use crate::{
    app::{Runner, names::Names, retention::ClassDue},
    http::extract::query_value,
};

/// `GET /admin/retention`.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let due = visit.blocking(|app, caller| app.retention_due(&Runner::from(caller))).await?;
    let names = Names::default();
    let teller = teller(&visit, &names);
    let class = |due: &ClassDue| RetentionClass {
        code: due.class.as_ref().to_owned(),
        days: due.days.into(),
        rows: due.rows,
        oldest: due.oldest.map(|at| teller.at(at)),
        waiting: due.waiting.iter().cloned().collect(),
    };
    let classes = due.iter().map(class).collect();
    let erased = query_value(&request, "erased").and_then(|rows| rows.parse().ok());
    let template = Retention { page: visit.page.clone(), nav: nav(&visit, "retention"), classes, erased };
    visit.html(StatusCode::OK, &template)
}

/// `POST /admin/retention`: what is due is erased.
pub async fn apply(visit: Visit) -> Result<HttpResponse, PageProblem> {
    let done = visit.app.apply_retention(&Runner::from(&visit.caller)).await.map_err(|error| visit.problem(error))?;
    let rows: usize = done.iter().map(|done| done.rows).sum();
    Ok(see_other(&format!("/admin/retention?erased={rows}")))
}
