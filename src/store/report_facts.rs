//! What access reports need of every convoy in a scope, page by page, as known now or at a moment.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    dossier::Dossier,
    ledger,
    one_of::EqOneOf,
    rows::FactsRow,
    schema::{convoys, report_facts},
    scope::{OrgScope, ids_seen_by, seen_by},
    types::{DbId, DbInstant},
};
use crate::domain::{facts::Facts, time::Instant};

/// Convoys read at a time. Of each, all that is on the ledger may have to be read.
const PAGE: i64 = 250;

/// What is known of one convoy.
#[derive(Clone, Debug)]
pub struct Known {
    /// The convoy.
    pub id: Uuid,
    /// As known now.
    pub now: Facts,
    /// As known at the moment asked for.
    pub then: Facts,
}

/// Some of a scope's convoys.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What is known of each.
    pub known: Vec<Known>,
    /// The last of them, after which the next page begins; `None` at the end.
    pub last: Option<Uuid>,
}

/// The next convoys of a scope after an id that were registered by a moment, in the order of ids.
///
/// A convoy about which nothing was recorded since then is as it was: only the others are read and folded.
pub fn list(conn: &mut DbConnection, scope: &OrgScope, after: Uuid, as_of: Instant) -> Result<Page, StoreError> {
    let query = report_facts::table
        .inner_join(convoys::table.on(convoys::id.eq(report_facts::convoy_id)))
        .filter(report_facts::convoy_id.gt(DbId(after)))
        .filter(seen_by(scope.parts()))
        .filter(convoys::registered_at.le(DbInstant(as_of.utc())))
        .order(report_facts::convoy_id)
        .limit(PAGE)
        .select((FactsRow::as_select(), convoys::updated_at));
    let rows: Vec<(FactsRow, DbInstant)> = query.load(conn)?;
    let since = rows.iter().filter(|(_, updated)| Instant::new(updated.0) > as_of);
    let changed: Vec<Uuid> = since.map(|(row, _)| row.convoy_id.0).collect();
    let mut earlier = fold(conn, &changed, as_of)?;
    let last = rows.last().map(|(row, _)| row.convoy_id.0);
    let mut known = Vec::with_capacity(rows.len());
    for (row, _) in rows {
        let id = row.convoy_id.0;
        let now: Facts = serde_json::from_value(row.facts.0)
            .map_err(|error| StoreError::Corrupt { what: format!("report_facts of {id}: {error}") })?;
        let then = if changed.contains(&id) { earlier.remove(&id) } else { Some(now.clone()) };
        known.extend(then.map(|then| Known { id, now, then }));
    }
    Ok(Page { known, last })
}

/// These convoys as known at a moment.
fn fold(
    conn: &mut DbConnection,
    convoys: &[Uuid],
    as_of: Instant,
) -> Result<std::collections::BTreeMap<Uuid, Facts>, StoreError> {
    let mut rows = std::collections::BTreeMap::<Uuid, Vec<_>>::new();
    if !convoys.is_empty() {
        for row in ledger::list_of_subjects(conn, convoys, Some(as_of))? {
            rows.entry(row.subject_id.0).or_default().push(row);
        }
    }
    let mut folded = std::collections::BTreeMap::new();
    for (id, rows) in rows {
        let lacks_later = rows.iter().any(|row| row.body.is_none());
        let redacting = if lacks_later { ledger::list_redactions(conn, Some(id))? } else { Vec::new() };
        if let Some(dossier) = Dossier::from_entries(&rows, &redacting)? {
            folded.insert(id, Facts::of(&dossier.history, dossier.registered_at));
        }
    }
    Ok(folded)
}

/// Which of these convoys a scope sees at all.
pub fn list_seen(conn: &mut DbConnection, scope: &OrgScope, among: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<DbId> = among.iter().copied().map(DbId).collect();
    let query = report_facts::table
        .filter(report_facts::convoy_id.eq_one_of(ids))
        .filter(report_facts::convoy_id.eq_any(ids_seen_by(scope.parts())));
    let seen: Vec<DbId> = query.select(report_facts::convoy_id).load(conn)?;
    Ok(seen.into_iter().map(|DbId(id)| id).collect())
}
