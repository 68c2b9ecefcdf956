//! Taking files in: convoys, events, places and lists of P-codes, from tables that people have. All of a file or nothing.
//!
//! A file waits in the [`spool`]; [`sheet`] is what the readers make of it (`lines`, `workbook`, [`encoding`]), [`columns`]
//! and [`fields`] say which column is what, [`values`] and `rows` read cells, `known` finds places by any name; `plans`,
//! `reports`, `places` and `codes` make of rows what the domain's own readers take; `record` writes it, or tries to;
//! [`mistakes`] is what is wrong with it and [`annotate`] tells that in a copy of the file; `undo` takes it back.

use std::{collections::HashMap, sync::Arc};

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumString};
use uuid::Uuid;

use super::{
    Action, App, AppError, Runner,
    audit::{self, Deed},
    events::{OnRefusal, Rights},
    gazetteer::Gazetteers,
};
use crate::{
    domain::{
        id::ConvoyId,
        refusal::{FieldCode, FieldError},
        text::Text,
        time::Instant,
    },
    store::{
        StoreError,
        batch::{Batch, Sender},
        convoys,
        dialect::{Engine, engine},
        gazetteer,
        imports::{self, Change},
        rows::{GazetteerRow, ImportMatchRow, ImportRow},
        scope::Reach,
        types::{DbId, DbInstant, DbJson},
    },
};

pub mod annotate;
mod codes;
pub mod columns;
pub mod encoding;
pub mod fields;
mod known;
mod lines;
pub mod mistakes;
mod places;
mod plans;
mod record;
mod reports;
mod rows;
pub mod sheet;
pub mod spool;
#[cfg(test)]
mod testing;
mod undo;
pub mod values;
mod workbook;

use columns::{Kind, Mapping, Table, Words};
use known::Known;
use mistakes::{At, Mistake, Mistakes, Why, Wrong};
use record::{Importer, Item, Tally, write_all};
use reports::Loggable;
use rows::Reading;
use sheet::{Format, Found, Sheet, Unreadable};
use spool::{Arrived, Progress};
use values::{Dates, Mark};

pub use undo::{NotUndone, Undone};

/// How a file is to be read, where whoever brings it says so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// What it is a table of.
    pub kind: Option<Kind>,
    /// Header to field, or to nothing.
    #[serde(default)]
    pub mapping: Mapping,
    /// The encoding.
    #[serde(default)]
    pub encoding: Option<String>,
    /// What parts columns.
    #[serde(default)]
    pub separator: Option<char>,
    /// What parts the whole from its fraction.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// In which order dates are written.
    #[serde(default)]
    pub dates: Option<Dates>,
    /// Which sheet.
    #[serde(default)]
    pub sheet: Option<String>,
    /// By whose clocks convoys are told that say nothing of it.
    #[serde(default)]
    pub time_zone: Option<Tz>,
    /// The version of a gazetteer.
    #[serde(default)]
    pub version: Option<String>,
    /// What parts the ids of its events from those of other files with the same rows.
    #[serde(default)]
    pub key: String,
    /// Whether events that do not fit go to review.
    #[serde(default)]
    pub review: bool,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, AsRefStr, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// The file is here.
    Received,
    /// It is being checked.
    Checking,
    /// It was checked; nothing of it is on the record.
    Checked,
    /// It is being written.
    Running,
    /// All of it is on the record.
    Done,
    /// It ended without being written, and nothing of it is on the record.
    Failed,
    /// It was taken back.
    Undone,
}

/// What was found in a file, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Rows beneath the headers.
    #[serde(default)]
    pub rows: usize,
    /// What was made, changed and left; of a check, what would be.
    #[serde(default)]
    pub tally: Tally,
    /// What is wrong. Where something is, nothing was written.
    #[serde(default)]
    pub errors: Mistakes,
    /// What is to be known, and keeps nothing from being written.
    #[serde(default)]
    pub warnings: Mistakes,
    /// Columns that say nothing.
    #[serde(default)]
    pub unmatched: Vec<String>,
    /// How columns were matched.
    #[serde(default)]
    pub mapping: Mapping,
    /// How the file was read.
    #[serde(default)]
    pub found: Found,
    /// The decimal mark by which it was read.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// The order of dates by which it was read.
    #[serde(default)]
    pub dates: Option<Dates>,
    /// Why it could not be read at all: a code.
    #[serde(default)]
    pub failure: Option<String>,
    /// What undoing it did.
    #[serde(default)]
    pub undone: Option<Undone>,
}

