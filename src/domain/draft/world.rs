//! Reads descriptions of places and organisations.

use serde_json::{Map, Value};

use crate::domain::{
    fields::{Errors, Fields},
    place::{Organisation, Place},
    refusal::{FieldCode, FieldError},
    text::{LINE, Names, Text},
};

/// Reads a place.
pub fn read_place(object: &Map<String, Value>) -> Result<Place, Vec<FieldError>> {
    let errors = Errors::default();
    let fields = Fields::new(object, "", &errors);
    let key = fields.required("key", fields.reference("key"));
    let name = read_names(&fields);
    let latitude = read_degrees(&fields, "latitude", 90.0);
    let longitude = read_degrees(&fields, "longitude", 180.0);
    if latitude.is_some() != longitude.is_some() {
        fields.wrong(if latitude.is_some() { "longitude" } else { "latitude" }, FieldCode::Required);
    }
    let place = (|| {
        Some(Place {
            kind: fields.code("kind").unwrap_or_default(),
            aliases: read_aliases(&fields),
            latitude,
            longitude,
            coordinates_approximate: fields.flag("coordinates_approximate").unwrap_or(false),
            admin1: fields.text("admin1", LINE),
            country: fields.text("country", 2),
            pcode: fields.text("pcode", 40),
            gazetteer: fields.text("gazetteer", LINE),
            population: fields.whole("population", 1_000_000_000),
            access: fields.code("access"),
            last_reached: fields.count("last_reached", 2_200).and_then(|year| i32::try_from(year).ok()),
            key: key?,
            name: name?,
        })
    })();
    finish(place, &fields, &errors)
}

/// Reads an organisation.
pub fn read_organisation(object: &Map<String, Value>) -> Result<Organisation, Vec<FieldError>> {
    let errors = Errors::default();
    let fields = Fields::new(object, "", &errors);
    let key = fields.required("key", fields.reference("key"));
    let name = read_names(&fields);
    let acronym = fields.text("acronym", 40);
    let organisation = key.zip(name).map(|(key, name)| Organisation { key, name, acronym });
    finish(organisation, &fields, &errors)
}

fn finish<T>(read: Option<T>, fields: &Fields<'_>, errors: &Errors) -> Result<T, Vec<FieldError>> {
    if read.is_some() {
        fields.refuse_unread();
    }
    let found = errors.borrow().clone();
    match read {
        Some(read) if found.is_empty() => Ok(read),
        Some(_) | None => Err(found),
    }
}

/// Names by language, at least one.
fn read_names(fields: &Fields<'_>) -> Option<Names> {
    let object = fields.required("name", fields.value("name"))?;
    let Some(object) = object.as_object() else {
        fields.wrong("name", FieldCode::Malformed);
        return None;
    };
    let names = Fields::within(object, fields.at("name"), fields.errors());
    let mut read = Names::new();
    for language in object.keys() {
        let fits = (2..=12).contains(&language.len()) && language.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
        if !fits {
            names.wrong(language, FieldCode::UnknownCode);
        } else if let Some(name) = names.text(language, LINE) {
            read.insert(language.clone(), name);
        }
    }
    if read.is_empty() {
        fields.wrong("name", FieldCode::Required);
        return None;
    }
    Some(read)
}

fn read_aliases(fields: &Fields<'_>) -> Vec<Text> {
    let elements = fields.elements("aliases", 100).unwrap_or_default();
    let aliases: Vec<Text> = elements.iter().filter_map(|alias| Text::parse(alias.as_str()?, LINE).ok()).collect();
    if aliases.len() != elements.len() {
        fields.wrong("aliases", FieldCode::Malformed);
    }
    aliases
}

fn read_degrees(fields: &Fields<'_>, name: &str, most: f64) -> Option<f64> {
    let value = fields.value(name)?;
    match value.as_f64() {
        Some(degrees) if degrees.abs() <= most => Some(degrees),
        Some(_) => {
            fields.wrong_because(name, FieldCode::OutOfRange, Some(format!("-{most}–{most}")));
            None
        }
        None => {
            fields.wrong(name, FieldCode::Malformed);
            None
        }
    }
}
