//! The steps in which a convoy is put together, which fields belong to which, and how one step is written into the draft
//! without touching the others.

use std::collections::BTreeMap;

use strum::{AsRefStr, EnumIter, EnumString};

use super::plan::CARGO;
use crate::{
    app::{plan_drafts::Pairs, world::Described},
    domain::place::Place,
    http::pages::{places::key_of, views::Form},
};

/// A page of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, AsRefStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Step {
    /// What it is called and where it goes.
    Route,
    /// When, and how often it is to be heard from.
    Dates,
    /// With how many vehicles.
    Trucks,
    /// What it carries.
    Cargo,
    /// For whom.
    People,
    /// With whom, and who may know of it.
    Organisations,
    /// All of it once more, to be registered.
    Check,
    /// Lines of cargo from a spreadsheet: a way into [`Step::Cargo`], and no step of its own.
    Paste,
}

impl Step {
    /// The steps in their order.
    pub const ALL: [Self; 7] =
        [Self::Route, Self::Dates, Self::Trucks, Self::Cargo, Self::People, Self::Organisations, Self::Check];

    /// Its fields in the order of the page; of those in rows the name without the number. Tables go row by row.
    pub fn fields(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Route => &[&["reference", "stops", "origin"], &["stop_role-", "stop_place-"], &["stop_rows"]],
            Self::Dates => &[&["time_zone", "departure_date", "departure_time", "check_in_hours", "linked_release"]],
            Self::Trucks => &[&["trucks", "support", "labels", "support_labels"]],
            Self::Cargo => &[&["cargo"], CARGO, &["cargo_rows"]],
            Self::People => &[&["stop_target-"], &["target_population"]],
            Self::Organisations => &[&["lead", "partners", "sensitivity"]],
            Self::Check => &[],
            Self::Paste => &[&["paste"]],
        }
    }

    /// The step that asks for a field.
    pub fn of(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.has(field))
    }

    /// Whether it asks for a field.
    pub fn has(self, field: &str) -> bool {
        self.fields().iter().flat_map(|part| part.iter()).any(|known| *known == base(field))
    }

    /// Where a field stands among all: step, part, row, and place within it.
    pub fn place_of(field: &str) -> (Option<Self>, Option<usize>, usize, Option<usize>) {
        let step = Self::of(field);
        let parts = step.map_or(&[][..], Self::fields);
        let part = parts.iter().position(|part| part.contains(&base(field)));
        let within = part.and_then(|part| parts.get(part)?.iter().position(|known| *known == base(field)));
        (step, part, row_of(field).unwrap_or(0), within)
    }

    /// The one after it.
    pub fn next(self) -> Self {
        let later = Self::ALL.into_iter().find(|step| *step > self);
        if self == Self::Paste { Self::Cargo } else { later.unwrap_or(Self::Check) }
    }

    /// The one before it.
    pub fn back(self) -> Self {
        let earlier = Self::ALL.into_iter().rev().find(|step| *step < self);
        if self == Self::Paste { Self::Cargo } else { earlier.unwrap_or(Self::Route) }
    }
}

/// The most rows of stops and of cargo that a form takes: more come by a file.
pub const MOST_ROWS: usize = 100;

