//! Reading events: of one convoy, and of all of them in the order of the ledger.
//!
//! A page of the feed costs what it shows and not what its convoys have been through: an event is read from its own
//! entry, and what became of it from the row of its review. Only a convoy of which something was redacted, or waits for a
//! decision, or is asked for as known at a moment, is folded.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{
    App, AppError, Caller,
    audit::Read,
    events::EventAnswer,
    names::{Names, Wanted},
    sight::{self, Areas, Lens},
};
use crate::{
    domain::{
        Kind, Verdict,
        history::Recorded,
        id::{ConvoyId, EventId},
        time::Instant,
    },
    store::{
        DbConnection, StoreError, convoys,
        dialect::read_snapshot,
        dossier::{Dossier, find_dossier},
        feed::{self, EventFilter},
        ledger,
        rows::{ConvoyRow, LedgerRow, ReviewRow},
        scope::OrgScope,
    },
};

/// A page of events.
#[derive(Clone, Debug)]
pub struct EventPage {
    /// In order of position.
    pub items: Vec<EventAnswer>,
    /// Names.
    pub names: Names,
    /// The position after which the next page begins; `None` at the end.
    pub next: Option<i64>,
}

/// What somebody asks of the feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedWish {
    /// Events after this position.
    pub after: i64,
    /// So many at the most.
    pub limit: usize,
    /// As known at this moment.
    pub as_of: Option<Instant>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Of this convoy, by id or reference.
    pub convoy: Option<String>,
}

/// A page of the feed.
#[derive(Clone, Debug)]
pub struct FeedPage {
    /// In order of position.
    pub items: Vec<EventAnswer>,
    /// Names.
    pub names: Names,
    /// The position up to which was looked: where to go on, also where there was nothing to see.
    pub position: i64,
    /// Whether that is the ledger's end.
    pub at_end: bool,
}

impl App {
    /// Events of one convoy after a position, as known at a moment.
    pub fn list_events(
        &self,
        caller: &Caller,
        reference: &str,
        after: i64,
        limit: usize,
        as_of: Option<Instant>,
    ) -> Result<EventPage, AppError> {
        let answer = self.convoy(caller, reference, as_of)?;
        let dossier = answer.dossier;
        let mut items: Vec<EventAnswer> = dossier
            .events
            .iter()
            .filter(|event| event.position > after)
            .take(limit + 1)
            .map(|event| EventAnswer::of(&dossier, event))
            .collect();
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| last.event.position);
        Ok(EventPage { items, names: answer.names, next })
    }

    /// The change feed: events of all convoys that the caller may see, after a position.
    pub fn feed(&self, caller: &Caller, wish: &FeedWish) -> Result<FeedPage, AppError> {
        let scope = caller.scope(self.now())?;
        let (page, exact) = read_snapshot(&mut *self.reader()?, |conn| {
            let filter = EventFilter {
                kind: wish.kind.map(|kind| kind.as_ref().to_owned()),
                convoy: match &wish.convoy {
                    None => None,
                    Some(reference) => {
                        let row = convoys::find(conn, &scope, reference)?;
                        Some(row.ok_or(AppError::NotFound { what: "convoy" })?.id.0)
                    }
                },
                as_of: wish.as_of,
            };
            read_feed(conn, &scope, &filter, wish.after, wish.limit)
        })?;
        if exact {
            self.note_exact_read(caller, Read::Feed, None);
        }
        Ok(page)
    }
}

/// Positions looked through at a time, and how often in one answer: whoever sees little gets on at least so far.
const WINDOW: i64 = 10_000;
const MOST_WINDOWS: usize = 10;
/// Entries read at a time at the least.
const LEAST_READ: usize = 500;

/// The events after a position, each as told; and whether any is told exactly.
pub(super) fn read_feed(
    conn: &mut DbConnection,
    scope: &OrgScope,
    filter: &EventFilter,
    after: i64,
    limit: usize,
) -> Result<(FeedPage, bool), AppError> {
    let found = find_events(conn, scope, filter, (after, None), limit)?;
    let lenses = sight::lenses(conn, scope, &found.convoys)?;
    let convoys: BTreeMap<Uuid, &ConvoyRow> = found.convoys.iter().map(|row| (row.id.0, row)).collect();
    let entries = if found.positions.is_empty() { Vec::new() } else { feed::list_at(conn, &found.positions)? };
    let ids: Vec<Uuid> = entries.iter().map(|entry| entry.entry_id.0).collect();
    let states = if filter.as_of.is_some() { Vec::new() } else { convoys::list_states(conn, &ids)? };
    let states: BTreeMap<Uuid, &ReviewRow> = states.iter().map(|row| (row.event_id.0, row)).collect();
    let mut reading = Reading { as_of: filter.as_of, states, dossiers: BTreeMap::new() };
    let mut items = Vec::with_capacity(entries.len());
    let (mut wanted, mut veiled) = (Wanted::default(), Wanted::default());
    for entry in &entries {
        let id = entry.subject_id.0;
        let (Some(row), Some(lens)) = (convoys.get(&id), lenses.get(&id)) else { continue };
        let Some(mut answer) = reading.answer(conn, row, entry)? else { continue };
        answer.redacted = answer.redacted.filter(|_| *lens == Lens::Exact);
        let wanted = if lens.needs_dossier() { &mut veiled } else { &mut wanted };
        wanted.report(&answer.event.report);
        wanted.people(answer.event.recorded_by.filter(|_| *lens == Lens::Exact));
        wanted.people(answer.redacted.as_ref().and_then(|redacted| redacted.by));
        items.push((*lens, answer));
    }
    let mut names = wanted.read(conn, filter.as_of)?;
    if lenses.values().any(|lens| *lens == Lens::Over) {
        sight::coarsen(&mut names);
    }
    let areas = Areas::read(conn, veiled.place_ids())?;
    let is_exact = items.iter().any(|(lens, _)| *lens == Lens::Exact);
    let told = |(lens, mut answer): (Lens, EventAnswer)| {
        lens.event(&mut answer.event, &mut answer.verdict, &areas);
        answer
    };
    let items: Vec<EventAnswer> = items.into_iter().map(told).collect();
    names.places.extend(areas.into_places());
    Ok((FeedPage { items, names, position: found.position, at_end: found.at_end }, is_exact))
}

