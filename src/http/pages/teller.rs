//! Puts names, times and lengths of time into the reader's words: as exact as they are known, and no more.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use super::views::{Choice, Name, When};
use crate::{
    app::{App, AppError, Caller, names::Names},
    domain::{
        id::{OrganisationId, PlaceId, UserId},
        place::Organisation,
        text,
        time::{Instant, Occurred, Precision},
    },
    http::language::{self, Locale, Moment, Texts, pick_name},
};

/// What words are made from.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The reader's words.
    pub t: Texts,
    /// Names.
    pub names: &'a Names,
    /// The zone in which times are told.
    pub zone: Tz,
    /// The moment that "ago" is measured from.
    pub now: Instant,
}

/// The name in the reader's language, or in another where there is none.
pub fn name(names: &text::Names, locale: Locale) -> Option<Name> {
    let plain: BTreeMap<String, String> =
        names.iter().map(|(language, name)| (language.clone(), name.to_string())).collect();
    pick_name(&plain, locale)
}

/// Every organisation as a choice, in the order of the reader's names.
pub fn organisation_choices(app: &App, caller: &Caller, locale: Locale) -> Result<Vec<Choice>, AppError> {
    let all = app.list_organisations(caller, "", 1_000, None)?.items;
    let mut choices: Vec<Choice> = all.iter().map(|it| organisation_choice(&it.what, locale)).collect();
    choices.sort_by(|one, other| one.name.text.cmp(&other.name.text));
    Ok(choices)
}

/// An organisation as a choice.
pub fn organisation_choice(organisation: &Organisation, locale: Locale) -> Choice {
    let key = organisation.key.to_string();
    let name = name(&organisation.name, locale).unwrap_or_else(|| Name::typed(key.clone()));
    Choice { value: key, name, hint: None }
}

/// Whether so exact a length of time can be given from such a moment.
fn is_by_the_clock(occurred: Occurred) -> bool {
    matches!(occurred.precision, Precision::Minute | Precision::Hour)
}

impl Teller<'_> {
    /// A place by its name.
    pub fn place(&self, id: PlaceId) -> Name {
        let place = self.names.places.get(&id.0);
        place.and_then(|place| name(&place.name, self.t.locale())).unwrap_or_else(|| Name::typed(id.0))
    }

    /// An organisation by its name.
    pub fn organisation(&self, id: OrganisationId) -> Name {
        let organisation = self.names.organisations.get(&id.0);
        let name = organisation.and_then(|organisation| name(&organisation.name, self.t.locale()));
        name.unwrap_or_else(|| Name::typed(id.0))
    }

    /// Who recorded something; nobody, where it came with a file.
    pub fn person(&self, id: Option<UserId>) -> Option<String> {
        let id = id?;
        Some(self.names.people.get(&id.0).cloned().unwrap_or_else(|| id.0.to_string()))
    }

    /// As [`Teller::person`], where somebody must be named.
    pub fn author(&self, id: Option<UserId>) -> String {
        self.person(id).unwrap_or_else(|| self.t.text("unknown"))
    }

    /// When something happened.
    pub fn when(&self, occurred: Occurred) -> When {
        let moment = Moment {
            at: occurred.at.utc(),
            until: occurred.until.map(Instant::utc),
            precision: language::Precision::from_code(occurred.precision.as_ref()),
        };
        self.t.when(moment, self.zone, self.now.utc())
    }

    /// A moment that our own clock knows.
    pub fn at(&self, at: Instant) -> When {
        self.t.when(Moment::exact(at.utc()), self.zone, self.now.utc())
    }

    /// Days from one date to another, as the calendar of the zone has them.
    fn days(&self, from: Instant, until: Instant) -> i64 {
        let date = |at: Instant| at.utc().with_timezone(&self.zone).date_naive();
        (date(until) - date(from)).num_days().max(0)
    }

    /// How long something lasted: by the clock where both ends are known so well, else by the calendar.
    pub fn length(&self, from: Occurred, until: Occurred) -> String {
        if is_by_the_clock(from) && is_by_the_clock(until) {
            return self.t.duration(until.at.since(from.at));
        }
        match self.days(from.at, until.at) {
            0 => self.t.text("duration-within_day"),
            days => self.t.count("duration-days", days),
        }
    }

    /// How long something has lasted so far.
    pub fn length_so_far(&self, from: Occurred) -> String {
        self.length(from, Occurred::at_minute(self.now))
    }

    /// `for 52 hours`: how long something has been so.
    pub fn lasting(&self, since: Occurred) -> String {
        let lasts = self.now.since(since.at);
        if is_by_the_clock(since) {
            let just_now = lasts < chrono::TimeDelta::minutes(1);
            return if just_now { self.t.text("ago-now") } else { self.t.lasting(lasts) };
        }
        match self.days(since.at, self.now) {
            0 => self.t.text("ago-today"),
            days => self.t.count("lasting-days", days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::language::Language;

    fn occurred(at: &str, precision: Precision) -> Occurred {
        Occurred::new(Instant::parse(at).unwrap(), None, precision)
    }

    #[test]
    fn a_length_is_never_more_exact_than_its_ends() {
        let names = Names::default();
        let teller = Teller {
            t: Texts::new(Locale::plain(Language::English)),
            names: &names,
            zone: chrono_tz::Asia::Damascus,
            now: Instant::parse("2016-11-03T10:00:00Z").unwrap(),
        };
        let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        let length = |from, until| plain(teller.length(from, until));
        let morning = occurred("2016-11-01T08:00:00Z", Precision::Minute);
        let noon = occurred("2016-11-01T10:00:00Z", Precision::Hour);
        assert_eq!(length(morning, noon), "2 hours");
        let some_time = occurred("2016-11-01T10:00:00Z", Precision::Day);
        assert_eq!(length(morning, some_time), "less than a day");
        assert_eq!(plain(teller.length_so_far(some_time)), "2 days");
        assert_eq!(plain(teller.lasting(some_time)), "for 2 days");
        assert_eq!(plain(teller.lasting(noon)), "for 48 hours");
        assert_eq!(plain(teller.lasting(occurred("2016-11-03T09:59:30Z", Precision::Minute))), "just now");
    }
}
