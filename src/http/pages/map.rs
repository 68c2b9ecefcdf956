//! The map of the board, and the same as a table beneath it, which is the truth: a drawing shows what there is room for.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::{
    board::{
        asked::{Asked, GROUPS, View},
        given, top,
    },
    problem::PageProblem,
    teller::{Teller, name},
    views::{self, Legend, MapConvoy, Name, Page, PlaceRow},
    visit::Visit,
};
use crate::{
    app::{
        board::{Board, BoardStop, CELL},
        summary::Summary,
    },
    domain::{Status, place::Place, route::StopState, time::Instant},
    http::map::{
        Leg, Spotted, Standing, Subject, Way,
        sketch::{NARROW, WIDE, extent},
    },
};

mod drawing;

pub(super) use drawing::{Chosen, drawing};

/// `GET /map`: everything, or what `?status=`, `?sector=` and `?q=` narrow it to; `?area=` chooses a part of the world.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let asked = Asked { view: View::Map, ..Asked::of(&request) };
    given::give(&visit, &request, asked).await
}

/// The map, and the same as a table.
pub(super) fn view(page: &Page, board: &Board, now: Instant, asked: &Asked) -> views::MapPage {
    let told = Told { page, board, now, by_place: by_place(board, asked) };
    let mut drawn = told.subject(asked);
    let area = asked.area.or_else(|| extent(&drawn.subject));
    let t = page.t;
    let chosen = Chosen {
        t,
        area,
        title: &|chip, pin| told.title(&drawn.subject, chip, pin),
        href: &|chip, _| chip_href(&drawn, chip),
    };
    let drawings = area.map(|_| [WIDE, NARROW].map(|paper| drawing(&drawn.subject, paper, &chosen)));
    let moves = area.map(|area| moves(asked, area)).unwrap_or_default();
    let legend = legend(&drawn.subject);
    let places = told.places(&mut drawn);
    views::MapPage {
        page: page.clone(),
        top: top::top(board, asked, page.t.locale()),
        drawings: drawings.into_iter().flatten().collect(),
        moves,
        legend,
        places,
        elsewhere: told.elsewhere(),
        reduced: board.rows().any(Summary::is_veiled),
    }
}

/// Where the links around the map lead.
fn moves(asked: &Asked, area: crate::http::map::frame::Bounds) -> Vec<(&'static str, String)> {
    let to = |code, area| (code, asked.of_area(area).href());
    let mut moves = vec![
        to("nearer", Some(area.scaled(0.5))),
        to("farther", Some(area.scaled(2.0))),
        to("north", Some(area.moved(0.0, 0.4))),
        to("west", Some(area.moved(-0.4, 0.0))),
        to("east", Some(area.moved(0.4, 0.0))),
        to("south", Some(area.moved(0.0, -0.4))),
    ];
    if asked.area.is_some() {
        moves.insert(2, to("all", None));
    }
    moves
}

/// A board on its way onto a map.
struct Told<'a> {
    page: &'a Page,
    board: &'a Board,
    now: Instant,
    /// The convoys that are shown at each place.
    by_place: BTreeMap<Uuid, Vec<&'a Summary>>,
}

/// What is drawn, and which place each of its places is.
struct Drawn {
    subject: Subject,
    ids: Vec<Uuid>,
}

/// Where a convoy is shown: where it was last known to be, or where it will set out.
fn whereabouts(summary: &Summary) -> Option<Uuid> {
    let waits = summary.status == Status::Planned;
    summary.last_place.or_else(|| summary.origin.filter(|_| waits))
}

/// What is over is shown where somebody asks for it.
fn shown<'a>(board: &'a Board, asked: &Asked) -> impl Iterator<Item = &'a Summary> {
    let finished = board.finished.iter().filter(|_| asked.is_narrowed());
    board.attention.iter().chain(&board.on_the_road).chain(&board.planned).chain(finished)
}

fn by_place<'a>(board: &'a Board, asked: &Asked) -> BTreeMap<Uuid, Vec<&'a Summary>> {
    let mut by_place: BTreeMap<Uuid, Vec<&Summary>> = BTreeMap::new();
    for summary in shown(board, asked) {
        let place = whereabouts(summary).filter(|id| board.names.places.get(id).is_some_and(is_located));
        by_place.entry(place.unwrap_or_default()).or_default().push(summary);
    }
    by_place
}

fn is_located(place: &Place) -> bool {
    place.latitude.is_some() && place.longitude.is_some()
}

/// The group that a convoy counts in, and the status whose shape the group has.
fn group_of(status: Status) -> (&'static str, &'static str) {
    let group = GROUPS.iter().find(|(_, statuses)| statuses.contains(&status));
    group.map_or(("planned", "planned"), |group| (group.0, shape_of(group)))
}

