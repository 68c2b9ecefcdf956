//! Incidents, the accounts of them, and what named authors conclude. Accounts may contradict each other; none is
//! deleted, and no figure is an average of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{
    event::Source,
    id::{EventId, PlaceId},
    text::Text,
    time::{Instant, Occurred, Precision},
};

/// What was done.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Act {
    Shooting,
    Shelling,
    AirStrike,
    ExplosiveDevice,
    Mine,
    Looting,
    Confiscation,
    Detention,
    Abduction,
    Assault,
    Threat,
    Obstruction,
    Protest,
    Accident,
    Other,
    Unknown,
}

/// How reliable a source is (Admiralty): A is completely reliable, F cannot be judged, which is not "worst".
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[expect(missing_docs, reason = "the letters are the code")]
pub enum Reliability {
    A,
    B,
    C,
    D,
    E,
    #[default]
    F,
}

/// How credible the information is (Admiralty): 1 is confirmed, 6 cannot be judged, which is not "worst".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Credibility(u8);

impl Credibility {
    /// 1 to 6.
    pub fn new(grade: u64) -> Option<Self> {
        u8::try_from(grade).ok().filter(|grade| (1..=6).contains(grade)).map(Self)
    }

    /// 1 to 6.
    pub fn grade(self) -> u8 {
        self.0
    }
}

impl Default for Credibility {
    fn default() -> Self {
        Self(6)
    }
}

/// How sure the author of an assessment is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Confidence {
    Low,
    Moderate,
    High,
}

/// A count as one source gives it: `[12, null]` is "at least 12".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range(pub Option<u32>, pub Option<u32>);

/// What it cost, as far as one source says; `None` is unknown and not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Harm {
    /// People killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed: Option<Range>,
    /// People injured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub injured: Option<Range>,
    /// People abducted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abducted: Option<Range>,
    /// Trucks of the convoy hit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trucks_hit: Option<Range>,
    /// Other vehicles hit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicles_hit: Option<Range>,
}

/// What sources may say different things of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, AsRefStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Aspect {
    Act,
    AllegedActor,
    Place,
    When,
    Killed,
    Injured,
    Abducted,
    TrucksHit,
    VehiclesHit,
}

/// Takes one figure of a harm.
pub type OfHarm = fn(&Harm) -> Option<Range>;

/// Every figure of a harm.
pub const FIGURES: [(Aspect, OfHarm); 5] = [
    (Aspect::Killed, |harm| harm.killed),
    (Aspect::Injured, |harm| harm.injured),
    (Aspect::Abducted, |harm| harm.abducted),
    (Aspect::TrucksHit, |harm| harm.trucks_hit),
    (Aspect::VehiclesHit, |harm| harm.vehicles_hit),
];

/// What `incident_reported` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentReport {
    /// The key by which accounts and assessments name it; the event's own id where none was given.
    pub incident: Text,
    /// What was done, as first reported.
    pub act: Act,
    /// What it cost, as first reported.
    #[serde(default)]
    pub harm: Harm,
}

/// What `account_recorded` says: one source's version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountReport {
    /// Of which incident.
    pub incident: Text,
    /// In the source's words, or near them.
    pub claim: Text,
    /// What was done, according to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// By whom, according to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alleged_actor: Option<Text>,
    /// Where, according to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// When, according to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Instant>,
    /// Until when, where it gives a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_until: Option<Instant>,
    /// What it cost, according to it.
    #[serde(default)]
    pub harm: Harm,
    /// Of the source.
    pub reliability: Reliability,
    /// Of the information.
    pub credibility: Credibility,
}

/// What `assessment_recorded` says: what a named author concludes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentReport {
    /// Of which incident.
    pub incident: Text,
    /// The conclusion.
    pub text: Text,
    /// How sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// To whom the author attributes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<Text>,
}

/// An account on the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The event that recorded it.
    pub event: EventId,
    /// Who says so.
    pub source: Option<Source>,
    /// When it was said or recorded.
    pub said: Occurred,
    /// What.
    pub report: AccountReport,
}

