//! Signing in by another system: one that the test runs itself, and that lies in every way it can.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use convoy::{
    ambient::Ambient,
    http::{Options, open_id::Provider},
};
use openidconnect::{
    Audience, AuthenticationMethodReference, EmptyAdditionalClaims, EndUserEmail, IssuerUrl, JsonWebKeyId, Nonce,
    PrivateSigningKey, StandardClaims, SubjectIdentifier,
    core::{CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};
use serde_json::json;

use super::code;
use crate::{
    harness::databases::databases,
    pages::site::{Answer, Browser, Site},
};

/// What the provider says next.
#[derive(Clone)]
struct Said {
    issuer: Option<String>,
    audience: String,
    nonce: Option<String>,
    email: String,
    verified: Option<bool>,
    amr: Vec<&'static str>,
    /// The key that signs: 1 is the one that it publishes.
    key: u8,
    /// Seconds from now until it ends.
    lasts: i64,
}

impl Said {
    fn of(email: &str) -> Self {
        Self {
            issuer: None,
            audience: "convoy".to_owned(),
            nonce: None,
            email: email.to_owned(),
            verified: Some(true),
            amr: Vec::new(),
            key: 1,
            lasts: 300,
        }
    }
}

struct Fake {
    issuer: String,
    said: Arc<Mutex<String>>,
    asked: Arc<Mutex<Vec<String>>>,
}

fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    // PKCS #8 of an Ed25519 key: always the same beginning, then the seed.
    let mut der = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    der.extend([seed; 32]);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", BASE64_STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("one".to_owned()))).unwrap()
}

impl Fake {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let (said, asked) = (Arc::new(Mutex::new(String::new())), Arc::new(Mutex::new(Vec::new())));
        let (own, told, heard) = (issuer.clone(), Arc::clone(&said), Arc::clone(&asked));
        // It ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(&stream, &own, &told, &heard);
            }
        });
        Self { issuer, said, asked }
    }

    fn says(&self, said: &Said, now: chrono::DateTime<chrono::Utc>, nonce: &str) {
        let issuer = said.issuer.clone().unwrap_or_else(|| self.issuer.clone());
        let claims = StandardClaims::new(SubjectIdentifier::new("42".to_owned()))
            .set_email(Some(EndUserEmail::new(said.email.clone())))
            .set_email_verified(said.verified);
        let claims = CoreIdTokenClaims::new(
            IssuerUrl::new(issuer).unwrap(),
            vec![Audience::new(said.audience.clone())],
            now + chrono::TimeDelta::seconds(said.lasts),
            now,
            claims,
            EmptyAdditionalClaims {},
        )
        .set_nonce(Some(Nonce::new(said.nonce.clone().unwrap_or_else(|| nonce.to_owned()))))
        .set_auth_method_refs(Some(
            said.amr.iter().map(|method| AuthenticationMethodReference::new((*method).to_owned())).collect(),
        ));
        let token = CoreIdToken::new(claims, &key(said.key), CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap();
        let answer = json!({"access_token": "unused", "token_type": "Bearer", "id_token": token});
        *self.said.lock().unwrap() = answer.to_string();
    }
}

fn answer(mut stream: &TcpStream, issuer: &str, said: &Mutex<String>, asked: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    asked.lock().unwrap().push(format!("{} {}", first.trim(), String::from_utf8(body).unwrap()));
    let path = first.split(' ').nth(1).unwrap_or_default();
    let text = match path {
        "/.well-known/openid-configuration" => json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
        })
        .to_string(),
        "/jwks" => serde_json::to_string(&CoreJsonWebKeySet::new(vec![key(1).as_verification_key()])).unwrap(),
        _ => said.lock().unwrap().clone(),
    };
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n", text.len());
    let _ = stream.write_all(format!("{head}connection: close\r\n\r\n{text}").as_bytes());
}

fn sites(test: impl Fn(&Site, &Fake)) {
    databases(|url| {
        let fake = Fake::start();
        let provider = Provider {
            issuer: fake.issuer.clone(),
            client_id: "convoy".to_owned(),
            client_secret: Some("a secret between the two".to_owned()),
        };
        let site = Site::start_with(url, Options { open_id: Some(provider), ..Options::default() });
        site.people();
        test(&site, &fake);
    });
}

