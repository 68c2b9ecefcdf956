//! The check of a file: it is read and matched, and what it says is tried on a snapshot, by the steps by which it would be
//! written. Nobody waits for it.

use std::collections::{HashMap, HashSet};

use chrono_tz::Tz;
use uuid::Uuid;

use super::{
    Import, Options, Report, codes,
    columns::{Kind, Table, Words},
    fields, json,
    known::Known,
    mistakes::{At, Mistake, Mistakes, Why, Wrong},
    places, plans, read_sheet,
    record::{Importer, Item, Tally, write_all},
    reports::{self, Loggable, Meant},
    rows::Reading,
    sheet::{Format, Found, Unreadable},
    spool::Progress,
    values::{self, Mark},
};
use crate::{
    app::{Action, App, AppError, Runner, events::OnRefusal, gazetteer::Gazetteers, sight::Candour},
    domain::{id::ConvoyId, text::Text, time::Instant},
    store::{
        DbConnection, StoreError,
        batch::Batch,
        convoys, gazetteer, imports,
        rows::ImportMatchRow,
        scope::Reach,
        types::{DbId, DbInstant},
    },
};

/// Why a file is not taken: it cannot be read, or something failed.
pub(super) enum Stop {
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
pub(super) struct Prepared {
    pub(super) table: Table,
    pub(super) items: Vec<Item>,
    pub(super) codes: Option<codes::Codes>,
    pub(super) importer: Importer,
    pub(super) report: Report,
}
/// The decimal mark of a file: as told, else a comma where semicolons part its columns, else a point.
fn mark_of(options: &Options, found: &Found) -> Mark {
    let comma = found.format == Some(Format::Csv) && found.separator == Some(';');
    options.mark.unwrap_or(if comma { Mark::Comma } else { Mark::Point })
}

impl App {
    /// Reads and matches a file and tries to write it, without writing it.
    pub(super) fn check(
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
                by: runner.clone(),
                sender: runner.sender(),
                plans: reach,
                convoys: HashMap::new(),
                reduced: HashSet::new(),
                plans_reduced: plans_reduced(runner, now),
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
}

/// What the rows say, or what is wrong with them.
fn read_items(
    runner: &Runner,
    import: &Import,
    reading: &Reading<'_>,
    reader: &mut DbConnection,
    now: Instant,
    prepared: &mut Prepared,
) -> Result<(), Stop> {
    let (mut wrong, mut notes) = (Mistakes::default(), Mistakes::default());
    let own = only(&prepared.importer.plans);
    let lead = own.and_then(|id| organisation_key(id, reader));
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
                let (find, reduced) = loggable(runner, reading, reader, now)?;
                let key = &import.options.key;
                let found = reports::read(reading, key, now, &mut wrong, &mut notes, &find);
                prepared.items = found.into_iter().map(|event| Item::Event(Box::new(event))).collect();
                prepared.importer.convoys = find
                    .values()
                    .filter_map(|meant| match meant {
                        Meant::One(convoy) => Some((convoy.id, *convoy)),
                        Meant::Several(_) => None,
                    })
                    .collect();
                prepared.importer.reduced = reduced;
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
    conn: &mut DbConnection,
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

/// The convoys that a table names, where the importer may log about them.
fn loggable(
    runner: &Runner,
    reading: &Reading<'_>,
    reader: &mut DbConnection,
    now: Instant,
) -> Result<(HashMap<String, Meant>, HashSet<ConvoyId>), Stop> {
    let scope = runner.scope(Action::LogEvents, now)?;
    let (mut found, mut reduced) = (HashMap::new(), HashSet::new());
    for row in &reading.table.rows {
        let name = reading.table.cell(row, "convoy").shown().trim().to_owned();
        if name.is_empty() || found.contains_key(&name) {
            continue;
        }
        let row = match convoys::find(reader, &scope, &name) {
            Ok(Some(row)) => row,
            Ok(None) => continue,
            Err(StoreError::Ambiguous { candidates }) => {
                let each = candidates.iter().map(|one| format!("{}/{}", one.lead, one.reference));
                found.insert(name, Meant::Several(each.collect::<Vec<_>>().join(", ")));
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let zone = row.time_zone.parse().unwrap_or(Tz::UTC);
        let id = ConvoyId(row.id.0);
        found.insert(name, Meant::One(Loggable { id, zone, lead: row.lead_id.0 }));
        if Candour::towards_runner(reader, runner, &row, now)? == Candour::Reduced {
            reduced.insert(id);
        }
    }
    Ok((found, reduced))
}

/// Whether plans are not told to whoever imports: a key that writes, and does not read as exactly as its maker.
fn plans_reduced(runner: &Runner, now: Instant) -> bool {
    match runner {
        Runner::Person(caller) => caller.scope(now).is_err() || caller.reach(Action::SeeExactly).is_err(),
        Runner::Owner => false,
    }
}

/// The name and version of a gazetteer, where there is one.
pub(super) fn version_of(options: &Options) -> Option<String> {
    let version = options.version.as_deref().map(str::trim).filter(|version| !version.is_empty())?;
    Text::parse(version, 100).ok().map(|version| version.to_string())
}

/// The one organisation that somebody imports for; none where it may be any of several.
pub(super) fn only(reach: &Reach) -> Option<Uuid> {
    match reach {
        Reach::These(own) if own.len() == 1 => own.first().copied(),
        Reach::These(_) | Reach::All => None,
    }
}

fn organisation_key(id: Uuid, conn: &mut DbConnection) -> Option<String> {
    let found = crate::store::world::find_organisation(conn, &id.to_string()).ok().flatten();
    found.map(|organisation| organisation.what.key.to_string())
}
