//! The second factor: asked for, taken once, and not to be got around.

use convoy::ambient::Ambient;

use super::{code, password, right_password};
use crate::{
    harness::databases::databases,
    pages::site::{Browser, PASSWORD, Site},
};

fn present_code(site: &Site, of: &Browser) -> String {
    of.authenticator.as_ref().unwrap().code(site.clock.now())
}

#[test]
fn who_runs_convoys_or_accounts_can_do_nothing_before_a_second_factor_is_set_up() {
    databases(|url| {
        let site = Site::start(url);
        for name in ["nour", "dana"] {
            let mut browser = site.visitor();
            let answer = password(&mut browser, name, PASSWORD);
            assert_eq!((answer.status, answer.location()), (303, "/me/second-factor"));
            for path in ["/", "/me", "/convoys/new", "/reviews", "/admin/users"] {
                assert_eq!(browser.get(path).location(), "/me/second-factor", "{path}");
            }
            for (path, field) in [("/me/password", "password"), ("/me/tokens", "scopes"), ("/admin/users", "email")] {
                assert_eq!(browser.post(path, &[(field, "x")]).location(), "/me/second-factor", "{path}");
            }
            let api = browser.get_with("/api/v1/convoys", &[("accept", "application/json")]);
            assert_eq!((api.status, api.json()["code"].as_str()), (403, Some("second_factor_required")));
            let page = browser.get("/me/second-factor?lang=ar").text();
            assert!(page.contains("dir=\"rtl\"") && page.contains("<svg viewBox=\"-4 -4 "));
            assert!(!page.contains("href=\"/me\"") && page.contains("/sign-out"), "nothing else is offered");
            assert_eq!(browser.post("/me/second-factor", &[("code", "000000")]).status, 422);
            assert_eq!(browser.get("/me").location(), "/me/second-factor", "a wrong code sets nothing up");
            browser.set_up(&site.clock);
            assert_eq!(browser.get("/me").status, 200);
        }
        for name in ["amel", "sami"] {
            assert_eq!(password(&mut site.visitor(), name, PASSWORD).location(), "/", "others may do without");
        }
    });
}

#[test]
fn a_password_alone_is_not_enough_where_there_is_a_second_factor() {
    databases(|url| {
        let site = Site::start(url);
        let nour = site.signed_in("nour");
        site.wait(60);
        let mut other = site.visitor();
        right_password(&mut other, "nour");
        assert!(!other.cookies.contains_key("session"), "no session before the second step");
        assert_eq!(other.get("/").location(), "/sign-in");
        assert_eq!(code(&mut other, "123 45").status, 401);
        let answer = code(&mut other, &present_code(&site, &nour));
        assert_eq!((answer.status, answer.location()), (303, "/"));
        assert_eq!(other.get("/").status, 200);
        // A clock that is a step behind is taken; one of two steps is not.
        for (behind, status) in [(30, 303), (60, 401)] {
            site.wait(300);
            let early = present_code(&site, &nour);
            site.wait(behind);
            let mut late = site.visitor();
            right_password(&mut late, "nour");
            assert_eq!(code(&mut late, &early).status, status, "{behind} s behind");
        }
    });
}

#[test]
fn a_code_is_taken_once_even_by_two_at_the_same_moment() {
    databases(|url| {
        let site = Site::start(url);
        let nour = site.signed_in("nour");
        let mut again = site.visitor();
        right_password(&mut again, "nour");
        assert_eq!(code(&mut again, &present_code(&site, &nour)).status, 401, "it was used to set it up");
        site.wait(60);
        let present = present_code(&site, &nour);
        let mut browsers: Vec<Browser> = (0..4)
            .map(|_| {
                let mut browser = site.visitor();
                right_password(&mut browser, "nour");
                browser
            })
            .collect();
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let all: Vec<_> =
                browsers.iter_mut().map(|browser| scope.spawn(|| code(browser, &present).status)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
        site.wait(30);
        let mut next = site.visitor();
        right_password(&mut next, "nour");
        assert_eq!(code(&mut next, &present).status, 401, "still within the tolerance, and used");
        site.wait(30);
        assert_eq!(code(&mut next, &present_code(&site, &nour)).status, 303, "the control: the next one is taken");
    });
}

#[test]
fn a_recovery_code_lets_in_once() {
    databases(|url| {
        let site = Site::start(url);
        let nour = site.signed_in("nour");
        assert_eq!(nour.recovery_codes.len(), 10);
        let typed = nour.recovery_codes[3].to_lowercase().replace(' ', "-");
        let mut lost = site.visitor();
        right_password(&mut lost, "nour");
        assert_eq!(code(&mut lost, &typed).status, 303);
        assert!(lost.get("/me").text().contains("9 recovery codes are left"));
        let mut again = site.visitor();
        right_password(&mut again, "nour");
        assert_eq!(code(&mut again, &typed).status, 401);
        // Somebody else's are of no use.
        let dana = site.signed_in("dana");
        assert_eq!(code(&mut again, &dana.recovery_codes[0]).status, 401);
        // New ones end the old.
        let made = lost.post("/me/second-factor/codes", &[("code", &nour.recovery_codes[4])]);
        assert_eq!((made.status, made.text().matches("<li><code>").count()), (200, 10));
        assert_eq!(code(&mut again, &nour.recovery_codes[5]).status, 401);
    });
}

#[test]
fn a_second_factor_is_removed_by_a_code_and_then_asked_for_anew() {
    databases(|url| {
        let site = Site::start(url);
        let mut nour = site.signed_in("nour");
        let before = nour.cookies["session"].clone();
        assert_eq!(nour.post("/me/second-factor/remove", &[("remove_code", "000000")]).status, 422);
        let removal = nour.recovery_codes[0].clone();
        assert_eq!(nour.post("/me/second-factor/remove", &[("remove_code", &removal)]).status, 303);
        assert_ne!(nour.cookies["session"], before, "the level has changed, and so has the secret");
        assert_eq!(nour.get("/").location(), "/me/second-factor");
        nour.set_up(&site.clock);
        assert_eq!(nour.get("/").status, 200);
        // A logger may have one, and do without again.
        let mut amel = site.signed_in("amel");
        amel.set_up(&site.clock);
        right_password(&mut site.visitor(), "amel");
        let removal = amel.recovery_codes[0].clone();
        amel.post("/me/second-factor/remove", &[("remove_code", &removal)]);
        assert_eq!(amel.get("/").status, 200);
        assert_eq!(password(&mut site.visitor(), "amel", PASSWORD).location(), "/");
    });
}

#[test]
fn a_sign_in_that_waits_ends_after_ten_minutes_and_is_of_one_browser() {
    databases(|url| {
        let site = Site::start(url);
        let nour = site.signed_in("nour");
        site.wait(60);
        let mut slow = site.visitor();
        right_password(&mut slow, "nour");
        let mut elsewhere = site.visitor();
        assert_eq!(code(&mut elsewhere, &present_code(&site, &nour)).location(), "/sign-in", "it has no cookie for it");
        site.wait(601);
        assert_eq!(slow.get("/sign-in/code").location(), "/sign-in");
        assert_eq!(code(&mut slow, &present_code(&site, &nour)).location(), "/sign-in");
        right_password(&mut slow, "nour");
        assert_eq!(slow.get("/sign-in/code").status, 200);
        assert_eq!(code(&mut slow, &present_code(&site, &nour)).status, 303);
        assert!(!slow.cookies.contains_key("sign-in"));
    });
}
