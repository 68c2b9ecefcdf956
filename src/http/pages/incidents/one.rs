//! One incident: what it cost as a range over all sources, what sources say different things of, and every account side
//! by side with its grades. Nothing is averaged, and nobody's version is left out.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::{
    app::{Action, AppError, convoys::ConvoyAnswer},
    domain::{
        event::Kind,
        id::EventId,
        incident::{Account, Aspect, FIGURES, Harm, Incident, Range},
        refusal::FieldCode,
        time::Instant,
    },
    http::{
        extract::query_value,
        pages::{
            convoy::{harm_figure, mistaken_as_of, one_incident, read_as_of, source_of, when_by},
            log::kinds,
            problem::PageProblem,
            teller::Teller,
            views::{self, Dispute, Form, HarmFigure, Name, Said},
            visit::{Visit, form_status},
        },
    },
};

/// `GET /incidents/{incident}`: by the event that reported it, now or as known at the moment that `?as_of=` names.
pub async fn show(visit: Visit, path: web::Path<String>, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let (reference, typed) = (path.into_inner(), query_value(&request, "as_of").unwrap_or_default());
    let mut form = Form { values: vec![("as_of".to_owned(), typed.clone())], errors: Vec::new() };
    let missing = || AppError::NotFound { what: "incident" };
    let (event, answer, mistake) = visit
        .blocking(move |app, caller| {
            let found = app.incident(caller, &reference, None, None)?;
            let told = found.items.first().ok_or_else(missing)?;
            let (event, convoy) = (told.incident.event, told.convoy.to_string());
            let (then, mistake) = match Some(typed.trim()).filter(|text| !text.is_empty()) {
                None => (None, None),
                Some(text) => match read_as_of(text, told.zone) {
                    None => (None, Some(FieldCode::NotAnInstant)),
                    Some(then) if then > app.now() => (None, Some(FieldCode::InTheFuture)),
                    Some(then) => (Some(then), None),
                },
            };
            let known = then.map(|then| app.convoy(caller, &convoy, Some(then)));
            match known {
                Some(Ok(answer)) if knows(&answer, event) => Ok((event, answer, mistake)),
                // Nothing was known of it by then.
                Some(Ok(_) | Err(AppError::NotFound { .. })) => {
                    Ok((event, app.convoy(caller, &convoy, None)?, Some(FieldCode::Empty)))
                }
                Some(Err(error)) => Err(error),
                None => Ok((event, app.convoy(caller, &convoy, None)?, mistake)),
            }
        })
        .await?;
    form.errors.extend(mistake.map(|code| mistaken_as_of(&visit, code, "incident-nothing")));
    let template = view(&visit, &answer, event, form).ok_or_else(|| visit.problem(missing()))?;
    visit.html(form_status(&template.as_of_form), &template)
}

fn knows(answer: &ConvoyAnswer, event: EventId) -> bool {
    answer.dossier.history.convoy.incidents.iter().any(|incident| incident.event == event)
}

fn view(visit: &Visit, answer: &ConvoyAnswer, event: EventId, as_of_form: Form) -> Option<views::IncidentPage> {
    let summary = &answer.summary;
    let teller = Teller { t: visit.texts(), names: &answer.names, zone: summary.zone, now: answer.now };
    let incident = answer.dossier.history.convoy.incidents.iter().find(|incident| incident.event == event)?;
    let convoy_href = format!("/convoys/{}", answer.address);
    let offered = if answer.as_of.is_none() && !summary.is_veiled() {
        kinds::offered_to(&visit.caller, &answer.participants)
    } else {
        Vec::new()
    };
    let form_of = |kind: Kind| offered.contains(&kind).then(|| format!("{convoy_href}/log?kind={}", kind.as_ref()));
    Some(views::IncidentPage {
        page: visit.page.clone(),
        href: format!("/incidents/{}", event.0),
        incident: one_incident(teller, answer, event)?,
        reference: summary.reference.clone(),
        zone: teller.t.zone(summary.zone, incident.occurred.at.utc()),
        figures: figures(&teller, incident),
        disputes: incident.disputed().into_iter().map(|aspect| dispute(&teller, incident, aspect)).collect(),
        then: answer.as_of.map(|at: Instant| teller.at(at)),
        as_of_form,
        reduced: summary.is_veiled(),
        account_href: form_of(Kind::AccountRecorded),
        assess_href: form_of(Kind::AssessmentRecorded)
            .filter(|_| visit.caller.may(Action::SettleReviews, &answer.participants)),
        convoy_href,
    })
}

fn figures(teller: &Teller<'_>, incident: &Incident) -> Vec<HarmFigure> {
    let figure = |(aspect, of): (Aspect, fn(&Harm) -> Option<Range>)| {
        let value = harm_figure(teller.t, incident, of)?;
        let sources = incident.figure(of).map_or(0, |figure| figure.sources);
        Some(HarmFigure { code: aspect.as_ref().to_owned(), value, sources })
    };
    FIGURES.into_iter().filter_map(figure).collect()
}

/// Each version of something, in the order in which they were given.
fn dispute(teller: &Teller<'_>, incident: &Incident, aspect: Aspect) -> Dispute {
    let mut said: Vec<Said> = Vec::new();
    let of_harm = FIGURES.into_iter().find(|(figure, _)| *figure == aspect).map(|(_, of)| of);
    let range = |Range(least, most): Range| teller.t.range(least.map(u64::from), most.map(u64::from));
    if let Some(first) = of_harm.and_then(|of| of(&incident.report.harm)) {
        said.push(Said { value: Name::typed(range(first)), source: None });
    }
    let value = |account: &Account| {
        let report = &account.report;
        match aspect {
            Aspect::Act => report.act.map(|act| Name::typed(teller.t.label("act", act))),
            Aspect::AllegedActor => report.alleged_actor.as_ref().map(|actor| Name::typed(actor.to_string())),
            Aspect::Place => report.place.map(|place| teller.place(place)),
            Aspect::When => when_by(teller, report).map(|when| Name::typed(when.text)),
            Aspect::Killed | Aspect::Injured | Aspect::Abducted | Aspect::TrucksHit | Aspect::VehiclesHit => {
                of_harm.and_then(|of| of(&report.harm)).map(|figure| Name::typed(range(figure)))
            }
        }
    };
    let versions = incident.accounts.iter().filter_map(|account| Some((account, value(account)?)));
    said.extend(versions.map(|(account, value)| Said { value, source: Some(source_of(account.source.as_ref())) }));
    Dispute { code: aspect.as_ref().to_owned(), said }
}
