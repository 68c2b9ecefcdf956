//! Which language a reader gets: what was chosen first, then what the browser says.

use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use unic_langid::LanguageIdentifier;

use super::locale::{Locale, available};

/// Browsers send a handful; more is noise that would only cost time.
const MOST_WISHES: usize = 16;

/// Picks the locale from explicit choices (`?lang=`, then the cookie) and the `Accept-Language` header.
///
/// A choice of a bare language keeps the region of the browser's own tag: whoever reads `ar-SY` and comes back from
/// English by the link "العربية" finds the same digits as before. Unknown choices are passed over.
pub fn negotiate(chosen: &[Option<&str>], accept_language: Option<&str>) -> Locale {
    let wishes = wishes(accept_language.unwrap_or_default());
    for choice in chosen.iter().flatten() {
        if let Some(locale) = parse(choice).and_then(|wish| closest(&[wish])) {
            return in_the_readers_region(locale, &wishes);
        }
    }
    closest(&wishes).unwrap_or(Locale::DEFAULT)
}

fn in_the_readers_region(locale: Locale, wishes: &[LanguageIdentifier]) -> Locale {
    let is_bare = locale.tag() == locale.language().code();
    let regional = wishes.iter().find(|wish| wish.language.as_str() == locale.tag() && wish.region.is_some());
    match regional {
        Some(wish) if is_bare => closest(std::slice::from_ref(wish)).unwrap_or(locale),
        Some(_) | None => locale,
    }
}

fn closest(wishes: &[LanguageIdentifier]) -> Option<Locale> {
    let (tags, locales): (Vec<_>, Vec<_>) = available().iter().cloned().unzip();
    for wish in wishes {
        // One wish at a time: a second choice spoken exactly must not overtake the first spoken nearly.
        let found = negotiate_languages(std::slice::from_ref(wish), &tags, None, NegotiationStrategy::Filtering);
        let nearest = found.first().and_then(|tag| tags.iter().position(|known| known == *tag));
        if let Some(locale) = nearest.and_then(|index| locales.get(index)) {
            return Some(*locale);
        }
    }
    None
}

/// The header's tags, best first. Equal weights keep their order; a weight of 0 means "not this one".
fn wishes(header: &str) -> Vec<LanguageIdentifier> {
    let mut weighed: Vec<(u16, LanguageIdentifier)> = header
        .split(',')
        .take(MOST_WISHES)
        .filter_map(|part| {
            let mut pieces = part.split(';').map(str::trim);
            let tag = parse(pieces.next()?)?;
            let weight = pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(Some(1000), thousandths)?;
            (weight > 0).then_some((weight, tag))
        })
        .collect();
    weighed.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    weighed.into_iter().map(|(_, tag)| tag).collect()
}

/// A quality value as RFC 9110 writes it, `0.8`, without going through a float.
fn thousandths(quality: &str) -> Option<u16> {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    let whole: u16 = whole.parse().ok()?;
    let fraction: u16 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(whole.checked_mul(1000)?.saturating_add(fraction).min(1000))
}

fn parse(tag: &str) -> Option<LanguageIdentifier> {
    let tag: LanguageIdentifier = tag.trim().parse().ok()?;
    (tag.language.as_str() != "und").then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked(chosen: &[Option<&str>], header: &str) -> &'static str {
        negotiate(chosen, Some(header)).tag()
    }

    #[test]
    fn the_browser_decides_where_nothing_was_chosen() {
        assert_eq!(picked(&[], "ar-SY,ar;q=0.9,en;q=0.5"), "ar-SY");
        assert_eq!(picked(&[], "en;q=0.5, fr;q=0.8"), "fr");
        assert_eq!(picked(&[], "de, fr-ML;q=0.3"), "fr-ML");
        assert_eq!(picked(&[], "fr;q=0, ar"), "ar");
        assert_eq!(picked(&[], "de"), "en");
        assert_eq!(picked(&[], "*"), "en");
        assert_eq!(negotiate(&[], None), Locale::DEFAULT);
    }

    #[test]
    fn a_choice_comes_before_the_browser_and_the_address_before_the_cookie() {
        assert_eq!(picked(&[Some("fr"), Some("ar")], "en"), "fr");
        assert_eq!(picked(&[None, Some("ar-MA")], "en"), "ar-MA");
        assert_eq!(picked(&[Some("xx-nonsense!"), Some("ar")], "en"), "ar");
    }

    #[test]
    fn a_bare_choice_keeps_the_region_of_the_browser() {
        assert_eq!(picked(&[Some("ar")], "en, ar-SY;q=0.5"), "ar-SY");
        assert_eq!(picked(&[Some("ar-MA")], "ar-SY"), "ar-MA");
        assert_eq!(picked(&[Some("ar")], "en"), "ar");
    }

    #[test]
    fn an_unlisted_region_gets_its_language() {
        assert_eq!(picked(&[], "fr-JP"), "fr");
        assert_eq!(negotiate(&[], Some("ar-XA")).language().code(), "ar");
        assert_eq!(picked(&[], "en-JP, fr"), "en");
    }
}
