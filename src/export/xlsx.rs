//! A workbook (ECMA-376), written row by row: nothing is held but what the compression holds. Text is text, also where it
//! looks like a formula: cells say their type, and no cell has a formula. A sheet that is full goes on in a further one.

mod parts;
mod xml;

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use ::zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions, write::StreamWriter};

use super::{
    Cell, Encoder, ExportError, Options, Table, Type,
    cell::{push_integer, serial},
    formula::is_formula,
    hxl::is_in_one_line,
    json::is_kept,
};

/// Rows of a sheet beneath its header.
const MOST_ROWS: u64 = 1_048_575;
/// Bytes of a sheet before compression, so that it needs no 64-bit archive, which some readers do not know.
const MOST_BYTES: u64 = 3 * 1024 * 1024 * 1024;

/// What the archive is written to: emptied after every row.
#[derive(Clone, Debug, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Sink {
    fn drain(&self, out: &mut Vec<u8>) {
        out.append(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a workbook.
pub struct Xlsx {
    table: &'static Table,
    options: Options,
    sink: Sink,
    zip: ZipWriter<StreamWriter<Sink>>,
    /// Letters of the columns.
    letters: Vec<String>,
    /// Sheets of the table begun so far.
    sheets: usize,
    rows: u64,
    bytes: u64,
    line: Vec<u8>,
}

impl std::fmt::Debug for Xlsx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Xlsx").field("sheets", &self.sheets).field("rows", &self.rows).finish_non_exhaustive()
    }
}

fn stored() -> SimpleFileOptions {
    // The quickest level: a workbook's XML repeats itself so much that higher ones gain little.
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1))
}

impl Xlsx {
    /// Of a table.
    pub fn new(table: &'static Table, options: Options) -> Self {
        let sink = Sink::default();
        Self {
            table,
            options,
            zip: ZipWriter::new_stream(sink.clone()),
            sink,
            letters: (0..table.columns.len()).map(letters).collect(),
            sheets: 0,
            rows: 0,
            bytes: 0,
            line: Vec::new(),
        }
    }

    fn begin_sheet(&mut self) -> Result<(), ExportError> {
        self.sheets += 1;
        self.rows = 0;
        self.zip.start_file(parts::sheet_path(self.sheets), stored())?;
        let widths = self.table.columns.iter().map(|column| width(column.kind));
        let head = parts::sheet_head(self.options.right_to_left, self.sheets == 1, widths);
        self.line.clear();
        self.line.extend_from_slice(head.as_bytes());
        self.line.extend_from_slice(b"<row r=\"1\">");
        for (column, letters) in self.table.columns.iter().zip(&self.letters) {
            push_string(&mut self.line, letters, 1, parts::HEADER, column.name);
        }
        self.line.extend_from_slice(b"</row>");
        self.zip.write_all(&self.line)?;
        self.bytes = 0;
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), ExportError> {
        Ok(self.zip.write_all(parts::SHEET_END.as_bytes())?)
    }

    fn write_dictionary(&mut self) -> Result<(), ExportError> {
        self.zip.start_file(parts::DICTIONARY_PATH, stored())?;
        let widths = [26.0, 16.0, 30.0, 90.0];
        let head = parts::sheet_head(self.options.right_to_left, false, widths.into_iter());
        self.zip.write_all(head.as_bytes())?;
        for (index, row) in self.options.dictionary.iter().enumerate() {
            let number = index as u64 + 1;
            self.line.clear();
            push_row_start(&mut self.line, number);
            for (column, text) in row.iter().enumerate() {
                let style = if index == 0 { parts::HEADER } else { parts::WRAPPED };
                push_string(&mut self.line, &letters(column), number, style, text);
            }
            self.line.extend_from_slice(b"</row>");
            self.zip.write_all(&self.line)?;
        }
        self.end_sheet()
    }
}

impl Encoder for Xlsx {
    fn begin(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError> {
        self.begin_sheet()?;
        self.sink.drain(out);
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>], out: &mut Vec<u8>) -> Result<(), ExportError> {
        if self.rows == MOST_ROWS || self.bytes > MOST_BYTES {
            self.end_sheet()?;
            self.begin_sheet()?;
        }
        self.rows += 1;
        let number = self.rows + 1;
        self.line.clear();
        push_row_start(&mut self.line, number);
        for (cell, letters) in cells.iter().zip(&self.letters) {
            push_cell(&mut self.line, letters, number, *cell);
        }
        self.line.extend_from_slice(b"</row>");
        self.bytes += self.line.len() as u64;
        self.zip.write_all(&self.line)?;
        self.sink.drain(out);
        Ok(())
    }

