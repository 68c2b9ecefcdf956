//! Telephones that may report by text message, and what was answered to them.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    insert::insert_all,
    retention::{Due, due},
    rows::{MessageRow, PhoneRow},
    schema::{messages, phones},
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

/// Answered messages received by a moment.
pub fn list_overdue(conn: &mut DbConnection, by: Instant) -> Result<Due, StoreError> {
    let old = messages::table.filter(messages::received_at.le(DbInstant(by.utc()))).select(messages::received_at);
    Ok(due(old.load::<DbInstant>(conn)?.into_iter().map(|DbInstant(at)| Instant::new(at))))
}

/// Deletes what [`list_overdue`] counts.
pub fn delete_overdue(conn: &mut DbConnection, by: Instant) -> Result<usize, StoreError> {
    Ok(diesel::delete(messages::table.filter(messages::received_at.le(DbInstant(by.utc())))).execute(conn)?)
}
