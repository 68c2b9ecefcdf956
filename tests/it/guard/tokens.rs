//! What signs in for somebody is made with their password, and ends with it.

use convoy::{
    ambient::Ambient,
    app::{
        Role::{Logger, Viewer},
        people::{By, NewUser, Step, sign_in::Browser as From},
    },
};

use crate::{
    harness::{client::Client, databases::databases},
    pages::site::{Answer, Browser, PASSWORD, Site},
};

const ANOTHER: &str = "eleven quiet bridges";
const TOKEN: [(&str, &str); 2] = [("scopes", "convoys:read"), ("expires_in_days", "30")];

fn with<'a>(fields: &[(&'a str, &'a str)], more: (&'a str, &'a str)) -> Vec<(&'a str, &'a str)> {
    fields.iter().copied().chain([more]).collect()
}

fn shown(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text().split("<code class=\"shown\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

fn token(browser: &mut Browser) -> String {
    shown(&browser.post("/me/tokens", &with(&TOKEN, ("proof", PASSWORD))))
}

fn works(site: &Site, token: &str) -> bool {
    Client::of(&site.base).with_token(token).get("/api/v1/convoys").status == 200
}

/// The values of a field of a page, in order.
fn values(page: &Answer, field: &str) -> Vec<String> {
    let (text, begin) = (page.text(), format!("name=\"{field}\" value=\""));
    text.split(&begin).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// Bites where a handler forgets to ask: every deed by which a session that was stolen would outlive itself.
#[test]
fn nothing_that_outlasts_a_session_is_made_by_the_session_alone() {
    databases(|url| {
        let site = Site::start(url);
        let mut amel = site.signed_in("amel");
        let secret_of = |browser: &mut Browser| browser.get("/me/second-factor").status;
        let deeds: [(&str, &[(&str, &str)], &str, &str); 3] = [
            ("/me/tokens", &TOKEN, "proof", "value=\"30\""),
            ("/me/phones", &[("number", "+963900111222"), ("pin", "")], "phone_proof", "value=\"+963900111222\""),
            ("/me/second-factor", &[("code", "123456")], "proof", ""),
        ];
        for (path, fields, field, kept) in deeds {
            for proof in [None, Some(""), Some("not that one at all")] {
                let sent = proof.map_or_else(|| fields.to_vec(), |proof| with(fields, (field, proof)));
                let answer = amel.post(path, &sent);
                let text = answer.text();
                assert_eq!(answer.status, 422, "{path} {proof:?}");
                assert!(text.contains(&format!("href=\"#{field}\"")) && text.contains(kept), "{path}: {text}");
                assert!(!text.contains("not that one at all") && !text.contains("code class=\"shown\">cvt"), "{path}");
            }
        }
        assert_eq!(secret_of(&mut amel), 200);
        assert!(site.app.list_tokens("amel@example.org").unwrap().is_empty());
        assert!(site.app.list_phones(&By::Program, site.app.user_id("amel@example.org").unwrap()).unwrap().is_empty());
        // Three were wrong. The fifth in a row has to wait, the right one too, as at sign-in.
        for _ in 0..2 {
            amel.post("/me/tokens", &with(&TOKEN, ("proof", "not that one at all")));
        }
        let early = amel.post("/me/tokens", &with(&TOKEN, ("proof", PASSWORD)));
        assert!(early.status == 429 && early.text().contains("Try again in 1 second"), "{}", early.text());
        site.wait(1);
        // The control: with the password all of it is made.
        assert!(works(&site, &token(&mut amel)));
        let phone = [("number", "+963900111222"), ("pin", ""), ("phone_proof", PASSWORD)];
        assert_eq!(amel.post("/me/phones", &phone).status, 303);
        amel.set_up(&site.clock);
        // New recovery codes and another telephone ask for a code.
        for (path, field) in [("/me/second-factor/codes", "code"), ("/me/second-factor/remove", "remove_code")] {
            for code in ["", "000000", PASSWORD] {
                assert_eq!(amel.post(path, &[(field, code)]).status, 422, "{path} {code}");
            }
        }
    });
}

#[test]
fn a_code_proves_as_much_as_a_password_and_once() {
    databases(|url| {
        let site = Site::start(url);
        let mut nour = site.signed_in("nour");
        site.wait(60);
        let code = nour.authenticator.as_ref().unwrap().code(site.clock.now());
        // A slip in another field uses no code up.
        let slip = [("scopes", "convoys:read"), ("expires_in_days", "900"), ("proof", code.as_str())];
        assert_eq!(nour.post("/me/tokens", &slip).status, 422);
        assert!(works(&site, &shown(&nour.post("/me/tokens", &with(&TOKEN, ("proof", &code))))));
        assert_eq!(nour.post("/me/tokens", &with(&TOKEN, ("proof", &code))).status, 422, "it was used");
        let recovery = nour.recovery_codes[0].clone();
        assert!(works(&site, &shown(&nour.post("/me/tokens", &with(&TOKEN, ("proof", &recovery))))));
    });
}

#[test]
fn who_has_no_password_here_has_to_have_signed_in_just_now() {
    databases(|url| {
        let site = Site::start(url);
        let new = NewUser {
            email: "lina@example.org".to_owned(),
            name: "lina".to_owned(),
            organisation: "sarc".to_owned(),
            role: Viewer,
        };
        let system = actix_web::rt::System::new();
        system.block_on(site.app.invite(&By::Program, &new)).unwrap();
        let sign_in = || {
            let step = system.block_on(site.app.sign_in_by_other("lina@example.org", false, From::default())).unwrap();
            let Step::Done(signed_in) = step else { panic!("a second step") };
            let mut lina = site.visitor();
            lina.cookies.insert("session".to_owned(), signed_in.secret);
            lina
        };
        let mut lina = sign_in();
        site.wait(600);
        let late = lina.post("/me/tokens", &TOKEN);
        assert!(late.status == 422 && late.text().contains("sign in again"), "{}", late.text());
        assert_eq!(lina.post("/me/phones", &[("number", "+963900111333"), ("pin", "")]).status, 422);
        let mut lina = sign_in();
        assert!(works(&site, &shown(&lina.post("/me/tokens", &TOKEN))));
    });
}

/// Bites where tokens outlive the password: let `credentials::end` revoke nothing.
#[test]
fn tokens_end_with_the_password_unless_somebody_keeps_them() {
    databases(|url| {
        let site = Site::start(url);
        let (mut amel, mut dana) = (site.signed_in("amel"), site.signed_in("dana"));
        let change = |browser: &mut Browser, from: &str, to: &str, more: &[(&str, &str)]| {
            let fields: Vec<_> =
                [("present", from), ("password", to)].into_iter().chain(more.iter().copied()).collect();
            browser.post("/me/password", &fields).location().to_owned()
        };
        // Nothing said: all end.
        let first = token(&mut amel);
        assert_eq!(change(&mut amel, PASSWORD, ANOTHER, &[]), "/me?done=password");
        assert!(!works(&site, &first));
        // Shown with all of them ticked; one that is unticked goes on.
        let make = |browser: &mut Browser| shown(&browser.post("/me/tokens", &with(&TOKEN, ("proof", ANOTHER))));
        let (kept, ended) = (make(&mut amel), make(&mut amel));
        let page = amel.get("/me");
        let (listed, ticked) = (values(&page, "listed"), values(&page, "end_token"));
        assert_eq!((listed.len(), &listed), (2, &ticked));
        assert_eq!(
            page.text().matches("name=\"end_token\"").count(),
            page.text().matches("\" checked> <span>").count()
        );
        let of = |token: &str| {
            let lines = site.app.list_tokens("amel@example.org").unwrap();
            lines.into_iter().find(|line| token.starts_with(&line.begins)).unwrap().id.to_string()
        };
        let (keep, end) = (of(&kept), of(&ended));
        // A mistake keeps what was unticked.
        let fields =
            [("present", "x"), ("password", PASSWORD), ("listed", &keep), ("listed", &end), ("end_token", &end)];
        let again = amel.post("/me/password", &fields).text();
        assert!(
            again.contains(&format!("value=\"{keep}\"> <span>"))
                && again.contains(&format!("value=\"{end}\" checked>"))
        );
        assert!(works(&site, &ended), "a change that came to nothing ends nothing");
        let more = [("listed", keep.as_str()), ("listed", &end), ("end_token", &end)];
        assert_eq!(change(&mut amel, ANOTHER, PASSWORD, &more), "/me?done=password");
        assert!(works(&site, &kept) && !works(&site, &ended));
        // By a link it is the same, and numbers are looked through there too.
        let phone = [("number", "+963900111222"), ("pin", ""), ("phone_proof", PASSWORD)];
        assert_eq!(amel.post("/me/phones", &phone).status, 303);
        let user = site.app.user_id("amel@example.org").unwrap();
        let link = shown(&dana.post(&format!("/admin/users/{}/link", user.0), &[]));
        let link = format!("/link/{}", link.split("/link/").nth(1).unwrap());
        assert_eq!(site.signed_in("nour").decide_all("confirm"), 1);
        let page = site.visitor().get(&link);
        assert_eq!(values(&page, "end_token"), [keep.as_str()]);
        let phones = values(&page, "remove_phone");
        assert_eq!(phones.len(), 1, "{}", page.text());
        let fields =
            [("password", ANOTHER), ("listed", keep.as_str()), ("end_token", &keep), ("remove_phone", &phones[0])];
        assert_eq!(site.visitor().post(&link, &fields).status, 303);
        assert!(!works(&site, &kept) && site.app.list_phones(&By::Program, user).unwrap().is_empty());
    });
}

#[test]
fn tokens_end_with_the_last_role() {
    databases(|url| {
        let site = Site::start(url);
        let mut amel = site.signed_in("amel");
        let token = token(&mut amel);
        let (user, system) = (site.app.user_id("amel@example.org").unwrap(), actix_web::rt::System::new());
        let change = |give: bool, role| {
            let by = By::Program;
            if give {
                system.block_on(site.app.give_role(&by, user, role, "sarc")).map(|_| ()).unwrap();
            } else {
                system.block_on(site.app.take_role(&by, user, role, "sarc")).unwrap();
            }
        };
        change(true, Viewer);
        change(false, Logger);
        assert!(works(&site, &token), "one is left");
        change(false, Viewer);
        change(true, Logger);
        assert!(!works(&site, &token), "it does not come back with the next role");
    });
}
