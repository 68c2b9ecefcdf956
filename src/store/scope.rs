//! Whose convoys a query may see, and which of them exactly. Every query about convoys takes an [`OrgScope`]; only the
//! policy makes one.

use std::collections::{BTreeSet, HashSet};

use diesel::{
    dsl::{AsExprOf, auto_type, exists},
    prelude::*,
    sql_types::Bool,
};
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    one_of::{EqOneOf, OneOf},
    schema::{assignments, convoy_organisations, convoys, grants, partnerships},
    types::{DbId, DbInstant},
};
use crate::domain::{plan::Sensitivity, time::Instant};

pub mod facts;

/// For so long after its end a convoy counts as under way: its trucks may still be on the road.
const STILL_ON_THE_ROAD: chrono::TimeDelta = chrono::TimeDelta::hours(24);

/// From when a convoy that is over since then counts as over for what is kept secret and tracked.
pub fn off_the_road(over_since: Instant) -> Instant {
    over_since.plus(STILL_ON_THE_ROAD)
}

/// Whether a convoy is over by now, and its trucks off the road. The one rule; `is_over` below is the same for queries.
pub fn is_off_the_road(over_since: Option<Instant>, now: Instant) -> bool {
    over_since.is_some_and(|since| off_the_road(since) <= now)
}

/// What is over since then or longer is off the road by now.
pub(super) fn over_before(now: Instant) -> DbInstant {
    DbInstant(now.plus(-STILL_ON_THE_ROAD).utc())
}

/// What the leading organisation is called in `convoy_organisations`.
const LEAD: &str = "lead";

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

    /// Whether it is nobody.
    pub fn is_none(&self) -> bool {
        *self == Self::none()
    }

    /// Whether it has any of these organisations.
    pub fn touches(&self, organisations: &[Uuid]) -> bool {
        match self {
            Self::All => true,
            Self::These(own) => organisations.iter().any(|organisation| own.contains(organisation)),
        }
    }
}

/// Whose convoys may be seen, and how exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgScope {
    /// As they are.
    pub exact: Reach,
    /// As they are where this user is assigned to them.
    pub assigned: (Reach, Uuid),
    /// Reduced, also where they are of severe sensitivity.
    pub reduced: Reach,
    /// Reduced, and not at all while they are under way and of severe sensitivity.
    pub finished: Reach,
    /// Also those that others share with these organisations, unless that is over by now.
    pub shared: bool,
    /// Now.
    pub now: Instant,
}

impl OrgScope {
    /// All convoys in which these organisations take part, as they are; nothing that is only shared with them.
    pub fn of(reach: Reach, now: Instant) -> Self {
        let none = Reach::none;
        Self { exact: reach, assigned: (none(), Uuid::nil()), reduced: none(), finished: none(), shared: false, now }
    }

    /// Everything: for the program's own work, never for an answer to somebody.
    pub fn everything(now: Instant) -> Self {
        Self::of(Reach::All, now)
    }

    /// Whether it is about this organisation's own convoys.
    pub(super) fn has(&self, organisation: Uuid) -> bool {
        let own = [&self.exact, &self.assigned.0, &self.reduced, &self.finished];
        own.into_iter().any(|reach| reach.touches(&[organisation]))
    }

    /// Only what it shows exactly.
    #[must_use]
    pub fn exact_alone(&self) -> Self {
        Self { reduced: Reach::none(), finished: Reach::none(), ..self.clone() }
    }

    /// What it shows to whoever is more than a viewer.
    #[must_use]
    pub fn without_viewers(&self) -> Self {
        Self { finished: Reach::none(), ..self.clone() }
    }

    /// What a query needs of it.
    pub(super) fn parts(&self) -> ScopeParts {
        ScopeParts {
            exact: parts(&self.exact),
            assigned: parts(&self.assigned.0),
            user: DbId(self.assigned.1),
            reduced: parts(&self.reduced),
            finished: parts(&self.finished),
            shared: self.shared,
            now: DbInstant(self.now.utc()),
            over_before: over_before(self.now),
        }
    }
}

/// A scope as values to bind.
#[derive(Clone, Debug)]
pub(super) struct ScopeParts {
    exact: (bool, Vec<DbId>),
    assigned: (bool, Vec<DbId>),
    user: DbId,
    reduced: (bool, Vec<DbId>),
    finished: (bool, Vec<DbId>),
    shared: bool,
    now: DbInstant,
    over_before: DbInstant,
}

fn parts(reach: &Reach) -> (bool, Vec<DbId>) {
    match reach {
        Reach::All => (true, Vec::new()),
        Reach::These(own) => (false, own.iter().copied().map(DbId).collect()),
    }
}

/// The condition on who is named in a convoy under which they take part in it: they lead it, or have accepted.
#[auto_type]
pub(super) fn takes_part() -> _ {
    let has_accepted = exists(
        partnerships::table
            .filter(partnerships::convoy_id.eq(convoy_organisations::convoy_id))
            .filter(partnerships::organisation_id.eq(convoy_organisations::organisation_id))
            .filter(partnerships::accepted),
    );
    let lead: &'static str = LEAD;
    convoy_organisations::role.eq(lead).or(has_accepted)
}

