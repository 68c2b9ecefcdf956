//! Which convoys' records are held as evidence, and holding one.

use actix_web::{HttpResponse, web};

use super::{
    form::{Submitted, field_error, form_error},
    problem::PageProblem,
    records::{nav, teller},
    views::{FieldError, Form, Hold, HoldInForce, HoldOne, Holds},
    visit::{Visit, form_status, see_other},
};
use crate::{
    app::{AppError, Runner, error::Conflict},
    domain::refusal::FieldCode,
};

/// `GET /admin/holds`.
pub async fn list(visit: Visit) -> Result<HttpResponse, PageProblem> {
    let list = visit.blocking(|app, caller| app.list_holds(&Runner::from(caller))).await?;
    let teller = teller(&visit, &list.names);
    let hold = |line: &crate::app::holds::HoldLine| Hold {
        reference: line.reference.clone(),
        href: format!("/convoys/{}/hold", list.addresses.path(line.convoy, &line.reference)),
        reason: line.reason.clone(),
        organisation: line.organisation.map(|id| teller.organisation(id)),
        placed_by: teller.person(line.placed_by),
        placed: teller.at(line.placed_at),
        released: line.released_at.map(|at| {
            let reason = line.release_reason.clone().unwrap_or_default();
            (teller.at(at), teller.person(line.released_by), reason)
        }),
    };
    let holds = list.items.iter().map(hold).collect();
    let template = Holds { page: visit.page.clone(), nav: nav(&visit, "holds"), holds };
    visit.html(actix_web::http::StatusCode::OK, &template)
}

/// `GET /convoys/{reference}/hold`.
pub async fn show(visit: Visit, path: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    one(&visit, path.into_inner(), Form::default()).await
}

/// `POST /convoys/{reference}/hold`.
pub async fn change(visit: Visit, path: web::Path<String>, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let (reference, mut form) = (path.into_inner(), submitted.0);
    let (runner, reason) = (Runner::from(&visit.caller), form.value("reason").to_owned());
    let done = match form.value("do") {
        "place" => visit.app.place_hold(&runner, &reference, &reason).await,
        "release" => visit.app.release_hold(&runner, &reference, &reason).await,
        _ => {
            form.errors.push(form_error(visit.texts(), "", FieldCode::UnknownCode));
            return one(&visit, reference, form).await;
        }
    };
    match done {
        Ok(()) => return Ok(see_other("/admin/holds")),
        Err(AppError::Invalid(errors)) => {
            form.errors = errors.iter().map(|error| field_error(visit.texts(), "reason", error)).collect();
        }
        Err(AppError::Conflict(Conflict::EvidenceHeld)) => {
            let text = visit.texts().label("refusal", Conflict::EvidenceHeld.code());
            form.errors = vec![FieldError { field: String::new(), text }];
        }
        Err(error) => return Err(visit.problem(error)),
    }
    one(&visit, reference, form).await
}

async fn one(visit: &Visit, reference: String, form: Form) -> Result<HttpResponse, PageProblem> {
    // Held is what the address means, whatever it is called.
    let href = format!("/convoys/{reference}/hold");
    let holding = visit.blocking(move |app, caller| app.holding(&Runner::from(caller), &reference)).await?;
    let teller = teller(visit, &holding.names);
    let in_force = |hold: &crate::app::holds::InForce| HoldInForce {
        since: teller.at(hold.since),
        reason: hold.reason.clone(),
        organisation: hold.organisation.map(|id| teller.organisation(id)),
        may_release: hold.may_release,
    };
    let holds = holding.holds.iter().map(in_force).collect();
    let status = form_status(&form);
    let (reference, may_place) = (holding.reference, holding.may_place);
    visit.html(status, &HoldOne { page: visit.page.clone(), reference, href, holds, may_place, form })
}
