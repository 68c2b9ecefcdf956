//! The command line: what each command says, does, and answers as its exit code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

use std::io::{BufRead, Read};

use serde_json::{Value, json};

use crate::harness::{
    client::Client,
    databases::{bare_database_addresses, database_addresses},
    program::{Program, Run, finished},
};

const LONG_ENOUGH: &str = "sixteen grey camels\nsecond line\n";

fn add_user(program: &Program, email: &str, role: &str, organisation: &str, password: &str) -> Run {
    program.write("password", password);
    let who = ["user", "add", "--email", email, "--name", "Nour", "--organisation", organisation, "--role", role];
    program.run(&[&who[..], &["--password-file", "password"]].concat())
}

#[test]
fn an_account_is_made_once_and_only_from_what_makes_sense() {
    database_addresses(|database| {
        let program = Program::on(database);
        let done = add_user(&program, "Nour@Example.org", "logger", "relief", LONG_ENOUGH).expect(0);
        assert_eq!(done, "Nour@Example.org may sign in as logger of relief\n");
        let entries = program.run(&["verify", "--json"]).json(0)["entries"].clone();
        assert_eq!(entries, 3, "the organisation is made, and on the record, as are the account and its role");
        add_user(&program, "second@example.org", "viewer", "relief", LONG_ENOUGH).expect(0);
        assert_eq!(program.run(&["verify", "--json"]).json(0)["entries"], 5, "and made once");

        let twice = add_user(&program, "nour@example.org", "viewer", "relief", LONG_ENOUGH);
        assert!(twice.code == 1 && twice.err.contains("already has an account"), "{twice:?}");
        let role = add_user(&program, "x@example.org", "king", "relief", LONG_ENOUGH);
        assert!(role.code == 2 && role.err.contains("viewer, logger, coordinator or admin"), "{role:?}");
        let short = add_user(&program, "x@example.org", "viewer", "relief", "too short\n");
        assert!(short.code == 1 && short.err.contains("password") && short.err.contains("15"), "{short:?}");
        let common = add_user(&program, "x@example.org", "viewer", "relief", "passwordpasswordpassword\n");
        assert!(common.code == 1 && !common.err.contains("passwordpassword"), "never repeated: {common:?}");
        let email = add_user(&program, "nobody", "viewer", "relief", LONG_ENOUGH);
        assert!(email.code == 1 && email.err.contains("email"), "{email:?}");
        let key = add_user(&program, "x@example.org", "viewer", "two words", LONG_ENOUGH);
        assert!(key.code == 1 && key.err.contains("organisation"), "{key:?}");
        let file = program.run(&[
            "user",
            "add",
            "--email",
            "x@example.org",
            "--name",
            "X",
            "--organisation",
            "*",
            "--role",
            "viewer",
            "--password-file",
            "absent",
        ]);
        assert!(file.code == 1 && file.err.contains("absent"), "{file:?}");
    });
}

#[test]
fn a_token_is_shown_once_and_lets_in() {
    database_addresses(|database| {
        let program = Program::on(database);
        add_user(&program, "nour@example.org", "coordinator", "*", LONG_ENOUGH).expect(0);
        let token = |arguments: &[&str]| {
            program.run(&[&["token", "create", "--email", "nour@example.org"], arguments].concat())
        };
        let made = token(&["--scope", "convoys:read,events:write", "--expires-in-days", "3", "--json"]).json(0);
        assert_eq!(made["scopes"], json!(["events:write", "convoys:read"]));
        assert!(made["expires_at"].is_string());
        let plain = token(&["--scope", "convoys:read"]).expect(0);
        assert!(plain.starts_with("cvt_") && plain.lines().count() == 1, "{plain}");
        for bad in [
            &["--scope", "convoys:burn"][..],
            &["--scope"],
            &[],
            &["--scope", "convoys:read", "--expires-in-days", "0"],
        ] {
            assert_eq!(token(bad).code, 2, "{bad:?}");
        }
        let stranger = program.run(&["token", "create", "--email", "x@example.org", "--scope", "convoys:read"]);
        assert_eq!(stranger.code, 1, "{stranger:?}");

        let serving = program.serve(&[]);
        for token in [made["token"].as_str().unwrap(), plain.trim()] {
            serving.client(token).get("/api/v1/convoys").expect(200);
        }
        Client::of(&serving.base).get("/api/v1/convoys").expect(401);
        if let Some(file) = database.parse::<convoy::store::DatabaseUrl>().unwrap().sqlite_path() {
            let secret = plain.trim().rsplit('_').next().unwrap().as_bytes().to_vec();
            let parts = [file.to_path_buf(), file.with_extension("db-wal")];
            let bytes: Vec<u8> = parts.iter().flat_map(|part| std::fs::read(part).unwrap_or_default()).collect();
            assert!(
                bytes.windows(16).any(|window| window == b"nour@example.org"),
                "what is looked into is the database"
            );
            assert!(!bytes.windows(secret.len()).any(|window| window == secret), "a secret is stored hashed");
        }
    });
}

