//! Digits and grouping by locale, from CLDR.

use std::cell::RefCell;
use std::collections::HashMap;

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;

use super::Locale;

thread_local! {
    // ICU's formatters hold plain reference counts here and cannot cross threads; one set a worker is small and
    // needs no lock.
    static FORMATTERS: RefCell<HashMap<&'static str, Option<DecimalFormatter>>> = RefCell::new(HashMap::new());
}

/// A number as its decimal digits (`-1234.50`), in the reader's digits. What is no number comes back as it went in.
pub(super) fn localise(locale: Locale, digits: &str) -> String {
    let Ok(decimal) = digits.parse::<Decimal>() else {
        return digits.to_owned();
    };
    FORMATTERS.with_borrow_mut(|formatters| {
        let formatter = formatters.entry(locale.tag()).or_insert_with(|| build(locale.tag()));
        formatter.as_ref().map_or_else(|| digits.to_owned(), |formatter| formatter.format_to_string(&decimal))
    })
}

fn build(tag: &str) -> Option<DecimalFormatter> {
    let locale: icu::locale::Locale = tag.parse().ok()?;
    DecimalFormatter::try_new(locale.into(), icu::decimal::options::DecimalFormatterOptions::default()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tag: &str, digits: &str) -> String {
        localise(Locale::from_tag(tag).unwrap(), digits)
    }

    #[test]
    fn digits_follow_the_full_tag() {
        assert_eq!(shown("ar-SY", "18400"), "١٨٬٤٠٠");
        assert_eq!(shown("ar-MA", "18400"), "18.400");
        assert_eq!(shown("en", "18400.50"), "18,400.50");
        assert_eq!(shown("fr", "18400"), "18\u{202f}400");
    }

    #[test]
    fn exact_decimals_stay_exact() {
        assert_eq!(shown("en", "9007199254740993.001"), "9,007,199,254,740,993.001");
        assert_eq!(shown("en", "not a number"), "not a number");
    }
}
