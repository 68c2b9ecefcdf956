//! A PostgreSQL server for the tests: the one that `TEST_POSTGRES_URL` names (a maintenance database, as a role that may make
//! databases), or else a private one, started once for the test process from the programs found on this machine.
//!
//! A supervisor script runs the private server and reads a pipe whose other end is held by the test process alone. When that
//! process ends, however it ends, the pipe closes, the script stops the server and removes its folder.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use convoy::store::{DatabaseUrl, migrations, open_writer};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

/// A migrated, empty database of one's own; dropped with this value.
pub struct Database {
    name: String,
    url: String,
}

struct Server {
    admin: String,
    template: String,
    /// Holds the pipe open for as long as the process lives.
    _supervisor: Option<(Child, ChildStdin)>,
}

/// A new migrated database, or none where this machine has no PostgreSQL (which is a failure where
/// `CONVOY_TEST_REQUIRE=postgres`, or where `TEST_POSTGRES_URL` names one that cannot be reached).
pub fn database() -> Option<Database> {
    let server = server()?;
    let name = unique("convoy_test");
    execute(&server.admin, &format!("CREATE DATABASE {name} TEMPLATE {}", server.template));
    Some(Database { url: with_name(&server.admin, &name), name })
}

/// As [`database`], but without any schema.
pub fn bare_database() -> Option<Database> {
    let server = server()?;
    let name = unique("convoy_test_bare");
    execute(&server.admin, &format!("CREATE DATABASE {name} TEMPLATE template0"));
    Some(Database { url: with_name(&server.admin, &name), name })
}

impl Database {
    /// Where it is, as whoever starts the program writes it.
    pub fn address(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(server) = server()
            && let Ok(mut admin) = PgConnection::establish(&server.admin)
        {
            let _ = admin.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let started = start();
        if let Err(reason) = &started {
            // Not eprintln!, which the test runner keeps to itself while a test passes.
            let _ = writeln!(std::io::stderr(), "skipped: no PostgreSQL found ({reason})");
        }
        started
    });
    match server {
        Ok(server) => Some(server),
        Err(reason) => {
            let required = std::env::var("CONVOY_TEST_REQUIRE").unwrap_or_default();
            assert!(!required.contains("postgres") && named_server().is_none(), "PostgreSQL was asked for: {reason}");
            None
        }
    }
}

fn start() -> Result<Server, String> {
    let (admin, supervisor) = if let Some(url) = named_server() {
        (url, None)
    } else {
        let (url, child, pipe) = start_private()?;
        (url, Some((child, pipe)))
    };
    wait_until_ready(&admin)?;
    let template = make_template(&admin);
    Ok(Server { admin, template, _supervisor: supervisor })
}

fn named_server() -> Option<String> {
    std::env::var("TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty())
}

const SUPERVISOR: &str = r#"
    cd / && umask 077
    # In memory where there is enough of it: nothing here outlives the tests, and each makes databases of hundreds of files.
    free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
    place=/tmp
    if [ "${free:-0}" -ge 3000000 ] && [ -w /dev/shm ]; then place=/dev/shm; fi
    folder=$(mktemp -d "$place/convoy-pg-XXXXXX") || exit 1
    trap 'rm -rf "$folder"' EXIT
    "$1" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C -N >"$folder/initdb.log" 2>&1 </dev/null || {
        echo "failed: $(tail -n 1 "$folder/initdb.log")"; exit 1
    }
    "$2" -D "$folder/data" -k "$folder" -c listen_addresses= -c max_connections=200 -c fsync=off \
        >"$folder/server.log" 2>&1 </dev/null &
    server=$!
    echo "$folder"
    exec >/dev/null
    cat >/dev/null
    kill -INT "$server"
    wait "$server"
"#;

/// Starts a server that listens on a socket in a folder of its own, so that no port is needed.
fn start_private() -> Result<(String, Child, ChildStdin), String> {
    let (initdb, postgres) = programs().ok_or("no initdb and postgres in PATH or /usr/lib/postgresql")?;
    let mut command = as_ordinary_user();
    let mut child = command
        .args(["sh", "-c", SUPERVISOR, "sh"])
        .args([initdb, postgres])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // A group of its own: Ctrl-C reaches the tests alone, and the script tidies up behind them.
        .process_group(0)
        .spawn()
        .map_err(|error| format!("cannot start it: {error}"))?;
    let pipe = child.stdin.take().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).map_err(|error| error.to_string())?;
    let folder = line.trim();
    if folder.starts_with('/') {
        Ok((format!("postgres://postgres@/postgres?host={folder}"), child, pipe))
    } else {
        Err(format!("it did not start: {folder}"))
    }
}

