//! Rows of sign-in: second factors, recovery codes, half-done sign-ins, counted failures, known devices and links.

use std::fmt;

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};

use crate::store::connection::MultiBackend;
use crate::store::schema::{devices, links, pending_sign_ins, recovery_codes, second_factors, sign_in_attempts};
use crate::store::types::{DbId, DbInstant};

/// Somebody's authenticator.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = second_factors, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct SecondFactorRow {
    /// Whose it is.
    pub user_id: DbId,
    /// The secret, sealed by a key outside the database.
    pub secret: Vec<u8>,
    /// Since when it counts: it was proved by a code then.
    pub set_at: Option<DbInstant>,
    /// The last time step of which a code was taken; that one and earlier ones never work again.
    pub last_step: i64,
    /// When it was offered.
    pub created_at: DbInstant,
}

impl fmt::Debug for SecondFactorRow {
    /// Without the secret, sealed or not: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondFactorRow")
            .field("user_id", &self.user_id)
            .field("set_at", &self.set_at)
            .field("created_at", &self.created_at)
            .finish_non_exhaustive()
    }
}

/// A recovery code.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = recovery_codes, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct RecoveryCodeRow {
    /// Keyed hash of the code and its user; the code itself is not stored.
    pub code_hash: Vec<u8>,
    /// Whose it is.
    pub user_id: DbId,
    /// When it was made.
    pub created_at: DbInstant,
    /// When it was used, after which it no longer works.
    pub used_at: Option<DbInstant>,
}

impl fmt::Debug for RecoveryCodeRow {
    /// Without the hash: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryCodeRow")
            .field("user_id", &self.user_id)
            .field("created_at", &self.created_at)
            .field("used_at", &self.used_at)
            .finish_non_exhaustive()
    }
}

/// A sign-in whose password was right, and whose second factor is awaited.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = pending_sign_ins, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct PendingSignInRow {
    /// Hash of the cookie's secret; the secret itself is not stored.
    pub token_hash: Vec<u8>,
    /// Who signs in.
    pub user_id: DbId,
    /// Where failures are counted.
    pub attempts_key: Vec<u8>,
    /// When the password was given.
    pub created_at: DbInstant,
    /// Until when the second factor may follow.
    pub expires_at: DbInstant,
}

impl fmt::Debug for PendingSignInRow {
    /// Without the hash: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingSignInRow")
            .field("user_id", &self.user_id)
            .field("created_at", &self.created_at)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// Failures in a row.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sign_in_attempts, check_for_backend(MultiBackend))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct AttemptsRow {
    /// Keyed hash of the address, or of the address and a known device.
    pub key: Vec<u8>,
    /// How many.
    pub failures: i32,
    /// Until when nothing is tried.
    pub blocked_until: Option<DbInstant>,
    /// When the last one was.
    pub last_at: DbInstant,
}

/// A browser in which somebody has signed in before.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = devices, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct DeviceRow {
    /// Hash of the cookie's secret; the secret itself is not stored.
    pub token_hash: Vec<u8>,
    /// Who has.
    pub user_id: DbId,
    /// When first.
    pub created_at: DbInstant,
    /// Until when that is remembered.
    pub expires_at: DbInstant,
}

impl fmt::Debug for DeviceRow {
    /// Without the hash: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceRow")
            .field("user_id", &self.user_id)
            .field("created_at", &self.created_at)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// A link that works once.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = links, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct LinkRow {
    /// Hash of the secret in its address; the secret itself is not stored.
    pub secret_hash: Vec<u8>,
    /// `first_admin`, `invitation` or `password_reset`.
    pub purpose: String,
    /// For whom; nobody yet for the first admin.
    pub user_id: Option<DbId>,
    /// When it was made.
    pub created_at: DbInstant,
    /// Until when it works.
    pub expires_at: DbInstant,
    /// When it was used, or ended by a later one.
    pub used_at: Option<DbInstant>,
}

impl fmt::Debug for LinkRow {
    /// Without the hash: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkRow")
            .field("purpose", &self.purpose)
            .field("user_id", &self.user_id)
            .field("created_at", &self.created_at)
            .field("expires_at", &self.expires_at)
            .field("used_at", &self.used_at)
            .finish_non_exhaustive()
    }
}
