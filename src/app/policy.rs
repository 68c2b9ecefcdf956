//! Who may do what, in one place. It reads as the table of the README: an action, whose it is, the roles that may, the scope
//! that a script's token needs. What a report does, whatever it is called, is said in `effects`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};
use uuid::Uuid;

use super::AppError;
use crate::{
    domain::{
        id::{OrganisationId, UserId},
        time::Instant,
    },
    store::scope::{OrgScope, Reach},
};

mod effects;
pub mod message;
mod parties;

pub(super) use effects::{check as check_report, undoes_what_is_the_leads};
pub(super) use parties::{Parties, held_until};

/// What somebody is in an organisation.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// Reads what is over.
    Viewer,
    /// Logs events.
    Logger,
    /// Runs convoys.
    Coordinator,
    /// Runs accounts.
    Admin,
}

/// What a script's token is for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
pub enum TokenScope {
    /// Sends events, registers convoys, settles reviews: what its maker may.
    #[serde(rename = "events:write")]
    #[strum(serialize = "events:write")]
    EventsWrite,
    /// Reads convoys.
    #[serde(rename = "convoys:read")]
    #[strum(serialize = "convoys:read")]
    ConvoysRead,
    /// Reads convoys with exact positions.
    #[serde(rename = "convoys:read_exact")]
    #[strum(serialize = "convoys:read_exact")]
    ConvoysReadExact,
    /// Exports.
    #[serde(rename = "exports:read")]
    #[strum(serialize = "exports:read")]
    ExportsRead,
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Action {
    /// See convoys, events, reviews, places.
    SeeConvoys,
    /// Log events.
    LogEvents,
    /// Register convoys.
    RegisterConvoys,
    /// Amend plans: route, trucks, cargo, times.
    AmendPlans,
    /// Say who takes part in a convoy, and how sensitive it is.
    DecideWhoSees,
    /// Answer for an organisation whether it takes part in a convoy.
    AnswerInvitations,
    /// Say what really happened in an incident.
    Assess,
    /// Settle reviews.
    SettleReviews,
    /// Correct events that others logged.
    CorrectOthers,
    /// Describe places and organisations.
    DescribeWorld,
    /// Take files in: convoys, events, places.
    ImportFiles,
    /// See positions, routes, times and trucks as they are. Loggers: of the convoys assigned to them.
    SeeExactly,
    /// See where places lie exactly.
    PlaceExactly,
    /// See drivers' names, phones and plates. Loggers: of the convoys assigned to them.
    SeeCrew,
    /// Write them down, or take them out.
    RecordCrew,
    /// Change or take out those whom somebody of another organisation wrote down.
    ChangeCrewOfOthers,
    /// Take whole sets away.
    Export,
    /// Share a convoy with another organisation for a while.
    ShareConvoys,
    /// Register devices that send a convoy's positions, and end them.
    RunDevices,
    /// End a device that another organisation registered.
    EndDevicesOfOthers,
    /// Keep a convoy's records from being erased.
    HoldEvidence,
    /// Let them be erased again.
    ReleaseEvidence,
    /// Make and close accounts, give and take roles, end others' tokens.
    RunAccounts,
    /// Erase what is older than it may get; find, give out and erase what is kept of a person.
    RunRetention,
    /// Have events and alerts sent to other systems.
    RunWebhooks,
    /// Take the text out of an entry of the ledger.
    Redact,
    /// See what was done with rights, secrets and exact positions.
    SeeAudit,
}

use Role::{Admin, Coordinator, Logger, Viewer};
use TokenScope::{ConvoysRead, ConvoysReadExact, EventsWrite, ExportsRead};

/// Whose an action is, of those who take part in a convoy. Whoever holds the role for every organisation (`*`) is above all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The leading organisation's.
    Lead,
    /// The organisation's whose person recorded what it is about; the lead's too.
    AuthorOrLead,
    /// The organisation's that did it, and not even the lead's.
    Author,
    /// Each organisation's that takes part.
    Participant,
    /// Of no convoy: an organisation's own affair.
    Own,
}

