//! `convoy share`.

use std::{future::Future, process::ExitCode};

use anyhow::Context;
use clap::Subcommand;
use serde_json::json;

use super::{in_words, open, say};
use crate::{
    app::{AppError, sharing::Sharing},
    config::Flags,
    domain::{email, id::UserId, time::Instant},
};

/// Who else may see a convoy.
#[derive(Debug, Subcommand)]
pub enum Share {
    /// Share a convoy with an organisation that takes no part in it, for a while
    Add {
        /// The convoy's reference or id
        #[arg(long)]
        convoy: String,
        /// Key of the organisation
        #[arg(long, value_name = "KEY")]
        organisation: String,
        /// Until when, such as `2026-12-31T23:59:59+03:00`; a year from now at the most
        #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
        until: Instant,
        /// Its coordinators see positions as they are; else everybody there sees the convoy reduced
        #[arg(long)]
        exact: bool,
    },
    /// End a grant before its time
    End {
        /// The convoy's reference or id
        #[arg(long)]
        convoy: String,
        /// The grant's id, as `share list` shows it
        #[arg(long)]
        grant: uuid::Uuid,
    },
    /// Assign a logger of one of the convoy's organisations to it, who then sees it as it is
    Assign {
        /// The convoy's reference or id
        #[arg(long)]
        convoy: String,
        /// The logger's address
        #[arg(long)]
        email: String,
    },
    /// End an assignment
    Unassign {
        /// The convoy's reference or id
        #[arg(long)]
        convoy: String,
        /// The logger's address
        #[arg(long)]
        email: String,
    },
    /// List the grants and the loggers of a convoy
    List {
        /// The convoy's reference or id
        #[arg(long)]
        convoy: String,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
}

fn parse_instant(text: &str) -> Result<Instant, String> {
    Instant::parse(text).ok_or_else(|| "an instant is written like 2026-12-31T23:59:59+03:00".to_owned())
}

impl Share {
    pub(super) fn run(self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let app = open(flags)?;
        match self {
            Self::Add { convoy, organisation, until, exact } => {
                let grant = wait(app.share_convoy(None, &convoy, &organisation, exact, until))?;
                say(grant);
            }
            Self::End { convoy, grant } => {
                wait(app.end_grant(None, &convoy, grant))?;
                say(format_args!("{grant} is ended"));
            }
            Self::Assign { convoy, email } => {
                wait(app.assign_logger(None, &convoy, &email))?;
                say(format_args!("{email} goes with {convoy}"));
            }
            Self::Unassign { convoy, email } => {
                let sharing = app.sharing(None, &convoy).map_err(in_words)?;
                let email = email::folded(&email);
                let logger = sharing.loggers.iter().find(|logger| logger.email == email);
                let user: UserId = logger.with_context(|| format!("{email} is not assigned to {convoy}"))?.user;
                wait(app.end_assignment(None, &convoy, user))?;
                say(format_args!("{email} no longer goes with {convoy}"));
            }
            Self::List { convoy, json } => list(&app.sharing(None, &convoy).map_err(in_words)?, json)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn wait<T>(work: impl Future<Output = Result<T, AppError>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(work).map_err(in_words)
}

fn list(sharing: &Sharing, as_json: bool) -> anyhow::Result<()> {
    let key = |id: uuid::Uuid| {
        sharing.names.organisations.get(&id).map_or_else(|| id.to_string(), |organisation| organisation.key.to_string())
    };
    if as_json {
        let grants: Vec<_> = sharing
            .grants
            .iter()
            .map(|grant| {
                json!({
                    "id": grant.id, "organisation": key(grant.organisation.0), "exact": grant.exact,
                    "granted_at": grant.granted_at, "expires_at": grant.expires_at, "ended_at": grant.ended_at,
                    "open": grant.is_open(sharing.now),
                })
            })
            .collect();
        let loggers: Vec<_> = sharing.loggers.iter().map(|logger| &logger.email).collect();
        say(serde_json::to_string_pretty(&json!({"grants": grants, "loggers": loggers}))?);
        return Ok(());
    }
    for grant in &sharing.grants {
        let how = if grant.exact { "exact" } else { "reduced" };
        let until = grant.ended_at.unwrap_or(grant.expires_at).to_rfc3339_in(sharing.zone);
        let state = if grant.is_open(sharing.now) { "until" } else { "over since" };
        say(format_args!("{} {} {how} {state} {until}", grant.id, key(grant.organisation.0)));
    }
    for logger in &sharing.loggers {
        say(format_args!("logger {}", logger.email));
    }
    Ok(())
}
