//! Positions: who may send them, what becomes of each, and who is told.

use std::sync::Arc;

use convoy::{
    ambient::Ambient,
    app::{App, Role},
    domain::time::Instant,
};
use serde_json::{Value, json};

use crate::{
    access::cast::signed_in,
    harness::{
        Behind,
        client::{Answer, Client},
        databases::databases,
        server::Server,
        world::{deliver, register, world},
    },
};

const FORM: &str = "application/x-www-form-urlencoded";
const PHONE: &str = "/api/v1/positions/osmand";

/// A server with a convoy of `relief`, and a coordinator of it at the pages and by token.
struct Stage {
    server: Server,
    everything: Client,
    page: Client,
}

impl Stage {
    fn on(url: &convoy::store::DatabaseUrl) -> Self {
        Self::behind(url, &Behind::days(0))
    }

    fn behind(url: &convoy::store::DatabaseUrl, clock: &Arc<Behind>) -> Self {
        let server = Server::start_with(url, Arc::clone(clock) as Arc<dyn Ambient>);
        let everything = world(&server);
        register(&everything, "RELIEF-1");
        let page = signed_in(&server, &server.account(Role::Coordinator, "relief"));
        Self { server, everything, page }
    }

    /// Registers a telephone, and answers its key.
    fn phone(&self, truck: &str) -> String {
        let form = format!("do=register&label=Phone&truck={truck}&unique_id=&until=");
        key_of(&self.page.post_raw("/convoys/RELIEF-1/devices", FORM, &form))
    }

    fn told(&self) -> Vec<Value> {
        self.everything.all("/api/v1/convoys/RELIEF-1/positions?limit=2")
    }
}

fn key_of(page: &Answer) -> String {
    assert_eq!(page.status, 200, "{}", page.text);
    let at = page.text.find("cvd_").unwrap_or_else(|| panic!("no key in {}", page.text));
    page.text[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

fn seconds(app: &App, ago: i64) -> i64 {
    app.now().plus(chrono::TimeDelta::seconds(-ago)).micros() / 1_000_000
}

fn at(position: &Value) -> i64 {
    Instant::parse(position["at"].as_str().unwrap()).unwrap().micros() / 1_000_000
}

#[test]
fn a_telephone_sends_by_query_by_form_and_as_json() {
    databases(|url| {
        let stage = Stage::on(url);
        let (key, nobody) = (stage.phone("2"), stage.server.nobody());
        let now = seconds(&stage.server.app, 0);
        let query = format!("{PHONE}?id={key}&lat=35.11111&lon=36.22222&timestamp={now}&speed=10&batt=80&accuracy=5");
        let answer = nobody.get(&query);
        assert_eq!((answer.status, answer.text.as_str()), (200, ""));
        let form = format!("id={key}&location=35.2,36.3&timestamp={}", (now + 1) * 1_000);
        assert_eq!(nobody.post_raw(PHONE, FORM, &form).status, 200);
        let time = Instant::from_micros((now + 2) * 1_000_000).unwrap();
        let json = json!({"device_id": key, "location": {"timestamp": time, "coords": {
            "latitude": 35.3, "longitude": 36.4, "speed": 5.0, "heading": -1, "altitude": 410.5, "accuracy": 3.0,
        }, "battery": {"level": 0.42}}});
        assert_eq!(nobody.post(PHONE, &json).status, 200);

        let told = stage.told();
        assert_eq!(told.len(), 3, "{told:?}");
        assert_eq!((told[0]["latitude"].as_f64(), told[0]["longitude"].as_f64()), (Some(35.11111), Some(36.22222)));
        assert_eq!((told[0]["speed_kmh"].as_f64(), &told[0]["truck"]), (Some(18.52), &json!("2")));
        assert_eq!((told[2]["speed_kmh"].as_f64(), told[2]["battery"].as_f64()), (Some(18.0), Some(42.0)));
        assert_eq!((at(&told[0]), at(&told[1]), at(&told[2])), (now, now + 1, now + 2));

        let points = stage.everything.with_header("accept", "application/geo+json");
        let points = points.get("/api/v1/convoys/RELIEF-1/positions?truck=2").expect(200);
        assert_eq!(points["features"][0]["geometry"]["coordinates"], json!([36.22222, 35.11111]));
        let lines = stage.everything.with_header("accept", "application/x-ndjson");
        assert_eq!(lines.get("/api/v1/convoys/RELIEF-1/positions").text.lines().count(), 3);
        assert_eq!(stage.everything.all("/api/v1/convoys/RELIEF-1/positions?truck=3").len(), 0);
        let from = Instant::from_micros((now + 1) * 1_000_000).unwrap().utc().format("%Y-%m-%dT%H:%M:%SZ");
        assert_eq!(stage.everything.all(&format!("/api/v1/convoys/RELIEF-1/positions?from={from}")).len(), 2);
        assert_eq!(stage.everything.all(&format!("/api/v1/convoys/RELIEF-1/positions?until={from}")).len(), 1);
        assert!(stage.page.get("/convoys/RELIEF-1").text.contains("35.30000, 36.40000"));
    });
}

#[test]
fn each_position_has_the_fate_that_the_documents_say() {
    databases(|url| {
        let stage = Stage::on(url);
        let (key, nobody) = (stage.phone(""), stage.server.nobody());
        let now = seconds(&stage.server.app, 0);
        let send = |rest: &str| nobody.get(&format!("{PHONE}?id={key}&{rest}")).status;
        let at = |time: i64| send(&format!("lat=35&lon=36&timestamp={time}"));
        // Out of order, and twice.
        assert_eq!((at(now + 3), at(now + 1), at(now + 1)), (200, 200, 200));
        assert_eq!(stage.told().len(), 2);
        // Of no use, and never to be sent again: ahead of time, before it was registered, without a fix.
        for (rest, why) in [
            (format!("lat=35&lon=36&timestamp={}", now + 3_600), "clock is ahead"),
            (format!("lat=35&lon=36&timestamp={}", now - 3_600), "before the device was registered"),
            (format!("lat=0&lon=0&timestamp={now}"), "had no fix"),
        ] {
            assert_eq!(send(&rest), 200, "{rest}");
            let page = stage.page.get("/convoys/RELIEF-1/devices").text;
            assert!(page.contains(why), "{why}: {page}");
        }
        assert_eq!(stage.told().len(), 2);
        // No positions at all.
        for rest in ["", "lat=35", "lat=91&lon=36", "lat=x&lon=36", "lat=35&lon=36&timestamp=soon"] {
            let answer = nobody.get(&format!("{PHONE}?id={key}&{rest}"));
            assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("bad_position")), "{rest}");
            assert!(!answer.text.contains(&key));
        }
        // A position never moves a convoy, and is not heard from it.
        let status = stage.everything.get("/api/v1/convoys/RELIEF-1/status").expect(200);
        assert_eq!((status["status"].as_str(), &status["last_heard"]), (Some("planned"), &Value::Null), "{status}");
    });
}

