//! Reports: what many convoys come to, with definitions and denominators in plain words. What was asked stands in the
//! address; every table is the same as the API's.

mod tables;

use actix_web::{HttpRequest, HttpResponse};

use super::{
    form::field_error,
    places,
    problem::PageProblem,
    teller::{Teller, organisation_choice},
    typed::plain_digits,
    views::{self, Figure, Form},
    visit::{Visit, form_status},
};
use crate::{
    app::{AppError, reports::ReportAnswer},
    domain::access_report::Selection,
    http::{
        api::reports::{ReportQuery, read_selection},
        extract::{query_value, read_as_of},
        language::Texts,
    },
};
use tables::{share, sum};

/// The fields of the form, which are the parameters of the address.
const FIELDS: [&str; 5] = ["from", "to", "organisation", "place", "as_of"];

/// `GET /reports`.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let typed = |field: &str| query_value(&request, field).unwrap_or_default();
    let mut form =
        Form { values: FIELDS.iter().map(|field| ((*field).to_owned(), typed(field))).collect(), errors: Vec::new() };
    let value = |field: &str| Some(plain_digits(&typed(field))).filter(|text| !text.is_empty());
    let query = ReportQuery::of(value("from"), value("to"), value("organisation"), value("place"), value("as_of"));
    let (report, errors) = visit
        .blocking(move |app, caller| {
            let asked = read_selection(app, caller, &query).and_then(|selection| {
                let as_of = read_as_of(app, query.as_of.as_deref())?;
                app.access_report(caller, selection, as_of)
            });
            match asked {
                Ok(report) => Ok((report, Vec::new())),
                // Of what makes no sense there is no report, but there is still to choose from.
                Err(AppError::Invalid(errors)) => Ok((app.access_report(caller, Selection::default(), None)?, errors)),
                Err(error) => Err(error),
            }
        })
        .await?;
    let mut page = views::Reports {
        page: visit.page.clone(),
        form: Form::default(),
        places: Vec::new(),
        organisations: Vec::new(),
        moment: None,
        for_ever: String::new(),
        reduced: false,
        convoys: 0,
        figures: Vec::new(),
        left_out: Vec::new(),
        tables: Vec::new(),
    };
    choose(&visit, &mut page, &report);
    if errors.is_empty() {
        fill(&visit, &mut page, &report);
    }
    form.errors
        .extend(errors.iter().map(|error| field_error(visit.texts(), error.pointer.trim_start_matches('/'), error)));
    let status = form_status(&form);
    page.form = form;
    visit.html(status, &page)
}

/// What the reader may ask about: no place of a convoy that is not told.
fn choose(visit: &Visit, page: &mut views::Reports, answer: &ReportAnswer) {
    let (locale, report) = (visit.texts().locale(), &answer.report);
    page.places = places::listed(report.offered_places.iter().filter_map(|id| answer.names.places.get(id)), locale);
    let known = report.offered_organisations.iter().filter_map(|id| answer.names.organisations.get(id));
    page.organisations = known.map(|organisation| organisation_choice(organisation, locale)).collect();
    page.organisations.sort_by(|one, other| one.name.text.cmp(&other.name.text));
}

fn fill(visit: &Visit, page: &mut views::Reports, answer: &ReportAnswer) {
    let (t, report) = (visit.texts(), &answer.report);
    let teller = Teller { t, names: &answer.names, zone: chrono_tz::Tz::UTC, now: report.at };
    page.moment = Some(teller.at(report.at));
    page.for_ever = format!("/reports?{}", query_of(answer));
    page.reduced = answer.reduced;
    page.convoys = report.whole.measures.convoys;
    page.figures = figures(t, answer);
    page.left_out = left_out(t, answer);
    page.tables = tables::all(&teller, answer);
}

/// What was asked, with the moment of the answer: whoever follows it is answered the same for ever.
fn query_of(answer: &ReportAnswer) -> String {
    let selection = answer.report.selection;
    let mut query = form_urlencoded::Serializer::new(String::new());
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let organisation = selection.organisation.and_then(|id| answer.names.organisations.get(&id));
    let place = selection.place.and_then(|id| answer.names.places.get(&id));
    let said = [
        ("from", day(selection.from)),
        ("to", day(selection.to)),
        ("organisation", organisation.map(|organisation| organisation.key.to_string())),
        ("place", place.map(|place| place.key.to_string())),
        ("as_of", Some(answer.report.at.to_rfc3339_in(chrono_tz::Tz::UTC))),
    ];
    for (name, value) in said {
        if let Some(value) = value {
            query.append_pair(name, &value);
        }
    }
    query.finish()
}

fn figures(t: Texts, answer: &ReportAnswer) -> Vec<Figure> {
    let report = &answer.report;
    let (whole, coverage) = (&report.whole, report.coverage());
    let figure = |label: &str, value: String, note: Option<String>| Figure { label: t.text(label), value, note };
    let decided = crate::domain::access_report::Share::new(whole.outcomes.decided(), whole.measures.convoys);
    vec![
        figure("reports-convoys", t.number(whole.measures.convoys), None),
        figure("reports-trucks", t.number(whole.measures.trucks), None),
        figure("reports-decided", share(t, decided), Some(t.count("reports-open_note", whole.outcomes.open))),
        figure("reports-targeted", sum(t, whole.measures.targeted), None),
        figure("reports-reached", sum(t, whole.measures.reached), None),
        figure("reports-coverage", share(t, coverage.share), Some(t.count("reports-coverage_note", coverage.left_out))),
        figure("reports-waiting", sum(t, whole.measures.waiting), None),
        figure("reports-blocked", share(t, report.with_blocks()), None),
    ]
}

fn left_out(t: Texts, answer: &ReportAnswer) -> Vec<String> {
    let left_out = answer.report.left_out;
    let counted = [
        ("reports-out-periods", left_out.other_periods),
        ("reports-out-selection", left_out.other_selection),
        ("reports-out-withheld", left_out.places_withheld),
        ("reports-withheld", answer.report.places_withheld),
    ];
    counted.into_iter().filter(|(_, count)| *count > 0).map(|(id, count)| t.count(id, count)).collect()
}
