//! What decides whether a scope sees a convoy, as facts: one reading of a convoy answers for many scopes. It is the same
//! rule as the query's, and a test compares the two.

use std::{collections::HashMap, str::FromStr};

use diesel::prelude::*;
use uuid::Uuid;

use super::{OrgScope, Reach, is_off_the_road, takes_part};
use crate::{
    domain::{plan::Sensitivity, status::Status, time::Instant},
    store::{
        DbConnection, StoreError,
        one_of::EqOneOf,
        schema::{convoy_organisations, convoys, grants},
        types::{DbId, DbInstant},
    },
};

/// What decides who sees a convoy.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Its reference.
    pub reference: String,
    /// How it stands.
    pub status: Status,
    /// Since when it is over, as the record has it.
    over_since: Option<Instant>,
    severe: bool,
    organisations: Vec<Uuid>,
    /// With whom it is shared, and whether as it is.
    grants: Vec<(Uuid, bool)>,
}

impl Facts {
    /// Whether organisations within reach take part in it, or it is shared with them: with `every`, by any grant, else by one
    /// of exact positions.
    fn known_to(&self, reach: &Reach, shared: bool, every: bool) -> bool {
        match reach {
            Reach::All => true,
            Reach::These(own) => {
                self.organisations.iter().any(|organisation| own.contains(organisation))
                    || (shared && self.grants.iter().any(|(to, exact)| (every || *exact) && own.contains(to)))
            }
        }
    }

    fn is_over(&self, now: Instant) -> bool {
        is_off_the_road(self.over_since, now)
    }
}

impl OrgScope {
    /// Whether it sees a convoy of which these are the facts, now. Assignments need no look: whoever is assigned sees the
    /// convoy reduced anyway.
    pub fn sees(&self, facts: &Facts, now: Instant) -> bool {
        let known = |reach: &Reach| facts.known_to(reach, self.shared, true);
        known(&self.exact) || known(&self.reduced) || (known(&self.finished) && (!facts.severe || facts.is_over(now)))
    }

    /// The same sight without what does not decide whether a convoy is seen: equal for all who see the same.
    #[must_use]
    pub fn of_sight(&self) -> Self {
        let epoch = Instant::new(chrono::DateTime::UNIX_EPOCH);
        Self { assigned: (Reach::none(), Uuid::nil()), now: epoch, ..self.clone() }
    }
}

type Row = (DbId, String, String, Option<DbInstant>, String);

/// The facts of these convoys now.
pub fn list_facts(conn: &mut DbConnection, ids: &[Uuid], now: Instant) -> Result<HashMap<Uuid, Facts>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<DbId> = ids.iter().copied().map(DbId).collect();
    let columns = (convoys::id, convoys::reference, convoys::status, convoys::over_since, convoys::sensitivity);
    let rows: Vec<Row> = convoys::table.filter(convoys::id.eq_one_of(&ids)).select(columns).load(conn)?;
    let mut facts = HashMap::with_capacity(rows.len());
    for (id, reference, status, over_since, sensitivity) in rows {
        let corrupt = |what: &str| StoreError::Corrupt { what: format!("convoys.{what}") };
        let status = Status::from_str(&status).map_err(|_| corrupt("status"))?;
        let sensitivity = Sensitivity::from_str(&sensitivity).map_err(|_| corrupt("sensitivity"))?;
        let over_since = over_since.map(|at| Instant::new(at.0));
        let severe = sensitivity == Sensitivity::Severe;
        let (organisations, grants) = (Vec::new(), Vec::new());
        facts.insert(id.0, Facts { reference, status, over_since, severe, organisations, grants });
    }
    let parts =
        convoy_organisations::table.filter(convoy_organisations::convoy_id.eq_one_of(&ids)).filter(takes_part());
    let parts: Vec<(DbId, DbId)> =
        parts.select((convoy_organisations::convoy_id, convoy_organisations::organisation_id)).load(conn)?;
    for (convoy, organisation) in parts {
        if let Some(facts) = facts.get_mut(&convoy.0) {
            facts.organisations.push(organisation.0);
        }
    }
    let open = grants::table
        .filter(grants::convoy_id.eq_one_of(&ids))
        .filter(grants::expires_at.gt(DbInstant(now.utc())))
        .filter(grants::ended_at.is_null());
    let open: Vec<(DbId, DbId, bool)> =
        open.select((grants::convoy_id, grants::organisation_id, grants::exact)).load(conn)?;
    for (convoy, organisation, exact) in open {
        if let Some(facts) = facts.get_mut(&convoy.0) {
            facts.grants.push((organisation.0, exact));
        }
    }
    Ok(facts)
}
