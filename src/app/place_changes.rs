//! Who changes what a place is said to be. A place belongs to its keepers: whoever else describes it anew proposes, and they
//! accept or dismiss it. Were it otherwise, coordinates could be moved to find out by which of several places a convoy went, and
//! a text message be led to another place. Proposals are deeds.

use strum::{AsRefStr, EnumIter, EnumString};
use uuid::Uuid;

use super::{
    Action, App, AppError, Caller,
    audit::{self, Deed, DeedKind},
    convoys::answered,
    keepers::may_describe,
    names::{Names, Wanted},
    world::Described,
};
use crate::{
    domain::{id::UserId, place::Place, time::Instant},
    store::{
        DbConnection, StoreError,
        batch::{Batch, Sender},
        deeds, ledger,
        rows::LedgerRow,
        scope::Reach,
        world,
    },
};

/// Open proposals of one place that are shown at a time.
const SHOWN: usize = 50;

/// What became of a new description of a known place.
#[derive(Clone, Debug)]
pub enum Changed {
    /// It says what was said already.
    Same(Described<Place>),
    /// It holds.
    Described(Described<Place>),
    /// It waits for those to whom the place belongs; the place stands as it did.
    Proposed(Uuid, Described<Place>),
}

/// A description that somebody else proposes.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its id.
    pub id: Uuid,
    /// What is proposed.
    pub description: Place,
    /// Who proposes it.
    pub by: Option<UserId>,
    /// Since when.
    pub at: Instant,
    /// The description that it would take the place of: its position in the ledger.
    seen: i64,
}

/// Open proposals, and who made them.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    /// The oldest first.
    pub items: Vec<Proposal>,
    /// Names.
    pub names: Names,
    /// Whether the reader settles them.
    pub may_settle: bool,
}

/// What becomes of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, AsRefStr, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Settle {
    /// It is the description from now on.
    Accept,
    /// The place stands as it did.
    Dismiss,
}

fn deed(row: &LedgerRow) -> Result<Deed, StoreError> {
    serde_json::from_str(row.body.as_deref().unwrap_or_default()).map_err(|error| ledger::corrupt(row, &error))
}

/// Describes a known place anew, or proposes to.
pub(super) fn change(
    batch: &mut Batch<'_>,
    reach: &Reach,
    present: Described<Place>,
    new: Place,
    sender: Sender,
) -> Result<Changed, AppError> {
    if present.what == new {
        return Ok(Changed::Same(present));
    }
    if may_describe(batch.conn(), reach, present.id)? {
        return Ok(Changed::Described(describe(batch, &present, new, None, sender)?));
    }
    let same = |proposal: &Proposal| proposal.description == new && proposal.seen == present.position;
    let open = open(batch.conn(), present.id)?;
    if let Some(known) = open.iter().find(|proposal| same(proposal)) {
        return Ok(Changed::Proposed(known.id, present));
    }
    // Each has one that waits: many would hide the others'.
    for before in open.iter().filter(|proposal| proposal.by == sender.user) {
        let withdrawn = Deed::PlaceProposalSettled { place: present.id, proposal: before.id, accepted: false };
        audit::record(batch, &withdrawn, sender)?;
    }
    let proposal = batch.new_id();
    let deed = Deed::PlaceProposed { place: present.id, proposal, seen: present.position, description: Box::new(new) };
    audit::record(batch, &deed, sender)?;
    Ok(Changed::Proposed(proposal, present))
}

/// Describes it. That its coordinates are others from now on is a deed.
pub(super) fn describe(
    batch: &mut Batch<'_>,
    present: &Described<Place>,
    new: Place,
    proposal: Option<Uuid>,
    sender: Sender,
) -> Result<Described<Place>, AppError> {
    let at = |place: &Place| (place.latitude, place.longitude);
    let moves = at(&present.what) != at(&new);
    let described = batch.record_place(present.id, new, sender)?;
    if moves {
        let deed = Deed::PlaceMoved { place: present.id, position: described.position, proposal };
        audit::record(batch, &deed, sender)?;
    }
    Ok(described)
}

/// What is proposed of a place and not settled, the oldest first.
fn open(conn: &mut DbConnection, place: Uuid) -> Result<Vec<Proposal>, AppError> {
    let (proposed, settled) = (DeedKind::PlaceProposed, DeedKind::PlaceProposalSettled);
    let kinds = [proposed.as_ref(), settled.as_ref()];
    let mut open: Vec<Proposal> = Vec::new();
    for row in deeds::list_of_subject(conn, place, &kinds)? {
        match deed(&row)? {
            Deed::PlaceProposed { proposal, seen, description, .. } => open.push(Proposal {
                id: proposal,
                description: *description,
                by: row.recorded_by.map(|by| UserId(by.0)),
                at: Instant::new(row.recorded_at.0),
                seen,
            }),
            Deed::PlaceProposalSettled { proposal, .. } => open.retain(|known| known.id != proposal),
            _ => {}
        }
    }
    Ok(open)
}

impl App {
    /// What is proposed of a place: all of it to those who settle it, to others what they have proposed themselves.
    pub fn list_proposals(&self, caller: &Caller, reference: &str) -> Result<Proposals, AppError> {
        let reach = caller.reach(Action::DescribeWorld)?;
        let mut reader = self.reader()?;
        let place = world::find_place(&mut reader, reference)?.ok_or(AppError::NotFound { what: "place" })?;
        let may_settle = may_describe(&mut reader, &reach, place.id)?;
        let mut items = open(&mut reader, place.id)?;
        items.retain(|proposal| may_settle || proposal.by == Some(caller.user));
        items.truncate(SHOWN);
        let mut wanted = Wanted::default();
        wanted.people(items.iter().filter_map(|proposal| proposal.by));
        Ok(Proposals { names: wanted.read(&mut reader, None)?, items, may_settle })
    }

    /// Accepts or dismisses what is proposed of a place. What was described anew since is not overwritten.
    pub async fn settle_proposal(
        &self,
        caller: &Caller,
        reference: &str,
        proposal: Uuid,
        settle: Settle,
    ) -> Result<Described<Place>, AppError> {
        let reach = caller.reach(Action::DescribeWorld)?;
        let place = world::find_place(&mut *self.reader()?, reference)?.ok_or(AppError::NotFound { what: "place" })?;
        let (id, sender) = (place.id, Sender { user: Some(caller.user), skew_ms: None });
        let outcome = self.lane.submit(move |batch| {
            if !may_describe(batch.conn(), &reach, id)? {
                return Err(AppError::Forbidden);
            }
            let proposed = open(batch.conn(), id)?.into_iter().find(|known| known.id == proposal);
            let proposed = proposed.ok_or(AppError::NotFound { what: "proposal" })?;
            let present = batch.find_place(&id.to_string())?.ok_or(AppError::NotFound { what: "place" })?;
            let accepted = settle == Settle::Accept;
            if accepted && proposed.seen != present.position {
                return Err(AppError::PreconditionFailed);
            }
            let place = if accepted {
                describe(batch, &present, proposed.description, Some(proposal), sender)?
            } else {
                present
            };
            audit::record(batch, &Deed::PlaceProposalSettled { place: id, proposal, accepted }, sender)?;
            Ok(place)
        })?;
        answered(outcome).await
    }
}
