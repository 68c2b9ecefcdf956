//! A claimed time never decides alone what is secret, erased or tracked.
//!
//! Secrecy counts from the last moment that a claimed time can have been, and never from before it was recorded. Every test
//! asks at every door, and again a day later: there the same doors tell it, or they would prove nothing.

use std::sync::Arc;

use convoy::{
    ambient::{Ambient, Scripted},
    app::{Role, Runner, policy::TokenScope},
    domain::time::Instant,
    http::routes,
    store::DatabaseUrl,
};
use serde_json::{Value, json};
use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::{
    access::{cast::signed_in, unpacked},
    harness::{
        client::Client,
        databases::databases,
        phones::{add_number, hand_over},
        server::{Server, wait_for},
        world::{describe, new_id, path_of, plan},
    },
};

const FORM: &str = "application/x-www-form-urlencoded";
/// In minutes.
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// A server whose clock stands where the test sets it, and who asks it.
struct Stage {
    server: Server,
    clock: Arc<Scripted>,
    everything: Client,
    logger: Client,
    viewer: Client,
    page: Client,
}

/// Somebody whose token outlasts the time that a test lets pass.
fn lasting(server: &Server, role: Role, organisation: &str) -> Client {
    let email = server.account(role, organisation);
    let token = server.app.create_token(&email, &TokenScope::iter().collect(), Some(366)).unwrap();
    server.nobody().with_token(&token.token)
}

impl Stage {
    /// At three in the afternoon of Damascus.
    fn on(url: &DatabaseUrl) -> Self {
        let clock = Arc::new(Scripted::at(Instant::parse("2026-03-05T12:00:00Z").unwrap()));
        let server = Server::start_with(url, Arc::clone(&clock) as Arc<dyn Ambient>);
        let everything = lasting(&server, Role::Coordinator, "*");
        describe(&everything);
        let logger = lasting(&server, Role::Logger, "relief");
        let viewer = lasting(&server, Role::Viewer, "relief");
        let page = signed_in(&server, &server.account(Role::Viewer, "relief"));
        Self { server, clock, everything, logger, viewer, page }
    }

    /// So many minutes before now.
    fn ago(&self, minutes: i64) -> Instant {
        self.clock.now().plus(chrono::TimeDelta::minutes(-minutes))
    }

    fn wait(&self, minutes: i64) {
        self.clock.set(self.ago(-minutes));
    }

    /// A convoy of `relief` that goes by a place of its own, whose name and cell are the canaries.
    fn convoy(&self, reference: &str, sensitivity: &str, longitude: f64) {
        let key = format!("canary-{}", reference.to_lowercase());
        let name = format!("CANARY-{reference}");
        let place = json!({"key": key, "name": {"en": name}, "latitude": -47.312_37, "longitude": longitude});
        self.everything.post("/api/v1/places", &place).expect(201);
        let mut plan = plan(reference);
        plan["sensitivity"] = json!(sensitivity);
        plan["stops"] = json!([
            {"role": "origin", "place": "hub"}, {"role": "checkpoint", "place": key},
            {"role": "destination", "place": "town"}
        ]);
        plan["trucks"] = json!([{"label": "CANARY-TRUCK", "role": "cargo"}]);
        self.everything.post("/api/v1/convoys", &plan).expect(201);
    }

    #[track_caller]
    fn put(&self, by: &Client, reference: &str, event: &Value) -> Uuid {
        let id = new_id();
        by.put(&path_of(reference, id), event).expect(201);
        id
    }

    fn left(&self, reference: &str, minutes_ago: i64) -> Uuid {
        let event = json!({"kind": "dispatched", "occurred_at": self.ago(minutes_ago), "place": "hub"});
        self.put(&self.everything, reference, &event)
    }

    fn turned_back(&self, minutes_ago: i64) -> Value {
        json!({"kind": "turned_back", "occurred_at": self.ago(minutes_ago)})
    }

    fn void(&self, event: Uuid) -> Value {
        let details = json!({"event": event, "reason": "because"});
        json!({"kind": "voided", "occurred_at": self.clock.now(), "details": details})
    }

