//! One test binary.

mod api;
mod concurrency;
mod fold;
mod harness;
mod kill;
mod language;
mod scenarios;
mod store_schema;
