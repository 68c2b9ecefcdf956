//! Who watches is told what they may see, at once, in order, and no longer than they may.

use std::time::{Duration, Instant};

use convoy::{
    app::{Role, policy::TokenScope},
    store::{open_reader, scope::facts::list_facts},
};
use serde_json::{Value, json};
use strum::IntoEnumIterator;

use crate::{
    access::cast::{Whose, convoys, reference, signed_in},
    harness::{
        Behind,
        client::Client,
        databases::databases,
        server::Server,
        world::{event, event_at, log, plan, register, world},
    },
};

fn convoy_of(change: &Value) -> String {
    change["reference"].as_str().unwrap().to_owned()
}

#[test]
fn a_watcher_is_told_each_change_with_its_position_and_nothing_of_where() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "ONE");
        let mut stream = client.watch(None).unwrap();
        assert!(stream.is_now());
        log(&client, "ONE", &event_at("dispatched", 360, "hub"));
        let change = stream.next().unwrap();
        let feed = client.get("/api/v1/events?after=0").expect(200);
        let expected = json!({
            "position": feed["items"][0]["position"], "convoy": feed["items"][0]["convoy"], "reference": "ONE",
            "status": "dispatched", "kind": "dispatched"
        });
        assert_eq!(change, expected);
        assert_eq!(json!(stream.position), expected["position"]);
        log(&client, "ONE", &event_at("checkpoint_reached", 400, "gate"));
        // From the beginning, and by the query.
        let again = client.get("/api/v1/live?last_event_id=0");
        assert_eq!(again.text.matches("event: change").count(), 2, "{}", again.text);
        assert!(!again.text.contains("gate") && !again.text.contains("hub"));
        for (name, value) in [
            ("content-type", "text/event-stream"),
            ("content-encoding", "identity"),
            ("cache-control", "no-store"),
            ("x-accel-buffering", "no"),
        ] {
            let compressing = client.with_header("accept-encoding", "gzip, deflate");
            assert_eq!(compressing.get("/api/v1/live").header(name), value);
        }
        client.get("/api/v1/live?last_event_id=x").expect(422);
        assert_eq!(client.with_header("last-event-id", "x").get("/api/v1/live").status, 422);
    });
}

/// The rule stands twice, as a query and as facts. What makes it bite: each role and scope sees other convoys, and both
/// are asked about every one.
#[test]
fn the_facts_decide_as_the_query_does() {
    databases(|url| {
        let clock = Behind::days(3);
        let server = Server::start_with(url, clock.clone());
        let everything = convoys(&server);
        for whose in Whose::iter() {
            for severe in [true, false] {
                log(&everything, &reference(whose, severe), &event_at("dispatched", 360, "hub"));
            }
        }
        // One that is long over, and severe.
        let mut over = plan("OVER");
        over["sensitivity"] = json!("severe");
        everything.post("/api/v1/convoys", &over).expect(201);
        log(&everything, "OVER", &event("cancelled", 360));
        clock.catch_up();
        let mut conn = open_reader(url).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for role in Role::iter() {
            for scopes in [&[][..], &[TokenScope::ConvoysRead], &[TokenScope::ConvoysReadExact]] {
                let token = server.token(&server.account(role, "relief"), scopes);
                let caller = server.app.caller_of_token(&token).unwrap();
                let Ok(scope) = caller.scope(server.app.now()) else { continue };
                let all = everything.all("/api/v1/convoys");
                let client = server.nobody().with_token(&token);
                for convoy in &all {
                    let id = convoy["id"].as_str().unwrap().parse().unwrap();
                    let facts = list_facts(&mut conn, &[id], scope.now).unwrap();
                    let by_query = client.get(&format!("/api/v1/convoys/{id}/status")).status == 200;
                    assert_eq!(scope.of_sight().sees(&facts[&id], scope.now), by_query, "{role:?} {convoy}");
                    seen.insert((by_query, role.as_ref().to_owned()));
                }
            }
        }
        assert!(seen.len() >= 6, "each role sees some and not others: {seen:?}");
    });
}

#[test]
fn a_change_of_rights_or_of_sensitivity_counts_before_anything_that_comes_after_it() {
    databases(|url| {
        let server = Server::start(url);
        let everything = convoys(&server);
        let (open, severe) = (reference(Whose::Own, false), reference(Whose::Own, true));
        let email = server.account(Role::Viewer, "relief");
        let viewer = server.nobody().with_token(&server.token(&email, &[]));
        let mut stream = viewer.watch(None).unwrap();
        assert!(stream.is_now());
        log(&everything, &severe, &event_at("dispatched", 360, "hub"));
        log(&everything, &open, &event_at("dispatched", 360, "hub"));
        assert_eq!(convoy_of(&stream.next().unwrap()), open, "the severe one is not there");
        let lead = signed_in(&server, &server.account(Role::Coordinator, "relief"));
        let sensitivity = |reference: &str, to: &str| {
            let form = format!("do=sensitivity&sensitivity={to}&reason=Shots");
            let path = format!("/convoys/{reference}/sharing");
            assert_eq!(lead.post_raw(&path, "application/x-www-form-urlencoded", &form).status, 303);
        };
        sensitivity(&open, "severe");
        log(&everything, &open, &event("contact", 400));
        sensitivity(&severe, "moderate");
        // Neither the change that hid the one nor what came after; of the other from then on.
        let change = stream.next().unwrap();
        assert_eq!((convoy_of(&change), &change["kind"]), (severe.clone(), &json!("plan_amended")));
        // Another role shows another organisation's convoys; its loss ends the stream.
        let user = server.app.user_id(&email).unwrap();
        let by = convoy::app::people::By::Program;
        let change_role = |give: bool| {
            let app = server.app.clone();
            actix_web::rt::System::new().block_on(async {
                if give {
                    app.give_role(&by, user, Role::Coordinator, "other").await.unwrap();
                } else {
                    app.take_role(&by, user, Role::Coordinator, "other").await.unwrap();
                    app.take_role(&by, user, Role::Viewer, "relief").await.unwrap();
                }
            });
        };
        change_role(true);
        let other = reference(Whose::Other, true);
        log(&everything, &other, &event_at("dispatched", 360, "hub"));
        assert_eq!(convoy_of(&stream.next().unwrap()), other);
        change_role(false);
        let began = Instant::now();
        log(&everything, &other, &event("contact", 400));
        assert_eq!(stream.next(), None);
        assert!(began.elapsed() < Duration::from_secs(10), "at once, and not at the next look");
    });
}

#[test]
fn a_stream_ends_with_its_token_and_with_its_session() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "ONE");
        let email = server.account(Role::Coordinator, "relief");
        let session = signed_in(&server, &email);
        let token = server.token(&email, &[]);
        let script = server.nobody().with_token(&token);
        let watch = |client: &Client| {
            let mut stream = client.watch(None).unwrap();
            assert!(stream.is_now());
            stream
        };
        let (mut by_session, mut by_token) = (watch(&session), watch(&script));
        let id = server.app.list_tokens(&email).unwrap()[0].id;
        let by = convoy::app::people::By::Program;
        actix_web::rt::System::new().block_on(async { server.app.revoke_token(&by, id).await.unwrap() });
        assert_eq!(by_token.next(), None);
        // The session goes on, and sees what comes.
        log(&client, "ONE", &event_at("dispatched", 360, "hub"));
        assert_eq!(convoy_of(&by_session.next().unwrap()), "ONE");
        let user = server.app.user_id(&email).unwrap();
        actix_web::rt::System::new().block_on(async { server.app.disable_user(&by, user).await.unwrap() });
        assert_eq!(by_session.next(), None);
    });
}
