//! Incidents of all convoys: found by what, when and whose, the latest first; what was asked stands in the address.

use actix_web::{HttpRequest, HttpResponse};
use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::{
    convoy::{harm_figure, read_as_of},
    form::{address_after, asked_form, form_error},
    problem::PageProblem,
    teller::{Teller, organisation_choices},
    typed,
    views::{self, Choice, Detail, Form, IncidentLine, Name},
    visit::{Visit, form_status},
};
use crate::{
    app::{
        App, AppError, Caller,
        incidents::{Filter, IncidentAfter, IncidentAnswer, IncidentPage, Wish},
    },
    domain::{
        incident::{Act, FIGURES},
        refusal::FieldCode,
        time::Instant,
    },
    http::{
        api::incidents::{cursor_of, read_after},
        extract::query_value,
    },
};

pub mod new;
pub mod one;

/// Incidents on a page.
const SHOWN: usize = 50;
const FIELDS: [&str; 7] = ["act", "from", "until", "organisation", "convoy", "differ", "as_of"];

/// A mistake that only the form knows of: the field and why.
type Mistake = (&'static str, FieldCode);

/// What the page is made from.
struct Asked {
    zone: Tz,
    organisations: Vec<Choice>,
    then: Option<Instant>,
    page: IncidentPage,
    mistakes: Vec<Mistake>,
}

/// `GET /incidents`.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let mut form = asked_form(&request, &FIELDS);
    let (typed, locale) = (form.clone(), visit.texts().locale());
    // A cursor that nobody made begins at the beginning.
    let after = read_after(query_value(&request, "after").as_deref()).unwrap_or(None);
    let asked = visit
        .blocking(move |app, caller| {
            let zone = app.usual_zone(caller)?;
            let organisations = organisation_choices(app, caller, locale)?;
            let (wish, then, mistakes) = read(app, caller, &typed, zone)?;
            let page = if mistakes.is_empty() {
                app.list_incidents(caller, &wish, after, SHOWN, then)?
            } else {
                IncidentPage::default()
            };
            Ok(Asked { zone, organisations, then, page, mistakes })
        })
        .await?;
    let t = visit.texts();
    form.errors = asked.mistakes.iter().map(|(field, code)| form_error(t, field, *code)).collect();
    let status = form_status(&form);
    let next = asked.page.next.map(|next: IncidentAfter| address_after("/incidents", &form, "after", &cursor_of(next)));
    let line = |answer| line(&visit, &asked.page, answer);
    let template = views::Incidents {
        page: visit.page.clone(),
        organisations: asked.organisations,
        zone: t.zone(asked.zone, visit.app.now().utc()),
        then: asked.then.map(|at| teller(&visit, &asked.page, asked.zone).at(at)),
        incidents: asked.page.items.iter().map(line).collect(),
        form,
        next,
    };
    visit.html(status, &template)
}

/// What was asked, the moment it is asked as known at, and all that is wrong with it.
fn read(app: &App, caller: &Caller, form: &Form, zone: Tz) -> Result<(Wish, Option<Instant>, Vec<Mistake>), AppError> {
    let mut mistakes = Vec::new();
    let own = |name: &str| Some(form.value(name).trim()).filter(|text| !text.is_empty());
    let mut day = |name: &'static str, days: i64| {
        let day = typed::day(own(name)?).map(|day| day + TimeDelta::days(days));
        let at = day.and_then(|day| typed::in_zone(day.and_time(NaiveTime::MIN), zone));
        mistakes.extend(at.is_none().then_some((name, FieldCode::Malformed)));
        at
    };
    // The last day is asked for whole.
    let (from, until) = (day("from", 0), day("until", 1));
    let then = own("as_of").and_then(|text| match read_as_of(text, zone) {
        Some(then) if then <= app.now() => Some(then),
        Some(_) => {
            mistakes.push(("as_of", FieldCode::InTheFuture));
            None
        }
        None => {
            mistakes.push(("as_of", FieldCode::NotAnInstant));
            None
        }
    });
    let mut found = |name: &'static str, found: Result<uuid::Uuid, AppError>, code| match found {
        Ok(id) => Ok(Some(id)),
        Err(AppError::NotFound { .. }) => {
            mistakes.push((name, code));
            Ok(None)
        }
        Err(error) => Err(error),
    };
    let mut filter = Filter { from, until, ..Filter::default() };
    if let Some(key) = own("organisation") {
        let organisation = app.organisation(caller, key).map(|organisation| organisation.id);
        filter.organisation = found("organisation", organisation, FieldCode::UnknownOrganisation)?;
    }
    if let Some(reference) = own("convoy") {
        let convoy = app.convoy_status(caller, reference, None).map(|convoy| convoy.summary.id);
        filter.convoy = found("convoy", convoy, FieldCode::UnknownConvoy)?;
    }
    if let Some(act) = own("act") {
        mistakes.extend(act.parse::<Act>().is_err().then_some(("act", FieldCode::UnknownCode)));
        filter.act = Some(act.to_owned());
    }
    filter.accounts_differ = own("differ").map(|_| true);
    Ok((Wish { filter, ..Wish::default() }, then, mistakes))
}

fn teller<'a>(visit: &Visit, page: &'a IncidentPage, zone: Tz) -> Teller<'a> {
    Teller { t: visit.texts(), names: &page.names, zone, now: visit.app.now() }
}

fn line(visit: &Visit, page: &IncidentPage, answer: &IncidentAnswer) -> IncidentLine {
    let (t, incident) = (visit.texts(), &answer.incident);
    let teller = teller(visit, page, answer.zone);
    let figure = |(aspect, of): (crate::domain::incident::Aspect, _)| {
        let value = Name::typed(harm_figure(t, incident, of)?);
        Some(Detail { label: aspect.as_ref().to_owned(), value })
    };
    IncidentLine {
        href: format!("/incidents/{}", incident.event.0),
        act: incident.report.act.as_ref().to_owned(),
        when: teller.when(incident.occurred),
        place: incident.place.map(|id| teller.place(id)),
        reference: answer.reference.clone(),
        convoy_href: format!("/convoys/{}", page.addresses.path(answer.convoy, &answer.reference)),
        accounts: incident.accounts.len(),
        accounts_differ: incident.accounts_differ(),
        figures: FIGURES.into_iter().filter_map(figure).collect(),
        reduced: answer.reduced.is_some_and(|reduced| reduced.hours_late > 0),
    }
}
