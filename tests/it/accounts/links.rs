//! Links that work once.

use convoy::app::{
    Role,
    people::{By, NewUser},
};

use super::password;
use crate::{
    harness::databases::databases,
    pages::site::{PASSWORD, Site, hashed},
};

const ANOTHER: &str = "eleven quiet bridges";

/// The path of the link that a page shows.
fn link_of(page: &str) -> String {
    let shown = page.split("<code class=\"shown\">").nth(1).unwrap().split('<').next().unwrap();
    format!("/link/{}", shown.split("/link/").nth(1).unwrap())
}

#[test]
fn an_invitation_works_once_and_lets_choose_a_good_password_only() {
    databases(|url| {
        let site = Site::start(url);
        let mut dana = site.signed_in("dana");
        let fields =
            [("name", "Huda Saleh"), ("email", "Huda@example.org"), ("role", "logger"), ("organisation", "sarc")];
        let answer = dana.post("/admin/users", &fields);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let link = link_of(&answer.text());
        assert_eq!(site.signed_in("nour").decide_all("confirm"), 1);
        assert!(!dana.get("/admin/users").text().contains(&link), "it is shown once");
        assert_eq!(password(&mut site.visitor(), "huda", "!").status, 401, "no password fits before one is chosen");
        let mut huda = site.visitor();
        for _ in 0..2 {
            let page = huda.get(&link);
            assert!(page.status == 200 && page.text().contains("Huda Saleh"), "to look does not use it up");
        }
        let weak = huda.post(&link, &[("password", "huda saleh huda saleh")]);
        assert!(
            weak.status == 422 && weak.text().contains("href=\"#password\"") && !weak.text().contains("saleh huda")
        );
        assert_eq!(huda.post(&link, &[("password", ANOTHER)]).location(), "/sign-in?done=link");
        assert!(!huda.cookies.contains_key("session"), "it lets nobody in by itself");
        for answer in [huda.get(&link), huda.post(&link, &[("password", "nine patient lanterns")])] {
            assert_eq!(answer.status, 404);
        }
        assert_eq!(password(&mut huda, "huda", ANOTHER).location(), "/");
        let twice = dana.post("/admin/users", &fields);
        assert!(twice.status == 422 && twice.text().contains("href=\"#email\"") && twice.text().contains("Huda Saleh"));
    });
}

#[test]
fn a_reset_ends_sessions_and_delays_but_not_the_second_factor() {
    databases(|url| {
        let site = Site::start(url);
        let second = NewUser {
            email: "yara@example.org".to_owned(),
            name: "yara".to_owned(),
            organisation: "sarc".to_owned(),
            role: Role::Admin,
        };
        site.app.add_user(&second, hashed()).unwrap();
        let (mut dana, mut nour, mut yara) = (site.signed_in("dana"), site.signed_in("nour"), site.signed_in("yara"));
        let user = site.app.user_id("nour@example.org").unwrap().0;
        let make = |dana: &mut crate::pages::site::Browser| {
            let answer = dana.post(&format!("/admin/users/{user}/link"), &[]);
            assert_eq!(answer.status, 200);
            link_of(&answer.text())
        };
        let (first, second) = (make(&mut dana), make(&mut dana));
        assert_eq!(yara.decide_all("confirm"), 1);
        assert_eq!(nour.get(&first).status, 404, "a later one ends the earlier");
        site.wait(24 * 3600);
        assert_eq!(nour.get(&second).status, 404, "and after a day it is over");
        assert_eq!(nour.post(&second, &[("password", ANOTHER)]).status, 404);
        dana.sign_in(&site.clock, "dana@example.org", PASSWORD);
        yara.sign_in(&site.clock, "yara@example.org", PASSWORD);
        let third = make(&mut dana);
        assert_eq!(yara.decide_all("confirm"), 1);
        let mut stranger = site.visitor();
        for _ in 0..5 {
            password(&mut stranger, "nour", "not that one");
        }
        nour.sign_in(&site.clock, "nour@example.org", PASSWORD);
        assert_eq!(stranger.post(&third, &[("password", ANOTHER)]).status, 303);
        assert_eq!(nour.get("/").location(), "/sign-in");
        assert_eq!(password(&mut stranger, "nour", ANOTHER).location(), "/sign-in/code", "the second factor stands");
    });
}

#[test]
fn the_first_administrator_comes_by_a_link_while_there_is_nobody() {
    databases(|url| {
        let site = Site::start_empty(url);
        let made = || site.app.make_first_link().unwrap().map(|link| link.path);
        let (earlier, link) = (made().unwrap(), made().unwrap());
        let mut first = site.visitor();
        assert_eq!(first.get(&earlier).status, 404, "made anew at each start");
        assert_eq!(first.get(&link.replace("welcome", "link")).status, 404, "it is for this and nothing else");
        assert!(first.get(&format!("{link}?lang=fr")).text().contains("Créer le premier compte"));
        let fields = [("name", "Rana"), ("email", "rana@example.org"), ("organisation", "*"), ("password", "short")];
        let wrong = first.post(&link, &fields);
        assert!(wrong.status == 422 && wrong.text().contains("value=\"rana@example.org\""), "{}", wrong.text());
        let mut fields = fields;
        fields[3].1 = ANOTHER;
        assert_eq!(first.post(&link, &fields).location(), "/sign-in?done=welcome");
        assert_eq!((first.get(&link).status, first.post(&link, &fields).status), (404, 404));
        assert_eq!(made(), None, "somebody has an account now");
        let answer = first.post("/sign-in", &[("email", "rana@example.org"), ("password", ANOTHER)]);
        assert_eq!(answer.location(), "/me/second-factor");
        first.set_up(&site.clock);
        assert_eq!(first.get("/admin/users").status, 200);
        assert!(site.app.list_people(&By::Program).unwrap()[0].roles == ["admin of *"]);
    });
}

#[test]
fn a_link_for_the_first_administrator_is_over_after_a_day_or_with_the_first_account() {
    databases(|url| {
        let site = Site::start_empty(url);
        let link = site.app.make_first_link().unwrap().unwrap().path;
        site.wait(24 * 3600);
        assert_eq!(site.visitor().get(&link).status, 404);
        let link = site.app.make_first_link().unwrap().unwrap().path;
        assert_eq!(site.visitor().get(&link).status, 200);
        site.people();
        let fields = [("name", "Rana"), ("email", "rana@example.org"), ("organisation", "*"), ("password", ANOTHER)];
        assert_eq!(site.visitor().post(&link, &fields).status, 404, "somebody came first by a command");
    });
}
