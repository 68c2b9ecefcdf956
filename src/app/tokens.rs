//! Tokens of scripts: `cvt_<public id>_<secret><checksum>`, found by their public part, stored hashed, shown once.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{
    App, AppError, Caller,
    audit::{Deed, record},
    convoys::answered,
    people::{By, SEEN_EVERY, Signed, caller, digest, hex, secret},
    policy::TokenScope,
};
use crate::{
    domain::{
        id::UserId,
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    store::{
        batch::{Batch, Sender},
        people,
        rows::TokenRow,
        types::{DbId, DbInstant, DbJson},
    },
};

/// A token in a list.
#[derive(Clone, Debug, Serialize)]
pub struct TokenLine {
    /// Its id.
    pub id: Uuid,
    /// How the token begins.
    pub begins: String,
    /// What it is for.
    pub scopes: serde_json::Value,
    /// When it was made.
    pub created_at: Instant,
    /// Whether it still lets in.
    pub works: bool,
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
    pub expires_at: Instant,
}

/// A token ends after so many days, unless said otherwise.
pub const USUAL_DAYS: u32 = 90;
/// And after so many at the latest.
pub const MOST_DAYS: u32 = 366;

/// A token about to be made, with its secret.
struct Draft {
    row: TokenRow,
    token: NewToken,
}

fn draft(app: &App, user: DbId, scopes: &BTreeSet<TokenScope>, days: Option<u32>) -> Result<Draft, AppError> {
    let wrong = |pointer: &str, code, expected| {
        AppError::Invalid(vec![FieldError { pointer: pointer.to_owned(), code, expected }])
    };
    if scopes.is_empty() {
        return Err(wrong("/scopes", FieldCode::Required, None));
    }
    let days = days.unwrap_or(USUAL_DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(wrong("/expires_in_days", FieldCode::OutOfRange, Some(format!("1–{MOST_DAYS}"))));
    }
    let public_id: String = hex(&secret()?).chars().take(16).collect();
    let secret = hex(&secret()?);
    let (id, now) = (app.new_id(), app.now());
    let expires_at = now.plus(chrono::TimeDelta::days(i64::from(days)));
    let token = format!("cvt_{public_id}_{secret}{}", checksum(&public_id, &secret));
    let row = TokenRow {
        id: DbId(id),
        public_id,
        secret_hash: digest(&secret),
        user_id: user,
        scopes: DbJson(serde_json::json!(scopes)),
        created_at: DbInstant(now.utc()),
        expires_at: Some(DbInstant(expires_at.utc())),
        last_used_at: None,
        revoked_at: None,
    };
    Ok(Draft { row, token: NewToken { token, id, scopes: scopes.clone(), expires_at } })
}

impl Draft {
    fn insert(&self, batch: &mut Batch<'_>, sender: Sender) -> Result<NewToken, AppError> {
        people::insert_token(batch.conn(), &self.row)?;
        let (user, token, scopes) = (self.row.user_id.0, self.row.id.0, self.token.scopes.clone());
        let expires_at = Some(self.token.expires_at);
        record(batch, &Deed::TokenCreated { user, token, scopes, expires_at }, sender)?;
        Ok(self.token.clone())
    }
}

/// Ends all tokens of somebody.
pub(super) fn revoke_all(batch: &mut Batch<'_>, user: DbId, sender: Sender) -> Result<(), AppError> {
    revoke_all_but(batch, user, &BTreeSet::new(), sender)
}

/// Ends all tokens of somebody but these.
pub(super) fn revoke_all_but(
    batch: &mut Batch<'_>,
    user: DbId,
    kept: &BTreeSet<Uuid>,
    sender: Sender,
) -> Result<(), AppError> {
    for token in people::list_tokens(batch.conn(), user)?.iter().filter(|token| !kept.contains(&token.id.0)) {
        revoke(batch, token, sender)?;
    }
    Ok(())
}

fn revoke(batch: &mut Batch<'_>, token: &TokenRow, sender: Sender) -> Result<(), AppError> {
    if token.revoked_at.is_none() {
        let now = DbInstant(batch.now().utc());
        people::revoke_token(batch.conn(), token.id, now)?;
        record(batch, &Deed::TokenRevoked { user: token.user_id.0, token: token.id.0 }, sender)?;
    }
    Ok(())
}

fn no_token() -> AppError {
    AppError::NotFound { what: "token" }
}

impl App {
    /// Makes a token for a script, in somebody's name, by the command line.
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
        let draft = draft(self, user.id, scopes, expires_in_days)?;
        self.lane.write(move |batch| draft.insert(batch, Sender::default()))
    }

    /// Makes a token of one's own, for who proves again who they are.
    pub async fn create_own_token(
        &self,
        signed: &Signed,
        scopes: &BTreeSet<TokenScope>,
        expires_in_days: Option<u32>,
        proof: &str,
    ) -> Result<NewToken, AppError> {
        let sender = Sender { user: Some(signed.caller.user), skew_ms: None };
        let draft = draft(self, DbId(signed.caller.user.0), scopes, expires_in_days)?;
        // Last, so that a slip in another field uses no code up.
        self.prove_again(signed, proof, "/proof").await?;
        answered(self.lane.submit(move |batch| draft.insert(batch, sender))?).await
    }

    /// Whose token this is, if it is whole, known, in time and not revoked.
    pub fn caller_of_token(&self, token: &str) -> Result<Caller, AppError> {
        let (public_id, secret) = read_token(token).ok_or(AppError::Unauthenticated)?;
        let mut reader = self.reader()?;
        let row = people::find_token(&mut reader, public_id)?.ok_or(AppError::Unauthenticated)?;
        let now = self.now();
        let same: bool = row.secret_hash.ct_eq(&digest(secret)).into();
        let in_time = row.expires_at.is_some_and(|at| Instant::new(at.0) > now);
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
        Ok(Caller { token: Some(row.id.0), ..caller(&mut reader, row.user_id, Some(scopes))? })
    }

    /// Somebody's tokens, without their secrets.
    pub fn list_tokens(&self, email: &str) -> Result<Vec<TokenLine>, AppError> {
        let user = self.find_user(email)?;
        self.tokens_of(user.id)
    }

    /// One's own tokens, or those of somebody whose account one runs.
    pub fn list_tokens_of(&self, by: &By, user: UserId) -> Result<Vec<TokenLine>, AppError> {
        if !matches!(by, By::Admin(caller) if caller.user == user) {
            self.person(by, user.0)?;
        }
        self.tokens_of(DbId(user.0))
    }

    pub(super) fn tokens_of(&self, user: DbId) -> Result<Vec<TokenLine>, AppError> {
        let tokens = people::list_tokens(&mut *self.reader()?, user)?;
        let at = |at: Option<DbInstant>| at.map(|at| Instant::new(at.0));
        let now = self.now();
        Ok(tokens
            .into_iter()
            .map(|token| TokenLine {
                id: token.id.0,
                begins: format!("cvt_{}", token.public_id),
                scopes: token.scopes.0,
                created_at: Instant::new(token.created_at.0),
                works: token.revoked_at.is_none() && token.expires_at.is_some_and(|at| Instant::new(at.0) > now),
                expires_at: at(token.expires_at),
                last_used_at: at(token.last_used_at),
                revoked_at: at(token.revoked_at),
            })
            .collect())
    }

    /// Ends a token: one's own, or of somebody whose account one runs.
    pub async fn revoke_token(&self, by: &By, id: Uuid) -> Result<(), AppError> {
        let by = by.clone();
        let outcome = self.lane.submit(move |batch| {
            let token = people::find_token_by_id(batch.conn(), DbId(id))?.ok_or_else(no_token)?;
            let is_own = matches!(&by, By::Admin(caller) if caller.user.0 == token.user_id.0);
            if !is_own {
                by.over_roles(batch, token.user_id).map_err(|error| match error {
                    AppError::NotFound { .. } | AppError::Forbidden => no_token(),
                    other => other,
                })?;
            }
            revoke(batch, &token, by.sender())
        })?;
        answered(outcome).await
    }

    /// Ends a token that has been seen where none may be, if it is a whole one that is known.
    pub async fn revoke_leaked_token(&self, token: &str) -> Result<(), AppError> {
        let Some((public_id, secret)) = read_token(token) else { return Ok(()) };
        let (public_id, hash) = (public_id.to_owned(), digest(secret));
        let outcome = self.lane.submit(move |batch| {
            let token = people::find_token(batch.conn(), &public_id)?;
            match token.filter(|token| token.secret_hash.ct_eq(&hash).into()) {
                Some(token) => revoke(batch, &token, Sender::default()),
                None => Ok(()),
            }
        })?;
        answered(outcome).await
    }
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
