//! Convoys that somebody is still putting together: kept step by step as they were typed, so that a phone that dies or a
//! network that goes loses nothing. They belong to one user, whatever device that user comes with, and are sealed: a route
//! can kill before anybody has driven it.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    Action, App, AppError, Caller, Runner,
    addresses::Addresses,
    audit::Read,
    convoys::{Registered, answered, register},
    names::Names,
};
use crate::{
    domain::{Plan, id::ConvoyId, refusal::FieldError, time::Instant},
    store::{
        batch::Batch,
        convoys,
        dialect::read_snapshot,
        plan_drafts,
        rows::PlanDraftRow,
        scope::list_exact,
        types::{DbId, DbInstant},
    },
};

/// What was typed: names of fields and what stands in them, in order.
pub type Pairs = Vec<(String, String)>;

/// How many one user may have begun: more are not being worked on.
pub const MOST: usize = 30;

/// A convoy that somebody is still putting together.
#[derive(Clone, PartialEq, Eq)]
pub struct PlanDraft {
    /// Its id.
    pub id: Uuid,
    /// What was typed.
    pub pairs: Pairs,
    /// When somebody last worked on it.
    pub changed_at: Instant,
}

/// A convoy to be copied, with the names it speaks of.
#[derive(Clone, Debug)]
pub struct Original {
    /// As it was planned last.
    pub plan: Plan,
    /// Names.
    pub names: Names,
}

impl App {
    /// The convoys that the caller has begun, the last changed first.
    pub fn list_plan_drafts(&self, caller: &Caller) -> Result<Vec<PlanDraft>, AppError> {
        caller.reach(Action::RegisterConvoys)?;
        let rows = plan_drafts::list(&mut *self.reader()?, caller.user.0)?;
        rows.iter().map(|row| self.opened(row)).collect()
    }

    /// One that the caller has begun.
    pub fn plan_draft(&self, caller: &Caller, id: Uuid) -> Result<PlanDraft, AppError> {
        caller.reach(Action::RegisterConvoys)?;
        let row = plan_drafts::find(&mut *self.reader()?, caller.user.0, id)?;
        self.opened(&row.ok_or(AppError::NotFound { what: "draft" })?)
    }

    /// Begins one. Answers nothing where the caller has begun too many.
    pub async fn begin_plan_draft(&self, caller: &Caller, pairs: Pairs) -> Result<Option<Uuid>, AppError> {
        caller.reach(Action::RegisterConvoys)?;
        let (app, user, id) = (self.clone(), caller.user.0, self.new_id());
        let outcome = self.lane.submit(move |batch| {
            let begun = plan_drafts::count(batch.conn(), user)?;
            if usize::try_from(begun).is_ok_and(|begun| begun >= MOST) {
                return Ok(None);
            }
            let at = DbInstant(batch.now().utc());
            let content = app.sealed(id, &pairs)?;
            let row = PlanDraftRow { id: DbId(id), user_id: DbId(user), content, began_at: at, changed_at: at };
            plan_drafts::insert(batch.conn(), &row)?;
            Ok::<_, AppError>(Some(id))
        })?;
        answered(outcome).await
    }

    /// Changes what was typed. What another device has changed meanwhile is there to be changed further.
    pub async fn change_plan_draft(
        &self,
        caller: &Caller,
        id: Uuid,
        change: impl Fn(&mut Pairs) + Send + 'static,
    ) -> Result<PlanDraft, AppError> {
        caller.reach(Action::RegisterConvoys)?;
        let (app, user) = (self.clone(), caller.user.0);
        let outcome = self.lane.submit(move |batch| {
            let row = plan_drafts::find(batch.conn(), user, id)?;
            let mut draft = app.opened(&row.ok_or(AppError::NotFound { what: "draft" })?)?;
            change(&mut draft.pairs);
            draft.changed_at = batch.now();
            plan_drafts::update(batch.conn(), user, id, &app.sealed(id, &draft.pairs)?, draft.changed_at)?;
            Ok::<_, AppError>(draft)
        })?;
        answered(outcome).await
    }

    /// Throws one away.
    pub async fn drop_plan_draft(&self, caller: &Caller, id: Uuid) -> Result<(), AppError> {
        caller.reach(Action::RegisterConvoys)?;
        let user = caller.user.0;
        let outcome = self.lane.submit(move |batch| take_out(batch, user, id))?;
        answered(outcome).await
    }

    /// What would be wrong with a convoy, were it registered now.
    pub fn check_plan(&self, caller: &Caller, object: &Map<String, Value>) -> Result<Vec<FieldError>, AppError> {
        caller.reach(Action::RegisterConvoys)?;
        Ok(self.read_new_plan(object)?.err().unwrap_or_default())
    }