use Whose::{Author as OfAuthor, AuthorOrLead, Lead, Own, Participant};

type Line = (Action, Whose, &'static [Role], &'static [TokenScope]);

/// The table. What no scope of a token permits is for people alone.
const POLICY: &[Line] = &[
    (Action::SeeConvoys, Participant, &[Viewer, Logger, Coordinator], &[ConvoysRead, ConvoysReadExact]),
    (Action::LogEvents, Participant, &[Logger, Coordinator], &[EventsWrite]),
    (Action::RegisterConvoys, Lead, &[Coordinator], &[EventsWrite]),
    (Action::AmendPlans, Participant, &[Coordinator], &[EventsWrite]),
    (Action::DecideWhoSees, Lead, &[Coordinator], &[EventsWrite]),
    (Action::AnswerInvitations, Own, &[Coordinator], &[EventsWrite]),
    (Action::Assess, Participant, &[Coordinator], &[EventsWrite]),
    (Action::SettleReviews, AuthorOrLead, &[Coordinator], &[EventsWrite]),
    (Action::CorrectOthers, AuthorOrLead, &[Coordinator], &[EventsWrite]),
    (Action::DescribeWorld, Own, &[Coordinator], &[EventsWrite]),
    (Action::ImportFiles, Own, &[Coordinator], &[EventsWrite]),
    (Action::SeeExactly, Participant, &[Logger, Coordinator], &[ConvoysReadExact]),
    (Action::PlaceExactly, Own, &[Coordinator], &[ConvoysReadExact, EventsWrite]),
    (Action::SeeCrew, Participant, &[Logger, Coordinator], &[ConvoysReadExact]),
    (Action::RecordCrew, Participant, &[Logger, Coordinator], &[EventsWrite]),
    (Action::ChangeCrewOfOthers, AuthorOrLead, &[Logger, Coordinator], &[EventsWrite]),
    (Action::Export, Participant, &[Viewer, Coordinator], &[ExportsRead]),
    (Action::ShareConvoys, Lead, &[Coordinator], &[]),
    (Action::RunDevices, Participant, &[Coordinator], &[]),
    (Action::EndDevicesOfOthers, AuthorOrLead, &[Coordinator], &[]),
    (Action::HoldEvidence, Participant, &[Coordinator, Admin], &[]),
    (Action::ReleaseEvidence, OfAuthor, &[Coordinator, Admin], &[]),
    (Action::RunAccounts, Own, &[Admin], &[]),
    (Action::RunRetention, AuthorOrLead, &[Admin], &[]),
    (Action::RunWebhooks, Own, &[Admin], &[]),
    (Action::Redact, AuthorOrLead, &[Admin], &[]),
    (Action::SeeAudit, Own, &[Admin], &[]),
];

fn line(action: Action) -> Option<&'static Line> {
    POLICY.iter().find(|(listed, ..)| *listed == action)
}

/// The roles that may do something, and the scopes of which a token needs one. Without scopes it is for people alone.
pub fn needs(action: Action) -> (&'static [Role], &'static [TokenScope]) {
    line(action).map_or((&[], &[]), |(_, _, roles, scopes)| (roles, scopes))
}

/// A role held for one organisation, or for all (`*`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// `None` is every organisation.
    pub organisation: Option<OrganisationId>,
    /// The role.
    pub role: Role,
}

/// Who asks, once that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Caller {
    /// The user.
    pub user: UserId,
    /// The name as shown.
    pub name: String,
    /// All roles held.
    pub memberships: Vec<Membership>,
    /// A token's scopes; `None` where a person is signed in.
    pub scopes: Option<BTreeSet<TokenScope>>,
    /// By which token; `None` where a person is signed in.
    pub token: Option<Uuid>,
}

impl Caller {
    /// For which organisations somebody may do something; refused where for none.
    pub fn reach(&self, action: Action) -> Result<Reach, AppError> {
        let reach = self.reach_as(action, &[Viewer, Logger, Coordinator, Admin]);
        if reach == Reach::none() { Err(AppError::Forbidden) } else { Ok(reach) }
    }

