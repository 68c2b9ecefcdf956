//! The five real cases, as a report tells them.

use serde_json::{Value, json};

use super::set::row;
use crate::harness::{databases::database_addresses, program::Program, server::Server};
use convoy::app::Role;

fn import(program: &Program) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 5);
    for file in files {
        program.run(&["import", "--scenario", file.to_str().unwrap()]).expect(0);
    }
}

/// What a scenario's file expects of a report over its days.
fn expected() -> Value {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/four-towns-2016-02.json");
    let content: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    content["expect_report"].clone()
}

#[test]
fn the_real_cases_come_out_as_they_were() {
    database_addresses(|database| {
        let program = Program::on(database);
        import(&program);
        let server = Server::start(&database.parse().unwrap());
        let client = server.somebody(Role::Coordinator, "*");
        let four_towns = expected();
        let days = format!("from={}&to={}", four_towns["from"].as_str().unwrap(), four_towns["to"].as_str().unwrap());
        let report = client.get(&format!("/api/v1/reports/access?{days}")).expect(200);
        let totals = &report["totals"];
        assert_eq!(totals["convoys"], four_towns["convoys"]);
        assert_eq!(totals["trucks"], four_towns["trucks"]);
        assert_eq!(totals["targeted"]["people"], four_towns["people_targeted"]);
        assert_eq!(totals["reached"]["people"], four_towns["people_reached"]);
        // A convoy that was delivered wholly was facilitated.
        assert_eq!(row(&report["outcomes"], "outcome", "facilitated")["convoys"], four_towns["outcomes"]["delivered"]);
        assert_eq!(report["left_out"]["other_periods"], 4);

        let all = client.get("/api/v1/reports/access").expect(200);
        // Three delivered, two turned back, one looted of all but eleven trucks; Urum's was never closed.
        for (outcome, count) in [("facilitated", 3), ("partially_facilitated", 1), ("impeded", 2)] {
            let share = &row(&all["outcomes"], "outcome", outcome)["share"];
            assert_eq!((&share["count"], &share["of"]), (&json!(count), &json!(6)), "{outcome}");
        }
        assert_eq!(all["totals"]["open"], 1);
        let months: Vec<&str> =
            all["months"].as_array().unwrap().iter().map(|month| month["month"].as_str().unwrap()).collect();
        assert_eq!(months, ["2016-02", "2016-05", "2016-09", "2016-11", "2024-11"]);
        // Daraya stood at the gate from about ten, and turned back at a quarter past three: by the clock.
        let daraya = &row(&all["checkpoints"], "place", "daraya-gate")["hours"];
        assert_eq!((&daraya["by_the_clock"], &daraya["total"]), (&json!(1), &json!({"least": 5.3, "most": 5.3})));
        // South Hama is known by the day alone.
        let aqrab = &row(&all["checkpoints"], "place", "aqrab-checkpoint")["hours"];
        assert_eq!((&aqrab["between_bounds"], &aqrab["total"]), (&json!(1), &json!({"least": 0, "most": 24})));
        // Sources give from 10 to 20 killed at Urum; the sum over one incident is that range, and no average.
        let strikes = row(&all["incidents"], "act", "air_strike");
        assert_eq!((&strikes["killed"]["lowest"], &strikes["killed"]["highest"]), (&json!(10), &json!(20)));
        program.run(&["verify"]).expect(0);
    });
}
