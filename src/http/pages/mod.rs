//! Pages for people, made on the server, without scripts.

pub mod views;

/// Sets the routes of the pages.
pub fn configure(_config: &mut actix_web::web::ServiceConfig) {}
