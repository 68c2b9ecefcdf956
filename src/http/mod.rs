//! The web: what is shown to people and what scripts are answered. Nothing here decides about convoys.

pub mod language;
