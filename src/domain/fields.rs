//! Reads an object field by field and collects every mistake at once, each with its JSON pointer. Values never appear
//! in an error: they may be what must not be shown.

use std::{cell::RefCell, collections::BTreeSet, str::FromStr};

use serde_json::{Map, Value};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{
    incident::Range,
    quantity::{self, NotAQuantity, Quantity},
    refusal::{FieldCode, FieldError},
    text::{NotText, Reference, Text, is_harmless, tamed},
    time::Instant,
};

/// An object being read. Absent and null are the same: not said.
#[derive(Debug)]
pub struct Fields<'a> {
    object: &'a Map<String, Value>,
    pointer: String,
    read: RefCell<BTreeSet<String>>,
    errors: &'a RefCell<Vec<FieldError>>,
}

/// Mistakes found so far.
pub type Errors = RefCell<Vec<FieldError>>;

impl<'a> Fields<'a> {
    /// Reads `object`, found at `pointer`. Every string in it, whether somebody reads it later or not, has to be without what can
    /// hurt a reader: what nobody knows is kept as well.
    pub fn new(object: &'a Map<String, Value>, pointer: impl Into<String>, errors: &'a Errors) -> Self {
        let fields = Self::within(object, pointer, errors);
        fields.refuse_harmful(&fields.pointer, object);
        fields
    }

    /// Reads `object`, which is a part of one that was looked through.
    pub fn within(object: &'a Map<String, Value>, pointer: impl Into<String>, errors: &'a Errors) -> Self {
        Self { object, pointer: pointer.into(), read: RefCell::default(), errors }
    }

    fn refuse_harmful(&self, pointer: &str, object: &Map<String, Value>) {
        for (name, value) in object {
            if is_harmless(name) {
                self.refuse_harmful_value(&within(pointer, name), value);
            } else {
                // Its name is not repeated.
                self.note(pointer.to_owned(), FieldCode::ControlCharacters, None);
            }
        }
    }

    fn refuse_harmful_value(&self, pointer: &str, value: &Value) {
        match value {
            Value::String(text) if !is_harmless(text) => {
                self.note(pointer.to_owned(), FieldCode::ControlCharacters, None);
            }
            Value::Object(object) => self.refuse_harmful(pointer, object),
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.refuse_harmful_value(&format!("{pointer}/{index}"), element);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn note(&self, pointer: String, code: FieldCode, expected: Option<String>) {
        let mut errors = self.errors.borrow_mut();
        if !errors.iter().any(|known| known.code == code && known.pointer == pointer) {
            errors.push(FieldError { pointer, code, expected });
        }
    }

    /// The pointer of one of its fields.
    pub fn at(&self, name: &str) -> String {
        within(&self.pointer, name)
    }

    /// Notes a mistake in a field.
    pub fn wrong(&self, name: &str, code: FieldCode) {
        self.wrong_because(name, code, None);
    }

    /// Notes a mistake in a field, with the limit or the choices.
    pub fn wrong_because(&self, name: &str, code: FieldCode, expected: Option<String>) {
        self.note(self.at(name), code, expected);
    }

    /// Where its mistakes go.
    pub fn errors(&self) -> &'a Errors {
        self.errors
    }

    /// The value as it came.
    pub fn value(&self, name: &str) -> Option<&'a Value> {
        self.read.borrow_mut().insert(name.to_owned());
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// The first of several names that is there.
    pub fn first_of(&self, names: &[&'static str]) -> Option<&'static str> {
        names.iter().find(|name| self.value(name).is_some()).copied()
    }

    /// Notes that a field must be there.
    pub fn required<T>(&self, name: &str, value: Option<T>) -> Option<T> {
        // A mistake in it is noted already; of a text that is blank, nobody has noted anything.
        let is_noted = || self.errors.borrow().iter().any(|error| error.pointer == self.at(name));
        if value.is_none() && !is_noted() {
            self.wrong(name, FieldCode::Required);
        }
        value
    }

    /// A string as it came.
    pub fn string(&self, name: &str) -> Option<&'a str> {
        let value = self.value(name)?;
        let text = value.as_str();
        if text.is_none() {
            self.wrong(name, FieldCode::Malformed);
        }
        // What is harmful is noted already, and nobody looks for it anywhere.
        text.filter(|text| is_harmless(text))
    }

    /// A text of at most `longest` characters; an empty one is not said.
    pub fn text(&self, name: &str, longest: usize) -> Option<Text> {
        let text = self.string(name)?;
        match Text::parse(text, longest) {
            Ok(text) => Some(text),
            Err(NotText::Empty) => None,
            Err(why) => {
                self.not_text(name, why);
                None
            }
        }
    }

    fn not_text(&self, name: &str, why: NotText) {
        let (code, expected) = match why {
            NotText::Empty => (FieldCode::Required, None),
            NotText::TooLong(most) => (FieldCode::TooLong, Some(most.to_string())),
            NotText::ControlCharacters => (FieldCode::ControlCharacters, None),
            NotText::Malformed => (FieldCode::Malformed, None),
        };
        self.wrong_because(name, code, expected);
    }

    /// A reference or key.
    pub fn reference(&self, name: &str) -> Option<Reference> {
        let text = self.string(name)?;
        Reference::parse(text).map_err(|why| self.not_text(name, why)).ok()
    }

    /// One of the codes of a taxonomy.
    pub fn code<T: FromStr + IntoEnumIterator + AsRef<str>>(&self, name: &str) -> Option<T> {
        let text = self.string(name)?;
        let code = T::from_str(text).ok();
        if code.is_none() {
            let choices: Vec<String> = T::iter().map(|choice| choice.as_ref().to_owned()).collect();
            self.wrong_because(name, FieldCode::UnknownCode, Some(choices.join(", ")));
        }
        code
    }

    /// True or false.
    pub fn flag(&self, name: &str) -> Option<bool> {
        let value = self.value(name)?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong(name, FieldCode::Malformed);
        }
        flag
    }

    /// RFC 3339.
    pub fn instant(&self, name: &str) -> Option<Instant> {
        let instant = self.string(name).map(Instant::parse)?;
        if instant.is_none() {
            self.wrong(name, FieldCode::NotAnInstant);
        }
        instant
    }

    /// A UUID.
    pub fn uuid(&self, name: &str) -> Option<Uuid> {
        let id = self.string(name).map(|text| Uuid::parse_str(text.trim()).ok())?;
        if id.is_none() {
            self.wrong(name, FieldCode::NotAUuid);
        }
        id
    }

    /// A whole number of `most` at the most.
    pub fn whole(&self, name: &str, most: u64) -> Option<u64> {
        let value = self.value(name)?;
        let number = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
        match number {
            Some(number) if number <= most => Some(number),
            Some(_) => {
                self.wrong_because(name, FieldCode::OutOfRange, Some(format!("0–{most}")));
                None
            }
            None => {
                let negative = value.as_i64().is_some();
                self.wrong(name, if negative { FieldCode::Negative } else { FieldCode::Malformed });
                None
            }
        }
    }

    /// As [`Fields::whole`], in 32 bits.
    pub fn count(&self, name: &str, most: u32) -> Option<u32> {
        self.whole(name, u64::from(most)).and_then(|number| u32::try_from(number).ok())
    }

    /// An exact amount; null and absent are unknown.
    pub fn quantity(&self, name: &str) -> Option<Quantity> {
        let value = self.value(name)?;
        quantity::from_json(value)
            .map_err(|why| {
                self.wrong(
                    name,
                    match why {
                        NotAQuantity::Malformed => FieldCode::NotAQuantity,
                        NotAQuantity::Negative => FieldCode::Negative,
                    },
                );
            })
            .ok()
    }

    /// `[min, max]`, either of them null; a bare number is both.
    pub fn range(&self, name: &str) -> Option<Range> {
        let range = read_range(self.value(name)?);
        if range.is_none() {
            self.wrong(name, FieldCode::Malformed);
        }
        range
    }

    /// Each element of an array, which may have `most`.
    pub fn elements(&self, name: &str, most: usize) -> Option<&'a [Value]> {
        let value = self.value(name)?;
        match value.as_array() {
            // What is harmful is noted already.
            Some(elements) if elements.iter().any(|element| element.as_str().is_some_and(|it| !is_harmless(it))) => {
                None
            }
            Some(elements) if elements.len() <= most => Some(elements),
            Some(_) => {
                self.wrong_because(name, FieldCode::TooLong, Some(most.to_string()));
                None
            }
            None => {
                self.wrong(name, FieldCode::Malformed);
                None
            }
        }
    }

