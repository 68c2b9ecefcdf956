//! Tampering with a ledger in which deeds and a redaction stand, each found at the first position that is wrong; and what
//! only a checkpoint kept elsewhere finds.

use std::path::Path;

use convoy::store::{DatabaseUrl, DbConnection, chain, ledger, rows::LedgerRow, schema};
use diesel::{connection::SimpleConnection, prelude::*};
use serde_json::{Value, json};

use super::behind_the_programs_back;
use crate::harness::{databases::database_addresses, program::Program};

/// An organisation, six places, a convoy (8), twelve events; a hold placed and released (21, 22), the report of the block (12)
/// redacted (23), and the deed of it (24).
const LAST: i64 = 24;
const BLOCKED: i64 = 12;

fn redacted(database: &str) -> (Program, DatabaseUrl) {
    let program = Program::on(database);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/south-hama-2016.json");
    program.run(&["import", "--scenario", file.to_str().unwrap()]).expect(0);
    for verb in ["place", "release"] {
        program.run(&["hold", verb, "--convoy", "SY-2016-SOUTH-HAMA", "--reason", "an inquiry"]).expect(0);
    }
    let url: DatabaseUrl = database.parse().unwrap();
    let event = entry(&mut convoy::store::open_reader(&url).unwrap(), BLOCKED).entry_id.0.to_string();
    let redact = ["redact", "--convoy", "SY-2016-SOUTH-HAMA", "--event", &event, "--reason", "a name"];
    program.run(&redact).expect(0);
    let verified = program.run(&["verify", "--json"]).json(0);
    assert_eq!((&verified["entries"], &verified["first_finding"]), (&json!(LAST), &json!(null)));
    (program, url)
}

fn entries(conn: &mut DbConnection) -> Vec<LedgerRow> {
    ledger::list_after(conn, 0, 1_000).unwrap()
}

fn entry(conn: &mut DbConnection, position: i64) -> LedgerRow {
    entries(conn).into_iter().find(|row| row.position == position).unwrap()
}

#[track_caller]
fn found(program: &Program, more: &[&str]) -> (String, i64) {
    let verified = program.run(&[&["verify", "--json"], more].concat()).json(3);
    let finding = &verified["first_finding"];
    (finding["finding"].as_str().unwrap().to_owned(), finding["position"].as_i64().unwrap())
}

/// Statement, what is found, and where first.
const BY_STATEMENT: [(&str, &str, i64); 17] = [
    ("UPDATE ledger SET body = replace(body, 'checkpoint_reached', 'contact') WHERE position = 10", "body_changed", 10),
    // Taken out by hand: the redaction that is there names another entry, and excuses nothing else.
    ("UPDATE ledger SET salt = NULL, body = NULL WHERE position = 10", "body_changed", 10),
    ("UPDATE ledger SET body = NULL WHERE position = 10", "body_changed", 10),
    ("UPDATE ledger SET salt = NULL, body = NULL WHERE position = 8", "body_changed", 8),
    ("UPDATE ledger SET salt = NULL, body = NULL WHERE position = 2", "body_changed", 2),
    ("UPDATE ledger SET salt = commitment WHERE position = 12", "body_changed", BLOCKED),
    ("UPDATE ledger SET kind = 'contact' WHERE position = 12", "entry_changed", BLOCKED),
    ("UPDATE ledger SET occurred_at = recorded_at WHERE position = 12", "entry_changed", BLOCKED),
    ("UPDATE ledger SET commitment = hash WHERE position = 12", "entry_changed", BLOCKED),
    ("UPDATE ledger SET body = '{\"deed\":\"evidence_held\"}' WHERE position = 21", "body_changed", 21),
    ("UPDATE ledger SET salt = NULL, body = NULL WHERE position = 21", "body_changed", 21),
    ("UPDATE ledger SET kind = 'evidence_released' WHERE position = 21", "entry_changed", 21),
    ("DELETE FROM ledger WHERE position = 22", "missing", 22),
    // Without the redacting entry nothing excuses the missing body.
    ("UPDATE ledger SET salt = NULL, body = NULL WHERE position = 23", "body_changed", BLOCKED),
    ("DELETE FROM ledger WHERE position > 22", "body_changed", BLOCKED),
    ("UPDATE ledger SET recorded_by = subject_id WHERE position = 24", "entry_changed", 24),
    ("DELETE FROM ledger WHERE position = 24", "head_differs", 23),
];

