//! Who is let in, and what each may see and do.

use base64::{Engine, prelude::BASE64_STANDARD};
use convoy::{
    app::{Role, policy::TokenScope},
    store::{DatabaseUrl, open_writer, people},
};
use serde_json::json;

use crate::harness::{
    Behind,
    databases::databases,
    server::Server,
    world::{deliver, event, event_at, log, new_id, path_of, plan, register, world},
};

/// As an administrator does: the program has no command for it yet.
fn change_token(url: &DatabaseUrl, token: &str, change: &str) {
    use diesel::connection::SimpleConnection;
    let public_id = token.split('_').nth(1).unwrap();
    let statement = format!("UPDATE tokens SET {change} = created_at WHERE public_id = '{public_id}'");
    open_writer(url).unwrap().batch_execute(&statement).unwrap();
}

#[test]
fn a_stranger_is_told_how_to_sign_in_and_nothing_else() {
    databases(|url| {
        let server = Server::start(url);
        register(&world(&server), "ONE");
        let nobody = server.nobody();
        let email = server.account(Role::Coordinator, "*");
        let token = server.token(&email, &[]);
        let mut wrong = token.clone();
        let last = if wrong.pop() == Some('0') { '1' } else { '0' };
        wrong.push(last);
        let other_secret = {
            let other = server.token(&email, &[]);
            let (own, others): (Vec<&str>, Vec<&str>) = (token.split('_').collect(), other.split('_').collect());
            format!("cvt_{}_{}", own[1], others[2])
        };
        let (revoked, expired) = (server.token(&email, &[]), server.token(&email, &[]));
        change_token(url, &revoked, "revoked_at");
        change_token(url, &expired, "expires_at");
        let by_password = |password: &str| format!("Basic {}", BASE64_STANDARD.encode(format!("anybody:{password}")));
        let strangers = [
            nobody.clone(),
            nobody.with_token(""),
            nobody.with_token("cvt_"),
            nobody.with_token(&wrong),
            nobody.with_token(&other_secret),
            nobody.with_token(&revoked),
            nobody.with_token(&expired),
            nobody.with_header("authorization", &by_password("sixteen grey camels")),
            nobody.with_header("authorization", &format!("Digest {token}")),
            nobody.with_header("authorization", &token),
            nobody.with_header("cookie", "session=0000; __Host-session=0000"),
        ];
        let paths =
            ["/convoys", "/convoys/ONE", "/convoys/NONE", "/convoys/ONE/status", "/events", "/places", "/reviews"];
        for (index, stranger) in strangers.iter().enumerate() {
            for path in paths {
                let answer = stranger.get(&format!("/api/v1{path}"));
                let challenge = answer.header("www-authenticate");
                assert!(challenge.contains("Bearer realm") && challenge.contains("Basic realm"), "{challenge}");
                let problem = answer.expect(401);
                assert_eq!(problem["code"], "unauthenticated", "{index} {path}");
            }
            let id = new_id();
            stranger.put(&path_of("ONE", id), &event("dispatched", 1)).expect(401);
            stranger.post("/api/v1/convoys", &plan("MINE")).expect(401);
            stranger.post("/api/v1/events", &json!({"events": []})).expect(401);
        }
        // The controls: the same ways, with the right token.
        nobody.with_token(&token).get("/api/v1/convoys/ONE").expect(200);
        nobody.with_header("authorization", &by_password(&token)).get("/api/v1/convoys/ONE").expect(200);
        nobody.with_header("authorization", &format!("bearer {token}")).get("/api/v1/convoys/ONE").expect(200);
    });
}

#[test]
fn a_disabled_account_takes_its_tokens_with_it() {
    databases(|url| {
        let server = Server::start(url);
        world(&server);
        let email = server.account(Role::Coordinator, "*");
        let client = server.nobody().with_token(&server.token(&email, &[]));
        client.get("/api/v1/convoys").expect(200);
        let mut conn = open_writer(url).unwrap();
        let user = people::find_user_by_email(&mut conn, &email).unwrap().unwrap();
        people::disable_user(&mut conn, user.id, user.created_at).unwrap();
        client.get("/api/v1/convoys").expect(401);
        assert!(server.app.create_token(&email, &[TokenScope::ConvoysRead].into(), None).is_err());
    });
}

