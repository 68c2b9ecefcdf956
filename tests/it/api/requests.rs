//! What comes in malformed, too large or to nowhere, and what surrounds every answer.

use serde_json::{Value, json};

use crate::harness::{
    client::Answer,
    databases::databases,
    server::Server,
    world::{event, new_id, path_of, plan, register, world},
};

#[track_caller]
fn problem(answer: &Answer, status: u16, code: &str) -> Value {
    let problem = answer.expect(status);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(problem["code"], code, "{}", answer.text);
    assert_eq!(problem["status"], status);
    assert!(!problem["title"].as_str().unwrap().is_empty() && !problem["detail"].as_str().unwrap().is_empty());
    problem
}

#[test]
fn a_body_that_cannot_be_read_is_a_clear_no() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let post = |kind: &str, body: &str| client.post_raw("/api/v1/convoys", kind, body);
        for broken in ["", "{", "{\"reference\": }", "\u{0}", "{\"a\": 1} {", "nul"] {
            problem(&post("application/json", broken), 400, "malformed_json");
        }
        for other in ["[]", "7", "null", "\"text\""] {
            problem(&post("application/json", other), 422, "invalid");
        }
        for kind in ["text/plain", "application/x-www-form-urlencoded", "text/json", "application/xml"] {
            problem(&post(kind, &plan("ONE").to_string()), 415, "unsupported_media_type");
        }
        let deep = format!("{{\"cargo\": {}1{}}}", "[".repeat(20_000), "]".repeat(20_000));
        problem(&post("application/json", &deep), 400, "malformed_json");
        let fitting_depth = format!("{{\"cargo\": {}1{}}}", "[".repeat(100), "]".repeat(100));
        problem(&post("application/json", &fitting_depth), 422, "invalid");
        let numbers = r#"{"reference": "ONE", "target_population": 1e999}"#;
        assert!(matches!(post("application/json", numbers).status, 400 | 422));
        assert_eq!(client.all("/api/v1/convoys").len(), 0);
        post("application/json; charset=utf-8", &plan("ONE").to_string()).expect(201);
    });
}

#[test]
fn a_body_may_be_so_large_and_no_larger() {
    const JSON: usize = 64 * 1024;
    const BATCH: usize = 1024 * 1024;
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "ONE");
        let padded = |body: &Value, length: usize| {
            let text = body.to_string();
            format!("{text}{}", " ".repeat(length - text.len()))
        };
        let too_large = client.post_raw("/api/v1/convoys", "application/json", &padded(&plan("TWO"), JSON + 1));
        problem(&too_large, 413, "too_large");
        client.post_raw("/api/v1/convoys", "application/json", &padded(&plan("TWO"), JSON)).expect(201);
        let mut note = event("note", 1);
        (note["convoy"], note["id"]) = (json!("ONE"), json!(new_id()));
        let batch = json!({"events": [note]});
        problem(&client.post_raw("/api/v1/events", "application/json", &padded(&batch, BATCH + 1)), 413, "too_large");
        let taken = client.post_raw("/api/v1/events", "application/json", &padded(&batch, BATCH)).expect(200);
        assert_eq!(taken["results"][0]["status"], 201);
    });
}

#[test]
fn an_unknown_part_of_a_query_is_a_mistake_and_not_ignored() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "ONE");
        let paths = [
            "/convoys",
            "/convoys/ONE",
            "/convoys/ONE/status",
            "/convoys/ONE/events",
            "/events",
            "/places",
            "/reviews",
        ];
        for path in paths {
            let told = problem(&client.get(&format!("/api/v1{path}?as_off=x")), 422, "invalid");
            assert_eq!(told["errors"][0]["pointer"], "/as_off", "{path}");
            assert_eq!(told["errors"][0]["code"], "unknown_field");
            client.get(&format!("/api/v1{path}?lang=fr")).expect(200);
        }
        for (query, code) in [("as_of=yesterday", "not_an_instant"), ("as_of=", "not_an_instant")] {
            let told = problem(&client.get(&format!("/api/v1/convoys/ONE?{query}")), 422, "invalid");
            assert_eq!(told["errors"][0]["code"], code);
            // Also said so that a script's author knows what to write, and not as a form would.
            for language in ["en", "fr", "ar"] {
                let told = client.get(&format!("/api/v1/convoys/ONE?{query}&lang={language}")).expect(422);
                let detail = told["errors"][0]["detail"].as_str().unwrap();
                assert!(detail.contains("2016-11-07T10:30:00+02:00"), "{detail}");
            }
        }
    });
}

#[test]
fn every_answer_has_its_headers_also_where_it_is_a_no() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "ONE");
        let nobody = server.nobody();
        let answers = [
            client.get("/api/v1/convoys/ONE"),
            client.get("/api/v1/convoys/NONE"),
            client.get("/api/v1/nowhere"),
            client.get("/nowhere"),
            nobody.get("/api/v1/convoys"),
            nobody.get("/healthz"),
            nobody.get("/readyz"),
            client.post_raw("/api/v1/convoys", "application/json", "{"),
            client.put("/api/v1/convoys", &json!({})),
            client.post("/api/v1/reviews/no-uuid/decision", &json!({})),
            client.with_header("origin", "https://elsewhere.example").put(&path_of("ONE", new_id()), &json!({})),
        ];
        let mut ids = std::collections::BTreeSet::new();
        for answer in &answers {
            for (name, part) in [
                ("content-security-policy", "default-src 'none'"),
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "same-origin"),
                ("x-frame-options", "DENY"),
                ("cache-control", "no-store"),
                ("permissions-policy", "geolocation=()"),
            ] {
                assert!(answer.header(name).contains(part), "{name}: {:?} {}", answer.header(name), answer.text);
            }
            assert!(ids.insert(answer.header("x-request-id")), "each request has its own id");
            assert!(answer.header("x-request-id").len() >= 32);
        }
        problem(&answers[2], 404, "not_found");
        problem(&answers[8], 405, "method_not_allowed");
        problem(&answers[9], 404, "not_found");
        problem(&answers[10], 403, "cross_site");
        assert_eq!(answers[5].text, "ok\n");
        assert_eq!(answers[6].text, "ready\n");
    });
}
