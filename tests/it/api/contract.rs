//! What holds for every answer of the API: tags and 304, edits of what has changed, keys of what is made once, formats,
//! languages, and budgets.

use std::{num::NonZeroU32, sync::Arc};

use convoy::{
    ambient::Real,
    app::Role,
    http::{Options, contract::limits::Rates, door::Surface, routes},
};
use serde_json::json;

use crate::harness::{
    databases::databases,
    server::Server,
    world::{event_at, new_id, path_of, plan, register, world},
};

/// An address with what the world of the tests has.
pub fn filled(pattern: &str) -> String {
    pattern
        .replace("/reports/access/{file}", "/reports/access/outcomes.csv")
        .replace("{convoy}", "C-1")
        .replace("{place}", "hub")
        .replace("{organisation}", "relief")
        .replace("{file}", "convoys.csv")
}

#[test]
fn every_read_has_a_tag_and_is_not_sent_again_while_it_stays_right() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "C-1");
        let mut tagged = 0;
        for (method, pattern, _, surface) in routes::table() {
            let path = filled(&pattern);
            if surface != Surface::Api || method != "GET" || !path.starts_with("/api/") || path.contains('{') {
                continue;
            }
            // A stream does not end.
            if path.ends_with("/live") {
                continue;
            }
            let answer = client.get(&path);
            if answer.status != 200 {
                continue;
            }
            let (tag, vary) = (answer.header("etag"), answer.header("vary"));
            assert!(vary.contains("Accept-Language") && vary.contains("Authorization"), "{path}: {vary}");
            assert_eq!(answer.header("content-language"), "en", "{path}");
            let head = client.head(&path);
            assert_eq!((head.status, head.text.as_str()), (200, ""), "{path}");
            if tag.is_empty() {
                // What is streamed is not held in memory, so that there is nothing to make a tag of.
                assert!(path.contains("/exports/"), "{path} has no tag");
                continue;
            }
            tagged += 1;
            if pattern != "/api/v1/openapi.json" {
                assert_eq!(answer.header("cache-control"), "no-store", "{path}");
            }
            let again = client.with_header("if-none-match", &tag).get(&path);
            // What tells the time changes with it.
            if client.get(&path).header("etag") == tag {
                assert_eq!((again.status, again.text.as_str()), (304, ""), "{path}");
                assert_eq!(again.header("etag"), tag, "{path}");
                assert_eq!(head.header("etag"), tag, "{path}");
            }
            assert_eq!(client.with_header("if-none-match", "\"other\"").get(&path).status, 200, "{path}");
        }
        assert!(tagged >= 10, "only {tagged} addresses have tags");
        let before = client.get("/api/v1/places/hub").header("etag");
        let french = client.with_header("accept-language", "fr").get("/api/v1/convoys/C-1");
        assert_eq!(french.header("content-language"), "fr");
        client.put("/api/v1/places/hub", &json!({"key": "hub", "name": {"en": "Hub"}, "country": "SY"})).expect(200);
        assert_eq!(client.with_header("if-none-match", &before).get("/api/v1/places/hub").status, 200, "it changed");
    });
}

#[test]
fn an_edit_of_what_has_changed_in_the_meantime_is_refused() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        for (path, key) in [("/api/v1/places/hub", "hub"), ("/api/v1/organisations/relief", "relief")] {
            let seen = client.get(path).header("etag");
            let edit = |name: &str| json!({"key": key, "name": {"en": name}});
            let with = |tag: &str| client.with_header("if-match", tag);
            with(&seen).put(path, &edit("First")).expect(200);
            let late = with(&seen).put(path, &edit("Second")).expect(412);
            assert_eq!(late["code"], "precondition_failed");
            assert_eq!(client.get(path).json()["name"]["en"], "First", "and nothing of it stays");
            // The tag is that of the caller's own view, in the caller's own language.
            let fresh = client.get(path).header("etag");
            with(&format!("\"other\", {fresh}")).put(path, &edit("Second")).expect(200);
            with("*").put(path, &edit("Third")).expect(200);
            client.put(path, &edit("Fourth")).expect(200);
        }
    });
}

