//! Reports over many convoys.

use actix_web::HttpResponse;
use chrono::NaiveDate;
use serde::Deserialize;

use super::views;
use crate::{
    app::{App, AppError, Caller},
    domain::{
        access_report::Selection,
        refusal::{FieldCode, FieldError},
    },
    http::{
        extract::{Ask, Query, read_instant},
        problem::Problem,
    },
};

/// What a report can be asked.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ReportQuery {
    /// The first day, `2016-02-17`; from the beginning where it is left out.
    pub from: Option<String>,
    /// The last day, itself included; to the end where it is left out.
    pub to: Option<String>,
    /// Id or key: convoys that it leads or takes part in.
    pub organisation: Option<String>,
    /// Id or key: convoys bound for it, or held there.
    pub place: Option<String>,
    /// As known at this moment (RFC 3339).
    pub as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /reports/access`.
#[utoipa::path(
    get, path = "/reports/access", tag = "reports", operation_id = "getAccessReport", params(ReportQuery),
    responses((status = 200, description = "The report", body = views::report::AccessReportView))
)]
pub async fn access(ask: Ask, query: Query<ReportQuery>) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let answer = ask
        .blocking(move |app, caller| {
            let selection = read_selection(app, caller, &query)?;
            app.access_report(caller, selection, read_instant("as_of", query.as_of.as_deref())?)
        })
        .await?;
    Ok(HttpResponse::Ok().json(views::report::access_report(&answer, ask.locale)))
}

/// What a report is asked about, with every mistake at once.
pub fn read_selection(app: &App, caller: &Caller, query: &ReportQuery) -> Result<Selection, AppError> {
    let mut errors = Vec::new();
    let mut wrong = |name: &str, code| {
        errors.push(FieldError { pointer: format!("/{name}"), code, expected: None });
    };
    let mut day = |name, text: &Option<String>| {
        let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        if day.is_none() {
            wrong(name, FieldCode::NotADay);
        }
        day
    };
    let (from, to) = (day("from", &query.from), day("to", &query.to));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        wrong("to", FieldCode::UntilBeforeStart);
    }
    let said =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut place = None;
    if let Some(key) = said(&query.place) {
        match app.place_to_report(caller, &key)? {
            Some(id) => place = Some(id),
            None => wrong("place", FieldCode::UnknownPlace),
        }
    }
    let mut organisation = None;
    if let Some(key) = said(&query.organisation) {
        match app.organisation_to_report(caller, &key)? {
            Some(id) => organisation = Some(id),
            None => wrong("organisation", FieldCode::UnknownOrganisation),
        }
    }
    if errors.is_empty() { Ok(Selection { from, to, organisation, place }) } else { Err(AppError::Invalid(errors)) }
}
