//! The data dictionary: what each column of an export means, in the reader's language.

use crate::{
    export::{Column, Options, Table, table::Meaning},
    http::language::Texts,
};

/// What a column means.
pub fn meaning(texts: Texts, column: &Column) -> String {
    match column.meaning() {
        Meaning::Of(id) => texts.text(&id),
        Meaning::PartOf(whole, part) => {
            texts.text2("column-part-of", "whole", texts.text(&whole), "part", texts.text(&part))
        }
    }
}

/// What a column holds, with its unit.
pub fn kind(texts: Texts, column: &Column) -> String {
    let kind = texts.label("column-type", column.kind.as_ref());
    match column.unit {
        Some(unit) => format!("{kind} ({})", texts.label("column-unit", unit)),
        None => kind,
    }
}

/// The dictionary of a table as lines of a sheet, headings first.
pub fn lines(texts: Texts, table: &Table) -> Vec<Vec<String>> {
    let heading = |name: &str| texts.text(&format!("exports-heading-{name}"));
    let mut lines = vec![vec![heading("column"), heading("type"), heading("hxl"), heading("meaning")]];
    for column in table.columns {
        // Marks that isolate a value from the direction of its sentence are for pages.
        let meaning = meaning(texts, column).replace(['\u{2068}', '\u{2069}'], "");
        lines.push(vec![column.name.to_owned(), kind(texts, column), column.hxl.to_owned(), meaning]);
    }
    lines
}

/// What a workbook says to people: these lines, in their language and its direction.
pub fn options(texts: Texts, lines: Vec<Vec<String>>) -> Options {
    Options {
        right_to_left: texts.locale().direction() == "rtl",
        dictionary_name: texts.text("exports-dictionary"),
        dictionary: lines,
        ..Options::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        export::table::{REPORT_TABLES, TABLES},
        http::language::{Language, Locale},
    };

    #[test]
    fn every_column_is_explained_in_every_language() {
        for language in Language::ALL {
            let texts = Texts::new(Locale::plain(language));
            for table in TABLES.iter().chain(REPORT_TABLES) {
                let lines = lines(texts, table);
                assert_eq!(lines.len(), table.columns.len() + 1);
                for cell in lines.iter().flatten() {
                    assert!(!cell.is_empty() && !cell.contains('⟦'), "{} in {}: {cell}", table.name, language.code());
                }
            }
        }
    }
}
