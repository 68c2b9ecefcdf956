//! With whom a convoy is shared.

use askama::Template;

use crate::domain::plan::Sensitivity;

use super::{Choice, Form, Name, Page, PartnerAnswer, When, form::codes};

/// With whom a convoy is shared, and the forms that share it. All of them post to [`Sharing::action`]; `do` says which.
#[derive(Debug, Clone, Template)]
#[template(path = "sharing.html")]
pub struct Sharing {
    /// What is around it.
    pub page: Page,
    /// The convoy's reference.
    pub reference: String,
    /// The convoy's page; none to who may share it and not see it.
    pub convoy_href: Option<String>,
    /// Code of how sensitive it is; none to who may not change it.
    pub sensitivity: Option<String>,
    /// Where the forms post to.
    pub action: String,
    /// What the partners that it names have answered.
    pub partners: Vec<PartnerAnswer>,
    /// Every grant, the newest first.
    pub grants: Vec<Grant>,
    /// Organisations that take no part.
    pub organisations: Vec<Choice>,
    /// The loggers assigned.
    pub loggers: Vec<Person>,
    /// Loggers who could be.
    pub candidates: Vec<Choice>,
    /// What was typed, and what is wrong.
    pub form: Form,
}

impl Sharing {
    fn sensitivities() -> Vec<String> {
        codes::<Sensitivity>()
    }
}

/// A grant.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Its id.
    pub id: String,
    /// With whom.
    pub organisation: Name,
    /// Code: exact or reduced.
    pub ceiling: &'static str,
    /// From when.
    pub from: When,
    /// Until when, or when it was ended.
    pub until: When,
    /// Whether it counts now.
    pub open: bool,
}

/// A logger.
#[derive(Debug, Clone)]
pub struct Person {
    /// The user's id.
    pub id: String,
    /// Name as shown.
    pub name: String,
}