    fn amended(&self, event: Uuid, replacement: &Value) -> Value {
        let details = json!({"event": event, "reason": "because", "replacement": replacement});
        json!({"kind": "amended", "occurred_at": self.clock.now(), "details": details})
    }

    /// What viewers are answered about a convoy, by address: everything in three ways, or by what is about convoys.
    fn doors(&self, doors: Doors, reference: &str) -> Vec<(String, String)> {
        let lists = ["/", "/map", "/api/v1/convoys", "/api/v1/events", "/api/v1/board"];
        let as_of = self.clock.now().utc().format("%Y-%m-%dT%H:%M:%SZ");
        let mut answers = Vec::new();
        for (method, pattern, _, _) in routes::table() {
            // The register of places names places, and no convoy; what is never ended is read elsewhere.
            let others = ["/places", "/convoys/new", "/incidents/new", "/access-windows", "/log", "/live", "{format}"];
            if method.as_str() != "GET" || others.iter().any(|other| pattern.contains(other)) {
                continue;
            }
            let is_of_convoys = pattern.contains("{convoy}") || pattern.contains("{reference}");
            if doors == Doors::OfConvoys && !is_of_convoys && !lists.contains(&pattern.as_str()) {
                continue;
            }
            let path = pattern.replace("{convoy}", reference).replace("{reference}", reference);
            let client = if path.starts_with("/api") { &self.viewer } else { &self.page };
            let as_of = format!("?as_of={as_of}");
            let queries = ["", as_of.as_str(), "?lang=fr"];
            let queries = if doors == Doors::All { &queries[..] } else { &queries[..2] };
            for query in queries {
                let path = format!("{path}{query}");
                answers.push((path.clone(), client.get(&path).text));
            }
        }
        for (table, format) in convoy::http::api::exports::files() {
            if doors == Doors::OfConvoys && format != convoy::export::Format::Csv {
                continue;
            }
            let path = format!("/api/v1/exports/{}.{}?convoy={reference}", table.name, format.extension());
            let answer = self.viewer.get(&path);
            let is_workbook = format == convoy::export::Format::Xlsx && answer.status == 200;
            let text = if is_workbook { unpacked(&answer.bytes) } else { answer.text };
            answers.push((path, text));
        }
        answers
    }

    /// The doors that tell one of these.
    fn telling(&self, doors: Doors, reference: &str, canaries: &[String]) -> Vec<String> {
        let tells = |text: &str| canaries.iter().any(|canary| text.contains(canary.as_str()));
        self.doors(doors, reference).into_iter().filter(|(_, text)| tells(text)).map(|(path, _)| path).collect()
    }
}

/// How widely is looked: at every door for one of each kind of claim, for they all look at the same convoy.
#[derive(Clone, Copy, PartialEq)]
enum Doors {
    All,
    OfConvoys,
}

impl Doors {
    fn of(index: usize) -> Self {
        if index == 0 { Self::All } else { Self::OfConvoys }
    }
}

