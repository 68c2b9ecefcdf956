//! Rows of what administrators ask for and may not give alone.

use std::fmt;

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};

use crate::store::connection::MultiBackend;
use crate::store::schema::{right_mails, right_requests};
use crate::store::types::{DbId, DbInstant};

/// Something that an administrator asked for, and that lends sight of convoys.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = right_requests, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct RightRequestRow {
    /// The request.
    pub id: DbId,
    /// `role`, `link`, `second_factor`, `opening` or `webhook`.
    pub kind: String,
    /// Whose account.
    pub user_id: DbId,
    /// Of a role: in which organisation; none means every organisation.
    pub organisation_id: Option<DbId>,
    /// Of a role: which.
    pub role: Option<String>,
    /// Of a webhook: which.
    pub webhook_id: Option<DbId>,
    /// Of a link: the hash of its secret.
    pub link_hash: Option<Vec<u8>>,
    /// Who asked.
    pub asked_by: DbId,
    /// When.
    pub asked_at: DbInstant,
    /// When it takes effect by itself.
    pub due_at: DbInstant,
    /// `waiting`, `done`, `rejected`, `withdrawn` or `lapsed`.
    pub state: String,
    /// Who decided; nobody where time did.
    pub decided_by: Option<DbId>,
    /// When it was decided.
    pub decided_at: Option<DbInstant>,
}

impl fmt::Debug for RightRequestRow {
    /// Without the hash: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RightRequestRow")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// A mail that tells somebody of a request.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = right_mails, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct RightMailRow {
    /// The mail.
    pub id: DbId,
    /// About which request.
    pub request_id: DbId,
    /// To whom.
    pub user_id: DbId,
    /// `waiting`, `sent`, `failed` or `dropped`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was queued.
    pub created_at: DbInstant,
    /// Not before.
    pub next_at: Option<DbInstant>,
    /// When a mail server took it.
    pub sent_at: Option<DbInstant>,
}