fn setting(checked: &Value, name: &str) -> (String, String) {
    let settings = checked["settings"].as_array().unwrap();
    let found = settings.iter().find(|setting| setting["setting"] == name).unwrap();
    (found["value"].as_str().unwrap().to_owned(), found["origin"].as_str().unwrap().to_owned())
}

#[test]
fn check_tells_every_setting_and_where_it_came_from() {
    let program = Program::anywhere();
    let of = |value: &str, origin: &str| (value.to_owned(), origin.to_owned());
    let usual = program.run(&["check", "--json"]).json(0);
    assert_eq!(setting(&usual, "bind"), of("127.0.0.1:8080", "default"));
    assert_eq!(setting(&usual, "database"), of("sqlite:convoy.sqlite", "default"));
    assert!(!program.folder().join("convoy.sqlite").exists(), "looking makes nothing");

    program.write("convoy.toml", "bind = \"127.0.0.1:1\"\ndatabase = \"sqlite:from-file.sqlite\"\nlog = \"debug\"\n");
    let by_file = program.run(&["check", "--json"]).json(0);
    assert_eq!(setting(&by_file, "bind"), of("127.0.0.1:1", "file convoy.toml"));
    assert_eq!(setting(&by_file, "log"), of("debug", "file convoy.toml"));
    let mut command = program.command(&["check", "--json", "--bind", "127.0.0.1:3"]);
    let secret = program.write("url", "sqlite:from-secret.sqlite\n");
    command.env("CONVOY_BIND", "127.0.0.1:2").env("DATABASE_URL_FILE", secret);
    let by_all = finished(&mut command).json(0);
    assert_eq!(setting(&by_all, "bind"), of("127.0.0.1:3", "flag"));
    assert_eq!(setting(&by_all, "database"), of("sqlite:from-secret.sqlite", "environment DATABASE_URL_FILE"));
    let mut command = program.command(&["check", "--json"]);
    let by_environment = finished(command.env("CONVOY_BIND", "127.0.0.1:2")).json(0);
    assert_eq!(setting(&by_environment, "bind"), of("127.0.0.1:2", "environment CONVOY_BIND"));

    let server = program.run(&["check", "--json", "--database", "postgres://annabel:s3cret@127.0.0.1:1/convoy"]);
    assert!(server.code == 1 && !server.out.contains("s3cret") && !server.out.contains("annabel"), "{server:?}");
    assert_eq!(server.json(1)["wrong"].as_array().unwrap().len(), 1);
}

#[test]
fn a_setting_that_cannot_be_is_an_error_and_never_passed_over() {
    let program = Program::anywhere();
    let all = ["check", "serve", "migrate", "verify", "rebuild"];
    program.write("convoy.toml", "bnid = \"127.0.0.1:1\"\n");
    for command in all {
        let run = program.run(&[command]);
        assert!(run.code == 1 && run.err.contains("bnid") && run.err.contains("convoy.toml"), "{command}: {run:?}");
    }
    std::fs::remove_file(program.folder().join("convoy.toml")).unwrap();
    let absent = program.run(&["check", "--config", "absent.toml"]);
    assert!(absent.code == 1 && absent.err.contains("absent.toml"), "{absent:?}");
    let absent = finished(program.command(&["check"]).env("CONVOY_BIND_FILE", "absent"));
    assert!(absent.code == 1 && absent.err.contains("CONVOY_BIND_FILE"), "a secret that is not there: {absent:?}");

    for open in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        for command in ["check", "serve"] {
            let run = program.run(&[command, "--bind", open]);
            let told = format!("{}{}", run.out, run.err);
            assert!(run.code == 1 && told.contains("--behind-proxy"), "{command} {open}: {run:?}");
        }
    }
    program.run(&["check", "--bind", "0.0.0.0:0", "--behind-proxy"]).expect(0);
    program.run(&["check", "--bind", "[::1]:0"]).expect(0);
    for odd in ["localhost", "127.0.0.1", "here:80"] {
        assert_eq!(program.run(&["check", "--bind", odd]).code, 1, "{odd}");
    }
    for odd in ["mysql://host/name", "sqlite::memory:", "sqlite:"] {
        let run = program.run(&["serve", "--database", odd]);
        assert!(run.code == 1 && run.err.contains("database"), "{odd}: {run:?}");
    }
    assert!(finished(program.command(&["check"]).env("CONVOY_BEHIND_PROXY", "perhaps")).code == 1);
}

