//! Who exports, and how exactly: by role, by scope of a token, by sensitivity; and that it is noted.

use convoy::{
    app::{
        Role,
        policy::TokenScope::{ConvoysRead, ConvoysReadExact, EventsWrite, ExportsRead},
    },
    http::api::exports::files,
};
use serde_json::json;

use super::{column, csv, lines, plant};
use crate::harness::{
    Behind,
    client::Client,
    databases::databases,
    server::Server,
    world::{event_at, log, plan, world},
};

/// Convoys under way that left long ago, of every sensitivity, and one that is over.
fn plant_all(everything: &Client, clock: &Behind) {
    for (key, latitude, longitude) in [("secret-hub", 35.11743, 36.75932), ("secret-gate", 34.81237, 36.59871)] {
        let place = json!({"key": key, "name": {"en": key}, "latitude": latitude, "longitude": longitude});
        everything.post("/api/v1/places", &place).expect(201);
    }
    for sensitivity in ["low", "moderate", "high", "severe"] {
        let mut plan = plan(&sensitivity.to_uppercase());
        plan["sensitivity"] = json!(sensitivity);
        plan["stops"][0]["place"] = json!("secret-hub");
        plan["stops"][1]["place"] = json!("secret-gate");
        everything.post("/api/v1/convoys", &plan).expect(201);
        log(everything, &sensitivity.to_uppercase(), &event_at("dispatched", 360, "secret-hub"));
    }
    plant(everything, "OVER");
    clock.catch_up();
    for sensitivity in ["low", "moderate", "high", "severe"] {
        let mut now = event_at("checkpoint_reached", 0, "secret-gate");
        now["occurred_at"] = json!((crate::harness::now() - chrono::TimeDelta::hours(1)).to_rfc3339());
        now["note"] = json!("SECRET-NOTE");
        now["source"] = json!({"kind": "media", "name": "SECRET-SOURCE"});
        log(everything, &sensitivity.to_uppercase(), &now);
    }
}

#[test]
fn each_role_and_scope_exports_what_it_may_and_no_more() {
    databases(|url| {
        let clock = Behind::days(3);
        let server = Server::start_with(url, clock.clone());
        let everything = world(&server);
        plant_all(&everything, &clock);
        let coordinator = server.account(Role::Coordinator, "relief");
        let by = |scopes: &[convoy::app::policy::TokenScope]| {
            server.nobody().with_token(&server.token(&coordinator, scopes))
        };
        let reduced_of = |client: &Client| {
            let rows = csv(client, "convoys", "");
            rows.iter().map(|row| (row["convoy"].clone(), row["reduced"].clone())).collect::<Vec<_>>()
        };
        let all = ["LOW", "MODERATE", "HIGH", "SEVERE", "OVER"];
        let told = |names: &[&str], reduced: &str| -> Vec<(String, String)> {
            names.iter().map(|name| ((*name).to_owned(), reduced.to_owned())).collect()
        };
        assert_eq!(reduced_of(&server.somebody(Role::Coordinator, "relief")), told(&all, "false"));
        assert_eq!(reduced_of(&by(&[ExportsRead, ConvoysReadExact])), told(&all, "false"));
        assert_eq!(reduced_of(&by(&[ExportsRead])), told(&all, "true"));
        assert_eq!(reduced_of(&by(&[ExportsRead, ConvoysRead])), told(&all, "true"));
        let viewer = server.somebody(Role::Viewer, "relief");
        assert_eq!(reduced_of(&viewer), told(&["LOW", "MODERATE", "HIGH", "OVER"], "true"));
        assert_eq!(reduced_of(&server.somebody(Role::Viewer, "other")), told(&["OVER"], "true"), "as a partner");
        for nobody in [
            server.somebody(Role::Logger, "relief"),
            server.somebody(Role::Admin, "relief"),
            by(&[ConvoysRead]),
            by(&[ConvoysReadExact]),
            by(&[EventsWrite]),
        ] {
            for (table, format) in files() {
                let path = format!("/api/v1/exports/{}.{}", table.name, format.extension());
                nobody.get(&path).expect(403);
            }
        }
        assert_eq!(server.nobody().get("/api/v1/exports/convoys.csv").status, 401);
        // Excel's dialog: any name, and the token as the password.
        let token = server.token(&coordinator, &[ExportsRead]);
        let basic = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, format!("me:{token}"));
        let excel = server.nobody().with_header("authorization", &format!("Basic {basic}"));
        assert_eq!(excel.get("/api/v1/exports/convoys.csv").status, 200);
    });
}

