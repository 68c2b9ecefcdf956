//! `convoy retention`.

use std::process::ExitCode;

use clap::Args;

use super::{open, say, wait};
use crate::{app::Runner, config::Flags};

/// Erase what is kept of people longer than it may be. `convoy serve` does it once a day.
#[derive(Debug, Args)]
pub struct Retention {
    /// Say what would be erased, and erase nothing
    #[arg(long)]
    dry_run: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

impl Retention {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let app = open(flags)?;
        let classes =
            if self.dry_run { app.retention_due(&Runner::Owner)? } else { wait(app.apply_retention(&Runner::Owner))? };
        if self.json {
            say(serde_json::to_string_pretty(&classes)?);
            return Ok(ExitCode::SUCCESS);
        }
        let verb = if self.dry_run { "would erase" } else { "erased" };
        for due in classes {
            let oldest = due.oldest.map(|at| format!(", the oldest of {}", at.utc().format("%Y-%m-%d")));
            let oldest = oldest.unwrap_or_default();
            say(format_args!("{:<10} kept {} days: {verb} {}{oldest}", due.class.as_ref(), due.days, due.rows));
            for reference in &due.waiting {
                say(format_args!("           {reference} waits: one person alone says that it is over"));
            }
            if !due.waiting.is_empty() {
                say(
                    "           A coordinator of the organisation that leads it logs `returned`, or corrects that report.",
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
