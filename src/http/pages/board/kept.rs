//! Boards that were made, kept for whoever stands where the first reader stood: made once a change, compressed once.
//!
//! The key is all that a board depends on: whose convoys are seen and how exactly (the whole scope), the last change, the
//! minute, the language, and what is asked. A page made for another scope can therefore never be found.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use sha2::{Digest, Sha256};

use crate::{
    app::standpoint::Standpoint,
    http::{language::Locale, squeeze::Squeezed},
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
        let short: String = digest.iter().take(9).map(|byte| format!("{byte:02x}")).collect();
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
        let made = Arc::new(make()?);
        *kept = Some(Arc::clone(&made));
        Ok((made, true))
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
