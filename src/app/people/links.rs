//! Links that work once: for the first administrator of a new installation, for a new colleague, and for who has lost a
//! password. What they let somebody do is choose a password; a second factor is asked for as ever.

use chrono::TimeDelta;
use serde::Serialize;
use strum::{AsRefStr, EnumString};

use super::{
    By, NewUser,
    accounts::Draft,
    credentials::{self, Ends},
    delays, digest, hex,
    requests::{self, Asked, Kind, Wish, decided},
    secret, sessions,
};
use crate::{
    app::{
        App, AppError, Role,
        audit::{Deed, record},
        convoys::answered,
        error::Conflict,
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
        people, requests as store_requests,
        rows::LinkRow,
        sign_in,
        types::{DbId, DbInstant},
        webhooks::WAITING,
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
    /// It waits for a second person, or until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits_until: Option<Instant>,
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
    /// It waits for a second person, or until then.
    pub waits_until: Option<Instant>,
}

fn no_link() -> AppError {
    AppError::NotFound { what: "link" }
}

fn insert(
    batch: &mut Batch<'_>,
    user: Option<DbId>,
    purpose: Purpose,
    (secret, waits_until): (&str, Option<Instant>),
    sender: Sender,
) -> Result<NewLink, AppError> {
    let now = batch.now();
    let expires_at = waits_until.unwrap_or(now).plus(WORKS);
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
    if waits_until.is_none() {
        record_made(batch, user, purpose.as_ref(), sender)?;
    }
    let at = if purpose == Purpose::FirstAdmin { "welcome" } else { "link" };
    Ok(NewLink { path: format!("/{at}/{secret}"), purpose, expires_at, waits_until })
}

fn record_made(batch: &mut Batch<'_>, user: Option<DbId>, purpose: &str, sender: Sender) -> Result<(), AppError> {
    let said = Text::parse(purpose, LINE);
    let purpose = said.map_err(|_| AppError::Internal("the purpose of a link is no text".to_owned()))?;
    record(batch, &Deed::LinkMade { user: user.map(|user| user.0), purpose }, sender)
}

/// A link that waited works from now on: it counts as made now.
pub(super) fn open(batch: &mut Batch<'_>, hash: &[u8], sender: Sender) -> Result<(), AppError> {
    let until = batch.now().plus(WORKS);
    store_requests::open_link(batch.conn(), hash, until)?;
    match sign_in::find_link(batch.conn(), hash)? {
        Some(link) => record_made(batch, link.user_id, &link.purpose, sender),
        None => Ok(()),
    }
}

impl App {
    /// The way in for the first administrator, while nobody has an account. Earlier ones end.
    pub fn make_first_link(&self) -> Result<Option<NewLink>, AppError> {
        let secret = hex(&secret()?);
        self.lane.write(move |batch| {
            if people::has_users(batch.conn())? {
                return Ok(None);
            }
            insert(batch, None, Purpose::FirstAdmin, (&secret, None), Sender::default()).map(Some)
        })
    }

    /// A link by which somebody chooses a password. Earlier ones for them end. Where the account sees convoys, it works once
    /// a second person has confirmed it.
    pub async fn make_link(&self, by: &By, user: UserId) -> Result<NewLink, AppError> {
        let (by, user, secret, rule) = (by.clone(), DbId(user.0), hex(&secret()?), self.second_person());
        let outcome = self.lane.submit(move |batch| {
            let found = by.over_account(batch, user)?;
            if found.disabled_at.is_some() {
                return Err(AppError::NotFound { what: "user" });
            }
            let has_none = found.password_hash == NO_PASSWORD;
            let purpose = if has_none { Purpose::Invitation } else { Purpose::PasswordReset };
            decided::lapse_links(batch, user, by.sender())?;
            let wish = Wish { link_hash: Some(digest(&secret)), ..Wish::account(batch.conn(), Kind::Link, user)? };
            let waits_until = match requests::ask(batch, &by, rule, &wish)? {
                Some(Asked::Waits { until, .. }) => Some(until),
                Some(Asked::Done) | None => None,
            };
            insert(batch, Some(user), purpose, (&secret, waits_until), by.sender())
        })?;
        answered(outcome).await
    }

    /// Makes an account without a password, and the link by which its person chooses one. The role may have to wait: until
    /// then the account sees nothing.
    pub async fn invite(&self, by: &By, new: &NewUser) -> Result<(UserId, NewLink, Asked), AppError> {
        let (by, draft, secret, rule) = (by.clone(), Draft::read(new)?, hex(&secret()?), self.second_person());
        let outcome = self.lane.submit(move |batch| {
            let (user, asked) = draft.insert(batch, &by, rule)?;
            let link = insert(batch, Some(user), Purpose::Invitation, (&secret, None), by.sender())?;
            Ok((UserId(user.0), link, asked))
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
            let first = LinkFor { purpose, email: String::new(), name: String::new(), waits_until: None };
            return if is_late { Err(no_link()) } else { Ok(first) };
        };
        let user = people::find_user(&mut reader, user)?.filter(|user| user.disabled_at.is_none());
        let user = user.ok_or_else(no_link)?;
        let request = store_requests::find_of_link(&mut reader, &link.secret_hash)?;
        let waits_until = request.filter(|row| row.state == WAITING).map(|row| Instant::new(row.due_at.0));
        Ok(LinkFor { purpose, email: user.email, name: user.name, waits_until })
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
        let (hash, rule) = (digest(secret), self.second_person());
        let outcome = self.lane.submit(move |batch| {
            let now = DbInstant(batch.now().utc());
            if people::has_users(batch.conn())? || !sign_in::use_link(batch.conn(), &hash, now)? {
                return Err(no_link());
            }
            draft.insert(batch, &By::Program, rule)?;
            Ok(())
        })?;
        answered(outcome).await
    }

    /// Chooses a password by a link. All sessions end, all tokens that are not kept, and the delays after failures too.
    pub async fn use_link(&self, secret: &str, password: &str, ends: &Ends, whence: Whence) -> Result<(), AppError> {
        let link = self.link(secret)?;
        if link.purpose == Purpose::FirstAdmin {
            return Err(no_link());
        }
        if link.waits_until.is_some() {
            return Err(AppError::Conflict(Conflict::LinkWaits));
        }
        check_password(password, &[&link.email, &link.name])?;
        let password_hash = self.passwords.place(Asker::Stranger(whence))?.hash(password).await?;
        let (hash, key, ends) = (digest(secret), delays::key(&self.keys, &link.email, None), ends.clone());
        let outcome = self.lane.submit(move |batch| {
            let now = DbInstant(batch.now().utc());
            let user = sign_in::find_link(batch.conn(), &hash)?.and_then(|link| link.user_id).ok_or_else(no_link)?;
            let found = people::find_user(batch.conn(), user)?.filter(|user| user.disabled_at.is_none());
            let request = store_requests::find_of_link(batch.conn(), &hash)?;
            if request.is_some_and(|row| row.state != requests::DONE) {
                return Err(no_link());
            }
            if found.is_none() || !sign_in::use_link(batch.conn(), &hash, now)? {
                return Err(no_link());
            }
            let sender = Sender { user: Some(UserId(user.0)), skew_ms: None };
            people::set_password_hash(batch.conn(), user, &password_hash)?;
            delays::clear(batch, &key)?;
            sign_in::delete_devices_of_user(batch.conn(), user)?;
            record(batch, &Deed::PasswordChanged { user: user.0 }, sender)?;
            credentials::end(batch, user, &ends, sender)?;
            sessions::end_all(batch, user, sender)
        })?;
        answered(outcome).await
    }
}
