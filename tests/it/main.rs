//! One test binary.

mod harness;
mod store_schema;
