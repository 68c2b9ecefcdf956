//! `convoy import`.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::Args;

use super::{open, say};
use crate::{app::scenario::Scenario, config::Flags};

/// Import a file, all of it or nothing.
#[derive(Debug, Args)]
pub struct Import {
    /// The file is a scenario: organisations, places, convoys and their reports
    #[arg(long, required = true)]
    scenario: bool,
    /// Check everything, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
    /// The file
    file: PathBuf,
}

impl Import {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let name = self.file.display();
        let text = std::fs::read_to_string(&self.file).with_context(|| format!("cannot read {name}"))?;
        let nothing_kept = || format!("{name} was not imported, and nothing of it was kept");
        let scenario = Scenario::parse(&text).with_context(nothing_kept)?;
        let imported = open(flags)?.import_scenario(&scenario, self.dry_run).with_context(nothing_kept)?;
        if self.json {
            say(serde_json::to_string_pretty(&imported)?);
            return Ok(ExitCode::SUCCESS);
        }
        for ignored in &imported.ignored {
            say(format_args!("not kept: {ignored}"));
        }
        let verb = if self.dry_run { "would import" } else { "imported" };
        say(format_args!(
            "{verb} {}: {} organisations, {} places, {} convoys, {} people on trucks, {} events ({} in review)",
            scenario.name,
            imported.organisations,
            imported.places,
            imported.convoys,
            imported.crew,
            imported.events,
            imported.in_review
        ));
        Ok(ExitCode::SUCCESS)
    }
}
