//! The whole way of a convoy by forms alone, and what the API then says of it.

use convoy::app::events::{OnRefusal, Sent};
use serde_json::json;

use super::site::{Browser, PASSWORD, Site, sites, south_hama};

const CONVOY: &str = "SY-2016-SOUTH-HAMA";

/// The convoy as the scenario has it, by the forms.
pub const REGISTRATION: &[(&str, &str)] = &[
    ("reference", CONVOY),
    ("lead", "sarc"),
    ("time_zone", "Asia/Damascus"),
    ("origin", "hama"),
    ("stop_role-1", "checkpoint"),
    ("stop_place-1", "aqrab-checkpoint"),
    ("stop_role-2", "destination"),
    ("stop_place-2", "aqrab"),
    // A row that was left empty is passed over.
    ("stop_role-4", "destination"),
    ("stop_place-4", "tallaf"),
    ("stop_role-5", "destination"),
    ("stop_place-5", "khirbet-al-jama"),
    ("trucks", "١٧"),
    ("cargo_item-1", "Food basket"),
    ("cargo_sector-1", "food_security"),
    ("cargo_unit-1", "basket"),
    ("cargo_item-3", "Medicine"),
    ("cargo_sector-3", "health"),
    ("cargo_unit-3", "kit"),
    ("target_population", "٢٥٬٠٠٠"),
    ("sensitivity", "severe"),
];

/// Begins a convoy from nothing; answers the draft's address.
pub fn begin(who: &mut Browser) -> String {
    let answer = who.post("/convoys/new", &[]);
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().strip_suffix("/route").unwrap().to_owned()
}

/// Fills every step of a draft. A step takes its own fields, and nothing else.
pub fn fill(who: &mut Browser, draft: &str, fields: &[(&str, &str)]) {
    for step in ["route", "dates", "trucks", "cargo", "people", "organisations"] {
        let answer = who.post(&format!("{draft}/{step}"), fields);
        assert_eq!(answer.status, 303, "{step}: {}", answer.text());
    }
}

/// Registers the convoy.
pub fn register(nour: &mut Browser) {
    let draft = begin(nour);
    fill(nour, &draft, REGISTRATION);
    let answer = nour.post(&format!("{draft}/check"), &[]);
    assert_eq!((answer.status, answer.location()), (303, "/convoys/SY-2016-SOUTH-HAMA"), "{}", answer.text());
}

/// Logs an event that fits; answers its id.
pub fn log(who: &mut Browser, kind: &str, fields: &[(&str, &str)]) -> String {
    let answer = who.log(CONVOY, kind, fields);
    assert_eq!(answer.status, 303, "{kind}: {}", answer.text());
    let id = answer.location().split("saved=").nth(1).unwrap().to_owned();
    let page = who.get(answer.location()).text();
    assert!(page.contains("<b>Saved:</b>"), "{kind} must count");
    id
}

