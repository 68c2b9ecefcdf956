//! The board.

use std::hash::{Hash as _, Hasher as _};

use actix_web::{HttpRequest, HttpResponse};
use chrono_tz::Tz;

use super::{
    convoy::state_code,
    problem::PageProblem,
    teller::Teller,
    views::{self, Page, Part, Row, StripStop},
    visit::{Visit, see_other},
};
use crate::{
    app::{board, summary::Summary},
    domain::{id::PlaceId, plan::StopRole, time::Instant},
};

pub mod asked;
pub(super) mod given;
pub mod kept;
pub mod top;

use asked::{Asked, View};

/// `GET /`: everything, or what `?status=` (a group of the tiles, or a status), `?sector=`, `?organisation=`,
/// `?place=` and `?q=` narrow it to, as
/// `?view=` says. Whoever sees no convoys and runs accounts goes on to these.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    if !visit.page.may_see && visit.page.may_run_accounts {
        return Ok(see_other("/admin/users"));
    }
    let asked = Asked::of(&request);
    given::give(&visit, &request, asked).await
}

/// Rows of each part that can be read at a glance; more are a link away.
const ATTENTION: usize = 40;
const ON_THE_ROAD: usize = 25;
const PLANNED: usize = 15;
/// Rows on a wall: nobody turns its pages.
const ON_A_WALL: usize = 12;

/// The board, as rows or as a table.
pub(super) fn view(page: &Page, board: &board::Board, now: Instant, asked: &Asked) -> views::Board {
    // Each row is told in its own convoy's time; the board as a whole belongs to no zone.
    let teller = |zone| Teller { t: page.t, names: &board.names, zone, now };
    let part = |code: &'static str, summaries: &[Summary], most: usize, in_all: usize| {
        let most = if asked.whole || asked.is_narrowed() { usize::MAX } else { most };
        let rows: Vec<Row> =
            summaries.iter().take(most).map(|summary| row(&teller(summary.zone), board, summary)).collect();
        let more = (rows.len() < summaries.len()).then(|| asked.with_all_rows().href());
        let finished = (code == "finished" && in_all > summaries.len()).then(|| asked.of_group("finished").href());
        Part { code, in_all, more: more.or(finished), folded: code == "finished", rows }
    };
    let whole = |code, summaries: &[Summary], most| part(code, summaries, most, summaries.len());
    views::Board {
        page: page.clone(),
        top: top::top(board, asked, page.t.locale()),
        as_table: asked.view == View::Table,
        made: teller(Tz::UTC).at(now),
        attention: whole("attention", &board.attention, ATTENTION),
        on_the_road: whole("road", &board.on_the_road, ON_THE_ROAD),
        planned: whole("planned", &board.planned, PLANNED),
        finished: part("finished", &board.finished, usize::MAX, board.finished_in_all),
    }
}

/// The board for a screen on a wall.
pub(super) fn wall(page: &Page, board: &board::Board, now: Instant, asked: &Asked) -> views::Wall {
    let shown = view(page, board, now, asked);
    let mut attention = shown.attention;
    attention.rows.truncate(ON_A_WALL);
    let leave = asked.as_view(View::List).href();
    views::Wall { page: shown.page, top: shown.top, made: shown.made, attention, leave }
}

/// Differs where a row says something new; what only grows older says nothing new.
fn mark(summary: &Summary, row: &Row) -> String {
    let mut hasher = std::hash::DefaultHasher::new();
    let place = row.place.as_ref().map(|place| &place.text);
    let flags = (row.silent, row.accounts_differ, row.reviews, row.waiting, row.late);
    (&row.status, &row.since.machine, place, flags, summary.block.is_some()).hash(&mut hasher);
    format!("{:08x}", hasher.finish() >> 32)
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
    let mut row = Row {
        mark: String::new(),
        status: summary.status.as_ref().to_owned(),
        // How long ago something ended says less than when.
        lasting: if summary.status.is_final() { since.text.clone() } else { teller.lasting(summary.since) },
        since,
        reference: summary.reference.clone(),
        href: format!("/convoys/{}", board.addresses.path(summary.id, &summary.reference)),
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
    };
    row.mark = mark(summary, &row);
    row
}