#[test]
fn a_dry_migration_says_what_it_would_do_and_does_nothing() {
    bare_database_addresses(|database| {
        let program = Program::on(database);
        let names = |run: Run, verb: &str| -> Vec<String> {
            run.expect(0).lines().filter_map(|line| line.strip_prefix(verb).map(str::to_owned)).collect()
        };
        let would = names(program.run(&["migrate", "--dry-run"]), "would apply ");
        assert!(would.len() >= 3 && would[0].contains("create_ledger"), "{would:?}");
        assert_eq!(names(program.run(&["migrate", "--dry-run"]), "would apply "), would, "nothing was done");
        assert_eq!(names(program.run(&["migrate"]), "applied "), would);
        for command in [&["migrate"][..], &["migrate", "--dry-run"]] {
            assert!(program.run(command).expect(0).contains("is up to date"));
        }
        program.run(&["verify"]).expect(0);
    });
}

/// 3 is proved where the ledger is tampered with.
#[test]
fn exit_codes_tell_done_from_failed_from_wrong_use() {
    let program = Program::anywhere();
    for done in [&["--help"][..], &["--version"], &["help", "import"], &["migrate"], &["verify"], &["rebuild"]] {
        assert_eq!(program.run(done).code, 0, "{done:?}");
    }
    for failed in [&["import", "--scenario", "absent.json"][..], &["verify", "--database", "/dev/null/x"]] {
        let run = program.run(failed);
        assert!(run.code == 1 && run.err.starts_with("convoy: ") && run.out.is_empty(), "{run:?}");
    }
    for wrong in [&["fly"][..], &["import", "file.json"], &["import", "--scenario"], &["user"], &["verify", "--loud"]] {
        let run = program.run(wrong);
        assert!(run.code == 2 && run.err.contains("Usage"), "{wrong:?}: {run:?}");
    }
}

#[test]
fn the_demonstration_greets_with_its_address_and_its_people_and_keeps_to_its_own_database() {
    let program = Program::anywhere();
    let mut serving = program.serve(&["--demo"]);
    assert!(serving.line.starts_with("Convoy tracker serves on http://127.0.0.1:"), "{}", serving.line);
    assert!(serving.line.contains("convoy-demo.sqlite"), "{}", serving.line);
    let mut lines = serving.greeting.by_ref().lines().map(|line| line.unwrap());
    assert!(lines.next().unwrap().contains("Demonstration data"));
    let people: Vec<String> = lines.by_ref().take(4).collect();
    for role in ["coordinator", "logger", "viewer", "admin"] {
        assert!(people.iter().any(|line| line.contains(&format!("{role}@demo.example"))), "{people:?}");
    }
    assert_eq!(Client::of(&serving.base).get("/healthz").text, "ok\n");
    serving.kill();
    assert!(!program.folder().join("convoy.sqlite").exists());
    let demo = ["--database", "convoy-demo.sqlite"];
    let verified = program.run(&[&["verify", "--json"], &demo[..]].concat()).json(0);
    assert_eq!(verified["convoys"], 7, "all the real cases");
    let arguments = ["token", "create", "--email", "coordinator@demo.example", "--scope", "convoys:read"];
    let token = program.run(&[&arguments[..], &demo].concat()).expect(0);
    let again = program.serve(&["--demo"]);
    assert_eq!(again.client(token.trim()).all("/api/v1/convoys").len(), 7, "and not twice");
}

