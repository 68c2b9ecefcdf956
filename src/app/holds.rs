//! Holding the records of a convoy as evidence: while a hold is in force, nothing of them is erased or redacted. Each
//! organisation holds for itself, and releases its own hold alone, so that nobody lets go of what another wants kept.

use serde::Serialize;
use uuid::Uuid;

use super::{
    Action, App, AppError,
    addresses::Addresses,
    audit,
    convoys::answered,
    error::Conflict,
    names::{Names, Wanted},
    policy::Parties,
    redaction::read_reason,
    runner::Runner,
};
use crate::{
    domain::{
        id::{ConvoyId, OrganisationId, UserId},
        text::Text,
        time::Instant,
    },
    store::{
        StoreError,
        batch::Batch,
        convoys, holds,
        rows::HoldRow,
        scope::Reach,
        types::{DbId, DbInstant},
    },
};

/// Holds in a list at the most.
const MOST: i64 = 500;

/// A hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HoldLine {
    /// The convoy.
    pub convoy: Uuid,
    /// Its reference.
    pub reference: String,
    /// Why.
    pub reason: String,
    /// Whose it is to release; none is the program's own, or of a body above all.
    pub organisation: Option<OrganisationId>,
    /// Who placed it; none where it was done on the command line.
    pub placed_by: Option<UserId>,
    /// When.
    pub placed_at: Instant,
    /// Who released it.
    pub released_by: Option<UserId>,
    /// When it ended; none while it is in force.
    pub released_at: Option<Instant>,
    /// Why it was released.
    pub release_reason: Option<String>,
}

/// Holds, and the names of who placed and released them.
#[derive(Clone, Debug)]
pub struct HoldList {
    /// Those in force first, then the latest.
    pub items: Vec<HoldLine>,
    /// Names.
    pub names: Names,
    /// How the convoys are addressed.
    pub addresses: Addresses,
}

/// The holds in force on a convoy, to somebody who may place one.
#[derive(Clone, Debug)]
pub struct Holding {
    /// The convoy's reference.
    pub reference: String,
    /// The oldest first.
    pub holds: Vec<InForce>,
    /// Whether this caller's organisation holds it not yet.
    pub may_place: bool,
    /// Names.
    pub names: Names,
}

/// A hold in force.
#[derive(Clone, Debug)]
pub struct InForce {
    /// Since when.
    pub since: Instant,
    /// Why.
    pub reason: String,
    /// Whose it is to release; none is the program's own, or of a body above all.
    pub organisation: Option<OrganisationId>,
    /// Whether this caller may release it.
    pub may_release: bool,
}

impl App {
    /// Holds within the runner's organisations.
    pub fn list_holds(&self, runner: &Runner) -> Result<HoldList, AppError> {
        let scope = runner.scope(Action::HoldEvidence, self.now())?;
        let mut reader = self.reader()?;
        let items: Vec<HoldLine> = holds::list(&mut reader, &scope, MOST)?.into_iter().map(line).collect();
        let mut wanted = Wanted::default();
        for item in &items {
            wanted.people(item.placed_by);
            wanted.people(item.released_by);
            wanted.organisations(item.organisation);
        }
        let names = wanted.read(&mut reader, None)?;
        let convoys = items.iter().map(|item| (item.convoy, item.reference.as_str()));
        let addresses = Addresses::read(&mut reader, &scope, convoys)?;
        Ok(HoldList { items, names, addresses })
    }

    /// The holds in force on a convoy that the runner may hold.
    pub fn holding(&self, runner: &Runner, reference: &str) -> Result<Holding, AppError> {
        let scope = runner.scope(Action::HoldEvidence, self.now())?;
        let mut reader = self.reader()?;
        let conn = &mut *reader;
        let row = convoys::find(conn, &scope, reference)?.ok_or(AppError::NotFound { what: "convoy" })?;
        let parties = Parties::of_row(conn, &row)?;
        let holds: Vec<InForce> = holds::list_in_force(conn, row.id.0)?
            .into_iter()
            .map(|hold| InForce {
                since: Instant::new(hold.placed_at.0),
                organisation: organisation(&hold),
                may_release: may_release(runner, &parties, &hold),
                reason: hold.reason,
            })
            .collect();
        let mut wanted = Wanted::default();
        wanted.organisations(holds.iter().filter_map(|hold| hold.organisation));
        let own = placing_for(runner, &parties)?;
        let may_place = !holds.iter().any(|hold| hold.organisation.map(|id| id.0) == own);
        Ok(Holding { reference: row.reference, holds, may_place, names: wanted.read(conn, None)? })
    }

