//! What sign-in needs beyond accounts: second factors, half-done sign-ins, counted failures, known devices, links.

use diesel::prelude::{BoolExpressionMethods, ExpressionMethods, OptionalExtension};
use diesel::prelude::{QueryDsl, RunQueryDsl, SelectableHelper};
use diesel::{delete, insert_into, update};

use super::StoreError;
use super::connection::DbConnection;
use super::rows::{AttemptsRow, DeviceRow, LinkRow, PendingSignInRow, RecoveryCodeRow, SecondFactorRow};
use super::schema::{devices, links, pending_sign_ins, recovery_codes, second_factors, sign_in_attempts};
use super::types::{DbId, DbInstant};

/// Somebody's second factor, counted or only offered.
pub fn find_second_factor(conn: &mut DbConnection, user_id: DbId) -> Result<Option<SecondFactorRow>, StoreError> {
    Ok(second_factors::table.find(user_id).select(SecondFactorRow::as_select()).first(conn).optional()?)
}

/// Everybody who has a second factor that counts.
pub fn list_second_factors(conn: &mut DbConnection) -> Result<Vec<DbId>, StoreError> {
    let set = second_factors::table.filter(second_factors::set_at.is_not_null());
    Ok(set.order(second_factors::user_id).select(second_factors::user_id).load(conn)?)
}

/// Offers a second factor in the place of any before.
pub fn put_second_factor(conn: &mut DbConnection, factor: &SecondFactorRow) -> Result<(), StoreError> {
    delete(second_factors::table.find(factor.user_id)).execute(conn)?;
    insert_into(second_factors::table).values(factor).execute(conn)?;
    Ok(())
}

/// From now on it counts.
pub fn set_second_factor(conn: &mut DbConnection, user_id: DbId, at: DbInstant, step: i64) -> Result<(), StoreError> {
    let changes = (second_factors::set_at.eq(Some(at)), second_factors::last_step.eq(step));
    update(second_factors::table.find(user_id)).set(changes).execute(conn)?;
    Ok(())
}

/// Remembers the step of which a code was taken. Answers whether it was later than the one before.
pub fn take_step(conn: &mut DbConnection, user_id: DbId, step: i64) -> Result<bool, StoreError> {
    let earlier = second_factors::table.find(user_id).filter(second_factors::last_step.lt(step));
    Ok(update(earlier).set(second_factors::last_step.eq(step)).execute(conn)? == 1)
}

/// Removes somebody's second factor and recovery codes. Answers whether there was one.
pub fn delete_second_factor(conn: &mut DbConnection, user_id: DbId) -> Result<bool, StoreError> {
    delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user_id))).execute(conn)?;
    Ok(delete(second_factors::table.find(user_id)).execute(conn)? == 1)
}

/// Gives somebody these recovery codes and no others.
pub fn put_recovery_codes(conn: &mut DbConnection, user_id: DbId, codes: &[RecoveryCodeRow]) -> Result<(), StoreError> {
    delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user_id))).execute(conn)?;
    for code in codes {
        insert_into(recovery_codes::table).values(code).execute(conn)?;
    }
    Ok(())
}

/// Uses a recovery code up. Answers whether it was one that still worked.
pub fn use_recovery_code(
    conn: &mut DbConnection,
    user_id: DbId,
    hash: &[u8],
    at: DbInstant,
) -> Result<bool, StoreError> {
    let unused = recovery_codes::table
        .filter(recovery_codes::code_hash.eq(hash).and(recovery_codes::user_id.eq(user_id)))
        .filter(recovery_codes::used_at.is_null());
    Ok(update(unused).set(recovery_codes::used_at.eq(Some(at))).execute(conn)? == 1)
}

/// How many recovery codes somebody has left.
pub fn count_recovery_codes(conn: &mut DbConnection, user_id: DbId) -> Result<i64, StoreError> {
    let left = recovery_codes::table.filter(recovery_codes::user_id.eq(user_id));
    Ok(left.filter(recovery_codes::used_at.is_null()).count().get_result(conn)?)
}

/// Keeps a sign-in until its second factor comes.
pub fn insert_pending(conn: &mut DbConnection, pending: &PendingSignInRow) -> Result<(), StoreError> {
    insert_into(pending_sign_ins::table).values(pending).execute(conn)?;
    Ok(())
}

/// The sign-in that waits under this secret, expired or not.
pub fn find_pending(conn: &mut DbConnection, token_hash: &[u8]) -> Result<Option<PendingSignInRow>, StoreError> {
    Ok(pending_sign_ins::table.find(token_hash).select(PendingSignInRow::as_select()).first(conn).optional()?)
}