/// Goes to the provider; answers the state and the nonce that it was sent.
fn set_out(browser: &mut Browser, fake: &Fake) -> (String, String) {
    let answer = browser.get("/sign-in/open-id?next=%2Fme");
    assert_eq!(answer.status, 303, "{}", answer.text());
    let (address, query) = answer.location().split_once('?').unwrap();
    assert_eq!(address, format!("{}/authorize", fake.issuer));
    let value = |name: &str| {
        let pairs = form_urlencoded::parse(query.as_bytes());
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap()
    };
    assert_eq!((value("response_type"), value("code_challenge_method")), ("code".to_owned(), "S256".to_owned()));
    assert!(value("redirect_uri").ends_with("/sign-in/open-id/back") && value("scope").contains("openid"));
    (value("state"), value("nonce"))
}

fn come_back(browser: &mut Browser, state: &str) -> Answer {
    browser.get(&format!("/sign-in/open-id/back?code=abc&state={state}"))
}

fn whole_trip(site: &Site, fake: &Fake, browser: &mut Browser, said: &Said) -> Answer {
    let (state, nonce) = set_out(browser, fake);
    fake.says(said, site.clock.now().utc(), &nonce);
    come_back(browser, &state)
}

#[test]
fn a_verified_address_signs_in_to_the_account_that_is_there() {
    sites(|site, fake| {
        assert!(site.visitor().get("/sign-in").text().contains("href=\"/sign-in/open-id\""));
        let mut amel = site.visitor();
        let answer = whole_trip(site, fake, &mut amel, &Said::of("Amel@example.org"));
        assert_eq!((answer.status, answer.location()), (303, "/me"), "{}", answer.text());
        assert!(!amel.cookies.contains_key("open-id"));
        assert_eq!(amel.get("/me").status, 200);
        let exchange = fake.asked.lock().unwrap().iter().rfind(|asked| asked.contains("/token")).unwrap().clone();
        assert!(exchange.contains("code_verifier=") && exchange.contains("code=abc"), "{exchange}");
        // Whoever needs a second factor sets one up here, unless the provider has asked for one.
        let mut nour = site.visitor();
        assert_eq!(whole_trip(site, fake, &mut nour, &Said::of("nour@example.org")).location(), "/me/second-factor");
        for method in ["mfa", "otp", "hwk"] {
            let said = Said { amr: vec!["pwd", method], ..Said::of("nour@example.org") };
            let mut proved = site.visitor();
            assert_eq!(whole_trip(site, fake, &mut proved, &said).location(), "/me", "{method}");
            assert_eq!(proved.get("/").status, 200);
        }
        nour.set_up(&site.clock);
        site.wait(60);
        let mut again = site.visitor();
        let answer = whole_trip(site, fake, &mut again, &Said::of("nour@example.org"));
        assert_eq!(answer.location(), "/sign-in/code?next=%2Fme", "the second factor here is asked for");
        let present = nour.authenticator.as_ref().unwrap().code(site.clock.now());
        assert_eq!(code(&mut again, &present).status, 303);
    });
}

#[test]
fn what_is_forged_signs_nobody_in() {
    sites(|site, fake| {
        let good = Said::of("amel@example.org");
        let forged = [
            ("another nonce", Said { nonce: Some("guessed".to_owned()), ..good.clone() }),
            ("another issuer", Said { issuer: Some("https://evil.example".to_owned()), ..good.clone() }),
            ("another audience", Said { audience: "another".to_owned(), ..good.clone() }),
            ("another key", Said { key: 2, ..good.clone() }),
            ("ended", Said { lasts: -5, ..good.clone() }),
            ("unverified", Said { verified: Some(false), ..good.clone() }),
            ("not said to be verified", Said { verified: None, ..good.clone() }),
            ("unknown", Said::of("stranger@example.org")),
        ];
        for (what, said) in &forged {
            let mut browser = site.visitor();
            let answer = whole_trip(site, fake, &mut browser, said);
            assert_eq!(answer.status, 401, "{what}");
            assert!(!browser.cookies.contains_key("session"), "{what}");
            assert!(site.app.user_id("stranger@example.org").is_err(), "no account is made by itself");
        }
        let told = |index: usize| whole_trip(site, fake, &mut site.visitor(), &forged[index].1).text();
        assert_eq!(told(0), told(7), "people are told the same whatever it was");
        let mut control = site.visitor();
        assert_eq!(whole_trip(site, fake, &mut control, &good).status, 303, "the control");
        let run = actix_web::rt::System::new();
        let user = site.app.user_id("amel@example.org").unwrap();
        run.block_on(site.app.disable_user(&convoy::app::people::By::Program, user)).unwrap();
        assert_eq!(whole_trip(site, fake, &mut control, &good).status, 401, "a closed account");
    });
}

