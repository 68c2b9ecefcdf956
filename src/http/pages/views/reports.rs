//! Reports: tables, with a bar beside each row that says the same to the eye.

use askama::Template;

use super::{Choice, Form, Name, Page, When};

/// The page of reports.
#[derive(Debug, Clone, Template)]
#[template(path = "reports.html")]
pub struct Reports {
    /// What is around it.
    pub page: Page,
    /// What was asked.
    pub form: Form,
    /// Places to choose from.
    pub places: Vec<Choice>,
    /// Organisations to choose from.
    pub organisations: Vec<Choice>,
    /// The moment that the report stands for; none where what was asked makes no sense.
    pub moment: Option<When>,
    /// This report for ever, as known at its moment.
    pub for_ever: String,
    /// Whether the reader is told less than there is.
    pub reduced: bool,
    /// How many convoys it is of.
    pub convoys: u64,
    /// The figures above all tables: what, and how much.
    pub figures: Vec<Figure>,
    /// What is not in it, in sentences.
    pub left_out: Vec<String>,
    /// The tables.
    pub tables: Vec<ReportTable>,
}

/// One figure above the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it is, in the reader's words.
    pub label: String,
    /// The figure.
    pub value: String,
    /// What it is a part of, or what is not known.
    pub note: Option<String>,
}

/// A table with bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportTable {
    /// Code of the table: messages `reports-t-<code>` and `reports-t-<code>-about`.
    pub code: &'static str,
    /// What the first column is called.
    pub head: String,
    /// What the others are called.
    pub columns: Vec<String>,
    /// What the colours of its bars mean: class and words. Empty where there is one.
    pub legend: Vec<(&'static str, String)>,
    /// Rows.
    pub rows: Vec<ReportRow>,
    /// The same table as a file: name of the format and address.
    pub files: Vec<(&'static str, String)>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// What it is of.
    pub name: Name,
    /// Its bar, in thousandths of the widest; empty where there is none.
    pub bar: Vec<Bar>,
    /// The figures, as shown.
    pub cells: Vec<String>,
}

/// A part of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Its class, which gives the colour.
    pub class: &'static str,
    /// Where it begins.
    pub x: u64,
    /// How long it is.
    pub width: u64,
    /// How far from the top: 0, or 8 for one that lies within another.
    pub inset: u64,
}
