//! Every place and organisation by whatever people call it: key, P-code, name in any language, other spelling.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use crate::{
    domain::{
        directory::Directory,
        folding::{distance, fold},
        id::{OrganisationId, PlaceId},
        pcode,
        place::Place,
    },
    store::{DbConnection, StoreError, world},
};

/// More than anybody has.
const MOST: i64 = 200_000;
/// How many are offered instead of a name that is not known.
const OFFERED: usize = 3;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// One: its key.
    One(String),
    /// None; these are near.
    None(Vec<String>),
    /// Several.
    Several(Vec<String>),
}

/// Things with an id and a key, by name.
#[derive(Clone, Debug, Default)]
struct Index {
    /// Key and id to id and key.
    exact: HashMap<String, (Uuid, String)>,
    /// Folded name to keys.
    names: HashMap<String, BTreeSet<String>>,
    /// Key to the name by which it is offered.
    shown: HashMap<String, String>,
}

impl Index {
    fn add(&mut self, id: Uuid, key: &str, shown: &str, names: impl Iterator<Item = String>) {
        self.exact.insert(key.to_owned(), (id, key.to_owned()));
        self.exact.insert(id.to_string(), (id, key.to_owned()));
        self.shown.insert(key.to_owned(), shown.to_owned());
        for name in names.chain([key.to_owned()]) {
            let folded = fold(&name);
            if !folded.is_empty() {
                self.names.entry(folded).or_default().insert(key.to_owned());
            }
        }
    }

    fn offered(&self, key: &str) -> String {
        match self.shown.get(key) {
            Some(shown) if shown != key => format!("{shown} [{key}]"),
            Some(_) | None => key.to_owned(),
        }
    }

    fn find(&self, text: &str) -> Named {
        if let Some((_, key)) = self.exact.get(text.trim()) {
            return Named::One(key.clone());
        }
        // A name as we ourselves offer it: `Talbiseh [talbiseh]`.
        let key = text.trim().strip_suffix(']').and_then(|rest| rest.rsplit_once('[')).map(|(_, key)| key.trim());
        if let Some((_, key)) = key.and_then(|key| self.exact.get(key)) {
            return Named::One(key.clone());
        }
        let folded = fold(text);
        match self.names.get(&folded).map(|keys| keys.iter().collect::<Vec<_>>()) {
            Some(keys) => match keys.as_slice() {
                [key] => Named::One((*key).clone()),
                several => Named::Several(several.iter().take(10).map(|key| self.offered(key)).collect()),
            },
            None => Named::None(self.near(&folded)),
        }
    }

    /// Names that differ in a letter or two, the nearest first.
    fn near(&self, folded: &str) -> Vec<String> {
        let most = if folded.chars().count() < 5 { 1 } else { 2 };
        let mut near: Vec<(usize, &str)> = self
            .names
            .iter()
            .filter_map(|(name, keys)| Some((distance(name, folded, most)?, keys.first()?.as_str())))
            .collect();
        near.sort_unstable();
        let mut offered: Vec<String> = Vec::new();
        for (_, key) in near {
            let shown = self.offered(key);
            if offered.len() < OFFERED && !offered.contains(&shown) {
                offered.push(shown);
            }
        }
        offered
    }
}

/// Every place and organisation.
#[derive(Clone, Debug, Default)]
pub struct Known {
    places: Index,
    organisations: Index,
    /// P-code to keys of places.
    codes: HashMap<String, BTreeSet<String>>,
    /// The places themselves, by key.
    pub by_key: HashMap<String, (Uuid, Place)>,
}

impl Known {
    /// Reads them all.
    pub fn read(conn: &mut DbConnection) -> Result<Self, StoreError> {
        let mut known = Self::default();
        for place in world::list_places(conn, "", MOST)? {
            let what = place.what;
            let names = what.name.values().chain(&what.aliases).map(ToString::to_string).collect::<Vec<_>>();
            let shown = what.name.get("en").or_else(|| what.name.values().next()).map_or("", |name| name.as_str());
            known.places.add(place.id, what.key.as_str(), shown, names.into_iter());
            for code in what.codes() {
                known.codes.entry(pcode::normal(code)).or_default().insert(what.key.to_string());
            }
            known.by_key.insert(what.key.to_string(), (place.id, what));
        }
        for organisation in world::list_organisations(conn, "", MOST)? {
            let what = organisation.what;
            let names = what.name.values().chain(&what.acronym).map(ToString::to_string).collect::<Vec<_>>();
            let shown = what.acronym.as_ref().or_else(|| what.name.get("en")).or_else(|| what.name.values().next());
            let shown = shown.map_or("", |name| name.as_str()).to_owned();
            known.organisations.add(organisation.id, what.key.as_str(), &shown, names.into_iter());
        }
        Ok(known)
    }

    /// The place that a text names.
    pub fn place_named(&self, text: &str) -> Named {
        let exact = self.places.find(text);
        if let Named::One(_) = exact {
            return exact;
        }
        match self.codes.get(&pcode::normal(text)).map(|keys| keys.iter().collect::<Vec<_>>()) {
            Some(keys) if keys.len() == 1 => Named::One(keys.first().map_or_else(String::new, |key| (*key).clone())),
            Some(keys) => Named::Several(keys.iter().map(|key| self.places.offered(key)).collect()),
            None => exact,
        }
    }

    /// The organisation that a text names.
    pub fn organisation_named(&self, text: &str) -> Named {
        self.organisations.find(text)
    }
}

impl Directory for Known {
    fn place(&self, reference: &str) -> Option<PlaceId> {
        self.places.exact.get(reference).map(|(id, _)| PlaceId(*id))
    }

    fn organisation(&self, reference: &str) -> Option<OrganisationId> {
        self.organisations.exact.get(reference).map(|(id, _)| OrganisationId(*id))
    }
}
