//! Administrators: of one organisation, for its people and no one else's.

use convoy::app::{Role, people::NewUser};

use super::{code, password, right_password};
use crate::{
    harness::databases::databases,
    pages::site::{Browser, PASSWORD, Site, hashed},
};

/// Two more people: of another organisation, and of both.
fn others(site: &Site) {
    for (name, organisation) in [("outsider", "other"), ("between", "sarc"), ("everywhere", "*")] {
        let role = if name == "everywhere" { Role::Admin } else { Role::Viewer };
        let email = format!("{name}@example.org");
        let user = NewUser { email, name: name.to_owned(), organisation: organisation.to_owned(), role };
        site.app.add_user(&user, hashed()).unwrap();
    }
    let user = site.app.user_id("between@example.org").unwrap();
    let give = site.app.give_role(&convoy::app::people::By::Program, user, Role::Coordinator, "other");
    actix_web::rt::System::new().block_on(give).unwrap();
}

fn page_of(site: &Site, name: &str) -> String {
    format!("/admin/users/{}", site.app.user_id(&format!("{name}@example.org")).unwrap().0)
}

fn role(browser: &mut Browser, page: &str, change: &str, role: &str, organisation: &str) -> u16 {
    let fields = [("change", change), ("role", role), ("organisation", organisation)];
    browser.post(&format!("{page}/roles"), &fields).status
}

#[test]
fn an_administrator_of_one_organisation_touches_nobody_of_another() {
    databases(|url| {
        let site = Site::start(url);
        others(&site);
        let mut dana = site.signed_in("dana");
        let list = dana.get("/admin/users").text();
        assert!(list.contains("nour@") && list.contains("between@"));
        assert!(!list.contains("outsider@") && !list.contains("everywhere@"));
        for name in ["outsider", "everywhere"] {
            let page = page_of(&site, name);
            assert_eq!(dana.get(&page).status, 404);
            for act in ["close", "open", "link", "second-factor"] {
                assert_eq!(dana.post(&format!("{page}/{act}"), &[]).status, 404, "{name} {act}");
            }
            assert_eq!(role(&mut dana, &page, "give", "viewer", "sarc"), 404);
            assert_eq!(role(&mut dana, &page, "take", "viewer", "other"), 404);
        }
        // Who also works elsewhere: only the roles here.
        let between = page_of(&site, "between");
        let page = dana.get(&between).text();
        assert!(page.contains("also has roles elsewhere") && !page.contains("value=\"other\""));
        for act in ["close", "open", "link", "second-factor"] {
            assert_eq!(dana.post(&format!("{between}/{act}"), &[]).status, 403, "{act}");
        }
        assert_eq!(role(&mut dana, &between, "give", "logger", "sarc"), 303);
        assert_eq!(role(&mut dana, &between, "give", "logger", "other"), 422);
        assert_eq!(role(&mut dana, &between, "take", "coordinator", "other"), 422);
        // The control: an administrator of all may.
        let mut all = site.signed_in("everywhere");
        assert_eq!(role(&mut all, &between, "take", "coordinator", "other"), 303);
        assert_eq!(dana.post(&format!("{between}/close"), &[]).status, 303, "now the whole account is of sarc");
    });
}

#[test]
fn an_administrator_of_one_organisation_makes_none_of_all() {
    databases(|url| {
        let site = Site::start(url);
        others(&site);
        let mut dana = site.signed_in("dana");
        let (nour, own) = (page_of(&site, "nour"), page_of(&site, "dana"));
        for page in [&nour, &own] {
            assert_eq!(role(&mut dana, page, "give", "admin", "*"), 422);
            assert_eq!(role(&mut dana, page, "give", "admin", "brand-new"), 422, "nor makes an organisation");
        }
        let invite = |dana: &mut Browser, organisation: &str| {
            let fields = [("name", "X"), ("email", "x@example.org"), ("role", "admin"), ("organisation", organisation)];
            dana.post("/admin/users", &fields)
        };
        for organisation in ["*", "other", "brand-new"] {
            let answer = invite(&mut dana, organisation);
            assert!(answer.status == 422 && answer.text().contains("href=\"#organisation\""), "{organisation}");
        }
        assert!(site.app.user_id("x@example.org").is_err());
        assert_eq!(invite(&mut dana, "sarc").status, 200, "the control: here they may");
        assert_eq!(role(&mut dana, &nour, "give", "admin", "sarc"), 303);
        // A second person confirms it, who is neither of the two.
        assert_eq!(site.signed_in("everywhere").decide_all("confirm"), 2);
        // Nobody locks themself out.
        assert_eq!(role(&mut dana, &own, "take", "admin", "sarc"), 422);
        assert_eq!(dana.post(&format!("{own}/close"), &[]).status, 409);
        for name in ["nour", "amel", "sami"] {
            let mut other = site.signed_in_anew(name);
            let expected = if name == "nour" { 200 } else { 403 };
            assert_eq!(other.get("/admin/users").status, expected, "{name}");
        }
    });
}

#[test]
fn a_lost_telephone_is_helped_by_an_administrator() {
    databases(|url| {
        let site = Site::start(url);
        others(&site);
        let (mut dana, mut nour) = (site.signed_in("dana"), site.signed_in("nour"));
        right_password(&mut site.visitor(), "nour");
        let removed = dana.post(&format!("{}/second-factor", page_of(&site, "nour")), &[]);
        assert_eq!(removed.status, 303);
        assert_eq!(nour.get("/").status, 200, "it waits for a second person");
        assert_eq!(site.signed_in("everywhere").decide_all("confirm"), 1);
        assert_eq!(nour.get("/").location(), "/sign-in", "sessions end with it");
        let old = nour.recovery_codes[0].clone();
        assert_eq!(code(&mut nour, &old).location(), "/sign-in");
        assert_eq!(password(&mut nour, "nour", PASSWORD).location(), "/me/second-factor");
        nour.set_up(&site.clock);
        assert_eq!(nour.get("/").status, 200);
    });
}

#[test]
fn what_is_done_with_accounts_stands_in_the_ledger() {
    databases(|url| {
        let site = Site::start(url);
        let mut dana = site.signed_in("dana");
        let amel = page_of(&site, "amel");
        site.signed_in("amel");
        assert_eq!(role(&mut dana, &amel, "give", "coordinator", "sarc"), 303);
        let mut nour = site.signed_in("nour");
        assert_eq!(nour.decide_all("confirm"), 1);
        assert_eq!(role(&mut dana, &amel, "take", "coordinator", "sarc"), 303);
        dana.post(&format!("{amel}/link"), &[]);
        assert_eq!(nour.decide_all("confirm"), 1);
        dana.post(&format!("{amel}/close"), &[]);
        dana.post(&format!("{amel}/open"), &[]);
        assert_eq!(nour.decide_all("confirm"), 1);
        for _ in 0..5 {
            password(&mut site.visitor(), "sami", "not that one");
        }
        // Nobody waits for the entry about the delay. The writer works in order: after one more count it is there.
        password(&mut site.visitor(), "nobody", "not that one");
        let kinds = super::secrets::deeds(url);
        for kind in [
            "user_added",
            "role_given",
            "signed_in",
            "second_factor_set",
            "recovery_codes_made",
            "role_taken",
            "sessions_ended",
            "link_made",
            "user_disabled",
            "user_enabled",
            "sign_in_delayed",
        ] {
            assert!(kinds.iter().any(|known| known == kind), "{kind} is not in {kinds:?}");
        }
        assert!(site.app.verify(&[]).unwrap().first_finding.is_none());
    });
}
