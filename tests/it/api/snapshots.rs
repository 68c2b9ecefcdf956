//! The whole answers about one real convoy, as reviewed. What differs between two runs is struck out.

use std::path::Path;

use convoy::app::{Role, scenario::Scenario};

use crate::harness::{databases::databases, server::Server};

#[test]
fn what_is_answered_about_south_hama_is_as_reviewed() {
    databases(|url| {
        let server = Server::start(url);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/south-hama-2016.json");
        let scenario = Scenario::parse(&std::fs::read_to_string(file).unwrap()).unwrap();
        server.app.import_scenario(&scenario, false).unwrap();
        // Afterwards, for an account and its token are entries of the ledger too.
        let client = server.somebody(Role::Coordinator, "*");
        let get = |path: &str| client.get(&format!("/api/v1/convoys/SY-2016-SOUTH-HAMA{path}")).expect(200);
        let (status, convoy, events) = (get("/status"), get(""), get("/events?limit=5"));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        // Version 7: made by this program. Those that the scenario gives stay.
        settings.add_filter(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "[id]");
        settings.add_filter(r#""(registered_at|updated_at|recorded_at)": "[^"]+""#, r#""$1": "[recorded]""#);
        settings.add_filter(r#""next": "[^"]+""#, r#""next": "[cursor]""#);
        settings.bind(|| {
            insta::assert_snapshot!("south_hama_status", serde_json::to_string_pretty(&status).unwrap());
            insta::assert_snapshot!("south_hama_convoy", serde_json::to_string_pretty(&convoy).unwrap());
            insta::assert_snapshot!("south_hama_events", serde_json::to_string_pretty(&events).unwrap());
        });
    });
}
