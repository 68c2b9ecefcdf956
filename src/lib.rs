//! Convoy tracker.

pub mod http;
