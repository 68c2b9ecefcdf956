//! Who is who in a convoy: the organisation that leads it, those that take part, and of which of them somebody was when they
//! recorded something.

use uuid::Uuid;

use super::{Action, Caller, Role, Whose, line};
use crate::{
    app::{
        AppError, Runner,
        audit::{Deed, DeedKind},
    },
    domain::{
        history::Recorded,
        id::{ConvoyId, UserId},
        time::Instant,
    },
    store::{
        DbConnection, StoreError,
        batch::Batch,
        convoys, deeds,
        dossier::Dossier,
        partnerships, people,
        rows::{ConvoyRow, LedgerRow},
        scope::Reach,
        types::DbId,
    },
};

/// The organisations of a convoy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parties {
    /// Who leads it.
    pub lead: Uuid,
    /// Who takes part: the lead, and the partners that have accepted.
    pub participants: Vec<Uuid>,
    /// Whoever is named, accepted or not.
    named: Vec<Uuid>,
}

/// Who recorded something, and when. Nobody is the program itself.
pub(crate) type Author = (Option<UserId>, Instant);

impl Parties {
    /// Of a convoy as a batch has it.
    pub(crate) fn of_batch(batch: &mut Batch<'_>, convoy: ConvoyId) -> Result<Self, AppError> {
        let dossier = batch.find_dossier(convoy)?.ok_or(AppError::NotFound { what: "convoy" })?;
        let named = dossier.organisations();
        Ok(Self::named(batch.conn(), convoy, named)?)
    }

    /// Of a convoy that was read whole.
    pub(crate) fn of_dossier(conn: &mut DbConnection, dossier: &Dossier) -> Result<Self, StoreError> {
        Self::named(conn, dossier.id, dossier.organisations())
    }

    /// Of a convoy's row.
    pub(crate) fn of_row(conn: &mut DbConnection, row: &ConvoyRow) -> Result<Self, StoreError> {
        let participants = convoys::list_participants(conn, row.id.0)?;
        let named = convoys::list_named(conn, row.id.0)?;
        Ok(Self { lead: row.lead_id.0, participants, named })
    }

    fn named(conn: &mut DbConnection, convoy: ConvoyId, named: Vec<Uuid>) -> Result<Self, StoreError> {
        let lead = named.first().copied().unwrap_or_default();
        let accepted = partnerships::list_accepted(conn, convoy.0)?;
        let participants = named.iter().copied().filter(|it| *it == lead || accepted.contains(it)).collect();
        Ok(Self { lead, participants, named })
    }
}

/// The organisation for which somebody recorded something about a convoy, by the roles that they held then: the lead's where
/// they were of the lead, else the one other that they were of. Of several others, and of `*`, it is nobody's alone, and
/// therefore the lead's affair.
pub(crate) fn organisation_of(
    conn: &mut DbConnection,
    parties: &Parties,
    (user, at): Author,
) -> Result<Option<Uuid>, AppError> {
    let Some(user) = user else { return Ok(None) };
    let held = held_until(conn, user, |row| row.recorded_at.0 <= at.utc())?;
    let held: Vec<Option<Uuid>> = held.into_iter().map(|(organisation, _)| organisation).collect();
    if held.contains(&Some(parties.lead)) {
        return Ok(Some(parties.lead));
    }
    let mut own = parties.named.iter().filter(|organisation| held.contains(&Some(**organisation)));
    let first = own.next().copied();
    Ok(first.filter(|_| own.next().is_none() && !held.contains(&None)))
}

/// The roles that somebody held once these deeds were done, each with its organisation. Roles of today prove nothing: whoever
/// gives one could make another's words their own.
pub(crate) fn held_until(
    conn: &mut DbConnection,
    user: UserId,
    is_before: impl Fn(&LedgerRow) -> bool,
) -> Result<Vec<(Option<Uuid>, Role)>, AppError> {
    let kinds = [DeedKind::RoleGiven.as_ref(), DeedKind::RoleTaken.as_ref()];
    let rows = deeds::list_of_subject(conn, user.0, &kinds)?;
    if rows.is_empty() {
        // Roles that were given before there were deeds.
        let memberships = people::list_memberships(conn, DbId(user.0))?;
        let held = memberships
            .into_iter()
            .filter_map(|row| Some((row.organisation_id.map(|id| id.0), row.role.parse().ok()?)));
        return Ok(held.collect());
    }
    let mut held = Vec::new();
    for row in rows.iter().take_while(|row| is_before(row)) {
        let body = row.body.as_deref().unwrap_or_default();
        match serde_json::from_str(body) {
            Ok(Deed::RoleGiven { organisation, role, .. }) => held.push((organisation, role)),
            Ok(Deed::RoleTaken { organisation, role, .. }) => held.retain(|it| *it != (organisation, role)),
            Ok(_) => {}
            Err(error) => return Err(StoreError::Corrupt { what: format!("a deed about roles: {error}") }.into()),
        }
    }
    Ok(held)
}

impl Runner {
    /// Whether they may do this in a convoy, to what a person of `author` recorded, where it is about something recorded.
    pub(crate) fn may_on(&self, action: Action, parties: &Parties, author: Option<Uuid>) -> bool {
        self.reach(action).is_ok_and(|reach| is_theirs(action, &reach, parties, author))
    }

    /// As [`Runner::may_on`], to something that was recorded.
    pub(crate) fn may_change(
        &self,
        conn: &mut DbConnection,
        action: Action,
        parties: &Parties,
        author: Author,
    ) -> Result<bool, AppError> {
        // Most are the lead's, who need not be looked up.
        if self.may_on(action, parties, None) {
            return Ok(true);
        }
        let author = organisation_of(conn, parties, author)?;
        Ok(self.may_on(action, parties, author))
    }
}

impl Caller {
    /// See [`Runner::may_change`].
    pub(crate) fn may_change(
        &self,
        conn: &mut DbConnection,
        action: Action,
        parties: &Parties,
        recorded: &Recorded,
    ) -> Result<bool, AppError> {
        Runner::from(self).may_change(conn, action, parties, (recorded.recorded_by, recorded.recorded_at))
    }
}

fn is_theirs(action: Action, reach: &Reach, parties: &Parties, author: Option<Uuid>) -> bool {
    let by_author = || author.is_some_and(|author| reach.touches(&[author]));
    match line(action).map(|(_, whose, ..)| whose) {
        Some(Whose::Lead) => reach.touches(&[parties.lead]),
        Some(Whose::AuthorOrLead) => reach.touches(&[parties.lead]) || by_author(),
        Some(Whose::Author) => *reach == Reach::All || by_author(),
        Some(Whose::Participant) => reach.touches(&parties.participants),
        // An organisation's own affair is never a convoy's.
        Some(Whose::Own) | None => false,
    }
}
