//! People: accounts, sign-in and sessions. Secrets are stored hashed.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    App, AppError, Caller, Role,
    convoys::answered,
    error::Conflict,
    passwords::{check_password, hash_password},
    policy::{Membership, TokenScope},
    world::organisation_of_key,
};
use crate::{
    ambient::secret_bytes,
    domain::{
        id::{OrganisationId, UserId},
        place::Organisation,
        refusal::{FieldCode, FieldError},
        text::{Key, LINE, Names, Text},
        time::Instant,
    },
    store::{
        DbConnection,
        batch::Sender,
        people,
        rows::{MembershipRow, SessionRow, UserRow},
        types::{DbId, DbInstant},
        world,
    },
};

/// A session ends after so long without a request, so long after sign-in at the latest.
const IDLE: chrono::TimeDelta = chrono::TimeDelta::days(7);
const ABSOLUTE: chrono::TimeDelta = chrono::TimeDelta::days(30);
/// "Last seen" is written this often and not with every request.
pub(super) const SEEN_EVERY: chrono::TimeDelta = chrono::TimeDelta::minutes(5);
/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Address.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Key of the organisation, made where it is new; `*` for every organisation.
    pub organisation: String,
    /// The role there.
    pub role: Role,
}

/// What a sign-in gives: the secret for the cookie.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Shown to the browser, never stored.
    pub secret: String,
    /// When the session ends at the latest.
    pub expires_at: Instant,
}

/// An account in a list.
#[derive(Clone, Debug, Serialize)]
pub struct UserLine {
    /// Address.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Such as `coordinator of sarc`.
    pub roles: Vec<String>,
    /// Whether the account is closed.
    pub is_disabled: bool,
}

impl App {
    /// Makes an account, or gives one that is there another role. Answers the user's id.
    pub fn add_user(&self, new: &NewUser, password: &str) -> Result<UserId, AppError> {
        let email = read_email(&new.email)?;
        let name = Text::parse(&new.name, LINE).map_err(|_| wrong("/name", FieldCode::Malformed))?;
        check_password(password, &email)?;
        let organisation = read_organisation(&new.organisation)?;
        let password_hash = hash_password(password)?;
        let (now, role) = (self.now(), new.role);
        self.lane.write(move |batch| {
            if people::find_user_by_email(batch.conn(), &email)?.is_some() {
                return Err(AppError::Conflict(Conflict::EmailTaken));
            }
            let (user_id, membership_id) = (DbId(batch.new_id()), DbId(batch.new_id()));
            let organisation_id = match &organisation {
                None => None,
                Some(organisation) => Some(DbId(organisation_of_key(batch, organisation, Sender::default())?)),
            };
            let user = UserRow {
                id: user_id,
                email: email.clone(),
                name: name.to_string(),
                password_hash: password_hash.clone(),
                language: None,
                disabled_at: None,
                created_at: DbInstant(now.utc()),
            };
            people::insert_user(batch.conn(), &user)?;
            let role = role.as_ref().to_owned();
            people::insert_membership(
                batch.conn(),
                &MembershipRow { id: membership_id, user_id, organisation_id, role },
            )?;
            Ok(UserId(user_id.0))
        })
    }

