//! The map: what it shows to whom, that it stays light, and that it says the same in words.

use chrono::DateTime;
use convoy::app::scenario::Scenario;

use super::site::{Browser, Site, sites_of};

#[path = "../../../examples/crowd.rs"]
pub mod crowd;

/// The moment that the crowd is told of.
const NOW: &str = "2016-11-05T12:00:00";

/// Five hundred convoys on the roads of Sudan, all of one sensitivity.
fn crowded(site: &Site, sensitivity: &str) {
    site.at(NOW);
    let now = DateTime::parse_from_rfc3339(&format!("{NOW}+02:00")).unwrap().to_utc();
    let scenario = crowd::crowd(500, now, sensitivity).to_string();
    site.app.import_scenario(&Scenario::parse(&scenario).unwrap(), false).unwrap();
}

fn compressed(browser: &mut Browser, path: &str) -> usize {
    let answer = browser.get_with(path, &[("accept-encoding", "gzip")]);
    assert_eq!((answer.status, answer.header("content-encoding")), (200, "gzip"), "{path}");
    answer.body.len()
}

/// The rectangles of marks in one drawing.
fn chips(drawing: &str) -> Vec<(i64, i64, i64, i64)> {
    let number = |part: &str, name: &str| -> i64 {
        part.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let rects = drawing.split("class=\"chip-link").skip(1).map(|rest| rest.split("<rect").nth(1).unwrap());
    rects.map(|rect| (number(rect, " x"), number(rect, " y"), number(rect, "width"), number(rect, "height"))).collect()
}

fn drawing<'a>(page: &'a str, paper: &str) -> &'a str {
    let rest = page.split(&format!("<svg class=\"map {paper}\"")).nth(1).unwrap_or_else(|| panic!("no {paper} map"));
    rest.split("</svg>").next().unwrap()
}

#[test]
fn five_hundred_convoys_stay_readable_and_light() {
    sites_of(
        |_| (),
        |site| {
            crowded(site, "low");
            let mut nour = site.signed_in("nour");
            for (language, budget) in [("en", 60), ("ar-SY", 60)] {
                nour.language = language.to_owned();
                let page = nour.get("/map").text();
                for paper in ["wide", "narrow"] {
                    let drawn = drawing(&page, paper);
                    let chips = chips(drawn);
                    assert!(chips.len() > 10, "{paper}: only {} marks", chips.len());
                    for (index, a) in chips.iter().enumerate() {
                        assert!(a.2 >= 24 && a.3 >= 24, "{paper}: {a:?} is too small to touch");
                        let covers = |b: &&(i64, i64, i64, i64)| {
                            // Whole pixels are rounded: an edge may be shared.
                            a.0 + 1 < b.0 + b.2 && b.0 + 1 < a.0 + a.2 && a.1 + 1 < b.1 + b.3 && b.1 + 1 < a.1 + a.3
                        };
                        assert_eq!(chips.iter().skip(index + 1).find(covers), None, "{paper}: {a:?}");
                    }
                }
                assert_eq!(page, nour.get("/map").text(), "the same is drawn every time");
                let size = compressed(&mut nour, "/map");
                eprintln!("map in {language}: {size} bytes");
                assert!(size <= budget * 1024, "{size} bytes in {language}");
                // Every convoy that is not over is in the table, which is the truth.
                assert!((400..=500).contains(&page.matches("href=\"/convoys/SD-").count()));
            }
        },
    );
}

#[test]
fn whoever_sees_reduced_sees_squares_and_nothing_ahead() {
    sites_of(
        |scenario| {
            scenario["convoys"] = serde_json::json!([]);
            scenario["reports"] = serde_json::json!([]);
        },
        |site| {
            crowded(site, "low");
            let map = |name: &str| site.signed_in(name).get("/map?status=moving,held,blocked,planned").text();
            let (exact, reduced) = (map("nour"), map("sami"));
            let wide = drawing(&reduced, "wide");
            assert!(
                wide.contains("class=\"cell\"") && !wide.contains("class=\"leg") && !wide.contains("class=\"dot\"")
            );
            assert!(reduced.contains("at least 24 hours ago") && reduced.contains("around 17.6° N, 34.0° E"));
            for name in ["Ed Damer", "Zalingei", "Port Sudan"] {
                assert!(!reduced.contains(name), "{name} is told");
                // The control: it is there to be told.
                assert!(exact.contains(name), "{name}");
            }
            let wide = drawing(&exact, "wide");
            assert!(!wide.contains("class=\"cell\"") && wide.contains("class=\"leg ahead\""), "whoever sees exactly");
        },
    );
}

#[test]
fn what_is_severe_is_on_no_viewers_map() {
    sites_of(
        |scenario| {
            scenario["convoys"] = serde_json::json!([]);
            scenario["reports"] = serde_json::json!([]);
        },
        |site| {
            crowded(site, "severe");
            let mut sami = site.signed_in("sami");
            let page = sami.get("/map?status=moving,held,blocked,planned").text();
            assert!(!page.contains("/convoys/SD-") && page.contains("No convoy to be shown has a known place"));
            let mut nour = site.signed_in("nour");
            assert!(nour.get("/map").text().contains("/convoys/SD-"));
        },
    );
}

#[test]
fn a_part_of_the_world_is_an_address_and_the_world_is_not_mirrored() {
    sites_of(
        |_| (),
        |site| {
            crowded(site, "low");
            let mut nour = site.signed_in("nour");
            let area = "/map?area=21,10,39,22.5";
            let english = nour.get(area).text();
            nour.language = "ar-SY".to_owned();
            let arabic = nour.get(area).text();
            let land = |page: &str| {
                let drawn = drawing(page, "wide").split("class=\"land\" d=\"").nth(1).unwrap();
                drawn.split('"').next().unwrap().to_owned()
            };
            assert_eq!(land(&english), land(&arabic), "north is above and east is right in every language");
            assert!(drawing(&arabic, "wide").contains("direction=\"rtl\"") && arabic.contains("بورتسودان"));
            assert!(english.contains("not for navigation") && english.contains("do not imply official endorsement"));
            // Nearer and farther are links, and lead back.
            let link = |page: &str, step: &str| {
                let rest = page.split(&format!("m-{step}\"><a class=\"button\" href=\"")).nth(1).unwrap();
                rest.split('"').next().unwrap().replace("&#38;", "&")
            };
            nour.language = "en".to_owned();
            let nearer = nour.get(&link(&english, "nearer")).text();
            assert_ne!(land(&nearer), land(&english));
            assert_eq!(link(&nearer, "farther"), area);
            assert_eq!(link(&english, "all"), "/map");
            for nonsense in ["/map?area=NaN,1,2,3", "/map?area=9,9,1,1", "/map?area=-999,0,999,1"] {
                assert_eq!(nour.get(nonsense).status, 200, "{nonsense}");
            }
            assert_eq!(nour.get("/map?status=nonsense").status, 422);
        },
    );
}
