//! Partners: an organisation that a convoy names takes part in it once it has said so. Until then the convoy is a stranger's
//! to it: in none of its lists and figures, and no reference or message of its people finds it.

use uuid::Uuid;

use super::{
    Action, App, AppError, Caller,
    addresses::Addresses,
    audit::{self, Deed},
    convoys::answered,
    names::{Names, Wanted},
    runner::Runner,
};
use crate::{
    domain::{
        id::{ConvoyId, OrganisationId},
        time::Instant,
    },
    store::{
        DbConnection,
        batch::{Batch, Sender},
        convoys,
        dialect::read_snapshot,
        partnerships,
        rows::{ConvoyRow, PartnershipRow},
        scope::Reach,
        types::{DbId, DbInstant},
        world,
    },
};

/// Convoys in a list of invitations at the most; the newest.
const MOST: i64 = 500;

/// A convoy that names an organisation as a partner. It tells no more of the convoy than whom to ask about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The convoy.
    pub convoy: ConvoyId,
    /// Its reference.
    pub reference: String,
    /// Who leads it.
    pub lead: OrganisationId,
    /// Whom it names.
    pub organisation: OrganisationId,
    /// When the convoy was registered.
    pub registered_at: Instant,
    /// Whether the organisation takes part; none before it has answered.
    pub accepted: Option<bool>,
}

/// Invitations, and the names that they speak of.
#[derive(Clone, Debug)]
pub struct Invitations {
    /// Those without an answer first, then the newest.
    pub items: Vec<Invitation>,
    /// Names.
    pub names: Names,
    /// How those convoys are addressed in which the reader takes part.
    pub addresses: Addresses,
}

/// What a named partner has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The partner.
    pub organisation: OrganisationId,
    /// Whether it takes part; none before it has answered.
    pub accepted: Option<bool>,
    /// When; none also of those that were partners before they were asked.
    pub answered_at: Option<Instant>,
}

impl App {
    /// The convoys that name the caller's organisations as partners, answered or not.
    pub fn list_invitations(&self, caller: &Caller) -> Result<Invitations, AppError> {
        let reach = caller.reach(Action::AnswerInvitations)?;
        read_snapshot(&mut *self.reader()?, |conn| {
            let mut wanted = Wanted::default();
            let mut items = Vec::new();
            for (row, organisation, accepted) in partnerships::list_naming(conn, &reach, MOST)? {
                let invitation = invitation(&row, organisation, accepted);
                wanted.organisations([invitation.lead, invitation.organisation]);
                items.push(invitation);
            }
            items.sort_by_key(|item: &Invitation| item.accepted.is_some());
            let convoys = items.iter().map(|item| (item.convoy.0, item.reference.as_str()));
            let addresses = Addresses::read_for(conn, caller, self.now(), convoys)?;
            Ok(Invitations { items, names: wanted.read(conn, None)?, addresses })
        })
    }

    /// The organisation of an id or key that is to answer. One that is not there is named by no convoy either.
    pub fn find_invited(&self, organisation: &str) -> Result<OrganisationId, AppError> {
        let found = world::find_organisation(&mut *self.reader()?, organisation)?;
        Ok(OrganisationId(found.ok_or(AppError::NotFound { what: "invitation" })?.id))
    }

    /// How many convoys wait for an answer of the caller's organisations.
    pub fn count_invitations(&self, caller: &Caller) -> Result<u64, AppError> {
        let Ok(reach) = caller.reach(Action::AnswerInvitations) else { return Ok(0) };
        let count = partnerships::count_unanswered(&mut *self.reader()?, &reach)?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Says for an organisation whether it takes part in a convoy that names it. It can be said otherwise at any time.
    pub async fn answer_invitation(
        &self,
        caller: &Caller,
        convoy: ConvoyId,
        organisation: OrganisationId,
        accepts: bool,
    ) -> Result<(), AppError> {
        let reach = caller.reach(Action::AnswerInvitations)?;
        // A convoy that does not name the caller's organisation is not there.
        let not_there = || AppError::NotFound { what: "invitation" };
        if !reach.touches(&[organisation.0]) {
            return Err(not_there());
        }
        let sender = Runner::from(caller).sender();
        let outcome = self.lane.submit(move |batch| {
            if !partnerships::is_named(batch.conn(), convoy.0, organisation.0)? {
                return Err(not_there());
            }
            let known = partnerships::find(batch.conn(), convoy.0, organisation.0)?;
            if known.is_some_and(|known| known.accepted == accepts) {
                return Ok(());
            }
            write(batch, convoy, organisation, accepts, sender)
        })?;
        answered(outcome).await
    }
}

/// What the partners that a convoy names have answered.
pub(super) fn answers(conn: &mut DbConnection, row: &ConvoyRow) -> Result<Vec<Answer>, AppError> {
    let answers = partnerships::list_of_convoy(conn, row.id.0)?;
    let named = convoys::list_named(conn, row.id.0)?.into_iter().filter(|id| *id != row.lead_id.0);
    let of = |organisation: Uuid| {
        let known = answers.iter().find(|answer| answer.organisation_id.0 == organisation);
        Answer {
            organisation: OrganisationId(organisation),
            accepted: known.map(|answer| answer.accepted),
            answered_at: known.and_then(|answer| answer.answered_at).map(|at| Instant::new(at.0)),
        }
    };
    Ok(named.map(of).collect())
}

/// Whoever names a partner for which they may answer themselves has answered.
pub(super) fn accept_own(batch: &mut Batch<'_>, convoy: ConvoyId, by: &Runner) -> Result<(), AppError> {
    let dossier = batch.find_dossier(convoy)?.ok_or(AppError::NotFound { what: "convoy" })?;
    let lead = dossier.plan.lead;
    let named: Vec<OrganisationId> =
        dossier.history.convoy.plan.partners.iter().copied().filter(|partner| *partner != lead).collect();
    if named.is_empty() {
        return Ok(());
    }
    let reach = by.reach(Action::AnswerInvitations).unwrap_or_else(|_| Reach::none());
    for organisation in named.into_iter().filter(|organisation| reach.touches(&[organisation.0])) {
        if partnerships::find(batch.conn(), convoy.0, organisation.0)?.is_none() {
            write(batch, convoy, organisation, true, by.sender())?;
        }
    }
    Ok(())
}

fn write(
    batch: &mut Batch<'_>,
    convoy: ConvoyId,
    organisation: OrganisationId,
    accepted: bool,
    sender: Sender,
) -> Result<(), AppError> {
    let row = PartnershipRow {
        convoy_id: DbId(convoy.0),
        organisation_id: DbId(organisation.0),
        accepted,
        answered_by: sender.user.map(|user| DbId(user.0)),
        answered_at: Some(DbInstant(batch.now().utc())),
    };
    batch.in_savepoint(|conn| partnerships::put(conn, &row))?;
    let (convoy, organisation) = (convoy.0, organisation.0);
    let deed = if accepted {
        Deed::PartnerAccepted { convoy, organisation }
    } else {
        Deed::PartnerDeclined { convoy, organisation }
    };
    audit::record(batch, &deed, sender)
}

fn invitation(row: &ConvoyRow, organisation: Uuid, accepted: Option<bool>) -> Invitation {
    Invitation {
        convoy: ConvoyId(row.id.0),
        reference: row.reference.clone(),
        lead: OrganisationId(row.lead_id.0),
        organisation: OrganisationId(organisation),
        registered_at: Instant::new(row.registered_at.0),
        accepted,
    }
}
