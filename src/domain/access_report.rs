//! What access reports say of many convoys: how they ended, whom they reached, what held them and for how long, and what
//! became of permission. Every definition stands in docs/reports.md. Fed with one convoy at a time, in any order.

mod figures;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use strum::{AsRefStr, EnumIter, IntoEnumIterator};
use uuid::Uuid;

pub use figures::{Hours, HoursBetween, Lengths, Share, Sum};

use super::{
    clearance::{Clearance, Scope},
    event::Cause,
    facts::{Bound, Done, Facts},
    incident::{Act, Figure},
    outcome::Outcome,
    status::Status,
    time::Instant,
    trucks::Fate,
};

/// What a report is of. All that are set must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// To this day, itself included.
    pub to: Option<NaiveDate>,
    /// Convoys that this organisation leads or takes part in.
    pub organisation: Option<Uuid>,
    /// Convoys bound for this place, or held there.
    pub place: Option<Uuid>,
}

/// What convoys come to, however they are put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Measures {
    /// Convoys.
    pub convoys: u64,
    /// Their cargo trucks.
    pub trucks: u64,
    /// Of these, unloaded wholly.
    pub trucks_offloaded: u64,
    /// Whom they were meant for.
    pub targeted: Sum,
    /// Whom they reached.
    pub reached: Sum,
    /// Who waits.
    pub waiting: Sum,
}

impl Measures {
    fn add(&mut self, facts: &Facts) {
        self.convoys += 1;
        self.trucks += facts.truck_count();
        self.trucks_offloaded += facts.trucks.get(&Fate::Offloaded).copied().unwrap_or(0);
        self.targeted.add(facts.targeted);
        self.reached.add(facts.reached);
        self.waiting.add(facts.waiting);
    }
}

/// People reached, of those meant, over the convoys of which both are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Coverage {
    /// Reached, of meant.
    pub share: Share,
    /// Convoys in it.
    pub convoys: u64,
    /// Convoys left out, for one of the two is not known.
    pub left_out: u64,
}

/// Convoys by how they ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByOutcome {
    /// Those whose outcome is known.
    pub of: BTreeMap<Outcome, u64>,
    /// Those whose outcome is open.
    pub open: u64,
}

impl ByOutcome {
    fn add(&mut self, outcome: Option<Outcome>) {
        match outcome {
            Some(outcome) => *self.of.entry(outcome).or_default() += 1,
            None => self.open += 1,
        }
    }

    /// How many have an outcome.
    pub fn decided(&self) -> u64 {
        self.of.values().sum()
    }

    /// One outcome, of all that have one.
    pub fn share(&self, outcome: Outcome) -> Share {
        Share::new(self.of.get(&outcome).copied().unwrap_or(0), self.decided())
    }
}

/// Convoys of a month, or of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they come to.
    pub measures: Measures,
    /// How they ended.
    pub outcomes: ByOutcome,
    /// Convoys in which an organisation takes part beside these, which others lead.
    pub as_partner: u64,
}

/// Convoys that something held.
#[derive(Clone, Debug, Default)]
struct Holding {
    lengths: Lengths,
    convoys: u64,
    trucks: u64,
    targeted: Sum,
}

/// What held convoys, for one cause or at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBy {
    /// Convoys that were held so, of all that set out.
    pub convoys: Share,
    /// Their cargo trucks.
    pub trucks: u64,
    /// Whom they were meant for.
    pub targeted: Sum,
    /// How long.
    pub hours: Hours,
}

/// One destination.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Destination {
    /// Convoys bound for it.
    pub convoys: u64,
    /// Those that served it.
    pub served: u64,
    /// Those that are over and did not.
    pub unserved: u64,
    /// Those that still may.
    pub open: u64,
    /// Whom its cargo was meant for.
    pub targeted: Sum,
    /// Who waits there.
    pub waiting: Sum,
}

