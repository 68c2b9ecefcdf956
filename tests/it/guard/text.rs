//! Every string that is stored is a text, and no cell of a file is a formula.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

use std::{collections::BTreeSet, num::NonZeroU32, sync::Arc};

use convoy::{
    ambient::Real,
    app::Role,
    http::{
        Options,
        contract::limits::Rates,
        door::{Access, Surface},
        routes,
    },
    store::{DatabaseUrl, open_writer},
};
use diesel::{QueryableByName, RunQueryDsl, sql_types::Text};
use serde_json::{Value, json};

use crate::{
    access::cast::signed_in,
    harness::{
        client::{Answer, Client},
        databases::databases,
        server::Server,
        world::{self, new_id},
    },
};

const FORM: &str = "application/x-www-form-urlencoded";
/// Each turns a text round, ends it, or hides.
const HARMFUL: [char; 6] = ['\u{202E}', '\u{2066}', '\u{FEFF}', '\0', '\u{7}', '\u{9F}'];

/// Between letters that stand nowhere else, so that it is found whatever is around it.
fn marked(c: char) -> String {
    format!("zqz{c}qzq")
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    text: String,
}

/// All that the database holds.
fn raw(url: &DatabaseUrl) -> Vec<u8> {
    if let Some(file) = url.sqlite_path() {
        let beside = |suffix: &str| format!("{}{suffix}", file.display());
        return ["", "-wal"].iter().flat_map(|it| std::fs::read(beside(it)).unwrap_or_default()).collect();
    }
    let mut conn = open_writer(url).unwrap();
    let tables = "SELECT table_name::text AS text FROM information_schema.tables WHERE table_schema = 'public'";
    let tables: Vec<Row> = diesel::sql_query(tables).load(&mut conn).unwrap();
    let mut all = String::new();
    for table in tables {
        let rows = format!("SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM {} t", table.text);
        all.push_str(&diesel::sql_query(rows).get_result::<Row>(&mut conn).unwrap().text);
    }
    all.into_bytes()
}

/// What of it stands in the database, as it is or as JSON escapes it.
fn stored(url: &DatabaseUrl) -> Vec<char> {
    let all = raw(url);
    let holds = |part: &str| all.windows(part.len()).any(|window| window == part.as_bytes());
    assert!(holds("zqz harmless qzq"), "the control: what is harmless is found");
    let forms = |c: char| [marked(c), format!("zqz\\u{:04x}qzq", u32::from(c))];
    HARMFUL.into_iter().filter(|c| forms(*c).iter().any(|form| holds(form))).collect()
}

