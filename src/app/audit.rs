//! What was done with people's rights, with secrets and with exact positions: each deed an entry of the ledger, chained
//! like every other, and never naming a person but by id.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumDiscriminants, EnumIter, EnumString};
use uuid::Uuid;

use super::{App, AppError, Caller, Role, Runner, policy::TokenScope};
use crate::{
    domain::{
        id::{EventId, UserId},
        place::Place,
        text::Text,
        time::Instant,
    },
    store::{
        StoreError,
        batch::{Batch, Sender, body},
    },
};

pub mod list;

/// How somebody proved, beyond a password, who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, AsRefStr, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SecondFactor {
    /// Not at all.
    None,
    /// A code of an authenticator.
    Totp,
    /// A recovery code.
    RecoveryCode,
    /// Another system signed them in.
    OpenIdConnect,
}

/// What was read exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Read {
    /// One convoy.
    Convoy,
    /// A list of convoys, or the board.
    Convoys,
    /// The change feed.
    Feed,
    /// Open reviews.
    Reviews,
    /// The crew of one convoy.
    Crew,
    /// Where the devices of one convoy were.
    Positions,
    /// A report over many convoys.
    Report,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(tag = "deed", rename_all = "snake_case")]
#[strum_discriminants(
    name(DeedKind),
    derive(PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter),
    serde(rename_all = "snake_case"),
    strum(serialize_all = "snake_case"),
    allow(missing_docs, reason = "the names are the vocabulary of the audit"),
    doc = "The kind of a deed."
)]
#[expect(missing_docs, reason = "the names say it; ids are of users, tokens, convoys, organisations")]
pub enum Deed {
    SignedIn {
        user: Uuid,
        second_factor: SecondFactor,
    },
    SignInDelayed {
        user: Uuid,
    },
    PasswordChanged {
        user: Uuid,
    },
    LinkMade {
        user: Option<Uuid>,
        purpose: Text,
    },
    SecondFactorSet {
        user: Uuid,
    },
    SecondFactorRemoved {
        user: Uuid,
    },
    RecoveryCodesMade {
        user: Uuid,
    },
    SessionsEnded {
        user: Uuid,
        count: u64,
    },
    UserAdded {
        user: Uuid,
    },
    UserDisabled {
        user: Uuid,
    },
    UserEnabled {
        user: Uuid,
    },
    RoleGiven {
        user: Uuid,
        organisation: Option<Uuid>,
        role: Role,
    },
    RoleTaken {
        user: Uuid,
        organisation: Option<Uuid>,
        role: Role,
    },
    RightAsked {
        user: Uuid,
        request: Uuid,
        what: Text,
        organisation: Option<Uuid>,
        role: Option<Role>,
    },
    RightConfirmed {
        user: Uuid,
        request: Uuid,
        asked_by: Uuid,
    },
    RightRejected {
        user: Uuid,
        request: Uuid,
        asked_by: Uuid,
    },
    RightWithdrawn {
        user: Uuid,
        request: Uuid,
    },
    RightLapsed {
        user: Uuid,
        request: Uuid,
        asked_by: Uuid,
    },
    RightTookEffect {
        user: Uuid,
        request: Uuid,
        asked_by: Uuid,
        confirmed_by: Option<Uuid>,
    },
    TokenCreated {
        user: Uuid,
        token: Uuid,
        scopes: BTreeSet<TokenScope>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Instant>,
    },
    TokenRevoked {
        user: Uuid,
        token: Uuid,
    },
    ConvoyShared {
        convoy: Uuid,
        organisation: Uuid,
        grant: Uuid,
        exact: bool,
        expires_at: Instant,
    },
    SharingEnded {
        convoy: Uuid,
        organisation: Uuid,
        grant: Uuid,
    },
    PartnerAccepted {
        convoy: Uuid,
        organisation: Uuid,
    },
    PartnerDeclined {
        convoy: Uuid,
        organisation: Uuid,
    },
    LoggerAssigned {
        convoy: Uuid,
        user: Uuid,
    },
    AssignmentEnded {
        convoy: Uuid,
        user: Uuid,
    },
    ExactRead {
        what: Read,
        convoy: Option<Uuid>,
        token: Option<Uuid>,
    },
    Exported {
        what: Text,
        token: Option<Uuid>,
    },
    CrewRecorded {
        convoy: Uuid,
        crew: Uuid,
    },
    CrewErased {
        convoy: Uuid,
        crew: Uuid,
    },
    TrackerRegistered {
        convoy: Uuid,
        tracker: Uuid,
    },
    TrackerEnded {
        convoy: Uuid,
        tracker: Uuid,
    },
    PhoneAsked {
        user: Uuid,
        phone: Uuid,
    },
    PhoneAdded {
        user: Uuid,
        phone: Uuid,
    },
    PhoneClaimed {
        user: Uuid,
        phone: Uuid,
    },
    PhoneKept {
        user: Uuid,
        phone: Uuid,
    },
    PinTried {
        user: Uuid,
        phone: Uuid,
    },
    PhoneRemoved {
        user: Uuid,
        phone: Uuid,
    },
    PersonExported {
        rows: u64,
    },
    PersonErased {
        rows: u64,
    },
    EvidenceHeld {
        convoy: Uuid,
        reason: Text,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hold: Option<Uuid>,
    },
    EvidenceReleased {
        convoy: Uuid,
        reason: Text,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hold: Option<Uuid>,
    },
    Redacted {
        convoy: Uuid,
        event: EventId,
    },
    RetentionApplied {
        class: Text,
        rows: u64,
    },
    KeysRotated {
        key: u32,
        rows: u64,
    },
    CheckpointSigned {
        position: i64,
    },
    WebhookMade {
        webhook: Uuid,
        organisation: Option<Uuid>,
        exact: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<String>,
    },
    WebhookChanged {
        webhook: Uuid,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exact: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<String>,
    },
    WebhookRemoved {
        webhook: Uuid,
    },
    FileImported {
        import: Uuid,
        kind: Text,
        sha256: Text,
        rows: u64,
        made: u64,
    },
    ImportUndone {
        import: Uuid,
        reason: Text,
    },
    PlaceMoved {
        place: Uuid,
        position: i64,
        proposal: Option<Uuid>,
    },
    PlaceProposed {
        place: Uuid,
        proposal: Uuid,
        seen: i64,
        description: Box<Place>,
    },
    PlaceProposalSettled {
        place: Uuid,
        proposal: Uuid,
        accepted: bool,
    },
}

