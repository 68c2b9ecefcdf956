//! Boards that were read and pages of them that were made, kept for whoever stands where the first reader stood: read once a
//! change, written once a language, compressed once.
//!
//! The key is all that a board depends on: whose convoys are seen and how exactly (the whole scope), the last change, the
//! minute, the language, and what is asked. A page made for another scope can therefore never be found.

use std::{
    collections::HashMap,
    fmt::Write as _,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use sha2::{Digest, Sha256};

use crate::{
    app::{board::Board, standpoint::Standpoint},
    http::{figures, language::Locale, squeeze::Squeezed},
};

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

/// Whoever comes while a thing is made waits for it, and does not make it again.
type Slot<T> = Arc<Mutex<Option<Arc<T>>>>;

/// Things of one kind, each by from where it is seen and what else it depends on.
#[derive(Debug)]
struct Slots<K, T>(Mutex<HashMap<(Standpoint, K), Slot<T>>>);

impl<K, T> Default for Slots<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// All that are kept.
#[derive(Debug, Default)]
pub struct Boards {
    /// By what was asked, as an address.
    read: Slots<String, Board>,
    /// In a language, with its digits.
    pages: Slots<(Locale, String), Kept>,
}

/// Most that are kept: each is as large as a page.
const MOST: usize = 96;

impl Boards {
    /// What a board shows: as kept, or as read now.
    pub fn read<E>(
        &self,
        standpoint: &Standpoint,
        asked: &str,
        read: impl FnOnce() -> Result<Board, E>,
    ) -> Result<Arc<Board>, E> {
        self.read.get(standpoint, asked.to_owned(), read)
    }

    /// The page of a board: as kept, or as made now.
    pub fn page<E>(
        &self,
        standpoint: &Standpoint,
        locale: Locale,
        asked: &str,
        make: impl FnOnce() -> Result<Kept, E>,
    ) -> Result<Arc<Kept>, E> {
        let counted = || make().inspect(|_| figures::count_board());
        self.pages.get(standpoint, (locale, asked.to_owned()), counted)
    }
}

impl<K: Eq + Hash, T> Slots<K, T> {
    fn get<E>(&self, standpoint: &Standpoint, of: K, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let slot = self.slot((standpoint.clone(), of));
        let mut kept = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = &*kept {
            return Ok(Arc::clone(kept));
        }
        let thing = Arc::new(make()?);
        *kept = Some(Arc::clone(&thing));
        Ok(thing)
    }

    fn slot(&self, key: (Standpoint, K)) -> Slot<T> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(&key) {
            return Arc::clone(slot);
        }
        let (position, minute) = (key.0.position, key.0.minute);
        slots.retain(|(other, _), _| other.position >= position && other.minute >= minute);
        if slots.len() >= MOST {
            slots.clear();
        }
        let slot = Slot::default();
        slots.insert(key, Arc::clone(&slot));
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

    /// The page of whoever sees this scope.
    fn page<E>(
        boards: &Boards,
        (scope, position, minute): (&str, i64, i64),
        language: Language,
        make: impl FnOnce() -> Result<Kept, E>,
    ) -> Result<Arc<Kept>, E> {
        boards.page(&Standpoint::of_test(scope, position, minute), Locale::plain(language), "/", make)
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
                    let kept = page(&boards, ("all", 7, 1), Language::English, || make("all")).unwrap();
                    assert_eq!(kept.html, "all");
                });
            }
        });
        assert_eq!(count.load(Ordering::SeqCst), 1);
        // The control: of another scope, change or minute it is made anew, and what is old is gone.
        for (other, text) in [(("few", 7, 1), "few"), (("all", 8, 1), "later"), (("all", 8, 2), "latest")] {
            assert_eq!(page(&boards, other, Language::English, || make(text)).unwrap().html, text);
        }
        assert_eq!(page(&boards, ("all", 8, 2), Language::Arabic, || make("arabic")).unwrap().html, "arabic");
        assert_eq!(count.load(Ordering::SeqCst), 5);
        assert_eq!(boards.pages.0.lock().unwrap().len(), 2);
    }

    #[test]
    fn what_is_read_is_read_once_for_all_languages_and_by_nobody_of_another_scope() {
        let (boards, count) = (Boards::default(), AtomicUsize::new(0));
        let read = || {
            let count = count.fetch_add(1, Ordering::SeqCst);
            Ok::<_, ()>(Board { finished_in_all: count, ..Board::default() })
        };
        let [all, later, few] =
            [("all", 7), ("all", 8), ("few", 8)].map(|(scope, at)| Standpoint::of_test(scope, at, 1));
        let seen = [(&all, "/"), (&all, "/"), (&later, "/"), (&few, "/"), (&few, "/?sector=health"), (&few, "/")]
            .map(|(standpoint, asked)| boards.read(standpoint, asked, read).unwrap().finished_in_all);
        assert_eq!(seen, [0, 0, 1, 2, 3, 2]);
    }

    #[test]
    fn what_could_not_be_made_is_tried_again() {
        let boards = Boards::default();
        let made = |kept| page(&boards, ("all", 1, 1), Language::English, || kept);
        assert!(made(Err("no")).is_err());
        assert!(made(Ok(Kept::new(String::new(), true))).unwrap().exact);
    }
}
