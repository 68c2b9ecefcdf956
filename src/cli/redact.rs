//! `convoy redact`.

use std::process::ExitCode;

use clap::Args;
use uuid::Uuid;

use super::{open, say, wait};
use crate::{
    app::{Runner, redaction::Keep},
    config::Flags,
    domain::id::EventId,
};

/// Take the text of an event out of the ledger.
#[derive(Debug, Args)]
pub struct Redact {
    /// The convoy's reference or id
    #[arg(long, value_name = "REFERENCE")]
    convoy: String,
    /// The event's id
    #[arg(long, value_name = "ID")]
    event: Uuid,
    /// Why; it stays in the ledger, so no names
    #[arg(long)]
    reason: String,
    /// Take out everything, so that the event no longer counts; else the fact stays, without its texts
    #[arg(long)]
    everything: bool,
}

impl Redact {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let app = open(flags)?;
        let keep = if self.everything { Keep::Nothing } else { Keep::Fact };
        let redacted = wait(app.redact(&Runner::Owner, &self.convoy, EventId(self.event), &self.reason, keep))?;
        for event in redacted {
            say(format_args!("redacted {}", event.0));
        }
        Ok(ExitCode::SUCCESS)
    }
}
