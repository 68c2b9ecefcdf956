//! With whom a convoy is shared, and which loggers go with it.

use actix_web::{HttpResponse, http::StatusCode, web};
use serde_json::json;
use uuid::Uuid;

use super::{
    form::{Submitted, field_error},
    invitations::partner_state,
    problem::PageProblem,
    teller::{Teller, name},
    typed,
    views::{self, Choice, Form, Name},
    visit::{Visit, form_status, see_other},
};
use crate::{
    app::{
        Action, AppError,
        events::{OnRefusal, Sent},
        partners::Answer,
        sharing::{Person, Sharing},
        world::Described,
    },
    domain::{
        Kind,
        id::{EventId, UserId},
        place::Organisation,
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
};

/// `GET /convoys/{reference}/sharing`.
pub async fn show(visit: Visit, path: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    let sharing = read(&visit, path.into_inner()).await?;
    visit.html(StatusCode::OK, &view(&visit, &sharing, Form::default()))
}

/// `POST /convoys/{reference}/sharing`: `do` is `share`, `end-grant`, `assign` or `end-assignment`.
pub async fn change(visit: Visit, path: web::Path<String>, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let mut form = submitted.0;
    let sharing = read(&visit, path.into_inner()).await?;
    match act(&visit, &sharing, &form).await {
        Ok(()) => Ok(see_other(&address(&sharing.address))),
        Err(AppError::Invalid(errors)) => {
            let named = |error| field_error(visit.texts(), field_of(error), error);
            form.errors = errors.iter().map(named).collect();
            visit.html(form_status(&form), &view(&visit, &sharing, form))
        }
        Err(error) => Err(visit.problem(error)),
    }
}

fn field_of(error: &FieldError) -> &str {
    error.pointer.trim_start_matches('/')
}

async fn act(visit: &Visit, sharing: &Sharing, form: &Form) -> Result<(), AppError> {
    let (app, caller, reference) = (&visit.app, Some(&visit.caller), sharing.address.as_str());
    let missing = |what| AppError::NotFound { what };
    match form.value("do") {
        "share" => {
            let until = last_moment(form.value("expires_at"), sharing.zone);
            let mut mistakes = Vec::new();
            let mut mistake = |pointer: &str, code| {
                mistakes.push(FieldError { pointer: pointer.to_owned(), code, expected: None });
            };
            if form.value("organisation").is_empty() {
                mistake("/organisation", FieldCode::Required);
            }
            match until {
                None if form.value("expires_at").trim().is_empty() => mistake("/expires_at", FieldCode::Required),
                None => mistake("/expires_at", FieldCode::NotAnInstant),
                Some(_) => {}
            }
            let until = until.filter(|_| mistakes.is_empty()).ok_or(AppError::Invalid(mistakes))?;
            let exact = form.chose("ceiling", "exact");
            app.share_convoy(caller, reference, form.value("organisation"), exact, until).await.map(|_| ())
        }
        "end-grant" => {
            let grant = Uuid::parse_str(form.value("grant")).map_err(|_| missing("grant"))?;
            app.end_grant(caller, reference, grant).await
        }
        "sensitivity" => amend_sensitivity(visit, reference, form).await,
        "assign" => app.assign_logger(caller, reference, form.value("logger")).await,
        "end-assignment" => {
            let user = Uuid::parse_str(form.value("user")).map_err(|_| missing("assignment"))?;
            app.end_assignment(caller, reference, UserId(user)).await
        }
        _ => Err(AppError::Invalid(vec![FieldError {
            pointer: String::new(),
            code: FieldCode::UnknownCode,
            expected: None,
        }])),
    }
}

/// How sensitive a convoy is can change at any time, and is part of its record.
async fn amend_sensitivity(visit: &Visit, reference: &str, form: &Form) -> Result<(), AppError> {
    let object = json!({
        "kind": Kind::PlanAmended, "occurred_at": visit.app.now(),
        "details": {"sensitivity": form.value("sensitivity"), "reason": form.value("reason")},
    });
    let sent = Sent {
        convoy: reference.to_owned(),
        id: EventId(visit.app.new_id()),
        object: object.as_object().cloned().unwrap_or_default(),
        on_refusal: OnRefusal::Refuse,
        by_message: None,
    };
    visit.app.log_event(&visit.caller, sent).await.map(|_| ()).map_err(|error| match error {
        AppError::Invalid(errors) => AppError::Invalid(
            errors
                .into_iter()
                .map(|error| FieldError { pointer: error.pointer.replacen("/details", "", 1), ..error })
                .collect(),
        ),
        other => other,
    })
}

/// The end of a day as the convoy's clocks show it.
fn last_moment(text: &str, zone: chrono_tz::Tz) -> Option<Instant> {
    let day = typed::day(&typed::plain_digits(text))?;
    Some(typed::in_zone(day.and_hms_opt(23, 59, 0)?, zone)?.plus(chrono::TimeDelta::seconds(59)))
}

async fn read(visit: &Visit, reference: String) -> Result<Sharing, PageProblem> {
    visit.blocking(move |app, caller| app.sharing(Some(caller), &reference)).await
}

fn address(reference: &str) -> String {
    format!("/convoys/{reference}/sharing")
}

fn view(visit: &Visit, sharing: &Sharing, form: Form) -> views::Sharing {
    let teller = Teller { t: visit.texts(), names: &sharing.names, zone: sharing.zone, now: sharing.now };
    let locale = visit.texts().locale();
    let organisation = |it: &Described<Organisation>| {
        let key = it.what.key.to_string();
        let name = name(&it.what.name, locale).unwrap_or_else(|| Name::typed(key.clone()));
        Choice { value: key, name, hint: None }
    };
    let candidate = |it: &Person| Choice { value: it.email.clone(), name: Name::typed(it.name.clone()), hint: None };
    let partner = |it: &Answer| views::PartnerAnswer {
        organisation: teller.organisation(it.organisation),
        state: partner_state(it.accepted),
        answered: it.answered_at.map(|at| teller.at(at)),
    };
    let mut page = visit.page.clone();
    page.here = address(&sharing.address);
    let sees = visit.caller.may_somewhere(Action::SeeConvoys);
    let may_amend = visit.caller.may_somewhere(Action::RegisterConvoys);
    views::Sharing {
        page,
        sensitivity: may_amend.then(|| sharing.sensitivity.as_ref().to_owned()),
        convoy_href: sees.then(|| format!("/convoys/{}", sharing.address)),
        action: address(&sharing.address),
        grants: sharing
            .grants
            .iter()
            .map(|grant| views::Grant {
                id: grant.id.to_string(),
                organisation: teller.organisation(grant.organisation),
                ceiling: if grant.exact { "exact" } else { "reduced" },
                from: teller.at(grant.granted_at),
                until: teller.at(grant.ended_at.unwrap_or(grant.expires_at)),
                open: grant.is_open(sharing.now),
            })
            .collect(),
        organisations: sharing.organisations.iter().map(organisation).collect(),
        loggers: sharing
            .loggers
            .iter()
            .map(|logger| views::Person { id: logger.user.0.to_string(), name: logger.name.clone() })
            .collect(),
        candidates: sharing.candidates.iter().map(candidate).collect(),
        partners: sharing.partners.iter().map(partner).collect(),
        reference: sharing.reference.clone(),
        form,
    }
}
