//! Five hundred convoys in Sudan, made up, always the same: to see whether pages still read at a glance, and to weigh them.
//!
//!     cargo run --example crowd > crowd.json
//!     cargo run -- import --scenario crowd.json
//!
//! The times are those before the moment that is given as an argument (RFC 3339), else before now.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

/// Name in English and Arabic, latitude, longitude, kind. The coordinates are about right.
const PLACES: [(&str, &str, f64, f64, &str); 30] = [
    ("Port Sudan", "بورتسودان", 19.617, 37.216, "hub"),
    ("Atbara", "عطبرة", 17.702, 33.987, "town"),
    ("Ed Damer", "الدامر", 17.593, 33.966, "checkpoint"),
    ("Shendi", "شندي", 16.691, 33.434, "checkpoint"),
    ("Al Jaili", "الجيلي", 16.009, 32.601, "checkpoint"),
    ("Omdurman", "أم درمان", 15.645, 32.478, "town"),
    ("Adré", "أدري", 13.467, 22.200, "hub"),
    ("El Geneina", "الجنينة", 13.453, 22.447, "town"),
    ("Zalingei", "زالنجي", 12.910, 23.473, "checkpoint"),
    ("Nyala", "نيالا", 12.049, 24.881, "town"),
    ("Renk", "الرنك", 11.750, 32.780, "crossing"),
    ("Kosti", "كوستي", 13.163, 32.664, "hub"),
    ("Tendelti", "تندلتي", 13.017, 31.867, "checkpoint"),
    ("Umm Ruwaba", "أم روابة", 12.906, 31.216, "checkpoint"),
    ("El Obeid", "الأبيض", 13.184, 30.217, "town"),
    ("Kassala", "كسلا", 15.451, 36.400, "hub"),
    ("Gedaref", "القضارف", 14.035, 35.383, "town"),
    ("Wad Madani", "ود مدني", 14.401, 33.520, "town"),
    ("Sennar", "سنار", 13.567, 33.567, "checkpoint"),
    ("Ed Daein", "الضعين", 11.462, 26.126, "town"),
    ("En Nahud", "النهود", 12.700, 28.433, "checkpoint"),
    ("Wadi Halfa", "وادي حلفا", 21.800, 31.350, "crossing"),
    ("Dongola", "دنقلا", 19.182, 30.477, "town"),
    ("Merowe", "مروي", 18.483, 31.817, "checkpoint"),
    ("El Fasher", "الفاشر", 13.628, 25.349, "town"),
    ("Kutum", "كتم", 14.200, 24.667, "checkpoint"),
    ("Tine", "الطينة", 15.022, 22.814, "crossing"),
    ("Zamzam", "زمزم", 13.490, 25.320, "camp"),
    ("Kadugli", "كادقلي", 11.011, 29.718, "town"),
    ("Dilling", "الدلنج", 12.050, 29.650, "checkpoint"),
];
/// Roads, by places.
const ROADS: [&[usize]; 9] = [
    &[0, 1, 2, 3, 4, 5],
    &[6, 7, 8, 9],
    &[10, 11, 12, 13, 14],
    &[15, 16, 17, 18, 11],
    &[9, 19, 20, 14],
    &[21, 22, 23, 1],
    &[26, 25, 24, 27],
    &[14, 29, 28],
    &[0, 15, 16],
];
const SECTORS: [&str; 5] = ["food_security", "health", "nutrition", "shelter_nfi", "wash"];
const CAUSES: [&str; 4] = ["movement_within_country", "hostilities", "interference", "physical_environment"];

/// A number that follows from another, as if by chance.
fn mixed(number: u64, salt: u64) -> u64 {
    let mut x = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 33
}

/// One of these.
fn pick<T: Copy>(all: &[T], number: u64) -> Option<T> {
    all.get(usize::try_from(number).unwrap_or(0) % all.len().max(1)).copied()
}

fn key(place: usize) -> String {
    format!("crowd-{place}")
}

struct Convoy {
    number: u64,
    now: DateTime<Utc>,
    road: Vec<usize>,
}

impl Convoy {
    fn of(number: u64, now: DateTime<Utc>) -> Self {
        let mut road = pick(&ROADS, mixed(number, 1)).unwrap_or_default().to_vec();
        if mixed(number, 2).is_multiple_of(3) {
            road.reverse();
        }
        Self { number, now, road }
    }

    fn reference(&self) -> String {
        format!("SD-{:03}", self.number)
    }

