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
        csv::push_row(out, cells, |out, cell| match cell {
            Cell::Text(text) => csv::push_cell(out, Cell::Text(&in_one_line(text))),
            other => csv::push_cell(out, other),
        });
        Ok(())
    }

    fn end(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError> {
        self.plain.end(out)
    }
}

/// A text with a single space for each run of white space.
fn in_one_line(text: &str) -> Cow<'_, str> {
    if is_in_one_line(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether it has no white space but single spaces between words. By bytes, for nearly every text is so, and there are
/// millions; where a byte may begin another kind of white space, the signs decide.
pub(super) fn is_in_one_line(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        match byte {
            b' ' if before == b' ' => return false,
            0x09..=0x0d => return false,
            0xc2 | 0xe1..=0xe3 => {
                return text.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace));
            }
            _ => before = byte,
        }
    }
    before != b' ' || text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_in_its_line() {
        assert_eq!(in_one_line("first\n\tsecond  line\u{a0}"), "first second line");
        for fine in ["as it is", "", "Élan", "سلة غذائية", "食品 “a” £"] {
            assert!(matches!(in_one_line(fine), Cow::Borrowed(same) if same == fine), "{fine}");
        }
        let spaces = [
            "\u{85}", "\u{a0}", "\u{1680}", "\u{2003}", "\u{2028}", "\u{202f}", "\u{205f}", "\u{3000}", "\t", "\r\n",
            "  ",
        ];
        for space in spaces {
            assert_eq!(in_one_line(&format!("one{space}two £")), "one two £", "{space:?}");
            assert_eq!(in_one_line(&format!("£{space}")), "£", "{space:?}");
        }
        assert_eq!(in_one_line(" x"), "x");
        assert_eq!(in_one_line("x "), "x");
    }
}
