//! The board.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use chrono_tz::Tz;

use super::{
    convoy::state_code,
    problem::PageProblem,
    teller::Teller,
    views::{self, Row, StripStop},
    visit::{Visit, see_other},
};
use crate::{
    app::{board, summary::Summary},
    domain::{id::PlaceId, plan::StopRole, time::Instant},
};

pub mod asked;
pub mod top;

use asked::{Asked, View};

/// `GET /`: everything, or what `?status=` (a group of the tiles, or a status), `?sector=` and `?q=` narrow it to, as
/// `?view=` says. Whoever sees no convoys and runs accounts goes on to these.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    if !visit.page.may_see && visit.page.may_run_accounts {
        return Ok(see_other("/admin/users"));
    }
    let asked = Asked::of(&request);
    let now = visit.app.now();
    let filter = asked.filter(now).map_err(|error| visit.problem(error))?;
    let board = visit.blocking(move |app, caller| app.board(caller, &filter)).await?;
    visit.html(StatusCode::OK, &view(&visit, &board, now, &asked))
}

fn view(visit: &Visit, board: &board::Board, now: Instant, asked: &Asked) -> views::Board {
    // Each row is told in its own convoy's time; the board as a whole belongs to no zone.
    let teller = |zone| Teller { t: visit.texts(), names: &board.names, zone, now };
    let rows = |summaries: &[Summary]| -> Vec<Row> {
        summaries.iter().map(|summary| row(&teller(summary.zone), board, summary)).collect()
    };
    views::Board {
        page: visit.page.clone(),
        top: top::top(board, asked),
        as_table: asked.view == View::Table,
        made: teller(Tz::UTC).at(now),
        attention: rows(&board.attention),
        on_the_road: rows(&board.on_the_road),
        planned: rows(&board.planned),
        finished: rows(&board.finished),
        finished_in_all: board.finished_in_all,
    }
}

fn row(teller: &Teller<'_>, board: &board::Board, summary: &Summary) -> Row {
    let since = teller.when(summary.since);
    let stops = board.routes.get(&summary.id).map(Vec::as_slice).unwrap_or_default();
    let place = |id| teller.place(PlaceId(id));
    let destinations = stops.iter().filter(|stop| stop.role == StopRole::Destination);
    let strip = |stop: &board::BoardStop| StripStop {
        name: place(stop.place),
        state: state_code(stop.state, summary.status).to_owned(),
    };
    let sectors = board.sectors.get(&summary.id).map(Vec::as_slice).unwrap_or_default();
    Row {
        status: summary.status.as_ref().to_owned(),
        // How long ago something ended says less than when.
        lasting: if summary.status.is_final() { since.text.clone() } else { teller.lasting(summary.since) },
        since,
        reference: summary.reference.clone(),
        href: format!("/convoys/{}", summary.reference),
        origin: summary.origin.map(place),
        destinations: destinations.map(|stop| place(stop.place)).collect(),
        place: summary.last_place.filter(|_| summary.status.is_under_way()).map(place),
        late: summary.is_veiled(),
        waiting: summary.people.waiting,
        trucks: u64::try_from(summary.trucks_cargo).unwrap_or(0),
        sectors: sectors.iter().map(|sector| sector.as_ref().to_owned()).collect(),
        heard: summary.last_heard.map(|heard| teller.at(heard).ago),
        silent: summary.is_silent(teller.now),
        accounts_differ: summary.accounts_differ,
        reviews: u64::try_from(summary.reviews).unwrap_or(0),
        strip: stops.iter().map(strip).collect(),
    }
}
