//! What stands above every view of the board: the views, the search, and the counts, each a filter.

use std::collections::BTreeSet;

use strum::IntoEnumIterator;
use uuid::Uuid;

use super::asked::{Asked, GROUPS, SILENT, View};
use crate::{
    app::board::{Board, Count},
    domain::{Status, cargo::Sector, place::Organisation},
    http::{
        language::Locale,
        pages::{
            places::listed,
            teller::name,
            views::{BoardTop, Choice, Name, Tile, ViewLink},
        },
    },
};

/// Places to choose from at the most: a board must stay light.
const MOST_PLACES: usize = 60;

/// Above the view that was asked for.
pub fn top(board: &Board, asked: &Asked, locale: Locale) -> BoardTop {
    let view = |view: View| ViewLink {
        code: view.as_ref().to_owned(),
        href: asked.as_view(view).href(),
        current: view == asked.view,
    };
    let kept = [
        ("view", Some(asked.view.as_ref().to_owned()).filter(|_| !matches!(asked.view, View::List | View::Map))),
        ("status", asked.status.clone()),
    ];
    let is_a_group = |code: &String| code == SILENT || GROUPS.iter().any(|(group, _)| group == code);
    BoardTop {
        views: View::iter().map(view).collect(),
        action: if asked.view == View::Map { "/map" } else { "/" },
        kept: kept.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        search: asked.search.clone(),
        sector: asked.sector.clone(),
        sectors: Sector::iter().map(|sector| sector.as_ref().to_owned()).collect(),
        organisation: asked.organisation.clone(),
        organisations: organisations(board, locale),
        place: asked.place.clone(),
        places: places(board, asked, locale),
        tiles: tiles(board, asked),
        filter: asked.status.clone().filter(is_a_group),
        narrowed: asked.is_narrowed(),
        all: asked.of_all().href(),
    }
}

fn organisations(board: &Board, locale: Locale) -> Vec<Choice> {
    let choice = |organisation: &Organisation| {
        let key = organisation.key.to_string();
        let name = name(&organisation.name, locale).unwrap_or_else(|| Name::typed(key.clone()));
        Choice { value: key, name, hint: None }
    };
    board.organisations.iter().map(choice).collect()
}

/// The places on the routes that this reader is told of what is shown; and the one that is asked for.
fn places(board: &Board, asked: &Asked, locale: Locale) -> Vec<Choice> {
    let on_routes: BTreeSet<Uuid> = board.routes.values().flatten().map(|stop| stop.place).collect();
    let mut choices = listed(on_routes.iter().filter_map(|id| board.names.places.get(id)), locale);
    choices.truncate(MOST_PLACES);
    if let Some(key) = asked.place.as_ref().filter(|key| choices.iter().all(|choice| choice.value != **key)) {
        choices.push(Choice { value: key.clone(), name: Name::typed(key), hint: None });
    }
    choices
}

fn tiles(board: &Board, asked: &Asked) -> Vec<Tile> {
    let tile = |group: &str, shape: &str, count: Count| Tile {
        group: group.to_owned(),
        status: shape.to_owned(),
        count: count.convoys,
        waiting: count.waiting,
        href: asked.of_group(group).href(),
        current: asked.status.as_deref() == Some(group),
    };
    let of_group = |(group, statuses): &(&str, &[Status])| {
        let shape = statuses.first().map_or("planned", AsRef::as_ref);
        tile(group, shape, board.count_of(statuses))
    };
    let mut tiles: Vec<Tile> = GROUPS.iter().map(of_group).collect();
    if board.silent.convoys > 0 || asked.status.as_deref() == Some(SILENT) {
        tiles.insert(1, tile(SILENT, "warning", board.silent));
    }
    tiles
}
