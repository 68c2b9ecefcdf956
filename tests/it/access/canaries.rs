//! What must not be told, planted where it could leak and looked for in all that is answered: bodies, headers, pages, feeds and
//! the program's own log.

use convoy::{app::Role, http::routes, store::DatabaseUrl};
use serde_json::{Value, json};

use super::cast::signed_in;
use crate::harness::{
    Behind,
    client::{Answer, Client},
    databases::databases,
    server::Server,
    world::{describe, event_at, log, new_id, path_of, plan},
};

/// Coordinates, to a few metres, of the places of a convoy under way.
const COORDINATES: [&str; 8] = ["34.812", "36.598", "34.934", "36.731", "35.117", "36.759", "33.9871", "36.1213"];
/// What else nobody but those who see it exactly may learn of it while it is under way.
const SECRETS: [&str; 13] = [
    "CANARY-DEVICE",
    "CANARY-GATE",
    "CANARY-TOWN",
    "canary-gate",
    "canary-town",
    "CANARY-TRUCK",
    "CANARY-NOTE",
    "CANARY-SOURCE",
    "CANARY-HELD",
    "CANARY-CLAIM",
    "CANARY-DRIVER",
    "+963 900 700 800",
    "CANARY-PLATE",
];

const LANGUAGES: [&str; 3] = ["en", "fr", "ar"];

fn place(key: &str, name: &str, latitude: f64, longitude: f64) -> Value {
    json!({"key": key, "name": {"en": name, "ar": name}, "latitude": latitude, "longitude": longitude})
}

/// A convoy of `relief` that left long ago, with a driver.
fn send_off(everything: &Client, reference: &str, sensitivity: &str) {
    let mut plan = plan(reference);
    plan["sensitivity"] = json!(sensitivity);
    plan["stops"] = json!([
        {"role": "origin", "place": "canary-hub"}, {"role": "checkpoint", "place": "canary-gate"},
        {"role": "destination", "place": "canary-town", "target_population": 7_531}
    ]);
    plan["trucks"] = json!([{"label": "CANARY-TRUCK", "role": "cargo"}]);
    everything.post("/api/v1/convoys", &plan).expect(201);
    let driver = json!({
        "truck": "CANARY-TRUCK", "name": "CANARY-DRIVER", "phone": "+963 900 700 800", "plate": "CANARY-PLATE 1",
    });
    everything.put(&format!("/api/v1/convoys/{reference}/crew/{}", new_id()), &driver).expect(201);
    log(everything, reference, &event_at("dispatched", 360, "canary-hub"));
}

/// It reached the gate, and was stopped there just now.
fn stop(everything: &Client, reference: &str) {
    let just_now = (crate::harness::now() - chrono::TimeDelta::hours(1)).to_rfc3339();
    let put = |event: &Value| everything.put(&path_of(reference, new_id()), event).expect(201);
    put(&json!({
        "kind": "checkpoint_reached", "occurred_at": just_now, "place": "canary-gate", "note": "CANARY-NOTE",
        "trucks": ["CANARY-TRUCK"], "source": {"kind": "own_staff", "name": "CANARY-SOURCE"},
    }));
    let just_now = (crate::harness::now() - chrono::TimeDelta::minutes(50)).to_rfc3339();
    put(&json!({
        "kind": "blocked", "occurred_at": just_now, "place": "canary-gate",
        "details": {"cause": "interference", "held_by": "CANARY-HELD"},
    }));
    put(&json!({
        "kind": "incident_reported", "occurred_at": just_now, "place": "canary-gate",
        "details": {"incident": "canary-gate-shots", "act": "shooting"},
    }));
    put(&json!({
        "kind": "account_recorded", "occurred_at": just_now, "source": {"kind": "media", "name": "CANARY-SOURCE"},
        "details": {"incident": "canary-gate-shots", "claim": "CANARY-CLAIM at the CANARY-GATE", "place": "canary-gate"},
    }));
}

/// A device on one of its trucks sends where it is.
fn track(server: &Server, page: &Client, reference: &str) {
    let form = "do=register&label=CANARY-DEVICE&truck=CANARY-TRUCK&unique_id=&until=";
    let made = page.post_raw(&format!("/convoys/{reference}/devices"), "application/x-www-form-urlencoded", form).text;
    let key = made.get(made.find("cvd_").unwrap()..).unwrap().split(['<', '&', '"']).next().unwrap();
    let sent = server.nobody().get(&format!("/api/v1/positions/osmand?id={key}&lat=33.98712&lon=36.12131"));
    assert_eq!(sent.status, 200, "{}", sent.text);
}

