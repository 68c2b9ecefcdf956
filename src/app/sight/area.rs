//! Where about a place lies: the cell of a fixed grid in its stead, as a place of its own, so that nothing that is made from
//! it can say more.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::COARSE;
use crate::{
    app::names::Names,
    domain::{
        id::PlaceId,
        place::{Place, PlaceKind},
        text::{Key, LINE, Text},
    },
    store::{DbConnection, StoreError, world},
};

/// How large a cell is, in degrees: it reaches half as far from its middle on each side.
pub const CELL: f64 = COARSE;

/// Ids of cells follow from the cells alone.
const CELLS: Uuid = Uuid::from_u128(0x6c0d_7f1e_31c4_4b7e_9d51_2f0a_8e63_77b5);

/// The cells of places, by every description that each has had. What was recorded about a place is told by where the place
/// was said to lie then: whoever describes it anew moves no cell, and so finds no place by watching one move.
#[derive(Clone, Debug, Default)]
pub(crate) struct Areas {
    /// By place: from which position of the ledger on it lay in which cell.
    cell_of: BTreeMap<Uuid, Vec<(i64, Option<Uuid>)>>,
    cells: BTreeMap<Uuid, Place>,
}

impl Areas {
    /// Of these places, as the ledger has described them.
    pub(crate) fn read(conn: &mut DbConnection, places: impl IntoIterator<Item = Uuid>) -> Result<Self, StoreError> {
        let ids: Vec<Uuid> = places.into_iter().collect();
        let mut areas = Self::default();
        if !ids.is_empty() {
            for described in world::list_descriptions(conn, &ids)? {
                areas.add(described.id, described.position, &described.what);
            }
        }
        Ok(areas)
    }

    /// Adds a description, later than those before it. Without coordinates a place has no cell, and is not told.
    pub(super) fn add(&mut self, id: Uuid, position: i64, place: &Place) {
        let cell = cell(place).map(|(cell, area)| {
            self.cells.insert(cell, area);
            cell
        });
        self.cell_of.entry(id).or_default().push((position, cell));
    }

    /// The cell that a place lay in by what was known of it at a position of the ledger.
    pub(super) fn at(&self, place: PlaceId, position: i64) -> Option<PlaceId> {
        let descriptions = self.cell_of.get(&place.0)?;
        descriptions.iter().rev().find(|(since, _)| *since <= position)?.1.map(PlaceId)
    }

    /// The cells as places.
    pub(crate) fn into_places(self) -> BTreeMap<Uuid, Place> {
        self.cells
    }
}

/// A coordinate on the grid, always the same for the same place.
fn on_grid(degrees: f64, grid: f64) -> f64 {
    // Divided and not multiplied: 34.8, and not 34.800000000000004.
    let lines = (1.0 / grid).round();
    (degrees * lines).round() / lines
}

/// A place with coordinates on the grid.
pub(super) fn snapped(place: &Place, grid: f64) -> Place {
    Place {
        latitude: place.latitude.map(|degrees| on_grid(degrees, grid)),
        longitude: place.longitude.map(|degrees| on_grid(degrees, grid)),
        coordinates_approximate: place.coordinates_approximate || place.latitude.is_some(),
        ..place.clone()
    }
}

/// All places with coordinates on the grid.
pub(super) fn snap(names: &mut Names, grid: f64) {
    for place in names.places.values_mut() {
        *place = snapped(place, grid);
    }
}

