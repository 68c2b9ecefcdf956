//! Settling reports that do not fit: every decision is itself an event.

use serde_json::{Map, Value, json};
use strum::{AsRefStr, EnumIter, EnumString};
use uuid::Uuid;

use super::{
    Action, App, AppError, Caller,
    addresses::Addresses,
    audit::Read,
    error::Conflict,
    events::{EventAnswer, OnRefusal, Receipt, Sent},
    names::{Names, Wanted},
    policy::Parties,
    world::keyed_id,
};
use crate::{
    domain::{
        Report, Status,
        cargo::PlannedLine,
        event::Kind,
        history::Recorded,
        id::{ConvoyId, EventId},
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    store::{
        convoys,
        dialect::read_snapshot,
        dossier::{Dossier, find_dossier},
    },
};

/// The state of a report that waits for a decision.
const IN_REVIEW: &str = "in_review";

/// What a coordinator can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, AsRefStr, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Decision {
    /// It should have said something else.
    Amend,
    /// It did not occur.
    Void,
    /// It stands beside the others, without effect on the state.
    AcceptBoth,
    /// It is set aside.
    Dismiss,
}

impl Decision {
    fn kind(self) -> Kind {
        match self {
            Self::Amend => Kind::Amended,
            Self::Void => Kind::Voided,
            Self::AcceptBoth => Kind::ReviewAccepted,
            Self::Dismiss => Kind::ReviewDismissed,
        }
    }
}

/// A page of reports that do not count as they stand.
#[derive(Clone, Debug)]
pub struct ReviewPage {
    /// In the ledger's order.
    pub items: Vec<EventAnswer>,
    /// Names.
    pub names: Names,
    /// The position after which the next page begins.
    pub next: Option<i64>,
}

/// A report that waits for a decision, with what a coordinator needs to take it.
#[derive(Clone, Debug)]
pub struct OpenReview {
    /// The report.
    pub answer: EventAnswer,
    /// The convoy's status now.
    pub status: Status,
    /// The report on the other side, as it counts, with how it stands in the record.
    pub against: Option<(Recorded, Report)>,
    /// What the convoy carries.
    pub cargo: Vec<PlannedLine>,
    /// Whether whoever asks settles it: a report is its author's organisation's to settle, or the lead's.
    pub may_settle: bool,
}

/// Open reviews with the names that they speak of.
#[derive(Clone, Debug)]
pub struct OpenReviews {
    /// The oldest first.
    pub items: Vec<OpenReview>,
    /// Names.
    pub names: Names,
    /// How the convoys are addressed.
    pub addresses: Addresses,
    /// The moment of asking.
    pub now: Instant,
}

