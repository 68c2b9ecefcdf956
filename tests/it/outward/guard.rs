//! Whoever receives can harm nobody: it hangs, floods, babbles, sends elsewhere, or lives where nothing may be sent.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use convoy::{ambient::Real, app::outward::Outward};
use serde_json::{Value, json};

use super::{
    Stage, here,
    receiver::{Mood, Receiver},
    until,
};
use crate::harness::{
    databases::databases,
    world::{event_at, log, plan},
};

fn begin(stage: &Stage) {
    let mut open = plan("OPEN");
    open["sensitivity"] = json!("low");
    stage.client.post("/api/v1/convoys", &open).expect(201);
    log(&stage.client, "OPEN", &event_at("dispatched", 360, "hub"));
}

fn failure(stage: &Stage, webhook: &Value) -> String {
    until("a failure", || {
        let first = stage.deliveries(webhook).into_iter().next()?;
        first["attempts"][0]["error"].as_str().map(str::to_owned)
    })
}

#[test]
fn one_that_hangs_floods_babbles_or_sends_elsewhere_harms_nobody() {
    databases(|url| {
        let stage = Stage::new(url, Arc::new(Real), here());
        let target = Receiver::new(Mood::Answers(200, ""));
        let elsewhere = Receiver::new(Mood::Answers(200, ""));
        let location = format!("location: {}\r\n", elsewhere.url);
        let redirect = Receiver::new(Mood::Answers(307, Box::leak(location.into_boxed_str())));
        let (hangs, babbles) = (Receiver::new(Mood::Hangs), Receiver::new(Mood::Babbles));
        let floods = Receiver::new(Mood::Floods);
        let all: Vec<Value> = [&redirect, &hangs, &babbles, &floods, &target]
            .iter()
            .map(|receiver| stage.webhook(&receiver.url, &["event"]))
            .collect();
        let began = Instant::now();
        begin(&stage);
        // The others do not wait for the one that hangs.
        until("the good one", || (!target.received().is_empty()).then_some(()));
        assert!(began.elapsed() < Duration::from_secs(10));
        assert_eq!(failure(&stage, &all[0]), "redirect");
        assert_eq!(failure(&stage, &all[2]), "protocol");
        let flooded = until("the flood", || {
            let first = stage.deliveries(&all[3]).into_iter().next()?;
            (first["state"] == "delivered").then_some(first)
        });
        assert!(flooded["attempts"][0]["duration_ms"].as_i64().unwrap() < 15_000);
        assert_eq!(failure(&stage, &all[1]), "timeout");
        assert!(elsewhere.received().is_empty(), "nothing follows where it would be sent on to");
    });
}

#[test]
fn nothing_is_sent_to_where_it_may_not_be() {
    databases(|url| {
        let receiver = Receiver::new(Mood::Answers(200, ""));
        let public_alone = Outward { allow: vec!["*".into()], allow_http: true, ..Outward::default() };
        let stage = Stage::new(url, Arc::new(Real), public_alone);
        let webhook = stage.webhook(&receiver.url, &["event"]);
        begin(&stage);
        assert_eq!(failure(&stage, &webhook), "address_not_public");
        assert!(receiver.received().is_empty());
    });
}

#[test]
fn hosts_that_nobody_has_named_are_refused_and_so_is_plain_http() {
    databases(|url| {
        let stage =
            Stage::new(url, Arc::new(Real), Outward { allow: vec!["hooks.example.org".into()], ..Outward::default() });
        let make = |address: &str| {
            stage.admin.post("/api/v1/webhooks", &json!({"organisation": "relief", "url": address, "types": ["event"]}))
        };
        let refused = make("https://elsewhere.example.org/x").expect(422);
        assert_eq!(
            (&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]),
            (&json!("/url"), &json!("not_allowed"))
        );
        make("http://hooks.example.org/x").expect(422);
        make("https://hooks.example.org/x").expect(201);
    });
}
