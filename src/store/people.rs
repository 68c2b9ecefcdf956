//! Who may sign in: users, the roles they hold, their sessions and their tokens. What a role allows is decided elsewhere.

use diesel::prelude::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
};
use diesel::{delete, insert_into, update};

use uuid::Uuid;

use super::StoreError;
use super::connection::DbConnection;
use super::one_of::EqOneOf;
use super::rows::{MembershipRow, SessionRow, TokenRow, UserRow};
use super::schema::{memberships, sessions, tokens, users};
use super::types::{DbId, DbInstant};
use crate::domain::email;

/// Adds a user; the address is stored in lower case. One that is taken is a unique violation.
pub fn insert_user(conn: &mut DbConnection, user: &UserRow) -> Result<(), StoreError> {
    let user = UserRow { email: email::folded(&user.email), ..user.clone() };
    insert_into(users::table).values(&user).execute(conn)?;
    Ok(())
}

/// The user with this address, in whatever case it is written.
pub fn find_user_by_email(conn: &mut DbConnection, email: &str) -> Result<Option<UserRow>, StoreError> {
    Ok(users::table
        .filter(users::email.eq(email::folded(email)))
        .select(UserRow::as_select())
        .first(conn)
        .optional()?)
}

/// The user with this id.
pub fn find_user(conn: &mut DbConnection, id: DbId) -> Result<Option<UserRow>, StoreError> {
    Ok(users::table.find(id).select(UserRow::as_select()).first(conn).optional()?)
}

/// The user with this id, who must be there.
pub fn get_user(conn: &mut DbConnection, id: DbId) -> Result<UserRow, StoreError> {
    find_user(conn, id)?.ok_or(StoreError::NotFound { what: "user" })
}

/// All users, disabled ones too, by address.
pub fn list_users(conn: &mut DbConnection) -> Result<Vec<UserRow>, StoreError> {
    Ok(users::table.order(users::email).select(UserRow::as_select()).load(conn)?)
}

/// Disables a user; who is disabled already keeps the earlier instant. Ending their sessions is up to the caller.
pub fn disable_user(conn: &mut DbConnection, id: DbId, at: DbInstant) -> Result<(), StoreError> {
    let disabled = update(users::table.find(id).filter(users::disabled_at.is_null()))
        .set(users::disabled_at.eq(Some(at)))
        .execute(conn)?;
    if disabled == 0 {
        get_user(conn, id)?;
    }
    Ok(())
}

/// Opens a disabled account again. One that is open is no error.
pub fn enable_user(conn: &mut DbConnection, id: DbId) -> Result<(), StoreError> {
    let enabled = update(users::table.find(id)).set(users::disabled_at.eq(None::<DbInstant>)).execute(conn)?;
    expect_one(enabled, "user")
}

/// Whether there is any user.
pub fn has_users(conn: &mut DbConnection) -> Result<bool, StoreError> {
    Ok(users::table.select(users::id).first::<DbId>(conn).optional()?.is_some())
}

/// Replaces a user's password hash. Ending their sessions is up to the caller.
pub fn set_password_hash(conn: &mut DbConnection, id: DbId, hash: &str) -> Result<(), StoreError> {
    let changed = update(users::table.find(id)).set(users::password_hash.eq(hash)).execute(conn)?;
    expect_one(changed, "user")
}

/// Gives a user a role.
pub fn insert_membership(conn: &mut DbConnection, membership: &MembershipRow) -> Result<(), StoreError> {
    insert_into(memberships::table).values(membership).execute(conn)?;
    Ok(())
}

/// The roles a user holds, in the order of their ids.
pub fn list_memberships(conn: &mut DbConnection, user_id: DbId) -> Result<Vec<MembershipRow>, StoreError> {
    Ok(memberships::table
        .filter(memberships::user_id.eq(user_id))
        .order(memberships::id)
        .select(MembershipRow::as_select())
        .load(conn)?)
}

/// Every role that anybody holds, in the order of their ids.
pub fn list_all_memberships(conn: &mut DbConnection) -> Result<Vec<MembershipRow>, StoreError> {
    Ok(memberships::table.order(memberships::id).select(MembershipRow::as_select()).load(conn)?)
}

/// Takes a role from a user. One that was taken before is no error.
pub fn delete_membership(conn: &mut DbConnection, id: DbId) -> Result<(), StoreError> {
    delete(memberships::table.find(id)).execute(conn)?;
    Ok(())
}

/// Who holds a role in one of these organisations, or in every one, and may sign in; by name.
pub fn list_of_role(conn: &mut DbConnection, organisations: &[Uuid], role: &str) -> Result<Vec<UserRow>, StoreError> {
    let ids: Vec<Option<DbId>> = organisations.iter().copied().map(|id| Some(DbId(id))).collect();
    let here = memberships::organisation_id.is_null().or(memberships::organisation_id.eq_any(ids).assume_not_null());
    let holders = memberships::table.filter(memberships::role.eq(role)).filter(here).select(memberships::user_id);
    Ok(users::table
        .filter(users::disabled_at.is_null())
        .filter(users::id.eq_any(holders))
        .order((users::name, users::id))
        .select(UserRow::as_select())
        .load(conn)?)
}

