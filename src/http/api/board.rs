//! The board: how many convoys stand how, who waits for them, and what needs attention.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::IntoParams;

use super::views;
use crate::{
    app::convoys::Filter,
    http::{
        extract::{Ask, Query, read_as_of},
        problem::Problem,
    },
};

/// What the board can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BoardQuery {
    as_of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /board`.
#[utoipa::path(
    get,
    path = "/board",
    tag = "board",
    operation_id = "getBoard",
    params(BoardQuery),
    responses((status = 200, description = "The board", body = views::BoardView))
)]
pub async fn show(ask: Ask, query: Query<BoardQuery>) -> Result<HttpResponse, Problem> {
    let (board, as_of) = ask
        .blocking(move |app, caller| {
            let as_of = read_as_of(app, query.0.as_of.as_deref())?;
            let board = match as_of {
                None => app.board(caller, &Filter::default())?,
                Some(as_of) => app.board_as_known(caller, as_of)?,
            };
            Ok((board, as_of))
        })
        .await?;
    let now = as_of.unwrap_or_else(|| ask.app.now());
    Ok(HttpResponse::Ok().json(views::board(&board, as_of, now, ask.locale)))
}
