//! An administrator alone makes nobody see convoys at once.
//!
//! Each test bites on `people::requests::ask`: let it answer `None` always (everything may be done at once), and whatever an
//! administrator wants is in effect with her own word alone.

use convoy::{
    app::{
        App, Keys, Role,
        people::{By, NewUser},
        scenario::Scenario,
    },
    store::DatabaseUrl,
};

use crate::{
    accounts::secrets::deeds,
    harness::{databases::databases, server::wait_for},
    pages::site::{Browser, PASSWORD, Site, hashed, south_hama},
};

const ANOTHER: &str = "eleven quiet bridges";
const DAY: i64 = 24 * 3600;

/// A site where `sarc` leads a convoy, and a second administrator of it.
fn site(url: &DatabaseUrl) -> Site {
    let site = Site::start(url);
    bring_convoy(&site);
    add(&site, "yara", Role::Admin, "sarc");
    site
}

fn bring_convoy(site: &Site) {
    let mut scenario = south_hama();
    scenario["reports"] = serde_json::json!([]);
    site.app.import_scenario(&Scenario::parse(&scenario.to_string()).unwrap(), false).unwrap();
}

fn add(site: &Site, name: &str, role: Role, organisation: &str) {
    let email = format!("{name}@example.org");
    let user = NewUser { email, name: name.to_owned(), organisation: organisation.to_owned(), role };
    site.app.add_user(&user, hashed()).unwrap();
}

fn page_of(site: &Site, name: &str) -> String {
    format!("/admin/users/{}", site.app.user_id(&format!("{name}@example.org")).unwrap().0)
}

/// The roles of somebody, as the database has them.
fn roles(site: &Site, name: &str) -> Vec<String> {
    let all = site.app.list_users().unwrap();
    let found = all.into_iter().find(|line| line.email == format!("{name}@example.org")).unwrap();
    found.role_lines.iter().map(|held| format!("{} of {}", held.role.as_ref(), held.organisation)).collect()
}

fn give(browser: &mut Browser, page: &str, role: &str) -> u16 {
    let fields = [("change", "give"), ("role", role), ("organisation", "sarc")];
    browser.post(&format!("{page}/roles"), &fields).status
}

fn invite(browser: &mut Browser, name: &str, role: &str) -> String {
    let email = format!("{name}@example.org");
    let fields = [("name", name), ("email", email.as_str()), ("role", role), ("organisation", "sarc")];
    let answer = browser.post("/admin/users", &fields);
    assert_eq!(answer.status, 200, "{}", answer.text());
    link_of(&answer.text())
}

fn link_of(page: &str) -> String {
    let shown = page.split("<code class=\"shown\">").nth(1).unwrap().split('<').next().unwrap();
    format!("/link/{}", shown.split("/link/").nth(1).unwrap())
}

fn sees_convoys(browser: &mut Browser) -> bool {
    browser.get("/convoys/SY-2016-SOUTH-HAMA").status == 200
}

