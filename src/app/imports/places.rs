//! Rows to descriptions of places. What the file does not say of a place that is known stays as it is.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{
    columns::Kind,
    fields::fields,
    mistakes::{At, Mistakes, Why, Wrong},
    rows::{Draft, Reading},
    sheet::Row,
};
use crate::{
    app::gazetteer::{Doubt, Gazetteers},
    domain::{draft::read_place, place::Place, refusal::FieldCode},
};

/// A place of the file.
#[derive(Clone, Debug)]
pub struct FoundPlace {
    /// Its whole description.
    pub place: Place,
    /// Where it stands.
    pub at: At,
}

/// The columns that say of which level a code is.
const LEVELS: [(&str, i32); 3] = [("admin3_pcode", 3), ("admin2_pcode", 2), ("admin1_pcode", 1)];

/// Reads all places of a table.
pub fn read(
    reading: &Reading<'_>,
    gazetteers: &mut Gazetteers<'_>,
    mistakes: &mut Mistakes,
    warnings: &mut Mistakes,
) -> Vec<FoundPlace> {
    let mut seen: HashMap<String, (u32, Place)> = HashMap::new();
    let mut places = Vec::new();
    for row in &reading.table.rows {
        let before = mistakes.in_all;
        let draft = fill(reading, mistakes, row);
        let place = match read_place(&draft.object) {
            Ok(place) => place,
            Err(errors) => {
                reading.explain(mistakes, &draft, &errors, &[("name", "name_en")]);
                continue;
            }
        };
        doubts(reading, gazetteers, mistakes, warnings, row, &place);
        if mistakes.in_all != before {
            continue;
        }
        match seen.get(place.key.as_str()) {
            Some((_, same)) if *same == place => continue,
            Some((first, _)) => {
                reading.wrong(mistakes, row, "key", Wrong::SameRow, Some(first.to_string()));
                continue;
            }
            None => {
                seen.insert(place.key.to_string(), (row.number, place.clone()));
            }
        }
        if place.key.is_word_of_routes() {
            let why = Why::Field { code: FieldCode::ReservedWord.as_ref().to_owned(), expected: None };
            mistakes.add(reading.mistake(reading.place_of(row, "key"), "key", why));
            continue;
        }
        places.push(FoundPlace { place, at: At { row: row.number, column: None } });
    }
    places
}

fn fill(reading: &Reading<'_>, mistakes: &mut Mistakes, row: &Row) -> Draft {
    let mut draft = Draft::new(row);
    let mut said = Map::new();
    let mut names = Map::new();
    for field in fields(Kind::Places) {
        let name = field.name;
        let language = name.strip_prefix("name_");
        let pointer = language.map_or_else(|| format!("/{name}"), |language| format!("/name/{language}"));
        draft.mark(&pointer, reading.place_of(row, name));
        let Some(value) = reading.value(mistakes, row, field) else { continue };
        match (language, name) {
            (Some(language), _) => {
                names.insert(language.to_owned(), value);
            }
            (None, "latitude" | "longitude") => {
                let degrees = value.as_str().and_then(|text| text.parse::<f64>().ok());
                said.insert(name.to_owned(), degrees.map_or(value, |degrees| json!(degrees)));
            }
            (None, _) if LEVELS.iter().any(|(column, _)| *column == name) => {}
            (None, _) => {
                said.insert(name.to_owned(), value);
            }
        }
    }
    // The lowest division of the row is the place's own code, where it has no other.
    if !said.contains_key("pcode")
        && let Some((column, code)) = LEVELS
            .iter()
            .map(|(column, _)| (*column, reading.table.cell(row, column).shown()))
            .find(|(_, code)| !code.is_empty())
    {
        draft.cells.insert("/pcode".to_owned(), reading.place_of(row, column));
        said.insert("pcode".to_owned(), json!(code));
    }
    if !said.contains_key("key")
        && let Some(code) = said.get("pcode").and_then(Value::as_str)
    {
        let known = match reading.known.place_named(code) {
            super::known::Named::One(key) => key,
            super::known::Named::None(_) | super::known::Named::Several(_) => code.to_owned(),
        };
        said.insert("key".to_owned(), json!(known));
    }
    draft.object = over_what_is_known(reading, said, names);
    draft
}

/// What is said, over what is known already: names and spellings are added, everything else takes the place of the old.
fn over_what_is_known(
    reading: &Reading<'_>,
    said: Map<String, Value>,
    names: Map<String, Value>,
) -> Map<String, Value> {
    let key = said.get("key").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let known = reading.known.by_key.get(&key).and_then(|(_, place)| serde_json::to_value(place).ok());
    let mut object = known.and_then(|value| value.as_object().cloned()).unwrap_or_default();
    if said.contains_key("latitude") && !said.contains_key("coordinates_approximate") {
        object.remove("coordinates_approximate");
    }
    for (name, value) in said {
        if name == "aliases" {
            let mut all = object.get("aliases").and_then(Value::as_array).cloned().unwrap_or_default();
            let new = value.as_array().cloned().unwrap_or_default();
            all.extend(new.into_iter().filter(|alias| !all.contains(alias)).collect::<Vec<_>>());
            object.insert(name, Value::Array(all));
        } else {
            object.insert(name, value);
        }
    }
    if !names.is_empty() {
        let mut all = object.get("name").and_then(Value::as_object).cloned().unwrap_or_default();
        all.extend(names);
        object.insert("name".to_owned(), Value::Object(all));
    }
    object
}

/// What the gazetteer says of the codes of a row.
fn doubts(
    reading: &Reading<'_>,
    gazetteers: &mut Gazetteers<'_>,
    mistakes: &mut Mistakes,
    warnings: &mut Mistakes,
    row: &Row,
    place: &Place,
) {
    let named = reading.table.column("pcode").filter(|_| !reading.table.cell(row, "pcode").is_empty());
    let own = if named.is_some() {
        "pcode"
    } else {
        LEVELS
            .iter()
            .map(|(column, _)| *column)
            .find(|column| !reading.table.cell(row, column).is_empty())
            .unwrap_or("pcode")
    };
    let mut tell = |column: &str, doubt: Doubt| {
        let (code, detail, is_error) = match doubt {
            Doubt::Malformed => (Wrong::PcodeMalformed, None, true),
            Doubt::OtherLevel(near) => (Wrong::PcodeLevel, near, true),
            Doubt::OtherCountry(near) => (Wrong::PcodeCountry, near, true),
            Doubt::UnknownCode(near) => (Wrong::PcodeUnknown, near, false),
            Doubt::UnknownVersion => (Wrong::GazetteerUnknown, None, false),
        };
        let why = Why::Import { code, detail };
        let mistake = reading.mistake(reading.place_of(row, column), column, why);
        if is_error { mistakes.add(mistake) } else { warnings.add(mistake) }
    };
    for doubt in gazetteers.doubts(place) {
        tell(own, doubt);
    }
    for (column, level) in LEVELS {
        let code = reading.table.cell(row, column).shown();
        if !code.is_empty()
            && let Some(doubt) = gazetteers.doubt_of_level(place, &code, level)
        {
            tell(column, doubt);
        }
    }
}
