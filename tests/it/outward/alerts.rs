//! Alerts: raised once for what they are about, sent to systems and to people, and saying nothing of where.

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_STANDARD};
use convoy::{
    ambient::{Ambient, Real, Scripted},
    app::{
        Role,
        outward::{MailServer, Outward},
    },
};
use serde_json::{Value, json};

use super::{
    Stage, courier, here,
    mailbox::{Mailbox, Temper},
    receiver::{Mood, Receiver},
    until,
};
use crate::{
    access::cast::signed_in,
    harness::{
        client::Client,
        databases::databases,
        world::{log, new_id, path_of, plan},
    },
};

fn mailing(mailbox: &Mailbox) -> Outward {
    let mail = MailServer { url: mailbox.url.clone().into(), from: "Convoys <convoys@example.org>".into() };
    Outward { mail: Some(mail), base_url: Some("https://convoys.example.org".into()), ..here() }
}

fn just_now(kind: &str, at: convoy::domain::time::Instant) -> Value {
    json!({"kind": kind, "occurred_at": at.to_rfc3339_in(chrono_tz::UTC)})
}

fn register(client: &Client, reference: &str, sensitivity: &str) {
    let mut plan = plan(reference);
    plan["sensitivity"] = json!(sensitivity);
    plan["check_in_minutes"] = json!(60);
    client.post("/api/v1/convoys", &plan).expect(201);
}

fn blocked(at: convoy::domain::time::Instant) -> Value {
    let mut event = just_now("blocked", at);
    event["place"] = json!("gate");
    event["details"] = json!({"cause": "interference", "held_by": "SECRET-HELD"});
    event
}

/// What a mail says, whatever it was encoded as.
fn text_of(mail: &str) -> String {
    let (head, body) = mail.split_once("\r\n\r\n").unwrap();
    let body = if head.to_lowercase().contains("base64") {
        String::from_utf8(BASE64_STANDARD.decode(body.replace("\r\n", "")).unwrap()).unwrap()
    } else {
        body.replace("=\r\n", "")
    };
    format!("{head}\n\n{body}")
}

fn choose(server: &crate::harness::server::Server, role: Role, form: &str, language: &str) -> String {
    let email = server.account(role, "relief");
    let person = signed_in(server, &email);
    let path = format!("/me/alerts?lang={language}");
    let answer = person.post_raw(&path, "application/x-www-form-urlencoded", form);
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert!(person.get("/me/alerts").text.contains("checked"));
    email
}

