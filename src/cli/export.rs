//! `convoy export`.

use std::{
    fs::File,
    io::{ErrorKind, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::Args;

use super::{in_words, open};
use crate::{
    app::Runner,
    config::Flags,
    export::{Format, Table, table::TABLES},
    http::{
        api::exports::{ExportQuery, read_wish},
        language::Locale,
    },
};

/// Write a whole table: the same bytes that the API gives to a coordinator of every organisation.
#[derive(Debug, Args)]
pub struct Export {
    /// convoys, events, cargo, trucks, incidents or checkpoints
    #[arg(value_parser = parse_table)]
    table: &'static Table,
    /// csv, hxl, xlsx, geojson or ndjson
    #[arg(long, value_parser = parse_format)]
    format: Format,
    /// As known at this moment (RFC 3339): the answer is the same for ever
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Into this file, and not to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Convoys of these statuses, parted by commas
    #[arg(long)]
    status: Option<String>,
    /// Convoys that this organisation leads or takes part in, by key or id
    #[arg(long)]
    organisation: Option<String>,
    /// Convoys whose route has this place, by key or id
    #[arg(long)]
    place: Option<String>,
    /// Convoys that carry cargo of this sector
    #[arg(long)]
    sector: Option<String>,
    /// Convoys that are silent, or are not
    #[arg(long)]
    silent: Option<bool>,
    /// Convoys with an open review, or without
    #[arg(long)]
    review: Option<bool>,
    /// Convoys with this text in their reference or items
    #[arg(long, value_name = "TEXT")]
    q: Option<String>,
    /// Convoys of which something was recorded since
    #[arg(long, value_name = "TIME")]
    updated_since: Option<String>,
    /// This convoy alone, by reference or id
    #[arg(long)]
    convoy: Option<String>,
    /// Events of these kinds, parted by commas
    #[arg(long)]
    kind: Option<String>,
    /// Events that happened then or later
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// Events that happened before
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Begin CSV with a byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
    /// Language of the dictionary within a workbook
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = parse_locale)]
    lang: Locale,
}

fn parse_table(name: &str) -> Result<&'static Table, String> {
    let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    Table::find(name).ok_or_else(|| format!("a table is one of {}", names.join(", ")))
}

fn parse_format(name: &str) -> Result<Format, String> {
    Format::find(name).ok_or_else(|| "a format is one of csv, hxl, xlsx, geojson, ndjson".to_owned())
}

fn parse_locale(tag: &str) -> Result<Locale, String> {
    Locale::from_tag(tag).ok_or_else(|| "a language is en, fr or ar, with a region or without".to_owned())
}

impl Export {
    pub(super) fn run(self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let Self { table, format, output, lang, .. } = &self;
        if !format.suits(table) {
            bail!("the rows of {} have no places that a map could show: take csv, hxl, xlsx or ndjson", table.name);
        }
        let wish = read_wish(table, *format, &self.query(), *lang).map_err(in_words)?;
        let mut export = open(flags)?.export(&Runner::Owner, wish).map_err(in_words)?;
        let name = output.as_ref().map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
        let mut to: Box<dyn Write> = match output {
            Some(path) => Box::new(File::create(path).with_context(|| format!("cannot write {name}"))?),
            None => Box::new(std::io::stdout().lock()),
        };
        while let Some(piece) = export.next_piece().map_err(in_words)? {
            match to.write_all(&piece) {
                // A reader that has gone (`| head`) is no error of ours.
                Err(error) if error.kind() == ErrorKind::BrokenPipe && output.is_none() => {
                    return Ok(ExitCode::SUCCESS);
                }
                written => written.with_context(|| format!("cannot write {name}"))?,
            }
        }
        to.flush().with_context(|| format!("cannot write {name}"))?;
        Ok(ExitCode::SUCCESS)
    }

    fn query(&self) -> ExportQuery {
        ExportQuery {
            status: self.status.clone(),
            organisation: self.organisation.clone(),
            place: self.place.clone(),
            sector: self.sector.clone(),
            silent: self.silent,
            review: self.review,
            q: self.q.clone(),
            updated_since: self.updated_since.clone(),
            convoy: self.convoy.clone(),
            kind: self.kind.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            as_of: self.as_of.clone(),
            bom: Some(u8::from(self.bom)),
            lang: None,
        }
    }
}
