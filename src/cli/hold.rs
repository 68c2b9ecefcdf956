//! `convoy hold`.

use std::process::ExitCode;

use clap::Subcommand;

use super::{open, say, wait};
use crate::{app::Runner, config::Flags};

/// Keep the records of a convoy as evidence.
#[derive(Debug, Subcommand)]
pub enum Hold {
    /// From now on nothing of the convoy is erased or redacted
    Place {
        /// The convoy's reference or id
        #[arg(long, value_name = "REFERENCE")]
        convoy: String,
        /// Why; it stays in the ledger
        #[arg(long)]
        reason: String,
    },
    /// The convoy's records may be erased and redacted again
    Release {
        /// The convoy's reference or id
        #[arg(long, value_name = "REFERENCE")]
        convoy: String,
        /// Why; it stays in the ledger
        #[arg(long)]
        reason: String,
    },
    /// List holds, those in force first
    List {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
}

impl Hold {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let app = open(flags)?;
        match self {
            Self::Place { convoy, reason } => {
                wait(app.place_hold(&Runner::Owner, convoy, reason))?;
                say(format_args!("{convoy} is held"));
            }
            Self::Release { convoy, reason } => {
                wait(app.release_hold(&Runner::Owner, convoy, reason))?;
                say(format_args!("{convoy} is no longer held"));
            }
            Self::List { json } => {
                let holds = app.list_holds(&Runner::Owner)?.items;
                if *json {
                    say(serde_json::to_string_pretty(&holds)?);
                    return Ok(ExitCode::SUCCESS);
                }
                for hold in holds {
                    let since = hold.placed_at.utc().format("%Y-%m-%d");
                    let until = hold.released_at.map(|at| format!(" until {}", at.utc().format("%Y-%m-%d")));
                    let until = until.unwrap_or_default();
                    say(format_args!("{:<32} since {since}{until}: {}", hold.reference, hold.reason));
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