/// `env`, or what runs a command as the user `postgres` where this process is root, which initdb refuses.
fn as_ordinary_user() -> Command {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    if !is_root {
        return Command::new("env");
    }
    let mut command = if find_in_path("setpriv").is_some() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]);
        command
    } else {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]);
        command
    };
    command.env_remove("HOME");
    command
}

fn programs() -> Option<(PathBuf, PathBuf)> {
    if let (Some(initdb), Some(postgres)) = (find_in_path("initdb"), find_in_path("postgres")) {
        return Some((initdb, postgres));
    }
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten().map(|entry| entry.path().join("bin")).collect();
    folders.sort();
    let folder = folders.into_iter().rev().find(|folder| folder.join("initdb").is_file())?;
    Some((folder.join("initdb"), folder.join("postgres")))
}

fn find_in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn wait_until_ready(admin: &str) -> Result<(), String> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        match PgConnection::establish(admin) {
            Ok(_) => return Ok(()),
            Err(error) if Instant::now() > deadline => return Err(error.to_string()),
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// A migrated database from which each test's is copied, which is quicker than migrating each. Its name says which migrations it
/// has, so that a lasting server keeps one and not one for every run.
fn make_template(admin: &str) -> String {
    let name = format!("convoy_template_{:016x}", hash_of_migrations());
    let mut conn = PgConnection::establish(admin).unwrap();
    // Two test processes on one server take turns.
    conn.batch_execute("SELECT pg_advisory_lock(1)").unwrap();
    let found: Count = diesel::sql_query("SELECT count(*) AS number FROM pg_database WHERE datname = $1")
        .bind::<Text, _>(&name)
        .get_result(&mut conn)
        .unwrap();
    if found.number == 0 {
        let unfinished = format!("{name}_unfinished");
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {unfinished}")).unwrap();
        // Sorted as a language does where the server can, as most real ones are: else a missing COLLATE would not show.
        let plain = format!("CREATE DATABASE {unfinished} TEMPLATE template0");
        if conn.batch_execute(&format!("{plain} LOCALE_PROVIDER icu ICU_LOCALE 'en'")).is_err() {
            conn.batch_execute(&plain).unwrap();
        }
        let url: DatabaseUrl = with_name(admin, &unfinished).parse().unwrap();
        migrations::run(&mut open_writer(&url).unwrap()).unwrap();
        rename(&mut conn, &unfinished, &name);
    }
    conn.batch_execute("SELECT pg_advisory_unlock(1)").unwrap();
    name
}

/// The server may take a moment to notice that the connection that migrated is gone.
fn rename(conn: &mut PgConnection, from: &str, to: &str) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while let Err(error) = conn.batch_execute(&format!("ALTER DATABASE {from} RENAME TO {to}")) {
        assert!(Instant::now() < deadline, "{error}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn hash_of_migrations() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("up.sql")).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        std::fs::read(file).unwrap().hash(&mut hasher);
    }
    hasher.finish()
}

fn unique(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn execute(admin: &str, statement: &str) {
    PgConnection::establish(admin).unwrap().batch_execute(statement).unwrap();
}

/// The same server, another database.
fn with_name(admin: &str, name: &str) -> String {
    let (place, query) = admin.split_once('?').unwrap_or((admin, ""));
    let (scheme, rest) = place.split_once("://").unwrap();
    let host = rest.split('/').next().unwrap();
    format!("{scheme}://{host}/{name}?{query}")
}
