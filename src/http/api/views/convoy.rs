//! Everything about one convoy.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    EventView, NamedView, event,
    incident::IncidentView,
    instant, organisation, person, place,
    status::{PeopleView, TrucksView},
};
use crate::{
    app::{convoys::ConvoyAnswer, events::EventAnswer, summary::Reduced},
    domain::{
        Kind, Status, Verdict,
        cargo::{Line, Sector, Unit},
        clearance::{Clearance, Scope},
        convoy::Block,
        event::{Cause, Source},
        id::EventId,
        outcome::Outcome,
        plan::{Sensitivity, StopRole},
        quantity::{Quantity, Tally},
        route::{Stop, StopState},
        time::{Occurred, Precision},
        trucks::{Fate, Truck, TruckRole, VehicleAfter},
    },
    http::language::Locale,
};

/// `GET /convoys/{convoy}`.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConvoyView {
    id: Uuid,
    reference: String,
    as_of: Option<String>,
    status: Status,
    status_since: String,
    precision: Precision,
    permitted: Vec<Kind>,
    lead: NamedView,
    partners: Vec<NamedView>,
    /// Those of the partners that have not said that they take part.
    partners_asked: Vec<NamedView>,
    time_zone: &'static str,
    sensitivity: Sensitivity,
    linked_release: Option<String>,
    check_in_minutes: Option<u32>,
    planned_departure: Option<String>,
    origin: Option<NamedView>,
    last_place: Option<NamedView>,
    next_stop: Option<NamedView>,
    stops: Vec<StopView>,
    trucks: TrucksWholeView,
    cargo: Vec<CargoView>,
    people: PeopleView,
    people_claim: Option<ClaimView>,
    clearance: Clearance,
    clearance_scope: Option<Scope>,
    clearance_steps: Vec<StepView>,
    notified: bool,
    block: Option<BlockView>,
    blocks: Vec<BlockView>,
    incidents: Vec<IncidentView>,
    accounts_differ: bool,
    ocha_outcome: Option<Outcome>,
    last_heard: Option<String>,
    silent: bool,
    reviews: usize,
    in_review: Vec<EventView>,
    registered_at: String,
    registered_by: Option<super::PersonView>,
    updated_at: String,
    version: i64,
    /// How much less than there is is told; null where all is.
    reduced: Option<Reduced>,
}

#[derive(Debug, Serialize, ToSchema)]
struct StopView {
    place: NamedView,
    role: StopRole,
    state: StopState,
    /// Not in the plan: a reroute, or a checkpoint that nobody expected.
    added: bool,
    target_population: Option<u64>,
    reached_at: Option<String>,
    reached_precision: Option<Precision>,
    left_at: Option<String>,
    /// Its leaving was not reported, and follows from its being seen further on.
    left_implied: bool,
    served_at: Option<String>,
    minutes_held: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
struct TrucksWholeView {
    #[serde(flatten)]
    counts: TrucksView,
    items: Vec<TruckView>,
}

#[derive(Debug, Serialize, ToSchema)]
struct TruckView {
    label: String,
    role: TruckRole,
    fate: Fate,
    since: Option<String>,
    vehicle: Option<VehicleAfter>,
}

#[derive(Debug, Serialize, ToSchema)]
struct CargoView {
    line: usize,
    item: String,
    sector: Option<Sector>,
    unit: Unit,
    destination: Option<NamedView>,
    truck: Option<String>,
    serves_people: Option<u32>,
    serves_days: Option<u32>,
    planned: Option<Quantity>,
    refused: Option<Quantity>,
    loaded: Option<Quantity>,
    delivered: Option<Quantity>,
    removed: Option<Quantity>,
    looted: Option<Quantity>,
    damaged: Option<Quantity>,
    destroyed: Option<Quantity>,
    spoiled: Option<Quantity>,
    transferred: Option<Quantity>,
    returned: Option<Quantity>,
    aboard: Option<Quantity>,
    /// Loaded less all amounts that are known; less may be left where some are not.
    remaining: Option<Quantity>,
    not_accounted_for: Option<Quantity>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ClaimView {
    event: EventId,
    people: u64,
    method: Option<String>,
    source: Option<Source>,
    said_at: String,
    exceeds_kits: bool,
}

#[derive(Debug, Serialize, ToSchema)]
struct StepView {
    event: EventId,
    clearance: Clearance,
    occurred_at: String,
    precision: Precision,
    authority: Option<String>,
    scope: Option<Scope>,
    conditions: Option<String>,
    reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct BlockView {
    event: EventId,
    cause: Cause,
    held_by: Option<String>,
    place: Option<NamedView>,
    since: String,
    precision: Precision,
    ended_at: Option<String>,
    ended_by: Option<Kind>,
    /// While it lasts, until now.
    minutes: i64,
}

/// Tells of one convoy in one language.
pub(super) struct Teller<'a> {
    pub answer: &'a ConvoyAnswer,
    pub locale: Locale,
}

/// Everything about one convoy, as answered.
pub fn convoy(answer: &ConvoyAnswer, locale: Locale) -> ConvoyView {
    Teller { answer, locale }.convoy()
}

impl Teller<'_> {
    pub(super) fn place(&self, id: Uuid) -> NamedView {
        place(id, &self.answer.names, self.locale)
    }