impl Deed {
    /// Whom or what it concerns: a convoy, a place, else a user; nobody in particular is the nil id.
    fn subject(&self) -> Uuid {
        match self {
            Self::ConvoyShared { convoy, .. }
            | Self::SharingEnded { convoy, .. }
            | Self::PartnerAccepted { convoy, .. }
            | Self::PartnerDeclined { convoy, .. }
            | Self::LoggerAssigned { convoy, .. }
            | Self::AssignmentEnded { convoy, .. }
            | Self::CrewRecorded { convoy, .. }
            | Self::CrewErased { convoy, .. }
            | Self::TrackerRegistered { convoy, .. }
            | Self::TrackerEnded { convoy, .. }
            | Self::EvidenceHeld { convoy, .. }
            | Self::EvidenceReleased { convoy, .. }
            | Self::Redacted { convoy, .. } => *convoy,
            Self::SignedIn { user, .. }
            | Self::SignInDelayed { user }
            | Self::PasswordChanged { user }
            | Self::SecondFactorSet { user }
            | Self::SecondFactorRemoved { user }
            | Self::RecoveryCodesMade { user }
            | Self::SessionsEnded { user, .. }
            | Self::UserAdded { user }
            | Self::UserDisabled { user }
            | Self::UserEnabled { user }
            | Self::RoleGiven { user, .. }
            | Self::RoleTaken { user, .. }
            | Self::RightAsked { user, .. }
            | Self::RightConfirmed { user, .. }
            | Self::RightRejected { user, .. }
            | Self::RightWithdrawn { user, .. }
            | Self::RightLapsed { user, .. }
            | Self::RightTookEffect { user, .. }
            | Self::TokenCreated { user, .. }
            | Self::PhoneAsked { user, .. }
            | Self::PhoneAdded { user, .. }
            | Self::PhoneClaimed { user, .. }
            | Self::PhoneKept { user, .. }
            | Self::PinTried { user, .. }
            | Self::PhoneRemoved { user, .. }
            | Self::TokenRevoked { user, .. } => *user,
            Self::PlaceMoved { place, .. }
            | Self::PlaceProposed { place, .. }
            | Self::PlaceProposalSettled { place, .. } => *place,
            Self::LinkMade { user, .. } => user.unwrap_or_default(),
            Self::ExactRead { convoy, .. } => convoy.unwrap_or_default(),
            Self::Exported { .. }
            | Self::PersonExported { .. }
            | Self::PersonErased { .. }
            | Self::RetentionApplied { .. }
            | Self::KeysRotated { .. }
            | Self::CheckpointSigned { .. }
            | Self::WebhookMade { .. }
            | Self::WebhookChanged { .. }
            | Self::WebhookRemoved { .. }
            | Self::FileImported { .. }
            | Self::ImportUndone { .. } => Uuid::nil(),
        }
    }
}

