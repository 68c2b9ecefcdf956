//! Places: hubs, towns, checkpoints, crossings and camps, with their names and what is known of reaching them.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::text::{Key, Names, Text};

/// What sort of place it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PlaceKind {
    /// A warehouse town, where convoys set out.
    Hub,
    /// A town or village.
    Town,
    /// Where a party stops vehicles.
    Checkpoint,
    /// Of a border or a front line.
    Crossing,
    /// For displaced people.
    Camp,
    /// Anything else.
    #[default]
    Other,
}

/// How a place can be reached, in the words of OCHA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Access {
    /// In the ordinary way.
    Accessible,
    /// Not regularly.
    HardToReach,
    /// Surrounded; people and goods cannot pass.
    Besieged,
}

/// A named location.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// What files and scripts call it.
    pub key: Key,
    /// Its names by language; at least one.
    pub name: Names,
    /// What sort of place.
    pub kind: PlaceKind,
    /// Other spellings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Text>,
    /// Degrees north, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// Whether the coordinates are only about right.
    #[serde(default)]
    pub coordinates_approximate: bool,
    /// Governorate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin1: Option<Text>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Text>,
    /// P-code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcode: Option<Text>,
    /// Name and version of the gazetteer that the P-code is from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gazetteer: Option<Text>,
    /// People living there, estimated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<u64>,
    /// How it can be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// The year in which aid last came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_reached: Option<i32>,
}

impl Place {
    /// Its P-codes.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.pcode.iter().map(Text::as_str)
    }

    /// Fills what is not known yet from another description of the same place, and adds its other names. What is
    /// known stays: two files that disagree do not overwrite each other in turn.
    #[must_use]
    pub fn completed_by(&self, other: &Self) -> Self {
        let mut whole = self.clone();
        for (language, name) in &other.name {
            whole.name.entry(language.clone()).or_insert_with(|| name.clone());
        }
        for alias in &other.aliases {
            if !whole.aliases.contains(alias) {
                whole.aliases.push(alias.clone());
            }
        }
        if whole.kind == PlaceKind::Other {
            whole.kind = other.kind;
        }
        if whole.latitude.is_none() && whole.longitude.is_none() {
            whole.latitude = other.latitude;
            whole.longitude = other.longitude;
            whole.coordinates_approximate = other.coordinates_approximate;
        }
        whole.admin1 = whole.admin1.or_else(|| other.admin1.clone());
        whole.country = whole.country.or_else(|| other.country.clone());
        whole.pcode = whole.pcode.or_else(|| other.pcode.clone());
        whole.gazetteer = whole.gazetteer.or_else(|| other.gazetteer.clone());
        whole.population = whole.population.or(other.population);
        whole.access = whole.access.or(other.access);
        whole.last_reached = whole.last_reached.or(other.last_reached);
        whole
    }
}

/// An organisation that leads or joins convoys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// What files and scripts call it.
    pub key: Key,
    /// Its names by language; at least one.
    pub name: Names,
    /// Its short form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acronym: Option<Text>,
}

impl Organisation {
    /// As for places: fills what is not known yet.
    #[must_use]
    pub fn completed_by(&self, other: &Self) -> Self {
        let mut whole = self.clone();
        for (language, name) in &other.name {
            whole.name.entry(language.clone()).or_insert_with(|| name.clone());
        }
        whole.acronym = whole.acronym.or_else(|| other.acronym.clone());
        whole
    }
}
