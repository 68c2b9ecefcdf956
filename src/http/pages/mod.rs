//! Pages for people, made on the server, without scripts: one file a page.
//!
//! `visit` knows who looks and in which language, `typed` reads what people type, `teller` puts names, times and
//! lengths of time into words, and [`views`] are the templates.

pub(super) mod alerts;
pub(super) mod asset;
pub(super) mod audit;
pub(super) mod board;
mod browser;
pub(super) mod convoy;
mod cookies;
mod credentials;
pub(super) mod crew;
pub(super) mod design;
pub(super) mod devices;
pub mod exports;
mod form;
pub(super) mod help;
pub(super) mod holds;
pub(super) mod imports;
pub(super) mod incidents;
pub(super) mod invitations;
pub(super) mod keep_language;
pub(super) mod links;
pub(super) mod log;
pub(super) mod map;
pub(super) mod me;
mod member;
pub(super) mod open_id;
pub(super) mod outbox;
pub(super) mod person;
pub(super) mod places;
pub(super) mod problem;
mod records;
pub(super) mod redaction;
pub(super) mod register;
pub(super) mod reports;
pub(super) mod requests;
pub(super) mod retention;
pub(super) mod reviews;
pub(super) mod second_factor;
pub(super) mod sharing;
pub(super) mod sign_in;
mod teller;
use crate::domain::typed;
pub(super) mod users;
pub use help::of as message_words;
pub mod views;
mod visit;
pub(super) mod webhooks;
pub(super) mod windows;
pub(super) mod world;

/// What is said to whoever cannot see that a board has changed: for one convoy, for two and so on, and for more than ten.
pub(super) fn live_sentences(t: &super::language::Texts) -> String {
    let mut sentences: Vec<String> = (1..=10_u64).map(|count| t.count("board-changed", count)).collect();
    sentences.push(t.count("board-changed-many", 10_u64));
    serde_json::json!(sentences).to_string()
}
