//! A convoy's page: another way as a branch, what became of the cargo as a picture, and moments worth looking at.

use serde_json::json;

use super::{
    journey::{log, register},
    site::sites,
};

const CONVOY: &str = "SY-2016-SOUTH-HAMA";

#[test]
fn another_way_is_a_branch_beside_what_was_planned() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        register(&mut nour);
        let page = |nour: &mut super::site::Browser| nour.get(&format!("/convoys/{CONVOY}")).text();
        site.at("2016-11-01T07:00:00");
        log(&mut nour, "dispatched", &[("place", "hama")]);
        assert!(!page(&mut nour).contains("class=\"fork"), "there is one way so far");
        site.at("2016-11-01T08:00:00");
        log(
            &mut nour,
            "rerouted",
            &[("reason", "The bridge is down."), ("stop-1", "kafr-qadah"), ("stop-2", "tallaf")],
        );
        let text = page(&mut nour);
        let fork = text.split("class=\"fork").nth(1).unwrap_or_else(|| panic!("no branch in {text}"));
        let (taken, left_out) = fork.split_once("class=\"left-out\"").unwrap();
        let left_out = left_out.split("</div>").next().unwrap();
        assert!(taken.contains("Way taken") && taken.contains("Kafr Qadah junction"), "{taken}");
        assert!(left_out.contains("As planned, left out") && left_out.contains("Checkpoint near Aqrab"), "{left_out}");
        assert!(!taken.contains("Checkpoint near Aqrab"), "{taken}");
        nour.language = "ar-SY".to_owned();
        assert!(page(&mut nour).contains("الطريق المسلوك"));
    });
}

#[test]
fn cargo_is_drawn_where_its_amounts_are_known() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        let draft = super::journey::begin(&mut nour);
        let known: Vec<(&str, &str)> =
            super::journey::REGISTRATION.iter().copied().chain([("cargo_quantity-1", "1000")]).collect();
        super::journey::fill(&mut nour, &draft, &known);
        assert_eq!(nour.post(&format!("{draft}/check"), &[]).status, 303);
        site.at("2016-11-01T07:00:00");
        log(&mut nour, "dispatched", &[("place", "hama")]);
        site.at("2016-11-01T08:00:00");
        log(&mut nour, "cargo_lost", &[("loss", "looted"), ("quantity-1", "250")]);
        let page = nour.get(&format!("/convoys/{CONVOY}")).text();
        assert!(page.contains("<rect class=\"b-bad\" x=\"0\" y=\"4\" width=\"250\""), "{page}");
        assert_eq!(page.matches("class=\"bar\"").count(), 1, "of the medicine no amount is known");
    });
}

#[test]
fn moments_worth_a_look_are_offered_near_the_head() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        register(&mut nour);
        site.at("2016-11-01T07:00:00");
        log(&mut nour, "dispatched", &[("place", "hama")]);
        site.at("2016-11-01T07:30:00");
        let note = log(&mut nour, "note", &[("note", "Seen from afar.")]);
        site.at("2016-11-01T09:00:00");
        let voided = json!({ "event": note, "reason": "It was another convoy." });
        let void = json!({ "kind": "voided", "occurred_at": "2016-11-01T09:00:00+02:00", "details": voided });
        super::journey::log_by_session(site, &nour, &void);
        let page = nour.get(&format!("/convoys/{CONVOY}")).text();
        let (head, timeline) = page.split_once("id=\"timeline\"").unwrap();
        assert!(head.contains("name=\"as_of\"") && !timeline.contains("name=\"as_of\""));
        let address = |about: &str| {
            let (before, _) = head.split_once(about).unwrap_or_else(|| panic!("no {about} in {head}"));
            before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
        };
        let before = nour.get(&address("Before “")).text();
        assert!(before.contains("What was known at") && before.contains("Seen from afar."), "{before}");
        assert!(!before.contains("It was another convoy."));
        let after = nour.get(&address("After “Set off” was recorded")).text();
        assert!(after.contains("What was known at") && !after.contains("Seen from afar."), "{after}");
        // Whoever is told less is not told when something was recorded.
        site.at("2016-11-01T12:00:00");
        let mut amel = site.signed_in("amel");
        assert!(!amel.get(&format!("/convoys/{CONVOY}")).text().contains("Moments worth a look"));
    });
}
