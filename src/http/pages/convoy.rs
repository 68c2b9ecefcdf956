//! Everything about one convoy.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono_tz::Tz;

use super::{
    devices,
    form::form_error,
    log::kinds,
    problem::PageProblem,
    teller::Teller,
    typed,
    views::{self, AsKnownAt, Form, Head, Notice},
    visit::{Visit, form_status},
};
use crate::{
    app::{Action, App, AppError, Caller, Runner, convoys::ConvoyAnswer, positions::Position, summary::Reduced},
    domain::{
        Verdict,
        event::Kind,
        id::{ConvoyId, EventId, OrganisationId},
        refusal::FieldCode,
        status::moves,
        time::Instant,
        trucks::TruckRole,
    },
    http::{extract::query_value, problem::refusal_sentence},
};

mod cargo;
mod incident;
mod instants;
mod map;
pub mod report;
mod route;
mod timeline;

pub use cargo::label_ranges;
pub use incident::{figure as harm_figure, one as one_incident, source_of, when_by};
pub use route::state_code;

/// `GET /convoys/{reference}`: as it stands, or as known at the moment that `?as_of=` names in the convoy's own time.
pub async fn show(visit: Visit, path: web::Path<String>, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let (reference, typed) = (path.into_inner(), query_value(&request, "as_of").unwrap_or_default());
    let mut form = Form { values: vec![("as_of".to_owned(), typed.clone())], errors: Vec::new() };
    let (answer, mistake) = visit
        .blocking(move |app, caller| {
            let present = app.convoy(caller, &reference, None)?;
            if typed.trim().is_empty() {
                return Ok((present, None));
            }
            let then = match read_as_of(&typed, present.summary.zone) {
                None => return Ok((present, Some(FieldCode::NotAnInstant))),
                Some(then) if then > app.now() => return Ok((present, Some(FieldCode::InTheFuture))),
                Some(then) => then,
            };
            match app.convoy(caller, &reference, Some(then)) {
                Err(AppError::NotFound { .. }) => Ok((present, Some(FieldCode::Empty))),
                answer => Ok((answer?, None)),
            }
        })
        .await?;
    form.errors.extend(mistake.map(|code| mistaken_as_of(&visit, code, "asof-nothing")));
    let saved = query_value(&request, "saved").and_then(|id| uuid::Uuid::parse_str(&id).ok()).map(EventId);
    let id = answer.dossier.id;
    let kept = visit.blocking(move |app, caller| kept(app, caller, id)).await?;
    visit.html(form_status(&form), &view(&visit, &answer, form, saved, &kept))
}

/// RFC 3339, or day and time as the convoy's clocks showed them, in any digits.
pub fn read_as_of(text: &str, zone: Tz) -> Option<Instant> {
    let plain = typed::plain_digits(text);
    Instant::parse(&plain).or_else(|| {
        let (day, time) = plain.split_once([' ', 'T']).unwrap_or((&plain, "23:59"));
        let local = typed::day(day)?.and_time(typed::time_of_day(time)?);
        // To the end of that minute, for what was recorded within it was known when the clock showed it.
        Some(typed::in_zone(local, zone)?.plus(chrono::TimeDelta::microseconds(59_999_999)))
    })
}

/// What is wrong with the moment that was typed. `nothing` is said where nothing was known so early.
pub fn mistaken_as_of(visit: &Visit, code: FieldCode, nothing: &str) -> views::FieldError {
    let t = visit.texts();
    match code {
        // The hint shows how to write it, and nothing was known so early.
        FieldCode::NotAnInstant => views::FieldError { field: "as_of".to_owned(), text: t.text("asof-unreadable") },
        FieldCode::Empty => views::FieldError { field: "as_of".to_owned(), text: t.text(nothing) },
        code => form_error(t, "as_of", code),
    }
}

