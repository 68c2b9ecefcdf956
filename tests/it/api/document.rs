//! The document of the API: as served, as printed, and as it was when somebody last read what changed in it.

use convoy::http::api::openapi;
use serde_json::Value;

use crate::harness::{client::Client, databases::databases, program::Program, server::Server};

/// A change of the contract is seen: read the difference before you take it. Keys are only ever added.
#[test]
fn the_contract_is_the_one_that_was_last_reviewed() {
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("openapi", in_lines(&openapi::document().unwrap()));
    });
}

/// A line for each operation and each component.
fn in_lines(document: &Value) -> String {
    let mut lines = Vec::new();
    for (part, of) in [("paths", &document["paths"]), ("components", &document["components"])] {
        for (name, inner) in of.as_object().unwrap() {
            lines.extend(inner.as_object().unwrap().iter().map(|(key, value)| format!("{part} {name} {key}: {value}")));
        }
    }
    for (name, value) in document.as_object().unwrap() {
        if !["paths", "components"].contains(&name.as_str()) {
            lines.push(format!("{name}: {value}"));
        }
    }
    lines.join("\n")
}

#[test]
fn the_document_is_for_everybody_and_the_same_on_the_command_line() {
    let printed = Program::anywhere().run(&["openapi"]).json(0);
    databases(|url| {
        let server = Server::start(url);
        let answer = server.nobody().get("/api/v1/openapi.json");
        let document = answer.expect(200);
        assert_eq!(document["openapi"], "3.1.0");
        assert_eq!(document, printed);
        assert_eq!(document, openapi::document().unwrap());
        let again = server.nobody().with_header("if-none-match", &answer.header("etag"));
        again.get("/api/v1/openapi.json").expect(304);
    });
}

fn files_of(page: &str) -> Vec<String> {
    let parts = page.split(['"', '\'']).filter(|part| part.starts_with("/api/docs/"));
    parts.map(str::to_owned).collect()
}

#[test]
fn the_document_is_browsed_without_any_other_machine() {
    databases(|url| {
        let server = Server::start(url);
        let nobody: Client = server.nobody();
        let page = nobody.get("/api/docs");
        page.expect(200);
        let policy = page.header("content-security-policy");
        let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src")).unwrap();
        assert_eq!(scripts.trim(), "script-src 'self'", "{policy}");
        assert!(policy.contains("default-src 'none'") && !policy.contains("http"), "{policy}");
        assert!(!page.text.contains("http://") && !page.text.contains("https://"), "something is from elsewhere");
        let files = files_of(&page.text);
        assert_eq!(files.len(), 5, "{files:?}");
        for file in files {
            let answer = nobody.head(&file);
            assert_eq!(answer.status, 200, "{file}");
            assert_eq!(answer.header("content-security-policy"), policy, "{file}");
        }
        let config = nobody.get("/api/docs/swagger-initializer.js").text;
        assert!(config.contains("/api/v1/openapi.json") && config.contains("\"none\""), "{config}");
        for missing in ["index.html", "../docs", "swagger-ui.css.map", "%2e%2e%2fCargo.toml"] {
            assert_eq!(nobody.get(&format!("/api/docs/{missing}")).status, 404, "{missing}");
        }
        // Other pages keep the narrow policy.
        assert!(!nobody.get("/sign-in").header("content-security-policy").contains("unsafe-inline"));
    });
}

#[test]
fn what_is_documented_as_known_at_a_moment_refuses_one_that_has_not_come() {
    let document = openapi::document().unwrap();
    databases(|url| {
        let server = Server::start(url);
        let client = crate::harness::world::world(&server);
        crate::harness::world::register(&client, "C-1");
        let mut asked = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            let parameters = item["get"]["parameters"].as_array().cloned().unwrap_or_default();
            if !parameters.iter().any(|parameter| parameter["name"] == "as_of") {
                continue;
            }
            let path = crate::api::contract::filled(path);
            if path.contains('{') {
                continue;
            }
            asked += 1;
            let problem: Value = client.get(&format!("{path}?as_of=2199-01-01T00:00:00Z")).expect(422);
            assert_eq!(problem["errors"][0]["pointer"], "/as_of", "{path}");
            assert_eq!(problem["errors"][0]["code"], "in_the_future", "{path}");
            let now = server.app.now().utc().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
            let status = client.get(&format!("{path}?as_of={now}")).status;
            assert_eq!(status, 200, "{path} as known just now");
        }
        assert!(asked >= 9, "only {asked} addresses take a moment");
    });
}
