//! Pages of crew, holds, redaction, a person's data, retention and audit, as people use them.

use super::site::{Browser, Site, sites_of};

const CONVOY: &str = "SY-2016-SOUTH-HAMA";
const NAME: &str = "Canary Driver";
const PHONE: &str = "+963 944 777";

fn crew(path: &str) -> String {
    format!("/convoys/{CONVOY}/crew{path}")
}

fn write_down(who: &mut Browser) {
    let id = who.get(&crew("")).hidden("id");
    let fields = [("id", id.as_str()), ("truck", "3"), ("name", NAME), ("phone", PHONE), ("plate", "")];
    assert_eq!(who.post(&crew(""), &fields).status, 303);
    // The same form sent twice is one row.
    assert_eq!(who.post(&crew(""), &fields).status, 303);
}

fn with_south_hama(test: impl Fn(&Site)) {
    sites_of(
        |_| (),
        |site| {
            site.at("2016-11-06T12:00:00");
            test(site);
        },
    );
}

#[test]
fn a_coordinator_writes_people_down_and_takes_them_out_and_keeps_what_was_typed() {
    with_south_hama(|site| {
        let mut nour = site.signed_in("nour");
        assert!(nour.get(&format!("/convoys/{CONVOY}")).text().contains(&format!("href=\"{}\"", crew(""))));
        let wrong = nour.post(&crew(""), &[("truck", "77"), ("name", "Somebody"), ("phone", "ring me")]);
        assert_eq!(wrong.status, 422);
        for part in ["href=\"#truck\"", "href=\"#phone\"", "value=\"Somebody\"", "value=\"ring me\""] {
            assert!(wrong.text().contains(part), "{part}");
        }
        write_down(&mut nour);
        let page = nour.get(&crew("")).text();
        assert_eq!(page.matches(NAME).count(), 2, "once in the table and once in the name of its link: {page}");
        let link = page.split(&format!("href=\"{}/", crew(""))).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let one = nour.get(&crew(&format!("/{link}")));
        assert!(one.text().contains("<option value=\"3\" selected>") && one.text().contains(PHONE));
        let changed = nour.post(&crew(&format!("/{link}")), &[("truck", "4"), ("name", "Another")]);
        assert_eq!(changed.status, 303, "{}", changed.text());
        assert!(!nour.get(&crew("")).text().contains(PHONE));
        assert_eq!(nour.post(&crew(&format!("/{link}/erase")), &[]).status, 303);
        assert!(nour.get(&crew("")).text().contains("Nobody is written down"));
        assert_eq!(nour.get(&crew(&format!("/{link}"))).status, 404);
        for (name, status) in [("sami", 403), ("amel", 404), ("dana", 403)] {
            assert_eq!(site.signed_in(name).get(&crew("")).status, status, "{name}");
        }
    });
}

#[test]
fn an_administrator_finds_gives_out_and_erases_a_person_unless_held() {
    with_south_hama(|site| {
        let mut nour = site.signed_in("nour");
        write_down(&mut nour);
        let mut dana = site.signed_in("dana");
        assert_eq!(dana.get("/").location(), "/admin/users", "who sees no convoys is not sent where they may not go");
        let person = [("by", "phone"), ("value", "00963944777")];
        let found = dana.post("/admin/person", &person);
        assert!(found.text().contains(NAME) && found.text().contains(CONVOY), "{}", found.text());
        assert_eq!(dana.post("/admin/person", &[("by", "phone"), ("value", "")]).status, 422);
        let file = dana.post("/admin/person/export", &person);
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert_eq!(file.json()["items"][0]["name"], NAME);
        assert_eq!(dana.post("/admin/person/erase", &person).status, 422, "without the box ticked");
        let sure = [("by", "phone"), ("value", PHONE), ("confirmed", "yes")];

        let hold = format!("/convoys/{CONVOY}/hold");
        assert_eq!(dana.post(&hold, &[("do", "place"), ("reason", "")]).status, 422);
        assert_eq!(dana.post(&hold, &[("do", "place"), ("reason", "an inquiry")]).location(), "/admin/holds");
        assert!(dana.get("/admin/holds").text().contains("an inquiry"));
        let refused = dana.post("/admin/person/erase", &sure);
        assert!(refused.status == 409 && refused.text().contains("held as evidence"), "{}", refused.text());
        assert!(nour.get(&crew("")).text().contains("held as evidence"));
        assert_eq!(dana.post(&hold, &[("do", "release"), ("reason", "it is over")]).status, 303);

        assert!(dana.post("/admin/person/erase", &sure).text().contains("Erased in 1 place."));
        assert!(dana.post("/admin/person", &person).text().contains("Found in 0 places"));
    });
}

