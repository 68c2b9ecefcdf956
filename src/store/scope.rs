//! Whose convoys a query may see. Every query about convoys takes an [`OrgScope`]; only the policy makes one.

use std::collections::BTreeSet;

use diesel::{prelude::*, sql_types::Bool};
use uuid::Uuid;

use super::{
    schema::{convoy_organisations, convoys},
    types::DbId,
};
use crate::domain::status::Status;
use strum::IntoEnumIterator;

/// Which organisations somebody may act for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every organisation: a coordinating body.
    All,
    /// These.
    These(BTreeSet<Uuid>),
}

impl Reach {
    /// Nobody.
    pub fn none() -> Self {
        Self::These(BTreeSet::new())
    }

    /// Whether it has any of these organisations.
    pub fn touches(&self, organisations: &[Uuid]) -> bool {
        match self {
            Self::All => true,
            Self::These(own) => organisations.iter().any(|organisation| own.contains(organisation)),
        }
    }
}

/// Whose convoys may be seen: of some organisations all, of others only those that are over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgScope {
    whole: Reach,
    finished: Reach,
}

impl OrgScope {
    /// All convoys of `whole`, and of `finished` those that are over: what is under way can kill if it leaks.
    pub fn new(whole: Reach, finished: Reach) -> Self {
        Self { whole, finished }
    }

    /// Everything: for the program's own work, never for an answer to somebody.
    pub fn everything() -> Self {
        Self { whole: Reach::All, finished: Reach::All }
    }

    /// Whether a convoy of these organisations may be seen.
    pub fn sees(&self, organisations: &[Uuid], is_over: bool) -> bool {
        self.whole.touches(organisations) || (is_over && self.finished.touches(organisations))
    }

    /// What a query needs of it.
    pub(super) fn parts(&self) -> ScopeParts {
        let (whole_all, whole) = parts(&self.whole);
        let (finished_all, finished) = parts(&self.finished);
        ScopeParts { whole_all, whole, finished_all, finished }
    }
}

/// A scope as values to bind.
#[derive(Clone, Debug)]
pub(super) struct ScopeParts {
    whole_all: bool,
    whole: Vec<DbId>,
    finished_all: bool,
    finished: Vec<DbId>,
}

fn parts(reach: &Reach) -> (bool, Vec<DbId>) {
    match reach {
        Reach::All => (true, Vec::new()),
        Reach::These(own) => (false, own.iter().copied().map(DbId).collect()),
    }
}

fn final_statuses() -> Vec<String> {
    Status::iter().filter(|status| status.is_final()).map(|status| status.as_ref().to_owned()).collect()
}

/// Convoys in which one of these organisations takes part.
#[diesel::dsl::auto_type]
fn convoys_of(organisations: Vec<DbId>) -> _ {
    convoy_organisations::table
        .filter(convoy_organisations::organisation_id.eq_any(organisations))
        .select(convoy_organisations::convoy_id)
}

/// The condition on convoys under which a scope sees them.
#[diesel::dsl::auto_type]
pub(super) fn seen_by(scope: ScopeParts) -> _ {
    let of_whole: convoys_of = convoys_of(scope.whole);
    let of_finished: convoys_of = convoys_of(scope.finished);
    let all: diesel::dsl::AsExprOf<bool, Bool> = scope.whole_all.into_sql::<Bool>();
    let all_finished: diesel::dsl::AsExprOf<bool, Bool> = scope.finished_all.into_sql::<Bool>();
    let over: Vec<String> = final_statuses();
    all.or(convoys::id.eq_any(of_whole))
        .or(convoys::status.eq_any(over).and(all_finished.or(convoys::id.eq_any(of_finished))))
}

/// The ids of the convoys that a scope sees.
#[diesel::dsl::auto_type]
pub(super) fn ids_seen_by(scope: ScopeParts) -> _ {
    let seen: seen_by = seen_by(scope);
    convoys::table.filter(seen).select(convoys::id)
}
