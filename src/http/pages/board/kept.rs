//! Boards that were made, kept for whoever stands where the first reader stood: made once a change, compressed once.
//!
//! The key is all that a board depends on: whose convoys are seen and how exactly (the whole scope), the last change, the
//! minute, the language, and what is asked. A page made for another scope can therefore never be found.

use std::{
    collections::HashMap,
    fmt::Write as _,
    sync::{Arc, Mutex, PoisonError},
};

use sha2::{Digest, Sha256};

use crate::{
    app::standpoint::Standpoint,
    http::{figures, language::Locale, squeeze::Squeezed},
};

/// What a kept board was made for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// From where it is seen.
    pub standpoint: Standpoint,
    /// In which language and with which digits.
    pub locale: Locale,
    /// What was asked, as an address.
    pub asked: String,
}

/// A board as it was made: what stands between the head of a page and its foot.
#[derive(Debug)]
pub struct Kept {
    /// As it is written.
    pub html: String,
    /// The same, compressed.
    pub squeezed: Squeezed,
    /// Whether anything of it is told as it is: reading it is then noted.
    pub exact: bool,
    /// Its name among all versions.
    pub tag: String,
}

impl Kept {
    /// Compresses what was made.
    pub fn new(html: String, exact: bool) -> Self {
        let digest = Sha256::digest(html.as_bytes());
        let short = digest.iter().take(9).fold(String::new(), |mut short, byte| {
            // Writing into a String cannot fail.
            let _ = write!(short, "{byte:02x}");
            short
        });
        Self { squeezed: Squeezed::of(html.as_bytes()), html, exact, tag: format!("\"{short}\"") }
    }
}

/// One board: whoever comes while it is made waits for it, and does not make it again.
type Slot = Arc<Mutex<Option<Arc<Kept>>>>;

/// All that are kept.
#[derive(Debug, Default)]
pub struct Boards {
    slots: Mutex<HashMap<Key, Slot>>,
}

/// Most that are kept: each is as large as a page.
const MOST: usize = 96;

impl Boards {
    /// The board for this key: as kept, or as made now. The second is whether it was made now.
    pub fn get<E>(&self, key: &Key, make: impl FnOnce() -> Result<Kept, E>) -> Result<(Arc<Kept>, bool), E> {
        let slot = self.slot(key);
        let mut kept = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = &*kept {
            return Ok((Arc::clone(kept), false));
        }
        let board = Arc::new(make()?);
        figures::count_board();
        *kept = Some(Arc::clone(&board));
        Ok((board, true))
    }

    fn slot(&self, key: &Key) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(key) {
            return Arc::clone(slot);
        }
        let standpoint = &key.standpoint;
        slots.retain(|other, _| {
            other.standpoint.position >= standpoint.position && other.standpoint.minute >= standpoint.minute
        });
        if slots.len() >= MOST {
            slots.clear();
        }
        let slot = Slot::default();
        slots.insert(key.clone(), Arc::clone(&slot));
        slot
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;
    use crate::http::language::Language;

    fn key(scope: &str, position: i64, minute: i64) -> Key {
        let standpoint = Standpoint::of_test(scope, position, minute);
        Key { standpoint, locale: Locale::plain(Language::English), asked: "/".to_owned() }
    }

    #[test]
    fn two_hundred_who_see_the_same_cause_one_board_and_whoever_sees_another_thing_another() {
        let (boards, count) = (Boards::default(), AtomicUsize::new(0));
        let make = |html: &str| {
            count.fetch_add(1, Ordering::SeqCst);
            Ok::<_, ()>(Kept::new(html.to_owned(), false))
        };
        let start = Barrier::new(200);
        std::thread::scope(|scope| {
            for _ in 0..200 {
                scope.spawn(|| {
                    start.wait();
                    let (kept, _) = boards.get(&key("all", 7, 1), || make("all")).unwrap();
                    assert_eq!(kept.html, "all");
                });
            }
        });
        assert_eq!(count.load(Ordering::SeqCst), 1);
        // The control: of another scope, change or minute it is made anew, and what is old is gone.
        for (other, text) in [(key("few", 7, 1), "few"), (key("all", 8, 1), "later"), (key("all", 8, 2), "latest")] {
            let (kept, is_new) = boards.get(&other, || make(text)).unwrap();
            assert!(is_new && kept.html == text);
        }
        assert_eq!(count.load(Ordering::SeqCst), 4);
        assert_eq!(boards.slots.lock().unwrap().len(), 1);
    }

    #[test]
    fn what_could_not_be_made_is_tried_again() {
        let boards = Boards::default();
        assert!(boards.get(&key("all", 1, 1), || Err::<Kept, _>("no")).is_err());
        assert!(boards.get(&key("all", 1, 1), || Ok::<_, ()>(Kept::new(String::new(), true))).unwrap().1);
    }
}
