//! Counts with what they are a part of, sums with what is unknown beside them, and lengths of time as exact as they are
//! known. Whole numbers throughout; what is shown with a decimal is rounded once, at the end, half up.

use chrono_tz::Tz;
use serde::Serialize;

use crate::domain::{facts::Held, quantity::Quantity, time::Instant};

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Share {
    /// How many.
    pub count: u64,
    /// Of how many.
    pub of: u64,
    /// In percent, to one decimal, half up; none where it would be of nothing.
    #[schema(value_type = Option<f64>)]
    pub percent: Option<Quantity>,
}

impl Share {
    /// A part of a whole.
    pub fn new(count: u64, of: u64) -> Self {
        let percent = (of > 0).then(|| tenths(u128::from(count) * 100, u128::from(of)));
        Self { count, of, percent }
    }
}

/// A quotient to one decimal, half up.
fn tenths(dividend: u128, divisor: u128) -> Quantity {
    let tenths = (dividend * 20 + divisor) / (divisor * 2);
    Quantity::parse(&format!("{}.{}", tenths / 10, tenths % 10)).unwrap_or_default()
}

/// Hours of a length in seconds, to one decimal, half up.
fn hours(seconds: u64) -> Quantity {
    tenths(u128::from(seconds), 3_600)
}

/// People of several convoys: the sum of what is known, and of how many convoys it is not. Unknown is never zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Sum {
    /// Together, where it is known.
    pub people: u64,
    /// Of how many convoys it is known.
    pub known_of: u64,
    /// Of how many it is not.
    pub unknown_of: u64,
}

impl Sum {
    /// Adds the figure of one convoy.
    pub fn add(&mut self, people: Option<u64>) {
        match people {
            Some(people) => {
                self.people = self.people.saturating_add(people);
                self.known_of += 1;
            }
            None => self.unknown_of += 1,
        }
    }
}

/// From the least to the most that it can have been: the same twice where it is known by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct HoursBetween {
    /// At least.
    #[schema(value_type = f64)]
    pub least: Quantity,
    /// At most.
    #[schema(value_type = f64)]
    pub most: Quantity,
}

/// How long convoys were held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Hours {
    /// How many times.
    pub holds: u64,
    /// Of these, how long is known by the clock.
    pub by_the_clock: u64,
    /// Of these, how long is known only between two bounds: by the day, or until it was seen further on.
    pub between_bounds: u64,
    /// Of these, how long is not known at all; in none of the figures below.
    pub unknown_length: u64,
    /// Of those whose length is known, how many last, and are counted until the report's moment.
    pub still_held: u64,
    /// All together.
    pub total: Option<HoursBetween>,
    /// Half of them were shorter; of an even number, the mean of the two in the middle.
    pub median: Option<HoursBetween>,
    /// The longest.
    pub longest: Option<HoursBetween>,
}

/// The lengths of holds, as they are gathered.
#[derive(Clone, Debug, Default)]
pub struct Lengths {
    /// The least and the most of each, in seconds.
    least: Vec<u64>,
    most: Vec<u64>,
    by_the_clock: u64,
    unknown: u64,
    still: u64,
}

impl Lengths {
    /// Adds a hold; one that lasts counts until `at`.
    pub fn add(&mut self, held: &Held, zone: Tz, at: Instant) {
        let until = held.until.map_or(Some((at, at)), |until| until.bounds(zone));
        let Some(((first, last), (ends_first, ends_last))) = held.from.bounds(zone).zip(until) else {
            self.unknown += 1;
            return;
        };
        let seconds = |from: Instant, until: Instant| u64::try_from(until.since(from).num_seconds()).unwrap_or(0);
        let shortest = if held.end_implied { 0 } else { seconds(last, ends_first) };
        let longest = seconds(first, ends_last);
        self.by_the_clock += u64::from(shortest == longest);
        self.still += u64::from(held.until.is_none());
        self.least.push(shortest);
        self.most.push(longest);
    }

