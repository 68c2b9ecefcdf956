//! When it happened, as the form asks it: just now, earlier today, or another day.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use crate::{
    domain::{
        refusal::FieldCode,
        time::{Instant, Precision},
    },
    http::pages::{typed, views::Form},
};

/// What must be known to read it.
#[derive(Clone, Debug)]
pub struct Clock {
    /// In whose time it is told.
    pub zone: Tz,
    /// The server's clock.
    pub now: Instant,
    /// The clock of the phone when it was written down, where it was written down on one and sent later: "just now" and
    /// "today" are told by it, and are not rewritten.
    pub captured: Option<Instant>,
    /// When the convoy's reports happened.
    pub reported: Vec<Instant>,
    /// When it happened by the same report, where that is on the record already: "just now" stays that moment.
    pub recorded: Option<Instant>,
}

/// The field that says when: what a mistake is shown beside.
pub fn field(form: &Form) -> &'static str {
    match form.value("when") {
        "today" => "time",
        "day" if form.value("day_time").trim().is_empty() || typed::day(form.value("date")).is_none() => "date",
        "day" => "day_time",
        _ => "when",
    }
}

/// The moment and how precisely it is known, or what is wrong with it.
pub fn read(form: &Form, clock: &Clock) -> Result<(Instant, Precision), FieldCode> {
    let about = form.value("about") == "yes";
    let by_the_clock = if about { Precision::Hour } else { Precision::Minute };
    match form.value("when") {
        "" | "now" => Ok((clock.captured.or(clock.recorded).unwrap_or(clock.now), by_the_clock)),
        "today" => {
            let time = form.value("time").trim();
            Ok((past(moment(today(clock), time, clock)?, clock)?, by_the_clock))
        }
        "day" => {
            let date = form.value("date").trim();
            let day = typed::day(date).ok_or(missing_or(date, FieldCode::Malformed))?;
            match form.value("day_time").trim() {
                "" => Ok((some_time(day, clock)?, Precision::Day)),
                time => Ok((past(moment(day, time, clock)?, clock)?, by_the_clock)),
            }
        }
        _ => Err(FieldCode::UnknownCode),
    }
}

fn missing_or(text: &str, code: FieldCode) -> FieldCode {
    if text.is_empty() { FieldCode::Required } else { code }
}

fn today(clock: &Clock) -> NaiveDate {
    clock.captured.unwrap_or(clock.now).utc().with_timezone(&clock.zone).date_naive()
}

fn moment(day: NaiveDate, time: &str, clock: &Clock) -> Result<Instant, FieldCode> {
    let time = typed::time_of_day(time).ok_or(missing_or(time, FieldCode::NotAnInstant))?;
    typed::in_zone(day.and_time(time), clock.zone).ok_or(FieldCode::NotAnInstant)
}

/// What is reported has happened, by the server's clock or the phone's. A minute that has begun has.
fn past(at: Instant, clock: &Clock) -> Result<Instant, FieldCode> {
    if at > clock.captured.map_or(clock.now, |captured| clock.now.max(captured)) {
        Err(FieldCode::InTheFuture)
    } else {
        Ok(at)
    }
}

