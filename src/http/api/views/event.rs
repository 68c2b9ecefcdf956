//! Events as answered: as they were sent, and what became of them.

use chrono_tz::Tz;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{PersonView, instant, person, place};
use crate::{
    app::{
        events::{EventAnswer, Receipt},
        names::Names,
    },
    domain::{
        Kind, Refusal, Report, Status, Verdict,
        event::{Payload, Source},
        id::EventId,
        time::Precision,
        trucks::Selection,
    },
    http::{
        language::{Locale, Texts},
        problem::refusal_sentence,
    },
};

/// An event.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventView {
    id: EventId,
    convoy: Uuid,
    reference: String,
    position: i64,
    kind: Kind,
    occurred_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurred_until: Option<String>,
    precision: Precision,
    place: Option<Uuid>,
    place_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trucks: Option<Selection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    details: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    captured_at: Option<String>,
    recorded_at: String,
    recorded_by: Option<PersonView>,
    state: &'static str,
    /// The event that decided its state.
    decided_by: Option<EventId>,
    /// What was taken out of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    redaction: Option<RedactionView>,
    /// Why it is in review.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<ReviewView>,
    /// The convoy's, after a fresh event.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
struct RedactionView {
    /// The redacting event.
    event: EventId,
    /// Whether the event still counts, without its texts.
    fact_kept: bool,
    /// Left out where the reader is told less.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<PersonView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

fn redaction(answer: &EventAnswer, names: &Names) -> Option<RedactionView> {
    let redaction = answer.event.redaction?;
    let told = answer.redacted.as_ref();
    Some(RedactionView {
        event: redaction.by,
        fact_kept: redaction.keeps_fact,
        at: told.map(|told| instant(told.at, answer.zone)),
        by: told.and_then(|told| told.by).map(|user| person(user.0, names)),
        reason: told.map(|told| told.reason.to_string()),
    })
}

/// `redacted` where nothing else has to be said of it: a report whose fact was kept may still be in review.
fn state(answer: &EventAnswer) -> &'static str {
    match (&answer.verdict, answer.event.redaction) {
        (Verdict::Applied, Some(redaction)) => Verdict::Redacted { by: redaction.by }.code(),
        (verdict, _) => verdict.code(),
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct ReviewView {
    #[serde(flatten)]
    refusal: Refusal,
    detail: String,
    permitted: Vec<Kind>,
    /// Whether what is missing may still arrive, so that it is settled by itself.
    waiting: bool,
}

/// An event as answered.
pub fn event(answer: &EventAnswer, names: &Names, locale: Locale) -> EventView {
    let report = &answer.event.report;
    let place = report.place.map(|id| place(id.0, names, locale));
    EventView {
        id: answer.event.id,
        convoy: answer.convoy.0,
        reference: answer.reference.clone(),
        position: answer.event.position,
        kind: answer.event.kind(),
        occurred_at: instant(report.occurred.at, answer.zone),
        occurred_until: report.occurred.until.map(|until| instant(until, answer.zone)),
        precision: report.occurred.precision,
        place: place.as_ref().map(|place| place.id),
        place_name: place.and_then(|place| place.name),
        trucks: report.trucks.clone(),
        source: report.source.clone(),
        note: report.note.as_ref().map(ToString::to_string),
        details: details(report, answer.zone),
        captured_at: report.captured_at.map(|at| instant(at, answer.zone)),
        recorded_at: instant(answer.event.recorded_at, answer.zone),
        recorded_by: answer.event.recorded_by.map(|user| person(user.0, names)),
        state: state(answer),
        decided_by: answer.verdict.decided_by(),
        redaction: redaction(answer, names),
        review: review(&answer.verdict, locale),
        status: None,
        version: None,
    }
}

/// The receipt for an event: it, and how the convoy stands after it.
pub fn receipt(receipt: &Receipt, locale: Locale) -> EventView {
    EventView {
        status: Some(receipt.status),
        version: Some(receipt.version),
        ..event(&receipt.answer, &receipt.names, locale)
    }
}

fn review(verdict: &Verdict, locale: Locale) -> Option<ReviewView> {
    let Verdict::InReview { refusal, permitted } = verdict else { return None };
    Some(ReviewView {
        refusal: refusal.clone(),
        detail: refusal_sentence(Texts::new(locale), refusal),
        permitted: permitted.clone(),
        waiting: refusal.is_waiting(),
    })
}

/// `details` in the shape in which they are sent.
fn details(report: &Report, zone: Tz) -> Value {
    let mut tagged = serde_json::to_value(&report.payload).unwrap_or_default();
    let mut details = match tagged.get_mut("details").map(Value::take) {
        Some(Value::Object(details)) => details,
        Some(_) | None => Map::new(),
    };
    match &report.payload {
        Payload::Amended(amendment) => {
            let mut replacement = Map::new();
            if let Some(payload) = &amendment.payload {
                let inner =
                    Report { payload: (**payload).clone(), other: std::collections::BTreeMap::new(), ..report.clone() };
                replacement.insert("kind".to_owned(), json!(payload.kind()));
                replacement.insert("details".to_owned(), self::details(&inner, zone));
                details.remove("payload");
            }
            if let Some(occurred) = amendment.occurred {
                replacement.insert("occurred_at".to_owned(), json!(instant(occurred.at, zone)));
                if let Some(until) = occurred.until {
                    replacement.insert("occurred_until".to_owned(), json!(instant(until, zone)));
                }
                replacement.insert("precision".to_owned(), json!(occurred.precision));
                if let Some(until) = occurred.until {
                    replacement.insert("occurred_until".to_owned(), json!(instant(until, zone)));
                }
                details.remove("occurred");
            }
            for name in ["place", "trucks", "source", "note"] {
                if let Some(value) = details.remove(name) {
                    replacement.insert(name.to_owned(), value);
                }
            }
            details.insert("replacement".to_owned(), Value::Object(replacement));
        }
        Payload::Redacted(redaction) => {
            details.insert("kept".to_owned(), json!(redaction.kept.is_some()));
        }
        // Harm is one group in the ledger and loose fields on the wire.
        Payload::IncidentReported(_) | Payload::AccountRecorded(_) => {
            if let Some(Value::Object(harm)) = details.remove("harm") {
                details.extend(harm);
            }
        }
        _ => {}
    }
    details.extend(report.other.iter().map(|(name, value)| (name.clone(), value.clone())));
    Value::Object(details)
}