    fn reach_as(&self, action: Action, roles: &[Role]) -> Reach {
        let Some((_, _, permitted, scopes)) = line(action) else { return Reach::none() };
        let token_permits = self.scopes.as_ref().is_none_or(|held| scopes.iter().any(|scope| held.contains(scope)));
        if !token_permits {
            return Reach::none();
        }
        let mut own = BTreeSet::new();
        for membership in &self.memberships {
            if roles.contains(&membership.role) && permitted.contains(&membership.role) {
                match membership.organisation {
                    None => return Reach::All,
                    Some(organisation) => {
                        own.insert(organisation.0);
                    }
                }
            }
        }
        Reach::These(own)
    }

    /// The convoys that somebody may see, and how exactly. Writing needs sight too, so a token that only writes sees nothing
    /// but its receipts.
    pub fn scope(&self, now: Instant) -> Result<OrgScope, AppError> {
        self.reach(Action::SeeConvoys)?;
        Ok(OrgScope {
            exact: self.reach_as(Action::SeeExactly, &[Coordinator]),
            assigned: (self.reach_as(Action::SeeExactly, &[Logger]), self.user.0),
            reduced: self.reach_as(Action::SeeConvoys, &[Logger, Coordinator]),
            finished: self.reach_as(Action::SeeConvoys, &[Viewer]),
            shared: true,
            now,
        })
    }

    /// The convoys that somebody may take away as a set, and how exactly: viewers reduced, coordinators exactly; a token
    /// that exports and does no more, reduced. What a logger sees of a convoy is for the road and not for a file.
    pub fn scope_of_exports(&self, now: Instant) -> Result<OrgScope, AppError> {
        self.reach(Action::Export)?;
        Ok(OrgScope {
            exact: self.reach_as(Action::SeeExactly, &[Coordinator]),
            assigned: (Reach::none(), self.user.0),
            reduced: self.reach_as(Action::Export, &[Coordinator]),
            finished: self.reach_as(Action::Export, &[Viewer]),
            shared: true,
            now,
        })
    }

    /// The convoys about which somebody may do something. What others share is to be looked at, and no more.
    pub fn scope_for(&self, action: Action, now: Instant) -> Result<OrgScope, AppError> {
        Ok(OrgScope::of(self.reach(action)?, now))
    }

    /// As [`Caller::scope_for`], of which a logger has only the convoys assigned to them.
    pub fn scope_of_assigned(&self, action: Action, now: Instant) -> Result<OrgScope, AppError> {
        self.reach(action)?;
        let exact = self.reach_as(action, &[Viewer, Coordinator, Admin]);
        Ok(OrgScope { assigned: (self.reach_as(action, &[Logger]), self.user.0), ..OrgScope::of(exact, now) })
    }

    /// One who holds a role by itself: what is sent to another system is what somebody of that role would be told.
    pub(super) fn standing_in(id: Uuid, organisation: Option<OrganisationId>, role: Role) -> Self {
        let memberships = vec![Membership { organisation, role }];
        Self { user: UserId(id), name: String::new(), memberships, scopes: None, token: None }
    }

    /// The convoys assigned to whoever asks, as a logger. Nobody's role alone puts one into it.
    pub fn scope_of_own(&self, action: Action, now: Instant) -> Result<OrgScope, AppError> {
        self.reach(action)?;
        let own = (self.reach_as(action, &[Logger]), self.user.0);
        Ok(OrgScope { assigned: own, ..OrgScope::of(Reach::none(), now) })
    }

    /// Whether somebody may do this for one of these organisations.
    pub fn may(&self, action: Action, organisations: &[Uuid]) -> bool {
        self.reach(action).is_ok_and(|reach| reach.touches(organisations))
    }

    /// Whether somebody answers for one of these organisations whether it takes part. A body above all answers for none.
    pub fn answers_for_any(&self, mut partners: impl Iterator<Item = Uuid>) -> bool {
        match self.reach(Action::AnswerInvitations) {
            Ok(Reach::These(own)) => partners.any(|partner| own.contains(&partner)),
            Ok(Reach::All) | Err(_) => false,
        }
    }

