//! When things happened: instants, how precisely they are known, and the zone they are told in.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, Offset, SecondsFormat, SubsecRound, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use strum::{AsRefStr, EnumIter, EnumString};

/// A moment in UTC, cut to microseconds so that both databases keep it whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(DateTime<Utc>);

impl Instant {
    /// Cuts to microseconds.
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(6))
    }

    /// Reads RFC 3339 with its offset, years 1900 to 2200 (outside it is a slip of the pen, not a convoy).
    pub fn parse(text: &str) -> Option<Self> {
        let at = DateTime::parse_from_rfc3339(text.trim()).ok()?.with_timezone(&Utc);
        let seconds = at.timestamp();
        (-2_208_988_800..7_258_118_400).contains(&seconds).then(|| Self::new(at))
    }

    /// From microseconds since 1970; `None` outside the calendar.
    pub fn from_micros(micros: i64) -> Option<Self> {
        DateTime::from_timestamp_micros(micros).map(Self)
    }

    /// Microseconds since 1970.
    pub fn micros(self) -> i64 {
        self.0.timestamp_micros()
    }

    /// As chrono has it.
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }

    /// The same moment told in a zone, with that day's offset.
    pub fn in_zone(self, zone: Tz) -> DateTime<FixedOffset> {
        self.0.with_timezone(&zone).fixed_offset()
    }

    /// What the clocks of a zone show, as microseconds since 1970-01-01 there.
    pub fn local_micros(self, zone: Tz) -> i64 {
        let offset = zone.offset_from_utc_datetime(&self.0.naive_utc()).fix().local_minus_utc();
        self.micros() + i64::from(offset) * 1_000_000
    }

    /// RFC 3339 with the zone's offset; fractions only where there are any.
    pub fn to_rfc3339_in(self, zone: Tz) -> String {
        self.in_zone(zone).to_rfc3339_opts(SecondsFormat::AutoSi, false)
    }

    /// Its day in a zone.
    pub fn day_in(self, zone: Tz) -> NaiveDate {
        self.0.with_timezone(&zone).date_naive()
    }

    /// When its day in a zone begins, or the day so many days later. Where clocks are put forward at midnight, a day begins
    /// with its first hour that there is.
    fn start_of_day(self, zone: Tz, later: u64) -> Option<Self> {
        let day = self.day_in(zone).checked_add_days(Days::new(later))?;
        let begins = |hour: u32| zone.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest();
        (0..24).find_map(begins).map(|at| Self::new(at.to_utc()))
    }

    /// Later by so much; stays where the calendar ends.
    #[must_use]
    pub fn plus(self, delta: TimeDelta) -> Self {
        self.0.checked_add_signed(delta).map_or(self, Self)
    }

    /// How long after `earlier`; negative where it is before.
    pub fn since(self, earlier: Self) -> TimeDelta {
        self.0 - earlier.0
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        DateTime::parse_from_rfc3339(&text).map(|at| Self::new(at.with_timezone(&Utc))).map_err(de::Error::custom)
    }
}

/// How precisely a time is known.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Precision {
    /// To the minute.
    Minute,
    /// About that hour.
    Hour,
    /// Only the day; the hour given is for its order.
    Day,
    /// Not known at all; the time given is a guess for its order.
    Unknown,
}

/// When something happened, as far as the reporter knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurred {
    /// The time, or the start of the range.
    #[serde(rename = "occurred_at")]
    pub at: Instant,
    /// The end, where only a range is known.
    #[serde(rename = "occurred_until", default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// How precisely.
    pub precision: Precision,
}

impl Occurred {
    /// Whether both can be the same moment, each taken at its word.
    pub fn overlaps(self, other: Self) -> bool {
        let ends = |one: Self| one.until.unwrap_or_else(|| one.at.plus(one.precision.width()));
        self.at <= ends(other) && other.at <= ends(self)
    }
}

impl Occurred {
    /// The earliest and the latest moment that it can have been, as the calendar of the zone has its days; `None` where
    /// nothing is known but the order. "About that hour" is taken at its word.
    pub fn bounds(self, zone: Tz) -> Option<(Instant, Instant)> {
        let last = self.until.unwrap_or(self.at);
        match self.precision {
            Precision::Minute | Precision::Hour => Some((self.at, last)),
            Precision::Day => Some((self.at.start_of_day(zone, 0)?, last.start_of_day(zone, 1)?)),
            Precision::Unknown => None,
        }
    }
}

impl Precision {
    /// How far from its time a thing so reported may be.
    fn width(self) -> TimeDelta {
        match self {
            Self::Minute => TimeDelta::minutes(1),
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::hours(24),
            Self::Unknown => TimeDelta::days(36_500),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_the_convoys_zone_of_that_day() {
        let winter = Instant::parse("2016-11-01T10:00:00Z").unwrap();
        let summer = Instant::parse("2016-05-12T09:00:00+03:00").unwrap();
        assert_eq!(winter.to_rfc3339_in(chrono_tz::Asia::Damascus), "2016-11-01T12:00:00+02:00");
        assert_eq!(summer.to_rfc3339_in(chrono_tz::Asia::Damascus), "2016-05-12T09:00:00+03:00");
    }

    #[test]
    fn what_is_known_to_the_day_can_have_been_at_any_hour_of_it() {
        let zone = chrono_tz::Asia::Damascus;
        let occurred = |at: &str, precision| Occurred { at: Instant::parse(at).unwrap(), until: None, precision };
        let told = |occurred: Occurred| {
            occurred.bounds(zone).map(|(first, last)| (first.utc().to_rfc3339(), last.since(first)))
        };
        let november = occurred("2016-11-01T10:00:00+02:00", Precision::Day);
        assert_eq!(told(november), Some(("2016-10-31T22:00:00+00:00".to_owned(), TimeDelta::hours(24))));
        // The day on which clocks were put forward at midnight had 23 hours, and began at one.
        let march = occurred("2016-03-25T12:00:00+03:00", Precision::Day);
        assert_eq!(told(march), Some(("2016-03-24T22:00:00+00:00".to_owned(), TimeDelta::hours(23))));
        assert_eq!(told(occurred("2016-11-01T10:00:00+02:00", Precision::Unknown)), None);
    }

    #[test]
    fn nanoseconds_are_cut_so_that_both_databases_agree() {
        let instant = Instant::parse("2016-11-01T10:00:00.123456789Z").unwrap();
        assert_eq!(instant.micros() % 1_000_000, 123_456);
        assert_eq!(Instant::from_micros(instant.micros()), Some(instant));
    }
}
