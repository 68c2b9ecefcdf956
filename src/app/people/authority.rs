//! Who makes and changes accounts: an administrator, within the organisations whose accounts they run, or the program by its
//! command line.

use super::memberships;
use crate::{
    app::{Action, AppError, Caller, policy::Membership},
    store::{
        batch::{Batch, Sender},
        people, requests,
        rows::UserRow,
        scope::Reach,
        types::DbId,
    },
};

/// By whom an account is made or changed.
#[derive(Clone, Debug)]
pub enum By {
    /// By a command on the machine itself.
    Program,
    /// By somebody who is signed in.
    Admin(Caller),
}

impl By {
    /// By whom it is recorded.
    pub(crate) fn sender(&self) -> Sender {
        match self {
            Self::Program => Sender::default(),
            Self::Admin(caller) => Sender { user: Some(caller.user), skew_ms: None },
        }
    }

    /// Whose accounts.
    pub(super) fn reach(&self) -> Result<Reach, AppError> {
        match self {
            Self::Program => Ok(Reach::All),
            Self::Admin(caller) => caller.reach(Action::RunAccounts),
        }
    }

    /// Somebody whose roles can be seen and changed: who holds one within reach. Anybody else is not there.
    pub(crate) fn over_roles(&self, batch: &mut Batch<'_>, user: DbId) -> Result<UserRow, AppError> {
        let reach = self.reach()?;
        let found = people::find_user(batch.conn(), user)?.ok_or(AppError::NotFound { what: "user" })?;
        let held = memberships(batch.conn(), user)?;
        let is_asked = held.is_empty() && was_asked_for(&reach, &requests::list_asked_roles(batch.conn())?, user);
        if is_asked || sees(&reach, &held) { Ok(found) } else { Err(AppError::NotFound { what: "user" }) }
    }

    /// Somebody whose whole account is in these hands: who holds no role beyond reach. A new password or the loss of the
    /// second factor would otherwise lend an administrator of one organisation the roles held in another.
    pub(crate) fn over_account(&self, batch: &mut Batch<'_>, user: DbId) -> Result<UserRow, AppError> {
        let found = self.over_roles(batch, user)?;
        let held = memberships(batch.conn(), user)?;
        if has_whole(&self.reach()?, &held) { Ok(found) } else { Err(AppError::Forbidden) }
    }
}

/// Whether somebody without any role was to have one within reach: a colleague whose role still waits, or was rejected.
pub(super) fn was_asked_for(reach: &Reach, asked: &[(DbId, Option<DbId>)], user: DbId) -> bool {
    asked.iter().any(|(whose, organisation)| {
        *whose == user && organisation.is_some_and(|organisation| reach.touches(&[organisation.0]))
    })
}

/// Whether a role lies within reach. One for every organisation does so only for who has every organisation.
pub(super) fn within(reach: &Reach, membership: &Membership) -> bool {
    match (reach, membership.organisation) {
        (Reach::All, _) => true,
        (Reach::These(_), None) => false,
        (Reach::These(own), Some(organisation)) => own.contains(&organisation.0),
    }
}

/// Whether somebody with these roles is seen.
pub(super) fn sees(reach: &Reach, held: &[Membership]) -> bool {
    *reach == Reach::All || held.iter().any(|membership| within(reach, membership))
}

/// Whether all of somebody's roles lie within reach.
pub(super) fn has_whole(reach: &Reach, held: &[Membership]) -> bool {
    held.iter().all(|membership| within(reach, membership))
}
