//! Signing in by another system (OpenID Connect): the way there and back, and whose account it leads to. No account is made
//! by itself: what the other system says has to fit one that is there and open.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{
    delays, hex, secret,
    sessions::Fresh,
    sign_in::{Browser, PENDING, Step, await_second_factor, finish},
};
use crate::{
    app::{App, AppError, audit::SecondFactor, convoys::answered},
    domain::{email, time::Instant},
    store::{people, sign_in},
};

/// How long the way to the other system and back may take.
pub const WITHIN: TimeDelta = TimeDelta::minutes(10);
const PLACE: &str = "open id trip";

/// What is remembered between the two: sealed, in a cookie of the browser that went.
#[derive(Clone, Serialize, Deserialize)]
pub struct Trip {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back within the signed answer.
    pub nonce: String,
    /// Proves that it was us who sent the browser.
    pub verifier: String,
    /// Where to go afterwards.
    pub next: String,
    until: i64,
}

impl App {
    /// Sets out. Answers the cookie too.
    pub fn set_out(&self, verifier: String, next: String) -> Result<(Trip, String), AppError> {
        let until = self.now().plus(WITHIN).micros();
        let trip = Trip { state: hex(&secret()?), nonce: hex(&secret()?), verifier, next, until };
        let text = serde_json::to_string(&trip).map(Zeroizing::new);
        let text = text.map_err(|error| AppError::Internal(format!("a trip: {error}")))?;
        let cookie = BASE64_URL_SAFE_NO_PAD.encode(self.keys.seal(PLACE, &text)?);
        Ok((trip, cookie))
    }

    /// Comes back: once, in time, in the browser that went, with the state that it was given.
    pub async fn come_back(&self, cookie: &str, state: &str) -> Result<Trip, AppError> {
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(cookie).map_err(|_| AppError::Unauthenticated)?;
        let text = self.keys.open(PLACE, &sealed).map_err(|_| AppError::Unauthenticated)?;
        let trip: Trip = serde_json::from_str(&text).map_err(|_| AppError::Unauthenticated)?;
        let same: bool = trip.state.as_bytes().ct_eq(state.as_bytes()).into();
        let until = Instant::from_micros(trip.until).ok_or(AppError::Unauthenticated)?;
        if !same || until <= self.now() {
            return Err(AppError::Unauthenticated);
        }
        let key = self.keys.index("open id state", state);
        let outcome = self.lane.submit(move |batch| delays::count(batch, &key))?;
        if answered::<i32>(outcome).await? == 1 { Ok(trip) } else { Err(AppError::Unauthenticated) }
    }

    /// Signs in whoever has this verified address, if the account is there and open. `proved_more` is what the other system
    /// says: that it asked for more than a password. Where it does not, the second factor here is asked for as ever.
    pub async fn sign_in_by_other(&self, email: &str, proved_more: bool, browser: Browser) -> Result<Step, AppError> {
        let email = email::folded(email);
        let user = people::find_user_by_email(&mut *self.reader()?, &email)?;
        let user = user.ok_or(AppError::Unauthenticated)?.id;
        let (fresh, pending) = (Fresh::new(browser)?, hex(&secret()?));
        let (key, off) = (delays::key(&self.keys, &email, None), self.second_factor_off);
        let outcome = self.lane.submit(move |batch| {
            let found = people::find_user(batch.conn(), user)?.filter(|user| user.disabled_at.is_none());
            let found = found.ok_or(AppError::Unauthenticated)?;
            let factor = sign_in::find_second_factor(batch.conn(), user)?.filter(|factor| factor.set_at.is_some());
            if factor.is_some() && !proved_more && !off {
                await_second_factor(batch, user, &key, &pending)?;
                return Ok(Step::SecondFactor { secret: pending.clone(), within: PENDING });
            }
            let by = if proved_more { SecondFactor::OpenIdConnect } else { SecondFactor::None };
            finish(batch, &found, &fresh, by, off).map(Step::Done)
        })?;
        answered(outcome).await
    }
}
