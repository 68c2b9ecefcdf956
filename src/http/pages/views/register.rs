//! Registering a convoy: one plain page.

use askama::Template;

use super::{Choice, Form, Page, form::codes};
use crate::domain::{cargo::Unit, plan::Sensitivity};

/// The form. Posts to `/convoys/new`. Field names: `reference`, `lead`, `time_zone`, `origin`; for each row of stops
/// `stop_role-N`, `stop_place-N`, `stop_target-N`; `trucks`, `support`; for each row of cargo `cargo_item-N`,
/// `cargo_sector-N`, `cargo_unit-N`, `cargo_quantity-N`; `target_population`, `partners` (several),
/// `check_in_hours`, `sensitivity`, `key` (hidden; the same for the same form). Rows count from 1; empty rows are to be passed over.
#[derive(Debug, Clone, Template)]
#[template(path = "new_convoy.html")]
pub struct NewConvoy {
    /// What is around it.
    pub page: Page,
    /// What was typed and what is wrong.
    pub form: Form,
    /// Organisations that may lead, and be partners.
    pub organisations: Vec<Choice>,
    /// Places.
    pub places: Vec<Choice>,
    /// Time zones to suggest.
    pub time_zones: Vec<String>,
}

impl NewConvoy {
    /// Rows for stops after the origin.
    pub const STOP_ROWS: usize = 6;
    /// Rows for cargo.
    pub const CARGO_ROWS: usize = 6;

    fn units() -> Vec<String> {
        codes::<Unit>()
    }

    fn sensitivities() -> Vec<String> {
        codes::<Sensitivity>()
    }
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
