//! What somebody asks of the board, as the address says it: which view, narrowed to what, and of a map which part.

use std::fmt::Write as _;

use actix_web::HttpRequest;
use strum::{AsRefStr, EnumIter, EnumString};

use crate::{
    app::{AppError, convoys::Filter},
    domain::{
        Status,
        cargo::Sector,
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    http::{extract::query_value, map::frame::Bounds},
};

/// The groups of the tiles in their order, with the statuses of each; the first gives shape and colour.
pub static GROUPS: [(&str, &[Status]); 7] = [
    ("blocked", &[Status::Blocked]),
    ("held", &[Status::AtCheckpoint]),
    ("moving", &[Status::InTransit, Status::Dispatched]),
    ("arrived", &[Status::AtDestination]),
    ("turned_back", &[Status::TurnedBack]),
    ("planned", &[Status::Planned]),
    ("finished", &[Status::Delivered, Status::PartiallyDelivered, Status::Lost, Status::Cancelled]),
];
/// The group of those not heard from, which is no status.
pub const SILENT: &str = "silent";

/// How the convoys are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, AsRefStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum View {
    /// A row each, the ones in trouble first.
    #[default]
    List,
    /// A table.
    Table,
    /// On a map.
    Map,
    /// Large, for a screen on a wall.
    Wall,
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Codes of groups or statuses, parted by commas.
    pub status: Option<String>,
    /// A code of a sector.
    pub sector: Option<String>,
    /// The key of an organisation that leads or takes part.
    pub organisation: Option<String>,
    /// The key of a place on the route.
    pub place: Option<String>,
    /// Part of a reference, or of what is carried.
    pub search: String,
    /// How it is shown.
    pub view: View,
    /// Which part of the world; all that there is to show where none is named.
    pub area: Option<Bounds>,
    /// All rows, and not only as many as can be read at a glance.
    pub whole: bool,
}

impl Asked {
    /// Reads an address.
    pub fn of(request: &HttpRequest) -> Self {
        let code = |name: &str| query_value(request, name).filter(|code| !code.is_empty());
        let view = code("view").and_then(|view| view.parse().ok()).unwrap_or_default();
        Self {
            status: code("status"),
            sector: code("sector"),
            organisation: code("organisation"),
            place: code("place"),
            search: query_value(request, "q").map(|text| text.trim().to_owned()).unwrap_or_default(),
            view: if request.path() == "/map" { View::Map } else { view },
            area: code("area").and_then(|area| Bounds::parse(&area)),
            whole: code("show").is_some_and(|show| show == "all"),
        }
    }

    /// The address that asks this.
    pub fn href(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !matches!(self.view, View::List | View::Map) {
            query.append_pair("view", self.view.as_ref());
        }
        for (name, value) in [
            ("status", &self.status),
            ("sector", &self.sector),
            ("organisation", &self.organisation),
            ("place", &self.place),
        ] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        if !self.search.is_empty() {
            query.append_pair("q", &self.search);
        }
        if self.whole {
            query.append_pair("show", "all");
        }
        let mut query = query.finish();
        // Readable, for people pass these on: a comma needs no escape.
        if let Some(area) = self.area.filter(|_| self.view == View::Map) {
            let joint = if query.is_empty() { "" } else { "&" };
            // Writing into a String cannot fail.
            let _ = write!(query, "{joint}area={}", area.code());
        }
        let path = if self.view == View::Map { "/map" } else { "/" };
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.replace("%2C", ",")) }
    }

    /// The same of one group, or of all where that is the group already.
    pub fn of_group(&self, group: &str) -> Self {
        let status = (self.status.as_deref() != Some(group)).then(|| group.to_owned());
        Self { status, ..self.clone() }
    }

    /// The same, shown so.
    pub fn as_view(&self, view: View) -> Self {
        Self { view, ..self.clone() }
    }

    /// The same, of this part of the world.
    pub fn of_area(&self, area: Option<Bounds>) -> Self {
        Self { area, ..self.clone() }
    }

    /// Everything, shown the same way.
    pub fn of_all(&self) -> Self {
        Self { view: self.view, ..Self::default() }
    }

    /// The same, with all rows.
    pub fn with_all_rows(&self) -> Self {
        Self { whole: true, ..self.clone() }
    }

    /// Whether others are likely to ask the same: what is made for them is then kept. There is no end of searches.
    pub fn is_common(&self) -> bool {
        self.search.is_empty() && self.area.is_none() && self.place.is_none()
    }

    /// Whether it is narrowed to anything.
    pub fn is_narrowed(&self) -> bool {
        self.status.is_some()
            || self.sector.is_some()
            || self.organisation.is_some()
            || self.place.is_some()
            || !self.search.is_empty()
    }

    /// What the convoys are narrowed to.
    pub fn filter(&self, now: Instant) -> Result<Filter, AppError> {
        let text = Some(self.search.to_lowercase()).filter(|text| !text.is_empty());
        let mut filter = Filter { text, ..Filter::default() };
        if let Some(sector) = &self.sector {
            sector.parse::<Sector>().map_err(|_| unknown("/sector"))?;
            filter.sector = Some(sector.clone());
        }
        for code in self.status.as_deref().into_iter().flat_map(|codes| codes.split(',')) {
            let group = GROUPS.iter().find(|(group, _)| *group == code);
            let statuses: Vec<Status> = match (group, code.parse::<Status>()) {
                (Some((_, statuses)), _) => statuses.to_vec(),
                (None, Ok(status)) => vec![status],
                (None, Err(_)) if code == SILENT => {
                    filter.silent = Some((true, now));
                    continue;
                }
                (None, Err(_)) => return Err(unknown("/status")),
            };
            filter.statuses.extend(statuses.iter().map(|status| status.as_ref().to_owned()));
        }
        Ok(filter)
    }
}

fn unknown(pointer: &str) -> AppError {
    AppError::Invalid(vec![FieldError { pointer: pointer.to_owned(), code: FieldCode::UnknownCode, expected: None }])
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn read(address: &str) -> Asked {
        Asked::of(&TestRequest::with_uri(address).to_http_request())
    }

    #[test]
    fn an_address_is_read_as_it_is_written() {
        for address in [
            "/",
            "/map",
            "/?view=table&status=blocked,held&sector=health&q=food+basket",
            "/map?organisation=sarc&place=aqrab",
            "/map?status=silent&area=35,32,42,37",
            "/?view=wall",
            "/?view=table&show=all",
        ] {
            assert_eq!(read(address).href(), address);
        }
        assert_eq!(read("/?view=map").href(), "/map", "a view of the board has one address");
        assert_eq!(read("/?view=nonsense&area=1,2").href(), "/");
    }

    #[test]
    fn a_tile_narrows_and_widens_again_and_keeps_the_rest() {
        let table = read("/?view=table&q=x");
        let blocked = table.of_group("blocked");
        assert_eq!(blocked.href(), "/?view=table&status=blocked&q=x");
        assert_eq!(blocked.of_group("blocked"), table);
        assert_eq!(blocked.of_all().href(), "/?view=table");
    }

    #[test]
    fn codes_that_nobody_knows_are_a_mistake_that_names_its_field() {
        let now = Instant::parse("2016-11-01T10:00:00Z").unwrap();
        assert!(read("/?status=blocked,planned&sector=health").filter(now).is_ok());
        for (address, pointer) in [("/?status=late", "/status"), ("/?sector=gold", "/sector")] {
            match read(address).filter(now) {
                Err(AppError::Invalid(errors)) => assert_eq!(errors.first().unwrap().pointer, pointer),
                other => panic!("{address}: {other:?}"),
            }
        }
    }
}
