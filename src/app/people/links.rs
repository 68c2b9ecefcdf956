//! Links that work once: for the first administrator of a new installation, for a new colleague, and for who has lost a
//! password. What they let somebody do is choose a password; a second factor is asked for as ever.

use chrono::TimeDelta;
use serde::Serialize;
use strum::{AsRefStr, EnumString};

use super::{By, NewUser, accounts::Draft, delays, digest, hex, secret, sessions};
use crate::{
    app::{
        App, AppError, Role,
        audit::{Deed, record},
        convoys::answered,
        passwords::{Asker, NO_PASSWORD, check_password},
        shares::Whence,
    },
    domain::{
        id::UserId,
        text::{LINE, Text},
        time::Instant,
    },
    store::{
        batch::{Batch, Sender},
        people,
        rows::LinkRow,
        sign_in,
        types::{DbId, DbInstant},
    },
};

/// How long a link works.
const WORKS: TimeDelta = TimeDelta::hours(24);

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, AsRefStr, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Purpose {
    /// To make the first account.
    FirstAdmin,
    /// To choose a password for the first time.
    Invitation,
    /// To choose another.
    PasswordReset,
}

/// A link as it is shown, once.
#[derive(Clone, Debug, Serialize)]
pub struct NewLink {
    /// The path on this site.
    pub path: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Until when it works.
    pub expires_at: Instant,
}

/// Whom a link that works is for.
#[derive(Clone, Debug)]
pub struct LinkFor {
    /// What it is for.
    pub purpose: Purpose,
    /// The account's address; none yet for the first.
    pub email: String,
    /// The name.
    pub name: String,
}

fn no_link() -> AppError {
    AppError::NotFound { what: "link" }
}

fn insert(
    batch: &mut Batch<'_>,
    user: Option<DbId>,
    purpose: Purpose,
    secret: &str,
    sender: Sender,
) -> Result<NewLink, AppError> {
    let now = batch.now();
    let expires_at = now.plus(WORKS);
    sign_in::end_links(batch.conn(), user, DbInstant(now.utc()))?;
    let row = LinkRow {
        secret_hash: digest(secret),
        purpose: purpose.as_ref().to_owned(),
        user_id: user,
        created_at: DbInstant(now.utc()),
        expires_at: DbInstant(expires_at.utc()),
        used_at: None,
    };
    sign_in::insert_link(batch.conn(), &row)?;
    let said = Text::parse(purpose.as_ref(), LINE);
    let said = said.map_err(|_| AppError::Internal("the purpose of a link is no text".to_owned()))?;
    record(batch, &Deed::LinkMade { user: user.map(|user| user.0), purpose: said }, sender)?;
    let at = if purpose == Purpose::FirstAdmin { "welcome" } else { "link" };
    Ok(NewLink { path: format!("/{at}/{secret}"), purpose, expires_at })
}

impl App {
    /// The way in for the first administrator, while nobody has an account. Earlier ones end.
    pub fn make_first_link(&self) -> Result<Option<NewLink>, AppError> {
        let secret = hex(&secret()?);
        self.lane.write(move |batch| {
            if people::has_users(batch.conn())? {
                return Ok(None);
            }
            insert(batch, None, Purpose::FirstAdmin, &secret, Sender::default()).map(Some)
        })
    }

    /// A link by which somebody chooses a password. Earlier ones for them end.
    pub async fn make_link(&self, by: &By, user: UserId) -> Result<NewLink, AppError> {
        let (by, user, secret) = (by.clone(), DbId(user.0), hex(&secret()?));
        let outcome = self.lane.submit(move |batch| {
            let found = by.over_account(batch, user)?;
            if found.disabled_at.is_some() {
                return Err(AppError::NotFound { what: "user" });
            }
            let has_none = found.password_hash == NO_PASSWORD;
            let purpose = if has_none { Purpose::Invitation } else { Purpose::PasswordReset };
            insert(batch, Some(user), purpose, &secret, by.sender())
        })?;
        answered(outcome).await
    }

