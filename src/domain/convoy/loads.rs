//! Trucks, cargo and claims: what never moves a convoy by itself, unless no truck is left with it.

use super::{Closing, Convoy};
use crate::domain::{
    cargo::Movement,
    event::{Payload, Report},
    id::EventId,
    people::{Claim, PeopleReport},
    plan::{Plan, StopRole},
    refusal::Refusal,
    status::Status,
    trucks::{Fate, Truck, TruckRole, select},
};

pub(super) fn trucks_of(plan: &Plan) -> Vec<Truck> {
    let truck = |planned: &crate::domain::trucks::PlannedTruck| Truck {
        label: planned.label.clone(),
        role: planned.role,
        fate: Fate::WithConvoy,
        since: None,
        vehicle: None,
    };
    plan.trucks.iter().map(truck).collect()
}

impl Convoy {
    /// The trucks that a report names, as indices; `None` where it names none.
    pub(super) fn named_trucks(&self, report: &Report) -> Result<Option<Vec<usize>>, Refusal> {
        let Some(selection) = &report.trucks else { return Ok(None) };
        select(&self.trucks, selection).map(Some).map_err(|truck| Refusal::UnknownTruck { truck })
    }

    pub(super) fn indices_with_convoy(&self) -> Vec<usize> {
        let with = |(index, truck): (usize, &Truck)| (truck.fate == Fate::WithConvoy).then_some(index);
        self.trucks.iter().enumerate().filter_map(with).collect()
    }

    /// Sets the fate of trucks of one role: a convoy's delivery says nothing of the tanker that came along.
    pub(super) fn set_fates(&mut self, indices: &[usize], fate: Fate, report: &Report, role: TruckRole) {
        for index in indices {
            if let Some(truck) = self.trucks.get_mut(*index).filter(|truck| truck.role == role) {
                truck.fate = fate;
                truck.since = Some(report.occurred.at);
            }
        }
    }

    pub(super) fn detach(&mut self, report: &Report) -> Result<(), Refusal> {
        let named = self.named_trucks(report)?.unwrap_or_else(|| self.indices_with_convoy());
        let gone = |index: &&usize| self.trucks.get(**index).is_some_and(|truck| !truck.fate.is_with_load());
        if let Some(truck) = named.iter().find(gone).and_then(|index| self.trucks.get(*index)) {
            return Err(Refusal::TruckNotWithConvoy { truck: truck.label.clone() });
        }
        self.set_every_fate(&named, Fate::Detached, report);
        Ok(())
    }

    pub(super) fn rejoin(&mut self, report: &Report) -> Result<(), Refusal> {
        let left = |truck: &Truck| matches!(truck.fate, Fate::Detached | Fate::Detained | Fate::Unknown);
        let all_left = || self.trucks.iter().enumerate().filter(|(_, truck)| left(truck)).map(|(index, _)| index);
        let named = self.named_trucks(report)?.unwrap_or_else(|| all_left().collect());
        let stayed = |index: &&usize| self.trucks.get(**index).is_some_and(|truck| !left(truck));
        if let Some(truck) = named.iter().find(stayed).and_then(|index| self.trucks.get(*index)) {
            return Err(Refusal::TruckNotDetached { truck: truck.label.clone() });
        }
        // Back with a convoy that is over, a truck shares what became of the others' loads.
        let fate = match self.closing {
            Some(Closing::TurnedBack) => Fate::ReturnedLoaded,
            Some(Closing::AllServed) => Fate::NotOffloaded,
            Some(Closing::NoTruckLeft { .. } | Closing::Cancelled) | None => Fate::WithConvoy,
        };
        self.set_every_fate(&named, fate, report);
        Ok(())
    }

    pub(super) fn set_fate(&mut self, report: &Report, fate: Fate) -> Result<(), Refusal> {
        let named = self.named_trucks(report)?.unwrap_or_else(|| self.indices_with_convoy());
        self.set_every_fate(&named, fate, report);
        Ok(())
    }

    fn set_every_fate(&mut self, indices: &[usize], fate: Fate, report: &Report) {
        self.set_fates(indices, fate, report, TruckRole::Cargo);
        self.set_fates(indices, fate, report, TruckRole::Support);
        self.derive_from_trucks(report);
    }

    /// Derives the status anew from the trucks: closes a convoy that has none left, opens it again where one came
    /// back, and finds which final status it is.
    pub(super) fn derive_from_trucks(&mut self, report: &Report) {
        let any_left = self.cargo_trucks().any(|truck| self.still_counts(truck));
        match self.closing {
            None if self.status.is_under_way() && !any_left => {
                let before = self.status;
                self.close(Closing::NoTruckLeft { before }, report);
            }
            Some(Closing::NoTruckLeft { before }) if any_left => {
                self.closing = None;
                if before == Status::Blocked
                    && let Some(block) = self.blocks.last_mut()
                {
                    block.ended = None;
                }
                self.set_status(before, report.occurred);
            }
            Some(_) => {
                let status = self.derived_status();
                if status != self.status {
                    self.set_status(status, report.occurred);
                }
            }
            None => {}
        }
    }

    /// A truck that was unloaded where the convoy still unloads is still part of that delivery.
    fn still_counts(&self, truck: &Truck) -> bool {
        let unloading = self
            .route
            .present()
            .is_some_and(|stop| stop.role == StopRole::Destination && stop.served.is_none() && stop.left.is_none());
        truck.fate.is_with_load() || (truck.fate == Fate::Offloaded && unloading)
    }

    pub(super) fn move_cargo(&mut self, payload: &Payload) -> Result<(), Refusal> {
        let mut cargo = self.cargo.clone();
        match payload {
            Payload::CargoRefused(report) => cargo.refuse(&report.cargo)?,
            Payload::CargoRemoved(report) => cargo.take(Movement::Removed, &report.cargo, None)?,
            Payload::CargoTransferred(report) => cargo.take(Movement::Transferred, &report.cargo, None)?,
            Payload::CargoLost(lost) => cargo.take(Movement::Lost(lost.loss), &lost.report.cargo, None)?,
            _ => {}
        }
        self.cargo = cargo;
        Ok(())
    }

    pub(super) fn claim_people(&mut self, id: EventId, report: &Report, people: &PeopleReport) {
        let exceeds_kits = self.cargo.people_served().is_some_and(|served| people.people > served);
        self.claim = Some(Claim {
            event: id,
            source: report.source.clone(),
            said: report.occurred,
            report: people.clone(),
            exceeds_kits,
        });
    }
}
