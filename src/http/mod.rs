//! The web: what is shown to people and what scripts are answered. Nothing here decides about convoys.

pub mod assets;
pub mod language;
pub mod pages;