fn cell(place: &Place) -> Option<(Uuid, Place)> {
    let latitude = on_grid(place.latitude?, COARSE);
    let longitude = on_grid(place.longitude?, COARSE);
    let (north, east) = (letter(latitude, 'n', 's'), letter(longitude, 'e', 'w'));
    let key = format!("area-{:.1}{north}-{:.1}{east}", latitude.abs(), longitude.abs());
    let name = |language: &str, text: String| Some((language.to_owned(), Text::parse(&text, LINE).ok()?));
    let (lat, lon) = (format!("{:.1}°", latitude.abs()), format!("{:.1}°", longitude.abs()));
    let (north_ar, east_ar) = (if north == 'n' { "شمالاً" } else { "جنوباً" }, if east == 'e' { "شرقاً" } else { "غرباً" });
    let french = |degrees: &str| degrees.replace('.', ",");
    let west = if east == 'w' { 'O' } else { 'E' };
    let names = [
        name("en", format!("around {lat} {}, {lon} {}", north.to_ascii_uppercase(), east.to_ascii_uppercase())),
        name("fr", format!("vers {} {}, {} {west}", french(&lat), north.to_ascii_uppercase(), french(&lon))),
        name("ar", format!("قرابة {lat} {north_ar}، {lon} {east_ar}")),
    ];
    let area = Place {
        key: Key::parse(&key).ok()?,
        name: names.into_iter().flatten().collect(),
        kind: PlaceKind::Other,
        aliases: Vec::new(),
        latitude: Some(latitude),
        longitude: Some(longitude),
        coordinates_approximate: true,
        admin1: None,
        country: place.country.clone(),
        pcode: None,
        gazetteer: None,
        population: None,
        access: None,
        last_reached: None,
    };
    Some((Uuid::new_v5(&CELLS, key.as_bytes()), area))
}

fn letter(degrees: f64, positive: char, negative: char) -> char {
    if degrees < 0.0 { negative } else { positive }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(latitude: f64, longitude: f64) -> Place {
        Place {
            key: Key::parse("aqrab").unwrap(),
            name: BTreeMap::from([("en".to_owned(), Text::parse("Aqrab", LINE).unwrap())]),
            kind: PlaceKind::Checkpoint,
            aliases: Vec::new(),
            latitude: Some(latitude),
            longitude: Some(longitude),
            coordinates_approximate: false,
            admin1: Text::parse("Hama", LINE).ok(),
            country: None,
            pcode: None,
            gazetteer: None,
            population: Some(9_000),
            access: None,
            last_reached: None,
        }
    }

    #[test]
    fn a_cell_says_nothing_of_the_place_but_where_about_it_lies() {
        let (one, other, far) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let places = [(one, place(34.8123, 36.5987)), (other, place(34.7712, 36.6401)), (far, place(-1.26, -0.04))];
        let mut areas = Areas::default();
        for (id, place) in &places {
            areas.add(*id, 1, place);
        }
        assert_eq!(
            areas.at(PlaceId(one), 9),
            areas.at(PlaceId(other), 9),
            "two places of one cell cannot be told apart"
        );
        assert_ne!(areas.at(PlaceId(one), 9), areas.at(PlaceId(far), 9));
        let cells = areas.into_places();
        let told = serde_json::to_string(&cells).unwrap();
        for secret in ["Aqrab", "aqrab", "Hama", "9000", "34.81", "34.77", "36.59", "36.64", "checkpoint"] {
            assert!(!told.contains(secret), "{secret} in {told}");
        }
        assert!(told.contains("around 34.8° N, 36.6° E") && told.contains("around 1.3° S, 0.0° E"), "{told}");
    }

    #[test]
    fn a_place_without_coordinates_is_not_told() {
        let bare = Place { latitude: None, ..place(1.0, 1.0) };
        let mut areas = Areas::default();
        areas.add(Uuid::from_u128(1), 1, &bare);
        assert_eq!(areas.at(PlaceId(Uuid::from_u128(1)), 9), None);
    }

    #[test]
    fn a_place_described_anew_moves_nothing_that_was_recorded_before() {
        let id = Uuid::from_u128(1);
        let mut areas = Areas::default();
        areas.add(id, 5, &place(34.8, 36.6));
        let before = areas.at(PlaceId(id), 7);
        areas.add(id, 8, &place(35.3, 36.6));
        assert!(before.is_some());
        assert_eq!(areas.at(PlaceId(id), 7), before);
        assert_ne!(areas.at(PlaceId(id), 8), before, "what is recorded from then on lies where it lies now");
        assert_eq!(areas.at(PlaceId(id), 4), None, "it was not described");
    }
}
