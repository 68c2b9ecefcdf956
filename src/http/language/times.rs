//! Instants as people read them: in the convoy's zone, as exact as they are known and no more.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{DateTime, Datelike, Duration, NaiveDateTime, SecondsFormat, Timelike, Utc};
use chrono_tz::Tz;
use icu::datetime::input::{Date, DateTime as IcuDateTime, Time};
use icu::datetime::{DateTimeFormatter, fieldsets};

use super::{Language, Locale, Texts};

/// How exactly an instant is known. The codes of the domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// To the minute.
    Minute,
    /// To about an hour.
    Hour,
    /// Only the day.
    Day,
    /// Not known: only the order among the reports is.
    Unknown,
}

impl Precision {
    /// Reads `minute`, `hour`, `day`; anything else is not known.
    pub fn from_code(code: &str) -> Self {
        match code {
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            _ => Self::Unknown,
        }
    }
}

/// An instant or a span to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant, or the beginning of the span.
    pub at: DateTime<Utc>,
    /// The end of the span, where it is one.
    pub until: Option<DateTime<Utc>>,
    /// How exactly it is known.
    pub precision: Precision,
}

impl Moment {
    /// An instant known to the minute: what our own clock says.
    pub const fn exact(at: DateTime<Utc>) -> Self {
        Self { at, until: None, precision: Precision::Minute }
    }
}

/// An instant as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// For the `datetime` attribute: RFC 3339 in the convoy's zone, or only the day.
    pub machine: String,
    /// The day in full, `Tuesday 1 November 2016`, to head a list with.
    pub day: String,
    /// The time alone, `about 10:00`; none where only the day is known.
    pub time: Option<String>,
    /// Day and time as far as known, shorter: `1 Nov 2016, 10:00`.
    pub text: String,
    /// How long ago: `3 hours ago`.
    pub ago: String,
}

impl Texts {
    /// Everything that a page shows of an instant, in the zone of the convoy.
    pub fn when(&self, moment: Moment, zone: Tz, now: DateTime<Utc>) -> When {
        let start = moment.at.with_timezone(&zone);
        let day = self.long_day(start.naive_local());
        let time = match moment.precision {
            Precision::Minute => Some(self.time_of_day(start.naive_local())),
            Precision::Hour => Some(self.text1("time-about", "time", self.time_of_day(start.naive_local()))),
            Precision::Day | Precision::Unknown => None,
        };
        let one = self.date_and_time(start.naive_local(), time.as_deref());
        let text = match moment.until {
            Some(until) => {
                let end = until.with_timezone(&zone).naive_local();
                let time = (moment.precision == Precision::Minute).then(|| self.time_of_day(end));
                let end = self.date_and_time(end, time.as_deref());
                if end == one { one } else { self.text2("time-between", "from", &one, "until", &end) }
            }
            None => one,
        };
        let machine = match moment.precision {
            Precision::Minute | Precision::Hour => start.to_rfc3339_opts(SecondsFormat::Secs, true),
            Precision::Day | Precision::Unknown => start.format("%Y-%m-%d").to_string(),
        };
        When { machine, day, time, text, ago: self.ago(moment, zone, now) }
    }

    /// How long ago: by the clock where the time is known, by the calendar where only the day is.
    pub fn ago(&self, moment: Moment, zone: Tz, now: DateTime<Utc>) -> String {
        match moment.precision {
            Precision::Minute | Precision::Hour => {
                let (amount, unit) = largest(now - moment.at);
                if amount == 0 { self.text("ago-now") } else { self.count(&format!("ago-{unit}"), amount) }
            }
            Precision::Day | Precision::Unknown => {
                let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
                match (day(now) - day(moment.at)).num_days() {
                    ..=0 => self.text("ago-today"),
                    1 => self.text("ago-yesterday"),
                    days => self.count("ago-days", days),
                }
            }
        }
    }

    /// A length of time in its largest sensible unit: `40 minutes`, `52 hours`, `4 days`.
    pub fn duration(&self, length: Duration) -> String {
        let (amount, unit) = largest(length);
        self.count(&format!("duration-{unit}"), amount)
    }

