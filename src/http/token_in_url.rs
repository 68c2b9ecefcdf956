//! A token in an address is refused, and revoked: proxies, histories and logs of others have it by then.

use actix_web::HttpRequest;

use super::{Site, problem::BadRequest};
use crate::app::AppError;

const NAMES: [&str; 3] = ["token", "access_token", "api_key"];

/// The token that somebody has put into the query.
fn find(query: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, value)| NAMES.contains(&&**name) && value.starts_with("cvt_"))
        .map(|(_, value)| value.into_owned())
}

/// Why a request is refused whose address has a token in it. The token is revoked first, if it is a real one.
pub async fn refuse(request: &HttpRequest, site: &Site) -> Result<(), BadRequest> {
    let Some(token) = find(request.query_string()) else { return Ok(()) };
    if let Err(error) = site.app.revoke_leaked_token(&token).await {
        log(&error);
    }
    Err(BadRequest::TokenInUrl)
}

fn log(error: &AppError) {
    tracing::error!(error = %error, "token.revoke_failed");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_under_the_names_it_goes_by() {
        for (query, found) in [
            ("token=cvt_a", Some("cvt_a")),
            ("limit=3&access_token=cvt_b", Some("cvt_b")),
            ("api_key=cvt%5Fc", Some("cvt_c")),
            ("token=other", None),
            ("q=cvt_a", None),
            ("", None),
        ] {
            assert_eq!(find(query).as_deref(), found, "{query}");
        }
    }
}
