//! Sharing a convoy: with another organisation for a while, and with the loggers who go with it.

use uuid::Uuid;

use super::{
    Action, App, AppError, Caller,
    audit::{self, Deed},
    convoys::answered,
    names::{Names, Wanted},
    partners::{self, Answer},
};
use crate::{
    domain::{
        email,
        id::{OrganisationId, UserId},
        place::Organisation,
        plan::Sensitivity,
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    store::{
        DbConnection,
        batch::{Batch, Sender},
        convoys, people,
        rows::{AssignmentRow, ConvoyRow, GrantRow, UserRow},
        scope::OrgScope,
        sharing,
        types::{DbId, DbInstant},
        world::{self, Described},
    },
};

/// A convoy is shared for so long at the most; it can be shared again.
pub const LONGEST: chrono::TimeDelta = chrono::TimeDelta::days(366);

/// A convoy shared with an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: Uuid,
    /// With whom.
    pub organisation: OrganisationId,
    /// Whether its coordinators see positions as they are.
    pub exact: bool,
    /// From when.
    pub granted_at: Instant,
    /// Until when at the latest.
    pub expires_at: Instant,
    /// When it was ended before that.
    pub ended_at: Option<Instant>,
}

impl Grant {
    /// Whether it counts now.
    pub fn is_open(&self, now: Instant) -> bool {
        self.ended_at.is_none() && self.expires_at > now
    }
}

/// Somebody who may go with a convoy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub user: UserId,
    /// Name as shown.
    pub name: String,
    /// Address.
    pub email: String,
}

impl From<UserRow> for Person {
    fn from(row: UserRow) -> Self {
        Self { user: UserId(row.id.0), name: row.name, email: row.email }
    }
}

/// With whom a convoy is shared, and could be.
#[derive(Clone, Debug)]
pub struct Sharing {
    /// The convoy's reference.
    pub reference: String,
    /// How it was asked for: what stands for it in a path.
    pub address: String,
    /// Its time zone.
    pub zone: chrono_tz::Tz,
    /// How sensitive it is.
    pub sensitivity: Sensitivity,
    /// Every grant, the newest first.
    pub grants: Vec<Grant>,
    /// The loggers assigned.
    pub loggers: Vec<Person>,
    /// Loggers of the convoy's organisations who are not assigned.
    pub candidates: Vec<Person>,
    /// Organisations that take no part in it.
    pub organisations: Vec<Described<Organisation>>,
    /// What the partners that it names have answered.
    pub partners: Vec<Answer>,
    /// Names.
    pub names: Names,
    /// The moment of asking.
    pub now: Instant,
}

impl App {
    /// With whom a convoy is shared: to whoever may share it. `None` as caller is whoever runs the program itself.
    pub fn sharing(&self, caller: Option<&Caller>, reference: &str) -> Result<Sharing, AppError> {
        let now = self.now();
        let mut reader = self.reader()?;
        let conn = &mut *reader;
        let row = convoy_to_share(conn, caller, reference, now)?;
        let takes_part = convoys::list_participants(conn, row.id.0)?;
        let grants: Vec<Grant> = sharing::list_grants(conn, row.id)?.iter().map(grant).collect();
        let mut wanted = Wanted::default();
        let partners = partners::answers(conn, &row)?;
        wanted.organisations(partners.iter().map(|partner| partner.organisation));
        wanted.organisations(grants.iter().map(|grant| grant.organisation));
        let assigned: Vec<DbId> = sharing::list_assignments(conn, row.id)?.iter().map(|row| row.user_id).collect();
        let (mut loggers, mut candidates) = (Vec::new(), Vec::new());
        for user in people::list_of_role(conn, &takes_part, super::Role::Logger.as_ref())? {
            let into = if assigned.contains(&user.id) { &mut loggers } else { &mut candidates };
            into.push(Person::from(user));
        }
        let others = world::list_organisations(conn, "", 10_000)?;
        Ok(Sharing {
            partners,
            zone: row.time_zone.parse().unwrap_or(chrono_tz::Tz::UTC),
            sensitivity: row.sensitivity.parse().unwrap_or_default(),
            address: reference.to_owned(),
            reference: row.reference,
            grants,
            loggers,
            candidates,
            organisations: others.into_iter().filter(|other| !takes_part.contains(&other.id)).collect(),
            names: wanted.read(conn, None)?,
            now,
        })
    }

    /// Shares a convoy with an organisation, until a moment. `None` as caller is whoever runs the program itself.
    pub async fn share_convoy(
        &self,
        caller: Option<&Caller>,
        reference: &str,
        organisation: &str,
        exact: bool,
        expires_at: Instant,
    ) -> Result<Uuid, AppError> {
        let now = self.now();
        let mut wrong = Vec::new();
        if expires_at <= now || expires_at > now.plus(LONGEST) {
            wrong.push(mistake("/expires_at", FieldCode::OutOfRange));
        }
        let (row, organisation) = {
            let mut reader = self.reader()?;
            let row = convoy_to_share(&mut reader, caller, reference, now)?;
            let found = world::find_organisation(&mut reader, organisation)?;
            if found.is_none() {
                wrong.push(mistake("/organisation", FieldCode::UnknownOrganisation));
            }
            (row, found)
        };
        let organisation = organisation.filter(|_| wrong.is_empty()).ok_or(AppError::Invalid(wrong))?.id;
        let sender = sender(caller);
        let outcome = self.lane.submit(move |batch| {
            let id = batch.new_id();
            let granted_at = batch.now();
            sharing::insert_grant(
                batch.conn(),
                &GrantRow {
                    id: DbId(id),
                    convoy_id: row.id,
                    organisation_id: DbId(organisation),
                    exact,
                    granted_by: sender.user.map(|user| DbId(user.0)),
                    granted_at: DbInstant(granted_at.utc()),
                    expires_at: DbInstant(expires_at.utc()),
                    ended_at: None,
                },
            )?;
            let deed = Deed::ConvoyShared { convoy: row.id.0, organisation, grant: id, exact, expires_at };
            audit::record(batch, &deed, sender)?;
            Ok(id)
        })?;
        answered(outcome).await
    }

