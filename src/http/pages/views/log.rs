//! Logging an event: one page, one button.

use askama::Template;

use strum::IntoEnumIterator;

use super::{Action, Choice, Form, Name, Page, form::codes};
use crate::domain::{
    cargo::Loss,
    event::SourceKind,
    incident::{Act, Confidence, Reliability},
    trucks::Fate,
};

/// The form. Posts to its own address. Field names:
///
/// - `id` (hidden), `kind` (a code), `cause`
/// - `place`: a stop's key, `between` (on the road), or `other` and then `place_other`
/// - `when`: `now`, `today` and then `time`, or `day` and then `day` in `date` and `day_time`; `about`
/// - `sure`: `saw`, `told`, `heard`
/// - by kind: `held_by`, `reason`, `ordered_by`, `authority`, `scope`, `conditions`, `trucks`, `fate`, `loss`, `act`,
///   `incident`, `claim`, `source_kind`, `source_name`, `reliability`, `credibility`, `alleged_actor`, `killed_min`,
///   `killed_max`, `injured_min`, `injured_max`, `text`, `confidence`, `people`, `quantity-<line>`, `stop-1` to `stop-4`
/// - `note`
///
/// Fields that do not belong to the chosen kind may come along and are to be ignored.
#[derive(Debug, Clone, Template)]
#[template(path = "log.html")]
pub struct LogEvent {
    /// What is around it.
    pub page: Page,
    /// The reference.
    pub reference: String,
    /// The convoy's page.
    pub convoy_href: String,
    /// Code of its status.
    pub status: String,
    /// The zone of its times, by name and offset.
    pub zone: String,
    /// The hour there now, as an example of how to write one.
    pub now_there: String,
    /// What was typed, or the kind that was asked for, and what is wrong.
    pub form: Form,
    /// The event's own id, made by the server and for ever the same.
    pub id: String,
    /// Kinds that the rules permit now, the likeliest first.
    pub permitted: Vec<String>,
    /// Kinds that can be reported at any time, or late.
    pub other: Vec<String>,
    /// The stops, the next one first.
    pub stops: Vec<Choice>,
    /// Other places.
    pub places: Vec<Choice>,
    /// Incidents of the convoy that are known.
    pub incidents: Vec<Choice>,
    /// Its lines of cargo.
    pub cargo: Vec<CargoChoice>,
    /// Its trucks as labels: `1-17, S1-S2`.
    pub trucks: Option<String>,
    /// What the rules said no to, with what they permit instead: the sentence, and the kinds.
    pub refused: Option<Refused>,
}

/// A refusal shown above the form.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The sentence.
    pub sentence: String,
    /// What is possible instead.
    pub permitted: Vec<Action>,
}

/// A line of cargo whose amount can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CargoChoice {
    /// The line's key, part of the field's name.
    pub key: String,
    /// What it is.
    pub item: Name,
    /// Code of the unit.
    pub unit: String,
    /// What is aboard, as plain decimal digits.
    pub aboard: Option<String>,
}

/// The causes, the likeliest on a road first.
const CAUSES: &[&str] = &[
    "movement_within_country",
    "hostilities",
    "violence_against_aid",
    "interference",
    "physical_environment",
    "mines_and_ordnance",
    "entry_into_country",
    "restriction_on_peoples_access",
    "denial_of_needs",
];
impl LogEvent {
    /// What may have become of trucks; that they go with the others, or left them, is told by events of its own.
    fn fates() -> Vec<String> {
        let own = |fate: &Fate| !matches!(fate, Fate::WithConvoy | Fate::Detached);
        Fate::iter().filter(own).map(|fate| fate.as_ref().to_owned()).collect()
    }

    fn acts() -> Vec<String> {
        codes::<Act>()
    }

    fn losses() -> Vec<String> {
        codes::<Loss>()
    }

    fn sources() -> Vec<String> {
        codes::<SourceKind>()
    }

    fn reliabilities() -> Vec<String> {
        codes::<Reliability>()
    }

    fn confidences() -> Vec<String> {
        codes::<Confidence>()
    }

    fn chosen(&self) -> &str {
        self.form.value("kind")
    }

    /// The classes of a part of the form that belongs to some kinds only. The stylesheet shows it while one of them is
    /// chosen; browsers too old for that show the parts of the kind that the page was asked for.
    fn by_kind(&self, kinds: &str) -> String {
        let classes: String = kinds.split(' ').flat_map(|kind| [" k-", kind]).collect();
        let chosen = if kinds.split(' ').any(|kind| kind == self.chosen()) { " chosen" } else { "" };
        format!("by-kind{classes}{chosen}")
    }

    fn trucks_or_example(&self) -> &str {
        self.trucks.as_deref().unwrap_or("1-5, 7")
    }

    /// A kind from the folded list is chosen, so the list is open.
    fn other_is_chosen(&self) -> bool {
        self.other.iter().any(|kind| kind == self.chosen())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Cause;

    #[test]
    fn every_cause_is_offered_once() {
        let mut offered = CAUSES.to_vec();
        offered.sort_unstable();
        let mut known = codes::<Cause>();
        known.sort_unstable();
        assert_eq!(offered, known);
    }
}
