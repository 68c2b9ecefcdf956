//! One place: how it is described, and to coordinators the form that describes it anew. Whoever saves what somebody else has
//! changed since is told so, and overwrites nothing.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use uuid::Uuid;

use super::{asked_names, mistaken, place_form, places::facts, put_key, seen, set};
use crate::{
    app::{
        Action, AppError,
        place_changes::{Changed, Proposal, Proposals, Settle},
        world::{Added, Described},
    },
    domain::place::Place,
    http::{
        api::world::doubted,
        extract::query_value,
        pages::{
            form::Submitted,
            problem::PageProblem,
            records::teller,
            teller::name,
            views::{Form, Name, PlaceDone, PlacePage, PlaceProposal},
            visit::{Visit, see_other},
        },
    },
};

const NEW: &str = "/places/new";

/// What the page is asked besides the place.
#[derive(Default)]
struct Asked {
    find: String,
    take: Option<String>,
    done: Option<PlaceDone>,
}

impl Asked {
    fn of(request: &HttpRequest) -> Self {
        Self {
            find: query_value(request, "find").unwrap_or_default(),
            take: query_value(request, "take"),
            done: [("proposed", PlaceDone::Proposed), ("saved", PlaceDone::Saved)]
                .into_iter()
                .find(|(name, _)| query_value(request, name).is_some())
                .map(|(_, done)| done),
        }
    }
}

/// `GET /places/new`.
pub async fn show_new(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let key = visit.app.new_id().to_string();
    let form = Form { values: vec![("key-id".to_owned(), key)], errors: Vec::new() };
    answer(&visit, StatusCode::OK, None, form, Asked::of(&request)).await
}

/// `POST /places/new`: on to the place, or the form again with what was typed and all that is wrong. The form's key makes
/// the same form sent twice one place.
pub async fn add(visit: Visit, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let mut form = submitted.0;
    let mut object = place_form::draft(&form);
    put_key(&mut object, &mut form);
    let key = form.value("key-id").to_owned();
    let key = Some(key.as_str()).filter(|key| !key.is_empty());
    match visit.app.add_place(&visit.caller, &object, key).await {
        Ok(Added::New(place) | Added::Again(place)) => Ok(see_other(&format!("/places/{}?saved=1", place.what.key))),
        Err(error) => refused(&visit, None, form, error).await,
    }
}

/// `GET /places/{place}`.
pub async fn show(visit: Visit, request: HttpRequest, path: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    let place = present(&visit, path.into_inner()).await?;
    let values = place_form::values(&place.what, place.position, visit.texts().locale());
    let form = Form { values, errors: Vec::new() };
    answer(&visit, StatusCode::OK, Some(place), form, Asked::of(&request)).await
}

/// `POST /places/{place}`: the whole description anew, if it is still the one that was seen.
pub async fn describe(
    visit: Visit,
    path: web::Path<String>,
    submitted: Submitted,
) -> Result<HttpResponse, PageProblem> {
    let (reference, form) = (path.into_inner(), submitted.0);
    let place = present(&visit, reference).await?;
    let mut object = place_form::draft(&form);
    let key = place.what.key.to_string();
    object.insert("key".to_owned(), serde_json::json!(key));
    match visit.app.describe_place(&visit.caller, &key, &object, Some(seen(&form))).await {
        Ok(Changed::Proposed(..)) => Ok(see_other(&format!("/places/{key}?proposed=1"))),
        Ok(_) => Ok(see_other(&format!("/places/{key}?saved=1"))),
        Err(error) => refused(&visit, Some(key), form, error).await,
    }
}