/// `cargo_item-` of `cargo_item-3`.
fn base(field: &str) -> &str {
    field.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn row_of(field: &str) -> Option<usize> {
    field.strip_prefix(base(field)).and_then(|row| row.parse().ok())
}

/// The numbers of the rows in which something was typed into one of these fields.
pub fn rows(pairs: &[(String, String)], names: &[&str]) -> Vec<usize> {
    let typed = pairs.iter().filter(|(name, value)| !value.trim().is_empty() && names.contains(&base(name)));
    let mut rows: Vec<usize> = typed.filter_map(|(name, _)| row_of(name)).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Writes what was typed into a step over what stood there.
pub fn keep(pairs: &mut Pairs, step: Step, typed: &Form, places: &[Described<Place>]) {
    let before = (step == Step::Route).then(|| pairs.clone());
    pairs.retain(|(name, _)| !step.has(name));
    let known = typed.values.iter().filter(|(name, value)| {
        let in_bounds = row_of(name).is_none_or(|row| (1..=MOST_ROWS).contains(&row));
        step.has(name) && in_bounds && !value.trim().is_empty()
    });
    pairs.extend(known.cloned());
    if let Some(before) = before {
        move_figures(pairs, &before, places);
    }
}

/// How many people a stop is for belongs to its place, and not to its row.
fn move_figures(pairs: &mut Pairs, before: &Pairs, places: &[Described<Place>]) {
    let place_in = |pairs: &Pairs, row: usize| {
        let name = format!("stop_place-{row}");
        let typed = pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
        key_of(places, typed.unwrap_or_default())
    };
    let is_known = |key: &str| places.iter().any(|place| place.what.key.as_str() == key);
    let mut figures = BTreeMap::new();
    for (name, value) in before.iter().filter(|(name, _)| base(name) == "stop_target-") {
        let Some(row) = row_of(name) else { continue };
        let place = place_in(before, row);
        // A name that was mistyped, and is put right in its row, is the same place.
        let place = if is_known(&place) { place } else { place_in(pairs, row) };
        figures.insert(place, value.clone());
    }
    pairs.retain(|(name, _)| base(name) != "stop_target-");
    for row in rows(pairs, &["stop_place-"]) {
        if let Some(value) = figures.remove(&place_in(pairs, row)) {
            pairs.push((format!("stop_target-{row}"), value));
        }
    }
}

/// Moves the rows of the route from one on, to make room for a stop before it.
pub fn insert_stop(pairs: &mut Pairs, before: usize) {
    for (name, _) in
        pairs.iter_mut().filter(|(name, _)| ["stop_role-", "stop_place-", "stop_target-"].contains(&base(name)))
    {
        if let Some(row) = row_of(name).filter(|row| *row >= before && *row < MOST_ROWS) {
            *name = format!("{}{}", base(name), row + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(all: &[(&str, &str)]) -> Pairs {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn every_field_belongs_to_one_step() {
        let all: Vec<&str> =
            Step::ALL.into_iter().flat_map(|step| step.fields().iter().flat_map(|part| part.iter().copied())).collect();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all.len());
        assert_eq!((Step::of("cargo_item-12"), Step::of("stop_target-2")), (Some(Step::Cargo), Some(Step::People)));
        assert_eq!((Step::Route.back(), Step::Check.next()), (Step::Route, Step::Check));
    }

    #[test]
    fn a_step_is_written_without_touching_the_others() {
        let mut kept = pairs(&[("trucks", "4"), ("cargo_item-1", "Flour"), ("lead", "sarc")]);
        let typed = Form {
            values: pairs(&[("trucks", "٥"), ("lead", "un"), ("stray", "x"), ("support", "")]),
            errors: vec![],
        };
        keep(&mut kept, Step::Trucks, &typed, &[]);
        assert_eq!(kept, pairs(&[("cargo_item-1", "Flour"), ("lead", "sarc"), ("trucks", "٥")]));
    }

    fn place(key: &str) -> Described<Place> {
        let what =
            serde_json::from_value(serde_json::json!({"key": key, "name": {"en": key}, "kind": "town"})).unwrap();
        Described { id: uuid::Uuid::nil(), position: 1, what }
    }

    #[test]
    fn people_stay_with_their_place_when_rows_move() {
        let mut kept = pairs(&[("stop_place-1", "a"), ("stop_place-2", "b"), ("stop_target-2", "900")]);
        insert_stop(&mut kept, 2);
        assert_eq!(kept, pairs(&[("stop_place-1", "a"), ("stop_place-3", "b"), ("stop_target-3", "900")]));
        let typed = Form { values: pairs(&[("stop_place-1", "b"), ("stop_place-2", "a")]), errors: vec![] };
        keep(&mut kept, Step::Route, &typed, &[place("a"), place("b")]);
        assert!(kept.contains(&("stop_target-1".to_owned(), "900".to_owned())), "{kept:?}");
    }

    #[test]
    fn a_name_that_was_mistyped_and_is_put_right_in_its_row_is_the_same_place() {
        let mut kept = pairs(&[("stop_place-1", "aa"), ("stop_target-1", "900")]);
        let typed = Form { values: pairs(&[("stop_place-1", "a")]), errors: vec![] };
        keep(&mut kept, Step::Route, &typed, &[place("a")]);
        assert_eq!(kept, pairs(&[("stop_place-1", "a"), ("stop_target-1", "900")]));
    }
}
