//! Incidents of all convoys, one incident with what sources say of it, and reporting one.

use askama::Template;

use super::{Choice, Detail, Form, Incident, Name, Page, Source, When, form::codes};
use crate::domain::incident::Act;

/// An incident in the list.
#[derive(Debug, Clone)]
pub struct IncidentLine {
    /// Its page.
    pub href: String,
    /// Code of the act, as first reported.
    pub act: String,
    /// When, in the time of its convoy.
    pub when: When,
    /// Where, as far as the reader is told.
    pub place: Option<Name>,
    /// What people call the convoy.
    pub reference: String,
    /// The convoy's page.
    pub convoy_href: String,
    /// How many accounts there are.
    pub accounts: usize,
    /// They contradict each other.
    pub accounts_differ: bool,
    /// What it cost, over all sources: code of the figure and range.
    pub figures: Vec<Detail>,
    /// The reader is told less than is recorded.
    pub reduced: bool,
}

/// The incidents. The form asks by GET: `act`, `from`, `until`, `organisation`, `convoy`, `differ`, `as_of`.
#[derive(Debug, Clone, Template)]
#[template(path = "incidents.html")]
pub struct Incidents {
    /// What is around it.
    pub page: Page,
    /// What was asked and what is wrong with it.
    pub form: Form,
    /// Organisations to choose from.
    pub organisations: Vec<Choice>,
    /// The zone in which days are read, by name and offset.
    pub zone: String,
    /// As known then, and not now.
    pub then: Option<When>,
    /// The latest first.
    pub incidents: Vec<IncidentLine>,
    /// The next page.
    pub next: Option<String>,
}

impl Incidents {
    fn acts() -> Vec<String> {
        codes::<Act>()
    }

    fn is_narrowed(&self) -> bool {
        self.form.values.iter().any(|(_, value)| !value.is_empty())
    }
}

/// A figure over all sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HarmFigure {
    /// Code of what is counted: message `detail-<code>`.
    pub code: String,
    /// From the lowest to the highest.
    pub value: String,
    /// How many sources give one.
    pub sources: usize,
}

/// Something that sources say different things of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Code of what: message `detail-<code>`.
    pub code: String,
    /// Each version, with whose it is.
    pub said: Vec<Said>,
}

/// One source's version of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What it says.
    pub value: Name,
    /// Who; none is the first report.
    pub source: Option<Source>,
}

/// One incident. As known at an earlier moment by GET: `as_of`.
#[derive(Debug, Clone, Template)]
#[template(path = "incident_one.html")]
pub struct IncidentPage {
    /// What is around it.
    pub page: Page,
    /// Its own address.
    pub href: String,
    /// It, with its accounts.
    pub incident: Incident,
    /// What people call the convoy.
    pub reference: String,
    /// The convoy's page.
    pub convoy_href: String,
    /// The zone of its times, by name and offset.
    pub zone: String,
    /// What it cost, as far as any source says.
    pub figures: Vec<HarmFigure>,
    /// What sources say different things of.
    pub disputes: Vec<Dispute>,
    /// As known then, and not now.
    pub then: Option<When>,
    /// The picker of an earlier moment.
    pub as_of_form: Form,
    /// The reader is told less than is recorded.
    pub reduced: bool,
    /// Where another account can be added.
    pub account_href: Option<String>,
    /// Where an assessment can be written.
    pub assess_href: Option<String>,
}

/// Reporting an incident. Posts `id` (hidden), `convoy`, `act`, `killed_min`, `killed_max`, `injured_min`, `injured_max`,
/// `trucks`, `place_other`, `when`, `time`, `date`, `day_time`, `about`, `sure` and `note` to `/incidents/new`.
#[derive(Debug, Clone, Template)]
#[template(path = "new_incident.html")]
pub struct NewIncident {
    /// What is around it.
    pub page: Page,
    /// What was typed and what is wrong.
    pub form: Form,
    /// The event's own id.
    pub id: String,
    /// References of open convoys to choose from.
    pub convoys: Vec<String>,
    /// Places.
    pub places: Vec<Choice>,
    /// The zone of the chosen convoy, by name and offset.
    pub zone: Option<String>,
}

impl NewIncident {
    fn acts() -> Vec<String> {
        codes::<Act>()
    }
}
