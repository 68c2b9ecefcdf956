//! The writing of a file that was checked: all of it in one transaction of the one writer, or nothing.

use std::sync::Arc;

use uuid::Uuid;

use super::{
    Import, Report, State,
    check::{Prepared, Stop, version_of},
    json,
    record::write_all,
    sheet::Unreadable,
    spool::Progress,
};
use crate::{
    app::{
        App, AppError, Runner,
        audit::{self, Deed},
        error::Conflict,
    },
    domain::text::Text,
    store::{
        StoreError,
        batch::{Batch, Sender},
        dialect::{Engine, engine},
        gazetteer,
        imports::{self, Change},
        rows::GazetteerRow,
        types::{DbId, DbInstant},
    },
};

impl App {
    /// Writes what was checked, in one transaction, with what it says of itself.
    pub(super) fn write(
        &self,
        runner: &Runner,
        import: &Import,
        prepared: Prepared,
        progress: &Progress,
    ) -> Result<(), Stop> {
        if !self.put(import, &["checking"], State::Running, &prepared.report)? {
            return Err(Stop::Failed(AppError::Conflict(Conflict::ImportDone)));
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

/// Longer than any import takes: one that seems to be at work for longer was cut off.
pub(super) const LONGEST: chrono::TimeDelta = chrono::TimeDelta::minutes(15);

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
