//! Lists, filters, the past, and the feed: nothing is given twice, and nothing is left out.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::{
    client::Client,
    databases::databases,
    server::Server,
    world::{deliver, event, event_at, log, new_id, path_of, plan, register, world},
};

fn references(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["reference"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_list_in_pages_of_any_size_gives_everything_once_also_while_more_comes() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let all: Vec<String> = (0..13).rev().map(|number| format!("C-{number:02}")).collect();
        for reference in all.iter().rev() {
            register(&client, reference);
        }
        for limit in [1, 2, 5, 12, 13, 14] {
            assert_eq!(references(&client.all(&format!("/api/v1/convoys?limit={limit}"))), all, "{limit} a page");
        }
        let first = client.get("/api/v1/convoys?limit=5").expect(200);
        register(&client, "LATER");
        let cursor = first["next"].as_str().unwrap();
        let rest = client.get(&format!("/api/v1/convoys?cursor={cursor}")).expect(200);
        assert_eq!(references(rest["items"].as_array().unwrap()), all[5..]);

        for page in ["limit=0", "limit=501", "limit=many", "cursor=%21", "cursor=abc"] {
            client.get(&format!("/api/v1/convoys?{page}")).expect(422);
        }
        let places = client.all("/api/v1/places?limit=2");
        let keys: Vec<&str> = places.iter().map(|place| place["key"].as_str().unwrap()).collect();
        assert_eq!(keys, ["far", "gate", "hub", "mill", "town"]);
        assert_eq!(client.all("/api/v1/organisations?limit=1").len(), 2);
    });
}

#[test]
fn filters_narrow_a_list_now_and_as_known_then() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "PLANNED-ONE");
        let mut other = plan("OTHERS_1");
        other["lead"] = json!("other");
        other["stops"][2]["place"] = json!("far");
        other["cargo"][0]["sector"] = json!("health");
        other["cargo"][0]["item"] = json!("Oil 50%");
        other["check_in_minutes"] = json!(60);
        client.post("/api/v1/convoys", &other).expect(201);
        register(&client, "DONE");
        deliver(&client, "DONE");
        log(&client, "OTHERS_1", &event("dispatched", 360));
        let mut late = event_at("delivered", 300, "town");
        late["on_refusal"] = json!("review");
        client.put(&path_of("DONE", new_id()), &late).expect(202);
        let last = client.get("/api/v1/convoys/DONE").expect(200)["updated_at"].as_str().unwrap().replace('+', "%2B");

        let cases: [(&str, &[&str]); 14] = [
            ("status=planned", &["PLANNED-ONE"]),
            ("status=planned,delivered", &["DONE", "PLANNED-ONE"]),
            ("status=lost", &[]),
            ("organisation=other", &["OTHERS_1"]),
            ("place=far", &["OTHERS_1"]),
            ("place=gate", &["DONE", "OTHERS_1", "PLANNED-ONE"]),
            ("sector=health", &["OTHERS_1"]),
            ("silent=true", &["OTHERS_1"]),
            ("silent=false", &["DONE", "PLANNED-ONE"]),
            ("review=true", &["DONE"]),
            ("review=false&status=planned", &["PLANNED-ONE"]),
            ("q=planned-o", &["PLANNED-ONE"]),
            ("q=s_1", &["OTHERS_1"]),
            ("q=%25", &["OTHERS_1"]),
        ];
        for (query, expected) in cases {
            assert_eq!(references(&client.all(&format!("/api/v1/convoys?{query}"))), expected, "{query}");
            let then = references(&client.all(&format!("/api/v1/convoys?{query}&as_of={last}&limit=1")));
            assert_eq!(then, expected, "{query} as of now");
        }
        assert_eq!(references(&client.all(&format!("/api/v1/convoys?updated_since={last}"))), ["DONE"]);
        for wrong in
            ["status=flying", "place=nowhere", "organisation=nobody", "sector=arms", "colour=red", "silent=maybe"]
        {
            let problem = client.get(&format!("/api/v1/convoys?{wrong}")).expect(422);
            let name = wrong.split('=').next().unwrap();
            if name != "silent" {
                assert_eq!(problem["errors"][0]["pointer"], format!("/{name}"));
            }
        }
    });
}

