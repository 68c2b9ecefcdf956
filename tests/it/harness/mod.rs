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

/// The time, by the program's own clock.
pub fn now() -> chrono::DateTime<chrono::Utc> {
    use convoy::ambient::{Ambient, Real};
    Real.now().utc()
}
