//! The document of the whole API, `OpenAPI` 3.1, made from the code. Each handler carries its own part
//! (`#[utoipa::path]`) and is named here once; what all have in common comes from the table of routes. A test compares
//! that table with the document, in both directions.

use serde_json::{Value, json};
use utoipa::OpenApi;

use super::{
    audit, board, convoys, crew, document, events, exports, feed, gazetteer, health, imports, incidents, invitations,
    live, messages, positions, redaction, reports as reports_of_many, reviews, webhooks, windows, world,
};
use crate::{
    app::webhooks::DeliveryState,
    domain::{
        event::{Cause, SourceKind},
        incident::{Act, Range},
        place::{Access, PlaceKind},
    },
};

mod complete;
pub mod drafts;
mod links;
mod parts;
mod problems;
mod reports;
mod words;

pub use problems::catalogue;
pub use words::{from_json, taxonomy};

/// For scripts, beneath `/api/v1`. One line a handler, in the order of the table of routes.
#[derive(OpenApi)]
#[openapi(
    paths(
        convoys::list,
        convoys::register,
        convoys::show,
        convoys::status,
        events::list,
        events::log,
        redaction::redact,
        crew::list,
        crew::put,
        crew::erase,
        positions::list,
        positions::from_phone_by_get,
        positions::from_phone,
        positions::from_traccar,
        messages::receive,
        audit::list,
        feed::show,
        live::show,
        webhooks::list,
        webhooks::make,
        webhooks::show,
        webhooks::change,
        webhooks::remove,
        webhooks::rotate,
        webhooks::test,
        webhooks::deliveries::list,
        webhooks::deliveries::replay,
        events::batch,
        world::list_places,
        world::add_place,
        world::show_place,
        world::describe_place,
        world::list_proposals,
        world::settle_proposal,
        world::list_organisations,
        world::add_organisation,
        world::show_organisation,
        world::describe_organisation,
        gazetteer::search,
        imports::import,
        imports::list,
        imports::show,
        imports::annotated,
        imports::undo,
        windows::list,
        windows::add,
        windows::show,
        windows::describe,
        board::show,
        incidents::list,
        incidents::report,
        incidents::show,
        reports_of_many::access,
        reports_of_many::file,
        reviews::list,
        reviews::decide,
        invitations::list,
        invitations::answer,
        exports::show,
        document::show,
    ),
    // Named by what is written by hand alone.
    components(schemas(Access, PlaceKind, SourceKind, Range, Cause, Act, DeliveryState)),
    tags(
        (name = "convoys", description = "Register convoys, list them, ask how one stands."),
        (name = "events", description = "Log what has happened, one by one or in batches; follow what was logged."),
        (name = "webhooks", description = "Have events and alerts sent to other systems, signed; see what was sent."),
        (name = "reviews", description = "Reports that do not fit, and what is decided about each."),
        (name = "places", description = "The register of places."),
        (name = "organisations", description = "The register of organisations."),
        (name = "imports", description = "Tables taken in, all of a file or nothing, and taken back."),
        (name = "board", description = "How many convoys stand how, and what needs attention."),
        (name = "incidents", description = "What was done to convoys: accounts side by side, and never an average."),
        (name = "access windows", description = "Announced pauses and corridors, and who accepted them."),
        (name = "reports", description = "What many convoys come to: each figure with what it is a part of."),
        (name = "crew", description = "The people on the trucks. Personal data: only who needs it sees it."),
        (name = "positions", description = "Where the devices of a convoy are: sent by them, told to who sees the convoy exactly."),
        (name = "exports", description = "Whole tables to take away: CSV, HXL, XLSX, GeoJSON and NDJSON, with stable columns."),
        (name = "messages", description = "Reports by text message, as gateways hand them over."),
        (name = "records", description = "What was done with rights and exact positions; taking text out of the ledger."),
        (name = "service", description = "This document, and whether the program lives."),
    )
)]
struct Scripts;

/// For what watches over the program.
#[derive(OpenApi)]
#[openapi(paths(health::alive, health::ready))]
struct Probes;

/// The document.
pub fn document() -> Result<Value, serde_json::Error> {
    let scripts = utoipa::openapi::OpenApi::default().nest("/api/v1", Scripts::openapi());
    let mut whole = scripts;
    whole.merge(Probes::openapi());
    whole.tags = Scripts::openapi().tags;
    let mut document = serde_json::to_value(whole)?;
    if let Some(document) = document.as_object_mut() {
        document.insert("openapi".to_owned(), json!("3.1.0"));
        document.insert("info".to_owned(), info());
        document.insert("servers".to_owned(), json!([{"url": "/", "description": "This instance."}]));
        let components = document.entry("components").or_insert_with(|| json!({}));
        if let Some(components) = components.as_object_mut() {
            components.insert("securitySchemes".to_owned(), security());
            components.insert("parameters".to_owned(), parameters());
            components.insert("headers".to_owned(), headers());
            components.insert("responses".to_owned(), complete::problem_responses());
            let schemas = components.entry("schemas").or_insert_with(|| json!({}));
            if let Some(schemas) = schemas.as_object_mut() {
                drafts::insert(schemas);
                schemas.insert("Problem".to_owned(), problems::schema());
            }
        }
    }
    complete::complete(&mut document);
    links::insert(&mut document);
    Ok(document)
}

fn info() -> Value {
    json!({
        "title": "Convoy tracker",
        "version": env!("CARGO_PKG_VERSION"),
        "license": {"name": "MIT OR Apache-2.0"},
        "description": format!("{}\n\n## Problem codes\n\n{}", include_str!("openapi/description.md"), problems::table()),
    })
}

