//! The page of incidents, one incident with its accounts side by side, and reporting one without going by the board.

use super::site::{Browser, Site, sites_of};

const CONVOY: &str = "SY-2016-SOUTH-HAMA";

fn with_south_hama(test: impl Fn(&Site)) {
    sites_of(
        |_| (),
        |site| {
            site.at("2016-11-06T12:00:00");
            test(site);
        },
    );
}

/// The page of the shots that the scenario tells of.
fn shots(who: &mut Browser) -> String {
    let list = who.get("/incidents?act=shooting").text();
    let link = list.split("href=\"/incidents/").find(|rest| rest.starts_with(|c: char| c.is_ascii_hexdigit()));
    format!("/incidents/{}", link.unwrap().split('"').next().unwrap())
}

#[test]
fn incidents_are_narrowed_by_what_stands_in_the_address() {
    with_south_hama(|site| {
        let mut nour = site.signed_in("nour");
        let all = nour.get("/incidents").text();
        assert!(all.contains("Shooting") && all.contains(CONVOY) && all.contains("Accounts differ"), "{all}");
        assert!(all.contains("<a href=\"/incidents\" aria-current=\"page\">"), "the way here is marked");
        for (query, found) in [
            ("act=shooting", true),
            ("act=looting", false),
            ("from=2016-11-01&until=2016-11-01", true),
            ("from=2016-11-02", false),
            // In any digits, as a phone may send them.
            ("from=%D9%A2%D9%A0%D9%A1%D9%A6-%D9%A1%D9%A1-%D9%A0%D9%A2", false),
            ("until=2016-10-31", false),
            ("organisation=sarc", true),
            (&format!("convoy={CONVOY}"), true),
            ("differ=yes", true),
            // Nothing was recorded by then.
            ("as_of=2016-10-01", false),
        ] {
            let page = nour.get(&format!("/incidents?{query}"));
            assert_eq!((page.status, page.text().contains("/incidents/")), (200, true), "{query}");
            assert_eq!(!page.text().contains("No incident fits"), found, "{query}");
        }
        let wrong =
            nour.get("/incidents?from=yesterday&convoy=NOBODYS&as_of=2099-01-01&organisation=atlantis&act=rude");
        assert_eq!(wrong.status, 422);
        for field in ["from", "convoy", "as_of", "organisation", "act"] {
            assert!(wrong.text().contains(&format!("<a href=\"#{field}\">")), "{field}: {}", wrong.text());
        }
        assert!(wrong.text().contains("value=\"NOBODYS\""), "what was typed is lost");
    });
}