#[test]
fn an_alert_is_raised_once_and_told_to_systems_and_to_people_without_saying_where() {
    databases(|url| {
        let mailbox = Mailbox::new();
        let mut stage = Stage::new(url, Arc::new(Real), mailing(&mailbox));
        let receiver = Receiver::new(Mood::Answers(200, ""));
        stage.webhook(&receiver.url, &["alert.blocked", "alert.incident", "alert.turned_back", "alert.review"]);
        let kinds = "kinds=blocked&kinds=incident&kinds=turned_back&kinds=review";
        let coordinator = choose(&stage.server, Role::Coordinator, kinds, "ar");
        let viewer = choose(&stage.server, Role::Viewer, kinds, "fr");
        // So that it has begun before anything happens.
        until("the beginning", || stage.server.app.sends_since().unwrap().map(|_| ()));
        let now = || stage.server.app.now();
        register(&stage.client, "OPEN", "moderate");
        register(&stage.client, "SEVERE", "severe");
        for convoy in ["OPEN", "SEVERE"] {
            let mut dispatched = just_now("dispatched", now());
            dispatched["place"] = json!("hub");
            log(&stage.client, convoy, &dispatched);
            log(&stage.client, convoy, &blocked(now()));
        }
        // The viewer is told of the one, the coordinator of both.
        until("three mails", || (mailbox.mails().len() >= 3).then_some(()));
        let mut incident = just_now("incident_reported", now());
        incident["details"] = json!({"incident": "shots", "act": "shooting"});
        log(&stage.client, "OPEN", &incident);
        let mut misfit = just_now("delivered", now());
        misfit["place"] = json!("town");
        misfit["on_refusal"] = json!("review");
        stage.client.put(&path_of("OPEN", new_id()), &misfit).expect(202);
        let mut turned = just_now("turned_back", now());
        turned["details"] = json!({"reason": "SECRET-WHY"});
        log(&stage.client, "OPEN", &turned);
        // What is told again, and a restart, raise nothing again.
        log(&stage.client, "OPEN", &just_now("note", now()));
        drop(stage.courier.take());
        stage.courier = Some(courier(&stage.server.app));
        until("all alerts at the receiver", || (receiver.received().len() >= 4).then_some(()));
        until("all mails", || (mailbox.mails().len() >= 9).then_some(()));
        let types: Vec<String> =
            receiver.received().iter().map(|one| one.json()["type"].as_str().unwrap().to_owned()).collect();
        assert_eq!(types, ["alert.blocked", "alert.incident", "alert.review", "alert.turned_back"]);
        let told = receiver.received();
        assert!(told.iter().all(|one| one.json()["data"]["reference"] == "OPEN"), "a viewer's webhook");
        let mails: Vec<String> = mailbox.mails().iter().map(|mail| text_of(mail)).collect();
        assert_eq!(mails.len(), 9, "{mails:#?}");
        for said in told.iter().map(|one| one.body.clone()).chain(mails.clone()) {
            for secret in ["SECRET", "Gate", "gate", "Town", "Hub", "Test coordinator", "hub"] {
                assert!(!said.contains(secret), "{secret} in {said}");
            }
        }
        let to = |email: &str| {
            mails.iter().filter(|mail| mail.contains(&format!("To: {email}"))).cloned().collect::<Vec<_>>()
        };
        let (arabic, french) = (to(&coordinator), to(&viewer));
        assert_eq!((arabic.len(), french.len()), (5, 4));
        assert!(arabic.iter().any(|mail| mail.contains("متوقفة") && mail.contains("SEVERE")), "{arabic:#?}");
        assert!(french.iter().all(|mail| mail.contains("https://convoys.example.org/convoys/OPEN")));
        assert!(!french.iter().any(|mail| mail.contains("SEVERE")));
    });
}

#[test]
fn a_convoy_is_silent_once_and_again_only_after_it_was_heard() {
    databases(|url| {
        let start = convoy::domain::time::Instant::parse("2026-11-22T12:00:00Z").unwrap();
        let clock = Arc::new(Scripted::at(start));
        let mailbox = Mailbox::new();
        let mut stage = Stage::new(url, clock.clone(), mailing(&mailbox));
        let receiver = Receiver::new(Mood::Answers(200, ""));
        stage.webhook(&receiver.url, &["alert.silent"]);
        until("the beginning", || stage.server.app.sends_since().unwrap().map(|_| ()));
        register(&stage.client, "QUIET", "low");
        let mut dispatched = just_now("dispatched", clock.now());
        dispatched["place"] = json!("hub");
        log(&stage.client, "QUIET", &dispatched);
        let later = |minutes: i64| clock.set(clock.now().plus(chrono::TimeDelta::minutes(minutes)));
        later(59);
        // While nobody looks.
        drop(stage.courier.take());
        later(2);
        stage.courier = Some(courier(&stage.server.app));
        until("the first", || (receiver.received().len() == 1).then_some(()));
        later(30);
        drop(stage.courier.take());
        stage.courier = Some(courier(&stage.server.app));
        log(&stage.client, "QUIET", &just_now("contact", clock.now()));
        later(61);
        until("the second", || (receiver.received().len() >= 2).then_some(()));
        let since: Vec<Value> = receiver.received().iter().map(|one| one.json()["data"]["since"].clone()).collect();
        assert_eq!(since, [json!("2026-11-22T13:00:00Z"), json!("2026-11-22T14:31:00Z")]);
    });
}

