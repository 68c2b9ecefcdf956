//! Incidents over all convoys, and reporting one.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;
use uuid::Uuid;

use super::{convoys::known, events::status_of, openapi::drafts::IncidentDraft, page, views};
use crate::{
    app::{
        App, AppError, Caller,
        events::{OnRefusal, Sent},
        incidents::{Filter, IncidentAfter, Wish},
    },
    domain::{
        id::EventId,
        incident::Act,
        refusal::{FieldCode, FieldError},
    },
    http::{
        extract::{Ask, IdempotencyKey, JsonObject, Query, read_as_of, read_instant},
        problem::Problem,
    },
};

/// What a list of incidents can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct IncidentsQuery {
    /// What was done, as first reported: a code.
    act: Option<String>,
    /// The convoy, by id or reference.
    convoy: Option<String>,
    /// An organisation that leads the convoy or takes part in it; by id or key.
    organisation: Option<String>,
    /// A place that any account names; by id or key.
    place: Option<String>,
    /// Not before this moment (RFC 3339).
    from: Option<String>,
    /// Before this moment (RFC 3339).
    until: Option<String>,
    /// Whether any source gives a figure of harm.
    harm_known: Option<bool>,
    /// Whether accounts contradict each other.
    accounts_differ: Option<bool>,
    limit: Option<usize>,
    cursor: Option<String>,
    as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /incidents`.
#[utoipa::path(
    get,
    path = "/incidents",
    tag = "incidents",
    operation_id = "listIncidents",
    params(IncidentsQuery),
    responses((status = 200, description = "A page, the latest first", body = page::PageView<views::ToldIncidentView>))
)]
pub async fn list(ask: Ask, request: HttpRequest, query: Query<IncidentsQuery>) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let found = ask
        .blocking(move |app, caller| {
            let as_of = read_as_of(app, query.as_of.as_deref())?;
            let wish = read_wish(app, caller, &query)?;
            let after = read_after(query.cursor.as_deref())?;
            app.list_incidents(caller, &wish, after, page::limit(query.limit)?, as_of)
        })
        .await?;
    let view = |answer| views::told_incident(answer, &found.names, ask.locale);
    let items = found.items.iter().map(view).collect();
    let next = found.next.map(cursor_of);
    Ok(page::answer(&request, &page::PageView { items, next }, "cursor"))
}

/// What one incident can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct IncidentQuery {
    /// The convoy, by id or reference, where the incident is named by its key.
    convoy: Option<String>,
    as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /incidents/{incident}`: by the event that reported it, or with `convoy` by its key.
#[utoipa::path(
    get,
    path = "/incidents/{incident}",
    tag = "incidents",
    operation_id = "getIncident",
    params(IncidentQuery),
    responses((status = 200, description = "The incident, its accounts side by side", body = views::ToldIncidentView))
)]
pub async fn show(ask: Ask, incident: web::Path<String>, query: Query<IncidentQuery>) -> Result<HttpResponse, Problem> {
    let found = ask
        .blocking(move |app, caller| {
            let as_of = read_as_of(app, query.0.as_of.as_deref())?;
            app.incident(caller, &incident, query.0.convoy.as_deref(), as_of)
        })
        .await?;
    let told = found.items.first().ok_or(AppError::NotFound { what: "incident" });
    let told = told.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::Ok().json(views::told_incident(told, &found.names, ask.locale)))
}

