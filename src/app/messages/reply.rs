//! What is answered to a text message: data, of which the languages make a sentence.

use serde::{Deserialize, Serialize};

use crate::domain::{
    message::{Language, Missing},
    text::Names,
    time::{Instant, Precision},
};

/// What is to be answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// The number is nobody's here, which is told as [`Reply::NoConvoy`] is.
    Unknown,
    /// The PIN is missing or wrong.
    PinNeeded,
    /// A report is taken back with a PIN alone.
    PinToVoid,
    /// The number is the sender's from now on.
    Confirmed,
    /// The code is wrong, or not good any more.
    NotConfirmed,
    /// The code is right, and another account has the number.
    NumberHeld,
    /// How to write.
    Help,
    /// How a convoy stands.
    Status {
        /// The convoy.
        reference: String,
        /// Its status.
        status: String,
        /// Since when, in its zone.
        since: Told,
        /// When something was last heard from it.
        heard: Option<Told>,
    },
    /// Something is missing, or could be read in two ways.
    Unclear {
        /// What.
        missing: Missing,
    },
    /// There is no such convoy for this sender.
    NoConvoy,
    /// Several convoys of the sender's are called so.
    Several {
        /// How each is told from the others: `KEY/REFERENCE`.
        choices: Vec<String>,
    },
    /// The sender may not.
    NotAllowed,
    /// Recorded.
    Recorded {
        /// The convoy.
        reference: String,
        /// What.
        kind: String,
        /// Where: its names by language.
        place: Option<Names>,
        /// When.
        at: Told,
        /// By which it is taken back.
        code: String,
        /// Kept for a coordinator.
        in_review: bool,
        /// Kept because nothing proves who sent it.
        #[serde(default)]
        unconfirmed: bool,
        /// Whether the sender can take it back by message.
        #[serde(default = "yes")]
        can_void: bool,
    },
    /// Taken back.
    Voided {
        /// The convoy.
        reference: String,
        /// Kept for a coordinator.
        in_review: bool,
    },
    /// No report of this sender has this code.
    NoCode,
}

fn yes() -> bool {
    true
}

/// A time in a convoy's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The moment.
    pub at: Instant,
    /// The zone's name.
    pub zone: String,
    /// How precisely it is known.
    pub precision: Precision,
    /// Whether it was another day than the day of the answer.
    pub other_day: bool,
}

impl Told {
    pub(super) fn of(at: Instant, zone: chrono_tz::Tz, precision: Precision, now: Instant) -> Self {
        let day = |at: Instant| at.utc().with_timezone(&zone).date_naive();
        Self { at, zone: zone.name().to_owned(), precision, other_day: day(at) != day(now) }
    }
}

/// An answer, and its language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// In which language.
    pub language: Language,
    /// What.
    #[serde(flatten)]
    pub reply: Reply,
}
