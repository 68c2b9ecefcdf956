//! The pages, through the public door: a real server, and a browser without scripts.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "helpers of tests stop by panicking, and tell what pages weigh"
)]

mod boards;
mod convoy_page;
mod evidence;
mod forms;
mod incidents;
mod journey;
mod map;
mod new_convoy;
mod outbox;
pub mod site;
mod world;

use serde_json::{Value, json};

use site::{sites, sites_of};

#[test]
fn a_wrong_password_and_an_unknown_address_are_told_the_same() {
    sites(|site| {
        let mut visitor = site.visitor();
        let wrong = visitor.post("/sign-in", &[("email", "nour@example.org"), ("password", "not that one")]);
        let unknown = visitor.post("/sign-in", &[("email", "nobody@example.org"), ("password", "not that one")]);
        assert_eq!((wrong.status, unknown.status), (401, 401));
        assert_eq!(wrong.text().replace("nour@", "nobody@"), unknown.text());
        assert!(wrong.text().contains("do not match") && !wrong.text().contains("not that one"));
        assert!(visitor.cookies.is_empty());
        assert_eq!(visitor.get("/").location(), "/sign-in");
    });
}

#[test]
fn a_session_is_kept_from_scripts_and_ends_with_signing_out() {
    sites(|site| {
        let mut amel = site.visitor();
        let fields = [("email", " Amel@example.org "), ("password", site::PASSWORD), ("next", "/?status=blocked")];
        let answer = amel.post("/sign-in", &fields);
        assert_eq!((answer.status, answer.location()), (303, "/?status=blocked"));
        let cookie = answer.header("set-cookie").to_owned();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain") && !cookie.contains("Secure"), "{cookie}");
        let before = amel.cookies.clone();
        assert_eq!(amel.get("/").status, 200);
        assert_eq!(amel.post("/sign-out", &[]).location(), "/sign-in");
        assert!(!amel.cookies.contains_key("session") && amel.cookies.contains_key("device"));
        amel.cookies = before;
        assert_eq!(amel.get("/").status, 303, "the session must be over, and not only its cookie");
    });
}

#[test]
fn whoever_is_not_signed_in_goes_there_first_and_then_on_to_a_page_of_ours_only() {
    sites(|site| {
        let mut visitor = site.visitor();
        assert_eq!(visitor.get("/convoys/new").location(), "/sign-in?next=%2Fconvoys%2Fnew");
        let page = visitor.get("/sign-in?next=%2Fconvoys%2Fnew");
        assert_eq!(page.hidden("next"), "/convoys/new");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nset-cookie:x=y"] {
            let fields = [("email", "amel@example.org"), ("password", site::PASSWORD), ("next", elsewhere)];
            assert_eq!(site.visitor().post("/sign-in", &fields).location(), "/", "{elsewhere:?}");
        }
        for user in ["coordinator@demo.example", "viewer@demo.example"] {
            assert!(page.text().contains(user), "a demonstration says whom one may be");
        }
    });
}

#[test]
fn every_page_speaks_every_language() {
    sites_of(
        |_| (),
        |site| {
            let mut nour = site.signed_in("nour");
            let convoy = "/convoys/SY-2016-SOUTH-HAMA";
            let log = format!("{convoy}/log?kind=blocked");
            let draft = journey::begin(&mut nour);
            let steps = ["route", "dates", "trucks", "cargo", "paste", "people", "organisations", "check"];
            let steps = steps.map(|step| format!("{draft}/{step}?from=check"));
            for (tag, direction) in [("en", "ltr"), ("fr", "ltr"), ("ar-SY", "rtl")] {
                nour.language = tag.to_owned();
                for path in [
                    "/",
                    "/map",
                    "/?view=table",
                    "/?view=wall",
                    "/design",
                    "/?status=turned_back",
                    "/convoys/new",
                    "/reviews",
                    "/sign-in",
                    "/nowhere",
                    convoy,
                    &log,
                ]
                .into_iter()
                .chain(steps.iter().map(String::as_str))
                {
                    let answer = nour.get(path);
                    assert_eq!(answer.status, if path == "/nowhere" { 404 } else { 200 }, "{path}");
                    let text = answer.text();
                    assert!(text.contains(&format!("<html lang=\"{tag}\" dir=\"{direction}\">")), "{path} in {tag}");
                    assert!(!text.contains('⟦'), "{path} in {tag}: {}", text.split('⟦').nth(1).unwrap());
                    assert_eq!(answer.header("content-language"), tag);
                }
            }
            let arabic = nour.get(convoy).text();
            assert!(arabic.contains("حاجز قرب عقرب") && arabic.contains("٢٥٬٠٠٠") && arabic.contains("روايات متضاربة"));
        },
    );
}

#[test]
fn a_chosen_language_is_kept() {
    sites(|site| {
        let mut visitor = site.visitor();
        assert!(visitor.get("/sign-in?lang=fr").text().contains("<html lang=\"fr\""));
        assert!(visitor.get("/sign-in").text().contains("<html lang=\"fr\""), "the cookie comes before the browser");
        assert!(visitor.get("/sign-in?lang=ar").text().contains("dir=\"rtl\""));
        visitor.get("/sign-in?lang=nonsense");
        assert_eq!(visitor.cookies["lang"], "ar", "what nobody speaks changes nothing");
    });
}

