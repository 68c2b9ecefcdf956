//! Names that exist in several languages, shown in the reader's where there is one.

use std::collections::BTreeMap;

use super::{Language, Locale};

/// A name as shown, with the language that it is in, so that it can stand in `<bdi lang>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The words.
    pub text: String,
    /// The language tag of the words; empty where nobody said (typed text, codes).
    pub lang: String,
}

impl Name {
    /// Text that a person typed, in a language that we do not know.
    pub fn typed(text: impl Into<String>) -> Self {
        Self { text: text.into(), lang: String::new() }
    }
}

/// Picks the name to show: the reader's language, then English, then whichever comes first.
///
/// None only where there is no name at all.
pub fn pick_name(names: &BTreeMap<String, String>, locale: Locale) -> Option<Name> {
    let of_language = |language: Language| {
        let exact = names.get_key_value(locale.tag()).filter(|_| language == locale.language());
        exact.or_else(|| names.get_key_value(language.code()))
    };
    of_language(locale.language())
        .or_else(|| of_language(Language::English))
        .or_else(|| names.iter().next())
        .map(|(lang, text)| Name { text: text.clone(), lang: lang.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(lang, text)| ((*lang).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn the_readers_language_then_english_then_any() {
        let arabic = Locale::from_tag("ar-SY").unwrap();
        let both = names(&[("en", "Hama"), ("ar", "حماة")]);
        assert_eq!(pick_name(&both, arabic).unwrap().text, "حماة");
        let english = names(&[("en", "Hama"), ("ku", "Hema")]);
        assert_eq!(pick_name(&english, arabic).unwrap().lang, "en");
        let other = names(&[("ku", "Hema")]);
        assert_eq!(pick_name(&other, arabic).unwrap().lang, "ku");
        assert_eq!(pick_name(&names(&[]), arabic), None);
    }
}
