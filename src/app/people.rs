//! People and scripts: accounts, sign-in, sessions, tokens. Secrets are stored hashed and shown once.

use std::{collections::BTreeSet, sync::Arc};

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use serde::Serialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{
    App, AppError, Caller, Role,
    convoys::answered,
    error::Conflict,
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
        rows::{MembershipRow, SessionRow, TokenRow, UserRow},
        types::{DbId, DbInstant, DbJson},
        world,
    },
};

/// A session ends after so long without a request, so long after sign-in at the latest.
const IDLE: chrono::TimeDelta = chrono::TimeDelta::days(7);
const ABSOLUTE: chrono::TimeDelta = chrono::TimeDelta::days(30);
/// "Last seen" is written this often and not with every request.
const SEEN_EVERY: chrono::TimeDelta = chrono::TimeDelta::minutes(5);
/// The shortest password.
const SHORTEST: usize = 15;

/// Passwords are hashed a few at a time, so that sign-ins cannot starve the rest.
#[derive(Clone, Debug)]
pub struct PasswordLane(Arc<Semaphore>);

impl Default for PasswordLane {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(2)))
    }
}

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

/// A token in a list.
#[derive(Clone, Debug, Serialize)]
pub struct TokenLine {
    /// Its id.
    pub id: Uuid,
    /// How the token begins.
    pub begins: String,
    /// What it is for.
    pub scopes: serde_json::Value,
    /// When it ends.
    pub expires_at: Option<Instant>,
    /// When it was last used, to about five minutes.
    pub last_used_at: Option<Instant>,
    /// When it was ended.
    pub revoked_at: Option<Instant>,
}