#[test]
fn a_device_sends_until_it_or_its_convoy_ends() {
    databases(|url| {
        let clock = Behind::days(2);
        let stage = Stage::behind(url, &clock);
        let (first, second) = (stage.phone("1"), stage.phone("2"));
        let nobody = stage.server.nobody();
        let now = seconds(&stage.server.app, 0);
        let send = |key: &str, after: i64| {
            nobody.get(&format!("{PHONE}?id={key}&lat=35&lon=36&timestamp={}", now + after)).status
        };
        assert_eq!((send(&first, 1), send(&second, 1)), (200, 200));
        let told = stage.told();
        let device = told.iter().find(|it| it["truck"] == "1").unwrap()["device"].as_str().unwrap().to_owned();
        let ended = stage.page.post_raw("/convoys/RELIEF-1/devices", FORM, &format!("do=end&device={device}"));
        assert_eq!(ended.status, 303);
        assert_eq!((send(&first, 2), send(&second, 2)), (400, 200));
        // Unknown, ended and no key of ours are answered alike.
        let answer = |key: &str| nobody.get(&format!("{PHONE}?id={key}&lat=35&lon=36")).json();
        assert_eq!(answer(&first), answer("cvd_0000000000000000000000000000000000000000"));
        assert_eq!(answer(&first), answer("359710047424242"));
        // A convoy that is on record as over for a day has ended for its devices, too; and not before.
        deliver(&stage.everything, "RELIEF-1");
        assert_eq!(send(&second, 2), 200);
        clock.catch_up();
        assert_eq!(send(&second, 3), 400);
        assert_eq!(stage.told().len(), 3);
    });
}

