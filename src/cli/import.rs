//! `convoy import`.

use std::{collections::BTreeMap, io::IsTerminal, path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::{ArgGroup, Args};
use uuid::Uuid;

use super::{in_words, open, say};
use crate::{
    app::{
        App, Runner,
        imports::{Import as Brought, Options, State, columns::Kind, mistakes::Mistake},
        scenario::Scenario,
    },
    config::Flags,
    http::{
        api::imports::{ImportQuery, annotate, view},
        import_words::{whole_sentence, words},
        language::{Locale, Texts},
    },
};

/// Import a file, all of it or nothing.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(["scenario", "convoys", "events", "places", "gazetteer", "list", "undo"])))]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub struct Import {
    /// The file is a scenario: organisations, places, convoys and their reports
    #[arg(long)]
    scenario: bool,
    /// The file is a table of convoys: CSV, HXL, XLSX or NDJSON, a row for each line of cargo or for each convoy
    #[arg(long)]
    convoys: bool,
    /// The file is a table of events
    #[arg(long)]
    events: bool,
    /// The file is a table of places
    #[arg(long)]
    places: bool,
    /// The file is a list of P-codes, such as OCHA's COD-AB tables; needs --version
    #[arg(long)]
    gazetteer: bool,
    /// List what was imported
    #[arg(long)]
    list: bool,
    /// Take an import back, as far as it can be; needs --reason
    #[arg(long, value_name = "ID", requires = "reason")]
    undo: Option<Uuid>,
    /// Why it is undone: no names
    #[arg(long)]
    reason: Option<String>,
    /// Check everything, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
    /// Which column says what: a JSON file of header to field, or to null
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// The same for one column; `Header=` leaves it out
    #[arg(long = "map", value_name = "HEADER=FIELD")]
    map: Vec<String>,
    /// Found out where not said: UTF-8, UTF-16LE, UTF-16BE, windows-1256, windows-1252
    #[arg(long)]
    encoding: Option<String>,
    /// What parts columns; found out where not said
    #[arg(long)]
    separator: Option<String>,
    /// The decimal mark: point or comma
    #[arg(long)]
    decimal: Option<String>,
    /// The order of dates of three numbers: `day_first` or `month_first`
    #[arg(long)]
    dates: Option<String>,
    /// The sheet of a workbook
    #[arg(long)]
    sheet: Option<String>,
    /// The zone of convoys that have no column for it
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// Name and version of a gazetteer
    #[arg(long)]
    version: Option<String>,
    /// Parts the ids of these events from those of other files with the same rows
    #[arg(long)]
    key: Option<String>,
    /// What becomes of events that do not fit: refuse or review
    #[arg(long)]
    on_refusal: Option<String>,
    /// Where to write the file with what is wrong beside its rows
    #[arg(long, value_name = "FILE")]
    annotated: Option<PathBuf>,
    /// The language in which mistakes are told: en, fr or ar
    #[arg(long, default_value = "en")]
    language: String,
    /// The file
    #[arg(required_unless_present_any = ["list", "undo"])]
    file: Option<PathBuf>,
}

