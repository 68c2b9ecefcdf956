//! One test binary.

mod language;
