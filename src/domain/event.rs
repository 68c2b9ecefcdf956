//! What has happened: the kinds of events and what each says. An event is a dated report; it is never changed and
//! never deleted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumDiscriminants, EnumIter, EnumString};

use super::{
    cargo::{LineAmount, Loss},
    clearance::ClearanceReport,
    id::{EventId, PlaceId},
    incident::{AccountReport, AssessmentReport, IncidentReport},
    people::PeopleReport,
    plan::{PlanChange, PlannedStop},
    text::Text,
    time::{Instant, Occurred},
    trucks::{Fate, Selection, VehicleAfter},
};

/// Why a convoy was kept from going on: the nine access constraints of OCHA's Access Monitoring and Reporting
/// Framework.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Cause {
    /// The need, or the right to assistance, is denied.
    DenialOfNeeds,
    /// People are kept from services and assistance.
    RestrictionOnPeoplesAccess,
    /// Visas, permits, customs.
    EntryIntoCountry,
    /// Agencies, personnel or goods are kept from moving within the country.
    MovementWithinCountry,
    /// Interference in the work.
    Interference,
    /// Violence against humanitarian personnel, assets and facilities.
    ViolenceAgainstAid,
    /// Active hostilities.
    Hostilities,
    /// Mines and unexploded ordnance.
    MinesAndOrdnance,
    /// Terrain, climate, roads.
    PhysicalEnvironment,
}

/// What sort of source it is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SourceKind {
    OwnStaff,
    PartnerStaff,
    LocalAuthority,
    PartyToConflict,
    Community,
    Media,
    UnitedNations,
    RedCrossRedCrescent,
    SocialMedia,
    Other,
}

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What sort of source.
    pub kind: SourceKind,
    /// Which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
}

/// What `blocked` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockReport {
    /// Why.
    pub cause: Cause,
    /// What the convoy met; possibly `unknown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_by: Option<Text>,
}

/// What `rerouted` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reroute {
    /// The new remaining stops; empty where they are not known.
    pub stops: Vec<PlannedStop>,
    /// Who ordered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered_by: Option<Text>,
}

/// What a report about cargo says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CargoReport {
    /// Which lines, and how much; empty is an unknown amount of every line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cargo: Vec<LineAmount>,
    /// By whom it was refused, removed or taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Text>,
    /// To whom or where it was transferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Text>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// What `cargo_lost` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossReport {
    /// How.
    pub loss: Loss,
    /// What, and to whom.
    #[serde(flatten)]
    pub report: CargoReport,
}

/// What `turned_back` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnBack {
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<Text>,
    /// What went back, where it was counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cargo: Vec<LineAmount>,
}

/// A reason in words, where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// What `departed` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    /// For which destination.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PlaceId>,
}

/// What `truck_fate` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FateReport {
    /// What became of the trucks.
    pub fate: Fate,
}

/// What `returned` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnReport {
    /// What became of the vehicles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<VehicleAfter>,
    /// What came back, where it was counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cargo: Vec<LineAmount>,
}

/// A decision about one earlier event of the same convoy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// About which.
    pub event: EventId,
    /// Why.
    pub reason: Text,
}

/// What `redacted` says: the text of one earlier event was taken out of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RedactionReport {
    /// Of which event.
    pub event: EventId,
    /// Why.
    pub reason: Text,
    /// What stays of it, without its texts; absent where nothing does, and the event no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Box<Report>>,
}

/// What `amended` says: what the earlier event should have said. What is absent stays as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amendment {
    /// Which event it replaces.
    pub event: EventId,
    /// Why.
    pub reason: Text,
    /// What really happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<Box<Payload>>,
    /// When it really happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred: Option<Occurred>,
    /// Where it really happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Which trucks it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trucks: Option<Selection>,
    /// Who said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// What happened, with what that kind of event says.
///
/// The order of the kinds is their natural order: reports of the same instant are taken in it. On the wire a kind is
/// its name in snake case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(tag = "kind", content = "details", rename_all = "snake_case")]
#[strum_discriminants(
    name(Kind),
    derive(PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter),
    serde(rename_all = "snake_case"),
    strum(serialize_all = "snake_case"),
    allow(missing_docs, reason = "the names are the vocabulary of the domain"),
    doc = "The kind of an event; its order is the natural order of reports of the same instant."
)]
#[expect(missing_docs, reason = "the names are the vocabulary of the domain; docs/events.md explains each")]
pub enum Payload {
    PlanAmended(Box<PlanChange>),
    ClearanceRequested(ClearanceReport),
    ClearanceGranted(ClearanceReport),
    ClearanceDenied(ClearanceReport),
    ClearanceWithdrawn(ClearanceReport),
    Notified(ClearanceReport),
    CargoRefused(CargoReport),
    Cancelled(Because),
    Dispatched(CargoReport),
    CheckpointReached,
    IncidentReported(IncidentReport),
    Blocked(BlockReport),
    Unblocked,
    CheckpointCleared,
    Rerouted(Reroute),
    Arrived,
    TruckDetached(Because),
    TruckRejoined,
    TruckFate(FateReport),
    CargoRemoved(CargoReport),
    CargoLost(LossReport),
    CargoTransferred(CargoReport),
    Delivered(CargoReport),
    Departed(Departure),
    TurnedBack(TurnBack),
    PeopleReached(PeopleReport),
    Contact,
    Returned(ReturnReport),
    Note,
    AccountRecorded(Box<AccountReport>),
    AssessmentRecorded(AssessmentReport),
    Amended(Box<Amendment>),
    Voided(Decision),
    ReviewAccepted(Decision),
    ReviewDismissed(Decision),
    Redacted(Box<RedactionReport>),
}

