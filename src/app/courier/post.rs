//! Sending one message to one address: signed as Standard Webhooks have it, to a checked address, followed nowhere, and
//! read no further than needed.

use std::{io::Read, net::SocketAddr, sync::Arc, time::Duration};

use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use ureq::{
    Agent,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

use crate::app::outward::{Outward, is_public};

/// How long a connection may take, and the whole.
const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(15);
/// So much of an answer is read; then the connection is dropped.
const MOST_READ: u64 = 64 * 1024;

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken: 2xx.
    Taken,
    /// The receiver works and does not want this message.
    Refused,
    /// The receiver cannot be reached, or does not work.
    Failed,
    /// The receiver wants nothing ever again: 410.
    Gone,
}

/// An attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempted {
    /// What came of it.
    pub outcome: Outcome,
    /// The status.
    pub status: Option<u16>,
    /// The class of the error.
    pub error: Option<&'static str>,
    /// After how many seconds the receiver wants to be asked again.
    pub retry_after: Option<u64>,
}

/// Sends, to where it may.
#[derive(Clone, Debug)]
pub struct Sender {
    agent: Agent,
    outward: Arc<Outward>,
}

/// Resolves, and lets no address through that is not public. The connection is made to what was checked here: nothing is
/// resolved twice.
#[derive(Debug)]
struct Checked {
    inner: DefaultResolver,
    allow_private: bool,
}

/// The host has an address that is not public.
#[derive(Debug, thiserror::Error)]
#[error("the address is not a public one")]
struct NotPublic;

impl Resolver for Checked {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            ureq::Error::Timeout(timeout) => ureq::Error::Timeout(timeout),
            _ => ureq::Error::HostNotFound,
        })?;
        // Any of them, for whoever gives a public one beside another means no good.
        let is_inside = |address: &SocketAddr| !is_public(address.ip());
        if !self.allow_private && found.iter().any(is_inside) {
            return Err(ureq::Error::Other(Box::new(NotPublic)));
        }
        Ok(found)
    }
}

impl Sender {
    /// One that sends as the settings say.
    pub fn new(outward: Arc<Outward>) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .https_only(!outward.allow_http)
            // A proxy would resolve anew, and connect to where nobody checked.
            .proxy(None)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .max_response_header_size(64 * 1024)
            .user_agent(concat!("convoy/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Checked { inner: DefaultResolver::default(), allow_private: outward.allow_private };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), outward }
    }

    /// Sends a message.
    pub fn send(&self, url: &str, id: &str, timestamp: i64, body: &str, secrets: &[&str]) -> Attempted {
        if self.outward.check_target(url).is_err() {
            return failed("not_allowed");
        }
        let signatures: Vec<String> = secrets.iter().filter_map(|secret| sign(secret, id, timestamp, body)).collect();
        let request = self
            .agent
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp.to_string())
            .header("webhook-signature", signatures.join(" "));
        match request.send(body) {
            Ok(response) => {
                let (parts, body) = response.into_parts();
                let retry_after = parts.headers.get("retry-after").and_then(|value| value.to_str().ok());
                let retry_after = retry_after.and_then(|text| text.trim().parse().ok());
                // What it says beyond its status is of no use here; short answers are read so that the connection
                // can be used again.
                let _unread = std::io::copy(&mut body.into_reader().take(MOST_READ), &mut std::io::sink());
                let (outcome, error) = outcome(parts.status.as_u16());
                Attempted { outcome, status: Some(parts.status.as_u16()), error, retry_after }
            }
            Err(error) => failed(class(&error)),
        }
    }
}

fn failed(error: &'static str) -> Attempted {
    Attempted { outcome: Outcome::Failed, status: None, error: Some(error), retry_after: None }
}

/// Where a receiver answers that it is lost (no such page, no permission, too busy), it does not work; where it answers that
/// a message makes no sense to it, the next one may.
fn outcome(status: u16) -> (Outcome, Option<&'static str>) {
    match status {
        200..=299 => (Outcome::Taken, None),
        300..=399 => (Outcome::Failed, Some("redirect")),
        410 => (Outcome::Gone, Some("gone")),
        401 | 403 | 404 | 405 | 407 | 408 | 425 | 429 => (Outcome::Failed, Some("status")),
        400..=499 => (Outcome::Refused, Some("refused_message")),
        _ => (Outcome::Failed, Some("status")),
    }
}

fn is_of_tls(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    error.is::<rustls::Error>()
}

fn class(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::Timeout(_) => "timeout",
        ureq::Error::HostNotFound => "dns",
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "tls",
        ureq::Error::Other(other) if other.is::<NotPublic>() => "address_not_public",
        ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) => "not_allowed",
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(_, _) => "protocol",
        ureq::Error::Io(error) if error.get_ref().is_some_and(is_of_tls) => "tls",
        ureq::Error::Io(error) => match error.kind() {
            std::io::ErrorKind::ConnectionRefused => "refused",
            std::io::ErrorKind::TimedOut => "timeout",
            _ => "connection",
        },
        _ => "connection",
    }
}

/// `v1,` and the code of id, time and body under the secret, which is `whsec_` and base64.
pub fn sign(secret: &str, id: &str, timestamp: i64, body: &str) -> Option<String> {
    let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_")?).ok()?;
    let mut code = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).ok()?;
    code.update(format!("{id}.{timestamp}.{body}").as_bytes());
    Some(format!("v1,{}", BASE64_STANDARD.encode(code.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn it_signs_as_the_standard_has_it() {
        let signed = sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signed.as_deref(), Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        assert_eq!(sign("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "x", 1, ""), None);
    }

    #[test]
    fn a_private_address_is_refused_when_it_is_connected_to() {
        let outward = |allow_private| {
            Arc::new(Outward { allow: vec!["*".into()], allow_private, allow_http: true, ..Outward::default() })
        };
        for inside in [
            "http://127.0.0.1:9/",
            "http://localhost:9/",
            "http://[::1]:9/",
            "http://0x7f.1:9/",
            "http://2130706433:9/",
        ] {
            let attempted = Sender::new(outward(false)).send(inside, "msg_1", 1, "{}", &[]);
            assert!(matches!(attempted.error, Some("address_not_public" | "dns")), "{inside}: {attempted:?}");
        }
        // The control: allowed, it is tried.
        assert_eq!(
            Sender::new(outward(true)).send("http://127.0.0.1:9/", "msg_1", 1, "{}", &[]).error,
            Some("refused")
        );
    }
}