/// What stands beside the record of a convoy, and is not in it.
struct KeptBeside {
    crew: bool,
    hold: bool,
    held: Option<Instant>,
    positions: Vec<Position>,
    devices: bool,
}

fn kept(app: &App, caller: &Caller, convoy: ConvoyId) -> Result<KeptBeside, AppError> {
    let holding = app.holding(&Runner::from(caller), &convoy.0.to_string()).ok();
    Ok(KeptBeside {
        crew: app.may_see_crew(caller, convoy)?,
        hold: holding.is_some(),
        positions: app.latest_positions(caller, convoy)?,
        devices: app.may_run_devices(caller, convoy)?,
        held: holding.and_then(|holding| holding.holds.first().map(|hold| hold.since)),
    })
}

fn view(
    visit: &Visit,
    answer: &ConvoyAnswer,
    as_of_form: Form,
    saved: Option<EventId>,
    kept: &KeptBeside,
) -> views::Convoy {
    let summary = &answer.summary;
    let teller = Teller { t: visit.texts(), names: &answer.names, zone: summary.zone, now: answer.now };
    let told = Told { teller, answer };
    let (next, other) = told.actions(visit);
    let partners = &told.answer.dossier.history.convoy.plan.partners;
    let answers = visit.caller.answers_for_any(partners.iter().map(|partner| partner.0));
    let may_share = visit.caller.may(Action::ShareConvoys, &[summary.lead]);
    views::Convoy {
        page: visit.page.clone(),
        reference: summary.reference.clone(),
        href: told.href(),
        address: answer.address.clone(),
        notice: saved.and_then(|id| told.notice(id)),
        head: told.head(),
        zone: teller.t.zone(summary.zone, summary.since.at.utc()),
        as_known_at: answer.as_of.map(|at| AsKnownAt { at: teller.at(at) }),
        as_of_form,
        instants: told.instants(),
        route: told.route(),
        map: told.map(),
        next,
        other,
        blocks: told.blocks(),
        days: told.days(),
        cargo: told.cargo(),
        cargo_withheld: summary.reduced.is_some_and(|reduced| !reduced.cargo),
        trucks: told.trucks(),
        people: told.people(),
        clearance: told.clearance(),
        reduced: summary.reduced.map(|reduced| match reduced {
            Reduced { grid_degrees: None, .. } => "nothing",
            Reduced { hours_late: 0, .. } => "over",
            Reduced { .. } => "positions",
        }),
        partner_of_reader: answers,
        sharing_href: may_share.then(|| format!("{}/sharing", told.href())),
        // Positions are of now: a page of an earlier moment has none.
        positions: kept
            .positions
            .iter()
            .filter(|_| answer.as_of.is_none())
            .map(|position| devices::told(&teller, position))
            .collect(),
        devices_href: kept.devices.then(|| format!("{}/devices", told.href())),
        crew_href: kept.crew.then(|| format!("{}/crew", told.href())),
        hold_href: kept.hold.then(|| format!("{}/hold", told.href())),
        held: kept.held.map(|at| teller.at(at)),
        audit_href: visit
            .caller
            .may(Action::SeeAudit, &answer.participants)
            .then(|| format!("/admin/audit?convoy={}", answer.address)),
    }
}

/// A convoy on its way into words.
struct Told<'a> {
    teller: Teller<'a>,
    answer: &'a ConvoyAnswer,
}

