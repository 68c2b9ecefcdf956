//! Who runs what administrators run: somebody who is signed in, or the program's owner on the command line, who holds
//! database and keys anyway.

use super::{Action, AppError, Caller};
use crate::{
    domain::time::Instant,
    store::{
        batch::Sender,
        scope::{OrgScope, Reach},
    },
};

/// Who runs it.
#[derive(Clone, Debug)]
pub enum Runner {
    /// Somebody who is signed in, within the organisations of their role.
    Person(Box<Caller>),
    /// The command line.
    Owner,
}

impl From<&Caller> for Runner {
    fn from(caller: &Caller) -> Self {
        Self::Person(Box::new(caller.clone()))
    }
}

impl Runner {
    /// For which organisations; refused where for none.
    pub(super) fn reach(&self, action: Action) -> Result<Reach, AppError> {
        match self {
            Self::Person(caller) => caller.reach(action),
            Self::Owner => Ok(Reach::All),
        }
    }

    /// About which convoys.
    pub(super) fn scope(&self, action: Action, now: Instant) -> Result<OrgScope, AppError> {
        Ok(OrgScope::of(self.reach(action)?, now))
    }

    /// The convoys that may be exported, and how exactly.
    pub(super) fn scope_of_exports(&self, now: Instant) -> Result<OrgScope, AppError> {
        match self {
            Self::Person(caller) => caller.scope_of_exports(now),
            Self::Owner => Ok(OrgScope::of(Reach::All, now)),
        }
    }

    /// By which token.
    pub(super) fn token(&self) -> Option<uuid::Uuid> {
        match self {
            Self::Person(caller) => caller.token,
            Self::Owner => None,
        }
    }

    /// As the ledger has it.
    pub(super) fn sender(&self) -> Sender {
        match self {
            Self::Person(caller) => Sender { user: Some(caller.user), skew_ms: None },
            Self::Owner => Sender::default(),
        }
    }
}
