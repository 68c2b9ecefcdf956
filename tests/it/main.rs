//! One test binary.

mod harness;
mod language;
mod scenarios;
mod store_schema;
