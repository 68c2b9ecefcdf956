//! Writes what a file says, or tries to: the same steps for both, in a batch that is committed or thrown away.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{
    mistakes::{At, Mistake, Why, Wrong},
    places::FoundPlace,
    plans::PlannedConvoy,
    reports::{FoundEvent, Loggable, id_of},
    rows::Draft,
    spool::Progress,
};
use crate::{
    app::{
        AppError, Runner,
        convoys::{Registered, register},
        events::{OnRefusal, Taken, Task, take},
        place_changes::{Changed, change},
    },
    domain::{
        Payload, Plan, Report, Status, Verdict,
        id::{ConvoyId, EventId},
        plan::PlanChange,
        time::Occurred,
    },
    store::{
        batch::{Batch, Sender, body},
        chain,
        rows::ImportItemRow,
        scope::Reach,
        types::DbId,
    },
};

/// Something that a file says.
#[derive(Clone, Debug)]
pub enum Item {
    /// A convoy.
    Convoy(Box<PlannedConvoy>),
    /// An event.
    Event(Box<FoundEvent>),
    /// A place.
    Place(Box<FoundPlace>),
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Made.
    pub made: usize,
    /// Changed.
    pub changed: usize,
    /// Left as they were, for nothing new was said.
    pub left: usize,
    /// Of the events made, in review.
    pub in_review: usize,
}

/// Who imports, and in which import.
#[derive(Clone, Debug)]
pub struct Importer {
    /// With all rights that they have.
    pub by: Runner,
    /// As the ledger has it.
    pub sender: Sender,
    /// Whose convoys they may register and amend.
    pub plans: Reach,
    /// The convoys of the file.
    pub convoys: HashMap<ConvoyId, Loggable>,
    /// Those of them that the importer is told less of than there is: whether a report fits is not told either.
    pub reduced: HashSet<ConvoyId>,
    /// Whether this is so of every plan.
    pub plans_reduced: bool,
    /// The import.
    pub import: Uuid,
    /// What parts the ids of its events from those of other files.
    pub key: String,
    /// What becomes of an event that does not fit.
    pub on_refusal: OnRefusal,
}

/// What was written, or would have been.
#[derive(Debug, Default)]
pub struct Written {
    /// How much.
    pub tally: Tally,
    /// What is wrong.
    pub wrong: Vec<(At, Why)>,
    /// What is to be known.
    pub notes: Vec<(At, Why)>,
    /// What to undo.
    pub rows: Vec<ImportItemRow>,
    events: Vec<(ConvoyId, EventId)>,
}

enum Done {
    Made,
    Changed,
    Left,
}

/// Why an item is not taken, or the whole import is not.
enum No {
    Wrong(At, Why),
    Failed(AppError),
}

