//! Sessions: who is signed in, where and since when, and how a session ends.

use chrono::TimeDelta;
use uuid::Uuid;

use super::{caller_of, digest, hex, secret, sign_in::Browser};
use crate::{
    app::{
        App, AppError, Caller, Role,
        audit::{Deed, SecondFactor, record},
        convoys::answered,
    },
    domain::time::Instant,
    store::{
        batch::{Batch, Sender},
        people,
        rows::SessionRow,
        sign_in,
        types::{DbId, DbInstant},
    },
};

/// A session ends after so long without a request, so long after sign-in at the latest.
const IDLE: TimeDelta = TimeDelta::days(7);
const ABSOLUTE: TimeDelta = TimeDelta::days(30);
/// Of those who run accounts or convoys sooner.
const IDLE_OF_POWERFUL: TimeDelta = TimeDelta::hours(12);
/// "Last seen" is written this often and not with every request.
pub const SEEN_EVERY: TimeDelta = TimeDelta::minutes(5);

/// Who is signed in in a browser.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who.
    pub caller: Caller,
    /// The account's address.
    pub email: String,
    /// How more than a password was proved.
    pub second_factor: SecondFactor,
    /// Whether nothing can be done before a second factor is set up.
    pub needs_set_up: bool,
    pub(super) token_hash: Vec<u8>,
}

impl Signed {
    /// By whom entries are recorded.
    pub(super) fn sender(&self) -> Sender {
        Sender { user: Some(self.caller.user), skew_ms: None }
    }

    pub(super) fn user_id(&self) -> DbId {
        DbId(self.caller.user.0)
    }
}

/// A session in a list.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// By which it is ended.
    pub id: Uuid,
    /// Browser and system, where they are known.
    pub device: Option<String>,
    /// Since when.
    pub since: Instant,
    /// When it was last used, to about five minutes.
    pub last_seen: Instant,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// Whether somebody with these roles has to prove more than a password.
pub(super) fn is_powerful(caller: &Caller) -> bool {
    caller.memberships.iter().any(|membership| matches!(membership.role, Role::Admin | Role::Coordinator))
}

/// A session about to begin, with the secret for its cookie. Its instants are the batch's.
#[derive(Clone)]
pub(super) struct Fresh {
    pub secret: String,
    browser: Browser,
    device_secret: String,
}

/// What a browser is given to keep.
#[derive(Clone)]
pub(super) struct Begun {
    pub secret: String,
    pub device_secret: String,
    pub expires_at: Instant,
}

impl Fresh {
    pub(super) fn new(browser: Browser) -> Result<Self, AppError> {
        Ok(Self { secret: hex(&secret()?), device_secret: hex(&secret()?), browser })
    }

    /// Begins it, in the place of the session that the browser may have had, and remembers the device.
    pub(super) fn begin(&self, batch: &mut Batch<'_>, user: DbId, by: SecondFactor) -> Result<Begun, AppError> {
        let now = batch.now();
        let expires_at = now.plus(ABSOLUTE);
        if let Some(before) = &self.browser.session {
            people::delete_session(batch.conn(), &digest(before))?;
        }
        let session = SessionRow {
            token_hash: digest(&self.secret),
            id: DbId(batch.new_id()),
            user_id: user,
            second_factor: by.as_ref().to_owned(),
            device: self.browser.description.clone(),
            created_at: DbInstant(now.utc()),
            last_seen_at: DbInstant(now.utc()),
            expires_at: DbInstant(expires_at.utc()),
        };
        people::insert_session(batch.conn(), &session)?;
        if let Some(before) = &self.browser.device {
            sign_in::delete_device(batch.conn(), &digest(before))?;
        }
        sign_in::insert_device(batch.conn(), &super::sign_in::device(&self.device_secret, user, now))?;
        Ok(Begun { secret: self.secret.clone(), device_secret: self.device_secret.clone(), expires_at })
    }
}

/// Gives the session of somebody a fresh secret and another level; its age stays.
pub(super) fn replace(
    batch: &mut Batch<'_>,
    signed: &Signed,
    fresh: &str,
    by: SecondFactor,
) -> Result<Instant, AppError> {
    let session = people::find_session(batch.conn(), &signed.token_hash)?.ok_or(AppError::Unauthenticated)?;
    people::delete_session(batch.conn(), &signed.token_hash)?;
    let expires_at = Instant::new(session.expires_at.0);
    let now = DbInstant(batch.now().utc());
    let session =
        SessionRow { token_hash: digest(fresh), second_factor: by.as_ref().to_owned(), last_seen_at: now, ..session };
    people::insert_session(batch.conn(), &session)?;
    Ok(expires_at)
}

/// Ends all sessions of somebody, and what is on its way to become one. Recorded where there were any.
pub(super) fn end_all(batch: &mut Batch<'_>, user: DbId, sender: Sender) -> Result<(), AppError> {
    sign_in::delete_pending_of_user(batch.conn(), user)?;
    let count = people::delete_sessions_of_user(batch.conn(), user)?;
    record_ended(batch, user, count, sender)
}