    pub(super) fn at(&self, occurred: Occurred) -> String {
        instant(occurred.at, self.answer.summary.zone)
    }

    fn asked(&self) -> impl Iterator<Item = Uuid> {
        let partners = self.answer.dossier.history.convoy.plan.partners.iter().map(|partner| partner.0);
        partners.filter(|partner| !self.answer.participants.contains(partner))
    }

    fn convoy(&self) -> ConvoyView {
        let (dossier, summary) = (&self.answer.dossier, &self.answer.summary);
        let (convoy, names, zone) = (&dossier.history.convoy, &self.answer.names, summary.zone);
        let called = |id: Option<Uuid>| id.map(|id| self.place(id));
        let blocks = || convoy.blocks.iter().map(|block| self.block(block));
        ConvoyView {
            id: summary.id,
            reference: summary.reference.clone(),
            as_of: self.answer.as_of.map(|as_of| instant(as_of, zone)),
            status: summary.status,
            status_since: self.at(summary.since),
            precision: summary.since.precision,
            permitted: self.answer.permitted.clone(),
            lead: organisation(summary.lead, names, self.locale),
            partners: convoy.plan.partners.iter().map(|id| organisation(id.0, names, self.locale)).collect(),
            partners_asked: self.asked().map(|id| organisation(id, names, self.locale)).collect(),
            time_zone: zone.name(),
            sensitivity: convoy.plan.sensitivity,
            linked_release: convoy.plan.linked_release.as_ref().map(ToString::to_string),
            check_in_minutes: convoy.plan.check_in_minutes,
            planned_departure: convoy.plan.planned_departure.map(|at| instant(at, zone)),
            origin: called(summary.origin),
            last_place: called(summary.last_place),
            next_stop: called(summary.next_stop),
            stops: convoy.route.stops.iter().map(|stop| self.stop(stop)).collect(),
            trucks: TrucksWholeView {
                counts: TrucksView {
                    cargo: summary.trucks_cargo,
                    support: summary.trucks_support,
                    by_fate: summary.by_fate.clone(),
                },
                items: convoy.trucks.iter().map(|truck| self.truck(truck)).collect(),
            },
            cargo: convoy.cargo.lines.iter().enumerate().map(|(index, line)| self.line(index + 1, line)).collect(),
            people: PeopleView {
                targeted: summary.people.targeted,
                reached: summary.people.reached,
                waiting: summary.people.waiting,
            },
            people_claim: self.claim(),
            clearance: summary.clearance,
            clearance_scope: summary.clearance_scope,
            clearance_steps: self.steps(),
            notified: convoy.permission.notified,
            block: convoy.open_block().map(|block| self.block(block)),
            blocks: blocks().collect(),
            incidents: convoy.incidents.iter().map(|incident| self.incident(incident)).collect(),
            accounts_differ: summary.accounts_differ,
            ocha_outcome: summary.outcome,
            last_heard: summary.last_heard.map(|at| instant(at, zone)),
            silent: summary.is_silent(self.answer.now),
            reviews: dossier.history.reviews().count(),
            in_review: self.in_review(),
            registered_at: instant(dossier.registered_at, zone),
            registered_by: dossier.registered_by.map(|user| person(user.0, names)),
            updated_at: instant(dossier.updated_at(), zone),
            version: dossier.version(),
            reduced: summary.reduced,
        }
    }

