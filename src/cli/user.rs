//! `convoy user`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use clap::Subcommand;
use serde_json::json;

use super::{in_words, open, say, wait};
use crate::{
    app::{
        App, Role,
        passwords::Hashed,
        people::{
            By, NewUser,
            requests::{decided::Decision, shown::RequestLine},
        },
    },
    config::Flags,
    domain::id::UserId,
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
    /// Close an account: its sessions end, its tokens are revoked
    Disable {
        /// The account's address
        #[arg(long)]
        email: String,
    },
    /// Open a closed account again; its tokens stay revoked
    Enable {
        /// The account's address
        #[arg(long)]
        email: String,
    },
    /// Make a link by which somebody chooses a password: it works once, for 24 hours, and is shown this once
    Link {
        /// The account's address
        #[arg(long)]
        email: String,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Give somebody a role, or take one; their sessions end
    #[command(group(clap::ArgGroup::new("change").required(true).args(["give", "take"])))]
    Role {
        /// The account's address
        #[arg(long)]
        email: String,
        /// The role to give: viewer, logger, coordinator or admin
        #[arg(long, value_name = "ROLE", value_parser = parse_role)]
        give: Option<Role>,
        /// The role to take
        #[arg(long, value_name = "ROLE", value_parser = parse_role)]
        take: Option<Role>,
        /// Key of the organisation, or * for every one
        #[arg(long, value_name = "KEY|*")]
        organisation: String,
    },
    /// List what administrators asked for and waits for a second person
    Requests {
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Decide what waits for a second person, as whoever runs the program
    #[command(group(clap::ArgGroup::new("decision").required(true).args(["confirm", "reject"])))]
    Decide {
        /// The request, as `user requests` lists it
        id: uuid::Uuid,
        /// It takes effect now
        #[arg(long)]
        confirm: bool,
        /// It never does
        #[arg(long)]
        reject: bool,
    },
    /// Remove somebody's second factor after they have lost it; at the next sign-in they set up another
    ResetSecondFactor {
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
                let (app, user) = account(flags, &email)?;
                wait(app.disable_user(&By::Program, user))?;
                say(format_args!("{email} can no longer sign in"));
            }
            Self::Enable { email } => {
                let (app, user) = account(flags, &email)?;
                wait(app.enable_user(&By::Program, user))?;
                say(format_args!("{email} may sign in again"));
            }
            Self::Link { email, json } => link(flags, &email, json)?,
            Self::Role { email, give, take, organisation } => role(flags, &email, give, take, &organisation)?,
            Self::Requests { json } => requests(flags, json)?,
            Self::Decide { id, confirm, reject: _ } => {
                let decision = if confirm { Decision::Confirm } else { Decision::Reject };
                wait(open(flags)?.decide_request(&By::Program, id, decision))?;
                say(if confirm { "it is in effect" } else { "it is rejected" });
            }
            Self::ResetSecondFactor { email } => {
                let (app, user) = account(flags, &email)?;
                wait(app.remove_second_factor(&By::Program, user))?;
                say(format_args!("{email} has no second factor any more"));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn account(flags: &Flags, email: &str) -> anyhow::Result<(App, UserId)> {
    let app = open(flags)?;
    let user = app.user_id(email).map_err(in_words)?;
    Ok((app, user))
}

fn link(flags: &Flags, email: &str, json: bool) -> anyhow::Result<()> {
    let (app, user) = account(flags, email)?;
    let link = wait(app.make_link(&By::Program, user))?;
    if json {
        say(serde_json::to_string_pretty(&link)?);
    } else {
        say(format_args!("{}", link.path));
    }
    Ok(())
}

fn role(flags: &Flags, email: &str, give: Option<Role>, take: Option<Role>, organisation: &str) -> anyhow::Result<()> {
    let (app, user) = account(flags, email)?;
    if let Some(role) = give {
        wait(app.give_role(&By::Program, user, role, organisation))?;
        say(format_args!("{email} is now {} of {organisation}", role.as_ref()));
    }
    if let Some(role) = take {
        wait(app.take_role(&By::Program, user, role, organisation))?;
        say(format_args!("{email} is no longer {} of {organisation}", role.as_ref()));
    }
    Ok(())
}

fn add(flags: &Flags, new: &NewUser, password_file: &Path) -> anyhow::Result<()> {
    let text =
        std::fs::read_to_string(password_file).with_context(|| format!("cannot read {}", password_file.display()))?;
    let password = text.lines().next().unwrap_or_default();
    let app = open(flags)?;
    app.add_user(new, &Hashed::new(password).map_err(in_words)?).map_err(in_words)?;
    say(format_args!("{} may sign in as {} of {}", new.email, new.role.as_ref(), new.organisation));
    Ok(())
}

fn requests(flags: &Flags, json: bool) -> anyhow::Result<()> {
    let waiting = open(flags)?.list_requests(&By::Program).map_err(in_words)?;
    if json {
        let line = |line: &RequestLine| {
            json!({
                "id": line.id,
                "kind": line.kind.as_ref(),
                "role": line.role.as_ref().map(|held| json!({"role": held.role, "organisation": held.organisation})),
                "email": line.email,
                "asked_by": line.asked_by,
                "asked_at": line.asked_at,
                "takes_effect_at": line.due_at,
            })
        };
        say(serde_json::to_string_pretty(&waiting.iter().map(line).collect::<Vec<_>>())?);
        return Ok(());
    }
    for line in waiting {
        let role =
            line.role.map(|held| format!(" {} of {}", held.role.as_ref(), held.organisation)).unwrap_or_default();
        let (kind, due) = (line.kind.as_ref(), line.due_at.utc().format("%Y-%m-%d %H:%M UTC"));
        say(format_args!("{} {kind}{role} for {}, asked by {}, in effect {due}", line.id, line.email, line.asked_by));
    }
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
