//! The formats, and what each needs to know of a table.

use super::{Cell, ExportError, Table, csv, geojson, hxl, ndjson, xlsx};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter)]
pub enum Format {
    /// Comma-separated values, RFC 4180.
    Csv,
    /// The same, with a row of HXL 1.1 tags beneath the header.
    Hxl,
    /// A workbook for spreadsheets.
    Xlsx,
    /// Features for maps, RFC 7946.
    GeoJson,
    /// An object a line.
    NdJson,
}

impl Format {
    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Hxl => "hxl.csv",
            Self::Xlsx => "xlsx",
            Self::GeoJson => "geojson",
            Self::NdJson => "ndjson",
        }
    }

    /// As the command line names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hxl => "hxl",
            Self::Csv | Self::Xlsx | Self::GeoJson | Self::NdJson => self.extension(),
        }
    }

    /// The format of a file's end, or of a name of the command line.
    pub fn find(name: &str) -> Option<Self> {
        use strum::IntoEnumIterator;
        Self::iter().find(|format| format.extension() == name || format.name() == name)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv | Self::Hxl => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::GeoJson => "application/geo+json",
            Self::NdJson => "application/x-ndjson",
        }
    }

    /// Whether a table can be had in it: maps need places.
    pub fn suits(self, table: &Table) -> bool {
        self != Self::GeoJson || table.point().is_some()
    }

    /// What writes a table in it.
    pub fn encoder(self, table: &'static Table, options: Options) -> Box<dyn Encoder> {
        match self {
            Self::Csv => Box::new(csv::Csv::new(table, options.bom)),
            Self::Hxl => Box::new(hxl::Hxl::new(table, options.bom)),
            Self::Xlsx => Box::new(xlsx::Xlsx::new(table, options)),
            Self::GeoJson => Box::new(geojson::GeoJson::new(table)),
            Self::NdJson => Box::new(ndjson::NdJson::new(table)),
        }
    }
}

/// What a reader may wish of a format, and the words that a workbook says to people.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A byte order mark before CSV, by which Excel knows UTF-8.
    pub bom: bool,
    /// Whether the reader's language runs from right to left.
    pub right_to_left: bool,
    /// The name of the sheet with the data dictionary.
    pub dictionary_name: String,
    /// The dictionary, headings first.
    pub dictionary: Vec<Vec<String>>,
}

/// Writes a table, row by row, to the end of a buffer that whoever calls empties.
pub trait Encoder: Send {
    /// What stands before the first row.
    fn begin(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError>;
    /// A row: a cell for each column.
    fn row(&mut self, cells: &[Cell<'_>], out: &mut Vec<u8>) -> Result<(), ExportError>;
    /// What stands after the last.
    fn end(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError>;
}
