//! TLS by the program itself: with a certificate that the test makes, for a client that trusts nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

use std::{path::PathBuf, sync::Arc};

use convoy::{
    ambient::Real,
    http::{Options, tls},
};
use rcgen::generate_simple_self_signed;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::harness::{databases::databases, program::Program, server::Server};

/// A certificate of `localhost`, with the files of it and of its key.
fn certificate(folder: &tempfile::TempDir) -> (String, PathBuf, PathBuf) {
    let made = generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    std::fs::write(&chain, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    (made.cert.pem(), chain, key)
}

fn agent(trusted: &[&str]) -> ureq::Agent {
    let trusted: Vec<Certificate<'static>> =
        trusted.iter().map(|pem| Certificate::from_pem(pem.as_bytes()).unwrap().to_owned()).collect();
    let tls = TlsConfig::builder().root_certs(RootCerts::new_with_certs(&trusted)).build();
    ureq::Agent::config_builder().tls_config(tls).http_status_as_error(false).max_redirects(0).build().new_agent()
}

#[test]
fn pages_and_answers_come_by_tls_with_cookies_that_stay_there() {
    databases(|url| {
        let folder = tempfile::tempdir().unwrap();
        let (pem, chain, key) = certificate(&folder);
        let options = Options { tls: true, certificate: Some(tls::read(&chain, &key).unwrap()), ..Options::default() };
        let server = Server::start_as(url, Arc::new(Real), options);
        let address = format!("https://localhost:{}", server.address.port());
        let trusting = agent(&[&pem]);
        let answer = trusting.get(format!("{address}/healthz")).call().unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        assert!(answer.headers()["strict-transport-security"].to_str().unwrap().contains("max-age=31536000"));
        let page = trusting.get(format!("{address}/sign-in?lang=fr")).call().unwrap();
        let cookie = page.headers()["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("Secure") && cookie.contains("HttpOnly"), "{cookie}");
        // Plain HTTP gets nothing, and a client that does not trust the certificate sends nothing.
        assert!(agent(&[]).get(format!("{address}/healthz")).call().is_err());
        assert!(trusting.get(format!("http://localhost:{}/healthz", server.address.port())).call().is_err());
    });
}

#[test]
fn what_is_no_certificate_is_told_without_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let (_, chain, key) = certificate(&folder);
    let secret = folder.path().join("secret.txt");
    std::fs::write(&secret, "a secret that is no certificate").unwrap();
    let other = tempfile::tempdir().unwrap();
    let (_, _, other_key) = certificate(&other);
    for (chain, key) in [(&secret, &key), (&chain, &secret), (&chain, &other_key), (&folder.path().join("none"), &key)]
    {
        let error = tls::read(chain, key).unwrap_err().to_string();
        assert!(!error.contains("a secret"), "{error}");
        let program = Program::anywhere();
        let (chain, key) = (chain.to_str().unwrap(), key.to_str().unwrap());
        let run = program.run(&["serve", "--bind", "127.0.0.1:0", "--tls-cert", chain, "--tls-key", key]);
        assert!(run.code == 1 && run.err.contains("cannot serve with TLS"), "{run:?}");
        assert!(!program.folder().join("convoy.sqlite").exists(), "no database is made before the settings are right");
    }
}
