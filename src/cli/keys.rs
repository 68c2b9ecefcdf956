//! `convoy keys`.

use std::process::ExitCode;

use anyhow::bail;
use clap::Subcommand;

use super::{open, say, wait};
use crate::config::Flags;

/// The keys of personal data.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Give all sealed fields a new key, and take the old one out of the file; goes on where a run was interrupted
    Rotate {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Show where the keys are and the id of each, never a key
    Show {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
}

impl Keys {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let app = open(flags)?;
        let shown = app.show_keys();
        match self {
            Self::Rotate { json } => {
                if shown.file.is_none() {
                    bail!(
                        "the keys are in the variable CONVOY_KEYS, which this program cannot change. Write its value to \
                         a file that only its owner can read, name that file by CONVOY_KEYS_FILE in place of the variable \
                         for this program and for the server, and rotate again; afterwards the file's text may go back \
                         into the variable"
                    );
                }
                let rotated = wait(app.rotate_keys())?;
                if *json {
                    say(serde_json::to_string_pretty(&rotated)?);
                } else {
                    let file = rotated.file.display();
                    say(format_args!("{} fields sealed anew; {file} has key {} alone", rotated.fields, rotated.key));
                    say("Keep a new copy of the file; the old copies open nothing any more but old backups.");
                }
            }
            Self::Show { json } => {
                if *json {
                    say(serde_json::to_string_pretty(&shown)?);
                    return Ok(ExitCode::SUCCESS);
                }
                match &shown.file {
                    Some(file) => say(format_args!("file: {}", file.display())),
                    None => say("in the variable CONVOY_KEYS"),
                }
                for id in &shown.ids {
                    let role =
                        if *id == shown.sealing { "seals and opens" } else { "opens (a rotation is not finished)" };
                    say(format_args!("key {id}: {role}"));
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
