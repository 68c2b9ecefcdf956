//! Signing in.

use askama::Template;

use super::{Form, Page};

/// The sign-in page. Fields: `email`, `password`, hidden `next`. Posts to `/sign-in`.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in.html")]
pub struct SignIn {
    /// What is around it.
    pub page: Page,
    /// What was typed (never the password) and what is wrong.
    pub form: Form,
    /// Where to go afterwards: a path of ours.
    pub next: String,
    /// The way to another system that signs people in.
    pub open_id: Option<String>,
    /// Code of what was done just before: `sign-in-done-<code>`.
    pub done: Option<String>,
    /// In a demonstration: whom one may sign in as, by a button each.
    pub demo_users: Vec<DemoUser>,
}

/// A demonstration user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoUser {
    /// What is sent as `email`.
    pub email: String,
    /// What is sent as `password`; demonstration passwords are no secret.
    pub password: String,
    /// The name shown.
    pub name: String,
    /// Code of the role.
    pub role: String,
}
