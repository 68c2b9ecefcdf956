//! Following what happens: the feed, waiting for it, and the stream of changes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

mod feed;
mod restart;
mod watchers;
