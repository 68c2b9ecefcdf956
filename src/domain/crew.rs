//! The people on the trucks: names, phones and number plates, and the form in which each is found again.

use icu::normalizer::DecomposingNormalizerBorrowed;
use serde_json::{Map, Value};

use super::{
    fields::{Errors, Fields},
    refusal::{FieldCode, FieldError},
    text::{NotText, Text},
    trucks::Truck,
};

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 120;
/// The longest phone or number plate, in characters.
pub const LONGEST_NUMBER: usize = 40;

/// Somebody on a truck. Never in the ledger, and never in a log: what it holds is personal.
#[derive(Clone, PartialEq, Eq)]
pub struct CrewMember {
    /// Label of the truck, as planned.
    pub truck: Text,
    /// Name.
    pub name: Option<Text>,
    /// Phone.
    pub phone: Option<Text>,
    /// Number plate of the truck.
    pub plate: Option<Text>,
}

impl std::fmt::Debug for CrewMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CrewMember").field("truck", &self.truck).finish_non_exhaustive()
    }
}

/// By what a person is found.
#[derive(Clone, PartialEq, Eq)]
pub enum PersonKey {
    /// A name.
    Name(Text),
    /// A phone.
    Phone(Text),
    /// A number plate.
    Plate(Text),
}

impl std::fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Name(_) => "Name",
            Self::Phone(_) => "Phone",
            Self::Plate(_) => "Plate",
        })
    }
}

/// Reads somebody on one of these trucks, with every mistake at once.
pub fn read_member(object: &Map<String, Value>, trucks: &[Truck]) -> Result<CrewMember, Vec<FieldError>> {
    let errors = Errors::default();
    let fields = Fields::new(object, "", &errors);
    let truck = fields.required("truck", fields.text("truck", LONGEST_NUMBER)).and_then(|label| {
        let same = |truck: &&Truck| truck.label.as_str().to_lowercase() == label.as_str().to_lowercase();
        let known = trucks.iter().find(same).map(|truck| truck.label.clone());
        if known.is_none() {
            fields.wrong("truck", FieldCode::UnknownTruck);
        }
        known
    });
    let name = line(&fields, "name", LONGEST_NAME, |text| !folded_name(text).is_empty());
    let phone = line(&fields, "phone", LONGEST_NUMBER, is_phone);
    let plate = line(&fields, "plate", LONGEST_NUMBER, |text| !folded_plate(text).is_empty());
    fields.refuse_unread();
    if name.is_none() && phone.is_none() && plate.is_none() && errors.borrow().is_empty() {
        fields.wrong("name", FieldCode::Required);
    }
    match (truck, errors.into_inner()) {
        (Some(truck), errors) if errors.is_empty() => Ok(CrewMember { truck, name, phone, plate }),
        (_, errors) => Err(errors),
    }
}

/// One line of text that makes sense as what it is to be.
fn line(fields: &Fields<'_>, name: &str, longest: usize, makes_sense: impl Fn(&str) -> bool) -> Option<Text> {
    let text = fields.text(name, longest)?;
    if text.as_str().chars().any(char::is_control) {
        fields.wrong(name, FieldCode::ControlCharacters);
        return None;
    }
    if !makes_sense(text.as_str()) {
        fields.wrong(name, FieldCode::Malformed);
        return None;
    }
    Some(text)
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(|c| digit(*c).is_some()).count();
    let fits = |c: char| digit(c).is_some() || matches!(c, '+' | '-' | '(' | ')' | '.' | '/' | ' ' | '\u{a0}');
    digits >= 3 && text.chars().all(|c| fits(c) || is_mark(c))
}

/// Reads what a person is to be found by.
pub fn read_key(kind: &str, text: &str) -> Result<PersonKey, FieldCode> {
    let read = |longest| {
        Text::parse(text, longest).map_err(|why| match why {
            NotText::Empty => FieldCode::Required,
            NotText::TooLong(_) => FieldCode::TooLong,
            NotText::ControlCharacters => FieldCode::ControlCharacters,
            NotText::Malformed => FieldCode::Malformed,
        })
    };
    let key = match kind {
        "name" => PersonKey::Name(read(LONGEST_NAME)?),
        "phone" => PersonKey::Phone(read(LONGEST_NUMBER)?),
        "plate" => PersonKey::Plate(read(LONGEST_NUMBER)?),
        _ => return Err(FieldCode::UnknownCode),
    };
    if key.folded().is_empty() { Err(FieldCode::Malformed) } else { Ok(key) }
}

