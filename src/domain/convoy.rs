//! A convoy as it stands, and what one report makes of it.

use super::{
    cargo::Manifest,
    clearance::{Clearance, Permission, Step},
    event::{BlockReport, Kind, Payload, Report},
    id::{EventId, PlaceId},
    incident::{Account, Assessment, Incident},
    people::Claim,
    plan::Plan,
    refusal::Refusal,
    route::Route,
    status::{Becomes, Status, fits_unmoving, transition},
    time::{Instant, Occurred},
    trucks::{Fate, Truck, TruckRole},
};

mod answers;
mod loads;
mod movement;

/// The span from a `blocked` event to the event that ended it.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The `blocked` event.
    pub event: EventId,
    /// Why, and what it met.
    pub report: BlockReport,
    /// Where.
    pub place: Option<PlaceId>,
    /// From when.
    pub since: Occurred,
    /// Until when, and by which kind of event it ended.
    pub ended: Option<(Occurred, Kind)>,
}

impl Block {
    /// How long it lasted, in whole minutes; `None` while it lasts.
    pub fn minutes(&self) -> Option<i64> {
        self.ended.map(|(ended, _)| ended.at.since(self.since.at).num_minutes())
    }
}

/// What brought a convoy to its end; the final status is derived from it and from the trucks' fates, ever anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// The last destination was served.
    AllServed,
    /// It turned back.
    TurnedBack,
    /// No cargo truck is left with it; what it was before, should one come back.
    NoTruckLeft { before: Status },
    /// It never left.
    Cancelled,
}

/// Everything that follows from the reports about one convoy.
#[derive(Clone, Debug, PartialEq)]
pub struct Convoy {
    /// As registered, with what was amended while planned.
    pub plan: Plan,
    /// Where it stands.
    pub status: Status,
    /// Since when.
    pub since: Occurred,
    /// The place where it was last known to be.
    pub last_place: Option<PlaceId>,
    /// Its stops.
    pub route: Route,
    /// Its vehicles, in the plan's order.
    pub trucks: Vec<Truck>,
    /// Its cargo ledger.
    pub cargo: Manifest,
    /// Every block, in order.
    pub blocks: Vec<Block>,
    /// Every incident, by time of its report.
    pub incidents: Vec<Incident>,
    /// How permission stands.
    pub permission: Permission,
    /// The latest claim of people reached.
    pub claim: Option<Claim>,
    /// When it was last heard from.
    pub last_heard: Option<Instant>,
    /// Whether its departure was put off.
    put_off: bool,
    before_block: Option<Status>,
    closing: Option<Closing>,
}

impl Convoy {
    /// As registered, nothing reported yet.
    pub fn new(plan: Plan, registered_at: Instant) -> Self {
        Self {
            status: Status::Planned,
            since: Occurred::at_minute(registered_at),
            last_place: None,
            route: Route::new(&plan.stops),
            trucks: loads::trucks_of(&plan),
            cargo: Manifest::new(&plan.cargo),
            blocks: Vec::new(),
            incidents: Vec::new(),
            permission: Permission::default(),
            claim: None,
            last_heard: None,
            put_off: false,
            before_block: None,
            closing: None,
            plan,
        }
    }

    /// Takes one report, or says why it does not fit and stays as it was.
    pub fn apply(&mut self, id: EventId, report: &Report) -> Result<(), Refusal> {
        let kind = report.kind();
        let is_of_sensitivity =
            matches!(&report.payload, Payload::PlanAmended(change) if change.is_of_sensitivity_alone());
        if !is_of_sensitivity && transition(self.status, kind).is_none() && !fits_unmoving(self.status, kind) {
            return Err(Refusal::NotPermitted { status: self.status, kind });
        }
        // Also where the kind does nothing with them: a report about a truck that is not there is about another convoy.
        self.named_trucks(report)?;
        match &report.payload {
            Payload::Dispatched(loading) => self.dispatch(report, &loading.cargo)?,
            Payload::Cancelled(_) => self.close(Closing::Cancelled, report),
            Payload::CheckpointReached => self.reach_checkpoint(report)?,
            Payload::CheckpointCleared => self.pass_checkpoint(report),
            Payload::Blocked(block) => self.block(id, report, block),
            Payload::Unblocked => self.unblock(report),
            Payload::Rerouted(reroute) => self.reroute(report, reroute),
            Payload::Arrived => self.arrive(report)?,
            Payload::Delivered(delivery) => self.deliver(report, delivery)?,
            Payload::Departed(departure) => self.depart(report, departure)?,
            Payload::TurnedBack(turn_back) => self.turn_back(report, turn_back)?,
            Payload::Returned(returned) => self.come_back(report, returned)?,
            Payload::Contact => self.last_place = report.place.or(self.last_place),
            Payload::PlanAmended(change) => self.amend_plan(change),
            Payload::TruckDetached(_) => self.detach(report)?,
            Payload::TruckRejoined => self.rejoin(report)?,
            Payload::TruckFate(fate) => self.set_fate(report, fate.fate)?,
            Payload::CargoRefused(_)
            | Payload::CargoRemoved(_)
            | Payload::CargoLost(_)
            | Payload::CargoTransferred(_) => {
                self.move_cargo(&report.payload)?;
            }
            Payload::PeopleReached(people) => self.claim_people(id, report, people),
            Payload::ClearanceRequested(_)
            | Payload::ClearanceGranted(_)
            | Payload::ClearanceDenied(_)
            | Payload::ClearanceWithdrawn(_)
            | Payload::Notified(_) => self.step_clearance(id, report)?,
            Payload::IncidentReported(incident) => self.confirm_incident(id, &incident.incident)?,
            Payload::AccountRecorded(account) => {
                let account = Account {
                    event: id,
                    source: report.source.clone(),
                    said: report.occurred,
                    report: *account.clone(),
                };
                self.incident_mut(&account.report.incident)?.accounts.push(account);
            }
            Payload::AssessmentRecorded(assessment) => {
                let source = report.source.clone();
                let assessment = Assessment { event: id, source, said: report.occurred, report: assessment.clone() };
                self.incident_mut(&assessment.report.incident)?.assessments.push(assessment);
            }
            // Decisions act on the set of reports, before it is folded: see `history`.
            Payload::Note
            | Payload::Amended(_)
            | Payload::Voided(_)
            | Payload::ReviewAccepted(_)
            | Payload::ReviewDismissed(_)
            | Payload::Redacted(_) => {}
        }
        if kind.is_heard_from_convoy() {
            self.last_heard = self.last_heard.max(Some(report.occurred.at));
        }
        Ok(())
    }

