//! `convoy user`.

use std::{path::PathBuf, process::ExitCode};

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
}

fn parse_role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| "a role is viewer, logger, coordinator or admin".to_owned())
}

impl User {
    pub(super) fn run(self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let Self::Add { email, name, organisation, role, password_file } = self;
        let text = std::fs::read_to_string(&password_file)
            .with_context(|| format!("cannot read {}", password_file.display()))?;
        let password = text.lines().next().unwrap_or_default();
        let new = NewUser { email, name, organisation, role };
        open(flags)?.add_user(&new, password).map_err(super::in_words)?;
        say(format_args!("{} may sign in as {} of {}", new.email, new.role.as_ref(), new.organisation));
        Ok(ExitCode::SUCCESS)
    }
}
