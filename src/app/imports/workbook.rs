//! Workbooks: an archive that is unpacked once to measure it, before anything of it is read.

use std::{
    io::{Cursor, Read},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Data, DataRef, Reader, Xlsx};

use super::sheet::{Cell, Format, Found, MOST_COLUMNS, MOST_ROWS, Sheet, Unreadable};

/// What all parts of a workbook may unpack to, in bytes.
const MOST_UNPACKED: u64 = 160 * 1024 * 1024;
/// Parts of a workbook.
const MOST_PARTS: usize = 2_000;
/// Elements within elements: a sheet has about six.
const DEEPEST: usize = 64;

/// Whether it is an archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether it is a workbook of Excel before 2007, or one with a password.
pub fn is_old(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// Reads one sheet: the one that is named, or the first with something in it.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Sheet, Unreadable> {
    measure(bytes)?;
    // A defect in the reader of workbooks must not end more than this file.
    let read = catch_unwind(AssertUnwindSafe(|| read_measured(bytes, sheet)));
    read.unwrap_or(Err(Unreadable::Broken))
}

/// Unpacks everything without keeping it, for what an archive says of its own size may be a lie.
fn measure(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    if archive.len() > MOST_PARTS {
        return Err(Unreadable::UnpacksTooLarge);
    }
    let (mut left, mut is_workbook) = (MOST_UNPACKED, false);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Unreadable::Broken)?;
        let name = part.name().map_err(|_| Unreadable::Broken)?.trim_start_matches('/').to_ascii_lowercase();
        if name == "mimetype" || name == "xl/workbook.bin" {
            return Err(Unreadable::OtherWorkbook);
        }
        is_workbook |= name == "xl/workbook.xml";
        if part.size() > left {
            return Err(Unreadable::UnpacksTooLarge);
        }
        let extension = name.rsplit_once('.').map(|(_, extension)| extension);
        let is_xml = matches!(extension, Some("xml" | "rels"));
        let unpacked = if is_xml { measure_elements(part, left)? } else { drain(part, left)? };
        left = left.checked_sub(unpacked).ok_or(Unreadable::UnpacksTooLarge)?;
    }
    if is_workbook { Ok(()) } else { Err(Unreadable::UnknownFormat) }
}

fn drain(part: impl Read, most: u64) -> Result<u64, Unreadable> {
    let read = std::io::copy(&mut part.take(most + 1), &mut std::io::sink()).map_err(|_| Unreadable::Broken)?;
    if read > most { Err(Unreadable::UnpacksTooLarge) } else { Ok(read) }
}

/// As [`drain`], for XML: neither deeper than any sheet, nor with definitions of its own, which could name each other.
fn measure_elements(part: impl Read, most: u64) -> Result<u64, Unreadable> {
    let (mut part, mut chunk, mut read) = (part.take(most + 1), vec![0; 64 * 1024], 0_u64);
    let (mut depth, mut before): (usize, [u8; 2]) = (0, [0, 0]);
    loop {
        let count = part.read(&mut chunk).map_err(|_| Unreadable::Broken)?;
        let Some(bytes) = chunk.get(..count).filter(|bytes| !bytes.is_empty()) else { return Ok(read) };
        read += count as u64;
        if read > most {
            return Err(Unreadable::UnpacksTooLarge);
        }
        for byte in bytes {
            match (before, *byte) {
                ([_, b'<'], b'/') | ([_, b'/'], b'>') => depth = depth.saturating_sub(1),
                ([b'<', b'!'], b'D') => return Err(Unreadable::Broken),
                ([_, b'<'], name) if name.is_ascii_alphabetic() => depth += 1,
                _ => {}
            }
            if depth > DEEPEST {
                return Err(Unreadable::TooDeep);
            }
            before = [before[1], *byte];
        }
    }
}

fn read_measured(bytes: &[u8], named: Option<&str>) -> Result<Sheet, Unreadable> {
    let mut workbook: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    let sheets = workbook.sheet_names();
    let found = |sheet: &str| Found {
        format: Some(Format::Xlsx),
        sheet: Some(sheet.to_owned()),
        sheets: sheets.clone(),
        ..Found::default()
    };
    if let Some(named) = named {
        let name = sheets.iter().find(|name| name.as_str() == named).ok_or(Unreadable::NoSheet)?;
        return read_sheet(&mut workbook, name, found(name));
    }
    for name in &sheets {
        let sheet = read_sheet(&mut workbook, name, found(name))?;
        if !sheet.rows.is_empty() {
            return Ok(sheet);
        }
    }
    Err(Unreadable::Empty)
}

