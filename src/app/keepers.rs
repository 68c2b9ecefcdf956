//! Whose a description is: of a place, an organisation, an access window. It belongs to those for whom it was described first,
//! and an organisation to itself; the coordinating body keeps everything.
//!
//! Who described it first, and for whom, the ledger says: the entry names the user, and the deeds before it say in which
//! organisations that user was a coordinator.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Action, App, AppError, Caller, Role, policy::held_until};
use crate::{
    domain::id::UserId,
    store::{DbConnection, ledger, rows::LedgerRow, scope::Reach},
};

/// Whether somebody of these organisations describes it anew.
pub(super) fn may_describe(conn: &mut DbConnection, reach: &Reach, subject: Uuid) -> Result<bool, AppError> {
    if *reach == Reach::All || reach.touches(&[subject]) {
        return Ok(true);
    }
    // One that is not on the ledger yet was made by the same work.
    let Some(first) = ledger::find_first_of(conn, subject)? else { return Ok(true) };
    let keepers: Vec<Uuid> = keepers(conn, &first)?.into_iter().collect();
    Ok(reach.touches(&keepers))
}

/// Whether it was described by others than these organisations. What the program or the coordinating body described is
/// everybody's.
pub(super) fn is_of_others(conn: &mut DbConnection, near: &BTreeSet<Uuid>, subject: Uuid) -> Result<bool, AppError> {
    let Some(first) = ledger::find_first_of(conn, subject)? else { return Ok(false) };
    let keepers = keepers(conn, &first)?;
    Ok(!keepers.is_empty() && keepers.is_disjoint(near))
}

/// The organisations in which whoever made an entry was a coordinator then. Of what the program or the coordinating body
/// described there are none.
fn keepers(conn: &mut DbConnection, first: &LedgerRow) -> Result<BTreeSet<Uuid>, AppError> {
    let Some(user) = first.recorded_by else { return Ok(BTreeSet::new()) };
    let held = held_until(conn, UserId(user.0), |row| row.position <= first.position)?;
    let coordinated = held.into_iter().filter(|(_, role)| *role == Role::Coordinator);
    Ok(coordinated.filter_map(|(organisation, _)| organisation).collect())
}

impl App {
    /// Whether somebody describes an organisation or an access window anew.
    pub fn may_describe(&self, caller: &Caller, subject: Uuid) -> Result<bool, AppError> {
        let Ok(reach) = caller.reach(Action::DescribeWorld) else { return Ok(false) };
        may_describe(&mut *self.reader()?, &reach, subject)
    }
}
