//! CSV by RFC 4180. Text that a spreadsheet would take for a formula is guarded; numbers are left alone, also negative ones.

use super::{
    Cell, Encoder, ExportError, Table,
    cell::{push_date, push_degrees, push_instant, push_integer, push_time},
    formula::guarded,
};

/// Writes CSV.
#[derive(Debug)]
pub struct Csv {
    table: &'static Table,
    bom: bool,
}

impl Csv {
    /// Of a table; with a byte order mark or not.
    pub fn new(table: &'static Table, bom: bool) -> Self {
        Self { table, bom }
    }
}

impl Encoder for Csv {
    fn begin(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError> {
        if self.bom {
            out.extend_from_slice("\u{FEFF}".as_bytes());
        }
        push_line(out, self.table.columns.iter().map(|column| column.name));
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>], out: &mut Vec<u8>) -> Result<(), ExportError> {
        push_row(out, cells, push_cell);
        Ok(())
    }

    fn end(&mut self, _: &mut Vec<u8>) -> Result<(), ExportError> {
        Ok(())
    }
}

/// A line of names or tags, none of which needs quotes.
pub(super) fn push_line(out: &mut Vec<u8>, names: impl Iterator<Item = &'static str>) {
    for (index, name) in names.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        out.extend_from_slice(name.as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}

/// A line of cells, each written by `push`.
pub(super) fn push_row(out: &mut Vec<u8>, cells: &[Cell<'_>], push: impl Fn(&mut Vec<u8>, Cell<'_>)) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        push(out, *cell);
    }
    out.extend_from_slice(b"\r\n");
}

pub(super) fn push_cell(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Unknown => {}
        Cell::Text(text) => push_text(out, text),
        Cell::Code(code) | Cell::Decimal(code) => out.extend_from_slice(code.as_bytes()),
        Cell::Integer(number) => push_integer(out, number),
        Cell::Instant(at) => push_instant(out, at),
        Cell::Local(micros) => push_time(out, micros),
        Cell::Date(micros) => push_date(out, micros),
        Cell::Boolean(yes) => out.extend_from_slice(if yes { b"true" } else { b"false" }),
        Cell::Coordinate(degrees) => push_degrees(out, degrees),
    }
}

/// Writes a text, so that nothing of it is run by whatever sign a reader parts it.
pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) {
    let text = guarded(text);
    let quoted = text.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r')) || has_space_around(&text);
    if !quoted {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// Some readers strip it where it is not quoted.
fn has_space_around(text: &str) -> bool {
    text.starts_with(' ') || text.ends_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cell: Cell<'_>) -> String {
        let mut out = Vec::new();
        push_cell(&mut out, cell);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_that_a_spreadsheet_would_run_is_guarded() {
        for formula in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠x",
            "  =1",
            "\u{a0}=1",
            "\u{3000}-1",
            "\u{200f}=1",
            "\n=1",
        ] {
            let text = written(Cell::Text(formula));
            assert!(text.trim_start_matches('"').starts_with('\''), "{formula:?} became {text:?}");
        }
        for harmless in ["Flour", "36-72", "a=b", "سلة غذائية", "Élan", "(none)", "'quoted'"] {
            assert_eq!(written(Cell::Text(harmless)), harmless);
        }
    }

    #[test]
    fn numbers_are_left_alone() {
        assert_eq!(written(Cell::Coordinate(-36.72)), "-36.72");
        assert_eq!(written(Cell::Decimal("1234567890123456789.123456789")), "1234567890123456789.123456789");
        assert_eq!(written(Cell::Integer(-5)), "-5");
        assert_eq!(written(Cell::Unknown), "");
    }

    #[test]
    fn quotes_commas_and_lines_stay_within_their_cell() {
        assert_eq!(written(Cell::Text("a \"b\", c\nd")), "\"a \"\"b\"\", c\nd\"");
        assert_eq!(written(Cell::Text("=\"x\"")), "\"'=\"\"x\"\"\"");
    }
}
