//! `convoy user`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use clap::Subcommand;

use super::{open, say};
use crate::{
    app::{Role, people::NewUser},
    config::Flags,
};

/// Accounts of people.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Make an account, and the organisation where it is new
    Add {
        /// Address, by which the person signs in
        #[arg(long)]
        email: String,
        /// Name as shown
        #[arg(long)]
        name: String,
        /// Key of the organisation, or * for a coordinating body that works with every one
        #[arg(long, value_name = "KEY|*")]
        organisation: String,
        /// viewer, logger, coordinator or admin
        #[arg(long, value_parser = parse_role)]
        role: Role,
        /// File whose first line is the password: 15 characters or more
        #[arg(long, value_name = "FILE")]
        password_file: PathBuf,
    },
    /// List every account with its roles
    List {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Close an account: its sessions end, its tokens no longer work
    Disable {
        /// The account's address
        #[arg(long)]
        email: String,
    },
}

fn parse_role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| "a role is viewer, logger, coordinator or admin".to_owned())
}

impl User {
    pub(super) fn run(self, flags: &Flags) -> anyhow::Result<ExitCode> {
        match self {
            Self::Add { email, name, organisation, role, password_file } => {
                let new = NewUser { email, name, organisation, role };
                add(flags, &new, &password_file)?;
            }
            Self::List { json } => list(flags, json)?,
            Self::Disable { email } => {
                open(flags)?.disable_user(&email).map_err(super::in_words)?;
                say(format_args!("{email} can no longer sign in"));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn add(flags: &Flags, new: &NewUser, password_file: &Path) -> anyhow::Result<()> {
    let text =
        std::fs::read_to_string(password_file).with_context(|| format!("cannot read {}", password_file.display()))?;
    let password = text.lines().next().unwrap_or_default();
    open(flags)?.add_user(new, password).map_err(super::in_words)?;
    say(format_args!("{} may sign in as {} of {}", new.email, new.role.as_ref(), new.organisation));
    Ok(())
}

fn list(flags: &Flags, json: bool) -> anyhow::Result<()> {
    let users = open(flags)?.list_users()?;
    if json {
        say(serde_json::to_string_pretty(&users)?);
        return Ok(());
    }
    for user in users {
        let closed = if user.is_disabled { " (closed)" } else { "" };
        say(format_args!("{:<32} {:<24} {}{closed}", user.email, user.name, user.roles.join(", ")));
    }
    Ok(())
}
