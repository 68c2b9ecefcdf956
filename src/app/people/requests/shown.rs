//! What people see of what waits: those who may decide, the account's owner, and whoever asked.

use uuid::Uuid;

use super::{Kind, decided::Standing, decides_for, lent, seconds};
use crate::{
    app::{
        App, AppError, Caller,
        people::{
            By,
            accounts::{RoleLine, role_line},
            credentials, membership_of, memberships,
        },
    },
    domain::time::Instant,
    store::{DbConnection, people, requests, rows::RightRequestRow, types::DbId, webhooks},
};

/// A request as it is shown.
#[derive(Clone, Debug)]
pub struct RequestLine {
    /// Its id.
    pub id: Uuid,
    /// What is asked for.
    pub kind: Kind,
    /// The role that is asked for.
    pub role: Option<RoleLine>,
    /// The webhook that is asked for.
    pub webhook_id: Option<Uuid>,
    /// What the webhook is called, or to where it is sent.
    pub webhook: Option<String>,
    /// Whose account.
    pub user: Uuid,
    /// Its name.
    pub name: String,
    /// Its address.
    pub email: String,
    /// Name of who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Instant,
    /// When it takes effect by itself.
    pub due_at: Instant,
    /// What the reader may say to it.
    pub standing: Standing,
    /// Names of who could be the second person, as far as they are of the organisation itself.
    pub seconds: Vec<String>,
    /// Whether somebody of a coordinating body could be, who is not named.
    pub others: bool,
}

impl App {
    /// What waits and concerns somebody, the oldest first.
    pub fn list_requests(&self, by: &By) -> Result<Vec<RequestLine>, AppError> {
        let mut reader = self.reader()?;
        let mut lines = Vec::new();
        for row in requests::list_waiting(&mut reader)? {
            if let Some(standing) = self.standing(&mut reader, by, &row)? {
                lines.push(self.line(&mut reader, &row, standing)?);
            }
        }
        Ok(lines)
    }

    /// How many requests wait for a word of somebody.
    pub fn count_requests(&self, caller: &Caller) -> Result<u64, AppError> {
        // A script decides nothing.
        if caller.token.is_some() {
            return Ok(0);
        }
        let (mut reader, by) = (self.reader()?, By::Admin(caller.clone()));
        let mut count = 0;
        for row in requests::list_waiting(&mut reader)? {
            count += u64::from(self.standing(&mut reader, &by, &row)?.is_some_and(|standing| standing.may_reject));
        }
        Ok(count)
    }

    fn standing(&self, conn: &mut DbConnection, by: &By, row: &RightRequestRow) -> Result<Option<Standing>, AppError> {
        let By::Admin(caller) = by else { return Ok(Some(Standing::default())) };
        let who = (DbId(caller.user.0), caller.memberships.as_slice());
        let standing = Standing::of(conn, row, who, self.second_person(), self.now())?;
        Ok(Some(standing).filter(|standing| standing.is_concerned()))
    }

    fn line(
        &self,
        conn: &mut DbConnection,
        row: &RightRequestRow,
        standing: Standing,
    ) -> Result<RequestLine, AppError> {
        let (organisations, since) = (lent(conn, row)?, self.now().plus(-self.second_person));
        let (mut named, mut others) = (Vec::new(), false);
        for second in seconds(conn, (row.asked_by, row.user_id), &organisations, since)? {
            let mut held = memberships(conn, second.id)?;
            held.retain(|membership| membership.organisation.is_some());
            let is_of_every = organisations.contains(&None);
            if is_of_every || organisations.iter().any(|organisation| decides_for(&held, *organisation)) {
                named.push(second.name);
            } else {
                others = true;
            }
        }
        let role = membership_of(row.organisation_id, row.role.as_deref())?;
        let role = role.map(|held| role_line(conn, &held)).transpose()?;
        let webhook = match row.webhook_id {
            Some(id) => webhooks::find(conn, id.0)?.map(|row| credentials::called(&row)),
            None => None,
        };
        let user = people::get_user(conn, row.user_id)?;
        let kind = row.kind.parse().map_err(|_| AppError::Internal("the kind of a request is corrupt".to_owned()))?;
        Ok(RequestLine {
            id: row.id.0,
            kind,
            role,
            webhook_id: row.webhook_id.map(|id| id.0),
            webhook,
            user: user.id.0,
            name: user.name,
            email: user.email,
            asked_by: people::get_user(conn, row.asked_by)?.name,
            asked_at: Instant::new(row.asked_at.0),
            due_at: Instant::new(row.due_at.0),
            standing,
            seconds: named,
            others,
        })
    }
}
