//! Which organisations that were named as partners of a convoy have said that they take part. Until then they are strangers
//! to it.

use std::collections::HashSet;

use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    batch::{Batch, Kept, Sender},
    insert::insert_all,
    one_of::EqOneOf,
    rows::{ConvoyRow, PartnershipRow},
    schema::{convoy_organisations, convoys, partnerships},
    scope::Reach,
    types::{DbId, DbInstant},
};
use crate::ambient::Real;

/// The deed of taking part.
const ACCEPTED: &str = "partner_accepted";

/// What a partner is called in `convoy_organisations`.
const PARTNER: &str = "partner";

/// The organisations that have accepted to take part in a convoy, also those that are no longer named.
pub fn list_accepted(conn: &mut DbConnection, convoy: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let query = partnerships::table.filter(partnerships::convoy_id.eq(DbId(convoy))).filter(partnerships::accepted);
    let ids: Vec<DbId> = query.select(partnerships::organisation_id).load(conn)?;
    Ok(ids.into_iter().map(|DbId(id)| id).collect())
}

/// Who has accepted to take part in which of these convoys.
pub fn list_all_accepted(conn: &mut DbConnection, convoys: &[Uuid]) -> Result<HashSet<(Uuid, Uuid)>, StoreError> {
    let mut accepted = HashSet::new();
    for chunk in convoys.chunks(500) {
        let ids: Vec<DbId> = chunk.iter().copied().map(DbId).collect();
        let query = partnerships::table.filter(partnerships::convoy_id.eq_one_of(ids)).filter(partnerships::accepted);
        let rows: Vec<(DbId, DbId)> =
            query.select((partnerships::convoy_id, partnerships::organisation_id)).load(conn)?;
        accepted.extend(rows.into_iter().map(|(convoy, organisation)| (convoy.0, organisation.0)));
    }
    Ok(accepted)
}

/// What the organisations of a convoy have answered.
pub fn list_of_convoy(conn: &mut DbConnection, convoy: Uuid) -> Result<Vec<PartnershipRow>, StoreError> {
    let query = partnerships::table.filter(partnerships::convoy_id.eq(DbId(convoy)));
    Ok(query.order(partnerships::organisation_id).select(PartnershipRow::as_select()).load(conn)?)
}

/// What an organisation has answered about a convoy.
pub fn find(conn: &mut DbConnection, convoy: Uuid, organisation: Uuid) -> Result<Option<PartnershipRow>, StoreError> {
    let query = partnerships::table.find((DbId(convoy), DbId(organisation)));
    Ok(query.select(PartnershipRow::as_select()).first(conn).optional()?)
}

/// Writes an answer over the one before.
pub fn put(conn: &mut DbConnection, row: &PartnershipRow) -> Result<(), StoreError> {
    diesel::delete(partnerships::table.find((row.convoy_id, row.organisation_id))).execute(conn)?;
    insert_all::<_, PartnershipRow>(conn, partnerships::table, std::slice::from_ref(row))?;
    Ok(())
}

/// Records of all partners that were never asked that they take part, as the program's own word.
pub(super) fn record_those_before(conn: &mut DbConnection) -> Result<(), StoreError> {
    let query = partnerships::table.filter(partnerships::answered_at.is_null());
    let rows: Vec<PartnershipRow> = query
        .order((partnerships::convoy_id, partnerships::organisation_id))
        .select(PartnershipRow::as_select())
        .load(conn)?;
    let mut kept = Kept::new();
    let mut batch = Batch::begin(conn, &Real, &mut kept)?;
    for row in rows {
        let (convoy, organisation) = (row.convoy_id.0, row.organisation_id.0);
        let body = json!({"deed": ACCEPTED, "convoy": convoy, "organisation": organisation}).to_string();
        batch.record_deed(convoy, ACCEPTED, body, Sender::default())?;
        let answered_at = Some(DbInstant(batch.now().utc()));
        put(batch.conn(), &PartnershipRow { answered_at, ..row })?;
    }
    batch.flush()?;
    Ok(())
}

/// Whether an organisation is named as a partner of a convoy now.
pub fn is_named(conn: &mut DbConnection, convoy: Uuid, organisation: Uuid) -> Result<bool, StoreError> {
    let query = convoy_organisations::table
        .filter(convoy_organisations::convoy_id.eq(DbId(convoy)))
        .filter(convoy_organisations::organisation_id.eq(DbId(organisation)))
        .filter(convoy_organisations::role.eq(PARTNER));
    Ok(query.count().get_result::<i64>(conn)? > 0)
}

/// Convoys that name these organisations as partners, each with the organisation and what it has answered; newest
/// registration first. A body above all answers for nobody: each organisation has people of its own.
pub fn list_naming(
    conn: &mut DbConnection,
    reach: &Reach,
    most: i64,
) -> Result<Vec<(ConvoyRow, Uuid, Option<bool>)>, StoreError> {
    let Reach::These(own) = reach else { return Ok(Vec::new()) };
    let own: Vec<DbId> = own.iter().copied().map(DbId).collect();
    let rows: Vec<(ConvoyRow, DbId, Option<bool>)> = convoy_organisations::table
        .inner_join(convoys::table.on(convoys::id.eq(convoy_organisations::convoy_id)))
        .left_join(
            partnerships::table.on(partnerships::convoy_id
                .eq(convoy_organisations::convoy_id)
                .and(partnerships::organisation_id.eq(convoy_organisations::organisation_id))),
        )
        .filter(convoy_organisations::organisation_id.eq_one_of(own))
        .filter(convoy_organisations::role.eq(PARTNER))
        .order(convoys::registered_position.desc())
        .limit(most)
        .select((ConvoyRow::as_select(), convoy_organisations::organisation_id, partnerships::accepted.nullable()))
        .load(conn)?;
    Ok(rows.into_iter().map(|(row, DbId(organisation), accepted)| (row, organisation, accepted)).collect())
}

/// How many of them wait for an answer.
pub fn count_unanswered(conn: &mut DbConnection, reach: &Reach) -> Result<i64, StoreError> {
    let Reach::These(own) = reach else { return Ok(0) };
    let own: Vec<DbId> = own.iter().copied().map(DbId).collect();
    let query = convoy_organisations::table
        .left_join(
            partnerships::table.on(partnerships::convoy_id
                .eq(convoy_organisations::convoy_id)
                .and(partnerships::organisation_id.eq(convoy_organisations::organisation_id))),
        )
        .filter(convoy_organisations::organisation_id.eq_one_of(own))
        .filter(convoy_organisations::role.eq(PARTNER))
        .filter(partnerships::accepted.nullable().is_null());
    Ok(query.count().get_result(conn)?)
}