/// A server whose clock was days behind while convoys were sent off.
fn started(url: &DatabaseUrl) -> (Server, Client) {
    let clock = Behind::days(3);
    let server = Server::start_with(url, clock.clone());
    let everything = world(&server, &clock);
    (server, everything)
}

fn world(server: &Server, clock: &Behind) -> Client {
    let everything = server.somebody(Role::Coordinator, "*");
    describe(&everything);
    for (key, name, latitude, longitude) in [
        ("canary-hub", "CANARY-HUB", 35.11743, 36.75932),
        ("canary-gate", "CANARY-GATE", 34.81237, 36.59871),
        ("canary-town", "CANARY-TOWN", 34.93481, 36.73119),
    ] {
        everything.post("/api/v1/places", &place(key, name, latitude, longitude)).expect(201);
    }
    for sensitivity in ["low", "moderate", "high", "severe"] {
        send_off(&everything, &format!("PLANTED-{}", sensitivity.to_uppercase()), sensitivity);
    }
    clock.catch_up();
    for reference in PLANTED {
        stop(&everything, reference);
    }
    let page = signed_in(server, &server.account(Role::Coordinator, "*"));
    for reference in PLANTED {
        track(server, &page, reference);
    }
    everything
}

/// Everything that can be read by GET, about each planted convoy, in each language, as JSON, NDJSON and page, now and then.
fn read_all(client: &Client, references: &[&str]) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    for (method, pattern, _, _) in routes::table() {
        if method.as_str() != "GET" {
            continue;
        }
        let is_of_one = pattern.contains("{convoy}") || pattern.contains("{reference}");
        for reference in if is_of_one { references } else { &references[..1] } {
            let path = pattern.replace("{convoy}", reference).replace("{reference}", reference);
            let path = path.replace("{place}", "canary-hub").replace("{organisation}", "relief");
            for language in LANGUAGES {
                let path = format!("{path}?lang={language}");
                // A stream tells from the beginning.
                let from = if path.starts_with("/api/v1/live") { "&last_event_id=0" } else { "" };
                answers.push((path.clone(), client.get(&format!("{path}{from}"))));
            }
            let now = crate::harness::now().format("%Y-%m-%dT%H:%M:%SZ");
            answers.push((format!("{path} then"), client.get(&format!("{path}?as_of={now}"))));
            let lines = client.with_header("accept", "application/x-ndjson");
            answers.push((format!("{path} in lines"), lines.get(&path)));
        }
    }
    answers.extend(exports(client));
    answers
}

/// Every export in every format, whole and of each planted convoy, now and then; workbooks unpacked.
fn exports(client: &Client) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    let now = crate::harness::now().format("%Y-%m-%dT%H:%M:%SZ");
    for (table, format) in convoy::http::api::exports::files() {
        let path = format!("/api/v1/exports/{}.{}", table.name, format.extension());
        // The rows are the same in each format.
        let one = PLANTED.map(|reference| format!("{path}?convoy={reference}"));
        let one = one.into_iter().filter(|_| format == convoy::export::Format::Csv);
        for path in [path.clone(), format!("{path}?as_of={now}"), format!("{path}?lang=ar")].into_iter().chain(one) {
            let mut answer = client.get(&path);
            if format == convoy::export::Format::Xlsx && answer.status == 200 {
                answer.text = unpacked(&answer.bytes);
            }
            answers.push((path, answer));
        }
    }
    answers
}

pub fn unpacked(workbook: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    for index in 0..archive.len() {
        std::io::Read::read_to_string(&mut archive.by_index(index).unwrap(), &mut text).unwrap();
    }
    text
}

