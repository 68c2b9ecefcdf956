//! Signing in: the password first, then, of those who have one, the second factor.
//!
//! Known and unknown addresses take the same way: the same queries, a place in the same queue, one count in the writer's lane,
//! one Argon2id hash.

use chrono::TimeDelta;

use super::{
    caller_of, delays, digest, hex, second_factor, secret,
    sessions::{Begun, Fresh, is_powerful},
};
use crate::{
    app::{
        Action, App, AppError,
        audit::{Deed, SecondFactor, record},
        convoys::answered,
        passwords::Asker,
        shares::Whence,
    },
    domain::{email, id::UserId, time::Instant},
    store::{
        batch::{Batch, Sender},
        people,
        rows::{DeviceRow, PendingSignInRow, UserRow},
        sign_in,
        types::{DbId, DbInstant},
    },
};

/// How long the second factor may take to follow.
pub(super) const PENDING: TimeDelta = TimeDelta::minutes(10);
/// How long a device is remembered.
const REMEMBERED: TimeDelta = TimeDelta::days(365);

/// What a browser sends along.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// The secret by which a device is known that has signed in before.
    pub device: Option<String>,
    /// The session that it has, which ends with the new one.
    pub session: Option<String>,
    /// Browser and system, coarsely.
    pub description: Option<String>,
    /// From where it comes.
    pub whence: Whence,
}

/// What a finished sign-in gives: secrets for cookies, never stored.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Of the session.
    pub secret: String,
    /// When the session ends at the latest.
    pub expires_at: Instant,
    /// By which the device is known again.
    pub device: String,
    /// How long that lasts.
    pub remembered: TimeDelta,
    /// Whether a second factor has to be set up first.
    pub needs_set_up: bool,
    /// Whether there are convoys to see for this person.
    pub sees_convoys: bool,
}

/// What follows on the password.
#[derive(Clone, Debug)]
pub enum Step {
    /// A session.
    Done(SignedIn),
    /// The second factor is awaited: the secret by which this sign-in is found again, and how long.
    SecondFactor {
        /// For a cookie of its own, never stored.
        secret: String,
        /// How long it may take.
        within: TimeDelta,
    },
}

/// What follows on the second factor.
#[derive(Clone, Debug)]
pub enum Proof {
    /// A session.
    Done(SignedIn),
    /// That was not the code, or one that was used before.
    Wrong,
    /// The sign-in has ended meanwhile: the password first.
    Over,
}

/// A device as remembered.
pub(super) fn device(secret: &str, user: DbId, now: Instant) -> DeviceRow {
    DeviceRow {
        token_hash: digest(secret),
        user_id: user,
        created_at: DbInstant(now.utc()),
        expires_at: DbInstant(now.plus(REMEMBERED).utc()),
    }
}

/// What is found before a password is tried.
struct Found {
    user: Option<UserRow>,
    key: Vec<u8>,
    asker: Asker,
}

fn done(begun: Begun, needs_set_up: bool, sees_convoys: bool) -> SignedIn {
    let Begun { secret, device_secret: device, expires_at } = begun;
    SignedIn { secret, expires_at, device, remembered: REMEMBERED, needs_set_up, sees_convoys }
}

fn sender(user: DbId) -> Sender {
    Sender { user: Some(UserId(user.0)), skew_ms: None }
}

impl App {
    /// Takes a password. An unknown address takes as long as a wrong password, and is told the same.
    pub async fn sign_in(&self, email: &str, password: &str, browser: Browser) -> Result<Step, AppError> {
        let email = email::folded(email);
        let Found { user, key, asker } = self.find_to_sign_in(&email, &browser)?;
        let place = self.passwords.place(asker)?;
        let counted = key.clone();
        let outcome = self.lane.submit(move |batch| delays::count(batch, &counted))?;
        let failures = answered::<i32>(outcome).await?;
        let hash = user.as_ref().map(|user| user.password_hash.clone());
        let is_right = place.is_password(password, hash).await?;
        match user {
            Some(user) if is_right => self.begin_session(user, (key, failures), browser).await,
            Some(user) if failures == delays::FIRST_DELAYED => {
                // Nobody waits for it: the answer for an address that has an account takes no longer.
                let _unawaited = self
                    .lane
                    .submit(move |batch| record(batch, &Deed::SignInDelayed { user: user.id.0 }, Sender::default()))?;
                Err(AppError::Unauthenticated)
            }
            _ => Err(AppError::Unauthenticated),
        }
    }

