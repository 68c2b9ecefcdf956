//! Places and organisations: found by id or key, described anew by entries of the ledger.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    insert::insert_all,
    ledger,
    one_of::EqOneOf,
    rows::{LedgerRow, OrganisationRow, PlaceRow},
    schema::{organisations, places},
    types::{DbId, DbJson},
};
use crate::domain::{
    place::{Organisation, Place},
    time::Instant,
};

/// A described thing with its id and the position of the entry that describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Described<T> {
    /// Its id.
    pub id: Uuid,
    /// Where the ledger describes it last.
    pub position: i64,
    /// The description.
    pub what: T,
}

/// By id, or by key.
fn id_of(reference: &str) -> Option<DbId> {
    Uuid::try_parse(reference).ok().map(DbId)
}

/// Finds a place by id or key.
pub fn find_place(conn: &mut DbConnection, reference: &str) -> Result<Option<Described<Place>>, StoreError> {
    let query = places::table.select(PlaceRow::as_select());
    let row: Option<PlaceRow> = match id_of(reference) {
        Some(id) => query.filter(places::id.eq(id)).first(conn).optional()?,
        None => query.filter(places::key.eq(reference)).first(conn).optional()?,
    };
    row.as_ref().map(place_of).transpose()
}

/// Finds an organisation by id or key.
pub fn find_organisation(
    conn: &mut DbConnection,
    reference: &str,
) -> Result<Option<Described<Organisation>>, StoreError> {
    let query = organisations::table.select(OrganisationRow::as_select());
    let row: Option<OrganisationRow> = match id_of(reference) {
        Some(id) => query.filter(organisations::id.eq(id)).first(conn).optional()?,
        None => query.filter(organisations::key.eq(reference)).first(conn).optional()?,
    };
    row.as_ref().map(organisation_of).transpose()
}

/// Places after a key, in the order of keys.
pub fn list_places(conn: &mut DbConnection, after: &str, limit: i64) -> Result<Vec<Described<Place>>, StoreError> {
    let query = places::table.filter(places::key.gt(after)).order(places::key).limit(limit);
    let rows: Vec<PlaceRow> = query.select(PlaceRow::as_select()).load(conn)?;
    rows.iter().map(place_of).collect()
}

/// Organisations after a key, in the order of keys.
pub fn list_organisations(
    conn: &mut DbConnection,
    after: &str,
    limit: i64,
) -> Result<Vec<Described<Organisation>>, StoreError> {
    let query = organisations::table.filter(organisations::key.gt(after)).order(organisations::key).limit(limit);
    let rows: Vec<OrganisationRow> = query.select(OrganisationRow::as_select()).load(conn)?;
    rows.iter().map(organisation_of).collect()
}

/// Places by id, as known at a moment: as described then, not as described since.
pub fn map_places(
    conn: &mut DbConnection,
    ids: &[Uuid],
    as_of: Option<Instant>,
) -> Result<BTreeMap<Uuid, Place>, StoreError> {
    if as_of.is_some() {
        return as_described(&ledger::list_of_subjects(conn, ids, as_of)?);
    }
    let ids: Vec<DbId> = ids.iter().copied().map(DbId).collect();
    let rows: Vec<PlaceRow> =
        places::table.filter(places::id.eq_one_of(ids)).select(PlaceRow::as_select()).load(conn)?;
    rows.iter().map(|row| place_of(row).map(|place| (place.id, place.what))).collect()
}

/// Organisations by id, as known at a moment.
pub fn map_organisations(
    conn: &mut DbConnection,
    ids: &[Uuid],
    as_of: Option<Instant>,
) -> Result<BTreeMap<Uuid, Organisation>, StoreError> {
    if as_of.is_some() {
        return as_described(&ledger::list_of_subjects(conn, ids, as_of)?);
    }
    let ids: Vec<DbId> = ids.iter().copied().map(DbId).collect();
    let query = organisations::table.filter(organisations::id.eq_one_of(ids));
    let rows: Vec<OrganisationRow> = query.select(OrganisationRow::as_select()).load(conn)?;
    rows.iter().map(|row| organisation_of(row).map(|organisation| (organisation.id, organisation.what))).collect()
}

/// Every description of these places, in the order of the ledger.
pub fn list_descriptions(conn: &mut DbConnection, ids: &[Uuid]) -> Result<Vec<Described<Place>>, StoreError> {
    let rows = ledger::list_of_subjects(conn, ids, None)?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(body) = &row.body {
            let what = serde_json::from_str(body).map_err(|error| ledger::corrupt(&row, &error))?;
            all.push(Described { id: row.subject_id.0, position: row.position, what });
        }
    }
    Ok(all)
}

/// Each subject as it was described at a moment, with where.
pub fn map_described<T: serde::de::DeserializeOwned>(
    conn: &mut DbConnection,
    ids: &[Uuid],
    as_of: Instant,
) -> Result<BTreeMap<Uuid, Described<T>>, StoreError> {
    let rows = ledger::list_of_subjects(conn, ids, Some(as_of))?;
    let positions: BTreeMap<Uuid, i64> = rows.iter().map(|row| (row.subject_id.0, row.position)).collect();
    let whole = as_described(&rows)?;
    let described = |(id, what)| Some((id, Described { id, position: *positions.get(&id)?, what }));
    Ok(whole.into_iter().filter_map(described).collect())
}

