//! The rules: what a convoy is, what may happen to it, and what follows. No I/O, no clock, no database, no web.
//!
//! Reading order: [`status`] holds the one transition table, [`event`] what can be reported, [`convoy`] what one
//! report does to a convoy, and [`history`] how a set of reports, with its corrections, becomes a state.

pub mod access_report;
pub mod access_window;
pub mod cargo;
pub mod clearance;
pub mod convoy;
pub mod crew;
pub mod directory;
pub mod draft;
pub mod email;
pub mod event;
pub mod facts;
pub mod fields;
pub mod folding;
pub mod history;
pub mod id;
pub mod incident;
pub mod message;
pub mod outcome;
pub mod pcode;
pub mod people;
pub mod place;
pub mod plan;
pub mod position;
pub mod quantity;
pub mod refusal;
pub mod route;
pub mod status;
pub mod text;
pub mod time;
pub mod trucks;
pub mod typed;

pub use convoy::Convoy;
pub use event::{Kind, Payload, Report};
pub use history::{History, Recorded, Verdict};
pub use plan::Plan;
pub use refusal::Refusal;
pub use status::Status;
