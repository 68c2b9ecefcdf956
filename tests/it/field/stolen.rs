//! Whoever steals the database learns no position and no number, and the log tells neither.

use convoy::store::{DatabaseUrl, open_writer};
use diesel::{prelude::*, sql_types::Text};
use serde_json::json;

use crate::harness::{
    databases::database_addresses,
    program::Program,
    world::{describe, register},
};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    text: String,
}

/// All that the database holds.
fn raw(url: &DatabaseUrl) -> Vec<u8> {
    if let Some(file) = url.sqlite_path() {
        let beside = |suffix: &str| format!("{}{suffix}", file.display());
        return ["", "-wal", "-shm"].iter().flat_map(|it| std::fs::read(beside(it)).unwrap_or_default()).collect();
    }
    let mut conn = open_writer(url).unwrap();
    let tables = "SELECT table_name::text AS text FROM information_schema.tables WHERE table_schema = 'public'";
    let tables: Vec<Row> = diesel::sql_query(tables).load(&mut conn).unwrap();
    let all = |table: &Row| {
        let rows = format!("SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM {} t", table.text);
        diesel::sql_query(rows).get_result::<Row>(&mut open_writer(url).unwrap()).unwrap().text
    };
    tables.iter().map(all).collect::<String>().into_bytes()
}

fn contains(all: &[u8], part: &str) -> bool {
    let hex = part.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    [part, hex.as_str()].iter().any(|part| all.windows(part.len()).any(|window| window == part.as_bytes()))
}

/// What makes it bite: the same values are told to who may see them, and what is no secret is found in what is searched.
#[test]
fn a_stolen_database_and_the_log_give_no_position_no_number_and_no_key() {
    database_addresses(|address| {
        let program = Program::on(address);
        let token = program.token("canary.coordinator@example.org", "*", "coordinator");
        let serving = program.serve_with_log("convoy=trace,actix_web=debug,actix_server=debug");
        let client = serving.client(&token);
        describe(&client);
        register(&client, "RELIEF-1");
        // By Traccar, for a device's page needs a person.
        let url: DatabaseUrl = address.parse().unwrap();
        let app = convoy::app::App::open(
            &url,
            std::sync::Arc::new(convoy::ambient::Real),
            std::sync::Arc::new(convoy::app::Keys::read_or_make(&keys_of(&program, &url)).unwrap()),
        )
        .unwrap();
        let caller = app.caller_of_token(&token).unwrap();
        let person = convoy::app::Caller { scopes: None, token: None, ..caller };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let new = convoy::app::trackers::NewTracker { label: "Phone".into(), ..Default::default() };
        let made = runtime.block_on(app.register_tracker(&person, "RELIEF-1", &new)).unwrap();
        let key = made.key.unwrap();
        let by = convoy::app::people::By::Program;
        runtime.block_on(app.add_phone(&by, person.user, "+963 900 700 801", "58213")).unwrap();
        drop(app);

        let time = crate::harness::now().timestamp() + 1;
        let query = format!("/api/v1/positions/osmand?id={key}&lat=34.81237&lon=36.59871&timestamp={time}");
        assert_eq!(client.get(&query).status, 200);
        client.get(&format!("/api/v1/positions/osmand?id={key}&lat=abc&lon=36.59871"));
        let sent = json!({"from": "+963900700801", "text": "#58213 RELIEF-1 dispatched hub"});
        let reply = client.post("/api/v1/messages", &sent).expect(200)["reply"].to_string();
        assert!(reply.contains("Recorded"), "{reply}");
        let told = client.get("/api/v1/convoys/RELIEF-1/positions").text;
        assert!(told.contains("34.81237") && told.contains("36.59871"), "{told}");

        let stolen = raw(&url);
        assert!(contains(&stolen, "RELIEF-1"));
        let secrets = ["34.81237", "36.59871", "963900700801", "58213", key.as_str()];
        for secret in secrets {
            assert!(!contains(&stolen, secret), "{secret} stands in the database");
        }
        drop(serving);
        let log = program.log();
        assert!(log.contains("/api/v1/positions/osmand"), "nothing was logged: {log}");
        for secret in secrets.into_iter().chain(["cvd_"]) {
            assert!(!log.contains(secret), "{secret} stands in the log");
        }
    });
}

fn keys_of(program: &Program, url: &DatabaseUrl) -> std::path::PathBuf {
    match url.sqlite_path() {
        Some(path) => format!("{}.keys", path.display()).into(),
        None => program.folder().join("convoy.keys"),
    }
}
