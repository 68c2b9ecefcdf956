//! Webhooks for administrators, and what people want to be mailed.

use askama::Template;

use super::{Form, Page, RequestLine, When};

/// A webhook in the list.
#[derive(Debug, Clone)]
pub struct WebhookLine {
    /// Its page.
    pub href: String,
    /// Where to.
    pub url: String,
    /// What it is called.
    pub label: String,
    /// Key of the organisation; `*` for every one.
    pub organisation: String,
    /// Codes of the types, with `_` for `.`.
    pub types: Vec<String>,
    /// The one convoy that it is about.
    pub convoy: Option<String>,
    /// Positions as they are.
    pub exact: bool,
    /// `active`, `paused` or `off`.
    pub state: String,
    /// Why and since when it is off.
    pub off: Option<(String, When)>,
    /// Since when it fails, and when it is tried again.
    pub failing: Option<(When, Option<When>)>,
}

/// A type that can be chosen: its value, and the code by which its words are found.
#[derive(Debug, Clone)]
pub struct TypeChoice {
    /// As it is sent.
    pub value: String,
    /// For its words.
    pub code: String,
}

/// All webhooks. The form makes one: `organisation`, `url`, `label`, `types`, `convoy`, `exact`; posts to
/// `/admin/webhooks`.
#[derive(Debug, Clone, Template)]
#[template(path = "webhooks.html")]
pub struct Webhooks {
    /// What is around it.
    pub page: Page,
    /// What was typed and what is wrong.
    pub form: Form,
    /// The webhooks.
    pub webhooks: Vec<WebhookLine>,
    /// What can be chosen.
    pub types: Vec<TypeChoice>,
    /// Hosts that may be sent to.
    pub allowed: Vec<String>,
}

/// Something that was sent.
#[derive(Debug, Clone)]
pub struct DeliveryLine {
    /// Its id, to send it again.
    pub id: String,
    /// Its type.
    pub kind: String,
    /// `waiting`, `delivered` or `failed`.
    pub state: String,
    /// When it is tried again.
    pub next: Option<When>,
    /// Each attempt.
    pub attempts: Vec<AttemptLine>,
}

/// One attempt.
#[derive(Debug, Clone)]
pub struct AttemptLine {
    /// When.
    pub at: When,
    /// How many milliseconds it took.
    pub milliseconds: u64,
    /// The status that came.
    pub status: Option<i32>,
    /// The class of the error.
    pub error: Option<String>,
}

/// One webhook. Forms post to [`WebhookLine::href`] with `do`: `pause`, `resume`, `rotate`, `test`, `replay` (`delivery`),
/// `replay-failed`, `remove`.
#[derive(Debug, Clone, Template)]
#[template(path = "webhook.html")]
pub struct Webhook {
    /// What is around it.
    pub page: Page,
    /// It.
    pub webhook: WebhookLine,
    /// Its secret, shown this once.
    pub secret: Option<String>,
    /// What was just done.
    pub done: Option<String>,
    /// Which are shown, by the code of a state; all where there is none.
    pub state: Option<String>,
    /// The states that can be chosen.
    pub states: Vec<String>,
    /// What was sent, the latest first.
    pub deliveries: Vec<DeliveryLine>,
    /// Where the ones before are.
    pub older: Option<String>,
    /// What waits for a second person about it.
    pub requests: Vec<RequestLine>,
}

/// What somebody wants to be mailed. The form: `kinds`, `organisation`, `convoys`; posts to `/me/alerts`.
#[derive(Debug, Clone, Template)]
#[template(path = "alerts.html")]
pub struct Alerts {
    /// What is around it.
    pub page: Page,
    /// What was typed and what is wrong.
    pub form: Form,
    /// Codes of the kinds.
    pub kinds: Vec<String>,
    /// Where the mails go.
    pub email: String,
    /// Whether the program sends mails at all.
    pub sends: bool,
    /// Whether it was just written down.
    pub done: bool,
}
