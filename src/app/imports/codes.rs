//! Rows of a published list to P-codes: each row names a community or a division and those that it lies in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::{
    mistakes::{Mistakes, Why, Wrong},
    rows::Reading,
    sheet::Row,
    values::{self, Odd},
};
use crate::{
    domain::{folding::fold, pcode, refusal::FieldCode, text::is_harmless},
    store::{
        rows::{GazetteerEntryRow, GazetteerNameRow},
        types::DbJson,
    },
};

const LANGUAGES: [&str; 3] = ["en", "ar", "fr"];

/// A list of P-codes.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    /// The codes.
    pub entries: Vec<GazetteerEntryRow>,
    /// The names by which they are found.
    pub names: Vec<GazetteerNameRow>,
}

#[derive(Clone, Debug, Default)]
struct Found {
    level: i32,
    parent: Option<String>,
    name: Map<String, Value>,
    aliases: BTreeSet<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    row: u32,
}

/// Reads a list as a version.
pub fn read(reading: &Reading<'_>, version: &str, mistakes: &mut Mistakes, warnings: &mut Mistakes) -> Codes {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for row in &reading.table.rows {
        read_row(reading, mistakes, row, &mut found);
    }
    let codes: HashMap<String, Option<String>> =
        found.iter().map(|(code, entry)| (code.clone(), parent_of(code, entry, &found))).collect();
    for (code, entry) in &found {
        if entry.level > 1 && codes.get(code).is_none_or(Option::is_none) {
            let at = super::mistakes::At { row: entry.row, column: None };
            let why = Why::Import { code: Wrong::NoParent, detail: Some(code.clone()) };
            warnings.add(reading.mistake(at, "admin4_pcode", why));
        }
    }
    let mut all = Codes::default();
    for (code, entry) in found {
        let path = path_of(&code, &codes);
        let mut names: BTreeSet<String> =
            entry.name.values().filter_map(Value::as_str).map(fold).filter(|name| !name.is_empty()).collect();
        names.extend(entry.aliases.iter().map(|alias| fold(alias)).filter(|alias| !alias.is_empty()));
        let row = |folded| GazetteerNameRow { version: version.to_owned(), folded, code: code.clone() };
        all.names.extend(names.into_iter().map(row));
        all.entries.push(GazetteerEntryRow {
            version: version.to_owned(),
            level: entry.level,
            parent: codes.get(&code).cloned().flatten(),
            path,
            name: DbJson(Value::Object(entry.name)),
            aliases: DbJson(entry.aliases.into_iter().collect()),
            latitude: entry.latitude,
            longitude: entry.longitude,
            code,
        });
    }
    all
}

/// The code above: as the list says, or as the shape of a code of Syria tells.
fn parent_of(code: &str, entry: &Found, found: &BTreeMap<String, Found>) -> Option<String> {
    entry.parent.clone().or_else(|| {
        let shape = pcode::shape(code)?;
        let above =
            if shape.country.as_deref() == Some("SY") { code.get(..code.len().checked_sub(2)?)? } else { return None };
        found.contains_key(above).then(|| above.to_owned())
    })
}

fn path_of(code: &str, parents: &HashMap<String, Option<String>>) -> String {
    let mut path = vec![code.to_owned()];
    let mut at = code.to_owned();
    // No list is deeper than this; one that goes in a circle ends here too.
    while path.len() < 8
        && let Some(Some(parent)) = parents.get(&at)
    {
        path.push(parent.clone());
        at.clone_from(parent);
    }
    path.reverse();
    path.into_iter().map(|code| code + "/").collect()
}

/// What stands in a cell, once nothing in it can hurt a reader.
fn harmless(reading: &Reading<'_>, mistakes: &mut Mistakes, row: &Row, field: &str) -> String {
    let text = reading.table.cell(row, field).shown();
    if is_harmless(&text) {
        return text;
    }
    let code = <&str>::from(FieldCode::ControlCharacters).to_owned();
    mistakes.add(reading.mistake(reading.place_of(row, field), field, Why::Field { code, expected: None }));
    String::new()
}

fn read_row(reading: &Reading<'_>, mistakes: &mut Mistakes, row: &Row, found: &mut BTreeMap<String, Found>) {
    let before = mistakes.in_all;
    let mut above: Option<String> = None;
    let mut deepest: Option<String> = None;
    for level in 0..=4 {
        let column = format!("admin{level}_pcode");
        let text = reading.table.cell(row, &column).shown();
        if text.trim().is_empty() {
            continue;
        }
        let code = pcode::normal(&text);
        let Some(shape) = pcode::shape(&code) else {
            reading.wrong(mistakes, row, &column, Wrong::PcodeMalformed, None);
            continue;
        };
        // A list of one column of codes holds divisions and communities alike.
        let level = if level == 4 { shape.level.unwrap_or(4) } else { level };
        if shape.level.is_some_and(|own| own != level) {
            reading.wrong(mistakes, row, &column, Wrong::PcodeLevel, None);
            continue;
        }
        let entry = found.entry(code.clone()).or_insert_with(|| Found { level, row: row.number, ..Found::default() });
        if let Some(above) = above.clone().filter(|above| *above != code) {
            match &entry.parent {
                None => entry.parent = Some(above),
                Some(parent) if *parent == above => {}
                Some(_) => {
                    let first = Some(entry.row.to_string());
                    reading.wrong(mistakes, row, &column, Wrong::SameCodeOtherContent, first);
                }
            }
        }
        let name_level = column.trim_end_matches("_pcode").to_owned();
        for language in LANGUAGES {
            let field = format!("{name_level}_name_{language}");
            let name = harmless(reading, mistakes, row, &field);
            if name.trim().is_empty() {
                continue;
            }
            match entry.name.get(language).and_then(Value::as_str) {
                None => {
                    entry.name.insert(language.to_owned(), Value::String(name.trim().to_owned()));
                }
                Some(known) if known == name.trim() => {}
                // Two spellings in one list are two names of it.
                Some(_) => {
                    entry.aliases.insert(name.trim().to_owned());
                }
            }
        }
        above = Some(code.clone());
        deepest = Some(code);
    }
    let Some(deepest) = deepest else {
        if mistakes.in_all == before {
            let why = Why::Field { code: "required".to_owned(), expected: None };
            mistakes.add(reading.mistake(reading.place_of(row, "admin4_pcode"), "admin4_pcode", why));
        }
        return;
    };
    let degrees = |mistakes: &mut Mistakes, field: &str, most: f64| {
        let number = match values::number(reading.table.cell(row, field), reading.mark) {
            Ok(number) => number,
            Err(Odd::Ambiguous) => {
                reading.wrong(mistakes, row, field, Wrong::AmbiguousNumber, None);
                None
            }
            Err(Odd::Malformed) => {
                reading.wrong(mistakes, row, field, Wrong::NotANumber, None);
                None
            }
        };
        let degrees = number.and_then(|number| number.parse::<f64>().ok());
        if degrees.is_some_and(|degrees| degrees.abs() > most) {
            let why = Why::Field { code: "out_of_range".to_owned(), expected: Some(format!("-{most}–{most}")) };
            mistakes.add(reading.mistake(reading.place_of(row, field), field, why));
        }
        degrees
    };
    let (latitude, longitude) = (degrees(mistakes, "latitude", 90.0), degrees(mistakes, "longitude", 180.0));
    let aliases = harmless(reading, mistakes, row, "aliases");
    if let Some(entry) = found.get_mut(&deepest) {
        entry.latitude = entry.latitude.or(latitude);
        entry.longitude = entry.longitude.or(longitude);
        entry.aliases.extend(values::list(&aliases));
    }
}
