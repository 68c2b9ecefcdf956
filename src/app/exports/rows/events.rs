//! A row an event. It is made a million times, so that no text is copied that need not be.

use std::borrow::Cow;

use uuid::{Uuid, fmt::Hyphenated};

use super::{TakeRow, joined};
use crate::{
    app::{
        AppError,
        exports::{
            events::ToldEvent,
            names::{Names, whole},
            said::{Details, Said},
        },
    },
    domain::{incident::Range, time::Instant},
    export::Cell,
};

/// The digits of an id.
struct Digits([u8; Hyphenated::LENGTH]);

impl Digits {
    fn new() -> Self {
        Self([0; Hyphenated::LENGTH])
    }

    fn of(&mut self, id: Option<Uuid>) -> Cell<'_> {
        match id {
            Some(id) => Cell::Text(id.hyphenated().encode_lower(&mut self.0)),
            None => Cell::Unknown,
        }
    }
}

const GRADES: [&str; 7] = ["0", "1", "2", "3", "4", "5", "6"];

/// Takes the row of an event.
pub(in crate::app::exports) fn of_event(
    told: &ToldEvent<'_>,
    names: &Names,
    take: &mut TakeRow<'_>,
) -> Result<(), AppError> {
    let ToldEvent { convoy, entry, state, said } = told;
    let (lens, zone) = (convoy.lens, convoy.zone);
    let at = Instant::new(entry.occurred_at.0);
    let local = at.local_micros(zone);
    let no_details = Details::default();
    let details = said.details.as_deref().unwrap_or(&no_details);
    let (mut id, mut event, mut decided_by, mut by, mut about) =
        (Digits::new(), Digits::new(), Digits::new(), Digits::new(), Digits::new());
    let (trucks, cargo) = (said.trucks.as_ref().and_then(|trucks| super::list(trucks)), details.cargo_in_words());
    let to = names.place_key(lens, said.destination(&entry.kind)).or(said.recipient(&entry.kind));
    let head = [
        Cell::Text(&convoy.reference),
        id.of(Some(convoy.id)),
        Cell::Integer(entry.position),
        event.of(Some(entry.entry_id.0)),
        Cell::Code(&entry.kind),
        Cell::Code(state.map_or("applied", |state| state.is)),
        decided_by.of(state.and_then(|state| state.decided_by)),
        Cell::code(state.and_then(|state| state.code.as_deref())),
        Cell::Instant(at),
        Cell::instant(super::moment(entry.occurred_until)),
        Cell::Code(&entry.precision),
        Cell::Local(local),
        Cell::Date(local),
        Cell::Text(zone.name()),
        // The clock of a device is told of nobody who is under way.
        Cell::instant(super::moment(entry.captured_at).filter(|_| !lens.needs_dossier())),
        Cell::Instant(Instant::new(entry.recorded_at.0)),
        by.of(entry.recorded_by.map(|by| by.0).filter(|_| lens.tells_reporters())),
    ];
    take(&joined(&[
        &head,
        &whole(names.place(lens, said.place)),
        &[Cell::text(trucks.as_deref())],
        &what_it_says(said, details, cargo.as_deref(), to),
        &[about.of(details.event), word(said.note.as_ref()), Cell::Boolean(lens.reduced().is_some())],
    ]))
}

/// Source, and what the kinds say.
fn what_it_says<'a>(
    said: &'a Said<'_>,
    details: &'a Details<'_>,
    cargo: Option<&'a str>,
    to: Option<&'a str>,
) -> [Cell<'a>; 25] {
    let [killed_min, killed_max] = range(details.harm.and_then(|harm| harm.killed));
    let [injured_min, injured_max] = range(details.harm.and_then(|harm| harm.injured));
    [
        Cell::code(said.source.as_ref().map(|source| &*source.kind)),
        word(said.source.as_ref().and_then(|source| source.name.as_ref())),
        code(details.cause.as_ref()),
        word(details.held_by.as_ref()),
        word(details.incident.as_ref()),
        code(details.act.as_ref()),
        code(details.fate.as_ref()),
        code(details.loss.as_ref()),
        Cell::text(cargo),
        Cell::integer(details.people.and_then(|people| i64::try_from(people).ok())),
        code(details.scope.as_ref()),
        word(details.authority.as_ref()),
        word(details.conditions.as_ref()),
        word(details.reason.as_ref()),
        word(details.by.as_ref().or(details.ordered_by.as_ref()).or(details.decided_by.as_ref())),
        Cell::text(to),
        killed_min,
        killed_max,
        injured_min,
        injured_max,
        word(details.alleged_actor.as_ref().or(details.attributed_to.as_ref())),
        word(details.claim.as_ref().or(details.text.as_ref())),
        code(details.reliability.as_ref()),
        Cell::code(details.credibility.and_then(|grade| GRADES.get(usize::from(grade)).copied())),
        code(details.confidence.as_ref()),
    ]
}

fn word<'a>(word: Option<&'a Cow<'_, str>>) -> Cell<'a> {
    Cell::text(word.map(|word| &**word))
}

fn code<'a>(code: Option<&'a Cow<'_, str>>) -> Cell<'a> {
    Cell::code(code.map(|code| &**code))
}

fn range(range: Option<Range>) -> [Cell<'static>; 2] {
    range.map_or([Cell::Unknown; 2], |Range(least, most)| [Cell::integer(least), Cell::integer(most)])
}

impl Said<'_> {
    /// The place that a convoy set out for.
    pub(in crate::app::exports) fn destination(&self, kind: &str) -> Option<Uuid> {
        let to = self.details.as_ref()?.to.as_ref()?;
        if kind == "departed" { Uuid::try_parse(to).ok() } else { None }
    }

    /// Whom cargo was given to.
    fn recipient(&self, kind: &str) -> Option<&str> {
        let to = self.details.as_ref()?.to.as_deref()?;
        (kind != "departed").then_some(to)
    }
}
