//! What was put into the tables of rights behind the program's back is found.
//!
//! What makes it bite: the same database verifies before each change and after it was taken back, and every one of the
//! statements below was answered "verified" by a program that compared only what is derived from the ledger.

use convoy::{
    app::{Role, Runner, policy::TokenScope},
    store::{
        DatabaseUrl, DbConnection, open_writer,
        verify::{Difference, Finding},
    },
};
use diesel::connection::SimpleConnection;

use crate::{
    access::cast::{Whose, convoys, reference, signed_in},
    harness::{
        databases::{database_addresses, databases},
        phones::add_number,
        program::Program,
        server::{Server, wait_for},
    },
};

const FORM: &str = "application/x-www-form-urlencoded";

/// Somebody and something in every table of rights, made by the program.
fn world(url: &DatabaseUrl) -> Server {
    let server = Server::start(url);
    let everything = convoys(&server);
    let app = &server.app;
    let (own, other) = (reference(Whose::Own, true), reference(Whose::Other, true));
    let (viewer, logger) = (server.account(Role::Viewer, "relief"), server.account(Role::Logger, "relief"));
    app.assign_logger_now(&own, &logger).unwrap();
    server.token(&viewer, &[TokenScope::ConvoysRead]);
    let revoked = app.create_token(&viewer, &[TokenScope::EventsWrite].into(), Some(1)).unwrap();
    wait_for(app.revoke_leaked_token(&revoked.token)).unwrap();
    let coordinator = signed_in(&server, &server.account(Role::Coordinator, "relief"));
    add_number(&coordinator, &server.somebody(Role::Logger, "relief"), "+963900333444", "");
    let form = "do=register&label=Phone&truck=&unique_id=&until=";
    assert_eq!(coordinator.post_raw(&format!("/convoys/{own}/devices"), FORM, form).status, 200);
    wait_for(app.place_hold(&Runner::Owner, &own, "an inquiry")).unwrap();
    for reason in ["one", "two"] {
        wait_for(app.place_hold(&Runner::Owner, &other, reason)).unwrap();
        wait_for(app.release_hold(&Runner::Owner, &other, reason)).unwrap();
    }
    let closed = server.account(Role::Admin, "relief");
    let closed = app.user_id(&closed).unwrap();
    wait_for(app.disable_user(&convoy::app::people::By::Program, closed)).unwrap();
    everything.get("/api/v1/convoys").expect(200);
    server
}

/// A table, what is done to it by hand, and how it is found.
const BY_HAND: &[(&str, &str, Difference)] = {
    use Difference::{Added, Changed, Missing};
    &[
        (
            "memberships",
            "INSERT INTO memberships (id, user_id, organisation_id, role) \
             SELECT user_id, user_id, organisation_id, 'coordinator' FROM memberships WHERE role = 'viewer'",
            Added,
        ),
        (
            "memberships",
            "INSERT INTO memberships (id, user_id, organisation_id, role) \
             SELECT user_id, user_id, NULL, role FROM memberships WHERE role = 'viewer'",
            Added,
        ),
        ("memberships", "UPDATE memberships SET role = 'coordinator' WHERE role = 'viewer'", Added),
        ("memberships", "UPDATE memberships SET organisation_id = NULL WHERE role = 'viewer'", Added),
        (
            "memberships",
            "INSERT INTO memberships (id, user_id, organisation_id, role) \
             SELECT user_id, user_id, organisation_id, role FROM memberships WHERE role = 'viewer'",
            Added,
        ),
        ("memberships", "DELETE FROM memberships WHERE role = 'logger'", Missing),
        ("users", "UPDATE users SET disabled_at = NULL", Changed),
        ("users", "UPDATE users SET disabled_at = created_at", Changed),
        (
            "users",
            "INSERT INTO users (id, email, name, password_hash, language, disabled_at, created_at) \
             SELECT (SELECT convoy_id FROM a_convoy), 'x@example.org', name, password_hash, language, NULL, \
             created_at FROM users WHERE disabled_at IS NOT NULL",
            Added,
        ),
        ("tokens", "UPDATE tokens SET scopes = (SELECT scopes FROM wider)", Changed),
        ("tokens", "UPDATE tokens SET expires_at = expires_at + {second}", Changed),
        ("tokens", "UPDATE tokens SET revoked_at = NULL", Changed),
        ("tokens", "UPDATE tokens SET user_id = (SELECT user_id FROM assignments)", Changed),
        ("tokens", "DELETE FROM tokens WHERE revoked_at IS NULL", Missing),
        (
            "tokens",
            "INSERT INTO tokens (id, public_id, secret_hash, user_id, scopes, created_at, expires_at) \
             SELECT user_id, 'x', secret_hash, user_id, scopes, created_at, expires_at FROM tokens \
             WHERE revoked_at IS NOT NULL",
            Added,
        ),
        ("grants", "UPDATE grants SET expires_at = expires_at + {second}", Changed),
        ("grants", "UPDATE grants SET exact = NOT exact", Changed),
        ("grants", "UPDATE grants SET convoy_id = (SELECT convoy_id FROM assignments)", Changed),
        ("grants", "UPDATE grants SET ended_at = granted_at", Changed),
        ("grants", "DELETE FROM grants", Missing),
        (
            "assignments",
            "INSERT INTO assignments (convoy_id, user_id, assigned_at) SELECT a.convoy_id, m.user_id, a.assigned_at \
             FROM assignments a, memberships m WHERE m.role = 'viewer'",
            Added,
        ),
        ("assignments", "DELETE FROM assignments", Missing),
        ("holds", "DELETE FROM holds WHERE released_at IS NULL", Missing),
        ("holds", "UPDATE holds SET released_at = placed_at", Missing),
        ("holds", "UPDATE holds SET reason = 'x'", Changed),
        ("holds", "UPDATE holds SET released_at = NULL WHERE reason = 'two'", Added),
        ("trackers", "UPDATE trackers SET convoy_id = (SELECT convoy_id FROM a_convoy)", Changed),
        ("phones", "UPDATE phones SET user_id = (SELECT user_id FROM assignments)", Changed),
        ("phones", "DELETE FROM phones", Missing),
        ("second_factors", "DELETE FROM second_factors", Missing),
    ]
};

