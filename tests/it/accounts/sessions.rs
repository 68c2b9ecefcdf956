//! Sessions: never one that was there before, listed, ended, and dead when the password or the rights change.

use convoy::{
    ambient::Ambient,
    app::{Role, people::By},
};

use super::{code, password, right_password};
use crate::{
    harness::databases::databases,
    pages::site::{Browser, PASSWORD, Site},
};

const ANOTHER: &str = "eleven quiet bridges";

fn run<T>(work: impl Future<Output = Result<T, convoy::app::AppError>>) -> T {
    actix_web::rt::System::new().block_on(work).unwrap()
}

#[test]
fn a_session_planted_before_is_not_the_session_after() {
    databases(|url| {
        let site = Site::start(url);
        // What an attacker may have: a cookie of their own making, or a session of their own.
        let attacker = site.signed_in("sami");
        for planted in ["0123456789abcdef".to_owned(), attacker.cookies["session"].clone()] {
            let mut amel = site.visitor();
            amel.cookies.insert("session".to_owned(), planted.clone());
            amel.cookies.insert("device".to_owned(), planted.clone());
            assert_eq!(password(&mut amel, "amel", PASSWORD).status, 303);
            assert_ne!(amel.cookies["session"], planted);
            assert_ne!(amel.cookies["device"], planted);
            let mut fixed = site.visitor();
            fixed.cookies.insert("session".to_owned(), planted);
            assert_eq!(fixed.get("/me").status, 303, "what was planted is nobody's session");
        }
        // Each change of level makes a fresh one, and the one before is dead.
        let mut nour = site.visitor();
        password(&mut nour, "nour", PASSWORD);
        let half = nour.cookies["session"].clone();
        nour.set_up(&site.clock);
        assert_ne!(nour.cookies["session"], half);
        let mut old = site.visitor();
        old.cookies.insert("session".to_owned(), half);
        assert_eq!(old.get("/me/second-factor").location(), "/sign-in?next=%2Fme%2Fsecond-factor");
        site.wait(60);
        let mut second = site.visitor();
        right_password(&mut second, "nour");
        let pending = second.cookies["sign-in"].clone();
        second.cookies.insert("session".to_owned(), pending);
        assert_eq!(second.get("/").status, 303, "what waits for a code is no session");
        let present = nour.authenticator.as_ref().unwrap().code(site.clock.now());
        assert_eq!(code(&mut second, &present).status, 303);
        assert_eq!(second.get("/").status, 200);
    });
}

fn thief_of(site: &Site, browser: &Browser) -> Browser {
    let mut thief = site.visitor();
    thief.cookies.clone_from(&browser.cookies);
    thief
}

#[test]
fn a_stolen_cookie_is_dead_after_a_change_of_password() {
    databases(|url| {
        let site = Site::start(url);
        let (mut amel, mut elsewhere) = (site.signed_in("amel"), site.signed_in("amel"));
        let mut thief = thief_of(&site, &amel);
        assert_eq!(thief.get("/me").status, 200, "the control: it was good until then");
        let change = |browser: &mut Browser, present: &str, new: &str| {
            browser.post("/me/password", &[("present", present), ("password", new)])
        };
        let wrong = change(&mut amel, "not that one", ANOTHER);
        assert!(wrong.status == 422 && wrong.text().contains("href=\"#present\""));
        assert!(!wrong.text().contains(ANOTHER), "a password is never shown");
        let weak = change(&mut amel, PASSWORD, "amel amel amel amel");
        assert!(weak.status == 422 && weak.text().contains("href=\"#password\""));
        assert_eq!(change(&mut amel, PASSWORD, ANOTHER).location(), "/me?done=password");
        assert_eq!(amel.get("/me?done=password").status, 200, "who changed it goes on");
        assert_eq!((thief.get("/me").status, elsewhere.get("/me").status), (303, 303));
        assert_eq!(password(&mut site.visitor(), "amel", PASSWORD).status, 401);
        assert_eq!(password(&mut site.visitor(), "amel", ANOTHER).status, 303);
        // Guessing the present password is slowed down too.
        for _ in 0..5 {
            assert_eq!(change(&mut amel, "not that one", "nine patient lanterns").status, 422);
        }
        assert!(change(&mut amel, ANOTHER, "nine patient lanterns").text().contains("Too many attempts"));
    });
}

