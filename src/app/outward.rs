//! Where the program may send anything at all. Nothing is sent anywhere unless whoever runs the machine has said so.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use zeroize::Zeroizing;

/// What may leave the machine, and how.
#[derive(Clone, Default)]
pub struct Outward {
    /// Hosts that webhooks may be sent to: `hooks.example.org`, `*.example.org`, or `*` for any. None: no webhooks.
    pub allow: Vec<String>,
    /// Also to addresses that are no public ones.
    pub allow_private: bool,
    /// Also without TLS.
    pub allow_http: bool,
    /// The mail server.
    pub mail: Option<MailServer>,
    /// Under which address people reach the pages, without a slash at its end.
    pub base_url: Option<String>,
}

/// A mail server and whose name is on the mails.
#[derive(Clone)]
pub struct MailServer {
    /// `smtps://user:password@host`, or `smtp://…?tls=required` for STARTTLS.
    pub url: Zeroizing<String>,
    /// From whom.
    pub from: String,
}

impl std::fmt::Debug for Outward {
    /// Without the password of the mail server: settings end up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outward")
            .field("allow", &self.allow)
            .field("allow_private", &self.allow_private)
            .field("allow_http", &self.allow_http)
            .field("mail", &self.mail.is_some())
            .field("base_url", &self.base_url)
            .finish()
    }
}

/// What is wrong with an address that something should be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongTarget {
    /// Not a whole `https://` address, or one with a user or a password in it.
    Malformed,
    /// Its host is not among those that whoever runs the machine has named.
    NotAllowed,
}

impl Outward {
    /// Whether webhooks may be sent to this address. What its host resolves to is looked at each time it is sent to.
    pub fn check_target(&self, url: &str) -> Result<(), WrongTarget> {
        let uri: ureq::http::Uri = url.parse().map_err(|_| WrongTarget::Malformed)?;
        let scheme_fits = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => self.allow_http,
            _ => false,
        };
        let authority = uri.authority().ok_or(WrongTarget::Malformed)?;
        if !scheme_fits || authority.as_str().contains('@') || url.contains('#') || url.len() > 500 {
            return Err(WrongTarget::Malformed);
        }
        let host = authority.host().trim_end_matches('.').to_ascii_lowercase();
        let fits = |allowed: &String| {
            let allowed = allowed.to_ascii_lowercase();
            match allowed.strip_prefix("*.") {
                Some(domain) => host.strip_suffix(domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
                None => allowed == "*" || allowed == host,
            }
        };
        if self.allow.iter().any(fits) { Ok(()) } else { Err(WrongTarget::NotAllowed) }
    }
}

/// Whether an address is one of the public network: not of this machine, this network, a carrier's, a document, a group, or
/// the one by which clouds tell their machines' secrets.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = matches!(
        (a, b, c),
        // This network, private, loopback, groups and what is reserved.
        (0 | 10 | 127 | 224..=255, _, _)
        // Carriers' (100.64/10), link-local with the clouds' own (169.254/16), private (172.16/12, 192.168/16), tests
        // of networks (198.18/15).
        | (100, 64..=127, _) | (169, 254, _) | (172, 16..=31, _) | (192, 168, _) | (198, 18..=19, _)
        // Protocols, documents, a relay that is no more.
        | (192, 0, 0 | 2) | (192, 88, 99) | (198, 51, 100) | (203, 0, 113)
    );
    !special
}

/// Only `2000::/3` is routed. Out of it go what carries an IPv4 address in it (6to4, Teredo and its neighbours) and documents.
/// IPv4-mapped addresses and those of NAT64 lie outside.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_routed = (0x2000..=0x3fff).contains(&first);
    let special = matches!((first, second), (0x2001, 0..=0x01ff | 0x0db8) | (0x2002, _) | (0x3fff, 0..=0x0fff));
    is_routed && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_within_reach_of_the_machine_alone_is_public() {
        for inside in [
            "127.0.0.1",
            "127.8.9.1",
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.254",
            "224.0.0.1",
            "239.1.1.1",
            "255.255.255.255",
            "240.0.0.1",
            "192.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.9",
            "192.88.99.1",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "100::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["8.8.8.8", "1.1.1.1", "100.63.0.1", "172.32.0.1", "2606:4700:4700::1111", "2a00:1450::1"] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn a_webhook_goes_to_hosts_that_were_named_alone() {
        let some = Outward { allow: vec!["hooks.example.org".into(), "*.relief.example".into()], ..Outward::default() };
        for fits in
            ["https://hooks.example.org/x", "https://HOOKS.example.org:8443/", "https://a.b.relief.example/?x=1"]
        {
            assert_eq!(some.check_target(fits), Ok(()), "{fits}");
        }
        for other in
            ["https://example.org/", "https://relief.example/", "https://evilrelief.example/", "https://127.0.0.1/"]
        {
            assert_eq!(some.check_target(other), Err(WrongTarget::NotAllowed), "{other}");
        }
        for wrong in
            ["http://hooks.example.org/", "https://user:x@hooks.example.org/", "hooks.example.org", "ftp://x/", ""]
        {
            assert_eq!(some.check_target(wrong), Err(WrongTarget::Malformed), "{wrong}");
        }
        assert_eq!(Outward::default().check_target("https://hooks.example.org/"), Err(WrongTarget::NotAllowed));
        let any = Outward { allow: vec!["*".into()], allow_http: true, ..Outward::default() };
        assert_eq!(any.check_target("http://hooks.example.org/"), Ok(()));
    }
}
