//! Convoy tracker.

pub mod store;
