//! Every address on one page, and who gets past the door of each.

use actix_web::{HttpRequest, Responder, http::Method, middleware::from_fn, web};

use super::{
    api::{
        self, audit, convoys, crew, docs, document, events, exports, feed, gazetteer, health, imports, incidents,
        invitations, live, messages, positions, redaction, reports, reviews, webhooks, windows, world,
    },
    door::{
        Access::{self, Everybody, May, SettingUp, SignedIn},
        Route, Surface,
    },
    extract::locale_of,
    pages::{
        self, asset, board, convoy, keep_language, links, log, me, open_id, register, second_factor, sharing, sign_in,
        users,
    },
    problem::{BadRequest, Fault, Problem},
};
use crate::app::Action::{
    AnswerInvitations, DescribeWorld, Export, HoldEvidence, ImportFiles, LogEvents, RecordCrew, Redact,
    RegisterConvoys, RunAccounts, RunDevices, RunRetention, RunWebhooks, SeeAudit, SeeConvoys, SeeCrew, SeeExactly,
    SettleReviews, ShareConvoys,
};

const API: &str = "/api/v1";

/// For scripts, beneath `/api/v1`.
fn api() -> Vec<Route> {
    vec![
        Route::get("/convoys", May(SeeConvoys), convoys::list),
        Route::post("/convoys", May(RegisterConvoys), convoys::register),
        Route::get("/convoys/{convoy}", May(SeeConvoys), convoys::show),
        Route::get("/convoys/{convoy}/status", May(SeeConvoys), convoys::status),
        Route::get("/convoys/{convoy}/events", May(SeeConvoys), events::list),
        Route::put("/convoys/{convoy}/events/{event}", May(LogEvents), events::log),
        Route::post("/convoys/{convoy}/events/{event}/redaction", May(Redact), redaction::redact),
        Route::get("/convoys/{convoy}/crew", May(SeeCrew), crew::list),
        Route::put("/convoys/{convoy}/crew/{id}", May(RecordCrew), crew::put),
        Route::delete("/convoys/{convoy}/crew/{id}", May(RecordCrew), crew::erase),
        Route::get("/convoys/{convoy}/positions", May(SeeExactly), positions::list),
        // The key of a device stands in what it sends: the protocol has no other place.
        Route::get("/positions/osmand", Everybody, positions::from_phone_by_get),
        Route::post("/positions/osmand", Everybody, positions::from_phone),
        Route::post("/positions/traccar", May(LogEvents), positions::from_traccar),
        Route::post("/messages", May(LogEvents), messages::receive),
        Route::get("/audit", May(SeeAudit), audit::list),
        Route::get("/events", May(SeeConvoys), feed::show),
        Route::post("/events", May(LogEvents), events::batch),
        Route::get("/live", May(SeeConvoys), live::show),
        Route::get("/webhooks", May(RunWebhooks), webhooks::list),
        Route::post("/webhooks", May(RunWebhooks), webhooks::make),
        Route::get("/webhooks/{webhook}", May(RunWebhooks), webhooks::show),
        Route::put("/webhooks/{webhook}", May(RunWebhooks), webhooks::change),
        Route::delete("/webhooks/{webhook}", May(RunWebhooks), webhooks::remove),
        Route::post("/webhooks/{webhook}/secret", May(RunWebhooks), webhooks::rotate),
        Route::post("/webhooks/{webhook}/test", May(RunWebhooks), webhooks::test),
        Route::get("/webhooks/{webhook}/deliveries", May(RunWebhooks), webhooks::deliveries::list),
        Route::post("/webhooks/{webhook}/replay", May(RunWebhooks), webhooks::deliveries::replay),
        Route::get("/places", May(SeeConvoys), world::list_places),
        Route::post("/places", May(DescribeWorld), world::add_place),
        Route::get("/places/{place}", May(SeeConvoys), world::show_place),
        Route::put("/places/{place}", May(DescribeWorld), world::describe_place),
        Route::get("/places/{place}/proposals", May(DescribeWorld), world::list_proposals),
        Route::post("/places/{place}/proposals/{proposal}", May(DescribeWorld), world::settle_proposal),
        Route::get("/organisations", May(SeeConvoys), world::list_organisations),
        Route::post("/organisations", May(DescribeWorld), world::add_organisation),
        Route::get("/organisations/{organisation}", May(SeeConvoys), world::show_organisation),
        Route::put("/organisations/{organisation}", May(DescribeWorld), world::describe_organisation),
        Route::get("/gazetteer", May(SeeConvoys), gazetteer::search),
        Route::post("/imports", May(ImportFiles), imports::import),
        Route::get("/imports", May(ImportFiles), imports::list),
        Route::get("/imports/{id}", May(ImportFiles), imports::show),
        Route::get("/imports/{id}/annotated", May(ImportFiles), imports::annotated),
        Route::post("/imports/{id}/undo", May(ImportFiles), imports::undo),
        Route::get("/access-windows", May(SeeConvoys), windows::list),
        Route::post("/access-windows", May(DescribeWorld), windows::add),
        Route::get("/access-windows/{window}", May(SeeConvoys), windows::show),
        Route::put("/access-windows/{window}", May(DescribeWorld), windows::describe),
        Route::get("/board", May(SeeConvoys), api::board::show),
        Route::get("/incidents", May(SeeConvoys), incidents::list),
        Route::post("/incidents", May(LogEvents), incidents::report),
        Route::get("/incidents/{incident}", May(SeeConvoys), incidents::show),
        Route::get("/reports/access", May(Export), reports::access),
        Route::get("/reports/access/{file}", May(Export), reports::file),
        Route::get("/reviews", May(SeeConvoys), reviews::list),
        Route::post("/reviews/{event}/decision", May(SettleReviews), reviews::decide),
        Route::get("/invitations", May(AnswerInvitations), invitations::list),
        Route::put("/invitations/{id}/{organisation}", May(AnswerInvitations), invitations::answer),
        Route::get("/exports/{file}", May(Export), exports::show),
        Route::get("/openapi.json", Everybody, document::show),
    ]
}