    fn end(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError> {
        self.end_sheet()?;
        self.write_dictionary()?;
        for (path, text) in parts::surroundings(self.table.name, &self.options.dictionary_name, self.sheets) {
            self.zip.start_file(path, stored())?;
            self.zip.write_all(text.as_bytes())?;
        }
        let whole = std::mem::replace(&mut self.zip, ZipWriter::new_stream(Sink::default()));
        whole.finish()?;
        self.sink.drain(out);
        Ok(())
    }
}

/// The letters of a column: 0 is `A`, 26 is `AA`.
fn letters(column: usize) -> String {
    let mut text = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        text.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    text.iter().rev().collect()
}

fn width(kind: Type) -> f64 {
    match kind {
        Type::Text => 24.0,
        Type::Code => 18.0,
        Type::Instant | Type::Local => 19.5,
        Type::Date | Type::Integer | Type::Decimal | Type::Boolean | Type::Coordinate => 12.0,
    }
}

fn push_row_start(line: &mut Vec<u8>, number: u64) {
    line.extend_from_slice(b"<row r=\"");
    push_integer(line, i64::try_from(number).unwrap_or(i64::MAX));
    line.extend_from_slice(b"\">");
}

fn push_start(line: &mut Vec<u8>, letters: &str, number: u64, attributes: &str) {
    line.extend_from_slice(b"<c r=\"");
    line.extend_from_slice(letters.as_bytes());
    push_integer(line, i64::try_from(number).unwrap_or(i64::MAX));
    line.extend_from_slice(b"\"");
    line.extend_from_slice(attributes.as_bytes());
    line.extend_from_slice(b">");
}

fn push_string(line: &mut Vec<u8>, letters: &str, number: u64, style: &str, text: &str) {
    push_start(line, letters, number, style);
    // Said of those alone that would lose something: it is a tenth of a sheet.
    let opening: &[u8] = if is_in_one_line(text) { b"<is><t>" } else { b"<is><t xml:space=\"preserve\">" };
    line.extend_from_slice(opening);
    xml::push_text(line, text);
    line.extend_from_slice(b"</t></is></c>");
}

fn push_value(line: &mut Vec<u8>, letters: &str, number: u64, style: &str, value: impl FnOnce(&mut Vec<u8>)) {
    push_start(line, letters, number, style);
    line.extend_from_slice(b"<v>");
    value(line);
    line.extend_from_slice(b"</v></c>");
}

fn push_cell(line: &mut Vec<u8>, letters: &str, number: u64, cell: Cell<'_>) {
    let moment = |line: &mut Vec<u8>, micros: i64, style: &str, spelled: &dyn Fn(&mut Vec<u8>)| {
        if let Some(serial) = serial(micros) {
            push_value(line, letters, number, style, |line| {
                let _ = write!(line, "{serial}");
            });
        } else {
            let mut text = Vec::new();
            spelled(&mut text);
            push_string(line, letters, number, parts::TEXT, &String::from_utf8_lossy(&text));
        }
    };
    match cell {
        Cell::Unknown => {}
        Cell::Text(text) => {
            // Whoever edits such a cell keeps a text.
            let style = if is_formula(text) { parts::QUOTED } else { parts::TEXT };
            push_string(line, letters, number, style, text);
        }
        Cell::Code(code) => push_string(line, letters, number, parts::TEXT, code),
        Cell::Integer(whole) => push_value(line, letters, number, "", |line| push_integer(line, whole)),
        // Spreadsheets keep 15 digits: one that has more stays whole as text.
        Cell::Decimal(digits) if is_kept(digits) => {
            push_value(line, letters, number, "", |line| line.extend_from_slice(digits.as_bytes()));
        }
        Cell::Decimal(digits) => push_string(line, letters, number, parts::TEXT, digits),
        Cell::Instant(at) => {
            moment(line, at.micros(), parts::MOMENT, &|text| super::cell::push_instant(text, at));
        }
        Cell::Local(micros) => moment(line, micros, parts::MOMENT, &|text| super::cell::push_time(text, micros)),
        Cell::Date(micros) => {
            let day = micros - micros.rem_euclid(86_400_000_000);
            moment(line, day, parts::DAY, &|text| super::cell::push_date(text, micros));
        }
        Cell::Boolean(yes) => {
            push_value(line, letters, number, " t=\"b\"", |line| line.push(if yes { b'1' } else { b'0' }));
        }
        Cell::Coordinate(degrees) => {
            push_value(line, letters, number, "", |line| super::cell::push_degrees(line, degrees));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_formula_is_a_text_and_a_number_is_a_number() {
        let written = |cell| {
            let mut line = Vec::new();
            push_cell(&mut line, "B", 2, cell);
            String::from_utf8(line).unwrap()
        };
        let formula = written(Cell::Text("=1+1 & <b>"));
        assert_eq!(formula, "<c r=\"B2\" t=\"inlineStr\" s=\"4\"><is><t>=1+1 &amp; &lt;b&gt;</t></is></c>");
        let spaced = "<c r=\"B2\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> one\n  two</t></is></c>";
        assert_eq!(written(Cell::Text(" one\n  two")), spaced);
        assert_eq!(written(Cell::Coordinate(-36.72)), "<c r=\"B2\"><v>-36.72</v></c>");
        assert!(written(Cell::Decimal("1234567890123456789.1")).contains("inlineStr"));
        assert_eq!(written(Cell::Decimal("12.5")), "<c r=\"B2\"><v>12.5</v></c>");
        assert_eq!(written(Cell::Boolean(true)), "<c r=\"B2\" t=\"b\"><v>1</v></c>");
    }
}
