//! One test binary.

mod harness;
mod language;
mod pages;
mod store_schema;
