//! What people type, in the digits and separators of their script. What makes no sense comes back as it was typed, for
//! whoever reads on to refuse it.

use chrono::{LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::time::Instant;

/// The text with European digits for Arabic-Indic (٠–٩) and Persian ones (۰–۹).
pub fn plain_digits(text: &str) -> String {
    let plain = |c: char| {
        let zero = match c {
            '\u{0660}'..='\u{0669}' => 0x0660,
            '\u{06F0}'..='\u{06F9}' => 0x06F0,
            _ => return c,
        };
        char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
    };
    text.trim().chars().map(plain).collect()
}

/// A time of day: `14:30`, `14.30`, `14h30`, `1430`, `9:05`, in any digits.
pub fn time_of_day(text: &str) -> Option<NaiveTime> {
    let text = plain_digits(text).replace(char::is_whitespace, "");
    let (hours, minutes) = match text.split_once([':', '.', 'h', 'H']) {
        Some(parts) => parts,
        None if text.is_ascii() && matches!(text.len(), 3 | 4) => text.split_at_checked(text.len() - 2)?,
        None => return None,
    };
    let short = |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !short(hours) || minutes.len() != 2 || !short(minutes) {
        return None;
    }
    NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
}

/// A day: `2016-11-01` in any digits.
pub fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&plain_digits(text), "%Y-%m-%d").ok()
}

/// What a clock of the zone showed, as a moment. Where clocks were put back, the earlier of the two; where they were put
/// forward, the moment at which they were.
pub fn in_zone(local: NaiveDateTime, zone: Tz) -> Option<Instant> {
    // No zone has ever skipped more than a day.
    let earliest = |after: TimeDelta| match zone.from_local_datetime(&local.checked_add_signed(after)?) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(Instant::new(at.to_utc())),
        LocalResult::None => None,
    };
    (0..=26 * 60).map(TimeDelta::minutes).find_map(earliest)
}

/// Labels or ranges of labels, parted by commas: `1-5, 7` or `١-٥، ٧`.
pub fn labels(text: &str) -> Vec<String> {
    let plain = plain_digits(text).replace(['–', '—', '‑', '−'], "-");
    let parts = plain.split([',', '،', ';', '؛', '\n']);
    // Around a dash no space belongs to the label.
    let tidy = |part: &str| part.split('-').map(str::trim).collect::<Vec<_>>().join("-");
    parts.map(tidy).filter(|label| !label.is_empty()).collect()
}

/// An exact decimal: `12.5`, `١٢٫٥`, `1 200`, `١٬٢٠٠`. A comma is a decimal separator, as in French, unless three digits
/// follow it, for then it may part thousands: that comes back as typed.
pub fn decimal(text: &str) -> String {
    let plain = plain_digits(text);
    let grouped = plain.replace(['٬', '\'', '’', '_'], "").replace(char::is_whitespace, "");
    let pointed = grouped.replace('٫', ".");
    match pointed.split_once(',') {
        None => pointed,
        Some((_, fraction)) if fraction.len() == 3 || fraction.contains([',', '.']) => text.trim().to_owned(),
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
    }
}

/// A whole number: `25000`, `25 000`, `25,000`, `25.000`, `٢٥٬٠٠٠`.
pub fn whole(text: &str) -> String {
    let plain = plain_digits(text);
    let mut groups = plain.split(|c: char| c.is_whitespace() || matches!(c, '٬' | ',' | '.' | '\'' | '’' | '،'));
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = digits(first) && (rest.is_empty() || first.len() <= 3) && rest.iter().all(|g| g.len() == 3 && digits(g));
    if fits { format!("{first}{}", rest.concat()) } else { text.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: u32, minutes: u32) -> Option<NaiveTime> {
        NaiveTime::from_hms_opt(hours, minutes, 0)
    }

    #[test]
    fn a_time_is_read_in_any_digits_and_with_any_usual_separator() {
        for text in ["14:30", "14.30", "1430", "14h30", "14 h 30", " 14:30 ", "١٤:٣٠", "۱۴:۳۰", "١٤٣٠"] {
            assert_eq!(time_of_day(text), at(14, 30), "{text}");
        }
        assert_eq!(time_of_day("9:05"), at(9, 5));
        assert_eq!(time_of_day("905"), at(9, 5));
    }

    #[test]
    fn what_is_no_time_is_not_guessed() {
        for text in ["", "14", "25:00", "٢٥:٩٩", "14:3", "14:300", "1a:30", "noon", "-1:30", "14:30:15", "٣٠"] {
            assert_eq!(time_of_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_read_in_any_digits() {
        assert_eq!(day("٢٠١٦-١١-٠١"), NaiveDate::from_ymd_opt(2016, 11, 1));
        assert_eq!(day("2016-02-30"), None);
        assert_eq!(day("01/11/2016"), None);
    }

    #[test]
    fn clocks_that_are_put_back_or_forward_give_one_moment() {
        let at = |text: &str| in_zone(text.parse().unwrap(), chrono_tz::Asia::Damascus).unwrap().utc().to_rfc3339();
        assert_eq!(at("2016-11-01T14:30:00"), "2016-11-01T12:30:00+00:00");
        // On 25 March 2016 midnight was skipped; on 28 October the hour before midnight came twice.
        assert_eq!(at("2016-03-25T00:30:00"), "2016-03-24T22:00:00+00:00");
        assert_eq!(at("2016-10-27T23:30:00"), "2016-10-27T20:30:00+00:00");
    }

    #[test]
    fn labels_come_apart_at_the_commas_of_either_script() {
        assert_eq!(labels("1-5, 7"), ["1-5", "7"]);
        assert_eq!(labels("١ – ٥، ٧ ، S1-S2"), ["1-5", "7", "S1-S2"]);
        assert!(labels(" ، ").is_empty());
    }

    #[test]
    fn decimals_keep_every_digit() {
        for (typed, plain) in [
            ("12.5", "12.5"),
            ("12,5", "12.5"),
            ("١٢٫٥", "12.5"),
            ("۱۲٫۵۰", "12.50"),
            ("1 200", "1200"),
            ("1\u{202f}200,25", "1200.25"),
            ("١٬٢٠٠٫٧٥", "1200.75"),
            ("0,1234", "0.1234"),
            ("12.500", "12.500"),
        ] {
            assert_eq!(decimal(typed), plain, "{typed}");
        }
    }

    #[test]
    fn a_comma_that_may_mean_two_things_is_left_for_refusal() {
        for text in ["1,200", "1,200,000", "1,5.2"] {
            assert!(crate::domain::quantity::Quantity::parse(&decimal(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn whole_numbers_may_be_grouped() {
        for text in ["25000", "25 000", "25,000", "25.000", "٢٥٬٠٠٠", "۲۵۰۰۰", "25\u{a0}000"] {
            assert_eq!(whole(text), "25000", "{text}");
        }
        for text in ["2,50", "12.5", "1000,000", "a lot", "-5", "25,0000"] {
            assert!(whole(text).parse::<u64>().is_err(), "{text}");
        }
    }
}
