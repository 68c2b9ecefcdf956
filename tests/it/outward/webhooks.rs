//! Webhooks: every event at least once and in order, signed, whatever the receiver does and across a restart.

use std::sync::Arc;

use convoy::{
    ambient::{Ambient, Real, Scripted},
    app::{Role, courier::Courier},
    http::telling::Words,
};
use serde_json::{Value, json};

use super::{
    Stage, courier, here,
    receiver::{Mood, Receiver},
    until,
};
use crate::{
    access::cast::signed_in,
    harness::{
        databases::databases,
        server::Server,
        world::{event, event_at, log, plan, register},
    },
};

fn in_order(receiver: &Receiver) -> Vec<i64> {
    let mut positions: Vec<i64> = receiver.received().iter().map(super::receiver::Received::position).collect();
    positions.dedup();
    positions
}

#[test]
fn each_event_is_sent_signed_and_in_order_as_the_feed_tells_it_to_a_viewer() {
    databases(|url| {
        let stage = Stage::new(url, Arc::new(Real), here());
        let receiver = Receiver::new(Mood::Answers(204, ""));
        let webhook = stage.webhook(&receiver.url, &["event"]);
        let secret = webhook["secret"].as_str().unwrap();
        assert_eq!(stage.show(&webhook)["secret"], Value::Null, "told once");
        let mut open = plan("OPEN");
        open["sensitivity"] = json!("moderate");
        stage.client.post("/api/v1/convoys", &open).expect(201);
        register(&stage.client, "SEVERE");
        log(&stage.client, "SEVERE", &event_at("dispatched", 360, "hub"));
        let first = log(&stage.client, "OPEN", &event_at("dispatched", 360, "hub"));
        for minute in 0..20 {
            log(&stage.client, "OPEN", &event("contact", 400 + minute));
        }
        let void = json!({"kind": "voided", "occurred_at": "2018-03-05T09:00:00Z", "details": {"event": first, "reason": "x"}});
        log(&stage.client, "OPEN", &void);
        until("the last one", || (in_order(&receiver).len() >= 22).then_some(()));
        let viewer = stage.server.somebody(Role::Viewer, "relief");
        let feed = viewer.get("/api/v1/events?after=0&limit=500").expect(200);
        let mut told: Vec<Value> = receiver.received().iter().map(|one| one.json()["data"].clone()).collect();
        // At least once: what was answered too late is sent again.
        told.dedup_by_key(|event| event["position"].as_i64());
        // The first was told before it was voided.
        assert_eq!(json!(told[1..]), json!(feed["items"].as_array().unwrap()[1..]));
        assert!(told.iter().all(|event| event["reference"] == "OPEN" && event["recorded_by"] == Value::Null));
        let last = receiver.received().pop().unwrap();
        assert_eq!(last.json()["type"], "event.voided");
        assert!(last.is_signed_by(secret) && last.headers["webhook-id"].starts_with("msg_"));
        // The control: another secret does not fit.
        assert!(!last.is_signed_by("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

        // A new secret: for a day both sign.
        let path = format!("/api/v1/webhooks/{}", webhook["id"].as_str().unwrap());
        let rotated = stage.admin.post(&format!("{path}/secret"), &json!({})).expect(200);
        stage.admin.post(&format!("{path}/test"), &json!({})).expect(202);
        let test =
            until("the test", || receiver.received().into_iter().find(|one| one.json()["type"] == "webhook.test"));
        assert!(test.is_signed_by(secret) && test.is_signed_by(rotated["secret"].as_str().unwrap()));
        assert!(stage.deliveries(&webhook).iter().any(|one| one["attempts"][0]["status"] == 204));
    });
}

#[test]
fn a_receiver_that_fails_is_tried_again_later_and_nothing_is_passed_over() {
    databases(|url| {
        let start = convoy::domain::time::Instant::parse("2026-11-22T12:00:00Z").unwrap();
        let clock = Arc::new(Scripted::at(start));
        let stage = Stage::new(url, clock.clone(), here());
        let later = |seconds: i64| clock.set(clock.now().plus(chrono::TimeDelta::seconds(seconds)));
        let (bad, good) = (Receiver::new(Mood::Answers(500, "")), Receiver::new(Mood::Answers(200, "")));
        let (failing, working) = (stage.webhook(&bad.url, &["event"]), stage.webhook(&good.url, &["event"]));
        let mut open = plan("OPEN");
        open["sensitivity"] = json!("low");
        stage.client.post("/api/v1/convoys", &open).expect(201);
        log(&stage.client, "OPEN", &event_at("dispatched", 360, "hub"));
        for minute in 0..5 {
            log(&stage.client, "OPEN", &event("contact", 400 + minute));
        }
        // The one that works has all; the other its first, once.
        until("all at the good one", || (good.received().len() == 6).then_some(()));
        until("a failure", || (stage.show(&failing)["failures"] == 1).then_some(()));
        assert_eq!(bad.received().len(), 1);
        assert_eq!(stage.show(&working)["failures"], 0);
        later(6);
        until("a second attempt", || (stage.show(&failing)["failures"] == 2).then_some(()));
        // Told to come in an hour, it does not come before.
        bad.becomes(Mood::Answers(429, "retry-after: 3600\r\n"));
        later(400);
        until("a third", || (stage.show(&failing)["failures"] == 3).then_some(()));
        bad.becomes(Mood::Answers(200, ""));
        let before = bad.received().len();
        later(3_000);
        log(&stage.client, "OPEN", &event("contact", 500));
        until("the next at the good one", || (good.received().len() == 7).then_some(()));
        assert_eq!(bad.received().len(), before);
        later(700);
        until("all at the bad one", || (in_order(&bad).len() == 7).then_some(()));
        assert_eq!(in_order(&bad), in_order(&good), "in order, and none passed over");
        let ids: Vec<String> = bad.received().iter().map(|one| one.headers["webhook-id"].clone()).collect();
        assert!(ids[..=before].iter().all(|id| *id == ids[0]), "each attempt has the same id");

        // After three days it is switched off, and says why; made active again, it goes on where it was.
        bad.becomes(Mood::Answers(503, ""));
        log(&stage.client, "OPEN", &event("contact", 510));
        for _ in 0..30 {
            if stage.show(&failing)["state"] == "off" {
                break;
            }
            let failures = stage.show(&failing)["failures"].as_i64().unwrap();
            until("another failure", || {
                later(600);
                let now = stage.show(&failing);
                (now["failures"].as_i64().unwrap() > failures || now["state"] == "off").then_some(())
            });
            // Not so long that the administrator's session becomes idle.
            later(11 * 3_600);
        }
        let off = stage.show(&failing);
        assert_eq!((&off["state"], &off["off_reason"]), (&json!("off"), &json!("failing")));
        bad.becomes(Mood::Answers(204, ""));
        let path = format!("/api/v1/webhooks/{}", failing["id"].as_str().unwrap());
        stage.admin.put(&path, &json!({"active": true})).expect(200);
        until("the one that waited", || (in_order(&bad).len() == 8).then_some(()));

        // One that is gone wants nothing ever again.
        bad.becomes(Mood::Answers(410, ""));
        log(&stage.client, "OPEN", &event("contact", 520));
        until("switched off", || (stage.show(&failing)["off_reason"] == "gone").then_some(()));
    });
}

#[test]
fn what_a_working_receiver_refuses_is_set_aside_and_can_be_replayed() {
    databases(|url| {
        let stage = Stage::new(url, Arc::new(Real), here());
        let receiver = Receiver::new(Mood::Refuses(422, "event.note"));
        let webhook = stage.webhook(&receiver.url, &["event"]);
        let mut open = plan("OPEN");
        open["sensitivity"] = json!("low");
        stage.client.post("/api/v1/convoys", &open).expect(201);
        log(&stage.client, "OPEN", &event_at("dispatched", 360, "hub"));
        log(&stage.client, "OPEN", &event("note", 390));
        log(&stage.client, "OPEN", &event("contact", 400));
        until("what comes after it", || {
            receiver.received().iter().find(|one| one.json()["type"] == "event.contact").map(|_| ())
        });
        let set_aside = until("what was set aside", || {
            stage
                .deliveries(&webhook)
                .into_iter()
                .find(|one| one["type"] == "event.note" && one["attempts"][0]["status"] == 422)
        });
        assert_eq!(
            (&set_aside["state"], &set_aside["attempts"][0]["error"]),
            (&json!("waiting"), &json!("refused_message"))
        );
        receiver.becomes(Mood::Answers(200, ""));
        let path = format!("/api/v1/webhooks/{}/replay", webhook["id"].as_str().unwrap());
        stage.admin.post(&path, &json!({"delivery": set_aside["id"]})).expect(202);
        until("its delivery", || {
            let one = stage.deliveries(&webhook).into_iter().find(|one| one["id"] == set_aside["id"])?;
            (one["state"] == "delivered").then_some(())
        });
        stage.admin.post(&path, &json!({})).expect(422);
        stage.admin.post(&path, &json!({"failed_since": "2020-01-01T00:00:00Z"})).expect(202);
        // The page shows each attempt.
        let href = format!("/admin/webhooks/{}", webhook["id"].as_str().unwrap());
        let page = stage.admin.get(&href).text;
        assert!(page.contains("HTTP 422") && page.contains("event.note"), "{page}");
        let waiting = stage.admin.get(&format!("{href}?state=waiting")).text;
        assert!(!waiting.contains("event.note") && !waiting.contains("event.dispatched"), "{waiting}");
        // Nothing that was sent is out of reach: by pages, each message once, the latest first.
        let list = format!("/api/v1{}/deliveries", href.trim_start_matches("/admin"));
        let whole = stage.admin.get(&list).expect(200)["items"].as_array().unwrap().clone();
        assert_eq!(whole.len(), 3);
        assert_eq!(stage.admin.all(&format!("{list}?limit=1")), whole);
        assert_eq!(stage.admin.all(&format!("{list}?state=delivered&limit=2")), whole);
        assert_eq!(stage.admin.all(&format!("{list}?state=waiting")), Vec::<Value>::new());
        assert_eq!(stage.admin.get(&format!("{list}?state=lost")).expect(422)["errors"][0]["pointer"], "/state");
        assert_eq!(stage.admin.get(&format!("{list}?cursor=x")).status, 422);
    });
}

/// What makes it bite: a cursor that moved before the receiver had answered would lose what was on its way.
#[test]
fn nothing_is_lost_where_the_program_stops_in_the_middle() {
    databases(|url| {
        let receiver = Receiver::new(Mood::Answers(200, ""));
        let mut stage = Stage::new(url, Arc::new(Real), here());
        stage.webhook(&receiver.url, &["event"]);
        let mut open = plan("OPEN");
        open["sensitivity"] = json!("low");
        stage.client.post("/api/v1/convoys", &open).expect(201);
        log(&stage.client, "OPEN", &event_at("dispatched", 360, "hub"));
        let mut sent = 1;
        for round in 0..3 {
            for minute in 0..10 {
                log(&stage.client, "OPEN", &event("contact", 400 + round * 20 + minute));
                sent += 1;
            }
            // Stopped while it sends; what is written meanwhile waits.
            drop(stage.courier.take());
            log(&stage.client, "OPEN", &event("contact", 415 + round * 20));
            sent += 1;
            stage.courier = Some(courier(&stage.server.app));
        }
        until("all of them", || (in_order(&receiver).len() >= sent).then_some(()));
        let positions: std::collections::BTreeSet<i64> = in_order(&receiver).into_iter().collect();
        assert_eq!(positions.len(), sent);
        // Another program on the same database, with the same keys, goes on where this one was.
        drop(stage.courier.take());
        log(&stage.client, "OPEN", &event("contact", 600));
        let other = Server::start_sending(url, Arc::new(Real), &stage.keys, here());
        let _sends = Courier::start(&other.app, Arc::new(Words)).unwrap();
        until("by the other", || (in_order(&receiver).len() > sent).then_some(()));
    });
}

/// Two instances on one database: the lease lets one send.
#[test]
fn two_instances_send_each_event_once() {
    databases(|url| {
        if url.sqlite_path().is_some() {
            return;
        }
        let receiver = Receiver::new(Mood::Answers(200, ""));
        let stage = Stage::new(url, Arc::new(Real), here());
        let other = Server::start_sending(url, Arc::new(Real), &stage.keys, here());
        let _also = Courier::start(&other.app, Arc::new(Words)).unwrap();
        stage.webhook(&receiver.url, &["event"]);
        let mut open = plan("OPEN");
        open["sensitivity"] = json!("low");
        stage.client.post("/api/v1/convoys", &open).expect(201);
        log(&stage.client, "OPEN", &event_at("dispatched", 360, "hub"));
        for minute in 0..30 {
            let client = if minute % 2 == 0 { stage.client.clone() } else { stage.client.at(&other.base()) };
            log(&client, "OPEN", &event("contact", 400 + minute));
        }
        until("all of them", || (receiver.received().len() >= 31).then_some(()));
        assert_eq!(in_order(&receiver).len(), receiver.received().len(), "none twice");
    });
}

#[test]
fn webhooks_are_made_by_administrators_within_their_organisations() {
    databases(|url| {
        let stage = Stage::new(url, Arc::new(Real), here());
        let server = &stage.server;
        let relief = signed_in(server, &server.account(Role::Admin, "relief"));
        let other = signed_in(server, &server.account(Role::Admin, "other"));
        let draft = json!({"organisation": "relief", "url": "http://127.0.0.1:9/x", "types": ["event"]});
        let keyed = relief.with_header("idempotency-key", "one");
        let made = keyed.post("/api/v1/webhooks", &draft).expect(201);
        let again = keyed.post("/api/v1/webhooks", &draft).expect(200);
        assert_eq!((&made["id"], &again["secret"]), (&again["id"], &Value::Null));
        let path = format!("/api/v1/webhooks/{}", made["id"].as_str().unwrap());
        other.get(&path).expect(404);
        assert_eq!(other.send("DELETE", &path, "application/json", "{}").status, 404);
        other.post("/api/v1/webhooks", &draft).expect(422);
        let mut every = draft.clone();
        every["organisation"] = json!("*");
        relief.post("/api/v1/webhooks", &every).expect(422);
        let mut exact = draft.clone();
        exact["exact"] = json!(true);
        let refused = relief.post("/api/v1/webhooks", &exact).expect(422);
        assert_eq!(refused["errors"][0]["pointer"], "/exact");
        let wrong =
            relief.post("/api/v1/webhooks", &json!({"url": "ftp://x", "types": ["x"], "convoy": "NONE", "y": 1}));
        assert!(wrong.expect(422)["errors"].as_array().unwrap().len() == 1, "what is not known is said first");
        let wrong = relief.post("/api/v1/webhooks", &json!({"url": "ftp://x", "types": ["x"], "organisation": "none"}));
        assert_eq!(wrong.expect(422)["errors"].as_array().unwrap().len(), 3);
        let token = server.token(&server.account(Role::Admin, "relief"), &[]);
        server.nobody().with_token(&token).get("/api/v1/webhooks").expect(403);
        relief.put(&path, &json!({"active": false})).expect(200);
        assert_eq!(relief.get(&path).expect(200)["state"], "paused");
        let page = relief.get("/admin/webhooks").text;
        assert!(page.contains("127.0.0.1:9") && !page.contains("whsec_"));
        let form = "organisation=relief&url=http%3A%2F%2F127.0.0.1%3A9%2Fy&types=event&label=By+page";
        let made = relief.post_raw("/admin/webhooks", "application/x-www-form-urlencoded", form);
        assert!(made.status == 200 && made.text.contains("whsec_"), "{}", made.text);
        let wrong =
            relief.post_raw("/admin/webhooks", "application/x-www-form-urlencoded", "organisation=relief&url=x");
        assert!(wrong.status == 422 && wrong.text.contains("value=\"relief\""));
        assert_eq!(relief.send("DELETE", &path, "application/json", "{}").status, 204);
        relief.get(&path).expect(404);
    });
}

/// Bites on `wait_for_second`: what an administrator may not see is otherwise sent to wherever they say.
#[test]
fn a_webhook_of_whoever_sees_nothing_there_waits_for_a_second_person() {
    databases(|url| {
        let stage = Stage::new(url, Arc::new(Real), here());
        let server = &stage.server;
        let admin = signed_in(server, &server.account(Role::Admin, "relief"));
        let second = signed_in(server, &server.account(Role::Coordinator, "relief"));
        let (first, elsewhere) = (Receiver::new(Mood::Answers(200, "")), Receiver::new(Mood::Answers(200, "")));
        let mut plan = plan("OPEN");
        plan["sensitivity"] = json!("low");
        stage.client.post("/api/v1/convoys", &plan).expect(201);
        let draft = json!({"organisation": "relief", "url": first.url, "types": ["event"]});
        let made = admin.post("/api/v1/webhooks", &draft).expect(201);
        let path = format!("/api/v1/webhooks/{}", made["id"].as_str().unwrap());
        assert_eq!(made["state"], "paused");
        assert_eq!(admin.put(&path, &json!({"active": true})).expect(200)["state"], "paused", "nor by saying so again");
        log(&stage.client, "OPEN", &event_at("dispatched", 360, "hub"));
        let confirm = || {
            let page = second.get("/requests").text;
            let request = page.split("action=\"/requests/").nth(1).unwrap().split('"').next().unwrap().to_owned();
            let form = "application/x-www-form-urlencoded";
            assert_eq!(admin.post_raw(&format!("/requests/{request}"), form, "do=confirm").status, 403);
            assert_eq!(second.post_raw(&format!("/requests/{request}"), form, "do=confirm").status, 303);
        };
        assert!(first.received().is_empty());
        confirm();
        assert_eq!(admin.get(&path).expect(200)["state"], "active");
        until("the event", || (!first.received().is_empty()).then_some(()));
        // Sent elsewhere, or more of it, it waits anew; what it is called makes no difference.
        assert_eq!(admin.put(&path, &json!({"label": "Ours"})).expect(200)["state"], "active");
        assert_eq!(admin.put(&path, &json!({"url": elsewhere.url})).expect(200)["state"], "paused");
        log(&stage.client, "OPEN", &event_at("arrived", 480, "town"));
        confirm();
        until("the event elsewhere", || (!elsewhere.received().is_empty()).then_some(()));
        // Who sees the convoys anyway needs nobody.
        assert_eq!(stage.webhook(&first.url, &["event"])["state"], "active");
    });
}
