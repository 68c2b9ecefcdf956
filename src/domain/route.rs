//! The route: where the convoy was, is, and still has to go.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{
    id::PlaceId,
    plan::{PlannedStop, StopRole},
    time::Occurred,
};

/// How far a stop is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StopState {
    /// Still ahead.
    Planned,
    /// The convoy is there, or was, and nothing was delivered there.
    Reached,
    /// Behind it.
    Passed,
    /// Cargo was delivered there.
    Served,
    /// Given up when the convoy was rerouted.
    Dropped,
}

/// A stop as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Where.
    pub place: PlaceId,
    /// What for.
    pub role: StopRole,
    /// Whom its cargo is meant for.
    pub target_population: Option<u64>,
    /// Whether it was not in the plan: a reroute or a checkpoint nobody expected.
    pub added: bool,
    /// How far it is done.
    pub state: StopState,
    /// When the convoy came.
    pub reached: Option<Occurred>,
    /// When it left.
    pub left: Option<Occurred>,
    /// Whether its leaving was not reported, and follows from its being seen further on.
    pub left_implied: bool,
    /// When cargo was delivered.
    pub served: Option<Occurred>,
}

impl Stop {
    fn new(planned: &PlannedStop, added: bool) -> Self {
        Self {
            place: planned.place,
            role: planned.role,
            target_population: planned.target_population,
            added,
            state: StopState::Planned,
            reached: None,
            left: None,
            left_implied: false,
            served: None,
        }
    }

    /// A destination where cargo is still due.
    pub fn is_owed(&self) -> bool {
        self.role == StopRole::Destination && self.served.is_none() && self.state != StopState::Dropped
    }
}

/// All stops, and where among them the convoy is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// In order of travel.
    pub stops: Vec<Stop>,
    /// The stop reached last.
    present: Option<usize>,
}

impl Route {
    /// A route as planned.
    pub fn new(stops: &[PlannedStop]) -> Self {
        Self { stops: stops.iter().map(|stop| Stop::new(stop, false)).collect(), present: None }
    }

    /// A route that is known only in part: nothing more will be reported about it.
    pub fn of(stops: Vec<Stop>) -> Self {
        Self { stops, present: None }
    }

    /// The stop reached last.
    pub fn present(&self) -> Option<&Stop> {
        self.stops.get(self.present?)
    }

    /// The first stop ahead; with none ahead, the first destination still owed, where it is not there.
    pub fn next(&self) -> Option<&Stop> {
        let ahead = self.present.map_or(0, |present| present + 1);
        let waits = |stop: &&Stop| stop.state == StopState::Planned;
        let owed = || self.owed().find(|stop| waits(stop) || stop.left.is_some());
        self.stops.iter().skip(ahead).find(waits).or_else(owed)
    }

    /// Destinations where cargo is still due.
    pub fn owed(&self) -> impl Iterator<Item = &Stop> {
        self.stops.iter().filter(|stop| stop.is_owed())
    }

    /// All destinations that were not given up.
    pub fn destinations(&self) -> impl Iterator<Item = &Stop> {
        self.stops.iter().filter(|stop| stop.role == StopRole::Destination && stop.state != StopState::Dropped)
    }

    /// Leaves the origin.
    pub fn set_out(&mut self, occurred: Occurred) {
        let origin = self.stops.iter().position(|stop| stop.role == StopRole::Origin);
        self.present = origin;
        if let Some(stop) = origin.and_then(|index| self.stops.get_mut(index)) {
            stop.state = StopState::Passed;
            stop.left = Some(occurred);
        }
    }