/// A step of the clearance funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, AsRefStr, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Step {
    /// Permission was asked for, of all convoys.
    Requested,
    /// All of it was granted, of those requested; as for all answers, the latest counts.
    GrantedWholly,
    /// A part was.
    GrantedInPart,
    /// It was refused.
    Denied,
    /// It was granted and taken back.
    Withdrawn,
    /// No answer came.
    Unanswered,
    /// The convoy set out, of those granted.
    Dispatched,
    /// It delivered wholly, of those granted that set out.
    Delivered,
    /// It delivered in part.
    DeliveredInPart,
    /// Set out without a grant that stands, of all that set out.
    DispatchedWithoutGrant,
}

/// Incidents of one act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acts {
    /// Incidents.
    pub incidents: u64,
    /// Convoys that met one, or several.
    pub convoys: u64,
    /// Incidents of which accounts contradict each other.
    pub differ: u64,
    /// People killed.
    pub killed: Harmed,
    /// People injured.
    pub injured: Harmed,
}

/// People harmed in several incidents: from the sum of the lowest to the sum of the highest that any source gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Harmed {
    /// At least.
    pub lowest: u64,
    /// At the most that any source gives.
    pub highest: u64,
    /// In how many incidents a source gives a figure.
    pub known_of: u64,
    /// In how many none does.
    pub unknown_of: u64,
}

impl Harmed {
    fn add(&mut self, figure: Option<Figure>) {
        let Some(figure) = figure else {
            self.unknown_of += 1;
            return;
        };
        self.known_of += 1;
        self.lowest += u64::from(figure.lowest.unwrap_or(0));
        self.highest += u64::from(figure.highest.or(figure.lowest).unwrap_or(0));
    }
}

/// What was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct LeftOut {
    /// Convoys of other periods.
    pub other_periods: u64,
    /// Convoys of other organisations, or without this place.
    pub other_selection: u64,
    /// Convoys whose places are not told to the reader, where a place was asked for.
    pub places_withheld: u64,
}

/// A report.
#[derive(Clone, Debug)]
pub struct AccessReport {
    /// The moment that it stands for.
    pub at: Instant,
    /// Of what.
    pub selection: Selection,
    /// What is not in it.
    pub left_out: LeftOut,
    /// Convoys in it whose places are not told to the reader.
    pub places_withheld: u64,
    /// All of it.
    pub whole: Group,
    /// Cargo trucks by what became of them.
    pub fates: BTreeMap<Fate, u64>,
    /// By outcome; `None` is open.
    pub outcomes: BTreeMap<Option<Outcome>, Measures>,
    /// By month.
    pub months: BTreeMap<(i32, u32), Group>,
    /// By who leads.
    pub organisations: BTreeMap<Uuid, Group>,
    /// By destination.
    pub destinations: BTreeMap<Uuid, Destination>,
    /// Every place that is told of any convoy, also of those that were left out: what a reader may ask about.
    pub offered_places: BTreeSet<Uuid>,
    /// Every organisation, likewise.
    pub offered_organisations: BTreeSet<Uuid>,
    /// Incidents by act.
    pub acts: BTreeMap<Act, Acts>,
    set_out: u64,
    with_blocks: u64,
    with_incidents: u64,
    both_known: (u64, u64, u64),
    causes: BTreeMap<Cause, Holding>,
    places: BTreeMap<Option<Uuid>, Holding>,
    steps: BTreeMap<Step, u64>,
}

impl AccessReport {
    /// An empty one.
    pub fn new(at: Instant, selection: Selection) -> Self {
        Self {
            at,
            selection,
            left_out: LeftOut::default(),
            places_withheld: 0,
            whole: Group::default(),
            fates: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            months: BTreeMap::new(),
            organisations: BTreeMap::new(),
            destinations: BTreeMap::new(),
            offered_places: BTreeSet::new(),
            offered_organisations: BTreeSet::new(),
            acts: BTreeMap::new(),
            set_out: 0,
            with_blocks: 0,
            with_incidents: 0,
            both_known: (0, 0, 0),
            causes: BTreeMap::new(),
            places: BTreeMap::new(),
            steps: BTreeMap::new(),
        }
    }

