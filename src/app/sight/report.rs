//! What of a report about a convoy under way is told: what sort of thing happened and when, and of the rest what names
//! nobody and no place. Each kind is listed: a new one has to be thought about.

use std::collections::BTreeMap;

use super::{Areas, Veil, refusals};
use crate::domain::{
    Payload, Report, Verdict,
    cargo::LineAmount,
    clearance::ClearanceReport,
    event::{
        Amendment, Because, BlockReport, CargoReport, Decision, Departure, LossReport, RedactionReport, Reroute,
        ReturnReport, Source, TurnBack,
    },
    history::Recorded,
    incident::{AccountReport, AssessmentReport, IncidentReport},
    people::PeopleReport,
    plan::PlanChange,
    text::{LINE, Text},
};

/// Stands where a report must say something and may not.
fn withheld(kept: &Text) -> Text {
    // It parses; were it ever not to, an empty place is no better than what must not be told.
    Text::parse("(withheld)", LINE).unwrap_or_else(|_| kept.clone())
}

/// An event with what is told of it.
pub(super) fn recorded(veil: Veil, event: &Recorded, areas: &Areas) -> Recorded {
    let report = report(veil, &event.report, areas, event.position);
    Recorded { report, recorded_by: None, ..event.clone() }
}

/// A report with what is told of it. Where it says that it was, is where that was said to lie at `position`, when it was recorded.
pub(super) fn report(veil: Veil, report: &Report, areas: &Areas, position: i64) -> Report {
    let is_told = veil.positions && veil.is_due(report.occurred);
    Report {
        payload: payload(veil, &report.payload),
        occurred: report.occurred,
        place: report.place.filter(|_| is_told).and_then(|place| areas.at(place, position)),
        trucks: None,
        source: report.source.as_ref().map(source),
        note: None,
        captured_at: None,
        other: BTreeMap::new(),
        by_message: None,
    }
}

fn source(source: &Source) -> Source {
    Source { kind: source.kind, name: None }
}

fn payload(veil: Veil, payload: &Payload) -> Payload {
    match payload {
        Payload::PlanAmended(_) => Payload::PlanAmended(Box::<PlanChange>::default()),
        Payload::ClearanceRequested(said) => Payload::ClearanceRequested(clearance(said)),
        Payload::ClearanceGranted(said) => Payload::ClearanceGranted(clearance(said)),
        Payload::ClearanceDenied(said) => Payload::ClearanceDenied(clearance(said)),
        Payload::ClearanceWithdrawn(said) => Payload::ClearanceWithdrawn(clearance(said)),
        Payload::Notified(said) => Payload::Notified(clearance(said)),
        Payload::CargoRefused(said) => Payload::CargoRefused(cargo(veil, said)),
        Payload::Cancelled(_) => Payload::Cancelled(Because::default()),
        Payload::Dispatched(said) => Payload::Dispatched(cargo(veil, said)),
        Payload::CheckpointReached => Payload::CheckpointReached,
        Payload::IncidentReported(said) => Payload::IncidentReported(incident(said)),
        Payload::Blocked(said) => Payload::Blocked(BlockReport { cause: said.cause, held_by: None }),
        Payload::Unblocked => Payload::Unblocked,
        Payload::CheckpointCleared => Payload::CheckpointCleared,
        Payload::Rerouted(_) => Payload::Rerouted(Reroute { stops: Vec::new(), ordered_by: None }),
        Payload::Arrived => Payload::Arrived,
        Payload::TruckDetached(_) => Payload::TruckDetached(Because::default()),
        Payload::TruckRejoined => Payload::TruckRejoined,
        Payload::TruckFate(said) => Payload::TruckFate(*said),
        Payload::CargoRemoved(said) => Payload::CargoRemoved(cargo(veil, said)),
        Payload::CargoLost(said) => {
            Payload::CargoLost(LossReport { loss: said.loss, report: cargo(veil, &said.report) })
        }
        Payload::CargoTransferred(said) => Payload::CargoTransferred(cargo(veil, said)),
        Payload::Delivered(said) => Payload::Delivered(cargo(veil, said)),
        Payload::Departed(_) => Payload::Departed(Departure::default()),
        Payload::TurnedBack(said) => {
            Payload::TurnedBack(TurnBack { cargo: amounts(veil, &said.cargo), ..TurnBack::default() })
        }
        Payload::PeopleReached(said) => Payload::PeopleReached(PeopleReport { people: said.people, method: None }),
        Payload::Contact => Payload::Contact,
        Payload::Returned(said) => {
            Payload::Returned(ReturnReport { cargo: amounts(veil, &said.cargo), ..ReturnReport::default() })
        }
        Payload::Note => Payload::Note,
        Payload::AccountRecorded(said) => Payload::AccountRecorded(Box::new(account(said))),
        Payload::AssessmentRecorded(said) => Payload::AssessmentRecorded(assessment(said)),
        Payload::Amended(said) => Payload::Amended(Box::new(amendment(veil, said))),
        Payload::Voided(said) => Payload::Voided(decision(said)),
        Payload::ReviewAccepted(said) => Payload::ReviewAccepted(decision(said)),
        Payload::ReviewDismissed(said) => Payload::ReviewDismissed(decision(said)),
        Payload::Redacted(said) => Payload::Redacted(Box::new(RedactionReport {
            event: said.event,
            reason: withheld(&said.reason),
            kept: None,
        })),
    }
}

