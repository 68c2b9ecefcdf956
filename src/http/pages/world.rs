//! What the pages of places, organisations and access windows share: names in several languages, keys that are made where
//! none was typed, and editors who do not overwrite each other.

use actix_web::http::StatusCode;
use serde_json::{Map, Value, json};

use super::{
    form::field_error,
    records::typed as said,
    teller::name,
    typed,
    views::{FieldError, Form, Name, NameIn},
    visit::Visit,
};
use crate::{
    app::{AppError, error::Conflict},
    domain::{folding::fold, refusal, text::Names},
    http::language::{Language, Locale, Texts},
};

pub mod organisations;
pub mod place;
mod place_form;
pub mod places;

/// The longest key that is made of a name.
const LONGEST_KEY: usize = 48;

/// The name to show, and those in the other languages, the reader's own languages first.
fn told_names(names: &Names, key: &str, locale: Locale) -> (Name, Vec<NameIn>) {
    let shown = name(names, locale).unwrap_or_else(|| Name::typed(key.to_owned()));
    let other =
        |(lang, text): (&String, &crate::domain::text::Text)| NameIn { lang: lang.clone(), text: text.to_string() };
    let others = names.iter().filter(|(lang, _)| **lang != shown.lang).map(other).collect();
    (shown, others)
}

/// The names that a form asks for: the reader's language first, then the other two, then those that are known besides.
fn asked_names(known: Option<&Names>, locale: Locale) -> Vec<NameIn> {
    let own = locale.language().code();
    let usual = std::iter::once(own).chain(Language::ALL.into_iter().map(Language::code).filter(|code| *code != own));
    let mut langs: Vec<String> = usual.map(str::to_owned).collect();
    langs.extend(known.into_iter().flat_map(Names::keys).cloned());
    let mut seen = std::collections::BTreeSet::new();
    langs.retain(|lang| seen.insert(lang.clone()));
    let text = |lang: &String| known.and_then(|names| names.get(lang)).map_or(String::new(), ToString::to_string);
    langs.into_iter().map(|lang| NameIn { text: text(&lang), lang }).collect()
}

/// The values of a form's fields of names.
fn name_values(names: &[NameIn]) -> impl Iterator<Item = (String, String)> + '_ {
    names.iter().map(|it| (format!("name-{}", it.lang), it.text.clone()))
}

/// The names that were typed.
fn typed_names(form: &Form) -> Value {
    let typed = form.values.iter().filter_map(|(field, value)| {
        let lang = field.strip_prefix("name-")?;
        Some((lang.to_owned(), json!(said(value)?)))
    });
    Value::Object(typed.collect())
}

/// An empty field says nothing.
fn put(object: &mut Map<String, Value>, name: &str, form: &Form, field: &str) {
    if let Some(text) = said(form.value(field)) {
        object.insert(name.to_owned(), json!(text));
    }
}

/// A whole number, or what was typed instead of one.
fn put_whole(object: &mut Map<String, Value>, name: &str, form: &Form, field: &str) {
    if said(form.value(field)).is_some() {
        let plain = typed::whole(form.value(field));
        let value = plain.parse::<u64>().map_or(Value::String(plain), |number| json!(number));
        object.insert(name.to_owned(), value);
    }
}

/// The key that was typed, or one made of the first name in Latin letters.
fn put_key(object: &mut Map<String, Value>, form: &mut Form) {
    if form.value("key").trim().is_empty() {
        let made = ["name-en", "name-fr"].iter().map(|field| key_of(form.value(field))).find(|key| !key.is_empty());
        let made = made.unwrap_or_else(|| {
            let names = form.values.iter().filter(|(field, _)| field.starts_with("name-"));
            names.map(|(_, name)| key_of(name)).find(|key| !key.is_empty()).unwrap_or_default()
        });
        form.values.retain(|(field, _)| field != "key");
        form.values.push(("key".to_owned(), made));
    }
    put(object, "key", form, "key");
}

/// `Maʿarrat an-Numʿān` as a key: `maarrat-an-numan`. Nothing where no letter of it is Latin.
fn key_of(name: &str) -> String {
    let plain: String = fold(name).chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect();
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    let mut key = words.join("-");
    key.truncate(LONGEST_KEY);
    key.trim_end_matches('-').to_owned()
}

/// The position that an editor has seen. Whoever says none has seen nothing, and overwrites nothing.
pub fn seen(form: &Form) -> i64 {
    form.value("seen").parse().unwrap_or(-1)
}

/// What became of a form that was not taken: with which status it comes back.
pub struct NotTaken {
    /// The status.
    pub status: StatusCode,
    /// It was changed by somebody else: what stands now has to be read anew.
    pub changed: bool,
    /// The key by which it may be sent once more.
    pub new_key: bool,
}

/// Puts what is wrong into the form, in the order of its fields; what is no mistake of the form goes on as it is.
pub fn mistaken(
    visit: &Visit,
    form: &mut Form,
    error: AppError,
    field: impl Fn(&str) -> String,
    order: &[&str],
) -> Result<NotTaken, AppError> {
    let t = visit.texts();
    let whole = |text: String, field: &str| vec![FieldError { field: field.to_owned(), text }];
    let refused = NotTaken { status: StatusCode::UNPROCESSABLE_ENTITY, changed: false, new_key: false };
    match error {
        AppError::Invalid(errors) => {
            form.errors = in_order(t, &errors, field, order);
            Ok(refused)
        }
        AppError::Conflict(conflict) => {
            let at = if conflict == Conflict::KeyTaken { "key" } else { "" };
            form.errors = whole(t.label("refusal", conflict.code()), at);
            Ok(NotTaken { new_key: conflict == Conflict::SameKeyOtherContent, ..refused })
        }
        AppError::PreconditionFailed => {
            form.errors = whole(t.text("world-changed"), "");
            Ok(NotTaken { status: StatusCode::CONFLICT, changed: true, new_key: false })
        }
        error => Err(error),
    }
}

/// All mistakes in the order of the page, one a field.
fn in_order(
    t: Texts,
    errors: &[refusal::FieldError],
    field: impl Fn(&str) -> String,
    order: &[&str],
) -> Vec<FieldError> {
    let told = |error: &refusal::FieldError| {
        let mut told = field_error(t, &field(&error.pointer), error);
        // What the gazetteer offers instead are codes that people use.
        if error.pointer == "/pcode" {
            told.text = crate::http::problem::field_sentence(t, error);
        }
        told
    };
    let mut all: Vec<FieldError> = errors.iter().map(told).collect();
    sort(&mut all, order);
    all
}

/// In the order of the fields, one mistake a field; what is of no field stands first.
pub fn sort(all: &mut Vec<FieldError>, order: &[&str]) {
    let place = |error: &FieldError| {
        let place = order.iter().position(|name| !error.field.is_empty() && error.field.starts_with(name));
        if error.field.is_empty() { 0 } else { place.map_or(order.len() + 1, |place| place + 1) }
    };
    all.sort_by_key(place);
    all.dedup_by(|one, other| one.field == other.field && !one.field.is_empty());
}

/// Sets a hidden value anew.
pub fn set(form: &mut Form, name: &str, value: String) {
    form.values.retain(|(field, _)| field != name);
    form.values.push((name.to_owned(), value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_of_a_name_in_latin_letters() {
        for (name, key) in [
            ("Ma'arrat an-Numan", "maarrat-an-numan"),
            ("Aïn el-Arab", "ain-el-arab"),
            ("حماة", ""),
            ("Hama 2", "hama-2"),
        ] {
            assert_eq!(key_of(name), key);
        }
    }
}