/// An import as it stands.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// What it is a table of.
    pub kind: Kind,
    /// Of which organisation.
    pub organisation: Option<Uuid>,
    /// Who brought it.
    pub user: Option<Uuid>,
    /// Their name.
    pub user_name: Option<String>,
    /// What the file was called.
    pub file_name: String,
    /// The hash of its bytes.
    pub sha256: String,
    /// Its length in bytes.
    pub size: u64,
    /// How far it is.
    pub state: State,
    /// How many steps of how many, while it is at work.
    pub progress: Option<(usize, usize)>,
    /// How it is to be read.
    pub options: Options,
    /// What came of it.
    pub report: Report,
    /// When it was brought.
    pub created_at: Instant,
    /// When something last happened to it.
    pub updated_at: Instant,
    /// Whether the file is still here, to be checked anew or written.
    pub has_file: bool,
    /// Whether who asks has brought it.
    pub is_own: bool,
}

/// A column with what stands in its first rows.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its header.
    pub header: String,
    /// The field that it is matched to.
    pub field: Option<&'static str>,
    /// Some of what stands in it.
    pub values: Vec<String>,
}

/// Why a file is not taken: it cannot be read, or something failed.
enum Stop {
    Unreadable(Unreadable),
    Failed(AppError),
}

impl From<Unreadable> for Stop {
    fn from(why: Unreadable) -> Self {
        Self::Unreadable(why)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<AppError> for Stop {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Unreadable(why) => Self::Unreadable(why),
            other => Self::Failed(other),
        }
    }
}

/// A file, read and matched, and what it says.
struct Prepared {
    table: Table,
    items: Vec<Item>,
    codes: Option<codes::Codes>,
    importer: Importer,
    report: Report,
}

/// Reads a file as rows, whatever it is.
pub fn read_sheet(bytes: &[u8], options: &Options) -> Result<Sheet, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if workbook::is_old(bytes) {
        return Err(Unreadable::OldWorkbook);
    }
    if workbook::is_archive(bytes) {
        return workbook::read(bytes, options.sheet.as_deref());
    }
    lines::read(bytes, options.encoding.as_deref(), options.separator)
}

/// The decimal mark of a file: as told, else a comma where semicolons part its columns, else a point.
fn mark_of(options: &Options, found: &Found) -> Mark {
    let comma = found.format == Some(Format::Csv) && found.separator == Some(';');
    options.mark.unwrap_or(if comma { Mark::Comma } else { Mark::Point })
}

/// The last import of a page, by when it began and its id: the next page comes before it.
pub type Before = (Instant, Uuid);

impl App {
    /// A place for a file that is about to arrive.
    pub fn receive_file(&self) -> Result<spool::Incoming, AppError> {
        self.desk.receive(self.new_id())
    }

    /// Deletes a file that is not wanted after all.
    pub fn forget_file(&self, arrived: &Arrived) {
        self.desk.forget(arrived.id);
    }

    /// Notes a file that has arrived.
    pub fn begin_import(
        &self,
        runner: &Runner,
        arrived: &Arrived,
        file_name: &str,
        options: &Options,
    ) -> Result<Import, AppError> {
        let reach = runner.reach(Action::ImportFiles)?;
        let kind = options.kind.ok_or_else(|| required("/kind"))?;
        if kind == Kind::Gazetteer && version_of(options).is_none() {
            return Err(AppError::Unreadable(Unreadable::NoVersion));
        }
        let now = DbInstant(self.now().utc());
        let row = ImportRow {
            id: DbId(arrived.id),
            kind: kind.as_ref().to_owned(),
            organisation_id: only(&reach).map(DbId),
            user_id: runner.sender().user.map(|user| DbId(user.0)),
            file_name: tame(file_name),
            sha256: arrived.sha256.clone(),
            size: i64::try_from(arrived.size).unwrap_or(i64::MAX),
            state: State::Received.as_ref().to_owned(),
            options: json(options)?,
            report: json(&Report::default())?,
            instance: None,
            created_at: now,
            updated_at: now,
            undone_at: None,
            undone_by: None,
        };
        let insert = row.clone();
        self.lane.write(move |batch| Ok::<_, AppError>(imports::insert(batch.conn(), &insert)?))?;
        self.import_of(runner, row)
    }

