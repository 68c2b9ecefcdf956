//! The other system that may sign people in (OpenID Connect): found by its issuer, asked for a code with PKCE, and its signed
//! answer checked. Whose account that is, is decided in `app`.

use std::time::Duration;

pub mod discovery;

use openidconnect::TokenResponse as _;
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    core::{CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreTokenResponse},
};

use crate::{app::people::open_id::Trip, domain::time::Instant};

/// How long the other system may take to answer, and how much it may say, in bytes.
const DEADLINE: Duration = Duration::from_secs(10);
const LARGEST: u64 = 1024 * 1024;

/// What says that more than a password was asked for: RFC 8176.
const MORE: [&str; 3] = ["mfa", "otp", "hwk"];

/// Which system, and who we are to it.
#[derive(Clone)]
pub struct Provider {
    /// Its issuer: `https://…`.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there.
    pub client_secret: Option<String>,
}

impl std::fmt::Debug for Provider {
    /// Without the secret: settings end up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Why the other system signs nobody in. For the log; people are told that it did not work.
#[derive(Debug, thiserror::Error)]
#[error("{at}: {why}")]
pub struct Failed {
    at: &'static str,
    why: String,
}

impl Failed {
    /// It was not the other system.
    pub fn here(error: &dyn std::fmt::Display) -> Self {
        Self { at: "this program", why: error.to_string() }
    }
}

fn failed<E: std::fmt::Display>(at: &'static str) -> impl Fn(E) -> Failed {
    move |why| Failed { at, why: why.to_string() }
}

/// Whom it says it is.
#[derive(Clone, Debug)]
pub struct Identity {
    /// A verified address.
    pub email: String,
    /// Whether it asked for more than a password.
    pub proved_more: bool,
}

/// Never follows: what a provider sends elsewhere goes nowhere.
fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(Some(DEADLINE))
        .build()
        .into()
}

fn ask(request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
    let mut answer = agent().run(request)?;
    let (status, content_type) = (answer.status(), answer.headers().get("content-type").cloned());
    let mut told = HttpResponse::new(answer.body_mut().with_config().limit(LARGEST).read_to_vec()?);
    *told.status_mut() = status;
    if let Some(content_type) = content_type {
        told.headers_mut().insert("content-type", content_type);
    }
    Ok(told)
}

/// A fresh secret by which the other system knows later that the browser was sent by us.
pub fn verifier() -> String {
    PkceCodeVerifier::secret(&PkceCodeChallenge::new_random_sha256().1).clone()
}

impl Provider {
    /// What the other system says of itself. Blocks: it is asked.
    fn discover(&self) -> Result<CoreProviderMetadata, Failed> {
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(failed("the issuer"))?;
        let url = issuer.url();
        let is_here = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
        if url.scheme() != "https" && !is_here {
            return Err(Failed { at: "the issuer", why: "is not https".to_owned() });
        }
        CoreProviderMetadata::discover(&issuer, &ask).map_err(failed("discovery"))
    }

    /// Where the browser is sent.
    pub fn way_there(&self, said: &CoreProviderMetadata, trip: &Trip, back: &str) -> Result<String, Failed> {
        let client = CoreClient::from_provider_metadata(
            said.clone(),
            ClientId::new(self.client_id.clone()),
            self.client_secret.clone().map(ClientSecret::new),
        );
        let back = RedirectUrl::new(back.to_owned()).map_err(failed("the way back"))?;
        let verifier = PkceCodeVerifier::new(trip.verifier.clone());
        let (state, nonce) = (trip.state.clone(), trip.nonce.clone());
        let (address, _, _) = client
            .set_redirect_uri(back)
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(address.to_string())
    }

    /// Exchanges the code that the browser brought. Blocks: the other system is asked.
    pub fn exchange(
        &self,
        said: &CoreProviderMetadata,
        trip: &Trip,
        code: String,
        back: &str,
    ) -> Result<CoreTokenResponse, Failed> {
        let client = CoreClient::from_provider_metadata(
            said.clone(),
            ClientId::new(self.client_id.clone()),
            self.client_secret.clone().map(ClientSecret::new),
        );
        let back = RedirectUrl::new(back.to_owned()).map_err(failed("the way back"))?;
        client
            .set_redirect_uri(back)
            .exchange_code(AuthorizationCode::new(code))
            .map_err(failed("the exchange"))?
            .set_pkce_verifier(PkceCodeVerifier::new(trip.verifier.clone()))
            .request(&ask)
            .map_err(failed("the exchange"))
    }

    /// Checks what was answered for the code: by whom, for whom, signed, in time, on this very trip.
    pub fn identity(
        &self,
        said: &CoreProviderMetadata,
        answer: &CoreTokenResponse,
        trip: &Trip,
        now: Instant,
    ) -> Result<Identity, Failed> {
        let client = CoreClient::from_provider_metadata(
            said.clone(),
            ClientId::new(self.client_id.clone()),
            self.client_secret.clone().map(ClientSecret::new),
        );
        let signed = answer.id_token().ok_or(Failed { at: "the exchange", why: "no ID token".to_owned() })?;
        // Signatures by a key of the provider alone: none at all, and those by our own shared secret, prove nothing.
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs([
                CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
                CoreJwsSigningAlgorithm::RsaSsaPssSha256,
                CoreJwsSigningAlgorithm::EcdsaP256Sha256,
                CoreJwsSigningAlgorithm::EcdsaP384Sha384,
                CoreJwsSigningAlgorithm::EdDsa,
            ])
            .set_time_fn(move || now.utc());
        let claims = signed.claims(&verifier, &Nonce::new(trip.nonce.clone())).map_err(failed("the ID token"))?;
        let email = claims.email().filter(|_| claims.email_verified() == Some(true));
        let email = email.ok_or(Failed { at: "the ID token", why: "no verified address".to_owned() })?;
        let methods = claims.auth_method_refs().map(Vec::as_slice).unwrap_or_default();
        let proved_more = methods.iter().any(|method| MORE.contains(&method.as_str()));
        Ok(Identity { email: email.to_string(), proved_more })
    }
}
