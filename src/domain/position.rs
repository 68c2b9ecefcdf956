//! Where a device says that it is: read from what telephones and tracking servers send, each in its own shape.
//!
//! Units inside: degrees, metres, kilometres an hour, percent. Telephones by the `OsmAnd` protocol and Traccar say knots, the
//! JSON of recent telephones metres a second; both leave out, or say −1, what they do not know.

use chrono::{DateTime, NaiveDateTime};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{AsRefStr, EnumIter, EnumString};

use super::{
    refusal::{FieldCode, FieldError},
    time::Instant,
};

/// A device's clock may be so far from ours, and no further.
pub const CLOCK_AHEAD: chrono::TimeDelta = chrono::TimeDelta::minutes(5);
/// The longest id that a device calls itself by.
pub const LONGEST_ID: usize = 100;

/// Where a device was. Has no `Debug` that would show it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// When, by the device's clock.
    #[serde(skip, default = "epoch")]
    pub at: Instant,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Within so many metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<f64>,
    /// Kilometres an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speed_kmh: Option<f64>,
    /// Degrees from north, by the east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearing: Option<f64>,
    /// Metres above the sea.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub altitude_m: Option<f64>,
    /// The device's battery, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub battery: Option<f64>,
    /// Dilution of precision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hdop: Option<f64>,
    /// Whether the device itself says that it has no fix.
    #[serde(skip)]
    pub is_invalid: bool,
}

fn epoch() -> Instant {
    Instant::new(DateTime::UNIX_EPOCH)
}

impl std::fmt::Debug for Fix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fix")
    }
}

/// What a device sent: what it calls itself, and where it was.
#[derive(Clone, PartialEq)]
pub struct Sent {
    /// What it calls itself.
    pub device: String,
    /// Where it was: one, or some that it had kept.
    pub fixes: Vec<Fix>,
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sent").field("fixes", &self.fixes.len()).finish_non_exhaustive()
    }
}

/// Why a position is not kept though it could be read. The device is answered as if it were: it would send it for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsRefStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Dropped {
    /// The device had no fix: it said so, or sent 0, 0.
    NoFix,
    /// Its clock is ahead of ours by more than [`CLOCK_AHEAD`].
    ClockAhead,
    /// Before the device was registered for the convoy.
    TooEarly,
    /// After it was to end.
    TooLate,
    /// Whoever sent it sends for another organisation's device of the same name, too.
    InConflict,
}

impl Fix {
    /// Whether it may be kept, for a device whose positions are taken between two moments.
    pub fn check(&self, from: Instant, until: Option<Instant>, now: Instant) -> Result<(), Dropped> {
        if self.is_invalid || (self.latitude == 0.0 && self.longitude == 0.0) {
            return Err(Dropped::NoFix);
        }
        if self.at > now.plus(CLOCK_AHEAD) {
            return Err(Dropped::ClockAhead);
        }
        if self.at < from.plus(-CLOCK_AHEAD) {
            return Err(Dropped::TooEarly);
        }
        if until.is_some_and(|until| self.at > until) {
            return Err(Dropped::TooLate);
        }
        Ok(())
    }
}

fn wrong(name: &str, code: FieldCode, expected: Option<&str>) -> FieldError {
    FieldError { pointer: format!("/{name}"), code, expected: expected.map(str::to_owned) }
}

/// What could be read so far, and what was wrong.
#[derive(Default)]
struct Reading {
    at: Option<Instant>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    accuracy: Option<f64>,
    speed_kmh: Option<f64>,
    bearing: Option<f64>,
    altitude: Option<f64>,
    battery: Option<f64>,
    hdop: Option<f64>,
    is_invalid: bool,
    errors: Vec<FieldError>,
}

impl Reading {
    fn must(&mut self, name: &str, number: Option<f64>) -> Option<f64> {
        if number.is_none() {
            self.errors.push(wrong(name, FieldCode::Malformed, None));
        }
        number
    }

    fn time(&mut self, name: &str, at: Option<Instant>) {
        self.at = at;
        if at.is_none() {
            self.errors.push(wrong(name, FieldCode::NotAnInstant, None));
        }
    }