impl Account {
    /// A named actor; `unknown` names nobody.
    fn alleged_actor(&self) -> Option<String> {
        let named = self.report.alleged_actor.as_ref()?.as_str().trim().to_lowercase();
        (named != "unknown").then_some(named)
    }

    fn act(&self) -> Option<Act> {
        self.report.act.filter(|act| *act != Act::Unknown)
    }

    fn occurred(&self) -> Option<Occurred> {
        let at = self.report.occurred_at?;
        Some(Occurred::new(at, self.report.occurred_until, Precision::Hour))
    }
}

/// An assessment on the record; the latest of an author is the one that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The event that recorded it.
    pub event: EventId,
    /// Who concludes.
    pub source: Option<Source>,
    /// When.
    pub said: Occurred,
    /// What.
    pub report: AssessmentReport,
}

/// A figure over all sources: from the lowest to the highest that any gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The lowest.
    pub lowest: Option<u32>,
    /// The highest; `[12, null]` counts with its 12, for nobody says more.
    pub highest: Option<u32>,
    /// How many sources give one.
    pub sources: usize,
}

/// Something that was done to a convoy.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// The event that reported it.
    pub event: EventId,
    /// When, as first reported.
    pub occurred: Occurred,
    /// Where, as first reported.
    pub place: Option<PlaceId>,
    /// What, as first reported.
    pub report: IncidentReport,
    /// Every account, in order.
    pub accounts: Vec<Account>,
    /// Every assessment, in order.
    pub assessments: Vec<Assessment>,
}

impl Incident {
    /// The places that accounts name; the report's own where none does.
    pub fn places(&self) -> BTreeSet<PlaceId> {
        let named: BTreeSet<PlaceId> = self.accounts.iter().filter_map(|account| account.report.place).collect();
        if named.is_empty() { self.place.into_iter().collect() } else { named }
    }

    /// Whoever is alleged by any account, each once.
    pub fn alleged_actors(&self) -> BTreeSet<String> {
        self.accounts.iter().filter_map(Account::alleged_actor).collect()
    }

    /// A figure over the accounts and the first report; `None` where no source gives it.
    pub fn figure(&self, of: impl Fn(&Harm) -> Option<Range>) -> Option<Figure> {
        let ranges: Vec<Range> = self.ranges(of);
        (!ranges.is_empty()).then(|| Figure {
            lowest: ranges.iter().filter_map(|range| range.0).min(),
            highest: ranges.iter().filter_map(|range| range.1.or(range.0)).max(),
            sources: ranges.len(),
        })
    }

    fn ranges(&self, of: impl Fn(&Harm) -> Option<Range>) -> Vec<Range> {
        let harms = self.accounts.iter().map(|account| &account.report.harm);
        std::iter::once(&self.report.harm).chain(harms).filter_map(of).collect()
    }

    /// Whether two accounts that speak of the same thing (the act, the actor, the place, the time, a figure) say
    /// different things of it.
    pub fn accounts_differ(&self) -> bool {
        !self.disputed().is_empty()
    }

    /// What accounts, and for figures the first report too, say different things of.
    pub fn disputed(&self) -> Vec<Aspect> {
        let acts: BTreeSet<Act> = self.accounts.iter().filter_map(Account::act).collect();
        let places: BTreeSet<PlaceId> = self.accounts.iter().filter_map(|account| account.report.place).collect();
        let times: Vec<Occurred> = self.accounts.iter().filter_map(Account::occurred).collect();
        let apart = times.iter().enumerate().any(|(i, one)| times.iter().skip(i + 1).any(|two| !one.overlaps(*two)));
        let of_words = [
            (Aspect::Act, acts.len() > 1),
            (Aspect::AllegedActor, self.alleged_actors().len() > 1),
            (Aspect::Place, places.len() > 1),
            (Aspect::When, apart),
        ];
        let of_figures = FIGURES.map(|(aspect, of)| (aspect, self.figures_differ(of)));
        of_words.into_iter().chain(of_figures).filter(|(_, differ)| *differ).map(|(aspect, _)| aspect).collect()
    }

    fn figures_differ(&self, of: OfHarm) -> bool {
        self.ranges(of).windows(2).any(|pair| pair.first() != pair.last())
    }
}