#[test]
fn traccar_forwards_for_devices_that_it_knows() {
    databases(|url| {
        let stage = Stage::on(url);
        let form = "do=register&label=Tracker&truck=3&unique_id=359710047424242&until=";
        let page = stage.page.post_raw("/convoys/RELIEF-1/devices", FORM, form);
        assert_eq!(page.status, 200);
        assert!(!page.text.contains("cvd_"));
        // The id of hardware is no secret: by itself it may not send, and only one convoy has it.
        let query = format!("{PHONE}?id=359710047424242&lat=35&lon=36");
        assert_eq!(stage.server.nobody().get(&query).status, 400);
        assert_eq!(stage.page.post_raw("/convoys/RELIEF-1/devices", FORM, form).status, 422);

        let path = "/api/v1/positions/traccar";
        let time = stage.server.app.now();
        let body = |device: &str| {
            json!({
                "position": {"id": 1, "protocol": "gt06", "fixTime": time, "valid": true, "latitude": 34.9, "longitude": 36.7,
                    "speed": 20.0, "course": 45.0, "altitude": 0.0, "accuracy": 0.0, "attributes": {"batteryLevel": 90}},
                "device": {"id": 7, "uniqueId": device, "name": "x", "status": "online"},
            })
        };
        assert_eq!(stage.server.nobody().post(path, &body("359710047424242")).status, 401);
        let logger = stage.server.somebody(Role::Logger, "relief");
        assert_eq!(
            logger.post(path, &body("359710047424242")).expect(200),
            json!({"kept": 1, "again": 0, "dropped": []})
        );
        assert_eq!(logger.post(path, &body("359710047424242")).expect(200)["again"], 1);
        assert_eq!(logger.post(path, &body("1")).expect(200)["dropped"], json!(["unknown_device"]));
        // Another organisation's server sends nothing for this convoy, and learns nothing.
        let other = stage.server.somebody(Role::Logger, "other");
        assert_eq!(other.post(path, &body("359710047424242")).expect(200)["dropped"], json!(["unknown_device"]));
        let answer = logger.post(path, &json!({"position": {"latitude": "x"}, "device": {"uniqueId": "1"}}));
        assert_eq!(answer.expect(422)["errors"][0]["pointer"], "/position/latitude");
        assert_eq!(stage.told().len(), 1);
    });
}

#[test]
fn a_flood_is_stopped_and_told_when_to_come_again() {
    databases(|url| {
        let stage = Stage::on(url);
        let key = stage.phone("");
        let now = seconds(&stage.server.app, 0);
        let location =
            |n: i64| json!({"timestamp": (now + n % 200) * 1_000, "coords": {"latitude": 35, "longitude": 36}});
        let backlog = json!({"device_id": key, "location": (0..500).map(location).collect::<Vec<_>>()});
        assert_eq!(stage.server.nobody().post(PHONE, &backlog).status, 200);
        let answer = stage.server.nobody().post(PHONE, &backlog);
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (429, Some("too_many_requests")),
            "{}",
            answer.text
        );
        assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
        // One a second, whatever is sent.
        assert_eq!(stage.everything.all("/api/v1/convoys/RELIEF-1/positions").len(), 200);
    });
}

#[test]
fn only_who_sees_the_convoy_exactly_is_told() {
    databases(|url| {
        let stage = Stage::on(url);
        let key = stage.phone("");
        let now = seconds(&stage.server.app, 0);
        let query = format!("{PHONE}?id={key}&lat=35.12345&lon=36.54321&timestamp={now}");
        assert_eq!(stage.server.nobody().get(&query).status, 200);
        let path = "/api/v1/convoys/RELIEF-1/positions";
        for (role, organisation, status) in [
            (Role::Viewer, "relief", 403),
            (Role::Admin, "relief", 403),
            (Role::Logger, "relief", 404),
            (Role::Coordinator, "other", 404),
            (Role::Coordinator, "relief", 200),
        ] {
            let answer = stage.server.somebody(role, organisation).get(path);
            assert_eq!(answer.status, status, "{role:?} of {organisation}");
            assert_eq!(answer.text.contains("35.12345"), status == 200);
        }
        // A logger who goes with it is told, and registers no devices.
        let email = stage.server.account(Role::Logger, "relief");
        let assigned = stage.page.post_raw(
            "/convoys/RELIEF-1/sharing",
            FORM,
            &format!("do=assign&logger={}", email.replace('@', "%40")),
        );
        assert_eq!(assigned.status, 303, "{}", assigned.text);
        let logger = stage.server.nobody().with_token(&stage.server.token(&email, &[]));
        assert_eq!(logger.get(path).expect(200)["items"][0]["latitude"], 35.12345);
        let page = signed_in(&stage.server, &email);
        assert!(page.get("/convoys/RELIEF-1").text.contains("35.12345, 36.54321"));
        assert_eq!(page.get("/convoys/RELIEF-1/devices").status, 403);
        // Nowhere else: neither in the convoy, nor in the feed, nor in its events.
        for path in ["/convoys", "/convoys/RELIEF-1", "/convoys/RELIEF-1/events", "/convoys/RELIEF-1/status", "/events"]
        {
            let answer = stage.everything.get(&format!("/api/v1{path}"));
            answer.expect(200);
            assert!(!answer.text.contains("35.12") && !answer.text.contains("36.54"), "{path}");
        }
        // That it was read is noted, once an hour for each reader.
        let admin = stage.server.somebody(Role::Admin, "*");
        let audit = signed_in(&stage.server, &stage.server.account(Role::Admin, "*"));
        drop(admin);
        let noted = audit.get("/admin/audit?kind=exact_read").text;
        assert!(noted.contains("positions of devices"), "{noted}");
    });
}
