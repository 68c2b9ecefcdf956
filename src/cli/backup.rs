//! `convoy backup` and `convoy restore`.

use std::{
    io::{IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context;
use clap::Args;
use serde_json::json;

use super::say;
use crate::{
    ambient::Real,
    app::{App, Keys},
    config::{Flags, Settings},
    store::{
        DatabaseUrl,
        backup::{self, Copied},
    },
};

/// The exit code where the ledger does not verify.
const DOES_NOT_VERIFY: u8 = 3;

/// Copy a database that is in use into one file. The keys of personal data are not in it
#[derive(Debug, Args)]
pub struct Backup {
    /// Answer in JSON
    #[arg(long)]
    json: bool,
    /// The file to write; it must not be there yet
    file: PathBuf,
}

/// Bring a backup into a new or empty database, and verify it
#[derive(Debug, Args)]
pub struct Restore {
    /// The database: a file, or postgres://…
    #[arg(long, value_name = "URL")]
    to: String,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
    /// The backup
    file: PathBuf,
}

/// Says on a terminal, in one line that is written over, how far it is.
fn progress() -> impl FnMut(&str, u64) {
    let shows = std::io::stderr().is_terminal();
    move |table: &str, rows: u64| {
        if shows {
            let _ = write!(std::io::stderr(), "\r\u{1b}[2K{table}: {rows}");
        }
    }
}

fn progress_over() {
    if std::io::stderr().is_terminal() {
        let _ = write!(std::io::stderr(), "\r\u{1b}[2K");
    }
}

fn rows(copied: &[Copied]) -> u64 {
    copied.iter().map(|table| table.rows).sum()
}

impl Backup {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let settings = Settings::load(flags)?;
        let url = settings.database()?;
        let copied = backup::backup(&url, &self.file, &mut progress());
        progress_over();
        let copied = copied.with_context(|| format!("cannot back up {url}"))?;
        let keys = settings.keys_file(&url).map(|path| path.display().to_string());
        if self.json {
            say(serde_json::to_string_pretty(&json!({
                "file": self.file, "rows": rows(&copied), "tables": copied, "keys_in_backup": false, "keys_file": keys,
            }))?);
            return Ok(ExitCode::SUCCESS);
        }
        say(format_args!("backed up {url} to {}: {} rows", self.file.display(), rows(&copied)));
        match keys {
            Some(keys) => say(format_args!(
                "The keys of personal data are NOT in it: keep a copy of {keys} apart from the backup. Without it, names, \
                 phones and positions in the backup cannot be read."
            )),
            None => say(
                "The keys of personal data are NOT in it: keep a copy of CONVOY_KEYS apart from the backup. Without it, \
                 names, phones and positions in the backup cannot be read.",
            ),
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Restore {
    pub(super) fn run(&self, _: &Flags) -> anyhow::Result<ExitCode> {
        let to: DatabaseUrl = self.to.parse().context("--to")?;
        let copied = backup::restore(&self.file, &to, &mut progress());
        progress_over();
        let copied = copied.with_context(|| format!("nothing was restored from {}", self.file.display()))?;
        // Verifying opens nothing that is sealed: the keys may be elsewhere still.
        let app =
            App::open(&to, Arc::new(Real), Arc::new(Keys::fresh()?)).with_context(|| format!("cannot open {to}"))?;
        let verified = app.verify(&[])?;
        if self.json {
            say(serde_json::to_string_pretty(&json!({
                "to": to.to_string(), "rows": rows(&copied), "tables": copied, "verified": verified,
            }))?);
        } else {
            say(format_args!("restored {} to {to}: {} rows", self.file.display(), rows(&copied)));
            match &verified.first_finding {
                None => say(format_args!(
                    "verified: {} entries, {} convoys. Serve it with the keys that it was written with.",
                    verified.entries, verified.convoys
                )),
                Some(finding) => say(format_args!("DOES NOT VERIFY: {}", finding.sentence())),
            }
        }
        Ok(if verified.first_finding.is_none() { ExitCode::SUCCESS } else { ExitCode::from(DOES_NOT_VERIFY) })
    }
}