    /// An import that the runner may know of.
    pub fn import(&self, runner: &Runner, id: Uuid) -> Result<Import, AppError> {
        let row = self.find_import(runner, id)?;
        self.import_of(runner, row)
    }

    fn find_import(&self, runner: &Runner, id: Uuid) -> Result<ImportRow, AppError> {
        let reach = runner.reach(Action::ImportFiles)?;
        let row = imports::find(&mut *self.reader()?, id)?.ok_or(AppError::NotFound { what: "import" })?;
        let own = runner.sender().user.map(|user| DbId(user.0));
        let is_own = own.is_some() && row.user_id == own;
        let is_theirs = match row.organisation_id {
            Some(DbId(organisation)) => reach.touches(&[organisation]),
            None => reach == Reach::All,
        };
        if is_own || is_theirs { Ok(row) } else { Err(AppError::NotFound { what: "import" }) }
    }

    /// Imports, the newest first, and where the next page begins.
    pub fn list_imports(
        &self,
        runner: &Runner,
        before: Option<Before>,
        limit: usize,
    ) -> Result<(Vec<Import>, Option<Before>), AppError> {
        let reach = runner.reach(Action::ImportFiles)?;
        let user = runner.sender().user.map(|user| user.0);
        let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let mut rows = imports::list(&mut *self.reader()?, &reach, user, before, most)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| (Instant::new(row.created_at.0), row.id.0));
        let items: Result<Vec<Import>, AppError> = rows.into_iter().map(|row| self.import_of(runner, row)).collect();
        Ok((items?, next))
    }

    fn import_of(&self, runner: &Runner, row: ImportRow) -> Result<Import, AppError> {
        let corrupt = |what: &str| AppError::Store(StoreError::Corrupt { what: format!("an import's {what}") });
        let user = row.user_id.map(|DbId(id)| id);
        let user_name = match user {
            Some(id) => crate::store::people::find_user(&mut *self.reader()?, DbId(id))?.map(|user| user.name),
            None => None,
        };
        let mut state: State = row.state.parse().map_err(|_| corrupt("state"))?;
        let is_here = row.instance == Some(DbId(self.desk.instance));
        let progress = self.desk.progress(row.id.0).filter(|_| is_here).map(|progress| progress.read());
        let is_late = self.now().since(Instant::new(row.updated_at.0)) > LONGEST;
        if matches!(state, State::Checking | State::Running) && ((is_here && progress.is_none()) || is_late) {
            // Whatever was at work on it is no more. Its last word may have been written since the row was read.
            let now = imports::find(&mut *self.reader()?, row.id.0)?.map(|row| row.state);
            if now.as_deref() == Some(row.state.as_str()) {
                state = State::Failed;
            } else {
                return self.import_of(runner, imports::find(&mut *self.reader()?, row.id.0)?.unwrap_or(row));
            }
        }
        Ok(Import {
            id: row.id.0,
            kind: row.kind.parse().map_err(|_| corrupt("kind"))?,
            organisation: row.organisation_id.map(|DbId(id)| id),
            is_own: user == runner.sender().user.map(|user| user.0),
            user,
            user_name,
            file_name: row.file_name,
            sha256: super::people::hex(&row.sha256),
            size: u64::try_from(row.size).unwrap_or(0),
            state,
            progress,
            options: serde_json::from_value(row.options.0).map_err(|_| corrupt("options"))?,
            report: serde_json::from_value(row.report.0).map_err(|_| corrupt("report"))?,
            created_at: Instant::new(row.created_at.0),
            updated_at: Instant::new(row.updated_at.0),
            has_file: self.desk.has(row.id.0),
        })
    }

    /// One's own import: what stands in its file is nobody else's to see.
    fn own_import(&self, runner: &Runner, id: Uuid) -> Result<Import, AppError> {
        let import = self.import(runner, id)?;
        if import.is_own { Ok(import) } else { Err(AppError::Forbidden) }
    }

    /// The columns of a file and how they would be matched.
    pub fn import_columns(&self, runner: &Runner, id: Uuid, words: &Words) -> Result<(Vec<Sample>, Found), AppError> {
        let import = self.own_import(runner, id)?;
        let bytes = self.desk.read(id)?;
        let sheet = read_sheet(&bytes, &import.options).map_err(AppError::Unreadable)?;
        let found = sheet.found.clone();
        let mut table = Table::of(sheet, import.kind, words).map_err(AppError::Unreadable)?;
        let remembered = self.remembered(&import, &table)?;
        table.match_columns(import.kind, words, &import.options.mapping, remembered.as_ref());
        let sample = |column: &columns::Column| {
            let shown = table.rows.iter().map(|row| row.cell(column.index).shown()).filter(|value| !value.is_empty());
            let values = shown.take(3).map(|value| value.chars().take(60).collect()).collect();
            Sample { header: column.header.clone(), field: column.field, values }
        };
        Ok((table.columns.iter().map(sample).collect(), found))
    }

    fn remembered(&self, import: &Import, table: &Table) -> Result<Option<Mapping>, AppError> {
        let organisation = import.organisation.unwrap_or_default();
        let kind = import.kind.as_ref();
        let found = imports::find_match(&mut *self.reader()?, organisation, kind, &table.fingerprint())?;
        Ok(found.and_then(|value| serde_json::from_value(value).ok()))
    }

    /// Starts checking a file, and where `write` and nothing is wrong, writing it. Returns at once; [`App::import`] says how far
    /// it is.
    pub fn start_import(
        &self,
        runner: &Runner,
        id: Uuid,
        options: Option<Options>,
        write: bool,
        words: &'static Words,
    ) -> Result<(), AppError> {
        let (job, import) = self.take_up(runner, id, options)?;
        let (app, runner) = (self.clone(), runner.clone());
        let spawned = std::thread::Builder::new().name("import".to_owned()).spawn(move || {
            job.run(|progress| app.work(&runner, &import, write, words, progress));
        });
        spawned.map(|_| ()).map_err(|error| AppError::Internal(format!("an import's thread: {error}")))
    }

    /// As [`App::start_import`], to its end.
    pub fn run_import(
        &self,
        runner: &Runner,
        id: Uuid,
        options: Option<Options>,
        write: bool,
        words: &Words,
    ) -> Result<Import, AppError> {
        let (job, import) = self.take_up(runner, id, options)?;
        job.run(|progress| self.work(runner, &import, write, words, progress));
        self.import(runner, id)
    }

    /// How far this process is with an import.
    pub fn import_progress(&self, id: Uuid) -> Option<(usize, usize)> {
        self.desk.progress(id).map(|progress| progress.read())
    }

    fn take_up(&self, runner: &Runner, id: Uuid, options: Option<Options>) -> Result<(spool::Job, Import), AppError> {
        let mut import = self.own_import(runner, id)?;
        if !matches!(import.state, State::Received | State::Checked | State::Failed) {
            return Err(AppError::Conflict(super::error::Conflict::ImportDone));
        }
        if !import.has_file {
            return Err(AppError::Unreadable(Unreadable::Gone));
        }
        if let Some(options) = options {
            import.kind = options.kind.unwrap_or(import.kind);
            import.options = Options { kind: Some(import.kind), ..options };
        }
        let job = self.desk.queue(id)?;
        let taken = self.put(
            &import,
            &["received", "checked", "failed", "checking", "running"],
            State::Checking,
            &Report::default(),
        )?;
        if taken { Ok((job, import)) } else { Err(AppError::Conflict(super::error::Conflict::ImportDone)) }
    }

    fn put(
        &self,
        import: &Import,
        from: &'static [&'static str],
        state: State,
        report: &Report,
    ) -> Result<bool, AppError> {
        let at_work = matches!(state, State::Checking | State::Running);
        let change = Change {
            state: state.as_ref().to_owned(),
            kind: import.kind.as_ref().to_owned(),
            options: json(&import.options)?,
            report: json(report)?,
            instance: at_work.then_some(self.desk.instance),
            organisation: import.organisation,
            at: self.now(),
        };
        let id = import.id;
        self.lane.write(move |batch| Ok::<_, AppError>(imports::update(batch.conn(), id, from, &change)?))
    }

    /// Checks, and writes where that is wanted and nothing is wrong. Whatever happens is told in the import itself.
    fn work(&self, runner: &Runner, import: &Import, write: bool, words: &Words, progress: &Progress) {
        let ended = match self.check(runner, import, words, progress, write) {
            Ok(prepared) if write && prepared.report.errors.is_empty() => {
                let report = prepared.report.clone();
                match self.write(runner, import, prepared, progress) {
                    Ok(()) => {
                        self.desk.forget(import.id);
                        return;
                    }
                    Err(Stop::Unreadable(why)) => {
                        Err((Report { failure: Some(why.as_ref().to_owned()), ..report }, None))
                    }
                    Err(Stop::Failed(error)) => Err((report, Some(error))),
                }
            }
            Ok(prepared) => Ok(prepared.report),
            Err(Stop::Unreadable(why)) => {
                Err((Report { failure: Some(why.as_ref().to_owned()), ..Report::default() }, None))
            }
            Err(Stop::Failed(error)) => Err((Report::default(), Some(error))),
        };
        let at_work = &["checking", "running"];
        let kept = match ended {
            Ok(report) => self.put(import, at_work, State::Checked, &report),
            Err((mut report, error)) => {
                if let Some(error) = error {
                    tracing::error!(error = %error, import.id = %import.id, "import.failed");
                    report.failure = Some("failed".to_owned());
                }
                self.put(import, at_work, State::Failed, &report)
            }
        };
        if let Err(error) = kept {
            tracing::error!(error = %error, import.id = %import.id, "import.state_not_kept");
        }
    }

    /// Reads and matches a file and tries to write it, without writing it.
    fn check(
        &self,
        runner: &Runner,
        import: &Import,
        words: &Words,
        progress: &Progress,
        write: bool,
    ) -> Result<Prepared, Stop> {
        let mut prepared = self.prepare(runner, import, words)?;
        let count = prepared.items.len();
        progress.begin(if write { count * 2 } else { count });
        let mut reader = self.reader()?;
        let tried = Batch::on_trial(&mut reader, &*self.ambient, |batch| {
            write_all(batch, &prepared.importer, &prepared.items, progress, 0)
        })??;
        let report = &mut prepared.report;
        report.tally = tried.tally;
        if let Some(codes) = &prepared.codes {
            check_version(&mut reader, import, codes, report)?;
        }
        for (at, why) in tried.wrong {
            report.errors.add(Mistake::of(at, why, &prepared.table));
        }
        for (at, why) in tried.notes {
            report.warnings.add(Mistake::of(at, why, &prepared.table));
        }
        report.errors.settle();
        report.warnings.settle();
        if !report.errors.is_empty() {
            report.tally = Tally::default();
        }
        Ok(prepared)
    }

    fn prepare(&self, runner: &Runner, import: &Import, words: &Words) -> Result<Prepared, Stop> {
        let bytes = self.desk.read(import.id)?;
        let options = &import.options;
        let sheet = read_sheet(&bytes, options)?;
        drop(bytes);
        let found = sheet.found.clone();
        let mut table = Table::of(sheet, import.kind, words)?;
        let remembered = self.remembered(import, &table)?;
        table.match_columns(import.kind, words, &options.mapping, remembered.as_ref());
        if !options.mapping.is_empty() {
            self.remember(runner, import, &table)?;
        }
        let mark = mark_of(options, &found);
        let dates = options.dates.or_else(|| {
            let shape = |name: &str| {
                fields::fields(import.kind).any(|field| field.name == name && field.shape == fields::Shape::When)
            };
            let columns: Vec<usize> = table
                .columns
                .iter()
                .filter(|column| column.field.is_some_and(shape))
                .map(|column| column.index)
                .collect();
            values::order_of(table.rows.iter().flat_map(|row| columns.iter().map(|column| row.cell(*column))))
        });
        let report = Report {
            rows: table.rows.len(),
            unmatched: table.unmatched(),
            mapping: table.mapping(),
            found,
            mark: Some(mark),
            dates,
            ..Report::default()
        };
        let (mut reader, now) = (self.reader()?, self.now());
        let known = Known::read(&mut reader)?;
        let reach = runner.reach(Action::RegisterConvoys)?;
        let reading = Reading { table: &table, words, known: &known, mark, dates };
        let mut prepared = Prepared {
            importer: Importer {
                sender: runner.sender(),
                plans: reach,
                rights: HashMap::new(),
                convoys: HashMap::new(),
                import: import.id,
                key: options.key.clone(),
                on_refusal: if options.review { OnRefusal::Review } else { OnRefusal::Refuse },
            },
            items: Vec::new(),
            codes: None,
            report,
            table: table.clone(),
        };
        read_items(runner, import, &reading, &mut reader, now, &mut prepared)?;
        Ok(prepared)
    }

    fn remember(&self, runner: &Runner, import: &Import, table: &Table) -> Result<(), AppError> {
        let row = ImportMatchRow {
            organisation_id: DbId(import.organisation.unwrap_or_default()),
            kind: import.kind.as_ref().to_owned(),
            headers: table.fingerprint(),
            mapping: json(&table.mapping())?,
            updated_by: runner.sender().user.map(|user| DbId(user.0)),
            updated_at: DbInstant(self.now().utc()),
        };
        self.lane.write(move |batch| Ok(imports::put_match(batch.conn(), &row)?))
    }

    /// Writes what was checked, in one transaction, with what it says of itself.
    fn write(&self, runner: &Runner, import: &Import, prepared: Prepared, progress: &Progress) -> Result<(), Stop> {
        if !self.put(import, &["checking"], State::Running, &prepared.report)? {
            return Err(Stop::Failed(AppError::Conflict(super::error::Conflict::ImportDone)));
        }
        let count = prepared.items.len();
        let shared: Arc<Progress> = self.desk.progress(import.id).unwrap_or_default();
        let (sender, import) = (runner.sender(), import.clone());
        let (instance, version) = (self.desk.instance, version_of(&import.options));
        let outcome = self
            .lane
            .write(move |batch| write_in(batch, &prepared, &import, sender, instance, version.as_deref(), &shared));
        progress.at(count * 2);
        outcome
    }
}

