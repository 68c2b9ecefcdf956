//! CSV with a row of HXL 1.1 tags right beneath the header: <https://hxlstandard.org/standard/1-1final/>.

use super::{Cell, Encoder, ExportError, Table, csv};

/// Writes tagged CSV.
#[derive(Debug)]
pub struct Hxl {
    table: &'static Table,
    plain: csv::Csv,
}

impl Hxl {
    /// Of a table; with a byte order mark or not.
    pub fn new(table: &'static Table, bom: bool) -> Self {
        Self { table, plain: csv::Csv::new(table, bom) }
    }
}

impl Encoder for Hxl {
    fn begin(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError> {
        self.plain.begin(out)?;
        csv::push_line(out, self.table.columns.iter().map(|column| column.hxl));
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>], out: &mut Vec<u8>) -> Result<(), ExportError> {
        self.plain.row(cells, out)
    }

    fn end(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError> {
        self.plain.end(out)
    }
}
