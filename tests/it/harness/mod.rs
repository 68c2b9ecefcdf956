//! What tests share: databases to run on, the server and the program, and somebody who asks them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]
#![allow(clippy::doc_markdown, reason = "PostgreSQL and SQLite are names, not code")]

pub mod authenticator;
pub mod client;
pub mod databases;
pub mod phones;
pub mod postgres;
pub mod program;
pub mod server;
pub mod world;

/// The system's clock, behind by some days until it is told to catch up: what is recorded before is long on record after.
#[derive(Debug)]
pub struct Behind(std::sync::atomic::AtomicI64);

impl Behind {
    /// By so many days.
    pub fn days(days: i64) -> std::sync::Arc<Self> {
        std::sync::Arc::new(Self(days.into()))
    }

    /// From now on it goes as the system's does.
    pub fn catch_up(&self) {
        self.0.store(0, std::sync::atomic::Ordering::SeqCst);
    }
}

impl convoy::ambient::Ambient for Behind {
    fn now(&self) -> convoy::domain::time::Instant {
        let behind = chrono::TimeDelta::days(self.0.load(std::sync::atomic::Ordering::SeqCst));
        convoy::ambient::Real.now().plus(-behind)
    }

    fn new_id(&self) -> uuid::Uuid {
        convoy::ambient::Real.new_id()
    }
}

/// The time, by the program's own clock.
pub fn now() -> chrono::DateTime<chrono::Utc> {
    use convoy::ambient::{Ambient, Real};
    Real.now().utc()
}