#[test]
fn another_organisations_convoy_is_not_there() {
    databases(|url| {
        let server = Server::start(url);
        let all = world(&server);
        let (theirs, shared) = (register(&all, "THEIRS"), "SHARED");
        let mut plan_of_shared = plan(shared);
        plan_of_shared["partners"] = json!(["other"]);
        all.post("/api/v1/convoys", &plan_of_shared).expect(201);
        let id = log(&all, &theirs, &event_at("dispatched", 360, "hub"));
        let mut odd = event_at("delivered", 300, "town");
        odd["on_refusal"] = json!("review");
        let in_review = new_id();
        all.put(&path_of(&theirs, in_review), &odd).expect(202);

        for role in [Role::Logger, Role::Coordinator] {
            let other = server.somebody(role, "other");
            let hidden = ["", "/status", "/events"].map(|part| format!("/api/v1/convoys/{theirs}{part}"));
            let absent = other.get("/api/v1/convoys/NONE").expect(404);
            for path in hidden {
                assert_eq!(other.get(&path).expect(404), absent, "{path}");
            }
            assert_eq!(other.put(&path_of(&theirs, new_id()), &event("contact", 400)).expect(404), absent);
            assert_eq!(other.put(&path_of(&theirs, id), &event_at("dispatched", 360, "hub")).expect(404), absent);
            let listed = other.all("/api/v1/convoys");
            assert!(listed.len() == 1 && listed[0]["reference"] == shared, "{listed:?}");
            let feed = other.get("/api/v1/events?limit=500");
            assert!(feed.status == 200 && !feed.text.contains("THEIRS"), "{}", feed.text);
            assert_eq!(other.all("/api/v1/reviews").len(), 0);
            let decision = json!({"decision": "dismiss", "reason": "curious"});
            let decided = other.post(&format!("/api/v1/reviews/{in_review}/decision"), &decision);
            decided.expect(if role == Role::Coordinator { 404 } else { 403 });
            other.put(&path_of(shared, new_id()), &event("contact", 400)).expect(201);
            other.post("/api/v1/convoys", &plan("NOT-OURS")).expect(403);
        }
        let own = server.somebody(Role::Logger, "relief");
        assert_eq!(own.all("/api/v1/convoys").len(), 2);
        own.put(&path_of(&theirs, new_id()), &event("contact", 400)).expect(201);
    });
}

#[test]
fn each_role_and_scope_may_do_its_own_and_no_more() {
    databases(|url| {
        let clock = Behind::days(3);
        let server = Server::start_with(url, clock.clone());
        let all = world(&server);
        for reference in ["UNDER-WAY", "OVER"] {
            register(&all, reference);
        }
        log(&all, "UNDER-WAY", &event_at("dispatched", 360, "hub"));
        deliver(&all, "OVER");
        clock.catch_up();

        let viewer = server.somebody(Role::Viewer, "relief");
        assert_eq!(viewer.all("/api/v1/convoys").len(), 1);
        viewer.get("/api/v1/convoys/OVER").expect(200);
        for path in
            ["/api/v1/convoys/UNDER-WAY", "/api/v1/convoys/UNDER-WAY/status", "/api/v1/convoys/UNDER-WAY/events"]
        {
            viewer.get(path).expect(404);
        }
        assert_eq!(viewer.all("/api/v1/convoys?status=dispatched").len(), 0);
        let seen = viewer.get("/api/v1/events?after=0").expect(200);
        assert_eq!(seen["items"].as_array().unwrap().len(), 3, "the events of what is over");
        viewer.put(&path_of("OVER", new_id()), &event("note", 600)).expect(403);

        let admin = server.somebody(Role::Admin, "relief");
        admin.get("/api/v1/convoys").expect(403);
        admin.put(&path_of("OVER", new_id()), &event("note", 600)).expect(403);

        let logger = server.somebody(Role::Logger, "relief");
        logger.post("/api/v1/convoys", &plan("THREE")).expect(403);
        logger.post("/api/v1/places", &json!({"key": "x", "name": {"en": "X"}})).expect(403);
        let mut change = event("plan_amended", 1);
        change["details"] = json!({"target_population": 3});
        logger.put(&path_of("OVER", new_id()), &change).expect(403);
        let own = log(&logger, "OVER", &event("note", 600));
        let others = all.all("/api/v1/convoys/OVER/events")[0]["id"].as_str().unwrap().to_owned();
        let voided = |event_id: &str| {
            let mut voided = event("voided", 700);
            voided["details"] = json!({"event": event_id, "reason": "a slip"});
            voided
        };
        logger.put(&path_of("OVER", new_id()), &voided(&others)).expect(403);
        logger.put(&path_of("OVER", new_id()), &voided(&own.to_string())).expect(201);

        let email = server.account(Role::Coordinator, "relief");
        let reads = server.nobody().with_token(&server.token(&email, &[TokenScope::ConvoysRead]));
        reads.get("/api/v1/convoys/OVER").expect(200);
        reads.put(&path_of("OVER", new_id()), &event("note", 601)).expect(403);
        let writes = server.nobody().with_token(&server.token(&email, &[TokenScope::EventsWrite]));
        writes.put(&path_of("OVER", new_id()), &event("note", 601)).expect(201);
        writes.get("/api/v1/convoys/OVER").expect(403);
        let exports = server.nobody().with_token(&server.token(&email, &[TokenScope::ExportsRead]));
        exports.get("/api/v1/convoys").expect(403);
    });
}
