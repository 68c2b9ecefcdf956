//! The shapes that scripts hold on to. Keys are only ever added; a value that is unknown is null, never zero.

mod board;
mod convoy;
mod event;
mod incident;
pub mod report;
mod status;
mod window;

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    app::{names::Names, world::Described},
    domain::{
        place::{Organisation, Place},
        text,
        time::Instant,
    },
    http::language::{Locale, pick_name},
};

pub use board::{BoardView, board};
pub use convoy::{ConvoyView, convoy};
pub use event::{EventView, event, receipt};
pub use incident::{ToldIncidentView, told_incident};
pub use status::{StatusView, status};
pub use window::{AccessWindowView, access_window};

/// A place or organisation in an answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NamedView {
    /// Its id.
    pub id: Uuid,
    /// Its key.
    pub key: Option<String>,
    /// Its name in the caller's language, or in another where there is none.
    pub name: Option<String>,
}

/// The name in the caller's language.
pub(super) fn name(names: &text::Names, locale: Locale) -> Option<String> {
    let plain: BTreeMap<String, String> =
        names.iter().map(|(language, name)| (language.clone(), name.to_string())).collect();
    pick_name(&plain, locale).map(|name| name.text)
}

fn place(id: Uuid, names: &Names, locale: Locale) -> NamedView {
    let place = names.places.get(&id);
    NamedView {
        id,
        key: place.map(|place| place.key.to_string()),
        name: place.and_then(|place| name(&place.name, locale)),
    }
}

pub(super) fn organisation(id: Uuid, names: &Names, locale: Locale) -> NamedView {
    let organisation = names.organisations.get(&id);
    NamedView {
        id,
        key: organisation.map(|organisation| organisation.key.to_string()),
        name: organisation.and_then(|organisation| name(&organisation.name, locale)),
    }
}

/// A person in an answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonView {
    id: Uuid,
    name: Option<String>,
}

pub(super) fn person(id: Uuid, names: &Names) -> PersonView {
    PersonView { id, name: names.people.get(&id).cloned() }
}

/// An instant in the convoy's zone.
pub(super) fn instant(at: Instant, zone: Tz) -> String {
    at.to_rfc3339_in(zone)
}

/// A description with its id: all names, and the one in the caller's language.
#[derive(Debug, Serialize, ToSchema)]
pub struct DescribedView<'a, T> {
    id: Uuid,
    position: i64,
    display_name: Option<String>,
    #[serde(flatten)]
    what: &'a T,
    /// What is to be known of it, and keeps it from nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<DoubtView>,
}

impl<T> DescribedView<'_, T> {
    /// The same, with what is to be known of it.
    pub(super) fn with(self, warnings: Vec<DoubtView>) -> Self {
        Self { warnings, ..self }
    }
}

/// Something to know of what was described.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoubtView {
    /// The field, as a JSON pointer.
    pub(super) pointer: &'static str,
    pub(super) code: &'static str,
    pub(super) detail: String,
}

/// What has names.
pub trait Nameable {
    /// They.
    fn names(&self) -> &text::Names;
}

impl Nameable for Place {
    fn names(&self) -> &text::Names {
        &self.name
    }
}

impl Nameable for Organisation {
    fn names(&self) -> &text::Names {
        &self.name
    }
}

/// A place or organisation whole.
pub fn described<T: Nameable>(described: &Described<T>, locale: Locale) -> DescribedView<'_, T> {
    DescribedView {
        id: described.id,
        position: described.position,
        display_name: name(described.what.names(), locale),
        what: &described.what,
        warnings: Vec::new(),
    }
}
