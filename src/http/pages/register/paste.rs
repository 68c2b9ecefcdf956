//! Lines of cargo as they are pasted from a spreadsheet: item, sector, amount, unit, and where it is for. Cells are parted by
//! tabs or semicolons; a row of headings says in which order they stand; words and digits are those of any of our languages.

use crate::{
    app::{
        imports::{
            Options, read_sheet,
            sheet::{Cell, Row},
            values::{Mark, Odd, number},
        },
        world::Described,
    },
    domain::{folding::fold, place::Place, typed},
    http::{
        import_words::words,
        language::{Language, Texts},
        pages::{
            places::key_of,
            views::{Choice, PastedLine},
        },
    },
};

/// The columns, in the order in which they stand where no headings say otherwise.
const COLUMNS: [&str; 5] = ["item", "sector", "quantity", "unit", "destination"];

/// What was pasted, as it was understood.
pub struct Pasted {
    /// The row of headings as it stands, where there is one.
    headings: Option<String>,
    /// The lines.
    pub lines: Vec<PastedLine>,
}

impl Pasted {
    /// What was not understood, to be put right: the text without the other lines.
    pub fn rest(&self) -> String {
        let wrong: Vec<&str> =
            self.lines.iter().filter(|line| !line.errors.is_empty()).map(|line| line.typed.as_str()).collect();
        let headings = self.headings.as_deref().filter(|_| !wrong.is_empty());
        headings.into_iter().chain(wrong).collect::<Vec<_>>().join("\n")
    }
}

/// Reads what was pasted, line by line. `destinations` are those of the route, by key; `places` tells their other names.
pub fn read(t: Texts, text: &str, destinations: &[Choice], places: &[Described<Place>]) -> Pasted {
    let separator = if text.contains('\t') { '\t' } else { ';' };
    let text = if separator == ';' { text.replace('؛', ";") } else { text.to_owned() };
    let options = Options { separator: Some(separator), encoding: Some("utf-8".to_owned()), ..Options::default() };
    let Ok(sheet) = read_sheet(text.as_bytes(), &options) else { return Pasted { headings: None, lines: Vec::new() } };
    let mut rows = sheet.rows.into_iter().filter(|row| !row.is_empty()).peekable();
    let order = rows.peek().and_then(headings);
    let headings = order.as_ref().and_then(|_| rows.next()).map(|row| as_typed(&row, separator));
    let order = order.unwrap_or_else(|| COLUMNS.map(Some).to_vec());
    let reader = Reader { t, destinations, places, order: &order, separator };
    Pasted { headings, lines: rows.map(|row| reader.line(&row)).collect() }
}

/// A row as a spreadsheet would paste it.
fn as_typed(row: &Row, separator: char) -> String {
    let quoted = |cell: &Cell| {
        let text = cell.shown();
        let needs = text.contains([separator, '"', '\n']);
        if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    row.cells.iter().map(quoted).collect::<Vec<_>>().join(&separator.to_string())
}

/// What each column says, where a row is one of headings: at least two of ours in it, the item among them.
fn headings(row: &Row) -> Option<Vec<Option<&'static str>>> {
    let field = |cell: &Cell| {
        let heading = fold(&cell.shown());
        COLUMNS.into_iter().find(|field| {
            let spoken = words().columns.get(*field).into_iter().flatten();
            fold(field) == heading || spoken.map(|name| fold(name)).any(|name| name == heading)
        })
    };
    let found: Vec<Option<&'static str>> = row.cells.iter().map(field).collect();
    (found.contains(&Some("item")) && found.iter().flatten().count() > 1).then_some(found)
}

struct Reader<'a> {
    t: Texts,
    destinations: &'a [Choice],
    places: &'a [Described<Place>],
    order: &'a [Option<&'static str>],
    separator: char,
}

