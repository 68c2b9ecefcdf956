//! Reports that do not fit, and what to do about each.

use askama::Template;

use super::{Form, Page, Report};

/// The open reviews.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews.html")]
pub struct Reviews {
    /// What is around it.
    pub page: Page,
    /// The oldest first.
    pub reviews: Vec<Review>,
}

/// One report waiting for a decision. Its forms post `decision` (`confirm`, `accept`, `dismiss`, `void`) and `reason` to
/// [`Review::action`].
#[derive(Debug, Clone)]
pub struct Review {
    /// The review's id.
    pub id: String,
    /// The convoy's reference.
    pub reference: String,
    /// The convoy's page.
    pub convoy_href: String,
    /// Code of the convoy's status now.
    pub status: String,
    /// The report; its `review_reason` says why it does not fit.
    pub report: Report,
    /// The report on the other side, that it contradicts, where there is one.
    pub against: Option<Report>,
    /// Where a decision is posted.
    pub action: String,
    /// Where the report can be corrected instead.
    pub correct_href: Option<String>,
    /// Whether the reader settles it.
    pub may_settle: bool,
    /// It waits for nothing but that somebody confirms it: decision `confirm`.
    pub can_confirm: bool,
    /// What was typed for this review, and what is wrong.
    pub form: Form,
}

impl Review {
    /// The field for the reason of one of its decisions, by the decision's letter.
    fn field(&self, letter: &str) -> String {
        format!("{letter}-{}", self.id)
    }
}
