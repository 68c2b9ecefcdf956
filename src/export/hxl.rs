//! CSV with a row of HXL 1.1 tags right beneath the header: <https://hxlstandard.org/standard/1-1final/>. Its checkers find
//! fault with lines and doubled spaces within a cell, so that here each run of white space is one space.

use std::borrow::Cow;

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
        let texts: Vec<Cow<'_, str>> = cells.iter().map(|cell| in_one_line(words(*cell))).collect();
        let told = |(cell, text)| if matches!(cell, &Cell::Text(_)) { Cell::Text(text) } else { *cell };
        let cells: Vec<Cell<'_>> = cells.iter().zip(texts.iter().map(|text| &**text)).map(told).collect();
        self.plain.row(&cells, out)
    }

    fn end(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError> {
        self.plain.end(out)
    }
}

fn words(cell: Cell<'_>) -> &str {
    if let Cell::Text(text) = cell { text } else { "" }
}

/// A text with a single space for each run of white space.
fn in_one_line(text: &str) -> Cow<'_, str> {
    let is_fine = |text: &str| !text.contains("  ") && !text.contains(|c: char| c.is_whitespace() && c != ' ');
    if is_fine(text) && text.trim() == text {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_in_its_line() {
        assert_eq!(in_one_line("first\n\tsecond  line\u{a0}"), "first second line");
        assert_eq!(in_one_line("as it is"), "as it is");
    }
}