impl Reader<'_> {
    fn line(&self, row: &Row) -> PastedLine {
        let cell = |field: &str| {
            let index = self.order.iter().position(|known| *known == Some(field));
            index.map_or(Cell::Empty, |index| row.cell(index).clone())
        };
        let shown = |field: &str| cell(field).shown().trim().to_owned();
        let code = |family: &str| words().code(family, &shown(family)).map(str::to_owned);
        let mut errors = Vec::new();
        let mut wrong = |column: &str, id: &str| {
            errors.push(format!("{}{}{}", self.t.label("new-column", column), self.t.text("colon"), self.t.text(id)));
        };
        if shown("item").is_empty() {
            wrong("item", "field-required");
        }
        let sector = code("sector");
        if sector.is_none() && !shown("sector").is_empty() {
            wrong("sector", "new-paste-sector");
        }
        let quantity = self.amount(&cell("quantity")).unwrap_or_else(|odd| {
            let ambiguous = matches!(odd, Odd::Ambiguous);
            wrong("quantity", if ambiguous { "new-paste-ambiguous" } else { "field-not_a_quantity" });
            None
        });
        let unit = code("unit");
        if unit.is_none() {
            wrong("unit", if shown("unit").is_empty() { "field-required" } else { "new-paste-unit" });
        }
        let destination = self.destination(&shown("destination"));
        if destination.is_none() && !shown("destination").is_empty() {
            wrong("destination", "new-paste-destination");
        }
        if row.cells.iter().skip(self.order.len()).any(|cell| !cell.is_empty()) {
            errors.push(self.t.text("new-paste-more"));
        }
        PastedLine {
            number: row.number,
            item: shown("item"),
            sector,
            quantity,
            unit,
            destination: destination.cloned(),
            typed: as_typed(row, self.separator),
            errors,
        }
    }

    /// In the reader's own writing; what may mean two things is asked about, and never guessed.
    fn amount(&self, cell: &Cell) -> Result<Option<String>, Odd> {
        let french = self.t.locale().language() == Language::French;
        match number(cell, if french { Mark::Comma } else { Mark::Point }) {
            Err(Odd::Ambiguous) => {
                // One or two digits behind the other mark are a fraction all the same.
                let plain = typed::decimal(&cell.shown());
                let fraction = plain.split_once('.').map(|(_, fraction)| fraction.len());
                if plain.contains(',') || fraction.is_none_or(|digits| digits == 3) {
                    return Err(Odd::Ambiguous);
                }
                Ok(Some(plain))
            }
            read => read,
        }
    }

    fn destination(&self, typed: &str) -> Option<&Choice> {
        let key = key_of(self.places, typed);
        let is_it = |choice: &&Choice| choice.value == key || fold(&choice.name.text) == fold(typed);
        self.destinations.iter().find(is_it).filter(|_| !typed.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{language::Locale, pages::views::Name};

    fn lines(tag: &str, text: &str) -> Vec<PastedLine> {
        let aqrab = Choice { value: "aqrab".to_owned(), name: Name::typed("عقرب"), hint: None };
        read(Texts::new(Locale::from_tag(tag).unwrap()), text, &[aqrab], &[]).lines
    }

    #[test]
    fn a_line_is_read_in_the_readers_own_writing() {
        let read = lines("ar-SY", "طحين\tالأمن الغذائي\t١٬٢٠٠٫٥\tكيس\tعقرب\nBlankets\t\t\tpcs\n");
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].errors, Vec::<String>::new());
        assert_eq!((read[0].quantity.as_deref(), read[0].unit.as_deref()), (Some("1200.5"), Some("bag")));
        assert_eq!(read[0].sector.as_deref(), Some("food_security"));
        assert_eq!(read[0].destination.as_ref().map(|it| it.value.as_str()), Some("aqrab"));
        assert_eq!(
            (read[1].quantity.as_deref(), read[1].unit.as_deref()),
            (None, Some("piece")),
            "unknown is not zero"
        );
        let french = lines("fr", "Farine;;12,5;tonnes\nRiz;;12.5;t");
        assert!(french.iter().all(|line| line.quantity.as_deref() == Some("12.5") && line.errors.is_empty()));
    }

    #[test]
    fn headings_say_in_which_order_columns_stand() {
        let read = lines("en", "Unit;Qty;Item\nbags;600;Flour");
        assert_eq!(read.len(), 1);
        assert_eq!((read[0].item.as_str(), read[0].quantity.as_deref(), read[0].number), ("Flour", Some("600"), 2));
    }

    #[test]
    fn what_is_not_understood_is_told_by_line_and_not_lost() {
        let read = lines("en", "Flour;food;1,200;sackful;Atlantis;6\n;;x;bags");
        assert_eq!(read[0].errors.len(), 5, "{:?}", read[0].errors);
        assert_eq!(read[0].typed, "Flour;food;1,200;sackful;Atlantis;6");
        assert_eq!(read[1].errors.len(), 2);
    }
}
