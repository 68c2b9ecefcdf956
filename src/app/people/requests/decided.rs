//! How what was asked for is decided: confirmed by a second person, rejected, withdrawn, or by time.

use super::{Kind, Rule, covers, decides_for, lent};
use crate::{
    app::{
        Action, App, AppError, Role,
        audit::{Deed, record},
        convoys::answered,
        error::Conflict,
        people::{By, accounts, authority::within, caller, links, memberships, roles, second_factor},
        policy::Membership,
        webhooks::changed,
    },
    domain::{
        id::{OrganisationId, UserId},
        time::Instant,
    },
    store::{
        DbConnection,
        batch::{Batch, Sender},
        requests,
        rows::{RightRequestRow, WebhookRow},
        types::{DbId, DbInstant},
        webhooks::{self, WAITING},
    },
};

/// What somebody says to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::AsRefStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Decision {
    /// It takes effect now.
    Confirm,
    /// It never does.
    Reject,
    /// Whoever asked wants it no longer.
    Withdraw,
}

/// How a request ended without effect.
#[derive(Clone, Copy)]
enum End {
    Rejected,
    Withdrawn,
    /// Who asked lost the right, or the account was closed.
    Lapsed,
}

/// What somebody may say to a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "what somebody is to a request, each by its name")]
pub struct Standing {
    /// They asked.
    pub is_asker: bool,
    /// It is their account.
    pub is_owner: bool,
    /// They are the second person.
    pub may_confirm: bool,
    /// They may stop it.
    pub may_reject: bool,
}

impl Standing {
    /// Whether it is any business of theirs.
    pub fn is_concerned(self) -> bool {
        self.is_asker || self.is_owner || self.may_confirm || self.may_reject
    }

    /// What somebody with these roles is to a request.
    pub(super) fn of(
        conn: &mut DbConnection,
        row: &RightRequestRow,
        (user, held): (DbId, &[Membership]),
        rule: Rule,
        now: Instant,
    ) -> Result<Self, AppError> {
        let organisations = lent(conn, row)?;
        let (is_asker, is_own) = (row.asked_by == user, row.user_id == user);
        let since = now.plus(-rule.delay);
        let may_confirm = !is_asker
            && !is_own
            && covers(held, &organisations)
            && !requests::was_touched_by(conn, user, row.asked_by, &super::HANDS_ON, since)?;
        let runs = organisations.iter().any(|organisation| decides_for(held, *organisation));
        Ok(Self { is_asker, is_owner: is_own && !is_asker, may_confirm, may_reject: !is_asker && (is_own || runs) })
    }
}

impl App {
    /// Decides a request. Whom it does not concern is told that there is none.
    pub async fn decide_request(&self, by: &By, id: uuid::Uuid, decision: Decision) -> Result<(), AppError> {
        let (by, rule) = (by.clone(), self.second_person());
        let outcome = self.lane.submit(move |batch| {
            let row = requests::find(batch.conn(), DbId(id))?.ok_or(AppError::NotFound { what: "request" })?;
            let may = match &by {
                By::Program => true,
                By::Admin(caller) => {
                    // The roles as they are now, and not as they were when the request came in.
                    let held = memberships(batch.conn(), DbId(caller.user.0))?;
                    let now = batch.now();
                    let standing = Standing::of(batch.conn(), &row, (DbId(caller.user.0), &held), rule, now)?;
                    if !standing.is_concerned() {
                        return Err(AppError::NotFound { what: "request" });
                    }
                    match decision {
                        Decision::Confirm => standing.may_confirm,
                        Decision::Reject => standing.may_reject,
                        Decision::Withdraw => standing.is_asker,
                    }
                }
            };
            if !may {
                return Err(AppError::Forbidden);
            }
            // What has waited for long enough is in effect, whoever looks first.
            if row.state != WAITING || Instant::new(row.due_at.0) <= batch.now() {
                return Err(AppError::Conflict(Conflict::RequestDecided));
            }
            match decision {
                Decision::Confirm => take_effect(batch, row, Some(by.sender())),
                Decision::Reject => end(batch, row, End::Rejected, by.sender()),
                Decision::Withdraw => end(batch, row, End::Withdrawn, by.sender()),
            }
        })?;
        answered(outcome).await
    }

    /// Lets take effect what has waited for long enough. Cheap where nothing has.
    pub async fn settle_requests(&self) -> Result<(), AppError> {
        if !requests::has_due(&mut *self.reader()?, self.now())? {
            return Ok(());
        }
        let outcome = self.lane.submit(|batch| {
            let now = batch.now();
            for row in requests::list_waiting(batch.conn())? {
                if Instant::new(row.due_at.0) <= now {
                    take_effect(batch, row, None)?;
                }
            }
            Ok(())
        })?;
        answered(outcome).await
    }
}

/// Ends whatever waits about an account, or was asked for by it: it is closed.
pub(in crate::app::people) fn lapse_of(batch: &mut Batch<'_>, user: DbId, sender: Sender) -> Result<(), AppError> {
    for row in requests::list_waiting(batch.conn())? {
        if row.user_id == user || row.asked_by == user {
            end(batch, row, End::Lapsed, sender)?;
        }
    }
    Ok(())
}

/// Ends what waits about links of an account: another was made.
pub(in crate::app::people) fn lapse_links(batch: &mut Batch<'_>, user: DbId, sender: Sender) -> Result<(), AppError> {
    for row in requests::list_waiting(batch.conn())? {
        if row.user_id == user && row.link_hash.is_some() {
            end(batch, row, End::Lapsed, sender)?;
        }
    }
    Ok(())
}

