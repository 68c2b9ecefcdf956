//! Choosing a place: from a list while there are few, by typing its name once there are many, for a form must stay light.

use std::collections::BTreeMap;

use super::{
    teller::name,
    views::{Choice, Name},
};
use crate::{app::world::Described, domain::place::Place, http::language::Locale};

/// Places offered at the most.
pub const MOST: usize = 500;

/// The places as choices. Where they are many, what is sent is the name that people type, if no other place has it.
pub fn choices(places: &[Described<Place>], locale: Locale) -> Vec<Choice> {
    let mut choices = listed(places.iter().map(|place| &place.what), locale);
    if Choice::are_many(&choices) {
        let mut bearers = BTreeMap::<String, usize>::new();
        for choice in &choices {
            *bearers.entry(choice.name.text.clone()).or_default() += 1;
        }
        for choice in choices.iter_mut().filter(|choice| bearers.get(&choice.name.text) == Some(&1)) {
            choice.value.clone_from(&choice.name.text);
        }
    }
    choices
}

/// The places as choices of a list, however many they are.
pub fn listed<'a>(places: impl Iterator<Item = &'a Place>, locale: Locale) -> Vec<Choice> {
    let named = |place: &Place| {
        let key = place.key.to_string();
        let name = name(&place.name, locale).unwrap_or_else(|| Name::typed(key.clone()));
        Choice { value: key, name, hint: None }
    };
    let mut choices: Vec<Choice> = places.map(named).collect();
    choices.sort_by(|one, other| one.name.text.cmp(&other.name.text));
    choices
}

/// The key of the place that was chosen or typed, by its key or by a name that no other place has; else what was typed,
/// for the domain to refuse.
pub fn key_of(places: &[Described<Place>], typed: &str) -> String {
    let typed = typed.trim();
    if places.iter().any(|place| place.what.key.as_str() == typed) {
        return typed.to_owned();
    }
    let same = |name: &str| name.to_lowercase() == typed.to_lowercase();
    let is_named = |place: &&Described<Place>| {
        let mut names = place.what.name.values().chain(&place.what.aliases);
        names.any(|name| same(name.as_str()))
    };
    let mut named = places.iter().filter(is_named);
    match (named.next(), named.next()) {
        (Some(only), None) => only.what.key.to_string(),
        (_, _) => typed.to_owned(),
    }
}
