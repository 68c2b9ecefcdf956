//! One test binary.

mod api;
mod fold;
mod harness;
mod language;
mod scenarios;
mod store_schema;