    /// Ends a grant before its time.
    pub async fn end_grant(&self, caller: Option<&Caller>, reference: &str, grant: Uuid) -> Result<(), AppError> {
        let row = convoy_to_share(&mut *self.reader()?, caller, reference, self.now())?;
        let sender = sender(caller);
        let outcome = self.lane.submit(move |batch| {
            let at = DbInstant(batch.now().utc());
            let ended = sharing::end_grant(batch.conn(), row.id, DbId(grant), at)?;
            let ended = ended.ok_or(AppError::NotFound { what: "grant" })?;
            let organisation = ended.organisation_id.0;
            audit::record(batch, &Deed::SharingEnded { convoy: row.id.0, organisation, grant }, sender)
        })?;
        answered(outcome).await
    }

    /// Assigns a logger of one of the convoy's organisations to it, who then sees it as it is.
    pub async fn assign_logger(&self, caller: Option<&Caller>, reference: &str, email: &str) -> Result<(), AppError> {
        let (row, user) = self.find_logger(caller, reference, email)?;
        let sender = sender(caller);
        answered(self.lane.submit(move |batch| assign(batch, row.id, user.id, sender))?).await
    }

    /// Assigns a logger where nobody can wait but by stopping.
    pub fn assign_logger_now(&self, reference: &str, email: &str) -> Result<(), AppError> {
        let (row, user) = self.find_logger(None, reference, email)?;
        self.lane.write(move |batch| assign(batch, row.id, user.id, Sender::default()))
    }

    /// The convoy, and a logger of one of its organisations.
    fn find_logger(
        &self,
        caller: Option<&Caller>,
        reference: &str,
        email: &str,
    ) -> Result<(ConvoyRow, UserRow), AppError> {
        let mut reader = self.reader()?;
        let row = convoy_to_share(&mut reader, caller, reference, self.now())?;
        let takes_part = convoys::list_participants(&mut reader, row.id.0)?;
        let loggers = people::list_of_role(&mut reader, &takes_part, super::Role::Logger.as_ref())?;
        let email = email::folded(email);
        let user = loggers.into_iter().find(|logger| logger.email == email);
        Ok((row, user.ok_or(AppError::Invalid(vec![mistake("/logger", FieldCode::UnknownCode)]))?))
    }

    /// Ends an assignment.
    pub async fn end_assignment(&self, caller: Option<&Caller>, reference: &str, user: UserId) -> Result<(), AppError> {
        let row = convoy_to_share(&mut *self.reader()?, caller, reference, self.now())?;
        let sender = sender(caller);
        let outcome = self.lane.submit(move |batch| {
            if !sharing::delete_assignment(batch.conn(), row.id, DbId(user.0))? {
                return Err(AppError::NotFound { what: "assignment" });
            }
            audit::record(batch, &Deed::AssignmentEnded { convoy: row.id.0, user: user.0 }, sender)
        })?;
        answered(outcome).await
    }
}

/// A convoy, to whoever may share it: those of the organisation that leads it.
fn convoy_to_share(
    conn: &mut DbConnection,
    caller: Option<&Caller>,
    reference: &str,
    now: Instant,
) -> Result<ConvoyRow, AppError> {
    let scope = match caller {
        Some(caller) => caller.scope_for(Action::ShareConvoys, now)?,
        None => OrgScope::everything(now),
    };
    let row = convoys::find(conn, &scope, reference)?.ok_or(AppError::NotFound { what: "convoy" })?;
    if caller.is_some_and(|caller| !caller.may(Action::ShareConvoys, &[row.lead_id.0])) {
        return Err(AppError::Forbidden);
    }
    Ok(row)
}

fn assign(batch: &mut Batch<'_>, convoy_id: DbId, user_id: DbId, sender: Sender) -> Result<(), AppError> {
    let assignment = AssignmentRow {
        convoy_id,
        user_id,
        assigned_by: sender.user.map(|user| DbId(user.0)),
        assigned_at: DbInstant(batch.now().utc()),
    };
    if sharing::insert_assignment(batch.conn(), &assignment)? {
        audit::record(batch, &Deed::LoggerAssigned { convoy: convoy_id.0, user: user_id.0 }, sender)?;
    }
    Ok(())
}

fn sender(caller: Option<&Caller>) -> Sender {
    Sender { user: caller.map(|caller| caller.user), skew_ms: None }
}

fn mistake(pointer: &str, code: FieldCode) -> FieldError {
    FieldError { pointer: pointer.to_owned(), code, expected: None }
}

fn grant(row: &GrantRow) -> Grant {
    Grant {
        id: row.id.0,
        organisation: OrganisationId(row.organisation_id.0),
        exact: row.exact,
        granted_at: Instant::new(row.granted_at.0),
        expires_at: Instant::new(row.expires_at.0),
        ended_at: row.ended_at.map(|at| Instant::new(at.0)),
    }
}
