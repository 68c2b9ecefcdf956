//! What access reports need of one convoy: small, kept beside it, and the same whether read from there or folded anew.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Convoy, History,
    clearance::{Clearance, Scope},
    event::Cause,
    id::PlaceId,
    incident::{Act, Figure, Harm, Range},
    outcome::{Course, Outcome, outcome},
    plan::{Sensitivity, StopRole},
    route::{Stop, StopState},
    status::Status,
    time::{Instant, Occurred},
    trucks::Fate,
};

/// A destination of its route that was not given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// Where.
    pub place: PlaceId,
    /// Whom the cargo of this destination is meant for.
    pub targeted: Option<u64>,
    /// Whether something was delivered there.
    pub served: bool,
}

/// A time in which it was held somewhere: a stay at a checkpoint, or a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Where; not known of some blocks.
    pub place: Option<PlaceId>,
    /// Why; only of blocks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// From when.
    pub from: Occurred,
    /// Until when; `None` while it lasts.
    pub until: Option<Occurred>,
    /// Whether nobody reported that it left: it was seen further on by then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub end_implied: bool,
}

/// Something that was done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// What, as first reported.
    pub act: Act,
    /// Whether accounts contradict each other.
    pub differ: bool,
    /// People killed, over all sources.
    pub killed: Option<Figure>,
    /// People injured, over all sources.
    pub injured: Option<Figure>,
    /// What it cost as first reported: all that those are told who are told no account.
    pub first_told: Harm,
}

/// What reports need of one convoy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Who leads it.
    pub lead: Uuid,
    /// Who else takes part.
    pub partners: Vec<Uuid>,
    /// In whose time it is told.
    pub zone: Tz,
    /// Who may learn how much of it.
    pub sensitivity: Sensitivity,
    /// When it should leave.
    pub planned: Option<Instant>,
    /// When it left.
    pub moved: Option<Instant>,
    /// When it was registered.
    pub registered: Instant,
    /// Where it stands.
    pub status: Status,
    /// Since when.
    pub since: Instant,
    /// Since when it is over, as the record has it: see [`super::history::End`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_since: Option<Instant>,
    /// How permission stands.
    pub clearance: Clearance,
    /// Of a grant.
    pub scope: Option<Scope>,
    /// Whether its departure was put off.
    pub put_off: bool,
    /// Cargo trucks by what became of them.
    pub trucks: BTreeMap<Fate, u64>,
    /// Whom it was meant for.
    pub targeted: Option<u64>,
    /// How many were reached.
    pub reached: Option<u64>,
    /// How many wait.
    pub waiting: Option<u64>,
    /// Its destinations.
    pub bound: Vec<Bound>,
    /// Stays at checkpoints, and blocks elsewhere.
    pub held: Vec<Held>,
    /// Blocks, each with its cause.
    pub blocks: Vec<Held>,
    /// Incidents.
    pub done: Vec<Done>,
    /// Whether its places are told to whoever asks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub places_withheld: bool,
}

impl Facts {
    /// Of a convoy as it stands.
    pub fn of(history: &History, registered: Instant) -> Self {
        let convoy = &history.convoy;
        let people = convoy.people();
        let blocks = blocks(convoy);
        let origin = convoy.route.stops.iter().find(|stop| stop.role == StopRole::Origin);
        let count = |(fate, count): (Fate, usize)| (fate, u64::try_from(count).unwrap_or(u64::MAX));
        Self {
            lead: convoy.plan.lead.0,
            partners: convoy.plan.partners.iter().map(|partner| partner.0).collect(),
            zone: convoy.plan.time_zone,
            sensitivity: convoy.plan.sensitivity,
            planned: convoy.plan.planned_departure,
            moved: origin.and_then(|origin| origin.left).map(|left| left.at),
            registered,
            status: convoy.status,
            since: convoy.since.at,
            over_since: history.end.map(|end| end.since),
            clearance: convoy.permission.clearance,
            scope: convoy.permission.scope,
            put_off: convoy.was_put_off(),
            trucks: convoy.trucks_by_fate().into_iter().map(count).collect(),
            targeted: people.targeted,
            reached: people.reached,
            waiting: people.waiting,
            bound: convoy.route.destinations().map(bound).collect(),
            held: held(convoy, &blocks),
            blocks,
            done: convoy.incidents.iter().map(done).collect(),
            places_withheld: false,
        }
    }

