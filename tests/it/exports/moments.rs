//! An export is as known at one moment, also while others write; and asked as known then, it is the same for ever.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread,
};

use convoy::{
    app::{Runner, exports::Export},
    export::Format,
    http::{
        api::exports::{ExportQuery, files, read_wish},
        language::Locale,
    },
};
use serde_json::json;
use strum::IntoEnumIterator;

use super::{column, csv, every_table, plant, rows};
use crate::harness::{
    client::{Answer, Client},
    databases::databases,
    server::Server,
    world::{event, event_at, log, new_id, path_of, register, world},
};

fn bytes(export: &mut Export) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(piece) = export.next_piece().unwrap() {
        all.extend(piece);
    }
    all
}

fn begin(server: &Server, table: &str, format: Format, as_of: Option<String>) -> Export {
    let table = every_table().find(|known| known.name == table).unwrap();
    let query = ExportQuery { as_of, ..ExportQuery::default() };
    let wish = read_wish(table, format, &query, Locale::DEFAULT).unwrap();
    server.app.export(&Runner::Owner, wish).unwrap()
}

fn then(client: &Client, path: &str, moment: &str) -> Answer {
    let separator = if path.contains('?') { '&' } else { '?' };
    client.get(&format!("{path}{separator}as_of={}", moment.replace('+', "%2B")))
}

/// Everything that can change a row of the past: late reports, corrections, reviews settled, places described anew, new
/// convoys, new events.
fn disturb(client: &Client, round: u32) {
    log(client, "ONE", &event("contact", 420 + round));
    log(client, "TWO", &event_at("dispatched", 360, "hub"));
    let note = log(client, "ONE", &event("note", 300 + round));
    let mut void = event("voided", 301 + round);
    void["details"] = json!({"event": note, "reason": "not so"});
    log(client, "ONE", &void);
    let reviews = client.get("/api/v1/reviews").expect(200);
    let review = reviews["items"][0]["event"]["id"].as_str().or(reviews["items"][0]["id"].as_str()).unwrap().to_owned();
    let decision = json!({"decision": "accept_both", "reason": "both happened"});
    let settled = client.post(&format!("/api/v1/reviews/{review}/decision"), &decision);
    assert!(settled.status < 300, "{}", settled.text);
    let gate = json!({"key": "gate", "name": {"en": "Another name"}, "latitude": 34.5, "longitude": 36.5});
    assert!(client.put("/api/v1/places/gate", &gate).status < 300);
    register(client, &format!("LATER-{round}"));
}

/// What makes it bite: everything that is written in between changes what the same question answers now.
#[test]
fn what_was_exported_is_exported_again_byte_for_byte_whatever_came_since() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        register(&client, "TWO");
        let mut before = Vec::new();
        for (table, format) in files() {
            let path = format!("/api/v1/exports/{}.{}", table.name, format.extension());
            let mut export = begin(&server, table.name, format, None);
            let moment = export.as_of().to_rfc3339_in(chrono_tz::UTC);
            before.push((path, moment, bytes(&mut export)));
        }
        disturb(&client, 0);
        for (path, moment, old) in before {
            let name = path.rsplit('/').next().unwrap();
            let (table, extension) = name.split_once('.').unwrap();
            let format = Format::iter().find(|format| format.extension() == extension).unwrap();
            let mut again = begin(&server, table, format, Some(moment.clone()));
            assert!(bytes(&mut again) == old, "{path} as of {moment}");
            assert_eq!(again.as_of().to_rfc3339_in(chrono_tz::UTC), moment);
            let now = bytes(&mut begin(&server, table, format, None));
            assert!(now != old, "{path}: what came since changes nothing, so that this proves nothing");
            if format == Format::Csv {
                let answer = then(&client, &path, &moment);
                assert!(answer.text.as_bytes() == old, "{path} by the API");
                assert_eq!(answer.header("convoy-as-of"), moment.replace("+00:00", "Z"));
            }
        }
    });
}

