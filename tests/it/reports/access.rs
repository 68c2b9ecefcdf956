//! Who is told what: viewers by what they are told of each convoy, loggers and other scopes nothing.

use convoy::app::{Role, policy::TokenScope};
use serde_json::json;

use super::set::{Writer, plant, row, server};
use crate::harness::databases::databases;

/// What makes it bite: the coordinator's report has each of the places that the viewer's lacks.
#[test]
fn a_viewers_report_tells_no_place_of_a_convoy_under_way() {
    databases(|url| {
        let (server, clock) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        // Under way and not severe: a viewer sees that there is one, and not where it goes or is held.
        let stops = json!([
            {"role": "origin", "place": "hub"}, {"role": "checkpoint", "place": "mill"},
            {"role": "destination", "place": "far"}
        ]);
        let changes = json!({
            "sensitivity": "moderate", "target_population": 70, "stops": stops,
            "planned_departure": "2018-02-27T06:00:00Z"
        });
        writer.register("SEEN", &changes);
        writer.log("SEEN", "dispatched", "30T06:00", &json!({"place": "hub"}));
        writer.log(
            "SEEN",
            "blocked",
            "30T12:00",
            &json!({"place": "mill", "details": {"cause": "physical_environment"}}),
        );
        // What is over has to be so on record for a day.
        clock.set(convoy::domain::time::Instant::parse("2018-04-03T00:00:00Z").unwrap());
        let viewer = server.somebody(Role::Viewer, "relief");
        let coordinator = server.somebody(Role::Coordinator, "relief");
        let told = viewer.get("/api/v1/reports/access").expect(200);
        let exact = coordinator.get("/api/v1/reports/access").expect(200);
        assert_eq!((&told["reduced"], &exact["reduced"]), (&json!(true), &json!(false)));

        // R5, R6 and R7 are severe and not over: for a viewer they are not there. SEEN is, without its places.
        assert_eq!((&told["totals"]["convoys"], &exact["totals"]["convoys"]), (&json!(6), &json!(9)));
        assert_eq!((&told["totals"]["places_withheld"], &exact["totals"]["places_withheld"]), (&json!(1), &json!(0)));
        // R8 alone was held at the mill, and bound for the far town, as far as a viewer knows.
        let mill = |report: &serde_json::Value| row(&report["checkpoints"], "place", "mill")["hours"]["holds"].clone();
        assert_eq!((mill(&told), mill(&exact)), (json!(1), json!(3)));
        let far = |report: &serde_json::Value| row(&report["places"], "place", "far")["convoys"].clone();
        assert_eq!((far(&told), far(&exact)), (json!(1), json!(2)));
        // That it is blocked, and why, is told of each convoy; when it should have left is not.
        assert_eq!(row(&told["causes"], "cause", "physical_environment")["hours"]["still_held"], 1);
        let months = |report: &serde_json::Value| report["months"][0]["month"].clone();
        assert_eq!((months(&told), months(&exact)), (json!("2018-03"), json!("2018-02")));
        // Nor does a question find it out.
        let asked = viewer.get("/api/v1/reports/access?place=mill").expect(200);
        assert_eq!((&asked["totals"]["convoys"], &asked["left_out"]["places_withheld"]), (&json!(1), &json!(1)));
    });
}

#[test]
fn a_viewers_report_of_a_moment_stays_as_it_was_when_convoys_are_over_since() {
    databases(|url| {
        let (server, clock) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        clock.set(convoy::domain::time::Instant::parse("2018-04-03T00:00:00Z").unwrap());
        let viewer = server.somebody(Role::Viewer, "relief");
        let first = viewer.get("/api/v1/reports/access");
        let moment = first.expect(200)["as_of"].as_str().unwrap().to_owned();
        clock.set(convoy::domain::time::Instant::parse("2018-05-01T00:00:00Z").unwrap());
        writer.log("R7", "turned_back", "31T08:00", &json!({"place": "mill", "details": {"reason": "no way"}}));
        assert_eq!(viewer.get(&format!("/api/v1/reports/access?as_of={moment}")).text, first.text);
        clock.set(convoy::domain::time::Instant::parse("2018-05-02T01:00:00Z").unwrap());
        // A report stands for the moment of the last entry: here is one.
        server.account(Role::Viewer, "relief");
        assert_eq!(viewer.get(&format!("/api/v1/reports/access?as_of={moment}")).text, first.text);
        // The control: asked of today, R7 is over, and there.
        let now = viewer.get("/api/v1/reports/access").expect(200);
        assert_eq!(now["totals"]["convoys"].as_u64(), first.json()["totals"]["convoys"].as_u64().map(|n| n + 1));
    });
}

#[test]
fn only_those_who_may_export_get_reports() {
    databases(|url| {
        let (server, _) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        let path = "/api/v1/reports/access";
        server.nobody().get(path).expect(401);
        server.somebody(Role::Logger, "relief").get(path).expect(403);
        server.somebody(Role::Admin, "relief").get(path).expect(403);
        let coordinator = server.account(Role::Coordinator, "relief");
        let by = |scope| server.nobody().with_token(&server.token(&coordinator, &[scope]));
        by(TokenScope::ConvoysReadExact).get(path).expect(403);
        by(TokenScope::EventsWrite).get(path).expect(403);
        assert_eq!(by(TokenScope::ExportsRead).get(path).expect(200)["totals"]["convoys"], 8);
        // Another organisation's coordinator has its own alone.
        assert_eq!(server.somebody(Role::Coordinator, "other").get(path).expect(200)["totals"]["convoys"], 1);
        // A coordinator who is a viewer of another organisation: each convoy by the role that sees it.
        assert_eq!(server.somebody(Role::Viewer, "other").get(path).expect(200)["totals"]["convoys"], 0);
    });
}