impl App {
    /// Imports that a process which is no more was at work on have failed, and nothing of them is kept. An embedded
    /// database has one server; on a shared one another may still be at work, for so long.
    pub fn close_abandoned_imports(&self) -> Result<usize, AppError> {
        let (instance, now) = (self.desk.instance, self.now());
        self.lane.write(move |batch| {
            let conn = batch.conn();
            let before = match engine(conn) {
                Engine::Sqlite => now,
                Engine::Postgres => now.plus(-LONGEST),
            };
            Ok::<_, AppError>(imports::fail_abandoned(conn, instance, before)?)
        })
    }
}

/// What the rows say, or what is wrong with them.
fn read_items(
    runner: &Runner,
    import: &Import,
    reading: &Reading<'_>,
    reader: &mut crate::store::DbConnection,
    now: Instant,
    prepared: &mut Prepared,
) -> Result<(), Stop> {
    let (mut wrong, mut notes) = (Mistakes::default(), Mistakes::default());
    let own = only(&prepared.importer.plans);
    let lead = own.and_then(|id| organisation_key(reading.known, id, reader));
    for field in fields::required(import.kind) {
        let has_default = *field == "lead" && lead.is_some();
        let has_code = *field == "key" && reading.table.column("pcode").is_some();
        if reading.table.column(field).is_none() && !has_default && !has_code {
            let why = Why::Import { code: Wrong::NoColumn, detail: None };
            wrong.add(reading.mistake(At { row: reading.table.header_row, column: None }, field, why));
        }
    }
    if wrong.is_empty() {
        match import.kind {
            Kind::Convoys => {
                let defaults = plans::Defaults { lead, zone: import.options.time_zone, now };
                let found = plans::read(reading, &defaults, &mut wrong);
                prepared.items = found.into_iter().map(|convoy| Item::Convoy(Box::new(convoy))).collect();
            }
            Kind::Events => {
                let (find, rights) = loggable(runner, reading, reader, now)?;
                let key = &import.options.key;
                let found = reports::read(reading, key, now, &mut wrong, &mut notes, &find);
                prepared.items = found.into_iter().map(|event| Item::Event(Box::new(event))).collect();
                prepared.importer.convoys = find.values().map(|convoy| (convoy.id, *convoy)).collect();
                prepared.importer.rights = rights;
            }
            Kind::Places => {
                let mut gazetteers = Gazetteers::new(reader)?;
                let found = places::read(reading, &mut gazetteers, &mut wrong, &mut notes);
                gazetteers.check()?;
                prepared.items = found.into_iter().map(|place| Item::Place(Box::new(place))).collect();
            }
            Kind::Gazetteer => {
                let version = version_of(&import.options).ok_or(Unreadable::NoVersion)?;
                prepared.codes = Some(codes::read(reading, &version, &mut wrong, &mut notes));
            }
        }
    }
    prepared.report.errors = wrong;
    prepared.report.warnings = notes;
    Ok(())
}

