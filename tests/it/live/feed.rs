//! The feed tells of each event what its convoy tells, waits for the next one, and never looks at anything twice.

use std::time::{Duration, Instant};

use convoy::app::Role;
use serde_json::{Value, json};

use crate::harness::{
    databases::databases,
    server::Server,
    world::{event, event_at, log, new_id, path_of, plan, register, world},
};

/// What makes it bite: the feed reads each event from its entry and the row of its review, the convoy's list folds it. An
/// event that was voided, amended, redacted or is in review would differ where one of the two forgot.
#[test]
fn an_event_is_told_by_the_feed_as_its_convoy_tells_it() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let convoy = register(&client, "ONE");
        log(&client, &convoy, &event_at("dispatched", 360, "hub"));
        let voided = log(&client, &convoy, &event_at("contact", 370, "gate"));
        let amended = log(&client, &convoy, &event("note", 380));
        let redacted =
            log(&client, &convoy, &json!({"kind": "note", "occurred_at": "2018-03-05T06:30:00Z", "note": "x"}));
        let decision = |kind: &str, event: uuid::Uuid| json!({"kind": kind, "occurred_at": "2018-03-05T07:00:00Z", "details": {"event": event, "reason": "A slip"}});
        log(&client, &convoy, &decision("voided", voided));
        let mut amendment = decision("amended", amended);
        amendment["details"]["replacement"] = json!({"note": "Better"});
        log(&client, &convoy, &amendment);
        let mut misfit = event_at("delivered", 400, "town");
        misfit["on_refusal"] = json!("review");
        client.put(&path_of(&convoy, new_id()), &misfit).expect(202);
        let admin = crate::access::cast::signed_in(&server, &server.account(Role::Admin, "*"));
        let path = format!("/api/v1/convoys/{convoy}/events/{redacted}/redaction");
        let done = admin.post(&path, &json!({"reason": "A name", "keep": "nothing"}));
        assert!(done.status < 300, "{}", done.text);

        let of_convoy = client.all(&format!("/api/v1/convoys/{convoy}/events?limit=500"));
        let feed = client.get("/api/v1/events?after=0&limit=500").expect(200);
        assert_eq!(json!(of_convoy), feed["items"]);
        let states: Vec<&str> = of_convoy.iter().map(|event| event["state"].as_str().unwrap()).collect();
        for state in ["voided", "replaced", "redacted", "in_review"] {
            assert!(states.contains(&state), "nothing is {state}: {states:?}");
        }
        let now = crate::harness::now().format("%Y-%m-%dT%H:%M:%S%.6fZ");
        let then = client.get(&format!("/api/v1/events?after=0&limit=500&as_of={now}")).expect(200);
        assert_eq!(then["items"], feed["items"], "folded, they are the same");
    });
}

/// What makes it bite: looked through by windows of positions from the lowest number there is, the end is never reached.
#[test]
fn a_position_before_the_first_is_the_beginning() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let convoy = register(&client, "ONE");
        log(&client, &convoy, &event_at("dispatched", 360, "hub"));
        let whole = client.get("/api/v1/events?after=0").expect(200);
        for wait in ["", "&wait=1"] {
            let early = client.get(&format!("/api/v1/events?after={}{wait}", i64::MIN)).expect(200);
            assert_eq!((&early["items"], whole["items"].as_array().unwrap().len()), (&whole["items"], 1));
        }
    });
}

#[test]
fn the_feed_is_narrowed_by_kind_and_by_convoy() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        for convoy in ["ONE", "TWO"] {
            register(&client, convoy);
            log(&client, convoy, &event_at("dispatched", 360, "hub"));
            log(&client, convoy, &event("contact", 400));
        }
        let told = |query: &str| {
            let page = client.get(&format!("/api/v1/events?after=0&{query}")).expect(200);
            let items = page["items"].as_array().unwrap().clone();
            let of =
                |item: &Value| format!("{} {}", item["reference"].as_str().unwrap(), item["kind"].as_str().unwrap());
            items.iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!(told("kind=contact"), ["ONE contact", "TWO contact"]);
        assert_eq!(told("convoy=TWO"), ["TWO dispatched", "TWO contact"]);
        assert_eq!(told("convoy=TWO&kind=contact"), ["TWO contact"]);
        client.get("/api/v1/events?kind=nonsense").expect(422);
        client.get("/api/v1/events?wait=61").expect(422);
        client.get("/api/v1/events?convoy=NONE").expect(404);
    });
}

/// What makes it bite: a poller that is told to go on where it was would read the same foreign events each time.
#[test]
fn who_sees_nothing_still_gets_on() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let stranger = server.somebody(Role::Coordinator, "other");
        let mut foreign = plan("FOREIGN");
        foreign["lead"] = json!("relief");
        client.post("/api/v1/convoys", &foreign).expect(201);
        for minute in 0..30 {
            let event = if minute == 0 { event_at("dispatched", 360, "hub") } else { event("contact", 400 + minute) };
            log(&client, "FOREIGN", &event);
        }
        let last = client.get("/api/v1/events?after=0&limit=500").expect(200)["position"].as_i64().unwrap();
        let page = stranger.get("/api/v1/events?after=0&limit=1").expect(200);
        assert_eq!(page["items"], json!([]));
        let reached = page["position"].as_i64().unwrap();
        assert!(reached >= last - 1, "{reached} of {last}");
        let lines = stranger.with_header("accept", "application/x-ndjson").get("/api/v1/events?after=0");
        assert_eq!((lines.text.as_str(), lines.header("x-position").parse::<i64>().unwrap() >= reached), ("", true));
        let beyond = client.get("/api/v1/events?after=100000").expect(200);
        assert_eq!(beyond["position"], 100_000, "and nobody is sent back");
    });
}

#[test]
fn a_long_poll_answers_as_soon_as_there_is_something_and_is_empty_at_its_end() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let convoy = register(&client, "ONE");
        log(&client, &convoy, &event_at("dispatched", 360, "hub"));
        let after = client.get("/api/v1/events?after=0&limit=500").expect(200)["position"].as_i64().unwrap();
        let began = Instant::now();
        let empty = client.get(&format!("/api/v1/events?after={after}&wait=1")).expect(200);
        assert_eq!(empty["items"], json!([]));
        assert!(began.elapsed() >= Duration::from_secs(1));
        let waiting = {
            let (client, path) = (client.clone(), format!("/api/v1/events?after={after}&wait=50&kind=contact"));
            std::thread::spawn(move || client.get(&path).expect(200))
        };
        // Another kind does not end it.
        log(&client, &convoy, &event("note", 390));
        let id = log(&client, &convoy, &event("contact", 400));
        let page = waiting.join().unwrap();
        assert_eq!(page["items"][0]["id"], json!(id));
        assert!(began.elapsed() < Duration::from_secs(30));
        // More wait than there are threads and connections: they hold neither. One caller has 16 places to wait.
        let clients = [(); 4].map(|()| server.somebody(Role::Coordinator, "*"));
        let waiting: Vec<_> = (0..64)
            .map(|number| {
                let client = clients[number % clients.len()].clone();
                let (client, path) = (client, format!("/api/v1/events?after={}&wait=50", page["position"]));
                std::thread::spawn(move || client.get(&path).expect(200)["items"].as_array().unwrap().len())
            })
            .collect();
        log(&client, &convoy, &event("contact", 410));
        assert!(waiting.into_iter().all(|poll| poll.join().unwrap() == 1));
    });
}
