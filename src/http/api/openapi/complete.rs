//! What every route has in common, put into the document from the table of routes: who may, addresses' parameters,
//! languages, caching, and every problem that can come.

use rust_embed::RustEmbed;
use serde_json::{Map, Value, json};

use super::{parts::reference, problems, words::codes_of};
use crate::{
    app::{Action, policy},
    domain::Status,
    http::{
        api::{exports, page},
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
    let succeeds = |status: &str| operation.get("responses").is_some_and(|answers| answers.get(status).is_some());
    // Made once, and answered with 200 when it is sent again with the same key; edited where it cannot be made.
    let (makes, edits) = (succeeds("201") && succeeds("200"), succeeds("200") && !succeeds("201"));
    let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
    if let Some(parameters) = parameters.as_array_mut() {
        for parameter in parameters.iter_mut() {
            exact(parameter, path);
        }
        let named = |name: &str| parameters.iter().any(|known| known.get("name") == Some(&json!(name)));
        let missing = names_in(path).filter(|name| !named(name)).map(|name| path_parameter(&name));
        let mut missing: Vec<Value> = missing.collect();
        missing.append(parameters);
        *parameters = missing;
        if path.starts_with("/api/") {
            parameters.push(parameter_reference("AcceptLanguage"));
            match method {
                "get" => parameters.push(parameter_reference("IfNoneMatch")),
                // What is sent many at once has an id of its own each.
                "post" if makes => parameters.push(parameter_reference("IdempotencyKey")),
                "put" if edits => parameters.push(parameter_reference("IfMatch")),
                _ => {}
            }
        }
    }
    operation.insert("security".to_owned(), security(access));
    if let Some(example) = example_of(operation) {
        let answers = operation.get_mut("responses").and_then(Value::as_object_mut);
        let succeeding = answers.into_iter().flatten().filter(|(status, _)| status.starts_with('2'));
        for (_, answer) in succeeding {
            let content = answer.get_mut("content").and_then(|content| content.get_mut("application/json"));
            if let Some(content) = content.and_then(Value::as_object_mut) {
                content.insert("example".to_owned(), example.clone());
            }
        }
    }
    if let Access::May(action) = access {
        let (roles, scopes) = policy::needs(action);
        let roles: Vec<&str> = roles.iter().map(AsRef::as_ref).collect();
        let scopes: Vec<&str> = scopes.iter().map(AsRef::as_ref).collect();
        operation.insert("x-roles".to_owned(), json!(roles));
        operation.insert("x-token-scopes".to_owned(), json!(scopes));
    }
    let queries = path.starts_with("/api/") && method == "get";
    let asks_of_one = operation
        .get("parameters")
        .and_then(Value::as_array)
        .is_some_and(|parameters| parameters.iter().any(|parameter| parameter.get("name") == Some(&json!("convoy"))));
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    if let Some(responses) = responses.as_object_mut() {
        // The convoy of an incident is named in the body.
        if asks_of_one || (path == "/api/v1/incidents" && method == "post") {
            responses.entry("404").or_insert_with(|| problem_response(404));
            // Several that the caller sees may have its reference.
            responses.entry("409").or_insert_with(|| problem_response(409));
        }
        if method == "put" && edits {
            responses.entry("412").or_insert_with(|| problem_response(412));
        }
        for status in statuses(path, access, has_body, queries) {
            responses.entry(status.to_string()).or_insert_with(|| problem_response(status));
        }
        if queries {
            let unchanged = json!({"description": "What the caller has is still right."});
            responses.entry("304").or_insert(unchanged);
        }
        if path.starts_with("/api/") {
            for (status, response) in responses.iter_mut() {
                tell_headers(status, response, queries);
            }
        }
    }
}

/// The headers that an answer of this status has.
fn tell_headers(status: &str, response: &mut Value, queries: bool) {
    let mut names = vec!["RateLimit", "RateLimit-Policy", "X-Request-Id"];
    match status {
        "200" if queries => names.extend(["ETag", "Content-Language"]),
        "201" => names.extend(["Content-Language"]),
        "304" => names.push("ETag"),
        "405" => names.push("Allow"),
        "429" | "503" => names.push("Retry-After"),
        _ => {}
    }
    let Some(response) = response.as_object_mut().filter(|response| !response.contains_key("$ref")) else { return };
    let headers = response.entry("headers").or_insert_with(|| json!({}));
    if let Some(headers) = headers.as_object_mut() {
        for name in names {
            let told = json!({"$ref": format!("#/components/headers/{name}")});
            headers.entry(name).or_insert(told);
        }
    }
}

/// Answers that the server has given, by the name of the operation.
#[derive(RustEmbed)]
#[folder = "src/http/api/openapi/examples"]
#[include = "*.json"]
struct Examples;

fn example_of(operation: &Map<String, Value>) -> Option<Value> {
    let name = operation.get("operationId")?.as_str()?;
    serde_json::from_slice(&Examples::get(&format!("{name}.json"))?.data).ok()
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

/// Where the answer stands that a problem of one status is.
fn problem_response(status: u16) -> Value {
    json!({"$ref": format!("#/components/responses/Problem{status}")})
}

/// Every status that a problem can have.
const PROBLEMS: [u16; 16] = [400, 401, 403, 404, 405, 406, 408, 409, 412, 413, 415, 422, 429, 500, 503, 507];

/// The answers that problems are, by status.
pub fn problem_responses() -> Value {
    let named = |status: u16| {
        let mut response = problem(status);
        tell_headers(&status.to_string(), &mut response, false);
        (format!("Problem{status}"), response)
    };
    Value::Object(PROBLEMS.into_iter().map(named).collect())
}

fn problem(status: u16) -> Value {
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
fn exact(parameter: &mut Value, path: &str) {
    let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let place = parameter.get("in").and_then(Value::as_str).unwrap_or_default().to_owned();
    if place == "path" && name == "file" && path.contains("/exports/") {
        let files = exports::files().map(|(table, format)| format!("{}.{}", table.name, format.extension()));
        if let Some(parameter) = parameter.as_object_mut() {
            let files: Vec<String> = files.collect();
            parameter.insert("schema".to_owned(), json!({"type": "string", "enum": files}));
        }
    }
    if place != "query" {
        return;
    }
    let instant = json!({"type": "string", "format": "date-time"});
    let said = parameter.get("description").and_then(Value::as_str).map(str::to_owned);
    let kept = |usual: &str| said.clone().unwrap_or_else(|| usual.to_owned());
    let (schema, description) = match name.as_str() {
        "from" | "to" if path.contains("/reports/") => (json!({"type": "string", "format": "date"}), kept("A day.")),
        "from" | "until" | "updated_since" => (instant, kept("An instant.")),
        "status" => {
            let codes = codes_of::<Status>().join("|");
            let schema = json!({"type": "string", "pattern": format!("^(({codes})(,({codes}))*)?$")});
            (schema, kept("Status codes, parted by commas."))
        }
        "limit" => {
            let schema = json!({"type": "integer", "minimum": 1, "maximum": page::MOST, "default": page::USUAL});
            (schema, "How many items at the most.".to_owned())
        }
        "cursor" => {
            let schema = json!({"type": "string", "pattern": "^[A-Za-z0-9_-]+$"});
            (schema, "Where to go on: the `next` of the page before.".to_owned())
        }
        "as_of" => {
            let said = "As known at this moment, which is not after now. The answer stays the same for ever.";
            (instant, said.to_owned())
        }
        "lang" => (json!({"type": "string"}), "A language tag that goes before `Accept-Language`.".to_owned()),
        _ => return,
    };
    let optional =
        json!({"name": name, "in": "query", "required": false, "schema": schema, "description": description});
    *parameter = optional;
}
