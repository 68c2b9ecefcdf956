//! Parsed text: what people type, without what can hurt a reader.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

/// Why a text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// Nothing but white space.
    Empty,
    /// Longer than so many characters.
    TooLong(usize),
    /// Control characters, or ones that turn the direction of the text around them.
    ControlCharacters,
    /// A character that this kind of text cannot have.
    Malformed,
}

/// One line or several, trimmed, not empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(String);

/// The longest one-line text, in characters.
pub const LINE: usize = 200;
/// The longest note or claim, in characters.
pub const PROSE: usize = 4_000;

impl Text {
    /// A text of at most `longest` characters.
    pub fn parse(text: &str, longest: usize) -> Result<Self, NotText> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NotText::Empty);
        }
        if text.chars().count() > longest {
            return Err(NotText::TooLong(longest));
        }
        if text.chars().any(is_dangerous) {
            return Err(NotText::ControlCharacters);
        }
        Ok(Self(text.replace("\r\n", "\n")))
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether nothing in it can hurt a reader.
pub fn is_harmless(text: &str) -> bool {
    !text.chars().any(is_dangerous)
}

/// The text without what can hurt a reader: for what nobody can be asked to write anew.
pub fn tamed(text: &str) -> Cow<'_, str> {
    if is_harmless(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !is_dangerous(*c)).collect())
}

/// Embeddings and overrides of direction can make a name read as another; marks (U+200E, U+200F, U+061C) cannot.
fn is_dangerous(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name in several languages, by language code (`en`, `ar`, `fr`).
pub type Names = BTreeMap<String, Text>;

/// A convoy's reference: ASCII letters, digits, `-`, `_` and `.`; at most 64; never of a UUID's shape, since a convoy
/// is found by either.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

/// What stands in the program's addresses where a reference or key may stand: nothing new is called so, whatever its case.
pub const WORDS_OF_ROUTES: &[&str] = &["new"];

/// The key by which files and scripts name a place or an organisation: as a [`Reference`].
pub type Key = Reference;

impl Reference {
    /// Reads a reference or key.
    pub fn parse(text: &str) -> Result<Self, NotText> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NotText::Empty);
        }
        if text.len() > 64 {
            return Err(NotText::TooLong(64));
        }
        let fits = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if !fits || !text.starts_with(|c: char| c.is_ascii_alphanumeric()) || uuid::Uuid::try_parse(text).is_ok() {
            return Err(NotText::Malformed);
        }
        Ok(Self(text.to_owned()))
    }

    /// In lower case, by which references are compared.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Whether the word means something else where a reference or key stands in an address.
    pub fn is_word_of_routes(&self) -> bool {
        WORDS_OF_ROUTES.contains(&self.folded().as_str())
    }

    /// The reference itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_turns_its_neighbours_round_is_refused() {
        assert_eq!(Text::parse("a\u{202E}b", LINE), Err(NotText::ControlCharacters));
        assert_eq!(Text::parse("a\u{0}b", LINE), Err(NotText::ControlCharacters));
        assert_eq!(Text::parse("  ", LINE), Err(NotText::Empty));
        assert_eq!(Text::parse(" حماة ", LINE).unwrap().as_str(), "حماة");
    }

    #[test]
    fn a_reference_never_looks_like_an_id() {
        assert!(Reference::parse("SY-2016-SOUTH-HAMA").is_ok());
        for bad in ["", "a b", "../x", "-x", "13e8ba7f-9d0c-513f-9305-bfb70980f9fd"] {
            assert!(Reference::parse(bad).is_err(), "{bad}");
        }
    }
}
