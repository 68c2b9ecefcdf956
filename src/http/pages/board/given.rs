//! Answers with a board: made now, or kept from whoever stood alike; as a page of the reader's own, or as its part that changes.

use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use askama::Template as _;

use super::{
    asked::{Asked, View},
    kept::{Boards, Kept},
};
use crate::{
    app::{App, AppError, Caller, board::Board, convoys::Filter, summary::Summary},
    domain::refusal::{FieldCode, FieldError},
    http::{
        extract::query_value,
        pages::{
            map,
            problem::PageProblem,
            views::{Page, Shell},
            visit::Visit,
        },
        squeeze::takes_gzip,
    },
};

/// Where the part of a page begins that changes, and where it ends: as the layout writes it.
const BEGINS: &str = "<main id=\"main\" class=\"wrap\" tabindex=\"-1\">";
const ENDS: &str = "</main>";

/// The board that was asked for. `?part=main` is only what stands between the head of the page and its foot: what a board
/// that stays open asks for when something has changed.
pub async fn give(visit: &Visit, request: &HttpRequest, asked: Asked) -> Result<HttpResponse, PageProblem> {
    let boards = request.app_data::<web::Data<Boards>>().cloned();
    let (page, wanted) = (visit.page.clone(), asked.clone());
    let kept = visit
        .blocking(move |app, caller| {
            let Some(boards) = boards.filter(|_| wanted.is_common()) else {
                return write(app, &page, &read(app, caller, &wanted)?, &wanted).map(Arc::new);
            };
            let (standpoint, asked) = (app.standpoint(caller)?, wanted.href());
            let kept = boards.page(&standpoint, page.t.locale(), &asked, || {
                let board = boards.read(&standpoint, &asked, || read(app, caller, &wanted))?;
                write(app, &page, &board, &wanted)
            })?;
            app.board_was_read(caller, kept.exact);
            Ok(kept)
        })
        .await?;
    if query_value(request, "part").is_some_and(|part| part == "main") {
        return Ok(part(visit, request, &kept));
    }
    whole(visit, request, &asked, &kept)
}

fn read(app: &App, caller: &Caller, asked: &Asked) -> Result<Board, AppError> {
    let filter = whose(app, caller, asked, asked.filter(app.now())?)?;
    app.board(caller, &filter)
}

fn write(app: &App, page: &Page, board: &Board, asked: &Asked) -> Result<Kept, AppError> {
    let now = app.now();
    let written = match asked.view {
        View::Map => map::view(page, board, now, asked).render(),
        View::Wall => super::wall(page, board, now, asked).render(),
        View::List | View::Table => super::view(page, board, now, asked).render(),
    };
    let written = written.map_err(|error| AppError::Internal(format!("a template: {error}")))?;
    let main = parted(&written).map(|(_, main, _)| main.to_owned());
    let main = main.ok_or_else(|| AppError::Internal("a board without its part".to_owned()))?;
    Ok(Kept::new(main, is_exact(board)))
}

/// Narrowed to an organisation and a place as well, which have names and no codes.
fn whose(app: &App, caller: &Caller, asked: &Asked, filter: Filter) -> Result<Filter, AppError> {
    let unknown = |pointer: &str, code| match code {
        AppError::NotFound { .. } => AppError::Invalid(vec![FieldError {
            pointer: pointer.to_owned(),
            code: if pointer == "/place" { FieldCode::UnknownPlace } else { FieldCode::UnknownOrganisation },
            expected: None,
        }]),
        other => other,
    };
    let organisation = asked.organisation.as_deref().map(|key| app.organisation(caller, key)).transpose();
    let organisation = organisation.map_err(|error| unknown("/organisation", error))?;
    let place = asked.place.as_deref().map(|key| app.place(caller, key)).transpose();
    let place = place.map_err(|error| unknown("/place", error))?;
    Ok(Filter { organisation: organisation.map(|it| it.id), place: place.map(|it| it.id), ..filter })
}

fn is_exact(board: &Board) -> bool {
    board.rows().any(|summary: &Summary| summary.reduced.is_none())
}

/// What stands before the part that changes, the part, and what stands after.
fn parted(page: &str) -> Option<(&str, &str, &str)> {
    let begins = page.find(BEGINS)? + BEGINS.len();
    let ends = page.rfind(ENDS)?;
    Some((page.get(..begins)?, page.get(begins..ends)?, page.get(ends..)?))
}

fn part(visit: &Visit, request: &HttpRequest, kept: &Kept) -> HttpResponse {
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known == Some(kept.tag.as_str()) {
        return HttpResponse::NotModified().insert_header((header::ETAG, kept.tag.clone())).finish();
    }
    answer(visit, request, kept, "", "", Some(&kept.tag))
}

fn whole(visit: &Visit, request: &HttpRequest, asked: &Asked, kept: &Kept) -> Result<HttpResponse, PageProblem> {
    let title = visit.texts().text(if asked.view == View::Map { "nav-map" } else { "nav-board" });
    let shell = Shell { page: visit.page.clone(), title, is_wall: asked.view == View::Wall };
    let around = shell.render().map_err(|error| visit.problem(AppError::Internal(format!("a template: {error}"))))?;
    let parts = parted(&around).map(|(before, _, after)| answer(visit, request, kept, before, after, None));
    parts.ok_or_else(|| visit.problem(AppError::Internal("a page without its part".to_owned())))
}

fn answer(
    visit: &Visit,
    request: &HttpRequest,
    kept: &Kept,
    before: &str,
    after: &str,
    tag: Option<&str>,
) -> HttpResponse {
    let mut answer = HttpResponse::build(StatusCode::OK);
    answer
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_LANGUAGE, visit.texts().locale().tag()))
        .insert_header((header::VARY, "accept-encoding, accept-language, cookie"));
    if let Some(tag) = tag {
        answer.insert_header((header::ETAG, tag));
    }
    if takes_gzip(request) {
        // Said here, so that nothing compresses it once more.
        answer.insert_header((header::CONTENT_ENCODING, "gzip"));
        return answer.body(kept.squeezed.between(before.as_bytes(), after.as_bytes()));
    }
    answer.body([before, &kept.html, after].concat())
}
