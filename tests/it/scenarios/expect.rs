//! Compares what a scenario expects of a convoy with what the API answers. A key that it does not know is a failure, so
//! that nothing is expected in vain.

use serde_json::{Value, json};

/// Where `status` and `convoy` differ from what is expected, in words.
pub fn differences(expected: &Value, status: &Value, convoy: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut same = |what: &str, wanted: &Value, got: &Value| {
        if wanted != got {
            found.push(format!("{what}: expected {wanted}, got {got}"));
        }
    };
    for (key, wanted) in expected.as_object().unwrap() {
        match key.as_str() {
            // What it is about, and not what comes out.
            "convoy" | "report" | "any_arrival_order" | "as_known_after_report" => {}
            "status" | "clearance" | "clearance_scope" | "ocha_outcome" | "reviews" | "accounts_differ" => {
                same(&format!("status/{key}"), wanted, &status[key]);
                same(&format!("convoy/{key}"), wanted, &convoy[key]);
            }
            "trucks" => {
                same("status/trucks", wanted, &status["trucks"]["by_fate"]);
                same("convoy/trucks", wanted, &convoy["trucks"]["by_fate"]);
                same("convoy/trucks/items", wanted, &counted(&convoy["trucks"]["items"]));
            }
            "people" => {
                same("status/people", wanted, &part(wanted, &status["people"]));
                same("convoy/people", wanted, &part(wanted, &convoy["people"]));
            }
            "last_place" => {
                same("status/last_place", wanted, &status["last_place"]["key"]);
                same("convoy/last_place", wanted, &convoy["last_place"]["key"]);
            }
            "incidents" => {
                same("convoy/incidents", wanted, &by_key("incident", wanted, &convoy["incidents"]));
                same("status/incidents", &json!(wanted.as_array().unwrap().len()), &status["incidents"]);
            }
            "cargo" => same("convoy/cargo", wanted, &by_key("item", wanted, &convoy["cargo"])),
            "blocks" => {
                same("convoy/blocks", wanted, &in_order(wanted, &convoy["blocks"]));
                same("status/blocks", &json!(wanted.as_array().unwrap().len()), &status["blocks"]);
            }
            "stops" => same("convoy/stops", wanted, &in_order(wanted, &by_place(&convoy["stops"]))),
            other => same(other, &json!("a key that this comparer knows"), &Value::Null),
        }
    }
    found
}

/// Only what is asked for, all the way down.
fn part(wanted: &Value, got: &Value) -> Value {
    match (wanted, got) {
        (Value::Object(wanted), Value::Object(got)) => wanted
            .iter()
            .map(|(key, wanted)| (key.clone(), got.get(key).map_or(json!("(absent)"), |got| part(wanted, got))))
            .collect(),
        _ => got.clone(),
    }
}

/// What is asked for of each element, every one of which must be expected, in the same order.
fn in_order(wanted: &Value, got: &Value) -> Value {
    let wanted = wanted.as_array().unwrap();
    let got = got.as_array().unwrap().iter().enumerate();
    got.map(|(index, got)| wanted.get(index).map_or(got.clone(), |wanted| part(wanted, got))).collect()
}

/// As [`in_order`], in the order of what is expected.
fn by_key(key: &str, wanted: &Value, got: &Value) -> Value {
    let wanted_first = |got: &Value| wanted.as_array().unwrap().iter().position(|wanted| wanted[key] == got[key]);
    let mut sorted = got.as_array().unwrap().clone();
    sorted.sort_by_key(|got| wanted_first(got).unwrap_or(usize::MAX));
    in_order(wanted, &Value::Array(sorted))
}

/// Stops with the key of their place instead of all about it.
fn by_place(stops: &Value) -> Value {
    let mut stops = stops.clone();
    for stop in stops.as_array_mut().unwrap() {
        stop["place"] = stop["place"]["key"].take();
    }
    stops
}

/// Cargo trucks by fate, counted one by one.
fn counted(trucks: &Value) -> Value {
    let mut counts = serde_json::Map::new();
    for truck in trucks.as_array().unwrap().iter().filter(|truck| truck["role"] == "cargo") {
        let count = counts.entry(truck["fate"].as_str().unwrap()).or_insert(json!(0));
        *count = json!(count.as_u64().unwrap() + 1);
    }
    Value::Object(counts)
}

/// The control of every scenario's test: each kind of difference is found.
#[test]
fn a_difference_of_any_kind_is_told() {
    let stops = json!([{"place": {"key": "town"}, "state": "served"}]);
    let items = json!([{"role": "cargo", "fate": "offloaded"}, {"role": "support", "fate": "with_convoy"}]);
    let trucks = json!({"by_fate": {"offloaded": 1}, "items": items});
    let incidents = json!([{"incident": "shots", "accounts": 2, "killed": {"lowest": 1, "highest": 3, "sources": 2}}]);
    let convoy = json!({
        "status": "delivered", "trucks": trucks, "people": {"targeted": 9, "reached": null}, "stops": stops,
        "incidents": incidents, "blocks": [{"cause": "hostilities", "minutes": 5}],
        "cargo": [{"item": "Flour", "remaining": 0.3}], "last_place": {"key": "town"}, "reviews": 0,
    });
    let mut status = convoy.clone();
    (status["incidents"], status["blocks"]) = (json!(1), json!(1));
    let told = |expected: Value| differences(&expected, &status, &convoy);
    let right = json!({
        "status": "delivered", "trucks": {"offloaded": 1}, "people": {"targeted": 9, "reached": null},
        "stops": [{"place": "town", "state": "served"}], "blocks": [{"cause": "hostilities", "minutes": 5}],
        "incidents": [{"incident": "shots", "killed": {"lowest": 1, "highest": 3}}],
        "cargo": [{"item": "Flour", "remaining": 0.3}], "last_place": "town", "reviews": 0,
    });
    assert_eq!(told(right), Vec::<String>::new());
    let wrong = [
        json!({"status": "lost"}),
        json!({"trucks": {"offloaded": 1, "looted": 1}}),
        json!({"trucks": {}}),
        json!({"people": {"reached": 0}}),
        json!({"people": {"fed": 9}}),
        json!({"stops": []}),
        json!({"stops": [{"place": "town", "state": "dropped"}]}),
        json!({"blocks": []}),
        json!({"blocks": [{"minutes": 5}, {"minutes": 6}]}),
        json!({"incidents": [{"incident": "shots", "accounts": 1}]}),
        json!({"incidents": [{"incident": "shots", "killed": {"lowest": 1, "highest": 2}}]}),
        json!({"incidents": [{"incident": "mine"}]}),
        json!({"cargo": [{"item": "Flour", "remaining": 0}]}),
        json!({"last_place": "road"}),
        json!({"reviews": 1}),
        json!({"colour": "blue"}),
    ];
    for expected in wrong {
        assert!(!told(expected.clone()).is_empty(), "{expected}");
    }
}
