//! One access window: how it is described, now or as known at an earlier moment, and to coordinators the form that describes
//! it anew. Whoever saves what somebody else has changed since is told so, and overwrites nothing.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use chrono_tz::Tz;
use uuid::Uuid;

use super::{
    facts,
    window_form::{self, Draft},
};
use crate::{
    app::{Action, App, AppError, Caller, names::Names, windows::WindowPage as Found, world::Described},
    domain::{access_window::AccessWindow, place::Place, time::Instant},
    http::{
        extract::{query_value, read_as_of},
        language::Locale,
        pages::{
            form::{Submitted, form_error},
            places,
            problem::PageProblem,
            teller::{Teller, organisation_choices},
            views::{Choice, Form, WindowPage},
            visit::{Visit, see_other},
            world::{mistaken, seen, set, sort},
        },
    },
};

/// What the page is made from.
struct World {
    found: Option<Found>,
    then: Option<Instant>,
    zone: Tz,
    places: Vec<Described<Place>>,
    choices: Vec<Choice>,
    organisations: Vec<Choice>,
    may_describe: bool,
    locale: Locale,
}

impl World {
    fn window(&self) -> Option<&Described<AccessWindow>> {
        self.found.as_ref()?.items.first()
    }

    /// What the fields show of the window.
    fn values(&self) -> Vec<(String, String)> {
        let Some((found, window)) = self.found.as_ref().zip(self.window()) else {
            let zone = ("time_zone".to_owned(), self.zone.name().to_owned());
            return vec![zone];
        };
        // The value that the list of places offers for it.
        let choice = |place: &Place| {
            let named = places::listed(std::iter::once(place), self.locale).pop();
            let name = named.map(|choice| choice.name.text).unwrap_or_default();
            let typed = self.choices.iter().any(|choice| choice.value == name);
            if typed { name } else { place.key.to_string() }
        };
        window_form::values(window, &found.names, self.zone, choice)
    }
}

fn read(app: &App, caller: &Caller, id: Option<Uuid>, as_of: Option<&str>, locale: Locale) -> Result<World, AppError> {
    let then = read_as_of(app, as_of)?;
    let may_describe = match id {
        Some(id) => app.may_describe(caller, id)?,
        None => caller.may_somewhere(Action::DescribeWorld),
    };
    let places = if may_describe { app.list_places(caller, "", places::MOST, None)?.items } else { Vec::new() };
    Ok(World {
        found: id.map(|id| app.window(caller, id, then)).transpose()?,
        then,
        zone: app.usual_zone(caller)?,
        choices: places::choices(&places, locale),
        places,
        organisations: if may_describe { organisation_choices(app, caller, locale)? } else { Vec::new() },
        may_describe,
        locale,
    })
}

async fn world(visit: &Visit, id: Option<Uuid>, as_of: Option<String>) -> Result<World, PageProblem> {
    let locale = visit.texts().locale();
    visit.blocking(move |app, caller| read(app, caller, id, as_of.as_deref(), locale)).await
}

/// `GET /access-windows/new`.
pub async fn show_new(visit: Visit) -> Result<HttpResponse, PageProblem> {
    let world = world(&visit, None, None).await?;
    let mut form = Form { values: world.values(), errors: Vec::new() };
    set(&mut form, "key-id", visit.app.new_id().to_string());
    answer(&visit, StatusCode::OK, &world, form, false)
}

/// `POST /access-windows/new`: on to the window, or the form again with what was typed and all that is wrong.
pub async fn add(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let world = world(&visit, None, None).await?;
    let draft = window_form::draft(&form, &world.places, None);
    let key = form.value("key-id").to_owned();
    let key = Some(key.as_str()).filter(|key| !key.is_empty());
    let added = if draft.errors.is_empty() {
        visit.app.add_window(&visit.caller, &draft.object, key).await.map(|(window, _)| window.id)
    } else {
        // Mistakes that only the form knows of are told together with all the others.
        Err(visit.app.check_window(&visit.caller, &draft.object).err().unwrap_or(AppError::Invalid(Vec::new())))
    };
    match added {
        Ok(id) => Ok(see_other(&format!("/access-windows/{id}?saved=1"))),
        Err(error) => refused(&visit, &world, &draft, form, error),
    }
}

