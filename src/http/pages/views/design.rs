//! Every part that pages are made of.

use askama::Template;

use super::{Form, Page, Row, Tile, WindowFacts};

/// The parts, in every state.
#[derive(Debug, Clone, Template)]
#[template(path = "design.html")]
pub struct Design {
    /// What is around it.
    pub page: Page,
    /// Codes of all statuses.
    pub statuses: Vec<String>,
    /// Counts.
    pub tiles: Vec<Tile>,
    /// Convoys on the board.
    pub rows: Vec<Row>,
    /// A form with a mistake.
    pub form: Form,
}
