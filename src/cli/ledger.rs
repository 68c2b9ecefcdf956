//! `convoy verify` and `convoy rebuild`.

use std::process::ExitCode;

use clap::Args;

use super::{open, say};
use crate::config::Flags;

/// The exit code where the ledger does not verify.
const DOES_NOT_VERIFY: u8 = 3;

/// Check the ledger.
#[derive(Debug, Args)]
pub struct Verify {
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let verified = open(flags)?.verify(&[])?;
        if self.json {
            say(serde_json::to_string_pretty(&verified)?);
        } else {
            match &verified.first_finding {
                None => say(format_args!(
                    "verified: {} entries, {} convoys; the chain holds, and all derived state follows from it",
                    verified.entries, verified.convoys
                )),
                Some(finding) => say(format_args!("DOES NOT VERIFY: {}", finding.sentence())),
            }
        }
        Ok(if verified.first_finding.is_none() { ExitCode::SUCCESS } else { ExitCode::from(DOES_NOT_VERIFY) })
    }
}

pub(super) fn rebuild(flags: &Flags) -> anyhow::Result<ExitCode> {
    let convoys = open(flags)?.rebuild()?;
    say(format_args!("derived {convoys} convoys anew from the ledger"));
    Ok(ExitCode::SUCCESS)
}