    /// Takes in one convoy, or counts it as left out.
    pub fn add(&mut self, facts: &Facts) {
        self.offered_organisations.extend(std::iter::once(&facts.lead).chain(&facts.partners));
        let held = facts.held.iter().filter_map(|held| held.place);
        self.offered_places.extend(facts.bound.iter().map(|bound| bound.place).chain(held).map(|place| place.0));
        if !self.takes(facts) {
            return;
        }
        let outcome = facts.outcome(self.at);
        let day = facts.day();
        self.places_withheld += u64::from(facts.places_withheld);
        let partners = facts.partners.iter().filter(|partner| **partner != facts.lead).collect::<BTreeSet<_>>();
        for partner in partners {
            self.organisations.entry(*partner).or_default().as_partner += 1;
        }
        let month = self.months.entry((day.year(), day.month())).or_default();
        let led = self.organisations.entry(facts.lead).or_default();
        for group in [&mut self.whole, month, led] {
            group.measures.add(facts);
            group.outcomes.add(outcome);
        }
        self.outcomes.entry(outcome).or_default().add(facts);
        for (fate, count) in &facts.trucks {
            *self.fates.entry(*fate).or_default() += count;
        }
        if let Some((targeted, reached)) = facts.targeted.zip(facts.reached) {
            let (convoys, all_targeted, all_reached) = self.both_known;
            self.both_known = (convoys + 1, all_targeted.saturating_add(targeted), all_reached.saturating_add(reached));
        }
        self.add_destinations(facts);
        self.add_holds(facts);
        self.add_steps(facts);
        self.add_acts(&facts.done);
    }

    fn takes(&mut self, facts: &Facts) -> bool {
        let day = facts.day();
        let Selection { from, to, organisation, place } = self.selection;
        if from.is_some_and(|from| day < from) || to.is_some_and(|to| day > to) {
            self.left_out.other_periods += 1;
            return false;
        }
        if organisation.is_some_and(|organisation| !facts.is_of(organisation)) {
            self.left_out.other_selection += 1;
            return false;
        }
        match place {
            Some(_) if facts.places_withheld => self.left_out.places_withheld += 1,
            Some(place) if !facts.touches(place) => self.left_out.other_selection += 1,
            Some(_) | None => return true,
        }
        false
    }

    fn add_destinations(&mut self, facts: &Facts) {
        let over = facts.status.is_final();
        let only = facts.bound.len() == 1;
        for bound in &facts.bound {
            let Bound { place, targeted, served } = *bound;
            let destination = self.destinations.entry(place.0).or_default();
            destination.convoys += 1;
            destination.served += u64::from(served);
            destination.unserved += u64::from(over && !served);
            destination.open += u64::from(!over && !served);
            // The figure of the whole convoy is that of its only destination.
            destination.targeted.add(targeted.or(facts.targeted.filter(|_| only)));
            let of_itself = if served { targeted.map(|_| 0) } else { targeted };
            destination.waiting.add(if only { facts.waiting } else { of_itself });
        }
    }

    fn add_holds(&mut self, facts: &Facts) {
        self.set_out += u64::from(facts.moved.is_some());
        self.with_blocks += u64::from(!facts.blocks.is_empty());
        let mut causes = BTreeSet::new();
        for block in &facts.blocks {
            let Some(cause) = block.cause else { continue };
            let holding = self.causes.entry(cause).or_default();
            holding.lengths.add(block, facts.zone, self.at);
            if causes.insert(cause) {
                holding.add(facts);
            }
        }
        let mut places = BTreeSet::new();
        for held in &facts.held {
            let place = held.place.map(|place| place.0);
            let holding = self.places.entry(place).or_default();
            holding.lengths.add(held, facts.zone, self.at);
            if places.insert(place) {
                holding.add(facts);
            }
        }
    }

    fn add_steps(&mut self, facts: &Facts) {
        let moved = facts.moved.is_some();
        let granted = facts.clearance == Clearance::Granted;
        let mut steps = Vec::new();
        if facts.clearance != Clearance::None {
            steps.push(Step::Requested);
        }
        steps.extend(match (facts.clearance, facts.scope) {
            (Clearance::None, _) => None,
            (Clearance::Requested, _) => Some(Step::Unanswered),
            (Clearance::Granted, Some(Scope::Part)) => Some(Step::GrantedInPart),
            (Clearance::Granted, Some(Scope::Whole) | None) => Some(Step::GrantedWholly),
            (Clearance::Denied, _) => Some(Step::Denied),
            (Clearance::Withdrawn, _) => Some(Step::Withdrawn),
        });
        match (moved, granted) {
            (true, true) => steps.push(Step::Dispatched),
            (true, false) => steps.push(Step::DispatchedWithoutGrant),
            (false, _) => {}
        }
        if moved && granted {
            steps.extend(match facts.status {
                Status::Delivered => Some(Step::Delivered),
                Status::PartiallyDelivered => Some(Step::DeliveredInPart),
                _ => None,
            });
        }
        for step in steps {
            *self.steps.entry(step).or_default() += 1;
        }
    }

