//! `convoy audit`.

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::{open, say};
use crate::{
    app::{
        Runner,
        audit::{
            DeedKind,
            list::{DeedLine, DeedPage, Wish},
        },
    },
    config::Flags,
};

/// What was done with rights, secrets and exact positions.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// List deeds, newest first
    List {
        /// Of this kind alone
        #[arg(long, value_parser = parse_kind)]
        kind: Option<DeedKind>,
        /// About this convoy alone
        #[arg(long, value_name = "REFERENCE")]
        convoy: Option<String>,
        /// So many at the most
        #[arg(long, default_value_t = 100)]
        limit: usize,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
}

fn parse_kind(text: &str) -> Result<DeedKind, String> {
    use strum::IntoEnumIterator;
    text.parse().map_err(|_| {
        let all: Vec<String> = DeedKind::iter().map(|kind| kind.as_ref().to_owned()).collect();
        format!("a kind is one of {}", all.join(", "))
    })
}

impl Audit {
    pub(super) fn run(self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let Self::List { kind, convoy, limit, json } = self;
        let wish = Wish { kind, convoy, ..Wish::default() };
        let page = open(flags)?.list_deeds(&Runner::Owner, &wish, i64::MAX, limit).map_err(super::in_words)?;
        if json {
            let items: Vec<_> = page.items.iter().map(|line| in_json(&page, line)).collect();
            say(serde_json::to_string_pretty(&json!({"items": items}))?);
            return Ok(ExitCode::SUCCESS);
        }
        for line in &page.items {
            let at = line.at.utc().format("%Y-%m-%d %H:%M:%S");
            say(format_args!(
                "{:>8} {at} {:<24} {:<22} {}",
                line.position,
                by(&page, line),
                line.kind.as_ref(),
                line.details
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn by(page: &DeedPage, line: &DeedLine) -> String {
    let Some(by) = line.by else { return "(the program)".to_owned() };
    page.names.people.get(&by.0).cloned().unwrap_or_else(|| by.0.to_string())
}

fn in_json(page: &DeedPage, line: &DeedLine) -> serde_json::Value {
    let reference = line.convoy().and_then(|convoy| page.convoys.get(&convoy));
    json!({
        "position": line.position, "id": line.id, "at": line.at, "by": line.by, "kind": line.kind,
        "reference": reference, "details": line.details,
    })
}
