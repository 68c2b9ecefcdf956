//! Files that were taken in, and the lists of P-codes.

use diesel::prelude::*;

use crate::store::schema::{gazetteer_entries, gazetteer_names, gazetteers, import_items, import_matches, imports};
use crate::store::types::{DbId, DbInstant, DbJson};

/// A file that was brought, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = imports)]
pub struct ImportRow {
    /// Its id.
    pub id: DbId,
    /// What it is a table of.
    pub kind: String,
    /// Whose it is; none where it is of no organisation in particular.
    pub organisation_id: Option<DbId>,
    /// Who brought it; none for the command line.
    pub user_id: Option<DbId>,
    /// What the file was called.
    pub file_name: String,
    /// The hash of its bytes.
    pub sha256: Vec<u8>,
    /// Its length in bytes.
    pub size: i64,
    /// How far it is.
    pub state: String,
    /// How it is to be read.
    pub options: DbJson,
    /// What was found in it and what came of it.
    pub report: DbJson,
    /// Which process is at work on it.
    pub instance: Option<DbId>,
    /// When it was brought.
    pub created_at: DbInstant,
    /// When something last happened to it.
    pub updated_at: DbInstant,
    /// When it was undone.
    pub undone_at: Option<DbInstant>,
    /// Who undid it.
    pub undone_by: Option<DbId>,
}

/// One thing that an import put on the record.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = import_items)]
pub struct ImportItemRow {
    /// By which import.
    pub import_id: DbId,
    /// In which order.
    pub ordinal: i32,
    /// `convoy`, `event` or `place`.
    pub what: String,
    /// Its id.
    pub subject_id: DbId,
    /// Of which convoy.
    pub convoy_id: Option<DbId>,
    /// Where the ledger has it.
    pub position: i64,
}

/// How columns of files with these headers were matched before.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = import_matches)]
pub struct ImportMatchRow {
    /// In which organisation; nil for none in particular.
    pub organisation_id: DbId,
    /// For which kind of table.
    pub kind: String,
    /// The hash of the headers.
    pub headers: Vec<u8>,
    /// Header to field, or to null.
    pub mapping: DbJson,
    /// By whom.
    pub updated_by: Option<DbId>,
    /// When.
    pub updated_at: DbInstant,
}

/// A version of a gazetteer.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = gazetteers)]
pub struct GazetteerRow {
    /// Its name and version.
    pub version: String,
    /// By which import.
    pub import_id: DbId,
    /// How many codes it has.
    pub entries: i32,
    /// When it was loaded.
    pub loaded_at: DbInstant,
}

/// A P-code.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = gazetteer_entries)]
pub struct GazetteerEntryRow {
    /// In which version.
    pub version: String,
    /// The code.
    pub code: String,
    /// 0 is the country, 1 to 3 are its divisions, 4 a community.
    pub level: i32,
    /// The code above it.
    pub parent: Option<String>,
    /// The codes above it and its own, each followed by a slash.
    pub path: String,
    /// Names by language.
    pub name: DbJson,
    /// Other names.
    pub aliases: DbJson,
    /// Degrees north of its middle.
    pub latitude: Option<f64>,
    /// Degrees east of its middle.
    pub longitude: Option<f64>,
}

/// A name by which a P-code is found.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = gazetteer_names)]
pub struct GazetteerNameRow {
    /// In which version.
    pub version: String,
    /// The name, folded.
    pub folded: String,
    /// The code.
    pub code: String,
}
