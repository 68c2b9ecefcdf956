//! A reference belongs to the organisation that leads the convoy.

use std::collections::BTreeSet;

use convoy::{
    app::Role,
    domain::text::WORDS_OF_ROUTES,
    http::{door::Surface, routes},
};
use serde_json::{Value, json};

use crate::{
    access::cast::signed_in,
    harness::{
        client::{Answer, Client},
        databases::databases,
        phones::{add_number, hand_over},
        server::Server,
        world::{describe, event_at, new_id, path_of, plan},
    },
};

fn plan_of(lead: &str, reference: &str) -> Value {
    let mut plan = plan(reference);
    plan["lead"] = json!(lead);
    plan
}

/// What a dry run says of a file that registers convoys under these references for `other`.
fn dry_run(client: &Client, references: &[&str]) -> Answer {
    let rows: Vec<String> = references.iter().map(|reference| format!("{reference},other,hub,town\n")).collect();
    let file = format!("Reference,Organisation,Origin,Destination\n{}", rows.concat());
    client.post_raw("/api/v1/imports?kind=convoys&dry_run=true", "text/csv", &file)
}

/// Its figures and mistakes, without what differs from one import to the next.
fn said(answer: &Answer) -> (u16, Value, Value, Value) {
    let told = answer.json();
    (answer.status, told["made"].clone(), told["left"].clone(), told["errors"].clone())
}

/// Bites where references are looked up over all organisations: the dry run then says which are taken, and registering under
/// one is a conflict.
#[test]
fn nobody_learns_which_references_others_have_nor_is_kept_from_using_them() {
    databases(|url| {
        let server = Server::start(url);
        describe(&server.somebody(Role::Coordinator, "*"));
        let relief = server.somebody(Role::Coordinator, "relief");
        let other = server.somebody(Role::Coordinator, "other");
        let first = relief.post("/api/v1/convoys", &plan_of("relief", "ROAD-1")).expect(201);
        let (taken, free) = (dry_run(&other, &["ROAD-1", "road-1x"]), dry_run(&other, &["ROAD-7", "road-7x"]));
        assert_eq!(said(&taken), said(&free), "{}", taken.text);
        assert_eq!(free.json()["made"], 2);
        let second = other.post("/api/v1/convoys", &plan_of("other", "road-1")).expect(201);
        // Each has its own, whatever is typed.
        for typed in ["ROAD-1", "road-1", "Road-1"] {
            let path = format!("/api/v1/convoys/{typed}");
            assert_eq!(relief.get(&path).expect(200)["id"], first["id"], "{typed}");
            assert_eq!(other.get(&path).expect(200)["id"], second["id"], "{typed}");
        }
        // The control: of one organisation it is one, whatever its case, in every way in.
        for typed in ["ROAD-1", "road-1", "Road-1"] {
            let problem = relief.post("/api/v1/convoys", &plan_of("relief", typed)).expect(409);
            assert_eq!(problem["code"], "reference_taken", "{typed}");
        }
        let again = "Reference,Organisation,Origin,Destination\nroad-1,relief,hub,town\n";
        let left = relief.post_raw("/api/v1/imports?kind=convoys&dry_run=true", "text/csv", again);
        assert_eq!(left.json()["made"], 0, "{}", left.text);
    });
}

