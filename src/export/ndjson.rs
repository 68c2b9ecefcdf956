//! A JSON object a line, each value of the type of its column.

use super::{Cell, Encoder, ExportError, Table, json};

/// Writes objects, one a line.
#[derive(Debug)]
pub struct NdJson {
    keys: Vec<Vec<u8>>,
}

impl NdJson {
    /// Of a table.
    pub fn new(table: &Table) -> Self {
        Self { keys: json::keys(table) }
    }
}

impl Encoder for NdJson {
    fn begin(&mut self, _: &mut Vec<u8>) -> Result<(), ExportError> {
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>], out: &mut Vec<u8>) -> Result<(), ExportError> {
        json::push_object(&self.keys, cells, out)?;
        out.push(b'\n');
        Ok(())
    }

    fn end(&mut self, _: &mut Vec<u8>) -> Result<(), ExportError> {
        Ok(())
    }
}
