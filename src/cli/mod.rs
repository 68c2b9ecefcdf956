//! The command line: one file a subcommand. `convoy` alone is `convoy serve`.
//!
//! Exit codes: 0 done, 1 failed, 2 wrong use, 3 the ledger does not verify.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::{
    ambient::Real,
    app::{App, AppError},
    config::{Flags, Settings},
    store::{DatabaseUrl, migrations, open_writer},
};

mod audit;
mod backup;
mod check;
mod checkpoint;
mod export;
mod hold;
mod import;
mod keys;
mod ledger;
mod migrate;
mod person;
mod redact;
mod report;
mod retention;
mod serve;
mod share;
mod token;
mod tools;
mod user;

/// Tracks humanitarian aid convoys, from dispatched to delivered or turned back.
#[derive(Debug, Parser)]
#[command(name = "convoy", version, about)]
pub struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and the API.
    Serve(serve::Serve),
    /// Bring the database's schema up to date.
    Migrate(migrate::Migrate),
    /// Import a file, all of it or nothing.
    Import(Box<import::Import>),
    /// Write a whole table, as known now or at a moment.
    Export(Box<export::Export>),
    /// Accounts of people.
    #[command(subcommand)]
    User(user::User),
    /// Tokens of scripts.
    #[command(subcommand)]
    Token(token::Token),
    /// Who else may see a convoy.
    #[command(subcommand)]
    Share(share::Share),
    /// Copy a database that is in use into one file. The keys of personal data are not in it.
    Backup(backup::Backup),
    /// Bring a backup into a new or empty database, and verify it.
    Restore(backup::Restore),
    /// Check the ledger's chain, and that all derived state is what it gives.
    Verify(ledger::Verify),
    /// Sign the head of the ledger, to be kept elsewhere.
    Checkpoint(checkpoint::Checkpoint),
    /// Take the text of an event out of the ledger.
    Redact(redact::Redact),
    /// Keep the records of a convoy as evidence.
    #[command(subcommand)]
    Hold(hold::Hold),
    /// What is kept of a person on a truck: give it out, or erase it.
    #[command(subcommand)]
    Person(person::Person),
    /// Erase what is kept of people longer than it may be.
    Retention(retention::Retention),
    /// The keys of personal data.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// What was done with rights, secrets and exact positions.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// What many convoys come to.
    #[command(subcommand)]
    Report(report::Report),
    /// Derive all tables anew from the ledger.
    Rebuild,
    /// Show every effective setting and where it came from, and what is wrong with it.
    Check(check::Check),
    /// Print the document of the API (`OpenAPI` 3.1).
    Openapi,
    /// Print the completions of a shell.
    Completions(tools::Completions),
    /// Print the manual, or write a page for each command.
    Man(tools::Man),
}

/// Runs the command that the arguments name.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let flags = cli.flags;
    match cli.command.unwrap_or_else(|| Command::Serve(serve::Serve::default())) {
        Command::Serve(serve) => serve.run(&flags),
        Command::Migrate(migrate) => migrate.run(&flags),
        Command::Import(import) => import.run(&flags),
        Command::Export(export) => export.run(&flags),
        Command::User(user) => user.run(&flags),
        Command::Token(token) => token.run(&flags),
        Command::Share(share) => share.run(&flags),
        Command::Backup(backup) => backup.run(&flags),
        Command::Restore(restore) => restore.run(&flags),
        Command::Verify(verify) => verify.run(&flags),
        Command::Checkpoint(checkpoint) => checkpoint.run(&flags),
        Command::Redact(redact) => redact.run(&flags),
        Command::Hold(hold) => hold.run(&flags),
        Command::Person(person) => person.run(&flags),
        Command::Retention(retention) => retention.run(&flags),
        Command::Keys(keys) => keys.run(&flags),
        Command::Audit(audit) => audit.run(&flags),
        Command::Report(report) => report.run(&flags),
        Command::Rebuild => ledger::rebuild(&flags),
        Command::Check(check) => check.run(&flags),
        Command::Openapi => tools::openapi(),
        Command::Completions(completions) => Ok(completions.run()),
        Command::Man(man) => man.run(),
    }
}

/// The application on the configured database, whose schema is brought up to date first.
fn open(flags: &Flags) -> anyhow::Result<App> {
    let settings = Settings::load(flags)?;
    open_database(&settings, &settings.database()?)
}

fn open_database(settings: &Settings, url: &DatabaseUrl) -> anyhow::Result<App> {
    bring_up_to_date(url)?;
    let keys = settings.keys(url)?;
    let app = App::open(url, Arc::new(Real), Arc::new(keys));
    let app = app.with_context(|| format!("cannot work with the database {url}"))?;
    let outward = settings.outward.read().context("what may be sent to others")?;
    let app = app.with_retention(settings.retention_rules()).with_second_person(settings.second_person()?);
    Ok(app.with_outward(outward))
}

/// Migrates, after a backup where the database is an embedded one with something in it. Answers what was done.
fn bring_up_to_date(url: &DatabaseUrl) -> anyhow::Result<(Vec<String>, Option<PathBuf>)> {
    let stamp = crate::ambient::Ambient::now(&Real).utc();
    let backup = migrations::backup_before_migration(url, stamp).context("cannot back up the database")?;
    let applied = migrations::run(&mut open_writer(url)?).context("cannot bring the schema up to date")?;
    Ok((applied, backup))
}

/// Runs a use-case to its end.
fn wait<T>(work: impl Future<Output = Result<T, AppError>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    runtime.block_on(work).map_err(in_words)
}

/// Writes a line to standard output. A reader that has gone (`| head`) is no error of ours.
fn say(line: impl std::fmt::Display) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A use-case's "no" in English words, with the fields it is about.
fn in_words(error: AppError) -> anyhow::Error {
    use crate::http::{
        language::{Locale, Texts},
        problem::{Fault, detail, field_sentence_for_scripts},
    };
    let texts = Texts::new(Locale::DEFAULT);
    if let AppError::Invalid(errors) = &error {
        let each: Vec<String> = errors
            .iter()
            .map(|error| {
                let sentence = field_sentence_for_scripts(texts, error);
                format!("{}: {sentence}", error.pointer.trim_start_matches('/'))
            })
            .collect();
        return anyhow::anyhow!(each.join("\n"));
    }
    match error {
        AppError::NotFound { what } => anyhow::anyhow!("there is no such {what}"),
        AppError::Conflict(_) | AppError::Refused { .. } => {
            let sentence = detail(texts, &Fault::App(error));
            anyhow::anyhow!(sentence)
        }
        other => other.into(),
    }
}
