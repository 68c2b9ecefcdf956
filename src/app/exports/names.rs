//! Names of places and organisations as rows have them, read once an export: as described at its horizon, they do not
//! change.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use crate::{
    app::{AppError, sight::Lens},
    domain::{
        place::{Organisation, Place},
        text::Names as InLanguages,
    },
    export::Cell,
    store::{DbConnection, exports::Horizon, world},
};

/// The languages that have columns, in their order.
const LANGUAGES: [&str; 3] = ["en", "fr", "ar"];

/// What rows say of a place.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceCells {
    key: String,
    name: [Option<String>; 3],
    admin1: Option<String>,
    pcode: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    approximate: bool,
}

/// What rows say of an organisation.
#[derive(Clone, Debug, Default)]
pub(super) struct OrganisationCells {
    /// Its key.
    pub key: String,
    /// Its names, in the order of the columns.
    pub name: [Option<String>; 3],
}

fn named(names: &InLanguages) -> [Option<String>; 3] {
    LANGUAGES.map(|language| names.get(language).map(ToString::to_string))
}

impl PlaceCells {
    fn of(place: &Place) -> Self {
        Self {
            key: place.key.to_string(),
            name: named(&place.name),
            admin1: place.admin1.as_ref().map(ToString::to_string),
            pcode: place.pcode.as_ref().map(ToString::to_string),
            latitude: place.latitude,
            longitude: place.longitude,
            approximate: place.coordinates_approximate,
        }
    }
}

/// Key and names.
pub(super) fn called(place: Option<&PlaceCells>) -> [Cell<'_>; 4] {
    let Some(place) = place else { return [Cell::Unknown; 4] };
    let [en, fr, ar] = &place.name;
    [Cell::Text(&place.key), Cell::text(en.as_deref()), Cell::text(fr.as_deref()), Cell::text(ar.as_deref())]
}

/// The governorate.
pub(super) fn admin1(place: Option<&PlaceCells>) -> Cell<'_> {
    Cell::text(place.and_then(|place| place.admin1.as_deref()))
}

/// The P-code.
pub(super) fn pcode(place: Option<&PlaceCells>) -> Cell<'_> {
    Cell::text(place.and_then(|place| place.pcode.as_deref()))
}

/// Key, names, governorate, P-code, coordinates, and whether those are only about right.
pub(super) fn whole(place: Option<&PlaceCells>) -> [Cell<'_>; 9] {
    let [key, en, fr, ar] = called(place);
    let known = place.filter(|place| place.latitude.is_some());
    let approximate = known.map_or(Cell::Unknown, |place| Cell::Boolean(place.approximate));
    let latitude = Cell::coordinate(place.and_then(|place| place.latitude));
    let longitude = Cell::coordinate(place.and_then(|place| place.longitude));
    [key, en, fr, ar, admin1(place), pcode(place), latitude, longitude, approximate]
}

/// What is known of a place by the horizon.
#[derive(Clone, Debug)]
struct KnownPlace {
    exact: PlaceCells,
    coarse: PlaceCells,
}

/// The names read so far.
#[derive(Debug)]
pub(super) struct Names {
    horizon: Horizon,
    places: HashMap<Uuid, Option<KnownPlace>>,
    /// The cells of the grid, in whose names positions of convoys under way are told.
    areas: HashMap<Uuid, PlaceCells>,
    organisations: HashMap<Uuid, Option<OrganisationCells>>,
}

impl Names {
    /// None yet.
    pub(super) fn new(horizon: Horizon) -> Self {
        Self { horizon, places: HashMap::new(), areas: HashMap::new(), organisations: HashMap::new() }
    }

    /// Reads those of these places that were not read yet.
    pub(super) fn read_places(&mut self, conn: &mut DbConnection, ids: &BTreeSet<Uuid>) -> Result<(), AppError> {
        let missing: Vec<Uuid> = ids.iter().copied().filter(|id| !self.places.contains_key(id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let mut found = world::map_places_by(conn, &missing, self.horizon.position, self.horizon.at)?;
        for id in missing {
            let known = found.remove(&id).and_then(|place| {
                let coarse = Lens::Over.place(&place)?;
                Some(KnownPlace { exact: PlaceCells::of(&place), coarse: PlaceCells::of(&coarse) })
            });
            self.places.insert(id, known);
        }
        Ok(())
    }

    /// Reads those of these organisations that were not read yet.
    pub(super) fn read_organisations(&mut self, conn: &mut DbConnection, ids: &BTreeSet<Uuid>) -> Result<(), AppError> {
        let missing: Vec<Uuid> = ids.iter().copied().filter(|id| !self.organisations.contains_key(id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let mut found = world::map_organisations_by(conn, &missing, self.horizon.position, self.horizon.at)?;
        let cells = |organisation: Organisation| OrganisationCells {
            key: organisation.key.to_string(),
            name: named(&organisation.name),
        };
        for id in missing {
            self.organisations.insert(id, found.remove(&id).map(cells));
        }
        Ok(())
    }

    /// Takes the areas in whose names positions are told.
    pub(super) fn add_areas<'a>(&mut self, areas: impl IntoIterator<Item = (&'a Uuid, &'a Place)>) {
        for (id, area) in areas {
            self.areas.entry(*id).or_insert_with(|| PlaceCells::of(area));
        }
    }

    /// A place, as exactly as it is told through a lens.
    pub(super) fn place(&self, lens: Lens, id: Option<Uuid>) -> Option<&PlaceCells> {
        let id = id?;
        match lens {
            Lens::Exact => self.places.get(&id)?.as_ref().map(|known| &known.exact),
            Lens::Over => self.places.get(&id)?.as_ref().map(|known| &known.coarse),
            // A convoy under way is only ever told in areas: any other id here would be a mistake, and finds nothing.
            Lens::UnderWay(_) => self.areas.get(&id),
        }
    }

    /// An organisation.
    pub(super) fn organisation(&self, id: Uuid) -> Option<&OrganisationCells> {
        self.organisations.get(&id)?.as_ref()
    }

    /// The key of a place, where it may be named.
    pub(super) fn place_key(&self, lens: Lens, id: Option<Uuid>) -> Option<&str> {
        self.place(lens, id).map(|place| place.key.as_str())
    }
}
