//! The board.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use chrono_tz::Tz;

use super::{
    convoy::state_code,
    problem::PageProblem,
    teller::Teller,
    views::{self, Row, StripStop, Tile},
    visit::{Visit, see_other},
};
use crate::{
    app::{AppError, board, convoys::Filter, summary::Summary},
    domain::{
        Status,
        id::PlaceId,
        plan::StopRole,
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    http::extract::query_value,
};

/// The groups of the tiles in their order, with the statuses of each; the first gives shape and colour.
const GROUPS: [(&str, &[Status]); 7] = [
    ("blocked", &[Status::Blocked]),
    ("held", &[Status::AtCheckpoint]),
    ("moving", &[Status::InTransit, Status::Dispatched]),
    ("arrived", &[Status::AtDestination]),
    ("turned_back", &[Status::TurnedBack]),
    ("planned", &[Status::Planned]),
    ("finished", &[Status::Delivered, Status::PartiallyDelivered, Status::Lost, Status::Cancelled]),
];
/// The group of those not heard from, which is no status.
const SILENT: &str = "silent";

/// `GET /`: everything, or what `?status=` (a group of the tiles, or a status) and `?q=` narrow it to. Whoever sees no
/// convoys and runs accounts goes on to these.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    if !visit.page.may_see && visit.page.may_run_accounts {
        return Ok(see_other("/admin/users"));
    }
    let chosen = query_value(&request, "status").filter(|code| !code.is_empty());
    let search = query_value(&request, "q").map(|text| text.trim().to_owned()).unwrap_or_default();
    let now = visit.app.now();
    let filter = read_filter(chosen.as_deref(), &search, now).map_err(|error| visit.problem(error))?;
    let board = visit.blocking(move |app, caller| app.board(caller, &filter)).await?;
    let template = view(&visit, &board, now, chosen, search);
    visit.html(StatusCode::OK, &template)
}

fn read_filter(chosen: Option<&str>, search: &str, now: Instant) -> Result<Filter, AppError> {
    let text = Some(search.to_lowercase()).filter(|text| !text.is_empty());
    let mut filter = Filter { text, ..Filter::default() };
    for code in chosen.into_iter().flat_map(|codes| codes.split(',')) {
        let group = GROUPS.iter().find(|(group, _)| *group == code);
        let statuses: Vec<Status> = match (group, code.parse::<Status>()) {
            (Some((_, statuses)), _) => statuses.to_vec(),
            (None, Ok(status)) => vec![status],
            (None, Err(_)) if code == SILENT => {
                filter.silent = Some((true, now));
                continue;
            }
            (None, Err(_)) => {
                let pointer = "/status".to_owned();
                return Err(AppError::Invalid(vec![FieldError {
                    pointer,
                    code: FieldCode::UnknownCode,
                    expected: None,
                }]));
            }
        };
        filter.statuses.extend(statuses.iter().map(|status| status.as_ref().to_owned()));
    }
    Ok(filter)
}

fn view(visit: &Visit, board: &board::Board, now: Instant, chosen: Option<String>, search: String) -> views::Board {
    // Each row is told in its own convoy's time; the board as a whole belongs to no zone.
    let teller = |zone| Teller { t: visit.texts(), names: &board.names, zone, now };
    let rows = |summaries: &[Summary]| -> Vec<Row> {
        summaries.iter().map(|summary| row(&teller(summary.zone), board, summary)).collect()
    };
    views::Board {
        page: visit.page.clone(),
        tiles: tiles(board, chosen.as_deref()),
        filter: chosen.filter(|code| code == SILENT || GROUPS.iter().any(|(group, _)| group == code)),
        search,
        made: teller(Tz::UTC).at(now),
        attention: rows(&board.attention),
        on_the_road: rows(&board.on_the_road),
        planned: rows(&board.planned),
        finished: rows(&board.finished),
        finished_in_all: board.finished_in_all,
    }
}

fn tiles(board: &board::Board, chosen: Option<&str>) -> Vec<Tile> {
    let tile = |group: &str, shape: &str, count: board::Count| {
        let current = chosen == Some(group);
        Tile {
            group: group.to_owned(),
            status: shape.to_owned(),
            count: count.convoys,
            waiting: count.waiting,
            href: if current { "/".to_owned() } else { format!("/?status={group}") },
            current,
        }
    };
    let of_group = |(group, statuses): &(&str, &[Status])| {
        let shape = statuses.first().map_or("planned", AsRef::as_ref);
        tile(group, shape, board.count_of(statuses))
    };
    let mut tiles: Vec<Tile> = GROUPS.iter().map(of_group).collect();
    if board.silent.convoys > 0 || chosen == Some(SILENT) {
        tiles.insert(1, tile(SILENT, "warning", board.silent));
    }
    tiles
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
