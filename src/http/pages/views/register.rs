//! Registering a convoy: where it begins, its steps, lines from a spreadsheet, and all of it once more.

use askama::Template;

use super::{Choice, Form, Name, Page, When, form::codes};
use crate::domain::{cargo::Unit, plan::Sensitivity};

/// Where a convoy is begun. Posts to `/convoys/new`: `copy` (a reference), `copy_of` (one of the list), or neither.
#[derive(Debug, Clone, Template)]
#[template(path = "new_convoy.html")]
pub struct NewConvoy {
    /// What is around it.
    pub page: Page,
    /// What was typed and what is wrong.
    pub form: Form,
    /// What was begun and is not registered yet, the last changed first.
    pub begun: Vec<BegunConvoy>,
    /// References of convoys that can be copied.
    pub convoys: Vec<String>,
}

/// A convoy that is still being put together. Posting to its address throws it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BegunConvoy {
    /// Its address.
    pub href: String,
    /// Its reference, if it has one yet.
    pub reference: Option<String>,
    /// Where it goes, so far.
    pub places: Vec<Name>,
    /// When somebody last worked on it.
    pub changed: When,
}

/// A step. Posts to itself: the step's fields (see `register::step`), `do` (what the button means) and `from` (`check`, where
/// it goes back there). Rows count from 1; empty rows are passed over.
#[derive(Debug, Clone, Template)]
#[template(path = "new_convoy_step.html")]
pub struct NewConvoyStep {
    /// What is around it.
    pub page: Page,
    /// What was typed and what is wrong.
    pub form: Form,
    /// The draft's id.
    pub draft: String,
    /// The code of this step.
    pub step: String,
    /// The codes of all.
    pub steps: Vec<String>,
    /// Its number, from 1.
    pub number: usize,
    /// It was come to from the last step, to change something.
    pub from_check: bool,
    /// Organisations that may lead.
    pub organisations: Vec<Choice>,
    /// Organisations that may be partners.
    pub partners: Vec<Choice>,
    /// Places.
    pub places: Vec<Choice>,
    /// The destinations of the route, by key.
    pub destinations: Vec<Choice>,
    /// The rows of the destinations and what they are called.
    pub people: Vec<(usize, Name)>,
    /// Time zones to suggest.
    pub time_zones: Vec<String>,
    /// Rows for stops after the origin.
    pub stop_rows: usize,
    /// Rows for cargo.
    pub cargo_rows: usize,
}

impl NewConvoyStep {
    fn units() -> Vec<String> {
        codes::<Unit>()
    }

    fn sensitivities() -> Vec<String> {
        codes::<Sensitivity>()
    }

    /// Something comes along with a line of cargo that most lines have not.
    fn has_more(&self, row: usize) -> bool {
        ["cargo_truck", "cargo_serves_people", "cargo_serves_days"]
            .iter()
            .any(|name| !self.form.value(&format!("{name}-{row}")).is_empty())
    }
}

/// Lines of cargo from a spreadsheet, as they were understood. Posts `paste` and `do`.
#[derive(Debug, Clone, Template)]
#[template(path = "new_convoy_paste.html")]
pub struct NewConvoyPaste {
    /// What is around it.
    pub page: Page,
    /// What was pasted, and what is wrong.
    pub form: Form,
    /// The draft's id.
    pub draft: String,
    /// Line by line.
    pub lines: Vec<PastedLine>,
}

impl NewConvoyPaste {
    fn understood(&self) -> usize {
        self.lines.iter().filter(|line| line.errors.is_empty()).count()
    }
}

/// A pasted line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedLine {
    /// Which line it is, from 1.
    pub number: u32,
    /// What it is.
    pub item: String,
    /// The code of its sector.
    pub sector: Option<String>,
    /// The amount in plain digits; none is unknown.
    pub quantity: Option<String>,
    /// The code of its unit.
    pub unit: Option<String>,
    /// Where it is for.
    pub destination: Option<Choice>,
    /// As it was pasted.
    pub typed: String,
    /// What is wrong with it.
    pub errors: Vec<String>,
}

/// All of it once more. Posts to itself, and the convoy is registered.
#[derive(Debug, Clone, Template)]
#[template(path = "new_convoy_check.html")]
pub struct NewConvoyCheck {
    /// What is around it.
    pub page: Page,
    /// The draft's id.
    pub draft: String,
    /// Step by step.
    pub groups: Vec<AnswerGroup>,
    /// All that is wrong or missing.
    pub mistakes: Vec<AnswerMistake>,
    /// It was to be registered as it is.
    pub refused: bool,
}

/// What was said in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerGroup {
    /// The step's code.
    pub step: String,
    /// Where it is changed.
    pub href: String,
    /// What was said.
    pub answers: Vec<Answer>,
    /// How much of it is wrong or missing.
    pub mistakes: usize,
}

/// What was said about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// About what.
    pub label: String,
    /// What.
    pub values: Vec<Name>,
}

/// Something that is wrong or missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerMistake {
    /// Where it is put right.
    pub href: Option<String>,
    /// In which field.
    pub field: Option<String>,
    /// The sentence.
    pub text: String,
}

/// The sectors, the likeliest on a truck first.
const SECTORS: &[&str] = &[
    "food_security",
    "health",
    "nutrition",
    "wash",
    "shelter_nfi",
    "protection",
    "education",
    "camp_coordination",
    "early_recovery",
    "emergency_telecoms",
    "logistics",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cargo::Sector;

    #[test]
    fn every_sector_is_offered_once() {
        let mut offered = SECTORS.to_vec();
        offered.sort_unstable();
        let mut known = codes::<Sector>();
        known.sort_unstable();
        assert_eq!(offered, known);
    }
}
