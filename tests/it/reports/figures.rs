//! The invented set, each figure with the sum that gives it.

use serde_json::{Value, json};

use super::set::{Writer, plant, row, server};
use crate::harness::databases::databases;

fn share(count: u64, of: u64, percent: impl Into<Value>) -> Value {
    json!({"count": count, "of": of, "percent": percent.into()})
}

fn people(people: u64, known_of: u64, unknown_of: u64) -> Value {
    json!({"people": people, "known_of": known_of, "unknown_of": unknown_of})
}

fn between(least: impl Into<Value>, most: impl Into<Value>) -> Value {
    json!({"least": least.into(), "most": most.into()})
}

/// The report of March: R6 was put off to April, and is not in it.
fn march(writer: &Writer) -> Value {
    writer.client.get("/api/v1/reports/access?from=2018-03-01&to=2018-03-31").expect(200)
}

#[test]
fn totals_and_outcomes_are_what_a_hand_counts() {
    databases(|url| {
        let (server, _) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        let report = march(&writer);
        let totals = &report["totals"];
        // R1 R2 R3 R4 R5 R7 R8, of 6 trucks each.
        assert_eq!((&totals["convoys"], &totals["trucks"]), (&json!(7), &json!(42)));
        assert_eq!(report["left_out"], json!({"other_periods": 1, "other_selection": 0, "places_withheld": 0}));
        // R1 1000, R3 500, R4 200, R5 300, R7 400, R8 150; of R2 it is not known.
        assert_eq!(totals["targeted"], people(2_550, 6, 1));
        // R1 claims 900; R3 and R4 are over and brought nothing; R2, R5, R7 and R8 are not known.
        assert_eq!(totals["reached"], people(900, 3, 4));
        // R1 100, R2 none (all delivered), R3 500, R4 200, R5 300, R7 400, R8 50 in the far town.
        assert_eq!(totals["waiting"], people(1_550, 7, 0));
        // R1, R3 and R4 have both: 900 of 1,700. 900/1700 is 52.94.
        assert_eq!(totals["coverage"], json!({"share": share(900, 1_700, 52.9), "convoys": 3, "left_out": 4}));
        // All but R7 have an outcome. 6/7 is 85.71.
        assert_eq!((&totals["decided"], &totals["open"]), (&share(6, 7, 85.7), &json!(1)));
        // R1 R2 R3 R7 R8 set out, 5/7 is 71.43; of these R3 R7 R8 were blocked.
        assert_eq!((&totals["set_out"], &totals["blocked"]), (&share(5, 7, 71.4), &share(3, 5, 60)));
        assert_eq!(totals["with_incidents"], share(1, 7, 14.3));
        // Offloaded: R1 6, R2 6, R8 3.
        assert_eq!(totals["trucks_offloaded"], 15);
        assert_eq!(row(&totals["trucks_by_fate"], "fate", "offloaded")["trucks"], share(15, 42, 35.7));
        // R3's 6 and R8's 3 came back with their loads; R4's, R5's and R7's 18 are where they were.
        assert_eq!(row(&totals["trucks_by_fate"], "fate", "returned_loaded")["trucks"], share(9, 42, 21.4));
        assert_eq!(row(&totals["trucks_by_fate"], "fate", "with_convoy")["trucks"], share(18, 42, 42.9));
        for (outcome, expected) in [
            ("facilitated", share(1, 6, 16.7)),
            ("partially_facilitated", share(2, 6, 33.3)),
            ("impeded", share(1, 6, 16.7)),
            ("denied", share(1, 6, 16.7)),
            ("postponed", share(0, 6, 0)),
            ("cancelled", share(0, 6, 0)),
            ("unanswered", share(1, 6, 16.7)),
        ] {
            assert_eq!(row(&report["outcomes"], "outcome", outcome)["share"], expected, "{outcome}");
        }
        let open = &report["outcomes"][7];
        assert_eq!((&open["outcome"], &open["share"], &open["convoys"]), (&Value::Null, &Value::Null, &json!(1)));
    });
}

