//! Sending events, one by one and in batches, and registering convoys.

use serde_json::{Value, json};

use crate::harness::{
    databases::databases,
    server::Server,
    world::{event, event_at, log, new_id, path_of, plan, register, world},
};

#[test]
fn an_event_is_stored_once_and_answered_as_before() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let (one, two) = (register(&client, "ONE"), register(&client, "TWO"));
        let (id, event) = (new_id(), event_at("dispatched", 360, "hub"));
        let stored = client.put(&path_of(&one, id), &event).expect(201);
        assert_eq!(stored["state"], "applied");
        assert_eq!(stored["status"], "dispatched");
        let again = client.put(&path_of(&one, id), &event).expect(200);
        assert_eq!(again, stored);
        let mut same_by_id = event.clone();
        same_by_id["place"] = stored["place"].clone();
        same_by_id["occurred_at"] = json!("2018-03-05T08:00:00+02:00");
        client.put(&path_of(&one, id), &same_by_id).expect(200);

        let mut other = event.clone();
        other["note"] = json!("something else");
        let conflict = client.put(&path_of(&one, id), &other).expect(409);
        assert_eq!(conflict["code"], "same_event_other_content");
        assert_eq!(client.put(&path_of(&two, id), &event).expect(409)["code"], "same_event_other_content");
        assert_eq!(client.all("/api/v1/convoys/ONE/events").len(), 1);
        assert_eq!(client.all("/api/v1/convoys/TWO/events").len(), 0);
    });
}

#[test]
fn a_report_that_does_not_fit_is_refused_in_the_readers_language_or_kept_for_review() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let one = register(&client, "ONE");
        let (id, mut event) = (new_id(), event_at("delivered", 540, "town"));
        let refused = client.put(&path_of(&one, id), &event);
        assert_eq!(refused.header("content-type"), "application/problem+json");
        let refused = refused.expect(409);
        assert_eq!(refused["code"], "not_permitted");
        assert_eq!(refused["type"], "urn:convoy:problem:not_permitted");
        let permitted: Vec<&str> = refused["permitted"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(permitted.contains(&"dispatched") && !permitted.contains(&"delivered"), "{permitted:?}");
        let mut details = vec![refused["detail"].as_str().unwrap().to_owned()];
        for (language, word) in [("fr-FR,fr;q=0.9", "convoi"), ("ar", "القافلة")] {
            let answer = client.with_header("accept-language", language).put(&path_of(&one, id), &event);
            assert!(language.starts_with(&answer.header("content-language")[..2]));
            let detail = answer.expect(409)["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains(word), "{detail}");
            details.push(detail);
        }
        assert!(details[0] != details[1] && details[1] != details[2]);
        assert_eq!(client.all("/api/v1/convoys/ONE/events").len(), 0, "nothing was recorded");

        event["on_refusal"] = json!("review");
        let kept = client.put(&path_of(&one, id), &event).expect(202);
        assert_eq!(kept["state"], "in_review");
        assert_eq!(kept["review"]["code"], "not_permitted");
        assert_eq!(kept["status"], "planned");
        let reviews = client.all("/api/v1/reviews");
        assert_eq!(reviews.len(), 1);
        assert_eq!(reviews[0]["id"], json!(id));
        client.put(&path_of(&one, id), &event).expect(200);

        // It waits for what comes before it, and counts once that is there.
        log(&client, &one, &event_at("dispatched", 360, "hub"));
        log(&client, &one, &event_at("arrived", 480, "town"));
        assert_eq!(client.get("/api/v1/convoys/ONE/status").expect(200)["status"], "delivered");
        assert_eq!(client.all("/api/v1/reviews").len(), 0);
    });
}

/// The pointers and codes of a 422, sorted.
fn wrong(problem: &Value) -> Vec<(String, String)> {
    let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
    let errors = problem["errors"].as_array().unwrap();
    let mut wrong: Vec<_> = errors.iter().map(|error| (text(error, "pointer"), text(error, "code"))).collect();
    assert!(errors.iter().all(|error| !text(error, "detail").is_empty()));
    wrong.sort();
    wrong
}

#[test]
fn every_mistake_of_an_event_is_told_at_once_and_its_value_never_repeated() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let one = register(&client, "ONE");
        let event = json!({
            "kind": "cargo_lost", "occurred_at": "canary yesterday", "precision": "canary", "place": "canary",
            "trucks": [], "source": {"kind": "canary"}, "note": "canary \u{202e}", "captured_at": 7, "colour": "canary",
            "on_refusal": "canary", "sent_at": "canary",
            "details": {"loss": "canary", "cargo": [{"item": "Flour", "quantity": -1}, {"quantity": "canary"}]}
        });
        let answer = client.put(&path_of(&one, new_id()), &event);
        assert!(!answer.text.contains("canary"), "{}", answer.text);
        let told = wrong(&answer.expect(422));
        let expected = [
            ("/captured_at", "malformed"),
            ("/colour", "unknown_field"),
            ("/details/cargo/0/quantity", "negative"),
            ("/details/cargo/1/line", "required"),
            ("/details/loss", "unknown_code"),
            ("/note", "control_characters"),
            ("/occurred_at", "not_an_instant"),
            ("/on_refusal", "unknown_code"),
            ("/place", "unknown_place"),
            ("/precision", "unknown_code"),
            ("/sent_at", "not_an_instant"),
            ("/source/kind", "unknown_code"),
            ("/trucks", "malformed"),
        ];
        assert_eq!(told, expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned())));
        let nothing = client.put(&path_of(&one, new_id()), &json!({})).expect(422);
        assert_eq!(wrong(&nothing).len(), 2, "kind and occurred_at: {nothing}");
        let id = client.put(&format!("/api/v1/convoys/{one}/events/7"), &event_at("note", 1, "hub")).expect(422);
        assert_eq!(wrong(&id), [("/id".to_owned(), "not_a_uuid".to_owned())]);
        assert_eq!(client.all("/api/v1/convoys/ONE/events").len(), 0);
    });
}

