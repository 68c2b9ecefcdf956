//! Nobody sees, changes or destroys what is not theirs: one file a kind of attack.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::type_complexity,
    clippy::unused_self,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

mod cells;
mod clock;
mod load;
mod partners;
mod phones;
mod references;
mod rights;
mod roles;
mod text;
mod tokens;
mod trackers;
mod verify;
mod withheld;