#[test]
fn months_organisations_and_places_are_what_a_hand_counts() {
    databases(|url| {
        let (server, _) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        let all = writer.client.get("/api/v1/reports/access").expect(200);
        let months: Vec<(&Value, &Value)> =
            all["months"].as_array().unwrap().iter().map(|month| (&month["month"], &month["convoys"])).collect();
        // R6 belongs to the month to which it was put off.
        assert_eq!(months, [(&json!("2018-03"), &json!(7)), (&json!("2018-04"), &json!(1))]);
        assert_eq!(row(&all["months"][1]["outcomes"], "outcome", "postponed"), &{
            let mut expected = share(1, 1, 100);
            expected["outcome"] = json!("postponed");
            expected
        });

        let report = march(&writer);
        let relief = row(&report["organisations"], "organisation", "relief");
        // All but R7, which `other` leads and in which it takes part.
        assert_eq!((&relief["convoys"], &relief["as_partner"], &relief["open"]), (&json!(6), &json!(1), &json!(0)));
        let other = row(&report["organisations"], "organisation", "other");
        assert_eq!((&other["convoys"], &other["as_partner"], &other["open"]), (&json!(1), &json!(0), &json!(1)));

        let town = row(&report["places"], "place", "town");
        // All seven are bound for it. R1 R2 R8 served it; R3 and R4 are over and did not; R5 and R7 still may.
        assert_eq!((&town["convoys"], &town["served"], &town["open"]), (&json!(7), &share(3, 5, 60), &json!(2)));
        // R1 1000, R3 500, R4 200, R5 300, R7 400 by the convoy's one figure, R8 100 by the destination's.
        assert_eq!(town["targeted"], people(2_500, 6, 1));
        // R1 100, R2 none, R3 500, R4 200, R5 300, R7 400; R8's were served.
        assert_eq!(town["waiting"], people(1_500, 7, 0));
        let far = row(&report["places"], "place", "far");
        assert_eq!((&far["served"], &far["waiting"]), (&share(0, 1, 0), &people(50, 1, 0)));
        // R8 alone.
        let of_far = writer.client.get("/api/v1/reports/access?place=far&to=2018-03-31").expect(200);
        assert_eq!((&of_far["totals"]["convoys"], &of_far["left_out"]["other_selection"]), (&json!(1), &json!(6)));
        let of_other = writer.client.get("/api/v1/reports/access?organisation=other").expect(200);
        assert_eq!((&of_other["totals"]["convoys"], &of_other["organisation"]["key"]), (&json!(1), &json!("other")));
    });
}

#[test]
fn hours_are_as_exact_as_they_are_known() {
    databases(|url| {
        let (server, _) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        let report = march(&writer);
        let gate = row(&report["checkpoints"], "place", "gate");
        assert_eq!(gate["convoys"], share(3, 5, 60));
        // R1: an hour and a half by the clock. R2: left unseen, from no time to three hours. R3: on some hours of one day,
        // from no time to a day. Together 1.5 to 28.5; in the middle 0 to 3, for sorted they are 0 0 1.5 and 1.5 3 24.
        assert_eq!(
            gate["hours"],
            json!({
                "holds": 3, "by_the_clock": 1, "between_bounds": 2, "unknown_length": 0, "still_held": 0,
                "total": between(1.5, 28.5), "median": between(0, 3), "longest": between(1.5, 24),
            })
        );
        let mill = row(&report["checkpoints"], "place", "mill");
        // R8's half hour, and R7's 48 hours until the report's moment. The median of two is their mean, 24.25, half up.
        assert_eq!(
            mill["hours"],
            json!({
                "holds": 2, "by_the_clock": 2, "between_bounds": 0, "unknown_length": 0, "still_held": 1,
                "total": between(48.5, 48.5), "median": between(24.3, 24.3), "longest": between(48, 48),
            })
        );
        let interference = row(&report["causes"], "cause", "interference");
        // R3's day and R8's half hour. The median of the least is 0.25, that of the most 12.25, each half up.
        assert_eq!((&interference["convoys"], &interference["trucks"]), (&share(2, 5, 40), &json!(12)));
        assert_eq!(interference["targeted"], people(650, 2, 0));
        assert_eq!(interference["hours"]["total"], between(0.5, 24.5));
        assert_eq!(interference["hours"]["median"], between(0.3, 12.3));
        let hostilities = row(&report["causes"], "cause", "hostilities");
        assert_eq!(
            (&hostilities["hours"]["total"], &hostilities["hours"]["still_held"]),
            (&between(48, 48), &json!(1))
        );
        // A length that is not known is counted apart, and in no sum.
        writer.register("R9", &json!({}));
        writer.log("R9", "dispatched", "08T06:00", &json!({"place": "hub"}));
        let guess = json!({"place": "gate", "precision": "unknown", "details": {"cause": "mines_and_ordnance"}});
        writer.log("R9", "blocked", "08T07:00", &guess);
        let mines = march(&writer)["causes"].clone();
        let hours = &row(&mines, "cause", "mines_and_ordnance")["hours"];
        assert_eq!((&hours["holds"], &hours["unknown_length"], &hours["total"]), (&json!(1), &json!(1), &Value::Null));
    });
}

