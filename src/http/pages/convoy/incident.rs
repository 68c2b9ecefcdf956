//! An incident with every account of it side by side, and what named authors conclude.

use super::{Told, timeline::Line};
use crate::{
    app::convoys::ConvoyAnswer,
    domain::{
        Payload, Verdict,
        event::Source,
        id::EventId,
        incident::{self, AccountReport, AssessmentReport, OfHarm, Range},
        time::{Occurred, Precision},
    },
    http::{
        language::Texts,
        pages::{
            teller::Teller,
            views::{self, Account, Assessment, Incident},
        },
    },
};

/// One incident of a convoy with all that was said of it; none where it does not count any more.
pub fn one(teller: Teller<'_>, answer: &ConvoyAnswer, event: EventId) -> Option<Incident> {
    let told = Told { teller, answer };
    let incident = told.convoy().incidents.iter().find(|incident| incident.event == event)?;
    let line = told.lines().find(|line| {
        let original = match &line.recorded.report.payload {
            Payload::Amended(amendment) => amendment.event,
            _ => line.recorded.id,
        };
        original == event && *line.verdict == Verdict::Applied
    })?;
    Some(told.incident(incident, told.report(&line)))
}

/// A figure over all sources, from the lowest to the highest that any gives; none where nobody gives one.
pub fn figure(t: Texts, incident: &incident::Incident, of: OfHarm) -> Option<String> {
    let figure = incident.figure(of)?;
    let harms = std::iter::once(&incident.report.harm);
    let mut ranges = harms.chain(incident.accounts.iter().map(|account| &account.report.harm)).filter_map(of);
    // "At least 12" stays so where nobody says more than those 12.
    let open = ranges.any(|Range(least, most)| most.is_none() && least == figure.highest);
    let highest = figure.highest.filter(|_| !(open && figure.lowest == figure.highest));
    Some(t.range(figure.lowest.map(u64::from), highest.map(u64::from)))
}

/// When it was, by one account. From midnight on, or a whole day and more, is a day and not an hour.
pub fn when_by(teller: &Teller<'_>, said: &AccountReport) -> Option<views::When> {
    let at = said.occurred_at?;
    let midnight = at.in_zone(teller.zone).time() == chrono::NaiveTime::MIN;
    let precision = if midnight { Precision::Day } else { Precision::Minute };
    Some(teller.when(Occurred::new(at, said.occurred_until, precision)))
}

impl Told<'_> {
    pub(super) fn incident(&self, incident: &incident::Incident, report: views::Report) -> Incident {
        let key = incident.report.incident.as_str();
        Incident {
            key: incident.event.0.to_string(),
            // It stands in the incident's own head.
            report: views::Report { details: self.reporter().harm(&incident.report.harm), ..report },
            act: incident.report.act.as_ref().to_owned(),
            accounts_differ: incident.accounts_differ(),
            accounts: self.accounts(key),
            assessments: self.assessments(key),
            killed: figure(self.teller.t, incident, |harm| harm.killed),
            injured: figure(self.teller.t, incident, |harm| harm.injured),
        }
    }

    fn accounts(&self, incident: &str) -> Vec<Account> {
        let mut found: Vec<(Occurred, Account)> = Vec::new();
        for line in self.lines().filter(|line| !line.verdict.is_in_review()) {
            if let Payload::AccountRecorded(said) = &line.report.payload
                && said.incident.as_str() == incident
            {
                found.push((line.report.occurred, self.account(&line, said)));
            }
        }
        found.sort_by_key(|(said, _)| said.at);
        found.into_iter().map(|(_, account)| account).collect()
    }

    fn account(&self, line: &Line<'_>, said: &AccountReport) -> Account {
        Account {
            id: line.recorded.id.0.to_string(),
            source: source_of(line.report.source.as_ref()),
            reliability: said.reliability.as_ref().to_owned(),
            credibility: said.credibility.grade().to_string(),
            claim: said.claim.to_string(),
            act: said.act.map(|act| act.as_ref().to_owned()),
            alleged_actor: said.alleged_actor.as_ref().map(ToString::to_string),
            when: when_by(&self.teller, said),
            place: said.place.map(|id| self.teller.place(id)),
            harm: self.reporter().harm(&said.harm),
            given: self.teller.when(line.report.occurred),
            state: line.verdict.code().to_owned(),
        }
    }

    /// The latest first; of one author only the latest stands.
    fn assessments(&self, incident: &str) -> Vec<Assessment> {
        let mut lines: Vec<(Line<'_>, AssessmentReport)> = self
            .lines()
            .filter(|line| *line.verdict == Verdict::Applied)
            .filter_map(|line| match &line.report.payload {
                Payload::AssessmentRecorded(said) if said.incident.as_str() == incident => {
                    let said = said.clone();
                    Some((line, said))
                }
                _ => None,
            })
            .collect();
        lines.sort_by_key(|(line, _)| std::cmp::Reverse((line.report.occurred.at, line.recorded.id)));
        let mut authors = Vec::new();
        lines.iter().map(|(line, said)| self.assessment(line, said, &mut authors)).collect()
    }

    fn assessment(&self, line: &Line<'_>, said: &AssessmentReport, authors: &mut Vec<String>) -> Assessment {
        let named = line.report.source.as_ref().and_then(|source| source.name.as_ref());
        let author = named.map_or_else(|| self.teller.author(line.recorded.recorded_by), ToString::to_string);
        let superseded = authors.contains(&author);
        authors.push(author.clone());
        Assessment {
            author,
            at: self.teller.when(line.report.occurred),
            text: said.text.to_string(),
            confidence: said.confidence.map(|confidence| confidence.as_ref().to_owned()),
            superseded,
        }
    }
}

pub fn source_of(source: Option<&Source>) -> views::Source {
    views::Source {
        kind: source.map_or("other", |source| source.kind.as_ref()).to_owned(),
        name: source.and_then(|source| source.name.as_ref()).map(ToString::to_string),
    }
}
