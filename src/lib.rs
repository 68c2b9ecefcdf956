//! Convoy tracker.
pub mod ambient;
pub mod app;
pub mod domain;
pub mod http;
pub mod store;