#[test]
fn sessions_are_listed_and_ended() {
    databases(|url| {
        let site = Site::start(url);
        let agent = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0";
        let fields = [("email", "amel@example.org"), ("password", PASSWORD)];
        let mut phone = site.visitor();
        phone.post_with("/sign-in", &fields, &[("user-agent", agent)]);
        let (mut desk, mut third) = (site.signed_in("amel"), site.signed_in("amel"));
        let page = desk.get("/me").text();
        assert!(page.contains("Firefox, Android") && page.contains("Unknown device") && page.contains("this one"));
        let ends: Vec<String> = page
            .split("action=\"/me/sessions/")
            .skip(1)
            .map(|rest| format!("/me/sessions/{}", rest.split('"').next().unwrap()))
            .filter(|path| path.ends_with("/end"))
            .collect();
        assert_eq!(ends.len(), 2, "every session but this one can be ended");
        let mut sami = site.signed_in("sami");
        assert_eq!(sami.post(&ends[0], &[]).status, 404, "nobody ends another's");
        assert_eq!(desk.post(&ends[0], &[]).location(), "/me?done=session");
        assert_eq!([&mut phone, &mut third].map(|browser| browser.get("/me").status).iter().sum::<u16>(), 503);
        assert_eq!(desk.post("/me/sessions/end-others", &[]).location(), "/me?done=sessions");
        assert_eq!([&mut phone, &mut third].map(|browser| browser.get("/me").status), [303, 303]);
        assert_eq!((desk.get("/me").status, sami.get("/me").status), (200, 200));
    });
}

#[test]
fn sessions_end_by_themselves_sooner_for_who_runs_convoys_or_accounts() {
    databases(|url| {
        let site = Site::start(url);
        let (mut nour, mut amel) = (site.signed_in("nour"), site.signed_in("amel"));
        site.wait(11 * 3600);
        assert_eq!((nour.get("/").status, amel.get("/").status), (200, 200));
        site.wait(12 * 3600 + 1);
        assert_eq!((nour.get("/").status, amel.get("/").status), (303, 200));
        site.wait(7 * 24 * 3600 + 1);
        assert_eq!(amel.get("/").status, 303);
    });
}

#[test]
fn sessions_die_with_a_role_and_with_the_account() {
    databases(|url| {
        let site = Site::start(url);
        let user = |name: &str| site.app.user_id(&format!("{name}@example.org")).unwrap();
        let (mut amel, mut sami) = (site.signed_in("amel"), site.signed_in("sami"));
        run(site.app.give_role(&By::Program, user("amel"), Role::Coordinator, "sarc"));
        assert_eq!(amel.get("/").location(), "/sign-in", "with a role given");
        assert_eq!(password(&mut amel, "amel", PASSWORD).location(), "/me/second-factor", "which asks for more");
        run(site.app.take_role(&By::Program, user("amel"), Role::Coordinator, "sarc"));
        assert_eq!(amel.get("/me/second-factor").status, 303, "with a role taken");
        run(site.app.disable_user(&By::Program, user("sami")));
        assert_eq!(sami.get("/").location(), "/sign-in", "with the account");
        assert_eq!(password(&mut sami, "sami", PASSWORD).status, 401);
        run(site.app.enable_user(&By::Program, user("sami")));
        assert_eq!(sami.get("/").location(), "/sign-in", "and do not come back");
        assert_eq!(password(&mut sami, "sami", PASSWORD).status, 303);
    });
}