#[test]
fn what_is_made_with_a_key_is_made_once_also_after_a_restart() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let other = server.somebody(Role::Coordinator, "*");
        let keyed = |key: &str| client.with_header("idempotency-key", key);
        let bodies = [
            (
                "/api/v1/places",
                json!({"key": "made", "name": {"en": "Made"}}),
                json!({"key": "x", "name": {"en": "X"}}),
            ),
            (
                "/api/v1/organisations",
                json!({"key": "made", "name": {"en": "Made"}}),
                json!({"key": "x", "name": {"en": "X"}}),
            ),
            ("/api/v1/convoys", plan("MADE"), plan("OTHER")),
        ];
        for (path, body, different) in &bodies {
            let first = keyed("k 1").post(path, body);
            let made = first.expect(201);
            let again = keyed("k 1").post(path, body);
            assert_eq!(again.expect(200), made, "{path}");
            assert_eq!(again.header("location"), first.header("location"), "{path}");
            assert_eq!(keyed("k 1").post(path, different).expect(409)["code"], "same_key_other_content", "{path}");
            // Keys belong to the caller: for another it is a new request, and the name is taken.
            let theirs = other.with_header("idempotency-key", "k 1").post(path, body).expect(409)["code"].clone();
            assert_ne!(theirs, "same_key_other_content", "{path}");
            for wrong in ["", "x".repeat(256).as_str()] {
                keyed(wrong).post(path, different).expect(422);
            }
        }
        let token = server.token(&server.account(Role::Coordinator, "*"), &[]);
        let mine = server.nobody().with_token(&token).with_header("idempotency-key", "before");
        let place = json!({"key": "kept", "name": {"en": "Kept"}});
        mine.post("/api/v1/places", &place).expect(201);
        let base = server.base();
        drop(server);
        let server = Server::start(url);
        assert_ne!(base, server.base());
        let answer = mine.at(&server.base()).post("/api/v1/places", &place);
        assert_eq!(answer.expect(200)["key"], "kept");
        mine.at(&server.base()).post("/api/v1/places", &json!({"key": "kept", "name": {"en": "Else"}})).expect(409);
    });
}

#[test]
fn a_decision_with_a_key_is_taken_once() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "C-1");
        let id = new_id();
        let mut early = event_at("arrived", 60, "town");
        early["on_refusal"] = json!("review");
        client.put(&path_of("C-1", id), &early).expect(202);
        let path = format!("/api/v1/reviews/{id}/decision");
        let before = server.app.now().utc().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        let keyed = client.with_header("idempotency-key", "decide");
        let decision = json!({"decision": "void", "reason": "It did not happen"});
        let taken = keyed.post(&path, &decision).expect(201);
        let again = keyed.post(&path, &decision).expect(200);
        assert_eq!(again["id"], taken["id"]);
        let other = keyed.post(&path, &json!({"decision": "void", "reason": "Another reason"})).expect(409);
        assert_eq!(other["code"], "same_key_other_content");
        assert_eq!(client.post(&path, &decision).expect(409)["code"], "not_in_review", "without the key it is new");
        // As known before the decision, the report was in review; now it is not.
        let open = |query: &str| client.get(&format!("/api/v1/reviews{query}")).expect(200)["items"].clone();
        assert_eq!(open("").as_array().unwrap().len(), 0);
        let then = open(&format!("?as_of={before}"));
        assert_eq!((then.as_array().unwrap().len(), &then[0]["id"]), (1, &json!(id)));
        assert_eq!(open(&format!("?state=voided&as_of={before}")).as_array().unwrap().len(), 0);
        assert_eq!(open("?state=voided").as_array().unwrap().len(), 1);
    });
}

