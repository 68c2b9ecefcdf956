//! What lends sight of convoys, and an administrator may therefore not do alone: a role, a link to a new password, the loss
//! of a second factor, an account opened again, a webhook. It is asked for, shown to whoever could object, and takes effect once a
//! second person confirms it, or by itself after a delay in which nobody rejected it.
//!
//! Everything is decided by the one writer and looked at anew there: who asked must still have the right, who confirms must
//! be somebody else, and what was decided is decided once. [`decided`] is that; [`shown`] what people see of it.

use std::collections::HashMap;

use chrono::TimeDelta;
use strum::{AsRefStr, EnumString};
use uuid::Uuid;

use super::{By, membership};
use crate::{
    app::{
        App, AppError, Role,
        audit::{Deed, record},
        error::Conflict,
        passwords::NO_PASSWORD,
        policy::Membership,
    },
    domain::{
        id::OrganisationId,
        text::{LINE, Text},
        time::Instant,
    },
    store::{
        DbConnection,
        batch::Batch,
        people, requests,
        rows::{RightMailRow, RightRequestRow, UserRow},
        types::{DbId, DbInstant},
        webhooks::WAITING,
    },
};

pub mod decided;
pub mod shown;

/// How long what was asked for waits for a second person, unless the settings say otherwise.
pub const USUAL_DELAY: TimeDelta = TimeDelta::hours(24);
/// The state of a request that took effect.
pub(super) const DONE: &str = "done";
/// Requests of one person that may wait at once: many would hide the one that matters.
const MOST_WAITING: usize = 50;
/// Deeds that put an account into the hands of whoever did them: for a while it is no second person to them.
const HANDS_ON: [&str; 5] = ["user_added", "link_made", "second_factor_removed", "user_enabled", "role_given"];

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsRefStr, EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A role for somebody.
    Role,
    /// A link by which somebody chooses another password.
    Link,
    /// That somebody's second factor is removed.
    SecondFactor,
    /// That a closed account is opened again.
    Opening,
    /// That what somebody may not see is sent to another system.
    Webhook,
}

/// What became of what an administrator wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It is done.
    Done,
    /// It waits for a second person, or until then.
    Waits {
        /// The request.
        request: Uuid,
        /// When it takes effect by itself.
        until: Instant,
    },
}

/// How long requests wait, and whether mails tell of them.
#[derive(Clone, Copy, Debug)]
pub(in crate::app) struct Rule {
    pub delay: TimeDelta,
    pub mails: bool,
}

impl App {
    /// The rule for second persons.
    pub(in crate::app) fn second_person(&self) -> Rule {
        Rule { delay: self.second_person, mails: self.outward.mail.is_some() }
    }
}

/// What is wanted, and of which organisations it lends sight.
pub(in crate::app) struct Wish {
    pub kind: Kind,
    pub user: DbId,
    pub organisations: Vec<Option<DbId>>,
    pub role: Option<Role>,
    pub webhook: Option<DbId>,
    pub link_hash: Option<Vec<u8>>,
}

impl Wish {
    /// A role.
    pub fn role(user: DbId, organisation: Option<DbId>, role: Role) -> Self {
        let organisations = vec![organisation];
        Self { kind: Kind::Role, user, organisations, role: Some(role), webhook: None, link_hash: None }
    }

    /// That a webhook of somebody who sees nothing there is sent to.
    pub fn webhook(user: DbId, organisation: Option<DbId>, webhook: DbId) -> Self {
        let organisations = vec![organisation];
        Self { kind: Kind::Webhook, user, organisations, role: None, webhook: Some(webhook), link_hash: None }
    }

    /// Something about an account as a whole: it lends the sight of every role that the account has.
    pub fn account(conn: &mut DbConnection, kind: Kind, user: DbId) -> Result<Self, AppError> {
        let organisations = organisations_of(conn, user)?;
        Ok(Self { kind, user, organisations, role: None, webhook: None, link_hash: None })
    }
}

fn organisations_of(conn: &mut DbConnection, user: DbId) -> Result<Vec<Option<DbId>>, AppError> {
    Ok(people::list_memberships(conn, user)?.into_iter().map(|row| row.organisation_id).collect())
}

/// Of which organisations a request lends sight, as the account stands now.
fn lent(conn: &mut DbConnection, row: &RightRequestRow) -> Result<Vec<Option<DbId>>, AppError> {
    let is_of_one = row.role.is_some() || row.webhook_id.is_some();
    if is_of_one { Ok(vec![row.organisation_id]) } else { organisations_of(conn, row.user_id) }
}

