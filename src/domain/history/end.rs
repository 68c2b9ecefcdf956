//! Since when a convoy is over. What a report claims never decides it alone: a convoy counts as over only since the record
//! says so without interruption, by the server's clock.
//!
//! A claimed end may begin to count long after it was recorded: by an amendment, by the voiding of what contradicted it, by
//! a review, by a late report. So the reports are taken away again one by one, in the order in which they were recorded, to
//! where the rest does not say that the convoy is over. Most need no fold for that: what falls after an end that cannot be
//! undone, or has nothing to do with any end, changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{FoldKey, History, Recorded, Verdict, corrections::target, key};
use crate::domain::{
    event::{Kind, Payload, Report},
    id::{EventId, UserId},
    plan::Plan,
    time::Instant,
};

/// Folds that are made at the most to find where it began. Where more would be needed, it began at the last of them: later
/// than it did, which hides for longer.
const MOST_FOLDS: usize = 16;

/// That a convoy is over, as the record has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Since when, for all that is kept secret, erased or tracked: the last moment that the claimed end can have been, and
    /// not before it was on record without interruption. What the program itself brought along counts as claimed.
    pub since: Instant,
    /// The one person by whose word alone it is over; `None` where several say so, or the program itself.
    pub by_word_of: Option<UserId>,
}

/// Since when this history says that the convoy is over; `None` where it is not.
pub(super) fn of(whole: &History, plan: &Plan, registered_at: Instant, events: &[&Recorded]) -> Option<End> {
    let ended = whole.ended?;
    let closing = whole.effective.get(&ended.2)?;
    // A text message may end a convoy, and lifts nothing that is withheld. Put right or confirmed at a desk, it does.
    if closing.by_message.is_some() {
        return None;
    }
    let zone = whole.convoy.plan.time_zone;
    let since = match begun(whole, ended, plan, registered_at, events) {
        // What puts the report of the end right meanwhile, or confirms it, begins nothing anew.
        Some(begun) if begun.recorded_by.is_some() => {
            closing.occurred.recorded(Some(begun.recorded_at)).settled_since(zone)?
        }
        Some(_) | None => closing.occurred.settled_since(zone)?,
    };
    Some(End { since, by_word_of: by_word_of(whole, ended.2, events) })
}

/// The entry since which the record says without interruption that the convoy is over.
fn begun<'a>(
    whole: &History,
    ended: FoldKey,
    plan: &Plan,
    registered_at: Instant,
    events: &[&'a Recorded],
) -> Option<&'a Recorded> {
    let (mut ended, mut may_reopen) = (ended, whole.convoy.may_reopen());
    let mut folds = 0;
    let awaited = first_decisions(events);
    for (index, event) in events.iter().enumerate().rev() {
        let before = events.get(..index).unwrap_or_default();
        // A decision that was recorded before what it is about takes effect with that: elsewhere in the order, or as
        // another kind than it was sent as.
        let awaited = awaited.get(&event.id).is_some_and(|first| *first < index);
        match if awaited { Bearing::Decision } else { bearing(event, events) } {
            Bearing::None => continue,
            Bearing::Report if !may_reopen && key(event.id, &event.report) > ended => continue,
            // What it said is gone, and with it whether the convoy was over before.
            Bearing::Gone => return Some(event),
            Bearing::Report | Bearing::Decision => {}
        }
        if folds == MOST_FOLDS || !before.iter().any(|event| may_close(event)) {
            return Some(event);
        }
        folds += 1;
        let earlier = History::fold_alone(plan, registered_at, before);
        let Some(at) = earlier.ended else { return Some(event) };
        (ended, may_reopen) = (at, earlier.convoy.may_reopen());
    }
    None
}

/// For whatever decisions are about, where the first of them was recorded.
fn first_decisions(events: &[&Recorded]) -> BTreeMap<EventId, usize> {
    let mut first = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        if let Some(about) = target(&event.report) {
            first.entry(about).or_insert(index);
        }
    }
    first
}

/// What an entry can have to do with whether the convoy is over.
enum Bearing {
    None,
    Report,
    Decision,
    /// It took out what may have counted until then.
    Gone,
}

fn bearing(event: &Recorded, events: &[&Recorded]) -> Bearing {
    let find = |id: EventId| events.iter().find(|event| event.id == id);
    let bears = |event: &Recorded| event.kind().bears_on_the_end();
    match &event.report.payload {
        Payload::Redacted(redaction) => match find(redaction.event) {
            Some(gone) if gone.gone_by() == Some(event.id) && bears(gone) => Bearing::Gone,
            Some(_) | None => Bearing::None,
        },
        Payload::Amended(amendment) if amendment.payload.as_ref().is_some_and(|to| to.kind().bears_on_the_end()) => {
            Bearing::Decision
        }
        _ => match target(&event.report) {
            // What is about nothing that is known yet changes nothing yet, and something once that comes.
            Some(about) if find(about).is_none_or(|about| bears(about)) => Bearing::Decision,
            None if bears(event) && event.gone_by().is_none() => Bearing::Report,
            Some(_) | None => Bearing::None,
        },
    }
}

/// Whether a report can end a convoy, by itself or by what it stands in the stead of.
fn may_close(event: &Recorded) -> bool {
    matches!(
        event.kind(),
        Kind::Cancelled | Kind::TurnedBack | Kind::Delivered | Kind::TruckFate | Kind::TruckDetached | Kind::Amended
    )
}

/// The one person by whose word alone it is over. Who reported the end says so, who put that report right, and who reported
/// that trucks came back from it.
fn by_word_of(whole: &History, closing: EventId, events: &[&Recorded]) -> Option<UserId> {
    let amending = match whole.verdicts.get(&closing) {
        Some(Verdict::Replaced { by }) => Some(*by),
        _ => None,
    };
    let as_it_counts = whole.effective.get(&closing).map(Report::kind);
    let says_so = |event: &&&Recorded| {
        let reported = event.id == closing && event.report.by_message.is_none() && as_it_counts == Some(event.kind());
        let came_back = event.kind() == Kind::Returned && whole.effective.contains_key(&event.id);
        reported || amending == Some(event.id) || came_back
    };
    let all: BTreeSet<Option<UserId>> = events.iter().filter(says_so).map(|event| event.recorded_by).collect();
    match all.first() {
        Some(only) if all.len() == 1 => *only,
        Some(_) | None => None,
    }
}
