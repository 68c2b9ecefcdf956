//! Convoys that name one's organisation as a partner, and the answer to each.

use actix_web::{HttpResponse, http::StatusCode};
use uuid::Uuid;

use super::{
    form::{Submitted, form_error},
    problem::PageProblem,
    records::teller,
    views::{self, Form, Invitations},
    visit::{Visit, form_status, see_other},
};
use crate::{
    app::{App, partners::Invitation},
    domain::{
        id::{ConvoyId, OrganisationId},
        refusal::FieldCode,
    },
};

const HERE: &str = "/invitations";

/// `GET /invitations`.
pub async fn show(visit: Visit) -> Result<HttpResponse, PageProblem> {
    page(&visit, Form::default()).await
}

/// `POST /invitations`: `convoy` and `organisation` by id; `do` is `accept` or `decline`.
pub async fn answer(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let mut form = submitted.0;
    let id = |name: &str| Uuid::parse_str(form.value(name)).ok();
    let accepts = match form.value("do") {
        "accept" => Some(true),
        "decline" => Some(false),
        _ => None,
    };
    let (Some(convoy), Some(organisation), Some(accepts)) = (id("convoy"), id("organisation"), accepts) else {
        form.errors.push(form_error(visit.texts(), "", FieldCode::UnknownCode));
        return page(&visit, form).await;
    };
    let answered =
        visit.app.answer_invitation(&visit.caller, ConvoyId(convoy), OrganisationId(organisation), accepts).await;
    answered.map_err(|error| visit.problem(error))?;
    Ok(see_other(HERE))
}

async fn page(visit: &Visit, form: Form) -> Result<HttpResponse, PageProblem> {
    let invitations = visit.blocking(App::list_invitations).await?;
    let teller = teller(visit, &invitations.names);
    let view = |it: &Invitation| views::Invitation {
        convoy: it.convoy.0.to_string(),
        organisation_id: it.organisation.0.to_string(),
        reference: it.reference.clone(),
        href: (it.accepted == Some(true))
            .then(|| format!("/convoys/{}", invitations.addresses.path(it.convoy.0, &it.reference))),
        lead: teller.organisation(it.lead),
        organisation: teller.organisation(it.organisation),
        registered: teller.at(it.registered_at),
        state: partner_state(it.accepted),
    };
    let status = if form.errors.is_empty() { StatusCode::OK } else { form_status(&form) };
    let invitations = invitations.items.iter().map(view).collect();
    let mut page = visit.page.clone();
    HERE.clone_into(&mut page.here);
    visit.html(status, &Invitations { page, invitations, form })
}

/// Code of an answer.
pub(super) fn partner_state(accepted: Option<bool>) -> &'static str {
    match accepted {
        None => "asked",
        Some(true) => "takes_part",
        Some(false) => "declined",
    }
}
