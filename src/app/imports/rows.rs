//! From a row to an object as the domain reads it, remembering which cell each part of it came from.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use super::{
    columns::{Table, Words},
    fields::{Field, Shape},
    known::{Known, Named},
    mistakes::{At, Mistake, Mistakes, Why, Wrong},
    sheet::{Cell, Row},
    values::{self, Dates, Mark, Odd, When},
};
use crate::domain::{
    refusal::{FieldCode, FieldError},
    typed,
};

/// How cells are to be read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The columns.
    pub table: &'a Table,
    /// Words of people.
    pub words: &'a Words,
    /// Places and organisations.
    pub known: &'a Known,
    /// The decimal mark.
    pub mark: Mark,
    /// The order of dates; `None` where it is not known.
    pub dates: Option<Dates>,
}

/// An object made of one row or several, and where its parts stand.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// As the domain reads it.
    pub object: Map<String, Value>,
    /// JSON pointer to cell.
    pub cells: BTreeMap<String, At>,
    /// The first row.
    pub row: u32,
}

impl Draft {
    /// Of a row.
    pub fn new(row: &Row) -> Self {
        Self { row: row.number, ..Self::default() }
    }

    /// Remembers where a part stands.
    pub fn mark(&mut self, pointer: &str, at: At) {
        self.cells.entry(pointer.to_owned()).or_insert(at);
    }

    /// Where a part stands: its own cell, or that of what it is part of.
    pub fn at(&self, pointer: &str) -> Option<At> {
        let mut pointer = pointer;
        loop {
            if let Some(at) = self.cells.get(pointer) {
                return Some(*at);
            }
            pointer = pointer.rsplit_once('/').map(|(parent, _)| parent).filter(|parent| !parent.is_empty())?;
        }
    }
}