/// Writes down that something waits where it may not be done at once; `None` where it may: the program's owner asks, the
/// account has no role, or nobody else could be asked and there is no convoy to be seen yet.
pub(in crate::app) fn ask(batch: &mut Batch<'_>, by: &By, rule: Rule, wish: &Wish) -> Result<Option<Asked>, AppError> {
    let By::Admin(caller) = by else { return Ok(None) };
    let asker = DbId(caller.user.0);
    if is_harmless(batch, asker, rule, wish)? {
        return Ok(None);
    }
    let waiting = requests::list_waiting(batch.conn())?;
    let same = |row: &&RightRequestRow| {
        row.kind == wish.kind.as_ref()
            && row.user_id == wish.user
            && row.role.as_deref() == wish.role.as_ref().map(AsRef::as_ref)
            && (wish.role.is_none() || wish.organisations.contains(&row.organisation_id))
    };
    // Asked for twice, it waits once. A link or a webhook is another each time, and the request before ends.
    let is_same_again = wish.link_hash.is_none() && wish.webhook.is_none();
    if let Some(known) = waiting.iter().find(same).filter(|_| is_same_again) {
        return Ok(Some(Asked::Waits { request: known.id.0, until: Instant::new(known.due_at.0) }));
    }
    if waiting.iter().filter(|row| row.asked_by == asker).count() >= MOST_WAITING {
        return Err(AppError::Conflict(Conflict::TooManyWait));
    }
    let (now, is_of_one) = (batch.now(), wish.role.is_some() || wish.webhook.is_some());
    let until = now.plus(rule.delay);
    let row = RightRequestRow {
        id: DbId(batch.new_id()),
        kind: wish.kind.as_ref().to_owned(),
        user_id: wish.user,
        organisation_id: is_of_one.then(|| wish.organisations.first().copied().flatten()).flatten(),
        role: wish.role.map(|role| role.as_ref().to_owned()),
        webhook_id: wish.webhook,
        link_hash: wish.link_hash.clone(),
        asked_by: asker,
        asked_at: DbInstant(now.utc()),
        due_at: DbInstant(until.utc()),
        state: WAITING.to_owned(),
        decided_by: None,
        decided_at: None,
    };
    requests::insert(batch.conn(), &row)?;
    let what = Text::parse(&row.kind, LINE).map_err(|_| AppError::Internal("a request without a kind".to_owned()))?;
    let (user, request, organisation) = (row.user_id.0, row.id.0, row.organisation_id.map(|id| id.0));
    record(batch, &Deed::RightAsked { user, request, what, organisation, role: wish.role }, by.sender())?;
    if rule.mails {
        queue_mails(batch, &row)?;
    }
    Ok(Some(Asked::Waits { request, until }))
}

fn is_harmless(batch: &mut Batch<'_>, asker: DbId, rule: Rule, wish: &Wish) -> Result<bool, AppError> {
    for organisation in &wish.organisations {
        if requests::has_convoys(batch.conn(), *organisation)? {
            return Ok(false);
        }
    }
    let since = batch.now().plus(-rule.delay);
    let seconds = seconds(batch.conn(), (asker, wish.user), &wish.organisations, since)?;
    Ok(wish.organisations.is_empty() || seconds.is_empty())
}

/// Whether these roles are enough to be the second person for sight of these organisations.
fn covers(held: &[Membership], organisations: &[Option<DbId>]) -> bool {
    // About an account that has lost all roles there is nothing to lend, and nobody to say so.
    !organisations.is_empty() && organisations.iter().all(|organisation| decides_for(held, *organisation))
}

/// Who runs an organisation's accounts, or sees its convoys exactly, decides who else sees them.
fn decides_for(held: &[Membership], organisation: Option<DbId>) -> bool {
    let wanted = organisation.map(|id| OrganisationId(id.0));
    held.iter().any(|membership| {
        matches!(membership.role, Role::Admin | Role::Coordinator)
            && (membership.organisation.is_none() || membership.organisation == wanted)
    })
}

/// Who could be the second person for what `asker` wants for `user`: neither of the two, nor an account that the one who
/// asks has had in their hands since.
fn seconds(
    conn: &mut DbConnection,
    (asker, user): (DbId, DbId),
    organisations: &[Option<DbId>],
    since: Instant,
) -> Result<Vec<UserRow>, AppError> {
    let (held, mut found) = (all_roles(conn)?, Vec::new());
    for candidate in people::list_users(conn)? {
        let is_other = candidate.id != asker && candidate.id != user && candidate.disabled_at.is_none();
        if is_other
            && held.get(&candidate.id.0).is_some_and(|held| covers(held, organisations))
            && !requests::was_touched_by(conn, candidate.id, asker, &HANDS_ON, since)?
        {
            found.push(candidate);
        }
    }
    Ok(found)
}

/// Everybody's roles.
fn all_roles(conn: &mut DbConnection) -> Result<HashMap<Uuid, Vec<Membership>>, AppError> {
    let mut all: HashMap<Uuid, Vec<Membership>> = HashMap::new();
    for row in people::list_all_memberships(conn)? {
        all.entry(row.user_id.0).or_default().push(membership(&row)?);
    }
    Ok(all)
}

/// Tells everybody who could object, as far as they have an account that is used.
fn queue_mails(batch: &mut Batch<'_>, row: &RightRequestRow) -> Result<(), AppError> {
    let (organisations, held) = (lent(batch.conn(), row)?, all_roles(batch.conn())?);
    let now = DbInstant(batch.now().utc());
    for user in people::list_users(batch.conn())? {
        let is_used = user.disabled_at.is_none() && user.password_hash != NO_PASSWORD;
        if user.id == row.asked_by || !is_used {
            continue;
        }
        let held = held.get(&user.id.0).map(Vec::as_slice).unwrap_or_default();
        if user.id != row.user_id && !organisations.iter().any(|organisation| decides_for(held, *organisation)) {
            continue;
        }
        let mail = RightMailRow {
            id: DbId(batch.new_id()),
            request_id: row.id,
            user_id: user.id,
            state: WAITING.to_owned(),
            attempts: 0,
            created_at: now,
            next_at: None,
            sent_at: None,
        };
        requests::insert_mail(batch.conn(), &mail)?;
    }
    Ok(())
}
