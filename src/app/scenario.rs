//! Scenario files: organisations, places, convoys and their reports, taken as a whole or not at all. Taking one twice
//! changes nothing.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    App, AppError, Keys, Runner,
    convoys::{Registered, register},
    directory::Lookup,
    events::{OnRefusal, Taken, Task, take},
    place_changes::describe,
};
use crate::{
    domain::{
        draft::{Context, read_organisation, read_place, read_plan, read_report},
        id::{ConvoyId, EventId},
        place::{Organisation, Place},
        refusal::{FieldCode, FieldError},
    },
    store::{
        batch::{Batch, Sender},
        convoys,
        scope::OrgScope,
    },
};

mod crew;

/// Said of a report whose convoy could be several of the file's.
const SEVERAL: &str = "several convoys of the file have this reference; name the convoy by its id";

/// The format that this program reads.
pub const FORMAT: &str = "convoy-scenario/1";

/// A scenario file. What it expects to come out is for tests and not read here.
#[derive(Clone, Debug, Deserialize)]
pub struct Scenario {
    /// Its short name.
    pub name: String,
    /// What happened, in a line.
    #[serde(default)]
    pub title: String,
    time_zone: chrono_tz::Tz,
    #[serde(default)]
    organisations: Vec<Map<String, Value>>,
    #[serde(default)]
    places: Vec<Map<String, Value>>,
    #[serde(default)]
    convoys: Vec<Map<String, Value>>,
    #[serde(default)]
    reports: Vec<Map<String, Value>>,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Imported {
    /// Organisations described or completed.
    pub organisations: usize,
    /// Places described or completed.
    pub places: usize,
    /// Convoys registered.
    pub convoys: usize,
    /// People on the trucks, written down sealed.
    pub crew: usize,
    /// Events recorded.
    pub events: usize,
    /// Of those, in review.
    pub in_review: usize,
    /// What the file has and this program does not keep.
    pub ignored: Vec<String>,
}

impl Scenario {
    /// Reads a file's text.
    pub fn parse(text: &str) -> Result<Self, AppError> {
        let value: Value = serde_json::from_str(text)
            .map_err(|error| import_error(&format!("line {}", error.line()), format!("this is not JSON: {error}")))?;
        match value.get("format").and_then(Value::as_str) {
            Some(FORMAT) => {}
            Some(other) => {
                return Err(import_error(
                    "format",
                    format!("\"{other}\" is not known; this program reads \"{FORMAT}\""),
                ));
            }
            None => return Err(import_error("format", format!("it is missing; this program reads \"{FORMAT}\""))),
        }
        serde_json::from_value(value).map_err(|error| import_error("the file", error.to_string()))
    }
}

impl App {
    /// Takes a scenario. With `dry_run`, checks everything and changes nothing.
    pub fn import_scenario(&self, scenario: &Scenario, dry_run: bool) -> Result<Imported, AppError> {
        let (scenario, keys) = (scenario.clone(), self.keys.clone());
        let outcome = self.lane.write(move |batch| {
            let imported = Import { batch, keys: keys.clone(), done: Imported::default(), called: HashMap::new() }
                .all(&scenario)?;
            if dry_run { Err(Stop::DryRun(imported)) } else { Ok(imported) }
        });
        match outcome {
            Ok(imported) | Err(Stop::DryRun(imported)) => Ok(imported),
            Err(Stop::Failed(error)) => Err(error),
        }
    }
}

/// Why nothing of a file is kept.
enum Stop {
    DryRun(Imported),
    Failed(AppError),
}

impl<E: Into<AppError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

fn import_error(at: &str, why: impl Into<String>) -> AppError {
    AppError::Import { at: at.to_owned(), why: why.into() }
}

/// One line a mistake, with where in the file it is.
fn invalid(at: &str, errors: &[FieldError]) -> AppError {
    let each = |error: &FieldError| {
        let expected = error.expected.as_ref().map(|expected| format!(" (expected {expected})")).unwrap_or_default();
        format!("{}: {}{expected}", error.pointer, error.code.as_ref().replace('_', " "))
    };
    import_error(at, errors.iter().map(each).collect::<Vec<_>>().join("; "))
}

/// Takes out what a JSON pointer names.
fn remove(value: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    let name = name.replace("~1", "/").replace("~0", "~");
    if let Some(object) = value.pointer_mut(parent).and_then(Value::as_object_mut) {
        object.remove(&name);
    }
}

struct Import<'a, 'c> {
    batch: &'a mut Batch<'c>,
    keys: std::sync::Arc<Keys>,
    done: Imported,
    /// The convoys of the file, by folded reference.
    called: HashMap<String, Vec<ConvoyId>>,
}

impl Import<'_, '_> {
    fn all(mut self, scenario: &Scenario) -> Result<Imported, AppError> {
        for (index, object) in scenario.organisations.iter().enumerate() {
            let organisation =
                read_organisation(object).map_err(|errors| invalid(&format!("organisations[{index}]"), &errors))?;
            self.organisation(&organisation)?;
        }
        for (index, object) in scenario.places.iter().enumerate() {
            let place = read_place(object).map_err(|errors| invalid(&format!("places[{index}]"), &errors))?;
            self.place(&place)?;
        }
        for (index, object) in scenario.convoys.iter().enumerate() {
            self.convoy(&format!("convoys[{index}]"), object, scenario.time_zone)?;
        }
        for (index, object) in scenario.reports.iter().enumerate() {
            self.report(&format!("reports[{index}]"), object)?;
        }
        Ok(self.done)
    }