fn goes_and_turns_back(site: &Site, nour: &mut Browser, amel: &mut Browser) {
    register(nour);
    site.at("2016-11-01T07:00:00");
    log(amel, "dispatched", &[("place", "hama"), ("sure", "saw")]);
    site.at("2016-11-01T10:05:00");
    log(amel, "checkpoint_reached", &[("place", "aqrab-checkpoint"), ("when", "today"), ("time", "١٠:٠٠")]);
    site.at("2016-11-01T10:31:00");
    let incident = log(
        amel,
        "incident_reported",
        &[("place", "aqrab-checkpoint"), ("act", "shooting"), ("when", "today"), ("time", "10.20"), ("about", "yes")],
    );
    let blocked = [("cause", "movement_within_country"), ("held_by", "militia at the checkpoint")];
    log(amel, "blocked", &[&blocked[..], &[("place", "aqrab-checkpoint"), ("act", "of no other kind")]].concat());
    site.at("2016-11-01T12:00:00");
    log(amel, "turned_back", &[("place", "aqrab-checkpoint"), ("reason", "shots fired at or near the convoy")]);
    site.at("2016-11-02T08:00:00");
    log(amel, "returned", &[("place", "hama"), ("when", "day"), ("date", "2016-11-01")]);
    let accounts = [
        ("Syria Direct", "B", "2", "aqrab-checkpoint", "pro-government militias"),
        ("Baladi News", "C", "3", "kafr-qadah", "pro-government militias"),
        ("Zaiton", "C", "3", "kafr-qadah", ""),
        ("Zaman al-Wasl", "C", "3", "between", "government forces and National Defence Forces"),
        ("Pro-government media", "D", "4", "between", "residents of nearby towns"),
    ];
    for (source, reliability, credibility, place, actor) in accounts {
        let place: &[(&str, &str)] = if place == "kafr-qadah" {
            &[("place", "other"), ("place_other", "kafr-qadah")]
        } else {
            &[("place", place)]
        };
        let account = [
            ("incident", incident.as_str()),
            ("claim", "Shots were fired."),
            ("source_kind", "media"),
            ("source_name", source),
            ("reliability", reliability),
            ("credibility", credibility),
            ("alleged_actor", actor),
        ];
        log(amel, "account_recorded", &[&account[..], place].concat());
    }
    // Whoever runs convoys is signed out after half a day without a request.
    assert_eq!(nour.get("/").location(), "/sign-in");
    nour.sign_in(&site.clock, "nour@example.org", PASSWORD);
    let text = "Who fired, where and why is disputed. Nothing was delivered.";
    log(nour, "assessment_recorded", &[("incident", &incident), ("text", text), ("confidence", "moderate")]);
}

#[test]
fn south_hama_by_forms_is_south_hama_by_the_api() {
    sites(|site| {
        let (mut nour, mut amel) = (site.signed_in("nour"), site.signed_in("amel"));
        goes_and_turns_back(site, &mut nour, &mut amel);
        let expected = &south_hama()["expect"][0];
        let status = nour.get(&format!("/api/v1/convoys/{CONVOY}/status")).json();
        assert_eq!(status["status"], expected["status"]);
        assert_eq!(status["trucks"]["by_fate"], expected["trucks"]);
        assert_eq!(status["people"]["targeted"], expected["people"]["targeted"]);
        assert_eq!(status["people"]["reached"], expected["people"]["reached"]);
        assert_eq!(status["accounts_differ"], true);
        let whole = nour.get(&format!("/api/v1/convoys/{CONVOY}")).json();
        let (incident, expected_incident) = (&whole["incidents"][0], &expected["incidents"][0]);
        for figure in ["accounts", "places", "alleged_actors"] {
            assert_eq!(incident[figure], expected_incident[figure], "{figure}");
        }
        assert_eq!(whole["blocks"][0]["cause"], "movement_within_country");
        assert_eq!(whole["blocks"][0]["ended_by"], "turned_back");
        assert_eq!(whole["reviews"], 0);
        let of_kind = |kind: &str| {
            let events = nour.get(&format!("/api/v1/convoys/{CONVOY}/events")).json();
            let all = events["items"].as_array().unwrap().clone();
            all.into_iter().find(|event| event["kind"] == kind).unwrap()
        };
        let mut of_kind = of_kind;
        assert_eq!(of_kind("dispatched")["source"], json!({ "kind": "own_staff" }));
        let reached = of_kind("checkpoint_reached");
        assert_eq!(
            (&reached["occurred_at"], &reached["precision"]),
            (&json!("2016-11-01T10:00:00+02:00"), &json!("minute"))
        );
        assert_eq!(of_kind("incident_reported")["precision"], "hour");
        assert_eq!(of_kind("blocked")["details"].get("act"), None, "fields of other kinds are passed over");
        let returned = of_kind("returned");
        assert_eq!(
            (&returned["occurred_at"], &returned["precision"]),
            (&json!("2016-11-01T12:01:00+02:00"), &json!("day"))
        );
    });
}