    fn stop(&self, stop: &Stop) -> StopView {
        let held = stop.reached.zip(stop.left).map(|(reached, left)| left.at.since(reached.at).num_minutes());
        StopView {
            place: self.place(stop.place.0),
            role: stop.role,
            state: stop.state,
            added: stop.added,
            target_population: stop.target_population,
            reached_at: stop.reached.map(|reached| self.at(reached)),
            reached_precision: stop.reached.map(|reached| reached.precision),
            left_at: stop.left.map(|left| self.at(left)),
            left_implied: stop.left_implied,
            served_at: stop.served.map(|served| self.at(served)),
            minutes_held: held,
        }
    }

    fn truck(&self, truck: &Truck) -> TruckView {
        TruckView {
            label: truck.label.to_string(),
            role: truck.role,
            fate: truck.fate,
            since: truck.since.map(|since| instant(since, self.answer.summary.zone)),
            vehicle: truck.vehicle,
        }
    }

    fn line(&self, number: usize, line: &Line) -> CargoView {
        CargoView {
            line: number,
            item: line.plan.item.to_string(),
            sector: line.plan.sector,
            unit: line.plan.unit,
            destination: line.plan.destination.map(|id| self.place(id.0)),
            truck: line.plan.truck.as_ref().map(ToString::to_string),
            serves_people: line.plan.serves_people,
            serves_days: line.plan.serves_days,
            planned: line.plan.quantity,
            refused: line.refused.exact(),
            loaded: line.loaded(),
            delivered: line.delivered.and_then(Tally::exact),
            removed: line.removed.exact(),
            looted: line.looted.exact(),
            damaged: line.damaged.exact(),
            destroyed: line.destroyed.exact(),
            spoiled: line.spoiled.exact(),
            transferred: line.transferred.exact(),
            returned: line.returned.and_then(Tally::exact),
            aboard: line.aboard(),
            remaining: line.remaining(),
            not_accounted_for: line.not_accounted_for(),
        }
    }

    fn claim(&self) -> Option<ClaimView> {
        let claim = self.answer.dossier.history.convoy.claim.as_ref()?;
        Some(ClaimView {
            event: claim.event,
            people: claim.report.people,
            method: claim.report.method.as_ref().map(ToString::to_string),
            source: claim.source.clone(),
            said_at: self.at(claim.said),
            exceeds_kits: claim.exceeds_kits,
        })
    }

    fn steps(&self) -> Vec<StepView> {
        let steps = &self.answer.dossier.history.convoy.permission.steps;
        let text = |text: &Option<crate::domain::text::Text>| text.as_ref().map(ToString::to_string);
        let view = |step: &crate::domain::clearance::Step| StepView {
            event: step.event,
            clearance: step.clearance,
            occurred_at: self.at(step.occurred),
            precision: step.occurred.precision,
            authority: text(&step.report.authority),
            scope: step.report.scope,
            conditions: text(&step.report.conditions),
            reason: text(&step.report.reason),
        };
        steps.iter().map(view).collect()
    }

    fn block(&self, block: &Block) -> BlockView {
        let until_now = || self.answer.now.since(block.since.at).num_minutes();
        BlockView {
            event: block.event,
            cause: block.report.cause,
            held_by: block.report.held_by.as_ref().map(ToString::to_string),
            place: block.place.map(|id| self.place(id.0)),
            since: self.at(block.since),
            precision: block.since.precision,
            ended_at: block.ended.map(|(ended, _)| self.at(ended)),
            ended_by: block.ended.map(|(_, kind)| kind),
            minutes: block.minutes().unwrap_or_else(until_now),
        }
    }

    fn in_review(&self) -> Vec<EventView> {
        let dossier = &self.answer.dossier;
        let verdict = |id| dossier.history.verdicts.get(&id).filter(|verdict| verdict.is_in_review()).cloned();
        let view = |(recorded, verdict): (&crate::domain::history::Recorded, Verdict)| {
            let answer = EventAnswer {
                convoy: dossier.id,
                reference: dossier.plan.reference.to_string(),
                zone: dossier.plan.time_zone,
                event: recorded.clone(),
                verdict,
                redacted: None,
            };
            event(&answer, &self.answer.names, self.locale)
        };
        let events = dossier.events.iter();
        events.filter_map(|recorded| Some((recorded, verdict(recorded.id)?))).map(view).collect()
    }
}
