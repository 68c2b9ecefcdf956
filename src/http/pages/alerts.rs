//! What somebody wants to be mailed of.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use strum::IntoEnumIterator;

use super::{
    form::Submitted,
    member::{Member, mistakes},
    problem::PageProblem,
    views::{Alerts, Form},
    visit::see_other,
};
use crate::{
    app::alerts::{AlertKind, Choice},
    http::extract::query_value,
};

/// `GET /me/alerts`.
pub async fn show(member: Member, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let choice = member.site.app.alert_choice(&member.signed).map_err(|error| member.problem(error))?;
    let kinds = choice.kinds.iter().map(|kind| ("kinds".to_owned(), kind.as_ref().to_owned()));
    let rest = [
        ("organisation".to_owned(), choice.organisation.clone().unwrap_or_default()),
        ("convoys".to_owned(), choice.convoys.join(", ")),
    ];
    let form = Form { values: kinds.chain(rest).collect(), errors: Vec::new() };
    answer(&member, StatusCode::OK, form, query_value(&request, "done").is_some())
}

/// `POST /me/alerts`: in the language of the page.
pub async fn choose(member: Member, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let chosen = form.values.iter().filter(|(name, _)| name == "kinds");
    let choice = Choice {
        kinds: chosen.filter_map(|(_, value)| value.parse::<AlertKind>().ok()).collect(),
        organisation: Some(form.value("organisation").trim().to_owned()).filter(|key| !key.is_empty()),
        convoys: form
            .value("convoys")
            .split([',', '،', ' ', '\n'])
            .map(str::trim)
            .filter(|reference| !reference.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let language = member.visit.texts().locale().tag();
    match member.site.app.choose_alerts(&member.signed, &choice, language).await {
        Ok(()) => Ok(see_other("/me/alerts?done=1")),
        Err(error) => {
            let errors = mistakes(member.visit.texts(), error).map_err(|error| member.problem(error))?;
            answer(&member, StatusCode::UNPROCESSABLE_ENTITY, Form { errors, ..form }, false)
        }
    }
}

fn answer(member: &Member, status: StatusCode, form: Form, done: bool) -> Result<HttpResponse, PageProblem> {
    let mut page = member.visit.page.clone();
    "/me/alerts".clone_into(&mut page.here);
    let view = Alerts {
        page,
        form,
        kinds: AlertKind::iter().map(|kind| kind.as_ref().to_owned()).collect(),
        email: member.signed.email.clone(),
        sends: member.site.app.outward().mail.is_some(),
        done,
    };
    member.html(status, &view)
}
