//! Who gets in, and how far: second factors, delays, links, sessions, tokens and the people of an organisation, through the
//! pages, by a clock that goes only when told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

mod delays;
mod links;
mod open_id;
mod people;
mod second_factor;
pub mod secrets;
mod sessions;
mod tokens;

use crate::pages::site::{Answer, Browser, PASSWORD};

/// Gives a password.
pub fn password(browser: &mut Browser, name: &str, password: &str) -> Answer {
    browser.post("/sign-in", &[("email", &format!("{name}@example.org")), ("password", password)])
}

/// Gives the right password of somebody who has a second factor.
#[track_caller]
pub fn right_password(browser: &mut Browser, name: &str) {
    let answer = password(browser, name, PASSWORD);
    assert_eq!((answer.status, answer.location()), (303, "/sign-in/code"));
}

/// Gives a code.
pub fn code(browser: &mut Browser, code: &str) -> Answer {
    browser.post("/sign-in/code", &[("code", code)])
}