#[test]
fn the_page_tells_what_happened() {
    sites(|site| {
        let (mut nour, mut amel) = (site.signed_in("nour"), site.signed_in("amel"));
        goes_and_turns_back(site, &mut nour, &mut amel);
        let page = nour.get(&format!("/convoys/{CONVOY}")).text();
        for told in [
            "Turned back",
            "25,000",
            "Tuesday, November 1, 2016",
            "held for 2 hours",
            "lasted 1 hour",
            "militia at the checkpoint",
            "5 accounts",
            "Accounts differ",
            "Checkpoint near Aqrab",
            "Kafr Qadah junction",
            "recorded by amel",
            "Moderate confidence",
            "Came back loaded",
            "Not reached",
        ] {
            assert!(page.contains(told), "{told} is not in {page}");
        }
        let then = nour.get(&format!("/convoys/{CONVOY}?as_of=2016-11-01+11:00")).text();
        assert!(then.contains("Still blocked") && then.contains("What was known at") && !then.contains("/log?kind="));
        let arabic: String = form_urlencoded::byte_serialize("٢٠١٦-١١-٠١ ١١:٠٠".as_bytes()).collect();
        assert!(nour.get(&format!("/convoys/{CONVOY}?as_of={arabic}")).text().contains("Still blocked"));
        for (typed, told) in [
            ("soon", "Write it like 2016-11-01 14:30."),
            ("2016-10-01", "Nothing was recorded about this convoy by then."),
            ("2030-01-01", "This lies in the future."),
        ] {
            let answer = nour.get(&format!("/convoys/{CONVOY}?as_of={typed}"));
            assert_eq!(answer.status, 422, "{typed}");
            assert!(answer.text().contains(told) && answer.text().contains(&format!("value=\"{typed}\"")));
        }
        assert!(nour.get("/?status=turned_back").text().contains(CONVOY));
        assert!(!nour.get("/?status=blocked").text().contains(CONVOY));
        assert!(nour.get("/?q=medicine").text().contains(CONVOY));
        assert_eq!(nour.get("/?status=nonsense").status, 422);
    });
}

#[test]
fn a_viewer_sees_a_convoy_once_it_is_over() {
    sites(|site| {
        let (mut nour, mut sami) = (site.signed_in("nour"), site.signed_in("sami"));
        register(&mut nour);
        site.at("2016-11-01T07:00:00");
        log(&mut nour, "dispatched", &[("place", "hama")]);
        assert!(nour.get("/").text().contains(CONVOY), "the coordinator does");
        assert!(!sami.get("/").text().contains(CONVOY));
        assert_eq!(sami.get(&format!("/convoys/{CONVOY}")).status, 404);
        log(&mut nour, "turned_back", &[]);
        assert!(!sami.get("/").text().contains(CONVOY), "its trucks are still on the road");
        site.at("2016-11-02T08:00:00");
        assert!(sami.get("/").text().contains(CONVOY));
        assert_eq!(sami.get(&format!("/convoys/{CONVOY}")).status, 200);
    });
}

