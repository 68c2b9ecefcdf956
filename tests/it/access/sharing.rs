//! Sharing: grants end, ceilings hold, loggers see what they are assigned to.

use convoy::{app::Role, store::open_writer};
use diesel::connection::SimpleConnection;
use serde_json::Value;

use super::cast::{Whose, convoys, reference, share, signed_in};
use crate::harness::{
    client::Client,
    databases::databases,
    server::Server,
    world::{event_at, log},
};

fn form(client: &Client, reference: &str, body: &str) -> u16 {
    client.post_raw(&format!("/convoys/{reference}/sharing"), "application/x-www-form-urlencoded", body).status
}

fn status(client: &Client, reference: &str) -> Value {
    client.get(&format!("/api/v1/convoys/{reference}/status")).expect(200)
}

#[test]
fn a_grant_shows_no_more_than_its_ceiling_and_no_longer_than_it_lasts() {
    databases(|url| {
        let server = Server::start(url);
        let everything = convoys(&server);
        let (exact, other) = (reference(Whose::Granted, true), reference(Whose::Other, true));
        for convoy in [&exact, &other] {
            log(&everything, convoy, &event_at("dispatched", 360, "hub"));
        }
        let sharer = signed_in(&server, &server.account(Role::Coordinator, "other"));
        share(&sharer, &other, "relief", false);
        let coordinator = server.somebody(Role::Coordinator, "relief");
        assert_eq!(status(&coordinator, &exact)["last_place"]["key"], "hub");
        assert_eq!(status(&coordinator, &exact)["reduced"], Value::Null);
        let reduced = status(&coordinator, &other);
        assert_eq!((&reduced["last_place"], &reduced["next_stop"]), (&Value::Null, &Value::Null));
        assert_eq!(reduced["reduced"]["hours_late"], 24);
        assert_eq!(reduced["status"], "dispatched");
        let listed = |client: &Client| client.all("/api/v1/convoys").len();
        assert_eq!(listed(&coordinator), 7, "own, partner and granted of two sorts each, and the one shared just now");
        let seen = listed(&server.somebody(Role::Viewer, "relief"));
        assert_eq!(seen, 3, "no grant shows a viewer a severe convoy under way");

        // It runs out.
        let past = "UPDATE grants SET expires_at = granted_at";
        open_writer(url).unwrap().batch_execute(past).unwrap();
        for convoy in [&exact, &other] {
            coordinator.get(&format!("/api/v1/convoys/{convoy}/status")).expect(404);
        }
        assert_eq!(listed(&coordinator), 4);
        let feed = coordinator.get("/api/v1/events?limit=500");
        assert!(!feed.text.contains(&exact) && !feed.text.contains(&other));
    });
}

#[test]
fn a_grant_is_ended_by_those_who_lead_the_convoy_alone() {
    databases(|url| {
        let server = Server::start(url);
        convoys(&server);
        let shared = reference(Whose::Granted, false);
        let lead = signed_in(&server, &server.account(Role::Coordinator, "other"));
        let outsider = signed_in(&server, &server.account(Role::Coordinator, "relief"));
        let page = lead.get(&format!("/convoys/{shared}/sharing"));
        let grant = page.text.split("name=\"grant\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let end = format!("do=end-grant&grant={grant}");
        let coordinator = server.somebody(Role::Coordinator, "relief");
        assert_eq!(form(&outsider, &shared, &end), 404);
        status(&coordinator, &shared);
        // Nor by way of another convoy that they do lead.
        let own = reference(Whose::Own, false);
        assert_eq!(form(&outsider, &own, &end), 404);
        status(&coordinator, &shared);
        assert_eq!(form(&lead, &shared, &end), 303);
        coordinator.get(&format!("/api/v1/convoys/{shared}/status")).expect(404);
        assert_eq!(form(&lead, &shared, &end), 404, "it is over already");
        for wrong in [
            "do=share&organisation=relief&expires_at=2001-01-01",
            "do=share&organisation=relief&expires_at=2999-01-01",
            "do=share&organisation=&expires_at=",
            "do=share&organisation=nobody&expires_at=2026-12-31",
            "do=assign&logger=nobody%40example.org",
            "do=nonsense",
        ] {
            assert_eq!(form(&lead, &shared, wrong), 422, "{wrong}");
        }
    });
}

#[test]
fn a_logger_sees_exactly_the_convoys_assigned_to_them() {
    databases(|url| {
        let server = Server::start(url);
        let everything = convoys(&server);
        let (mine, theirs) = (reference(Whose::Own, true), reference(Whose::Partner, true));
        for convoy in [&mine, &theirs] {
            log(&everything, convoy, &event_at("dispatched", 360, "hub"));
        }
        let email = server.account(Role::Logger, "relief");
        let logger = server.nobody().with_token(&server.token(&email, &[]));
        let lead = signed_in(&server, &server.account(Role::Coordinator, "relief"));
        assert_eq!(status(&logger, &mine)["last_place"], Value::Null, "nothing is assigned yet");
        let assign = format!("do=assign&logger={}", email.replace('@', "%40"));
        assert_eq!(form(&lead, &mine, &assign), 303);
        assert_eq!(status(&logger, &mine)["last_place"]["key"], "hub");
        assert_eq!(status(&logger, &mine)["reduced"], Value::Null);
        assert_eq!(status(&logger, &theirs)["last_place"], Value::Null);
        // They log about both all the same.
        log(&logger, &theirs, &event_at("contact", 400, "gate"));
        let page = lead.get(&format!("/convoys/{mine}/sharing"));
        let user = page.text.split("name=\"user\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(form(&lead, &mine, &format!("do=end-assignment&user={user}")), 303);
        assert_eq!(status(&logger, &mine)["last_place"], Value::Null);
        // Somebody of another organisation cannot be assigned.
        let stranger = server.account(Role::Logger, "other");
        let assign = format!("do=assign&logger={}", stranger.replace('@', "%40"));
        assert_eq!(form(&lead, &mine, &assign), 422);
    });
}

#[test]
fn how_sensitive_a_convoy_is_can_be_changed_at_any_time_and_counts_at_once() {
    databases(|url| {
        let server = Server::start(url);
        let everything = convoys(&server);
        let convoy = reference(Whose::Own, true);
        log(&everything, &convoy, &event_at("dispatched", 360, "hub"));
        let lead = signed_in(&server, &server.account(Role::Coordinator, "relief"));
        let viewer = server.somebody(Role::Viewer, "relief");
        viewer.get(&format!("/api/v1/convoys/{convoy}")).expect(404);
        assert_eq!(form(&lead, &convoy, "do=sensitivity&sensitivity=high&reason=The+road+is+open"), 303);
        viewer.get(&format!("/api/v1/convoys/{convoy}")).expect(200);
        assert_eq!(form(&lead, &convoy, "do=sensitivity&sensitivity=severe&reason=Shots+on+the+road"), 303);
        viewer.get(&format!("/api/v1/convoys/{convoy}")).expect(404);
        assert_eq!(form(&lead, &convoy, "do=sensitivity&sensitivity=none&reason=x"), 422);
        // Nothing else of the plan can be changed once it has left.
        let mut amended = crate::harness::world::event("plan_amended", 400);
        amended["details"] = serde_json::json!({"sensitivity": "low", "target_population": 5});
        everything.put(&crate::harness::world::path_of(&convoy, crate::harness::world::new_id()), &amended).expect(409);
    });
}