/// `POST /places/{place}/proposals/{proposal}`: `do` is `accept` or `dismiss`.
pub async fn settle(
    visit: Visit,
    path: web::Path<(String, String)>,
    submitted: Submitted,
) -> Result<HttpResponse, PageProblem> {
    let (place, proposal) = path.into_inner();
    let missing = || visit.problem(AppError::NotFound { what: "proposal" });
    let proposal = Uuid::parse_str(&proposal).map_err(|_| missing())?;
    let settle = submitted.0.value("do").parse::<Settle>().map_err(|_| missing())?;
    let settled = visit.app.settle_proposal(&visit.caller, &place, proposal, settle).await;
    let settled = settled.map_err(|error| visit.problem(error))?;
    Ok(see_other(&format!("/places/{}?saved=1", settled.what.key)))
}

/// What waits to be settled, in the reader's words.
fn proposal(visit: &Visit, all: &Proposals, href: &str, proposal: &Proposal) -> PlaceProposal {
    let teller = teller(visit, &all.names);
    let what = &proposal.description;
    PlaceProposal {
        name: name(&what.name, visit.texts().locale()).unwrap_or_else(|| Name::typed(what.key.to_string())),
        kind: what.kind.as_ref().to_owned(),
        coordinates: what.latitude.zip(what.longitude).map(|(north, east)| format!("{north}, {east}")),
        by: teller.person(proposal.by),
        at: teller.at(proposal.at),
        action: format!("{href}/proposals/{}", proposal.id),
    }
}

async fn present(visit: &Visit, reference: String) -> Result<Described<Place>, PageProblem> {
    visit.blocking(move |app, caller| app.place(caller, &reference)).await
}

async fn refused(
    visit: &Visit,
    key: Option<String>,
    mut form: Form,
    error: AppError,
) -> Result<HttpResponse, PageProblem> {
    let locale = visit.texts().locale();
    let field = |pointer: &str| place_form::field(pointer, locale);
    let not_taken =
        mistaken(visit, &mut form, error, field, place_form::ORDER).map_err(|error| visit.problem(error))?;
    let place = match key {
        Some(key) => Some(present(visit, key).await?),
        None => None,
    };
    if let (true, Some(place)) = (not_taken.changed, &place) {
        set(&mut form, "seen", place.position.to_string());
    }
    if not_taken.new_key {
        set(&mut form, "key-id", visit.app.new_id().to_string());
    }
    answer(visit, not_taken.status, place, form, Asked::default()).await
}

async fn answer(
    visit: &Visit,
    status: StatusCode,
    place: Option<Described<Place>>,
    mut form: Form,
    asked: Asked,
) -> Result<HttpResponse, PageProblem> {
    let (t, may_describe) = (visit.texts(), visit.caller.may_somewhere(Action::DescribeWorld));
    let href = place.as_ref().map_or_else(|| NEW.to_owned(), |place| format!("/places/{}", place.what.key));
    let names = asked_names(place.as_ref().map(|place| &place.what.name), t.locale());
    let (to, what) = (href.clone(), place.clone());
    let Asked { find, take, done } = asked;
    let (form, finder, doubts, proposals) = visit
        .blocking(move |app, caller| {
            if !may_describe {
                return Ok((form, crate::http::pages::views::Finder::default(), Vec::new(), Proposals::default()));
            }
            if let Some(code) = take {
                place_form::take(app, caller, &code, &mut form)?;
            }
            let proposals = match &what {
                Some(place) => app.list_proposals(caller, &place.id.to_string())?,
                None => Proposals { may_settle: true, ..Proposals::default() },
            };
            let doubts = what.map(|place| app.doubts_of(&place.what)).transpose()?.unwrap_or_default();
            Ok((form, place_form::find(app, caller, &to, &find, t.locale())?, doubts, proposals))
        })
        .await?;
    let template = PlacePage {
        page: visit.page.clone(),
        proposals: proposals.items.iter().map(|it| proposal(visit, &proposals, &href, it)).collect(),
        may_settle: proposals.may_settle,
        href,
        place: place.as_ref().map(|place| facts(&visit.caller, place, t.locale())),
        doubts: doubts.iter().filter_map(|doubt| doubted(t, doubt)).map(|(_, sentence)| sentence).collect(),
        done,
        may_describe,
        form,
        names,
        finder,
    };
    visit.html(status, &template)
}