impl Import {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        match (&self.file, self.undo) {
            (_, Some(id)) => self.undo(&open(flags)?, id),
            (None, None) => self.list(&open(flags)?),
            (Some(file), None) if self.scenario => self.scenario(file, flags),
            (Some(file), None) => self.table(file, flags),
        }
    }

    fn scenario(&self, file: &PathBuf, flags: &Flags) -> anyhow::Result<ExitCode> {
        let name = file.display();
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
        let nothing_kept = || format!("{name} was not imported, and nothing of it was kept");
        let scenario = Scenario::parse(&text).with_context(nothing_kept)?;
        let imported = open(flags)?.import_scenario(&scenario, self.dry_run).with_context(nothing_kept)?;
        if self.json {
            say(serde_json::to_string_pretty(&imported)?);
            return Ok(ExitCode::SUCCESS);
        }
        for ignored in &imported.ignored {
            say(format_args!("not kept: {ignored}"));
        }
        let verb = if self.dry_run { "would import" } else { "imported" };
        say(format_args!(
            "{verb} {}: {} organisations, {} places, {} convoys, {} people on trucks, {} events ({} in review)",
            scenario.name,
            imported.organisations,
            imported.places,
            imported.convoys,
            imported.crew,
            imported.events,
            imported.in_review
        ));
        Ok(ExitCode::SUCCESS)
    }

    fn texts(&self) -> anyhow::Result<Texts> {
        let locale = Locale::from_tag(&self.language);
        Ok(Texts::new(locale.with_context(|| format!("--language {}: en, fr or ar", self.language))?))
    }

    fn kind(&self) -> Kind {
        match (self.convoys, self.events, self.places) {
            (true, _, _) => Kind::Convoys,
            (_, true, _) => Kind::Events,
            (_, _, true) => Kind::Places,
            (false, false, false) => Kind::Gazetteer,
        }
    }

    /// As the API reads the same words.
    fn options(&self) -> anyhow::Result<Options> {
        let mut mapping: BTreeMap<String, Option<String>> = match &self.mapping {
            None => BTreeMap::new(),
            Some(file) => {
                let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
                serde_json::from_str(&text)
                    .with_context(|| format!("{} is not an object of header to field", file.display()))?
            }
        };
        for one in &self.map {
            let (header, field) = one.rsplit_once('=').with_context(|| format!("--map {one}: write Header=field"))?;
            mapping.insert(header.to_owned(), Some(field.to_owned()).filter(|field| !field.is_empty()));
        }
        let mapping = (!mapping.is_empty()).then(|| serde_json::to_string(&mapping)).transpose()?;
        let query = ImportQuery {
            kind: Some(self.kind().as_ref().to_owned()),
            mapping,
            encoding: self.encoding.clone(),
            separator: self.separator.clone(),
            decimal: self.decimal.clone(),
            dates: self.dates.clone(),
            sheet: self.sheet.clone(),
            time_zone: self.time_zone.clone(),
            version: self.version.clone(),
            key: self.key.clone(),
            on_refusal: self.on_refusal.clone(),
            ..ImportQuery::default()
        };
        query.options().map_err(in_words)
    }

    fn table(&self, file: &PathBuf, flags: &Flags) -> anyhow::Result<ExitCode> {
        let (t, options) = (self.texts()?, self.options()?);
        let name = file.display().to_string();
        let mut opened = std::fs::File::open(file).with_context(|| format!("cannot read {name}"))?;
        let app = open(flags)?;
        let mut incoming = app.receive_file().map_err(in_words)?;
        let mut chunk = vec![0; 64 * 1024];
        loop {
            let count = std::io::Read::read(&mut opened, &mut chunk).with_context(|| format!("cannot read {name}"))?;
            let Some(bytes) = chunk.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
            incoming.write(bytes).map_err(in_words)?;
        }
        let arrived = incoming.finish().map_err(in_words)?;
        let begun = app.begin_import(&Runner::Owner, &arrived, &name, &options).map_err(in_words);
        let begun = begun.inspect_err(|_| app.forget_file(&arrived))?;
        let ended = with_bar(&app, begun.id, || {
            app.run_import(&Runner::Owner, begun.id, None, !self.dry_run, words()).map_err(in_words)
        })?;
        if let Some(path) = &self.annotated {
            let (_, copy) = annotate(&app, &Runner::Owner, begun.id, t).map_err(in_words)?;
            std::fs::write(path, copy.bytes).with_context(|| format!("cannot write {}", path.display()))?;
        }
        // Nobody comes back to this file: the next run of the command brings it anew.
        app.forget_file(&arrived);
        self.tell(&ended, &name, t)
    }

    fn tell(&self, import: &Brought, name: &str, t: Texts) -> anyhow::Result<ExitCode> {
        let report = &import.report;
        let is_wrong = import.state == State::Failed || !report.errors.is_empty();
        if self.json {
            say(serde_json::to_string_pretty(&view(import, t))?);
        } else {
            for mistake in &report.errors.listed {
                tell_one(t, import.kind, mistake);
            }
            let more = report.errors.in_all.saturating_sub(report.errors.listed.len());
            if more > 0 {
                say(plain(&t.text1("import-errors-listed", "listed", report.errors.listed.len())));
            }
            for warning in &report.warnings.listed {
                tell_one(t, import.kind, warning);
            }
            for header in &report.unmatched {
                say(plain(&format!("{}{}{header}", t.text("import-unmatched"), t.text("colon"))));
            }
            if let Some(code) = &report.failure {
                say(plain(&t.label("import-file", code)));
            }
            say(plain(&self.summary(import, name, t, is_wrong)));
        }
        Ok(if is_wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    fn summary(&self, import: &Brought, name: &str, t: Texts, is_wrong: bool) -> String {
        let report = &import.report;
        if is_wrong {
            let head = t.text1("import-cli-nothing", "name", name);
            let count = report.errors.in_all;
            return if count == 0 { head } else { format!("{head} – {}", t.count("import-errors", count)) };
        }
        let head = t.text1(if self.dry_run { "import-cli-would" } else { "import-cli-did" }, "name", name);
        let family = if self.dry_run { "import-would" } else { "import" };
        let mut parts: Vec<String> =
            [("made", report.tally.made), ("changed", report.tally.changed), ("left", report.tally.left)]
                .into_iter()
                .map(|(part, count)| t.count(&format!("{family}-{part}"), count))
                .collect();
        if report.tally.in_review > 0 {
            parts.push(t.count("import-in-review", report.tally.in_review));
        }
        format!("{head} [{}]{}{}", import.id, t.text("colon"), parts.join(" · "))
    }

    fn undo(&self, app: &App, id: Uuid) -> anyhow::Result<ExitCode> {
        let t = self.texts()?;
        let reason = self.reason.clone().unwrap_or_default();
        let import = app.undo_import(&Runner::Owner, id, &reason).map_err(in_words)?;
        if self.json {
            say(serde_json::to_string_pretty(&view(&import, t))?);
            return Ok(ExitCode::SUCCESS);
        }
        let Some(undone) = &import.report.undone else { return Ok(ExitCode::SUCCESS) };
        for stays in &undone.stays {
            let why = t.label("import-stays", &stays.why);
            say(plain(&format!("{}{}{} {} ({why})", t.text("import-stays"), t.text("colon"), stays.what, stays.name)));
        }
        let parts = [
            t.count("import-undone-voided", undone.voided),
            t.count("import-undone-cancelled", undone.cancelled),
            t.count("import-undone-returned", undone.returned),
            t.count("import-undone-removed", undone.removed),
        ];
        say(plain(&parts.join(" · ")));
        Ok(ExitCode::SUCCESS)
    }

    fn list(&self, app: &App) -> anyhow::Result<ExitCode> {
        let t = self.texts()?;
        let (imports, _) = app.list_imports(&Runner::Owner, None, 500).map_err(in_words)?;
        if self.json {
            let views: Vec<_> = imports.iter().map(|import| view(import, t)).collect();
            say(serde_json::to_string_pretty(&views)?);
            return Ok(ExitCode::SUCCESS);
        }
        for import in &imports {
            say(format_args!(
                "{} {} {} {} {} ({} rows, {} made, {} changed, {} left)",
                import.id,
                import.created_at.to_rfc3339_in(chrono_tz::Tz::UTC),
                import.kind.as_ref(),
                import.state.as_ref(),
                import.file_name,
                import.report.rows,
                import.report.tally.made,
                import.report.tally.changed,
                import.report.tally.left
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn tell_one(t: Texts, kind: Kind, mistake: &Mistake) {
    say(plain(&whole_sentence(t, kind, mistake)));
}

/// Without the marks that isolate directions, which terminals show as boxes.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// Shows how far an import is, where somebody looks on.
fn with_bar<T>(app: &App, id: Uuid, work: impl FnOnce() -> T) -> T {
    use std::{
        io::Write,
        sync::atomic::{AtomicBool, Ordering},
    };
    const WIDTH: usize = 30;
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                if let Some((done, total)) = app.import_progress(id).filter(|(_, total)| *total > 0) {
                    let full = done * WIDTH / total;
                    let bar = format!("{}{}", "#".repeat(full), ".".repeat(WIDTH - full.min(WIDTH)));
                    let _ = write!(std::io::stderr(), "\r[{bar}] {done}/{total} ");
                }
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            let _ = write!(std::io::stderr(), "\r{}\r", " ".repeat(WIDTH + 24));
        });
        let done = work();
        over.store(true, Ordering::Relaxed);
        done
    })
}
