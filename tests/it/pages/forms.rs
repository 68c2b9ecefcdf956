//! Forms: nothing typed is lost, nothing sent twice is stored twice, nothing from other sites is taken.

use super::{
    journey::{log, register},
    site::{Browser, sites, sites_of},
};

const CONVOY: &str = "SY-2016-SOUTH-HAMA";

fn events(who: &mut Browser) -> usize {
    let answer = who.get(&format!("/api/v1/convoys/{CONVOY}/events"));
    answer.json()["items"].as_array().unwrap().len()
}

#[test]
fn a_form_with_mistakes_keeps_what_was_typed_and_tells_all_of_them_at_once() {
    sites_of(
        |_| (),
        |site| {
            site.at("2016-11-06T12:00:00");
            let mut amel = site.signed_in("amel");
            let before = events(&mut amel);
            let fields = [
                ("when", "today"),
                ("time", "٢٥:٩٩"),
                ("held_by", "those at the gate"),
                ("place", "other"),
                ("place_other", ""),
                ("note", "<b>stopped</b> عند الحاجز"),
                ("sure", "told"),
            ];
            let answer = amel.log(CONVOY, "blocked", &fields);
            let text = answer.text();
            assert_eq!(answer.status, 422);
            for field in ["cause", "place_other", "time"] {
                assert!(text.contains(&format!("<a href=\"#{field}\">")), "no mistake is told of {field}: {text}");
            }
            assert!(text.contains("3 things to put right"));
            for typed in ["value=\"٢٥:٩٩\"", "value=\"those at the gate\"", "&#60;b&#62;stopped&#60;/b&#62; عند الحاجز"]
            {
                assert!(text.contains(typed), "{typed} is lost");
            }
            assert!(text.contains("value=\"today\" checked") || text.contains("value=\"told\" checked"));
            assert_eq!(events(&mut amel), before);
            // Put right, the same form is taken.
            let mended = [("id", answer.hidden("id")), ("kind", "blocked".to_owned()), ("when", "now".to_owned())];
            let mut mended: Vec<(&str, &str)> = mended.iter().map(|(name, value)| (*name, value.as_str())).collect();
            mended.extend([("cause", "hostilities"), ("place", "hama")]);
            assert_eq!(amel.post(&format!("/convoys/{CONVOY}/log"), &mended).status, 303);
            assert_eq!(events(&mut amel), before + 1);
        },
    );
}

#[test]
fn mistakes_stand_beside_the_field_that_they_belong_to() {
    sites_of(
        |_| (),
        |site| {
            site.at("2016-11-06T12:00:00");
            let mut nour = site.signed_in("nour");
            for (kind, fields, field) in [
                ("note", &[("when", "today"), ("time", "13:00")][..], "time"),
                ("note", &[("when", "day")], "date"),
                ("note", &[("when", "day"), ("date", "2016-11-07")], "date"),
                ("note", &[("when", "day"), ("date", "2016-11-05"), ("day_time", "noon")], "day_time"),
                ("note", &[("note", "a\u{202e}b")], "note"),
                ("note", &[("place", "atlantis")], "place"),
                ("note", &[("place", "other"), ("place_other", "Atlantis")], "place_other"),
                ("no_such_kind", &[], "kind"),
                ("people_reached", &[("people", "many")], "people"),
                ("people_reached", &[], "people"),
                ("cargo_lost", &[("quantity-2", "1,200")], "quantity-2"),
                ("cargo_lost", &[("quantity-1", "12")], "loss"),
                ("rerouted", &[("stop-2", "atlantis")], "stop-2"),
                ("account_recorded", &[("claim", "Shots."), ("source_name", "Zaiton")], "source_kind"),
                ("account_recorded", &[("killed_min", "5"), ("killed_max", "2")], "killed_min"),
                ("account_recorded", &[("credibility", "7")], "credibility"),
                ("truck_fate", &[("trucks", "1-3")], "fate"),
            ] {
                let answer = nour.log(CONVOY, kind, fields);
                assert_eq!(answer.status, 422, "{kind} {fields:?}");
                let told = format!("<a href=\"#{field}\">");
                assert!(answer.text().contains(&told), "{kind} {fields:?}: {}", answer.text());
            }
        },
    );
}

#[test]
fn amounts_trucks_and_places_are_taken_in_the_readers_own_writing() {
    sites_of(
        |_| (),
        |site| {
            site.at("2016-11-06T12:00:00");
            let mut nour = site.signed_in("nour");
            nour.language = "ar-SY".to_owned();
            let fields = [
                ("loss", "spoiled"),
                ("quantity-1", "١٬٢٠٠٫٥"),
                ("trucks", "١ – ٣، ٧"),
                ("place", "other"),
                ("place_other", "حماة"),
            ];
            let answer = nour.log(CONVOY, "cargo_lost", &fields);
            assert_eq!(answer.status, 303, "{}", answer.text());
            let id = answer.location().split("saved=").nth(1).unwrap().to_owned();
            let events = nour.get(&format!("/api/v1/convoys/{CONVOY}/events")).json();
            let event = events["items"].as_array().unwrap().iter().find(|event| event["id"] == id).unwrap().clone();
            assert_eq!(event["trucks"], serde_json::json!(["1-3", "7"]));
            assert_eq!(event["details"]["cargo"], serde_json::json!([{ "line": "Food basket", "quantity": 1200.5 }]));
            assert_eq!(event["place_name"], "حماة");
            let page = nour.get(&format!("/convoys/{CONVOY}")).text();
            assert!(page.contains("١٬٢٠٠٫٥") && page.contains("1-3, 7"));
        },
    );
}

#[test]
fn the_same_form_sent_twice_is_one_event() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        register(&mut nour);
        site.at("2016-11-01T07:00:00");
        let path = format!("/convoys/{CONVOY}/log?kind=dispatched");
        let id = nour.get(&path).hidden("id");
        let now = [("id", id.as_str()), ("kind", "dispatched"), ("when", "now"), ("place", "hama")];
        let first = nour.post(&path, &now);
        // "Just now" a minute later is still the moment that was recorded.
        site.at("2016-11-01T07:01:00");
        let second = nour.post(&path, &now);
        assert_eq!((first.status, first.location()), (303, second.location()), "{}", second.text());
        assert_eq!(events(&mut nour), 1);
        let other = nour.post(&path, &[("id", id.as_str()), ("kind", "note"), ("when", "now"), ("note", "Rain.")]);
        assert!(other.status == 422 && other.text().contains("Nothing was overwritten."));
        assert_ne!(other.hidden("id"), id, "as a new report it can be sent");
        assert_eq!(events(&mut nour), 1);
    });
}

#[test]
fn what_another_site_sends_is_refused() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        register(&mut nour);
        let path = format!("/convoys/{CONVOY}/log");
        let fields = [("kind", "note"), ("when", "now"), ("note", "From elsewhere.")];
        for header in
            [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example")]
        {
            let answer = nour.post_with(&path, &fields, &[header]);
            assert_eq!(answer.status, 403, "{header:?}");
            assert!(answer.text().contains("Sent from another site"));
        }
        assert_eq!(events(&mut nour), 0);
        assert_eq!(nour.post_with(&path, &fields, &[("sec-fetch-site", "same-origin")]).status, 303);
        log(&mut nour, "dispatched", &[("place", "hama")]);
        assert_eq!(events(&mut nour), 2);
        assert_eq!(nour.get(&format!("/convoys/{CONVOY}/log")).status, 200);
    });
}
