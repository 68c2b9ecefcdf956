//! `convoy person`.

use std::{
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{open, say, wait};
use crate::{
    app::Runner,
    config::Flags,
    domain::crew::{PersonKey, read_key},
};

/// What is kept of a person on a truck.
#[derive(Debug, Subcommand)]
pub enum Person {
    /// Print, as JSON, what is kept of a person across all convoys
    Export {
        #[command(flatten)]
        who: Who,
    },
    /// Erase what is kept of a person across all convoys; convoys that are held as evidence keep it
    Erase {
        #[command(flatten)]
        who: Who,
        /// Really erase: there is no way back
        #[arg(long)]
        yes: bool,
    },
}

/// By what the person is found. Other users of a machine can see the arguments of a program: prefer a file, or `-` for
/// standard input.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Who {
    /// The name
    #[arg(long)]
    name: Option<String>,
    /// File whose first line is the name; - is standard input
    #[arg(long, value_name = "FILE")]
    name_file: Option<PathBuf>,
    /// The phone
    #[arg(long)]
    phone: Option<String>,
    /// File whose first line is the phone; - is standard input
    #[arg(long, value_name = "FILE")]
    phone_file: Option<PathBuf>,
    /// The number plate
    #[arg(long)]
    plate: Option<String>,
    /// File whose first line is the number plate; - is standard input
    #[arg(long, value_name = "FILE")]
    plate_file: Option<PathBuf>,
}

impl std::fmt::Debug for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Who")
    }
}

impl Who {
    fn key(&self) -> anyhow::Result<PersonKey> {
        let ways = [
            ("name", &self.name, &self.name_file),
            ("phone", &self.phone, &self.phone_file),
            ("plate", &self.plate, &self.plate_file),
        ];
        for (kind, value, file) in ways {
            let text = match (value, file) {
                (Some(value), _) => value.clone(),
                (None, Some(file)) => first_line(file)?,
                (None, None) => continue,
            };
            return read_key(kind, &text).map_err(|_| anyhow::anyhow!("this is no {kind} that could be found"));
        }
        bail!("say by what the person is found: --name-file, --phone-file or --plate-file")
    }
}

fn first_line(file: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    if file.as_os_str() == "-" {
        std::io::stdin().read_to_string(&mut text).context("cannot read standard input")?;
    } else {
        text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    }
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

impl Person {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        match self {
            Self::Export { who } => {
                let key = who.key()?;
                let found = wait(open(flags)?.export_person(&Runner::Owner, &key))?;
                say(serde_json::to_string_pretty(&json!({"items": found}))?);
            }
            Self::Erase { who, yes } => {
                let key = who.key()?;
                if !yes {
                    bail!("nothing was erased: there is no way back, so say --yes");
                }
                let erased = wait(open(flags)?.erase_person(&Runner::Owner, &key))?;
                say(format_args!("erased {}", erased.rows));
                for reference in erased.held {
                    say(format_args!("not erased: {reference} is held as evidence"));
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