/// A version is loaded once; the same list again changes nothing.
fn check_version(
    conn: &mut crate::store::DbConnection,
    import: &Import,
    codes: &codes::Codes,
    report: &mut Report,
) -> Result<(), Stop> {
    let version = version_of(&import.options).ok_or(Unreadable::NoVersion)?;
    if gazetteer::find_version(conn, &version)?.is_none() {
        report.tally.made = codes.entries.len();
        return Ok(());
    }
    let mut known = gazetteer::list(conn, &version)?;
    let mut new = codes.entries.clone();
    known.sort_by(|one, other| one.code.cmp(&other.code));
    new.sort_by(|one, other| one.code.cmp(&other.code));
    if known != new {
        return Err(Unreadable::VersionTaken.into());
    }
    report.tally.left = codes.entries.len();
    Ok(())
}

/// The convoys that a table names, where the importer may log about them, and what else they may do to each.
#[expect(clippy::type_complexity, reason = "used once")]
fn loggable(
    runner: &Runner,
    reading: &Reading<'_>,
    reader: &mut crate::store::DbConnection,
    now: Instant,
) -> Result<(HashMap<String, Loggable>, HashMap<ConvoyId, Rights>), Stop> {
    let scope = runner.scope(Action::LogEvents, now)?;
    let (mut found, mut rights) = (HashMap::new(), HashMap::new());
    for row in &reading.table.rows {
        let name = reading.table.cell(row, "convoy").shown().trim().to_owned();
        if name.is_empty() || found.contains_key(&name) {
            continue;
        }
        let Some(row) = convoys::find(reader, &scope, &name)? else { continue };
        let zone = row.time_zone.parse().unwrap_or(Tz::UTC);
        let id = ConvoyId(row.id.0);
        found.insert(name, Loggable { id, zone, lead: row.lead_id.0 });
        let organisations = convoys::list_organisations_of(reader, row.id.0)?;
        let may = |action| runner.reach(action).is_ok_and(|reach| reach.touches(&organisations));
        rights.insert(
            id,
            Rights {
                correct_others: may(Action::CorrectOthers),
                settle: may(Action::SettleReviews),
                plan: may(Action::RegisterConvoys),
            },
        );
    }
    Ok((found, rights))
}

