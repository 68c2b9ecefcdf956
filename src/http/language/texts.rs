//! The handle that pages and answers take their words from.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};

use super::{Language, Locale, library, numbers};

/// The reader's words. Copied freely: it is a locale and nothing else; the messages are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    locale: Locale,
}

/// One value for a message: a number (chooses the plural form, shown in the reader's digits), text, or the label of
/// a code.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg<'a> {
    /// A count, or anything whose plural form matters.
    Number(FluentValue<'a>),
    /// Text shown as it is, isolated from the direction of the sentence around it.
    Text(Cow<'a, str>),
    /// A code shown by its label: family and code, as in [`Texts::label`].
    Label(&'a str, &'a str),
}

impl Texts {
    /// The words for a locale.
    pub const fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// The reader's locale.
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// A message without values.
    pub fn text(&self, id: &str) -> String {
        library::format(self.locale, id, None)
    }

    /// A message with `$count`.
    pub fn count<'a>(&self, id: &str, count: impl Into<Arg<'a>>) -> String {
        self.with(id, [("count", count.into())])
    }

    /// A message with one value.
    pub fn text1<'a>(&self, id: &str, name: &'a str, value: impl Into<Arg<'a>>) -> String {
        self.with(id, [(name, value.into())])
    }

    /// A message with two values.
    pub fn text2<'a>(
        &self,
        id: &str,
        name: &'a str,
        value: impl Into<Arg<'a>>,
        other_name: &'a str,
        other: impl Into<Arg<'a>>,
    ) -> String {
        self.with(id, [(name, value.into()), (other_name, other.into())])
    }

    /// A message with any values.
    pub fn with<'a>(&self, id: &str, args: impl IntoIterator<Item = (&'a str, Arg<'a>)>) -> String {
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            match value {
                Arg::Number(number) => fluent.set(name, number),
                Arg::Text(text) => fluent.set(name, FluentValue::String(text)),
                Arg::Label(family, code) => fluent.set(name, self.label(family, code)),
            }
        }
        library::format(self.locale, id, Some(&fluent))
    }

    /// The word for a stable code, `label("status", "in_transit")`: the message `status-in_transit`.
    pub fn label(&self, family: &str, code: impl AsRef<str>) -> String {
        self.text(&format!("{family}-{}", code.as_ref()))
    }

    /// Whether there is such a message in the reader's language.
    pub fn has(&self, id: impl AsRef<str>) -> bool {
        library::has(self.locale, id.as_ref())
    }

    /// A whole number with the reader's digits and grouping.
    pub fn number(&self, number: impl std::fmt::Display) -> String {
        numbers::localise(self.locale, &number.to_string())
    }

    /// An exact decimal with its unit: `12.5 t`, `1 basket`, `٣ سلال`. The amount is the decimal's plain digits.
    pub fn quantity(&self, amount: &str, unit: &str) -> String {
        let shown = self.number(amount);
        let is_fraction = amount.split_once('.').is_some_and(|(_, digits)| digits.contains(|digit| digit != '0'));
        // CLDR gives Arabic fractions the form of 100, "other"; Fluent's plural rules look at the whole part only.
        let counted = if is_fraction && self.locale.language() == Language::Arabic { "100" } else { amount };
        let count = Arg::Number(FluentValue::try_number(counted));
        self.with(&format!("quantity-{unit}"), [("count", count), ("amount", Arg::from(shown))])
    }

    /// A published figure that may be a range: "18", "at least 12", "10 to 20", "unknown".
    pub fn range(&self, least: Option<u64>, most: Option<u64>) -> String {
        match (least, most) {
            (Some(least), Some(most)) if least == most => self.number(least),
            (Some(least), Some(most)) => self.text2("range-between", "least", least, "most", most),
            (Some(least), None) => self.text1("range-at_least", "least", least),
            (None, Some(most)) => self.text1("range-at_most", "most", most),
            (None, None) => self.text("unknown"),
        }
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&&'a String> for Arg<'a> {
    fn from(text: &&'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<&&u64> for Arg<'_> {
    fn from(number: &&u64) -> Self {
        Self::Number((**number).into())
    }
}

impl<'a> From<&&'a str> for Arg<'a> {
    fn from(text: &&'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

// Templates hand over references.
impl From<&u64> for Arg<'_> {
    fn from(number: &u64) -> Self {
        Self::Number((*number).into())
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<&usize> for Arg<'_> {
    fn from(number: &usize) -> Self {
        Self::Number((*number).into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(tag: &str) -> Texts {
        Texts::new(Locale::from_tag(tag).unwrap())
    }

    fn plain(text: &str) -> String {
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn quantities_take_the_plural_and_the_digits_of_the_locale() {
        let said = |tag: &str, amount: &str| plain(&texts(tag).quantity(amount, "TNE"));
        assert_eq!(said("ar-SY", "12.5"), "١٢٫٥ طن");
        assert_eq!(said("ar-SY", "12"), "١٢ طنًا");
        assert_eq!(said("ar-MA", "3.000"), "3,000 أطنان");
        assert_eq!(said("fr", "1234.5"), "1\u{202f}234,5 t");
        assert_eq!(plain(&texts("en").quantity("1", "basket")), "1 basket");
    }

    #[test]
    fn a_range_says_what_is_known_and_no_more() {
        let said = |least, most| plain(&texts("en").range(least, most));
        assert_eq!(said(Some(12), None), "at least 12");
        assert_eq!(said(Some(10), Some(20)), "10 to 20");
        assert_eq!(said(Some(20), Some(20)), "20");
        assert_eq!(said(None, None), "unknown");
    }

    #[test]
    fn values_are_isolated_from_the_direction_of_the_sentence() {
        assert_eq!(texts("ar").text1("report-by", "name", "Omar"), "سجّله \u{2068}Omar\u{2069}");
    }
}