impl App {
    /// How many reports wait for a decision of this caller; none where they may take none.
    pub fn count_open_reviews(&self, caller: &Caller) -> Result<u64, AppError> {
        if !caller.may_somewhere(Action::SettleReviews) {
            return Ok(0);
        }
        let scope = caller.scope_for(Action::SettleReviews, self.now())?;
        let count = convoys::count_reviews(&mut *self.reader()?, &scope, IN_REVIEW)?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// The oldest reports that wait for a decision of this caller, each with the report on the other side.
    pub fn list_open_reviews(&self, caller: &Caller, limit: usize) -> Result<OpenReviews, AppError> {
        let scope = caller.scope_for(Action::SettleReviews, self.now())?;
        self.note_exact_read(caller, Read::Reviews, None);
        read_snapshot(&mut *self.reader()?, |conn| {
            let most = i64::try_from(limit).unwrap_or(i64::MAX);
            let mut items = Vec::new();
            let mut wanted = Wanted::default();
            for row in convoys::list_reviews(conn, &scope, IN_REVIEW, 0, most)? {
                let Some(dossier) = find_dossier(conn, ConvoyId(row.convoy_id.0), None)? else { continue };
                let Some(mut review) = open_review(&dossier, EventId(row.event_id.0)) else { continue };
                let parties = Parties::of_dossier(conn, &dossier)?;
                review.may_settle = caller.may_change(conn, Action::SettleReviews, &parties, &review.answer.event)?;
                let other_side = review.against.iter().map(|(recorded, report)| (recorded.recorded_by, report));
                for (by, report) in other_side.chain([(review.answer.event.recorded_by, &review.answer.event.report)]) {
                    wanted.report(report);
                    wanted.people(by);
                }
                items.push(review);
            }
            let convoys = items.iter().map(|item| (item.answer.convoy.0, item.answer.reference.as_str()));
            let addresses = Addresses::read_for(conn, caller, scope.now, convoys)?;
            Ok(OpenReviews { items, names: wanted.read(conn, None)?, addresses, now: self.now() })
        })
    }

    /// Reports in a state (`in_review`, or one that a decision gave), in the ledger's order; of the convoys that the caller
    /// sees as they are.
    pub fn list_reviews(&self, caller: &Caller, state: &str, after: i64, limit: usize) -> Result<ReviewPage, AppError> {
        let scope = caller.scope(self.now())?.exact_alone();
        self.note_exact_read(caller, Read::Reviews, None);
        read_snapshot(&mut *self.reader()?, |conn| {
            let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
            let mut rows = convoys::list_reviews(conn, &scope, state, after, most)?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            let next = rows.last().filter(|_| more).map(|last| last.position);
            let mut items = Vec::with_capacity(rows.len());
            let mut wanted = Wanted::default();
            for row in rows {
                let id = ConvoyId(row.convoy_id.0);
                let Some(dossier) = find_dossier(conn, id, None)? else { continue };
                let event_id = EventId(row.event_id.0);
                let Some(event) = dossier.events.iter().find(|event| event.id == event_id) else { continue };
                wanted.report(&event.report);
                wanted.people(event.recorded_by);
                items.push(EventAnswer::of(&dossier, event));
            }
            Ok(ReviewPage { items, names: wanted.read(conn, None)?, next })
        })
    }

    /// As [`App::list_reviews`], as known at a moment: each convoy of then is folded, for how a report stood follows from
    /// all that was recorded by then.
    pub fn list_reviews_as_of(
        &self,
        caller: &Caller,
        state: &str,
        after: i64,
        limit: usize,
        as_of: Instant,
    ) -> Result<ReviewPage, AppError> {
        const PAGE: i64 = 200;
        let scope = caller.scope(self.now())?.exact_alone();
        self.note_exact_read(caller, Read::Reviews, None);
        read_snapshot(&mut *self.reader()?, |conn| {
            let (mut items, mut before) = (Vec::new(), i64::MAX);
            loop {
                let rows = convoys::list_known_at(conn, &scope, as_of, before, PAGE)?;
                let Some(last) = rows.last() else { break };
                before = last.registered_position;
                for row in &rows {
                    let Some(dossier) = find_dossier(conn, ConvoyId(row.id.0), Some(as_of))? else { continue };
                    let answers = dossier.events.iter().filter(|event| event.position > after);
                    let answers = answers.map(|event| EventAnswer::of(&dossier, event));
                    items.extend(answers.filter(|answer| answer.verdict.code() == state));
                }
            }
            items.sort_by_key(|answer: &EventAnswer| answer.event.position);
            let more = items.len() > limit;
            items.truncate(limit);
            let next = items.last().filter(|_| more).map(|last| last.event.position);
            let mut wanted = Wanted::default();
            for item in &items {
                wanted.report(&item.event.report);
                wanted.people(item.event.recorded_by);
            }
            Ok(ReviewPage { items, names: wanted.read(conn, Some(as_of))?, next })
        })
    }

    /// Settles the review of an event. `replacement` is what the event should have said, where it is amended. With an
    /// idempotency key, the same request again answers as before.
    pub async fn settle_review(
        &self,
        caller: &Caller,
        event: Uuid,
        decision: Decision,
        reason: &str,
        replacement: Option<Value>,
        idempotency_key: Option<&str>,
    ) -> Result<Receipt, AppError> {
        let scope = caller.scope_for(Action::SettleReviews, self.now())?;
        let row = convoys::find_review(&mut *self.reader()?, &scope, event)?;
        let row = row.ok_or(AppError::NotFound { what: "review" })?;
        let keyed = idempotency_key.map(|key| keyed_id(caller, &format!("decision on {event}"), key));
        let decided = keyed.map_or(Ok(None), |id| self.decided_at(ConvoyId(row.convoy_id.0), EventId(id)))?;
        if row.state != IN_REVIEW && decided.is_none() {
            return Err(AppError::refused(crate::domain::Refusal::NotInReview));
        }
        let mut details = Map::new();
        details.insert("event".to_owned(), json!(event));
        details.insert("reason".to_owned(), json!(reason));
        if decision == Decision::Amend {
            let required = FieldError { pointer: "/replacement".to_owned(), code: FieldCode::Required, expected: None };
            details.insert("replacement".to_owned(), replacement.ok_or(AppError::Invalid(vec![required]))?);
        }
        let object = json!({
            "kind": decision.kind(),
            "occurred_at": decided.unwrap_or_else(|| self.now()),
            "details": details,
        });
        let object = object.as_object().cloned().unwrap_or_default();
        let sent = Sent {
            convoy: row.convoy_id.0.to_string(),
            id: EventId(keyed.unwrap_or_else(|| self.new_id())),
            object,
            on_refusal: OnRefusal::Refuse,
            by_message: None,
        };
        self.log_event(caller, sent).await.map_err(under_reason)
    }

    /// When a decision was taken that has this id already.
    fn decided_at(&self, convoy: ConvoyId, id: EventId) -> Result<Option<Instant>, AppError> {
        let dossier = find_dossier(&mut *self.reader()?, convoy, None)?;
        let events = dossier.iter().flat_map(|dossier| &dossier.events);
        Ok(events.filter(|event| event.id == id).map(|event| event.report.occurred.at).next())
    }
}

fn open_review(dossier: &Dossier, id: EventId) -> Option<OpenReview> {
    let history = &dossier.history;
    let event = dossier.events.iter().find(|event| event.id == id)?;
    let against = history.contradicted_by(event).and_then(|(id, report)| {
        let recorded = dossier.events.iter().find(|event| event.id == id)?;
        Some((recorded.clone(), report.clone()))
    });
    let answer = EventAnswer::of(dossier, event);
    let cargo = history.convoy.plan.cargo.clone();
    Some(OpenReview { answer, status: history.convoy.status, against, cargo, may_settle: false })
}

/// What is wrong with the decision's details stands, for whoever decides, at the top of what they sent.
fn under_reason(error: AppError) -> AppError {
    match error {
        AppError::Invalid(errors) => AppError::Invalid(
            errors
                .into_iter()
                .map(|error| FieldError { pointer: error.pointer.replacen("/details", "", 1), ..error })
                .collect(),
        ),
        AppError::Conflict(Conflict::SameEventOtherContent) => AppError::Conflict(Conflict::SameKeyOtherContent),
        other => other,
    }
}
