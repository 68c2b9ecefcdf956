//! What is kept of people, and for how long: each class of rows with its days, what is due now, and erasing it.

use std::collections::BTreeSet;

use serde::Serialize;
use strum::{AsRefStr, EnumIter, IntoEnumIterator};

use super::{
    Action, App, AppError, Role,
    audit::{self, Deed},
    convoys::answered,
    runner::Runner,
};
use crate::{
    domain::{
        text::{LINE, Text},
        time::Instant,
    },
    store::{
        DbConnection,
        batch::Batch,
        crew,
        dialect::read_snapshot,
        messages, plan_drafts, positions,
        retention::{self, due},
        scope::{OrgScope, Reach},
    },
};

/// A session ends after so long without a request.
const IDLE: chrono::TimeDelta = chrono::TimeDelta::days(7);

/// What is kept for a time, and then no longer. Tables of people that come later have their class here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsRefStr, EnumIter, Serialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Class {
    /// Drivers' names, phones and number plates, after their convoy was over.
    Crew,
    /// Sessions, after their end.
    Sessions,
    /// Tokens, after they ended or were revoked.
    Tokens,
    /// One-time links, half-finished sign-ins and known devices, after their end.
    SignIn,
    /// Where devices were, after it came.
    Positions,
    /// What was answered to text messages, after it was.
    Messages,
    /// Convoys that were being put together, after somebody last worked on them.
    PlanDrafts,
}

/// For how many days each class is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Of [`Class::Crew`].
    pub crew_days: u32,
    /// Of [`Class::Sessions`].
    pub sessions_days: u32,
    /// Of [`Class::Tokens`].
    pub tokens_days: u32,
    /// Of [`Class::SignIn`].
    pub sign_in_days: u32,
    /// Of [`Class::Positions`].
    pub positions_days: u32,
    /// Of [`Class::Messages`].
    pub messages_days: u32,
    /// Of [`Class::PlanDrafts`].
    pub plan_drafts_days: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            crew_days: 90,
            sessions_days: 7,
            tokens_days: 90,
            sign_in_days: 7,
            positions_days: 30,
            messages_days: 7,
            plan_drafts_days: 30,
        }
    }
}

impl Rules {
    /// For how many days a class is kept.
    pub fn days(&self, class: Class) -> u32 {
        match class {
            Class::Crew => self.crew_days,
            Class::Sessions => self.sessions_days,
            Class::Tokens => self.tokens_days,
            Class::SignIn => self.sign_in_days,
            Class::Positions => self.positions_days,
            Class::Messages => self.messages_days,
            Class::PlanDrafts => self.plan_drafts_days,
        }
    }

    /// The same, to set it.
    pub fn days_of(&mut self, class: Class) -> &mut u32 {
        match class {
            Class::Crew => &mut self.crew_days,
            Class::Sessions => &mut self.sessions_days,
            Class::Tokens => &mut self.tokens_days,
            Class::SignIn => &mut self.sign_in_days,
            Class::Positions => &mut self.positions_days,
            Class::Messages => &mut self.messages_days,
            Class::PlanDrafts => &mut self.plan_drafts_days,
        }
    }
}

/// What is due of one class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClassDue {
    /// The class.
    pub class: Class,
    /// For how many days it is kept.
    pub days: u32,
    /// Rows to be erased.
    pub rows: usize,
    /// When the oldest of them ended.
    pub oldest: Option<Instant>,
    /// References of convoys of which nothing is erased yet, though their time has come: they are over by the word alone of
    /// somebody who does not coordinate for them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub waiting: BTreeSet<String>,
}

impl App {
    /// What would be erased now. Convoys that are held as evidence are left out.
    pub fn retention_due(&self, runner: &Runner) -> Result<Vec<ClassDue>, AppError> {
        let work = Work { reach: runner.reach(Action::RunRetention)?, rules: self.retention, now: self.now() };
        read_snapshot(&mut *self.reader()?, |conn| Class::iter().map(|class| work.due(conn, class)).collect())
    }

    /// Erases what is due, and answers what it was. Where something was erased, the ledger says of which class and how much.
    pub async fn apply_retention(&self, runner: &Runner) -> Result<Vec<ClassDue>, AppError> {
        let work = Work { reach: runner.reach(Action::RunRetention)?, rules: self.retention, now: self.now() };
        let sender = runner.sender();
        let outcome = self.lane.submit(move |batch| {
            let mut done = Vec::new();
            for class in Class::iter() {
                let due = work.due(batch.conn(), class)?;
                if due.rows > 0 {
                    let rows = work.erase(batch, class)?;
                    let class = Text::parse(class.as_ref(), LINE)
                        .map_err(|_| AppError::Internal("a class without a name".to_owned()))?;
                    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
                    audit::record(batch, &Deed::RetentionApplied { class, rows }, sender)?;
                }
                done.push(due);
            }
            Ok(done)
        })?;
        answered(outcome).await
    }