    /// Registers the convoy and lets go of the draft, both or neither. The convoy's id follows from the draft's, so that the
    /// same draft sent twice is one convoy.
    pub async fn register_plan_draft(
        &self,
        caller: &Caller,
        id: Uuid,
        object: &Map<String, Value>,
    ) -> Result<Registered, AppError> {
        let reach = caller.reach(Action::RegisterConvoys)?;
        let plan = self.read_new_plan(object)?.map_err(AppError::Invalid)?;
        if !reach.touches(&[plan.lead.0]) {
            return Err(AppError::Forbidden);
        }
        let by = Runner::from(caller);
        let (user, convoy) = (caller.user.0, convoy_of(caller, id));
        let outcome = self.lane.submit(move |batch| {
            let registered = register(batch, Some(convoy), &plan, &by)?;
            take_out(batch, user, id)?;
            Ok(registered)
        })?;
        answered(outcome).await
    }

    /// What stands in a path for the convoy that a draft of the caller has become, if it has.
    pub fn registered_from(&self, caller: &Caller, id: Uuid) -> Result<Option<String>, AppError> {
        match self.registered(caller, convoy_of(caller, id)) {
            Ok(answer) => {
                let summary = &answer.summary;
                let scope = caller.scope(self.now())?;
                let one = [(summary.id, summary.reference.as_str())];
                let addresses = Addresses::read(&mut *self.reader()?, &scope, one)?;
                Ok(Some(addresses.path(summary.id, &summary.reference)))
            }
            Err(AppError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// A convoy that the caller sees exactly, to be copied. Others are as if they were not there.
    pub fn plan_to_copy(&self, caller: &Caller, reference: &str) -> Result<Original, AppError> {
        caller.reach(Action::RegisterConvoys)?;
        let answer = self.read_convoy(&caller.scope(self.now())?, reference, None)?;
        if answer.summary.reduced.is_some() {
            return Err(AppError::NotFound { what: "convoy" });
        }
        self.note_exact_read(caller, Read::Convoy, Some(answer.summary.id));
        Ok(Original { plan: answer.dossier.history.convoy.plan, names: answer.names })
    }

    /// References of convoys that the caller sees exactly, the newest first.
    pub fn list_copyable(&self, caller: &Caller, limit: usize) -> Result<Vec<String>, AppError> {
        caller.reach(Action::RegisterConvoys)?;
        let sees = caller.scope(self.now())?;
        let scope = sees.exact_alone();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        read_snapshot(&mut *self.reader()?, |conn| {
            let rows = convoys::list(conn, &scope, &convoys::Filter::default(), i64::MAX, limit)?;
            let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
            // Some may be shared with less precision.
            let exact = list_exact(conn, &scope, &ids)?;
            let rows: Vec<_> = rows.into_iter().filter(|row| exact.contains(&row.id.0)).collect();
            let all = rows.iter().map(|row| (row.id.0, row.reference.as_str()));
            let addresses = Addresses::read(conn, &sees, all)?;
            Ok(rows.iter().map(|row| addresses.typed(row.id.0, &row.reference)).collect())
        })
    }

    /// Only within the write transaction: see [`super::Keys::seal`].
    fn sealed(&self, id: Uuid, pairs: &Pairs) -> Result<Vec<u8>, AppError> {
        let text = serde_json::to_string(pairs).map_err(|error| AppError::Internal(format!("a draft: {error}")))?;
        self.keys.seal(&format!("plan_draft {id}"), &text)
    }

    fn opened(&self, row: &PlanDraftRow) -> Result<PlanDraft, AppError> {
        let id = row.id.0;
        let text = self.keys.open(&format!("plan_draft {id}"), &row.content)?;
        let pairs = serde_json::from_str(&text).map_err(|_| AppError::Internal("a draft that is none".to_owned()))?;
        Ok(PlanDraft { id, pairs, changed_at: Instant::new(row.changed_at.0) })
    }
}

/// As the API's idempotency keys: whose draft it was is in the id.
fn convoy_of(caller: &Caller, draft: Uuid) -> ConvoyId {
    ConvoyId(Uuid::new_v5(&caller.user.0, draft.to_string().as_bytes()))
}

fn take_out(batch: &mut Batch<'_>, user: Uuid, id: Uuid) -> Result<(), AppError> {
    if plan_drafts::delete(batch.conn(), user, id)? {
        batch.note_erased();
    }
    Ok(())
}
