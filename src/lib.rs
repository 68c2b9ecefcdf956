//! Convoy tracker.
pub mod domain;