    fn add_acts(&mut self, done: &[Done]) {
        self.with_incidents += u64::from(!done.is_empty());
        let mut met = BTreeSet::new();
        for incident in done {
            let acts = self.acts.entry(incident.act).or_default();
            acts.incidents += 1;
            acts.convoys += u64::from(met.insert(incident.act));
            acts.differ += u64::from(incident.differ);
            acts.killed.add(incident.killed);
            acts.injured.add(incident.injured);
        }
    }

    /// People reached of those meant.
    pub fn coverage(&self) -> Coverage {
        let (convoys, targeted, reached) = self.both_known;
        Coverage { share: Share::new(reached, targeted), convoys, left_out: self.whole.measures.convoys - convoys }
    }

    /// Convoys that set out, of all.
    pub fn set_out(&self) -> Share {
        Share::new(self.set_out, self.whole.measures.convoys)
    }

    /// Convoys that were blocked, of those that set out.
    pub fn with_blocks(&self) -> Share {
        Share::new(self.with_blocks, self.set_out)
    }

    /// Convoys to which something was done, of all.
    pub fn with_incidents(&self) -> Share {
        Share::new(self.with_incidents, self.whole.measures.convoys)
    }

    /// Convoys of which no request for permission is known, of all.
    pub fn not_requested(&self) -> Share {
        let all = self.whole.measures.convoys;
        Share::new(all - self.step_count(Step::Requested), all)
    }

    fn step_count(&self, step: Step) -> u64 {
        self.steps.get(&step).copied().unwrap_or(0)
    }

    /// The clearance funnel, each step with what it is a part of.
    pub fn steps(&self) -> Vec<(Step, Share)> {
        let granted = self.step_count(Step::GrantedWholly) + self.step_count(Step::GrantedInPart);
        let of = |step| match step {
            Step::Requested => self.whole.measures.convoys,
            Step::GrantedWholly | Step::GrantedInPart | Step::Denied | Step::Withdrawn | Step::Unanswered => {
                self.step_count(Step::Requested)
            }
            Step::Dispatched => granted,
            Step::Delivered | Step::DeliveredInPart => self.step_count(Step::Dispatched),
            Step::DispatchedWithoutGrant => self.set_out,
        };
        Step::iter().map(|step| (step, Share::new(self.step_count(step), of(step)))).collect()
    }

    /// What held convoys, by cause.
    pub fn causes(&self) -> Vec<(Cause, HeldBy)> {
        self.causes.iter().map(|(cause, holding)| (*cause, holding.told(self.set_out))).collect()
    }

    /// Where convoys were held; `None` is where that is not known.
    pub fn places(&self) -> Vec<(Option<Uuid>, HeldBy)> {
        self.places.iter().map(|(place, holding)| (*place, holding.told(self.set_out))).collect()
    }

    /// Every place and organisation that it names, or that a reader may ask about.
    pub fn named(&self) -> (BTreeSet<Uuid>, BTreeSet<Uuid>) {
        let places = self.offered_places.iter().chain(&self.selection.place).copied().collect();
        (places, self.offered_organisations.iter().chain(&self.selection.organisation).copied().collect())
    }
}

impl Holding {
    fn add(&mut self, facts: &Facts) {
        self.convoys += 1;
        self.trucks += facts.truck_count();
        self.targeted.add(facts.targeted);
    }

    fn told(&self, set_out: u64) -> HeldBy {
        HeldBy {
            convoys: Share::new(self.convoys, set_out),
            trucks: self.trucks,
            targeted: self.targeted,
            hours: self.lengths.clone().hours(),
        }
    }
}
