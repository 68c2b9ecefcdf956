//! Tables of events and places: whose they may be about, what is known already, what is taken back.

use convoy::app::Role;
use serde_json::json;

use crate::harness::{
    client::{Answer, Client},
    databases::databases,
    server::Server,
    world::{describe, event_at, log, register},
};

fn bring(client: &Client, query: &str, file: &str) -> Answer {
    client.post_raw(&format!("/api/v1/imports?{query}"), "text/csv", file)
}

const EVENTS: &str = "Convoy;What happened;Date;Time;Place;Kind of source;Source;Remarks\n\
    ROAD-1;Arrived;2018-03-05;١٤:٣٠;Town;;;\n\
    ROAD-1;dispatched;2018-03-05;06:15;hub;own_staff;Field team;left on time\n\
    ROAD-1;Reached the checkpoint;05/03/2018;09.00;Gate;;;\n\
    ROAD-1;Delivered;2018-03-06;;town;;;\n";

#[test]
fn events_are_taken_in_the_order_in_which_they_happened_and_once() {
    databases(|url| {
        let server = Server::start(url);
        describe(&server.somebody(Role::Coordinator, "*"));
        let client = server.somebody(Role::Coordinator, "relief");
        register(&client, "ROAD-1");
        let done = bring(&client, "kind=events&dates=day_first", EVENTS).expect(201);
        assert_eq!((done["made"].as_u64(), &done["unmatched"]), (Some(4), &json!([])), "{done}");
        let convoy = client.get("/api/v1/convoys/ROAD-1").expect(200);
        assert_eq!(convoy["status"], "delivered", "{convoy}");
        let events = client.get("/api/v1/convoys/ROAD-1/events").expect(200);
        let arrived = events["items"].as_array().unwrap().iter().find(|event| event["kind"] == "arrived").unwrap();
        assert_eq!(arrived["occurred_at"], "2018-03-05T14:30:00+02:00");
        let delivered = events["items"].as_array().unwrap().iter().find(|event| event["kind"] == "delivered").unwrap();
        assert_eq!(delivered["precision"], "day");

        // Again, with a column that nobody knows, in another order and as objects: the same events.
        let mut widened: Vec<String> = EVENTS.lines().map(|line| format!("x;{line}")).collect();
        widened[1..].reverse();
        let again = bring(&client, "kind=events&dates=day_first", &widened.join("\n")).expect(201);
        assert_eq!((again["made"].as_u64(), again["left"].as_u64()), (Some(0), Some(4)), "{again}");
        assert_eq!(again["unmatched"], json!(["x"]), "a column that says nothing is named");

        // Undone they are void, and imported anew they count again.
        let path = format!("/api/v1/imports/{}/undo", done["id"].as_str().unwrap());
        let undone = client.post(&path, &json!({"reason": "Wrong file"})).expect(200);
        assert_eq!(undone["undone"]["voided"], 4);
        assert_eq!(client.get("/api/v1/convoys/ROAD-1/status").expect(200)["status"], "planned");
        for made in [4, 0] {
            let anew = bring(&client, "kind=events&dates=day_first", EVENTS).expect(201);
            assert_eq!(anew["made"], made, "{anew}");
        }
        assert_eq!(client.get("/api/v1/convoys/ROAD-1/status").expect(200)["status"], "delivered");
    });
}

#[test]
fn nobody_imports_events_about_a_convoy_that_they_may_not_log_about() {
    databases(|url| {
        let server = Server::start(url);
        describe(&server.somebody(Role::Coordinator, "*"));
        register(&server.somebody(Role::Coordinator, "relief"), "ROAD-1");
        let other = server.somebody(Role::Coordinator, "other");
        let problem = bring(&other, "kind=events&dates=day_first", EVENTS).expect(422);
        let codes: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["unknown_convoy"; 4]);
        let own = bring(&other, "kind=convoys", "Reference,Organisation,Origin,Destination\nNEW-1,relief,hub,town\n");
        assert_eq!(own.expect(422)["errors"][0]["code"], "not_your_organisation");
        // A reference is its lead's own: another uses the same, and learns nothing.
        let same = bring(&other, "kind=convoys", "Reference,Organisation,Origin,Destination\nROAD-1,other,hub,town\n");
        assert_eq!(same.expect(201)["made"], 1);
        // The control: who coordinates it may.
        bring(&server.somebody(Role::Coordinator, "relief"), "kind=events&dates=day_first", EVENTS).expect(201);
        for role in [Role::Viewer, Role::Logger, Role::Admin] {
            bring(&server.somebody(role, "relief"), "kind=events", EVENTS).expect(403);
        }
    });
}