/// Longer than any import takes: one that seems to be at work for longer was cut off.
const LONGEST: chrono::TimeDelta = chrono::TimeDelta::minutes(15);

fn write_in(
    batch: &mut Batch<'_>,
    prepared: &Prepared,
    import: &Import,
    sender: Sender,
    instance: Uuid,
    version: Option<&str>,
    progress: &Progress,
) -> Result<(), Stop> {
    let written = write_all(batch, &prepared.importer, &prepared.items, progress, prepared.items.len())?;
    let mut report = Report { tally: written.tally, ..prepared.report.clone() };
    if let Some((at, why)) = written.wrong.into_iter().next() {
        // Something changed between the check and now. Nothing is kept, and the next check says what.
        tracing::info!(import.row = at.row, import.why = %why.code(), "import.overtaken");
        return Err(Stop::Unreadable(Unreadable::Busy));
    }
    let deed = Deed::FileImported {
        import: import.id,
        kind: Text::parse(import.kind.as_ref(), 40).map_err(|_| AppError::Internal("a kind".to_owned()))?,
        sha256: Text::parse(&import.sha256, 64).map_err(|_| AppError::Internal("a hash".to_owned()))?,
        rows: report.rows as u64,
        made: 0,
    };
    let codes = prepared.codes.as_ref();
    if codes.is_some() {
        report.tally = prepared.report.tally;
    }
    let deed = match deed {
        Deed::FileImported { import, kind, sha256, rows, .. } => {
            Deed::FileImported { import, kind, sha256, rows, made: (report.tally.made + report.tally.changed) as u64 }
        }
        other => other,
    };
    audit::record(batch, &deed, sender)?;
    let now = batch.now();
    let change = Change {
        state: State::Done.as_ref().to_owned(),
        kind: import.kind.as_ref().to_owned(),
        options: json(&import.options)?,
        report: json(&report)?,
        instance: None,
        organisation: import.organisation,
        at: now,
    };
    let (id, rows) = (import.id, &written.rows);
    batch.in_savepoint(|conn| {
        if let (Some(codes), Some(version)) = (codes, version)
            && gazetteer::find_version(conn, version)?.is_none()
        {
            let row = GazetteerRow {
                version: version.to_owned(),
                import_id: DbId(id),
                entries: i32::try_from(codes.entries.len()).unwrap_or(i32::MAX),
                loaded_at: DbInstant(now.utc()),
            };
            gazetteer::insert(conn, &row, &codes.entries, &codes.names)?;
        }
        imports::insert_items(conn, rows)?;
        let is_ours = imports::find(conn, id)?.is_some_and(|row| row.instance == Some(DbId(instance)));
        if is_ours && imports::update(conn, id, &["running"], &change)? {
            Ok(())
        } else {
            Err(StoreError::NotFound { what: "import" })
        }
    })?;
    Ok(())
}