/// Ends one sign-in that waits.
pub fn delete_pending(conn: &mut DbConnection, token_hash: &[u8]) -> Result<(), StoreError> {
    delete(pending_sign_ins::table.find(token_hash)).execute(conn)?;
    Ok(())
}

/// Ends all sign-ins of somebody that wait.
pub fn delete_pending_of_user(conn: &mut DbConnection, user_id: DbId) -> Result<(), StoreError> {
    delete(pending_sign_ins::table.filter(pending_sign_ins::user_id.eq(user_id))).execute(conn)?;
    Ok(())
}

/// The failures counted under a key.
pub fn find_attempts(conn: &mut DbConnection, key: &[u8]) -> Result<Option<AttemptsRow>, StoreError> {
    Ok(sign_in_attempts::table.find(key).select(AttemptsRow::as_select()).first(conn).optional()?)
}

/// Writes a count; the first one of a key also forgets counts, sign-ins and devices whose time is over.
pub fn put_attempts(conn: &mut DbConnection, attempts: &AttemptsRow, forget: DbInstant) -> Result<(), StoreError> {
    let known = update(sign_in_attempts::table.find(&attempts.key)).set(attempts).execute(conn)?;
    if known == 0 {
        delete(sign_in_attempts::table.filter(sign_in_attempts::last_at.lt(forget))).execute(conn)?;
        delete(pending_sign_ins::table.filter(pending_sign_ins::expires_at.lt(forget))).execute(conn)?;
        delete(devices::table.filter(devices::expires_at.lt(forget))).execute(conn)?;
        insert_into(sign_in_attempts::table).values(attempts).execute(conn)?;
    }
    Ok(())
}

/// Forgets the failures of a key.
pub fn delete_attempts(conn: &mut DbConnection, key: &[u8]) -> Result<(), StoreError> {
    delete(sign_in_attempts::table.find(key)).execute(conn)?;
    Ok(())
}

/// Remembers a device.
pub fn insert_device(conn: &mut DbConnection, device: &DeviceRow) -> Result<(), StoreError> {
    insert_into(devices::table).values(device).execute(conn)?;
    Ok(())
}

/// The device with this secret, remembered still or not.
pub fn find_device(conn: &mut DbConnection, token_hash: &[u8]) -> Result<Option<DeviceRow>, StoreError> {
    Ok(devices::table.find(token_hash).select(DeviceRow::as_select()).first(conn).optional()?)
}

/// Forgets one device.
pub fn delete_device(conn: &mut DbConnection, token_hash: &[u8]) -> Result<(), StoreError> {
    delete(devices::table.find(token_hash)).execute(conn)?;
    Ok(())
}

/// Forgets somebody's devices.
pub fn delete_devices_of_user(conn: &mut DbConnection, user_id: DbId) -> Result<(), StoreError> {
    delete(devices::table.filter(devices::user_id.eq(user_id))).execute(conn)?;
    Ok(())
}

/// Makes a link.
pub fn insert_link(conn: &mut DbConnection, link: &LinkRow) -> Result<(), StoreError> {
    insert_into(links::table).values(link).execute(conn)?;
    Ok(())
}

/// The link with this secret, used, expired or not.
pub fn find_link(conn: &mut DbConnection, secret_hash: &[u8]) -> Result<Option<LinkRow>, StoreError> {
    Ok(links::table.find(secret_hash).select(LinkRow::as_select()).first(conn).optional()?)
}

/// Uses a link up. Answers whether it still worked.
pub fn use_link(conn: &mut DbConnection, secret_hash: &[u8], at: DbInstant) -> Result<bool, StoreError> {
    let working = links::table.find(secret_hash).filter(links::used_at.is_null().and(links::expires_at.gt(at)));
    Ok(update(working).set(links::used_at.eq(Some(at))).execute(conn)? == 1)
}

/// Ends the links for somebody (or, for nobody, those for the first admin) that still work.
pub fn end_links(conn: &mut DbConnection, user_id: Option<DbId>, at: DbInstant) -> Result<(), StoreError> {
    let open = links::table.filter(links::used_at.is_null());
    match user_id {
        Some(user_id) => {
            update(open.filter(links::user_id.eq(user_id))).set(links::used_at.eq(Some(at))).execute(conn)?
        }
        None => update(open.filter(links::user_id.is_null())).set(links::used_at.eq(Some(at))).execute(conn)?,
    };
    Ok(())
}