    /// Reads what this program knows of an object. Other people's files say more than that: what it does not know it
    /// leaves out, and says so.
    fn known_parts<T>(
        &mut self,
        at: &str,
        object: &Map<String, Value>,
        read: impl Fn(&mut Batch<'_>, &Map<String, Value>) -> Result<Result<T, Vec<FieldError>>, AppError>,
    ) -> Result<T, AppError> {
        let errors = match read(self.batch, object)? {
            Ok(known) => return Ok(known),
            Err(errors) => errors,
        };
        let unknown = errors.iter().filter(|error| error.code == FieldCode::UnknownField);
        let mut known = Value::Object(object.clone());
        let mut ignored = Vec::new();
        for error in unknown {
            remove(&mut known, &error.pointer);
            ignored.push(format!("{at}{}", error.pointer));
        }
        let known = known.as_object().cloned().unwrap_or_default();
        let again = read(self.batch, &known)?.map_err(|errors| invalid(at, &errors))?;
        self.done.ignored.append(&mut ignored);
        Ok(again)
    }

    fn organisation(&mut self, organisation: &Organisation) -> Result<(), AppError> {
        let known = self.batch.find_organisation(organisation.key.as_str())?;
        let (id, what) = match &known {
            Some(known) => (known.id, known.what.completed_by(organisation)),
            None => (self.batch.new_id(), organisation.clone()),
        };
        if known.is_none_or(|known| known.what != what) {
            self.batch.record_organisation(id, what, Sender::default())?;
            self.done.organisations += 1;
        }
        Ok(())
    }

    fn place(&mut self, place: &Place) -> Result<(), AppError> {
        let known = self.batch.find_place(place.key.as_str())?;
        let Some(known) = known else {
            let id = self.batch.new_id();
            self.batch.record_place(id, place.clone(), Sender::default())?;
            self.done.places += 1;
            return Ok(());
        };
        let what = known.what.completed_by(place);
        if known.what != what {
            describe(self.batch, &known, what, None, Sender::default())?;
            self.done.places += 1;
        }
        Ok(())
    }

    fn convoy(&mut self, at: &str, object: &Map<String, Value>, zone: chrono_tz::Tz) -> Result<(), AppError> {
        let mut object = object.clone();
        let people = crew::take_out(at, &mut object);
        let plan = self.known_parts(at, &object, |batch, object| {
            let now = batch.now();
            let lookup = Lookup::new(batch);
            let plan = read_plan(object, &lookup, now, Some(zone));
            lookup.check()?;
            Ok(plan)
        })?;
        let known = self.batch.find_convoy_id(plan.lead.0, &plan.reference)?;
        let called = plan.reference.folded();
        let Some(known) = known else {
            let (Registered::New(id) | Registered::Again(id)) = register(self.batch, None, &plan, &Runner::Owner)?;
            self.called.entry(called).or_default().push(id);
            self.done.convoys += 1;
            return self.crew(id, &people);
        };
        let same = self.batch.find_dossier(known)?.is_some_and(|dossier| dossier.plan == plan);
        if !same {
            return Err(import_error(at, format!("{} is registered with another plan", plan.reference)));
        }
        self.called.entry(called).or_default().push(known);
        self.crew(known, &people)
    }

    fn report(&mut self, at: &str, object: &Map<String, Value>) -> Result<(), AppError> {
        let text = |name: &str| object.get(name).and_then(Value::as_str);
        let reference = text("convoy").ok_or_else(|| import_error(at, "\"convoy\" is missing"))?;
        let id = text("id").and_then(|id| uuid::Uuid::parse_str(id).ok());
        let id = EventId(id.ok_or_else(|| import_error(at, "\"id\" is missing, or is not a UUID"))?);
        let convoy = self.convoy_of(reference)?;
        let convoy = convoy.ok_or_else(|| import_error(at, format!("there is no convoy {reference}")))?;
        let report = self.known_parts(at, object, |batch, object| {
            let now = batch.now();
            let lookup = Lookup::new(batch);
            let report = read_report(object, &Context { directory: &lookup, now, id });
            lookup.check()?;
            Ok(report)
        })?;
        let kind = report.kind();
        let on_refusal =
            if text("on_refusal") == Some(OnRefusal::Review.as_ref()) { OnRefusal::Review } else { OnRefusal::Refuse };
        let task = Task { convoy, id, report, on_refusal, sender: Sender::default(), by: Runner::Owner };
        match take(self.batch, &task) {
            Ok(Taken::Again) => Ok(()),
            Ok(Taken::Stored | Taken::InReview) => {
                self.done.events += 1;
                let dossier = self.batch.find_dossier(convoy)?;
                let verdict = dossier.and_then(|dossier| dossier.history.verdicts.get(&id));
                self.done.in_review += usize::from(verdict.is_some_and(crate::domain::Verdict::is_in_review));
                Ok(())
            }
            Err(AppError::Refused { refusal, permitted }) => {
                let permitted: Vec<&str> = permitted.iter().map(AsRef::as_ref).collect();
                let why = format!(
                    "{} does not fit the history of {reference} there: {} (permitted: {}); give it \"on_refusal\": \
                     \"review\" to keep it for a coordinator",
                    kind.as_ref(),
                    refusal.code().replace('_', " "),
                    permitted.join(", ")
                );
                Err(import_error(at, why))
            }
            Err(AppError::Conflict(conflict)) => Err(import_error(at, conflict.code().replace('_', " "))),
            Err(other) => Err(other),
        }
    }

    fn convoy_of(&mut self, reference: &str) -> Result<Option<ConvoyId>, AppError> {
        Ok(match uuid::Uuid::parse_str(reference) {
            Ok(id) => self.batch.find_dossier(ConvoyId(id))?.map(|dossier| dossier.id),
            // First those of the file itself; else of the whole record, where one reference may stand for several.
            Err(_) => match self.called.get(&reference.to_ascii_lowercase()).map(Vec::as_slice) {
                Some([one]) => Some(*one),
                Some(_) => return Err(import_error(reference, SEVERAL)),
                None => {
                    let scope = OrgScope::everything(self.batch.now());
                    convoys::find(self.batch.conn(), &scope, reference)?.map(|row| ConvoyId(row.id.0))
                }
            },
        })
    }
}
