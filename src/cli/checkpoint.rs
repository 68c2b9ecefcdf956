//! `convoy checkpoint`.

use std::process::ExitCode;

use clap::Args;

use super::{open, say, wait};
use crate::{app::Runner, config::Flags};

/// The origin where none is named.
const ORIGIN: &str = "convoy";

/// Sign the head of the ledger. Keep what it prints where whoever controls the database cannot change it.
#[derive(Debug, Args)]
pub struct Checkpoint {
    /// Whose ledger it is: one word, such as the name under which it is served
    #[arg(long, value_name = "NAME", default_value = ORIGIN)]
    origin: String,
    /// Print the key by which others check the checkpoints, and sign nothing
    #[arg(long)]
    public_key: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

impl Checkpoint {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let app = open(flags)?;
        // A word that is no origin is told before anything is signed.
        let public_key = app.verifier_key().to_text(&self.origin)?;
        if self.public_key {
            if self.json {
                say(serde_json::to_string_pretty(&serde_json::json!({"public_key": public_key}))?);
            } else {
                say(public_key);
            }
            return Ok(ExitCode::SUCCESS);
        }
        let checkpoint = wait(app.sign_checkpoint(&Runner::Owner, &self.origin))?;
        if self.json {
            say(serde_json::to_string_pretty(&checkpoint)?);
        } else {
            say(checkpoint.note.trim_end_matches('\n'));
        }
        Ok(ExitCode::SUCCESS)
    }
}