fn security() -> Value {
    json!({
        "bearer": {"type": "http", "scheme": "bearer", "description": "`Authorization: Bearer TOKEN`. Never in an address."},
        "basic": {"type": "http", "scheme": "basic", "description": "The token as the password; any user name."},
        "session": {"type": "apiKey", "in": "cookie", "name": "session", "description": "As the pages have it; \
            `__Host-session` where the instance is reached by TLS."},
    })
}

fn headers() -> Value {
    let text = |description: &str| json!({"description": description, "schema": {"type": "string"}});
    json!({
        "Allow": text("The methods that this address has."),
        "Content-Language": text("In which language names and sentences are told."),
        "ETag": text("The tag of this content, for `If-None-Match` and `If-Match`. Streams have none."),
        "RateLimit": text("What is left of the caller's budget: `r` requests, all of them again in `t` seconds."),
        "RateLimit-Policy": text("The caller's budget: `q` requests in `w` seconds."),
        "Retry-After": text("When to come again, in seconds."),
        "X-Request-Id": text("Under which the log tells of this request."),
    })
}

fn parameters() -> Value {
    json!({
        "AcceptLanguage": {
            "name": "Accept-Language", "in": "header", "required": false, "schema": {"type": "string"},
            "description": "In which language names and problems are told: `en`, `fr` or `ar`, with regions.",
            "example": "ar-SY",
        },
        "IdempotencyKey": {
            "name": "Idempotency-Key", "in": "header", "required": false,
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+( +[!-~]+)*$"},
            "description": "A key of the caller's own: sent again with the same content it is answered as before (200) and \
                made once; with other content it is a 409. It never lapses.",
            "example": "order-2016-10-24-17",
        },
        "IfMatch": {
            "name": "If-Match", "in": "header", "required": false, "schema": {"type": "string"},
            "description": "The `ETag` of the state that this is an edit of: 412 where it is no longer the present one.",
        },
        "IfNoneMatch": {
            "name": "If-None-Match", "in": "header", "required": false, "schema": {"type": "string"},
            "description": "The `ETag` of an earlier answer: 304 where it is still right.",
        },
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what went wrong by stopping")]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::http::{door::Surface, routes};

    fn operations(document: &Value) -> BTreeMap<(String, String), &Value> {
        let paths = document["paths"].as_object().unwrap();
        paths
            .iter()
            .flat_map(|(path, item)| {
                let methods = item.as_object().unwrap().iter();
                methods.map(move |(method, operation)| ((path.clone(), method.clone()), operation))
            })
            .collect()
    }

    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(reference)) = object.get("$ref") {
                    found.insert(reference.clone());
                }
                object.values().for_each(|value| references(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn every_route_of_the_api_stands_in_the_document_and_nothing_else_does() {
        let document = document().unwrap();
        let documented: BTreeSet<(String, String)> = operations(&document).into_keys().collect();
        let table: BTreeSet<(String, String)> = routes::table()
            .into_iter()
            .filter(|(_, _, _, surface)| *surface == Surface::Api)
            .map(|(method, path, _, _)| (path, method.as_str().to_ascii_lowercase()))
            .collect();
        let missing: Vec<_> = table.difference(&documented).collect();
        let invented: Vec<_> = documented.difference(&table).collect();
        assert!(missing.is_empty() && invented.is_empty(), "not documented: {missing:?}; no such route: {invented:?}");
        // What makes it bite: the table is not empty, and neither are the probes.
        assert!(table.contains(&("/healthz".to_owned(), "get".to_owned())) && table.len() > 20);
    }

    #[test]
    fn what_the_document_refers_to_is_in_it() {
        let document = document().unwrap();
        let mut found = BTreeSet::new();
        references(&document, &mut found);
        assert!(found.len() > 50);
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            let target = document.pointer(pointer);
            assert!(target.is_some_and(|target| *target != json!({})), "{reference} leads nowhere");
        }
    }

    #[test]
    fn every_operation_has_a_name_of_its_own_and_says_what_it_does() {
        let document = document().unwrap();
        let mut names = BTreeSet::new();
        for ((path, method), operation) in operations(&document) {
            let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
            assert!(!name.is_empty() && names.insert(name), "{method} {path} has no name of its own");
            assert!(operation["summary"].is_string(), "{method} {path} does not say what it does");
            assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{method} {path} has no tag");
            let succeeds = operation["responses"].as_object().unwrap().keys().any(|status| status.starts_with('2'));
            assert!(succeeds, "{method} {path} never succeeds");
        }
    }

    #[test]
    fn every_word_of_the_vocabulary_is_in_the_document() {
        use strum::IntoEnumIterator;

        use crate::domain::{Kind, event::Cause, incident::Act};
        let document = document().unwrap();
        let schemas = &document["components"]["schemas"];
        let codes = |name: &str| -> BTreeSet<String> {
            let codes = schemas[name]["enum"].as_array().unwrap();
            codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect()
        };
        for kind in Kind::iter() {
            assert!(codes("Kind").contains(kind.as_ref()));
            let draft = &schemas[format!("EventDraft.{}", kind.as_ref())];
            assert_eq!(draft.is_object(), kind != Kind::Redacted, "{kind:?} as it is sent");
        }
        let caused = &schemas["Details.blocked"]["properties"]["cause"]["enum"];
        assert_eq!(caused, &json!(words::codes_of::<Cause>()));
        assert_eq!(codes("Cause"), words::codes_of::<Cause>().into_iter().collect());
        assert_eq!(codes("Act"), words::codes_of::<Act>().into_iter().collect());
        for code in crate::domain::Refusal::CODES {
            let problems = schemas["Problem"]["properties"]["code"]["enum"].as_array().unwrap();
            assert!(problems.contains(&json!(code)), "{code}");
        }
    }
}