/// As [`end_all`], but for one session.
pub(super) fn end_others(batch: &mut Batch<'_>, signed: &Signed, kept: &[u8]) -> Result<(), AppError> {
    sign_in::delete_pending_of_user(batch.conn(), signed.user_id())?;
    let count = people::delete_other_sessions(batch.conn(), signed.user_id(), kept)?;
    record_ended(batch, signed.user_id(), count, signed.sender())
}

fn record_ended(batch: &mut Batch<'_>, user: DbId, count: usize, sender: Sender) -> Result<(), AppError> {
    match u64::try_from(count).unwrap_or(u64::MAX) {
        0 => Ok(()),
        count => record(batch, &Deed::SessionsEnded { user: user.0, count }, sender),
    }
}

impl App {
    /// Who has this session, if it has not ended and its level is enough for all that the person may do.
    pub fn caller_of_session(&self, secret: &str) -> Result<Caller, AppError> {
        let signed = self.signed_in(secret)?;
        if signed.needs_set_up { Err(AppError::SecondFactorRequired) } else { Ok(signed.caller) }
    }

    /// As [`App::caller_of_session`], of one that is only looked at: who leaves a page open and goes away does not thereby
    /// use it.
    pub fn caller_of_open_session(&self, secret: &str) -> Result<Caller, AppError> {
        let (signed, _) = self.find_signed(secret)?;
        if signed.needs_set_up { Err(AppError::SecondFactorRequired) } else { Ok(signed.caller) }
    }

    /// Who has this session, if it has not ended, even where a second factor has to be set up before anything else.
    pub fn signed_in(&self, secret: &str) -> Result<Signed, AppError> {
        let (signed, seen) = self.find_signed(secret)?;
        let now = self.now();
        if now.since(seen) > SEEN_EVERY {
            let token_hash = signed.token_hash.clone();
            // Nobody waits for it: a session that ends a little early is no harm.
            let _unawaited = self.lane.submit(move |batch| -> Result<(), AppError> {
                Ok(people::touch_session(batch.conn(), &token_hash, DbInstant(now.utc()))?)
            })?;
        }
        Ok(signed)
    }

    /// And when it was last used.
    fn find_signed(&self, secret: &str) -> Result<(Signed, Instant), AppError> {
        let mut reader = self.reader()?;
        let token_hash = digest(secret);
        let session = people::find_session(&mut reader, &token_hash)?.ok_or(AppError::Unauthenticated)?;
        let now = self.now();
        let seen = Instant::new(session.last_seen_at.0);
        if Instant::new(session.expires_at.0) <= now || seen.plus(IDLE) <= now {
            return Err(AppError::Unauthenticated);
        }
        let user = people::find_user(&mut reader, session.user_id)?.filter(|user| user.disabled_at.is_none());
        let user = user.ok_or(AppError::Unauthenticated)?;
        let caller = caller_of(&mut reader, &user, None)?;
        let powerful = is_powerful(&caller);
        if powerful && seen.plus(IDLE_OF_POWERFUL) <= now {
            return Err(AppError::Unauthenticated);
        }
        let second_factor = session.second_factor.parse();
        let second_factor = second_factor.map_err(|_| AppError::Internal("a session is corrupt".to_owned()))?;
        let needs_set_up = powerful && second_factor == SecondFactor::None && !self.second_factor_off;
        Ok((Signed { caller, email: user.email, second_factor, needs_set_up, token_hash }, seen))
    }

    /// Ends a session.
    pub async fn sign_out(&self, secret: &str) -> Result<(), AppError> {
        let token_hash = digest(secret);
        let outcome = self.lane.submit(move |batch| Ok(people::delete_session(batch.conn(), &token_hash)?))?;
        answered(outcome).await
    }

    /// Somebody's own sessions that have not ended, the latest used first.
    pub fn list_sessions(&self, signed: &Signed) -> Result<Vec<SessionLine>, AppError> {
        let now = self.now();
        let idle = if is_powerful(&signed.caller) { IDLE_OF_POWERFUL } else { IDLE };
        let sessions = people::list_sessions(&mut *self.reader()?, signed.user_id())?;
        let open = sessions.into_iter().filter(|session| {
            Instant::new(session.expires_at.0) > now && Instant::new(session.last_seen_at.0).plus(idle) > now
        });
        Ok(open
            .map(|session| SessionLine {
                id: session.id.0,
                device: session.device,
                since: Instant::new(session.created_at.0),
                last_seen: Instant::new(session.last_seen_at.0),
                is_this: session.token_hash == signed.token_hash,
            })
            .collect())
    }

    /// Ends one of somebody's own sessions.
    pub async fn end_session(&self, signed: &Signed, id: Uuid) -> Result<(), AppError> {
        let signed = signed.clone();
        let outcome = self.lane.submit(move |batch| {
            if !people::delete_session_by_id(batch.conn(), signed.user_id(), DbId(id))? {
                return Err(AppError::NotFound { what: "session" });
            }
            record_ended(batch, signed.user_id(), 1, signed.sender())
        })?;
        answered(outcome).await
    }

    /// Ends all of somebody's own sessions but the one that asks.
    pub async fn end_other_sessions(&self, signed: &Signed) -> Result<(), AppError> {
        let signed = signed.clone();
        let outcome = self.lane.submit(move |batch| end_others(batch, &signed, &signed.token_hash))?;
        answered(outcome).await
    }
}
