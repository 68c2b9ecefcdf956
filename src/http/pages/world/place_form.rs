//! The form of a place: from a description to fields, from fields to the description as the API takes it, and from the
//! gazetteer's codes to either.

use serde_json::{Map, Value, json};

use super::{asked_names, name_values, put, put_whole, typed_names};
use crate::{
    app::{App, AppError, Caller, gazetteer::Asked, gazetteer::Entry},
    domain::place::Place,
    http::{
        language::{Locale, pick_name},
        pages::{
            typed,
            views::{Finder, Form, Name, OfferedCode},
        },
    },
};

/// Codes that are offered at the most.
const OFFERED: i64 = 20;

/// The fields in the order of the page.
pub const ORDER: &[&str] = &[
    "name-",
    "aliases",
    "key",
    "place_kind",
    "country",
    "admin1",
    "latitude",
    "longitude",
    "pcode",
    "gazetteer",
    "access",
    "population",
    "last_reached",
];

/// What the fields show of a place as it is described.
pub fn values(place: &Place, position: i64, locale: Locale) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = name_values(&asked_names(Some(&place.name), locale)).collect();
    let text = |text: &Option<crate::domain::text::Text>| text.as_ref().map_or(String::new(), ToString::to_string);
    let number = |number: Option<String>| number.unwrap_or_default();
    let aliases: Vec<&str> = place.aliases.iter().map(crate::domain::text::Text::as_str).collect();
    let fields = [
        ("seen", position.to_string()),
        ("aliases", aliases.join("\n")),
        ("place_kind", place.kind.as_ref().to_owned()),
        ("country", text(&place.country)),
        ("admin1", text(&place.admin1)),
        ("latitude", number(place.latitude.map(|degrees| degrees.to_string()))),
        ("longitude", number(place.longitude.map(|degrees| degrees.to_string()))),
        ("approximate", if place.coordinates_approximate { "yes".to_owned() } else { String::new() }),
        ("pcode", text(&place.pcode)),
        ("gazetteer", text(&place.gazetteer)),
        ("population", number(place.population.map(|people| people.to_string()))),
        ("access", place.access.map_or(String::new(), |access| access.as_ref().to_owned())),
        ("last_reached", number(place.last_reached.map(|year| year.to_string()))),
    ];
    values.extend(fields.map(|(name, value)| (name.to_owned(), value)));
    values
}

/// The description, without its key.
pub fn draft(form: &Form) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("name".to_owned(), typed_names(form));
    let aliases: Vec<&str> = form.value("aliases").lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if !aliases.is_empty() {
        object.insert("aliases".to_owned(), json!(aliases));
    }
    put(&mut object, "kind", form, "place_kind");
    for field in ["country", "admin1", "pcode", "gazetteer", "access"] {
        put(&mut object, field, form, field);
    }
    for field in ["latitude", "longitude"] {
        put_degrees(&mut object, form, field);
    }
    for field in ["population", "last_reached"] {
        put_whole(&mut object, field, form, field);
    }
    object.insert("coordinates_approximate".to_owned(), json!(form.chose("approximate", "yes")));
    object
}

/// Degrees, in any digits and with a point or a comma; what is no number is refused with everything else.
fn put_degrees(object: &mut Map<String, Value>, form: &Form, field: &str) {
    let plain = typed::plain_digits(form.value(field)).replace([',', '٫'], ".");
    if !plain.is_empty() {
        let value = plain.parse::<f64>().map_or(Value::String(plain), |degrees| json!(degrees));
        object.insert(field.to_owned(), value);
    }
}

/// The field of a JSON pointer; the form as a whole where none fits.
pub fn field(pointer: &str, locale: Locale) -> String {
    match pointer.trim_start_matches('/') {
        "name" => format!("name-{}", locale.language().code()),
        "kind" => "place_kind".to_owned(),
        "coordinates_approximate" => "latitude".to_owned(),
        pointer => match pointer.strip_prefix("name/") {
            Some(lang) => format!("name-{lang}"),
            None if ORDER.contains(&pointer) => pointer.to_owned(),
            None => String::new(),
        },
    }
}

/// What the gazetteer offers for what is looked for.
pub fn find(app: &App, caller: &Caller, href: &str, text: &str, locale: Locale) -> Result<Finder, AppError> {
    let limit = if text.trim().is_empty() { 1 } else { OFFERED };
    let asked = Asked { text: text.trim().to_owned(), limit, ..Asked::default() };
    let answered = app.search_gazetteer(caller, &asked)?;
    let offered = |entry: &Entry| OfferedCode {
        href: format!("{href}?take={}#names", entry.code),
        code: entry.code.clone(),
        name: pick_name(&texts(&entry.name), locale).unwrap_or_else(|| Name::typed(entry.code.clone())),
        level: u8::try_from(entry.level).unwrap_or(0),
    };
    let found = (!text.trim().is_empty()).then(|| answered.items.iter().map(offered).collect());
    Ok(Finder { versions: answered.versions, text: text.to_owned(), found })
}

/// Fills what is empty in a form from a code of the gazetteer, and the code itself.
pub fn take(app: &App, caller: &Caller, code: &str, form: &mut Form) -> Result<(), AppError> {
    let exact = |code: &str| {
        let asked = Asked { text: code.to_owned(), limit: 1, ..Asked::default() };
        let found = app.search_gazetteer(caller, &asked)?.items.into_iter().next();
        Ok::<_, AppError>(found.filter(|entry| entry.code == code))
    };
    let Some(entry) = exact(code)? else { return Ok(()) };
    let governorate = entry.path.get(1).filter(|above| **above != entry.code).map(|above| exact(above)).transpose()?;
    for (lang, name) in texts(&entry.name) {
        fill(form, &format!("name-{lang}"), name);
    }
    let aliases: Vec<String> = serde_json::from_value(entry.aliases.clone()).unwrap_or_default();
    fill(form, "aliases", aliases.join("\n"));
    if let Some(above) = governorate.flatten() {
        let names = texts(&above.name);
        fill(form, "admin1", names.get("en").or_else(|| names.values().next()).cloned().unwrap_or_default());
    }
    let country = entry.path.first().and_then(|root| root.get(..2));
    fill(
        form,
        "country",
        country.filter(|code| code.bytes().all(|byte| byte.is_ascii_uppercase())).unwrap_or("").to_owned(),
    );
    if let (Some(north), Some(east)) = (entry.latitude, entry.longitude)
        && form.value("latitude").is_empty()
    {
        fill(form, "latitude", north.to_string());
        fill(form, "longitude", east.to_string());
        // The middle of an area, and no gate.
        super::set(form, "approximate", "yes".to_owned());
    }
    super::set(form, "pcode", entry.code);
    super::set(form, "gazetteer", entry.version);
    Ok(())
}

fn fill(form: &mut Form, field: &str, value: String) {
    if form.value(field).is_empty() && !value.is_empty() {
        super::set(form, field, value);
    }
}

fn texts(names: &Value) -> std::collections::BTreeMap<String, String> {
    serde_json::from_value(names.clone()).unwrap_or_default()
}
