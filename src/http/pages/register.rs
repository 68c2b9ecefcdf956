//! Registering a convoy.

use actix_web::{HttpResponse, http::StatusCode};

use super::{
    form::Submitted,
    places,
    problem::PageProblem,
    teller::organisation_choice,
    views::{FieldError, Form, NewConvoy},
    visit::{Visit, form_status, see_other},
};
use crate::{
    app::{AppError, error::Conflict, world::Described},
    domain::place::{Organisation, Place},
};

mod plan;

/// Where convoys of aid mostly go; any other zone can be typed.
const TIME_ZONES: &[&str] = &[
    "Africa/Addis_Ababa",
    "Africa/Bamako",
    "Africa/Bangui",
    "Africa/Cairo",
    "Africa/Juba",
    "Africa/Khartoum",
    "Africa/Lagos",
    "Africa/Lubumbashi",
    "Africa/Maputo",
    "Africa/Mogadishu",
    "Africa/Ndjamena",
    "Africa/Niamey",
    "Africa/Ouagadougou",
    "Africa/Tripoli",
    "America/Port-au-Prince",
    "Asia/Aden",
    "Asia/Baghdad",
    "Asia/Beirut",
    "Asia/Damascus",
    "Asia/Gaza",
    "Asia/Hebron",
    "Asia/Kabul",
    "Asia/Yangon",
    "Europe/Istanbul",
    "Europe/Kyiv",
];

struct World {
    organisations: Vec<Described<Organisation>>,
    places: Vec<Described<Place>>,
}

/// `GET /convoys/new`.
pub async fn show(visit: Visit) -> Result<HttpResponse, PageProblem> {
    let world = read_world(&visit).await?;
    let key = visit.app.new_id().to_string();
    let mut form = Form { values: vec![("key".to_owned(), key)], errors: Vec::new() };
    if let [only] = world.organisations.as_slice() {
        form.values.push(("lead".to_owned(), only.what.key.to_string()));
    }
    visit.html(StatusCode::OK, &view(&visit, &world, form))
}

/// `POST /convoys/new`: on to the convoy, or the form again with what was typed and all that is wrong. The form's key
/// makes the same form sent twice one convoy.
pub async fn save(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let mut form = submitted.0;
    let world = read_world(&visit).await?;
    let draft = plan::draft(&form, &world.places);
    let key = Some(form.value("key")).filter(|key| !key.is_empty());
    match visit.app.register_convoy(&visit.caller, &draft.object, key).await {
        Ok(_) => return Ok(see_other(&format!("/convoys/{}", form.value("reference").trim()))),
        Err(AppError::Invalid(errors)) => form.errors = draft.errors(visit.texts(), &errors),
        Err(AppError::Conflict(conflict)) => {
            let field = if conflict == Conflict::ReferenceTaken { "reference" } else { "" };
            let text = visit.texts().label("refusal", conflict.code());
            form.errors = vec![FieldError { field: field.to_owned(), text }];
            if conflict == Conflict::SameKeyOtherContent {
                form.values.retain(|(name, _)| name != "key");
                form.values.push(("key".to_owned(), visit.app.new_id().to_string()));
            }
        }
        Err(error) => return Err(visit.problem(error)),
    }
    visit.html(form_status(&form), &view(&visit, &world, form))
}

async fn read_world(visit: &Visit) -> Result<World, PageProblem> {
    visit
        .blocking(|app, caller| {
            let organisations = app.list_own_organisations(caller)?;
            let places = app.list_places(caller, "", places::MOST, None)?.items;
            Ok(World { organisations, places })
        })
        .await
}

fn view(visit: &Visit, world: &World, form: Form) -> NewConvoy {
    let locale = visit.texts().locale();
    NewConvoy {
        page: visit.page.clone(),
        form,
        organisations: world.organisations.iter().map(|it| organisation_choice(&it.what, locale)).collect(),
        places: places::choices(&world.places, locale),
        time_zones: TIME_ZONES.iter().map(|zone| (*zone).to_owned()).collect(),
    }
}