impl<E: Into<AppError>> From<E> for No {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

fn import(code: Wrong) -> Why {
    Why::Import { code, detail: None }
}

/// Writes all items into a batch. What is wrong is gathered, for all of it is told at once; only a failure of the database stops.
pub fn write_all(
    batch: &mut Batch<'_>,
    importer: &Importer,
    items: &[Item],
    progress: &Progress,
    before: usize,
) -> Result<Written, AppError> {
    let mut written = Written::default();
    for (index, item) in items.iter().enumerate() {
        let done = match item {
            Item::Convoy(convoy) => write_convoy(batch, importer, convoy, &mut written),
            Item::Event(event) => write_event(batch, importer, event, &mut written),
            Item::Place(place) => write_place(batch, importer, place, &mut written),
        };
        match done {
            Ok(Done::Made) => written.tally.made += 1,
            Ok(Done::Changed) => written.tally.changed += 1,
            Ok(Done::Left) => written.tally.left += 1,
            Err(No::Wrong(at, why)) => written.wrong.push((at, why)),
            Err(No::Failed(error)) => return Err(error),
        }
        progress.at(before + index + 1);
    }
    // Whether an event is in review is known only when all are folded in.
    for (convoy, id) in std::mem::take(&mut written.events) {
        let dossier = batch.find_dossier(convoy)?;
        let verdict = dossier.and_then(|dossier| dossier.history.verdicts.get(&id));
        if importer.reduced.contains(&convoy) {
            continue;
        }
        written.tally.in_review += usize::from(verdict.is_some_and(Verdict::is_in_review));
    }
    Ok(written)
}

fn row_of(draft: &Draft) -> At {
    At { row: draft.row, column: None }
}

impl Written {
    fn note_item(&mut self, importer: &Importer, what: &str, subject: Uuid, convoy: Option<Uuid>, position: i64) {
        self.rows.push(ImportItemRow {
            import_id: DbId(importer.import),
            ordinal: i32::try_from(self.rows.len()).unwrap_or(i32::MAX),
            what: what.to_owned(),
            subject_id: DbId(subject),
            convoy_id: convoy.map(DbId),
            position,
        });
    }
}

fn write_convoy(
    batch: &mut Batch<'_>,
    importer: &Importer,
    convoy: &PlannedConvoy,
    written: &mut Written,
) -> Result<Done, No> {
    let plan = &convoy.plan;
    let at = |pointer: &str| convoy.draft.at(pointer).unwrap_or_else(|| row_of(&convoy.draft));
    if !importer.plans.touches(&[plan.lead.0]) {
        return Err(No::Wrong(at("/lead"), import(Wrong::NotYourOrganisation)));
    }
    let Some(known) = batch.find_convoy_id(plan.lead.0, &plan.reference)? else {
        let (Registered::New(id) | Registered::Again(id)) = register(batch, None, plan, &importer.by)?;
        written.note_item(importer, "convoy", id.0, Some(id.0), batch.head().position);
        return Ok(Done::Made);
    };
    let dossier = batch.find_dossier(known)?.ok_or(AppError::NotFound { what: "convoy" })?;
    let present = dossier.history.convoy.plan.clone();
    let status = dossier.history.convoy.status;
    if convoy.names_zone && present.time_zone != plan.time_zone {
        return Err(No::Wrong(at("/reference"), import(Wrong::RegisteredOtherwise)));
    }
    let Some(change) = what_changes(&present, &convoy.change) else {
        if status == Status::Cancelled {
            written.notes.push((at("/reference"), import(Wrong::CancelledBefore)));
        }
        // That a file says what is planned already would confirm a guess.
        return Ok(if importer.plans_reduced { Done::Changed } else { Done::Left });
    };
    let id = EventId(Uuid::new_v5(&importer.import, format!("plan {}", plan.reference).as_bytes()));
    let occurred = Occurred::at_minute(batch.now());
    let report = Report {
        payload: Payload::PlanAmended(Box::new(change)),
        occurred,
        place: None,
        trucks: None,
        source: None,
        note: None,
        captured_at: None,
        other: std::collections::BTreeMap::new(),
        by_message: None,
    };
    let by = importer.by.clone();
    let task = Task { convoy: known, id, report, on_refusal: OnRefusal::Refuse, sender: importer.sender, by };
    match take(batch, &task) {
        Ok(_) => {
            written.note_item(importer, "event", id.0, Some(known.0), batch.head().position);
            Ok(Done::Changed)
        }
        // Nor is told why a plan does not fit: it is kept for a coordinator, as a single report is.
        Err(AppError::Refused { .. }) if importer.plans_reduced => {
            take(batch, &Task { on_refusal: OnRefusal::Review, ..task.clone() })?;
            written.note_item(importer, "event", id.0, Some(known.0), batch.head().position);
            Ok(Done::Changed)
        }
        Err(AppError::Refused { refusal, .. }) => Err(No::Wrong(at("/reference"), Why::Refused { refusal })),
        Err(other) => Err(other.into()),
    }
}

/// The parts of a change that say something new; `None` where none does.
fn what_changes(present: &Plan, change: &PlanChange) -> Option<PlanChange> {
    if present.changed_by(change) == *present {
        return None;
    }
    let mut new = change.clone();
    let same = |part: PlanChange| present.changed_by(&part) == *present;
    let base = PlanChange::default;
    if same(PlanChange { stops: change.stops.clone(), ..base() }) {
        new.stops = None;
    }
    if same(PlanChange { trucks: change.trucks.clone(), ..base() }) {
        new.trucks = None;
    }
    if same(PlanChange { cargo: change.cargo.clone(), ..base() }) {
        new.cargo = None;
    }
    if same(PlanChange { partners: change.partners.clone(), ..base() }) {
        new.partners = None;
    }
    new.target_population = change.target_population.filter(|_| change.target_population != present.target_population);
    new.check_in_minutes = change.check_in_minutes.filter(|_| change.check_in_minutes != present.check_in_minutes);
    new.planned_departure = change.planned_departure.filter(|_| change.planned_departure != present.planned_departure);
    new.linked_release = change.linked_release.clone().filter(|_| change.linked_release != present.linked_release);
    new.sensitivity = change.sensitivity.filter(|sensitivity| *sensitivity != present.sensitivity);
    Some(new)
}

fn write_event(
    batch: &mut Batch<'_>,
    importer: &Importer,
    event: &FoundEvent,
    written: &mut Written,
) -> Result<Done, No> {
    let at = |pointer: &str| event.draft.at(pointer).unwrap_or_else(|| row_of(&event.draft));
    let missing = AppError::NotFound { what: "convoy" };
    let loggable = importer.convoys.get(&event.convoy).ok_or(missing)?;
    let mut id = event.id;
    let mut again = 0;
    while let Some(entry) = batch.find_entry(id.0)? {
        let is_of_convoy = entry.subject_id == DbId(event.convoy.0);
        if is_of_convoy && !event.has_own_id && was_undone(batch, event.convoy, id)? {
            // It was imported and undone: imported anew it is a report of its own, and for ever the same one.
            again += 1;
            id = id_of(loggable.lead, &importer.key, event.convoy, &event.draft.object, again);
            continue;
        }
        let own = entry.recorded_by.map(|user| user.0) == importer.sender.user.map(|user| user.0);
        // To whoever is told less, that a file says the same as somebody else's report would confirm a guess.
        let told = own || !importer.reduced.contains(&event.convoy);
        let same = is_of_convoy
            && told
            && (chain::is_committed_to(&entry, &body(&event.report)?) == Some(true) || says_no_more(batch, event, id)?);
        return if same { Ok(Done::Left) } else { Err(No::Wrong(at("/id"), import(Wrong::SameEventOtherContent))) };
    }
    let task = Task {
        convoy: event.convoy,
        id,
        report: event.report.clone(),
        on_refusal: if importer.reduced.contains(&event.convoy) { OnRefusal::Review } else { importer.on_refusal },
        sender: importer.sender,
        by: importer.by.clone(),
    };
    match take(batch, &task) {
        Ok(Taken::Again) => Ok(Done::Left),
        Ok(Taken::Stored | Taken::InReview) => {
            written.note_item(importer, "event", id.0, Some(event.convoy.0), batch.head().position);
            written.events.push((event.convoy, id));
            Ok(Done::Made)
        }
        Err(AppError::Refused { refusal, .. }) => Err(No::Wrong(at("/kind"), Why::Refused { refusal })),
        Err(AppError::Forbidden) => Err(No::Wrong(at("/kind"), import(Wrong::NotPermitted))),
        Err(AppError::Conflict(_)) => Err(No::Wrong(at("/id"), import(Wrong::SameEventOtherContent))),
        Err(other) => Err(other.into()),
    }
}

fn was_undone(batch: &mut Batch<'_>, convoy: ConvoyId, id: EventId) -> Result<bool, AppError> {
    let dossier = batch.find_dossier(convoy)?;
    Ok(dossier.is_some_and(|dossier| matches!(dossier.history.verdicts.get(&id), Some(Verdict::Voided { .. }))))
}

/// Whether all that the file says of an event stands on the record already: an export says less than was recorded.
fn says_no_more(batch: &mut Batch<'_>, event: &FoundEvent, id: EventId) -> Result<bool, AppError> {
    let Some(dossier) = batch.find_dossier(event.convoy)? else { return Ok(false) };
    let Some(recorded) = dossier.events.iter().find(|recorded| recorded.id == id) else { return Ok(false) };
    let value = |report: &Report| serde_json::to_value(report).unwrap_or(Value::Null);
    Ok(is_part_of(&value(&event.report), &value(&recorded.report)))
}

fn is_part_of(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => {
            part.iter().all(|(name, value)| whole.get(name).is_some_and(|whole| is_part_of(value, whole)))
        }
        (part, whole) => part == whole,
    }
}

fn write_place(
    batch: &mut Batch<'_>,
    importer: &Importer,
    found: &FoundPlace,
    written: &mut Written,
) -> Result<Done, No> {
    let known = batch.find_place(found.place.key.as_str())?;
    let Some(known) = known else {
        let id = batch.new_id();
        let place = batch.record_place(id, found.place.clone(), importer.sender)?;
        written.note_item(importer, "place", id, None, place.position);
        return Ok(Done::Made);
    };
    match change(batch, &importer.plans, known, found.place.clone(), importer.sender)? {
        Changed::Same(_) => Ok(Done::Left),
        Changed::Described(place) => {
            written.note_item(importer, "place", place.id, None, place.position);
            Ok(Done::Changed)
        }
        Changed::Proposed(..) => {
            written.notes.push((found.at, import(Wrong::PlaceProposed)));
            Ok(Done::Left)
        }
    }
}

impl Mistake {
    /// What was found while writing, with the header of its column.
    pub fn of(at: At, why: Why, table: &super::columns::Table) -> Self {
        let column = at.column.and_then(|index| table.columns.iter().find(|column| column.index == index));
        Self { at, header: column.map(|column| column.header.clone()), field: None, why }
    }
}