/// For people.
fn pages() -> Vec<Route> {
    let mut routes = pages_of_the_world();
    routes.extend(pages_of_work());
    routes
}

/// Incidents, access windows, places and organisations.
fn pages_of_the_world() -> Vec<Route> {
    vec![
        Route::get("/incidents", May(SeeConvoys), pages::incidents::show),
        Route::get("/incidents/new", May(LogEvents), pages::incidents::new::show),
        Route::post("/incidents/new", May(LogEvents), pages::incidents::new::save),
        Route::get("/incidents/{incident}", May(SeeConvoys), pages::incidents::one::show),
        Route::get("/access-windows", May(SeeConvoys), pages::windows::show),
        Route::get("/access-windows/new", May(DescribeWorld), pages::windows::one::show_new),
        Route::post("/access-windows/new", May(DescribeWorld), pages::windows::one::add),
        Route::get("/access-windows/{window}", May(SeeConvoys), pages::windows::one::show),
        Route::post("/access-windows/{window}", May(DescribeWorld), pages::windows::one::describe),
        Route::get("/places", May(SeeConvoys), pages::world::places::show),
        Route::get("/places/new", May(DescribeWorld), pages::world::place::show_new),
        Route::post("/places/new", May(DescribeWorld), pages::world::place::add),
        Route::get("/places/{place}", May(SeeConvoys), pages::world::place::show),
        Route::post("/places/{place}", May(DescribeWorld), pages::world::place::describe),
        Route::post("/places/{place}/proposals/{proposal}", May(DescribeWorld), pages::world::place::settle),
        Route::get("/organisations", May(SeeConvoys), pages::world::organisations::list),
        Route::get("/organisations/new", May(DescribeWorld), pages::world::organisations::show_new),
        Route::post("/organisations/new", May(DescribeWorld), pages::world::organisations::add),
        Route::get("/organisations/{organisation}", May(SeeConvoys), pages::world::organisations::show),
        Route::post("/organisations/{organisation}", May(DescribeWorld), pages::world::organisations::describe),
    ]
}