    /// The open account of an address, where its failures are counted, and in whose turn it is tried. Refused while a delay
    /// lasts.
    fn find_to_sign_in(&self, email: &str, browser: &Browser) -> Result<Found, AppError> {
        let mut reader = self.reader()?;
        let now = self.now();
        let user = people::find_user_by_email(&mut reader, email)?.filter(|user| user.disabled_at.is_none());
        let given = browser.device.as_deref().unwrap_or_default();
        let device = sign_in::find_device(&mut reader, &digest(given))?;
        let is_known = match (&user, &device) {
            (Some(user), Some(device)) => device.user_id == user.id && Instant::new(device.expires_at.0) > now,
            _ => false,
        };
        let key = delays::key(&self.keys, email, is_known.then_some(given));
        delays::refuse_blocked(sign_in::find_attempts(&mut reader, &key)?.as_ref(), now)?;
        let known = user.as_ref().filter(|_| is_known).map(|user| Asker::Known(user.id.0));
        Ok(Found { user, key, asker: known.unwrap_or(Asker::Stranger(browser.whence)) })
    }

    /// The password was right: a session, or the wait for the second factor.
    async fn begin_session(
        &self,
        user: UserRow,
        (key, counted): (Vec<u8>, i32),
        browser: Browser,
    ) -> Result<Step, AppError> {
        let (fresh, pending) = (Fresh::new(browser)?, hex(&secret()?));
        let off = self.second_factor_off;
        let outcome = self.lane.submit(move |batch| {
            // Between then and now the account may have been closed, or its password changed.
            let same = people::find_user(batch.conn(), user.id)?
                .filter(|now| now.disabled_at.is_none() && now.password_hash == user.password_hash);
            let user = same.ok_or(AppError::Unauthenticated)?;
            let factor = sign_in::find_second_factor(batch.conn(), user.id)?.filter(|factor| factor.set_at.is_some());
            if factor.is_some() && !off {
                delays::take_back(batch, &key, counted)?;
                await_second_factor(batch, user.id, &key, &pending)?;
                return Ok(Step::SecondFactor { secret: pending.clone(), within: PENDING });
            }
            delays::clear(batch, &key)?;
            finish(batch, &user, &fresh, SecondFactor::None, off).map(Step::Done)
        })?;
        answered(outcome).await
    }

    /// Takes the code of an authenticator, or a recovery code, for the sign-in that waits under this secret.
    pub async fn prove(&self, pending: &str, code: &str, browser: Browser) -> Result<Proof, AppError> {
        let (fresh, hash) = (Fresh::new(browser)?, digest(pending));
        let (keys, off, code) = (std::sync::Arc::clone(&self.keys), self.second_factor_off, code.to_owned());
        let outcome = self.lane.submit(move |batch| {
            let Some(waiting) = sign_in::find_pending(batch.conn(), &hash)? else { return Ok(Proof::Over) };
            let user = people::find_user(batch.conn(), waiting.user_id)?.filter(|user| user.disabled_at.is_none());
            let Some(user) = user.filter(|_| Instant::new(waiting.expires_at.0) > batch.now()) else {
                sign_in::delete_pending(batch.conn(), &hash)?;
                return Ok(Proof::Over);
            };
            let failures = delays::count(batch, &waiting.attempts_key)?;
            let Some(by) = second_factor::take(batch, &keys, user.id, &code)? else {
                if failures == delays::FIRST_DELAYED {
                    record(batch, &Deed::SignInDelayed { user: user.id.0 }, Sender::default())?;
                }
                return Ok(Proof::Wrong);
            };
            sign_in::delete_pending(batch.conn(), &hash)?;
            delays::clear(batch, &waiting.attempts_key)?;
            finish(batch, &user, &fresh, by, off).map(Proof::Done)
        })?;
        answered(outcome).await
    }

    /// Whether a sign-in still waits for its second factor under this secret.
    pub fn awaits_second_factor(&self, pending: &str) -> Result<bool, AppError> {
        let waiting = sign_in::find_pending(&mut *self.reader()?, &digest(pending))?;
        Ok(waiting.is_some_and(|waiting| Instant::new(waiting.expires_at.0) > self.now()))
    }
}

pub(super) fn await_second_factor(batch: &mut Batch<'_>, user: DbId, key: &[u8], secret: &str) -> Result<(), AppError> {
    let now = batch.now();
    let pending = PendingSignInRow {
        token_hash: digest(secret),
        user_id: user,
        attempts_key: key.to_vec(),
        created_at: DbInstant(now.utc()),
        expires_at: DbInstant(now.plus(PENDING).utc()),
    };
    Ok(sign_in::insert_pending(batch.conn(), &pending)?)
}

pub(super) fn finish(
    batch: &mut Batch<'_>,
    user: &UserRow,
    fresh: &Fresh,
    by: SecondFactor,
    off: bool,
) -> Result<SignedIn, AppError> {
    let caller = caller_of(batch.conn(), user, None)?;
    let begun = fresh.begin(batch, user.id, by)?;
    record(batch, &Deed::SignedIn { user: user.id.0, second_factor: by }, sender(user.id))?;
    let needs_set_up = is_powerful(&caller) && by == SecondFactor::None && !off;
    Ok(done(begun, needs_set_up, caller.may_somewhere(Action::SeeConvoys)))
}
