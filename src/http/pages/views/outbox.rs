//! The outbox: what only this phone has. The lists themselves are filled in the browser, from what the phone keeps.

use askama::Template;

use super::Page;

/// The page, or the copy of it that opens without a network.
#[derive(Debug, Clone, Template)]
#[template(path = "outbox.html")]
pub struct Outbox {
    /// What is around it.
    pub page: Page,
    /// Every kind of event that may stand in the lists, for its words.
    pub kinds: Vec<String>,
}