/// Convoys, records and accounts.
fn pages_of_work() -> Vec<Route> {
    vec![
        Route::get("/", SignedIn, board::show),
        Route::get("/map", May(SeeConvoys), pages::map::show),
        Route::get("/design", SignedIn, pages::design::show),
        Route::get("/convoys/new", May(RegisterConvoys), register::start),
        Route::post("/convoys/new", May(RegisterConvoys), register::begin),
        Route::get("/convoys/new/{draft}", May(RegisterConvoys), register::resume),
        Route::post("/convoys/new/{draft}", May(RegisterConvoys), register::throw_away),
        Route::get("/convoys/new/{draft}/{step}", May(RegisterConvoys), register::show),
        Route::post("/convoys/new/{draft}/{step}", May(RegisterConvoys), register::save),
        Route::get("/convoys/{reference}", May(SeeConvoys), convoy::show),
        Route::get("/convoys/{reference}/log", May(LogEvents), log::show),
        Route::post("/convoys/{reference}/log", May(LogEvents), log::save),
        Route::get("/convoys/{reference}/sharing", May(ShareConvoys), sharing::show),
        Route::post("/convoys/{reference}/sharing", May(ShareConvoys), sharing::change),
        Route::get("/convoys/{reference}/crew", May(SeeCrew), pages::crew::show),
        Route::post("/convoys/{reference}/crew", May(RecordCrew), pages::crew::add),
        Route::get("/convoys/{reference}/crew/{id}", May(RecordCrew), pages::crew::show_one),
        Route::post("/convoys/{reference}/crew/{id}", May(RecordCrew), pages::crew::save),
        Route::post("/convoys/{reference}/crew/{id}/erase", May(RecordCrew), pages::crew::erase),
        Route::get("/convoys/{reference}/devices", May(RunDevices), pages::devices::show),
        Route::post("/convoys/{reference}/devices", May(RunDevices), pages::devices::change),
        Route::get("/convoys/{reference}/hold", May(HoldEvidence), pages::holds::show),
        Route::post("/convoys/{reference}/hold", May(HoldEvidence), pages::holds::change),
        Route::get("/admin/holds", May(HoldEvidence), pages::holds::list),
        Route::get("/admin/retention", May(RunRetention), pages::retention::show),
        Route::post("/admin/retention", May(RunRetention), pages::retention::apply),
        Route::get("/admin/person", May(RunRetention), pages::person::show),
        Route::post("/admin/person", May(RunRetention), pages::person::find),
        Route::post("/admin/person/export", May(RunRetention), pages::person::export),
        Route::post("/admin/person/erase", May(RunRetention), pages::person::erase),
        Route::get("/admin/redaction", May(Redact), pages::redaction::show),
        Route::post("/admin/redaction", May(Redact), pages::redaction::redact),
        Route::get("/admin/audit", May(SeeAudit), pages::audit::show),
        Route::get("/import", May(ImportFiles), pages::imports::start),
        Route::post("/import", May(ImportFiles), pages::imports::receive),
        Route::get("/import/template/{file}", May(ImportFiles), pages::imports::template_file),
        Route::get("/import/{id}", May(ImportFiles), pages::imports::show),
        Route::post("/import/{id}", May(ImportFiles), pages::imports::act),
        Route::get("/import/{id}/annotated", May(ImportFiles), pages::imports::annotated),
        Route::get("/outbox", May(LogEvents), pages::outbox::show),
        Route::get("/outbox/forms", May(LogEvents), pages::outbox::forms),
        Route::post("/outbox/clear", Everybody, pages::outbox::clear),
        Route::get("/exports", May(Export), pages::exports::show),
        Route::get("/reports", May(Export), pages::reports::show),
        Route::get("/invitations", May(AnswerInvitations), pages::invitations::show),
        Route::post("/invitations", May(AnswerInvitations), pages::invitations::answer),
        Route::get("/reviews", May(SettleReviews), pages::reviews::show),
        Route::post("/reviews/{event}", May(SettleReviews), pages::reviews::decide),
        Route::get("/sign-in", Everybody, sign_in::show),
        Route::post("/sign-in", Everybody, sign_in::enter),
        Route::get("/sign-in/code", Everybody, sign_in::show_code),
        Route::post("/sign-in/code", Everybody, sign_in::prove),
        Route::get("/sign-in/open-id", Everybody, open_id::set_out),
        Route::get("/sign-in/open-id/back", Everybody, open_id::come_back),
        Route::post("/sign-out", Everybody, sign_in::leave),
        Route::get("/welcome/{secret}", Everybody, links::welcome),
        Route::post("/welcome/{secret}", Everybody, links::begin),
        Route::get("/link/{secret}", Everybody, links::show),
        Route::post("/link/{secret}", Everybody, links::choose),
        Route::get("/me", SignedIn, me::show),
        Route::post("/me/phones", SignedIn, me::phones::add),
        Route::post("/me/phones/{phone}/remove", SignedIn, me::phones::remove),
        Route::post("/me/phones/{phone}/keep", SignedIn, me::phones::keep),
        Route::get("/help/messages", SignedIn, pages::help::messages),
        Route::post("/me/password", SignedIn, me::change_password),
        Route::post("/me/sessions/end-others", SignedIn, me::end_others),
        Route::post("/me/sessions/{session}/end", SignedIn, me::end_session),
        Route::post("/me/tokens", SignedIn, me::make_token),
        Route::post("/me/tokens/{token}/revoke", SignedIn, me::revoke_token),
        Route::get("/me/second-factor", SettingUp, second_factor::show),
        Route::post("/me/second-factor", SettingUp, second_factor::set),
        Route::post("/me/second-factor/codes", SignedIn, second_factor::new_codes),
        Route::post("/me/second-factor/remove", SignedIn, second_factor::remove),
        Route::get("/requests", SignedIn, pages::requests::show),
        Route::post("/requests/{request}", SignedIn, pages::requests::decide),
        Route::get("/admin/users", May(RunAccounts), users::list),
        Route::post("/admin/users", May(RunAccounts), users::invite),
        Route::get("/admin/users/{user}", May(RunAccounts), users::show),
        Route::post("/admin/users/{user}/roles", May(RunAccounts), users::change_role),
        Route::post("/admin/users/{user}/close", May(RunAccounts), users::close),
        Route::post("/admin/users/{user}/open", May(RunAccounts), users::open),
        Route::post("/admin/users/{user}/link", May(RunAccounts), users::make_link),
        Route::post("/admin/users/{user}/phones", May(RunAccounts), users::add_phone),
        Route::post("/admin/users/{user}/phones/{phone}/remove", May(RunAccounts), users::remove_phone),
        Route::post("/admin/users/{user}/second-factor", May(RunAccounts), users::remove_second_factor),
        Route::post("/admin/users/{user}/tokens/{token}/revoke", May(RunAccounts), users::revoke_token),
        Route::get("/admin/webhooks", May(RunWebhooks), pages::webhooks::list),
        Route::post("/admin/webhooks", May(RunWebhooks), pages::webhooks::make),
        Route::get("/admin/webhooks/{webhook}", May(RunWebhooks), pages::webhooks::show),
        Route::post("/admin/webhooks/{webhook}", May(RunWebhooks), pages::webhooks::change),
        Route::get("/me/alerts", SignedIn, pages::alerts::show),
        Route::post("/me/alerts", SignedIn, pages::alerts::choose),
        Route::get("/api/docs", Everybody, docs::show),
        Route::get("/api/docs/{file}", Everybody, docs::file),
        Route::get("/assets/{file}", Everybody, asset::show),
        Route::get("/worker.js", Everybody, pages::outbox::worker),
        Route::get("/manifest.webmanifest", Everybody, pages::outbox::manifest),
        Route::get("/favicon.ico", Everybody, asset::no_icon),
    ]
}