#[test]
fn what_is_reduced_in_an_answer_is_reduced_in_an_export() {
    databases(|url| {
        let clock = Behind::days(3);
        let server = Server::start_with(url, clock.clone());
        let everything = world(&server);
        plant_all(&everything, &clock);
        let viewer = server.somebody(Role::Viewer, "relief");
        let convoys = csv(&viewer, "convoys", "");
        let row = |name: &str| convoys.iter().find(|row| row["convoy"] == name).unwrap();
        assert_eq!(row("LOW")["place_name_en"], "around 35.1° N, 36.8° E");
        assert_eq!((row("LOW")["latitude"].as_str(), row("LOW")["grid_degrees"].as_str()), ("35.1", "0.1"));
        assert_eq!((row("LOW")["destinations"].as_str(), row("LOW")["next_place_key"].as_str()), ("", ""));
        assert_eq!(row("LOW")["status"], "at_checkpoint", "the status is told at once");
        assert_eq!((row("HIGH")["place_key"].as_str(), row("HIGH")["sectors"].as_str()), ("", "food_security"));
        assert_eq!((row("OVER")["place_key"].as_str(), row("OVER")["grid_degrees"].as_str()), ("town", "0.01"));
        let cargo = csv(&viewer, "cargo", "");
        assert_eq!(column(&cargo, "convoy"), ["LOW", "OVER"], "of others only the sectors are told");
        assert_eq!((cargo[0]["destination_key"].as_str(), cargo[0]["planned"].as_str()), ("", "600"));
        assert!(csv(&viewer, "trucks", "").iter().all(|row| row["convoy"] == "OVER"));
        assert!(csv(&viewer, "checkpoints", "").iter().all(|row| row["convoy"] == "OVER"), "none is 24 hours behind");
        let events = lines(&viewer, "events", "convoy=LOW");
        assert_eq!(events[0]["place_name_en"], "around 35.1° N, 36.8° E");
        let latest = &events[1];
        for hidden in ["place_key", "latitude", "note", "source_name", "recorded_by", "captured_at", "trucks"] {
            assert!(latest[hidden].is_null(), "{hidden}: {latest}");
        }
        assert_eq!((&latest["kind"], &latest["source_kind"]), (&json!("checkpoint_reached"), &json!("media")));
        let over = lines(&viewer, "events", "convoy=OVER");
        assert!(over.iter().all(|event| event["recorded_by"].is_null()), "who reported is not told");
        assert!(over.iter().any(|event| !event["note"].is_null()));
        viewer.get("/api/v1/exports/events.csv?convoy=SEVERE").expect(404);
        // Nor does a question find out what is not told, now or then.
        let now = crate::harness::now().format("%Y-%m-%dT%H:%M:%SZ");
        for query in ["place=secret-gate".to_owned(), "q=flour".to_owned(), format!("place=secret-gate&as_of={now}")] {
            let found = csv(&viewer, "convoys", &query);
            assert!(found.iter().all(|row| row["convoy"] == "OVER"), "{query}: {found:?}");
            let found = csv(&viewer, "events", &query);
            assert!(found.iter().all(|row| row["convoy"] == "OVER"), "{query}: {found:?}");
        }
        // The control: whoever may is told all of it.
        let exact = lines(&everything, "events", "convoy=LOW");
        assert_eq!((&exact[1]["place_key"], &exact[1]["note"]), (&json!("secret-gate"), &json!("SECRET-NOTE")));
        assert_eq!(exact[1]["latitude"], 34.81237);
        assert!(!exact[1]["recorded_by"].is_null());
    });
}

#[test]
fn exporting_is_noted_before_anything_is_given_out() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        let count = || {
            let deeds = server.app.list_deeds(
                &convoy::app::Runner::Owner,
                &convoy::app::audit::list::Wish {
                    kind: Some(convoy::app::audit::DeedKind::Exported),
                    ..Default::default()
                },
                i64::MAX,
                100,
            );
            deeds
                .unwrap()
                .items
                .into_iter()
                .map(|deed| deed.details["what"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(count().len(), 0);
        let position =
            |answer: crate::harness::client::Answer| answer.header("convoy-position").parse::<i64>().unwrap();
        let first = position(client.get("/api/v1/exports/events.csv"));
        assert_eq!(count(), ["events.csv"]);
        assert_eq!(position(client.get("/api/v1/exports/events.csv")), first, "once an hour for each person and table");
        client.get("/api/v1/exports/cargo.xlsx").expect(200);
        assert_eq!(count().len(), 2);
        client.get("/api/v1/exports/cargo.pdf").expect(404);
        client.get("/api/v1/exports/trucks.csv?convoy=NOT-THERE").expect(404);
        client.get("/api/v1/exports/trucks.csv?place=nowhere").expect(422);
        assert_eq!(count().len(), 2, "what is not there was not exported");
    });
}
