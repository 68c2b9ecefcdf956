//! Accounts: made, listed, closed and opened again.

use serde::Serialize;
use uuid::Uuid;

use super::{
    By, authority, membership, read_email, read_name, read_organisation,
    requests::{self, Asked, Kind, Rule, Wish, decided},
    roles, sessions,
};
use crate::{
    app::{
        App, AppError, Role,
        audit::{Deed, record},
        convoys::answered,
        error::Conflict,
        passwords::{Hashed, NO_PASSWORD, check_password},
        policy::Membership,
        tokens,
    },
    domain::{email, id::UserId, place::Organisation, text::Names},
    store::{
        DbConnection,
        batch::{Batch, Sender},
        people, requests as store_requests,
        rows::UserRow,
        sign_in,
        types::{DbId, DbInstant},
        world,
    },
};

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Address.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Key of the organisation, made where it is new; `*` for every organisation.
    pub organisation: String,
    /// The role there.
    pub role: Role,
}

/// A role as listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoleLine {
    /// The role.
    pub role: Role,
    /// Key of the organisation; `*` for every one.
    pub organisation: String,
    /// Names of the organisation by language.
    #[serde(skip)]
    pub names: Names,
}

/// An account in a list.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "four facts, each with its own name")]
pub struct UserLine {
    /// Its id.
    pub id: Uuid,
    /// Address.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Such as `coordinator of sarc`; those within reach of who asks.
    pub roles: Vec<String>,
    /// The same, in parts.
    #[serde(skip)]
    pub role_lines: Vec<RoleLine>,
    /// Whether the account is closed.
    pub is_disabled: bool,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// Whether a password was ever chosen.
    pub has_password: bool,
    /// Whether who asks may change the account as a whole, and not only some of its roles.
    #[serde(skip)]
    pub is_whole: bool,
}

/// What an account is made of, once it has been read.
#[derive(Clone)]
pub(super) struct Draft {
    pub email: String,
    pub name: String,
    pub organisation: Option<Organisation>,
    pub role: Role,
    pub password_hash: String,
}

impl Draft {
    pub(super) fn read(new: &NewUser) -> Result<Self, AppError> {
        let (email, name) = (read_email(&new.email)?, read_name(&new.name)?);
        let organisation = read_organisation(&new.organisation)?;
        let password_hash = NO_PASSWORD.to_owned();
        Ok(Self { email, name: name.to_string(), organisation, role: new.role, password_hash })
    }

    /// Makes the account; its first role may have to wait.
    pub(super) fn insert(&self, batch: &mut Batch<'_>, by: &By, rule: Rule) -> Result<(DbId, Asked), AppError> {
        let sender = by.sender();
        let organisation = roles::find_organisation(batch, by, self.organisation.as_ref())?;
        if people::find_user_by_email(batch.conn(), &self.email)?.is_some() {
            return Err(AppError::Conflict(Conflict::EmailTaken));
        }
        let id = DbId(batch.new_id());
        let user = UserRow {
            id,
            email: self.email.clone(),
            name: self.name.clone(),
            password_hash: self.password_hash.clone(),
            language: None,
            disabled_at: None,
            created_at: DbInstant(batch.now().utc()),
        };
        people::insert_user(batch.conn(), &user)?;
        record(batch, &Deed::UserAdded { user: id.0 }, sender)?;
        let asked = roles::insert(batch, id, (organisation, self.organisation.as_ref()), self.role, by, rule)?;
        Ok((id, asked))
    }
}

impl App {
    /// Makes an account by the command line. Answers the user's id.
    pub fn add_user(&self, new: &NewUser, password: &Hashed) -> Result<UserId, AppError> {
        let mut draft = Draft::read(new)?;
        check_password(&password.password, &[&draft.email, &draft.name, &new.organisation])?;
        password.hash.clone_into(&mut draft.password_hash);
        let rule = self.second_person();
        self.lane.write(move |batch| Ok(UserId(draft.insert(batch, &By::Program, rule)?.0.0)))
    }

    /// Everybody who has an account.
    pub fn list_users(&self) -> Result<Vec<UserLine>, AppError> {
        self.list_people(&By::Program)
    }

    /// Whether anybody has an account.
    pub fn has_users(&self) -> Result<bool, AppError> {
        Ok(people::has_users(&mut *self.reader()?)?)
    }

