//! Access windows: what is open now, what is announced and what is over, now or as known at an earlier moment.

use actix_web::{HttpRequest, HttpResponse};
use chrono_tz::Tz;

use super::{
    convoy::{mistaken_as_of, read_as_of, source_of},
    form::{address_after, asked_form},
    problem::PageProblem,
    teller::Teller,
    views::{WindowFacts, Windows},
    visit::{Visit, form_status},
};
use crate::{
    app::{
        Action,
        names::Names,
        windows::{WindowFilter, WindowPage},
        world::Described,
    },
    domain::{
        access_window::{AccessWindow, Standing},
        refusal::FieldCode,
        time::Instant,
    },
    http::{
        api::windows::{cursor_of, read_after},
        extract::query_value,
    },
};

pub mod one;
mod window_form;

/// Windows that are over on a page; those that are not are few.
const SHOWN: usize = 25;
/// Windows that are open or ahead at the most.
const MOST: usize = 500;

/// The groups of the page, and which windows stand in each.
const GROUPS: [(&str, &[Standing]); 3] =
    [("open", &[Standing::Present]), ("ahead", &[Standing::Ahead]), ("over", &[Standing::Past, Standing::Withdrawn])];

/// `GET /access-windows`.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let mut form = asked_form(&request, &["as_of"]);
    let typed = form.value("as_of").to_owned();
    let after = read_after(query_value(&request, "after").as_deref()).unwrap_or(None);
    let (zone, then, mistake, groups) = visit
        .blocking(move |app, caller| {
            let zone = app.usual_zone(caller)?;
            let (then, mistake) = moment(&typed, zone, app.now());
            let mut groups: Vec<(&'static str, WindowPage)> = Vec::new();
            for (code, standings) in GROUPS {
                let filter = WindowFilter { standings: standings.to_vec(), ..WindowFilter::default() };
                let (after, limit) = if code == "over" { (after, SHOWN) } else { (None, MOST) };
                groups.push((code, app.list_windows(caller, &filter, after, limit, then)?));
            }
            Ok((zone, then, mistake, groups))
        })
        .await?;
    form.errors.extend(mistake.map(|code| mistaken_as_of(&visit, code, "windows-none-then")));
    let next = groups
        .iter()
        .find_map(|(_, page)| page.next)
        .map(|next| address_after("/access-windows", &form, "after", &cursor_of(next)));
    let t = visit.texts();
    let told = |(code, page): &(&'static str, WindowPage)| {
        let told = page.items.iter().map(|window| facts(&visit, window, &page.names, zone, page.now));
        (*code, told.collect())
    };
    let nobody = Names::default();
    let template = Windows {
        page: visit.page.clone(),
        zone: t.zone(zone, visit.app.now().utc()),
        then: then.map(|at| Teller { t, names: &nobody, zone, now: visit.app.now() }.at(at)),
        groups: groups.iter().map(told).collect(),
        next,
        may_describe: visit.caller.may_somewhere(Action::DescribeWorld),
        form,
    };
    visit.html(form_status(&template.form), &template)
}

/// The moment that was typed, or what is wrong with it.
fn moment(text: &str, zone: Tz, now: Instant) -> (Option<Instant>, Option<FieldCode>) {
    if text.trim().is_empty() {
        return (None, None);
    }
    match read_as_of(text, zone) {
        None => (None, Some(FieldCode::NotAnInstant)),
        Some(then) if then > now => (None, Some(FieldCode::InTheFuture)),
        then => (then, None),
    }
}

/// A window in the reader's words.
fn facts(visit: &Visit, window: &Described<AccessWindow>, names: &Names, zone: Tz, now: Instant) -> WindowFacts {
    let (what, teller) = (&window.what, Teller { t: visit.texts(), names, zone, now });
    WindowFacts {
        href: format!("/access-windows/{}", window.id),
        standing: what.standing(now).as_ref().to_owned(),
        agreed: what.is_agreed(),
        from: teller.at(what.from),
        until: what.until.map(|until| teller.at(until)),
        places: what.places.iter().map(|id| teller.place(*id)).collect(),
        organisations: what.organisations.iter().map(|id| teller.organisation(*id)).collect(),
        announced_by: what.announced_by.to_string(),
        parties: what.parties.iter().map(|party| (party.name.to_string(), party.answer.as_ref().to_owned())).collect(),
        source: what.source.as_ref().map(|source| source_of(Some(source))),
        note: what.note.as_ref().map(ToString::to_string),
        withdrawn: what
            .withdrawn
            .as_ref()
            .map(|withdrawn| (teller.at(withdrawn.at), withdrawn.reason.as_ref().map(ToString::to_string))),
    }
}
