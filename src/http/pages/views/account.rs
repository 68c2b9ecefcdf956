//! One's own account: the second step of signing in, the second factor, sessions, tokens, and passwords by a link.

use askama::Template;

use super::{FieldError, Form, Page, Phone, When};

/// The second step of signing in. Fields: `code`, hidden `next`. Posts to `/sign-in/code`.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in_code.html")]
pub struct SignInCode {
    /// What is around it.
    pub page: Page,
    /// What is wrong; never the code.
    pub form: Form,
    /// Where to go afterwards: a path of ours.
    pub next: String,
}

/// A QR code: its width in modules, and the dark ones as the path of an SVG.
#[derive(Debug, Clone)]
pub struct Qr {
    /// Modules in a row, without the quiet zone.
    pub width: usize,
    /// The dark modules.
    pub path: String,
}

/// Setting up a second factor. Field: `code`. Posts to `/me/second-factor`.
#[derive(Debug, Clone, Template)]
#[template(path = "second_factor_set_up.html")]
pub struct SetUp {
    /// What is around it.
    pub page: Page,
    /// What is wrong.
    pub form: Form,
    /// The secret in groups of four.
    pub secret: String,
    /// The address for a QR code, drawn.
    pub qr: Qr,
    /// The same as a link, for an authenticator on this very telephone.
    pub address: String,
    /// Whether nothing else can be done before.
    pub is_required: bool,
    /// Whether the password is asked for again.
    pub asks_proof: bool,
}

/// Recovery codes, shown once.
#[derive(Debug, Clone, Template)]
#[template(path = "recovery_codes.html")]
pub struct RecoveryCodes {
    /// What is around it.
    pub page: Page,
    /// The codes.
    pub codes: Vec<String>,
    /// Where to go on.
    pub next: String,
}

/// A second factor that is set up. Field of both forms: `code`. They post to `/me/second-factor/codes` and
/// `/me/second-factor/remove`.
#[derive(Debug, Clone, Template)]
#[template(path = "second_factor.html")]
pub struct SecondFactor {
    /// What is around it.
    pub page: Page,
    /// What is wrong with the one for new recovery codes.
    pub codes_form: Form,
    /// What is wrong with the one for removal.
    pub remove_form: Form,
    /// Since when.
    pub since: When,
    /// Recovery codes left.
    pub codes_left: u64,
    /// Whether another has to be set up at once.
    pub is_required: bool,
}

impl SecondFactor {
    /// The form that something is wrong with.
    fn mistaken(&self) -> &Form {
        if self.remove_form.errors.is_empty() { &self.codes_form } else { &self.remove_form }
    }
}

/// A session.
#[derive(Debug, Clone)]
pub struct Session {
    /// Where ending it is posted.
    pub end: String,
    /// Browser and system.
    pub device: Option<String>,
    /// Since when.
    pub since: When,
    /// Last used.
    pub last_seen: When,
    /// Whether it is this one.
    pub is_this: bool,
}

/// A token.
#[derive(Debug, Clone)]
pub struct Token {
    /// Where revoking it is posted.
    pub revoke: String,
    /// How it begins.
    pub begins: String,
    /// Codes of its scopes.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created: When,
    /// When it ends.
    pub expires: Option<When>,
    /// When it was last used.
    pub used: Option<When>,
    /// Whether it lets in.
    pub works: bool,
}

/// Something to tick: what is sent, and what it is called.
#[derive(Debug, Clone)]
pub struct Tick {
    /// What is sent.
    pub value: String,
    /// What it is called.
    pub text: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// What acts in somebody's name without their password. Fields: `listed` and `end_token` (several each: those that are shown,
/// and those of them that end), `remove_phone`, `remove_webhook`.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    /// Tokens that work.
    pub tokens: Vec<Tick>,
    /// Numbers for text messages.
    pub phones: Vec<Tick>,
    /// Webhooks.
    pub webhooks: Vec<Tick>,
}

impl Credentials {
    /// Nothing does.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty() && self.phones.is_empty() && self.webhooks.is_empty()
    }
}

/// A scope to choose: what is sent, and the code of its words.
#[derive(Debug, Clone)]
pub struct ScopeChoice {
    /// What is sent.
    pub value: String,
    /// The code of its words.
    pub code: String,
}

/// The own account. Forms: `/me/password` (`present`, `password`), `/me/sessions/{id}/end`, `/me/sessions/end-others`,
/// `/me/tokens` (`scopes`, several, and `expires_in_days`), `/me/tokens/{id}/revoke`.
#[derive(Debug, Clone, Template)]
#[template(path = "me.html")]
pub struct Me {
    /// What is around it.
    pub page: Page,
    /// What was typed (never a password) and what is wrong.
    pub form: Form,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// Since when there is a second factor.
    pub second_factor: Option<When>,
    /// Whether one can be had at all.
    pub offers_second_factor: bool,
    /// Recovery codes left.
    pub codes_left: u64,
    /// Open sessions.
    pub sessions: Vec<Session>,
    /// Numbers for text messages. Forms: `/me/phones` (`number`, `pin`), `/me/phones/{id}/remove`, `/me/phones/{id}/keep`.
    pub phones: Vec<Phone>,
    /// Where they are added.
    pub phones_href: String,
    /// Whether who looks may ask for one.
    pub phones_may_add: bool,
    /// Tokens, those that work first.
    pub tokens: Vec<Token>,
    /// What acts in one's name, to be looked through with a new password.
    pub credentials: Credentials,
    /// What tokens may be for.
    pub scopes: Vec<ScopeChoice>,
    /// A token just made: shown this once.
    pub made: Option<String>,
    /// Code of what has just been done: `me-done-<code>`.
    pub done: Option<String>,
}

/// Making the first account. Fields: `email`, `name`, `organisation`, `password`. Posts to its own address.
#[derive(Debug, Clone, Template)]
#[template(path = "welcome.html")]
pub struct Welcome {
    /// What is around it.
    pub page: Page,
    /// What was typed (never the password) and what is wrong.
    pub form: Form,
}

/// Choosing a password by a link. Field: `password`. Posts to its own address.
#[derive(Debug, Clone, Template)]
#[template(path = "password_by_link.html")]
pub struct PasswordByLink {
    /// What is around it.
    pub page: Page,
    /// What is wrong.
    pub form: Form,
    /// Whose account.
    pub email: String,
    /// The name.
    pub name: String,
    /// Whether it is the first password.
    pub is_invitation: bool,
    /// It waits for a second person, or until then.
    pub waits_until: Option<When>,
    /// What acts in the name of the account.
    pub credentials: Credentials,
}

impl Form {
    /// With nothing typed kept but these fields, and these mistakes.
    #[must_use]
    pub fn mistaken(self, kept: &[&str], errors: Vec<FieldError>) -> Self {
        let values = self.values.into_iter().filter(|(name, _)| kept.contains(&name.as_str())).collect();
        Self { values, errors }
    }
}
