//! An administrator alone makes nobody see convoys at once.
