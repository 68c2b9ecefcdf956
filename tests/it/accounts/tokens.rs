//! Tokens: made on one's own page, never more than their maker, never in an address.

use convoy::app::{Role, people::By};
use serde_json::json;

use crate::{
    harness::{client::Client, databases::databases, server::Server, world},
    pages::site::{Browser, PASSWORD, Site},
};

fn make(browser: &mut Browser, scopes: &[&str], days: &str) -> Result<String, u16> {
    let mut fields: Vec<(&str, &str)> = scopes.iter().map(|scope| ("scopes", *scope)).collect();
    fields.extend([("expires_in_days", days), ("proof", PASSWORD)]);
    let answer = browser.post("/me/tokens", &fields);
    if answer.status != 200 {
        return Err(answer.status);
    }
    let text = answer.text();
    Ok(text.split("<code class=\"shown\">").nth(1).unwrap().split('<').next().unwrap().to_owned())
}

#[test]
fn a_token_is_made_shown_once_used_and_revoked_on_ones_own_page() {
    databases(|url| {
        let site = Site::start(url);
        let mut amel = site.signed_in("amel");
        let token = make(&mut amel, &["convoys:read"], "").unwrap();
        let script = Client::of(&site.base).with_token(&token);
        script.get("/api/v1/convoys").expect(200);
        let page = amel.get("/me").text();
        assert!(!page.contains(&token) && page.contains(&token[..20]), "only how it begins is shown again");
        for (scopes, days) in [(&[][..], ""), (&["convoys:read"], "367"), (&["convoys:read"], "0"), (&["x"], "")] {
            assert_eq!(make(&mut amel, scopes, days), Err(422), "{scopes:?} {days}");
        }
        assert_eq!(make(&mut amel, &["convoys:read"], "many"), Err(422));
        assert!(make(&mut amel, &["convoys:read"], "٣٦٦").is_ok());
        let revoke = page.split("action=\"/me/tokens/").nth(1).unwrap().split('"').next().unwrap();
        let revoke = format!("/me/tokens/{revoke}");
        let mut sami = site.signed_in("sami");
        assert_eq!(sami.post(&revoke, &[]).status, 404, "nobody revokes another's");
        let mut dana = site.signed_in("dana");
        assert_eq!(dana.post(&revoke, &[]).status, 404, "nor an administrator on their own page");
        script.get("/api/v1/convoys").expect(200);
        assert_eq!(amel.post(&revoke, &[]).location(), "/me?done=token");
        script.get("/api/v1/convoys").expect(401);
        // An administrator ends those of others on the person's page.
        let other = make(&mut amel, &["convoys:read"], "").unwrap();
        let person = format!("/admin/users/{}", site.app.user_id("amel@example.org").unwrap().0);
        let page = dana.get(&person).text();
        let revokes: Vec<&str> = page
            .split(&format!("action=\"{person}/tokens/"))
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert_eq!(revokes.len(), 2);
        for revoke in revokes {
            assert_eq!(dana.post(&format!("{person}/tokens/{revoke}"), &[]).status, 303);
        }
        Client::of(&site.base).with_token(&other).get("/api/v1/convoys").expect(401);
    });
}

#[test]
fn a_token_may_never_do_more_than_its_maker_may_now_and_ends_after_its_days() {
    databases(|url| {
        let site = Site::start(url);
        let mut nour = site.signed_in("nour");
        let token = make(&mut nour, &["convoys:read", "events:write"], "30").unwrap();
        let script = Client::of(&site.base).with_token(&token);
        let place = |key: &str| json!({"key": key, "name": {"en": key}});
        script.post("/api/v1/places", &place("one")).expect(201);
        let user = site.app.user_id("nour@example.org").unwrap();
        let system = actix_web::rt::System::new();
        system.block_on(site.app.give_role(&By::Program, user, Role::Viewer, "sarc")).unwrap();
        system.block_on(site.app.take_role(&By::Program, user, Role::Coordinator, "sarc")).unwrap();
        script.get("/api/v1/convoys").expect(200);
        script.post("/api/v1/places", &place("two")).expect(403);
        // Nor does a token open a page, or make another token.
        script.post("/me/tokens", &json!({})).expect(303);
        script.get("/me").expect(303);
        site.wait(30 * 24 * 3600 - 60);
        script.get("/api/v1/convoys").expect(200);
        site.wait(60);
        script.get("/api/v1/convoys").expect(401);
    });
}

#[test]
fn a_closed_account_takes_its_tokens_with_it_for_good() {
    databases(|url| {
        let site = Site::start(url);
        let token = make(&mut site.signed_in("amel"), &["convoys:read"], "").unwrap();
        let script = Client::of(&site.base).with_token(&token);
        script.get("/api/v1/convoys").expect(200);
        let user = site.app.user_id("amel@example.org").unwrap();
        let system = actix_web::rt::System::new();
        system.block_on(site.app.disable_user(&By::Program, user)).unwrap();
        script.get("/api/v1/convoys").expect(401);
        system.block_on(site.app.enable_user(&By::Program, user)).unwrap();
        script.get("/api/v1/convoys").expect(401);
    });
}

#[test]
fn a_token_in_an_address_is_refused_and_revoked() {
    databases(|url| {
        let server = Server::start(url);
        let everything = world::world(&server);
        let email = server.account(Role::Coordinator, "*");
        for name in ["token", "access_token", "api_key"] {
            let token = server.token(&email, &[]);
            let script = server.nobody().with_token(&token);
            script.get("/api/v1/convoys").expect(200);
            let last = if token.ends_with('0') { '1' } else { '0' };
            let forged = format!("{}{last}", &token[..token.len() - 1]);
            for wrong in [forged.as_str(), "cvt_", "cvt_x_y"] {
                let answer = server.nobody().get(&format!("/api/v1/convoys?{name}={wrong}"));
                assert_eq!(answer.expect(400)["code"], "token_in_url");
            }
            script.get("/api/v1/convoys").expect(200);
            let answer = server.nobody().get(&format!("/api/v1/convoys?limit=2&{name}={token}"));
            assert_eq!(answer.expect(400)["code"], "token_in_url");
            assert!(!answer.text.contains(&token) && answer.text.contains("revoked"));
            script.get("/api/v1/convoys").expect(401);
        }
        everything.get("/api/v1/convoys?q=cvt_").expect(200);
    });
}