#[test]
fn the_funnel_and_the_incidents_are_what_a_hand_counts() {
    databases(|url| {
        let (server, _) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        let report = march(&writer);
        for (step, count, of, percent) in [
            // R1 R2 R4 R5, of seven.
            ("requested", 4, 7, 57.1),
            ("granted_wholly", 1, 4, 25.0),
            ("granted_in_part", 1, 4, 25.0),
            ("denied", 1, 4, 25.0),
            ("withdrawn", 0, 4, 0.0),
            ("unanswered", 1, 4, 25.0),
            // R1 and R2 were granted, set out, and delivered.
            ("dispatched", 2, 2, 100.0),
            ("delivered", 2, 2, 100.0),
            ("delivered_in_part", 0, 2, 0.0),
            // R3 R7 R8, of the five that set out.
            ("dispatched_without_grant", 3, 5, 60.0),
        ] {
            let told = row(&report["clearance"], "step", step);
            assert_eq!((told["count"].as_u64(), told["of"].as_u64()), (Some(count), Some(of)), "{step}");
            assert_eq!(told["percent"].as_f64(), Some(percent), "{step}");
        }
        assert_eq!(report["totals"]["not_requested"], share(3, 7, 42.9));
        // One incident of R7: the lowest that any source gives is 1, the highest 3, and nobody counted the injured.
        assert_eq!(
            report["incidents"],
            json!([{
                "act": "shooting", "incidents": 1, "convoys": share(1, 7, 14.3), "accounts_differ": 1,
                "killed": {"lowest": 1, "highest": 3, "known_of": 1, "unknown_of": 0},
                "injured": {"lowest": 0, "highest": 0, "known_of": 0, "unknown_of": 1},
            }])
        );
    });
}

#[test]
fn what_makes_no_sense_is_said_field_by_field() {
    databases(|url| {
        let (server, _) = server(url);
        let writer = Writer::new(&server);
        let answer =
            writer.client.get("/api/v1/reports/access?from=yesterday&to=2018-02-30&place=nowhere&organisation=nobody");
        let codes: Vec<(String, String)> = answer.expect(422)["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| (error["pointer"].as_str().unwrap().to_owned(), error["code"].as_str().unwrap().to_owned()))
            .collect();
        let expected = [
            ("/from", "not_a_day"),
            ("/to", "not_a_day"),
            ("/place", "unknown_place"),
            ("/organisation", "unknown_organisation"),
        ];
        assert_eq!(codes, expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned())));
        let turned = writer.client.get("/api/v1/reports/access?from=2018-03-02&to=2018-03-01").expect(422);
        assert_eq!(turned["errors"][0]["code"], "until_before_start");
        writer.client.get("/api/v1/reports/access?form=2018-03-02").expect(422);
        // Nothing of nothing has no percentage.
        let empty = writer.client.get("/api/v1/reports/access").expect(200);
        assert_eq!((&empty["totals"]["convoys"], &empty["totals"]["decided"]["percent"]), (&json!(0), &Value::Null));
    });
}
