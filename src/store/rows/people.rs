//! Rows of people: users, memberships, sessions and tokens.

use std::fmt;

use diesel::prelude::{Insertable, Queryable, Selectable};

use crate::store::connection::MultiBackend;
use crate::store::schema::{memberships, sessions, tokens, users};
use crate::store::types::{DbId, DbInstant, DbJson};

/// Somebody who may sign in.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = users, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct UserRow {
    /// The user.
    pub id: DbId,
    /// Address, in lower case, unique.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Argon2id hash in PHC form.
    pub password_hash: String,
    /// Preferred language.
    pub language: Option<String>,
    /// Since when the account is disabled.
    pub disabled_at: Option<DbInstant>,
    /// When the account was made.
    pub created_at: DbInstant,
}

impl fmt::Debug for UserRow {
    /// Without the hash: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserRow")
            .field("id", &self.id)
            .field("email", &self.email)
            .field("name", &self.name)
            .field("language", &self.language)
            .field("disabled_at", &self.disabled_at)
            .field("created_at", &self.created_at)
            .finish_non_exhaustive()
    }
}

/// A role that a user holds.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = memberships, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct MembershipRow {
    /// The membership.
    pub id: DbId,
    /// The user.
    pub user_id: DbId,
    /// The organisation; none means every organisation.
    pub organisation_id: Option<DbId>,
    /// Viewer, logger, coordinator or admin.
    pub role: String,
}

/// A signed-in browser.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct SessionRow {
    /// Hash of the cookie's token; the token itself is not stored.
    pub token_hash: Vec<u8>,
    /// By which its user can end it.
    pub id: DbId,
    /// The user.
    pub user_id: DbId,
    /// How the user proved more than a password: `none`, `totp`, `recovery_code` or `open_id_connect`.
    pub second_factor: String,
    /// Browser and system family, `firefox android`.
    pub device: Option<String>,
    /// When it began.
    pub created_at: DbInstant,
    /// Last request.
    pub last_seen_at: DbInstant,
    /// When it ends in any case.
    pub expires_at: DbInstant,
}

impl fmt::Debug for SessionRow {
    /// Without the hash: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionRow")
            .field("id", &self.id)
            .field("user_id", &self.user_id)
            .field("second_factor", &self.second_factor)
            .field("device", &self.device)
            .field("created_at", &self.created_at)
            .field("last_seen_at", &self.last_seen_at)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// A token for scripts.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tokens, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct TokenRow {
    /// The token.
    pub id: DbId,
    /// Public part by which it is found, unique.
    pub public_id: String,
    /// Hash of the secret part; the secret itself is not stored.
    pub secret_hash: Vec<u8>,
    /// The user in whose name it acts.
    pub user_id: DbId,
    /// Scopes, a list of text.
    pub scopes: DbJson,
    /// When it was made.
    pub created_at: DbInstant,
    /// When it ends.
    pub expires_at: Option<DbInstant>,
    /// Last request.
    pub last_used_at: Option<DbInstant>,
    /// When it was revoked.
    pub revoked_at: Option<DbInstant>,
}

impl fmt::Debug for TokenRow {
    /// Without the hash: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRow")
            .field("id", &self.id)
            .field("public_id", &self.public_id)
            .field("user_id", &self.user_id)
            .field("scopes", &self.scopes)
            .field("created_at", &self.created_at)
            .field("expires_at", &self.expires_at)
            .field("last_used_at", &self.last_used_at)
            .field("revoked_at", &self.revoked_at)
            .finish_non_exhaustive()
    }
}