/// Where one of these stands in an answer. The names of places by themselves are no secret: the register of places tells
/// them to everybody, without coordinates to the metre and without any convoy.
fn leaks(path: &str, answer: &Answer, secrets: &[&str]) -> Vec<String> {
    let headers: Vec<String> = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    let whole = format!("{}\n{}", headers.join("\n"), answer.text);
    let registers = ["/api/v1/places", "/places", "/convoys/new", "/incidents/new", "/access-windows/new"];
    let is_register = registers.iter().any(|register| path.starts_with(register)) || path.contains("/log");
    let is_name = |secret: &str| secret.to_lowercase().contains("gate") || secret.to_lowercase().contains("town");
    secrets
        .iter()
        .filter(|secret| whole.contains(**secret) && !(is_register && is_name(secret)))
        .map(|secret| format!("{secret} in {path}"))
        .collect()
}

const PLANTED: [&str; 4] = ["PLANTED-LOW", "PLANTED-MODERATE", "PLANTED-HIGH", "PLANTED-SEVERE"];

#[test]
fn nothing_of_a_convoy_under_way_leaks_to_whoever_sees_it_reduced() {
    databases(|url| {
        let (server, everything) = started(url);
        let coordinator = server.account(Role::Coordinator, "relief");
        let only_reads = [convoy::app::policy::TokenScope::ConvoysRead];
        let reduced = [
            ("viewer", server.somebody(Role::Viewer, "relief")),
            ("viewer's page", signed_in(&server, &server.account(Role::Viewer, "relief"))),
            ("logger", server.somebody(Role::Logger, "relief")),
            ("logger's page", signed_in(&server, &server.account(Role::Logger, "relief"))),
            ("coordinator by a token that reads", server.nobody().with_token(&server.token(&coordinator, &only_reads))),
            ("another organisation's coordinator", server.somebody(Role::Coordinator, "other")),
            ("admin", server.somebody(Role::Admin, "relief")),
        ];
        let secrets: Vec<&str> = COORDINATES.into_iter().chain(SECRETS).collect();
        let mut found = Vec::new();
        for (who, client) in &reduced {
            for (path, answer) in read_all(client, &PLANTED) {
                // Another organisation's coordinator describes the world, and knows where its places lie.
                let known =
                    who.contains("another") && (path.starts_with("/api/v1/places") || path.starts_with("/places"));
                assert!(answer.status < 500, "{path}: {}", answer.status);
                if !known {
                    found.extend(leaks(&path, &answer, &secrets).into_iter().map(|leak| format!("{who}: {leak}")));
                }
            }
        }
        assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found.join("\n"));

        // The control: whoever sees exactly is told every one of them.
        let told: String = read_all(&everything, &PLANTED).into_iter().map(|(_, answer)| answer.text).collect();
        for secret in &secrets {
            assert!(told.contains(secret), "{secret} was planted and is told to nobody");
        }
    });
}

#[test]
fn positions_are_told_late_and_on_the_grid() {
    databases(|url| {
        let (server, _) = started(url);
        let viewer = server.somebody(Role::Viewer, "relief");
        let low = viewer.get("/api/v1/convoys/PLANTED-LOW").expect(200);
        // It left years ago, and reached the gate an hour ago.
        assert_eq!(low["last_place"]["name"], "around 35.1° N, 36.8° E");
        assert_eq!((low["status"].as_str(), low["next_stop"].is_null()), (Some("blocked"), true));
        assert_eq!(low["stops"].as_array().unwrap().len(), 1, "{}", low["stops"]);
        assert_eq!(low["trucks"]["items"], json!([]));
        assert_eq!(low["trucks"]["cargo"], 1);
        assert_eq!(low["cargo"][0]["item"], "Flour");
        assert_eq!(low["reduced"], json!({"grid_degrees": 0.1, "hours_late": 24, "cargo": true}));
        assert_eq!(low["people"]["waiting"], 7_531);
        let arabic = viewer.get("/api/v1/convoys/PLANTED-LOW?lang=ar").expect(200);
        assert_eq!(arabic["last_place"]["name"], "قرابة 35.1° شمالاً، 36.8° شرقاً");
        let moderate = viewer.get("/api/v1/convoys/PLANTED-MODERATE").expect(200);
        assert_eq!((moderate["last_place"].is_null(), &moderate["cargo"]), (false, &json!([])));
        assert_eq!(moderate["reduced"]["cargo"], false);
        // A page does not say that there is none.
        let page = signed_in(&server, &server.account(Role::Viewer, "relief"));
        for (reference, withheld) in [("PLANTED-MODERATE", true), ("PLANTED-HIGH", true), ("PLANTED-LOW", false)] {
            for (language, words) in [("en", "not shown while"), ("fr", "pas affichée tant"), ("ar", "لا تُعرض حمولة")]
            {
                let shown = page.get(&format!("/convoys/{reference}?lang={language}")).text;
                assert_eq!(shown.contains(words), withheld, "{reference} in {language}: {words}");
            }
        }
        let high = viewer.get("/api/v1/convoys/PLANTED-HIGH").expect(200);
        assert_eq!((&high["last_place"], &high["stops"], &high["cargo"]), (&Value::Null, &json!([]), &json!([])));
        assert_eq!(high["reduced"]["grid_degrees"], Value::Null);
        viewer.get("/api/v1/convoys/PLANTED-SEVERE").expect(404);
        // Asked a hundred times, the answer is the same: nothing can be averaged out.
        let first = viewer.get("/api/v1/convoys/PLANTED-LOW/status").expect(200);
        for _ in 0..20 {
            assert_eq!(viewer.get("/api/v1/convoys/PLANTED-LOW/status").expect(200)["last_place"], first["last_place"]);
        }
        let events = viewer.get("/api/v1/convoys/PLANTED-LOW/events").expect(200);
        let kinds: Vec<&str> =
            events["items"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["dispatched", "checkpoint_reached", "blocked", "incident_reported", "account_recorded"]);
        assert_eq!(events["items"][0]["place_name"], "around 35.1° N, 36.8° E");
        assert_eq!(events["items"][1]["place"], Value::Null);
        assert_eq!(events["items"][2]["details"], json!({"cause": "interference"}));
    });
}