#[test]
fn what_is_not_there_is_a_page_to_people_and_a_problem_to_scripts() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        let page = nour.get("/convoys/NO-SUCH-CONVOY");
        assert_eq!((page.status, page.header("content-type")), (404, "text/html; charset=utf-8"));
        assert!(page.text().contains(page.header("x-request-id")));
        let problem = nour.get_with("/nowhere", &[("accept", "application/json")]);
        assert!(problem.status == 404);
        assert_eq!(nour.post("/nowhere", &[]).status, 404);
        let wrong = nour.post("/reviews", &[]);
        assert_eq!((wrong.status, wrong.header("content-type")), (405, "text/html; charset=utf-8"));
        assert!(wrong.text().contains("/convoys/new"), "whoever is signed in stays so on a page that says no");
        assert_eq!(nour.get("/assets/convoy-000000000000.css").status, 404);
        assert_eq!(nour.get("/api/v1/nowhere").header("content-type"), "application/problem+json");
        let style = page.text().split("href=\"/assets/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let style = nour.get(&format!("/assets/{style}"));
        assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(nour.get("/favicon.ico").status, 204);
    });
}

#[test]
fn each_role_sees_what_is_its_own() {
    sites_of(
        |_| (),
        |site| {
            let convoy = "/convoys/SY-2016-SOUTH-HAMA";
            let mut sami = site.signed_in("sami");
            let board = sami.get("/").text();
            assert!(
                board.contains("SY-2016-SOUTH-HAMA") && !board.contains("/convoys/new") && !board.contains("/reviews")
            );
            assert!(!sami.get(convoy).text().contains("/log?kind="), "a viewer is offered no form");
            for forbidden in [&format!("{convoy}/log") as &str, "/convoys/new", "/reviews"] {
                assert_eq!(sami.get(forbidden).status, 403, "{forbidden}");
            }
            let mut amel = site.signed_in("amel");
            assert!(amel.get(convoy).text().contains("/log?kind=returned"));
            assert!(!amel.get(convoy).text().contains("/log?kind=assessment_recorded"), "a logger does not assess");
            assert_eq!((amel.get("/convoys/new").status, amel.get("/reviews").status), (403, 403));
            let mut dana = site.signed_in("dana");
            assert_eq!(dana.get("/").location(), "/admin/users", "an administrator runs accounts, not convoys");
            assert_eq!(dana.get(convoy).status, 403);
        },
    );
}

/// South Hama sixty times over, in a country of five hundred places.
fn a_busy_country(scenario: &mut Value) {
    let south_hama = scenario["convoys"][0].clone();
    let convoy = |number: usize| {
        let mut convoy = south_hama.clone();
        convoy["reference"] = json!(format!("SY-2016-{number:03}"));
        convoy
    };
    let place = |number: usize| {
        json!({
            "key": format!("place-{number}"),
            "name": { "en": format!("Village {number} of the plain"), "ar": format!("قرية السهل {number}") },
        })
    };
    scenario["convoys"] = (0..60).map(convoy).collect();
    let places = scenario["places"].as_array().unwrap().iter().cloned();
    scenario["places"] = places.chain((0..500).map(place)).collect();
    scenario["reports"] = json!([]);
}

#[test]
fn pages_are_light() {
    sites_of(a_busy_country, |site| {
        let mut nour = site.signed_in("nour");
        nour.language = "ar-SY".to_owned();
        let board = nour.get("/?show=all").text();
        assert!(board.matches("/convoys/SY-2016-0").count() == 60, "all sixty must be on the board that is weighed");
        // The most rows that a form takes.
        let draft = journey::begin(&mut nour);
        let items = (1..=100).map(|row| (format!("cargo_item-{row}"), format!("سلة غذائية للأسر رقم {row}")));
        let units = (1..=100).map(|row| (format!("cargo_unit-{row}"), "basket".to_owned()));
        let rows: Vec<(String, String)> = items.chain(units).collect();
        let rows: Vec<(&str, &str)> = rows.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(nour.post(&format!("{draft}/cargo"), &rows).status, 303);
        for (path, most) in [
            ("/convoys/SY-2016-000/log?kind=blocked", 15),
            ("/convoys/new", 15),
            (&format!("{draft}/route"), 15),
            (&format!("{draft}/cargo"), 15),
            (&format!("{draft}/people"), 15),
            (&format!("{draft}/check"), 15),
            ("/", 25),
            ("/?show=all", 25),
            ("/convoys/SY-2016-000", 60),
        ] {
            let answer = nour.get_with(path, &[("accept-encoding", "gzip")]);
            assert_eq!(answer.header("content-encoding"), "gzip");
            assert!(answer.body.len() <= most * 1024, "{path}: {} bytes", answer.body.len());
        }
    });
}
