//! Convoys that name the caller's organisations as partners, and whether those take part.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    page,
    views::{NamedView, organisation},
};
use crate::{
    app::{
        App,
        partners::{Invitation, Invitations},
    },
    domain::{
        fields::{Errors, Fields},
        id::ConvoyId,
        time::Instant,
    },
    http::{
        extract::{Ask, JsonObject, Query},
        language::Locale,
        problem::Problem,
    },
};

/// What a list of invitations can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InvitationsQuery {
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// A convoy that names an organisation as a partner. It tells no more of the convoy.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationView {
    /// The convoy.
    convoy: Uuid,
    reference: String,
    /// Who leads it.
    lead: NamedView,
    /// Whom it names.
    organisation: NamedView,
    #[schema(value_type = String)]
    registered_at: Instant,
    /// Whether the organisation takes part; null before it has answered.
    accepted: Option<bool>,
}

/// An answer.
#[derive(Debug, Deserialize, ToSchema)]
#[expect(dead_code, reason = "a schema alone: bodies are read field by field")]
pub struct InvitationAnswer {
    /// Whether the organisation takes part.
    accepted: bool,
}

/// `GET /invitations`.
#[utoipa::path(
    get,
    path = "/invitations",
    tag = "convoys",
    operation_id = "listInvitations",
    params(InvitationsQuery),
    responses((status = 200, description = "Those without an answer first, then the newest; at most 500", body = page::PageView<InvitationView>))
)]
pub async fn list(ask: Ask, request: HttpRequest, _query: Query<InvitationsQuery>) -> Result<HttpResponse, Problem> {
    let all = ask.blocking(App::list_invitations).await?;
    let items = all.items.iter().map(|item| view(item, &all, ask.locale)).collect();
    Ok(page::answer(&request, &page::PageView { items, next: None }, "cursor"))
}

/// `PUT /invitations/{id}/{organisation}`: `{"accepted": true}`. It can be answered otherwise at any time.
#[utoipa::path(
    put,
    path = "/invitations/{id}/{organisation}",
    tag = "convoys",
    operation_id = "answerInvitation",
    request_body = InvitationAnswer,
    responses((status = 204, description = "Answered"))
)]
pub async fn answer(ask: Ask, path: web::Path<(Uuid, String)>, body: JsonObject) -> Result<HttpResponse, Problem> {
    let (convoy, organisation) = path.into_inner();
    let errors = Errors::default();
    let fields = Fields::new(&body.0, "", &errors);
    let accepted = fields.required("accepted", fields.flag("accepted"));
    fields.refuse_unread();
    let errors = errors.into_inner();
    let Some(accepted) = accepted.filter(|_| errors.is_empty()) else {
        return Err(ask.problem(crate::app::AppError::Invalid(errors)));
    };
    let organisation = ask.blocking(move |app, _| app.find_invited(&organisation)).await?;
    let answered = ask.app.answer_invitation(&ask.caller, ConvoyId(convoy), organisation, accepted).await;
    answered.map_err(|error| ask.problem(error))?;
    Ok(HttpResponse::NoContent().finish())
}

fn view(item: &Invitation, all: &Invitations, locale: Locale) -> InvitationView {
    InvitationView {
        convoy: item.convoy.0,
        reference: item.reference.clone(),
        lead: organisation(item.lead.0, &all.names, locale),
        organisation: organisation(item.organisation.0, &all.names, locale),
        registered_at: item.registered_at,
        accepted: item.accepted,
    }
}
