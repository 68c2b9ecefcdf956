//! Texts: separated values, and an object a line.

use std::collections::HashMap;

use serde_json::Value;

use super::{
    encoding::decode,
    sheet::{Cell, Format, Found, MOST_COLUMNS, Sheet, Unreadable},
};
use crate::export::formula::unguarded;

/// What may part columns, the likeliest first.
const SEPARATORS: [char; 4] = [';', '\t', ',', '|'];
/// Objects within objects at the most.
const DEEPEST: usize = 6;

/// Reads separated values or an object a line, whichever it is.
pub fn read(bytes: &[u8], encoding: Option<&str>, separator: Option<char>) -> Result<Sheet, Unreadable> {
    let (text, encoding) = decode(bytes, encoding)?;
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    // Bytes of a picture, a program or an archive.
    if text.chars().take(4_096).any(|c| c == '\0') {
        return Err(Unreadable::UnknownFormat);
    }
    let found = Found { encoding: Some(encoding.to_owned()), ..Found::default() };
    if text.trim_start().starts_with('{') {
        return read_objects(&text, Found { format: Some(Format::Ndjson), ..found });
    }
    // Excel names the separator in a line of its own.
    let (text, named) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((named, rest)) if named.trim_end().chars().count() == 1 => (rest, named.chars().next()),
        _ => (text.as_str(), None),
    };
    let separator = separator.or(named).unwrap_or_else(|| guess_separator(text));
    let found = Found { format: Some(Format::Csv), separator: Some(separator), ..found };
    read_separated(text, separator, found, u32::from(named.is_some()))
}

/// The separator that parts the first lines into the most columns, and each of them into about as many.
fn guess_separator(text: &str) -> char {
    let score = |separator: char| {
        let Ok(byte) = u8::try_from(separator) else { return (0, 0) };
        let mut reader = csv::ReaderBuilder::new();
        let sample: String = text.chars().take(64 * 1024).collect();
        let mut reader =
            reader.delimiter(byte).has_headers(false).flexible(true).from_reader(std::io::Cursor::new(sample));
        let widths: Vec<usize> = reader
            .records()
            .take(20)
            .filter_map(Result::ok)
            .map(|record| record.len())
            .filter(|len| *len > 1)
            .collect();
        let mut counts = HashMap::new();
        for width in &widths {
            *counts.entry(*width).or_insert(0_usize) += 1;
        }
        let alike = counts.values().max().copied().unwrap_or(0);
        let width = counts.iter().filter(|(_, count)| **count == alike).map(|(width, _)| *width).max().unwrap_or(0);
        (alike, width)
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|separator| score(*separator));
    best.filter(|separator| score(*separator).0 > 0).unwrap_or(',')
}

fn read_separated(text: &str, separator: char, found: Found, before: u32) -> Result<Sheet, Unreadable> {
    let byte = u8::try_from(separator).map_err(|_| Unreadable::UnknownFormat)?;
    let mut builder = csv::ReaderBuilder::new();
    let builder = builder.delimiter(byte).has_headers(false).flexible(true);
    let mut reader = builder.from_reader(text.as_bytes());
    let mut sheet = Sheet::new(found);
    let mut record = csv::StringRecord::new();
    let mut number = before;
    let mut began = 0;
    while reader.read_record(&mut record).map_err(|_| Unreadable::Broken)? {
        // Blank lines, which the reader passes over, are rows of a spreadsheet too.
        number += 1 + blank_lines(text.as_bytes(), began);
        began = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if record.len() > MOST_COLUMNS && record.iter().skip(MOST_COLUMNS).any(|cell| !cell.trim().is_empty()) {
            return Err(Unreadable::TooManyColumns);
        }
        let cells = record.iter().take(MOST_COLUMNS).map(text_cell).collect();
        sheet.push(number, cells)?;
    }
    Ok(sheet)
}

/// How many blank lines stand from here on. What is left of a line end that the reader has taken half of is none.
fn blank_lines(text: &[u8], began: usize) -> u32 {
    let (before, mut rest) = text.split_at(began.min(text.len()));
    if before.last() == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut count = 0;
    while let Some(next) =
        rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r"))
    {
        count += 1;
        rest = next;
    }
    count
}

fn text_cell(text: &str) -> Cell {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if text.is_empty() { Cell::Empty } else { Cell::Text(unguarded(text).into_owned()) }
}