#[test]
fn every_deed_that_lends_sight_waits_for_a_second_person_who_is_not_the_first() {
    databases(|url| {
        let site = site(url);
        let (mut dana, mut yara, mut nour) = (site.signed_in("dana"), site.signed_in("yara"), site.signed_in("nour"));
        let (own, amel, sami) = (page_of(&site, "dana"), page_of(&site, "amel"), page_of(&site, "sami"));
        // A role for herself and for others, the right to run accounts among them, and a new account with one.
        for role in ["viewer", "logger", "coordinator"] {
            assert_eq!(give(&mut dana, &own, role), 303);
        }
        assert_eq!(give(&mut dana, &amel, "coordinator"), 303);
        assert_eq!(give(&mut dana, &amel, "admin"), 303);
        let invitation = invite(&mut dana, "alias", "coordinator");
        assert_eq!(roles(&site, "dana"), ["admin of sarc"]);
        assert_eq!(roles(&site, "amel"), ["logger of sarc"]);
        assert_eq!(roles(&site, "alias"), Vec::<String>::new());
        assert!(!sees_convoys(&mut dana));
        // A link for whoever sees convoys or runs accounts, their second factor, a closed account opened again.
        let link = link_of(&dana.post(&format!("{}/link", page_of(&site, "nour")), &[]).text());
        dana.post(&format!("{}/second-factor", page_of(&site, "nour")), &[]);
        dana.post(&format!("{sami}/close"), &[]);
        dana.post(&format!("{sami}/open"), &[]);
        let waits = site.visitor().get(&link);
        assert!(waits.status == 200 && waits.text().contains("waits for a second person"));
        assert_eq!(site.visitor().post(&link, &[("password", ANOTHER)]).status, 422);
        assert_eq!(nour.get("/").status, 200, "her second factor and her sessions stand");
        assert!(site.app.list_users().unwrap().iter().any(|line| line.is_disabled));
        // The account that was made sees nothing, and she confirms nothing herself, in whatever session.
        assert_eq!(site.visitor().post(&invitation, &[("password", ANOTHER)]).status, 303);
        let mut alias = site.visitor();
        alias.sign_in(&site.clock, "alias@example.org", ANOTHER);
        assert!(!sees_convoys(&mut alias));
        site.wait(60);
        let mut elsewhere = site.visitor();
        elsewhere.authenticator.clone_from(&dana.authenticator);
        elsewhere.sign_in(&site.clock, "dana@example.org", PASSWORD);
        let all = dana.requests();
        assert_eq!(all.len(), 9);
        let mut logger = site.signed_in("amel");
        for action in &all {
            // Nor does whoever it is no business of.
            for browser in [&mut dana, &mut elsewhere, &mut alias, &mut logger] {
                assert!([403, 404].contains(&browser.post(action, &[("do", "confirm")]).status), "{action}");
            }
        }
        // The second person may be another administrator or a coordinator, who does not decide about herself.
        let about_nour = nour.requests();
        assert_eq!(about_nour.len(), 9, "she sees what concerns her organisation and her account");
        let refused = about_nour.iter().filter(|action| nour.post(action, &[("do", "confirm")]).status == 403).count();
        assert_eq!(refused, 2, "her link and her second factor");
        assert_eq!(yara.decide_all("confirm"), 2);
        assert_eq!((roles(&site, "dana").len(), roles(&site, "amel").len()), (4, 3));
        assert_eq!(roles(&site, "alias"), ["coordinator of sarc"]);
        assert_eq!(site.visitor().post(&link, &[("password", ANOTHER)]).status, 303);
        assert_eq!(nour.get("/").location(), "/sign-in");
        assert!(site.app.list_users().unwrap().iter().all(|line| !line.is_disabled));
        let kinds = deeds(url);
        for (kind, count) in [("right_asked", 9), ("right_confirmed", 9), ("right_took_effect", 9)] {
            assert_eq!(kinds.iter().filter(|known| *known == kind).count(), count, "{kind}");
        }
        assert!(site.app.verify(&[]).unwrap().first_finding.is_none());
    });
}

