//! What stands in a cell, read as a number, a date or a list: in any digits, and never guessed where it may mean two things.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::sheet::Cell;
use crate::domain::{
    time::{Instant, Precision},
    typed,
};

/// What parts the whole from its fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Mark {
    /// `12.5`.
    Point,
    /// `12,5`.
    Comma,
}

/// In which order a date of three numbers is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Dates {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// Why a cell cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// It is not what it should be.
    Malformed,
    /// It may mean two things.
    Ambiguous,
}

/// A number as plain decimal digits, for whoever reads on to take or refuse.
pub fn number(cell: &Cell, mark: Mark) -> Result<Option<String>, Odd> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Number(digits) => Ok(Some(digits.clone())),
        Cell::Text(text) => plain_number(text, mark).map(Some),
        Cell::When(_) | Cell::Yes(_) | Cell::Broken => Err(Odd::Malformed),
    }
}

/// A lone separator before three digits may part thousands: it is taken for one only where the other mark is the decimal one
/// and stands behind it, or where it stands several times.
fn plain_number(text: &str, mark: Mark) -> Result<String, Odd> {
    let plain = typed::plain_digits(text).replace('٫', "\u{1}");
    let plain: String = plain
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '٬' | '\'' | '’' | '_' | '\u{200E}' | '\u{200F}' | '\u{061C}'))
        .collect();
    // An Arabic decimal mark means one thing only.
    let (plain, mark) =
        if plain.contains('\u{1}') { (plain.replace('\u{1}', "."), Mark::Point) } else { (plain, mark) };
    let (decimal, group) = match mark {
        Mark::Point => ('.', ','),
        Mark::Comma => (',', '.'),
    };
    let (sign, body) = plain.strip_prefix(['-', '−']).map_or(("", plain.as_str()), |body| ("-", body));
    let body = body.strip_prefix('+').unwrap_or(body);
    let (whole, fraction) = match body.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (body, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.is_some_and(|fraction| !is_digits(fraction)) {
        return Err(if body.matches(decimal).count() > 1 && !body.contains(group) {
            grouped(body, decimal)
        } else {
            Odd::Malformed
        });
    }
    let groups: Vec<&str> = whole.split(group).collect();
    let well_grouped = groups.iter().skip(1).all(|part| part.len() == 3 && is_digits(part))
        && groups.first().is_some_and(|first| is_digits(first) && (groups.len() == 1 || first.len() <= 3));
    match (groups.len(), well_grouped, fraction) {
        // `1,200.50` and `1,200,000` part thousands; `1,200` alone may as well be one and a fifth.
        (2, true, None) => return Err(Odd::Ambiguous),
        (2, false, None) if groups.iter().all(|part| is_digits(part)) => return Err(Odd::Ambiguous),
        (_, false, _) => return Err(Odd::Malformed),
        (_, true, _) => {}
    }
    let whole = groups.concat();
    Ok(fraction.map_or_else(|| format!("{sign}{whole}"), |fraction| format!("{sign}{whole}.{fraction}")))
}

/// The decimal mark several times: thousands by the other custom.
fn grouped(body: &str, mark: char) -> Odd {
    let is_grouped =
        body.split(mark).skip(1).all(|part| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()));
    if is_grouped { Odd::Ambiguous } else { Odd::Malformed }
}

/// A day, perhaps with a time, perhaps with an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A moment, with its offset.
    Moment(Instant),
    /// What a clock there showed.
    Local(NaiveDateTime),
    /// Only the day.
    Day(NaiveDate),
}

impl When {
    /// The moment in a zone and how precisely it is known. Of a day alone the time is noon.
    pub fn in_zone(self, zone: Tz) -> Option<(Instant, Precision)> {
        let noon = NaiveTime::from_hms_opt(12, 0, 0)?;
        match self {
            Self::Moment(at) => Some((at, Precision::Minute)),
            Self::Local(at) => Some((typed::in_zone(at, zone)?, Precision::Minute)),
            Self::Day(day) => Some((typed::in_zone(day.and_time(noon), zone)?, Precision::Day)),
        }
    }

    /// The same day at a time.
    #[must_use]
    pub fn at(self, time: NaiveTime) -> Self {
        match self {
            Self::Day(day) => Self::Local(day.and_time(time)),
            other => other,
        }
    }
}

/// Reads a date. A number is a day as Excel counts them.
pub fn when(cell: &Cell, dates: Option<Dates>) -> Result<Option<When>, Odd> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::When(at) if at.time() == NaiveTime::MIN => Ok(Some(When::Day(at.date()))),
        Cell::When(at) => Ok(Some(When::Local(*at))),
        Cell::Number(digits) => serial(digits).map(Some).ok_or(Odd::Malformed),
        Cell::Text(text) => text_when(text, dates).map(Some),
        Cell::Yes(_) | Cell::Broken => Err(Odd::Malformed),
    }
}

