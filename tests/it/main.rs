//! One test binary.

mod fold;
mod harness;
mod language;
mod scenarios;
mod store_schema;
mod tidy;
mod tour;