#[test]
fn without_a_second_person_it_takes_effect_after_a_day_in_which_nobody_rejected_it() {
    databases(|url| {
        let site = site(url);
        let mut dana = site.signed_in("dana");
        let own = page_of(&site, "dana");
        assert_eq!(give(&mut dana, &own, "coordinator"), 303);
        // Asked again and again it is one request, whose time does not begin anew, nor sooner.
        site.wait(3600);
        assert_eq!(give(&mut dana, &own, "coordinator"), 303);
        assert_eq!(dana.requests().len(), 1);
        let page = dana.get(&own).text();
        for told in ["Can confirm it", "nour", "yara", "Takes effect by itself", "Withdraw"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        // Whoever may stop it is told on every page.
        let told = |browser: &mut Browser, path: &str| browser.get(path).text().contains("href=\"/requests\"");
        let mut nour = site.signed_in("nour");
        assert!(told(&mut nour, "/") && told(&mut site.signed_in("yara"), "/admin/users"));
        assert!(!told(&mut site.signed_in("sami"), "/") && !told(&mut dana, "/admin/users"));
        site.wait(DAY - 3601);
        dana.sign_in(&site.clock, "dana@example.org", PASSWORD);
        dana.get("/requests");
        assert_eq!(roles(&site, "dana"), ["admin of sarc"]);
        site.wait(1);
        // It is written down: another instance, or the same after a stop, lets it take effect; once.
        let keys = std::sync::Arc::new(Keys::fresh().unwrap());
        let again = App::open(url, site.clock.clone(), keys).unwrap();
        let system = actix_web::rt::System::new();
        for app in [&again, &site.app, &again] {
            system.block_on(app.settle_requests()).unwrap();
        }
        assert_eq!(roles(&site, "dana"), ["admin of sarc", "coordinator of sarc"]);
        assert_eq!(deeds(url).iter().filter(|kind| *kind == "right_took_effect").count(), 1);
        // The control for the clock: nothing was confirmed.
        assert!(!deeds(url).iter().any(|kind| kind == "right_confirmed"));
    });
}

#[test]
fn what_was_rejected_or_withdrawn_or_whose_asker_lost_the_right_never_takes_effect() {
    databases(|url| {
        let site = site(url);
        let (mut dana, mut nour) = (site.signed_in("dana"), site.signed_in("nour"));
        let (own, amel) = (page_of(&site, "dana"), page_of(&site, "amel"));
        // Rejected by a coordinator; then it is too late for everybody.
        give(&mut dana, &own, "coordinator");
        let first = dana.requests().remove(0);
        assert_eq!(nour.decide_all("reject"), 1);
        for (name, decision) in [("yara", "confirm"), ("dana", "withdraw"), ("nour", "confirm")] {
            let answer = site.signed_in_anew(name).post(&first, &[("do", decision)]);
            assert_eq!(answer.location(), "/requests?done=late", "{name}");
        }
        let (mut dana, mut nour) = (site.signed_in_anew("dana"), site.signed_in_anew("nour"));
        // Rejected by the account's owner, who holds no power of their own.
        let link = link_of(&dana.post(&format!("{amel}/link"), &[]).text());
        let mut owner = site.signed_in("amel");
        assert!(
            owner.get("/me").text().contains("href=\"/requests\"")
                && owner.get("/requests").text().contains("your own account")
        );
        assert_eq!(owner.decide_all("reject"), 1);
        assert_eq!(site.visitor().get(&link).status, 404);
        // Withdrawn.
        give(&mut dana, &amel, "coordinator");
        assert_eq!(dana.decide_all("withdraw"), 1);
        site.wait(2 * DAY);
        let settle = || wait_for(site.app.settle_requests()).unwrap();
        settle();
        assert_eq!((roles(&site, "dana").len(), roles(&site, "amel").len()), (1, 1));
        assert_eq!(site.visitor().get(&link).status, 404);
        // Who asked has lost the right, or is closed: by time and by a second person nothing comes of it.
        dana.sign_in(&site.clock, "dana@example.org", PASSWORD);
        give(&mut dana, &own, "coordinator");
        give(&mut dana, &amel, "coordinator");
        let dana_is = site.app.user_id("dana@example.org").unwrap();
        let taken = site.app.take_role(&By::Program, dana_is, Role::Admin, "sarc");
        wait_for(taken).unwrap();
        nour.sign_in(&site.clock, "nour@example.org", PASSWORD);
        let waiting = nour.requests();
        assert_eq!(waiting.len(), 2);
        nour.post(&waiting[0], &[("do", "confirm")]);
        site.wait(DAY);
        settle();
        assert_eq!((roles(&site, "dana").len(), roles(&site, "amel").len()), (0, 1));
        assert_eq!(deeds(url).iter().filter(|kind| *kind == "right_lapsed").count(), 2);
        // The control: given back the right, the same deeds come to something.
        system_give(&site, "dana", Role::Admin);
        dana.sign_in(&site.clock, "dana@example.org", PASSWORD);
        give(&mut dana, &amel, "coordinator");
        nour.sign_in(&site.clock, "nour@example.org", PASSWORD);
        assert_eq!(nour.decide_all("confirm"), 1);
        assert_eq!(roles(&site, "amel").len(), 2);
    });
}

fn system_give(site: &Site, name: &str, role: Role) {
    let user = site.app.user_id(&format!("{name}@example.org")).unwrap();
    let given = site.app.give_role(&By::Program, user, role, "sarc");
    wait_for(given).unwrap();
}

#[test]
fn an_account_of_her_own_is_no_second_person() {
    databases(|url| {
        let site = site(url);
        let mut dana = site.signed_in("dana");
        let own = page_of(&site, "dana");
        // She makes another administrator, who is herself, and waits until the role has come by time.
        let link = invite(&mut dana, "alias", "admin");
        assert_eq!(site.visitor().post(&link, &[("password", ANOTHER)]).status, 303);
        site.wait(DAY);
        wait_for(site.app.settle_requests()).unwrap();
        assert_eq!(roles(&site, "alias"), ["admin of sarc"], "nobody has rejected it");
        dana.sign_in(&site.clock, "dana@example.org", PASSWORD);
        give(&mut dana, &own, "coordinator");
        let mut alias = site.visitor();
        alias.sign_in(&site.clock, "alias@example.org", ANOTHER);
        let request = alias.requests().remove(0);
        assert_eq!(alias.post(&request, &[("do", "confirm")]).status, 403);
        assert_eq!(roles(&site, "dana"), ["admin of sarc"]);
        // Nor is it offered as one.
        assert!(!dana.get(&own).text().contains("<bdi>alias</bdi>"));
        // The control: who was there before is.
        let mut yara = site.signed_in("yara");
        assert_eq!(yara.decide_all("confirm"), 1);
        assert_eq!(roles(&site, "dana").len(), 2);
    });
}

#[test]
fn the_first_hour_needs_nobody_else_and_ends_with_the_first_convoy() {
    databases(|url| {
        let site = Site::start_empty(url);
        let link = site.app.make_first_link().unwrap().unwrap().path;
        let mut rana = site.visitor();
        let fields = [("name", "Rana"), ("email", "rana@example.org"), ("organisation", "*"), ("password", PASSWORD)];
        assert_eq!(rana.post(&link, &fields).status, 303);
        rana.sign_in(&site.clock, "rana@example.org", PASSWORD);
        let own = page_of(&site, "rana");
        let for_all = [("change", "give"), ("role", "coordinator"), ("organisation", "*")];
        assert_eq!(rana.post(&format!("{own}/roles"), &for_all).status, 303);
        assert_eq!(roles(&site, "rana"), ["admin of *", "coordinator of *"], "nobody else is there, and no convoy");
        site.wait(60);
        rana.sign_in(&site.clock, "rana@example.org", PASSWORD);
        for (name, role) in [("one", "coordinator"), ("two", "admin")] {
            let link = invite(&mut rana, name, role);
            assert_eq!(site.visitor().post(&link, &[("password", ANOTHER)]).status, 303);
            assert_eq!(roles(&site, name).len(), 1);
        }
        bring_convoy(&site);
        invite(&mut rana, "three", "viewer");
        assert_eq!(roles(&site, "three"), Vec::<String>::new(), "now there is something to see");
        // To take the others away makes her alone, and not alone with nothing to see.
        for name in ["one", "two"] {
            assert_eq!(rana.post(&format!("{}/close", page_of(&site, name)), &[]).status, 303);
        }
        invite(&mut rana, "four", "viewer");
        assert_eq!(roles(&site, "four"), Vec::<String>::new());
        assert_eq!(give(&mut rana, &page_of(&site, "three"), "coordinator"), 303);
        assert_eq!(roles(&site, "three"), Vec::<String>::new());
        // Whoever has the machine needs nobody.
        system_give(&site, "three", Role::Coordinator);
        assert_eq!(roles(&site, "three"), ["coordinator of sarc"]);
    });
}
