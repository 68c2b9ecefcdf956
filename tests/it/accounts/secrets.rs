//! Nothing that lets somebody in can be read in the database: looked for in every column of every table.

use convoy::{
    ambient::Ambient,
    store::{DatabaseUrl, DbConnection, open_writer},
};
use diesel::{prelude::*, sql_types::Text};

use super::{code, right_password};
use crate::{
    harness::databases::databases,
    pages::site::{Browser, PASSWORD, Site},
};

#[derive(QueryableByName)]
struct Told {
    #[diesel(sql_type = Text)]
    told: String,
}

fn told(conn: &mut DbConnection, query: &str) -> Vec<String> {
    diesel::sql_query(query).load::<Told>(conn).unwrap().into_iter().map(|row| row.told).collect()
}

/// Every column of every row, as text and as the hexadecimal digits of its bytes.
fn everything(url: &DatabaseUrl) -> Vec<String> {
    let conn = &mut open_writer(url).unwrap();
    let is_sqlite = matches!(conn, DbConnection::Sqlite(_));
    let columns = if is_sqlite {
        "SELECT t.name || '.' || c.name AS told FROM pragma_table_list t JOIN pragma_table_info(t.name) c \
         WHERE t.schema = 'main' AND t.type = 'table'"
    } else {
        "SELECT table_name || '.' || column_name AS told FROM information_schema.columns WHERE table_schema = 'public'"
    };
    let mut all = Vec::new();
    for column in told(conn, columns) {
        let (table, column) = column.split_once('.').unwrap();
        let (as_text, as_hex) = if is_sqlite {
            (format!("CAST(\"{column}\" AS TEXT)"), format!("lower(hex(\"{column}\"))"))
        } else {
            (format!("\"{column}\"::text"), format!("encode(\"{column}\"::text::bytea, 'hex')"))
        };
        for as_what in [as_text, as_hex] {
            let query = format!("SELECT {as_what} AS told FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
            // What is no text in SQLite cannot be cast to it without loss, and is there by its digits.
            let rows = diesel::sql_query(query).load::<Told>(conn).unwrap_or_default();
            all.extend(rows.into_iter().map(|row| row.told));
        }
    }
    all
}

fn bytes_of_hex(secret: &str) -> Option<String> {
    let is_hex = secret.len().is_multiple_of(2) && secret.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| secret.to_lowercase())
}

fn hex(text: &str) -> String {
    let digits: Vec<String> = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// The kinds of the entries of the ledger.
pub fn deeds(url: &DatabaseUrl) -> Vec<String> {
    told(&mut open_writer(url).unwrap(), "SELECT kind AS told FROM ledger ORDER BY position")
}

/// Everybody does something, and what they were given or typed is remembered.
fn secrets(site: &Site) -> Vec<(&'static str, String)> {
    let mut nour = site.signed_in("nour");
    site.wait(60);
    let mut waiting = site.visitor();
    right_password(&mut waiting, "nour");
    let mut done = site.visitor();
    right_password(&mut done, "nour");
    assert_eq!(code(&mut done, &nour.authenticator.as_ref().unwrap().code(site.clock.now())).status, 303);
    let shown = |browser: &mut Browser, path: &str, fields: &[(&str, &str)]| {
        let text = browser.post(path, fields).text();
        text.split("<code class=\"shown\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    let token = shown(&mut nour, "/me/tokens", &[("scopes", "convoys:read"), ("proof", PASSWORD)]);
    let person = site.app.user_id("amel@example.org").unwrap().0;
    let link = shown(&mut site.signed_in("dana"), &format!("/admin/users/{person}/link"), &[]);
    let mut all = vec![
        ("password", PASSWORD.to_owned()),
        ("session", nour.cookies["session"].clone()),
        ("session", done.cookies["session"].clone()),
        ("device", nour.cookies["device"].clone()),
        ("sign-in that waits", waiting.cookies["sign-in"].clone()),
        ("token", token.clone()),
        ("token's secret", token.rsplit('_').next().unwrap()[..64].to_owned()),
        ("link", link.rsplit('/').next().unwrap().to_owned()),
        ("authenticator", nour.authenticator.as_ref().unwrap().secret.clone()),
        ("present code's authenticator", hex(&nour.authenticator.as_ref().unwrap().secret)),
    ];
    for code in &nour.recovery_codes {
        all.push(("recovery code", code.clone()));
        all.push(("recovery code", code.replace(' ', "")));
    }
    all
}

#[test]
fn nothing_that_lets_in_can_be_read_in_the_database() {
    databases(|url| {
        let site = Site::start(url);
        let secrets = secrets(&site);
        let everything = everything(url);
        let holds = |needle: &str| everything.iter().any(|column| column.contains(needle));
        assert!(holds("nour@example.org") && holds(&hex("nour@example.org")), "the control: what is there is found");
        assert!(everything.len() > 500, "{} columns", everything.len());
        for (what, secret) in &secrets {
            assert!(secret.len() >= 12, "{what}");
            assert!(!holds(secret) && !holds(&hex(secret)), "a {what} can be read");
            if let Some(bytes) = bytes_of_hex(secret) {
                assert!(!holds(&bytes), "the bytes of a {what} can be read");
            }
        }
        // Nor in the file as it lies on the disk.
        if let Some(file) = url.sqlite_path() {
            let parts = [file.to_path_buf(), file.with_extension("db-wal")];
            let bytes: Vec<u8> = parts.iter().flat_map(|part| std::fs::read(part).unwrap_or_default()).collect();
            let lies = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
            assert!(lies("nour@example.org"));
            for (what, secret) in &secrets {
                assert!(!lies(secret), "a {what} lies in the file");
            }
        }
    });
}
