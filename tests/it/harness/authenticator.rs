//! What stands on somebody's telephone: a secret, read from the page that offers it, and the codes it gives.

use convoy::domain::time::Instant;
use totp_rs::{Builder, Secret, Totp};

/// An authenticator.
#[derive(Clone)]
pub struct Authenticator {
    totp: Totp,
    /// The secret in base32.
    pub secret: String,
}

impl Authenticator {
    /// Takes over the secret that a page shows as text.
    pub fn of_page(page: &str) -> Self {
        let shown = page.split("<code class=\"shown\">").nth(1).unwrap_or_else(|| panic!("no secret in {page}"));
        let secret = shown.split('<').next().unwrap().replace(' ', "");
        let bytes = Secret::try_from_base32(&secret).unwrap();
        Self { totp: Builder::new().with_secret(bytes).with_account_name("x").build().unwrap(), secret }
    }

    /// The code at a moment.
    pub fn code(&self, now: Instant) -> String {
        self.totp.generate(u64::try_from(now.utc().timestamp()).unwrap()).to_string()
    }
}