    /// What `convoy serve` does from time to time: once a day, it erases what is due. Answers when it was last done.
    pub async fn keep_retention(&self, last: Option<Instant>) -> Result<Instant, AppError> {
        const EVERY: chrono::TimeDelta = chrono::TimeDelta::days(1);
        let now = self.now();
        if let Some(last) = last.filter(|last| last.plus(EVERY) > now) {
            return Ok(last);
        }
        for done in self.apply_retention(&Runner::Owner).await?.iter().filter(|done| done.rows > 0) {
            tracing::info!(retention.class = done.class.as_ref(), retention.rows = done.rows, "retention.applied");
        }
        Ok(now)
    }
}

struct Work {
    reach: Reach,
    rules: Rules,
    now: Instant,
}

impl Work {
    /// What ended by then is due.
    fn ended_by(&self, class: Class) -> Instant {
        self.now.plus(-chrono::TimeDelta::days(i64::from(self.rules.days(class))))
    }

    fn scope(&self) -> OrgScope {
        OrgScope::of(self.reach.clone(), self.now)
    }

    fn due(&self, conn: &mut DbConnection, class: Class) -> Result<ClassDue, AppError> {
        let by = self.ended_by(class);
        let mut waiting = BTreeSet::new();
        let found = match class {
            Class::Crew => {
                let overdue = self.overdue_crew(conn, by)?;
                waiting = overdue.waiting;
                due(overdue.people.into_iter().map(|(_, end)| end))
            }
            Class::Sessions => {
                due(retention::list_ended_sessions(conn, &self.reach, by, IDLE)?.into_iter().map(|(_, end)| end))
            }
            Class::Tokens => due(retention::list_ended_tokens(conn, &self.reach, by)?.into_iter().map(|(_, end)| end)),
            Class::SignIn => due(retention::list_ended_sign_ins(conn, &self.reach, by)?),
            Class::Positions => positions::list_overdue(conn, &self.scope(), by)?,
            Class::Messages if self.reach == Reach::All => messages::list_overdue(conn, by)?,
            // Whose they are cannot be told by organisation: the daily run takes them.
            Class::Messages => retention::Due::default(),
            Class::PlanDrafts => plan_drafts::list_overdue(conn, &self.reach, by)?,
        };
        Ok(ClassDue { class, days: self.rules.days(class), rows: found.rows, oldest: found.oldest, waiting })
    }

    /// A claimed end alone erases nobody: a coordinator says that it is over, or a second person does.
    fn overdue_crew(&self, conn: &mut DbConnection, by: Instant) -> Result<crew::Overdue, AppError> {
        Ok(crew::list_overdue(conn, &self.scope(), by, Role::Coordinator.as_ref())?)
    }

    fn erase(&self, batch: &mut Batch<'_>, class: Class) -> Result<usize, AppError> {
        let by = self.ended_by(class);
        let conn = batch.conn();
        let erased = match class {
            Class::Crew => {
                let ids: Vec<_> = self.overdue_crew(conn, by)?.people.into_iter().map(|(id, _)| id).collect();
                crew::erase(conn, &ids, self.now)?
            }
            Class::Sessions => {
                let ended = retention::list_ended_sessions(conn, &self.reach, by, IDLE)?;
                retention::delete_sessions(conn, &ended.into_iter().map(|(hash, _)| hash).collect::<Vec<_>>())?
            }
            Class::Tokens => {
                let ended = retention::list_ended_tokens(conn, &self.reach, by)?;
                retention::delete_tokens(conn, &ended.into_iter().map(|(id, _)| id).collect::<Vec<_>>())?
            }
            Class::SignIn => retention::delete_ended_sign_ins(conn, &self.reach, by)?,
            Class::Positions => positions::delete_overdue(conn, &self.scope(), by)?,
            Class::Messages if self.reach == Reach::All => messages::delete_overdue(conn, by)?,
            Class::Messages => 0,
            Class::PlanDrafts => plan_drafts::delete_overdue(conn, &self.reach, by)?,
        };
        batch.note_erased();
        Ok(erased)
    }
}
