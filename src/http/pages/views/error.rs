//! The page for every "no".

use askama::Template;

use super::Page;

/// An error as a page: what it is, what to do, and a way on.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// What is around it.
    pub page: Page,
    /// The HTTP status.
    pub status: u16,
    /// The problem's code: messages `problem-<code>` and `problem-<code>-detail`.
    pub code: String,
    /// A more exact sentence than the code's own, in the reader's words.
    pub detail: Option<String>,
    /// To be given to an administrator.
    pub request_id: Option<String>,
    /// Where to go on: address and words. The board is always offered.
    pub way_on: Option<(String, String)>,
    /// Convoys to choose from, where a reference means several: address and how each is told from the others.
    pub choices: Vec<(String, String)>,
}
