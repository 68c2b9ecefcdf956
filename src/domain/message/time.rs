//! When, in a message: a time of day, a day, both, or neither.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{
    Day, Missing, WhenWritten,
    fold::Word,
    words::{Meaning, longest_of},
};
use crate::domain::time::{Instant, Precision};

/// Networks deliver late, and clocks differ: so far ahead a time may be.
const AHEAD: TimeDelta = TimeDelta::minutes(10);

/// Takes the time and the day out of the words. Two that differ are asked back.
pub fn take(words: &mut Vec<Word>) -> Result<WhenWritten, Missing> {
    let mut times: Vec<NaiveTime> = Vec::new();
    let mut days: Vec<Day> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let day = longest_of(words, at, |meaning| if let Meaning::Day(day) = meaning { Some(*day) } else { None });
        let word = words.get(at).map_or("", |word| word.folded.as_str());
        if let Some((day, length)) = day {
            days.push(day);
            words.drain(at..at + length);
        } else if let Some(time) = marked_time(word) {
            times.push(time);
            words.remove(at);
        } else if let Some(day) = date(word) {
            days.push(day);
            words.remove(at);
        } else {
            at += 1;
        }
    }
    if times.is_empty() {
        // Four figures alone are a time only where nothing else is, and where they are the only ones.
        let bare: Vec<usize> = (0..words.len())
            .filter(|at| words.get(*at).is_some_and(|word| bare_time(&word.folded).is_some()))
            .collect();
        match bare.as_slice() {
            [] => {}
            [one] => {
                let word = words.remove(*one);
                times.extend(bare_time(&word.folded));
            }
            _ => return Err(Missing::OneTime),
        }
    }
    times.dedup();
    days.dedup();
    match (times.as_slice(), days.as_slice()) {
        ([] | [_], [] | [_]) => Ok(WhenWritten { day: days.first().copied(), time: times.first().copied() }),
        (_, _) => Err(Missing::OneTime),
    }
}

fn two(hours: &str, minutes: &str) -> Option<NaiveTime> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = matches!(hours.len(), 1 | 2) && minutes.len() == 2 && digits(hours) && digits(minutes);
    if fits { NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0) } else { None }
}

/// `10:30`, `10.30`, `10h30`.
fn marked_time(word: &str) -> Option<NaiveTime> {
    let (hours, minutes) = word.split_once([':', '.', 'h'])?;
    two(hours, minutes)
}

/// `1030`.
fn bare_time(word: &str) -> Option<NaiveTime> {
    if word.len() != 4 || !word.is_ascii() {
        return None;
    }
    let (hours, minutes) = word.split_at_checked(2)?;
    two(hours, minutes)
}

/// `2026-11-27`, `27/11/2026`, `27/11`: the day before the month, as all three languages have it.
fn date(word: &str) -> Option<Day> {
    if let Ok(date) = NaiveDate::parse_from_str(word, "%Y-%m-%d") {
        return (1990..=2200).contains(&date.year()).then_some(Day::Date(date));
    }
    let mut parts = word.split('/');
    let number = |part: Option<&str>| part.filter(|part| part.len() <= 4)?.parse::<u32>().ok();
    let (day, month) = (number(parts.next())?, number(parts.next())?);
    match (parts.next(), parts.next()) {
        (None, None) => NaiveDate::from_ymd_opt(2024, month, day).map(|_| Day::OfYear(day, month)),
        (Some(year), None) if year.len() == 4 => {
            let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month, day)?;
            (1990..=2200).contains(&date.year()).then_some(Day::Date(date))
        }
        (_, _) => None,
    }
}

/// The moment that was meant, for a message that came at another, by the convoy's clocks; and how precisely it is known.
pub fn resolve(when: WhenWritten, received: Instant, zone: Tz) -> Result<(Instant, Precision), Missing> {
    let today = received.utc().with_timezone(&zone).date_naive();
    let day = match when.day {
        None | Some(Day::Today) => today,
        Some(Day::Yesterday) => today.pred_opt().ok_or(Missing::PastTime)?,
        Some(Day::Date(date)) => date,
        Some(Day::OfYear(day, month)) => last(day, month, today).ok_or(Missing::PastTime)?,
    };
    let at = |time: NaiveTime| {
        let local = zone.from_local_datetime(&day.and_time(time)).earliest();
        local.map(|at: DateTime<Tz>| Instant::new(at.with_timezone(&Utc))).ok_or(Missing::PastTime)
    };
    let (moment, precision) = match (when.time, when.day) {
        (Some(time), _) => (at(time)?, Precision::Minute),
        (None, None) => (received, Precision::Hour),
        (None, Some(_)) if day == today => (received, Precision::Day),
        (None, Some(_)) => (at(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or(NaiveTime::MIN))?, Precision::Day),
    };
    if moment > received.plus(AHEAD) { Err(Missing::PastTime) } else { Ok((moment, precision)) }
}

/// The last such day of a year that is not to come.
fn last(day: u32, month: u32, today: NaiveDate) -> Option<NaiveDate> {
    let of = |year: i32| NaiveDate::from_ymd_opt(year, month, day).filter(|date| *date <= today);
    (0..=8).find_map(|back| of(today.year() - back))
}

#[cfg(test)]
mod tests {
    use super::{super::fold::words, *};

    fn resolved(text: &str) -> Result<(String, Precision), Missing> {
        let received = Instant::parse("2016-11-01T14:00:00+02:00").unwrap();
        let when = take(&mut words(text))?;
        let zone = chrono_tz::Asia::Damascus;
        resolve(when, received, zone).map(|(at, precision)| (at.to_rfc3339_in(zone), precision))
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, at, precision) in [
            ("10:30", "2016-11-01T10:30:00+02:00", Precision::Minute),
            ("1030", "2016-11-01T10:30:00+02:00", Precision::Minute),
            ("٩.٠٥", "2016-11-01T09:05:00+02:00", Precision::Minute),
            ("hier 22h15", "2016-10-31T22:15:00+02:00", Precision::Minute),
            ("أمس ٢٢:١٥", "2016-10-31T22:15:00+02:00", Precision::Minute),
            ("yesterday", "2016-10-31T12:00:00+02:00", Precision::Day),
            ("2016-10-30 08:00", "2016-10-30T08:00:00+02:00", Precision::Minute),
            ("30/10 08:00", "2016-10-30T08:00:00+02:00", Precision::Minute),
            ("31/12 08:00", "2015-12-31T08:00:00+02:00", Precision::Minute),
            ("", "2016-11-01T14:00:00+02:00", Precision::Hour),
            ("14:05", "2016-11-01T14:05:00+02:00", Precision::Minute),
        ] {
            assert_eq!(resolved(text), Ok((at.to_owned(), precision)), "{text}");
        }
        for (text, missing) in [
            ("14:30", Missing::PastTime),
            ("2017-01-01", Missing::PastTime),
            ("10:30 11:30", Missing::OneTime),
            ("1030 1500", Missing::OneTime),
            ("today yesterday", Missing::OneTime),
        ] {
            assert_eq!(resolved(text), Err(missing), "{text}");
        }
        assert_eq!(take(&mut words("25:99 99/99 12345")), Ok(WhenWritten::default()));
    }
}