/// Bites where one of several is taken: the first found, or none.
#[test]
fn whoever_sees_several_convoys_of_a_reference_chooses() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        describe(&everything);
        let one = everything.post("/api/v1/convoys", &plan_of("relief", "ROAD-1")).expect(201)["id"].clone();
        let two = everything.post("/api/v1/convoys", &plan_of("other", "road-1")).expect(201)["id"].clone();
        let problem = everything.get("/api/v1/convoys/Road-1").expect(409);
        assert_eq!(problem["code"], "ambiguous_reference");
        let named: Vec<(&Value, &str)> = problem["candidates"]
            .as_array()
            .unwrap()
            .iter()
            .map(|candidate| (&candidate["id"], candidate["lead"].as_str().unwrap()))
            .collect();
        assert_eq!(named, [(&one, "relief"), (&two, "other")], "{problem}");
        let put = everything.put(&path_of("Road-1", new_id()), &event_at("dispatched", 360, "hub"));
        assert_eq!(put.expect(409)["code"], "ambiguous_reference");
        // Written exactly, or by whose it is, it is one.
        assert_eq!(everything.get("/api/v1/convoys/road-1").expect(200)["id"], two);
        let feed = everything.get("/api/v1/events?convoy=Relief%2Froad-1").expect(200);
        assert!(feed["items"].is_array(), "{feed}");
        assert_eq!(everything.get("/api/v1/events?convoy=Road-1").expect(409)["code"], "ambiguous_reference");
        // A person chooses on a page, which is the same page of each.
        let page = signed_in(&server, &server.account(Role::Coordinator, "*"));
        for language in ["en", "fr", "ar"] {
            let answer = page.get(&format!("/convoys/Road-1/log?lang={language}"));
            assert_eq!(answer.status, 409);
            for id in [&one, &two] {
                let link = format!("href=\"/convoys/{}/log\"", id.as_str().unwrap());
                assert!(answer.text.contains(&link), "{link} in {}", answer.text);
            }
        }
        // What is linked to is what is shown.
        let board = page.get("/");
        for id in [&one, &two] {
            let link = format!("/convoys/{}\"", id.as_str().unwrap());
            assert!(board.text.contains(&link), "{link} in {}", board.text);
        }
        // Whoever sees one has its reference in the address.
        let own = signed_in(&server, &server.account(Role::Coordinator, "relief")).get("/");
        assert!(own.text.contains("href=\"/convoys/ROAD-1\""), "{}", own.text);
    });
}

/// Bites where a message about one of two convoys is answered with "no such convoy", or is taken for either.
#[test]
fn a_tie_in_a_message_is_asked_back_and_keeps_nobody_else_from_reporting() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        describe(&everything);
        everything.post("/api/v1/convoys", &plan_of("relief", "ROAD-1")).expect(201);
        everything.post("/api/v1/convoys", &plan_of("other", "road-1")).expect(201);
        let gateway = server.somebody(Role::Logger, "*");
        let number = |organisation: &str, number: &str| {
            let page = signed_in(&server, &server.account(Role::Logger, organisation));
            add_number(&page, &gateway, number, "");
        };
        number("relief", "+963900111222");
        number("*", "+963900111333");
        let send = |from: &str, text: &str| {
            let told = gateway.post("/api/v1/messages", &json!({"from": from, "text": text})).expect(200);
            told["reply"].as_str().unwrap().to_owned()
        };
        let own = send("+963900111222", "road-1 dispatched hub");
        assert!(own.starts_with("ROAD-1: dispatched"), "{own}");
        let asked = send("+963900111333", "ROAD-1 ok");
        assert!(asked.contains("relief/ROAD-1") && asked.contains("other/road-1"), "{asked}");
        let status = send("+963900111333", "status road-1");
        assert!(status.contains("relief/ROAD-1"), "{status}");
        let answered = send("+963900111333", "RELIEF/road-1 ok");
        assert!(answered.starts_with("ROAD-1: "), "{answered}");
        let events = |id: &str| everything.all(&format!("/api/v1/convoys/{id}/events")).len();
        assert_eq!((events("ROAD-1"), events("road-1")), (2, 0), "one report of each number, of the right convoy");
    });
}

/// Bites where names that anybody may give places count alike: another organisation then keeps reports from being understood,
/// or has them told of a place of its own.
#[test]
fn a_place_that_others_call_the_same_keeps_nobody_from_reporting() {
    databases(|url| {
        let server = Server::start(url);
        describe(&server.somebody(Role::Coordinator, "*"));
        let (relief, other) =
            (server.somebody(Role::Coordinator, "relief"), server.somebody(Role::Coordinator, "other"));
        relief.post("/api/v1/places", &json!({"key": "ridge", "name": {"en": "Ridge"}})).expect(201);
        relief.post("/api/v1/convoys", &plan_of("relief", "ROAD-1")).expect(201);
        let gateway = server.somebody(Role::Logger, "*");
        let page = signed_in(&server, &server.account(Role::Logger, "relief"));
        add_number(&page, &gateway, "+963900111222", "");
        let send = |text: &str| hand_over(&gateway, "+963900111222", text);
        assert!(send("ROAD-1 dispatched hub").starts_with("ROAD-1: "), "the control");
        // One name is relief's, one is everybody's.
        let trap = json!({"key": "trap", "name": {"en": "Ridge"}, "aliases": ["ridges", "Gate"]});
        other.post("/api/v1/places", &trap).expect(201);
        let events = || relief.all("/api/v1/convoys/ROAD-1/events");
        for (name, place) in [("ridge", "ridge"), ("gate", "gate"), ("trap", "trap")] {
            let reply = send(&format!("ROAD-1 at checkpoint {name}"));
            assert!(reply.starts_with("ROAD-1: "), "{name}: {reply}");
            let of = relief.get(&format!("/api/v1/places/{place}")).expect(200)["id"].clone();
            assert_eq!(events().last().unwrap()["place"], of, "{name}");
        }
        // A slip is not taken for theirs; it is asked back.
        let before = events().len();
        let asked = send("ROAD-1 at checkpoint ridges");
        assert!(asked.starts_with("Not recorded"), "{asked}");
        assert_eq!(events().len(), before);
    });
}