impl PersonKey {
    /// The form in which it is found.
    pub fn folded(&self) -> String {
        match self {
            Self::Name(text) => folded_name(text.as_str()),
            Self::Phone(text) => folded_phone(text.as_str()),
            Self::Plate(text) => folded_plate(text.as_str()),
        }
    }
}

/// Accents, vowel signs, stretching and marks of direction: what one writer writes and another leaves away.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6ed}' | '\u{200b}'..='\u{200f}' | '\u{61c}')
}

/// A digit in Latin, Arabic or Persian figures.
fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => c as u32 - '0' as u32,
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Letters that people write for one another.
fn letter(c: char) -> char {
    match c {
        // Alef without, and with, whatever stands on it.
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => '\u{627}',
        // Alef maqsura and the Persian ya.
        '\u{649}' | '\u{6cc}' => '\u{64a}',
        // Ta marbuta and ha.
        '\u{629}' => '\u{647}',
        // The Persian kaf.
        '\u{6a9}' => '\u{643}',
        other => digit(other).unwrap_or(other),
    }
}

pub(super) fn plain(text: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    decomposed.chars().filter(|c| !is_mark(*c)).map(letter).flat_map(char::to_lowercase).collect()
}

/// A name without what differs from one writer to the next: case, accents, vowel signs, forms of letters, spaces.
pub fn folded_name(text: &str) -> String {
    let plain = plain(text);
    let words = plain.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '`' | '.'));
    let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let words: Vec<String> = words.map(letters).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A phone as its digits, in Latin figures; `+` before those of an international one.
pub fn folded_phone(text: &str) -> String {
    let digits: String = text.chars().filter_map(digit).collect();
    let international = text.trim_start_matches(|c: char| c.is_whitespace() || c == '(' || is_mark(c)).starts_with('+');
    match digits.strip_prefix("00") {
        _ if international => format!("+{digits}"),
        Some(rest) => format!("+{rest}"),
        None => digits,
    }
}

/// A number plate without spaces and dashes, in upper case.
pub fn folded_plate(text: &str) -> String {
    plain(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for (one, other) in [
            ("أحمد الحمصي", "احمد  الحمصى"),
            ("مُحَمَّد", "محمّـــد"),
            ("فاطمة", "فاطمه"),
            ("José  al-Homsi", "jose Al Homsi"),
            ("Ｎｏｕｒ", "nour"),
            ("کریم", "كريم"),
            ("O'Brien", "OBrien"),
        ] {
            assert_eq!(folded_name(one), folded_name(other), "{one}");
        }
        assert_ne!(folded_name("أحمد"), folded_name("حامد"));
        assert_eq!(folded_name(" -- "), "");
    }

    #[test]
    fn phones_and_plates_are_found_in_any_figures() {
        for phone in ["+963 944 123-456", "00963944123456", "٠٠٩٦٣ ٩٤٤ ١٢٣ ٤٥٦", "+۹۶۳۹۴۴۱۲۳۴۵۶", "(+963) 944123456"]
        {
            assert_eq!(folded_phone(phone), "+963944123456", "{phone}");
        }
        assert_eq!(folded_phone("0944 123 456"), "0944123456");
        for plate in ["AB-123 456", "ab١٢٣٤٥٦", "AB 123-456"] {
            assert_eq!(folded_plate(plate), "AB123456", "{plate}");
        }
    }

    #[test]
    fn every_mistake_is_told_at_once_and_no_value() {
        let object = serde_json::json!({"truck": "9", "name": "a\nb", "phone": "call me", "plate": "--", "x": 1});
        let errors = read_member(object.as_object().unwrap(), &[]).unwrap_err();
        let found: Vec<(&str, FieldCode)> = errors.iter().map(|error| (error.pointer.as_str(), error.code)).collect();
        assert_eq!(
            found,
            [
                ("/truck", FieldCode::UnknownTruck),
                ("/name", FieldCode::ControlCharacters),
                ("/phone", FieldCode::Malformed),
                ("/plate", FieldCode::Malformed),
                ("/x", FieldCode::UnknownField),
            ]
        );
    }
}