/// Places by id, as described by a position that was reached at a moment: as [`map_places`] at that moment, and quicker
/// where none was described anew since.
pub fn map_places_by(
    conn: &mut DbConnection,
    ids: &[Uuid],
    position: i64,
    at: Instant,
) -> Result<BTreeMap<Uuid, Place>, StoreError> {
    let db_ids: Vec<DbId> = ids.iter().copied().map(DbId).collect();
    let query = places::table.filter(places::id.eq_one_of(db_ids)).filter(places::position.le(position));
    let rows: Vec<PlaceRow> = query.select(PlaceRow::as_select()).load(conn)?;
    let mut found = BTreeMap::new();
    for row in &rows {
        let place = place_of(row)?;
        found.insert(place.id, place.what);
    }
    let later: Vec<Uuid> = ids.iter().copied().filter(|id| !found.contains_key(id)).collect();
    if !later.is_empty() {
        found.extend(map_places(conn, &later, Some(at))?);
    }
    Ok(found)
}

/// Organisations by id, likewise.
pub fn map_organisations_by(
    conn: &mut DbConnection,
    ids: &[Uuid],
    position: i64,
    at: Instant,
) -> Result<BTreeMap<Uuid, Organisation>, StoreError> {
    let db_ids: Vec<DbId> = ids.iter().copied().map(DbId).collect();
    let query = organisations::table.filter(organisations::id.eq_one_of(db_ids));
    let query = query.filter(organisations::position.le(position));
    let rows: Vec<OrganisationRow> = query.select(OrganisationRow::as_select()).load(conn)?;
    let mut found = BTreeMap::new();
    for row in &rows {
        let organisation = organisation_of(row)?;
        found.insert(organisation.id, organisation.what);
    }
    let later: Vec<Uuid> = ids.iter().copied().filter(|id| !found.contains_key(id)).collect();
    if !later.is_empty() {
        found.extend(map_organisations(conn, &later, Some(at))?);
    }
    Ok(found)
}

/// The last description of each subject.
fn as_described<T: serde::de::DeserializeOwned>(rows: &[LedgerRow]) -> Result<BTreeMap<Uuid, T>, StoreError> {
    let mut found = BTreeMap::new();
    for row in rows {
        if let Some(body) = &row.body {
            found.insert(row.subject_id.0, serde_json::from_str(body).map_err(|error| ledger::corrupt(row, &error))?);
        }
    }
    Ok(found)
}

/// Writes a place as an entry describes it.
pub(super) fn put_place(conn: &mut DbConnection, place: &Described<Place>) -> Result<(), StoreError> {
    diesel::delete(places::table.find(DbId(place.id))).execute(conn)?;
    insert_all::<_, PlaceRow>(conn, places::table, &[place_row(place)?])?;
    Ok(())
}

/// Writes an organisation as an entry describes it.
pub(super) fn put_organisation(
    conn: &mut DbConnection,
    organisation: &Described<Organisation>,
) -> Result<(), StoreError> {
    diesel::delete(organisations::table.find(DbId(organisation.id))).execute(conn)?;
    insert_all::<_, OrganisationRow>(conn, organisations::table, &[organisation_row(organisation)?])?;
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> Result<DbJson, StoreError> {
    serde_json::to_value(value).map(DbJson).map_err(|error| StoreError::Corrupt { what: error.to_string() })
}

pub(super) fn place_row(place: &Described<Place>) -> Result<PlaceRow, StoreError> {
    let what = &place.what;
    let text = |text: &Option<crate::domain::text::Text>| text.as_ref().map(ToString::to_string);
    Ok(PlaceRow {
        id: DbId(place.id),
        key: what.key.to_string(),
        kind: what.kind.as_ref().to_owned(),
        name: json(&what.name)?,
        aliases: json(&what.aliases)?,
        latitude: what.latitude,
        longitude: what.longitude,
        coordinates_approximate: what.coordinates_approximate,
        admin1: text(&what.admin1),
        country: text(&what.country),
        pcode: text(&what.pcode),
        gazetteer: text(&what.gazetteer),
        population: what.population.and_then(|people| i64::try_from(people).ok()),
        access: what.access.map(|access| access.as_ref().to_owned()),
        last_reached: what.last_reached,
        position: place.position,
    })
}

fn place_of(row: &PlaceRow) -> Result<Described<Place>, StoreError> {
    // The columns have the names of the description's fields, so its own reader does the parsing.
    let fields = serde_json::json!({
        "key": row.key, "kind": row.kind, "name": row.name.0, "aliases": row.aliases.0,
        "latitude": row.latitude, "longitude": row.longitude,
        "coordinates_approximate": row.coordinates_approximate, "admin1": row.admin1, "country": row.country,
        "pcode": row.pcode, "gazetteer": row.gazetteer, "population": row.population, "access": row.access,
        "last_reached": row.last_reached,
    });
    described(row.id, row.position, fields)
}

pub(super) fn organisation_row(organisation: &Described<Organisation>) -> Result<OrganisationRow, StoreError> {
    Ok(OrganisationRow {
        id: DbId(organisation.id),
        key: organisation.what.key.to_string(),
        name: json(&organisation.what.name)?,
        acronym: organisation.what.acronym.as_ref().map(ToString::to_string),
        position: organisation.position,
    })
}

fn organisation_of(row: &OrganisationRow) -> Result<Described<Organisation>, StoreError> {
    let fields = serde_json::json!({"key": row.key, "name": row.name.0, "acronym": row.acronym});
    described(row.id, row.position, fields)
}

fn described<T: serde::de::DeserializeOwned>(
    id: DbId,
    position: i64,
    fields: Value,
) -> Result<Described<T>, StoreError> {
    let what = serde_json::from_value(fields)
        .map_err(|error| StoreError::Corrupt { what: format!("the description at position {position}: {error}") })?;
    Ok(Described { id: id.0, position, what })
}