    /// The accounts that somebody runs, by address.
    pub fn list_people(&self, by: &By) -> Result<Vec<UserLine>, AppError> {
        let reach = by.reach()?;
        let mut reader = self.reader()?;
        let memberships = people::list_all_memberships(&mut reader)?;
        let factors = sign_in::list_second_factors(&mut reader)?;
        let asked = store_requests::list_asked_roles(&mut reader)?;
        let mut lines = Vec::new();
        for user in people::list_users(&mut reader)? {
            let own = memberships.iter().filter(|row| row.user_id == user.id);
            let held: Vec<Membership> = own.map(membership).collect::<Result<_, _>>()?;
            let is_asked = held.is_empty() && authority::was_asked_for(&reach, &asked, user.id);
            if !is_asked && !authority::sees(&reach, &held) {
                continue;
            }
            let shown = held.iter().filter(|membership| authority::within(&reach, membership));
            let role_lines = shown.map(|held| role_line(&mut reader, held)).collect::<Result<Vec<_>, _>>()?;
            let roles =
                role_lines.iter().map(|line| format!("{} of {}", line.role.as_ref(), line.organisation)).collect();
            lines.push(UserLine {
                id: user.id.0,
                roles,
                role_lines,
                is_disabled: user.disabled_at.is_some(),
                has_second_factor: factors.contains(&user.id),
                has_password: user.password_hash != NO_PASSWORD,
                is_whole: authority::has_whole(&reach, &held),
                email: user.email,
                name: user.name,
            });
        }
        Ok(lines)
    }

    /// One of the accounts that somebody runs.
    pub fn person(&self, by: &By, user: Uuid) -> Result<UserLine, AppError> {
        let found = self.list_people(by)?.into_iter().find(|line| line.id == user);
        found.ok_or(AppError::NotFound { what: "user" })
    }

    /// Closes an account: sessions end, tokens are revoked, links no longer work.
    pub async fn disable_user(&self, by: &By, user: UserId) -> Result<(), AppError> {
        if let By::Admin(caller) = by
            && caller.user == user
        {
            return Err(AppError::Conflict(Conflict::OwnAccount));
        }
        let (by, user) = (by.clone(), DbId(user.0));
        let outcome = self.lane.submit(move |batch| {
            by.over_account(batch, user)?;
            close(batch, user, by.sender())
        })?;
        answered(outcome).await
    }

    /// Opens a closed account again, or has that wait for a second person. Its tokens stay revoked.
    pub async fn enable_user(&self, by: &By, user: UserId) -> Result<Asked, AppError> {
        let (by, user, rule) = (by.clone(), DbId(user.0), self.second_person());
        let outcome = self.lane.submit(move |batch| {
            let found = by.over_account(batch, user)?;
            if found.disabled_at.is_none() {
                return Ok(Asked::Done);
            }
            let wish = Wish::account(batch.conn(), Kind::Opening, user)?;
            if let Some(waits) = requests::ask(batch, &by, rule, &wish)? {
                return Ok(waits);
            }
            open(batch, user, by.sender())?;
            Ok(Asked::Done)
        })?;
        answered(outcome).await
    }

    /// Whose address this is.
    pub fn user_id(&self, email: &str) -> Result<UserId, AppError> {
        Ok(UserId(self.find_user(email)?.id.0))
    }

    pub(in crate::app) fn find_user(&self, email: &str) -> Result<UserRow, AppError> {
        let user = people::find_user_by_email(&mut *self.reader()?, &email::folded(email))?;
        user.ok_or(AppError::NotFound { what: "user" })
    }
}

pub(super) fn open(batch: &mut Batch<'_>, user: DbId, sender: Sender) -> Result<(), AppError> {
    people::enable_user(batch.conn(), user)?;
    record(batch, &Deed::UserEnabled { user: user.0 }, sender)
}

fn close(batch: &mut Batch<'_>, user: DbId, sender: Sender) -> Result<(), AppError> {
    let now = DbInstant(batch.now().utc());
    let found = people::get_user(batch.conn(), user)?;
    if found.disabled_at.is_none() {
        people::disable_user(batch.conn(), user, now)?;
        record(batch, &Deed::UserDisabled { user: user.0 }, sender)?;
    }
    decided::lapse_of(batch, user, sender)?;
    sign_in::end_links(batch.conn(), Some(user), now)?;
    sign_in::delete_devices_of_user(batch.conn(), user)?;
    tokens::revoke_all(batch, user, sender)?;
    sessions::end_all(batch, user, sender)
}

pub(super) fn role_line(conn: &mut DbConnection, held: &Membership) -> Result<RoleLine, AppError> {
    let Some(id) = held.organisation else {
        return Ok(RoleLine { role: held.role, organisation: "*".to_owned(), names: Names::default() });
    };
    let found = world::find_organisation(conn, &id.0.to_string())?;
    Ok(match found {
        Some(found) => RoleLine { role: held.role, organisation: found.what.key.to_string(), names: found.what.name },
        None => RoleLine { role: held.role, organisation: id.0.to_string(), names: Names::default() },
    })
}
