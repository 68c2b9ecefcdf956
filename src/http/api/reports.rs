//! Reports over many convoys.

use actix_web::{
    HttpResponse,
    http::header::{ContentDisposition, DispositionParam, DispositionType},
    web,
};
use chrono::NaiveDate;
use serde::Deserialize;

use super::{dictionary, report_tables, views};
use crate::{
    app::{App, AppError, Caller},
    domain::{
        access_report::Selection,
        refusal::{FieldCode, FieldError},
    },
    export::{Format, Table, table::REPORT_TABLES},
    http::{
        extract::{Ask, Query, read_as_of},
        language::Texts,
        problem::{BadRequest, Fault, Problem},
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
            refuse_empty(&query)?;
            let selection = read_selection(app, caller, &query)?;
            app.access_report(caller, selection, read_as_of(app, query.as_of.as_deref())?)
        })
        .await?;
    Ok(HttpResponse::Ok().json(views::report::access_report(&answer, ask.locale)))
}

/// `GET /reports/access/{file}`: one table of the same report as a file.
#[utoipa::path(
    get,
    path = "/reports/access/{file}",
    tag = "reports",
    operation_id = "getAccessReportTable",
    params(
        ("file" = String, Path, description = "Table and format: `outcomes`, `months`, `organisations`, `causes`, \
            `checkpoints`, `places`, `clearance` or `incidents`, then `.csv`, `.hxl.csv` or `.xlsx`.",
            example = "outcomes.csv"),
        ReportQuery
    ),
    responses((status = 200, description = "The table. `Convoy-As-Of` says as known when.", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    )))
)]
pub async fn file(ask: Ask, file: web::Path<String>, query: Query<ReportQuery>) -> Result<HttpResponse, Problem> {
    let (table, format) = read_file(&file).map_err(|why| Problem { fault: Fault::Request(why), locale: ask.locale })?;
    let query = query.0;
    let texts = Texts::new(ask.locale);
    let (at, bytes) = ask
        .blocking(move |app, caller| {
            refuse_empty(&query)?;
            let selection = read_selection(app, caller, &query)?;
            let as_of = read_as_of(app, query.as_of.as_deref())?;
            let answer = app.access_report(caller, selection, as_of)?;
            let options = dictionary::options(texts, explained(texts, table));
            Ok((answer.report.at, report_tables::encode(&answer, table, format, options)?))
        })
        .await?;
    let at = at.to_rfc3339_in(chrono_tz::Tz::UTC);
    Ok(HttpResponse::Ok()
        .content_type(format.media_type())
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename(format!("report-{}.{}", table.name, format.extension()))],
        })
        .insert_header(("convoy-as-of", at))
        .body(bytes))
}

/// The table and the format of a file's name.
fn read_file(file: &str) -> Result<(&'static Table, Format), BadRequest> {
    let (table, extension) = file.split_once('.').ok_or(BadRequest::NoSuchExport)?;
    let table = REPORT_TABLES.iter().find(|known| known.name == table).ok_or(BadRequest::NoSuchExport)?;
    let format = [Format::Csv, Format::Hxl, Format::Xlsx].into_iter().find(|format| format.extension() == extension);
    Ok((table, format.ok_or(BadRequest::NoSuchExport)?))
}

/// What the columns mean and how it is counted, for the second sheet of a workbook.
fn explained(texts: Texts, table: &Table) -> Vec<Vec<String>> {
    let parts = ["period", "outcome", "percent", "people", "hours", "incidents"];
    let mut lines = dictionary::lines(texts, table);
    lines.push(Vec::new());
    lines.push(vec![texts.text("reports-definitions")]);
    lines.extend(parts.map(|part| vec![texts.label("reports-defines", part)]));
    lines
}

impl ReportQuery {
    /// As a form asks.
    pub fn of(
        from: Option<String>,
        to: Option<String>,
        organisation: Option<String>,
        place: Option<String>,
        as_of: Option<String>,
    ) -> Self {
        Self { from, to, organisation, place, as_of, _lang: None }
    }
}

/// A form leaves out what nobody chose by leaving it empty; a script leaves it out.
fn refuse_empty(query: &ReportQuery) -> Result<(), AppError> {
    let days = [("/from", &query.from), ("/to", &query.to)];
    let empty = days.into_iter().filter(|(_, day)| day.as_ref().is_some_and(|day| day.trim().is_empty()));
    let errors: Vec<FieldError> = empty
        .map(|(pointer, _)| FieldError { pointer: pointer.to_owned(), code: FieldCode::NotADay, expected: None })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
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