    fn plan(&self, sensitivity: &str) -> Value {
        let last = self.road.len() - 1;
        let target = 400 + mixed(self.number, 3) % 60 * 310;
        let role = |index: usize| match index {
            0 => "origin",
            index if index == last => "destination",
            _ => "checkpoint",
        };
        let stop = |(index, place): (usize, &usize)| match role(index) {
            "destination" => json!({"role": "destination", "place": key(*place), "target_population": target}),
            role => json!({"role": role, "place": key(*place)}),
        };
        json!({
            "reference": self.reference(), "lead": "sarc", "sensitivity": sensitivity,
            "time_zone": "Africa/Khartoum", "trucks": {"count": 3 + mixed(self.number, 4) % 26},
            "check_in_minutes": 720,
            "cargo": [
                {"item": "Parcels", "unit": "parcel", "quantity": target / 5, "sector": pick(&SECTORS, mixed(self.number, 5))},
                {"item": "Kits", "unit": "kit", "quantity": 12, "sector": pick(&SECTORS, mixed(self.number, 6))},
            ],
            "stops": self.road.iter().enumerate().map(stop).collect::<Vec<_>>(),
        })
    }

    fn report(&self, order: u64, kind: &str, hours: i64, place: Option<usize>, details: Value) -> Value {
        let at = self.now
            - TimeDelta::hours(hours)
            - TimeDelta::minutes(i64::try_from(mixed(self.number, 9) % 50).unwrap_or(0));
        let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("crowd-{}-{order}", self.number).as_bytes());
        let mut report = json!({
            "convoy": self.reference(), "id": id, "kind": kind, "precision": "minute",
            "occurred_at": at.to_rfc3339_opts(SecondsFormat::Secs, true),
        });
        let place = place.map(|place| json!(key(place)));
        let details = Some(details).filter(|details| !details.is_null());
        if let Some(report) = report.as_object_mut() {
            let more = [("place", place), ("details", details)];
            report.extend(more.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        }
        report
    }

    /// Nine situations, and one of them in the middle of the road.
    fn reports(&self) -> Vec<Value> {
        let situation = self.number % 20;
        let (origin, last) = (self.road.first().copied(), self.road.last().copied());
        let between = self.road.get(1..self.road.len() - 1).unwrap_or_default();
        let since = i64::try_from(1 + mixed(self.number, 7) % 60).unwrap_or(1);
        let gate = pick(between, mixed(self.number, 8)).or(last);
        let reached = between.iter().position(|place| Some(*place) == gate).map_or(0, |index| index + 1);
        let none = Value::Null;
        let mut all = Vec::new();
        if situation >= 17 {
            return all;
        }
        all.push(self.report(0, "dispatched", since + 30, origin, none.clone()));
        if situation == 16 {
            return all;
        }
        for (order, place) in (1_u64..).zip(between.iter().take(reached)) {
            let hours = since + 20 - i64::try_from(order).unwrap_or(0);
            all.push(self.report(order, "checkpoint_reached", hours, Some(*place), none.clone()));
        }
        match situation {
            0..=2 => {
                let cause = pick(&CAUSES, mixed(self.number, 11));
                all.push(self.report(20, "blocked", since, gate, json!({"cause": cause})));
            }
            3..=5 => {}
            6..=10 => all.push(self.report(21, "checkpoint_cleared", since, gate, none)),
            11 => {
                let because = json!({"reason": "no passage granted", "decided_by": "convoy leader"});
                all.push(self.report(22, "turned_back", since, gate, because));
            }
            12 | 13 => all.push(self.report(23, "arrived", since, last, none)),
            _ => {
                all.push(self.report(24, "arrived", since + 6, last, none.clone()));
                all.push(self.report(25, "delivered", since, last, none));
            }
        }
        all
    }
}

/// The scenario: so many convoys, as of a moment, all of this sensitivity.
pub fn crowd(convoys: u64, now: DateTime<Utc>, sensitivity: &str) -> Value {
    let place = |(index, (english, arabic, latitude, longitude, kind)): (usize, &(&str, &str, f64, f64, &str))| {
        json!({
            "key": key(index), "name": {"en": english, "ar": arabic}, "latitude": latitude, "longitude": longitude,
            "kind": kind, "country": "SD",
        })
    };
    let all: Vec<Convoy> = (100..100 + convoys).map(|number| Convoy::of(number, now)).collect();
    json!({
        "format": "convoy-scenario/1", "name": "crowd", "time_zone": "Africa/Khartoum",
        "organisations": [{"key": "sarc", "name": {"en": "Syrian Arab Red Crescent", "ar": "الهلال الأحمر العربي السوري"}}],
        "places": PLACES.iter().enumerate().map(place).collect::<Vec<_>>(),
        "convoys": all.iter().map(|convoy| convoy.plan(sensitivity)).collect::<Vec<_>>(),
        "reports": all.iter().flat_map(Convoy::reports).collect::<Vec<_>>(),
    })
}

#[expect(clippy::print_stdout, reason = "what it makes is its answer")]
#[expect(clippy::disallowed_methods, reason = "an example has no clock of its own")]
#[cfg_attr(test, expect(dead_code, reason = "tests take what it makes"))]
fn main() {
    let given = std::env::args().nth(1).and_then(|at| DateTime::parse_from_rfc3339(&at).ok());
    let now = given.map_or_else(Utc::now, |at| at.to_utc());
    println!("{:#}", crowd(500, now, "moderate"));
}