/// Each line an object; a name within a name becomes `outer.inner`.
fn read_objects(text: &str, found: Found) -> Result<Sheet, Unreadable> {
    let mut sheet = Sheet::new(found);
    let mut names: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<(u32, Vec<Cell>)> = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Ok(Value::Object(object)) = serde_json::from_str::<Value>(line) else {
            return Err(Unreadable::NotAnObject);
        };
        let mut cells = Vec::new();
        for (name, value) in &object {
            flatten(name, value, 1, &mut |name, cell| {
                let place = match places.get(name) {
                    Some(place) => *place,
                    None if names.len() < MOST_COLUMNS => {
                        names.push(name.to_owned());
                        places.insert(name.to_owned(), names.len() - 1);
                        names.len() - 1
                    }
                    None => return Err(Unreadable::TooManyColumns),
                };
                if cells.len() <= place {
                    cells.resize(place + 1, Cell::Empty);
                }
                if let Some(slot) = cells.get_mut(place) {
                    *slot = cell;
                }
                Ok(())
            })?;
        }
        rows.push((u32::try_from(index + 1).unwrap_or(u32::MAX), cells));
    }
    // The names stand above the first line: row 0.
    sheet.push(0, names.into_iter().map(Cell::Text).collect())?;
    for (number, cells) in rows {
        sheet.push(number, cells)?;
    }
    Ok(sheet)
}

fn flatten(
    name: &str,
    value: &Value,
    depth: usize,
    found: &mut impl FnMut(&str, Cell) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    if depth > DEEPEST {
        return Err(Unreadable::TooDeep);
    }
    match value {
        Value::Null => Ok(()),
        Value::Bool(yes) => found(name, Cell::Yes(*yes)),
        Value::Number(number) => found(name, Cell::Number(number.to_string())),
        Value::String(text) => found(name, if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.clone()) }),
        // What stands in a list of plain values is parted as in a cell; a list of objects stays what it is.
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            let shown: Vec<String> =
                items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect();
            found(name, if shown.is_empty() { Cell::Empty } else { Cell::Text(shown.join("; ")) })
        }
        Value::Array(_) => found(name, Cell::Text(value.to_string())),
        Value::Object(object) => {
            for (inner, value) in object {
                flatten(&format!("{name}.{inner}"), value, depth + 1, found)?;
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (char, Vec<(u32, Vec<String>)>) {
        let sheet = read(text.as_bytes(), None, None).unwrap();
        let rows = sheet.rows.iter().map(|row| (row.number, row.cells.iter().map(Cell::shown).collect())).collect();
        (sheet.found.separator.unwrap_or(' '), rows)
    }

    #[test]
    fn the_separator_is_found_out() {
        let row = |number, cells: &[&str]| (number, cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        assert_eq!(shown("a;b\n1,5;2\n"), (';', vec![row(1, &["a", "b"]), row(2, &["1,5", "2"])]));
        assert_eq!(shown("a,b\n\"x;y\",2\n").0, ',');
        assert_eq!(shown("a\tb\nc, d\te\n").0, '\t');
        assert_eq!(shown("alone\nx\n").0, ',');
        assert_eq!(shown("sep=|\na|b;c|d\n"), ('|', vec![row(2, &["a", "b;c", "d"])]));
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        let (_, rows) = shown("a,b\n\n\"two\nlines\",2\nlast,3\n");
        let numbers = |text: &str| shown(text).1.iter().map(|(number, _)| *number).collect::<Vec<_>>();
        assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 3, 4]);
        assert_eq!(numbers("a,b\r\n1,2\r\n\r\n\r\n3,4\r\n"), [1, 2, 5]);
    }

    #[test]
    fn objects_become_columns() {
        let text = "{\"kind\": \"blocked\", \"details\": {\"cause\": \"hostilities\"}}\n\n{\"kind\": \"note\", \"trucks\": [\"1\", 2]}\n";
        let (_, rows) = shown(text);
        assert_eq!(rows[0], (0, vec!["details.cause".to_owned(), "kind".to_owned(), "trucks".to_owned()]));
        assert_eq!(rows[1].1, ["hostilities", "blocked"]);
        assert_eq!(rows[2], (3, vec![String::new(), "note".to_owned(), "1; 2".to_owned()]));
        assert_eq!(read(b"{\"a\": 1}\n[1]\n", None, None).unwrap_err(), Unreadable::NotAnObject);
        let deep = format!("{}1{}", "{\"a\":".repeat(20), "}".repeat(20));
        assert_eq!(read(deep.as_bytes(), None, None).unwrap_err(), Unreadable::TooDeep);
    }
}