    /// `for 52 hours`: how long something has lasted.
    pub fn lasting(&self, length: Duration) -> String {
        let (amount, unit) = largest(length);
        self.count(&format!("lasting-{unit}"), amount)
    }

    /// The zone by its full name and its distance from UTC at that instant: `Asia/Damascus (UTC+03:00)`.
    pub fn zone(&self, zone: Tz, at: DateTime<Utc>) -> String {
        let offset = at.with_timezone(&zone).format("UTC%:z").to_string();
        format!("{} ({offset})", zone.name())
    }

    /// A month of a year, `November 2016`.
    pub fn month(&self, year: i32, month: u32) -> String {
        let plain = format!("{year:04}-{month:02}");
        let Some(first) = chrono::NaiveDate::from_ymd_opt(year, month, 1).and_then(|day| day.and_hms_opt(0, 0, 0))
        else {
            return plain;
        };
        with_formatters(self.locale(), |formatters| icu_input(first).map(|it| formatters.month.format(&it).to_string()))
            .unwrap_or(plain)
    }

    fn long_day(&self, at: NaiveDateTime) -> String {
        with_formatters(self.locale(), |formatters| icu_input(at).map(|it| formatters.long_day.format(&it).to_string()))
            .unwrap_or_else(|| at.format("%Y-%m-%d").to_string())
    }

    fn time_of_day(&self, at: NaiveDateTime) -> String {
        with_formatters(self.locale(), |formatters| icu_input(at).map(|it| formatters.time.format(&it).to_string()))
            .unwrap_or_else(|| at.format("%H:%M").to_string())
    }

    fn date_and_time(&self, at: NaiveDateTime, time: Option<&str>) -> String {
        let day =
            with_formatters(self.locale(), |formatters| icu_input(at).map(|it| formatters.day.format(&it).to_string()))
                .unwrap_or_else(|| at.format("%Y-%m-%d").to_string());
        match time {
            Some(time) => self.text2("time-on_day", "day", &day, "time", time),
            None => day,
        }
    }
}

/// Minutes below an hour, hours below three days: "52 hours" tells a driver more than "2 days".
fn largest(length: Duration) -> (i64, &'static str) {
    let length = length.max(Duration::zero());
    if length < Duration::hours(1) {
        (length.num_minutes(), "minutes")
    } else if length < Duration::hours(72) {
        (length.num_hours(), "hours")
    } else {
        (length.num_days(), "days")
    }
}

struct Formatters {
    long_day: DateTimeFormatter<fieldsets::YMDE>,
    day: DateTimeFormatter<fieldsets::YMD>,
    time: DateTimeFormatter<fieldsets::T>,
    month: DateTimeFormatter<fieldsets::YM>,
}

impl Formatters {
    /// The Gregorian calendar and the 24-hour clock whatever the region: reports are compared across regions.
    fn build(reader: Locale) -> Option<Self> {
        // CLDR's medium date is all digits in Arabic, where day and month are then easily taken for one another.
        let day = match reader.language() {
            Language::Arabic => fieldsets::YMD::long(),
            Language::English | Language::French => fieldsets::YMD::medium(),
        };
        let tag = reader.tag();
        let locale: icu::locale::Locale = format!("{tag}-u-ca-gregory-hc-h23").parse().ok()?;
        Some(Self {
            long_day: DateTimeFormatter::try_new((&locale).into(), fieldsets::YMDE::long()).ok()?,
            day: DateTimeFormatter::try_new((&locale).into(), day).ok()?,
            time: DateTimeFormatter::try_new((&locale).into(), fieldsets::T::hm()).ok()?,
            month: DateTimeFormatter::try_new((&locale).into(), fieldsets::YM::long()).ok()?,
        })
    }
}

thread_local! {
    // As for numbers: ICU's formatters stay on their thread.
    static FORMATTERS: RefCell<HashMap<&'static str, Option<Formatters>>> = RefCell::new(HashMap::new());
}

fn with_formatters(locale: Locale, format: impl FnOnce(&Formatters) -> Option<String>) -> Option<String> {
    FORMATTERS.with_borrow_mut(|all| {
        let formatters = all.entry(locale.tag()).or_insert_with(|| Formatters::build(locale));
        formatters.as_ref().and_then(format)
    })
}

