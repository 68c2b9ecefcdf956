//! What every route has in common, put into the document from the table of routes: who may, addresses' parameters,
//! languages, caching, and every problem that can come.

use serde_json::{Map, Value, json};

use super::{parts::reference, problems};
use crate::{
    app::{Action, policy},
    http::{
        door::{Access, Surface},
        routes,
    },
};

/// Puts what is common into each operation of the document.
pub fn complete(document: &mut Value) {
    for (method, path, access, surface) in routes::table() {
        if surface != Surface::Api {
            continue;
        }
        let method = method.as_str().to_ascii_lowercase();
        let operation = document
            .get_mut("paths")
            .and_then(|paths| paths.get_mut(&path))
            .and_then(|item| item.get_mut(&method))
            .and_then(Value::as_object_mut);
        if let Some(operation) = operation {
            operate(operation, &method, &path, access);
        }
    }
}

fn operate(operation: &mut Map<String, Value>, method: &str, path: &str, access: Access) {
    let has_body = operation.contains_key("requestBody");
    let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
    if let Some(parameters) = parameters.as_array_mut() {
        for parameter in parameters.iter_mut() {
            exact(parameter);
        }
        let named = |name: &str| parameters.iter().any(|known| known.get("name") == Some(&json!(name)));
        let missing = names_in(path).filter(|name| !named(name)).map(|name| path_parameter(&name));
        let mut missing: Vec<Value> = missing.collect();
        missing.append(parameters);
        *parameters = missing;
        if path.starts_with("/api/") {
            parameters.push(parameter_reference("AcceptLanguage"));
            if method == "get" {
                parameters.push(parameter_reference("IfNoneMatch"));
            }
        }
    }
    operation.insert("security".to_owned(), security(access));
    if let Access::May(action) = access {
        let (roles, scopes) = policy::needs(action);
        let roles: Vec<&str> = roles.iter().map(AsRef::as_ref).collect();
        let scopes: Vec<&str> = scopes.iter().map(AsRef::as_ref).collect();
        operation.insert("x-roles".to_owned(), json!(roles));
        operation.insert("x-token-scopes".to_owned(), json!(scopes));
    }
    let queries = path.starts_with("/api/") && method == "get";
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    if let Some(responses) = responses.as_object_mut() {
        for status in statuses(path, access, has_body, queries) {
            responses.entry(status.to_string()).or_insert_with(|| problem_response(status));
        }
        if queries {
            let unchanged = json!({"description": "What the caller has is still right."});
            responses.entry("304").or_insert(unchanged);
        }
    }
}

fn statuses(path: &str, access: Access, has_body: bool, queries: bool) -> Vec<u16> {
    if !path.starts_with("/api/") {
        return vec![405, 503];
    }
    let mut statuses = vec![400, 405, 406, 429, 500, 503];
    if access != Access::Everybody {
        statuses.extend([401, 403]);
    }
    if path.contains('{') {
        statuses.push(404);
    }
    if queries || has_body {
        statuses.push(422);
    }
    if has_body {
        statuses.extend([408, 409, 413, 415, 507]);
    }
    statuses
}

/// The answer that a problem of one status is.
fn problem_response(status: u16) -> Value {
    let codes = problems::codes_with(status).join("`, `");
    let description = if codes.is_empty() { "See the catalogue.".to_owned() } else { format!("`{codes}`") };
    json!({
        "description": description,
        "content": {"application/problem+json": {"schema": reference("Problem")}},
    })
}

fn security(access: Access) -> Value {
    match access {
        Access::Everybody => json!([]),
        Access::May(action) if is_for_people_alone(action) => json!([{"session": []}]),
        Access::May(_) | Access::SignedIn | Access::SettingUp => {
            json!([{"bearer": []}, {"basic": []}, {"session": []}])
        }
    }
}

fn is_for_people_alone(action: Action) -> bool {
    policy::needs(action).1.is_empty()
}

fn names_in(path: &str) -> impl Iterator<Item = String> + '_ {
    path.split('/').filter_map(|part| {
        let name = part.split_once('{')?.1.split_once('}')?.0;
        Some(name.split(':').next().unwrap_or(name).to_owned())
    })
}

fn path_parameter(name: &str) -> Value {
    let uuid = json!({"type": "string", "format": "uuid"});
    let either = json!({"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$"});
    let (schema, description) = match name {
        "convoy" => (either, "A convoy, by id or reference."),
        "place" => (either, "A place, by id or key."),
        "organisation" => (either, "An organisation, by id or key."),
        "event" => (uuid, "The id of an event."),
        _ => (uuid, "Its id."),
    };
    json!({"name": name, "in": "path", "required": true, "schema": schema, "description": description})
}

fn parameter_reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

/// The parameters that mean the same everywhere, said exactly.
fn exact(parameter: &mut Value) {
    let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let place = parameter.get("in").and_then(Value::as_str).unwrap_or_default().to_owned();
    if place != "query" {
        return;
    }
    let instant = json!({"type": "string", "format": "date-time"});
    let (schema, description) = match name.as_str() {
        "limit" => {
            let schema = json!({"type": "integer", "minimum": 1, "maximum": 500, "default": 50});
            (schema, "How many items at the most.")
        }
        "cursor" => (json!({"type": "string"}), "Where to go on: the `next` of the page before."),
        "as_of" => (instant, "As known at this moment, which is not after now. The answer stays the same for ever."),
        "lang" => (json!({"type": "string"}), "A language tag that goes before `Accept-Language`."),
        _ => return,
    };
    let optional =
        json!({"name": name, "in": "query", "required": false, "schema": schema, "description": description});
    *parameter = optional;
}
