//! Nobody sees what is not theirs: every route, for everybody, about everybody's convoys; and what is never told, looked for
//! in every answer.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

mod canaries;
pub use canaries::unpacked;
pub mod cast;
mod log;
mod matrix;
mod sharing;