/// Records a deed in the same transaction as what was done.
pub(super) fn record(batch: &mut Batch<'_>, deed: &Deed, by: Sender) -> Result<(), AppError> {
    Ok(batch.record_deed(deed.subject(), DeedKind::from(deed).as_ref(), body(deed)?, by)?)
}

/// An exact read by the same person, of the same thing, is noted once in so long.
const READS_EVERY: chrono::TimeDelta = chrono::TimeDelta::hours(1);
/// Reads remembered at the most; then all are noted anew.
const MOST_REMEMBERED: usize = 100_000;

/// The exact reads that were noted lately.
#[derive(Clone, Debug, Default)]
pub(super) struct NotedReads(Arc<Mutex<HashMap<NotedRead, Instant>>>);

/// By whom, by which token, what, of which convoy.
type NotedRead = (Option<UserId>, Option<Uuid>, NotedThing, Option<Uuid>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum NotedThing {
    Read(Read),
    Export(Text),
}

impl NotedReads {
    /// Whether this read has to be noted, which it then counts as.
    fn is_due(&self, read: NotedRead, now: Instant) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.get(&read).is_some_and(|at| now.since(*at) < READS_EVERY) {
            return false;
        }
        if noted.len() >= MOST_REMEMBERED {
            noted.clear();
        }
        noted.insert(read, now);
        true
    }
}

impl App {
    /// Notes that somebody is told exact positions, once an hour for each thing. Nobody waits for it, for reads go on where
    /// nothing can be written; it stands in the ledger before whatever the same person does next.
    pub(super) fn note_exact_read(&self, caller: &Caller, what: Read, convoy: Option<Uuid>) {
        if !self.noted_reads.is_due((Some(caller.user), caller.token, NotedThing::Read(what), convoy), self.now()) {
            return;
        }
        let deed = Deed::ExactRead { what, convoy, token: caller.token };
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let queued = self.lane.submit(move |batch| record(batch, &deed, sender));
        if let Err(error) = queued {
            tracing::warn!(error = %error, "audit.read_not_noted");
        }
    }

    /// Notes that somebody takes a table away: once an hour for each person, key and table, and always where `always`.
    /// Waits until it stands in the ledger, so that what is exported as known now is known at a moment that has just been.
    /// Exports go on where nothing can be written, as all reading does.
    pub(super) fn note_export(&self, who: &Runner, what: Text, always: bool) {
        let sender = who.sender();
        let noted = (sender.user, who.token(), NotedThing::Export(what.clone()), None);
        if !self.noted_reads.is_due(noted, self.now()) && !always {
            return;
        }
        let deed = Deed::Exported { what, token: who.token() };
        let written = self.lane.submit(move |batch| record(batch, &deed, sender)).map_err(AppError::from);
        let written = written.and_then(|written| match written.blocking_recv() {
            Ok(recorded) => recorded,
            Err(_) => Err(AppError::Store(StoreError::WriterGone)),
        });
        if let Err(error) = written {
            tracing::warn!(error = %error, "audit.export_not_noted");
        }
    }
}
