//! Roles: given and taken, per organisation. A person's sessions end with a change, so that nobody works on by rights that
//! they no longer have, nor with a level that is no longer enough.

use uuid::Uuid;

use super::{
    By, read_organisation,
    requests::{self, Asked, Rule, Wish},
    sessions,
};
use crate::{
    app::{
        App, AppError, Role,
        audit::{Deed, record},
        convoys::answered,
        tokens,
        world::organisation_of_key,
    },
    domain::{id::UserId, place::Organisation},
    store::{
        batch::{Batch, Sender},
        people,
        rows::MembershipRow,
        scope::Reach,
        types::DbId,
    },
};

/// The organisation of a role to be given or taken: known and within reach, or `None` where it is one that has to be made.
/// Nobody gives more than they have: what lies beyond reach is not there.
pub(super) fn find_organisation(
    batch: &mut Batch<'_>,
    by: &By,
    organisation: Option<&Organisation>,
) -> Result<Option<DbId>, AppError> {
    let reach = by.reach()?;
    let beyond = || AppError::NotFound { what: "organisation" };
    let Some(organisation) = organisation else {
        return if reach == Reach::All { Ok(None) } else { Err(beyond()) };
    };
    match batch.find_organisation(organisation.key.as_str())? {
        Some(known) if reach.touches(&[known.id]) => Ok(Some(DbId(known.id))),
        None if reach == Reach::All => Ok(None),
        _ => Err(beyond()),
    }
}

/// Gives a role, or has it wait for a second person. An organisation that is new is made.
pub(super) fn insert(
    batch: &mut Batch<'_>,
    user: DbId,
    (known, organisation): (Option<DbId>, Option<&Organisation>),
    role: Role,
    by: &By,
    second_person: Rule,
) -> Result<Asked, AppError> {
    let organisation_id = match (known, organisation) {
        (Some(known), _) => Some(known),
        (None, Some(new)) => Some(DbId(organisation_of_key(batch, new, by.sender())?)),
        (None, None) => None,
    };
    if let Some(waits) = requests::ask(batch, by, second_person, &Wish::role(user, organisation_id, role))? {
        return Ok(waits);
    }
    give(batch, user, organisation_id, role, by.sender())?;
    Ok(Asked::Done)
}

/// Gives a role that is not held yet; the person's sessions end.
pub(super) fn give(
    batch: &mut Batch<'_>,
    user: DbId,
    organisation_id: Option<DbId>,
    role: Role,
    sender: Sender,
) -> Result<(), AppError> {
    if find_held(batch, user, organisation_id, role)?.is_some() {
        return Ok(());
    }
    let id = DbId(batch.new_id());
    let row = MembershipRow { id, user_id: user, organisation_id, role: role.as_ref().to_owned() };
    people::insert_membership(batch.conn(), &row)?;
    let organisation = organisation_id.map(|id| id.0);
    record(batch, &Deed::RoleGiven { user: user.0, organisation, role }, sender)?;
    sessions::end_all(batch, user, sender)
}

fn find_held(
    batch: &mut Batch<'_>,
    user: DbId,
    organisation: Option<DbId>,
    role: Role,
) -> Result<Option<MembershipRow>, AppError> {
    let held = people::list_memberships(batch.conn(), user)?;
    Ok(held.into_iter().find(|row| row.organisation_id == organisation && row.role == role.as_ref()))
}

impl App {
    /// Gives somebody a role in an organisation (`*`: in every one). One that is held already stays; one that lends sight of
    /// convoys waits for a second person.
    pub async fn give_role(&self, by: &By, user: UserId, role: Role, organisation: &str) -> Result<Asked, AppError> {
        let (by, user, organisation) = (by.clone(), DbId(user.0), read_organisation(organisation)?);
        let second_person = self.second_person();
        let outcome = self.lane.submit(move |batch| {
            by.over_roles(batch, user)?;
            let known = find_organisation(batch, &by, organisation.as_ref())?;
            let is_new = known.is_none() && organisation.is_some();
            if !is_new && find_held(batch, user, known, role)?.is_some() {
                return Ok(Asked::Done);
            }
            insert(batch, user, (known, organisation.as_ref()), role, &by, second_person)
        })?;
        answered(outcome).await
    }

    /// Takes a role from somebody. One that is not held is not there.
    pub async fn take_role(&self, by: &By, user: UserId, role: Role, organisation: &str) -> Result<(), AppError> {
        let (by, user, organisation) = (by.clone(), DbId(user.0), read_organisation(organisation)?);
        let outcome = self.lane.submit(move |batch| {
            by.over_roles(batch, user)?;
            let known = find_organisation(batch, &by, organisation.as_ref())?;
            let is_new = known.is_none() && organisation.is_some();
            let held = if is_new { None } else { find_held(batch, user, known, role)? };
            let held = held.ok_or(AppError::NotFound { what: "role" })?;
            if matches!(&by, By::Admin(caller) if caller.user.0 == user.0) && role == Role::Admin {
                return Err(AppError::Conflict(crate::app::error::Conflict::OwnAccount));
            }
            people::delete_membership(batch.conn(), held.id)?;
            let organisation: Option<Uuid> = held.organisation_id.map(|id| id.0);
            record(batch, &Deed::RoleTaken { user: user.0, organisation, role }, by.sender())?;
            if people::list_memberships(batch.conn(), user)?.is_empty() {
                // Who has nothing to do here any more leaves no key behind.
                tokens::revoke_all(batch, user, by.sender())?;
            }
            sessions::end_all(batch, user, by.sender())
        })?;
        answered(outcome).await
    }
}