/// A day as Excel counts them since 1900, between 1954 and 2119: other numbers are years, or slips.
fn serial(digits: &str) -> Option<When> {
    let days: f64 = digits.parse().ok()?;
    if !(20_000.0..80_000.0).contains(&days) {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 80,000 days")]
    let seconds = (days * 86_400.0).round() as i64;
    let at = first.and_time(NaiveTime::MIN).checked_add_signed(chrono::TimeDelta::seconds(seconds))?;
    Some(if at.time() == NaiveTime::MIN { When::Day(at.date()) } else { When::Local(at) })
}

fn text_when(text: &str, dates: Option<Dates>) -> Result<When, Odd> {
    let text = typed::plain_digits(text);
    let text = text.replace(['\u{200E}', '\u{200F}', '\u{061C}'], "");
    let text = text.trim();
    if let Some(at) = Instant::parse(text).or_else(|| Instant::parse(&text.replacen(' ', "T", 1))) {
        return Ok(When::Moment(at));
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.split('.').count() < 3 {
        return serial(text).ok_or(Odd::Malformed);
    }
    let (date, time) = text.split_once(['T', ' ']).map_or((text, ""), |(date, time)| (date, time.trim()));
    let day = read_day(date.trim_end_matches([',', '،']), dates)?;
    if time.is_empty() {
        return Ok(When::Day(day));
    }
    // Seconds are more than anybody asks.
    let time = match time.split(':').collect::<Vec<_>>().as_slice() {
        [hour, minute, second] if second.len() >= 2 => format!("{hour}:{minute}"),
        _ => time.to_owned(),
    };
    typed::time_of_day(&time).map(|time| When::Local(day.and_time(time))).ok_or(Odd::Malformed)
}

/// The three numbers of a date, the year last.
fn three(text: &str) -> Option<(u32, u32, i32)> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let short = |part: &str| matches!(part.len(), 1 | 2).then(|| part.parse::<u32>().ok()).flatten();
    let year = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
    Some((short(first)?, short(second)?, year))
}

fn read_day(text: &str, dates: Option<Dates>) -> Result<NaiveDate, Odd> {
    // A year has four digits: of two, nobody knows the century.
    let begins_with_year = text.split(['/', '-']).next().is_some_and(|year| year.len() == 4);
    if begins_with_year && let Some(day) = typed::day(&text.replace('/', "-")) {
        return Ok(day);
    }
    let (first, second, year) = three(text).ok_or(Odd::Malformed)?;
    let day = |day, month| NaiveDate::from_ymd_opt(year, month, day).ok_or(Odd::Malformed);
    match dates {
        Some(Dates::DayFirst) => day(first, second),
        Some(Dates::MonthFirst) => day(second, first),
        None if first == second => day(first, second),
        None if first > 12 => day(first, second),
        None if second > 12 => day(second, first),
        None => Err(Odd::Ambiguous),
    }
}

/// In which order the dates of a column are written, where some of them tell and none contradicts.
pub fn order_of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Option<Dates> {
    let (mut day_first, mut month_first) = (false, false);
    for cell in cells {
        let Cell::Text(text) = cell else { continue };
        let plain = typed::plain_digits(text);
        let date = plain.split(['T', ' ']).next().unwrap_or_default().to_owned();
        if let Some((first, second, _)) = three(&date) {
            day_first |= first > 12 && second <= 12;
            month_first |= second > 12 && first <= 12;
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(Dates::DayFirst),
        (false, true) => Some(Dates::MonthFirst),
        (_, _) => None,
    }
}

/// The parts of a list in a cell. Arrows, semicolons, bars and line ends part; commas only where nothing else does.
pub fn list(text: &str) -> Vec<String> {
    let arrows = text.replace("->", "\u{2192}").replace(" > ", "\u{2192}");
    let strong = |c: char| matches!(c, ';' | '؛' | '|' | '\n' | '\u{2192}' | '\u{2190}');
    let weak = |c: char| matches!(c, ',' | '،');
    let parts: Vec<&str> =
        if arrows.contains(strong) { arrows.split(strong).collect() } else { arrows.split(weak).collect() };
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: Mark) -> Result<String, Odd> {
        number(&Cell::Text(text.to_owned()), mark).map(Option::unwrap_or_default)
    }

    #[test]
    fn a_separator_never_silently_changes_an_amount() {
        for (text, mark, plain) in [
            ("12.5", Mark::Point, "12.5"),
            ("12,5", Mark::Comma, "12.5"),
            ("1.200", Mark::Point, "1.200"),
            ("1,200", Mark::Comma, "1.200"),
            ("1,200.50", Mark::Point, "1200.50"),
            ("1.200,50", Mark::Comma, "1200.50"),
            ("1,200,000", Mark::Point, "1200000"),
            ("1 200", Mark::Comma, "1200"),
            ("1\u{202f}200,5", Mark::Comma, "1200.5"),
            ("١٢٫٥", Mark::Comma, "12.5"),
            ("١٬٢٠٠", Mark::Point, "1200"),
            ("۱۲۰", Mark::Point, "120"),
            ("-4", Mark::Point, "-4"),
        ] {
            assert_eq!(read(text, mark).as_deref(), Ok(plain), "{text}");
        }
        for (text, mark) in
            [("1,200", Mark::Point), ("1.200", Mark::Comma), ("12,5", Mark::Point), ("1.200.000", Mark::Point)]
        {
            assert_eq!(read(text, mark), Err(Odd::Ambiguous), "{text}");
        }
        for text in ["a lot", "1,2,3", "12 kg", "1..2", "--3", "", "1e"] {
            assert_eq!(read(text, Mark::Point), Err(Odd::Malformed), "{text}");
        }
        assert_eq!(number(&Cell::Broken, Mark::Point), Err(Odd::Malformed));
    }

    fn day(text: &str, dates: Option<Dates>) -> Result<When, Odd> {
        when(&Cell::Text(text.to_owned()), dates).map(Option::unwrap)
    }

    #[test]
    fn dates_are_read_as_written_and_never_guessed() {
        let first = NaiveDate::from_ymd_opt(2016, 11, 1).unwrap();
        let last = NaiveDate::from_ymd_opt(2016, 11, 30).unwrap();
        for text in ["2016-11-01", "2016/11/01", "٢٠١٦-١١-٠١", "42675"] {
            assert_eq!(day(text, None), Ok(When::Day(first)), "{text}");
        }
        for text in ["30/11/2016", "30.11.2016", "11/30/2016", "٣٠/١١/٢٠١٦"] {
            assert_eq!(day(text, None), Ok(When::Day(last)), "{text}");
        }
        assert_eq!(day("01/11/2016", None), Err(Odd::Ambiguous));
        assert_eq!(day("01/11/2016", Some(Dates::DayFirst)), Ok(When::Day(first)));
        assert_eq!(day("11/01/2016", Some(Dates::MonthFirst)), Ok(When::Day(first)));
        assert_eq!(day("30/11/2016", Some(Dates::MonthFirst)), Err(Odd::Malformed));
        let half_past_two = When::Local(first.and_hms_opt(14, 30, 0).unwrap());
        for text in ["2016-11-01 14:30", "2016-11-01T14:30:00", "2016-11-01 ١٤:٣٠", "42675.604166667"] {
            let read = day(text, None).unwrap();
            assert_eq!(read, half_past_two, "{text}");
        }
        assert!(matches!(day("2016-11-01T14:30:00+02:00", None), Ok(When::Moment(_))));
        for text in ["soon", "1/11/16", "2016-13-01", "31/02/2016", "2016", "2016-11-01 noon"] {
            assert_eq!(day(text, Some(Dates::DayFirst)), Err(Odd::Malformed), "{text}");
        }
    }

    #[test]
    fn one_telling_date_tells_for_its_column_and_two_that_contradict_tell_nothing() {
        let cells = |texts: &[&str]| texts.iter().map(|text| Cell::Text((*text).to_owned())).collect::<Vec<_>>();
        let order = |texts: &[&str]| order_of(cells(texts).iter());
        assert_eq!(order(&["01/02/2016", "25/02/2016"]), Some(Dates::DayFirst));
        assert_eq!(order(&["01/02/2016", "02/25/2016"]), Some(Dates::MonthFirst));
        assert_eq!(order(&["25/02/2016", "02/25/2016"]), None);
        assert_eq!(order(&["01/02/2016", "2016-02-25"]), None);
    }

    #[test]
    fn a_list_comes_apart_at_the_strongest_separator() {
        assert_eq!(list("Homs > Talbiseh > Rastan"), ["Homs", "Talbiseh", "Rastan"]);
        assert_eq!(list("حمص؛ الرستن"), ["حمص", "الرستن"]);
        assert_eq!(list("1-5, 7"), ["1-5", "7"]);
        assert_eq!(list("Talbiseh, north; Rastan"), ["Talbiseh, north", "Rastan"]);
    }
}
