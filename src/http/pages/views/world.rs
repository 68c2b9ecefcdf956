//! Places and organisations: found, looked at, described and described anew.

use askama::Template;

use super::{Form, Name, Page, When, form::codes};
use crate::domain::place::{Access, PlaceKind};

/// A name in one language, as asked and as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameIn {
    /// Code of the language.
    pub lang: String,
    /// The name; empty where there is none.
    pub text: String,
}

impl NameIn {
    /// The form's field for it.
    fn field(&self) -> String {
        format!("name-{}", self.lang)
    }

    /// Whether its language has a word of its own: the three that pages are in.
    fn is_usual(&self) -> bool {
        matches!(self.lang.as_str(), "ar" | "fr" | "en")
    }

    fn attributes(&self) -> &'static str {
        match self.lang.as_str() {
            "ar" => "dir=\"rtl\" lang=\"ar\" autocomplete=\"off\"",
            "fr" => "dir=\"ltr\" lang=\"fr\" autocomplete=\"off\"",
            "en" => "dir=\"ltr\" lang=\"en\" autocomplete=\"off\"",
            _ => "dir=\"auto\" autocomplete=\"off\"",
        }
    }
}

/// A place as it is described.
#[derive(Debug, Clone)]
pub struct PlaceFacts {
    /// Its page.
    pub href: String,
    /// In the reader's language.
    pub name: Name,
    /// In the other languages.
    pub others: Vec<NameIn>,
    /// What files and scripts call it.
    pub key: String,
    /// Code of its kind.
    pub kind: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Governorate.
    pub admin1: Option<String>,
    /// ISO code of the country.
    pub country: Option<String>,
    /// Degrees north and east, in plain digits.
    pub coordinates: Option<String>,
    /// They are only about right.
    pub approximate: bool,
    /// The reader is told them on a grid.
    pub rounded: bool,
    /// P-code.
    pub pcode: Option<String>,
    /// What the P-code is from.
    pub gazetteer: Option<String>,
    /// People living there.
    pub population: Option<u64>,
    /// Code of how it can be reached.
    pub access: Option<String>,
    /// The year in which aid last came.
    pub last_reached: Option<String>,
}

/// The places. The form asks by GET: `q`, `kind`.
#[derive(Debug, Clone, Template)]
#[template(path = "places.html")]
pub struct Places {
    /// What is around it.
    pub page: Page,
    /// What was asked.
    pub form: Form,
    /// In the order of their keys.
    pub places: Vec<PlaceFacts>,
    /// The next page.
    pub next: Option<String>,
    /// This reader may add one.
    pub may_describe: bool,
}

impl Places {
    fn kinds() -> Vec<String> {
        codes::<PlaceKind>()
    }
}

/// A code that the gazetteer offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedCode {
    /// The form with it filled in.
    pub href: String,
    /// The code.
    pub code: String,
    /// Its name.
    pub name: Name,
    /// Level: 0 the country, 4 a community.
    pub level: u8,
}

/// Looking for a P-code beside the form.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    /// Versions that are loaded; none: there is nothing to look in.
    pub versions: Vec<String>,
    /// What was looked for.
    pub text: String,
    /// What was found; none where nothing was looked for.
    pub found: Option<Vec<OfferedCode>>,
}

/// A description that somebody else proposes.
#[derive(Clone, Debug)]
pub struct PlaceProposal {
    /// Its name.
    pub name: Name,
    /// Its kind: a code.
    pub kind: String,
    /// Where it lies, where that is said.
    pub coordinates: Option<String>,
    /// Who proposes it.
    pub by: Option<String>,
    /// Since when.
    pub at: When,
    /// Where it is settled.
    pub action: String,
}

/// What was just done about a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceDone {
    /// It was saved.
    Saved,
    /// It was proposed to those who described it first.
    Proposed,
}

/// A place: how it is described, and to whoever may, the form that describes it anew, or a new one. Posts `seen` or `key-id`
/// (hidden), `key`, `name-LANGUAGE`, `aliases`, `place_kind`, `country`, `admin1`, `latitude`, `longitude`, `approximate`,
/// `pcode`, `gazetteer`, `population`, `access` and `last_reached` to [`PlacePage::href`].
#[derive(Debug, Clone, Template)]
#[template(path = "place.html")]
pub struct PlacePage {
    /// What is around it.
    pub page: Page,
    /// Where the form goes.
    pub href: String,
    /// As described; none of a new one.
    pub place: Option<PlaceFacts>,
    /// What is doubtful about its P-code, in sentences.
    pub doubts: Vec<String>,
    /// What was just done.
    pub done: Option<PlaceDone>,
    /// What waits to be settled.
    pub proposals: Vec<PlaceProposal>,
    /// This reader settles it; what others save is proposed.
    pub may_settle: bool,
    /// This reader may describe it.
    pub may_describe: bool,
    /// What was typed, or is so now, and what is wrong.
    pub form: Form,
    /// The names that the form asks for.
    pub names: Vec<NameIn>,
    /// Looking for its P-code.
    pub finder: Finder,
}

impl PlacePage {
    fn kinds() -> Vec<String> {
        codes::<PlaceKind>()
    }

    fn accesses() -> Vec<String> {
        codes::<Access>()
    }
}

/// An organisation as it is described.
#[derive(Debug, Clone)]
pub struct OrganisationFacts {
    /// Its page.
    pub href: String,
    /// In the reader's language.
    pub name: Name,
    /// In the other languages.
    pub others: Vec<NameIn>,
    /// What files and scripts call it.
    pub key: String,
    /// Its short form.
    pub acronym: Option<String>,
}

/// The organisations.
#[derive(Debug, Clone, Template)]
#[template(path = "organisations.html")]
pub struct Organisations {
    /// What is around it.
    pub page: Page,
    /// In the order of their keys.
    pub organisations: Vec<OrganisationFacts>,
    /// The next page.
    pub next: Option<String>,
    /// This reader may add one.
    pub may_describe: bool,
}

/// An organisation, as [`PlacePage`]. Posts `seen` or `key-id` (hidden), `key`, `name-LANGUAGE` and `acronym`.
#[derive(Debug, Clone, Template)]
#[template(path = "organisation.html")]
pub struct OrganisationPage {
    /// What is around it.
    pub page: Page,
    /// Where the form goes.
    pub href: String,
    /// As described; none of a new one.
    pub organisation: Option<OrganisationFacts>,
    /// It was just saved.
    pub saved: bool,
    /// This reader may describe it.
    pub may_describe: bool,
    /// What was typed, or is so now, and what is wrong.
    pub form: Form,
    /// The names that the form asks for.
    pub names: Vec<NameIn>,
}