#[test]
fn a_server_without_accounts_says_how_to_make_one_and_a_taken_port_what_to_do() {
    let program = Program::anywhere();
    let mut serving = program.serve(&[]);
    let next = serving.greeting.by_ref().lines().next().unwrap().unwrap();
    assert!(next.contains("Nobody has an account yet"), "{next}");
    let address = serving.base.strip_prefix("http://").unwrap().to_owned();
    let taken = program.run(&["serve", "--bind", &address]);
    assert!(taken.code == 1 && taken.err.contains(&address) && taken.err.contains("--bind"), "{taken:?}");
}

#[test]
fn tools_get_completions_and_a_manual_of_every_command() {
    let program = Program::anywhere();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = program.run(&["completions", shell]).expect(0);
        assert!(script.contains("convoy") && script.contains("metrics-bind"), "{shell}");
    }
    assert_eq!(program.run(&["completions", "dos"]).code, 2);
    let manual = program.run(&["man"]).expect(0);
    assert!(manual.contains(".TH convoy 1") && manual.contains("serve") && manual.contains("openapi"), "{manual}");
    let folder = program.folder().join("pages");
    std::fs::create_dir(&folder).unwrap();
    program.run(&["man", "--to", "pages"]).expect(0);
    let pages: Vec<String> =
        std::fs::read_dir(&folder).unwrap().map(|page| page.unwrap().file_name().into_string().unwrap()).collect();
    for page in ["convoy.1", "convoy-serve.1", "convoy-token-create.1"] {
        assert!(pages.iter().any(|known| known == page), "{page} is not among {pages:?}");
    }
    let missing = program.run(&["man", "--to", "nowhere"]);
    assert!(missing.code == 1 && missing.err.contains("cannot write"), "{missing:?}");
}

#[test]
fn figures_are_told_on_an_address_of_their_own_and_name_no_convoy() {
    database_addresses(|database| {
        let program = Program::on(database);
        let token = program.token("nour@example.org", "*", "coordinator");
        let mut serving = program.serve(&["--metrics-bind", "127.0.0.1:0"]);
        let mut line = String::new();
        let figures = loop {
            line.clear();
            assert!(serving.greeting.read_line(&mut line).unwrap() > 0, "nothing was said of figures");
            if let Some(address) = line.trim().strip_prefix("Figures for Prometheus on ") {
                break address.trim_end_matches("/metrics").to_owned();
            }
        };
        let client = serving.client(&token);
        client.get("/api/v1/convoys/SECRET-REFERENCE/status").expect(404);
        client.get("/api/v1/convoys").expect(200);
        client.send("PATCH", "/api/v1/convoys", "application/json", "{}");
        let told = Client::of(&figures).get("/metrics");
        assert_eq!(told.status, 200);
        let text = told.text;
        let has = |line: &str| assert!(text.contains(line), "{line} is not in:\n{text}");
        has("convoy_http_requests_total{route=\"/api/v1/convoys/{convoy}/status\",method=\"GET\",status=\"404\"} 1");
        has("convoy_http_requests_total{route=\"/api/v1/convoys\",method=\"GET\",status=\"200\"} 1");
        has("convoy_http_request_duration_seconds_bucket{route=\"/api/v1/convoys\",method=\"GET\",le=\"+Inf\"} 1");
        has("method=\"other\"");
        let figure = |name: &str| {
            let told = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            told.trim().parse::<f64>().unwrap()
        };
        // That the token was used may be waiting to be written.
        assert!((0.0..=2.0).contains(&figure("convoy_writer_queue_length ")), "{text}");
        assert!(figure("convoy_ledger_position ") > 0.0, "accounts and tokens are entries: {text}");
        assert!(!text.contains("SECRET-REFERENCE") && !text.contains("PATCH") && !text.contains("nour"), "{text}");
        // Nothing of it where the program serves.
        assert_eq!(client.get("/metrics").status, 404);
        assert_eq!(Client::of(&figures).get("/api/v1/convoys").status, 404);
    });
    let wrong = Program::anywhere().run(&["check", "--metrics-bind", "somewhere"]);
    assert!(wrong.code == 1 && wrong.out.contains("metrics_bind"), "{wrong:?}");
    let program = Program::anywhere();
    program.write("convoy.toml", "requests_per_minute = 0\n");
    let wrong = program.run(&["check"]);
    assert!(wrong.code == 1 && wrong.out.contains("requests_per_minute"), "{wrong:?}");
}
