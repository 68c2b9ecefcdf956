//! What was reported about a convoy, and how it fits together.

use super::{Name, When};

/// The reports of one day, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day in full, in the convoy's zone.
    pub title: String,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// One entry: a report, or an incident with everything that was said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A report.
    Report(Report),
    /// An incident, its accounts side by side.
    Incident(Incident),
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The event's id, for links to it.
    pub id: String,
    /// Code of the kind.
    pub kind: String,
    /// When it happened.
    pub when: When,
    /// Where.
    pub place: Option<Name>,
    /// Code of its state: applied, `in_review`, accepted, dismissed, voided, replaced, redacted.
    pub state: String,
    /// All of it was redacted: it no longer counts.
    pub gone: bool,
    /// The checkpoint was cleared only by implication of a later report.
    pub implied: bool,
    /// For a block: how long it lasted, or has lasted so far.
    pub lasted: Option<String>,
    /// For a block: it still lasts.
    pub lasting: bool,
    /// What else was said: cause, reason, who held it, amounts…
    pub details: Vec<Detail>,
    /// The trucks it speaks of, where not all: `1-18`.
    pub trucks: Option<String>,
    /// Who said so.
    pub source: Option<Source>,
    /// The note, as typed.
    pub note: Option<String>,
    /// Who recorded it; none where it came with a file.
    pub recorded_by: Option<String>,
    /// When it was recorded.
    pub recorded: When,
    /// How long after it happened it was recorded, where that is long: `11 hours`.
    pub late_by: Option<String>,
    /// Why it is in review, in the reader's words.
    pub review_reason: Option<String>,
    /// What became of it.
    pub correction: Option<Correction>,
    /// Where it may be corrected by this reader.
    pub correct_href: Option<String>,
}

/// One thing said in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Code of what it is: message `detail-<code>`.
    pub label: String,
    /// What was said, in the reader's words or as typed.
    pub value: Name,
}

/// Where a report comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Code of the kind of source.
    pub kind: String,
    /// Its name, as given.
    pub name: Option<String>,
}

/// How a report was set right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Who did it.
    pub by: String,
    /// When.
    pub at: When,
    /// Why, as typed.
    pub reason: String,
    /// The id of the report that stands in its place.
    pub replaced_by: Option<String>,
}

/// An incident with its accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Its key, for links to it.
    pub key: String,
    /// The report that told of it.
    pub report: Report,
    /// Code of the act.
    pub act: String,
    /// The accounts contradict each other.
    pub accounts_differ: bool,
    /// Everyone's version, oldest first.
    pub accounts: Vec<Account>,
    /// What named authors conclude, kept apart from the accounts; the latest first.
    pub assessments: Vec<Assessment>,
    /// The range of killed over all accounts, in the reader's words; none where nobody gave a figure.
    pub killed: Option<String>,
    /// The range of injured over all accounts.
    pub injured: Option<String>,
}

/// One source's version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The event's id.
    pub id: String,
    /// Whose version it is.
    pub source: Source,
    /// Code of the source's reliability.
    pub reliability: String,
    /// Code of the information's credibility.
    pub credibility: String,
    /// The claim, as given.
    pub claim: String,
    /// Code of the act as this source has it, where it says.
    pub act: Option<String>,
    /// Who is alleged, as given; none where unknown.
    pub alleged_actor: Option<String>,
    /// When, as this source has it.
    pub when: Option<When>,
    /// Where, as this source has it.
    pub place: Option<Name>,
    /// Killed, injured, trucks hit: label code and range in the reader's words.
    pub harm: Vec<Detail>,
    /// When it was published or given.
    pub given: When,
    /// Code of its state.
    pub state: String,
}

/// What an author concludes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Who concludes so.
    pub author: String,
    /// When.
    pub at: When,
    /// The conclusion, as typed.
    pub text: String,
    /// Code of the confidence, where given.
    pub confidence: Option<String>,
    /// An earlier version, since replaced.
    pub superseded: bool,
}

impl Report {
    /// It does not count (any more): shown struck through.
    pub(super) fn struck(&self) -> bool {
        matches!(self.state.as_str(), "voided" | "replaced" | "dismissed") || (self.state == "redacted" && self.gone)
    }

    /// Its state goes without saying.
    pub(super) fn plain(&self) -> bool {
        self.state == "applied"
    }
}