pub(super) fn clearance(said: &ClearanceReport) -> ClearanceReport {
    ClearanceReport { scope: said.scope, ..ClearanceReport::default() }
}

fn amounts(veil: Veil, amounts: &[LineAmount]) -> Vec<LineAmount> {
    if veil.cargo { amounts.to_vec() } else { Vec::new() }
}

fn cargo(veil: Veil, said: &CargoReport) -> CargoReport {
    CargoReport { cargo: amounts(veil, &said.cargo), ..CargoReport::default() }
}

pub(super) fn incident(said: &IncidentReport) -> IncidentReport {
    IncidentReport { incident: withheld(&said.incident), act: said.act, harm: said.harm }
}

fn account(said: &AccountReport) -> AccountReport {
    AccountReport {
        incident: withheld(&said.incident),
        claim: withheld(&said.claim),
        act: said.act,
        alleged_actor: None,
        place: None,
        occurred_at: None,
        occurred_until: None,
        harm: said.harm,
        reliability: said.reliability,
        credibility: said.credibility,
    }
}

fn assessment(said: &AssessmentReport) -> AssessmentReport {
    AssessmentReport {
        incident: withheld(&said.incident),
        text: withheld(&said.text),
        confidence: said.confidence,
        attributed_to: None,
    }
}

/// Where it really happened is not told: the moment that decides is another report's.
fn amendment(veil: Veil, said: &Amendment) -> Amendment {
    Amendment {
        event: said.event,
        reason: withheld(&said.reason),
        payload: said.payload.as_ref().map(|payload| Box::new(self::payload(veil, payload))),
        occurred: said.occurred,
        place: None,
        trucks: None,
        source: said.source.as_ref().map(source),
        note: None,
    }
}

fn decision(said: &Decision) -> Decision {
    Decision { event: said.event, reason: withheld(&said.reason) }
}