/// Begins a session.
pub fn insert_session(conn: &mut DbConnection, session: &SessionRow) -> Result<(), StoreError> {
    insert_into(sessions::table).values(session).execute(conn)?;
    Ok(())
}

/// The session with this token, expired or not.
pub fn find_session(conn: &mut DbConnection, token_hash: &[u8]) -> Result<Option<SessionRow>, StoreError> {
    Ok(sessions::table.find(token_hash).select(SessionRow::as_select()).first(conn).optional()?)
}

/// Notes a request. One that ended meanwhile is no error.
pub fn touch_session(conn: &mut DbConnection, token_hash: &[u8], at: DbInstant) -> Result<(), StoreError> {
    update(sessions::table.find(token_hash)).set(sessions::last_seen_at.eq(at)).execute(conn)?;
    Ok(())
}

/// Ends a session. One that ended before is no error.
pub fn delete_session(conn: &mut DbConnection, token_hash: &[u8]) -> Result<(), StoreError> {
    delete(sessions::table.find(token_hash)).execute(conn)?;
    Ok(())
}

/// Ends the session of a user that has this id. Answers whether it was there.
pub fn delete_session_by_id(conn: &mut DbConnection, user_id: DbId, id: DbId) -> Result<bool, StoreError> {
    let own = sessions::table.filter(sessions::user_id.eq(user_id)).filter(sessions::id.eq(id));
    Ok(delete(own).execute(conn)? == 1)
}

/// Ends all sessions of a user but one, and returns how many.
pub fn delete_other_sessions(conn: &mut DbConnection, user_id: DbId, kept: &[u8]) -> Result<usize, StoreError> {
    let others = sessions::table.filter(sessions::user_id.eq(user_id)).filter(sessions::token_hash.ne(kept));
    Ok(delete(others).execute(conn)?)
}

/// Ends all sessions of a user and returns how many there were.
pub fn delete_sessions_of_user(conn: &mut DbConnection, user_id: DbId) -> Result<usize, StoreError> {
    Ok(delete(sessions::table.filter(sessions::user_id.eq(user_id))).execute(conn)?)
}

/// The sessions of a user, the latest used first.
pub fn list_sessions(conn: &mut DbConnection, user_id: DbId) -> Result<Vec<SessionRow>, StoreError> {
    Ok(sessions::table
        .filter(sessions::user_id.eq(user_id))
        .order((sessions::last_seen_at.desc(), sessions::token_hash))
        .select(SessionRow::as_select())
        .load(conn)?)
}

/// Adds a token for scripts.
pub fn insert_token(conn: &mut DbConnection, token: &TokenRow) -> Result<(), StoreError> {
    insert_into(tokens::table).values(token).execute(conn)?;
    Ok(())
}

/// The token with this public part, expired and revoked ones too.
pub fn find_token(conn: &mut DbConnection, public_id: &str) -> Result<Option<TokenRow>, StoreError> {
    Ok(tokens::table.filter(tokens::public_id.eq(public_id)).select(TokenRow::as_select()).first(conn).optional()?)
}

/// Notes that a token was used.
pub fn touch_token(conn: &mut DbConnection, id: DbId, at: DbInstant) -> Result<(), StoreError> {
    update(tokens::table.find(id)).set(tokens::last_used_at.eq(Some(at))).execute(conn)?;
    Ok(())
}

/// The tokens of a user, revoked ones too, the newest first.
pub fn list_tokens(conn: &mut DbConnection, user_id: DbId) -> Result<Vec<TokenRow>, StoreError> {
    Ok(tokens::table
        .filter(tokens::user_id.eq(user_id))
        .order((tokens::created_at.desc(), tokens::id))
        .select(TokenRow::as_select())
        .load(conn)?)
}

/// The token with this id.
pub fn find_token_by_id(conn: &mut DbConnection, id: DbId) -> Result<Option<TokenRow>, StoreError> {
    Ok(tokens::table.find(id).select(TokenRow::as_select()).first(conn).optional()?)
}

/// Revokes a token; one that is revoked already keeps the earlier instant.
pub fn revoke_token(conn: &mut DbConnection, id: DbId, at: DbInstant) -> Result<(), StoreError> {
    let revoked = update(tokens::table.find(id).filter(tokens::revoked_at.is_null()))
        .set(tokens::revoked_at.eq(Some(at)))
        .execute(conn)?;
    if revoked == 0 {
        let known = tokens::table.find(id).select(tokens::id).first::<DbId>(conn).optional()?;
        known.ok_or(StoreError::NotFound { what: "token" })?;
    }
    Ok(())
}

fn expect_one(changed: usize, what: &'static str) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::NotFound { what }) } else { Ok(()) }
}

/// Names of people as shown, by id.
pub fn list_names(conn: &mut DbConnection, ids: &[DbId]) -> Result<Vec<(DbId, String)>, StoreError> {
    Ok(users::table.filter(users::id.eq_one_of(ids)).select((users::id, users::name)).load(conn)?)
}