/// A moment of a day of which only the day is known: noon, or just after all that was reported of that day, so that it
/// stands last among them; never in the future, nor on another day.
fn some_time(day: NaiveDate, clock: &Clock) -> Result<Instant, FieldCode> {
    let at = |time| typed::in_zone(day.and_time(time), clock.zone).ok_or(FieldCode::Malformed);
    let (first, noon) = (at(NaiveTime::MIN)?, at(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or(NaiveTime::MIN))?);
    if first > clock.now {
        return Err(FieldCode::InTheFuture);
    }
    let same_day = |at: &&Instant| at.utc().with_timezone(&clock.zone).date_naive() == day;
    if let Some(recorded) = clock.recorded.as_ref().filter(same_day) {
        return Ok(*recorded);
    }
    let last = clock.reported.iter().filter(same_day).max();
    let after_all = last.map_or(noon, |last| noon.max(last.plus(TimeDelta::minutes(1))));
    let midnight = at(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN))?;
    Ok(after_all.min(midnight).min(clock.now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        let now = Instant::parse("2016-11-01T14:00:00+02:00").unwrap();
        Clock { zone: chrono_tz::Asia::Damascus, now, captured: None, reported: Vec::new(), recorded: None }
    }

    fn form(pairs: &[(&str, &str)]) -> Form {
        let values = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Form { values, errors: Vec::new() }
    }

    fn when(pairs: &[(&str, &str)], clock: &Clock) -> Result<(String, Precision), FieldCode> {
        read(&form(pairs), clock).map(|(at, precision)| (at.to_rfc3339_in(clock.zone), precision))
    }

    #[expect(clippy::unnecessary_wraps, reason = "it is compared with what reading gives")]
    fn is_at(at: &str, precision: Precision) -> Result<(String, Precision), FieldCode> {
        Ok((at.to_owned(), precision))
    }

    #[test]
    fn just_now_is_now_and_stays_the_moment_that_was_recorded() {
        let mut clock = clock();
        assert_eq!(when(&[("when", "now")], &clock), is_at("2016-11-01T14:00:00+02:00", Precision::Minute));
        clock.recorded = Instant::parse("2016-11-01T13:58:00+02:00");
        assert_eq!(
            when(&[("when", "now"), ("about", "yes")], &clock),
            is_at("2016-11-01T13:58:00+02:00", Precision::Hour)
        );
    }

    #[test]
    fn what_a_phone_sends_late_is_told_by_its_own_clock() {
        let captured = Instant::parse("2016-10-30T09:12:34+02:00");
        let clock = Clock { captured, ..clock() };
        assert_eq!(when(&[("when", "now")], &clock), is_at("2016-10-30T09:12:34+02:00", Precision::Minute));
        let today = |time| when(&[("when", "today"), ("time", time)], &clock);
        assert_eq!(today("08:30"), is_at("2016-10-30T08:30:00+02:00", Precision::Minute));
    }

    #[test]
    fn a_time_of_today_is_told_in_the_convoys_zone_and_is_past() {
        let today = |time| when(&[("when", "today"), ("time", time)], &clock());
        assert_eq!(today("١٣:٣٠"), is_at("2016-11-01T13:30:00+02:00", Precision::Minute));
        assert_eq!(today("14:01"), Err(FieldCode::InTheFuture));
        assert_eq!(today("٢٥:٩٩"), Err(FieldCode::NotAnInstant));
        assert_eq!(today(""), Err(FieldCode::Required));
    }

    #[test]
    fn of_another_day_the_time_may_be_unknown() {
        let day = |date, time| when(&[("when", "day"), ("date", date), ("day_time", time)], &clock());
        assert_eq!(day("2016-10-31", "9:05"), is_at("2016-10-31T09:05:00+02:00", Precision::Minute));
        assert_eq!(day("2016-10-31", ""), is_at("2016-10-31T12:00:00+02:00", Precision::Day));
        assert_eq!(day("2016-11-02", ""), Err(FieldCode::InTheFuture));
        assert_eq!(day("", ""), Err(FieldCode::Required));
        assert_eq!(day("31.10.2016", ""), Err(FieldCode::Malformed));
    }

    #[test]
    fn a_day_without_a_time_comes_after_what_was_reported_of_it_and_before_now() {
        let mut clock = clock();
        clock.reported = ["2016-10-31T18:30:00+02:00", "2016-11-01T13:59:30+02:00", "2016-10-30T23:59:40+02:00"]
            .map(|at| Instant::parse(at).unwrap())
            .into();
        let day = |date| when(&[("when", "day"), ("date", date)], &clock);
        assert_eq!(day("2016-10-31"), is_at("2016-10-31T18:31:00+02:00", Precision::Day));
        assert_eq!(day("2016-11-01"), is_at("2016-11-01T14:00:00+02:00", Precision::Day));
        assert_eq!(day("2016-10-30"), is_at("2016-10-30T23:59:59+02:00", Precision::Day));
    }
}
