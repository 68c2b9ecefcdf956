//! What was done with rights, secrets and exact positions.

use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    page,
    views::{PersonView, person},
};
use crate::{
    app::{
        AppError, Runner,
        audit::{
            DeedKind,
            list::{DeedLine, DeedPage, Wish},
        },
    },
    domain::{
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    http::{
        extract::{Ask, Query, read_instant},
        problem::Problem,
    },
};

/// What a list of deeds can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// What was done.
    #[param(value_type = Option<DeedKind>)]
    kind: Option<String>,
    /// A user, by id or address.
    person: Option<String>,
    /// A convoy, by id or reference.
    convoy: Option<String>,
    /// Recorded at this moment or later.
    from: Option<String>,
    /// Recorded before this moment.
    until: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

impl AuditQuery {
    fn wish(&self) -> Result<Wish, AppError> {
        Ok(Wish {
            kind: self.kind.as_deref().map(read_kind).transpose()?,
            person: self.person.clone(),
            convoy: self.convoy.clone(),
            from: read_instant("from", self.from.as_deref())?,
            until: read_instant("until", self.until.as_deref())?,
        })
    }
}

fn read_kind(text: &str) -> Result<DeedKind, AppError> {
    text.parse().map_err(|_| {
        let error = FieldError { pointer: "/kind".to_owned(), code: FieldCode::UnknownCode, expected: None };
        AppError::Invalid(vec![error])
    })
}

/// `GET /audit`, newest first.
#[utoipa::path(
    get,
    path = "/audit",
    tag = "records",
    operation_id = "listDeeds",
    params(AuditQuery),
    responses((status = 200, description = "A page, newest first. There is no `as_of`: each entry says when it was made, and `until` ends the list", body = page::PageView<DeedView>))
)]
pub async fn list(ask: Ask, request: HttpRequest, query: Query<AuditQuery>) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let deeds = ask
        .blocking(move |app, caller| {
            let before = page::read_cursor(query.cursor.as_deref())?.unwrap_or(i64::MAX);
            app.list_deeds(&Runner::from(caller), &query.wish()?, before, page::limit(query.limit)?)
        })
        .await?;
    let items = deeds.items.iter().map(|line| view(&deeds, line)).collect();
    Ok(page::answer(&request, &page::PageView { items, next: deeds.next.map(page::cursor) }, "cursor"))
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeedView {
    position: i64,
    id: Uuid,
    #[schema(value_type = String)]
    at: Instant,
    kind: DeedKind,
    by: Option<PersonView>,
    /// About whom.
    user: Option<PersonView>,
    convoy: Option<Uuid>,
    reference: Option<String>,
    /// As the kind asks.
    #[schema(value_type = Object)]
    details: serde_json::Value,
}

fn view(page: &DeedPage, line: &DeedLine) -> DeedView {
    DeedView {
        position: line.position,
        id: line.id,
        at: line.at,
        kind: line.kind,
        by: line.by.map(|user| person(user.0, &page.names)),
        user: line.user().map(|user| person(user.0, &page.names)),
        convoy: line.convoy(),
        reference: line.convoy().and_then(|convoy| page.convoys.get(&convoy)).cloned(),
        details: line.details.clone(),
    }
}