#[test]
fn a_mail_server_that_fails_is_tried_again_and_many_alerts_come_in_one_mail() {
    databases(|url| {
        let start = convoy::domain::time::Instant::parse("2026-11-22T12:00:00Z").unwrap();
        let clock = Arc::new(Scripted::at(start));
        let mailbox = Mailbox::new();
        mailbox.becomes(Temper::Fails);
        let stage = Stage::new(url, clock.clone(), mailing(&mailbox));
        choose(&stage.server, Role::Viewer, "kinds=blocked", "en");
        until("the beginning", || stage.server.app.sends_since().unwrap().map(|_| ()));
        for number in 0..7 {
            let convoy = format!("C-{number}");
            register(&stage.client, &convoy, "low");
            let mut dispatched = just_now("dispatched", clock.now());
            dispatched["place"] = json!("hub");
            log(&stage.client, &convoy, &dispatched);
            log(&stage.client, &convoy, &blocked(clock.now()));
        }
        let waiting = || stage.server.app.count_mails("waiting").unwrap();
        until("seven that wait", || (waiting() == 7).then_some(()));
        mailbox.becomes(Temper::Takes);
        until("one mail for all", || {
            clock.set(clock.now().plus(chrono::TimeDelta::minutes(10)));
            (waiting() == 0).then_some(())
        });
        let mails = mailbox.mails();
        assert!(!mails.is_empty() && mails.len() < 7, "{}", mails.len());
        let all: String = mails.iter().map(|mail| text_of(mail)).collect();
        for number in 0..7 {
            assert_eq!(all.matches(&format!("/convoys/C-{number}\r\n")).count(), 1, "C-{number} once: {all}");
        }
        // What a server will never take is given up, and does not stand in the way.
        mailbox.becomes(Temper::Rejects);
        let again = |convoy: &str| {
            log(&stage.client, convoy, &just_now("unblocked", clock.now()));
            clock.set(clock.now().plus(chrono::TimeDelta::minutes(1)));
            log(&stage.client, convoy, &blocked(clock.now()));
        };
        again("C-0");
        until("given up", || (stage.server.app.count_mails("failed").unwrap() == 1).then_some(()));
        mailbox.becomes(Temper::Takes);
        again("C-1");
        let before = mails.len();
        until("the next one", || (mailbox.mails().len() > before).then_some(()));
    });
}

/// Bites where `people::requests` queues no mail: an administrator's request is then seen by whoever happens to look.
#[test]
fn whoever_could_object_is_mailed_that_rights_are_asked_for_and_nothing_more() {
    databases(|url| {
        let mailbox = Mailbox::new();
        let stage = Stage::new(url, Arc::new(Real), mailing(&mailbox));
        let server = &stage.server;
        register(&stage.client, "SECRET-CONVOY", "moderate");
        let asking = server.account(Role::Admin, "relief");
        let concerned = [server.account(Role::Admin, "relief"), server.account(Role::Coordinator, "relief")];
        let (viewer, other) = (server.account(Role::Viewer, "relief"), server.account(Role::Admin, "other"));
        let form = "name=SECRET-NAME&email=new%40example.org&role=coordinator&organisation=relief";
        let asked = signed_in(server, &asking).post_raw("/admin/users", "application/x-www-form-urlencoded", form);
        assert_eq!(asked.status, 200, "{}", asked.text);
        // Both of the organisation, and the two of the coordinating body.
        until("the mails", || (mailbox.mails().len() >= 4).then_some(()));
        let mails: Vec<String> = mailbox.mails().iter().map(|mail| text_of(mail)).collect();
        assert_eq!(mails.len(), 4, "{mails:#?}");
        for email in &concerned {
            assert!(mails.iter().any(|mail| mail.contains(&format!("To: {email}"))), "{email}: {mails:#?}");
        }
        for mail in &mails {
            assert!(mail.contains("https://convoys.example.org/requests"), "{mail}");
            for secret in ["SECRET", "new@example.org", "relief", &asking, &viewer, &other] {
                assert!(!mail.contains(secret), "{secret} in {mail}");
            }
        }
    });
}
