//! Access windows: what is open, what is to come and what is over; one of them, described and described anew.

use askama::Template;

use super::{Choice, Form, Name, Page, Source, When, form::codes};
use crate::domain::{access_window::Answer, event::SourceKind};

/// A window as it is described.
#[derive(Debug, Clone)]
pub struct WindowFacts {
    /// Its page.
    pub href: String,
    /// Code of how it stands: `present`, `ahead`, `past`, `withdrawn`.
    pub standing: String,
    /// Every party that is named has accepted it.
    pub agreed: bool,
    /// From then
    pub from: When,
    /// until then; none where no end was announced.
    pub until: Option<When>,
    /// At these places.
    pub places: Vec<Name>,
    /// For these organisations; for all where there is none.
    pub organisations: Vec<Name>,
    /// By whom it was announced.
    pub announced_by: String,
    /// Each party that is named, with the code of its answer.
    pub parties: Vec<(String, String)>,
    /// Who says so.
    pub source: Option<Source>,
    /// Anything else.
    pub note: Option<String>,
    /// When it was taken back, and why.
    pub withdrawn: Option<(When, Option<String>)>,
}

impl WindowFacts {
    /// How a window may stand, with the shape that goes with it.
    pub const STANDINGS: [(&str, &str); 4] =
        [("present", "delivered"), ("ahead", "planned"), ("past", "cancelled"), ("withdrawn", "lost")];

    /// The shape that goes with how it stands.
    fn shape(&self) -> &'static str {
        let shape = Self::STANDINGS.iter().find(|(standing, _)| *standing == self.standing);
        shape.map_or("warning", |(_, shape)| shape)
    }
}

/// The windows. As known at an earlier moment by GET: `as_of`.
#[derive(Debug, Clone, Template)]
#[template(path = "windows.html")]
pub struct Windows {
    /// What is around it.
    pub page: Page,
    /// The picker of an earlier moment.
    pub form: Form,
    /// The zone in which times are told, by name and offset.
    pub zone: String,
    /// As known then, and not now.
    pub then: Option<When>,
    /// Code of the group, with its windows: `open`, `ahead`, `over`.
    pub groups: Vec<(&'static str, Vec<WindowFacts>)>,
    /// The next page of what is over.
    pub next: Option<String>,
    /// This reader may add one.
    pub may_describe: bool,
}

/// A window: how it is described, and to whoever may, the form that describes it anew, or a new one. Posts `seen` or
/// `key-id` (hidden), `time_zone`, `from_date`, `from_time`, `until_date`, `until_time`, `place-N`, `organisations`
/// (several), `announced_by`, `party-N`, `answer-N`, `source_kind`, `source_name`, `note`, and `withdrawn_date`,
/// `withdrawn_time`, `withdrawn_reason` to [`WindowPage::href`].
#[derive(Debug, Clone, Template)]
#[template(path = "window.html")]
pub struct WindowPage {
    /// What is around it.
    pub page: Page,
    /// Where the form goes.
    pub href: String,
    /// As described; none of a new one.
    pub window: Option<WindowFacts>,
    /// The zone in which times are told, by name and offset.
    pub zone: String,
    /// As known then, and not now.
    pub then: Option<When>,
    /// It was just saved.
    pub saved: bool,
    /// This reader may describe it.
    pub may_describe: bool,
    /// What was typed, or is so now, and what is wrong.
    pub form: Form,
    /// Places.
    pub places: Vec<Choice>,
    /// Organisations.
    pub organisations: Vec<Choice>,
    /// Rows for places.
    pub place_rows: usize,
    /// Rows for parties.
    pub party_rows: usize,
}

impl WindowPage {
    fn answers() -> Vec<String> {
        codes::<Answer>()
    }

    fn sources() -> Vec<String> {
        codes::<SourceKind>()
    }

    fn withdrawal_is_open(&self) -> bool {
        ["withdrawn_date", "withdrawn_time", "withdrawn_reason"].iter().any(|field| !self.form.value(field).is_empty())
    }
}