#[test]
fn every_change_is_found_at_its_position_beside_deeds_and_a_redaction() {
    database_addresses(|database| {
        let (program, url) = redacted(database);
        let mut conn = behind_the_programs_back(&url);
        let whole = entries(&mut conn);
        for (statement, expected, position) in BY_STATEMENT {
            conn.batch_execute(statement).unwrap();
            assert_eq!(found(&program, &[]), (expected.to_owned(), position), "{statement}");
            assert_eq!(program.run(&["rebuild"]).code, 1, "{statement}");
            diesel::delete(schema::ledger::table).execute(&mut conn).unwrap();
            for row in &whole {
                diesel::insert_into(schema::ledger::table).values(row.clone()).execute(&mut conn).unwrap();
            }
        }
        assert_eq!(program.run(&["verify"]).code, 0, "the control: put back as it was, all is well");
    });
}

fn put(conn: &mut DbConnection, row: &LedgerRow) {
    diesel::update(schema::ledger::table.find(row.position))
        .set((
            schema::ledger::salt.eq(&row.salt),
            schema::ledger::body.eq(&row.body),
            schema::ledger::commitment.eq(&row.commitment),
            schema::ledger::previous_hash.eq(&row.previous_hash),
            schema::ledger::hash.eq(&row.hash),
        ))
        .execute(conn)
        .unwrap();
}

/// Changes what an entry says, and chains all that follows anew, and the head with it, as the program would have.
fn rewrite(conn: &mut DbConnection, position: i64, from: &str, to: &str) {
    let mut rows = entries(conn);
    let first = usize::try_from(position).unwrap() - 1;
    let row = &mut rows[first];
    let body = row.body.take().unwrap();
    assert!(body.contains(from), "{body}");
    let body = body.replace(from, to);
    row.commitment = chain::commitment(row.salt.as_ref().unwrap(), &body).to_vec();
    row.body = Some(body);
    for index in first..rows.len() {
        let previous = rows[index - 1].hash.clone();
        rows[index].previous_hash = previous;
        rows[index].hash = chain::entry_hash(&rows[index]).to_vec();
        put(conn, &rows[index]);
    }
    let last = rows.last().unwrap().hash.clone();
    diesel::update(schema::ledger_head::table.find(1)).set(schema::ledger_head::hash.eq(last)).execute(conn).unwrap();
}

#[test]
fn a_redaction_excuses_the_entry_that_it_names_and_only_while_it_is_gone() {
    database_addresses(|database| {
        let (program, url) = redacted(database);
        let mut conn = behind_the_programs_back(&url);
        let (blocked, redacting) = (entry(&mut conn, BLOCKED), entry(&mut conn, 23));
        let other = entry(&mut conn, 10).entry_id.0.to_string();

        // A body that was put back, though its text was to go.
        let mut back = blocked.clone();
        back.salt = Some(vec![7; 16]);
        back.body = Some("{}".to_owned());
        put(&mut conn, &back);
        assert_eq!(found(&program, &[]), ("body_changed".to_owned(), BLOCKED));
        put(&mut conn, &blocked);
        assert_eq!(program.run(&["verify"]).code, 0);

        // The redacting entry names another event, and the whole chain is made anew after it.
        let named = blocked.entry_id.0.to_string();
        rewrite(&mut conn, 23, &named, &other);
        assert_eq!(found(&program, &[]), ("not_redacted".to_owned(), 10));
        let nobody = "00000000-0000-7000-8000-000000000000";
        rewrite(&mut conn, 23, &other, nobody);
        assert_eq!(found(&program, &[]), ("body_changed".to_owned(), BLOCKED));
        rewrite(&mut conn, 23, nobody, &named);
        assert_eq!(entry(&mut conn, 23), redacting);
        assert_eq!(program.run(&["verify"]).code, 0, "the control: put back as it was, all is well");

        // What the redaction keeps must be of the kind that was reported.
        rewrite(&mut conn, 23, "\"kind\":\"blocked\"", "\"kind\":\"blockaded\"");
        assert_ne!(program.run(&["verify"]).code, 0);
    });
}

fn sign(program: &Program, name: &str) -> Value {
    let signed = program.run(&["checkpoint", "--origin", "convoys.example.org", "--json"]).json(0);
    program.write(name, signed["note"].as_str().unwrap());
    signed
}

