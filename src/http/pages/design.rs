//! Every part that pages are made of, in every state and in the reader's language: for whoever makes pages, and whoever
//! translates them. What it shows is made up.

use actix_web::{HttpResponse, http::StatusCode};
use strum::IntoEnumIterator;

use super::{
    board::asked::{GROUPS, SILENT},
    problem::PageProblem,
    views::{Design, FieldError, Form, Name, Row, StripStop, Tile},
    visit::Visit,
};
use crate::{
    domain::Status,
    http::language::{Moment, Texts},
};

/// `GET /design`.
pub async fn show(visit: Visit) -> Result<HttpResponse, PageProblem> {
    let t = visit.texts();
    let error = FieldError { field: "time".to_owned(), text: t.label("field", "not_an_instant") };
    let values = [("place", "Hama"), ("time", "25:99"), ("cause", "hostilities")];
    let design = Design {
        page: visit.page.clone(),
        statuses: Status::iter().map(|status| status.as_ref().to_owned()).collect(),
        tiles: tiles(),
        rows: [Status::Blocked, Status::AtCheckpoint, Status::InTransit, Status::Delivered]
            .map(|status| row(t, status, visit.app.now().utc()))
            .into(),
        form: Form {
            values: values.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            errors: vec![error],
        },
    };
    visit.html(StatusCode::OK, &design)
}

fn tiles() -> Vec<Tile> {
    let tile = |group: &str, shape: &str, count| Tile {
        group: group.to_owned(),
        status: shape.to_owned(),
        count,
        waiting: (count > 0).then_some(count * 1_000),
        href: "#d-rows".to_owned(),
        current: count == 2,
    };
    let groups = GROUPS.iter().zip(0_u64..);
    let shape = |statuses: &[Status]| statuses.first().map_or("planned", AsRef::as_ref).to_owned();
    let mut tiles: Vec<Tile> = groups.map(|((group, statuses), count)| tile(group, &shape(statuses), count)).collect();
    tiles.push(tile(SILENT, "warning", 11));
    tiles
}

fn row(t: Texts, status: Status, now: chrono::DateTime<chrono::Utc>) -> Row {
    let stop = |name: &str, state: &str| StripStop { name: Name::typed(name), state: state.to_owned() };
    let needs_attention = status == Status::Blocked;
    let since = t.when(Moment::exact(now - chrono::TimeDelta::hours(9)), chrono_tz::Tz::UTC, now);
    Row {
        mark: String::new(),
        status: status.as_ref().to_owned(),
        lasting: t.lasting(chrono::TimeDelta::hours(9)),
        since,
        reference: "XX-000".to_owned(),
        href: "#d-rows".to_owned(),
        origin: Some(Name::typed("A")),
        destinations: vec![Name::typed("C"), Name::typed("D")],
        place: Some(Name::typed("B")),
        late: status == Status::InTransit,
        waiting: needs_attention.then_some(18_400),
        trucks: 17,
        sectors: vec!["food_security".to_owned(), "health".to_owned()],
        heard: None,
        silent: needs_attention,
        accounts_differ: needs_attention,
        reviews: u64::from(needs_attention) * 3,
        strip: vec![stop("A", "passed"), stop("B", "reached"), stop("C", "planned"), stop("D", "dropped")],
    }
}