/// What became of a report; of why only what is told anyway.
pub(super) fn verdict(verdict: &Verdict) -> Verdict {
    match verdict {
        Verdict::InReview { refusal, .. } => {
            let (refusal, permitted) = refusals::told(refusal);
            Verdict::InReview { refusal, permitted }
        }
        Verdict::Applied
        | Verdict::Accepted { .. }
        | Verdict::Dismissed { .. }
        | Verdict::Voided { .. }
        | Verdict::Replaced { .. }
        | Verdict::Redacted { .. } => verdict.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use strum::IntoEnumIterator;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{event::Kind, time::Instant};

    const PLACE: &str = "0190c0de-0000-7000-8000-0000ca7a7700";

    /// What a report of this kind says, with a canary wherever a person can write or a place can stand. A new kind does not
    /// compile until it stands here.
    fn details(kind: Kind) -> Value {
        let stops = json!([{"role": "destination", "place": PLACE, "target_population": 7_531}]);
        let cargo = json!({
            "cargo": [{"line": "CANARY-LINE", "quantity": 3}], "by": "CANARY-BY", "to": "CANARY-TO", "reason": "CANARY-WHY"
        });
        let because = json!({"reason": "CANARY-WHY"});
        let decision = json!({"event": PLACE, "reason": "CANARY-WHY"});
        match kind {
            Kind::PlanAmended => json!({
                "reason": "CANARY-WHY", "stops": stops, "linked_release": "CANARY-LINK", "trucks":
                [{"label": "CANARY-TRUCK", "role": "cargo"}], "planned_departure": "2018-03-05T00:00:00Z"
            }),
            Kind::ClearanceRequested
            | Kind::ClearanceGranted
            | Kind::ClearanceDenied
            | Kind::ClearanceWithdrawn
            | Kind::Notified => {
                json!({"authority": "CANARY-WHO", "conditions": "CANARY-ROAD", "reason": "CANARY-WHY", "scope": "part"})
            }
            Kind::CargoRefused | Kind::Dispatched | Kind::CargoRemoved | Kind::CargoTransferred | Kind::Delivered => {
                cargo
            }
            Kind::CargoLost => {
                let mut lost = cargo;
                lost["loss"] = json!("looted");
                lost
            }
            Kind::Cancelled | Kind::TruckDetached => because,
            Kind::Blocked => json!({"cause": "hostilities", "held_by": "CANARY-HELD"}),
            Kind::Rerouted => json!({"stops": stops, "ordered_by": "CANARY-WHO"}),
            Kind::TruckFate => json!({"fate": "looted"}),
            Kind::Departed => json!({"to": PLACE}),
            Kind::TurnedBack => json!({
                "reason": "CANARY-WHY", "decided_by": "CANARY-WHO", "cargo": [{"line": "CANARY-LINE", "quantity": 3}]
            }),
            Kind::PeopleReached => json!({"people": 40, "method": "CANARY-HOW"}),
            Kind::Returned => {
                json!({"vehicle": "returned_empty", "cargo": [{"line": "CANARY-LINE", "quantity": 3}]})
            }
            Kind::IncidentReported => json!({"incident": "CANARY-KEY", "act": "shooting", "harm": {}}),
            Kind::AccountRecorded => json!({
                "incident": "CANARY-KEY", "claim": "CANARY-CLAIM", "alleged_actor": "CANARY-WHO", "place": PLACE,
                "occurred_at": "2018-03-05T00:00:00Z", "harm": {}, "reliability": "B", "credibility": 2
            }),
            Kind::AssessmentRecorded => {
                json!({"incident": "CANARY-KEY", "text": "CANARY-TEXT", "attributed_to": "CANARY-WHO"})
            }
            Kind::Amended => json!({
                "event": "0190c0de-0000-7000-8000-000000000001", "reason": "CANARY-WHY", "place": PLACE,
                "trucks": ["CANARY-TRUCK"], "source": {"kind": "media", "name": "CANARY-SOURCE"}, "note": "CANARY-NOTE",
                "payload": {"kind": "blocked", "details": {"cause": "hostilities", "held_by": "CANARY-HELD"}}
            }),
            Kind::Voided | Kind::ReviewAccepted | Kind::ReviewDismissed | Kind::Redacted => {
                let mut decision = decision;
                decision["event"] = json!("0190c0de-0000-7000-8000-000000000001");
                decision
            }
            Kind::CheckpointReached
            | Kind::Unblocked
            | Kind::CheckpointCleared
            | Kind::Arrived
            | Kind::TruckRejoined
            | Kind::Contact
            | Kind::Note => Value::Null,
        }
    }

    fn full(kind: Kind) -> Report {
        let mut report = json!({
            "kind": kind, "occurred_at": "2018-03-05T06:00:00Z", "precision": "minute", "place": PLACE, "trucks": ["CANARY-TRUCK"],
            "source": {"kind": "media", "name": "CANARY-SOURCE"}, "note": "CANARY-NOTE",
            "captured_at": "2018-03-05T06:01:00Z", "other": {"CANARY-KEY": "CANARY-VALUE"}
        });
        let details = details(kind);
        if !details.is_null() {
            report["details"] = details;
        }
        let report: Report = serde_json::from_value(report).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        Report { occurred: report.occurred.recorded(Instant::parse("2018-03-05T06:05:00Z")), ..report }
    }

    #[test]
    fn no_kind_of_report_tells_a_name_a_place_or_a_word() {
        let until = Instant::parse("2019-01-01T00:00:00Z").unwrap();
        let place: crate::domain::place::Place = serde_json::from_value(json!({
            "key": "canary-gate", "name": {"en": "CANARY-GATE"}, "kind": "checkpoint", "latitude": 34.81237,
            "longitude": 36.59871, "admin1": "CANARY-HAMA"
        }))
        .unwrap();
        let mut areas = Areas::default();
        areas.add(Uuid::parse_str(PLACE).unwrap(), 1, &place);
        let secret = |text: &str| text.to_lowercase().contains("canary") || text.contains(PLACE);
        for kind in Kind::iter() {
            let report = full(kind);
            assert!(secret(&serde_json::to_string(&report).unwrap()), "{kind:?} has nothing to hide");
            for (positions, until, told) in [
                (true, until, true),
                (true, Instant::parse("2018-03-05T06:04:59Z").unwrap(), false),
                (false, until, false),
            ] {
                let veil = Veil { positions, cargo: false, zone: chrono_tz::UTC, until };
                let reduced = super::report(veil, &report, &areas, 1);
                let text = serde_json::to_string(&reduced).unwrap();
                assert!(!secret(&text), "{kind:?}: {text}");
                assert_eq!(reduced.place.is_some(), told, "{kind:?}");
                assert_eq!(reduced.kind(), kind);
            }
        }
    }
}