#[test]
fn no_question_finds_out_what_is_not_told() {
    databases(|url| {
        let (server, everything) = started(url);
        let viewer = server.somebody(Role::Viewer, "relief");
        let found = |client: &Client, query: &str| client.all(&format!("/api/v1/convoys?{query}")).len();
        for query in ["place=canary-gate", "place=canary-town", "place=canary-hub"] {
            assert_eq!(found(&viewer, query), 0, "{query}");
            assert_eq!(found(&everything, query), 4, "{query}");
            let now = crate::harness::now().format("%Y-%m-%dT%H:%M:%SZ");
            assert_eq!(found(&viewer, &format!("{query}&as_of={now}")), 0);
        }
        assert_eq!((found(&viewer, "q=flour"), found(&everything, "q=flour")), (0, 4));
        assert_eq!(found(&viewer, "q=planted"), 3, "references are no secret, but the severe one is not there");
        let own = signed_in(&server, &server.account(Role::Viewer, "relief"));
        let board = own.get("/").text;
        assert!(board.contains("PLANTED-LOW") && !board.contains("PLANTED-SEVERE"));
    });
}

#[test]
fn what_is_over_is_told_without_who_reported() {
    databases(|url| {
        let (server, everything) = started(url);
        log(&everything, "PLANTED-SEVERE", &event_at("turned_back", 380, "canary-gate"));
        over(url);
        let viewer = server.somebody(Role::Viewer, "relief");
        let told = viewer.get("/api/v1/convoys/PLANTED-SEVERE").expect(200);
        assert_eq!((told["reduced"]["grid_degrees"].as_f64(), told["registered_by"].is_null()), (Some(0.01), true));
        let events = viewer.get("/api/v1/convoys/PLANTED-SEVERE/events").expect(200);
        assert!(events["items"].as_array().unwrap().iter().all(|event| event["recorded_by"].is_null()), "{events}");
        assert!(events["items"][0]["place_name"] == "CANARY-HUB");
        let place = viewer.get("/api/v1/places/canary-gate").expect(200);
        assert_eq!((place["latitude"].as_f64(), place["longitude"].as_f64()), (Some(34.81), Some(36.6)));
        let exact = everything.get("/api/v1/places/canary-gate").expect(200);
        assert_eq!(exact["latitude"].as_f64(), Some(34.81237));
    });
}

/// As if its end were long ago.
fn over(url: &DatabaseUrl) {
    use diesel::connection::SimpleConnection;
    let mut conn = convoy::store::open_writer(url).unwrap();
    let long_ago = "UPDATE convoys SET over_since = (SELECT MIN(occurred_at) FROM ledger) \
                    WHERE reference = 'PLANTED-SEVERE'";
    conn.batch_execute(long_ago).unwrap();
}
