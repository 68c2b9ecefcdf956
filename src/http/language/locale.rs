//! The three languages and the regional tags we speak them in.

use std::sync::LazyLock;

use unic_langid::LanguageIdentifier;

/// A language that the messages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English, the language of the codes and the default.
    English,
    /// French.
    French,
    /// Arabic, written from right to left.
    Arabic,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Arabic, Self::French, Self::English];

    /// The primary language subtag: `en`, `fr`, `ar`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Arabic => "ar",
        }
    }

    /// What its readers call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
            Self::Arabic => "العربية",
        }
    }

    /// `rtl` or `ltr`, for the `dir` attribute.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English | Self::French => "ltr",
            Self::Arabic => "rtl",
        }
    }
}

/// The reader's language with its region, as a tag of `TAGS`. Copied freely: it points into the binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Locale {
    tag: &'static str,
    language: Language,
}

impl Locale {
    /// What a reader gets who asks for nothing we speak.
    pub const DEFAULT: Self = Self::plain(Language::English);

    /// A language without a region, with the digits that CLDR gives it.
    pub const fn plain(language: Language) -> Self {
        Self { tag: language.code(), language }
    }

    /// The tag exactly as listed, or none: `ar-SY` is known, `ar-ZZ` is for [`super::negotiate()`] to find a match.
    pub fn from_tag(tag: &str) -> Option<Self> {
        available().iter().map(|(_, locale)| *locale).find(|locale| locale.tag.eq_ignore_ascii_case(tag))
    }

    /// The BCP 47 tag, for the `lang` attribute and cookies.
    pub const fn tag(self) -> &'static str {
        self.tag
    }

    /// The language without the region.
    pub const fn language(self) -> Language {
        self.language
    }

    /// `rtl` or `ltr`, for the `dir` attribute.
    pub const fn direction(self) -> &'static str {
        self.language.direction()
    }
}

/// Every tag that digits, grouping and dates are known for. A fixed list, so that what a client sends can never make
/// the program build more than these.
const TAGS: &[(Language, &str)] = &[
    (
        Language::Arabic,
        "ar ar-AE ar-BH ar-DJ ar-DZ ar-EG ar-EH ar-ER ar-IL ar-IQ ar-JO ar-KM ar-KW ar-LB ar-LY ar-MA ar-MR ar-OM \
         ar-PS ar-QA ar-SA ar-SD ar-SO ar-SS ar-SY ar-TD ar-TN ar-YE",
    ),
    (
        Language::French,
        "fr fr-BE fr-BF fr-BI fr-BJ fr-CA fr-CD fr-CF fr-CG fr-CH fr-CI fr-CM fr-DJ fr-DZ fr-FR fr-GA fr-GN fr-GQ \
         fr-HT fr-KM fr-LU fr-MA fr-MG fr-ML fr-MR fr-MU fr-NE fr-RW fr-SC fr-SN fr-SY fr-TD fr-TG fr-TN",
    ),
    (
        Language::English,
        "en en-AE en-AU en-BE en-BI en-BW en-CA en-CH en-CM en-CY en-DE en-DK en-ER en-FI en-GB en-GH en-GM en-IE \
         en-IL en-IN en-KE en-LR en-LS en-MG en-MT en-MU en-MW en-NA en-NG en-NL en-NZ en-PH en-PK en-RW en-SD en-SE \
         en-SL en-SS en-SZ en-TZ en-UG en-US en-ZA en-ZM en-ZW",
    ),
];

/// The list with its parsed form, in the order of [`TAGS`].
pub(super) fn available() -> &'static [(LanguageIdentifier, Locale)] {
    static AVAILABLE: LazyLock<Vec<(LanguageIdentifier, Locale)>> = LazyLock::new(|| {
        TAGS.iter()
            .flat_map(|(language, tags)| tags.split_whitespace().map(|tag| Locale { tag, language: *language }))
            .filter_map(|locale| Some((locale.tag.parse().ok()?, locale)))
            .collect()
    });
    &AVAILABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_tag_parses_and_is_of_its_language() {
        let listed: usize = TAGS.iter().map(|(_, tags)| tags.split_whitespace().count()).sum();
        assert_eq!(available().len(), listed);
        for (parsed, locale) in available() {
            assert_eq!(parsed.language.as_str(), locale.language().code());
        }
    }

    #[test]
    fn arabic_runs_from_right_to_left() {
        assert_eq!(Locale::plain(Language::Arabic).direction(), "rtl");
        assert_eq!(Locale::plain(Language::French).direction(), "ltr");
    }
}