fn read_sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, found: Found) -> Result<Sheet, Unreadable> {
    let mut sheet = Sheet::new(found);
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(sheet) };
    let mut row: (u32, Vec<Cell>) = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::Broken)? {
        let (at, column) = cell.get_position();
        let value = read_cell(cell.get_value());
        if value.is_empty() {
            continue;
        }
        let column = column as usize;
        if column >= MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        if at as usize >= MOST_ROWS * 4 {
            return Err(Unreadable::TooManyRows);
        }
        if at + 1 != row.0 {
            if at + 1 < row.0 {
                return Err(Unreadable::Broken);
            }
            if !row.1.is_empty() {
                sheet.push(row.0, std::mem::take(&mut row.1))?;
            }
            row.0 = at + 1;
        }
        if row.1.len() <= column {
            row.1.resize(column + 1, Cell::Empty);
        }
        if let Some(slot) = row.1.get_mut(column) {
            *slot = value;
        }
    }
    if !row.1.is_empty() {
        sheet.push(row.0, row.1)?;
    }
    Ok(sheet)
}

fn read_cell(value: &DataRef<'_>) -> Cell {
    match Data::from(value.clone()) {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(number.to_string()),
        Data::Float(number) => digits(number).map_or(Cell::Broken, Cell::Number),
        Data::Bool(yes) => Cell::Yes(yes),
        Data::Error(_) => Cell::Broken,
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
            let date = chrono::NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
            let time = |date: chrono::NaiveDate| {
                let at = date.and_hms_opt(u32::from(hour), u32::from(minute), u32::from(second))?;
                // A time of day is a fraction of a day, and seldom exact.
                let up = chrono::TimeDelta::seconds(i64::from(milli >= 500));
                at.checked_add_signed(up)
            };
            date.and_then(time).map_or(Cell::Broken, Cell::When)
        }
        // A length of time; nothing here asks for one, so it is read as the text that it is.
        Data::DateTime(at) => digits(at.as_f64()).map_or(Cell::Broken, Cell::Number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            let text = text.trim();
            if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
        }
    }
}

/// The digits of a number as a spreadsheet shows them: fifteen, which is all that it keeps. A sum that shows as 0.3 is 0.3, and
/// not 0.30000000000000004.
fn digits(number: f64) -> Option<String> {
    if !number.is_finite() || number.abs() > 1e28 {
        return None;
    }
    let rounded: f64 = format!("{number:.14e}").parse().ok()?;
    Some(rounded.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_a_spreadsheet_shows() {
        for (number, shown) in [
            (0.1 + 0.2, "0.3"),
            (12.5, "12.5"),
            (1_000_000.0, "1000000"),
            (0.001, "0.001"),
            (123_456_789_012_345.0, "123456789012345"),
            (-3.25, "-3.25"),
        ] {
            assert_eq!(digits(number).as_deref(), Some(shown));
        }
        assert_eq!((digits(f64::NAN), digits(1e300)), (None, None));
    }

    #[test]
    fn what_is_no_workbook_is_said_to_be_none() {
        assert_eq!(read(b"PK\x03\x04 and no more", None).unwrap_err(), Unreadable::Broken);
        assert!(is_old(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]));
        let other = super::super::testing::archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]);
        assert_eq!(read(&other, None).unwrap_err(), Unreadable::OtherWorkbook);
        let bomb = super::super::testing::archive(&[("xl/workbook.xml", &vec![b' '; 200 * 1024 * 1024])]);
        assert!(bomb.len() < 1024 * 1024);
        assert_eq!(read(&bomb, None).unwrap_err(), Unreadable::UnpacksTooLarge);
        let laughs = b"<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">]><workbook>&lol;</workbook>";
        assert_eq!(
            read(&super::super::testing::archive(&[("xl/workbook.xml", laughs)]), None).unwrap_err(),
            Unreadable::Broken
        );
        let deep = "<a>".repeat(100_000);
        let deep = super::super::testing::archive(&[("xl/workbook.xml", deep.as_bytes())]);
        assert_eq!(read(&deep, None).unwrap_err(), Unreadable::TooDeep);
    }
}