    /// Holds a convoy's records as evidence, for the runner's organisation.
    pub async fn place_hold(&self, runner: &Runner, reference: &str, reason: &str) -> Result<(), AppError> {
        let change = self.change(runner, reference, reason)?;
        answered(self.lane.submit(move |batch| change.place(batch))?).await
    }

    /// Ends the hold of a convoy that the runner's organisation has placed; those of all, where they are above all.
    pub async fn release_hold(&self, runner: &Runner, reference: &str, reason: &str) -> Result<(), AppError> {
        let change = self.change(runner, reference, reason)?;
        answered(self.lane.submit(move |batch| change.release(batch))?).await
    }

    fn change(&self, runner: &Runner, reference: &str, reason: &str) -> Result<Change, AppError> {
        let scope = runner.scope(Action::HoldEvidence, self.now())?;
        let row = convoys::find(&mut *self.reader()?, &scope, reference)?;
        let convoy = row.ok_or(AppError::NotFound { what: "convoy" })?.id.0;
        Ok(Change { convoy: ConvoyId(convoy), reason: read_reason(reason)?, by: runner.clone() })
    }
}

struct Change {
    convoy: ConvoyId,
    reason: Text,
    by: Runner,
}

impl Change {
    fn place(&self, batch: &mut Batch<'_>) -> Result<(), AppError> {
        let parties = Parties::of_batch(batch, self.convoy)?;
        let organisation = placing_for(&self.by, &parties)?.map(DbId);
        let known = holds::list_in_force(batch.conn(), self.convoy.0)?;
        if known.iter().any(|hold| hold.organisation_id == organisation) {
            return Err(AppError::Conflict(Conflict::EvidenceHeld));
        }
        let sender = self.by.sender();
        let hold = HoldRow {
            id: DbId(batch.new_id()),
            convoy_id: DbId(self.convoy.0),
            reason: self.reason.to_string(),
            placed_by: sender.user.map(|user| DbId(user.0)),
            placed_at: DbInstant(batch.now().utc()),
            released_by: None,
            released_at: None,
            release_reason: None,
            organisation_id: organisation,
        };
        holds::insert(batch.conn(), &hold)?;
        let deed =
            audit::Deed::EvidenceHeld { convoy: self.convoy.0, reason: self.reason.clone(), hold: Some(hold.id.0) };
        audit::record(batch, &deed, sender)
    }

    fn release(&self, batch: &mut Batch<'_>) -> Result<(), AppError> {
        let parties = Parties::of_batch(batch, self.convoy)?;
        let known = holds::list_in_force(batch.conn(), self.convoy.0)?;
        if known.is_empty() {
            return Err(StoreError::NotFound { what: "hold" }.into());
        }
        let own: Vec<&HoldRow> = known.iter().filter(|hold| may_release(&self.by, &parties, hold)).collect();
        if own.is_empty() {
            return Err(AppError::Forbidden);
        }
        let (sender, at) = (self.by.sender(), batch.now());
        for hold in own {
            let by = sender.user.map(|user| user.0);
            holds::release(batch.conn(), hold.id, by, at, self.reason.as_str())?;
            let deed = audit::Deed::EvidenceReleased {
                convoy: self.convoy.0,
                reason: self.reason.clone(),
                hold: Some(hold.id.0),
            };
            audit::record(batch, &deed, sender)?;
        }
        Ok(())
    }
}

/// For which organisation a hold is placed: the lead where the runner is of the lead, else the participant that they are of;
/// of none where they are above all.
fn placing_for(runner: &Runner, parties: &Parties) -> Result<Option<Uuid>, AppError> {
    let reach = runner.reach(Action::HoldEvidence)?;
    if reach == Reach::All {
        return Ok(None);
    }
    let own = std::iter::once(parties.lead).chain(parties.participants.iter().copied());
    Ok(Some(own.into_iter().find(|id| reach.touches(&[*id])).ok_or(AppError::Forbidden)?))
}

fn may_release(runner: &Runner, parties: &Parties, hold: &HoldRow) -> bool {
    runner.may_on(Action::ReleaseEvidence, parties, hold.organisation_id.map(|id| id.0))
}

fn organisation(hold: &HoldRow) -> Option<OrganisationId> {
    hold.organisation_id.map(|id| OrganisationId(id.0))
}

fn line((hold, reference): holds::Held) -> HoldLine {
    let user = |id: Option<DbId>| id.map(|DbId(id)| UserId(id));
    HoldLine {
        convoy: hold.convoy_id.0,
        reference,
        organisation: organisation(&hold),
        reason: hold.reason,
        placed_by: user(hold.placed_by),
        placed_at: Instant::new(hold.placed_at.0),
        released_by: user(hold.released_by),
        released_at: hold.released_at.map(|at| Instant::new(at.0)),
        release_reason: hold.release_reason,
    }
}
