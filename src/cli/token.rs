//! `convoy token`.

use std::process::ExitCode;

use clap::Subcommand;

use super::{open, say, wait};
use crate::{
    app::{people::By, policy::TokenScope},
    config::Flags,
};

/// Tokens of scripts.
#[derive(Debug, Subcommand)]
pub enum Token {
    /// Make a token in somebody's name; it is shown this once
    Create {
        /// Whose token it is; it never may more than this person
        #[arg(long)]
        email: String,
        /// What it is for: `events:write`, `convoys:read`, `convoys:read_exact`, `exports:read`
        #[arg(long, required = true, num_args = 1.., value_delimiter = ',', value_parser = parse_scope)]
        scope: Vec<TokenScope>,
        /// Ends after so many days: 90 unless said otherwise, at most 366
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=366))]
        expires_in_days: Option<u32>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// List somebody's tokens, without their secrets
    List {
        /// Whose
        #[arg(long)]
        email: String,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// End a token
    Revoke {
        /// Its id, as `token list` shows it
        id: uuid::Uuid,
    },
}

fn parse_scope(text: &str) -> Result<TokenScope, String> {
    text.parse().map_err(|_| "a scope is events:write, convoys:read, convoys:read_exact or exports:read".to_owned())
}

impl Token {
    pub(super) fn run(self, flags: &Flags) -> anyhow::Result<ExitCode> {
        match self {
            Self::Create { email, scope, expires_in_days, json } => {
                let scopes = scope.into_iter().collect();
                let token = open(flags)?.create_token(&email, &scopes, expires_in_days).map_err(super::in_words)?;
                say(if json { serde_json::to_string_pretty(&token)? } else { token.token });
            }
            Self::List { email, json } => list(flags, &email, json)?,
            Self::Revoke { id } => {
                wait(open(flags)?.revoke_token(&By::Program, id))?;
                say(format_args!("{id} is ended"));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(flags: &Flags, email: &str, json: bool) -> anyhow::Result<()> {
    let tokens = open(flags)?.list_tokens(email).map_err(super::in_words)?;
    if json {
        say(serde_json::to_string_pretty(&tokens)?);
        return Ok(());
    }
    for token in tokens {
        let ended = if token.works { "" } else { " (ended)" };
        say(format_args!("{} {} {}{ended}", token.id, token.begins, token.scopes));
    }
    Ok(())
}
