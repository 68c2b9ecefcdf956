//! Taking files in.

use askama::Template;

use super::{Form, Page, When};

/// Where a file is chosen, and what was imported before.
#[derive(Debug, Clone, Template)]
#[template(path = "import.html")]
pub struct ImportStart {
    /// What is around it.
    pub page: Page,
    /// What was typed, and what is wrong.
    pub form: Form,
    /// Codes of what a file may be a table of.
    pub kinds: Vec<String>,
    /// Earlier imports, the newest first.
    pub earlier: Vec<ImportLine>,
    /// Where older ones are.
    pub next: Option<String>,
}

/// An earlier import.
#[derive(Debug, Clone)]
pub struct ImportLine {
    /// Its page.
    pub href: String,
    /// What the file was called.
    pub file_name: String,
    /// Code of what it is a table of.
    pub kind: String,
    /// Code of how far it is.
    pub state: String,
    /// Who brought it; none for the command line.
    pub by: Option<String>,
    /// When.
    pub at: When,
    /// Rows.
    pub rows: usize,
    /// Made and changed.
    pub made: usize,
}

/// One import: its columns, its check, what came of it.
#[derive(Debug, Clone, Template)]
#[template(path = "import_one.html")]
#[expect(clippy::struct_excessive_bools, reason = "what this reader is offered, each by its name")]
pub struct ImportOne {
    /// What is around it.
    pub page: Page,
    /// Where the forms post to.
    pub href: String,
    /// What the file was called.
    pub file_name: String,
    /// Code of what it is a table of.
    pub kind: String,
    /// Code of how far it is.
    pub state: String,
    /// The present step: 1 file, 2 columns, 3 check, 4 done.
    pub step: usize,
    /// How many of how many, while it is at work.
    pub progress: Option<(usize, usize)>,
    /// Rows.
    pub rows: usize,
    /// Made, changed, left, in review.
    pub tally: (usize, usize, usize, usize),
    /// Columns to be matched; none where they are not asked for now.
    pub columns: Vec<ImportColumn>,
    /// The fields that a column may say: name and label.
    pub fields: Vec<(String, String)>,
    /// How the file may be read.
    pub reading: ImportReading,
    /// Why it cannot be read: the sentence.
    pub failure: Option<String>,
    /// How many mistakes there are.
    pub errors_in_all: usize,
    /// The first of them.
    pub errors: Vec<ImportMistake>,
    /// How many things to know there are.
    pub warnings_in_all: usize,
    /// The first of them.
    pub warnings: Vec<ImportMistake>,
    /// Headers of columns that were left out.
    pub unmatched: Vec<String>,
    /// The annotated copy.
    pub annotated: Option<String>,
    /// Offers to check anew.
    pub may_check: bool,
    /// Offers to import.
    pub may_import: bool,
    /// Offers to undo.
    pub may_undo: bool,
    /// The file is no longer kept, and would be needed.
    pub is_gone: bool,
    /// What undoing it did.
    pub undone: Option<ImportUndone>,
    /// What was typed, and what is wrong.
    pub form: Form,
}

/// A column of a file.
#[derive(Debug, Clone)]
pub struct ImportColumn {
    /// The name of its field in the form.
    pub field: String,
    /// Its header.
    pub header: String,
    /// The field that it says; empty where none.
    pub says: String,
    /// Some of what stands in it.
    pub values: Vec<String>,
}

/// How a file may be read: what is chosen, what was found out, and what there is to choose from.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "what may be asked, each by its name")]
pub struct ImportReading {
    /// Encodings; none for a workbook.
    pub encodings: Vec<String>,
    /// The one that was found.
    pub encoding: Option<String>,
    /// Codes of what may part columns.
    pub separators: Vec<String>,
    /// The one that was found.
    pub separator: Option<String>,
    /// Sheets, where there are several.
    pub sheets: Vec<String>,
    /// Whether dates are asked about.
    pub asks_dates: bool,
    /// Whether numbers are asked about.
    pub asks_mark: bool,
    /// Whether a zone is asked for.
    pub asks_zone: bool,
    /// Whether it is asked what becomes of events that do not fit.
    pub asks_review: bool,
}

/// What is wrong with a row or cell.
#[derive(Debug, Clone)]
pub struct ImportMistake {
    /// Row and column.
    pub place: String,
    /// What to put right.
    pub text: String,
}

/// What undoing did.
#[derive(Debug, Clone)]
pub struct ImportUndone {
    /// Events, convoys, places, P-codes.
    pub counts: (usize, usize, usize, usize),
    /// What stays: name and reason.
    pub stays: Vec<(String, String)>,
    /// Why it was undone.
    pub reason: String,
}