#[test]
fn a_part_of_an_amendment_that_would_say_nothing_is_a_mistake() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let one = register(&client, "ONE");
        let id = log(&client, &one, &event_at("dispatched", 360, "hub"));
        for part in [json!({"precision": "day"}), json!({"occurred_until": "2018-03-05T09:00:00Z"})] {
            let mut amended = event("amended", 700);
            amended["details"] = json!({"event": id, "reason": "so it was", "replacement": part});
            let answer = client.put(&path_of(&one, new_id()), &amended).expect(422);
            assert_eq!(wrong(&answer), [("/details/replacement/occurred_at".to_owned(), "required".to_owned())]);
        }
        let mut amended = event("amended", 700);
        let replacement = json!({
            "occurred_at": "2018-03-05T07:00:00+02:00", "occurred_until": "2018-03-05T09:00:00+02:00", "precision": "hour"
        });
        amended["details"] = json!({"event": id, "reason": "so it was", "replacement": replacement.clone()});
        let answer = client.put(&path_of(&one, new_id()), &amended).expect(201);
        assert_eq!(answer["details"]["replacement"], replacement, "answered as it was sent");
    });
}

#[test]
fn a_batch_answers_each_event_and_a_bad_one_costs_no_other() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let (one, two) = (register(&client, "ONE"), register(&client, "TWO"));
        let mut events = Vec::new();
        for number in 0..200_u32 {
            let mut event = match number {
                0 | 1 => event_at("dispatched", 360, "hub"),
                _ => event("contact", 400 + number),
            };
            event["convoy"] = json!(if number % 2 == 0 { &one } else { &two });
            event["id"] = json!(new_id());
            events.push(event);
        }
        events[100]["occurred_at"] = json!("never");
        let batch = json!({"events": events});
        let statuses = |expected: u64| {
            let results = client.post("/api/v1/events", &batch).expect(200)["results"].as_array().unwrap().clone();
            assert_eq!(results.len(), 200);
            for (index, (result, event)) in results.iter().zip(&events).enumerate() {
                let status = if index == 100 { 422 } else { expected };
                assert_eq!(result["status"], status, "{result}");
                assert_eq!(result["id"], event["id"]);
            }
            assert_eq!(results[100]["problem"]["errors"][0]["pointer"], "/occurred_at");
        };
        statuses(201);
        statuses(200);
        assert_eq!(client.all("/api/v1/convoys/ONE/events").len(), 99);
        assert_eq!(client.all("/api/v1/convoys/TWO/events").len(), 100);

        events.push(events[0].clone());
        let too_many = client.post("/api/v1/events", &json!({"events": events})).expect(422);
        assert_eq!(wrong(&too_many), [("/events".to_owned(), "too_long".to_owned())]);
        let odd = client.post("/api/v1/events", &json!({"events": [7, {}, {"convoy": "NONE", "id": new_id()}]}));
        let statuses: Vec<Value> =
            odd.expect(200)["results"].as_array().unwrap().iter().map(|result| result["status"].clone()).collect();
        assert_eq!(statuses, [422, 422, 404]);
    });
}

#[test]
fn a_registration_sent_again_with_its_key_registers_nothing_more() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let keyed = client.with_header("idempotency-key", "first try");
        let first = keyed.post("/api/v1/convoys", &plan("ONE"));
        let location = first.header("location");
        let first = first.expect(201);
        assert_eq!(location, format!("/api/v1/convoys/{}", first["id"].as_str().unwrap()));
        assert_eq!(first["registered_by"]["name"], "Test coordinator");
        let again = keyed.post("/api/v1/convoys", &plan("ONE")).expect(200);
        assert_eq!(again["id"], first["id"]);
        assert_eq!(keyed.post("/api/v1/convoys", &plan("TWO")).expect(409)["code"], "same_key_other_content");
        assert_eq!(client.post("/api/v1/convoys", &plan("ONE")).expect(409)["code"], "reference_taken");
        assert_eq!(client.all("/api/v1/convoys").len(), 1);

        let mut bad = plan("not a reference");
        bad["stops"][0]["place"] = json!("nowhere");
        bad["lead"] = json!("nobody");
        bad["cargo"][0]["unit"] = json!("armful");
        let told: Vec<String> =
            wrong(&client.post("/api/v1/convoys", &bad).expect(422)).into_iter().map(|(pointer, _)| pointer).collect();
        for pointer in ["/reference", "/stops/0/place", "/lead", "/cargo/0/unit"] {
            assert!(told.contains(&pointer.to_owned()), "{pointer} {told:?}");
        }
    });
}
