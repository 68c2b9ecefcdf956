//! Taking files in: convoys, events, places and lists of P-codes, from tables that people have. All of a file or nothing.
//!
//! A file waits in the [`spool`]; [`sheet`] is what the readers make of it (`lines`, `workbook`, [`encoding`]), [`columns`]
//! and [`fields`] say which column is what, [`values`] and `rows` read cells, `known` finds places by any name; `plans`,
//! `reports`, `places` and `codes` make of rows what the domain's own readers take; `check` tries it and `write`
//! writes it, both by `record`; [`mistakes`] is what is wrong with it and [`annotate`] tells that in a copy of the file; `undo` takes it back.

use serde::Serialize;
use uuid::Uuid;

use super::{Action, App, AppError, Caller, Runner};
use crate::{
    domain::{
        refusal::{FieldCode, FieldError},
        text::{Text, tamed},
        time::Instant,
    },
    store::{
        StoreError,
        imports::{self, Change},
        rows::ImportRow,
        scope::Reach,
        types::{DbId, DbInstant, DbJson},
    },
};

pub mod annotate;
mod check;
mod codes;
pub mod columns;
pub mod encoding;
pub mod fields;
mod import;
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
mod write;

use check::{Stop, only, version_of};
use columns::{Kind, Mapping, Table, Words};
use sheet::{Found, Sheet, Unreadable};
use spool::{Arrived, Progress};
use write::LONGEST;

pub use import::{Import, Options, Report, Sample, State};
pub use undo::{NotUndone, Undone};

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

/// The last import of a page, by when it began and its id: the next page comes before it.
pub type Before = (Instant, Uuid);

impl App {
    /// A place for a file that is about to arrive.
    pub fn receive_file(&self) -> Result<spool::Incoming, AppError> {
        self.desk.receive(self.new_id())
    }

    /// A place among those whose files are arriving: so many are one person's, and so many one organisation's, that slow lines
    /// of theirs, or lines on which nothing comes, leave room for others.
    pub fn upload_place(&self, caller: &Caller) -> Result<spool::UploadPlace, AppError> {
        let organisation = caller.memberships.iter().find_map(|membership| membership.organisation);
        self.desk.arrive(caller.user.0, organisation.map(|organisation| organisation.0))
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
        let whose = runner.sender().user.map(|user| user.0);
        let job = self.desk.queue(id, whose)?;
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
    let value = serde_json::to_value(value).map_err(|error| AppError::Internal(format!("an import: {error}")))?;
    Ok(DbJson(tame_json(value)))
}

/// What is kept of a file (its headers, what is wrong with it) without what could hurt a reader.
fn tame_json(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::String(text) => Value::String(tamed(&text).into_owned()),
        Value::Array(all) => all.into_iter().map(tame_json).collect(),
        Value::Object(all) => {
            all.into_iter().map(|(name, value)| (tamed(&name).into_owned(), tame_json(value))).collect()
        }
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_)) => plain,
    }
}