#[test]
fn a_state_is_of_one_browser_once_and_for_ten_minutes() {
    sites(|site, fake| {
        let said = Said::of("amel@example.org");
        let mut browser = site.visitor();
        let (state, nonce) = set_out(&mut browser, fake);
        fake.says(&said, site.clock.now().utc(), &nonce);
        assert_eq!(come_back(&mut site.visitor(), &state).status, 401, "another browser");
        let mut planted = site.visitor();
        let (others, _) = set_out(&mut planted, fake);
        assert_eq!(come_back(&mut browser, &others).status, 401, "another trip");
        let before = browser.cookies.clone();
        assert_eq!(come_back(&mut browser, &state).status, 303, "the control");
        browser.cookies = before;
        assert_eq!(come_back(&mut browser, &state).status, 401, "a second time, with the same cookie");
        let (state, nonce) = set_out(&mut browser, fake);
        site.wait(600);
        fake.says(&said, site.clock.now().utc(), &nonce);
        assert_eq!(come_back(&mut browser, &state).status, 401, "too late");
        assert_eq!(browser.get("/sign-in/open-id/back?code=abc").status, 401);
    });
}

/// The lower case of the sign of Kelvin is a `k`: by Unicode's rules it would be somebody else's address.
#[test]
fn an_address_with_letters_like_those_of_another_is_another() {
    sites(|site, fake| {
        let karim = convoy::app::people::NewUser {
            email: "karim@example.org".to_owned(),
            name: "Karim".to_owned(),
            organisation: "sarc".to_owned(),
            role: convoy::app::Role::Logger,
        };
        site.app.add_user(&karim, crate::pages::site::hashed()).unwrap();
        let trip = |email: &str| whole_trip(site, fake, &mut site.visitor(), &Said::of(email)).status;
        assert_eq!(trip("\u{212A}arim@example.org"), 401);
        assert_eq!(trip("KARIM@example.org"), 303, "the control: the case of ASCII makes no difference");
        let signed_in = |email: &str| {
            let fields = [("email", email), ("password", crate::pages::site::PASSWORD)];
            site.visitor().post("/sign-in", &fields).status
        };
        assert_eq!((signed_in("\u{212A}arim@example.org"), signed_in("Karim@Example.org")), (401, 303));
        let likeness = convoy::app::people::NewUser { email: "\u{212A}arim@example.org".to_owned(), ..karim };
        assert!(site.app.add_user(&likeness, crate::pages::site::hashed()).is_err(), "and gets no account of its own");
    });
}

/// Each press was a request to the other system, made by whoever comes.
#[test]
fn the_other_system_is_asked_once_for_all_who_press_the_button() {
    sites(|site, fake| {
        let asked = || fake.asked.lock().unwrap().iter().filter(|it| it.contains("openid-configuration")).count();
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| set_out(&mut site.visitor(), fake));
            }
        });
        assert_eq!(asked(), 1);
        // Other keys than those that were published then: it is looked at again, once.
        for _ in 0..3 {
            let said = Said { key: 2, ..Said::of("amel@example.org") };
            assert_eq!(whole_trip(site, fake, &mut site.visitor(), &said).status, 401);
        }
        assert!(asked() <= 2, "{}", asked());
        assert_eq!(whole_trip(site, fake, &mut site.visitor(), &Said::of("amel@example.org")).status, 303);
    });
}

#[test]
fn a_system_that_does_not_answer_is_not_asked_again_by_everybody() {
    databases(|url| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let came = Arc::new(Mutex::new(0));
        let counted = Arc::clone(&came);
        // It hangs up on whoever comes.
        std::thread::spawn(move || {
            for _ in listener.incoming().flatten() {
                *counted.lock().unwrap() += 1;
            }
        });
        let provider = Provider { issuer, client_id: "convoy".to_owned(), client_secret: None };
        let site = Site::start_with(url, Options { open_id: Some(provider), ..Options::default() });
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| assert_eq!(site.visitor().get("/sign-in/open-id").status, 401));
            }
        });
        assert_eq!(*came.lock().unwrap(), 1);
    });
}
