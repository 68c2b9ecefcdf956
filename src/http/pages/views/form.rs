//! Forms as they come back: what was typed and what is wrong with it.

use strum::IntoEnumIterator;

use super::Name;

/// What was typed, field by field, kept as it came, and the errors found. Empty for a fresh form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The pairs of the request's body, in order; a field may appear several times.
    pub values: Vec<(String, String)>,
    /// All errors at once, in the order of the fields.
    pub errors: Vec<FieldError>,
}

/// One error of a form, already in the reader's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, which is also the id that the summary links to. Empty for the form as a whole.
    pub field: String,
    /// The sentence.
    pub text: String,
}

/// One of several things to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub name: Name,
    /// A second, quieter line.
    pub hint: Option<String>,
}

impl Choice {
    /// More than a list to scroll through on a phone: they are chosen by typing.
    pub fn are_many(choices: &[Self]) -> bool {
        choices.len() > 40
    }
}

/// The codes of a taxonomy, in the domain's order.
pub(super) fn codes<T: IntoEnumIterator + AsRef<str>>() -> Vec<String> {
    T::iter().map(|code| code.as_ref().to_owned()).collect()
}

impl Form {
    /// What was typed into a field, or nothing.
    pub fn value(&self, field: &str) -> &str {
        self.values.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// Whether this choice of a field was made.
    pub fn chose(&self, field: &str, value: &str) -> bool {
        self.values.iter().any(|(name, typed)| name == field && typed == value)
    }

    /// Whether this choice was made, or nothing was and it is the usual one.
    pub fn chose_or_usual(&self, field: &str, value: &str, usual: &str) -> bool {
        if self.value(field).is_empty() { value == usual } else { self.chose(field, value) }
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.text.as_str())
    }
}