/// What makes it bite: the export is stopped after its head, and what is written then would show in every row.
#[test]
fn what_is_written_while_an_export_runs_is_not_in_it() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        register(&client, "TWO");
        for number in 0..300 {
            log(&client, "TWO", &event("note", number));
        }
        for table in every_table() {
            let moment = begin(&server, table.name, Format::NdJson, None).as_of();
            let moment = moment.to_rfc3339_in(chrono_tz::UTC);
            let whole = bytes(&mut begin(&server, table.name, Format::NdJson, Some(moment.clone())));
            // The first page is read; everything else after others have written.
            let mut running = begin(&server, table.name, Format::NdJson, Some(moment));
            let mut read = running.next_piece().unwrap().unwrap_or_default();
            if table.name == "events" {
                assert!(read.len() < whole.len(), "one page held it all");
            }
            let name = format!("MEANWHILE-{}", table.name);
            register(&client, &name);
            log(&client, "ONE", &event("note", 200));
            let note = log(&client, "TWO", &event("note", 700));
            let mut void = event("voided", 701);
            void["details"] = json!({"event": note, "reason": "not so"});
            log(&client, "TWO", &void);
            read.extend(bytes(&mut running));
            assert!(read == whole, "{}", table.name);
        }
    });
}

#[test]
fn an_event_that_is_taken_back_while_an_export_runs_still_counts_in_it() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "ONE");
        let mut notes = Vec::new();
        for number in 0..400 {
            notes.push(log(&client, "ONE", &event("note", number)));
        }
        let mut running = begin(&server, "events", Format::Csv, None);
        let mut read = running.next_piece().unwrap().unwrap();
        let mut void = event("voided", 500);
        void["details"] = json!({"event": notes[399], "reason": "not so"});
        log(&client, "ONE", &void);
        read.extend(bytes(&mut running));
        let text = String::from_utf8(read).unwrap();
        assert_eq!(text.lines().count(), 401);
        assert!(!text.contains("voided"), "it was taken back later");
        assert!(csv(&client, "events", "").iter().any(|row| row["state"] == "voided"));
    });
}

#[test]
fn exports_under_a_stream_of_writes_are_each_one_moment() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        register(&client, "ONE");
        let (stop, written) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
        let (writer, stopped, counted) = (client.clone(), Arc::clone(&stop), Arc::clone(&written));
        let busy = thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                let count = counted.fetch_add(1, Ordering::Relaxed);
                writer.put(&path_of("ONE", new_id()), &event("note", count % 1_400)).expect(201);
            }
        });
        let mut taken = Vec::new();
        for _ in 0..8 {
            // Between two exports something is always written.
            let before = written.load(Ordering::Relaxed);
            while written.load(Ordering::Relaxed) < before + 2 {
                thread::yield_now();
            }
            let answer = client.get("/api/v1/exports/events.csv");
            let position: i64 = answer.header("convoy-position").parse().unwrap();
            let all = rows(&answer);
            let positions = column(&all, "position");
            let positions: Vec<i64> = positions.iter().map(|position| position.parse().unwrap()).collect();
            assert!(positions.is_sorted() && positions.iter().all(|own| *own <= position));
            taken.push((answer.header("convoy-as-of"), answer.text));
        }
        stop.store(true, Ordering::Relaxed);
        busy.join().unwrap();
        let different: std::collections::BTreeSet<&String> = taken.iter().map(|(_, text)| text).collect();
        assert!(different.len() == taken.len(), "two exports saw the same");
        for (moment, text) in &taken {
            assert!(then(&client, "/api/v1/exports/events.csv", moment).text == *text, "as of {moment}");
        }
    });
}

#[test]
fn before_anything_was_known_there_is_a_head_and_no_row() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        for table in every_table() {
            assert_eq!(csv(&client, table.name, "as_of=2001-01-01T00:00:00Z").len(), 0, "{}", table.name);
        }
        let answer = client.get("/api/v1/exports/convoys.csv?as_of=2001-01-01T00:00:00Z");
        assert_eq!(answer.header("convoy-position"), "0");
        // Of a moment that has not come the answer could not stay the same.
        client.get("/api/v1/exports/convoys.csv?as_of=2150-01-01T00:00:00Z").expect(422);
    });
}