impl Kind {
    /// Decides about an earlier event instead of telling what happened on the road.
    pub fn is_decision(self) -> bool {
        matches!(self, Self::Amended | Self::Voided | Self::ReviewAccepted | Self::ReviewDismissed | Self::Redacted)
    }

    /// Can have to do with whether a convoy is over: by itself, or by what it makes fit or not fit. A new kind has to be
    /// thought about.
    pub fn bears_on_the_end(self) -> bool {
        match self {
            Self::PlanAmended
            | Self::CargoRefused
            | Self::Cancelled
            | Self::Dispatched
            | Self::CheckpointReached
            | Self::Blocked
            | Self::Unblocked
            | Self::CheckpointCleared
            | Self::Rerouted
            | Self::Arrived
            | Self::TruckDetached
            | Self::TruckRejoined
            | Self::TruckFate
            | Self::CargoRemoved
            | Self::CargoLost
            | Self::CargoTransferred
            | Self::Delivered
            | Self::Departed
            | Self::TurnedBack
            | Self::Contact
            | Self::Returned
            | Self::Amended
            | Self::Voided
            | Self::ReviewAccepted
            | Self::ReviewDismissed
            | Self::Redacted => true,
            Self::ClearanceRequested
            | Self::ClearanceGranted
            | Self::ClearanceDenied
            | Self::ClearanceWithdrawn
            | Self::Notified
            | Self::IncidentReported
            | Self::AccountRecorded
            | Self::AssessmentRecorded
            | Self::PeopleReached
            | Self::Note => false,
        }
    }

    /// Tells that somebody has heard from the convoy itself. Accounts, assessments, claims and papers are written
    /// elsewhere, and must not make a silent convoy look heard.
    pub fn is_heard_from_convoy(self) -> bool {
        match self {
            Self::Cancelled
            | Self::Dispatched
            | Self::CheckpointReached
            | Self::IncidentReported
            | Self::Blocked
            | Self::Unblocked
            | Self::CheckpointCleared
            | Self::Rerouted
            | Self::Arrived
            | Self::TruckDetached
            | Self::TruckRejoined
            | Self::TruckFate
            | Self::CargoRemoved
            | Self::CargoLost
            | Self::CargoTransferred
            | Self::Delivered
            | Self::Departed
            | Self::TurnedBack
            | Self::Contact
            | Self::Returned => true,
            Self::PlanAmended
            | Self::ClearanceRequested
            | Self::ClearanceGranted
            | Self::ClearanceDenied
            | Self::ClearanceWithdrawn
            | Self::Notified
            | Self::CargoRefused
            | Self::PeopleReached
            | Self::Note
            | Self::AccountRecorded
            | Self::AssessmentRecorded
            | Self::Amended
            | Self::Voided
            | Self::ReviewAccepted
            | Self::ReviewDismissed
            | Self::Redacted => false,
        }
    }
}

impl Payload {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        Kind::from(self)
    }
}

/// What a report that came by text message may do. Whoever corrects it does so at a desk, and takes this from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByMessage {
    /// It counts like any other.
    Counts,
    /// It counts once somebody has confirmed it.
    Waits,
}

/// A report: what a person or a script says has happened to one convoy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What.
    #[serde(flatten)]
    pub payload: Payload,
    /// When.
    #[serde(flatten)]
    pub occurred: Occurred,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Which trucks; `None` is all that are still with the convoy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trucks: Option<Selection>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// In free words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// By the reporting device's clock, as that said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured_at: Option<Instant>,
    /// What the sender said in `details` beyond what the kind knows: kept, and shown as it came.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub other: BTreeMap<String, serde_json::Value>,
    /// Where it came by text message: what it may do. Nobody who sends a report says this of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_message: Option<ByMessage>,
}

impl Report {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.payload.kind()
    }

    /// Whether it counts only once somebody has confirmed it.
    pub fn waits(&self) -> bool {
        self.by_message == Some(ByMessage::Waits)
    }
}
