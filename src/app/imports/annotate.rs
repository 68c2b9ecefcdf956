//! A copy of a file with what is wrong with it, row by row: a workbook with the cells marked for a workbook, else CSV.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use uuid::Uuid;

use super::{
    columns::{Table, Words},
    mistakes::Mistake,
    read_sheet,
    sheet::{Cell, Format, Row, letters},
};
use crate::{
    app::{App, AppError, Runner},
    export::csv::push_text,
};

/// A copy of a file.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// What it is.
    pub format: Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// How the reader is told.
pub struct Telling<'a> {
    /// The header of the column in which it is told.
    pub header: String,
    /// What is said of each.
    pub sentence: &'a dyn Fn(&Mistake) -> String,
    /// Whether the reader's script runs from right to left.
    pub right_to_left: bool,
}

impl App {
    /// The file of one's own import with what is wrong beside each row.
    pub fn annotated_import(
        &self,
        runner: &Runner,
        id: Uuid,
        words: &Words,
        telling: &Telling<'_>,
    ) -> Result<Annotated, AppError> {
        let import = self.own_import(runner, id)?;
        let bytes = self.desk.read(id)?;
        let sheet = read_sheet(&bytes, &import.options).map_err(AppError::Unreadable)?;
        let format = sheet.found.format.unwrap_or(Format::Csv);
        let rows = sheet.rows.clone();
        let header_row = Table::of(sheet, import.kind, words).map_or(0, |table| table.header_row);
        let mistakes: Vec<&Mistake> =
            import.report.errors.listed.iter().chain(&import.report.warnings.listed).collect();
        let copy = Copy::new(&rows, header_row, &mistakes, telling);
        if format == Format::Xlsx {
            let bytes = copy.workbook().map_err(|error| AppError::Internal(format!("a workbook: {error}")))?;
            return Ok(Annotated { format, bytes });
        }
        Ok(Annotated { format: Format::Csv, bytes: copy.separated() })
    }
}

struct Copy<'a> {
    rows: &'a [Row],
    header_row: u32,
    /// What is told beside each row.
    told: BTreeMap<u32, Vec<String>>,
    marked: BTreeSet<(u32, usize)>,
    width: usize,
    telling: &'a Telling<'a>,
}

impl<'a> Copy<'a> {
    fn new(rows: &'a [Row], header_row: u32, mistakes: &[&Mistake], telling: &'a Telling<'a>) -> Self {
        let mut told: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let mut marked = BTreeSet::new();
        for mistake in mistakes {
            told.entry(mistake.at.row).or_default().push((telling.sentence)(mistake));
            if let Some(column) = mistake.at.column {
                marked.insert((mistake.at.row, column));
            }
        }
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        Self { rows, header_row, told, marked, width, telling }
    }

    /// What stands in the column that was added.
    fn beside(&self, row: &Row) -> String {
        let told = self.told.get(&row.number).map(|told| told.join(" · ")).unwrap_or_default();
        if row.number != self.header_row {
            return told;
        }
        if told.is_empty() { self.telling.header.clone() } else { format!("{} · {told}", self.telling.header) }
    }

    fn separated(&self) -> Vec<u8> {
        let mut out = "\u{FEFF}".as_bytes().to_vec();
        for row in self.rows {
            for column in 0..self.width {
                // Where a line begins, whatever parts it begins a cell: there a number that begins with its sign is a text too.
                match row.cell(column) {
                    Cell::Number(digits) if column > 0 => out.extend_from_slice(digits.as_bytes()),
                    cell => push_text(&mut out, &cell.shown()),
                }
                out.push(b',');
            }
            push_text(&mut out, &self.beside(row));
            out.extend_from_slice(b"\r\n");
        }
        out
    }

    fn workbook(&self) -> Result<Vec<u8>, zip::result::ZipError> {
        let mut sheet = String::from(DECLARATION);
        let direction = if self.telling.right_to_left { " rightToLeft=\"1\"" } else { "" };
        let _ = write!(
            sheet,
            "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView{direction} workbookViewId=\"0\"/></sheetViews>"
        );
        let beside = self.width + 1;
        let _ = write!(
            sheet,
            "<cols><col min=\"{beside}\" max=\"{beside}\" width=\"80\" customWidth=\"1\"/></cols><sheetData>"
        );
        for row in self.rows.iter().filter(|row| row.number > 0) {
            let _ = write!(sheet, "<row r=\"{}\">", row.number);
            for (column, cell) in row.cells.iter().enumerate() {
                push_cell(&mut sheet, column, row.number, cell, self.marked.contains(&(row.number, column)));
            }
            for (number, column) in
                self.marked.iter().filter(|(number, column)| *number == row.number && *column >= row.cells.len())
            {
                push_cell(&mut sheet, *column, *number, &Cell::Empty, true);
            }
            let told = self.beside(row);
            if !told.is_empty() {
                push_cell(&mut sheet, self.width, row.number, &Cell::Text(told), true);
            }
            sheet.push_str("</row>");
        }
        sheet.push_str("</sheetData></worksheet>");
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in PARTS.iter().copied().chain([("xl/worksheets/sheet1.xml", sheet.as_str())]) {
            archive.start_file(name, zip::write::SimpleFileOptions::default())?;
            archive.write_all(text.as_bytes())?;
        }
        Ok(archive.finish()?.into_inner())
    }
}

fn push_cell(out: &mut String, column: usize, row: u32, cell: &Cell, is_marked: bool) {
    let address = format!("{}{row}", letters(column));
    let style = if is_marked { " s=\"1\"" } else { "" };
    match cell {
        Cell::Empty if is_marked => {
            let _ = write!(out, "<c r=\"{address}\"{style}/>");
        }
        Cell::Empty => {}
        Cell::Number(digits) => {
            let _ = write!(out, "<c r=\"{address}\"{style}><v>{digits}</v></c>");
        }
        // Text is text, whatever it begins with: a workbook has formulas in elements of their own.
        other => {
            let _ = write!(out, "<c r=\"{address}\" t=\"inlineStr\"{style}><is><t xml:space=\"preserve\">");
            push_escaped(out, &other.shown());
            out.push_str("</t></is></c>");
        }
    }
}

/// Without what XML cannot hold.
fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Every part but the sheet: the second format is a cell to look at.
const PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>",
    ),
    (
        "_rels/.rels",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"Import\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
         </Relationships>",
    ),
    (
        "xl/styles.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
         <font><b/><sz val=\"11\"/><color rgb=\"FF9C0006\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
         <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFC7CE\"/></patternFill></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\"/></cellXfs>\
         </styleSheet>",
    ),
];