/// A token as it is shown, once.
#[derive(Clone, Debug, Serialize)]
pub struct NewToken {
    /// The whole token.
    pub token: String,
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub scopes: BTreeSet<TokenScope>,
    /// When it ends.
    pub expires_at: Option<Instant>,
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
        if !self.is_password(password.to_owned(), hash).await? {
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

    async fn is_password(&self, password: String, hash: Option<String>) -> Result<bool, AppError> {
        let place = Arc::clone(&self.passwords.0).acquire_owned().await;
        let place = place.map_err(|_| AppError::Internal("the password lane is closed".to_owned()))?;
        let checked = tokio::task::spawn_blocking(move || {
            let _place = place;
            verify_password(&password, hash.as_deref())
        });
        checked.await.map_err(|error| AppError::Internal(error.to_string()))
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

    /// Makes a token for a script, in somebody's name.
    pub fn create_token(
        &self,
        email: &str,
        scopes: &BTreeSet<TokenScope>,
        expires_in_days: Option<u32>,
    ) -> Result<NewToken, AppError> {
        let user = self.find_user(email)?;
        if user.disabled_at.is_some() {
            return Err(AppError::NotFound { what: "user" });
        }
        if scopes.is_empty() {
            return Err(wrong("/scopes", FieldCode::Required));
        }
        let public_id: String = hex(&secret()?).chars().take(16).collect();
        let secret = hex(&secret()?);
        let (id, now) = (self.new_id(), self.now());
        let expires_at = expires_in_days.map(|days| now.plus(chrono::TimeDelta::days(i64::from(days))));
        let row = TokenRow {
            id: DbId(id),
            public_id: public_id.clone(),
            secret_hash: digest(&secret),
            user_id: user.id,
            scopes: DbJson(serde_json::json!(scopes)),
            created_at: DbInstant(now.utc()),
            expires_at: expires_at.map(|at| DbInstant(at.utc())),
            last_used_at: None,
            revoked_at: None,
        };
        self.lane.write(move |batch| -> Result<(), AppError> { Ok(people::insert_token(batch.conn(), &row)?) })?;
        let token = format!("cvt_{public_id}_{secret}{}", checksum(&public_id, &secret));
        Ok(NewToken { token, id, scopes: scopes.clone(), expires_at })
    }

    /// Whose token this is, if it is whole, known, in time and not revoked.
    pub fn caller_of_token(&self, token: &str) -> Result<Caller, AppError> {
        let (public_id, secret) = read_token(token).ok_or(AppError::Unauthenticated)?;
        let mut reader = self.reader()?;
        let row = people::find_token(&mut reader, public_id)?.ok_or(AppError::Unauthenticated)?;
        let now = self.now();
        let same: bool = row.secret_hash.ct_eq(&digest(secret)).into();
        let in_time = row.expires_at.is_none_or(|at| Instant::new(at.0) > now);
        if !same || !in_time || row.revoked_at.is_some() {
            return Err(AppError::Unauthenticated);
        }
        if row.last_used_at.is_none_or(|used| now.since(Instant::new(used.0)) > SEEN_EVERY) {
            let id = row.id;
            let _unawaited = self.lane.submit(move |batch| -> Result<(), AppError> {
                Ok(people::touch_token(batch.conn(), id, DbInstant(now.utc()))?)
            })?;
        }
        let scopes = serde_json::from_value(row.scopes.0)
            .map_err(|_| AppError::Internal("a token's scopes are corrupt".to_owned()))?;
        caller(&mut reader, row.user_id, Some(scopes))
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

    /// Somebody's tokens, without their secrets.
    pub fn list_tokens(&self, email: &str) -> Result<Vec<TokenLine>, AppError> {
        let user = self.find_user(email)?;
        let tokens = people::list_tokens(&mut *self.reader()?, user.id)?;
        let at = |at: Option<DbInstant>| at.map(|at| Instant::new(at.0));
        Ok(tokens
            .into_iter()
            .map(|token| TokenLine {
                id: token.id.0,
                begins: format!("cvt_{}", token.public_id),
                scopes: token.scopes.0,
                expires_at: at(token.expires_at),
                last_used_at: at(token.last_used_at),
                revoked_at: at(token.revoked_at),
            })
            .collect())
    }

    /// Ends a token.
    pub fn revoke_token(&self, id: Uuid) -> Result<(), AppError> {
        let now = DbInstant(self.now().utc());
        self.lane.write(move |batch| Ok(people::revoke_token(batch.conn(), DbId(id), now)?))
    }

    fn find_user(&self, email: &str) -> Result<UserRow, AppError> {
        let user = people::find_user_by_email(&mut *self.reader()?, &email.trim().to_lowercase())?;
        user.ok_or(AppError::NotFound { what: "user" })
    }
}

fn caller(conn: &mut DbConnection, user: DbId, scopes: Option<BTreeSet<TokenScope>>) -> Result<Caller, AppError> {
    let user = people::find_user(conn, user)?.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or(AppError::Unauthenticated)?;
    let memberships = people::list_memberships(conn, user.id)?
        .into_iter()
        .map(|row| {
            let role = row.role.parse().map_err(|_| AppError::Internal("a membership's role is corrupt".to_owned()))?;
            Ok(Membership { organisation: row.organisation_id.map(|id| OrganisationId(id.0)), role })
        })
        .collect::<Result<_, AppError>>()?;
    Ok(Caller { user: UserId(user.id.0), name: user.name, memberships, scopes })
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

/// Length, and nothing that a guesser tries first: one character over and over, or the address.
fn check_password(password: &str, email: &str) -> Result<(), AppError> {
    let mut characters: Vec<char> = password.chars().collect();
    if characters.len() < SHORTEST {
        let code = FieldCode::TooShort;
        let expected = Some(SHORTEST.to_string());
        return Err(AppError::Invalid(vec![FieldError { pointer: "/password".to_owned(), code, expected }]));
    }
    characters.sort_unstable();
    characters.dedup();
    let name = email.split('@').next().unwrap_or(email);
    let lower = password.to_lowercase();
    let common = ["password", "motdepasse", "123456789", "qwertyuiop"].iter().any(|word| lower.contains(word));
    if characters.len() < 5 || common || (name.len() > 3 && lower.contains(name)) {
        return Err(wrong("/password", FieldCode::Malformed));
    }
    Ok(())
}

/// Argon2id in PHC form.
fn hash_password(password: &str) -> Result<String, AppError> {
    let failed = |error: &dyn std::fmt::Display| AppError::Internal(format!("hashing a password: {error}"));
    let salt = secret_bytes::<16>().map_err(|error| failed(&error))?;
    let hash: PasswordHash =
        Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map_err(|error| failed(&error))?;
    Ok(hash.to_string())
}

/// A hash of nothing anybody knows: what an unknown address is checked against, so that it takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$mKcyGLyk8k3xWZbhqcHz1OcTdH0TpCkvQeOvGQhLkSc";

fn verify_password(password: &str, hash: Option<&str>) -> bool {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

fn secret() -> Result<[u8; 32], AppError> {
    secret_bytes().map_err(|error| AppError::Internal(format!("the system gives no random bytes: {error}")))
}

fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Lets a slip of the pen, or a secret scanner, be told from a token without asking the database.
fn checksum(public_id: &str, secret: &str) -> String {
    hex(&Sha256::digest(format!("{public_id}_{secret}"))).chars().take(8).collect()
}

/// `cvt_<public id>_<secret><checksum>`.
fn read_token(token: &str) -> Option<(&str, &str)> {
    let (public_id, rest) = token.trim().strip_prefix("cvt_")?.split_once('_')?;
    let (secret, sum) = rest.split_at_checked(64)?;
    (sum == checksum(public_id, secret)).then_some((public_id, secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_is_one_and_fits_no_password() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!verify_password("anything at all", None));
    }

    #[test]
    fn a_password_is_long_and_not_what_everybody_tries() {
        let email = "nour@example.org";
        for bad in ["short", "aaaaaaaaaaaaaaaaaaaa", "password password 1", "nour-nour-nour-nour!"] {
            assert!(check_password(bad, email).is_err(), "{bad}");
        }
        assert!(check_password("قافلة المساعدات وصلت", email).is_ok());
    }
}
