//! The deeds that are recorded, and whom or what each concerns.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumDiscriminants, EnumIter, EnumString};
use uuid::Uuid;

use crate::{
    app::{Role, policy::TokenScope},
    domain::{id::EventId, place::Place, text::Text, time::Instant},
};

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
    pub(super) fn subject(&self) -> Uuid {
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
