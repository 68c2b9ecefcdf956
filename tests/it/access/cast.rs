//! Who asks, and about whose convoys: people of every role and scope of one organisation, and convoys that are its own, that
//! it takes part in, that are shared with it, and that are another's.

use convoy::{
    app::{Role, policy::TokenScope},
    domain::time::Instant,
    store::{DatabaseUrl, open_writer, people},
};
use serde_json::{Value, json};
use strum::IntoEnumIterator;

use crate::harness::{
    authenticator::Authenticator,
    client::{Answer, Client},
    server::{PASSWORD, Server},
    world::{describe, plan},
};

/// Whose convoy it is, as seen by `relief`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Whose {
    /// It leads it.
    Own,
    /// It takes part in it.
    Partner,
    /// It is shared with it.
    Granted,
    /// It has nothing to do with it.
    Other,
}

/// How somebody comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Without anything.
    Nothing,
    /// Signed in.
    Session(Role),
    /// By a token of everything that the role may.
    Token(Role),
    /// By a coordinator's token of one scope.
    Scope(TokenScope),
    /// By what a closed account had.
    Disabled,
}

/// Somebody who asks.
pub struct Somebody {
    pub by: By,
    pub client: Client,
}

/// The references of the convoys: under way, of severe sensitivity or not.
pub fn reference(whose: Whose, severe: bool) -> String {
    format!("{whose:?}-{}", if severe { "severe" } else { "moderate" }).to_uppercase()
}

/// A client with the session of whoever signs in.
pub fn signed_in(server: &Server, email: &str) -> Client {
    signed_in_from(&server.nobody(), email, server.app.now())
}

/// The same of any program, from a client that is nobody yet.
pub fn signed_in_from(nobody: &Client, email: &str, now: Instant) -> Client {
    let form = format!("email={}&password={}", email.replace('@', "%40"), PASSWORD.replace(' ', "+"));
    let answer = nobody.post_raw("/sign-in", "application/x-www-form-urlencoded", &form);
    assert_eq!(answer.status, 303, "{}", answer.text);
    let with_session = |answer: &Answer| {
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        nobody.with_header("cookie", &cookie)
    };
    let client = with_session(&answer);
    if answer.header("location") != "/me/second-factor" {
        return client;
    }
    let authenticator = Authenticator::of_page(&client.get("/me/second-factor").text);
    let form = format!("code={}", authenticator.code(now));
    let set = client.post_raw("/me/second-factor", "application/x-www-form-urlencoded", &form);
    assert_eq!(set.status, 200, "{}", set.text);
    with_session(&set)
}

/// Everybody of `relief`. With sessions, pages are served as to people.
pub fn everybody(server: &Server, url: &DatabaseUrl) -> Vec<Somebody> {
    let mut all = vec![Somebody { by: By::Nothing, client: server.nobody() }];
    for role in Role::iter() {
        let email = server.account(role, "relief");
        let client = server.nobody().with_token(&server.token(&email, &[]));
        all.push(Somebody { by: By::Token(role), client });
        all.push(Somebody { by: By::Session(role), client: signed_in(server, &email) });
    }
    let email = server.account(Role::Coordinator, "relief");
    for scope in TokenScope::iter() {
        let client = server.nobody().with_token(&server.token(&email, &[scope]));
        all.push(Somebody { by: By::Scope(scope), client });
    }
    let closed = server.account(Role::Coordinator, "relief");
    let client = server.nobody().with_token(&server.token(&closed, &[]));
    let session = signed_in(server, &closed);
    let mut conn = open_writer(url).unwrap();
    let user = people::find_user_by_email(&mut conn, &closed).unwrap().unwrap();
    people::disable_user(&mut conn, user.id, user.created_at).unwrap();
    all.push(Somebody { by: By::Disabled, client });
    all.push(Somebody { by: By::Disabled, client: session });
    all
}

/// A plan of the world's convoy, by this organisation.
pub fn plan_of(whose: Whose, severe: bool) -> Value {
    let mut plan = plan(&reference(whose, severe));
    plan["sensitivity"] = json!(if severe { "severe" } else { "moderate" });
    if whose != Whose::Own {
        plan["lead"] = json!("other");
    }
    if whose == Whose::Partner {
        plan["partners"] = json!(["relief"]);
    }
    plan
}

/// Registers all convoys and shares what is to be shared. Answers who may do everything.
pub fn convoys(server: &Server) -> Client {
    let everything = server.somebody(Role::Coordinator, "*");
    describe(&everything);
    let sharer = signed_in(server, &server.account(Role::Coordinator, "other"));
    for whose in Whose::iter() {
        for severe in [true, false] {
            everything.post("/api/v1/convoys", &plan_of(whose, severe)).expect(201);
            if whose == Whose::Granted {
                share(&sharer, &reference(whose, severe), "relief", true);
            }
        }
    }
    everything
}

/// Shares a convoy for the longest time, by the page.
pub fn share(sharer: &Client, reference: &str, organisation: &str, exact: bool) {
    let until = crate::harness::now() + chrono::TimeDelta::days(300);
    let ceiling = if exact { "exact" } else { "reduced" };
    let form =
        format!("do=share&organisation={organisation}&ceiling={ceiling}&expires_at={}", until.format("%Y-%m-%d"));
    let path = format!("/convoys/{reference}/sharing");
    let answer = sharer.post_raw(&path, "application/x-www-form-urlencoded", &form);
    assert_eq!(answer.status, 303, "{}", answer.text);
}