impl Told<'_> {
    fn convoy(&self) -> &crate::domain::Convoy {
        &self.answer.dossier.history.convoy
    }

    fn href(&self) -> String {
        format!("/convoys/{}", self.answer.address)
    }

    fn head(&self) -> Head {
        let (summary, convoy, teller) = (&self.answer.summary, self.convoy(), &self.teller);
        let since = teller.when(summary.since);
        let mut sectors: Vec<_> = convoy.cargo.lines.iter().filter_map(|line| line.plan.sector).collect();
        sectors.sort_unstable();
        sectors.dedup();
        let takes_part = |id: &&OrganisationId| self.answer.participants.contains(&id.0);
        let partners = convoy.plan.partners.iter().filter(takes_part);
        let asked = convoy.plan.partners.iter().filter(|id| !takes_part(id));
        Head {
            status: summary.status.as_ref().to_owned(),
            lasting: if summary.status.is_final() { since.text.clone() } else { teller.lasting(summary.since) },
            since,
            place: convoy.last_place.filter(|_| summary.status.is_under_way()).map(|id| teller.place(id)),
            late: summary.is_veiled(),
            cause: convoy.open_block().map(|block| block.report.cause.as_ref().to_owned()),
            lead: teller.organisation(convoy.plan.lead),
            partners: partners.map(|id| teller.organisation(*id)).collect(),
            asked: asked.map(|id| teller.organisation(*id)).collect(),
            trucks: self.vehicles(TruckRole::Cargo),
            support: self.vehicles(TruckRole::Support),
            sectors: sectors.iter().map(|sector| sector.as_ref().to_owned()).collect(),
            heard: summary.last_heard.map(|at| teller.at(at)),
            silent: summary.is_silent(self.answer.now),
            accounts_differ: summary.accounts_differ,
            reviews: u64::try_from(summary.reviews).unwrap_or(0),
            sensitivity: convoy.plan.sensitivity.as_ref().to_owned(),
        }
    }

    fn vehicles(&self, role: TruckRole) -> u64 {
        let summary = &self.answer.summary;
        let count = if role == TruckRole::Cargo { summary.trucks_cargo } else { summary.trucks_support };
        u64::try_from(count).unwrap_or(0)
    }

    /// What can happen next, and what else can be reported; nothing of it in the past, nor to who may not log.
    fn actions(&self, visit: &Visit) -> (Vec<views::Action>, Vec<views::Action>) {
        if self.answer.as_of.is_some() {
            return (Vec::new(), Vec::new());
        }
        let offered = kinds::offered_to(&visit.caller, &self.answer.participants);
        let permitted = self.answer.permitted.iter().copied().filter(|kind| offered.contains(kind));
        let (mut next, mut other): (Vec<Kind>, Vec<Kind>) = permitted.partition(|kind| moves(*kind));
        next.sort_by_key(|kind| kinds::calls_off(*kind));
        other.sort_by_key(|kind| kinds::is_of_papers(*kind));
        let action = |kind: Kind| {
            let kind = kind.as_ref();
            views::Action { kind: kind.to_owned(), href: format!("{}/log?kind={kind}", self.href()) }
        };
        (next.into_iter().map(action).collect(), other.into_iter().map(action).collect())
    }

    /// What became of the report that was saved just now.
    fn notice(&self, id: EventId) -> Option<Notice> {
        let dossier = &self.answer.dossier;
        let event = dossier.events.iter().find(|event| event.id == id)?;
        let review = match dossier.history.verdicts.get(&id) {
            Some(Verdict::InReview { refusal, .. }) => Some(refusal_sentence(self.teller.t, refusal)),
            _ => None,
        };
        Some(Notice { id: id.0.to_string(), kind: event.report.kind().as_ref().to_owned(), review })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_of_is_read_in_the_convoys_time_and_in_any_digits() {
        let at = |text: &str| read_as_of(text, chrono_tz::Asia::Damascus).map(|at| at.utc().to_rfc3339());
        assert_eq!(at("2016-11-01T10:00:00Z").unwrap(), "2016-11-01T10:00:00+00:00");
        assert_eq!(at("2016-11-01 14:30").unwrap(), "2016-11-01T12:30:59.999999+00:00");
        assert_eq!(at("٢٠١٦-١١-٠١ ١٤:٣٠"), at("2016-11-01 14:30"));
        assert_eq!(at("2016-11-01").unwrap(), "2016-11-01T21:59:59.999999+00:00");
        assert_eq!(at("yesterday"), None);
    }
}
