//! One report in words: what was said in it, by whom, and what became of it.

use crate::{
    domain::{
        Payload, Report, Verdict,
        cargo::{LineAmount, PlannedLine},
        event::CargoReport,
        history::Recorded,
        incident::{Harm, Range},
        text::Text,
        time::Precision,
    },
    http::{
        pages::{
            teller::Teller,
            views::{self, Correction, Detail, Name},
        },
        problem::refusal_sentence,
    },
};

/// A report recorded so long after what it tells of is marked as late.
const LATE: chrono::TimeDelta = chrono::TimeDelta::hours(6);

/// What a report is put into words with.
#[derive(Clone, Copy, Debug)]
pub struct Reporter<'a> {
    /// Names, times and words.
    pub teller: Teller<'a>,
    /// What the convoy carries.
    pub cargo: &'a [PlannedLine],
}

impl Reporter<'_> {
    /// A report as it counts, or as it was recorded. `decided` is the event that decided about it.
    pub fn report(
        &self,
        recorded: &Recorded,
        report: &Report,
        verdict: &Verdict,
        decided: Option<&Recorded>,
    ) -> views::Report {
        let teller = &self.teller;
        let review_reason = match verdict {
            Verdict::InReview { refusal, .. } => Some(refusal_sentence(teller.t, refusal)),
            _ => None,
        };
        views::Report {
            id: recorded.id.0.to_string(),
            kind: recorded.gone_by().map_or(report.kind(), |_| recorded.kind()).as_ref().to_owned(),
            when: teller.when(report.occurred),
            place: report.place.map(|id| teller.place(id)),
            state: state(recorded, verdict).to_owned(),
            gone: recorded.gone_by().is_some(),
            implied: false,
            lasted: None,
            lasting: false,
            details: self.details(report),
            trucks: report.trucks.as_ref().map(|trucks| joined(trucks.0.iter().map(Text::as_str))),
            source: report.source.as_ref().map(|source| views::Source {
                kind: source.kind.as_ref().to_owned(),
                name: source.name.as_ref().map(ToString::to_string),
            }),
            note: report.note.as_ref().map(ToString::to_string),
            recorded_by: teller.person(recorded.recorded_by),
            recorded: teller.at(recorded.recorded_at),
            late_by: self.late_by(recorded, report),
            review_reason,
            correction: decided.and_then(|by| self.correction(by, verdict)),
            correct_href: None,
        }
    }

    /// How late it was recorded. What came with a file was not reported late: it was history by then.
    fn late_by(&self, recorded: &Recorded, report: &Report) -> Option<String> {
        recorded.recorded_by?;
        let until = report.occurred.until.unwrap_or(report.occurred.at);
        let late = recorded.recorded_at.since(until);
        let by_the_day = matches!(report.occurred.precision, Precision::Day | Precision::Unknown);
        let long = if by_the_day { chrono::TimeDelta::hours(36) } else { LATE };
        (late > long).then(|| self.teller.t.duration(late))
    }

    fn correction(&self, by: &Recorded, verdict: &Verdict) -> Option<Correction> {
        let reason = match &by.report.payload {
            Payload::Amended(amendment) => &amendment.reason,
            Payload::Voided(decision) | Payload::ReviewAccepted(decision) | Payload::ReviewDismissed(decision) => {
                &decision.reason
            }
            Payload::Redacted(redaction) => &redaction.reason,
            _ => return None,
        };
        Some(Correction {
            by: self.teller.author(by.recorded_by),
            at: self.teller.at(by.recorded_at),
            reason: reason.to_string(),
            replaced_by: matches!(verdict, Verdict::Replaced { .. }).then(|| by.id.0.to_string()),
        })
    }

    fn details(&self, report: &Report) -> Vec<Detail> {
        let mut said = self.said(&report.payload);
        for (name, value) in &report.other {
            let value = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
            said.push(detail("other", self.pair(name, &value)));
        }
        said
    }

    fn said(&self, payload: &Payload) -> Vec<Detail> {
        let teller = &self.teller;
        let word = |label: &str, family: &str, code: &str| vec![detail(label, teller.t.label(family, code))];
        match payload {
            Payload::ClearanceRequested(said)
            | Payload::ClearanceGranted(said)
            | Payload::ClearanceDenied(said)
            | Payload::ClearanceWithdrawn(said)
            | Payload::Notified(said) => {
                let scope = said.scope.map(|scope| detail("scope", teller.t.label("scope", scope)));
                let rest = [("conditions", &said.conditions), ("reason", &said.reason)];
                typed([("authority", &said.authority)]).into_iter().chain(scope).chain(typed(rest)).collect()
            }
            Payload::Blocked(block) => {
                let mut said = word("cause", "cause", block.cause.as_ref());
                said.extend(typed([("held_by", &block.held_by)]));
                said
            }
            Payload::TruckFate(said) => word("fate", "fate", said.fate.as_ref()),
            Payload::CargoLost(said) => {
                let mut loss = word("loss", "loss", said.loss.as_ref());
                loss.extend(self.cargo_report(&said.report));
                loss
            }
            Payload::CargoRefused(said)
            | Payload::Dispatched(said)
            | Payload::CargoRemoved(said)
            | Payload::CargoTransferred(said)
            | Payload::Delivered(said) => self.cargo_report(said),
            Payload::Cancelled(because) | Payload::TruckDetached(because) => typed([("reason", &because.reason)]),
            Payload::IncidentReported(said) => {
                let mut act = word("act", "act", said.act.as_ref());
                act.extend(self.harm(&said.harm));
                act
            }
            _ => self.said_of_the_way(payload),
        }
    }

    fn said_of_the_way(&self, payload: &Payload) -> Vec<Detail> {
        let teller = &self.teller;
        match payload {
            Payload::Rerouted(said) => {
                let places = said.stops.iter().map(|stop| teller.place(stop.place).text).collect::<Vec<_>>();
                let stops = (!places.is_empty()).then(|| detail("stops", places.join(&teller.t.text("list-comma"))));
                stops.into_iter().chain(typed([("ordered_by", &said.ordered_by)])).collect()
            }
            Payload::TurnedBack(said) => {
                let mut words = typed([("reason", &said.reason), ("decided_by", &said.decided_by)]);
                words.extend(self.amounts(&said.cargo));
                words
            }
            Payload::Returned(said) => {
                let vehicle = said.vehicle.map(|vehicle| detail("vehicle", teller.t.label("fate", vehicle)));
                vehicle.into_iter().chain(self.amounts(&said.cargo)).collect()
            }
            Payload::Departed(said) => {
                said.to.map(|to| Detail { label: "to".to_owned(), value: teller.place(to) }).into_iter().collect()
            }
            Payload::PeopleReached(said) => {
                let mut people = vec![detail("people", teller.t.number(said.people))];
                people.extend(typed([("method", &said.method)]));
                people
            }
            Payload::PlanAmended(change) => typed([("reason", &change.reason)]),
            Payload::AccountRecorded(said) => {
                let mut account = vec![detail("claim", said.claim.to_string())];
                account.extend(typed([("alleged_actor", &said.alleged_actor)]));
                account
            }
            Payload::AssessmentRecorded(said) => vec![detail("text", said.text.to_string())],
            Payload::Amended(amendment) => vec![detail("reason", amendment.reason.to_string())],
            Payload::Voided(decision) | Payload::ReviewAccepted(decision) | Payload::ReviewDismissed(decision) => {
                vec![detail("reason", decision.reason.to_string())]
            }
            Payload::Redacted(redaction) => vec![detail("reason", redaction.reason.to_string())],
            // The kinds that say nothing beyond what, when and where, and those told above.
            _ => Vec::new(),
        }
    }

    fn cargo_report(&self, said: &CargoReport) -> Vec<Detail> {
        let mut words: Vec<Detail> = self.amounts(&said.cargo).collect();
        words.extend(typed([("by", &said.by), ("to", &said.to), ("reason", &said.reason)]));
        words
    }

    fn amounts<'b>(&'b self, amounts: &'b [LineAmount]) -> impl Iterator<Item = Detail> + 'b {
        amounts.iter().map(|amount| {
            let line = find_line(self.cargo, amount.line.as_str());
            let item = line.map_or_else(|| amount.line.to_string(), |line| line.item.to_string());
            let t = self.teller.t;
            let quantity = match (amount.quantity, line) {
                (Some(quantity), Some(line)) => t.quantity(&quantity.to_string(), line.unit.as_ref()),
                (Some(quantity), None) => t.number(quantity),
                (None, _) => t.text("unknown"),
            };
            detail("cargo", self.pair(&item, &quantity))
        })
    }

    /// `item: amount`, each kept from the other's direction, in the order of the reader's language.
    fn pair(&self, what: &str, value: &str) -> String {
        let t = self.teller.t;
        let order = if t.locale().direction() == "rtl" { "\u{200F}" } else { "" };
        format!("{order}\u{2068}{what}\u{2069}{}\u{2068}{value}\u{2069}", t.text("colon"))
    }

    /// What it cost, as far as was said.
    pub fn harm(&self, harm: &Harm) -> Vec<Detail> {
        let figures = [
            ("killed", harm.killed),
            ("injured", harm.injured),
            ("abducted", harm.abducted),
            ("trucks_hit", harm.trucks_hit),
            ("vehicles_hit", harm.vehicles_hit),
        ];
        let range = |Range(least, most): Range| self.teller.t.range(least.map(u64::from), most.map(u64::from));
        figures.into_iter().filter_map(|(label, figure)| Some(detail(label, range(figure?)))).collect()
    }
}

/// `redacted` where nothing else has to be said of it: a report whose fact was kept may still be in review.
fn state(recorded: &Recorded, verdict: &Verdict) -> &'static str {
    match (verdict, recorded.redaction) {
        (Verdict::Applied, Some(redaction)) => Verdict::Redacted { by: redaction.by }.code(),
        (verdict, _) => verdict.code(),
    }
}

/// A line by its item, or by its number from 1.
pub fn find_line<'a>(cargo: &'a [PlannedLine], name: &str) -> Option<&'a PlannedLine> {
    let by_name = cargo.iter().find(|line| line.item.as_str().eq_ignore_ascii_case(name));
    by_name.or_else(|| cargo.get(name.parse::<usize>().ok()?.checked_sub(1)?))
}

fn detail(label: &str, value: String) -> Detail {
    Detail { label: label.to_owned(), value: Name::typed(value) }
}

fn typed<const N: usize>(all: [(&str, &Option<Text>); N]) -> Vec<Detail> {
    all.into_iter().filter_map(|(label, text)| Some(detail(label, text.as_ref()?.to_string()))).collect()
}

fn joined<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    labels.collect::<Vec<_>>().join(", ")
}