    fn finish(mut self, names: (&str, &str), now: Instant) -> Result<Fix, Vec<FieldError>> {
        for (name, value, most) in [(names.0, self.latitude, 90.0), (names.1, self.longitude, 180.0)] {
            match value {
                None if self.errors.iter().any(|error| error.pointer == format!("/{name}")) => {}
                None => self.errors.push(wrong(name, FieldCode::Required, None)),
                Some(value) if !(-most..=most).contains(&value) => {
                    self.errors.push(wrong(name, FieldCode::OutOfRange, Some(&format!("-{most}–{most}"))));
                }
                Some(_) => {}
            }
        }
        let within = |value: Option<f64>, least: f64, most: f64| value.filter(|value| (least..=most).contains(value));
        match (self.latitude, self.longitude) {
            (Some(latitude), Some(longitude)) if self.errors.is_empty() => Ok(Fix {
                at: self.at.unwrap_or(now),
                latitude,
                longitude,
                accuracy_m: within(self.accuracy, f64::MIN_POSITIVE, 1e7),
                speed_kmh: within(self.speed_kmh, 0.0, 2_000.0),
                bearing: within(self.bearing, 0.0, 360.0),
                altitude_m: within(self.altitude, -1_000.0, 30_000.0),
                battery: within(self.battery, 0.0, 100.0),
                hdop: within(self.hdop, f64::MIN_POSITIVE, 100.0),
                is_invalid: self.is_invalid,
            }),
            _ => Err(self.errors),
        }
    }
}

/// A number that is one: neither infinite nor none. A decimal comma is none either, for nobody knows which.
fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

fn json_number(value: Option<&Value>) -> Option<f64> {
    let value = value?;
    value.as_f64().or_else(|| number(value.as_str()?)).filter(|number| number.is_finite())
}

const KMH_OF_KNOT: f64 = 1.852;
const KMH_OF_METRE_A_SECOND: f64 = 3.6;

/// Seconds or milliseconds since 1970, RFC 3339 (also `+0000`), or `2026-11-27 10:30:00` in UTC.
fn read_time(text: &str) -> Option<Instant> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return read_epoch(number);
    }
    if let Some(at) = Instant::parse(text).or_else(|| Instant::parse(&text.replace(' ', "+"))) {
        return Some(at);
    }
    let with_offset = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z").ok();
    let local = || NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok().map(|local| local.and_utc());
    let at = with_offset.map(|at| at.to_utc()).or_else(local)?;
    Instant::parse(&at.to_rfc3339())
}

/// What is too small to be milliseconds of this century is seconds.
fn read_epoch(number: i64) -> Option<Instant> {
    let micros = if number < i64::from(i32::MAX) { number.checked_mul(1_000_000) } else { number.checked_mul(1_000) };
    let at = Instant::from_micros(micros?)?;
    Instant::parse(&at.utc().to_rfc3339())
}

fn json_time(value: &Value) -> Option<Instant> {
    value.as_str().map_or_else(|| read_epoch(value.as_i64()?), read_time)
}

fn named(name: &str, device: Option<String>) -> Result<String, Vec<FieldError>> {
    let fits = |device: &String| !device.is_empty() && device.len() <= LONGEST_ID;
    let device = device.map(|device| device.trim().to_owned());
    device.filter(fits).ok_or_else(|| vec![wrong(name, FieldCode::Required, None)])
}

/// Reads the `OsmAnd` protocol: `id, lat, lon` (or `location=lat,lon`), `timestamp, speed` (knots), `bearing, altitude,
/// accuracy, batt, hdop, valid`. What else is sent is passed over.
pub fn read_osmand(pairs: &[(String, String)], now: Instant) -> Result<Sent, Vec<FieldError>> {
    let mut device = None;
    let mut reading = Reading::default();
    for (name, value) in pairs {
        match name.as_str() {
            "id" | "deviceid" => device = Some(value.clone()),
            "valid" => reading.is_invalid = !matches!(value.to_ascii_lowercase().as_str(), "true" | "1"),
            "timestamp" => reading.time("timestamp", read_time(value)),
            "lat" => reading.latitude = reading.must("lat", number(value)),
            "lon" => reading.longitude = reading.must("lon", number(value)),
            "location" => {
                let (latitude, longitude) = value.split_once(',').unwrap_or((value, ""));
                reading.latitude = reading.must("location", number(latitude));
                reading.longitude = reading.must("location", number(longitude));
            }
            "speed" => reading.speed_kmh = number(value).map(|knots| knots * KMH_OF_KNOT),
            "bearing" | "heading" => reading.bearing = number(value),
            "altitude" => reading.altitude = number(value),
            "accuracy" => reading.accuracy = number(value),
            "batt" => reading.battery = number(value),
            "hdop" => reading.hdop = number(value),
            _ => {}
        }
    }
    let device = named("id", device)?;
    Ok(Sent { device, fixes: vec![reading.finish(("lat", "lon"), now)?] })
}