#[test]
fn a_tail_cut_off_and_a_history_rewritten_are_found_with_a_checkpoint_and_not_without() {
    database_addresses(|database| {
        let (program, url) = redacted(database);
        let signed = sign(&program, "kept");
        assert_eq!(signed["position"], LAST, "the head before the deed that tells of it");
        let kept = ["--checkpoint", "kept"];
        program.run(&[&["verify"][..], &kept].concat()).expect(0);
        let mut conn = behind_the_programs_back(&url);

        let tail = entries(&mut conn);
        conn.batch_execute(
            "DELETE FROM ledger WHERE position > 22; UPDATE ledger SET salt = NULL WHERE 1 = 0; \
             UPDATE ledger_head SET position = 22, hash = (SELECT hash FROM ledger WHERE position = 22)",
        )
        .unwrap();
        // The redaction went with the tail, so its entry would show; the deeds alone would not.
        assert_eq!(found(&program, &[]), ("body_changed".to_owned(), BLOCKED));
        let rest: Vec<LedgerRow> = tail.into_iter().filter(|row| row.position == 23).collect();
        diesel::insert_into(schema::ledger::table).values(&rest[0]).execute(&mut conn).unwrap();
        conn.batch_execute(
            "UPDATE ledger_head SET position = 23, hash = (SELECT hash FROM ledger WHERE position = 23)",
        )
        .unwrap();
        program.run(&["verify"]).expect(0);
        assert_eq!(found(&program, &kept), ("checkpoint_missing".to_owned(), LAST));
        let told = program.run(&[&["verify"][..], &kept].concat()).expect(3);
        assert!(told.starts_with("DOES NOT VERIFY: position 24:") && told.contains("ends at 23"), "{told}");
    });
    database_addresses(|database| {
        let (program, url) = redacted(database);
        sign(&program, "kept");
        let mut conn = behind_the_programs_back(&url);
        rewrite(&mut conn, 8, "\"target_population\":25000", "\"target_population\":2500");
        program.run(&["rebuild"]).expect(0);
        program.run(&["verify"]).expect(0);
        assert_eq!(found(&program, &["--checkpoint", "kept"]), ("checkpoint_differs".to_owned(), LAST));
    });
}

#[test]
fn a_checkpoint_is_read_with_its_key_and_a_forged_one_is_told_apart() {
    database_addresses(|database| {
        let (program, _) = redacted(database);
        let signed = sign(&program, "kept");
        let note = signed["note"].as_str().unwrap();
        assert!(note.starts_with(&format!("convoys.example.org\n{LAST}\n")), "{note}");
        let key = program.run(&["checkpoint", "--origin", "convoys.example.org", "--public-key"]).expect(0);
        assert!(key.starts_with("convoys.example.org+"), "{key}");
        let verify =
            |checkpoint: &str, more: &[&str]| program.run(&[&["verify", "--checkpoint", checkpoint], more].concat());
        assert_eq!(verify("kept", &["--public-key", key.trim()]).code, 0);
        program.write("key", &key);
        assert_eq!(verify("kept", &["--public-key", "key"]).code, 0);
        program.write("forged", &note.replace(&format!("\n{LAST}\n"), "\n20\n"));
        program.write("cut", note.split("\n\n").next().unwrap());
        program.write("nothing", "hello");
        let stranger = Keys::fresh();
        for (name, why) in
            [("forged", "forged"), ("cut", "no signature"), ("nothing", "no checkpoint"), ("absent", "absent")]
        {
            let run = verify(name, &[]);
            assert!(run.code == 1 && run.err.contains(why), "{name}: {run:?}");
        }
        let run = verify("kept", &["--public-key", &stranger]);
        assert!(run.code == 1 && run.err.contains("no signature by this key"), "{run:?}");
        assert_eq!(verify("kept", &["--public-key", "a+b+c"]).code, 1);
        assert_eq!(program.run(&["checkpoint", "--origin", "two words"]).code, 1);
        let deeds = program.run(&["audit", "list", "--kind", "checkpoint_signed", "--json"]).json(0);
        assert_eq!(
            (&deeds["items"][0]["details"]["position"], deeds["items"].as_array().unwrap().len()),
            (&json!(LAST), 1)
        );
    });
}

/// The verifier key of another installation.
struct Keys;

impl Keys {
    fn fresh() -> String {
        let keys = convoy::app::Keys::fresh().unwrap();
        convoy::app::checkpoint::VerifierKey::of(&keys).to_text("convoys.example.org").unwrap()
    }
}
