//! Finding a convoy by what people call it. A reference is one organisation's own, whatever its case: who asks finds it among
//! the convoys that they see, their own first. `KEY/REFERENCE` names the organisation that leads it.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use uuid::Uuid;

use crate::store::{
    DbConnection, StoreError,
    one_of::EqOneOf,
    rows::ConvoyRow,
    schema::{convoy_organisations, convoys, organisations},
    scope::{OrgScope, seen_by, takes_part},
    types::DbId,
};

/// Convoys of one reference that are looked at; nobody chooses among more.
const MOST_NAMED: i64 = 50;

/// One of several convoys that a reference may mean, as whoever asked sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The convoy.
    pub id: Uuid,
    /// Its reference, as it was written.
    pub reference: String,
    /// The key of the organisation that leads it; the id of one that is not described.
    pub lead: String,
}

/// Finds a convoy's row by id or reference. Several that fit equally well are [`StoreError::Ambiguous`].
pub fn find(conn: &mut DbConnection, scope: &OrgScope, reference: &str) -> Result<Option<ConvoyRow>, StoreError> {
    // What no text can hold is nobody's reference, and PostgreSQL takes no such value.
    if reference.contains('\0') {
        return Ok(None);
    }
    if let Ok(id) = Uuid::try_parse(reference) {
        let seen = convoys::table.filter(seen_by(scope.parts())).select(ConvoyRow::as_select());
        return Ok(seen.filter(convoys::id.eq(DbId(id))).first(conn).optional()?);
    }
    let mut named = list_called(conn, scope, reference)?;
    if named.len() > 1 {
        named = nearest(conn, scope, named)?;
    }
    if named.len() > 1 {
        let typed = reference.rsplit('/').next().unwrap_or(reference);
        if named.iter().filter(|row| row.reference == typed).count() == 1 {
            named.retain(|row| row.reference == typed);
        }
    }
    match named.len() {
        0 | 1 => Ok(named.pop()),
        _ => Err(StoreError::Ambiguous { candidates: candidates(conn, &named)? }),
    }
}

/// Every convoy of a scope that has this reference, whatever its case; of `KEY/REFERENCE` those that this organisation leads.
pub fn list_called(conn: &mut DbConnection, scope: &OrgScope, reference: &str) -> Result<Vec<ConvoyRow>, StoreError> {
    let (lead, reference) = match reference.split_once('/') {
        Some((lead, reference)) => (Some(lead), reference),
        None => (None, reference),
    };
    let mut query = convoys::table.into_boxed().filter(seen_by(scope.parts()));
    query = query.filter(convoys::reference_key.eq(reference.to_ascii_lowercase()));
    if let Some(lead) = lead {
        let key = diesel::dsl::sql::<diesel::sql_types::Text>("lower(organisations.key)");
        let leads = organisations::table.filter(key.eq(lead.to_ascii_lowercase())).select(organisations::id);
        query = query.filter(convoys::lead_id.eq_any(leads));
    }
    query = query.order(convoys::registered_position).limit(MOST_NAMED);
    Ok(query.select(ConvoyRow::as_select()).load(conn)?)
}

/// What to choose from.
pub fn candidates(conn: &mut DbConnection, rows: &[ConvoyRow]) -> Result<Vec<Candidate>, StoreError> {
    let leads: Vec<DbId> = rows.iter().map(|row| row.lead_id).collect();
    let keys: Vec<(DbId, String)> = organisations::table
        .filter(organisations::id.eq_one_of(leads))
        .select((organisations::id, organisations::key))
        .load(conn)?;
    let keys: HashMap<DbId, String> = keys.into_iter().collect();
    let candidate = |row: &ConvoyRow| Candidate {
        id: row.id.0,
        reference: row.reference.clone(),
        lead: keys.get(&row.lead_id).cloned().unwrap_or_else(|| row.lead_id.0.to_string()),
    };
    Ok(rows.iter().map(candidate).collect())
}

/// Those that whoever asks is nearest to: led by their organisations, else those in which they take part, else shared with
/// them.
fn nearest(conn: &mut DbConnection, scope: &OrgScope, named: Vec<ConvoyRow>) -> Result<Vec<ConvoyRow>, StoreError> {
    let led: Vec<ConvoyRow> = named.iter().filter(|row| scope.has(row.lead_id.0)).cloned().collect();
    if !led.is_empty() {
        return Ok(led);
    }
    let ids: Vec<DbId> = named.iter().map(|row| row.id).collect();
    let query = convoy_organisations::table.filter(convoy_organisations::convoy_id.eq_one_of(ids)).filter(takes_part());
    let parts: Vec<(DbId, DbId)> =
        query.select((convoy_organisations::convoy_id, convoy_organisations::organisation_id)).load(conn)?;
    let has_part = |row: &ConvoyRow| parts.iter().any(|(convoy, part)| *convoy == row.id && scope.has(part.0));
    let (own, shared): (Vec<_>, Vec<_>) = named.into_iter().partition(has_part);
    Ok(if own.is_empty() { shared } else { own })
}

/// Those of these convoys whose reference alone may mean another that the scope sees too, each with its lead's key. Of what it
/// does not see nothing follows.
pub fn list_shared_references(
    conn: &mut DbConnection,
    scope: &OrgScope,
    convoys: &[(Uuid, &str)],
) -> Result<Vec<Candidate>, StoreError> {
    let keys: HashSet<String> = convoys.iter().map(|(_, reference)| reference.to_ascii_lowercase()).collect();
    let keys: Vec<String> = keys.into_iter().collect();
    let of_keys = || convoys::table.filter(convoys::reference_key.eq_one_of(&keys));
    let all: Vec<String> = of_keys().select(convoys::reference_key).load(conn)?;
    if all.len() <= keys.len() {
        // As nearly always: no reference stands twice, whoever sees it.
        return Ok(Vec::new());
    }
    let seen: Vec<ConvoyRow> = of_keys().filter(seen_by(scope.parts())).select(ConvoyRow::as_select()).load(conn)?;
    let mut count: HashMap<&str, usize> = HashMap::new();
    for row in &seen {
        *count.entry(&row.reference_key).or_default() += 1;
    }
    let shared = |row: &&ConvoyRow| {
        count.get(row.reference_key.as_str()).is_some_and(|count| *count > 1)
            && convoys.iter().any(|(id, _)| *id == row.id.0)
    };
    let shared: Vec<ConvoyRow> = seen.iter().filter(shared).cloned().collect();
    candidates(conn, &shared)
}

/// The convoy that an organisation leads under a reference, whatever its case.
pub fn find_led(conn: &mut DbConnection, lead: Uuid, reference: &str) -> Result<Option<Uuid>, StoreError> {
    let query = convoys::table
        .filter(convoys::reference_key.eq(reference.to_ascii_lowercase()))
        .filter(convoys::lead_id.eq(DbId(lead)))
        .order(convoys::registered_position)
        .select((convoys::id, convoys::reference));
    let found: Vec<(DbId, String)> = query.load(conn)?;
    // An older ledger may hold two that differ in case.
    let exact = found.iter().find(|(_, known)| known == reference).or(found.first());
    Ok(exact.map(|(DbId(id), _)| *id))
}
