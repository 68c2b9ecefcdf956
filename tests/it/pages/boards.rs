//! The views of the board: light with five hundred convoys, made once for all who see the same and for nobody else.

use chrono::DateTime;
use convoy::app::scenario::Scenario;
use serde_json::json;

use super::{
    map::crowd,
    site::{Browser, Site, sites_of},
};

const NOW: &str = "2016-11-05T12:00:00";
/// Places where convoys of the crowd are, or go.
const NAMES: [&str; 12] = [
    "Ed Damer",
    "Tendelti",
    "Zalingei",
    "Shendi",
    "Al Jaili",
    "Port Sudan",
    "El Obeid",
    "Kassala",
    "Gedaref",
    "Nyala",
    "Dilling",
    "Omdurman",
];
const VIEWS: [&str; 4] = ["/", "/?view=table", "/map", "/?view=wall"];

fn nothing(scenario: &mut serde_json::Value) {
    scenario["convoys"] = json!([]);
    scenario["reports"] = json!([]);
}

fn crowded(site: &Site, convoys: u64, sensitivity: &str) {
    site.at(NOW);
    let now = DateTime::parse_from_rfc3339(&format!("{NOW}+02:00")).unwrap().to_utc();
    let scenario = crowd::crowd(convoys, now, sensitivity).to_string();
    site.app.import_scenario(&Scenario::parse(&scenario).unwrap(), false).unwrap();
}

fn unpacked(browser: &mut Browser, path: &str) -> (usize, String) {
    use std::io::Read as _;
    let answer = browser.get_with(path, &[("accept-encoding", "gzip")]);
    assert_eq!((answer.status, answer.header("content-encoding")), (200, "gzip"), "{path}");
    let mut text = String::new();
    // It checks the sum at the end: what was put together is one file.
    flate2::read::GzDecoder::new(answer.body.as_slice()).read_to_string(&mut text).unwrap();
    (answer.body.len(), text)
}

#[test]
fn what_was_made_for_one_is_never_given_to_whoever_may_see_less() {
    sites_of(nothing, |site| {
        crowded(site, 40, "low");
        let (mut nour, mut sami) = (site.signed_in("nour"), site.signed_in("sami"));
        // Of what is over its places are told to everybody: here only what is under way.
        for view in ["/?", "/?view=table&", "/map?", "/?view=wall&"] {
            let view = &format!("{view}status=moving,held,blocked,planned");
            // Who sees most comes first, twice, so that all of it is kept.
            let exact = [nour.get(view).text(), nour.get(view).text()];
            let reduced = sami.get(view).text();
            for name in NAMES {
                assert!(!reduced.contains(name), "{name} in {view} of whoever sees reduced");
            }
            // The control: it is there to be told, and is still told afterwards.
            let is_told = |page: &String| NAMES.iter().any(|name| page.contains(name));
            assert!(exact.iter().all(is_told), "{view}");
            assert_eq!(nour.get(view).text(), exact[1], "{view}");
        }
    });
}

#[test]
fn a_change_is_on_the_board_at_once_and_an_old_one_is_not_given_again() {
    sites_of(
        |scenario| scenario["reports"] = json!([]),
        |site| {
            let mut nour = site.signed_in("nour");
            for view in VIEWS {
                nour.get(view);
            }
            let part = nour.get("/?part=main");
            let tag = part.header("etag").to_owned();
            assert!(!part.text().contains("<html") && part.text().contains("SY-2016-SOUTH-HAMA"));
            let whole = nour.get("/").text();
            assert!(whole.contains(part.text().trim()), "the part is what stands in the page");
            let same = nour.get_with("/?part=main", &[("if-none-match", &tag)]);
            assert_eq!((same.status, same.body.len()), (304, 0));
            assert_eq!(nour.log("SY-2016-SOUTH-HAMA", "dispatched", &[]).status, 303);
            let changed = nour.get_with("/?part=main", &[("if-none-match", &tag)]);
            assert_eq!(changed.status, 200, "{}", changed.text());
            assert!(changed.text().contains("Dispatched") && !part.text().contains("Dispatched"));
            assert_ne!(changed.header("etag"), tag);
            assert!(nour.get("/?view=table").text().contains("Dispatched"));
        },
    );
}

#[test]
fn five_hundred_convoys_read_at_a_glance_and_stay_light() {
    sites_of(nothing, |site| {
        crowded(site, 500, "low");
        let mut nour = site.signed_in("nour");
        for language in ["en", "ar-SY"] {
            nour.language = language.to_owned();
            for (view, budget) in
                [("/", 25), ("/?view=table", 25), ("/?view=wall", 25), ("/map", 60), ("/?show=all", 60)]
            {
                let (size, text) = unpacked(&mut nour, view);
                eprintln!("{view} in {language}: {size} bytes");
                assert!(size <= budget * 1024, "{view} in {language}: {size} bytes");
                assert_eq!(text.matches("</html>").count(), 1);
            }
            let rows = nour.get("/").text().matches("data-row=").count();
            assert!((60..=120).contains(&rows), "{rows} rows on a board to be read at a glance");
            assert!(nour.get("/?show=all").text().matches("data-row=").count() > 400);
        }
    });
}

#[test]
fn the_board_is_narrowed_to_an_organisation_and_a_place_in_every_view() {
    sites_of(
        |scenario| {
            let un = json!({ "key": "un", "name": { "en": "United Nations" } });
            scenario["organisations"].as_array_mut().unwrap().push(un);
        },
        |site| {
            site.at("2016-11-06T12:00:00");
            let mut nour = site.signed_in("nour");
            let convoy = "SY-2016-SOUTH-HAMA";
            let form = nour.get("/").text();
            assert!(
                form.contains("name=\"organisation\"") && form.contains("<option value=\"aqrab\" lang=\"en\">"),
                "{form}"
            );
            for view in ["/?", "/?view=table&", "/map?"] {
                let asked = |nour: &mut Browser, rest: &str| nour.get(&format!("{view}{rest}")).text();
                let fits = asked(&mut nour, "organisation=sarc&place=aqrab");
                assert!(fits.contains(convoy), "{view}: {fits}");
                // Tiles and views keep what it is narrowed to, and one link lets go of it.
                assert!(fits.contains("organisation=sarc&#38;place=aqrab"), "{view}: {fits}");
                assert!(fits.contains("<option value=\"sarc\" lang=\"en\" selected>"), "{view}");
                assert!(!asked(&mut nour, "place=no-such-stop-of-it").contains(convoy), "{view}");
                assert!(
                    !asked(&mut nour, "organisation=un&place=aqrab").contains(&format!("/convoys/{convoy}\"")),
                    "{view}"
                );
            }
            assert_eq!(nour.get("/?organisation=nobody").status, 422);
            assert_eq!(nour.get("/?place=atlantis").status, 422);
        },
    );
}
