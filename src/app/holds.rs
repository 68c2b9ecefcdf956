//! Holding the records of a convoy as evidence: while a hold is in force, nothing of them is erased or redacted.

use serde::Serialize;
use uuid::Uuid;

use super::{
    Action, App, AppError, audit,
    convoys::answered,
    error::Conflict,
    names::{Names, Wanted},
    redaction::read_reason,
    runner::Runner,
};
use crate::{
    domain::{
        id::{ConvoyId, UserId},
        text::Text,
        time::Instant,
    },
    store::{
        StoreError,
        batch::{Batch, Sender},
        convoys, holds,
        rows::HoldRow,
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
        }
        let names = wanted.read(&mut reader, None)?;
        Ok(HoldList { items, names })
    }

    /// Since when and why a convoy is held, where it is.
    pub fn hold_in_force(&self, convoy: ConvoyId) -> Result<Option<(Instant, String)>, AppError> {
        let hold = holds::find_in_force(&mut *self.reader()?, convoy.0)?;
        Ok(hold.map(|hold| (Instant::new(hold.placed_at.0), hold.reason)))
    }

    /// The reference of a convoy that the runner may hold, and the hold in force.
    pub fn hold_of(&self, runner: &Runner, reference: &str) -> Result<(String, Option<(Instant, String)>), AppError> {
        let scope = runner.scope(Action::HoldEvidence, self.now())?;
        let row = convoys::find(&mut *self.reader()?, &scope, reference)?;
        let row = row.ok_or(AppError::NotFound { what: "convoy" })?;
        Ok((row.reference, self.hold_in_force(ConvoyId(row.id.0))?))
    }

    /// Holds a convoy's records as evidence.
    pub async fn place_hold(&self, runner: &Runner, reference: &str, reason: &str) -> Result<(), AppError> {
        let change = self.change(runner, reference, reason)?;
        answered(self.lane.submit(move |batch| change.place(batch))?).await
    }

    /// Ends the hold of a convoy.
    pub async fn release_hold(&self, runner: &Runner, reference: &str, reason: &str) -> Result<(), AppError> {
        let change = self.change(runner, reference, reason)?;
        answered(self.lane.submit(move |batch| change.release(batch))?).await
    }

    fn change(&self, runner: &Runner, reference: &str, reason: &str) -> Result<Change, AppError> {
        let scope = runner.scope(Action::HoldEvidence, self.now())?;
        let row = convoys::find(&mut *self.reader()?, &scope, reference)?;
        let convoy = row.ok_or(AppError::NotFound { what: "convoy" })?.id.0;
        Ok(Change { convoy, reason: read_reason(reason)?, sender: runner.sender() })
    }
}

struct Change {
    convoy: Uuid,
    reason: Text,
    sender: Sender,
}

impl Change {
    fn place(&self, batch: &mut Batch<'_>) -> Result<(), AppError> {
        if holds::find_in_force(batch.conn(), self.convoy)?.is_some() {
            return Err(AppError::Conflict(Conflict::EvidenceHeld));
        }
        let hold = HoldRow {
            id: DbId(batch.new_id()),
            convoy_id: DbId(self.convoy),
            reason: self.reason.to_string(),
            placed_by: self.sender.user.map(|user| DbId(user.0)),
            placed_at: DbInstant(batch.now().utc()),
            released_by: None,
            released_at: None,
            release_reason: None,
        };
        holds::insert(batch.conn(), &hold)?;
        let deed = audit::Deed::EvidenceHeld { convoy: self.convoy, reason: self.reason.clone() };
        audit::record(batch, &deed, self.sender)
    }

    fn release(&self, batch: &mut Batch<'_>) -> Result<(), AppError> {
        let hold = holds::find_in_force(batch.conn(), self.convoy)?.ok_or(StoreError::NotFound { what: "hold" })?;
        let (by, at) = (self.sender.user.map(|user| user.0), batch.now());
        holds::release(batch.conn(), hold.id, by, at, self.reason.as_str())?;
        let deed = audit::Deed::EvidenceReleased { convoy: self.convoy, reason: self.reason.clone() };
        audit::record(batch, &deed, self.sender)
    }
}

fn line((hold, reference): holds::Held) -> HoldLine {
    let user = |id: Option<DbId>| id.map(|DbId(id)| UserId(id));
    HoldLine {
        convoy: hold.convoy_id.0,
        reference,
        reason: hold.reason,
        placed_by: user(hold.placed_by),
        placed_at: Instant::new(hold.placed_at.0),
        released_by: user(hold.released_by),
        released_at: hold.released_at.map(|at| Instant::new(at.0)),
        release_reason: hold.release_reason,
    }
}
