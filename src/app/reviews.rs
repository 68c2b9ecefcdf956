//! Settling reports that do not fit: every decision is itself an event.

use serde_json::{Map, Value, json};
use strum::{AsRefStr, EnumIter, EnumString};
use uuid::Uuid;

use super::{
    Action, App, AppError, Caller,
    events::{EventAnswer, OnRefusal, Receipt, Sent},
    names::{Names, Wanted},
};
use crate::{
    domain::{
        Verdict,
        event::Kind,
        id::{ConvoyId, EventId},
        refusal::{FieldCode, FieldError},
    },
    store::{convoys, dialect::read_snapshot, dossier::find_dossier},
};

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

impl App {
    /// Reports in a state (`in_review`, or one that a decision gave), in the ledger's order.
    pub fn list_reviews(&self, caller: &Caller, state: &str, after: i64, limit: usize) -> Result<ReviewPage, AppError> {
        let scope = caller.scope()?;
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
                items.push(EventAnswer {
                    convoy: id,
                    reference: dossier.plan.reference.to_string(),
                    zone: dossier.plan.time_zone,
                    event: event.clone(),
                    verdict: dossier.history.verdicts.get(&event_id).cloned().unwrap_or(Verdict::Applied),
                });
            }
            Ok(ReviewPage { items, names: wanted.read(conn, None)?, next })
        })
    }

    /// Settles the review of an event. `replacement` is what the event should have said, where it is amended.
    pub async fn settle_review(
        &self,
        caller: &Caller,
        event: Uuid,
        decision: Decision,
        reason: &str,
        replacement: Option<Value>,
    ) -> Result<Receipt, AppError> {
        let scope = caller.scope_for(Action::SettleReviews)?;
        let row = convoys::find_review(&mut *self.reader()?, &scope, event)?;
        let row = row.ok_or(AppError::NotFound { what: "review" })?;
        if row.state != "in_review" {
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
            "occurred_at": self.now(),
            "details": details,
        });
        let object = object.as_object().cloned().unwrap_or_default();
        let sent = Sent {
            convoy: row.convoy_id.0.to_string(),
            id: EventId(self.new_id()),
            object,
            on_refusal: OnRefusal::Refuse,
        };
        self.log_event(caller, sent).await.map_err(under_reason)
    }
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
        other => other,
    }
}
