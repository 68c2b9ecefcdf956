//! What can be asked of a convoy.

use std::collections::BTreeMap;

use super::{Block, Convoy};
use crate::domain::{
    clearance::Clearance,
    event::Kind,
    id::PlaceId,
    outcome::{Course, Outcome, outcome},
    people::{Basis, People, people},
    route::Stop,
    status::{Status, permitted_kinds},
    time::Instant,
    trucks::Fate,
};

impl Convoy {
    /// The block that lasts.
    pub fn open_block(&self) -> Option<&Block> {
        self.blocks.last().filter(|block| block.ended.is_none())
    }

    /// Where it goes next; nowhere once it is over, nor while it unloads with nothing ahead.
    pub fn next_stop(&self) -> Option<&Stop> {
        if self.status.is_final() {
            return None;
        }
        if self.status == Status::Planned {
            return self.route.stops.get(1);
        }
        self.route.next()
    }

    /// Cargo trucks by what became of them.
    pub fn trucks_by_fate(&self) -> BTreeMap<Fate, usize> {
        let mut count = BTreeMap::new();
        for truck in self.cargo_trucks() {
            *count.entry(truck.fate).or_default() += 1;
        }
        count
    }

    /// Whether any incident's accounts contradict each other.
    pub fn accounts_differ(&self) -> bool {
        self.incidents.iter().any(crate::domain::incident::Incident::accounts_differ)
    }

    /// The OCHA outcome as far as it follows from the reports alone, at whatever moment; `None` while it is open. A report
    /// knows its moment too, and counts a request that nobody answered by the day of departure.
    pub fn outcome(&self) -> Option<Outcome> {
        outcome(Course {
            status: self.status,
            clearance: self.permission.clearance,
            scope: self.permission.scope,
            put_off: self.put_off,
            overdue: false,
        })
    }

    /// Whether its departure was put off while it was planned.
    pub fn was_put_off(&self) -> bool {
        self.put_off
    }

    /// When it becomes silent, if nothing more is heard; `None` where no interval is set or it is not under way.
    pub fn silent_after(&self) -> Option<Instant> {
        let interval = chrono::TimeDelta::minutes(i64::from(self.plan.check_in_minutes?));
        let heard = self.last_heard.filter(|_| self.status.is_under_way())?;
        Some(heard.plus(interval))
    }

    /// Whom it was meant for, how many are reached, how many wait.
    pub fn people(&self) -> People {
        let owed: Vec<&Stop> = self.route.owed().collect();
        let all: Vec<&Stop> = self.route.destinations().collect();
        people(Basis {
            whole: self.plan.target_population,
            all_destinations: total(&all),
            unserved_destinations: total(&owed),
            all_served: owed.is_empty(),
            claim: self.claim.as_ref().map(|claim| claim.report.people),
            over: self.status.is_final(),
            delivered: self.has_delivered(),
            fully_delivered: self.status == Status::Delivered,
        })
    }

    /// What may be reported now of the convoy itself: what the tables permit, where the thing it speaks of exists.
    pub fn permitted(&self) -> Vec<Kind> {
        let can = |kind: &Kind| !kind.is_decision() && self.can_speak_of(*kind);
        permitted_kinds(self.status).into_iter().filter(can).collect()
    }

    fn can_speak_of(&self, kind: Kind) -> bool {
        let here = self.last_place;
        let has_fate = |fates: &[Fate]| self.trucks.iter().any(|truck| fates.contains(&truck.fate));
        match kind {
            Kind::Dispatched => self.cargo_trucks().next().is_some() && !self.cargo.lines.is_empty(),
            Kind::CargoRefused | Kind::CargoRemoved | Kind::CargoLost | Kind::CargoTransferred => {
                !self.cargo.lines.is_empty()
            }
            Kind::TruckDetached => has_fate(&[Fate::WithConvoy, Fate::PartlyOffloaded, Fate::NotOffloaded]),
            Kind::TruckRejoined => has_fate(&[Fate::Detached, Fate::Detained, Fate::Unknown]),
            Kind::AccountRecorded | Kind::AssessmentRecorded => !self.incidents.is_empty(),
            Kind::ClearanceWithdrawn => self.permission.clearance == Clearance::Granted,
            Kind::Delivered => self.route.owed().any(|stop| stop.reached.is_some()),
            Kind::Departed => self.route.owed().any(|stop| Some(stop.place) != here),
            Kind::Arrived => self.destinations_ahead().next().is_some(),
            _ => true,
        }
    }

    fn destinations_ahead(&self) -> impl Iterator<Item = PlaceId> {
        let here = self.last_place.filter(|_| self.status == Status::AtDestination);
        self.route.destinations().map(|stop| stop.place).filter(move |place| Some(*place) != here)
    }
}

fn total(stops: &[&Stop]) -> Option<u64> {
    let sum: Option<u64> = stops.iter().map(|stop| stop.target_population).sum();
    sum.filter(|_| !stops.is_empty())
}