/// Convoys in which one of these organisations takes part.
#[auto_type]
fn convoys_of(organisations: Vec<DbId>) -> _ {
    let theirs: OneOf<convoy_organisations::organisation_id, DbId> =
        convoy_organisations::organisation_id.eq_one_of(organisations);
    let taking_part: takes_part = takes_part();
    convoy_organisations::table.filter(theirs).filter(taking_part).select(convoy_organisations::convoy_id)
}

/// Convoys that are shared with one of these organisations now. `every`: also where the grant is not of exact positions.
#[auto_type]
fn shared_with(organisations: Vec<DbId>, every: bool, now: DbInstant) -> _ {
    let every: AsExprOf<bool, Bool> = every.into_sql::<Bool>();
    let theirs: OneOf<grants::organisation_id, DbId> = grants::organisation_id.eq_one_of(organisations);
    grants::table
        .filter(theirs)
        .filter(grants::expires_at.gt(now))
        .filter(grants::ended_at.is_null())
        .filter(every.or(grants::exact))
        .select(grants::convoy_id)
}

#[auto_type]
fn assigned_to(user: DbId) -> _ {
    assignments::table.filter(assignments::user_id.eq(user)).select(assignments::convoy_id)
}

/// Convoys in which these organisations take part, or that are shared with them.
#[auto_type]
fn known_to(all: bool, organisations: Vec<DbId>, shared: bool, every: bool, now: DbInstant) -> _ {
    let own: convoys_of = convoys_of(organisations.clone());
    let others: shared_with = shared_with(organisations, every, now);
    let all: AsExprOf<bool, Bool> = all.into_sql::<Bool>();
    let shared: AsExprOf<bool, Bool> = shared.into_sql::<Bool>();
    all.or(convoys::id.eq_any(own)).or(shared.and(convoys::id.eq_any(others)))
}

/// The condition on convoys under which a scope sees them as they are.
#[auto_type]
fn exact_for(scope: ScopeParts) -> _ {
    let exact: known_to = known_to(scope.exact.0, scope.exact.1, scope.shared, false, scope.now);
    let assigned: known_to = known_to(scope.assigned.0, scope.assigned.1, false, false, scope.now);
    let own: assigned_to = assigned_to(scope.user);
    exact.or(convoys::id.eq_any(own).and(assigned))
}

/// The condition under which a convoy is over, and its trucks off the road.
#[auto_type]
fn is_over(before: DbInstant) -> _ {
    convoys::over_since.is_not_null().and(convoys::over_since.assume_not_null().le(before))
}

/// The condition on convoys under which a scope sees them at all.
#[auto_type]
pub(super) fn seen_by(scope: ScopeParts) -> _ {
    let exact: exact_for = exact_for(scope.clone());
    // Whoever sees exactly in other convoys sees those that are shared with less precision at least so.
    let less: known_to = known_to(false, scope.exact.1, scope.shared, true, scope.now);
    let reduced: known_to = known_to(scope.reduced.0, scope.reduced.1, scope.shared, true, scope.now);
    let finished: known_to = known_to(scope.finished.0, scope.finished.1, scope.shared, true, scope.now);
    let over: is_over = is_over(scope.over_before);
    let severe: &'static str = Sensitivity::SEVERE;
    exact.or(less).or(reduced).or(finished.and(over.or(convoys::sensitivity.ne(severe))))
}

/// The condition under which a scope is told where a convoy goes: it sees it as it is, or the convoy is over.
#[auto_type]
pub(super) fn route_told_to(scope: ScopeParts) -> _ {
    let before: DbInstant = scope.over_before;
    let exact: exact_for = exact_for(scope);
    let over: is_over = is_over(before);
    exact.or(over)
}

/// The ids of the convoys that a scope sees.
#[auto_type]
pub(super) fn ids_seen_by(scope: ScopeParts) -> _ {
    let seen: seen_by = seen_by(scope);
    convoys::table.filter(seen).select(convoys::id)
}

/// Which of these convoys a scope sees as they are.
pub fn list_exact(conn: &mut DbConnection, scope: &OrgScope, convoys: &[Uuid]) -> Result<HashSet<Uuid>, StoreError> {
    if convoys.is_empty() {
        return Ok(HashSet::new());
    }
    if scope.exact == Reach::All {
        return Ok(convoys.iter().copied().collect());
    }
    let ids: Vec<DbId> = convoys.iter().copied().map(DbId).collect();
    let query = convoys::table.filter(convoys::id.eq_one_of(ids)).filter(exact_for(scope.parts()));
    let exact: Vec<DbId> = query.select(convoys::id).load(conn)?;
    Ok(exact.into_iter().map(|DbId(id)| id).collect())
}
