//! Tokens of scripts: `cvt_<public id>_<secret><checksum>`, found by their public part, stored hashed, shown once.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{
    App, AppError, Caller,
    people::{SEEN_EVERY, caller, digest, hex, secret},
    policy::TokenScope,
};
use crate::{
    domain::{
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    store::{
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
            let required = FieldError { pointer: "/scopes".to_owned(), code: FieldCode::Required, expected: None };
            return Err(AppError::Invalid(vec![required]));
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
        Ok(Caller { token: Some(row.id.0), ..caller(&mut reader, row.user_id, Some(scopes))? })
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
