//! A value of a column, and how numbers and times are written. Times are written by hand: an export has five of them in a
//! row, and chrono's formatting would cost more than everything else.

use super::Type;
use crate::domain::time::Instant;

/// A value. What is not known is [`Cell::Unknown`], never zero and never an empty text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Not known, not told, or there is none.
    Unknown,
    /// What people wrote, names, ids and references.
    Text(&'a str),
    /// A stable code.
    Code(&'a str),
    /// A whole number.
    Integer(i64),
    /// An exact decimal, as its digits.
    Decimal(&'a str),
    /// A moment.
    Instant(Instant),
    /// Date and time on the clocks of the convoy's zone, as microseconds since 1970-01-01 there.
    Local(i64),
    /// A day in the convoy's zone, as any moment of it, likewise.
    Date(i64),
    /// Yes or no.
    Boolean(bool),
    /// Degrees.
    Coordinate(f64),
}

impl<'a> Cell<'a> {
    /// A text, where there is one.
    pub fn text(text: Option<&'a str>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Unknown, Self::Text)
    }

    /// A code, where there is one.
    pub fn code(code: Option<&'a str>) -> Self {
        code.map_or(Self::Unknown, Self::Code)
    }

    /// A whole number, where it is known.
    pub fn integer(number: Option<impl Into<i64>>) -> Self {
        number.map_or(Self::Unknown, |number| Self::Integer(number.into()))
    }

    /// A decimal, where it is known.
    pub fn decimal(digits: Option<&'a str>) -> Self {
        digits.map_or(Self::Unknown, Self::Decimal)
    }

    /// A moment, where there is one.
    pub fn instant(at: Option<Instant>) -> Self {
        at.map_or(Self::Unknown, Self::Instant)
    }

    /// Degrees, where they are known.
    pub fn coordinate(degrees: Option<f64>) -> Self {
        degrees.map_or(Self::Unknown, Self::Coordinate)
    }

    /// Whether a column of this type may hold it.
    pub fn fits(self, kind: Type) -> bool {
        match self {
            Self::Unknown => true,
            Self::Text(_) => kind == Type::Text,
            Self::Code(_) => kind == Type::Code,
            Self::Integer(_) => kind == Type::Integer,
            Self::Decimal(_) => kind == Type::Decimal,
            Self::Instant(_) => kind == Type::Instant,
            Self::Local(_) => kind == Type::Local,
            Self::Date(_) => kind == Type::Date,
            Self::Boolean(_) => kind == Type::Boolean,
            Self::Coordinate(_) => kind == Type::Coordinate,
        }
    }
}

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// Writes a whole number.
pub(super) fn push_integer(out: &mut Vec<u8>, number: i64) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut rest = number.unsigned_abs();
    loop {
        at -= 1;
        if let Some(digit) = digits.get_mut(at) {
            *digit = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        }
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(digits.get(at..).unwrap_or_default());
}

/// Writes two digits.
fn push_two(out: &mut Vec<u8>, number: i64) {
    out.push(b'0' + u8::try_from(number / 10 % 10).unwrap_or(0));
    out.push(b'0' + u8::try_from(number % 10).unwrap_or(0));
}

/// Year, month and day of a count of days since 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// Writes the day of a moment: `2018-03-05`.
pub(super) fn push_date(out: &mut Vec<u8>, micros: i64) {
    let (year, month, day) = civil(micros.div_euclid(DAY));
    if (0..=9_999).contains(&year) {
        push_two(out, year / 100);
        push_two(out, year % 100);
    } else {
        push_integer(out, year);
    }
    out.push(b'-');
    push_two(out, month);
    out.push(b'-');
    push_two(out, day);
}

/// Writes a moment without its zone: `2018-03-05T06:00:00`, with fractions only where there are any.
pub(super) fn push_time(out: &mut Vec<u8>, micros: i64) {
    push_date(out, micros);
    let of_day = micros.rem_euclid(DAY);
    let seconds = of_day / SECOND;
    out.push(b'T');
    push_two(out, seconds / 3_600);
    out.push(b':');
    push_two(out, seconds / 60 % 60);
    out.push(b':');
    push_two(out, seconds % 60);
    let fraction = of_day % SECOND;
    if fraction > 0 {
        out.push(b'.');
        for part in [fraction / 100_000, fraction / 10_000, fraction / 1_000] {
            out.push(b'0' + u8::try_from(part % 10).unwrap_or(0));
        }
        if fraction % 1_000 > 0 {
            for part in [fraction / 100, fraction / 10, fraction] {
                out.push(b'0' + u8::try_from(part % 10).unwrap_or(0));
            }
        }
    }
}

/// Writes a moment in UTC: `2018-03-05T06:00:00Z`.
pub(super) fn push_instant(out: &mut Vec<u8>, at: Instant) {
    push_time(out, at.micros());
    out.push(b'Z');
}

/// Writes degrees, as few digits as tell them apart from every other number, and never with an exponent.
pub(super) fn push_degrees(out: &mut Vec<u8>, degrees: f64) {
    use std::io::Write;
    // Writing to memory does not fail.
    let _ = write!(out, "{degrees}");
}

/// The day count of spreadsheets: days since 1899-12-30, with the time as their fraction. None before 1900-03-01, where
/// spreadsheets count a day that never was.
pub(super) fn serial(micros: i64) -> Option<f64> {
    const FIRST: i64 = -25_508 * DAY;
    if micros < FIRST {
        return None;
    }
    let days = micros.div_euclid(DAY) + 25_569;
    // To the millisecond, which is what spreadsheets tell apart; both are far below 2^53.
    #[expect(clippy::cast_precision_loss, reason = "days and milliseconds of a day are small")]
    let serial = days as f64 + (micros.rem_euclid(DAY) / 1_000) as f64 / 86_400_000.0;
    Some(serial)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(push: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        push(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn times_are_written_as_the_api_writes_them() {
        for text in [
            "2018-03-05T06:00:00Z",
            "1900-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999Z",
            "2000-02-29T12:00:00.5Z",
            "2100-03-01T00:00:00.000001Z",
            "2199-12-31T23:59:59.123Z",
        ] {
            let at = Instant::parse(text).unwrap();
            let api = serde_json::to_value(at).unwrap();
            assert_eq!(written(|out| push_instant(out, at)), api.as_str().unwrap());
        }
    }

    #[test]
    fn numbers_are_written_as_they_are() {
        for number in [0, 7, -36, 10, 1_234_567, i64::MAX, i64::MIN] {
            assert_eq!(written(|out| push_integer(out, number)), number.to_string());
        }
        assert_eq!(written(|out| push_degrees(out, -36.72)), "-36.72");
        assert_eq!(written(|out| push_degrees(out, 0.000_000_1)), "0.0000001");
    }

    #[test]
    fn spreadsheets_count_days_as_they_always_did() {
        let serial_of = |text: &str| serial(Instant::parse(text).unwrap().micros());
        assert_eq!(serial_of("1970-01-01T00:00:00Z"), Some(25_569.0));
        assert_eq!(serial_of("2018-03-05T12:00:00Z"), Some(43_164.5));
        assert_eq!(serial_of("1900-03-01T00:00:00Z"), Some(61.0));
        assert_eq!(serial_of("1900-02-28T00:00:00Z"), None);
    }
}
