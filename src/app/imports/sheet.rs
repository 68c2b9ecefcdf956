//! A file as rows of cells, whatever format it came in, and the limits that keep a hostile one from filling the memory.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

/// Largest file, in bytes.
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;
/// Rows, headers included.
pub const MOST_ROWS: usize = 50_000;
/// Columns.
pub const MOST_COLUMNS: usize = 300;
/// Cells that hold something.
pub const MOST_CELLS: usize = 1_000_000;
/// Characters in a cell: as many as a spreadsheet takes.
pub const MOST_CHARACTERS: usize = 32_767;
/// All text of a file together, in bytes: a workbook may name one long text in every cell.
pub const MOST_TEXT: usize = 96 * 1024 * 1024;

/// Why a file cannot be read at all.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, AsRefStr, EnumString, EnumIter, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Unreadable {
    /// Larger than is taken.
    TooLarge,
    /// Nothing in it.
    Empty,
    /// Neither a table nor a workbook.
    UnknownFormat,
    /// A workbook as Excel wrote it before 2007, or one with a password.
    OldWorkbook,
    /// A workbook of another program.
    OtherWorkbook,
    /// It begins like a workbook and is none.
    Broken,
    /// It unpacks to far more than it seems.
    UnpacksTooLarge,
    /// Too many rows.
    TooManyRows,
    /// Too many columns.
    TooManyColumns,
    /// Too many cells, or too much text in all.
    TooMuch,
    /// A cell with more text than a spreadsheet takes.
    CellTooLong,
    /// Not written in the encoding that was named.
    WrongEncoding,
    /// A line that is no JSON object.
    NotAnObject,
    /// Objects within objects beyond reason.
    TooDeep,
    /// No row of headers, or none beneath it.
    NoRows,
    /// No sheet of that name.
    NoSheet,
    /// The file is no longer here.
    Gone,
    /// Something else is being imported, and others wait.
    Busy,
    /// Another version of the same name is loaded.
    VersionTaken,
    /// A gazetteer needs a version.
    NoVersion,
}

/// What a file is, by what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, AsRefStr, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Format {
    /// Separated values.
    Csv,
    /// A workbook.
    Xlsx,
    /// An object a line.
    Ndjson,
}

/// A cell as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, or nothing but blanks.
    Empty,
    /// Text.
    Text(String),
    /// A number, by its exact decimal digits.
    Number(String),
    /// A date, with a time or at midnight.
    When(NaiveDateTime),
    /// Yes or no.
    Yes(bool),
    /// An error of a formula, such as `#REF!`.
    Broken,
}

impl Cell {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// As a person would read it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Number(text) => text.clone(),
            Self::When(at) if at.time() == chrono::NaiveTime::MIN => at.format("%Y-%m-%d").to_string(),
            Self::When(at) => at.format("%Y-%m-%d %H:%M").to_string(),
            Self::Yes(yes) => yes.to_string(),
            Self::Broken => "#ERROR!".to_owned(),
        }
    }
}

/// A row, with the number that a spreadsheet shows beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// From 1.
    pub number: u32,
    /// Cells from the first column on.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column; nothing where the row is shorter.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

/// How a file was read: what was found out, or said by who brought it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What it is.
    pub format: Option<Format>,
    /// The encoding's name.
    pub encoding: Option<String>,
    /// What parts its columns.
    pub separator: Option<char>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// All sheets.
    #[serde(default)]
    pub sheets: Vec<String>,
}

/// All rows of a file.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// In order.
    pub rows: Vec<Row>,
    /// How it was read.
    pub found: Found,
    cells: usize,
    text: usize,
}

impl Sheet {
    /// An empty one.
    pub fn new(found: Found) -> Self {
        Self { found, ..Self::default() }
    }

    /// Adds a row, within the limits.
    pub fn push(&mut self, number: u32, mut cells: Vec<Cell>) -> Result<(), Unreadable> {
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if cells.len() > MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        if self.rows.len() >= MOST_ROWS {
            return Err(Unreadable::TooManyRows);
        }
        self.cells += cells.len();
        for cell in &cells {
            if let Cell::Text(text) | Cell::Number(text) = cell {
                if text.len() > MOST_CHARACTERS && text.chars().count() > MOST_CHARACTERS {
                    return Err(Unreadable::CellTooLong);
                }
                self.text += text.len();
            }
        }
        if self.cells > MOST_CELLS || self.text > MOST_TEXT {
            return Err(Unreadable::TooMuch);
        }
        self.rows.push(Row { number, cells });
        Ok(())
    }
}

/// The letters that a spreadsheet shows above a column: `A`, `Z`, `AA`.
pub fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_row_that_is_too_wide_is_refused_and_blanks_at_its_end_are_not_counted() {
        let mut sheet = Sheet::default();
        assert_eq!(sheet.push(1, vec![Cell::Empty; 5_000]), Ok(()));
        assert_eq!(sheet.push(2, vec![Cell::Yes(true); MOST_COLUMNS + 1]), Err(Unreadable::TooManyColumns));
    }
}
