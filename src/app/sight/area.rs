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
};

/// How large a cell is, in degrees: it reaches half as far from its middle on each side.
pub const CELL: f64 = COARSE;

/// Ids of cells follow from the cells alone.
const CELLS: Uuid = Uuid::from_u128(0x6c0d_7f1e_31c4_4b7e_9d51_2f0a_8e63_77b5);

/// The cells of places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Areas {
    cell_of: BTreeMap<Uuid, Uuid>,
    cells: BTreeMap<Uuid, Place>,
}

impl Areas {
    /// Of these places. One without coordinates has no cell, and is not told.
    pub(crate) fn of(places: &BTreeMap<Uuid, Place>) -> Self {
        let mut areas = Self::default();
        for (id, place) in places {
            if let Some((cell, area)) = cell(place) {
                areas.cell_of.insert(*id, cell);
                areas.cells.insert(cell, area);
            }
        }
        areas
    }

    /// The cell that a place lies in.
    pub(super) fn at(&self, place: PlaceId) -> Option<PlaceId> {
        self.cell_of.get(&place.0).copied().map(PlaceId)
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
        let areas = Areas::of(&places.into());
        assert_eq!(areas.at(PlaceId(one)), areas.at(PlaceId(other)), "two places of one cell cannot be told apart");
        assert_ne!(areas.at(PlaceId(one)), areas.at(PlaceId(far)));
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
        let areas = Areas::of(&[(Uuid::from_u128(1), bare)].into());
        assert_eq!(areas.at(PlaceId(Uuid::from_u128(1))), None);
    }
}
