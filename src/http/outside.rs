//! How the world outside sees this site, and this site the world: from which address somebody comes, and under which address the
//! site is reached. What a request says of either is believed only as far as whoever could have written it.

use std::net::{IpAddr, SocketAddr};

use actix_web::{
    HttpRequest,
    http::{header, uri::Authority},
};

use super::Site;
use crate::app::shares::Whence;

/// What the proxy before this program adds to, at its end.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// From where a request comes. Behind a proxy that is the last address of `X-Forwarded-For`, which the proxy has put there; what
/// stands before it the sender may have made up. Without a proxy the header is nobody's word.
pub fn whence(request: &HttpRequest, site: &Site) -> Whence {
    let told = if site.options.behind_proxy { forwarded(request) } else { None };
    let peer = || request.peer_addr().map(|peer| Whence::from(peer.ip()));
    told.or_else(peer).unwrap_or_default()
}

fn forwarded(request: &HttpRequest) -> Option<Whence> {
    let last = request.headers().get_all(FORWARDED_FOR).last()?.to_str().ok()?.rsplit(',').next()?.trim();
    let bare = last.trim_start_matches('[').trim_end_matches(']');
    let with_port = || last.parse::<SocketAddr>().ok().map(|address| Whence::from(address.ip()));
    bare.parse::<IpAddr>().ok().map(Whence::from).or_else(with_port)
}

/// The beginning of every address of this site: as it is set (`base_url`), else by the host that was asked for. `Host` decides
/// where a browser's own requests go, so that nobody can give another's browser a wrong one; `X-Forwarded-Host` and `Forwarded`
/// anybody can, for proxies pass on what they do not know.
pub fn origin(request: &HttpRequest, site: &Site) -> String {
    if let Some(base) = &site.app.outward().base_url {
        return base.clone();
    }
    let scheme = if site.options.tls { "https" } else { "http" };
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    // HTTP/2 has it in the address.
    let host = host.or_else(|| request.uri().authority().map(Authority::as_str));
    format!("{scheme}://{}", host.unwrap_or_default())
}