#[test]
fn a_report_that_does_not_fit_waits_until_a_coordinator_settles_it() {
    sites(|site| {
        let (mut nour, mut amel) = (site.signed_in("nour"), site.signed_in("amel"));
        register(&mut nour);
        site.at("2016-11-01T07:00:00");
        log(&mut amel, "dispatched", &[("place", "hama")]);
        site.at("2016-11-01T08:00:00");
        let answer = amel.log(CONVOY, "delivered", &[("place", "aqrab")]);
        assert_eq!(answer.status, 303);
        let page = amel.get(answer.location()).text();
        assert!(page.contains("Saved, and kept for review:"), "{page}");
        assert!(page.contains("“Delivered” does not fit while the convoy is “Dispatched”"), "{page}");
        let id = answer.location().split("saved=").nth(1).unwrap().to_owned();
        let action = format!("/reviews/{id}");
        assert_eq!(amel.post(&action, &[("decision", "accept"), ("reason", "x")]).status, 403);
        assert!(nour.get("/").text().contains("1 report to review"));
        let reviews = nour.get("/reviews").text();
        assert!(
            reviews.contains(&format!("action=\"{action}\"")) && reviews.contains("Set off"),
            "both sides are shown"
        );
        let without = nour.post(&action, &[("decision", "dismiss"), ("reason", "  ")]);
        assert_eq!(without.status, 422);
        assert!(without.text().contains(&format!("href=\"#d-{id}\"")), "{}", without.text());
        assert_eq!(nour.post(&action, &[("decision", "nonsense"), ("reason", "x")]).status, 422);
        let done = nour.post(&action, &[("decision", "dismiss"), ("reason", "It was another convoy.")]);
        assert_eq!((done.status, done.location()), (303, "/reviews"));
        assert!(nour.get("/reviews").text().contains("No report waits for a decision."));
        let page = nour.get(&format!("/convoys/{CONVOY}")).text();
        assert!(page.contains("It was another convoy.") && page.contains("Dismissed by"));
        assert_eq!(nour.post(&action, &[("decision", "void"), ("reason", "x")]).status, 409, "it is settled");
    });
}

/// Logs an event that no form makes, as the session's owner; answers its id.
pub fn log_by_session(site: &Site, who: &Browser, object: &serde_json::Value) -> String {
    let caller = site.app.caller_of_session(&who.cookies["session"]).unwrap();
    let id = convoy::domain::id::EventId(site.app.new_id());
    let object = object.as_object().unwrap().clone();
    let sent = Sent { convoy: CONVOY.to_owned(), id, object, on_refusal: OnRefusal::Refuse, by_message: None };
    actix_web::rt::System::new().block_on(site.app.log_event(&caller, sent)).unwrap();
    id.0.to_string()
}

#[test]
fn corrections_stand_struck_through_with_who_and_why_and_implied_passages_say_so() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        register(&mut nour);
        site.at("2016-11-01T07:00:00");
        log(&mut nour, "dispatched", &[("place", "hama")]);
        let gate = log(&mut nour, "checkpoint_reached", &[("place", "aqrab-checkpoint")]);
        site.at("2016-11-01T09:00:00");
        log(&mut nour, "checkpoint_reached", &[("place", "other"), ("place_other", "kafr-qadah")]);
        let note = log(&mut nour, "note", &[("note", "Seen from afar.")]);
        let page = nour.get(&format!("/convoys/{CONVOY}")).text();
        assert_eq!(page.matches("implied by a later report").count(), 1, "the first checkpoint must have been passed");
        let voided = json!({ "event": note, "reason": "It was another convoy." });
        let void = json!({ "kind": "voided", "occurred_at": "2016-11-01T09:00:00+02:00", "details": voided });
        log_by_session(site, &nour, &void);
        let replacement = json!({ "occurred_at": "2016-11-01T08:30:00+02:00" });
        let amended = json!({ "event": gate, "reason": "The watch was slow.", "replacement": replacement });
        let amend = json!({ "kind": "amended", "occurred_at": "2016-11-01T09:00:00+02:00", "details": amended });
        let amending = log_by_session(site, &nour, &amend);
        let page = nour.get(&format!("/convoys/{CONVOY}")).text();
        for told in
            ["Declared not to have happened by <bdi>nour</bdi>", "It was another convoy.", "The watch was slow."]
        {
            assert!(page.contains(told), "{told} is not in {page}");
        }
        assert!(page.contains(&format!("href=\"#e-{amending}\"")) && page.contains(&format!("id=\"e-{amending}\"")));
        let struck: Vec<&str> = page.split("<article class=\"report struck").skip(1).collect();
        assert_eq!(struck.len(), 2);
        assert!(page.contains(">08:30</time>"), "what stands is told with the time that is right");
    });
}