/// Keeps the table as it was, with what the statements take from elsewhere, and runs one.
fn behind_the_programs_back(conn: &mut DbConnection, table: &str, statement: &str, is_sqlite: bool) {
    let second = if is_sqlite { "1000000" } else { "interval '1 second'" };
    let kept = format!(
        "CREATE TABLE kept AS SELECT * FROM {table}; \
         CREATE TABLE a_convoy AS SELECT convoy_id FROM grants ORDER BY convoy_id LIMIT 1; \
         CREATE TABLE wider AS SELECT scopes FROM tokens WHERE revoked_at IS NOT NULL;"
    );
    conn.batch_execute(&format!("{kept} {};", statement.replace("{second}", second))).unwrap();
}

fn back_again(conn: &mut DbConnection, table: &str) {
    let rows = match table {
        // Others refer to them.
        "users" => "DELETE FROM users WHERE email = 'x@example.org'; UPDATE users SET disabled_at = \
                    (SELECT kept.disabled_at FROM kept WHERE kept.id = users.id)"
            .to_owned(),
        _ => format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept"),
    };
    conn.batch_execute(&format!("{rows}; DROP TABLE kept; DROP TABLE a_convoy; DROP TABLE wider;")).unwrap();
}

#[test]
fn what_was_done_to_the_tables_of_rights_by_hand_is_found() {
    databases(|url| {
        let server = world(url);
        let finding = || server.app.verify(&[]).unwrap().first_finding;
        assert_eq!(finding(), None);
        let mut conn = open_writer(url).unwrap();
        let mut missed = Vec::new();
        for &(table, statement, expected) in BY_HAND {
            behind_the_programs_back(&mut conn, table, statement, url.sqlite_path().is_some());
            match finding() {
                Some(Finding::RightDiffers { table: found, difference, position, .. })
                    if found == table && difference == expected && position > 0 => {}
                other => missed.push(format!("{statement}: {other:?}")),
            }
            back_again(&mut conn, table);
            assert_eq!(finding(), None, "put back as it was: {statement}");
        }
        assert_eq!(missed, [""; 0]);
    });
}

#[test]
fn a_coordinator_made_by_hand_is_named_with_an_exit_code_of_its_own() {
    database_addresses(|address| {
        let program = Program::on(address);
        program.account("viewer@example.org", "relief", "viewer");
        program.run(&["verify"]).expect(0);
        let promote = "UPDATE memberships SET role = 'coordinator'";
        open_writer(&address.parse().unwrap()).unwrap().batch_execute(promote).unwrap();
        let found = program.run(&["verify", "--json"]).json(3)["first_finding"].clone();
        let of = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
        assert_eq!([of("finding"), of("table"), of("difference")], ["right_differs", "memberships", "added"]);
        let users = program.run(&["user", "list", "--json"]).json(0);
        assert!(users.to_string().contains(&of("subject")), "{users}");
        let told = program.run(&["verify"]).expect(3);
        assert!(told.starts_with("DOES NOT VERIFY: position ") && told.contains("memberships has a row"), "{told}");
    });
}

/// All that the program itself does with these tables leaves the deed of it, or this would find it.
#[test]
fn what_people_do_with_rights_by_the_program_verifies() {
    use convoy::app::people::By;
    databases(|url| {
        let server = world(url);
        let app = &server.app;
        let own = reference(Whose::Own, true);
        let email = server.account(Role::Logger, "relief");
        let user = app.user_id(&email).unwrap();
        app.assign_logger_now(&own, &email).unwrap();
        app.assign_logger_now(&own, &email).unwrap();
        wait_for(app.give_role(&By::Program, user, Role::Admin, "*")).unwrap();
        wait_for(app.give_role(&By::Program, user, Role::Admin, "*")).unwrap();
        wait_for(app.give_role(&By::Program, user, Role::Viewer, "brand-new")).unwrap();
        wait_for(app.take_role(&By::Program, user, Role::Admin, "*")).unwrap();
        wait_for(app.end_assignment(None, &own, user)).unwrap();
        let token = app.create_token(&email, &[TokenScope::ConvoysRead].into(), None).unwrap();
        wait_for(app.revoke_token(&By::Program, token.id)).unwrap();
        wait_for(app.disable_user(&By::Program, user)).unwrap();
        wait_for(app.enable_user(&By::Program, user)).unwrap();
        wait_for(app.apply_retention(&Runner::Owner)).unwrap();
        assert_eq!(app.verify(&[]).unwrap().first_finding, None);
    });
}
