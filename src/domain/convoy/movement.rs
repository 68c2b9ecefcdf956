//! What moves a convoy: one function a line of the transition table.

use super::{Block, Closing, Convoy};
use crate::domain::{
    cargo::{LineAmount, Movement},
    event::{BlockReport, CargoReport, Departure, Kind, Report, Reroute, ReturnReport, TurnBack},
    id::EventId,
    plan::{PlanChange, StopRole},
    refusal::Refusal,
    route::Route,
    status::Status,
    trucks::{Fate, TruckRole},
};

impl Convoy {
    pub(super) fn amend_plan(&mut self, change: &PlanChange) {
        let old = self.plan.planned_departure;
        self.put_off |= old.zip(change.planned_departure).is_some_and(|(old, new)| new > old);
        self.plan = self.plan.changed_by(change);
        if change.stops.is_some() {
            self.route = Route::new(&self.plan.stops);
        }
        if change.trucks.is_some() {
            self.trucks = super::loads::trucks_of(&self.plan);
        }
        if change.cargo.is_some() {
            self.cargo = crate::domain::cargo::Manifest::new(&self.plan.cargo);
        }
    }

    pub(super) fn dispatch(&mut self, report: &Report, loaded: &[LineAmount]) -> Result<(), Refusal> {
        if self.cargo_trucks().next().is_none() {
            return Err(Refusal::NoCargoTruck);
        }
        if self.cargo.lines.is_empty() {
            return Err(Refusal::NoCargoLine);
        }
        let mut cargo = self.cargo.clone();
        cargo.load(loaded)?;
        self.cargo = cargo;
        self.route.set_out(report.occurred);
        self.last_place = report.place.or_else(|| self.plan.origin());
        for truck in &mut self.trucks {
            truck.since = Some(report.occurred.at);
        }
        self.set_status(Status::Dispatched, report.occurred);
        Ok(())
    }

    pub(super) fn reach_checkpoint(&mut self, report: &Report) -> Result<(), Refusal> {
        let expected = || self.route.next().filter(|stop| stop.role == StopRole::Checkpoint).map(|stop| stop.place);
        let place = report.place.or_else(expected).ok_or(Refusal::PlaceRequired)?;
        if self.status == Status::AtCheckpoint && self.last_place == Some(place) {
            return Err(Refusal::AlreadyThere);
        }
        self.route.reach_checkpoint(place, report.occurred);
        self.last_place = Some(place);
        self.set_status(Status::AtCheckpoint, report.occurred);
        Ok(())
    }

    pub(super) fn pass_checkpoint(&mut self, report: &Report) {
        self.route.leave(report.occurred, false);
        self.set_status(Status::InTransit, report.occurred);
    }

    pub(super) fn block(&mut self, id: EventId, report: &Report, block: &BlockReport) {
        self.before_block = Some(self.status);
        self.last_place = report.place.or(self.last_place);
        self.blocks.push(Block {
            event: id,
            report: block.clone(),
            place: report.place.or(self.last_place),
            since: report.occurred,
            ended: None,
        });
        self.set_status(Status::Blocked, report.occurred);
    }

    pub(super) fn unblock(&mut self, report: &Report) {
        let status = self.becomes(Kind::Unblocked);
        self.end_block(report);
        self.before_block = None;
        self.set_status(status, report.occurred);
    }

    pub(super) fn reroute(&mut self, report: &Report, reroute: &Reroute) {
        let status = self.becomes(Kind::Rerouted);
        self.end_block(report);
        self.before_block = None;
        if !reroute.stops.is_empty() {
            self.route.divert(&reroute.stops);
        }
        if status != self.status {
            self.route.leave(report.occurred, false);
            self.set_status(status, report.occurred);
        }
    }

