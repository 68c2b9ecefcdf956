//! Deeds: entries of the ledger that tell what was done with rights, secrets and exact positions.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    connection::MultiBackend,
    ledger::DEED,
    rows::LedgerRow,
    schema::{convoy_organisations, ledger, memberships},
    scope::{Reach, takes_part},
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// What a list of deeds is narrowed to. All that are set must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeedFilter {
    /// Of this kind.
    pub kind: Option<String>,
    /// Done by, or to, this user.
    pub person: Option<Uuid>,
    /// About this convoy.
    pub convoy: Option<Uuid>,
    /// Not before.
    pub from: Option<Instant>,
    /// Not after.
    pub until: Option<Instant>,
}

/// Deeds before a position, newest first: of these organisations, that is by their people, about them, or about their
/// convoys.
pub fn list(
    conn: &mut DbConnection,
    reach: &Reach,
    filter: &DeedFilter,
    before: i64,
    limit: i64,
) -> Result<Vec<LedgerRow>, StoreError> {
    let query = narrowed(reach, filter).filter(ledger::position.lt(before)).order(ledger::position.desc()).limit(limit);
    Ok(query.select(LedgerRow::as_select()).load(conn)?)
}

fn narrowed<'a>(reach: &Reach, filter: &'a DeedFilter) -> ledger::BoxedQuery<'a, MultiBackend> {
    let mut query = ledger::table.into_boxed().filter(ledger::subject_kind.eq(DEED));
    if let Reach::These(own) = reach {
        let own: Vec<DbId> = own.iter().copied().map(DbId).collect();
        let people = || {
            memberships::table
                .filter(memberships::organisation_id.eq_any(own.clone().into_iter().map(Some).collect::<Vec<_>>()))
                .select(memberships::user_id)
        };
        let convoys = convoy_organisations::table
            .filter(convoy_organisations::organisation_id.eq_any(own.clone()))
            .filter(takes_part())
            .select(convoy_organisations::convoy_id);
        query = query.filter(
            ledger::recorded_by
                .eq_any(people().select(memberships::user_id.nullable()))
                .assume_not_null()
                .or(ledger::subject_id.eq_any(people()))
                .or(ledger::subject_id.eq_any(convoys)),
        );
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(ledger::kind.eq(kind));
    }
    if let Some(person) = filter.person {
        let by = ledger::recorded_by.eq(Some(DbId(person))).assume_not_null();
        query = query.filter(by.or(ledger::subject_id.eq(DbId(person))));
    }
    if let Some(convoy) = filter.convoy {
        query = query.filter(ledger::subject_id.eq(DbId(convoy)));
    }
    if let Some(from) = filter.from {
        query = query.filter(ledger::recorded_at.ge(DbInstant(from.utc())));
    }
    if let Some(until) = filter.until {
        query = query.filter(ledger::recorded_at.le(DbInstant(until.utc())));
    }
    query
}

/// Deeds of these kinds about a subject, in the order of the ledger.
pub fn list_of_subject(conn: &mut DbConnection, subject: Uuid, kinds: &[&str]) -> Result<Vec<LedgerRow>, StoreError> {
    let query = ledger::table
        .filter(ledger::subject_id.eq(DbId(subject)))
        .filter(ledger::subject_kind.eq(DEED))
        .filter(ledger::kind.eq_any(kinds.to_vec()))
        .order(ledger::position);
    Ok(query.select(LedgerRow::as_select()).load(conn)?)
}