    /// Each element of an array of objects, with its own fields.
    pub fn objects(&self, name: &str, most: usize) -> Option<Vec<Fields<'a>>> {
        let elements = self.elements(name, most)?;
        Some(elements.iter().enumerate().filter_map(|(index, value)| self.child(name, Some(index), value)).collect())
    }

    /// An object within this one.
    pub fn object(&self, name: &str) -> Option<Fields<'a>> {
        self.child(name, None, self.value(name)?)
    }

    fn child(&self, name: &str, index: Option<usize>, value: &'a Value) -> Option<Fields<'a>> {
        let pointer = index.map_or_else(|| self.at(name), |index| format!("{}/{index}", self.at(name)));
        let Some(object) = value.as_object() else {
            self.note(pointer, FieldCode::Malformed, None);
            return None;
        };
        Some(Fields::within(object, pointer, self.errors))
    }

    /// The names of its fields.
    pub fn names(&self) -> impl Iterator<Item = &'a String> {
        self.object.keys()
    }

    /// What nobody has read.
    pub fn unread(&self) -> impl Iterator<Item = (&'a String, &'a Value)> {
        let read = self.read.borrow().clone();
        self.object.iter().filter(move |(name, _)| !read.contains(*name))
    }

    /// Notes every field that nobody has read.
    pub fn refuse_unread(&self) {
        for (name, _) in self.unread() {
            self.wrong(name, FieldCode::UnknownField);
        }
    }
}

/// A JSON pointer to a field of what stands at another. Of a name, what can hurt a reader is not said again.
fn within(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", tamed(name).replace('~', "~0").replace('/', "~1"))
}

fn read_range(value: &Value) -> Option<Range> {
    let bound = |value: &Value| match value {
        Value::Null => Some(None),
        other => Some(Some(u32::try_from(other.as_u64()?).ok()?)),
    };
    let (low, high) = match value {
        Value::Array(bounds) => match bounds.as_slice() {
            [low, high] => (bound(low)?, bound(high)?),
            _ => return None,
        },
        single => (bound(single)?, bound(single)?),
    };
    let ordered = low.zip(high).is_none_or(|(low, high)| low <= high);
    (ordered && (low.is_some() || high.is_some())).then_some(Range(low, high))
}
