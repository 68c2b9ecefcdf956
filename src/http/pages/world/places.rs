//! The places: found by what people call them, in the order of their keys.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};

use super::told_names;
use crate::{
    app::{Action, Caller, places::PlaceWish, world::Described},
    domain::place::Place,
    http::{
        extract::query_value,
        language::Locale,
        pages::{
            form::{address_after, asked_form},
            problem::PageProblem,
            views::{PlaceFacts, Places},
            visit::Visit,
        },
    },
};

/// Places on a page.
const SHOWN: usize = 50;
const FIELDS: [&str; 2] = ["q", "kind"];

/// `GET /places`.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let form = asked_form(&request, &FIELDS);
    let wish = PlaceWish { text: form.value("q").to_owned(), kind: form.value("kind").parse().ok() };
    let after = query_value(&request, "after").unwrap_or_default();
    let found = visit.blocking(move |app, caller| app.find_places(caller, &wish, &after, SHOWN)).await?;
    let locale = visit.texts().locale();
    let template = Places {
        page: visit.page.clone(),
        places: found.items.iter().map(|place| facts(&visit.caller, place, locale)).collect(),
        next: found.next.map(|next| address_after("/places", &form, "after", &next)),
        may_describe: visit.caller.may_somewhere(Action::DescribeWorld),
        form,
    };
    visit.html(StatusCode::OK, &template)
}

/// A place as it is told to somebody.
pub fn facts(caller: &Caller, place: &Described<Place>, locale: Locale) -> PlaceFacts {
    let what = &place.what;
    let (name, others) = told_names(&what.name, what.key.as_str(), locale);
    let text = |text: &Option<crate::domain::text::Text>| text.as_ref().map(ToString::to_string);
    PlaceFacts {
        href: format!("/places/{}", what.key),
        name,
        others,
        key: what.key.to_string(),
        kind: what.kind.as_ref().to_owned(),
        aliases: what.aliases.iter().map(ToString::to_string).collect(),
        admin1: text(&what.admin1),
        country: text(&what.country),
        coordinates: what.latitude.zip(what.longitude).map(|(north, east)| format!("{north}, {east}")),
        approximate: what.coordinates_approximate,
        rounded: !caller.may_somewhere(Action::PlaceExactly),
        pcode: text(&what.pcode),
        gazetteer: text(&what.gazetteer),
        population: what.population,
        access: what.access.map(|access| access.as_ref().to_owned()),
        last_reached: what.last_reached.map(|year| year.to_string()),
    }
}
