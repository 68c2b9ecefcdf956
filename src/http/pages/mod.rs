//! Pages for people, made on the server, without scripts: one file a page.
//!
//! `visit` knows who looks and in which language, `typed` reads what people type, `teller` puts names, times and
//! lengths of time into words, and [`views`] are the templates.

pub(super) mod asset;
pub(super) mod board;
pub(super) mod convoy;
mod form;
pub(super) mod keep_language;
pub(super) mod log;
pub(super) mod places;
pub(super) mod problem;
pub(super) mod register;
pub(super) mod reviews;
pub(super) mod sign_in;
mod teller;
mod typed;
pub mod views;
mod visit;
