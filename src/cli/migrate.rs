//! `convoy migrate`.

use std::process::ExitCode;

use clap::Args;

use super::{bring_up_to_date, say};
use crate::{
    config::{Flags, Settings},
    store::{DatabaseUrl, migrations, open_reader},
};

/// Bring the schema up to date.
#[derive(Debug, Args)]
pub struct Migrate {
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

impl Migrate {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let url = Settings::load(flags)?.database()?;
        if self.dry_run {
            let is_new = url.sqlite_path().is_some_and(|path| !path.exists());
            let pending =
                if is_new { migrations::for_a_new_file()? } else { migrations::pending(&mut open_reader(&url)?)? };
            return Ok(told(&url, "would apply", &pending));
        }
        let (applied, backup) = bring_up_to_date(&url)?;
        if let Some(backup) = backup {
            say(format_args!("backed up to {}", backup.display()));
        }
        Ok(told(&url, "applied", &applied))
    }
}

fn told(url: &DatabaseUrl, verb: &str, names: &[String]) -> ExitCode {
    if names.is_empty() {
        say(format_args!("{url} is up to date"));
    }
    for name in names {
        say(format_args!("{verb} {name}"));
    }
    ExitCode::SUCCESS
}
