//! Telephones that may report by text message, and what was answered to them.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    insert::insert_all,
    retention::{Due, due},
    rows::{MessageRow, PhoneRequestRow, PhoneRow},
    schema::{messages, phone_requests, phones},
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// Finds a telephone by the keyed hash of its number.
pub fn find_phone(conn: &mut DbConnection, index: &[u8]) -> Result<Option<PhoneRow>, StoreError> {
    let query = phones::table.filter(phones::phone_index.eq(index));
    Ok(query.select(PhoneRow::as_select()).first(conn).optional()?)
}

/// The telephones of a user, the oldest first.
pub fn list_phones(conn: &mut DbConnection, user: Uuid) -> Result<Vec<PhoneRow>, StoreError> {
    let query = phones::table.filter(phones::user_id.eq(DbId(user)));
    Ok(query.order((phones::added_at, phones::id)).select(PhoneRow::as_select()).load(conn)?)
}

/// Adds a telephone.
pub fn insert_phone(conn: &mut DbConnection, row: &PhoneRow) -> Result<(), StoreError> {
    insert_all::<_, PhoneRow>(conn, phones::table, std::slice::from_ref(row))?;
    Ok(())
}

/// Takes a telephone of a user away. Answers whether it was there.
pub fn delete_phone(conn: &mut DbConnection, user: Uuid, id: Uuid) -> Result<bool, StoreError> {
    let own = phones::table.filter(phones::id.eq(DbId(id))).filter(phones::user_id.eq(DbId(user)));
    Ok(diesel::delete(own).execute(conn)? > 0)
}

/// Finds a telephone.
pub fn find_phone_by_id(conn: &mut DbConnection, id: Uuid) -> Result<Option<PhoneRow>, StoreError> {
    Ok(phones::table.find(DbId(id)).select(PhoneRow::as_select()).first(conn).optional()?)
}

/// Writes down that a wrong PIN came: how many since it was chosen, and how many in the day that began then.
pub fn note_wrong_pin(
    conn: &mut DbConnection,
    id: Uuid,
    ever: i32,
    in_day: i32,
    since: Instant,
) -> Result<(), StoreError> {
    diesel::update(phones::table.find(DbId(id)))
        .set((
            phones::wrong_pins.eq(ever),
            phones::wrong_in_day.eq(in_day),
            phones::wrong_since.eq(Some(DbInstant(since.utc()))),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes down when somebody else has shown that they hold a telephone; `None`: it is its owner's after all.
pub fn set_claimed(conn: &mut DbConnection, id: Uuid, at: Option<Instant>) -> Result<(), StoreError> {
    let at = at.map(|at| DbInstant(at.utc()));
    diesel::update(phones::table.find(DbId(id))).set(phones::claimed_at.eq(at)).execute(conn)?;
    Ok(())
}

/// What a user has asked for, the oldest first: also what was withdrawn.
pub fn list_requests(conn: &mut DbConnection, user: Uuid, now: Instant) -> Result<Vec<PhoneRequestRow>, StoreError> {
    let query = phone_requests::table
        .filter(phone_requests::user_id.eq(DbId(user)))
        .filter(phone_requests::expires_at.gt(DbInstant(now.utc())))
        .order((phone_requests::asked_at, phone_requests::id));
    Ok(query.select(PhoneRequestRow::as_select()).load(conn)?)
}

/// Who asks for a number now, the oldest first.
pub fn list_requests_of_number(
    conn: &mut DbConnection,
    index: &[u8],
    now: Instant,
) -> Result<Vec<PhoneRequestRow>, StoreError> {
    let query = phone_requests::table
        .filter(phone_requests::phone_index.eq(index))
        .filter(phone_requests::expires_at.gt(DbInstant(now.utc())))
        .filter(phone_requests::withdrawn.eq(false))
        .order((phone_requests::asked_at, phone_requests::id));
    Ok(query.select(PhoneRequestRow::as_select()).load(conn)?)
}

/// Asks for a number.
pub fn insert_request(conn: &mut DbConnection, row: &PhoneRequestRow) -> Result<(), StoreError> {
    insert_all::<_, PhoneRequestRow>(conn, phone_requests::table, std::slice::from_ref(row))?;
    Ok(())
}

/// Withdraws a user's request. Answers whether it was there.
pub fn withdraw_request(conn: &mut DbConnection, user: Uuid, id: Uuid) -> Result<bool, StoreError> {
    let own = phone_requests::table
        .filter(phone_requests::id.eq(DbId(id)))
        .filter(phone_requests::user_id.eq(DbId(user)))
        .filter(phone_requests::withdrawn.eq(false));
    Ok(diesel::update(own).set(phone_requests::withdrawn.eq(true)).execute(conn)? > 0)
}

/// Counts a wrong code.
pub fn note_wrong_code(conn: &mut DbConnection, id: Uuid) -> Result<(), StoreError> {
    let request = diesel::update(phone_requests::table.find(DbId(id)));
    request.set(phone_requests::tries.eq(phone_requests::tries + 1)).execute(conn)?;
    Ok(())
}

/// Takes a request away, for it was granted.
pub fn delete_request(conn: &mut DbConnection, id: Uuid) -> Result<(), StoreError> {
    diesel::delete(phone_requests::table.find(DbId(id))).execute(conn)?;
    Ok(())
}

/// Takes the requests away that ended by a moment.
pub fn delete_ended_requests(conn: &mut DbConnection, by: Instant) -> Result<usize, StoreError> {
    let ended = phone_requests::table.filter(phone_requests::expires_at.le(DbInstant(by.utc())));
    Ok(diesel::delete(ended).execute(conn)?)
}

/// Finds a message that was answered.
pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<MessageRow>, StoreError> {
    Ok(messages::table.find(DbId(id)).select(MessageRow::as_select()).first(conn).optional()?)
}

/// Finds what a sender's short code stands for: the latest, where two have the same.
pub fn find_by_code(conn: &mut DbConnection, user: Uuid, code: &str) -> Result<Option<MessageRow>, StoreError> {
    let query = messages::table.filter(messages::user_id.eq(DbId(user))).filter(messages::code.eq(Some(code)));
    Ok(query.order(messages::received_at.desc()).select(MessageRow::as_select()).first(conn).optional()?)
}

/// Keeps what was answered.
pub fn insert(conn: &mut DbConnection, row: &MessageRow) -> Result<(), StoreError> {
    insert_all::<_, MessageRow>(conn, messages::table, std::slice::from_ref(row))?;
    Ok(())
}

/// Answered messages received by a moment, and numbers that were asked for until then.
pub fn list_overdue(conn: &mut DbConnection, by: Instant) -> Result<Due, StoreError> {
    let by = DbInstant(by.utc());
    let old = messages::table.filter(messages::received_at.le(by)).select(messages::received_at);
    let mut ends = old.load::<DbInstant>(conn)?;
    let asked = phone_requests::table.filter(phone_requests::expires_at.le(by)).select(phone_requests::expires_at);
    ends.extend(asked.load::<DbInstant>(conn)?);
    Ok(due(ends.into_iter().map(|DbInstant(at)| Instant::new(at))))
}

/// Deletes what [`list_overdue`] counts.
pub fn delete_overdue(conn: &mut DbConnection, by: Instant) -> Result<usize, StoreError> {
    let messages =
        diesel::delete(messages::table.filter(messages::received_at.le(DbInstant(by.utc())))).execute(conn)?;
    Ok(messages + delete_ended_requests(conn, by)?)
}
