//! Pages for people, made on the server, without scripts: one file a page.
//!
//! `visit` knows who looks and in which language, `typed` reads what people type, `teller` puts names, times and
//! lengths of time into words, and [`views`] are the templates.

use actix_web::{middleware::from_fn, web};

mod asset;
mod board;
mod convoy;
mod form;
mod keep_language;
mod log;
mod places;
pub(super) mod problem;
mod register;
mod reviews;
mod sign_in;
mod teller;
mod typed;
pub mod views;
mod visit;

/// Sets the routes of the pages. What no route takes ends here too, so they come last.
pub fn configure(config: &mut web::ServiceConfig) {
    let wrong_method = || web::to(problem::wrong_method);
    let page = |path: &str| web::resource(path.to_owned()).default_service(wrong_method());
    config.service(
        web::scope("")
            .wrap(from_fn(keep_language::keep))
            .service(page("/").route(web::get().to(board::show)))
            .service(page("/convoys/new").route(web::get().to(register::show)).route(web::post().to(register::save)))
            .service(page("/convoys/{reference}").route(web::get().to(convoy::show)))
            .service(page("/convoys/{reference}/log").route(web::get().to(log::show)).route(web::post().to(log::save)))
            .service(page("/reviews").route(web::get().to(reviews::show)))
            .service(page("/reviews/{event}").route(web::post().to(reviews::decide)))
            .service(page("/sign-in").route(web::get().to(sign_in::show)).route(web::post().to(sign_in::enter)))
            .service(page("/sign-out").route(web::post().to(sign_in::leave)))
            .service(page("/assets/{file}").route(web::get().to(asset::show)))
            .service(page("/favicon.ico").route(web::get().to(asset::no_icon)))
            .default_service(web::to(problem::nothing_here)),
    );
}
