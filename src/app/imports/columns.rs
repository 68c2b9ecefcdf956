//! Which column says what: by its header in three languages, by its HXL tag, by the names that our own exports use, and by how
//! somebody has matched the same headers before.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{
    fields::{Field, fields},
    sheet::{Cell, Row, Sheet, Unreadable},
};
use crate::domain::{folding::fold, text::tamed};

/// What a file is a table of.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// Convoys: a row for each line of cargo, or for each convoy.
    Convoys,
    /// Events.
    Events,
    /// Places.
    Places,
    /// A list of P-codes.
    Gazetteer,
}

/// What people call columns and codes, in every language: made where languages are known.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Field to names.
    pub columns: HashMap<String, Vec<String>>,
    /// Family of codes to folded word to code. A word that stands for two codes stands for none.
    pub codes: HashMap<String, HashMap<String, String>>,
}

impl Words {
    /// The code that a word stands for: the code itself in whatever case, or what people call it.
    pub fn code(&self, family: &str, text: &str) -> Option<&str> {
        self.codes.get(family)?.get(&fold(text)).map(String::as_str)
    }
}

/// How somebody matches columns: header to field, or to nothing.
pub type Mapping = BTreeMap<String, Option<String>>;

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// Its HXL tag.
    pub tag: Option<String>,
    /// Its place, from 0.
    pub index: usize,
    /// The field that it says.
    pub field: Option<&'static str>,
}

/// The columns of a file, and the rows beneath them.
#[derive(Clone, Debug)]
pub struct Table {
    /// Columns with a header or a tag.
    pub columns: Vec<Column>,
    /// Rows with something in them.
    pub rows: Vec<Row>,
    /// The row of headers, as a spreadsheet counts; 0 where there is none.
    pub header_row: u32,
}

/// Rows from the top in which headers are looked for.
const HEADERS_WITHIN: usize = 25;

impl Table {
    /// Finds the headers, and matches none yet.
    pub fn of(sheet: Sheet, kind: Kind, words: &Words) -> Result<Self, Unreadable> {
        let tags = sheet.rows.iter().take(HEADERS_WITHIN).position(is_tags);
        let names = names(kind, words);
        let at = match tags {
            Some(tags) => tags.saturating_sub(1),
            None => header_among(&sheet.rows, &names),
        };
        let header = sheet.rows.get(at).ok_or(Unreadable::NoRows)?;
        let tag_row = tags.and_then(|at| sheet.rows.get(at));
        let width = header.cells.len().max(tag_row.map_or(0, |row| row.cells.len()));
        let column = |index: usize| {
            let tag = tag_row.map(|row| row.cell(index).shown()).filter(|tag| tag.starts_with('#'));
            // Tags without headers above them: the row above is of something else, or there is none.
            let header = if tags == Some(0) { String::new() } else { tamed(&header.cell(index).shown()).into_owned() };
            let header = if header.is_empty() { tag.clone()? } else { header };
            Some(Column { header, tag, index, field: None })
        };
        let columns: Vec<Column> = (0..width).filter_map(column).collect();
        let header_row = header.number;
        let first = tags.unwrap_or(at) + 1;
        let rows: Vec<Row> = sheet.rows.into_iter().skip(first).filter(|row| !row.is_empty()).collect();
        if columns.is_empty() || rows.is_empty() {
            return Err(Unreadable::NoRows);
        }
        Ok(Self { columns, rows, header_row })
    }

    /// Matches the columns: as told where something is told, else as remembered, else by tag and by name. The first column that
    /// says a field has it.
    pub fn match_columns(&mut self, kind: Kind, words: &Words, told: &Mapping, remembered: Option<&Mapping>) {
        let names = names(kind, words);
        let known = |name: &str| fields(kind).find(|field| field.name == name).map(|field| field.name);
        let mut taken = BTreeSet::new();
        // What is told comes before what is guessed, wherever the columns stand.
        for explicit in [true, false] {
            for column in &mut self.columns {
                let said = told.get(&column.header).or_else(|| remembered.and_then(|it| it.get(&column.header)));
                let field = match (explicit, said) {
                    (true, Some(Some(name))) => known(name),
                    (false, None) => by_tag(kind, column.tag.as_deref())
                        .or_else(|| names.get(&fold(&column.header)).copied())
                        .or_else(|| names.get(&fold(column.header.split(['(', '[']).next().unwrap_or(""))).copied()),
                    (_, _) => continue,
                };
                column.field = field.filter(|field| taken.insert(*field));
            }
        }
    }

