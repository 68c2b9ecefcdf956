//! Every address on one page.

use actix_web::{HttpRequest, Responder, web};

use super::{
    api::{convoys, events, health, reviews, world},
    extract::locale_of,
    pages,
    problem::{BadRequest, Fault, Problem},
};

/// Sets the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/healthz", web::get().to(health::alive))
        .route("/readyz", web::get().to(health::ready))
        .service(
            web::scope("/api/v1")
                .service(
                    web::resource("/convoys")
                        .route(web::get().to(convoys::list))
                        .route(web::post().to(convoys::register)),
                )
                .service(web::resource("/convoys/{convoy}").route(web::get().to(convoys::show)))
                .service(web::resource("/convoys/{convoy}/status").route(web::get().to(convoys::status)))
                .service(web::resource("/convoys/{convoy}/events").route(web::get().to(events::list)))
                .service(web::resource("/convoys/{convoy}/events/{event}").route(web::put().to(events::log)))
                .service(
                    web::resource("/events").route(web::get().to(events::feed)).route(web::post().to(events::batch)),
                )
                .service(
                    web::resource("/places")
                        .route(web::get().to(world::list_places))
                        .route(web::post().to(world::add_place)),
                )
                .service(
                    web::resource("/places/{place}")
                        .route(web::get().to(world::show_place))
                        .route(web::put().to(world::describe_place)),
                )
                .service(
                    web::resource("/organisations")
                        .route(web::get().to(world::list_organisations))
                        .route(web::post().to(world::add_organisation)),
                )
                .service(
                    web::resource("/organisations/{organisation}")
                        .route(web::get().to(world::show_organisation))
                        .route(web::put().to(world::describe_organisation)),
                )
                .service(web::resource("/reviews").route(web::get().to(reviews::list)))
                .service(web::resource("/reviews/{event}/decision").route(web::post().to(reviews::decide)))
                .default_service(web::to(nothing_here)),
        )
        .configure(pages::configure)
        .default_service(web::to(nothing_here));
}

/// No such address.
async fn nothing_here(request: HttpRequest) -> Result<impl Responder, Problem> {
    Err::<&'static str, _>(no_such_path(&request))
}

/// No such address: nothing has a name of that shape.
pub(super) fn no_such_path(request: &HttpRequest) -> Problem {
    Problem { fault: Fault::Request(BadRequest::NotFound), locale: locale_of(request) }
}
