//! A small writer of workbooks, for files such as people make.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

/// What stands in a cell.
#[derive(Clone, Debug)]
pub enum Cell {
    Nothing,
    Text(String),
    Number(f64),
    /// A day as Excel counts them, in a cell that is shown as a date.
    Day(f64),
}

pub fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Nothing } else { Cell::Text(text.to_owned()) }
}

fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = String::new();
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap()));
        rest = (rest - 1) / 26;
    }
    letters
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The bytes of a workbook with these rows, texts shared as Excel shares them.
pub fn workbook(rows: &[Vec<Cell>]) -> Vec<u8> {
    let (mut shared, mut sheet) = (Vec::<String>::new(), String::new());
    for (row, cells) in rows.iter().enumerate() {
        write!(sheet, "<row r=\"{}\">", row + 1).unwrap();
        for (column, cell) in cells.iter().enumerate() {
            let address = format!("{}{}", letters(column), row + 1);
            match cell {
                Cell::Nothing => Ok(()),
                Cell::Number(number) => write!(sheet, "<c r=\"{address}\"><v>{number}</v></c>"),
                Cell::Day(number) => write!(sheet, "<c r=\"{address}\" s=\"1\"><v>{number}</v></c>"),
                Cell::Text(text) => {
                    let index = shared.iter().position(|known| known == text).unwrap_or_else(|| {
                        shared.push(text.clone());
                        shared.len() - 1
                    });
                    write!(sheet, "<c r=\"{address}\" t=\"s\"><v>{index}</v></c>")
                }
            }
            .unwrap();
        }
        sheet += "</row>";
    }
    let strings: Vec<String> = shared.iter().map(|text| format!("<si><t>{}</t></si>", escaped(text))).collect();
    let strings = strings.concat();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{relations}/{kind}\" Target=\"{target}\"/>")
    };
    let part = |name: &str, kind: &str| {
        format!(
            "<Override PartName=\"/xl/{name}\" \
             ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>"
        )
    };
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{}{}{}{}</Types>",
                part("workbook.xml", "sheet.main"),
                part("worksheets/sheet1.xml", "worksheet"),
                part("styles.xml", "styles"),
                part("sharedStrings.xml", "sharedStrings")
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\">{}</Relationships>",
                relation(1, "officeDocument", "xl/workbook.xml")
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\">{}{}{}</Relationships>",
                relation(1, "worksheet", "worksheets/sheet1.xml"),
                relation(2, "styles", "styles.xml"),
                relation(3, "sharedStrings", "sharedStrings.xml")
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Plan\" sheetId=\"1\" \
                 r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills>\
                 <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\">\
                 <xf numFmtId=\"0\" xfId=\"0\"/><xf numFmtId=\"14\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{main}\">{strings}</sst>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        archive.write_all(format!("{head}{text}").as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