/// Ends what waits about a webhook: it was changed, or somebody who may has made it active.
pub(in crate::app) fn lapse_webhook(batch: &mut Batch<'_>, webhook: DbId, sender: Sender) -> Result<(), AppError> {
    for row in requests::list_waiting(batch.conn())? {
        if row.webhook_id == Some(webhook) {
            end(batch, row, End::Lapsed, sender)?;
        }
    }
    Ok(())
}

fn end(batch: &mut Batch<'_>, row: RightRequestRow, how: End, sender: Sender) -> Result<(), AppError> {
    let (user, request, asked_by) = (row.user_id.0, row.id.0, row.asked_by.0);
    let (state, deed) = match how {
        End::Rejected => ("rejected", Deed::RightRejected { user, request, asked_by }),
        End::Withdrawn => ("withdrawn", Deed::RightWithdrawn { user, request }),
        End::Lapsed => ("lapsed", Deed::RightLapsed { user, request, asked_by }),
    };
    record(batch, &deed, sender)?;
    let now = batch.now();
    if let Some(hash) = &row.link_hash {
        requests::end_link(batch.conn(), hash, now)?;
    }
    decided(batch, row, state, sender)
}

fn decided(batch: &mut Batch<'_>, row: RightRequestRow, state: &str, by: Sender) -> Result<(), AppError> {
    let (decided_by, decided_at) = (by.user.map(|user| DbId(user.0)), Some(DbInstant(batch.now().utc())));
    let row = RightRequestRow { state: state.to_owned(), decided_by, decided_at, ..row };
    Ok(requests::put(batch.conn(), &row)?)
}

/// Who asked, if they could still ask for it.
fn asker(batch: &mut Batch<'_>, row: &RightRequestRow, kind: Kind) -> Result<Option<By>, AppError> {
    let work = |batch: &mut Batch<'_>| {
        let asking = caller(batch.conn(), row.asked_by, None)?;
        if kind == Kind::Webhook {
            let reach = asking.reach(Action::RunWebhooks)?;
            webhook(batch, row)?.filter(|webhook| webhooks::is_within(&reach, webhook)).ok_or(AppError::Forbidden)?;
            return Ok(By::Admin(asking));
        }
        let by = By::Admin(asking);
        let found = match (kind, read_role(row)?) {
            (Kind::Role, Some(role)) => {
                let organisation = row.organisation_id.map(|id| OrganisationId(id.0));
                if !within(&by.reach()?, &Membership { organisation, role }) {
                    return Err(AppError::Forbidden);
                }
                by.over_roles(batch, row.user_id)?
            }
            _ => by.over_account(batch, row.user_id)?,
        };
        let is_closed = found.disabled_at.is_some();
        if is_closed == (kind == Kind::Opening) { Ok(by) } else { Err(AppError::Forbidden) }
    };
    match work(batch) {
        Ok(by) => Ok(Some(by)),
        Err(AppError::NotFound { .. } | AppError::Forbidden | AppError::Unauthenticated) => Ok(None),
        Err(error) => Err(error),
    }
}

fn webhook(batch: &mut Batch<'_>, row: &RightRequestRow) -> Result<Option<WebhookRow>, AppError> {
    let Some(id) = row.webhook_id else { return Ok(None) };
    Ok(webhooks::find(batch.conn(), id.0)?)
}

fn read_role(row: &RightRequestRow) -> Result<Option<Role>, AppError> {
    let corrupt = |_| AppError::Internal("the role of a request is corrupt".to_owned());
    row.role.as_deref().map(str::parse).transpose().map_err(corrupt)
}

/// It takes effect: by a second person, or by time. Done in the name of who asked; who confirmed stands beside it.
fn take_effect(batch: &mut Batch<'_>, row: RightRequestRow, by: Option<Sender>) -> Result<(), AppError> {
    let kind: Kind = row.kind.parse().map_err(|_| AppError::Internal("the kind of a request is corrupt".to_owned()))?;
    let Some(asker) = asker(batch, &row, kind)? else { return end(batch, row, End::Lapsed, Sender::default()) };
    let (user, request, asked_by) = (row.user_id.0, row.id.0, row.asked_by.0);
    if let Some(by) = by {
        record(batch, &Deed::RightConfirmed { user, request, asked_by }, by)?;
    }
    let confirmed_by = by.and_then(|by| by.user).map(|UserId(id)| id);
    let by_whom = by.unwrap_or_default();
    record(batch, &Deed::RightTookEffect { user, request, asked_by, confirmed_by }, by_whom)?;
    let (account, sender) = (row.user_id, asker.sender());
    match (kind, read_role(&row)?) {
        (Kind::Role, Some(role)) => roles::give(batch, account, row.organisation_id, role, sender)?,
        (Kind::Role, None) => return Err(AppError::Internal("a request for no role".to_owned())),
        (Kind::Link, _) => {
            if let Some(hash) = &row.link_hash {
                links::open(batch, hash, sender)?;
            }
        }
        (Kind::SecondFactor, _) => second_factor::remove(batch, account, sender)?,
        (Kind::Opening, _) => accounts::open(batch, account, sender)?,
        (Kind::Webhook, _) => {
            if let Some(known) = webhook(batch, &row)? {
                let active = WebhookRow { state: webhooks::ACTIVE.to_owned(), ..known };
                webhooks::put(batch.conn(), &active)?;
                record(batch, &changed(&active), sender)?;
            }
        }
    }
    decided(batch, row, super::DONE, by_whom)
}
