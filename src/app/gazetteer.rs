//! P-codes: looked up by code and by name in any language, and what is doubtful about those of a place.

use std::collections::HashMap;

use serde::Serialize;

use super::{Action, App, AppError, Caller};
use crate::{
    domain::{
        folding::fold,
        pcode::{self, Level},
        place::{Place, PlaceKind},
        refusal::{FieldCode, FieldError},
    },
    store::{
        DbConnection, StoreError, gazetteer,
        rows::{GazetteerEntryRow, GazetteerRow},
    },
};

/// Codes that are offered instead of one that does not fit.
const OFFERED: usize = 3;

/// A P-code of a version.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// In which version.
    pub version: String,
    /// The code.
    pub code: String,
    /// 0 the country, 1 to 3 its divisions, 4 a community.
    pub level: Level,
    /// The code above it.
    pub parent: Option<String>,
    /// The codes above it, from the country down, and its own.
    pub path: Vec<String>,
    /// Names by language.
    pub name: serde_json::Value,
    /// Other names.
    pub aliases: serde_json::Value,
    /// Degrees north of its middle.
    pub latitude: Option<f64>,
    /// Degrees east of its middle.
    pub longitude: Option<f64>,
}

impl From<GazetteerEntryRow> for Entry {
    fn from(row: GazetteerEntryRow) -> Self {
        Self {
            version: row.version,
            code: row.code,
            level: row.level,
            parent: row.parent,
            path: row.path.split('/').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            name: row.name.0,
            aliases: row.aliases.0,
            latitude: row.latitude,
            longitude: row.longitude,
        }
    }
}

/// What is doubtful about a code. Where something is near, it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It has not the shape of one.
    Malformed,
    /// It is a code of another level than it is used for.
    OtherLevel(Option<String>),
    /// It is a code of another country.
    OtherCountry(Option<String>),
    /// The version does not have it.
    UnknownCode(Option<String>),
    /// No such version is loaded.
    UnknownVersion,
}

/// The versions that are loaded, read as they are asked for.
pub struct Gazetteers<'a> {
    conn: &'a mut DbConnection,
    versions: Vec<GazetteerRow>,
    found: HashMap<(String, String), Option<GazetteerEntryRow>>,
    failure: Option<StoreError>,
}

impl std::fmt::Debug for Gazetteers<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteers").field("versions", &self.versions).finish_non_exhaustive()
    }
}

impl<'a> Gazetteers<'a> {
    /// Over a connection.
    pub fn new(conn: &'a mut DbConnection) -> Result<Self, StoreError> {
        let versions = gazetteer::list_versions(conn)?;
        Ok(Self { conn, versions, found: HashMap::new(), failure: None })
    }

    /// The failure that made a code look unknown, if there was one.
    pub fn check(self) -> Result<(), StoreError> {
        self.failure.map_or(Ok(()), Err)
    }

    fn find(&mut self, version: &str, code: &str) -> Option<GazetteerEntryRow> {
        let key = (version.to_owned(), pcode::normal(code));
        if let Some(found) = self.found.get(&key) {
            return found.clone();
        }
        let found = gazetteer::find(self.conn, version, &key.1).unwrap_or_else(|error| {
            self.failure = Some(error);
            None
        });
        self.found.insert(key, found.clone());
        found
    }

    /// The version by which a place's code is checked: the one that it names.
    fn version_of(&self, place: &Place) -> Option<String> {
        let named = place.gazetteer.as_ref()?.as_str();
        self.versions.iter().find(|row| row.version == named).map(|row| row.version.clone())
    }

    /// What is doubtful about the code of a place.
    pub fn doubts(&mut self, place: &Place) -> Vec<Doubt> {
        let Some(code) = place.pcode.as_ref().map(|code| pcode::normal(code.as_str())) else { return Vec::new() };
        let is_syrian =
            place.country.as_ref().is_some_and(|country| country.as_str() == "SY") || code.starts_with("SY");
        let shape = pcode::shape(&code);
        if shape.is_none() && is_syrian {
            return vec![Doubt::Malformed];
        }
        let country = place.country.as_ref().map(|country| country.as_str().to_ascii_uppercase());
        let of_code = shape.as_ref().and_then(|shape| shape.country.clone());
        if let (Some(country), Some(own)) = (&country, &of_code)
            && country != own
        {
            let near = self.version_of(place).and_then(|version| self.near(&version, place, None));
            return vec![Doubt::OtherCountry(near)];
        }
        let Some(version) = self.version_of(place) else {
            return place.gazetteer.iter().map(|_| Doubt::UnknownVersion).collect();
        };
        let Some(entry) = self.find(&version, &code) else {
            return vec![Doubt::UnknownCode(self.near(&version, place, None))];
        };
        let root = entry.path.split('/').next().and_then(|root| root.get(..2)).map(str::to_owned);
        if let (Some(country), Some(root)) = (&country, root)
            && root.bytes().all(|byte| byte.is_ascii_uppercase())
            && *country != root
        {
            return vec![Doubt::OtherCountry(self.near(&version, place, None))];
        }
        // A governorate or district is no town: something with a kind of its own lies deeper.
        if place.kind != PlaceKind::Other && entry.level < 3 {
            return vec![Doubt::OtherLevel(self.near(&version, place, Some(&entry.path)))];
        }
        Vec::new()
    }