/// Reads what recent telephones send as JSON: `{"device_id", "location": {"timestamp", "coords": {…}, "battery"}}`, or
/// several locations in an array.
pub fn read_client(body: &Value, now: Instant) -> Result<Sent, Vec<FieldError>> {
    let text = |value: &Value| value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|id| id.to_string()));
    let device = named("device_id", body.get("device_id").or_else(|| body.get("id")).and_then(text))?;
    let locations = match body.get("location") {
        Some(Value::Array(all)) if (1..=500).contains(&all.len()) => all.iter().collect(),
        Some(one @ Value::Object(_)) => vec![one],
        Some(_) => return Err(vec![wrong("location", FieldCode::Malformed, None)]),
        None => return Err(vec![wrong("location", FieldCode::Required, None)]),
    };
    let fixes = locations.into_iter().map(|location| read_location(location, now)).collect::<Result<_, _>>()?;
    Ok(Sent { device, fixes })
}

fn read_location(location: &Value, now: Instant) -> Result<Fix, Vec<FieldError>> {
    let mut reading = Reading::default();
    if let Some(timestamp) = location.get("timestamp") {
        reading.time("location/timestamp", json_time(timestamp));
    }
    let coords = location.get("coords").unwrap_or(&Value::Null);
    reading.latitude = json_number(coords.get("latitude"));
    reading.longitude = json_number(coords.get("longitude"));
    reading.accuracy = json_number(coords.get("accuracy"));
    reading.speed_kmh = json_number(coords.get("speed")).map(|speed| speed * KMH_OF_METRE_A_SECOND);
    reading.bearing = json_number(coords.get("heading"));
    reading.altitude = json_number(coords.get("altitude"));
    reading.battery = json_number(location.pointer("/battery/level")).map(|level| level * 100.0);
    reading.finish(("location/coords/latitude", "location/coords/longitude"), now)
}