/// How an end comes on record.
type Way = (&'static str, fn(&Stage, &str));

/// Each claims an end of long ago, of a convoy that left three hours ago or is said to have left long ago too. What it
/// leaves on record last is what makes the convoy over.
const WAYS: [Way; 6] = [
    ("turned back", |stage, reference| {
        stage.left(reference, 31 * HOUR);
        stage.put(&stage.logger, reference, &stage.turned_back(30 * HOUR));
    }),
    ("cancelled before it left", |stage, reference| {
        stage.left(reference, 3 * HOUR);
        let cancelled = json!({"kind": "cancelled", "occurred_at": stage.ago(30 * HOUR)});
        stage.put(&stage.logger, reference, &cancelled);
    }),
    ("on a day, 120 days ago", |stage, reference| {
        stage.left(reference, 200 * DAY);
        let mut event = stage.turned_back(120 * DAY);
        event["precision"] = json!("day");
        stage.put(&stage.logger, reference, &event);
    }),
    ("a note put right", |stage, reference| {
        stage.left(reference, 31 * HOUR);
        let note = json!({"kind": "note", "occurred_at": stage.ago(30 * HOUR), "note": "nothing"});
        let note = stage.put(&stage.logger, reference, &note);
        let end = stage.turned_back(30 * HOUR);
        stage.put(&stage.logger, reference, &stage.amended(note, &end));
    }),
    ("void, and not void after all", |stage, reference| {
        stage.left(reference, 31 * HOUR);
        let end = stage.put(&stage.logger, reference, &stage.turned_back(30 * HOUR));
        let void = stage.put(&stage.logger, reference, &stage.void(end));
        stage.wait(30 * HOUR);
        stage.put(&stage.everything, reference, &stage.void(void));
    }),
    ("a departure put right, long after an end that waited for it", |stage, reference| {
        let left = stage.left(reference, 3 * HOUR);
        let mut event = stage.turned_back(30 * HOUR);
        event["on_refusal"] = json!("review");
        stage.logger.put(&path_of(reference, new_id()), &event).expect(202);
        stage.wait(30 * HOUR);
        let earlier = json!({"occurred_at": stage.ago(90 * HOUR)});
        stage.put(&stage.everything, reference, &stage.amended(left, &earlier));
    }),
];

#[test]
fn a_claimed_end_shows_nothing_before_it_is_a_day_on_record() {
    databases(|url| {
        let stage = Stage::on(url);
        for (index, (name, way)) in WAYS.into_iter().enumerate() {
            let (reference, severe) = (format!("END-{index}"), format!("HIDDEN-{index}"));
            stage.convoy(&severe, "severe", 150.0);
            way(&stage, &severe);
            let status = |reference: &str| stage.viewer.get(&format!("/api/v1/convoys/{reference}/status"));
            for (minutes, expected) in [(0, 404), (DAY - 2, 404), (4, 200)] {
                stage.wait(minutes);
                assert_eq!(status(&severe).status, expected, "{name}: a severe one, after {minutes} minutes more");
            }
            stage.convoy(&reference, "moderate", 150.0);
            way(&stage, &reference);
            let canaries = [format!("CANARY-{reference}")];
            let told = status(&reference).expect(200)["status"].as_str().unwrap().to_owned();
            assert!(["turned_back", "cancelled"].contains(&told.as_str()), "{name}: that it is over is told: {told}");
            for minutes in [0, DAY - 2] {
                stage.wait(minutes);
                let told = stage.telling(Doors::of(index), &reference, &canaries);
                assert_eq!(told, [""; 0], "{name}, after {minutes} minutes more");
            }
            stage.wait(4);
            let told = stage.telling(Doors::of(index), &reference, &canaries);
            assert!(told.len() > 5, "{name}: over for a day, it is told: {told:?}");
            assert_eq!(stage.server.app.verify(&[]).unwrap().first_finding, None, "{name}");
        }
    });
}

/// A claimed time: when, until when, and how precisely, in minutes from now; and when it is past at the latest.
type Claim = (&'static str, i64, Option<i64>, &'static str, i64);

/// All are recorded at three in the afternoon: the day lasts nine hours more.
const CLAIMS: [Claim; 8] = [
    ("recorded late", -20 * HOUR, None, "minute", 0),
    ("in this hour", -10, None, "hour", 50),
    ("on this day", -5 * HOUR, None, "day", 9 * HOUR),
    ("a range that lasts", -2 * HOUR, Some(3 * HOUR), "minute", 3 * HOUR + 1),
    ("days up to this one", -50 * HOUR, Some(-4 * HOUR), "day", 9 * HOUR),
    ("at a time that is not known", -30 * HOUR, None, "unknown", 0),
    ("by a clock that is ahead", 10 * HOUR, None, "minute", 10 * HOUR + 1),
    ("on a day of long ago, recorded now", -90 * DAY, None, "day", 0),
];

#[test]
fn a_position_is_told_a_day_after_its_last_moment_and_a_day_after_its_record() {
    databases(|url| {
        let stage = Stage::on(url);
        for (index, (name, at, until, precision, past)) in CLAIMS.into_iter().enumerate() {
            let reference = format!("AT-{index}");
            // Each has a cell of its own, so that none is found for another; half of them wait in an outbox first.
            let cell = 60.0 + f64::from(u8::try_from(index).unwrap());
            stage.convoy(&reference, "moderate", cell + 0.788_71);
            stage.left(&reference, 200 * DAY);
            let key = format!("canary-{}", reference.to_lowercase());
            let mut event = json!({"kind": "checkpoint_reached", "occurred_at": stage.ago(-at), "place": key,
                                   "precision": precision});
            if let Some(until) = until {
                event["occurred_until"] = json!(stage.ago(-until));
            }
            if index % 2 == 0 {
                event["captured_at"] = json!(stage.ago(-at.min(0)));
            }
            stage.put(&stage.logger, &reference, &event);
            let canaries = [format!("{cell}.8"), format!("{cell},8"), format!("{cell}.78")];
            for minutes in [0, past + DAY - 2] {
                stage.wait(minutes);
                let told = stage.telling(Doors::of(index), &reference, &canaries);
                assert_eq!(told, [""; 0], "{name}, after {minutes} minutes");
            }
            stage.wait(4);
            let told = stage.telling(Doors::of(index), &reference, &canaries);
            assert!(told.len() > 5, "{name}: a day later it is told: {told:?}");
            // On to the same time of a later day.
            stage.wait(4 * DAY - past - DAY - 2);
        }
    });
}

#[test]
fn a_place_that_is_put_right_is_told_a_day_after_that() {
    databases(|url| {
        let stage = Stage::on(url);
        stage.convoy("RIGHT-1", "moderate", 61.788_71);
        stage.left("RIGHT-1", 200 * DAY);
        let event = json!({"kind": "checkpoint_reached", "occurred_at": stage.ago(60 * HOUR), "place": "gate"});
        let reached = stage.put(&stage.logger, "RIGHT-1", &event);
        stage.wait(20 * HOUR);
        stage.put(&stage.logger, "RIGHT-1", &stage.amended(reached, &json!({"place": "canary-right-1"})));
        let canaries = ["61.8".to_owned(), "61,8".to_owned()];
        for minutes in [0, DAY - 2] {
            stage.wait(minutes);
            assert_eq!(stage.telling(Doors::OfConvoys, "RIGHT-1", &canaries), [""; 0], "after {minutes} minutes");
        }
        stage.wait(4);
        assert!(!stage.telling(Doors::OfConvoys, "RIGHT-1", &canaries).is_empty());
    });
}

/// Of five convoys, one is ended by a text message alone. Of the four whose end of 120 days ago is reported now, one is reported by a coordinator; of the others one is left to
/// its reporter's word, one gets a second person's, and one is confirmed by a coordinator.
#[test]
fn a_claimed_end_stops_no_tracker_and_erases_no_crew_by_one_persons_word() {
    databases(|url| {
        let stage = Stage::on(url);
        let run_devices = signed_in(&stage.server, &stage.server.account(Role::Coordinator, "relief"));
        let coordinator = lasting(&stage.server, Role::Coordinator, "relief");
        let second = lasting(&stage.server, Role::Logger, "relief");
        let mut keys = Vec::new();
        for reference in ["ALONE", "CONFIRMED", "LEADS", "SECOND"] {
            stage.convoy(reference, "moderate", 150.0);
            let driver = json!({"truck": "CANARY-TRUCK", "name": "CANARY-DRIVER"});
            let crew = format!("/api/v1/convoys/{reference}/crew/{}", new_id());
            stage.everything.put(&crew, &driver).expect(201);
            stage.left(reference, 150 * DAY);
            let form = "do=register&label=Phone&truck=CANARY-TRUCK&unique_id=&until=";
            let page = run_devices.post_raw(&format!("/convoys/{reference}/devices"), FORM, form).text;
            keys.push(page[page.find("cvd_").unwrap()..].split(['<', '&', '"']).next().unwrap().to_owned());
            let by = if reference == "LEADS" { &coordinator } else { &stage.logger };
            stage.put(by, reference, &stage.turned_back(120 * DAY));
        }
        // A fifth is ended by a message with its PIN, and by nothing else.
        stage.convoy("TEXTED-1", "moderate", 150.0);
        let driver = json!({"truck": "CANARY-TRUCK", "name": "CANARY-DRIVER"});
        stage.everything.put(&format!("/api/v1/convoys/TEXTED-1/crew/{}", new_id()), &driver).expect(201);
        stage.left("TEXTED-1", 150 * DAY);
        let page = signed_in(&stage.server, &stage.server.account(Role::Logger, "relief"));
        let gateway = lasting(&stage.server, Role::Logger, "*");
        add_number(&page, &gateway, "+963900111222", "4711");
        let reply = hand_over(&gateway, "+963900111222", "TEXTED-1 turned back PIN 4711");
        assert!(reply.starts_with("TEXTED-1: "), "{reply}");
        let send =
            |key: &String| stage.server.nobody().get(&format!("/api/v1/positions/osmand?id={key}&lat=1&lon=2")).status;
        let tracked = || keys.iter().map(send).collect::<Vec<u16>>();
        let due = || {
            let all = stage.server.app.retention_due(&Runner::Owner).unwrap();
            let crew = all.into_iter().find(|due| due.class.as_ref() == "crew").unwrap();
            (crew.rows, crew.waiting.into_iter().collect::<Vec<_>>())
        };
        for minutes in [0, DAY - 2] {
            stage.wait(minutes);
            assert_eq!((tracked(), due()), (vec![200; 4], (0, Vec::new())), "after {minutes} minutes");
        }
        stage.wait(4);
        assert_ne!(tracked(), [200; 4], "over for a day, they are tracked no more");
        // The reporter's own word again is no second one.
        let returned = json!({"kind": "returned", "occurred_at": stage.clock.now()});
        stage.put(&stage.logger, "ALONE", &returned);
        stage.wait(88 * DAY);
        assert_eq!(due(), (0, Vec::new()), "90 days count from the record");
        stage.wait(3 * DAY);
        let waiting = ["ALONE", "CONFIRMED", "SECOND", "TEXTED-1"].map(str::to_owned).to_vec();
        assert_eq!(due(), (1, waiting), "the word of who coordinates is enough");
        let admin = signed_in(&stage.server, &stage.server.account(Role::Admin, "relief"));
        for language in ["en", "fr", "ar"] {
            let page = admin.get(&format!("/admin/retention?lang={language}")).text;
            let is_listed = |reference: &str| page.contains(&format!("<bdi>{reference}</bdi>"));
            assert_eq!(["ALONE", "CONFIRMED", "LEADS", "SECOND"].map(is_listed), [true, true, false, true], "{page}");
        }
        stage.put(&second, "SECOND", &returned);
        let events = stage.everything.all("/api/v1/convoys/CONFIRMED/events");
        let end = events.iter().find(|event| event["kind"] == "turned_back").unwrap()["id"].as_str().unwrap();
        let confirmed = stage.amended(end.parse().unwrap(), &json!({"note": "so it is"}));
        stage.put(&coordinator, "CONFIRMED", &confirmed);
        assert_eq!(due().1, ["ALONE", "TEXTED-1"], "what was confirmed is not put off for it");
        wait_for(stage.server.app.apply_retention(&Runner::Owner)).unwrap();
        let crew = |reference: &str| {
            let list = stage.everything.get(&format!("/api/v1/convoys/{reference}/crew")).expect(200);
            list["items"].as_array().unwrap().len()
        };
        assert_eq!(["ALONE", "CONFIRMED", "LEADS", "SECOND", "TEXTED-1"].map(crew), [1, 0, 0, 0, 1]);
        assert_eq!(stage.server.app.verify(&[]).unwrap().first_finding, None);
    });
}