    /// Whether somebody may do this for any organisation at all.
    pub fn may_somewhere(&self, action: Action) -> bool {
        self.reach(action).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    fn caller(role: Role, organisation: Option<u128>, scopes: Option<&[TokenScope]>) -> Caller {
        let organisation = organisation.map(|id| OrganisationId(Uuid::from_u128(id)));
        Caller {
            user: UserId(Uuid::nil()),
            name: "Nour".to_owned(),
            memberships: vec![Membership { organisation, role }],
            scopes: scopes.map(|scopes| scopes.iter().copied().collect()),
            token: None,
        }
    }

    #[test]
    fn every_action_stands_in_the_table_once() {
        for action in Action::iter() {
            assert_eq!(POLICY.iter().filter(|(listed, ..)| *listed == action).count(), 1, "{action:?}");
        }
    }

    #[test]
    fn each_role_sees_as_exactly_as_the_table_says() {
        let now = Instant::new(chrono::DateTime::UNIX_EPOCH);
        let own = || Reach::These([Uuid::from_u128(1)].into());
        let scope = |role, scopes: Option<&[TokenScope]>| caller(role, Some(1), scopes).scope(now).ok();
        assert_eq!(scope(Admin, None), None);
        assert_eq!(
            scope(Viewer, None).map(|scope| (scope.exact, scope.reduced, scope.finished)),
            Some((Reach::none(), Reach::none(), own()))
        );
        let logger = scope(Logger, None).unwrap();
        assert_eq!((logger.exact, logger.assigned.0, logger.reduced), (Reach::none(), own(), own()));
        assert_eq!(scope(Coordinator, None).unwrap().exact, own());
        assert_eq!(scope(Coordinator, Some(&[ConvoysReadExact])).unwrap().exact, own());
        let reads = scope(Coordinator, Some(&[ConvoysRead])).unwrap();
        assert_eq!((reads.exact, reads.reduced), (Reach::none(), own()));
        assert_eq!(scope(Viewer, Some(&[ConvoysReadExact])).unwrap().exact, Reach::none());
    }

    #[test]
    fn exports_are_reduced_unless_a_coordinator_may_read_exactly() {
        let now = Instant::new(chrono::DateTime::UNIX_EPOCH);
        let own = || Reach::These([Uuid::from_u128(1)].into());
        let scope = |role, scopes: Option<&[TokenScope]>| caller(role, Some(1), scopes).scope_of_exports(now).ok();
        let reaches = |scope: OrgScope| (scope.exact, scope.reduced, scope.finished);
        assert_eq!((scope(Logger, None), scope(Admin, None)), (None, None));
        assert_eq!(scope(Viewer, None).map(reaches), Some((Reach::none(), Reach::none(), own())));
        assert_eq!(scope(Coordinator, None).map(reaches), Some((own(), own(), Reach::none())));
        let alone = scope(Coordinator, Some(&[ExportsRead])).map(reaches);
        assert_eq!(alone, Some((Reach::none(), own(), Reach::none())));
        let both = scope(Coordinator, Some(&[ExportsRead, ConvoysReadExact])).map(reaches);
        assert_eq!(both, Some((own(), own(), Reach::none())));
        assert_eq!(scope(Coordinator, Some(&[ConvoysReadExact])), None, "reading is not exporting");
        assert_eq!(scope(Viewer, Some(&[ExportsRead, ConvoysReadExact])).map(|scope| scope.exact), Some(Reach::none()));
    }

    #[test]
    fn a_token_never_does_more_than_its_scopes_nor_than_its_maker() {
        let reads = caller(Coordinator, None, Some(&[ConvoysRead]));
        assert!(reads.may_somewhere(Action::SeeConvoys));
        assert!(!reads.may_somewhere(Action::LogEvents));
        let viewers = caller(Viewer, None, Some(&[EventsWrite, ConvoysRead]));
        assert!(!viewers.may_somewhere(Action::LogEvents));
    }
}
