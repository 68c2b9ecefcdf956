//! Runs the body of a test on each database in turn: an SQLite file, and PostgreSQL where this machine has it.

use std::{
    io::Write,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::mpsc::{RecvTimeoutError, channel},
    time::Duration,
};

use convoy::store::{DatabaseUrl, migrations, open_writer};

use super::postgres;

/// Many times what the slowest test takes, and little beside a run that never ends.
const LONGEST: Duration = Duration::from_mins(10);

/// Runs the test on a migrated, empty database of each kind, and says on which one it failed.
pub fn databases(test: impl Fn(&DatabaseUrl)) {
    bare_or_migrated(true, |url| test(&url.parse().unwrap()));
}

/// As [`databases`], with the address as whoever starts the program writes it.
pub fn database_addresses(test: impl Fn(&str)) {
    bare_or_migrated(true, test);
}

/// Runs the test on a database of each kind that has no schema yet.
pub fn bare_databases(test: impl Fn(&DatabaseUrl)) {
    bare_or_migrated(false, |url| test(&url.parse().unwrap()));
}

/// As [`bare_databases`], with the address as whoever starts the program writes it.
pub fn bare_database_addresses(test: impl Fn(&str)) {
    bare_or_migrated(false, test);
}

fn bare_or_migrated(migrate: bool, test: impl Fn(&str)) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("convoy.db");
    let file = file.to_str().unwrap();
    if migrate {
        migrations::run(&mut open_writer(&file.parse().unwrap()).unwrap()).unwrap();
    }
    named("SQLite", || test(file));
    let database = if migrate { postgres::database() } else { postgres::bare_database() };
    if let Some(database) = database {
        named("PostgreSQL", || test(database.address()));
    }
}

fn named(database: &'static str, test: impl FnOnce()) {
    let (ended, end) = channel::<()>();
    let name = std::thread::current().name().unwrap_or_default().to_owned();
    std::thread::spawn(move || {
        if end.recv_timeout(LONGEST) == Err(RecvTimeoutError::Timeout) {
            // Past the harness, which keeps what a test says until that test has ended.
            let _ = writeln!(std::io::stderr().lock(), "{name} has not ended on {database} in {LONGEST:?}: given up");
            std::process::exit(101);
        }
    });
    let _ended = ended;
    if let Err(panic) = catch_unwind(AssertUnwindSafe(test)) {
        eprintln!("on {database}");
        resume_unwind(panic);
    }
}
