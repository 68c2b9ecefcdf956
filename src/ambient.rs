//! The time and fresh ids: real in the program, scripted in tests. Nothing else may ask the system for them.

use std::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

use uuid::Uuid;

use crate::domain::time::Instant;

/// What the world around the program gives.
pub trait Ambient: Send + Sync + std::fmt::Debug {
    /// The time.
    fn now(&self) -> Instant;
    /// An id that nobody has used.
    fn new_id(&self) -> Uuid;
}

/// The system's clock and random ids that sort by time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Real;

impl Ambient for Real {
    #[expect(clippy::disallowed_methods, reason = "the one place")]
    fn now(&self) -> Instant {
        Instant::new(chrono::Utc::now())
    }

    #[expect(clippy::disallowed_methods, reason = "the one place")]
    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// A clock that goes only when told, and ids that count up: answers become exact.
#[derive(Debug)]
pub struct Scripted {
    now: Mutex<Instant>,
    ids: AtomicU64,
}

impl Scripted {
    /// Starts at a moment.
    pub fn at(now: Instant) -> Self {
        Self { now: Mutex::new(now), ids: AtomicU64::new(1) }
    }

    /// Sets the clock.
    pub fn set(&self, now: Instant) {
        *self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = now;
    }
}

impl Ambient for Scripted {
    fn now(&self) -> Instant {
        *self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn new_id(&self) -> Uuid {
        let count = self.ids.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u64_pair(0x0000_0000_0000_7000, 0x8000_0000_0000_0000 | count)
    }
}

/// Bytes that nobody can guess, for salts, sessions and tokens. Never scripted.
pub fn secret_bytes<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