/// The name and version of a gazetteer, where there is one.
fn version_of(options: &Options) -> Option<String> {
    let version = options.version.as_deref().map(str::trim).filter(|version| !version.is_empty())?;
    Text::parse(version, 100).ok().map(|version| version.to_string())
}

/// The one organisation that somebody imports for; none where it may be any of several.
fn only(reach: &Reach) -> Option<Uuid> {
    match reach {
        Reach::These(own) if own.len() == 1 => own.first().copied(),
        Reach::These(_) | Reach::All => None,
    }
}

fn organisation_key(_known: &Known, id: Uuid, conn: &mut crate::store::DbConnection) -> Option<String> {
    let found = crate::store::world::find_organisation(conn, &id.to_string()).ok().flatten();
    found.map(|organisation| organisation.what.key.to_string())
}

/// The name of a file without its folders and without what could hurt a reader.
fn tame(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let plain: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    Text::parse(&plain, 200).map_or_else(|_| "–".to_owned(), |text| text.to_string())
}

fn required(pointer: &str) -> AppError {
    AppError::Invalid(vec![FieldError { pointer: pointer.to_owned(), code: FieldCode::Required, expected: None }])
}

fn json<T: Serialize>(value: &T) -> Result<DbJson, AppError> {
    serde_json::to_value(value).map(DbJson).map_err(|error| AppError::Internal(format!("an import: {error}")))
}
