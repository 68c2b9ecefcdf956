//! Every reason for "no", as data: the sentence is made where the reader's language is known.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, VariantNames};

use super::{event::Kind, quantity::Quantity, status::Status, text::Text};

/// Understood, and not allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, AsRefStr, VariantNames)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    /// The table does not have this event in this status.
    NotPermitted {
        /// In which status the convoy is where the report falls.
        status: Status,
        /// What was reported.
        kind: Kind,
    },
    /// A convoy cannot leave without one.
    NoCargoTruck,
    /// A convoy cannot leave without one.
    NoCargoLine,
    /// The place is not a destination of the route as known there.
    NotADestination,
    /// It is there already.
    AlreadyThere,
    /// Something was delivered there already.
    AlreadyServed,
    /// Nothing can be delivered where the convoy has not arrived.
    NotArrivedThere,
    /// No destination is left to depart for.
    NothingOwed,
    /// No incident of that key is known.
    UnknownIncident {
        /// The key.
        incident: Text,
    },
    /// Another report has set this key.
    IncidentExists {
        /// The key.
        incident: Text,
    },
    /// No truck has this label.
    UnknownTruck {
        /// The label or range.
        truck: Text,
    },
    /// The truck has left the convoy.
    TruckNotWithConvoy {
        /// Its label.
        truck: Text,
    },
    /// The truck never left it.
    TruckNotDetached {
        /// Its label.
        truck: Text,
    },
    /// No cargo line has this name or number.
    UnknownCargoLine {
        /// The name or number.
        line: Text,
    },
    /// More than can be there.
    ExceedsAboard {
        /// Of which item.
        item: Text,
        /// What is there at the most.
        aboard: Quantity,
    },
    /// More than was planned.
    ExceedsPlanned {
        /// Of which item.
        item: Text,
        /// What can be refused at the most.
        planned: Quantity,
    },
    /// Beyond 28 digits.
    TooMuchToCount,
    /// Nothing was granted that could be withdrawn.
    NoClearance,
    /// The event that it speaks of is not known yet.
    UnknownEvent,
    /// It needs a place.
    PlaceRequired,
    /// A report that needs no decision.
    NotInReview,
    /// Two corrections that undo each other.
    CircularCorrection,
    /// A correction of a correction: correct the report itself.
    CorrectTheOriginal,
    /// Decisions cannot be amended, and an amendment cannot make a report a decision.
    CannotBeCorrected,
    /// Registrations, redactions, and what has no text left cannot be redacted.
    CannotBeRedacted,
    /// It came by text message, whose sender nothing proves: it counts once it is confirmed.
    Unconfirmed,
    /// It does not fit the convoy, and why is not told to whoever asks. The rules themselves never answer so.
    DoesNotFit,
}

impl Refusal {
    /// Every stable code.
    pub const CODES: &[&str] = <Self as VariantNames>::VARIANTS;

    /// Its stable code.
    pub fn code(&self) -> &str {
        self.as_ref()
    }

    /// Whether what is missing may still arrive, so that the report waits rather than contradicts.
    pub fn is_waiting(&self) -> bool {
        matches!(
            self,
            Self::UnknownIncident { .. }
                | Self::Unconfirmed
                | Self::UnknownEvent
                | Self::NotADestination
                | Self::UnknownTruck { .. }
                | Self::UnknownCargoLine { .. }
        )
    }
}

/// What is wrong with one field of what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, AsRefStr, EnumIter, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the codes")]
pub enum FieldCode {
    Required,
    UnknownField,
    Malformed,
    TooLong,
    TooShort,
    OutOfRange,
    UnknownCode,
    UnknownPlace,
    UnknownOrganisation,
    NotAnInstant,
    NotADay,
    NotAUuid,
    InTheFuture,
    UntilBeforeStart,
    NotAQuantity,
    Negative,
    Duplicate,
    Empty,
    NeedsOrigin,
    NeedsDestination,
    OriginFirst,
    ControlCharacters,
    UnknownTimeZone,
    UnknownTruck,
    TooCommon,
    WrongCode,
    WrongPassword,
    NotAllowed,
    UnknownConvoy,
    AmbiguousConvoy,
    ReservedWord,
    PcodeMalformed,
    PcodeLevel,
    PcodeCountry,
}

/// A field and what is wrong with it; never its value, which may be what must not be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// JSON pointer.
    pub pointer: String,
    /// What is wrong.
    pub code: FieldCode,
    /// The limit or the choices, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
}
