//! Moments at which somebody may want to know what was known: after each of the latest entries, and before the last
//! correction.

use chrono::TimeDelta;

use super::Told;
use crate::{
    domain::{event::Kind, history::Recorded, time::Instant},
    http::pages::views::WorthSeeing,
};

/// Entries that are offered.
const LATEST: usize = 6;

impl Told<'_> {
    /// The latest first. Nothing to whoever is told less than there is: when something was recorded is part of it.
    pub(super) fn instants(&self) -> Vec<WorthSeeing> {
        if self.answer.summary.reduced.is_some() {
            return Vec::new();
        }
        let corrects = |event: &&Recorded| matches!(event.report.kind(), Kind::Amended | Kind::Voided);
        let events = &self.answer.dossier.events;
        let correction = events.iter().rev().find(corrects);
        // The last moment before it was recorded.
        let before =
            correction.map(|event| self.instant(event, event.recorded_at.plus(TimeDelta::microseconds(-1)), true));
        let after = events.iter().rev().take(LATEST).map(|event| self.instant(event, event.recorded_at, false));
        before.into_iter().chain(after).collect()
    }

    fn instant(&self, event: &Recorded, at: Instant, before: bool) -> WorthSeeing {
        let as_of = at.utc().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        WorthSeeing {
            href: format!("{}?as_of={as_of}", self.href()),
            kind: event.report.kind().as_ref().to_owned(),
            before,
            at: self.teller.at(event.recorded_at),
        }
    }
}