#[test]
fn places_and_organisations_are_told_as_they_were_described_then() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let then = server.app.now().utc().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        client.put("/api/v1/places/hub", &json!({"key": "hub", "name": {"en": "Renamed"}})).expect(200);
        client.post("/api/v1/places", &json!({"key": "later", "name": {"en": "Later"}})).expect(201);
        let name = |path: &str| client.get(path).json()["name"]["en"].clone();
        assert_eq!(name("/api/v1/places/hub"), "Renamed");
        assert_eq!(name(&format!("/api/v1/places/hub?as_of={then}")), "Hub");
        client.get(&format!("/api/v1/places/later?as_of={then}")).expect(404);
        for limit in [1, 2, 5, 6] {
            let known = client.all(&format!("/api/v1/places?limit={limit}&as_of={then}"));
            let keys: Vec<&str> = known.iter().map(|place| place["key"].as_str().unwrap()).collect();
            assert_eq!(keys, ["far", "gate", "hub", "mill", "town"], "{limit} a page");
            assert_eq!(known[2]["name"]["en"], "Hub");
        }
        assert_eq!(client.all(&format!("/api/v1/organisations?as_of={then}")).len(), 2);
        assert!(client.all("/api/v1/places?as_of=2000-01-01T00:00:00Z").is_empty());
    });
}

#[test]
fn formats_and_methods_that_are_not_there_are_refused_by_name() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let refused = client.with_header("accept", "text/html").get("/api/v1/places").expect(406);
        assert_eq!(refused["code"], "not_acceptable");
        client.with_header("accept", "text/html, */*;q=0.1").get("/api/v1/places").expect(200);
        let place = json!({"key": "x", "name": {"en": "X"}});
        client.with_header("accept", "text/csv").post("/api/v1/places", &place).expect(406);
        client.get("/api/v1/places/x").expect(404);
        client.post_raw("/api/v1/places", "text/plain", &place.to_string()).expect(415);
        let wrong = client.send("DELETE", "/api/v1/places", "application/json", "{}");
        assert_eq!(wrong.expect(405)["code"], "method_not_allowed");
        let allowed = wrong.header("allow");
        assert!(["GET", "HEAD", "POST"].iter().all(|method| allowed.contains(method)), "{allowed}");
        // The feed gives lines to whoever asks for them.
        let lines = client.with_header("accept", "application/x-ndjson").get("/api/v1/events");
        assert_eq!((lines.status, lines.header("content-type").as_str()), (200, "application/x-ndjson"));
    });
}

#[test]
fn a_caller_who_has_asked_too_much_waits_and_nobody_else_does() {
    databases(|url| {
        let rate = |rate| NonZeroU32::new(rate).unwrap();
        let rates = Rates { requests: rate(12), heavy: rate(2) };
        let server = Server::start_as(url, Arc::new(Real), Options { rates, ..Options::default() });
        let (one, two) = (server.somebody(Role::Coordinator, "*"), server.somebody(Role::Coordinator, "*"));
        let answer = one.get("/api/v1/places");
        assert_eq!(answer.header("ratelimit-policy"), "\"requests\";q=12;w=60");
        assert_eq!(answer.header("ratelimit"), "\"requests\";r=11;t=5");
        let mut refused = one.get("/api/v1/places");
        for _ in 0..20 {
            refused = one.get("/api/v1/places");
        }
        assert_eq!(refused.expect(429)["code"], "rate_limited");
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=6).contains(&wait), "{wait}");
        assert!(refused.header("ratelimit").starts_with("\"requests\";r=0;t="), "{}", refused.header("ratelimit"));
        two.get("/api/v1/places").expect(200);
        for _ in 0..30 {
            assert_eq!(server.nobody().get("/healthz").status, 200, "probes have no budget");
        }
        // Whoever is not known has the budget of their address.
        let strangers: Vec<u16> = (0..14).map(|_| server.nobody().get("/api/v1/places").status).collect();
        assert!(strangers.contains(&401) && strangers.contains(&429), "{strangers:?}");
    });
}
