//! Convoy tracker.