    /// Makes an account without a password, and the link by which its person chooses one.
    pub async fn invite(&self, by: &By, new: &NewUser) -> Result<(UserId, NewLink), AppError> {
        let (by, draft, secret) = (by.clone(), Draft::read(new)?, hex(&secret()?));
        let outcome = self.lane.submit(move |batch| {
            let user = draft.insert(batch, &by)?;
            let link = insert(batch, Some(user), Purpose::Invitation, &secret, by.sender())?;
            Ok((UserId(user.0), link))
        })?;
        answered(outcome).await
    }

    /// Whom a link is for, if it still works. To look at it does not use it up.
    pub fn link(&self, secret: &str) -> Result<LinkFor, AppError> {
        let mut reader = self.reader()?;
        let link = sign_in::find_link(&mut reader, &digest(secret))?.ok_or_else(no_link)?;
        if link.used_at.is_some() || Instant::new(link.expires_at.0) <= self.now() {
            return Err(no_link());
        }
        let purpose = link.purpose.parse();
        let purpose: Purpose = purpose.map_err(|_| AppError::Internal("a link is corrupt".to_owned()))?;
        let Some(user) = link.user_id else {
            let is_late = people::has_users(&mut reader)?;
            let first = LinkFor { purpose, email: String::new(), name: String::new() };
            return if is_late { Err(no_link()) } else { Ok(first) };
        };
        let user = people::find_user(&mut reader, user)?.filter(|user| user.disabled_at.is_none());
        let user = user.ok_or_else(no_link)?;
        Ok(LinkFor { purpose, email: user.email, name: user.name })
    }

    /// Makes the first account: an administrator, of every organisation or of one.
    pub async fn use_first_link(
        &self,
        secret: &str,
        new: &NewUser,
        password: &str,
        whence: Whence,
    ) -> Result<(), AppError> {
        if self.link(secret)?.purpose != Purpose::FirstAdmin {
            return Err(no_link());
        }
        let mut draft = Draft::read(&NewUser { role: Role::Admin, ..new.clone() })?;
        check_password(password, &[&draft.email, &draft.name, &new.organisation])?;
        draft.password_hash = self.passwords.place(Asker::Stranger(whence))?.hash(password).await?;
        let hash = digest(secret);
        let outcome = self.lane.submit(move |batch| {
            let now = DbInstant(batch.now().utc());
            if people::has_users(batch.conn())? || !sign_in::use_link(batch.conn(), &hash, now)? {
                return Err(no_link());
            }
            draft.insert(batch, &By::Program)?;
            Ok(())
        })?;
        answered(outcome).await
    }

    /// Chooses a password by a link. All sessions end, and the delays after failures too.
    pub async fn use_link(&self, secret: &str, password: &str, whence: Whence) -> Result<(), AppError> {
        let link = self.link(secret)?;
        if link.purpose == Purpose::FirstAdmin {
            return Err(no_link());
        }
        check_password(password, &[&link.email, &link.name])?;
        let password_hash = self.passwords.place(Asker::Stranger(whence))?.hash(password).await?;
        let (hash, key) = (digest(secret), delays::key(&self.keys, &link.email, None));
        let outcome = self.lane.submit(move |batch| {
            let now = DbInstant(batch.now().utc());
            let user = sign_in::find_link(batch.conn(), &hash)?.and_then(|link| link.user_id).ok_or_else(no_link)?;
            let found = people::find_user(batch.conn(), user)?.filter(|user| user.disabled_at.is_none());
            if found.is_none() || !sign_in::use_link(batch.conn(), &hash, now)? {
                return Err(no_link());
            }
            let sender = Sender { user: Some(UserId(user.0)), skew_ms: None };
            people::set_password_hash(batch.conn(), user, &password_hash)?;
            delays::clear(batch, &key)?;
            sign_in::delete_devices_of_user(batch.conn(), user)?;
            record(batch, &Deed::PasswordChanged { user: user.0 }, sender)?;
            sessions::end_all(batch, user, sender)
        })?;
        answered(outcome).await
    }
}