    /// Makes an incident known before any account of it is read: an account may bear an earlier time.
    pub fn introduce(&mut self, id: EventId, report: &Report) {
        if let Payload::IncidentReported(incident) = &report.payload
            && self.incident_mut(&incident.incident).is_err()
        {
            self.incidents.push(Incident {
                event: id,
                occurred: report.occurred,
                place: report.place,
                report: incident.clone(),
                accounts: Vec::new(),
                assessments: Vec::new(),
            });
        }
    }

    fn confirm_incident(&mut self, id: EventId, key: &super::text::Text) -> Result<(), Refusal> {
        let incident = self.incident_mut(key)?;
        if incident.event == id { Ok(()) } else { Err(Refusal::IncidentExists { incident: key.clone() }) }
    }

    fn incident_mut(&mut self, key: &super::text::Text) -> Result<&mut Incident, Refusal> {
        let unknown = || Refusal::UnknownIncident { incident: key.clone() };
        self.incidents.iter_mut().find(|incident| incident.report.incident == *key).ok_or_else(unknown)
    }

    fn step_clearance(&mut self, id: EventId, report: &Report) -> Result<(), Refusal> {
        let (clearance, said) = match &report.payload {
            Payload::ClearanceRequested(said) => (Clearance::Requested, said),
            Payload::ClearanceGranted(said) => (Clearance::Granted, said),
            Payload::ClearanceDenied(said) => (Clearance::Denied, said),
            Payload::ClearanceWithdrawn(said) if self.permission.clearance == Clearance::Granted => {
                (Clearance::Withdrawn, said)
            }
            Payload::ClearanceWithdrawn(_) => return Err(Refusal::NoClearance),
            _ => {
                self.permission.notified = true;
                return Ok(());
            }
        };
        self.permission.step(Step { event: id, clearance, occurred: report.occurred, report: said.clone() });
        Ok(())
    }

    fn set_status(&mut self, status: Status, since: Occurred) {
        self.status = status;
        self.since = since;
    }

    /// The status that the table gives for a movement that it permits.
    fn becomes(&self, kind: Kind) -> Status {
        match transition(self.status, kind) {
            Some(Becomes::Fixed(status)) => status,
            Some(Becomes::BeforeTheBlock) => self.before_block.unwrap_or(Status::InTransit),
            Some(Becomes::ByWhatIsOwed) if self.route.owed().next().is_some() => Status::AtDestination,
            Some(Becomes::ByWhatIsOwed | Becomes::ByWhatWasDelivered) | None => self.derived_status(),
        }
    }

    fn close(&mut self, closing: Closing, report: &Report) {
        self.end_block(report);
        self.closing = Some(closing);
        let status = self.derived_status();
        self.set_status(status, report.occurred);
    }

    fn end_block(&mut self, report: &Report) {
        if let Some(block) = self.blocks.last_mut().filter(|block| block.ended.is_none()) {
            block.ended = Some((report.occurred, report.kind()));
        }
    }

    /// The status that follows from how it ended and from the trucks; as it is while it has not ended.
    fn derived_status(&self) -> Status {
        let delivered = self.has_delivered();
        let all_offloaded = self.cargo_trucks().all(|truck| truck.fate == Fate::Offloaded);
        match self.closing {
            None => self.status,
            Some(Closing::Cancelled) => Status::Cancelled,
            Some(Closing::AllServed) if all_offloaded => Status::Delivered,
            Some(Closing::NoTruckLeft { .. }) if all_offloaded && !self.passed_over_a_destination() => {
                Status::Delivered
            }
            Some(Closing::TurnedBack) if !delivered => Status::TurnedBack,
            Some(Closing::NoTruckLeft { .. }) if !delivered => Status::Lost,
            Some(Closing::AllServed | Closing::TurnedBack | Closing::NoTruckLeft { .. }) => Status::PartiallyDelivered,
        }
    }

    /// Whether anything was handed over, as reports of deliveries or of trucks say.
    pub fn has_delivered(&self) -> bool {
        self.route.stops.iter().any(|stop| stop.served.is_some())
            || self.cargo_trucks().any(|truck| truck.fate.has_delivered())
    }

    /// Whether deliveries were reported, and none at some destination that is still owed one.
    fn passed_over_a_destination(&self) -> bool {
        self.route.stops.iter().any(|stop| stop.served.is_some()) && self.route.owed().next().is_some()
    }

    /// Whether it is over and could still go on: no truck was left with it, and one may come back.
    pub(super) fn may_reopen(&self) -> bool {
        matches!(self.closing, Some(Closing::NoTruckLeft { .. }))
    }

    /// The trucks that count in outcomes.
    pub fn cargo_trucks(&self) -> impl Iterator<Item = &Truck> {
        self.trucks.iter().filter(|truck| truck.role == TruckRole::Cargo)
    }
}
