//! The accounts of an organisation, for who runs them.

use askama::Template;

use super::{Form, Name, Page, Phone, RequestLine, Token, When};

/// A role as shown.
#[derive(Debug, Clone)]
pub struct HeldRole {
    /// Code of the role.
    pub role: String,
    /// Key of the organisation; `*` for every one.
    pub organisation: String,
    /// Its name.
    pub name: Option<Name>,
}

/// A person in the list.
#[derive(Debug, Clone)]
pub struct PersonLine {
    /// Their page.
    pub href: String,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Roles.
    pub roles: Vec<HeldRole>,
    /// Closed.
    pub is_disabled: bool,
    /// Has a second factor.
    pub has_second_factor: bool,
    /// Has chosen a password.
    pub has_password: bool,
}

/// A link just made: shown this once.
#[derive(Debug, Clone)]
pub struct ShownLink {
    /// The whole address, or the path where the site's own is not known.
    pub address: String,
    /// Until when it works.
    pub expires: When,
    /// For whom.
    pub email: String,
    /// It waits for a second person, or until then.
    pub waits_until: Option<When>,
}

/// Everybody whose account one runs. The form invites: `email`, `name`, `role`, `organisation`; posts to `/admin/users`.
#[derive(Debug, Clone, Template)]
#[template(path = "users.html")]
pub struct Users {
    /// What is around it.
    pub page: Page,
    /// What was typed and what is wrong.
    pub form: Form,
    /// The people.
    pub people: Vec<PersonLine>,
    /// The link of who was just invited.
    pub link: Option<ShownLink>,
    /// What waits for a second person.
    pub requests: Vec<RequestLine>,
}

/// One of them. Forms: `/roles` (`role`, `organisation`, `change` of `give` or `take`), `/close`, `/open`, `/link`,
/// `/second-factor`, `/tokens/{id}/revoke`, all beneath [`PersonLine::href`].
#[derive(Debug, Clone, Template)]
#[template(path = "person.html")]
pub struct PersonPage {
    /// What is around it.
    pub page: Page,
    /// What was typed and what is wrong.
    pub form: Form,
    /// Who.
    pub person: PersonLine,
    /// Whether the account as a whole may be changed.
    pub is_whole: bool,
    /// Whether it is one's own.
    pub is_own: bool,
    /// Numbers for text messages.
    pub phones: Vec<Phone>,
    /// Where they are added.
    pub phones_href: String,
    /// Whether who looks may ask for one.
    pub phones_may_add: bool,
    /// Tokens.
    pub tokens: Vec<Token>,
    /// A link just made.
    pub link: Option<ShownLink>,
    /// What waits for a second person about this account.
    pub requests: Vec<RequestLine>,
}

/// The roles, the least first.
const ROLES: [&str; 4] = ["viewer", "logger", "coordinator", "admin"];
