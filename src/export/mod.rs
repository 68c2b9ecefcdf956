//! Rows to bytes: what the tables that people take away look like, and one file for each format. Nothing here knows of
//! databases, of the web, or of who may see what: what comes in has been told already.
//!
//! [`table`] is the one definition of tables and columns; every format, the data dictionary and the API's document are made
//! of it. [`cell`] is a value of a column, [`mod@format`] the formats there are and how a table is written in each; [`csv`],
//! [`hxl`], [`xlsx`], [`geojson`] and [`ndjson`] write them.

pub mod cell;
pub mod csv;
pub mod format;
pub mod formula;
pub mod geojson;
pub mod hxl;
pub mod json;
pub mod ndjson;
pub mod table;
pub mod xlsx;

pub use cell::Cell;
pub use format::{Encoder, Format, Options};
pub use table::{Column, Table, Type};

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The archive of a workbook.
    #[error("a workbook could not be written")]
    Archive(#[from] ::zip::result::ZipError),
    /// What writes failed.
    #[error("an export could not be written")]
    Io(#[from] std::io::Error),
}