/// Where events are that a scope sees.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Their positions, in order.
    pub positions: Vec<i64>,
    /// Their convoys.
    pub convoys: Vec<ConvoyRow>,
    /// Up to where was looked.
    pub position: i64,
    /// Whether that is the ledger's end.
    pub at_end: bool,
}

/// Looks for events that a scope sees within `(after, until]`, by windows of positions: what it does not see costs little, and is never looked at
/// again.
pub(super) fn find_events(
    conn: &mut DbConnection,
    scope: &OrgScope,
    filter: &EventFilter,
    (after, until): (i64, Option<i64>),
    limit: usize,
) -> Result<Found, AppError> {
    let head = ledger::get_head(conn)?.position;
    let head = until.map_or(head, |until| until.min(head));
    // Of one convoy an index finds the next ones, however far.
    let window = if filter.convoy.is_some() { i64::MAX / 2 } else { WINDOW };
    let size = limit.max(LEAST_READ);
    let most = i64::try_from(size).unwrap_or(i64::MAX);
    let mut found = Found { position: after, ..Found::default() };
    let (mut seen, mut asked) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..MOST_WINDOWS {
        if found.positions.len() >= limit || found.position >= head {
            break;
        }
        let until = found.position.saturating_add(window).min(head);
        let page = feed::list_events(conn, filter, found.position, until, most)?;
        let is_whole = page.len() < size;
        let fresh: Vec<Uuid> =
            page.iter().map(|(_, convoy)| *convoy).collect::<BTreeSet<_>>().difference(&asked).copied().collect();
        if !fresh.is_empty() {
            let rows = feed::list_seen(conn, scope, &fresh)?;
            seen.extend(rows.iter().map(|row| row.id.0));
            asked.extend(fresh);
            found.convoys.extend(rows);
        }
        let looked = if is_whole { until } else { page.last().map_or(until, |(position, _)| *position) };
        found.position = looked;
        for (position, _) in page.into_iter().filter(|(_, convoy)| seen.contains(convoy)) {
            found.positions.push(position);
            if found.positions.len() == limit {
                found.position = position;
                break;
            }
        }
    }
    found.at_end = found.position >= head;
    // Whoever asks after the end is not sent back.
    found.position = found.position.max(after);
    Ok(found)
}

/// Reads events, folding as few convoys as it can.
struct Reading<'a> {
    as_of: Option<Instant>,
    states: BTreeMap<Uuid, &'a ReviewRow>,
    dossiers: BTreeMap<Uuid, Option<Dossier>>,
}

impl Reading<'_> {
    fn answer(
        &mut self,
        conn: &mut DbConnection,
        row: &ConvoyRow,
        entry: &LedgerRow,
    ) -> Result<Option<EventAnswer>, AppError> {
        if self.as_of.is_none()
            && let Some(event) = ledger::read_event(entry)?
            && let Some(verdict) = self.verdict(event.id)
        {
            return plain(row, event, verdict).map(Some);
        }
        if !self.dossiers.contains_key(&row.id.0) {
            let dossier = find_dossier(conn, ConvoyId(row.id.0), self.as_of)?;
            self.dossiers.insert(row.id.0, dossier);
        }
        let Some(Some(dossier)) = self.dossiers.get(&row.id.0) else { return Ok(None) };
        // From the convoy and not from the entry, which may be redacted.
        let at = dossier.events.binary_search_by_key(&entry.position, |event| event.position);
        Ok(at.ok().and_then(|index| dossier.events.get(index)).map(|event| EventAnswer::of(dossier, event)))
    }

    /// What became of an event; `None` where its row does not say all of it: of one in review, what would be permitted.
    fn verdict(&self, event: EventId) -> Option<Verdict> {
        let Some(row) = self.states.get(&event.0) else { return Some(Verdict::Applied) };
        let by = row.decided_by.map(|by| EventId(by.0))?;
        match row.state.as_str() {
            "accepted" => Some(Verdict::Accepted { by }),
            "dismissed" => Some(Verdict::Dismissed { by }),
            "voided" => Some(Verdict::Voided { by }),
            "replaced" => Some(Verdict::Replaced { by }),
            _ => None,
        }
    }
}

/// An event of which nothing was redacted.
fn plain(row: &ConvoyRow, event: Recorded, verdict: Verdict) -> Result<EventAnswer, AppError> {
    let zone = row.time_zone.parse();
    let zone = zone.map_err(|_| StoreError::Corrupt { what: "convoys.time_zone".to_owned() })?;
    let convoy = ConvoyId(row.id.0);
    Ok(EventAnswer { convoy, reference: row.reference.clone(), zone, event, verdict, redacted: None })
}
