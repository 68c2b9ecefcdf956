//! `convoy report`.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Subcommand;

use super::{open, say};
use crate::{
    app::reports::ReportAnswer,
    config::Flags,
    domain::{access_report::Selection, time::Instant},
    http::{api::views::report::access_report, language::Locale},
};

/// What many convoys come to.
#[derive(Debug, Subcommand)]
pub enum Report {
    /// Outcomes, people, causes, clearance, hours held and incidents, over all convoys
    Access {
        /// The first day, such as 2016-02-17; from the beginning where it is left out
        #[arg(long, value_name = "DAY")]
        from: Option<NaiveDate>,
        /// The last day, itself included; to the end where it is left out
        #[arg(long, value_name = "DAY")]
        to: Option<NaiveDate>,
        /// As known at this moment (RFC 3339)
        #[arg(long, value_name = "TIME", value_parser = parse_instant)]
        as_of: Option<Instant>,
        /// Answer in JSON, as the API does
        #[arg(long)]
        json: bool,
    },
}

fn parse_instant(text: &str) -> Result<Instant, String> {
    Instant::parse(text).ok_or_else(|| "a moment is written like 2016-11-01T12:00:00+02:00".to_owned())
}

impl Report {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let Self::Access { from, to, as_of, json } = self;
        if from.zip(*to).is_some_and(|(from, to)| to < from) {
            anyhow::bail!("--to is before --from");
        }
        let selection = Selection { from: *from, to: *to, ..Selection::default() };
        let answer = open(flags)?.access_report_of_all(selection, *as_of).map_err(super::in_words)?;
        if *json {
            say(serde_json::to_string(&access_report(&answer, Locale::DEFAULT))?);
        } else {
            tell(&answer);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn tell(answer: &ReportAnswer) {
    use strum::IntoEnumIterator;
    let report = &answer.report;
    let measures = &report.whole.measures;
    say(format_args!("as known at {}", report.at.to_rfc3339_in(chrono_tz::Tz::UTC)));
    say(format_args!("convoys {}, trucks {}", measures.convoys, measures.trucks));
    for (name, sum) in [
        ("people targeted", measures.targeted),
        ("people reached", measures.reached),
        ("people waiting", measures.waiting),
    ] {
        say(format_args!("{name} {} of {} convoys; not known of {}", sum.people, sum.known_of, sum.unknown_of));
    }
    for outcome in crate::domain::outcome::Outcome::iter() {
        let share = report.whole.outcomes.share(outcome);
        say(format_args!("{:<24} {:>6} of {}{}", outcome.as_ref(), share.count, share.of, percent(share.percent)));
    }
    say(format_args!("{:<24} {:>6}", "open", report.whole.outcomes.open));
    for (step, share) in report.steps() {
        say(format_args!("{:<24} {:>6} of {}{}", step.as_ref(), share.count, share.of, percent(share.percent)));
    }
    for (cause, by) in report.causes() {
        let hours =
            by.hours.total.map_or_else(|| "not known".to_owned(), |total| format!("{} to {}", total.least, total.most));
        say(format_args!(
            "{:<32} {:>4} times, hours {hours}, still held {}",
            cause.as_ref(),
            by.hours.holds,
            by.hours.still_held
        ));
    }
    for (act, row) in &report.acts {
        say(format_args!("{:<24} {:>6} incidents, {} convoys", act.as_ref(), row.incidents, row.convoys));
    }
}

fn percent(percent: Option<crate::domain::quantity::Quantity>) -> String {
    percent.map_or_else(String::new, |percent| format!(" ({percent}%)"))
}