impl Reading<'_> {
    /// Where the cell of a field stands.
    pub fn place_of(&self, row: &Row, field: &str) -> At {
        At { row: row.number, column: self.table.column(field).map(|column| column.index) }
    }

    /// A mistake somewhere.
    pub fn mistake(&self, at: At, field: &str, why: Why) -> Mistake {
        let column = at.column.and_then(|index| self.table.columns.iter().find(|column| column.index == index));
        let header = column.map(|column| column.header.clone());
        let field = Some(field.to_owned()).filter(|_| header.is_none());
        Mistake { at, header, field, why }
    }

    /// Notes a mistake of the import in the cell of a field.
    pub fn wrong(&self, mistakes: &mut Mistakes, row: &Row, field: &str, code: Wrong, detail: Option<String>) {
        mistakes.add(self.mistake(self.place_of(row, field), field, Why::Import { code, detail }));
    }

    /// Notes what the domain says of a draft.
    pub fn explain(&self, mistakes: &mut Mistakes, draft: &Draft, errors: &[FieldError], aliases: &[(&str, &str)]) {
        for error in errors {
            let name = error.pointer.trim_start_matches('/').split('/').next().unwrap_or_default();
            let field = aliases.iter().find(|(domain, _)| *domain == name).map_or(name, |(_, field)| *field);
            let own_column = || At { row: draft.row, column: self.table.column(field).map(|column| column.index) };
            let at = draft.at(&error.pointer).unwrap_or_else(own_column);
            // A cell that cannot be read is not missing besides.
            let is_told = at.column.is_some() && mistakes.listed.iter().any(|told| told.at == at);
            if error.code == FieldCode::Required && is_told {
                continue;
            }
            let why = Why::Field { code: error.code.as_ref().to_owned(), expected: error.expected.clone() };
            mistakes.add(self.mistake(at, field, why));
        }
    }

    /// What a cell says, as JSON for the domain; nothing where nothing stands in it. What cannot be read is a mistake.
    pub fn value(&self, mistakes: &mut Mistakes, row: &Row, field: &Field) -> Option<Value> {
        let cell = self.table.cell(row, field.name);
        match (cell, field.shape) {
            (Cell::Empty, _) => None,
            (Cell::Broken, _) => {
                self.wrong(mistakes, row, field.name, Wrong::BrokenCell, None);
                None
            }
            (cell, Shape::Number) => match values::number(cell, self.mark) {
                Ok(number) => number.map(Value::String),
                Err(Odd::Ambiguous) => {
                    self.wrong(mistakes, row, field.name, Wrong::AmbiguousNumber, None);
                    None
                }
                Err(Odd::Malformed) => {
                    self.wrong(mistakes, row, field.name, Wrong::NotANumber, None);
                    None
                }
            },
            (cell, Shape::Code(family)) => {
                let text = cell.shown();
                let code = self.words.code(family, &text).map(str::to_owned);
                Some(Value::String(code.unwrap_or(text)))
            }
            (cell, Shape::Place) => self.place(mistakes, row, field.name, &cell.shown()).map(Value::String),
            (cell, Shape::Organisation) => {
                self.organisation(mistakes, row, field.name, &cell.shown()).map(Value::String)
            }
            (cell, Shape::Places) => {
                let names = values::list(&cell.shown());
                let keys: Vec<Value> = names
                    .iter()
                    .filter_map(|name| self.place(mistakes, row, field.name, name).map(Value::String))
                    .collect();
                (keys.len() == names.len()).then_some(Value::Array(keys))
            }
            (cell, Shape::Organisations) => {
                let names = values::list(&cell.shown());
                let keys: Vec<Value> = names
                    .iter()
                    .filter_map(|name| self.organisation(mistakes, row, field.name, name).map(Value::String))
                    .collect();
                (keys.len() == names.len()).then_some(Value::Array(keys))
            }
            (cell, Shape::List) => Some(json!(values::list(&cell.shown()))),
            (Cell::Yes(yes), Shape::Yes) => Some(Value::Bool(*yes)),
            (cell, Shape::Yes) => Some(Value::Bool(self.words.code("yes", &cell.shown()) == Some("yes"))),
            (cell, Shape::Text) => Some(Value::String(text_of(cell))),
            // Dates need to know more than their own cell.
            (_, Shape::When | Shape::Time) => None,
        }
    }

    /// The key of the place that a text names.
    pub fn place(&self, mistakes: &mut Mistakes, row: &Row, field: &str, text: &str) -> Option<String> {
        let (code, detail) = match self.known.place_named(text) {
            Named::One(key) => return Some(key),
            Named::None(near) => (Wrong::UnknownPlace, near),
            Named::Several(all) => (Wrong::AmbiguousPlace, all),
        };
        let detail = (!detail.is_empty()).then(|| detail.join(", "));
        self.wrong(mistakes, row, field, code, detail);
        None
    }

    fn organisation(&self, mistakes: &mut Mistakes, row: &Row, field: &str, text: &str) -> Option<String> {
        let (code, detail) = match self.known.organisation_named(text) {
            Named::One(key) => return Some(key),
            Named::None(near) => (Wrong::UnknownOrganisation, near),
            Named::Several(all) => (Wrong::AmbiguousOrganisation, all),
        };
        let detail = (!detail.is_empty()).then(|| detail.join(", "));
        self.wrong(mistakes, row, field, code, detail);
        None
    }

    /// What a cell says of when.
    pub fn when(&self, mistakes: &mut Mistakes, row: &Row, field: &str) -> Option<When> {
        let cell = self.table.cell(row, field);
        match values::when(cell, self.dates) {
            Ok(when) => when,
            Err(odd) => {
                let code = match (cell, odd) {
                    (Cell::Broken, _) => Wrong::BrokenCell,
                    (_, Odd::Ambiguous) => Wrong::AmbiguousDate,
                    (_, Odd::Malformed) => Wrong::NotADate,
                };
                self.wrong(mistakes, row, field, code, None);
                None
            }
        }
    }

    /// The time of day in a cell of its own.
    pub fn time(&self, mistakes: &mut Mistakes, row: &Row, field: &str) -> Option<chrono::NaiveTime> {
        let time = match self.table.cell(row, field) {
            Cell::Empty => return None,
            // A time alone is the fraction of a day.
            Cell::Number(digits) => fraction_of_day(digits),
            Cell::When(at) => Some(at.time()),
            Cell::Text(text) => typed::time_of_day(text).or_else(|| {
                let without_seconds = text.rsplit_once(':').filter(|_| text.matches(':').count() == 2);
                without_seconds.and_then(|(time, _)| typed::time_of_day(time))
            }),
            Cell::Yes(_) | Cell::Broken => None,
        };
        if time.is_none() {
            self.wrong(mistakes, row, field, Wrong::NotATime, None);
        }
        time
    }

    /// A moment in a zone, as the domain reads it, and how precisely it is known.
    pub fn moment(when: When, zone: Tz) -> Option<(Value, &'static str)> {
        let (at, precision) = when.in_zone(zone)?;
        let precision = match precision {
            crate::domain::time::Precision::Day => "day",
            _ => "minute",
        };
        Some((Value::String(at.to_rfc3339_in(zone)), precision))
    }
}

fn fraction_of_day(digits: &str) -> Option<chrono::NaiveTime> {
    let fraction: f64 = digits.parse().ok()?;
    if !(0.0..1.0).contains(&fraction) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 86,400")]
    let seconds = (fraction * 86_400.0).round() as u32;
    chrono::NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)
}

/// A reference that a spreadsheet took for a number comes back in its digits.
fn text_of(cell: &Cell) -> String {
    cell.shown()
}
