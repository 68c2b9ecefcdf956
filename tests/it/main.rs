//! One test binary.

mod harness;
mod language;
mod store_schema;
mod tidy;
mod tour;
