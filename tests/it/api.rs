//! The API as scripts meet it: every status, every shape of an error, lists without gaps, and who sees what.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

mod access;
mod board;
mod contract;
mod document;
mod events;
mod examples;
mod lists;
mod requests;
mod snapshots;
