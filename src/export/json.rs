//! A row as a JSON object, for the formats that are made of them. What is unknown is `null`, and every column is there.

use super::{
    Cell, ExportError, Table,
    cell::{push_date, push_degrees, push_instant, push_integer, push_time},
};

/// Digits that a double keeps.
const DIGITS_OF_A_DOUBLE: usize = 15;

/// The names of a table's columns as JSON writes them, each with its colon: `"convoy":`.
pub(super) fn keys(table: &Table) -> Vec<Vec<u8>> {
    table.columns.iter().map(|column| format!("\"{}\":", column.name).into_bytes()).collect()
}

/// Writes a row.
pub(super) fn push_object(keys: &[Vec<u8>], cells: &[Cell<'_>], out: &mut Vec<u8>) -> Result<(), ExportError> {
    out.push(b'{');
    for (index, (key, cell)) in keys.iter().zip(cells).enumerate() {
        if index > 0 {
            out.push(b',');
        }
        out.extend_from_slice(key);
        push_cell(out, *cell)?;
    }
    out.push(b'}');
    Ok(())
}

fn push_cell(out: &mut Vec<u8>, cell: Cell<'_>) -> Result<(), ExportError> {
    let quoted = |out: &mut Vec<u8>, push: &dyn Fn(&mut Vec<u8>)| {
        out.push(b'"');
        push(out);
        out.push(b'"');
    };
    match cell {
        Cell::Unknown => out.extend_from_slice(b"null"),
        Cell::Text(text) | Cell::Code(text) => serde_json::to_writer(out, text).map_err(std::io::Error::from)?,
        Cell::Integer(number) => push_integer(out, number),
        // As a number where every reader keeps every digit of it, else as text.
        Cell::Decimal(digits) if is_kept(digits) => out.extend_from_slice(digits.as_bytes()),
        Cell::Decimal(digits) => quoted(out, &|out| out.extend_from_slice(digits.as_bytes())),
        Cell::Instant(at) => quoted(out, &|out| push_instant(out, at)),
        Cell::Local(micros) => quoted(out, &|out| push_time(out, micros)),
        Cell::Date(micros) => quoted(out, &|out| push_date(out, micros)),
        Cell::Boolean(yes) => out.extend_from_slice(if yes { b"true" } else { b"false" }),
        Cell::Coordinate(degrees) => push_degrees(out, degrees),
    }
    Ok(())
}

/// Whether a double keeps every digit of a decimal.
pub(super) fn is_kept(digits: &str) -> bool {
    let significant = digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    significant <= DIGITS_OF_A_DOUBLE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cell: Cell<'_>) -> String {
        let mut out = Vec::new();
        push_cell(&mut out, cell).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_value_has_the_type_of_its_column() {
        assert_eq!(written(Cell::Unknown), "null");
        assert_eq!(written(Cell::Text("a \"b\"\n=1")), r#""a \"b\"\n=1""#);
        assert_eq!(written(Cell::Decimal("12.5")), "12.5");
        assert_eq!(written(Cell::Decimal("1234567890123456789.1")), "\"1234567890123456789.1\"");
        assert_eq!(written(Cell::Boolean(false)), "false");
        assert_eq!(written(Cell::Coordinate(-36.72)), "-36.72");
        assert_eq!(written(Cell::Date(0)), "\"1970-01-01\"");
    }
}
