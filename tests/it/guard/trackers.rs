//! Trackers of one organisation are nothing to another.
