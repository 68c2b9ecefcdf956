//! Registering a convoy: an earlier one is copied or a new one begun, and put together in a few steps. What was typed is kept
//! by the server after each of them.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use chrono_tz::Tz;
use uuid::Uuid;

use super::{
    form::{Submitted, form_error},
    places::{self, key_of},
    problem::PageProblem,
    records,
    teller::{Teller, name, organisation_choice},
    views::{BegunConvoy, FieldError, Form, Name, NewConvoy, NewConvoyPaste},
    visit::{Visit, form_status, see_other},
};
use crate::{
    app::{
        AppError,
        error::Conflict,
        names::Names,
        plan_drafts::{Pairs, PlanDraft},
        world::Described,
    },
    domain::{
        place::{Organisation, Place},
        refusal::FieldCode,
    },
    http::{extract::query_value, language::Locale},
};
use step::{MOST_ROWS, Step, insert_stop, keep, rows};

mod answers;
mod copy;
mod fill;
mod paste;
mod plan;
mod step;

/// Earlier convoys offered to be copied; others by their reference.
const MOST_OFFERED: usize = 40;
/// Partners offered.
const MOST_PARTNERS: usize = 60;
/// Rows added at a time.
const MORE_ROWS: usize = 4;

/// What there is to choose from.
pub(super) struct World {
    organisations: Vec<Described<Organisation>>,
    partners: Vec<Described<Organisation>>,
    places: Vec<Described<Place>>,
}

/// `GET /convoys/new`: what was begun, what can be copied, and an empty one.
pub async fn start(visit: Visit) -> Result<HttpResponse, PageProblem> {
    starting(&visit, Form::default()).await
}

/// `POST /convoys/new`: begins one, empty or as a copy, and on to its first step.
pub async fn begin(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let mut form = submitted.0;
    let typed = [form.value("copy"), form.value("copy_of")].map(str::trim).into_iter().find(|text| !text.is_empty());
    let world = read_world(&visit).await?;
    let mut pairs = Pairs::new();
    if let Some(reference) = typed.map(str::to_owned) {
        match visit.app.plan_to_copy(&visit.caller, &reference) {
            Ok(original) => pairs = copy::pairs(&original),
            Err(AppError::NotFound { .. }) => {
                form.errors = vec![form_error(visit.texts(), "copy", FieldCode::UnknownConvoy)];
                return starting(&visit, form).await;
            }
            Err(error) => return Err(visit.problem(error)),
        }
        // Whoever copies another's convoy leads it only where they may.
        let may_lead = |key: &str| world.organisations.iter().any(|own| own.what.key.as_str() == key);
        pairs.retain(|(field, value)| field != "lead" || may_lead(value));
    }
    if let ([only], false) = (world.organisations.as_slice(), pairs.iter().any(|(field, _)| field == "lead")) {
        pairs.push(("lead".to_owned(), only.what.key.to_string()));
    }
    let begun = visit.app.begin_plan_draft(&visit.caller, pairs).await.map_err(|error| visit.problem(error))?;
    if let Some(id) = begun {
        return Ok(see_other(&address(id, Step::Route)));
    }
    form.errors = vec![FieldError { field: "begun".to_owned(), text: visit.texts().text("new-too-many") }];
    starting(&visit, form).await
}

/// `GET /convoys/new/{draft}`: on to the first step that lacks something.
pub async fn resume(visit: Visit, path: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    let id = id_of(&visit, &path)?;
    let Some(draft) = find(&visit, id)? else { return gone(&visit, id) };
    let world = read_world(&visit).await?;
    let first = mistakes(&visit, &world, &draft.pairs)?.iter().find_map(|error| Step::of(&error.field));
    Ok(see_other(&address(id, first.unwrap_or(Step::Check))))
}

/// `POST /convoys/new/{draft}`: it is thrown away.
pub async fn throw_away(visit: Visit, path: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    let id = id_of(&visit, &path)?;
    visit.app.drop_plan_draft(&visit.caller, id).await.map_err(|error| visit.problem(error))?;
    Ok(see_other("/convoys/new"))
}

