//! What waits for a second person.

use askama::Template;

use super::{HeldRole, Page, When};

/// A request. Its form posts `do` of `confirm`, `reject` or `withdraw`.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "what the reader may say, each by its name")]
pub struct RequestLine {
    /// Where it is decided.
    pub action: String,
    /// Code of what is asked for: message `request-<code>`.
    pub kind: String,
    /// The role that is asked for.
    pub role: Option<HeldRole>,
    /// Where the webhook goes that is asked for.
    pub webhook: Option<String>,
    /// For whom.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked: When,
    /// When it takes effect by itself.
    pub due: When,
    /// Who could confirm it.
    pub seconds: Vec<String>,
    /// Also somebody of a coordinating body.
    pub others: bool,
    /// The reader may confirm it.
    pub may_confirm: bool,
    /// The reader may reject it.
    pub may_reject: bool,
    /// The reader asked for it.
    pub may_withdraw: bool,
    /// It is about the reader's own account.
    pub is_own: bool,
}

/// All that concern the reader.
#[derive(Debug, Clone, Template)]
#[template(path = "requests.html")]
pub struct Requests {
    /// What is around it.
    pub page: Page,
    /// Code of what has just been done: message `requests-done-<code>`.
    pub done: Option<String>,
    /// They.
    pub requests: Vec<RequestLine>,
}
