//! People: accounts and their roles, sign-in, second factors, sessions and one-time links. Secrets are stored hashed, or
//! sealed where they have to be read again.
//!
//! [`sign_in`] is the way in, slowed by [`delays`]; [`sessions`] is what it gives; [`second_factor`] what some have to prove
//! beyond a password; [`accounts`] and [`roles`] are made and changed by administrators, [`links`] let people in for the
//! first time and after a lost password, [`requests`] is what none of them does alone; [`own`] is what everybody
//! may do with their own account, [`proof`] what they are asked for before, [`credentials`] what acts in their name.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::{
    AppError, Caller,
    policy::{Membership, TokenScope},
};
use crate::{
    ambient::secret_bytes,
    domain::{
        email,
        id::{OrganisationId, UserId},
        place::Organisation,
        refusal::{FieldCode, FieldError},
        text::{Key, LINE, Names, Text},
    },
    store::{
        DbConnection, people,
        rows::{MembershipRow, UserRow},
        types::DbId,
    },
};

pub mod accounts;
pub mod authority;
pub mod credentials;
pub mod delays;
pub mod links;
pub mod open_id;
pub mod own;
pub mod proof;
pub mod requests;
pub mod roles;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;

pub use accounts::{NewUser, UserLine};
pub use authority::By;
pub use requests::Asked;
pub use sessions::{SEEN_EVERY, Signed};
pub use sign_in::{Browser, SignedIn, Step};

/// The caller who a user is, if the account is open.
pub(super) fn caller(
    conn: &mut DbConnection,
    user: DbId,
    scopes: Option<BTreeSet<TokenScope>>,
) -> Result<Caller, AppError> {
    let user = people::find_user(conn, user)?.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or(AppError::Unauthenticated)?;
    caller_of(conn, &user, scopes)
}

fn caller_of(
    conn: &mut DbConnection,
    user: &UserRow,
    scopes: Option<BTreeSet<TokenScope>>,
) -> Result<Caller, AppError> {
    let memberships = memberships(conn, user.id)?;
    Ok(Caller { user: UserId(user.id.0), name: user.name.clone(), memberships, scopes, token: None })
}

/// The roles that a user holds.
fn memberships(conn: &mut DbConnection, user: DbId) -> Result<Vec<Membership>, AppError> {
    people::list_memberships(conn, user)?.iter().map(membership).collect()
}

/// The role that a request is for.
fn membership_of(organisation: Option<DbId>, role: Option<&str>) -> Result<Option<Membership>, AppError> {
    let Some(role) = role else { return Ok(None) };
    let role = role.parse().map_err(|_| AppError::Internal("the role of a request is corrupt".to_owned()))?;
    Ok(Some(Membership { organisation: organisation.map(|id| OrganisationId(id.0)), role }))
}

fn membership(row: &MembershipRow) -> Result<Membership, AppError> {
    let role = row.role.parse().map_err(|_| AppError::Internal("a membership's role is corrupt".to_owned()))?;
    Ok(Membership { organisation: row.organisation_id.map(|id| OrganisationId(id.0)), role })
}

fn wrong(pointer: &str, code: FieldCode) -> AppError {
    AppError::Invalid(vec![FieldError { pointer: pointer.to_owned(), code, expected: None }])
}

fn read_email(text: &str) -> Result<String, AppError> {
    let email = email::folded(text);
    // Where the part after the `@` has other letters, they have a form in ASCII, which nobody can mistake.
    if email.is_ascii() && validator::ValidateEmail::validate_email(&email) {
        Ok(email)
    } else {
        Err(wrong("/email", FieldCode::Malformed))
    }
}

fn read_name(text: &str) -> Result<Text, AppError> {
    Text::parse(text, LINE).map_err(|_| wrong("/name", FieldCode::Malformed))
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
