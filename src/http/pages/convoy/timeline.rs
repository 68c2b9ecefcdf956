//! What was reported, newest first, day by day: each report as it counts, what was corrected beside what stands in its
//! place, incidents with all that was said of them.

use std::cmp::Reverse;

use super::{Told, report::Reporter};
use crate::{
    domain::{
        Payload, Report, Verdict,
        event::Kind,
        history::Recorded,
        id::EventId,
        plan::StopRole,
        time::{Instant, Occurred},
    },
    http::pages::views::{self, Day, Entry},
};

/// A report on its way into the timeline.
pub(super) struct Line<'a> {
    pub recorded: &'a Recorded,
    /// As it counts; what was corrected, as it was recorded.
    pub report: &'a Report,
    pub verdict: &'a Verdict,
}

/// Where an entry stands among the others.
type Place = (Instant, Kind, EventId);

impl Told<'_> {
    pub(super) fn reporter(&self) -> Reporter<'_> {
        Reporter { teller: self.teller, cargo: &self.convoy().plan.cargo }
    }

    pub(super) fn days(&self) -> Vec<Day> {
        let mut entries: Vec<(Place, Occurred, Entry)> = Vec::new();
        for line in self.lines() {
            let place = (line.report.occurred.at, line.report.kind(), line.recorded.id);
            if let Some(entry) = self.entry(&line) {
                entries.push((place, line.report.occurred, entry));
            }
        }
        entries.extend(self.implied());
        entries.sort_by_key(|(place, _, _)| Reverse(*place));
        let mut days: Vec<Day> = Vec::new();
        for (_, occurred, entry) in entries {
            let title = self.teller.when(occurred).day;
            match days.last_mut().filter(|day| day.title == title) {
                Some(day) => day.entries.push(entry),
                None => days.push(Day { title, entries: vec![entry] }),
            }
        }
        days
    }

    /// Every report with what became of it; an amending one as what it makes of the original.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let history = &self.answer.dossier.history;
        self.answer.dossier.events.iter().map(|recorded| {
            let verdict = history.verdicts.get(&recorded.id).unwrap_or(&Verdict::Applied);
            let corrected = match &recorded.report.payload {
                Payload::Amended(amendment) if *verdict == Verdict::Applied => history.effective.get(&amendment.event),
                _ => None,
            };
            Line { recorded, report: corrected.unwrap_or(&recorded.report), verdict }
        })
    }

    fn entry(&self, line: &Line<'_>) -> Option<Entry> {
        let counts = !line.verdict.is_in_review();
        match &line.report.payload {
            // Decisions stand beside the reports that they are about.
            payload if payload.kind().is_decision() && counts => None,
            Payload::AccountRecorded(account) if counts && self.knows(account.incident.as_str()) => None,
            Payload::AssessmentRecorded(said) if counts && self.knows(said.incident.as_str()) => None,
            Payload::IncidentReported(said) if *line.verdict == Verdict::Applied => {
                let incident = self.convoy().incidents.iter().find(|known| known.report.incident == said.incident);
                incident.map(|incident| Entry::Incident(self.incident(incident, self.report(line))))
            }
            _ => Some(Entry::Report(self.report(line))),
        }
    }

    fn knows(&self, incident: &str) -> bool {
        let mut reported = self.lines().filter(|line| *line.verdict == Verdict::Applied);
        reported.any(|line| matches!(&line.report.payload, Payload::IncidentReported(said) if said.incident.as_str() == incident))
    }

    pub(super) fn report(&self, line: &Line<'_>) -> views::Report {
        let events = &self.answer.dossier.events;
        let redacted_by = line.recorded.redaction.map(|redaction| redaction.by);
        let decided = line.verdict.decided_by().or(redacted_by);
        let decided = decided.and_then(|by| events.iter().find(|event| event.id == by));
        let mut told = self.reporter().report(line.recorded, line.report, line.verdict, decided);
        if self.answer.summary.reduced.is_some() {
            told.recorded_by = Some(self.teller.t.text("reduced-author"));
            if let Some(correction) = &mut told.correction {
                correction.by = self.teller.t.text("reduced-author");
            }
        }
        // A block keeps the id of the report that first told of it.
        let original = match &line.recorded.report.payload {
            Payload::Amended(amendment) => amendment.event,
            _ => line.recorded.id,
        };
        let block = self.convoy().blocks.iter().find(|block| block.event == original);
        if let Some(block) = block.filter(|_| *line.verdict == Verdict::Applied) {
            told.lasted = Some(self.lasted(block));
            told.lasting = block.ended.is_none();
        }
        told
    }

    /// Checkpoints that nobody said were passed, and that must have been, for the convoy was seen further on.
    fn implied(&self) -> impl Iterator<Item = (Place, Occurred, Entry)> {
        let stops = self.convoy().route.stops.iter();
        stops.filter(|stop| stop.role == StopRole::Checkpoint && stop.left_implied).filter_map(|stop| {
            let left = stop.left?;
            let further = |line: &Line<'_>| {
                *line.verdict == Verdict::Applied
                    && line.report.occurred == left
                    && matches!(line.report.kind(), Kind::CheckpointReached | Kind::Arrived)
            };
            let line = self.lines().find(further)?;
            let told = self.report(&line);
            let report = views::Report {
                id: format!("{}-implied", told.id),
                kind: Kind::CheckpointCleared.as_ref().to_owned(),
                place: Some(self.teller.place(stop.place)),
                implied: true,
                details: Vec::new(),
                trucks: None,
                note: None,
                ..told
            };
            // Before the report that implies it.
            let place = (left.at, Kind::PlanAmended, line.recorded.id);
            Some((place, left, Entry::Report(report)))
        })
    }
}
