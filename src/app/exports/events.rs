//! Walks events in the order of the ledger, in windows of positions, so that a page stays short however few of its events
//! are asked for.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};

use chrono_tz::Tz;
use uuid::Uuid;

use super::{Question, TakeRow, names::Names, rows, said::Said};
use crate::{
    app::{
        AppError,
        convoys::fits,
        names::Wanted,
        policy::Parties,
        sight::{self, Areas, Lens},
    },
    domain::{
        Report, Verdict,
        history::Recorded,
        id::{ConvoyId, EventId, UserId},
        time::Instant,
    },
    store::{
        DbConnection, StoreError,
        dossier::{Dossier, find_dossier},
        exports::{self, Horizon},
        ledger,
        rows::{ConvoyRow, EventEntryRow, ReviewRow},
    },
};

/// Positions in the first window, which is small so that the first bytes come soon; each further one doubles.
const FIRST: i64 = 128;
/// Positions in a window, and events in a page, at the most.
const MOST: i64 = 256;
/// Convoys remembered at the most; then they are looked up anew.
const MOST_REMEMBERED: usize = 20_000;

/// What became of an event, where it does not simply count.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Its code.
    pub is: &'static str,
    /// The event that decided it.
    pub decided_by: Option<Uuid>,
    /// Why it is in review.
    pub code: Option<String>,
}

/// What the rows of a convoy's events need of it.
#[derive(Debug)]
pub(super) struct EventConvoy {
    pub id: Uuid,
    pub reference: String,
    pub zone: Tz,
    pub lens: Lens,
    /// Of one that has moved on since the horizon: what had become of its events by then.
    folded: Option<HashMap<Uuid, State>>,
}

/// One event, as told.
pub(super) struct ToldEvent<'a> {
    pub convoy: &'a EventConvoy,
    pub entry: &'a EventEntryRow,
    pub state: Option<&'a State>,
    pub said: &'a Said<'a>,
}

/// Where a walk over events is.
#[derive(Debug)]
pub(super) struct EventWalk {
    after: i64,
    window: i64,
    /// The head of the ledger up to which is known which convoys have moved on.
    seen: i64,
    /// The convoys met so far; none where the reader is not told of one, or it does not fit.
    convoys: HashMap<Uuid, Option<Box<EventConvoy>>>,
}

impl EventWalk {
    /// From the beginning.
    pub(super) fn new(horizon: Horizon) -> Self {
        Self { after: 0, window: FIRST, seen: horizon.position, convoys: HashMap::new() }
    }

    /// Makes the rows of the next window; whether there is another.
    pub(super) fn page(
        &mut self,
        conn: &mut DbConnection,
        question: &Question,
        names: &mut Names,
        take: &mut TakeRow<'_>,
    ) -> Result<bool, AppError> {
        let end = question.horizon.position;
        // Of one convoy the index finds the entries, however far apart they lie.
        let until = if question.only.is_some() { end } else { end.min(self.after.saturating_add(self.window)) };
        let entries = exports::list_events_between(conn, &question.events, (self.after, until), MOST)?;
        let is_full = entries.len() >= usize::try_from(MOST).unwrap_or(usize::MAX);
        let last = entries.last().map(|entry| entry.position);
        self.after = last.filter(|_| is_full).unwrap_or(until);
        self.window = (self.window * 2).min(MOST);
        self.forget_what_moved(conn)?;
        self.meet(conn, question, &entries)?;
        if let (Some(first), Some(last)) = (entries.first(), last) {
            let states = exports::map_states_between(conn, first.position, last)?;
            let states = states.into_iter().filter_map(|(id, row)| Some((id, State::of_row(row)?))).collect();
            self.rows(conn, question, names, &entries, &states, take)?;
        }
        Ok(self.after < end)
    }

    /// A convoy of which something was recorded meanwhile no longer stands as remembered: it is looked up anew, and folded.
    fn forget_what_moved(&mut self, conn: &mut DbConnection) -> Result<(), AppError> {
        let head = ledger::get_head(conn)?.position;
        if head > self.seen {
            for subject in exports::list_subjects_between(conn, self.seen, head)? {
                self.convoys.remove(&subject);
            }
            self.seen = head;
        }
        if self.convoys.len() > MOST_REMEMBERED {
            self.convoys.clear();
        }
        Ok(())
    }

