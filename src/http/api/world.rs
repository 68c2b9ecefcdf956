//! Places and organisations.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    convoys::ReadQuery,
    openapi::drafts::{OrganisationDraft, PlaceDraft, SettleDraft},
    page, views,
};
use crate::{
    app::{
        AppError,
        gazetteer::Doubt,
        place_changes::{Changed, Proposal, Settle},
        world::Added,
    },
    domain::{
        fields::{Errors, Fields},
        place::{Organisation, Place},
    },
    http::{
        contract::tags,
        extract::{Ask, IdempotencyKey, JsonObject, Query, read_as_of},
        language::Texts,
        problem::Problem,
    },
};

/// What a list can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WorldQuery {
    limit: Option<usize>,
    cursor: Option<String>,
    as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /places`, in the order of their keys.
#[utoipa::path(
    get,
    path = "/places",
    tag = "places",
    operation_id = "listPlaces",
    params(WorldQuery),
    responses((status = 200, description = "A page, in the order of keys", body = page::PageView<views::DescribedView<Place>>))
)]
pub async fn list_places(ask: Ask, request: HttpRequest, query: Query<WorldQuery>) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let found = ask
        .blocking(move |app, caller| {
            let after: Option<String> = page::read_cursor(query.cursor.as_deref())?;
            let as_of = read_as_of(app, query.as_of.as_deref())?;
            app.list_places(caller, after.as_deref().unwrap_or(""), page::limit(query.limit)?, as_of)
        })
        .await?;
    let items = found.items.iter().map(|place| views::described(place, ask.locale)).collect();
    Ok(page::answer(&request, &page::PageView { items, next: found.next.map(page::cursor) }, "cursor"))
}

/// What the gazetteer does not know of a place's code, and keeps it from nothing.
async fn doubts(ask: &Ask, place: &Place) -> Result<Vec<views::DoubtView>, Problem> {
    let place = place.clone();
    let doubts = ask.blocking(move |app, _| app.doubts_of(&place)).await?;
    let texts = Texts::new(ask.locale);
    let view = |(code, detail)| views::DoubtView { pointer: "/pcode", code, detail };
    Ok(doubts.iter().filter_map(|doubt| doubted(texts, doubt)).map(view).collect())
}

/// What the gazetteer does not know of a code, and keeps it from nothing: a code, and a sentence. What it refuses is told as
/// a mistake.
pub fn doubted(texts: Texts, doubt: &Doubt) -> Option<(&'static str, String)> {
    let (code, near) = match doubt {
        Doubt::UnknownCode(near) => ("pcode_unknown", near.clone()),
        Doubt::UnknownVersion => ("gazetteer_unknown", None),
        Doubt::Malformed | Doubt::OtherLevel(_) | Doubt::OtherCountry(_) => return None,
    };
    let plain = format!("import-wrong-{code}");
    let detail = match near {
        Some(near) => texts.text1(&format!("{plain}-detail"), "detail", near),
        None => texts.text(&plain),
    };
    Some((code, detail))
}

/// `POST /places`.
#[utoipa::path(
    post,
    path = "/places",
    tag = "places",
    operation_id = "addPlace",
    request_body = PlaceDraft,
    responses(
        (status = 201, description = "Described", body = views::DescribedView<Place>),
        (status = 200, description = "Described before, with the same key and content", body = views::DescribedView<Place>)
    )
)]
pub async fn add_place(ask: Ask, key: IdempotencyKey, body: JsonObject) -> Result<HttpResponse, Problem> {
    let added = ask.app.add_place(&ask.caller, &body.0, key.text()).await.map_err(|error| ask.problem(error))?;
    let (status, place) = match added {
        Added::New(place) => (StatusCode::CREATED, place),
        Added::Again(place) => (StatusCode::OK, place),
    };
    let warnings = doubts(&ask, &place.what).await?;
    Ok(HttpResponse::build(status)
        .insert_header((header::LOCATION, format!("/api/v1/places/{}", place.what.key)))
        .json(views::described(&place, ask.locale).with(warnings)))
}

/// `GET /places/{place}`.
#[utoipa::path(
    get,
    path = "/places/{place}",
    tag = "places",
    operation_id = "showPlace",
    params(ReadQuery),
    responses((status = 200, description = "A place", body = views::DescribedView<Place>))
)]
pub async fn show_place(ask: Ask, place: web::Path<String>, query: Query<ReadQuery>) -> Result<HttpResponse, Problem> {
    let place = ask
        .blocking(move |app, caller| app.place_as_of(caller, &place, read_as_of(app, query.0.as_of.as_deref())?))
        .await?;
    Ok(HttpResponse::Ok().json(views::described(&place, ask.locale)))
}

/// `PUT /places/{place}`: the whole description anew.
#[utoipa::path(
    put,
    path = "/places/{place}",
    tag = "places",
    operation_id = "describePlace",
    request_body = PlaceDraft,
    responses(
        (status = 200, description = "Described anew", body = views::DescribedView<Place>),
        (status = 202, description = "Proposed to those who described it first: the place stands as it did", body = views::DescribedView<Place>)
    )
)]
pub async fn describe_place(
    ask: Ask,
    request: HttpRequest,
    place: web::Path<String>,
    body: JsonObject,
) -> Result<HttpResponse, Problem> {
    let mut seen = None;
    if tags::says_which(&request) {
        let key = place.clone();
        let present = ask.blocking(move |app, caller| app.place(caller, &key)).await?;
        tags::if_match(&ask, &request, &views::described(&present, ask.locale))?;
        seen = Some(present.position);
    }
    let described = ask.app.describe_place(&ask.caller, &place, &body.0, seen).await;
    let (status, described) = match described.map_err(|error| ask.problem(error))? {
        Changed::Same(place) | Changed::Described(place) => (StatusCode::OK, place),
        Changed::Proposed(_, place) => (StatusCode::ACCEPTED, place),
    };
    let warnings = doubts(&ask, &described.what).await?;
    Ok(HttpResponse::build(status).json(views::described(&described, ask.locale).with(warnings)))
}

/// Descriptions of a place that wait for those who described it first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalsView {
    /// The oldest first.
    items: Vec<ProposalView>,
    /// Whether the caller settles them; else they are the caller's own.
    may_settle: bool,
}

/// A description that somebody else proposes.
#[derive(Debug, Serialize, ToSchema)]
struct ProposalView {
    id: Uuid,
    proposed_by: Option<String>,
    proposed_at: String,
    description: Place,
}

/// `GET /places/{place}/proposals`.
#[utoipa::path(
    get,
    path = "/places/{place}/proposals",
    tag = "places",
    operation_id = "listPlaceProposals",
    responses((status = 200, description = "What waits to be settled", body = ProposalsView))
)]
pub async fn list_proposals(ask: Ask, place: web::Path<String>) -> Result<HttpResponse, Problem> {
    let all = ask.blocking(move |app, caller| app.list_proposals(caller, &place)).await?;
    let view = |proposal: Proposal| ProposalView {
        id: proposal.id,
        proposed_by: proposal.by.and_then(|by| all.names.people.get(&by.0).cloned()),
        proposed_at: views::instant(proposal.at, chrono_tz::UTC),
        description: proposal.description,
    };
    let items = all.items.iter().cloned().map(view).collect();
    Ok(HttpResponse::Ok().json(ProposalsView { items, may_settle: all.may_settle }))
}

/// `POST /places/{place}/proposals/{proposal}`: by those who described the place first.
#[utoipa::path(
    post,
    path = "/places/{place}/proposals/{proposal}",
    tag = "places",
    operation_id = "settlePlaceProposal",
    request_body = SettleDraft,
    responses((status = 200, description = "Settled: the place as it stands", body = views::DescribedView<Place>))
)]
pub async fn settle_proposal(
    ask: Ask,
    path: web::Path<(String, String)>,
    body: JsonObject,
) -> Result<HttpResponse, Problem> {
    let (place, proposal) = path.into_inner();
    let proposal = Uuid::try_parse(&proposal).map_err(|_| ask.problem(AppError::NotFound { what: "proposal" }))?;
    let errors = Errors::default();
    let fields = Fields::new(&body.0, "", &errors);
    let settle = fields.required("decision", fields.code::<Settle>("decision"));
    fields.refuse_unread();
    let wrong = errors.into_inner();
    let Some(settle) = settle.filter(|_| wrong.is_empty()) else { return Err(ask.problem(AppError::Invalid(wrong))) };
    let settled = ask.app.settle_proposal(&ask.caller, &place, proposal, settle).await;
    let settled = settled.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::described(&settled, ask.locale)))
}

/// `PUT /organisations/{organisation}`: the whole description anew.
#[utoipa::path(
    put,
    path = "/organisations/{organisation}",
    tag = "organisations",
    operation_id = "describeOrganisation",
    request_body = OrganisationDraft,
    responses((status = 200, description = "Described anew", body = views::DescribedView<Organisation>))
)]
pub async fn describe_organisation(
    ask: Ask,
    request: HttpRequest,
    organisation: web::Path<String>,
    body: JsonObject,
) -> Result<HttpResponse, Problem> {
    let mut seen = None;
    if tags::says_which(&request) {
        let key = organisation.clone();
        let present = ask.blocking(move |app, caller| app.organisation(caller, &key)).await?;
        tags::if_match(&ask, &request, &views::described(&present, ask.locale))?;
        seen = Some(present.position);
    }
    let described = ask.app.describe_organisation(&ask.caller, &organisation, &body.0, seen).await;
    let described = described.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::described(&described, ask.locale)))
}

/// `GET /organisations`, in the order of their keys.
#[utoipa::path(
    get,
    path = "/organisations",
    tag = "organisations",
    operation_id = "listOrganisations",
    params(WorldQuery),
    responses((status = 200, description = "A page, in the order of keys", body = page::PageView<views::DescribedView<Organisation>>))
)]
pub async fn list_organisations(
    ask: Ask,
    request: HttpRequest,
    query: Query<WorldQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let found = ask
        .blocking(move |app, caller| {
            let after: Option<String> = page::read_cursor(query.cursor.as_deref())?;
            let as_of = read_as_of(app, query.as_of.as_deref())?;
            app.list_organisations(caller, after.as_deref().unwrap_or(""), page::limit(query.limit)?, as_of)
        })
        .await?;
    let items = found.items.iter().map(|organisation| views::described(organisation, ask.locale)).collect();
    Ok(page::answer(&request, &page::PageView { items, next: found.next.map(page::cursor) }, "cursor"))
}

/// `POST /organisations`.
#[utoipa::path(
    post,
    path = "/organisations",
    tag = "organisations",
    operation_id = "addOrganisation",
    request_body = OrganisationDraft,
    responses(
        (status = 201, description = "Described", body = views::DescribedView<Organisation>),
        (status = 200, description = "Described before, with the same key and content", body = views::DescribedView<Organisation>)
    )
)]
pub async fn add_organisation(ask: Ask, key: IdempotencyKey, body: JsonObject) -> Result<HttpResponse, Problem> {
    let added = ask.app.add_organisation(&ask.caller, &body.0, key.text()).await.map_err(|error| ask.problem(error))?;
    let (status, organisation) = match added {
        Added::New(organisation) => (StatusCode::CREATED, organisation),
        Added::Again(organisation) => (StatusCode::OK, organisation),
    };
    Ok(HttpResponse::build(status)
        .insert_header((header::LOCATION, format!("/api/v1/organisations/{}", organisation.what.key)))
        .json(views::described(&organisation, ask.locale)))
}

/// `GET /organisations/{organisation}`.
#[utoipa::path(
    get,
    path = "/organisations/{organisation}",
    tag = "organisations",
    operation_id = "showOrganisation",
    params(ReadQuery),
    responses((status = 200, description = "An organisation", body = views::DescribedView<Organisation>))
)]
pub async fn show_organisation(
    ask: Ask,
    organisation: web::Path<String>,
    query: Query<ReadQuery>,
) -> Result<HttpResponse, Problem> {
    let organisation = ask
        .blocking(move |app, caller| {
            app.organisation_as_of(caller, &organisation, read_as_of(app, query.0.as_of.as_deref())?)
        })
        .await?;
    Ok(HttpResponse::Ok().json(views::described(&organisation, ask.locale)))
}
