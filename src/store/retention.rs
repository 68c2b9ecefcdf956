//! What is kept no longer than needed: rows of people that have had their time.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    schema::{devices, links, memberships, pending_sign_ins, sessions, tokens},
    scope::Reach,
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// Rows that are due, and since when the oldest of them could have gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// How many.
    pub rows: usize,
    /// When the oldest of them ended.
    pub oldest: Option<Instant>,
}

/// Of many ends, how many and the first.
pub fn due(ends: impl IntoIterator<Item = Instant>) -> Due {
    ends.into_iter().fold(Due::default(), |due, end| Due {
        rows: due.rows + 1,
        oldest: Some(due.oldest.map_or(end, |oldest| oldest.min(end))),
    })
}

/// Whose rows: everybody's, or those of people of some organisations.
pub(super) fn people_of(conn: &mut DbConnection, reach: &Reach) -> Result<Option<Vec<DbId>>, StoreError> {
    let Reach::These(own) = reach else { return Ok(None) };
    let own: Vec<Option<DbId>> = own.iter().copied().map(DbId).map(Some).collect();
    let of_own = memberships::table.filter(memberships::organisation_id.eq_any(own));
    Ok(Some(of_own.select(memberships::user_id).distinct().load(conn)?))
}

/// Sessions that had ended by a moment: their latest end, or the last request and the idle time after it.
pub fn list_ended_sessions(
    conn: &mut DbConnection,
    reach: &Reach,
    ended_by: Instant,
    idle: chrono::TimeDelta,
) -> Result<Vec<(Vec<u8>, Instant)>, StoreError> {
    let (latest, seen) = (DbInstant(ended_by.utc()), DbInstant(ended_by.plus(-idle).utc()));
    let mut query = sessions::table
        .filter(sessions::expires_at.le(latest).or(sessions::last_seen_at.le(seen)))
        .select((sessions::token_hash, sessions::expires_at, sessions::last_seen_at))
        .order(sessions::token_hash)
        .into_boxed();
    if let Some(people) = people_of(conn, reach)? {
        query = query.filter(sessions::user_id.eq_any(people));
    }
    let rows: Vec<(Vec<u8>, DbInstant, DbInstant)> = query.load(conn)?;
    let end = |expires: DbInstant, seen: DbInstant| Instant::new(expires.0).min(Instant::new(seen.0).plus(idle));
    Ok(rows.into_iter().map(|(hash, expires, seen)| (hash, end(expires, seen))).collect())
}

/// Deletes sessions.
pub fn delete_sessions(conn: &mut DbConnection, hashes: &[Vec<u8>]) -> Result<usize, StoreError> {
    let mut deleted = 0;
    for chunk in hashes.chunks(500) {
        deleted += diesel::delete(sessions::table.filter(sessions::token_hash.eq_any(chunk))).execute(conn)?;
    }
    Ok(deleted)
}

/// Tokens that had ended or were revoked by a moment.
pub fn list_ended_tokens(
    conn: &mut DbConnection,
    reach: &Reach,
    ended_by: Instant,
) -> Result<Vec<(Uuid, Instant)>, StoreError> {
    let by = DbInstant(ended_by.utc());
    let mut query = tokens::table
        .filter(tokens::expires_at.le(Some(by)).assume_not_null().or(tokens::revoked_at.le(Some(by)).assume_not_null()))
        .select((tokens::id, tokens::expires_at, tokens::revoked_at))
        .order(tokens::id)
        .into_boxed();
    if let Some(people) = people_of(conn, reach)? {
        query = query.filter(tokens::user_id.eq_any(people));
    }
    let rows: Vec<(DbId, Option<DbInstant>, Option<DbInstant>)> = query.load(conn)?;
    let end = |expires: Option<DbInstant>, revoked: Option<DbInstant>| {
        let ends = [expires, revoked].into_iter().flatten().map(|end| Instant::new(end.0));
        ends.min().unwrap_or(ended_by)
    };
    Ok(rows.into_iter().map(|(DbId(id), expires, revoked)| (id, end(expires, revoked))).collect())
}

/// Deletes tokens.
pub fn delete_tokens(conn: &mut DbConnection, ids: &[Uuid]) -> Result<usize, StoreError> {
    let mut deleted = 0;
    for chunk in ids.chunks(500) {
        let ids: Vec<DbId> = chunk.iter().copied().map(DbId).collect();
        deleted += diesel::delete(tokens::table.filter(tokens::id.eq_any(ids))).execute(conn)?;
    }
    Ok(deleted)
}

/// When links, half-finished sign-ins and known devices ended, of those that had by a moment. Links of nobody yet are
/// everybody's.
pub fn list_ended_sign_ins(
    conn: &mut DbConnection,
    reach: &Reach,
    ended_by: Instant,
) -> Result<Vec<Instant>, StoreError> {
    let by = DbInstant(ended_by.utc());
    let mut ended_links = links::table.filter(links::expires_at.le(by)).select(links::expires_at).into_boxed();
    let mut ended_pending = pending_sign_ins::table
        .filter(pending_sign_ins::expires_at.le(by))
        .select(pending_sign_ins::expires_at)
        .into_boxed();
    let mut ended_devices = devices::table.filter(devices::expires_at.le(by)).select(devices::expires_at).into_boxed();
    if let Some(people) = people_of(conn, reach)? {
        let some: Vec<Option<DbId>> = people.iter().copied().map(Some).collect();
        ended_links = ended_links.filter(links::user_id.eq_any(some));
        ended_pending = ended_pending.filter(pending_sign_ins::user_id.eq_any(people.clone()));
        ended_devices = ended_devices.filter(devices::user_id.eq_any(people));
    }
    let mut ends: Vec<DbInstant> = ended_links.load(conn)?;
    ends.extend(ended_pending.load::<DbInstant>(conn)?);
    ends.extend(ended_devices.load::<DbInstant>(conn)?);
    Ok(ends.into_iter().map(|end| Instant::new(end.0)).collect())
}

/// Deletes what [`list_ended_sign_ins`] lists.
pub fn delete_ended_sign_ins(conn: &mut DbConnection, reach: &Reach, ended_by: Instant) -> Result<usize, StoreError> {
    let by = DbInstant(ended_by.utc());
    let Some(people) = people_of(conn, reach)? else {
        return Ok(diesel::delete(links::table.filter(links::expires_at.le(by))).execute(conn)?
            + diesel::delete(pending_sign_ins::table.filter(pending_sign_ins::expires_at.le(by))).execute(conn)?
            + diesel::delete(devices::table.filter(devices::expires_at.le(by))).execute(conn)?);
    };
    let some: Vec<Option<DbId>> = people.iter().copied().map(Some).collect();
    let of_links = links::table.filter(links::expires_at.le(by)).filter(links::user_id.eq_any(some));
    let of_pending = pending_sign_ins::table
        .filter(pending_sign_ins::expires_at.le(by))
        .filter(pending_sign_ins::user_id.eq_any(people.clone()));
    let of_devices = devices::table.filter(devices::expires_at.le(by)).filter(devices::user_id.eq_any(people));
    Ok(diesel::delete(of_links).execute(conn)?
        + diesel::delete(of_pending).execute(conn)?
        + diesel::delete(of_devices).execute(conn)?)
}
