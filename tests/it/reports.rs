//! Access reports: every figure is what a hand counts, the same question has the same bytes for ever and on both databases,
//! and nobody is told by a sum what they are not told of a convoy.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]
#![allow(clippy::doc_markdown, reason = "PostgreSQL and SQLite are names, not code")]

mod access;
mod figures;
mod files;
mod page;
mod scenarios;
mod set;
mod stable;