/// What a reader is told at each of several moments.
fn told_at(client: &Client, moments: &[String]) -> Vec<(u16, String, u16, String, u16, String)> {
    let told = |moment: &String| {
        let ask = |path: &str| {
            let answer = client.get(&format!("{path}?as_of={}", moment.replace('+', "%2B")));
            (answer.status, answer.text)
        };
        let (one, two, three) =
            (ask("/api/v1/convoys/ONE/status"), ask("/api/v1/convoys/ONE"), ask("/api/v1/convoys/ONE/events"));
        (one.0, one.1, two.0, two.1, three.0, three.1)
    };
    moments.iter().map(told).collect()
}

/// What makes it bite: each report changes what is told now, so that an answer that ignored `as_of` would differ.
#[test]
fn what_was_known_at_a_moment_stays_so_whatever_comes_later() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let registered = client.post("/api/v1/convoys", &plan("ONE")).expect(201);
        let mut moments =
            vec!["2018-03-05T00:00:00Z".to_owned(), registered["registered_at"].as_str().unwrap().to_owned()];
        let mut known: Vec<Vec<_>> = Vec::new();
        let reports = [
            event_at("dispatched", 360, "hub"),
            event_at("arrived", 480, "town"),
            event_at("checkpoint_reached", 400, "gate"),
            event("blocked", 410),
            event_at("delivered", 540, "town"),
        ];
        for mut report in reports {
            if report["kind"] == "blocked" {
                report["details"] = json!({"cause": "hostilities"});
            }
            report["on_refusal"] = json!("review");
            known.push(told_at(&client, &moments));
            let answer = client.put(&path_of("ONE", new_id()), &report);
            moments.push(answer.json()["recorded_at"].as_str().unwrap().to_owned());
        }
        let now = told_at(&client, &moments);
        for then in known {
            assert_eq!(then, now[..then.len()]);
        }
        assert_eq!(now[0].0, 404, "nothing was known before it was registered");
        let different: BTreeSet<&String> = now.iter().map(|told| &told.3).collect();
        assert_eq!(different.len(), moments.len(), "each moment knows something else");
    });
}

#[test]
fn the_feed_gives_every_event_once_in_the_order_of_the_ledger() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let mut sent = BTreeSet::new();
        for convoy in ["ONE", "TWO", "THREE"] {
            register(&client, convoy);
            sent.insert(log(&client, convoy, &event_at("dispatched", 360, "hub")).to_string());
        }
        for number in 0..20 {
            let convoy = ["ONE", "TWO", "THREE"][number % 3];
            sent.insert(log(&client, convoy, &event("contact", 400 + u32::try_from(number).unwrap())).to_string());
        }
        for limit in [1, 4, 22, 23, 500] {
            let (mut ids, mut after) = (Vec::new(), 0);
            loop {
                let page = client.get(&format!("/api/v1/events?after={after}&limit={limit}")).expect(200);
                let items = page["items"].as_array().unwrap();
                let Some(last) = items.last() else { break };
                assert!(items.len() <= limit);
                for item in items {
                    let position = item["position"].as_i64().unwrap();
                    assert!(position > after);
                    after = position;
                    ids.push(item["id"].as_str().unwrap().to_owned());
                }
                let cursor = page["next"].as_str().unwrap();
                let next = client.get(&format!("/api/v1/events?cursor={cursor}&limit=1")).expect(200);
                assert!(next["items"][0]["position"].as_i64().is_none_or(|position| position > after), "{last}");
            }
            assert_eq!(ids.len(), sent.len(), "none twice");
            assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), sent, "{limit} a page");
        }
        let lines = client.with_header("accept", "application/x-ndjson").get("/api/v1/events?after=0&limit=500");
        assert_eq!(lines.header("content-type"), "application/x-ndjson");
        let read: Vec<Value> = lines.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let page = client.get("/api/v1/events?after=0&limit=500").expect(200);
        assert_eq!(json!(read), page["items"]);
        assert_eq!(client.all("/api/v1/convoys/ONE/events?limit=3").len(), 8);
        client.get("/api/v1/events?after=x").expect(422);
    });
}
