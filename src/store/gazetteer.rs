//! Lists of P-codes: several versions side by side, found by code and by folded name.

use diesel::prelude::*;

use super::{
    DbConnection, StoreError,
    insert::insert_all,
    rows::{GazetteerEntryRow, GazetteerNameRow, GazetteerRow},
    schema::{gazetteer_entries, gazetteer_names, gazetteers, places},
};

/// What sorts after every text that begins as another does.
const LAST: char = '\u{10FFFF}';

/// The versions, the newest first.
pub fn list_versions(conn: &mut DbConnection) -> Result<Vec<GazetteerRow>, StoreError> {
    let query = gazetteers::table.order((gazetteers::loaded_at.desc(), gazetteers::version.desc()));
    Ok(query.select(GazetteerRow::as_select()).load(conn)?)
}

/// A version.
pub fn find_version(conn: &mut DbConnection, version: &str) -> Result<Option<GazetteerRow>, StoreError> {
    Ok(gazetteers::table.find(version).select(GazetteerRow::as_select()).first(conn).optional()?)
}

/// Writes a version. Who calls it is in a transaction or savepoint of their own.
pub fn insert(
    conn: &mut DbConnection,
    version: &GazetteerRow,
    entries: &[GazetteerEntryRow],
    names: &[GazetteerNameRow],
) -> Result<(), StoreError> {
    diesel::insert_into(gazetteers::table).values(version).execute(conn)?;
    insert_all::<_, GazetteerEntryRow>(conn, gazetteer_entries::table, entries)?;
    insert_all::<_, GazetteerNameRow>(conn, gazetteer_names::table, names)?;
    Ok(())
}

/// Takes a version out.
pub fn delete(conn: &mut DbConnection, version: &str) -> Result<(), StoreError> {
    diesel::delete(gazetteer_names::table.filter(gazetteer_names::version.eq(version))).execute(conn)?;
    diesel::delete(gazetteer_entries::table.filter(gazetteer_entries::version.eq(version))).execute(conn)?;
    diesel::delete(gazetteers::table.find(version)).execute(conn)?;
    Ok(())
}

/// How many places name a version.
pub fn count_users(conn: &mut DbConnection, version: &str) -> Result<i64, StoreError> {
    Ok(places::table.filter(places::gazetteer.eq(Some(version)).assume_not_null()).count().get_result(conn)?)
}

/// A code of a version.
pub fn find(conn: &mut DbConnection, version: &str, code: &str) -> Result<Option<GazetteerEntryRow>, StoreError> {
    let query = gazetteer_entries::table.find((version, code)).select(GazetteerEntryRow::as_select());
    Ok(query.first(conn).optional()?)
}

/// All codes of a version, by path.
pub fn list(conn: &mut DbConnection, version: &str) -> Result<Vec<GazetteerEntryRow>, StoreError> {
    let query = gazetteer_entries::table.filter(gazetteer_entries::version.eq(version));
    Ok(query.order(gazetteer_entries::path).select(GazetteerEntryRow::as_select()).load(conn)?)
}

/// Codes beneath a path, its own included, whose folded names begin with, or where few do, contain a text. No text finds all.
pub fn search(
    conn: &mut DbConnection,
    version: &str,
    under: Option<&str>,
    folded: &str,
    most: i64,
) -> Result<Vec<GazetteerEntryRow>, StoreError> {
    if folded.is_empty() {
        return beneath(conn, version, under, None, most);
    }
    let limit = if under.is_some() { 5_000 } else { most };
    let names = || gazetteer_names::table.filter(gazetteer_names::version.eq(version)).into_boxed();
    let begins = names()
        .filter(gazetteer_names::folded.ge(folded))
        .filter(gazetteer_names::folded.lt(format!("{folded}{LAST}")))
        .order((gazetteer_names::folded, gazetteer_names::code))
        .limit(limit);
    let mut codes: Vec<String> = begins.select(gazetteer_names::code).load(conn)?;
    if i64::try_from(codes.len()).unwrap_or(i64::MAX) < most {
        // The folded text has no character that means something to LIKE.
        let contains = names()
            .filter(gazetteer_names::folded.like(format!("%{folded}%")))
            .order((gazetteer_names::folded, gazetteer_names::code))
            .limit(limit);
        codes.extend(contains.select(gazetteer_names::code).load::<String>(conn)?);
    }
    let mut seen = std::collections::HashSet::new();
    codes.retain(|code| seen.insert(code.clone()));
    let mut found = beneath(conn, version, under, Some(&codes), limit)?;
    let place = |code: &str| codes.iter().position(|other| other == code);
    found.sort_by_key(|entry| place(&entry.code));
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(found)
}

fn beneath(
    conn: &mut DbConnection,
    version: &str,
    under: Option<&str>,
    codes: Option<&[String]>,
    most: i64,
) -> Result<Vec<GazetteerEntryRow>, StoreError> {
    let mut query = gazetteer_entries::table.filter(gazetteer_entries::version.eq(version)).into_boxed();
    if let Some(path) = under {
        query = query.filter(gazetteer_entries::path.ge(path.to_owned()));
        query = query.filter(gazetteer_entries::path.lt(format!("{path}{LAST}")));
    }
    if let Some(codes) = codes {
        query = query.filter(gazetteer_entries::code.eq_any(codes.to_vec()));
    }
    Ok(query.order(gazetteer_entries::path).limit(most).select(GazetteerEntryRow::as_select()).load(conn)?)
}