/// For what watches over the program.
fn probes() -> Vec<Route> {
    vec![Route::get("/healthz", Everybody, health::alive), Route::get("/readyz", Everybody, health::ready)]
}

/// A route as its table says: method, whole pattern, who gets past its door, whom it serves.
pub type Listed = (Method, String, Access, Surface);

/// Every route that the program has.
pub fn table() -> Vec<Listed> {
    let listed = |surface, base: &'static str| {
        move |route: Route| (route.method.clone(), format!("{base}{}", route.path), route.access, surface)
    };
    let scripts =
        probes().into_iter().map(listed(Surface::Api, "")).chain(api().into_iter().map(listed(Surface::Api, API)));
    scripts.chain(pages().into_iter().map(listed(Surface::Pages, ""))).collect()
}

/// Sets the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    for resource in resources(probes(), Surface::Api) {
        config.service(resource);
    }
    let mut scripts = web::scope(API);
    for resource in resources(api(), Surface::Api) {
        scripts = scripts.service(resource);
    }
    config.service(scripts.default_service(web::to(nothing_here)));
    // What no route takes ends here too, so they come last.
    let mut people = web::scope("").wrap(from_fn(keep_language::keep));
    for resource in resources(pages(), Surface::Pages) {
        people = people.service(resource.default_service(web::to(pages::problem::wrong_method)));
    }
    config.service(people.default_service(web::to(pages::problem::nothing_here)));
}

/// The methods of one address together, the addresses in the order of the table: the first that fits is taken.
fn resources(routes: Vec<Route>, surface: Surface) -> Vec<actix_web::Resource> {
    let mut resources: Vec<(&'static str, actix_web::Resource)> = Vec::new();
    for route in routes {
        let path = route.path;
        let known = resources.iter().position(|(known, _)| *known == path);
        let (_, resource) = match known {
            Some(index) => resources.swap_remove(index),
            None => (path, web::resource(path)),
        };
        let at = known.unwrap_or(resources.len());
        resources.push((path, route.into_resource(resource, surface)));
        let last = resources.len() - 1;
        resources.swap(at, last);
    }
    resources.into_iter().map(|(_, resource)| resource).collect()
}

/// No such address.
async fn nothing_here(request: HttpRequest) -> Result<impl Responder, Problem> {
    Err::<&'static str, _>(no_such_path(&request))
}

/// No such address: nothing has a name of that shape.
pub(super) fn no_such_path(request: &HttpRequest) -> Problem {
    Problem { fault: Fault::Request(BadRequest::NotFound), locale: locale_of(request) }
}
