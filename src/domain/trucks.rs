//! Trucks and their fates.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{text::Text, time::Instant};

/// What a vehicle is in the convoy for. Only cargo trucks count in outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TruckRole {
    /// Carries cargo.
    #[default]
    Cargo,
    /// Tanker, escort, crane.
    Support,
}

/// What became of a truck and its load.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Fate {
    /// Moves, or stands, with the others.
    WithConvoy,
    /// Left the others, by itself.
    Detached,
    /// Unloaded wholly.
    Offloaded,
    /// Unloaded in part.
    PartlyOffloaded,
    /// Was there and was not unloaded.
    NotOffloaded,
    /// Went back with its load.
    ReturnedLoaded,
    /// Its load was taken.
    Looted,
    /// Destroyed.
    Destroyed,
    /// Held by a party.
    Detained,
    /// Not known.
    Unknown,
}

impl Fate {
    /// Whether a truck of this fate can still bring something to a destination with the convoy.
    pub fn is_with_load(self) -> bool {
        matches!(self, Self::WithConvoy | Self::PartlyOffloaded | Self::NotOffloaded)
    }

    /// Whether something of the load was delivered.
    pub fn has_delivered(self) -> bool {
        matches!(self, Self::Offloaded | Self::PartlyOffloaded)
    }
}

/// What became of the vehicle after the convoy was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum VehicleAfter {
    /// Came back empty.
    ReturnedEmpty,
    /// Came back with its load.
    ReturnedLoaded,
    /// Came back damaged.
    Damaged,
    /// Held by a party.
    Detained,
    /// Did not come back.
    NotReturned,
}

/// A truck as planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedTruck {
    /// By which reports name it; unique in the convoy.
    pub label: Text,
    /// Cargo or support.
    pub role: TruckRole,
}

/// A truck as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truck {
    /// As planned.
    pub label: Text,
    /// As planned.
    pub role: TruckRole,
    /// What became of it.
    pub fate: Fate,
    /// Since when; `None` before the convoy left.
    pub since: Option<Instant>,
    /// What became of the vehicle afterwards.
    pub vehicle: Option<VehicleAfter>,
}

/// Trucks that a report names: labels, and ranges of labels such as `12-109` or `S1-S3`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Selection(pub Vec<Text>);

/// Labels "1" to "n" for cargo trucks and "S1" to "Sm" for support vehicles, where a plan says only how many.
pub fn numbered(cargo: u32, support: u32) -> Vec<PlannedTruck> {
    let label = |text: String, role| Text::parse(&text, 16).ok().map(|label| PlannedTruck { label, role });
    let cargo = (1..=cargo).filter_map(|n| label(n.to_string(), TruckRole::Cargo));
    cargo.chain((1..=support).filter_map(|n| label(format!("S{n}"), TruckRole::Support))).collect()
}

/// Finds the trucks that a selection names, as indices. The error is the first name that fits no truck.
pub fn select(trucks: &[Truck], selection: &Selection) -> Result<Vec<usize>, Text> {
    let mut found: Vec<usize> = Vec::new();
    for name in &selection.0 {
        let named = find(trucks, name.as_str()).map(|index| vec![index]).or_else(|| range(trucks, name.as_str()));
        found.extend(named.ok_or_else(|| name.clone())?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn find(trucks: &[Truck], label: &str) -> Option<usize> {
    trucks.iter().position(|truck| truck.label.as_str().eq_ignore_ascii_case(label.trim()))
}

/// Every label of a range must be there: half a range is more often a slip than a wish.
fn range(trucks: &[Truck], text: &str) -> Option<Vec<usize>> {
    let (first, last) = text.split_once(['-', '–'])?;
    let (prefix, first) = numbered_label(first.trim())?;
    let (last_prefix, last) = numbered_label(last.trim())?;
    let same = last_prefix.is_empty() || last_prefix.eq_ignore_ascii_case(prefix);
    if !same || first > last || usize::try_from(last - first).ok()? >= trucks.len() {
        return None;
    }
    (first..=last).map(|number| find(trucks, &format!("{prefix}{number}"))).collect()
}

/// `S12` is `S` and 12.
fn numbered_label(text: &str) -> Option<(&str, u32)> {
    let digits = text.len() - text.trim_start_matches(|c: char| !c.is_ascii_digit()).len();
    let (prefix, number) = text.split_at_checked(digits)?;
    Some((prefix, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fleet() -> Vec<Truck> {
        numbered(12, 3)
            .into_iter()
            .map(|planned| Truck {
                label: planned.label,
                role: planned.role,
                fate: Fate::WithConvoy,
                since: None,
                vehicle: None,
            })
            .collect()
    }

    fn pick(names: &[&str]) -> Result<Vec<usize>, Text> {
        let names = names.iter().map(|name| Text::parse(name, 40).unwrap()).collect();
        select(&fleet(), &Selection(names))
    }

    #[test]
    fn labels_and_ranges_name_trucks_once_each() {
        assert_eq!(pick(&["2-4", "3", "S1-S2"]).unwrap(), [1, 2, 3, 12, 13]);
        assert_eq!(pick(&["s3"]).unwrap(), [14]);
    }

    #[test]
    fn a_name_that_fits_no_truck_is_told() {
        for bad in ["13", "11-13", "4-2", "S1-4x", "-"] {
            assert_eq!(pick(&["1", bad]).unwrap_err().as_str(), bad);
        }
    }
}
