//! Devices that send a convoy's positions: registered, and ended.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use uuid::Uuid;

use super::{
    form::{Submitted, field_error, form_error},
    problem::PageProblem,
    second_factor::drawn,
    teller::Teller,
    typed,
    views::{Device, DeviceMade, Devices, FieldError, Form, LatestPosition},
    visit::{Visit, form_status, see_other},
};
use crate::{
    app::{
        AppError,
        names::Names,
        positions::Position,
        retention::Class,
        trackers::{NewTracker, RegisteredTracker, Tracker, TrackerList},
    },
    domain::{refusal::FieldCode, time::Instant},
    http::{extract::site, outside::origin},
};

/// Where telephones send to.
const ADDRESS: &str = "/api/v1/positions/osmand";
/// Seconds between two positions, as the QR code sets it: often enough to find a convoy, seldom enough for a battery.
const INTERVAL: u32 = 120;

/// `GET /convoys/{reference}/devices`.
pub async fn show(visit: Visit, path: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    let list = read(&visit, path.into_inner()).await?;
    answer(&visit, list, Form::default(), None)
}

/// `POST /convoys/{reference}/devices`: `do` is `register` or `end`. A key is shown this once, so that the answer is the page
/// itself.
pub async fn change(
    visit: Visit,
    request: HttpRequest,
    path: web::Path<String>,
    submitted: Submitted,
) -> Result<HttpResponse, PageProblem> {
    let (reference, mut form) = (path.into_inner(), submitted.0);
    let list = read(&visit, reference.clone()).await?;
    if form.value("do") == "end" {
        let missing = |_| visit.problem(AppError::NotFound { what: "tracker" });
        let device = Uuid::parse_str(form.value("device")).map_err(missing)?;
        let ended = visit.app.end_tracker(&visit.caller, &reference, device).await;
        ended.map_err(|error| visit.problem(error))?;
        return Ok(see_other(&format!("/convoys/{}/devices", list.address)));
    }
    let registered = match wanted(&form, list.zone) {
        Ok(new) => visit.app.register_tracker(&visit.caller, &reference, &new).await,
        Err(code) => {
            form.errors = vec![form_error(visit.texts(), "until", code)];
            return answer(&visit, list, form, None);
        }
    };
    match registered {
        Ok(registered) => {
            let made = made(&request, &registered).map_err(|error| visit.problem(error))?;
            answer(&visit, read(&visit, reference).await?, Form::default(), Some(made))
        }
        Err(error) => {
            form.errors = mistakes(&visit, error)?;
            answer(&visit, list, form, None)
        }
    }
}

fn wanted(form: &Form, zone: chrono_tz::Tz) -> Result<NewTracker, FieldCode> {
    let until = match form.value("until").trim() {
        "" => None,
        typed => Some(last_moment(typed, zone).ok_or(FieldCode::NotAnInstant)?),
    };
    let text = |name: &str| form.value(name).to_owned();
    Ok(NewTracker { label: text("label"), truck: text("truck"), unique_id: text("unique_id"), until })
}

/// The end of a day as the convoy's clocks show it.
fn last_moment(text: &str, zone: chrono_tz::Tz) -> Option<Instant> {
    let day = typed::day(&typed::plain_digits(text))?;
    Some(typed::in_zone(day.and_hms_opt(23, 59, 0)?, zone)?.plus(chrono::TimeDelta::seconds(59)))
}

/// What a telephone is set up with: the app reads a code of the address with `id` and its other settings in the query.
fn made(request: &HttpRequest, registered: &RegisteredTracker) -> Result<DeviceMade, AppError> {
    let site = site(request).map_err(|_| AppError::Internal("a page outside the site".to_owned()))?;
    let server = format!("{}{ADDRESS}", origin(request, &site));
    let key = registered.key.clone();
    let code = key.as_ref().map(|key| format!("{server}?id={key}&interval={INTERVAL}&buffer=true&service=true"));
    Ok(DeviceMade { server, key, qr: code.map(|code| drawn(&code)).transpose()? })
}

async fn read(visit: &Visit, reference: String) -> Result<TrackerList, PageProblem> {
    visit.blocking(move |app, caller| app.list_trackers(caller, &reference)).await
}

fn mistakes(visit: &Visit, error: AppError) -> Result<Vec<FieldError>, PageProblem> {
    match error {
        AppError::Invalid(errors) => Ok(errors
            .iter()
            .map(|error| field_error(visit.texts(), error.pointer.trim_start_matches('/'), error))
            .collect()),
        AppError::Conflict(conflict) => {
            let text = visit.texts().label("refusal", conflict.code());
            Ok(vec![FieldError { field: "unique_id".to_owned(), text }])
        }
        other => Err(visit.problem(other)),
    }
}

/// Where a device was, in the reader's words.
pub fn told(teller: &Teller<'_>, position: &Position) -> LatestPosition {
    let fix = &position.fix;
    LatestPosition {
        label: position.label.clone(),
        truck: position.truck.clone(),
        when: teller.at(fix.at),
        place: format!("{:.5}, {:.5}", fix.latitude, fix.longitude),
        accuracy: fix.accuracy_m.map(|metres| teller.t.number(format!("{metres:.0}"))),
    }
}

fn answer(visit: &Visit, list: TrackerList, form: Form, made: Option<DeviceMade>) -> Result<HttpResponse, PageProblem> {
    let names = Names::default();
    let teller = Teller { t: visit.texts(), names: &names, zone: list.zone, now: list.now };
    let device = |tracker: &Tracker| Device {
        id: tracker.id.to_string(),
        label: tracker.label.clone(),
        truck: tracker.truck.clone(),
        way: if tracker.is_key { "key" } else { "traccar" },
        from: teller.at(tracker.valid_from),
        until: tracker.valid_until.map(|at| teller.at(at)),
        ended: tracker.ended_at.map(|at| teller.at(at)),
        may_end: tracker.may_end,
        latest: tracker.latest.as_ref().map(|it| told(&teller, it)),
        dropped: tracker.dropped,
        last_dropped: tracker.last_dropped.clone(),
        conflict: tracker.conflict_at.map(|at| teller.at(at)),
    };
    let devices = list.items.iter().map(device).collect();
    let status = if made.is_some() { StatusCode::OK } else { form_status(&form) };
    let convoy_href = format!("/convoys/{}", list.address);
    let href = format!("{convoy_href}/devices");
    let mut page = visit.page.clone();
    href.clone_into(&mut page.here);
    let days = u64::from(visit.app.retention_rules().days(Class::Positions));
    let template =
        Devices { page, devices, convoy_href, href, days, made, form, reference: list.reference, trucks: list.trucks };
    visit.html(status, &template)
}