    /// The figures. Each bound of the median is the median of that bound: no choice of true lengths lies outside.
    pub fn hours(mut self) -> Hours {
        self.least.sort_unstable();
        self.most.sort_unstable();
        let known = u64::try_from(self.most.len()).unwrap_or(u64::MAX);
        let between =
            |of: fn(&[u64]) -> Option<Quantity>| Some(HoursBetween { least: of(&self.least)?, most: of(&self.most)? });
        Hours {
            holds: known + self.unknown,
            by_the_clock: self.by_the_clock,
            between_bounds: known - self.by_the_clock,
            unknown_length: self.unknown,
            still_held: self.still,
            total: between(|sorted| (!sorted.is_empty()).then(|| hours(sorted.iter().sum()))),
            median: between(median),
            longest: between(|sorted| sorted.last().copied().map(hours)),
        }
    }
}

fn median(sorted: &[u64]) -> Option<Quantity> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(hours(upper));
    }
    let lower = *sorted.get(middle.checked_sub(1)?)?;
    Some(tenths(u128::from(lower) + u128::from(upper), 7_200))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{Occurred, Precision};

    const ZONE: Tz = chrono_tz::Asia::Damascus;

    fn at(text: &str, precision: Precision) -> Occurred {
        Occurred::new(Instant::parse(text).unwrap(), None, precision)
    }

    fn held(from: Occurred, until: Option<Occurred>) -> Held {
        Held { place: None, cause: None, from, until, end_implied: false }
    }

    fn figures(all: &[Held]) -> Hours {
        let mut lengths = Lengths::default();
        for held in all {
            lengths.add(held, ZONE, Instant::parse("2016-11-03T08:00:00Z").unwrap());
        }
        lengths.hours()
    }

    fn told(between: Option<HoursBetween>) -> String {
        between.map_or_else(|| "unknown".to_owned(), |hours| format!("{} to {}", hours.least, hours.most))
    }

    #[test]
    fn a_share_is_rounded_half_up_and_of_nothing_has_no_percentage() {
        let percent = |count, of| Share::new(count, of).percent.map(|percent| percent.to_string());
        assert_eq!(percent(12, 17).as_deref(), Some("70.6"));
        assert_eq!(percent(1, 16).as_deref(), Some("6.3"), "6.25 is rounded up");
        assert_eq!(percent(17, 17).as_deref(), Some("100"));
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(u64::MAX, u64::MAX).as_deref(), Some("100"));
    }

    #[test]
    fn what_is_known_to_the_day_is_between_bounds_and_what_is_not_known_is_counted_apart() {
        let clock = |from, until| held(at(from, Precision::Minute), Some(at(until, Precision::Hour)));
        let day = held(at("2016-11-01T10:00:00Z", Precision::Day), Some(at("2016-11-02T10:00:00Z", Precision::Day)));
        let guess = held(at("2016-11-01T10:00:00Z", Precision::Unknown), None);
        let lasting = held(at("2016-11-03T02:00:00Z", Precision::Minute), None);
        let all = [clock("2016-11-01T08:00:00Z", "2016-11-01T09:30:00Z"), day, guess, lasting];
        let hours = figures(&all);
        assert_eq!((hours.holds, hours.by_the_clock, hours.between_bounds), (4, 2, 1));
        assert_eq!((hours.unknown_length, hours.still_held), (1, 1));
        // An hour and a half, six hours so far, and from no time to two days.
        assert_eq!(told(hours.total), "7.5 to 55.5");
        assert_eq!(told(hours.median), "1.5 to 6");
        assert_eq!(told(hours.longest), "6 to 48");
        assert_eq!(told(figures(&[guess]).total), "unknown");
        assert_eq!(told(figures(&all[..1]).median), "1.5 to 1.5");
    }

    #[test]
    fn of_an_even_number_the_median_is_the_mean_of_the_two_in_the_middle() {
        let lasted = |minutes: i64| {
            let from = at("2016-11-01T08:00:00Z", Precision::Minute);
            held(from, Some(Occurred::new(from.at.plus(chrono::TimeDelta::minutes(minutes)), None, from.precision)))
        };
        assert_eq!(told(figures(&[lasted(600), lasted(30), lasted(60), lasted(90)]).median), "1.3 to 1.3");
    }

    #[test]
    fn where_nobody_reported_that_it_left_it_may_have_left_at_once() {
        let mut stay =
            held(at("2016-11-01T08:00:00Z", Precision::Minute), Some(at("2016-11-01T11:00:00Z", Precision::Minute)));
        stay.end_implied = true;
        assert_eq!(told(figures(&[stay]).total), "0 to 3");
    }
}