    /// Without where it goes and was, and when it should leave: what is told of a convoy under way to those who are told
    /// less than there is.
    pub fn withhold(&mut self) {
        self.planned = None;
        self.bound.clear();
        self.held.clear();
        for block in &mut self.blocks {
            block.place = None;
        }
        for done in &mut self.done {
            let figure = |range: Option<Range>| {
                range.map(|Range(lowest, highest)| Figure { lowest, highest: highest.or(lowest), sources: 1 })
            };
            done.killed = figure(done.first_told.killed);
            done.injured = figure(done.first_told.injured);
        }
        self.places_withheld = true;
    }

    /// The day by which it belongs to a period, in its own zone: on which it should leave, else on which it left, else on
    /// which it was registered.
    pub fn day(&self) -> NaiveDate {
        self.planned.or(self.moved).unwrap_or(self.registered).day_in(self.zone)
    }

    /// Cargo trucks.
    pub fn truck_count(&self) -> u64 {
        self.trucks.values().sum()
    }

    /// How it counts in a report that stands for a moment; `None` while that is open.
    pub fn outcome(&self, at: Instant) -> Option<Outcome> {
        // The whole day is its own: it may still leave on the evening of it.
        let overdue = self.planned.is_some_and(|planned| planned.day_in(self.zone) < at.day_in(self.zone));
        let (status, clearance, scope, put_off) = (self.status, self.clearance, self.scope, self.put_off);
        outcome(Course { status, clearance, scope, put_off, overdue })
    }

    /// Whether an organisation leads it or takes part.
    pub fn is_of(&self, organisation: Uuid) -> bool {
        self.lead == organisation || self.partners.contains(&organisation)
    }

    /// Whether a place is told of it: a destination, or one where it was held.
    pub fn touches(&self, place: Uuid) -> bool {
        let bound = self.bound.iter().map(|bound| bound.place);
        bound.chain(self.held.iter().filter_map(|held| held.place)).any(|told| told.0 == place)
    }
}

fn bound(stop: &Stop) -> Bound {
    Bound { place: stop.place, targeted: stop.target_population, served: stop.state == StopState::Served }
}

fn blocks(convoy: &Convoy) -> Vec<Held> {
    let block = |block: &super::convoy::Block| Held {
        place: block.place,
        cause: Some(block.report.cause),
        from: block.since,
        until: block.ended.map(|(ended, _)| ended),
        end_implied: false,
    };
    convoy.blocks.iter().map(block).collect()
}

/// Every stay at a checkpoint, with the blocks within it, and every block elsewhere: no hour of one convoy counts twice.
fn held(convoy: &Convoy, blocks: &[Held]) -> Vec<Held> {
    let reached = convoy.route.stops.iter().filter(|stop| stop.role == StopRole::Checkpoint);
    let mut held: Vec<Held> = reached.filter_map(|stop| stay(convoy, stop)).collect();
    let stays = held.len();
    for block in blocks {
        let holds = |stay: &&mut Held| {
            let lasts = stay.until.is_none_or(|until| block.from.at <= until.at);
            stay.place == block.place && stay.from.at <= block.from.at && lasts
        };
        match held.iter_mut().take(stays).find(holds) {
            // It was there for certain until the block ended.
            Some(stay) if block.until == stay.until => stay.end_implied = false,
            Some(_) => {}
            None => held.push(Held { cause: None, ..*block }),
        }
    }
    held
}

fn stay(convoy: &Convoy, stop: &Stop) -> Option<Held> {
    let from = stop.reached?;
    // What is over is held nowhere: it left at the latest when it ended.
    let until = stop.left.or_else(|| convoy.status.is_final().then_some(convoy.since));
    Some(Held { place: Some(stop.place), cause: None, from, until, end_implied: stop.left_implied })
}

fn done(incident: &super::incident::Incident) -> Done {
    Done {
        act: incident.report.act,
        differ: incident.accounts_differ(),
        killed: incident.figure(|harm| harm.killed),
        injured: incident.figure(|harm| harm.injured),
        first_told: incident.report.harm,
    }
}
