//! Reading events: of one convoy, and of all of them in the order of the ledger.

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
    domain::{id::ConvoyId, time::Instant},
    store::{DbConnection, convoys, dialect::read_snapshot, dossier::find_dossier, ledger, scope::OrgScope},
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

    /// The change feed: events of all convoys that the caller may see, after a position. `next` is the last position
    /// given, also on the last page: it is where to go on asking.
    pub fn feed(
        &self,
        caller: &Caller,
        after: i64,
        limit: usize,
        as_of: Option<Instant>,
    ) -> Result<EventPage, AppError> {
        let scope = caller.scope(self.now())?;
        let (page, exact) = read_snapshot(&mut *self.reader()?, |conn| read_feed(conn, &scope, after, limit, as_of))?;
        if exact {
            self.note_exact_read(caller, Read::Feed, None);
        }
        Ok(page)
    }
}

/// The events after a position, each as told; and whether any is told exactly.
fn read_feed(
    conn: &mut DbConnection,
    scope: &OrgScope,
    after: i64,
    limit: usize,
    as_of: Option<Instant>,
) -> Result<(EventPage, bool), AppError> {
    let entries = ledger::list_events_after(conn, scope, after, as_of, i64::try_from(limit).unwrap_or(i64::MAX))?;
    let ids: BTreeSet<Uuid> = entries.iter().map(|entry| entry.subject_id.0).collect();
    let rows = convoys::list_by_ids(conn, &ids.into_iter().collect::<Vec<_>>())?;
    let lenses = sight::lenses(conn, scope, &rows)?;
    let mut dossiers = BTreeMap::new();
    for id in lenses.keys() {
        dossiers.extend(find_dossier(conn, ConvoyId(*id), as_of)?.map(|dossier| (*id, dossier)));
    }
    let mut items = Vec::with_capacity(entries.len());
    let (mut wanted, mut veiled) = (Wanted::default(), Wanted::default());
    for entry in entries {
        let id = entry.subject_id.0;
        let (Some(dossier), Some(lens)) = (dossiers.get(&id), lenses.get(&id)) else { continue };
        // From the convoy and not from the entry, which may be redacted.
        let place = dossier.events.binary_search_by_key(&entry.position, |event| event.position);
        let Some(event) = place.ok().and_then(|index| dossier.events.get(index)) else { continue };
        let wanted = if lens.needs_dossier() { &mut veiled } else { &mut wanted };
        wanted.report(&event.report);
        wanted.people(event.recorded_by.filter(|_| *lens == Lens::Exact));
        let mut answer = EventAnswer::of(dossier, event);
        answer.redacted = answer.redacted.filter(|_| *lens == Lens::Exact);
        wanted.people(answer.redacted.as_ref().and_then(|redacted| redacted.by));
        items.push((*lens, answer));
    }
    let mut names = wanted.read(conn, as_of)?;
    let areas = Areas::of(&veiled.read(conn, as_of)?.places);
    let is_exact = items.iter().any(|(lens, _)| *lens == Lens::Exact);
    let told = |(lens, mut answer): (Lens, EventAnswer)| {
        lens.event(&mut answer.event, &mut answer.verdict, &areas);
        answer
    };
    let items: Vec<EventAnswer> = items.into_iter().map(told).collect();
    names.places.extend(areas.into_places());
    let next = items.last().map(|last| last.event.position);
    Ok((EventPage { items, names, next }, is_exact))
}
