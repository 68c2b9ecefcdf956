//! `convoy openapi`, `convoy completions` and `convoy man`: for tools.

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, say};
use crate::http::api::openapi;

/// Print the completions of a shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// Of which shell
    shell: Shell,
}

/// Print the manual, or write a page for each command.
#[derive(Debug, Args)]
pub struct Man {
    /// Folder to write a page for each command to
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
}

/// Prints the document of the API.
pub(super) fn openapi() -> anyhow::Result<ExitCode> {
    let document = openapi::document().context("the document of the API")?;
    say(serde_json::to_string_pretty(&document)?);
    Ok(ExitCode::SUCCESS)
}

impl Completions {
    pub(super) fn run(&self) -> ExitCode {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "convoy", &mut script);
        print(&script)
    }
}

impl Man {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        if let Some(folder) = &self.to {
            let pages = clap_mangen::generate_to(Cli::command(), folder);
            pages.with_context(|| format!("cannot write to {}", folder.display()))?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        Ok(print(&page))
    }
}

/// A reader that has gone is no error of ours.
fn print(bytes: &[u8]) -> ExitCode {
    let _ = std::io::stdout().write_all(bytes);
    ExitCode::SUCCESS
}