fn icu_input(at: NaiveDateTime) -> Option<IcuDateTime<icu::calendar::Iso>> {
    let number = |value: u32| u8::try_from(value).ok();
    Some(IcuDateTime {
        date: Date::try_new_iso(at.year(), number(at.month())?, number(at.day())?).ok()?,
        time: Time::try_new(number(at.hour())?, number(at.minute())?, 0, 0).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: Tz = chrono_tz::Asia::Damascus;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn texts(tag: &str) -> Texts {
        Texts::new(Locale::from_tag(tag).unwrap())
    }

    /// Without the isolation marks, which are wanted but unreadable in a test.
    fn plain(text: &str) -> String {
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    fn shown(tag: &str, precision: Precision) -> When {
        let moment = Moment { precision, ..Moment::exact(instant("2016-11-01T08:20:00Z")) };
        texts(tag).when(moment, ZONE, instant("2016-11-01T11:20:00Z"))
    }

    #[test]
    fn times_are_as_exact_as_they_are_known_and_in_the_convoys_zone() {
        let minute = shown("en", Precision::Minute);
        assert_eq!(plain(&minute.text), "Nov 1, 2016, 10:20");
        assert_eq!(minute.day, "Tuesday, November 1, 2016");
        assert_eq!(minute.machine, "2016-11-01T10:20:00+02:00");
        assert_eq!(plain(&minute.ago), "3 hours ago");
        let hour = shown("en", Precision::Hour);
        assert_eq!(plain(&hour.time.unwrap()), "about 10:20");
        let day = shown("en", Precision::Day);
        assert_eq!((day.time, day.text.as_str(), day.ago.as_str()), (None, "Nov 1, 2016", "today"));
        assert_eq!(day.machine, "2016-11-01");
    }

    #[test]
    fn months_and_digits_follow_the_region() {
        assert_eq!(plain(&shown("ar-SY", Precision::Minute).text), "١ تشرين الثاني ٢٠١٦، ١٠:٢٠");
        assert_eq!(shown("ar-SY", Precision::Day).day, "الثلاثاء، ١ تشرين الثاني ٢٠١٦");
        assert_eq!(shown("ar-MA", Precision::Day).day, "الثلاثاء، 1 نونبر 2016");
        assert_eq!(shown("ar", Precision::Day).day, "الثلاثاء، 1 نوفمبر 2016");
        assert_eq!(shown("fr", Precision::Day).day, "mardi 1 novembre 2016");
    }

    #[test]
    fn a_month_has_the_name_and_the_digits_of_the_region() {
        assert_eq!(texts("ar-SY").month(2016, 11), "تشرين الثاني ٢٠١٦");
        assert_eq!(texts("fr").month(2016, 11), "novembre 2016");
        assert_eq!(texts("en").month(2016, 11), "November 2016");
    }

    #[test]
    fn lengths_of_time_take_the_six_arabic_plurals() {
        let said = |hours| plain(&texts("ar-SY").duration(Duration::hours(hours)));
        assert_eq!(said(1), "ساعة واحدة");
        assert_eq!(said(2), "ساعتان");
        assert_eq!(said(9), "٩ ساعات");
        assert_eq!(said(52), "٥٢ ساعة");
        assert_eq!(said(24 * 100), "١٠٠ يوم");
        assert_eq!(plain(&texts("en").lasting(Duration::hours(52))), "for 52 hours");
    }

    #[test]
    fn a_span_shows_both_ends_unless_they_are_one_day() {
        let mut moment = Moment {
            at: instant("2016-10-31T22:00:00Z"),
            until: Some(instant("2016-11-02T21:59:59Z")),
            precision: Precision::Day,
        };
        let now = instant("2016-11-05T00:00:00Z");
        assert_eq!(plain(&texts("en").when(moment, ZONE, now).text), "Nov 1, 2016 to Nov 2, 2016");
        moment.until = Some(instant("2016-11-01T12:00:00Z"));
        assert_eq!(texts("en").when(moment, ZONE, now).text, "Nov 1, 2016");
        assert_eq!(texts("en").zone(ZONE, now), "Asia/Damascus (UTC+02:00)");
    }
}