fn shape_of((_, statuses): &'static (&'static str, &'static [Status])) -> &'static str {
    statuses.first().map_or("planned", AsRef::as_ref)
}

impl Told<'_> {
    fn teller(&self, summary: &Summary) -> Teller<'_> {
        Teller { t: self.page.t, names: &self.board.names, zone: summary.zone, now: self.now }
    }

    fn href(&self, summary: &Summary) -> String {
        format!("/convoys/{}", self.board.addresses.path(summary.id, &summary.reference))
    }

    fn convoy(&self, summary: &Summary) -> MapConvoy {
        let teller = self.teller(summary);
        let is_over = summary.status.is_final();
        MapConvoy {
            reference: summary.reference.clone(),
            href: self.href(summary),
            status: summary.status.as_ref().to_owned(),
            lasting: if is_over { teller.when(summary.since).text } else { teller.lasting(summary.since) },
            late: summary.is_veiled(),
        }
    }

    /// The places that convoys are at or come by, and their routes. Of what is veiled no route is drawn: between two cells
    /// nobody knows the way.
    fn subject(&self, asked: &Asked) -> Drawn {
        let open: Vec<&Summary> = shown(self.board, asked).collect();
        let mut wanted: BTreeSet<Uuid> = self.by_place.keys().copied().collect();
        for summary in &open {
            wanted.extend(self.stops(summary).iter().map(|stop| stop.place));
        }
        let mut drawn = Drawn { subject: Subject::default(), ids: Vec::new() };
        for id in wanted {
            let spotted = self.board.names.places.get(&id).and_then(|place| self.spotted(id, place));
            if let Some(spotted) = spotted {
                drawn.subject.places.push(spotted);
                drawn.ids.push(id);
            }
        }
        let index = |id: Uuid| drawn.ids.binary_search(&id).ok();
        let mut legs: Vec<Leg> = open
            .iter()
            .filter(|summary| !summary.is_veiled())
            .flat_map(|summary| legs(self.stops(summary), index))
            .collect();
        legs.sort_unstable();
        legs.dedup();
        let mut convoys = Vec::new();
        for (id, here) in &self.by_place {
            let Some(place) = index(*id) else { continue };
            for summary in here {
                let (group, shape) = group_of(summary.status);
                convoys.push(Standing {
                    place,
                    group: group.to_owned(),
                    shape: shape.to_owned(),
                    status: summary.status.as_ref().to_owned(),
                    reference: summary.reference.clone(),
                    href: self.href(summary),
                });
            }
        }
        drawn.subject.legs = legs;
        drawn.subject.convoys = convoys;
        drawn
    }

    fn stops(&self, summary: &Summary) -> &[BoardStop] {
        self.board.routes.get(&summary.id).map(Vec::as_slice).unwrap_or_default()
    }

    fn spotted(&self, id: Uuid, place: &Place) -> Option<Spotted> {
        let said = name(&place.name, self.page.t.locale()).unwrap_or_else(|| Name::typed(place.key.to_string()));
        let convoys = self.by_place.get(&id).map_or(0, Vec::len);
        spotted(place, said, self.board.cells.contains(&id), u32::try_from(convoys).unwrap_or(u32::MAX))
    }

    /// Drawn places with convoys first, those with most people waiting before the others; then the ones on the way.
    fn places(&self, drawn: &mut Drawn) -> Vec<PlaceRow> {
        let mut expected: BTreeMap<Uuid, u64> = BTreeMap::new();
        for summary in self.board.rows().filter(|summary| !summary.status.is_final() && !summary.is_veiled()) {
            for stop in self.stops(summary).iter().filter(|stop| stop.state == StopState::Planned) {
                *expected.entry(stop.place).or_default() += u64::from(whereabouts(summary) != Some(stop.place));
            }
        }
        let mut rows: Vec<PlaceRow> = Vec::new();
        for (index, (id, place)) in drawn.ids.iter().zip(&drawn.subject.places).enumerate() {
            let here = self.by_place.get(id).map(Vec::as_slice).unwrap_or_default();
            let waiting = here.iter().filter_map(|summary| summary.people.waiting);
            let waiting = waiting.fold(None, |sum: Option<u64>, people| Some(sum.unwrap_or(0).saturating_add(people)));
            rows.push(PlaceRow {
                anchor: format!("at-{index}"),
                name: Name { text: place.name.clone(), lang: place.lang.clone() },
                kind: place.cell.is_none().then(|| place.kind.clone()),
                convoys: here.iter().map(|summary| self.convoy(summary)).collect(),
                expected: expected.get(id).copied().unwrap_or(0),
                waiting,
            });
        }
        rows.sort_by(|a, b| {
            (b.convoys.len(), b.waiting, &a.name.text).cmp(&(a.convoys.len(), a.waiting, &b.name.text))
        });
        rows.retain(|row| !row.convoys.is_empty() || row.expected > 0);
        rows
    }

    /// Convoys without a place that could be drawn.
    fn elsewhere(&self) -> Vec<MapConvoy> {
        let nowhere = self.by_place.get(&Uuid::nil()).map(Vec::as_slice).unwrap_or_default();
        nowhere.iter().map(|summary| self.convoy(summary)).collect()
    }

    /// What a mark says to whoever does not see it, or points at it.
    fn title(&self, subject: &Subject, chip: &crate::http::map::pins::Chip, places: &[usize]) -> String {
        let t = self.page.t;
        let place = |index: &usize| subject.places.get(*index).map(|place| place.name.clone()).unwrap_or_default();
        let here = chip.convoys.first().and_then(|index| subject.convoys.get(*index));
        let at = match (chip.convoys.len(), here) {
            (1, Some(convoy)) => place(&convoy.place),
            _ => places.iter().map(place).collect::<Vec<_>>().join(&t.text("list-comma")),
        };
        match (chip.convoys.len(), here) {
            (1, Some(convoy)) => {
                let status = t.label("status", &convoy.status);
                t.with(
                    "map-one",
                    [("reference", (&convoy.reference).into()), ("status", status.into()), ("place", at.into())],
                )
            }
            (count, _) => t.with(
                "map-several",
                [("count", count.into()), ("group", t.label("group", &chip.group).into()), ("place", at.into())],
            ),
        }
    }
}