/// Reads what Traccar forwards with `forward.type=json`: `{"position": {…}, "device": {"uniqueId"}}`.
pub fn read_traccar(body: &Value, now: Instant) -> Result<Sent, Vec<FieldError>> {
    let device = body.pointer("/device/uniqueId").and_then(Value::as_str).map(str::to_owned);
    let device = named("device/uniqueId", device)?;
    let Some(position) = body.get("position").filter(|position| position.is_object()) else {
        return Err(vec![wrong("position", FieldCode::Required, None)]);
    };
    let mut reading = Reading::default();
    let time = ["fixTime", "deviceTime"].into_iter().find_map(|name| position.get(name).filter(|time| !time.is_null()));
    if let Some(time) = time {
        reading.time("position/fixTime", json_time(time));
    }
    reading.latitude = json_number(position.get("latitude"));
    reading.longitude = json_number(position.get("longitude"));
    // Nought is what Traccar says where it does not know.
    reading.accuracy = json_number(position.get("accuracy"));
    reading.speed_kmh = json_number(position.get("speed")).map(|knots| knots * KMH_OF_KNOT);
    reading.bearing = json_number(position.get("course"));
    reading.altitude = json_number(position.get("altitude"));
    reading.battery = json_number(position.pointer("/attributes/batteryLevel"));
    reading.hdop = json_number(position.pointer("/attributes/hdop"));
    reading.is_invalid = position.get("valid").and_then(Value::as_bool) == Some(false);
    let fix = reading.finish(("position/latitude", "position/longitude"), now)?;
    Ok(Sent { device, fixes: vec![fix] })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn now() -> Instant {
        Instant::parse("2026-11-27T10:30:00Z").unwrap()
    }

    fn osmand(query: &str) -> Result<Fix, Vec<FieldError>> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        read_osmand(&pairs, now()).map(|mut sent| sent.fixes.remove(0))
    }

    #[test]
    fn a_telephone_says_where_it_is_in_every_way_that_it_may() {
        let fix =
            osmand("id=k&lat=35.1&lon=36.75&timestamp=1795775400&speed=10&bearing=90&batt=55.5&accuracy=8").unwrap();
        assert_eq!((fix.at, fix.latitude, fix.longitude), (now(), 35.1, 36.75));
        assert_eq!((fix.speed_kmh, fix.battery, fix.accuracy_m), (Some(18.52), Some(55.5), Some(8.0)));
        for time in ["1795775400000", "2026-11-27T10:30:00Z", "2026-11-27T12:30:00%2B0200", "2026-11-27+10:30:00", ""] {
            let with_time = if time.is_empty() { String::new() } else { format!("&timestamp={time}") };
            let fix = osmand(&format!("deviceid=k&location=35.1,36.75{with_time}")).unwrap();
            assert_eq!((fix.at, fix.longitude), (now(), 36.75), "{time}");
        }
        let fix = osmand("id=k&lat=1&lon=2&speed=-1&bearing=NaN&altitude=abc&accuracy=0&x=y&valid=false").unwrap();
        assert_eq!((fix.speed_kmh, fix.bearing, fix.altitude_m, fix.accuracy_m), (None, None, None, None));
        assert_eq!(fix.check(now(), None, now()), Err(Dropped::NoFix));
    }

    #[test]
    fn what_is_no_position_is_said_and_never_repeated() {
        for (query, pointer) in [
            ("lat=1&lon=2", "/id"),
            ("id=&lat=1&lon=2", "/id"),
            ("id=k&lon=2", "/lat"),
            ("id=k&lat=1,5&lon=2", "/lat"),
            ("id=k&lat=91&lon=2", "/lat"),
            ("id=k&lat=1&lon=inf", "/lon"),
            ("id=k&lat=1&lon=180.1", "/lon"),
            ("id=k&location=1", "/location"),
            ("id=k&lat=1&lon=2&timestamp=yesterday", "/timestamp"),
            ("id=k&lat=1&lon=2&timestamp=99999999999999999", "/timestamp"),
        ] {
            let errors = osmand(query).unwrap_err();
            assert_eq!(errors[0].pointer, pointer, "{query}: {errors:?}");
        }
    }

    #[test]
    fn recent_telephones_and_traccar_are_read_in_their_own_units() {
        let body = json!({"device_id": "k", "location": {
            "timestamp": "2026-11-27T10:30:00.000Z", "is_moving": true, "battery": {"level": 0.5, "is_charging": false},
            "coords": {"latitude": 35.1, "longitude": 36.75, "speed": 10.0, "heading": -1, "accuracy": 4.2, "altitude": 300},
        }});
        let fix = read_client(&body, now()).unwrap().fixes.remove(0);
        assert_eq!((fix.speed_kmh, fix.bearing, fix.battery), (Some(36.0), None, Some(50.0)));
        let many = json!({"device_id": "k", "location": [body["location"], body["location"]]});
        assert_eq!(read_client(&many, now()).unwrap().fixes.len(), 2);
        let body = json!({"device": {"id": 1, "uniqueId": "359710047424242"}, "position": {
            "protocol": "osmand", "fixTime": "2026-11-27T10:30:00.000+00:00", "valid": true, "latitude": 35.1,
            "longitude": 36.75, "speed": 10.0, "course": 90.0, "accuracy": 0.0, "attributes": {"batteryLevel": 80.0},
        }});
        let sent = read_traccar(&body, now()).unwrap();
        assert_eq!((sent.device.as_str(), sent.fixes[0].at), ("359710047424242", now()));
        assert_eq!((sent.fixes[0].speed_kmh, sent.fixes[0].accuracy_m), (Some(18.52), None));
        assert_eq!(read_traccar(&json!({"position": {}}), now()).unwrap_err()[0].pointer, "/device/uniqueId");
    }

    #[test]
    fn what_does_not_fit_the_device_is_dropped_for_its_reason() {
        let mut fix = osmand("id=k&lat=1&lon=2").unwrap();
        let hour = chrono::TimeDelta::hours(1);
        assert_eq!(fix.check(now(), None, now()), Ok(()));
        assert_eq!(fix.check(now().plus(hour), None, now()), Err(Dropped::TooEarly));
        assert_eq!(fix.check(now().plus(-hour), Some(now().plus(-hour)), now()), Err(Dropped::TooLate));
        fix.at = now().plus(hour);
        assert_eq!(fix.check(now(), None, now()), Err(Dropped::ClockAhead));
        (fix.latitude, fix.longitude) = (0.0, 0.0);
        assert_eq!(fix.check(now(), None, now()), Err(Dropped::NoFix));
    }
}