/// A file may say whose convoy it means too; where it does not, it is told to.
#[test]
fn a_file_of_events_names_whose_convoy_it_means() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        describe(&everything);
        everything.post("/api/v1/convoys", &plan_of("relief", "ROAD-1")).expect(201);
        everything.post("/api/v1/convoys", &plan_of("other", "road-1")).expect(201);
        let file =
            |convoy: &str| format!("convoy,kind,occurred_at,place\n{convoy},dispatched,2018-03-05T06:00:00Z,hub\n");
        let bring = |convoy: &str| everything.post_raw("/api/v1/imports?kind=events", "text/csv", &file(convoy));
        let problem = bring("Road-1").expect(422);
        assert_eq!(problem["errors"][0]["code"], "ambiguous_convoy", "{problem}");
        assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("other/road-1"), "{problem}");
        assert_eq!(bring("other/Road-1").expect(201)["made"], 1);
    });
}

/// The words that stand in the table of routes where the reference of a convoy, or the key of a place or an organisation, may
/// stand. A new route with such a word fails here until the word is no reference.
#[test]
fn no_word_of_the_routes_is_a_reference_or_a_key() {
    const NAMES: [&str; 4] = ["{convoy}", "{reference}", "{place}", "{organisation}"];
    let table = routes::table();
    let mut words = BTreeSet::new();
    for (_, pattern, _, surface) in &table {
        let parts: Vec<&str> = pattern.split('/').collect();
        for (at, _) in parts.iter().enumerate().filter(|(_, part)| NAMES.contains(part)) {
            for (_, beside, _, other) in &table {
                let beside: Vec<&str> = beside.split('/').collect();
                let same_road = other == surface && beside.len() > at && beside[..at] == parts[..at];
                if same_road && !beside[at].starts_with('{') {
                    words.insert(beside[at].to_owned());
                }
            }
        }
    }
    assert!(table.iter().any(|(_, _, _, surface)| *surface == Surface::Pages));
    assert_eq!(words.iter().map(String::as_str).collect::<Vec<_>>(), WORDS_OF_ROUTES);
    databases(|url| {
        let server = Server::start(url);
        let client = server.somebody(Role::Coordinator, "*");
        describe(&client);
        for word in WORDS_OF_ROUTES {
            for word in [(*word).to_owned(), word.to_uppercase()] {
                let name = json!({"key": word, "name": {"en": "Somewhere"}});
                let file = format!("Reference,Organisation,Origin,Destination\n{word},relief,hub,town\n");
                let places = format!("key,name\n{word},Somewhere\n");
                for answer in [
                    client.post("/api/v1/convoys", &plan(&word)),
                    client.post("/api/v1/places", &name),
                    client.post("/api/v1/organisations", &name),
                    client.post_raw("/api/v1/imports?kind=convoys&dry_run=true", "text/csv", &file),
                    client.post_raw("/api/v1/imports?kind=places&dry_run=true", "text/csv", &places),
                ] {
                    assert_eq!(answer.expect(422)["errors"][0]["code"], "reserved_word", "{word}: {}", answer.text);
                }
            }
        }
        // The control: a word that only begins so is one.
        client.post("/api/v1/convoys", &plan("new-1")).expect(201);
    });
}
