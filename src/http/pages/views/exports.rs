//! Whole tables to take away.

use askama::Template;

use super::{Form, Page, form::codes};
use crate::domain::{Status, cargo::Sector};

/// Links to every table in every format, what their columns mean, and how scripts fetch them.
#[derive(Debug, Clone, Template)]
#[template(path = "exports.html")]
pub struct Exports {
    /// What is around it.
    pub page: Page,
    /// What the tables are narrowed to, and what is wrong with that.
    pub form: Form,
    /// Whether this reader exports exactly.
    pub exact: bool,
    /// Offers to make a token.
    pub may_make_tokens: bool,
    /// Every table.
    pub tables: Vec<ExportTable>,
    /// For scripts, by what they are written in.
    pub snippets: Vec<Snippet>,
    /// The address that Excel's dialog takes.
    pub address: String,
}

/// A table.
#[derive(Debug, Clone)]
pub struct ExportTable {
    /// Its name, a code.
    pub name: String,
    /// Its formats, as codes, each with its address.
    pub files: Vec<(String, String)>,
    /// Its columns.
    pub columns: Vec<ColumnLine>,
}

/// A column, as the data dictionary has it.
#[derive(Debug, Clone)]
pub struct ColumnLine {
    /// Its name.
    pub name: String,
    /// What it holds, in words.
    pub kind: String,
    /// Its HXL tag.
    pub hxl: String,
    /// What it means, in words.
    pub meaning: String,
}

/// A few lines to copy.
#[derive(Debug, Clone)]
pub struct Snippet {
    /// Code of what they are written in.
    pub code: String,
    /// The lines.
    pub text: String,
}

impl Exports {
    fn statuses() -> Vec<String> {
        codes::<Status>()
    }

    fn sectors() -> Vec<String> {
        codes::<Sector>()
    }
}