#[test]
fn one_incident_shows_every_account_and_what_they_disagree_on() {
    with_south_hama(|site| {
        let mut nour = site.signed_in("nour");
        let path = shots(&mut nour);
        let page = nour.get(&path).text();
        for said in [
            "Where sources disagree",
            "pro-government militias",
            "residents of nearby towns",
            "Kafr Qadah junction",
            "C – Fairly reliable",
            "4 – Doubtful",
            "No source gives a figure. That does not mean zero.",
            "Who fired, where and why is disputed.",
            "kind=account_recorded",
            "kind=assessment_recorded",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        // One figure is no dispute, two are; and the range runs over both.
        let account = |killed| {
            [("incident", "shots-at-aqrab"), ("claim", "They say."), ("source_kind", "media"), ("killed_min", killed)]
        };
        assert_eq!(nour.log(CONVOY, "account_recorded", &account("2")).status, 303);
        let one = nour.get(&path).text();
        assert!(
            one.contains("at least 2") && one.contains("from 1 source") && !one.contains("<th scope=\"row\">Killed"),
            "{one}"
        );
        site.wait(60);
        assert_eq!(nour.log(CONVOY, "account_recorded", &account("5")).status, 303);
        let two = nour.get(&path).text();
        assert!(two.contains("from 2 sources") && two.contains("<th scope=\"row\">Killed"), "{two}");
        let then = nour.get(&format!("{path}?as_of=2016-11-06+12:00")).text();
        assert!(then.contains("What was known at") && then.contains("from 1 source"), "{then}");
        let before = nour.get(&format!("{path}?as_of=2016-10-01"));
        assert!(before.status == 422 && before.text().contains("Nothing was recorded about this incident by then."));
        // In each language; a logger adds accounts and does not assess.
        let mut amel = site.signed_in("amel");
        site.app.assign_logger_now(CONVOY, "amel@example.org").unwrap();
        let told = amel.get(&path).text();
        assert!(told.contains("kind=account_recorded") && !told.contains("kind=assessment_recorded"), "{told}");
        for (language, said) in [("ar-SY", "ما تختلف فيه المصادر"), ("fr", "Ce sur quoi les sources divergent")]
        {
            nour.language = language.to_owned();
            assert!(nour.get(&path).text().contains(said), "{said}");
        }
        assert_eq!(site.signed_in("dana").get("/incidents").status, 403);
        assert_eq!(nour.get("/incidents/0190c0de-0000-7000-8000-00000000abcd").status, 404);
    });
}

/// What makes it bite: the coordinator is shown each word that the others' pages lack.
#[test]
fn whoever_sees_a_convoy_reduced_sees_its_incidents_so() {
    sites_of(
        |scenario| {
            scenario["convoys"][0]["sensitivity"] = "moderate".into();
            let reports = scenario["reports"].as_array_mut().unwrap();
            reports.retain(|report| report["kind"] != "returned" && report["kind"] != "turned_back");
        },
        |site| {
            site.at("2016-11-02T12:00:00");
            let mut nour = site.signed_in("nour");
            let path = shots(&mut nour);
            let mut sami = site.signed_in("sami");
            let (whole, told) = (nour.get(&path).text(), sami.get(&path).text());
            assert!(told.contains("You see less than is recorded."), "{told}");
            for secret in ["militias", "Kafr Qadah", "Fairly reliable", "Who fired"] {
                assert!(whole.contains(secret) && !told.contains(secret), "{secret}");
            }
            assert!(sami.get("/incidents").text().contains("not shown to you"));
        },
    );
}

#[test]
fn an_incident_is_reported_by_its_own_form_and_nothing_typed_is_lost() {
    with_south_hama(|site| {
        let mut amel = site.signed_in("amel");
        let form = amel.get(&format!("/incidents/new?convoy={CONVOY}"));
        assert!(form.text().contains(&format!("value=\"{CONVOY}\"")), "{}", form.text());
        let id = form.hidden("id");
        let typed = [
            ("id", id.as_str()),
            ("convoy", "SY-NOWHERE"),
            ("act", ""),
            ("killed_min", "٣"),
            ("place_other", "Hama"),
            ("when", "today"),
            ("time", "noon"),
            ("note", "<i>seen</i> من بعيد"),
        ];
        let without = amel.post("/incidents/new", &typed);
        assert_eq!(without.status, 422);
        for part in
            ["#convoy", "#act", "#time", "value=\"SY-NOWHERE\"", "value=\"٣\"", "&#60;i&#62;seen&#60;/i&#62; من بعيد"]
        {
            assert!(without.text().contains(part), "{part}: {}", without.text());
        }
        let mut typed = typed.to_vec();
        (typed[1].1, typed[4].1) = (CONVOY, "Atlantis");
        let wrong = amel.post("/incidents/new", &typed);
        assert_eq!(wrong.status, 422);
        for part in ["href=\"#act\"", "href=\"#place_other\"", "href=\"#time\"", "value=\"noon\"", "Asia/Damascus"] {
            assert!(wrong.text().contains(part), "{part}: {}", wrong.text());
        }
        (typed[2].1, typed[4].1, typed[6].1) = ("looting", "Hama", "١٠:٣٠");
        let saved = amel.post("/incidents/new", &typed);
        assert_eq!((saved.status, saved.location()), (303, format!("/incidents/{id}").as_str()), "{}", saved.text());
        // The same form once more is the same incident; with other content it is not taken for it.
        assert_eq!(amel.post("/incidents/new", &typed).location(), saved.location());
        typed[2].1 = "threat";
        let other = amel.post("/incidents/new", &typed);
        assert!(other.status == 422 && other.hidden("id") != id, "{}", other.text());
        let told = site.signed_in("nour").get(&format!("/api/v1/incidents/{id}")).json();
        assert_eq!((&told["act"], &told["killed"]["lowest"]), (&"looting".into(), &3.into()));
        assert_eq!(told["occurred_at"], "2016-11-06T10:30:00+02:00");
        let mut sami = site.signed_in("sami");
        assert!(!sami.get("/incidents").text().contains("/incidents/new"), "a viewer is offered no form");
        assert_eq!(sami.get("/incidents/new").status, 403);
        assert_eq!(sami.post("/incidents/new", &typed).status, 403);
    });
}
