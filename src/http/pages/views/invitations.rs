//! Convoys that name one's organisation as a partner.

use askama::Template;

use super::{Form, Name, Page, When};

/// Posts `convoy`, `organisation` and `do` (`accept`, `decline`).
#[derive(Debug, Clone, Template)]
#[template(path = "invitations.html")]
pub struct Invitations {
    /// What is around it.
    pub page: Page,
    /// Those without an answer first.
    pub invitations: Vec<Invitation>,
    /// What was typed and what is wrong.
    pub form: Form,
}

/// A convoy that names an organisation of the reader's.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The convoy's id.
    pub convoy: String,
    /// The organisation's id.
    pub organisation_id: String,
    /// The convoy's reference.
    pub reference: String,
    /// Its page, once the organisation takes part.
    pub href: Option<String>,
    /// Who leads it.
    pub lead: Name,
    /// Whom it names.
    pub organisation: Name,
    /// When it was registered.
    pub registered: When,
    /// `asked`, `takes_part` or `declined`.
    pub state: &'static str,
}

/// What a partner has answered, to the lead.
#[derive(Debug, Clone)]
pub struct PartnerAnswer {
    /// The partner.
    pub organisation: Name,
    /// `asked`, `takes_part` or `declined`.
    pub state: &'static str,
    /// When.
    pub answered: Option<When>,
}