/// `GET /convoys/new/{draft}/{step}`.
pub async fn show(
    visit: Visit,
    path: web::Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, PageProblem> {
    let (id, step) = parsed(&visit, &path)?;
    let Some(draft) = find(&visit, id)? else { return gone(&visit, id) };
    let world = read_world(&visit).await?;
    let from_check = query_value(&request, "from").is_some_and(|from| from == "check");
    // A step that was not reached yet lacks everything: that is no mistake.
    let errors = if from_check { mistakes_of(&visit, &world, &draft.pairs, step)? } else { Vec::new() };
    let form = Form { values: draft.pairs, errors };
    page(&visit, &world, id, step, form, from_check, StatusCode::OK)
}

/// `POST /convoys/new/{draft}/{step}`: what was typed is kept, right or wrong; then on, back, or the step again with all
/// that is wrong.
pub async fn save(
    visit: Visit,
    path: web::Path<(String, String)>,
    submitted: Submitted,
) -> Result<HttpResponse, PageProblem> {
    let (id, step) = parsed(&visit, &path)?;
    if step == Step::Check {
        return register(&visit, id).await;
    }
    let (typed, world) = (submitted.0, read_world(&visit).await?);
    let asked = typed.value("do").to_owned();
    let from_check = typed.value("from") == "check";
    let change = changing(&visit, &world, step, typed);
    let draft = match visit.app.change_plan_draft(&visit.caller, id, change).await {
        Ok(draft) => draft,
        Err(AppError::NotFound { .. }) => return gone(&visit, id),
        Err(error) => return Err(visit.problem(error)),
    };
    let on = if from_check && step != Step::Paste { Step::Check } else { step.next() };
    let to = match asked.as_str() {
        "later" => return Ok(see_other("/convoys/new")),
        "back" => step.back(),
        "more" | "insert" | "look" => step,
        "paste" => Step::Paste,
        other => {
            let errors = mistakes_of(&visit, &world, &draft.pairs, step)?;
            match other.strip_prefix("to-").and_then(|code| code.parse().ok()) {
                Some(to) => to,
                None if errors.is_empty() => on,
                None => {
                    let form = Form { values: draft.pairs, errors };
                    return page(&visit, &world, id, step, form, from_check, StatusCode::UNPROCESSABLE_ENTITY);
                }
            }
        }
    };
    Ok(see_other(&address(id, to)))
}

/// What becomes of a draft by what was typed into a step.
fn changing(visit: &Visit, world: &World, step: Step, typed: Form) -> impl Fn(&mut Pairs) + Send + use<> + 'static {
    let (t, places) = (visit.texts(), world.places.clone());
    let before: Option<usize> = typed.value("insert_before").parse().ok().filter(|_| typed.value("do") == "insert");
    let counted = match step {
        Step::Route => Some("stop_rows"),
        Step::Cargo => Some("cargo_rows"),
        _ => None,
    };
    let more = if typed.value("do") == "more" { MORE_ROWS } else { usize::from(before.is_some()) };
    move |pairs| {
        keep(pairs, step, &typed, &places);
        if let Some(before) = before {
            insert_stop(pairs, before);
        }
        if let Some(field) = counted.filter(|_| more > 0) {
            let shown = typed.value(field).parse::<usize>().unwrap_or(0).saturating_add(more).min(MOST_ROWS);
            pairs.retain(|(name, _)| name != field);
            pairs.push((field.to_owned(), shown.to_string()));
        }
        if step == Step::Paste && typed.value("do") == "add" {
            let destinations = fill::destinations(pairs, &places, t.locale());
            fill::add_pasted(pairs, &paste::read(t, typed.value("paste"), &destinations, &places));
        }
    }
}

async fn register(visit: &Visit, id: Uuid) -> Result<HttpResponse, PageProblem> {
    let Some(draft) = find(visit, id)? else { return gone(visit, id) };
    let world = read_world(visit).await?;
    let mut form = Form { values: draft.pairs, errors: Vec::new() };
    form.errors = mistakes(visit, &world, &form.values)?;
    if form.errors.is_empty() {
        let plan = plan::draft(&form, &world.places);
        match visit.app.register_plan_draft(&visit.caller, id, &plan.object).await {
            Ok(_) => return gone(visit, id),
            Err(AppError::Invalid(errors)) => form.errors = plan.errors(visit.texts(), &errors),
            Err(AppError::Conflict(conflict)) => {
                let field = if conflict == Conflict::ReferenceTaken { "reference" } else { "" };
                let text = visit.texts().label("refusal", conflict.code());
                form.errors = vec![FieldError { field: field.to_owned(), text }];
            }
            Err(error) => return Err(visit.problem(error)),
        }
    }
    page(visit, &world, id, Step::Check, form, false, StatusCode::UNPROCESSABLE_ENTITY)
}

/// A draft that is not there: on to the convoy that it has become, or nowhere.
fn gone(visit: &Visit, id: Uuid) -> Result<HttpResponse, PageProblem> {
    match visit.app.registered_from(&visit.caller, id).map_err(|error| visit.problem(error))? {
        Some(reference) => Ok(see_other(&format!("/convoys/{reference}"))),
        None => Err(visit.problem(AppError::NotFound { what: "draft" })),
    }
}

fn id_of(visit: &Visit, text: &str) -> Result<Uuid, PageProblem> {
    Uuid::parse_str(text).map_err(|_| visit.problem(AppError::NotFound { what: "draft" }))
}

