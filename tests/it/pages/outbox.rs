//! What a phone's outbox sends and keeps: answers that it can act on, and copies with nothing in them but what logging needs.

use serde_json::{Value, json};

use super::site::{Browser, Site, sites_of};

const CONVOY: &str = "SY-2016-SOUTH-HAMA";
const ID: &str = "01580000-0000-4000-8000-00000000000a";
const LOG: &str = "/convoys/SY-2016-SOUTH-HAMA/log";

/// South Hama before it left.
fn not_left(test: impl Fn(&Site)) {
    sites_of(|scenario| scenario["reports"] = Value::Array(Vec::new()), test);
}

fn events(who: &mut Browser) -> Vec<Value> {
    let answer = who.get(&format!("/api/v1/convoys/{CONVOY}/events"));
    answer.json()["items"].as_array().unwrap().clone()
}

/// A report that was written down an hour before the server's six o'clock, by a phone that is three hours ahead.
fn late<'a>(sent_at: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let own = [("id", ID), ("kind", "dispatched"), ("when", "now"), ("place", "hama")];
    let times = [("captured_at", "2016-11-01T08:00:00+02:00"), ("sent_at", sent_at)];
    own.into_iter().chain(times).chain(more.iter().copied()).collect()
}

#[test]
fn what_a_phone_sends_again_is_stored_once_at_the_time_that_the_phone_told() {
    not_left(|site| {
        let (mut amel, mut nour) = (site.signed_in("amel"), site.signed_in("nour"));
        let first = amel.send(LOG, &late("2016-11-01T09:00:00+02:00", &[]));
        assert_eq!(first.status, 201, "{}", first.text());
        assert_eq!(first.json(), json!({ "id": ID, "state": "applied", "skew_ms": 10_800_000 }));
        // The reply was lost, and the phone sends it an hour later.
        site.wait(3_600);
        let again = amel.send(LOG, &late("2016-11-01T10:00:00+02:00", &[]));
        assert_eq!((again.status, again.json()["id"].as_str()), (200, Some(ID)));
        let [event] = events(&mut nour).try_into().unwrap();
        assert_eq!(event["occurred_at"], event["captured_at"], "just now is when the phone says that it was");
        assert!(event["captured_at"].as_str().unwrap().starts_with("2016-11-01T08:00:00"), "{event}");
        // The control: other content under this id is not taken for the same.
        let other = amel.send(LOG, &late("2016-11-01T10:00:00+02:00", &[("note", "other")]));
        assert_eq!((other.status, other.json()["code"].as_str()), (409, Some("same_event_other_content")));
        assert_eq!(events(&mut nour).len(), 1);
    });
}

#[test]
fn a_phone_is_told_all_mistakes_by_field_and_in_its_language() {
    not_left(|site| {
        let mut amel = site.signed_in("amel");
        amel.language = "fr".to_owned();
        let answer = amel.send(LOG, &[("id", ID), ("kind", "blocked"), ("when", "today"), ("time", "25:99")]);
        assert_eq!((answer.status, answer.header("content-type")), (422, "application/problem+json"));
        let told = answer.json();
        let fields: Vec<&str> =
            told["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
        assert!(fields.contains(&"cause") && fields.contains(&"time"), "{told}");
        assert!(told["errors"][0]["detail"].as_str().unwrap().contains("À remplir"), "{told}");
        assert_eq!(amel.send(LOG, &[("kind", "note")]).status, 422, "a report without an id is none");
    });
}

#[test]
fn a_queue_is_told_to_sign_in_rather_than_shown_a_page_and_sends_for_nobody_else() {
    not_left(|site| {
        let stranger = site.visitor().send(LOG, &late("2016-11-01T09:00:00+02:00", &[]));
        assert_eq!((stranger.status, stranger.json()["code"].as_str()), (401, Some("unauthenticated")));
        let (mut amel, mut nour) = (site.signed_in("amel"), site.signed_in("nour"));
        let page = amel.get("/outbox").text();
        let user = page.split("data-user=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let other = nour.send(LOG, &late("2016-11-01T09:00:00+02:00", &[("by", &user)]));
        assert_eq!((other.status, other.json()["code"].as_str()), (401, Some("other_user")));
        assert!(events(&mut nour).is_empty());
        assert_eq!(amel.send(LOG, &late("2016-11-01T09:00:00+02:00", &[("by", &user)])).status, 201);
    });
}

#[test]
fn copies_name_nobody_and_a_convoy_that_is_over_has_none() {
    not_left(|site| {
        let mut amel = site.signed_in("amel");
        for path in [format!("{LOG}?keep=1"), "/outbox?keep=1".to_owned()] {
            let copy = amel.get(&path);
            let text = copy.text();
            assert_eq!(copy.status, 200);
            assert!(text.contains(" data-kept") && !text.contains("data-user") && !text.contains("amel"), "{text}");
        }
        assert!(amel.get(LOG).text().contains("amel"), "the control: the page itself names who looks");
    });
    sites_of(
        |_| (),
        |site| {
            let mut amel = site.signed_in("amel");
            assert_eq!((amel.get(LOG).status, amel.get(&format!("{LOG}?keep=1")).status), (200, 404));
        },
    );
}

#[test]
fn the_forms_that_a_phone_fetches_by_itself_are_of_convoys_assigned_to_its_logger() {
    not_left(|site| {
        let (mut amel, mut nour) = (site.signed_in("amel"), site.signed_in("nour"));
        assert_eq!(amel.get("/outbox/forms").json(), json!({ "convoys": [] }));
        site.app.assign_logger_now(CONVOY, "amel@example.org").unwrap();
        assert_eq!(amel.get("/outbox/forms").json(), json!({ "convoys": [CONVOY] }));
        assert_eq!(nour.get("/outbox/forms").json(), json!({ "convoys": [] }), "no role alone fetches any");
    });
}

#[test]
fn clearing_a_phone_ends_the_session_and_leaves_no_cookie() {
    not_left(|site| {
        let mut amel = site.signed_in("amel");
        amel.get("/?lang=fr");
        let session = amel.cookies.clone();
        assert!(session.len() > 2, "{session:?}");
        let cleared = amel.post("/outbox/clear", &[]);
        assert_eq!((cleared.status, cleared.location()), (303, "/sign-in"));
        assert_eq!(cleared.header("clear-site-data"), "\"cache\", \"cookies\", \"storage\"");
        assert!(amel.cookies.is_empty(), "{:?}", amel.cookies);
        amel.cookies = session;
        assert_eq!(amel.get("/me").status, 303, "the session is over on the server too");
    });
}
