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

/// When the server learnt of something, by its own clock. The order is that of trust: what is later hides for longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Learnt {
    /// The program itself brought it along, as a record of what is past.
    AsClaimed,
    /// Somebody reported it, and it was recorded then.
    At(Instant),
    /// It is on no record, and tells nothing to anybody.
    #[default]
    Never,
}

/// When something happened, as far as the reporter knows, and, once it is on record, when the server learnt of it. Two are
/// equal that claim the same.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Occurred {
    /// The time, or the start of the range.
    #[serde(rename = "occurred_at")]
    pub at: Instant,
    /// The end, where only a range is known.
    #[serde(rename = "occurred_until", default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// How precisely.
    pub precision: Precision,
    /// Of no report that is read or sent: the record alone says it.
    #[serde(skip)]
    learnt: Learnt,
}

impl PartialEq for Occurred {
    fn eq(&self, other: &Self) -> bool {
        (self.at, self.until, self.precision) == (other.at, other.until, other.precision)
    }
}

impl Eq for Occurred {}

impl Occurred {
    /// As somebody claims; nothing says yet when it was recorded.
    pub fn new(at: Instant, until: Option<Instant>, precision: Precision) -> Self {
        Self { at, until, precision, learnt: Learnt::Never }
    }

    /// At a moment, to the minute.
    pub fn at_minute(at: Instant) -> Self {
        Self::new(at, None, Precision::Minute)
    }

    /// Whether both can be the same moment, each taken at its word.
    pub fn overlaps(self, other: Self) -> bool {
        let ends = |one: Self| one.until.unwrap_or_else(|| one.at.plus(one.precision.width()));
        self.at <= ends(other) && other.at <= ends(self)
    }
}

/// What is kept secret for a time is kept by these alone, and never by a time that a report claims.
impl Occurred {
    /// As recorded at a moment; `None` where the program itself brought it along.
    #[must_use]
    pub fn recorded(self, at: Option<Instant>) -> Self {
        Self { learnt: at.map_or(Learnt::AsClaimed, Learnt::At), ..self }
    }

    /// As on record since both of these were.
    #[must_use]
    pub fn recorded_with(self, one: Self, other: Self) -> Self {
        Self { learnt: one.learnt.max(other.learnt), ..self }
    }

    /// The last moment that it can have been: the end of the range, and of the minute, the hour or the day; `None` where
    /// nothing is known but the order.
    pub fn last_moment(self, zone: Tz) -> Option<Instant> {
        let end = self.until.unwrap_or(self.at);
        match self.precision {
            Precision::Minute | Precision::Hour => Some(end.plus(self.precision.width())),
            // Two days later it is over in every zone, also where the calendar has no end of that day.
            Precision::Day => Some(end.start_of_day(zone, 1).unwrap_or_else(|| end.plus(TimeDelta::days(2)))),
            Precision::Unknown => None,
        }
    }

    /// Since when it is certain to be past, and on record: the later of its last possible moment and of when it was
    /// recorded. Of an unknown time only the record is certain. `None` of what is on no record.
    pub fn settled_since(self, zone: Tz) -> Option<Instant> {
        let claimed = self.last_moment(zone).unwrap_or_else(|| self.until.unwrap_or(self.at));
        match self.learnt {
            Learnt::AsClaimed => Some(claimed),
            Learnt::At(recorded) => Some(claimed.max(recorded)),
            Learnt::Never => None,
        }
    }

    /// Whether that was by a moment.
    pub fn is_settled_by(self, zone: Tz, moment: Instant) -> bool {
        self.settled_since(zone).is_some_and(|since| since <= moment)
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
        let occurred = |at: &str, precision| Occurred::new(Instant::parse(at).unwrap(), None, precision);
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
    fn no_claim_is_settled_before_its_last_moment_nor_before_it_was_recorded() {
        let zone = chrono_tz::Asia::Damascus;
        let at = |text: &str| Instant::parse(text).unwrap();
        let claimed =
            |until: Option<&str>, precision| Occurred::new(at("2018-03-05T10:00:00+02:00"), until.map(at), precision);
        let early = at("2018-03-05T08:00:00Z");
        let range = Some("2018-03-06T09:00:00+02:00");
        for (occurred, last) in [
            (claimed(None, Precision::Minute), "2018-03-05T08:01:00Z"),
            (claimed(None, Precision::Hour), "2018-03-05T09:00:00Z"),
            (claimed(None, Precision::Day), "2018-03-05T22:00:00Z"),
            (claimed(range, Precision::Minute), "2018-03-06T07:01:00Z"),
            (claimed(range, Precision::Hour), "2018-03-06T08:00:00Z"),
            (claimed(range, Precision::Day), "2018-03-06T22:00:00Z"),
        ] {
            assert_eq!(occurred.last_moment(zone), Some(at(last)), "{occurred:?}");
            assert_eq!(occurred.settled_since(zone), None, "what is on no record: {occurred:?}");
            assert_eq!(occurred.recorded(Some(early)).settled_since(zone), Some(at(last)), "{occurred:?}");
            assert_eq!(occurred.recorded(None).settled_since(zone), Some(at(last)), "{occurred:?}");
            let late = at("2018-04-01T00:00:00Z");
            assert_eq!(occurred.recorded(Some(late)).settled_since(zone), Some(late), "{occurred:?}");
            assert!(!occurred.recorded(Some(late)).is_settled_by(zone, late.plus(TimeDelta::microseconds(-1))));
        }
        let unknown = claimed(None, Precision::Unknown).recorded(Some(at("2018-03-07T00:00:00Z")));
        assert_eq!(unknown.last_moment(zone), None);
        assert_eq!(unknown.settled_since(zone), Some(at("2018-03-07T00:00:00Z")));
        // Of two records the later counts, and one that nobody has counts for nothing.
        let both = unknown.recorded_with(unknown, unknown.recorded(Some(at("2018-03-09T00:00:00Z"))));
        assert_eq!(both.settled_since(zone), Some(at("2018-03-09T00:00:00Z")));
        assert_eq!(unknown.recorded_with(unknown, claimed(None, Precision::Day)).settled_since(zone), None);
    }

    #[test]
    fn nanoseconds_are_cut_so_that_both_databases_agree() {
        let instant = Instant::parse("2016-11-01T10:00:00.123456789Z").unwrap();
        assert_eq!(instant.micros() % 1_000_000, 123_456);
        assert_eq!(Instant::from_micros(instant.micros()), Some(instant));
    }
}
