//! From an answer to what can be asked next: links of the document, for whoever reads it and for what tests it in chains.

use serde_json::{Value, json};

/// From which operation, by which status, to which, and where its address's parameter stands in the answer.
const LINKS: &[(&str, &str, &str, &str, &str)] = &[
    ("registerConvoy", "201", "showConvoy", "convoy", "$response.body#/id"),
    ("registerConvoy", "201", "convoyStatus", "convoy", "$response.body#/reference"),
    ("registerConvoy", "201", "listConvoyEvents", "convoy", "$response.body#/id"),
    ("registerConvoy", "201", "logEvent", "convoy", "$response.body#/id"),
    ("registerConvoy", "201", "recordCrew", "convoy", "$response.body#/id"),
    ("listConvoys", "200", "showConvoy", "convoy", "$response.body#/items/0/id"),
    ("listConvoys", "200", "convoyStatus", "convoy", "$response.body#/items/0/id"),
    ("listConvoys", "200", "listConvoyEvents", "convoy", "$response.body#/items/0/id"),
    ("listConvoys", "200", "logEvent", "convoy", "$response.body#/items/0/id"),
    ("listConvoys", "200", "listCrew", "convoy", "$response.body#/items/0/id"),
    ("listReviews", "200", "settleReview", "event", "$response.body#/items/0/id"),
    ("logEvent", "202", "settleReview", "event", "$response.body#/id"),
    ("logEvent", "201", "showConvoy", "convoy", "$response.body#/convoy"),
    ("addPlace", "201", "showPlace", "place", "$response.body#/key"),
    ("addPlace", "201", "describePlace", "place", "$response.body#/id"),
    ("listPlaces", "200", "showPlace", "place", "$response.body#/items/0/id"),
    ("listPlaces", "200", "describePlace", "place", "$response.body#/items/0/key"),
    ("addOrganisation", "201", "showOrganisation", "organisation", "$response.body#/id"),
    ("addOrganisation", "201", "describeOrganisation", "organisation", "$response.body#/key"),
    ("listOrganisations", "200", "showOrganisation", "organisation", "$response.body#/items/0/key"),
    ("listOrganisations", "200", "describeOrganisation", "organisation", "$response.body#/items/0/key"),
];

/// Puts the links into the document.
pub fn insert(document: &mut Value) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return };
    let items = paths.values_mut().filter_map(Value::as_object_mut);
    for operation in items.flat_map(|item| item.values_mut()) {
        let name = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
        for (_, status, target, parameter, place) in LINKS.iter().filter(|link| link.0 == name) {
            let answer = operation.get_mut("responses").and_then(|answers| answers.get_mut(*status));
            if let Some(answer) = answer.and_then(Value::as_object_mut) {
                let links = answer.entry("links").or_insert_with(|| json!({}));
                if let Some(links) = links.as_object_mut() {
                    let link = json!({"operationId": target, "parameters": {*parameter: place}});
                    links.insert((*target).to_owned(), link);
                }
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what went wrong by stopping")]
mod tests {
    use super::*;

    #[test]
    fn every_link_leads_from_an_answer_to_an_operation() {
        let document = super::super::document().unwrap().to_string();
        for (from, _, to, _, _) in LINKS {
            for name in [from, to] {
                assert!(document.contains(&format!("\"operationId\":\"{name}\",")), "{name} is no operation");
            }
        }
        let links = document.matches("\"parameters\":{\"").count();
        assert!(links >= LINKS.len(), "{links} of {} links are in the document", LINKS.len());
    }
}