    /// What is doubtful about a code that is used as one of a level.
    pub fn doubt_of_level(&mut self, place: &Place, code: &str, level: Level) -> Option<Doubt> {
        let code = pcode::normal(code);
        let shape = pcode::shape(&code)?;
        let version = self.version_of(place);
        let known = version.as_ref().and_then(|version| self.find(version, &code)).map(|entry| entry.level);
        let own = known.or(shape.level)?;
        if own == level {
            return None;
        }
        // The code above it of that level is what was meant.
        let near = version.and_then(|version| {
            let path = self.find(&version, &code)?.path;
            let above = path
                .split('/')
                .filter(|above| !above.is_empty())
                .find_map(|above| self.find(&version, above).filter(|entry| entry.level == level))?;
            Some(offered(&above))
        });
        Some(Doubt::OtherLevel(near))
    }

    /// Communities and sub-districts with a name of the place.
    fn near(&mut self, version: &str, place: &Place, under: Option<&str>) -> Option<String> {
        let mut near: Vec<String> = Vec::new();
        for name in place.name.values().chain(&place.aliases) {
            let folded = fold(name.as_str());
            let found = match gazetteer::search(self.conn, version, under, &folded, 20) {
                Ok(found) => found,
                Err(error) => {
                    self.failure = Some(error);
                    return None;
                }
            };
            for entry in found.iter().filter(|entry| entry.level >= 3) {
                let shown = offered(entry);
                if near.len() < OFFERED && !near.contains(&shown) {
                    near.push(shown);
                }
            }
        }
        (!near.is_empty()).then(|| near.join(", "))
    }
}

fn offered(entry: &GazetteerEntryRow) -> String {
    let name = ["en", "fr", "ar"].iter().find_map(|language| entry.name.0.get(language)?.as_str());
    name.map_or_else(|| entry.code.clone(), |name| format!("{} {name}", entry.code))
}

/// What is asked of a gazetteer.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// A name or a part of one, or a code.
    pub text: String,
    /// Which version; the newest where none is named.
    pub version: Option<String>,
    /// Only beneath this code.
    pub under: Option<String>,
    /// How many at the most.
    pub limit: i64,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Answered {
    /// In which version; none where none is loaded.
    pub version: Option<String>,
    /// All versions, the newest first.
    pub versions: Vec<String>,
    /// The best first.
    pub items: Vec<Entry>,
}

impl App {
    /// Searches names, other names and codes, in any language.
    pub fn search_gazetteer(&self, caller: &Caller, asked: &Asked) -> Result<Answered, AppError> {
        caller.reach(Action::SeeConvoys)?;
        let mut reader = self.reader()?;
        let versions: Vec<String> = gazetteer::list_versions(&mut reader)?.into_iter().map(|row| row.version).collect();
        let version = match &asked.version {
            Some(named) if versions.contains(named) => Some(named.clone()),
            Some(_) => return Err(AppError::NotFound { what: "gazetteer" }),
            None => versions.first().cloned(),
        };
        let Some(version) = version else { return Ok(Answered { version: None, versions, items: Vec::new() }) };
        let under = match &asked.under {
            None => None,
            Some(code) => {
                let entry = gazetteer::find(&mut reader, &version, &pcode::normal(code))?;
                Some(entry.ok_or(AppError::NotFound { what: "code" })?.path)
            }
        };
        let exact = gazetteer::find(&mut reader, &version, &pcode::normal(&asked.text))?;
        let exact = exact.filter(|entry| under.as_ref().is_none_or(|under| entry.path.starts_with(under.as_str())));
        let folded = fold(&asked.text);
        // A text of nothing but punctuation finds nothing, and not everything.
        let found = if folded.is_empty() && !asked.text.trim().is_empty() {
            Vec::new()
        } else {
            gazetteer::search(&mut reader, &version, under.as_deref(), &folded, asked.limit)?
        };
        let mut items: Vec<Entry> = Vec::new();
        for row in exact.into_iter().chain(found) {
            if !items.iter().any(|known| known.code == row.code) {
                items.push(row.into());
            }
        }
        items.truncate(usize::try_from(asked.limit).unwrap_or(0));
        Ok(Answered { version: Some(version), versions, items })
    }

    /// What is doubtful about a place's code.
    pub fn doubts_of(&self, place: &Place) -> Result<Vec<Doubt>, AppError> {
        let mut reader = self.reader()?;
        let mut gazetteers = Gazetteers::new(&mut reader)?;
        let doubts = gazetteers.doubts(place);
        gazetteers.check()?;
        Ok(doubts)
    }

    /// Refuses a place whose code is of another level or country, or none at all. One that is not known is no reason.
    pub(super) fn refuse_doubtful(&self, place: &Place) -> Result<(), AppError> {
        let wrong = self.doubts_of(place)?.into_iter().find_map(|doubt| match doubt {
            Doubt::Malformed => Some((FieldCode::PcodeMalformed, None)),
            Doubt::OtherLevel(near) => Some((FieldCode::PcodeLevel, near)),
            Doubt::OtherCountry(near) => Some((FieldCode::PcodeCountry, near)),
            Doubt::UnknownCode(_) | Doubt::UnknownVersion => None,
        });
        match wrong {
            None => Ok(()),
            Some((code, expected)) => {
                Err(AppError::Invalid(vec![FieldError { pointer: "/pcode".to_owned(), code, expected }]))
            }
        }
    }
}