#[test]
fn an_event_that_does_not_fit_refuses_the_file_or_goes_to_review() {
    databases(|url| {
        let server = Server::start(url);
        describe(&server.somebody(Role::Coordinator, "*"));
        let client = server.somebody(Role::Coordinator, "relief");
        register(&client, "ROAD-1");
        let file = "convoy,kind,date,place\nROAD-1,delivered,2018-03-05,town\nROAD-1,note,2018-03-05,\n";
        let problem = bring(&client, "kind=events", file).expect(422);
        assert_eq!(problem["errors"][0]["code"], "not_permitted");
        assert_eq!(problem["errors"][0]["cell"], "B2");
        let done = bring(&client, "kind=events&on_refusal=review", file).expect(201);
        assert_eq!((done["made"].as_u64(), done["in_review"].as_u64()), (Some(2), Some(1)));
    });
}

#[test]
fn an_import_amends_what_is_planned_and_leaves_what_it_does_not_say() {
    databases(|url| {
        let server = Server::start(url);
        describe(&server.somebody(Role::Coordinator, "*"));
        let client = server.somebody(Role::Coordinator, "relief");
        register(&client, "ROAD-1");
        let file = "reference,lead,origin,checkpoints,destination,item,unit,quantity\nROAD-1,relief,hub,gate,town,Flour,bag,750\n";
        let done = bring(&client, "kind=convoys", file).expect(201);
        assert_eq!((done["made"].as_u64(), done["changed"].as_u64()), (Some(0), Some(1)), "{done}");
        let convoy = client.get("/api/v1/convoys/ROAD-1").expect(200);
        assert_eq!((&convoy["cargo"][0]["planned"], &convoy["trucks"]["cargo"]), (&json!(750), &json!(6)), "{convoy}");
        assert_eq!(bring(&client, "kind=convoys", file).expect(201)["left"], 1);
        let undo = format!("/api/v1/imports/{}/undo", done["id"].as_str().unwrap());
        client.post(&undo, &json!({"reason": "Old plan"})).expect(200);
        assert_eq!(client.get("/api/v1/convoys/ROAD-1").expect(200)["cargo"][0]["planned"], 600);
        log(&client, "ROAD-1", &event_at("dispatched", 360, "hub"));
        let late = bring(&client, "kind=convoys", &file.replace("750", "800")).expect(422);
        assert_eq!(late["errors"][0]["code"], "not_permitted");
    });
}

#[test]
fn places_are_completed_named_and_returned() {
    databases(|url| {
        let server = Server::start(url);
        let client = server.somebody(Role::Coordinator, "*");
        describe(&client);
        let file = "Key;Kind of place;Name in English;الاسم بالعربية;Latitude;Longitude;Population\n\
            town;Town;;البلدة;34,84;36,73;25 000\nnew-place;camp;New place;;35,1;36,9;\n";
        let done = bring(&client, "kind=places", file).expect(201);
        assert_eq!((done["made"].as_u64(), done["changed"].as_u64()), (Some(1), Some(1)), "{done}");
        let town = client.get("/api/v1/places/town").expect(200);
        assert_eq!((&town["name"]["en"], &town["name"]["ar"]), (&json!("Town"), &json!("البلدة")));
        assert_eq!(
            (&town["latitude"], &town["population"], &town["kind"]),
            (&json!(34.84), &json!(25_000), &json!("town"))
        );
        assert_eq!(bring(&client, "kind=places", file).expect(201)["left"], 2);
        let undo = format!("/api/v1/imports/{}/undo", done["id"].as_str().unwrap());
        let undone = client.post(&undo, &json!({"reason": "Wrong list"})).expect(200);
        assert_eq!(
            (undone["undone"]["returned"].as_u64(), &undone["undone"]["stays"][0]["name"]),
            (Some(1), &json!("new-place"))
        );
        assert!(client.get("/api/v1/places/town").expect(200)["latitude"].is_null());
        let wrong = "key,name,latitude,longitude\na,A,\"34,840\",36.7\nb,B,95,36.7\na b,C,,\n";
        let problem = bring(&client, "kind=places", wrong).expect(422);
        let told: Vec<(&str, &str)> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| (error["cell"].as_str().unwrap(), error["code"].as_str().unwrap()))
            .collect();
        assert_eq!(told, [("C2", "ambiguous_number"), ("C3", "out_of_range"), ("A4", "malformed")], "{problem}");
    });
}

#[test]
fn how_columns_were_matched_is_remembered_in_the_organisation_alone() {
    databases(|url| {
        let server = Server::start(url);
        describe(&server.somebody(Role::Coordinator, "*"));
        let client = server.somebody(Role::Coordinator, "relief");
        let file = "Nr,Org,A,B\nMATCH-1,relief,hub,town\n";
        let problem = bring(&client, "kind=convoys", file).expect(422);
        assert_eq!(problem["errors"][0]["code"], "no_column", "{problem}");
        let mapping =
            "%7B%22Nr%22:%22reference%22,%22Org%22:%22lead%22,%22A%22:%22origin%22,%22B%22:%22destination%22%7D";
        bring(&client, &format!("kind=convoys&dry_run=true&mapping={mapping}"), file).expect(200);
        bring(&client, "kind=convoys", &file.replace("MATCH-1", "MATCH-2")).expect(201);
        let other = server.somebody(Role::Coordinator, "other");
        bring(&other, "kind=convoys", &file.replace("relief", "other")).expect(422);
    });
}