/// `GET /access-windows/{window}`.
pub async fn show(visit: Visit, request: HttpRequest, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let world = world(&visit, Some(*path), query_value(&request, "as_of")).await?;
    let form = Form { values: world.values(), errors: Vec::new() };
    answer(&visit, StatusCode::OK, &world, form, query_value(&request, "saved").is_some())
}

/// `POST /access-windows/{window}`: the whole description anew, if it is still the one that was seen.
pub async fn describe(visit: Visit, path: web::Path<Uuid>, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let (id, form) = (*path, submitted.0);
    let world = world(&visit, Some(id), None).await?;
    let draft = window_form::draft(&form, &world.places, world.window().map(|window| &window.what));
    let described = if draft.errors.is_empty() {
        visit.app.describe_window(&visit.caller, id, &draft.object, Some(seen(&form))).await.map(|_| ())
    } else {
        Err(visit.app.check_window(&visit.caller, &draft.object).err().unwrap_or(AppError::Invalid(Vec::new())))
    };
    match described {
        Ok(()) => Ok(see_other(&format!("/access-windows/{id}?saved=1"))),
        Err(error) => refused(&visit, &world, &draft, form, error),
    }
}

fn refused(
    visit: &Visit,
    world: &World,
    draft: &Draft,
    mut form: Form,
    error: AppError,
) -> Result<HttpResponse, PageProblem> {
    let field = |pointer: &str| draft.field(pointer);
    let not_taken =
        mistaken(visit, &mut form, error, field, window_form::ORDER).map_err(|error| visit.problem(error))?;
    let own = draft.errors.iter().map(|(field, code)| form_error(visit.texts(), field, *code));
    // What could not be read is told as that, and not as missing.
    form.errors
        .retain(|error| !(error.field == "from_date" && draft.errors.iter().any(|(own, _)| own.starts_with("from_"))));
    form.errors.extend(own);
    sort(&mut form.errors, window_form::ORDER);
    if let (true, Some(window)) = (not_taken.changed, world.window()) {
        set(&mut form, "seen", window.position.to_string());
    }
    if not_taken.new_key {
        set(&mut form, "key-id", visit.app.new_id().to_string());
    }
    answer(visit, not_taken.status, world, form, false)
}

fn answer(
    visit: &Visit,
    status: StatusCode,
    world: &World,
    form: Form,
    saved: bool,
) -> Result<HttpResponse, PageProblem> {
    let t = visit.texts();
    let window = world.window();
    let names = world.found.as_ref().map_or_else(Names::default, |found| found.names.clone());
    let now = world.found.as_ref().map_or_else(|| visit.app.now(), |found| found.now);
    let at = |at: Instant| Teller { t, names: &names, zone: world.zone, now: visit.app.now() }.at(at);
    let template = WindowPage {
        page: visit.page.clone(),
        href: window.map_or_else(|| "/access-windows/new".to_owned(), |it| format!("/access-windows/{}", it.id)),
        window: window.map(|window| facts(visit, window, &names, world.zone, now)),
        zone: t.zone(world.zone, visit.app.now().utc()),
        then: world.then.map(at),
        saved,
        // What was so is looked at, and not changed.
        may_describe: world.may_describe && world.then.is_none(),
        places: world.choices.clone(),
        organisations: world.organisations.clone(),
        place_rows: window_form::rows(window_form::rows_of(&form, "place-"), window_form::PLACES),
        party_rows: window_form::rows(window_form::rows_of(&form, "party-"), window_form::PARTIES),
        form,
    };
    visit.html(status, &template)
}