    /// Signs somebody in. An unknown address takes as long as a wrong password, and is told the same.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<SignedIn, AppError> {
        let email = email.trim().to_lowercase();
        let user = people::find_user_by_email(&mut *self.reader()?, &email)?.filter(|user| user.disabled_at.is_none());
        let hash = user.as_ref().map(|user| user.password_hash.clone());
        if !self.passwords.is_password(password.to_owned(), hash).await? {
            return Err(AppError::Unauthenticated);
        }
        let user = user.ok_or(AppError::Unauthenticated)?;
        let secret = hex(&secret()?);
        let now = self.now();
        let expires_at = now.plus(ABSOLUTE);
        let session = SessionRow {
            token_hash: digest(&secret),
            user_id: user.id,
            created_at: DbInstant(now.utc()),
            last_seen_at: DbInstant(now.utc()),
            expires_at: DbInstant(expires_at.utc()),
        };
        let outcome = self.lane.submit(move |batch| Ok(people::insert_session(batch.conn(), &session)?))?;
        answered::<()>(outcome).await?;
        Ok(SignedIn { secret, expires_at })
    }

    /// Who has this session, if it has not ended.
    pub fn caller_of_session(&self, secret: &str) -> Result<Caller, AppError> {
        let mut reader = self.reader()?;
        let token_hash = digest(secret);
        let session = people::find_session(&mut reader, &token_hash)?.ok_or(AppError::Unauthenticated)?;
        let now = self.now();
        let seen = Instant::new(session.last_seen_at.0);
        if Instant::new(session.expires_at.0) <= now || seen.plus(IDLE) <= now {
            return Err(AppError::Unauthenticated);
        }
        if now.since(seen) > SEEN_EVERY {
            // Nobody waits for it: a session that ends a little early is no harm.
            let _unawaited = self.lane.submit(move |batch| -> Result<(), AppError> {
                Ok(people::touch_session(batch.conn(), &token_hash, DbInstant(now.utc()))?)
            })?;
        }
        caller(&mut reader, session.user_id, None)
    }

    /// Ends a session.
    pub async fn sign_out(&self, secret: &str) -> Result<(), AppError> {
        let token_hash = digest(secret);
        let outcome = self.lane.submit(move |batch| Ok(people::delete_session(batch.conn(), &token_hash)?))?;
        answered(outcome).await
    }

    /// Everybody who has an account.
    pub fn list_users(&self) -> Result<Vec<UserLine>, AppError> {
        let mut reader = self.reader()?;
        let mut lines = Vec::new();
        for user in people::list_users(&mut reader)? {
            let mut roles = Vec::new();
            for membership in people::list_memberships(&mut reader, user.id)? {
                let organisation = match membership.organisation_id {
                    None => "*".to_owned(),
                    Some(id) => world::find_organisation(&mut reader, &id.0.to_string())?
                        .map_or_else(|| id.0.to_string(), |organisation| organisation.what.key.to_string()),
                };
                roles.push(format!("{} of {organisation}", membership.role));
            }
            let is_disabled = user.disabled_at.is_some();
            lines.push(UserLine { email: user.email, name: user.name, roles, is_disabled });
        }
        Ok(lines)
    }

    /// Closes an account: sessions end, tokens no longer work.
    pub fn disable_user(&self, email: &str) -> Result<(), AppError> {
        let (user, now) = (self.find_user(email)?, DbInstant(self.now().utc()));
        self.lane.write(move |batch| {
            people::delete_sessions_of_user(batch.conn(), user.id)?;
            Ok(people::disable_user(batch.conn(), user.id, now)?)
        })
    }

    pub(super) fn find_user(&self, email: &str) -> Result<UserRow, AppError> {
        let user = people::find_user_by_email(&mut *self.reader()?, &email.trim().to_lowercase())?;
        user.ok_or(AppError::NotFound { what: "user" })
    }
}

pub(super) fn caller(
    conn: &mut DbConnection,
    user: DbId,
    scopes: Option<BTreeSet<TokenScope>>,
) -> Result<Caller, AppError> {
    let user = people::find_user(conn, user)?.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or(AppError::Unauthenticated)?;
    let memberships = people::list_memberships(conn, user.id)?
        .into_iter()
        .map(|row| {
            let role = row.role.parse().map_err(|_| AppError::Internal("a membership's role is corrupt".to_owned()))?;
            Ok(Membership { organisation: row.organisation_id.map(|id| OrganisationId(id.0)), role })
        })
        .collect::<Result<_, AppError>>()?;
    Ok(Caller { user: UserId(user.id.0), name: user.name, memberships, scopes, token: None })
}

fn wrong(pointer: &str, code: FieldCode) -> AppError {
    AppError::Invalid(vec![FieldError { pointer: pointer.to_owned(), code, expected: None }])
}

fn read_email(text: &str) -> Result<String, AppError> {
    let email = text.trim().to_lowercase();
    let whole = validator::ValidateEmail::validate_email(&email);
    if whole { Ok(email) } else { Err(wrong("/email", FieldCode::Malformed)) }
}

/// `*` is every organisation; a new one is called by its key until somebody describes it.
fn read_organisation(text: &str) -> Result<Option<Organisation>, AppError> {
    if text.trim() == "*" {
        return Ok(None);
    }
    let key = Key::parse(text).map_err(|_| wrong("/organisation", FieldCode::Malformed))?;
    let name = Text::parse(key.as_str(), LINE).map_err(|_| wrong("/organisation", FieldCode::Malformed))?;
    Ok(Some(Organisation { key, name: Names::from([("en".to_owned(), name)]), acronym: None }))
}

pub(super) fn secret() -> Result<[u8; 32], AppError> {
    secret_bytes().map_err(|error| AppError::Internal(format!("the system gives no random bytes: {error}")))
}

pub(super) fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
