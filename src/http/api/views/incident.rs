//! Incidents, their accounts side by side, and what authors conclude.

use chrono_tz::Tz;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{NamedView, convoy::Teller, instant, place};
use crate::domain::{
    event::Source,
    id::EventId,
    incident::{Account, Act, Assessment, Confidence, Credibility, Figure, Harm, Incident, Range, Reliability},
    time::{Occurred, Precision},
};
use crate::{
    app::{incidents::IncidentAnswer, names::Names, summary::Reduced},
    http::language::Locale,
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

/// An incident with the convoy to which it was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldIncidentView {
    /// The convoy's id.
    convoy: Uuid,
    /// What people call the convoy.
    reference: String,
    #[serde(flatten)]
    incident: IncidentView,
    /// How much less than there is is told; null where all is.
    reduced: Option<Reduced>,
}

/// An incident as told.
pub fn told_incident(answer: &IncidentAnswer, names: &Names, locale: Locale) -> ToldIncidentView {
    ToldIncidentView {
        convoy: answer.convoy,
        reference: answer.reference.clone(),
        incident: IncidentTeller { names, zone: answer.zone, locale }.incident(&answer.incident),
        reduced: answer.reduced,
    }
}

impl Teller<'_> {
    pub(super) fn incident(&self, incident: &Incident) -> IncidentView {
        let (names, zone) = (&self.answer.names, self.answer.summary.zone);
        IncidentTeller { names, zone, locale: self.locale }.incident(incident)
    }
}

/// Tells of incidents in the time of their convoy.
struct IncidentTeller<'a> {
    names: &'a Names,
    zone: Tz,
    locale: Locale,
}

impl IncidentTeller<'_> {
    fn place(&self, id: Uuid) -> NamedView {
        place(id, self.names, self.locale)
    }

    fn at(&self, occurred: Occurred) -> String {
        instant(occurred.at, self.zone)
    }

    fn incident(&self, incident: &Incident) -> IncidentView {
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
        let (report, zone) = (&account.report, self.zone);
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