    /// Looks up the convoys of these entries that were not met yet.
    fn meet(
        &mut self,
        conn: &mut DbConnection,
        question: &Question,
        entries: &[EventEntryRow],
    ) -> Result<(), AppError> {
        let new: BTreeSet<Uuid> =
            entries.iter().map(|entry| entry.subject_id.0).filter(|id| !self.convoys.contains_key(id)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let ids: Vec<Uuid> = new.iter().copied().collect();
        let found = exports::list_convoys_of(conn, &question.scope, &question.filter, question.horizon, &ids)?;
        self.convoys.extend(new.into_iter().map(|id| (id, None)));
        for (row, lens) in sight::through_lenses(conn, &question.scope, found)? {
            let id = row.id.0;
            if let Some(convoy) = met(conn, question, row, lens)? {
                self.convoys.insert(id, Some(Box::new(convoy)));
            }
        }
        Ok(())
    }

    fn rows(
        &self,
        conn: &mut DbConnection,
        question: &Question,
        names: &mut Names,
        entries: &[EventEntryRow],
        states: &HashMap<Uuid, State>,
        take: &mut TakeRow<'_>,
    ) -> Result<(), AppError> {
        // Two rounds: what is said names the places, which are read together before rows are made.
        let mut told = Vec::with_capacity(entries.len());
        for entry in entries {
            if let Some(Some(convoy)) = self.convoys.get(&entry.subject_id.0) {
                let body = body(conn, question, names, convoy, entry)?;
                told.push((&**convoy, entry, body));
            }
        }
        let mut said = Vec::with_capacity(told.len());
        let mut places = BTreeSet::new();
        for (convoy, entry, body) in &told {
            let read = Said::read(body);
            let read = read.map_err(|error| corrupt(entry, &error))?;
            if !convoy.lens.needs_dossier() {
                places.extend(read.place);
                places.extend(read.destination(&entry.kind));
            }
            said.push(read);
        }
        names.read_places(conn, &places)?;
        for ((convoy, entry, _), said) in told.iter().zip(&said) {
            let state = convoy.folded.as_ref().unwrap_or(states).get(&entry.entry_id.0);
            let veiled = state.filter(|_| convoy.lens.needs_dossier()).map(State::veiled);
            let state = veiled.as_ref().or(state);
            rows::of_event(&ToldEvent { convoy, entry, state, said }, names, take)?;
        }
        Ok(())
    }
}

fn corrupt(entry: &EventEntryRow, why: &dyn std::fmt::Display) -> StoreError {
    StoreError::Corrupt { what: format!("ledger entry {}: {why}", entry.position) }
}

/// A convoy, unless it did not fit by the horizon or was not there yet.
fn met(
    conn: &mut DbConnection,
    question: &Question,
    row: ConvoyRow,
    lens: Lens,
) -> Result<Option<EventConvoy>, AppError> {
    let zone: Tz = row.time_zone.parse().map_err(|_| StoreError::Corrupt { what: "convoys.time_zone".to_owned() })?;
    let mut folded = None;
    if row.last_position > question.horizon.position {
        let Some(dossier) = find_dossier(conn, ConvoyId(row.id.0), Some(question.horizon.at))? else { return Ok(None) };
        let parties = Parties::of_dossier(conn, &dossier)?;
        if !fits(&dossier, &parties, &question.filter, lens) {
            return Ok(None);
        }
        folded = Some(states_of(&dossier));
    }
    Ok(Some(EventConvoy { id: row.id.0, reference: row.reference, zone, lens, folded }))
}

fn states_of(dossier: &Dossier) -> HashMap<Uuid, State> {
    let verdicts = dossier.history.verdicts.iter();
    verdicts.filter_map(|(id, verdict)| Some((id.0, State::of_verdict(verdict)?))).collect()
}

impl State {
    fn of_verdict(verdict: &Verdict) -> Option<Self> {
        let code = match verdict {
            Verdict::Applied => return None,
            Verdict::InReview { refusal, .. } => Some(refusal.code().to_owned()),
            Verdict::Accepted { .. }
            | Verdict::Dismissed { .. }
            | Verdict::Voided { .. }
            | Verdict::Replaced { .. }
            | Verdict::Redacted { .. } => None,
        };
        Some(Self { is: verdict.code(), decided_by: verdict.decided_by().map(|by| by.0), code })
    }

    /// Without why it does not fit, where that follows from what is withheld.
    fn veiled(&self) -> Self {
        let code = self.code.as_deref().map(|code| sight::told_code(code).to_owned());
        Self { is: self.is, decided_by: self.decided_by, code }
    }

    fn of_row(row: ReviewRow) -> Option<Self> {
        let state = Verdict::SETTLED.into_iter().find(|state| *state == row.state)?;
        Some(Self { is: state, decided_by: row.decided_by.map(|by| by.0), code: row.code })
    }
}

/// What of an entry is told, as its JSON: itself where nothing is kept back.
fn body<'a>(
    conn: &mut DbConnection,
    question: &Question,
    names: &mut Names,
    convoy: &EventConvoy,
    entry: &'a EventEntryRow,
) -> Result<Cow<'a, str>, AppError> {
    if let Some(body) = &entry.body
        && !convoy.lens.needs_dossier()
    {
        return Ok(Cow::Borrowed(body));
    }
    let mut event = recorded(conn, question, convoy, entry)?;
    let mut wanted = Wanted::default();
    wanted.report(&event.report);
    let places = wanted.place_ids();
    let areas = Areas::read(conn, places)?;
    convoy.lens.event(&mut event, &mut Verdict::Applied, &areas);
    names.add_areas(&areas.into_places());
    let told = serde_json::to_string(&event.report).map_err(|error| corrupt(entry, &error))?;
    Ok(Cow::Owned(told))
}

/// The event of an entry; one whose text was taken out stands as its redaction says.
fn recorded(
    conn: &mut DbConnection,
    question: &Question,
    convoy: &EventConvoy,
    entry: &EventEntryRow,
) -> Result<Recorded, AppError> {
    if let Some(body) = &entry.body {
        let report: Report = serde_json::from_str(body).map_err(|error| corrupt(entry, &error))?;
        let (at, by) = (Instant::new(entry.recorded_at.0), entry.recorded_by.map(|by| UserId(by.0)));
        return Ok(Recorded::new(EventId(entry.entry_id.0), report, entry.position, at, by));
    }
    let dossier = find_dossier(conn, ConvoyId(convoy.id), Some(question.horizon.at))?;
    let event = dossier.and_then(|dossier| dossier.events.into_iter().find(|event| event.position == entry.position));
    event.ok_or_else(|| corrupt(entry, &"its text is gone, and no redaction says why").into())
}
