//! How many streams one caller has. Whoever opens one more than that ends their own oldest: on a bad network the oldest is one
//! whose line was cut long ago, and whoever comes again must not wait until it is found out.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;
use uuid::Uuid;

use crate::app::{App, Caller, shares::Share};

/// Streams by one token, or of one session.
const OF_ONE: usize = 16;
/// Streams of one person, by all their tokens and sessions.
const OF_PERSON: usize = 96;

/// The streams that are open.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Lines(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    next: u64,
    /// By person, and by age.
    open: HashMap<Uuid, BTreeMap<u64, Open>>,
}

#[derive(Debug)]
struct Open {
    by: Vec<u8>,
    ended: watch::Sender<bool>,
}

impl Lines {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self, person: Uuid, by: Vec<u8>) -> Place {
        let mut state = self.lock();
        state.next += 1;
        let id = state.next;
        let own = state.open.entry(person).or_default();
        while let Some(oldest) = one_too_many(own, &by) {
            if let Some(oldest) = own.remove(&oldest) {
                oldest.ended.send_replace(true);
            }
        }
        let (ended, told) = watch::channel(false);
        own.insert(id, Open { by, ended });
        Place { lines: self.clone(), person, id, told }
    }
}

/// The stream that makes way for another by the same.
fn one_too_many(own: &BTreeMap<u64, Open>, by: &[u8]) -> Option<u64> {
    let mut same = own.iter().filter(|(_, open)| open.by == by).map(|(id, _)| *id);
    let oldest = same.next();
    if oldest.is_some() && same.count() + 1 >= OF_ONE {
        return oldest;
    }
    own.keys().next().filter(|_| own.len() >= OF_PERSON).copied()
}

/// A stream's place, until it is dropped or another of the same caller takes it.
#[derive(Debug)]
pub struct Place {
    lines: Lines,
    person: Uuid,
    id: u64,
    told: watch::Receiver<bool>,
}

impl Place {
    /// Whether another took it.
    pub fn is_taken(&self) -> bool {
        *self.told.borrow()
    }

    /// Ends when another takes it.
    pub async fn taken(&mut self) {
        // The sender goes only with the place itself, or after it has said so.
        let _ = self.told.changed().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.lines.lock();
        if let Some(own) = state.open.get_mut(&self.person) {
            own.remove(&self.id);
            if own.is_empty() {
                state.open.remove(&self.person);
            }
        }
    }
}

impl App {
    /// A place for a stream of a caller, who comes by this token or session.
    pub fn stream_place(&self, caller: &Caller, by: &str) -> Place {
        self.lines.open(caller.user.0, crate::app::people::digest(by))
    }

    /// A place for who waits for news; none where a caller has enough, and is answered at once.
    pub fn wait_place(&self, caller: &Caller) -> Option<Share<Uuid>> {
        self.waits.take(&caller.token.unwrap_or(caller.user.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_of_the_same_caller_makes_way_and_nobody_elses() {
        let lines = Lines::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let theirs = lines.open(other, b"a".to_vec());
        let by_session = lines.open(one, b"session".to_vec());
        let own: Vec<Place> = (0..20).map(|_| lines.open(one, b"a".to_vec())).collect();
        let taken: Vec<bool> = own.iter().map(Place::is_taken).collect();
        assert_eq!(taken, [[true; 4].as_slice(), &[false; 16]].concat());
        assert!(!theirs.is_taken() && !by_session.is_taken());
        drop(own);
        let many: Vec<Place> =
            (0..10_u8).flat_map(|by| (0..16).map(move |_| by)).map(|by| lines.open(one, vec![by])).collect();
        assert_eq!(many.iter().filter(|place| !place.is_taken()).count(), OF_PERSON);
        assert!(by_session.is_taken(), "all of one person have an end too, and the oldest goes first");
        drop((many, theirs, by_session));
        assert!(lines.lock().open.is_empty(), "nothing is kept of who has gone");
    }
}