/// Every string of a value, and every name, each in turn with something harmful in it.
fn spoilt(value: &Value, with: &str) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let mut inside = |pointer: &str, inner: Value| {
        let mut whole = value.clone();
        *whole.pointer_mut(pointer).unwrap() = inner;
        all.push((pointer.to_owned(), whole));
    };
    let mut open = vec![(String::new(), value)];
    while let Some((at, value)) = open.pop() {
        match value {
            Value::String(text) => inside(&at, json!(format!("{text}{with}"))),
            Value::Array(elements) => {
                open.extend(elements.iter().enumerate().map(|(index, element)| (format!("{at}/{index}"), element)));
            }
            Value::Object(object) => {
                let mut more = object.clone();
                more.insert(with.to_owned(), json!("x"));
                inside(&at, Value::Object(more));
                open.extend(object.iter().map(|(name, value)| (format!("{at}/{name}"), value)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    all
}

/// What is sent to each route of the API that writes: method, pattern, body.
fn bodies(event: uuid::Uuid) -> Vec<(&'static str, &'static str, Value)> {
    let mut plan = world::plan("TEXT-9");
    plan["note"] = json!("waits");
    plan["trucks"] = json!([{"label": "1", "plate": "A 1"}, {"label": "2"}]);
    plan["cargo"][0]["ocha_code"] = json!("x");
    let unknown = json!({"own": {"words": ["a", {"b": "c"}]}, "more": "d"});
    let mut note = world::event("note", 20);
    note["note"] = json!("all well");
    note["source"] = json!({"kind": "own_staff", "name": "Radio"});
    note["trucks"] = json!(["1"]);
    note["place"] = json!("gate");
    note["details"] = unknown.clone();
    let amended = json!({
        "kind": "amended", "occurred_at": "2018-03-05T00:30:00Z",
        "details": {"event": event, "reason": "a slip", "replacement": {
            "kind": "blocked", "occurred_at": "2018-03-05T00:20:00Z", "note": "y",
            "details": {"cause": "hostilities", "held_by": "z", "own": unknown},
        }},
    });
    let mut in_batch = note.clone();
    in_batch["convoy"] = json!("TEXT-1");
    in_batch["id"] = json!(new_id());
    let window = json!({
        "organisation": "relief", "name": {"en": "Window"}, "places": ["gate"], "from": "2018-03-05T00:00:00Z", "until": "2018-03-06T00:00:00Z",
        "reference": "W 1", "note": "n",
    });
    let incident = json!({
        "convoy": "TEXT-1", "occurred_at": "2018-03-05T01:00:00Z", "act": "shot_at", "note": "n", "place": "gate",
        "details": {"act": "shot_at", "own": "x"},
    });
    vec![
        ("POST", "/api/v1/convoys", plan),
        ("PUT", "/api/v1/convoys/{convoy}/events/{event}", note),
        ("PUT", "/api/v1/convoys/{convoy}/events/{event}", amended),
        ("POST", "/api/v1/convoys/{convoy}/events/{event}/redaction", json!({"reason": "x", "keep": "time"})),
        (
            "PUT",
            "/api/v1/convoys/{convoy}/crew/{id}",
            json!({"truck": "1", "name": "N", "phone": "+963 944 000 001", "plate": "P"}),
        ),
        ("POST", "/api/v1/positions/osmand", json!({"id": "x", "lat": "1", "lon": "2"})),
        (
            "POST",
            "/api/v1/positions/traccar",
            json!({"device": {"uniqueId": "1"}, "position": {"latitude": 1.0, "longitude": 2.0, "fixTime": "2018-03-05T00:30:00Z"}}),
        ),
        ("POST", "/api/v1/messages", json!({"from": "+963944000001", "text": "TEXT-1 CONTACT hello", "id": "m"})),
        ("POST", "/api/v1/events", json!({"events": [in_batch]})),
        (
            "POST",
            "/api/v1/webhooks",
            json!({"organisation": "relief", "url": "https://hooks.example.org/a", "label": "L", "types": ["event.note"]}),
        ),
        ("PUT", "/api/v1/webhooks/{webhook}", json!({"label": "L", "url": "https://hooks.example.org/b"})),
        ("POST", "/api/v1/webhooks/{webhook}/replay", json!({"ids": ["x"]})),
        (
            "POST",
            "/api/v1/places",
            json!({"key": "text-place", "name": {"en": "P", "ar": "م"}, "aliases": ["Q"], "kind": "town", "admin1": "A", "country": "SY", "pcode": "SY0101"}),
        ),
        (
            "PUT",
            "/api/v1/places/{place}",
            json!({"key": "gate", "name": {"en": "P"}, "aliases": ["Q"], "kind": "town", "admin1": "A"}),
        ),
        ("POST", "/api/v1/organisations", json!({"key": "text-org", "name": {"en": "O"}, "acronym": "T"})),
        ("PUT", "/api/v1/organisations/{organisation}", json!({"key": "other", "name": {"en": "O"}, "acronym": "T"})),
        ("POST", "/api/v1/imports/{id}/undo", json!({"reason": "x"})),
        ("POST", "/api/v1/access-windows", window.clone()),
        ("PUT", "/api/v1/access-windows/{window}", window),
        ("POST", "/api/v1/incidents", incident),
        (
            "POST",
            "/api/v1/reviews/{event}/decision",
            json!({"decision": "accept", "reason": "x", "replacement": {"kind": "note", "details": {"own": "y"}}}),
        ),
        ("POST", "/api/v1/places/{place}/proposals/{proposal}", json!({"decision": "dismiss", "own": "x"})),
    ]
}

/// Without a body of their own, or with a file, which has a test of its own.
const WITHOUT: [&str; 5] = [
    "/api/v1/invitations/{id}/{organisation}",
    "/api/v1/convoys/{convoy}/crew/{id}",
    "/api/v1/webhooks/{webhook}",
    "/api/v1/webhooks/{webhook}/secret",
    "/api/v1/webhooks/{webhook}/test",
];

fn filled(pattern: &str) -> String {
    let part = |part: &str| match part {
        "{convoy}" | "{reference}" => "TEXT-1".to_owned(),
        "{place}" => "gate".to_owned(),
        "{organisation}" => "other".to_owned(),
        part if part.starts_with('{') => new_id().to_string(),
        part => part.to_owned(),
    };
    pattern.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn begin(url: &DatabaseUrl) -> (Server, Client, uuid::Uuid) {
    // As much as it takes: with the usual budget of what costs much, most would be refused for that alone.
    let plenty = NonZeroU32::new(1_000_000).unwrap();
    let options = Options { rates: Rates { requests: plenty, heavy: plenty }, ..Options::default() };
    let server = Server::start_as(url, Arc::new(Real), options);
    let client = world::world(&server);
    world::register(&client, "TEXT-1");
    let mut control = world::event("note", 5);
    control["note"] = json!("zqz harmless qzq");
    control["details"] = json!({"own": {"words": ["zqz harmless qzq"]}});
    let event = world::log(&client, "TEXT-1", &control);
    (server, client, event)
}

/// Kept as it came, an unknown detail would stand in the ledger; PostgreSQL would answer 500 to a NUL.
#[test]
fn no_route_of_the_api_stores_what_can_hurt_a_reader() {
    databases(|url| {
        let (server, client, event) = begin(url);
        let admin = server.somebody(Role::Admin, "*");
        let bodies = bodies(event);
        let named: BTreeSet<&str> = bodies.iter().map(|(_, pattern, _)| *pattern).chain(WITHOUT).collect();
        for (method, pattern, _, surface) in routes::table() {
            let writes = surface == Surface::Api && !matches!(method.as_str(), "GET" | "HEAD");
            // A file, see below.
            assert!(
                !writes || pattern == "/api/v1/imports" || named.contains(pattern.as_str()),
                "{method} {pattern} is not tried"
            );
        }
        for (method, pattern, body) in &bodies {
            for c in HARMFUL {
                for (pointer, spoilt) in spoilt(body, &marked(c)) {
                    for by in [&client, &admin] {
                        let answer = by.send(method, &filled(pattern), "application/json", &spoilt.to_string());
                        assert!(
                            answer.status < 500,
                            "{method} {pattern} {pointer} {c:?}: {} {}",
                            answer.status,
                            answer.text
                        );
                        assert!(!answer.text.contains(c) || c.is_control(), "{pattern} {pointer} says it again");
                    }
                }
            }
        }
        assert_eq!(stored(url), Vec::<char>::new());
        // The mistake is told where it is.
        let mut note = world::event("note", 20);
        note["details"] = json!({"own": {"words": ["fine", "zqz\u{202E}"]}});
        let told = client.put(&world::path_of("TEXT-1", new_id()), &note).expect(422);
        assert_eq!(
            (&told["errors"][0]["pointer"], &told["errors"][0]["code"]),
            (&json!("/details/own/words/1"), &json!("control_characters"))
        );
        // In a batch, the others are taken.
        let mut fine = world::event("note", 21);
        let mut bad = note.clone();
        for event in [&mut fine, &mut bad] {
            event["convoy"] = json!("TEXT-1");
            event["id"] = json!(new_id());
        }
        let told = client.post("/api/v1/events", &json!({"events": [bad, fine]})).expect(200);
        let statuses: Vec<u64> =
            told["results"].as_array().unwrap().iter().map(|it| it["status"].as_u64().unwrap_or(0)).collect();
        assert_eq!(statuses, [422, 201], "{told}");
    });
}

/// What is typed into the pages: path and fields.
const PAGES: [(&str, &[(&str, &str)]); 14] = [
    ("/places/new", &[("key", "form-place"), ("name_en", "P"), ("aliases", "Q"), ("kind", "town"), ("admin1", "A")]),
    ("/places/gate", &[("name_en", "P"), ("aliases", "Q"), ("kind", "town"), ("admin1", "A")]),
    ("/organisations/new", &[("key", "form-org"), ("name_en", "O"), ("acronym", "T")]),
    (
        "/access-windows/new",
        &[
            ("organisation", "relief"),
            ("name_en", "W"),
            ("places", "gate"),
            ("from", "2018-03-05"),
            ("until", "2018-03-06"),
            ("note", "n"),
        ],
    ),
    (
        "/convoys/TEXT-1/log?kind=note",
        &[("kind", "note"), ("when", "now"), ("note", "n"), ("source_name", "s"), ("place", "gate")],
    ),
    (
        "/convoys/TEXT-1/sharing",
        &[("do", "share"), ("organisation", "other"), ("ceiling", "reduced"), ("expires_at", "2030-01-01")],
    ),
    ("/convoys/TEXT-1/crew", &[("truck", "1"), ("name", "N"), ("phone", "+963944000001"), ("plate", "P")]),
    ("/convoys/TEXT-1/devices", &[("do", "register"), ("label", "L"), ("unique_id", "123456"), ("truck", "1")]),
    ("/convoys/TEXT-1/hold", &[("do", "place"), ("reason", "r")]),
    ("/incidents/new", &[("convoy", "TEXT-1"), ("act", "shot_at"), ("note", "n"), ("when", "now")]),
    ("/admin/users", &[("email", "form@example.org"), ("name", "N"), ("organisation", "relief"), ("role", "viewer")]),
    (
        "/admin/webhooks",
        &[("organisation", "relief"), ("url", "https://hooks.example.org/c"), ("label", "L"), ("types", "event.note")],
    ),
    ("/me/phones", &[("number", "+963944000002"), ("pin", "1234")]),
    ("/sign-in", &[("email", "form@example.org"), ("password", "p")]),
];

fn posted(client: &Client, path: &str, fields: &[(&str, String)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    client.post_raw(path, FORM, &body)
}

#[test]
fn no_page_stores_what_can_hurt_a_reader() {
    databases(|url| {
        let (server, _, _) = begin(url);
        let people: Vec<Client> =
            [Role::Coordinator, Role::Admin].map(|role| signed_in(&server, &server.account(role, "*"))).into();
        for (path, fields) in PAGES {
            for c in HARMFUL {
                for spoilt in 0..fields.len() {
                    let id = new_id().to_string();
                    let typed = fields.iter().enumerate().map(|(index, (name, value))| {
                        (*name, if index == spoilt { format!("{value}{}", marked(c)) } else { (*value).to_owned() })
                    });
                    let typed: Vec<(&str, String)> = typed.chain([("id", id)]).collect();
                    for client in &people {
                        let answer = posted(client, path, &typed);
                        assert!(answer.status < 500, "{path} {} {c:?}: {}", fields[spoilt].0, answer.status);
                    }
                }
            }
        }
        assert_eq!(stored(url), Vec::<char>::new());
    });
}

/// Headers, cells, the file's name and how it is to be read: all of it is kept with an import.
#[test]
fn no_file_brings_what_can_hurt_a_reader() {
    databases(|url| {
        let (server, _, _) = begin(url);
        let client = server.somebody(Role::Coordinator, "*");
        let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        for c in HARMFUL {
            let x = marked(c);
            let files = [
                ("convoys", format!("reference,lead,origin,destination,{x}\nF-1,relief,hub,town,{x}\n")),
                (
                    "convoys",
                    format!(
                        "reference,lead,origin,destination,item,quantity,unit\nF-{x},relief{x},hub,town,F{x},1,bag\n"
                    ),
                ),
                ("events", format!("convoy,kind,occurred_at,note\nTEXT-1,note,2018-03-05T03:00:00Z,{x}\n")),
                ("places", format!("key,name_en,admin1,aliases\nfile-place,N{x},A{x},B{x}\n")),
                ("gazetteer", format!("admin1_pcode,admin1_name_en,aliases\nSY01,Name {x},Other {x}\n")),
            ];
            for (kind, file) in files {
                for (query, dry_run) in [
                    (String::new(), false),
                    (format!("&file_name={}", encoded(&x)), false),
                    (format!("&key={}", encoded(&x)), true),
                    (format!("&sheet={}", encoded(&x)), true),
                ] {
                    let path = format!("/api/v1/imports?kind={kind}&version=v1&dry_run={dry_run}{query}");
                    let answer = client.post_raw(&path, "text/csv", &file);
                    assert!(answer.status < 500, "{path} {c:?}: {} {}", answer.status, answer.text);
                }
            }
        }
        assert_eq!(stored(url), Vec::<char>::new());
    });
}

/// PostgreSQL refuses to look for a NUL.
#[test]
fn no_route_fails_where_an_address_has_what_no_database_looks_for() {
    databases(|url| {
        let (server, client, _) = begin(url);
        let person = signed_in(&server, &server.account(Role::Coordinator, "*"));
        for (method, pattern, access, surface) in routes::table() {
            let watches = pattern.ends_with("/live");
            if method.as_str() != "GET" || watches || matches!(access, Access::SettingUp) {
                continue;
            }
            let by = if surface == Surface::Api { &client } else { &person };
            let spoilt: String = pattern
                .split('/')
                .map(|part| if part.starts_with('{') { "a%00b".to_owned() } else { part.to_owned() })
                .collect::<Vec<_>>()
                .join("/");
            let plain = filled(&pattern);
            for path in [
                spoilt,
                format!("{plain}?q=%00&convoy=%00&organisation=a%00b&cursor=%00"),
                format!("{plain}?q=%E2%80%AE"),
            ] {
                let answer = by.get(&path);
                assert!(answer.status < 500, "{path}: {} {}", answer.status, answer.text);
            }
        }
    });
}