    /// Comes to a checkpoint, expected or not.
    pub fn reach_checkpoint(&mut self, place: PlaceId, occurred: Occurred) {
        let ahead = self.present.map_or(0, |present| present + 1);
        let expected = self.stops.iter().enumerate().skip(ahead).find_map(|(index, stop)| {
            (stop.place == place && stop.state == StopState::Planned && stop.role == StopRole::Checkpoint)
                .then_some(index)
        });
        let index = expected.unwrap_or_else(|| {
            let unforeseen = PlannedStop { role: StopRole::Checkpoint, place, target_population: None };
            self.stops.insert(ahead, Stop::new(&unforeseen, true));
            ahead
        });
        self.reach(index, occurred);
    }

    /// Which stop is a destination at this place: an owed one first.
    pub fn destination_at(&self, place: PlaceId) -> Option<usize> {
        let at =
            |stop: &Stop| stop.role == StopRole::Destination && stop.place == place && stop.state != StopState::Dropped;
        let owed = self.stops.iter().position(|stop| at(stop) && stop.is_owed());
        owed.or_else(|| self.stops.iter().position(at))
    }

    /// Comes to the stop of this index.
    pub fn reach(&mut self, index: usize, occurred: Occurred) {
        self.leave(occurred, true);
        let from = self.present.map_or(0, |present| present + 1);
        for stop in self.stops.iter_mut().take(index).skip(from) {
            if stop.role == StopRole::Checkpoint && stop.state == StopState::Planned {
                stop.state = StopState::Passed;
                stop.left_implied = true;
            }
        }
        self.present = Some(index);
        if let Some(stop) = self.stops.get_mut(index) {
            if stop.state != StopState::Served {
                stop.state = StopState::Reached;
            }
            stop.reached.get_or_insert(occurred);
            stop.left = None;
            stop.left_implied = false;
        }
    }

    /// Leaves the present stop, where it has not left it yet.
    pub fn leave(&mut self, occurred: Occurred, implied: bool) {
        let present = self.present.and_then(|index| self.stops.get_mut(index));
        if let Some(stop) = present.filter(|stop| stop.left.is_none()) {
            stop.left = Some(occurred);
            stop.left_implied = implied;
            if stop.state == StopState::Reached && stop.role != StopRole::Destination {
                stop.state = StopState::Passed;
            }
        }
    }

    /// Delivers at the stop of this index.
    pub fn serve(&mut self, index: usize, occurred: Occurred) {
        if let Some(stop) = self.stops.get_mut(index) {
            stop.state = StopState::Served;
            stop.served = Some(occurred);
        }
    }

    /// Takes another way: what remains gives way to new stops. A stop that is in both keeps what is known of it; a
    /// destination that it came to without delivering remains only where it is named, and then where it stands.
    pub fn divert(&mut self, remaining: &[PlannedStop]) {
        let is = |stop: &Stop, planned: &PlannedStop| stop.place == planned.place && stop.role == planned.role;
        let came_in_vain = |stop: &Stop| stop.is_owed() && stop.state == StopState::Reached;
        let mut ahead: Vec<Stop> = Vec::new();
        for planned in remaining {
            if let Some(stop) = self.stops.iter_mut().find(|stop| came_in_vain(stop) && is(stop, planned)) {
                stop.target_population = planned.target_population.or(stop.target_population);
                continue;
            }
            let kept = self.stops.iter().position(|stop| stop.state == StopState::Planned && is(stop, planned));
            let mut stop = kept.map_or_else(|| Stop::new(planned, true), |index| self.take_out(index));
            stop.target_population = planned.target_population.or(stop.target_population);
            ahead.push(stop);
        }
        let given_up = |stop: &Stop| came_in_vain(stop) && !remaining.iter().any(|planned| is(stop, planned));
        for stop in self.stops.iter_mut().filter(|stop| stop.state == StopState::Planned || given_up(stop)) {
            stop.state = StopState::Dropped;
        }
        self.stops.append(&mut ahead);
    }

    fn take_out(&mut self, index: usize) -> Stop {
        if self.present.is_some_and(|present| index < present) {
            self.present = self.present.map(|present| present - 1);
        }
        self.stops.remove(index)
    }
}