    /// The column that says a field.
    pub fn column(&self, field: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == Some(field))
    }

    /// The cell of a row that says a field.
    pub fn cell<'a>(&self, row: &'a Row, field: &str) -> &'a Cell {
        self.column(field).map_or(&Cell::Empty, |column| row.cell(column.index))
    }

    /// The headers of columns that say nothing, of which something stands in a row.
    pub fn unmatched(&self) -> Vec<String> {
        let has_something = |column: &&Column| self.rows.iter().any(|row| !row.cell(column.index).is_empty());
        let silent = self.columns.iter().filter(|column| column.field.is_none()).filter(has_something);
        silent.map(|column| column.header.clone()).collect()
    }

    /// How the columns are matched.
    pub fn mapping(&self) -> Mapping {
        self.columns.iter().map(|column| (column.header.clone(), column.field.map(str::to_owned))).collect()
    }

    /// What tells this set of headers from others, in whatever order they stand.
    pub fn fingerprint(&self) -> Vec<u8> {
        let mut headers: Vec<String> = self.columns.iter().map(|column| fold(&column.header)).collect();
        headers.sort();
        headers.dedup();
        Sha256::digest(headers.join("\n").as_bytes()).to_vec()
    }
}

/// Whether a row is one of HXL tags: most of what stands in it begins with `#`.
fn is_tags(row: &Row) -> bool {
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let is_tag = |cell: &&Cell| {
        let shown = cell.shown();
        let mut characters = shown.chars();
        characters.next() == Some('#') && characters.next().is_some_and(|c| c.is_ascii_alphabetic())
    };
    let tags = row.cells.iter().filter(is_tag).count();
    tags > 0 && tags * 2 > filled
}

/// The row with the most headers that are known. Where hardly any is, the first with more than a title in it: a row of data may
/// by chance have a word that is a header elsewhere.
fn header_among(rows: &[Row], names: &HashMap<String, &'static str>) -> usize {
    let known = |row: &Row| {
        let found: BTreeSet<&str> =
            row.cells.iter().filter_map(|cell| names.get(&fold(&cell.shown())).copied()).collect();
        found.len()
    };
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let scored = rows.iter().take(HEADERS_WITHIN).enumerate().rev();
    let best = scored.max_by_key(|(_, row)| known(row)).filter(|(_, row)| known(row) > 1);
    let first = || rows.iter().take(HEADERS_WITHIN).position(|row| filled(row) > 1);
    best.map(|(index, _)| index).or_else(first).unwrap_or(0)
}

/// Folded name to field.
fn names(kind: Kind, words: &Words) -> HashMap<String, &'static str> {
    let mut names = HashMap::new();
    for field in fields(kind) {
        let own = format!("{}-{}", kind.as_ref(), field.name);
        let spoken =
            words.columns.get(&own).filter(|names| !names.is_empty()).or_else(|| words.columns.get(field.name));
        let spoken = spoken.into_iter().flatten().map(String::as_str);
        for name in std::iter::once(field.name).chain(field.also.iter().copied()).chain(spoken) {
            names.entry(fold(name)).or_insert(field.name);
        }
    }
    names
}

/// A tag's name, and its attributes in order.
fn parts(tag: &str) -> (String, BTreeSet<String>) {
    let plain: String = tag.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let mut parts = plain.split('+').map(str::to_owned);
    (parts.next().unwrap_or_default(), parts.collect())
}

/// The field of a tag: the same attributes, or failing that, the field with the most attributes that the tag has.
fn by_tag(kind: Kind, tag: Option<&str>) -> Option<&'static str> {
    let (name, attributes) = parts(tag?);
    let candidates = fields(kind).flat_map(|field| field.tags.iter().map(move |tag| (field, parts(tag))));
    let fitting = candidates.filter(|(_, (own, wanted))| *own == name && wanted.is_subset(&attributes));
    let best = fitting.max_by_key(|(_, (_, wanted))| wanted.len());
    best.map(|(field, _)| field.name)
}

/// The fields that a kind of table may say, in the order of its template.
pub fn names_of(kind: Kind) -> Vec<&'static Field> {
    fields(kind).collect()
}
