//! Incidents, their accounts side by side, and what authors conclude.

use serde::Serialize;
use utoipa::ToSchema;

use super::{NamedView, convoy::Teller, instant};
use crate::domain::{
    event::Source,
    id::EventId,
    incident::{Account, Act, Assessment, Confidence, Credibility, Figure, Harm, Incident, Range, Reliability},
    time::Precision,
};

/// An incident, with every account and assessment of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct IncidentView {
    incident: String,
    event: EventId,
    act: Act,
    place: Option<NamedView>,
    occurred_at: String,
    precision: Precision,
    /// How many accounts there are.
    accounts: usize,
    /// How many places they name.
    places: usize,
    /// How many actors they allege.
    alleged_actors: usize,
    accounts_differ: bool,
    killed: Option<Figure>,
    injured: Option<Figure>,
    abducted: Option<Figure>,
    trucks_hit: Option<Figure>,
    vehicles_hit: Option<Figure>,
    account_list: Vec<AccountView>,
    assessments: Vec<AssessmentView>,
}

#[derive(Debug, Serialize, ToSchema)]
struct AccountView {
    event: EventId,
    source: Option<Source>,
    said_at: String,
    claim: String,
    act: Option<Act>,
    alleged_actor: Option<String>,
    place: Option<NamedView>,
    occurred_at: Option<String>,
    occurred_until: Option<String>,
    #[serde(flatten)]
    harm: Harm,
    reliability: Reliability,
    credibility: Credibility,
}

#[derive(Debug, Serialize, ToSchema)]
struct AssessmentView {
    event: EventId,
    source: Option<Source>,
    said_at: String,
    text: String,
    confidence: Option<Confidence>,
    attributed_to: Option<String>,
}

impl Teller<'_> {
    pub(super) fn incident(&self, incident: &Incident) -> IncidentView {
        let figure = |of: fn(&Harm) -> Option<Range>| incident.figure(of);
        IncidentView {
            incident: incident.report.incident.to_string(),
            event: incident.event,
            act: incident.report.act,
            place: incident.place.map(|id| self.place(id.0)),
            occurred_at: self.at(incident.occurred),
            precision: incident.occurred.precision,
            accounts: incident.accounts.len(),
            places: incident.places().len(),
            alleged_actors: incident.alleged_actors().len(),
            accounts_differ: incident.accounts_differ(),
            killed: figure(|harm| harm.killed),
            injured: figure(|harm| harm.injured),
            abducted: figure(|harm| harm.abducted),
            trucks_hit: figure(|harm| harm.trucks_hit),
            vehicles_hit: figure(|harm| harm.vehicles_hit),
            account_list: incident.accounts.iter().map(|account| self.account(account)).collect(),
            assessments: incident.assessments.iter().map(|assessment| self.assessment(assessment)).collect(),
        }
    }

    fn account(&self, account: &Account) -> AccountView {
        let (report, zone) = (&account.report, self.answer.summary.zone);
        AccountView {
            event: account.event,
            source: account.source.clone(),
            said_at: self.at(account.said),
            claim: report.claim.to_string(),
            act: report.act,
            alleged_actor: report.alleged_actor.as_ref().map(ToString::to_string),
            place: report.place.map(|id| self.place(id.0)),
            occurred_at: report.occurred_at.map(|at| instant(at, zone)),
            occurred_until: report.occurred_until.map(|until| instant(until, zone)),
            harm: report.harm,
            reliability: report.reliability,
            credibility: report.credibility,
        }
    }

    fn assessment(&self, assessment: &Assessment) -> AssessmentView {
        AssessmentView {
            event: assessment.event,
            source: assessment.source.clone(),
            said_at: self.at(assessment.said),
            text: assessment.report.text.to_string(),
            confidence: assessment.report.confidence,
            attributed_to: assessment.report.attributed_to.as_ref().map(ToString::to_string),
        }
    }
}