fn legend(subject: &Subject) -> Legend {
    let present: BTreeSet<&str> = subject.convoys.iter().map(|convoy| convoy.group.as_str()).collect();
    let groups = GROUPS.iter().filter(|(group, _)| present.contains(group));
    let ways: BTreeSet<Way> = subject.legs.iter().map(|leg| leg.way).collect();
    Legend {
        groups: groups.map(|group| (group.0.to_owned(), shape_of(group).to_owned())).collect(),
        ways: ways.into_iter().rev().map(Way::code).collect(),
        cells: subject.places.iter().any(|place| place.cell.is_some()),
    }
}

/// One convoy leads to its page, several to their row of the table.
fn chip_href(drawn: &Drawn, chip: &crate::http::map::pins::Chip) -> String {
    let first = chip.convoys.first().and_then(|index| drawn.subject.convoys.get(*index));
    match (chip.convoys.len(), first) {
        (1, Some(convoy)) => convoy.href.clone(),
        (_, Some(convoy)) => format!("#at-{}", convoy.place),
        (_, None) => "#map-table".to_owned(),
    }
}

/// A place as it is drawn. The more convoys are there, the sooner its name finds room; then hubs, where all sets out.
pub(super) fn spotted(place: &Place, said: Name, is_cell: bool, convoys: u32) -> Option<Spotted> {
    let of_kind = match place.kind.as_ref() {
        "hub" => 3,
        "town" | "camp" => 2,
        "crossing" | "checkpoint" => 1,
        _ => 0,
    };
    Some(Spotted {
        longitude: place.longitude?,
        latitude: place.latitude?,
        name: said.text,
        lang: said.lang,
        kind: place.kind.as_ref().to_owned(),
        cell: is_cell.then_some(CELL),
        weight: convoys.min(1_000) * 4 + of_kind,
    })
}

/// The stretches of a route between its stops: what was given up leaves it where the convoy took another way.
pub(super) fn legs(stops: &[BoardStop], index: impl Fn(Uuid) -> Option<usize>) -> Vec<Leg> {
    let mut legs = Vec::new();
    let (mut last, mut given_up) = (None, None);
    for stop in stops {
        let here = index(stop.place);
        let is_dropped = stop.state == StopState::Dropped;
        let from = if is_dropped { given_up.or(last) } else { last };
        let way = match stop.state {
            StopState::Dropped => Way::Dropped,
            StopState::Planned if stop.added => Way::Diverted,
            StopState::Planned => Way::Ahead,
            StopState::Reached | StopState::Passed | StopState::Served => Way::Passed,
        };
        if let (Some(from), Some(to)) = (from, here)
            && from != to
        {
            legs.push(Leg { from, to, way });
        }
        if is_dropped { given_up = here.or(given_up) } else { last = here.or(last) }
    }
    legs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::StopRole;

    #[test]
    fn a_diversion_leaves_the_route_where_it_was_taken() {
        let stop = |number: u128, state, added| BoardStop {
            place: Uuid::from_u128(number),
            role: StopRole::Checkpoint,
            state,
            added,
        };
        let stops = [
            stop(0, StopState::Passed, false),
            stop(1, StopState::Passed, false),
            stop(2, StopState::Dropped, false),
            stop(3, StopState::Dropped, false),
            stop(4, StopState::Planned, true),
            stop(5, StopState::Planned, false),
        ];
        let drawn = legs(&stops, |id| usize::try_from(id.as_u128()).ok());
        let expected = [
            (0, 1, Way::Passed),
            (1, 2, Way::Dropped),
            (2, 3, Way::Dropped),
            (1, 4, Way::Diverted),
            (4, 5, Way::Ahead),
        ];
        assert_eq!(drawn, expected.map(|(from, to, way)| Leg { from, to, way }));
        // A stop without coordinates is passed over, and the line goes on.
        let without = legs(&stops, |id| usize::try_from(id.as_u128()).ok().filter(|index| *index != 1));
        assert_eq!(without.first(), Some(&Leg { from: 0, to: 2, way: Way::Dropped }));
    }
}