#[test]
fn an_administrator_redacts_one_event_and_the_timeline_says_so() {
    with_south_hama(|site| {
        let mut nour = site.signed_in("nour");
        let fields = [("cause", "hostilities"), ("place", "hama"), ("note", "CANARY note"), ("held_by", "CANARY man")];
        let logged = nour.log(CONVOY, "note", &fields);
        assert_eq!(logged.status, 303, "{}", logged.text());
        let page = nour.get(&format!("/convoys/{CONVOY}")).text();
        assert!(page.contains("CANARY note"));
        let id = logged.location().split("saved=").nth(1).unwrap().split(['&', '#']).next().unwrap().to_owned();

        let mut dana = site.signed_in("dana");
        let address = format!("/admin/redaction?convoy={CONVOY}&event={id}");
        let shown = dana.get(&address).text();
        assert!(shown.contains("CANARY note") && !shown.contains("Syria Direct"), "that event, and nothing else");
        assert_eq!(dana.get(&format!("/admin/redaction?convoy=NONE&event={id}")).status, 422);
        let fields = [("convoy", CONVOY), ("event", id.as_str()), ("keep", "fact")];
        let without_reason = dana.post("/admin/redaction", &fields);
        assert!(without_reason.status == 422 && without_reason.text().contains("href=\"#reason\""));
        let done = dana.post("/admin/redaction", &[&fields[..], &[("reason", "it named somebody")]].concat());
        assert_eq!(done.status, 303, "{}", done.text());
        assert!(dana.get(done.location()).text().contains("The text is gone."));

        let page = nour.get(&format!("/convoys/{CONVOY}")).text();
        assert!(!page.contains("CANARY note") && page.contains("it named somebody"), "{page}");
        assert!(nour.get("/admin/redaction").status == 403);

        // By the API, as somebody who is signed in.
        let deeds = dana.get("/api/v1/audit?kind=redacted").json();
        assert_eq!(deeds["items"][0]["details"]["event"], id.as_str());
        assert_eq!(deeds["items"][0]["reference"], CONVOY);
    });
}

#[test]
fn retention_and_audit_are_told_in_words_and_page_by_page() {
    with_south_hama(|site| {
        write_down(&mut site.signed_in("nour"));
        site.at("2017-03-01T12:00:00");
        let mut dana = site.signed_in("dana");
        let page = dana.get("/admin/retention").text();
        assert!(page.contains("Drivers and crew") && page.contains("90 days"), "{page}");
        let done = dana.post("/admin/retention", &[]);
        assert!(done.location().starts_with("/admin/retention?erased="), "{}", done.location());
        assert!(!dana.get(done.location()).text().contains("Nothing was due"));
        for language in ["en", "fr", "ar"] {
            dana.language = language.to_owned();
            let audit = dana.get("/admin/audit").text();
            assert!(!audit.contains('⟦') && audit.contains(CONVOY), "{language}: {audit}");
        }
        dana.language = "en".to_owned();
        let of_kind = dana.get("/admin/audit?kind=crew_recorded").text();
        assert_eq!(of_kind.matches("class=\"report\"").count(), 1, "{of_kind}");
        assert!(!of_kind.contains(NAME) && of_kind.contains("nour"));
        assert_eq!(dana.get("/admin/audit?convoy=NONE").status, 422);
        assert_eq!(dana.get("/admin/audit?from=yesterday").status, 422);
        assert!(dana.get("/admin/audit?until=2016-01-01").text().contains("Nothing found."));
        let person = dana.get("/admin/audit?person=nour%40example.org&kind=crew_recorded").text();
        assert_eq!(person.matches("class=\"report\"").count(), 1);
        let first = dana.get("/api/v1/audit?limit=1").json();
        let next = first["next"].as_str().unwrap().to_owned();
        let second = dana.get(&format!("/api/v1/audit?limit=1&cursor={next}")).json();
        let position = |page: &serde_json::Value| page["items"][0]["position"].as_i64().unwrap();
        assert!(position(&second) < position(&first));
        assert_eq!(site.signed_in("sami").get("/admin/audit").status, 403);
    });
}
