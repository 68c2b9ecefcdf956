//! What is kept of people and as evidence: crew, a person's data, holds, retention, redaction, keys, checkpoints, audit.
//! Everything through the program itself: a server that runs, and its commands beside it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

use convoy::store::{DatabaseUrl, DbConnection, open_writer};
use diesel::{connection::SimpleConnection, prelude::*, sql_types::Text};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::{
    client::Client,
    program::{Program, Serving},
    world::{describe, event_at, new_id, register},
};

mod crew;
mod holds;
mod keys;
mod person;
mod redaction;
mod tampering;

const NAME: &str = "Nour Canary أحمد";
const PHONE: &str = "+963 944 123-456";
const PLATE: &str = "CANARY-77 ب";

/// A program with its server, and a coordinator of everything with a convoy of `relief`.
struct Stage {
    program: Program,
    serving: Serving,
    coordinator: Client,
    url: DatabaseUrl,
}

impl Stage {
    fn on(database: &str) -> Self {
        let program = Program::on(database);
        let token = program.token("nour@example.org", "*", "coordinator");
        let serving = program.serve(&[]);
        let coordinator = serving.client(&token);
        describe(&coordinator);
        register(&coordinator, "RELIEF-1");
        Self { program, serving, coordinator, url: database.parse().unwrap() }
    }

    fn somebody(&self, email: &str, organisation: &str, role: &str) -> Client {
        self.serving.client(&self.program.token(email, organisation, role))
    }

    /// Somebody is written down; answers the row's id.
    fn write_down(&self, reference: &str, member: &Value) -> Uuid {
        let id = new_id();
        self.coordinator.put(&crew_path(reference, id), member).expect(201);
        id
    }

    fn finding(&self) -> Value {
        let verified = self.program.run(&["verify", "--json"]);
        serde_json::from_str::<Value>(&verified.out).unwrap()["first_finding"].clone()
    }

    fn deeds(&self, kind: &str) -> Vec<Value> {
        let list = self.program.run(&["audit", "list", "--kind", kind, "--json"]).json(0);
        list["items"].as_array().unwrap().clone()
    }

    /// As the program itself brings along what is long over: by its claimed times.
    fn deliver(&self, reference: &str) {
        let report = |kind: &str, minute, place: &str| {
            let mut report = event_at(kind, minute, place);
            report["convoy"] = json!(reference);
            report["id"] = json!(new_id());
            report
        };
        let reports = [("dispatched", 360, "hub"), ("arrived", 480, "town"), ("delivered", 540, "town")]
            .map(|(kind, minute, place)| report(kind, minute, place));
        let scenario = json!({
            "format": "convoy-scenario/1", "name": "delivered", "time_zone": "Asia/Damascus", "reports": reports
        });
        self.program.write("delivered.json", &scenario.to_string());
        self.program.run(&["import", "--scenario", "delivered.json"]).expect(0);
    }
}

fn crew_path(reference: &str, id: Uuid) -> String {
    format!("/api/v1/convoys/{reference}/crew/{id}")
}

fn member() -> Value {
    json!({"truck": "1", "name": NAME, "phone": PHONE, "plate": PLATE})
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    text: String,
}

/// All that the database holds: the bytes of the SQLite file with its log, or every column of PostgreSQL.
fn raw(url: &DatabaseUrl) -> Vec<u8> {
    if let Some(file) = url.sqlite_path() {
        let beside = |suffix: &str| {
            let mut name = file.as_os_str().to_owned();
            name.push(suffix);
            name
        };
        return ["", "-wal", "-shm", "-journal"]
            .into_iter()
            .flat_map(|suffix| std::fs::read(beside(suffix)).unwrap_or_default())
            .collect();
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

/// A text in every form in which it might lie about.
fn forms(text: &str) -> Vec<Vec<u8>> {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let bytes = text.as_bytes();
    let hex = bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let percent = form_urlencoded::byte_serialize(bytes).collect::<String>();
    let escaped = text.encode_utf16().fold(String::new(), |text, unit| text + &format!("\\u{unit:04x}"));
    let utf16 = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let mut forms = vec![
        bytes.to_vec(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        hex.to_uppercase().into_bytes(),
        hex.into_bytes(),
        percent.replace('+', "%20").into_bytes(),
        percent.into_bytes(),
        escaped.into_bytes(),
        text.to_lowercase().into_bytes(),
        bytes.iter().rev().copied().collect(),
    ];
    // Wherever it begins among groups of three bytes.
    for shift in 0..3 {
        let shifted = BASE64_STANDARD.encode([&vec![0; shift], bytes].concat());
        let whole = shifted.trim_end_matches('=');
        let inner = whole.get((shift * 4).div_ceil(3)..whole.len() - 1).unwrap();
        forms.push(inner.as_bytes().to_vec());
    }
    forms
}

fn contains(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|window| window == part)
}

/// Whoever owns the database can take the triggers away.
fn behind_the_programs_back(url: &DatabaseUrl) -> DbConnection {
    let mut conn = open_writer(url).unwrap();
    let without = match conn {
        DbConnection::Sqlite(_) => "DROP TRIGGER ledger_refuses_update; DROP TRIGGER ledger_refuses_delete",
        DbConnection::Postgres(_) => {
            "DROP TRIGGER ledger_refuses_change ON ledger; DROP TRIGGER ledger_refuses_truncate ON ledger"
        }
    };
    conn.batch_execute(without).unwrap();
    conn
}
