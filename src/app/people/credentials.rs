//! What acts in somebody's name without their password: tokens, numbers for text messages, webhooks. Looked through whenever
//! the password is chosen anew, for who knew the old one may have made them.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::{
    app::{
        App, AppError,
        audit::{Deed, record},
        messages::phones::PhoneLine,
        people::By,
        tokens::{self, TokenLine},
    },
    domain::id::UserId,
    store::{
        batch::{Batch, Sender},
        messages,
        rows::WebhookRow,
        scope::Reach,
        sign_in,
        types::DbId,
        webhooks,
    },
};

/// What acts in somebody's name.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// Tokens that work.
    pub tokens: Vec<TokenLine>,
    /// Numbers.
    pub phones: Vec<PhoneLine>,
    /// Webhooks that they made: id, and what each is called, or where it goes.
    pub webhooks: Vec<(Uuid, String)>,
}

/// What becomes of it with a new password: tokens end unless they are kept, the others stay unless they are named.
#[derive(Clone, Debug, Default)]
pub struct Ends {
    /// Tokens that go on.
    pub kept_tokens: BTreeSet<Uuid>,
    /// Numbers that are taken away.
    pub phones: BTreeSet<Uuid>,
    /// Webhooks that are taken away.
    pub webhooks: BTreeSet<Uuid>,
}

impl App {
    /// What acts in somebody's name.
    pub fn credentials(&self, user: UserId) -> Result<Credentials, AppError> {
        let mut tokens = self.tokens_of(DbId(user.0))?;
        tokens.retain(|token| token.works);
        let phones = self.list_phones(&By::Program, user)?;
        let made = webhooks::list(&mut *self.reader()?, &Reach::All)?;
        let webhooks = made.into_iter().filter(|row| row.created_by == Some(DbId(user.0)));
        let named = webhooks.map(|row| (row.id.0, called(&row)));
        Ok(Credentials { tokens, phones, webhooks: named.collect() })
    }

    /// What acts in the name of the account that a link is for; nothing where it is for a first account.
    pub fn credentials_of_link(&self, secret: &str) -> Result<Credentials, AppError> {
        let found = sign_in::find_link(&mut *self.reader()?, &super::digest(secret))?.and_then(|link| link.user_id);
        found.map_or_else(|| Ok(Credentials::default()), |user| self.credentials(UserId(user.0)))
    }
}

/// Where a webhook goes, and what it is called. Of its address only the host: the rest may hold a secret.
pub(super) fn called(row: &WebhookRow) -> String {
    let rest = row.url.split_once("://").map_or(row.url.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().rsplit('@').next().unwrap_or_default();
    if row.label.is_empty() { host.to_owned() } else { format!("{host} ({})", row.label) }
}

/// Ends what is to end, with the password that is chosen in the same transaction.
pub(super) fn end(batch: &mut Batch<'_>, user: DbId, ends: &Ends, sender: Sender) -> Result<(), AppError> {
    tokens::revoke_all_but(batch, user, &ends.kept_tokens, sender)?;
    for phone in &ends.phones {
        let conn = batch.conn();
        if messages::delete_phone(conn, user.0, *phone)? || messages::withdraw_request(conn, user.0, *phone)? {
            batch.note_erased();
            record(batch, &Deed::PhoneRemoved { user: user.0, phone: *phone }, sender)?;
        }
    }
    for webhook in &ends.webhooks {
        let own = webhooks::find(batch.conn(), *webhook)?.filter(|row| row.created_by == Some(user));
        if own.is_some() {
            webhooks::remove(batch.conn(), *webhook)?;
            record(batch, &Deed::WebhookRemoved { webhook: *webhook }, sender)?;
        }
    }
    Ok(())
}