/// `POST /incidents`: logs the event `incident_reported` about the convoy that the body names, and nothing else. With an
/// `Idempotency-Key` the same again is answered as before.
#[utoipa::path(
    post,
    path = "/incidents",
    tag = "incidents",
    operation_id = "reportIncident",
    request_body = IncidentDraft,
    responses((status = 201, description = "Logged", body = views::EventView), (status = 200, description = "The same again", body = views::EventView), (status = 202, description = "Recorded, and in review", body = views::EventView))
)]
pub async fn report(ask: Ask, key: IdempotencyKey, body: JsonObject) -> Result<HttpResponse, Problem> {
    let id = key
        .text()
        .map_or_else(|| ask.app.new_id(), |key| Uuid::new_v5(&ask.caller.user.0, format!("incident {key}").as_bytes()));
    let sent = read_report(body, EventId(id)).map_err(|error| ask.problem(error))?;
    let receipt = ask.app.log_event(&ask.caller, sent).await.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::build(status_of(&receipt))
        .insert_header((header::LOCATION, format!("/api/v1/incidents/{id}")))
        .json(views::receipt(&receipt, ask.locale)))
}

fn read_report(body: JsonObject, id: EventId) -> Result<Sent, AppError> {
    const KIND: &str = "incident_reported";
    let mut object = body.0;
    let wrong = |name: &str, code, expected: Option<&str>| FieldError {
        pointer: format!("/{name}"),
        code,
        expected: expected.map(str::to_owned),
    };
    let mut errors = Vec::new();
    if object.get("kind").is_some_and(|kind| kind != KIND) {
        errors.push(wrong("kind", FieldCode::UnknownCode, Some(KIND)));
    }
    let convoy = object.get("convoy").and_then(Value::as_str).map(str::to_owned);
    if convoy.is_none() {
        errors.push(wrong("convoy", FieldCode::Required, None));
    }
    if object.contains_key("id") {
        errors.push(wrong("id", FieldCode::UnknownField, None));
    }
    match convoy {
        Some(convoy) if errors.is_empty() => {
            object.insert("kind".to_owned(), json!(KIND));
            Ok(Sent { convoy, id, object, on_refusal: OnRefusal::default(), by_message: None })
        }
        _ => Err(AppError::Invalid(errors)),
    }
}

/// A cursor that goes on after an item.
pub fn cursor_of((at, id): IncidentAfter) -> String {
    page::cursor(format!("{at}:{id}"))
}

/// Where a list goes on, from its cursor.
pub fn read_after(cursor: Option<&str>) -> Result<Option<IncidentAfter>, AppError> {
    let Some(text) = page::read_cursor::<String>(cursor)? else { return Ok(None) };
    let read = || {
        let (at, event) = text.split_once(':')?;
        Some((at.parse().ok()?, Uuid::try_parse(event).ok()?))
    };
    let malformed = || FieldError { pointer: "/cursor".to_owned(), code: FieldCode::Malformed, expected: None };
    read().map(Some).ok_or_else(|| AppError::Invalid(vec![malformed()]))
}

fn read_wish(app: &App, caller: &Caller, query: &IncidentsQuery) -> Result<Wish, AppError> {
    let unknown = |error: AppError, name: &str, code| match error {
        AppError::NotFound { .. } => {
            AppError::Invalid(vec![FieldError { pointer: format!("/{name}"), code, expected: None }])
        }
        other => other,
    };
    let place = query.place.as_deref().map(|key| app.place(caller, key)).transpose();
    let place = place.map_err(|error| unknown(error, "place", FieldCode::UnknownPlace))?;
    let organisation = query.organisation.as_deref().map(|key| app.organisation(caller, key)).transpose();
    let organisation = organisation.map_err(|error| unknown(error, "organisation", FieldCode::UnknownOrganisation))?;
    let convoy = query.convoy.as_deref().map(|key| app.convoy_status(caller, key, None)).transpose()?;
    Ok(Wish {
        filter: Filter {
            act: query.act.as_deref().map(|code| known::<Act>("act", code)).transpose()?,
            convoy: convoy.map(|convoy| convoy.summary.id),
            organisation: organisation.map(|organisation| organisation.id),
            from: read_instant("from", query.from.as_deref())?,
            until: read_instant("until", query.until.as_deref())?,
            accounts_differ: query.accounts_differ,
        },
        place: place.map(|place| place.id),
        harm_known: query.harm_known,
    })
}
