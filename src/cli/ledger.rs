//! `convoy verify` and `convoy rebuild`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use clap::Args;

use super::{open, say};
use crate::{
    app::{
        App,
        checkpoint::{self, VerifierKey},
    },
    config::Flags,
    store::verify::Pinned,
};

/// The exit code where the ledger does not verify.
const DOES_NOT_VERIFY: u8 = 3;

/// Check the ledger.
#[derive(Debug, Args)]
pub struct Verify {
    /// A checkpoint that was kept elsewhere: the ledger must still have that entry at that position; several may be named
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// The key by which the checkpoints are checked, or a file with it; this installation's own unless named
    #[arg(long, value_name = "KEY|FILE", requires = "checkpoint")]
    public_key: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let app = open(flags)?;
        let pinned = self.pinned(&app)?;
        let verified = app.verify(&pinned)?;
        if self.json {
            say(serde_json::to_string_pretty(&verified)?);
        } else {
            match &verified.first_finding {
                None => say(format_args!(
                    "verified: {} entries, {} convoys; the chain holds, and all derived state and all rights follow from it",
                    verified.entries, verified.convoys
                )),
                Some(finding) => say(format_args!("DOES NOT VERIFY: {}", finding.sentence())),
            }
        }
        Ok(if verified.first_finding.is_none() { ExitCode::SUCCESS } else { ExitCode::from(DOES_NOT_VERIFY) })
    }

    /// What the named checkpoints say, once their signatures are checked.
    fn pinned(&self, app: &App) -> anyhow::Result<Vec<Pinned>> {
        let key = match &self.public_key {
            None => app.verifier_key(),
            Some(named) => read_key(named)?,
        };
        let mut pinned = Vec::with_capacity(self.checkpoint.len());
        for path in &self.checkpoint {
            let named = || format!("the checkpoint {}", path.display());
            let note = std::fs::read_to_string(path).with_context(named)?;
            pinned.push(checkpoint::read(&note, &key).and_then(|checkpoint| checkpoint.pinned()).with_context(named)?);
        }
        Ok(pinned)
    }
}

/// A key as it is, or a file with one.
fn read_key(named: &str) -> anyhow::Result<VerifierKey> {
    if let Ok(key) = VerifierKey::parse(named) {
        return Ok(key);
    }
    let text = std::fs::read_to_string(Path::new(named)).context("the public key is no key, and no file with one")?;
    VerifierKey::parse(&text).context("the public key")
}

pub(super) fn rebuild(flags: &Flags) -> anyhow::Result<ExitCode> {
    let convoys = open(flags)?.rebuild()?;
    say(format_args!("derived {convoys} convoys anew from the ledger"));
    Ok(ExitCode::SUCCESS)
}