    pub(super) fn arrive(&mut self, report: &Report) -> Result<(), Refusal> {
        let owed: Vec<_> = self.route.owed().map(|stop| stop.place).collect();
        let only = if let [place] = owed.as_slice() { Some(*place) } else { None };
        let place = report.place.or(only).ok_or(Refusal::PlaceRequired)?;
        let index = self.route.destination_at(place).ok_or(Refusal::NotADestination)?;
        if self.status == Status::AtDestination && self.last_place == Some(place) {
            return Err(Refusal::AlreadyThere);
        }
        self.route.reach(index, report.occurred);
        self.last_place = Some(place);
        self.set_status(Status::AtDestination, report.occurred);
        Ok(())
    }

    pub(super) fn deliver(&mut self, report: &Report, delivery: &CargoReport) -> Result<(), Refusal> {
        let here = self.route.present().filter(|stop| stop.role == StopRole::Destination).map(|stop| stop.place);
        let place = report.place.or(here).ok_or(Refusal::PlaceRequired)?;
        let index = self.route.destination_at(place).ok_or(Refusal::NotADestination)?;
        let stop = self.route.stops.get(index).ok_or(Refusal::NotADestination)?;
        if stop.served.is_some() {
            return Err(Refusal::AlreadyServed);
        }
        if stop.reached.is_none() {
            return Err(Refusal::NotArrivedThere);
        }
        let named = self.named_trucks(report)?;
        let mut cargo = self.cargo.clone();
        cargo.take(Movement::Delivered, &delivery.cargo, Some(place))?;
        self.cargo = cargo;
        self.route.serve(index, report.occurred);
        let last = self.route.owed().next().is_none();
        if let Some(named) = &named {
            self.set_fates(named, Fate::Offloaded, report, TruckRole::Cargo);
            if last {
                self.set_fates(&self.indices_with_convoy(), Fate::NotOffloaded, report, TruckRole::Cargo);
            }
        } else if last {
            self.set_fates(&self.indices_with_convoy(), Fate::Offloaded, report, TruckRole::Cargo);
        }
        if last {
            self.close(Closing::AllServed, report);
        } else {
            self.derive_from_trucks(report);
        }
        Ok(())
    }

    pub(super) fn depart(&mut self, report: &Report, departure: &Departure) -> Result<(), Refusal> {
        let here = self.last_place;
        let owed_elsewhere: Vec<_> =
            self.route.owed().map(|stop| stop.place).filter(|place| Some(*place) != here).collect();
        if owed_elsewhere.is_empty() {
            return Err(Refusal::NothingOwed);
        }
        if departure.to.is_some_and(|to| !owed_elsewhere.contains(&to)) {
            return Err(Refusal::NotADestination);
        }
        self.route.leave(report.occurred, false);
        self.set_status(Status::InTransit, report.occurred);
        Ok(())
    }

    pub(super) fn turn_back(&mut self, report: &Report, turn_back: &TurnBack) -> Result<(), Refusal> {
        let named = self.named_trucks(report)?.unwrap_or_else(|| self.indices_with_convoy());
        if !turn_back.cargo.is_empty() {
            let mut cargo = self.cargo.clone();
            cargo.take(Movement::Returned, &turn_back.cargo, None)?;
            self.cargo = cargo;
        }
        self.last_place = report.place.or(self.last_place);
        self.route.leave(report.occurred, true);
        self.set_fates(&named, Fate::ReturnedLoaded, report, TruckRole::Cargo);
        self.close(Closing::TurnedBack, report);
        Ok(())
    }

    pub(super) fn come_back(&mut self, report: &Report, returned: &ReturnReport) -> Result<(), Refusal> {
        let named = self.named_trucks(report)?;
        if !returned.cargo.is_empty() {
            let mut cargo = self.cargo.clone();
            cargo.take(Movement::Returned, &returned.cargo, None)?;
            self.cargo = cargo;
        }
        self.last_place = report.place.or_else(|| self.plan.origin());
        if let Some(vehicle) = returned.vehicle {
            let all: Vec<usize> = (0..self.trucks.len()).collect();
            for index in named.unwrap_or(all) {
                if let Some(truck) = self.trucks.get_mut(index) {
                    truck.vehicle = Some(vehicle);
                }
            }
        }
        Ok(())
    }
}