fn parsed(visit: &Visit, path: &(String, String)) -> Result<(Uuid, Step), PageProblem> {
    let step = path.1.parse().map_err(|_| visit.problem(AppError::NotFound { what: "step" }))?;
    Ok((id_of(visit, &path.0)?, step))
}

fn find(visit: &Visit, id: Uuid) -> Result<Option<PlanDraft>, PageProblem> {
    match visit.app.plan_draft(&visit.caller, id) {
        Ok(draft) => Ok(Some(draft)),
        Err(AppError::NotFound { .. }) => Ok(None),
        Err(error) => Err(visit.problem(error)),
    }
}

/// The address of a step.
fn address(id: Uuid, step: Step) -> String {
    format!("/convoys/new/{id}/{}", step.as_ref())
}

async fn read_world(visit: &Visit) -> Result<World, PageProblem> {
    visit
        .blocking(|app, caller| {
            let organisations = app.list_own_organisations(caller)?;
            let partners = app.list_organisations(caller, "", MOST_PARTNERS, None)?.items;
            let places = app.list_places(caller, "", places::MOST, None)?.items;
            Ok(World { organisations, partners, places })
        })
        .await
}

/// All that is wrong so far, in the order of the steps.
fn mistakes(visit: &Visit, world: &World, pairs: &Pairs) -> Result<Vec<FieldError>, PageProblem> {
    let plan = plan::draft(&Form { values: pairs.clone(), errors: Vec::new() }, &world.places);
    let errors = visit.app.check_plan(&visit.caller, &plan.object).map_err(|error| visit.problem(error))?;
    Ok(plan.errors(visit.texts(), &errors))
}

/// What is wrong with one step.
fn mistakes_of(visit: &Visit, world: &World, pairs: &Pairs, step: Step) -> Result<Vec<FieldError>, PageProblem> {
    if step == Step::Paste {
        return Ok(fill::pasted_mistakes(visit.texts(), pairs));
    }
    let mut all = mistakes(visit, world, pairs)?;
    all.retain(|error| step == Step::Check || step.has(&error.field));
    Ok(all)
}

fn page(
    visit: &Visit,
    world: &World,
    id: Uuid,
    step: Step,
    mut form: Form,
    from_check: bool,
    status: StatusCode,
) -> Result<HttpResponse, PageProblem> {
    match step {
        Step::Check => {
            if status == StatusCode::OK {
                form.errors = mistakes(visit, world, &form.values)?;
            }
            visit.html(status, &answers::view(visit, world, id, &form, status != StatusCode::OK))
        }
        Step::Paste => {
            let destinations = fill::destinations(&form.values, &world.places, visit.texts().locale());
            let lines = paste::read(visit.texts(), form.value("paste"), &destinations, &world.places).lines;
            visit.html(status, &NewConvoyPaste { page: visit.page.clone(), draft: id.to_string(), form, lines })
        }
        _ => visit.html(status, &fill::view(visit, world, id, step, form, from_check)),
    }
}

async fn starting(visit: &Visit, form: Form) -> Result<HttpResponse, PageProblem> {
    let read =
        visit.blocking(|app, caller| Ok((app.list_plan_drafts(caller)?, app.list_copyable(caller, MOST_OFFERED)?)));
    let (drafts, convoys) = read.await?;
    let world = read_world(visit).await?;
    let template = NewConvoy {
        page: visit.page.clone(),
        begun: drafts.iter().map(|draft| begun(visit, &world, draft)).collect(),
        convoys,
        form,
    };
    visit.html(form_status(&template.form), &template)
}

/// How a draft is told from others: by its reference, and by where it goes.
fn begun(visit: &Visit, world: &World, draft: &PlanDraft) -> BegunConvoy {
    let form = Form { values: draft.pairs.clone(), errors: Vec::new() };
    let names = Names::default();
    let zone = form.value("time_zone").trim().parse::<Tz>().unwrap_or(Tz::UTC);
    let teller = Teller { zone, ..records::teller(visit, &names) };
    let places = std::iter::once("origin".to_owned())
        .chain(rows(&form.values, &["stop_place-"]).into_iter().map(|row| format!("stop_place-{row}")));
    let typed = places.map(|field| form.value(&field).to_owned()).filter(|typed| !typed.is_empty());
    BegunConvoy {
        href: format!("/convoys/new/{}", draft.id),
        reference: records::typed(form.value("reference")).map(str::to_owned),
        places: typed.map(|typed| place_name(&world.places, &typed, visit.texts().locale())).collect(),
        changed: teller.at(draft.changed_at),
    }
}

/// A place as the reader calls it, or what was typed where there is none of that name.
fn place_name(places: &[Described<Place>], typed: &str, locale: Locale) -> Name {
    let key = key_of(places, typed);
    let known = places.iter().find(|place| place.what.key.as_str() == key);
    known.and_then(|place| name(&place.what.name, locale)).unwrap_or_else(|| Name::typed(typed))
}
