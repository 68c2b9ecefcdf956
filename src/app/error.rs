//! Why a use-case did not do what it was asked. Knows no transport; `http/problem.rs` turns each into an answer.

use crate::{
    domain::{Refusal, event::Kind, refusal::FieldError},
    store::StoreError,
};

pub use crate::store::convoys::Candidate;

/// A use-case's "no", or its failure.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The convoy's history does not permit it.
    #[error("refused: {}", refusal.code())]
    Refused {
        /// Why.
        refusal: Refusal,
        /// What would be permitted there.
        permitted: Vec<Kind>,
    },
    /// What was sent does not make sense.
    #[error("{} field(s) are wrong", .0.len())]
    Invalid(Vec<FieldError>),
    /// It is not there, or not for this caller: the two are the same.
    #[error("there is no such {what}")]
    NotFound {
        /// Which kind of thing.
        what: &'static str,
    },
    /// Nobody is signed in, or with what is not valid.
    #[error("not signed in")]
    Unauthenticated,
    /// Somebody is, and has to set up a second factor before anything else.
    #[error("a second factor has to be set up")]
    SecondFactorRequired,
    /// There were too many failures in a row.
    #[error("too many attempts: again in {seconds} s")]
    TooManyAttempts {
        /// When to try again, in seconds from now.
        seconds: u64,
    },
    /// Too many want the same at the moment. Nothing was tried or counted.
    #[error("crowded: again in {seconds} s")]
    Crowded {
        /// When to try again, in seconds from now.
        seconds: u64,
    },
    /// It is not as the caller has seen it any more.
    #[error("it has changed in the meantime")]
    PreconditionFailed,
    /// Somebody is, and may not.
    #[error("not allowed")]
    Forbidden,
    /// Several convoys that the caller sees have this reference.
    #[error("several convoys have this reference; name one by its id or as KEY/REFERENCE: {}", listed(.0))]
    Ambiguous(Vec<Candidate>),
    /// The same id or key stands for something else already.
    #[error("conflict: {}", .0.code())]
    Conflict(Conflict),
    /// A file cannot be taken; nothing of it was.
    #[error("{at}: {why}")]
    Import {
        /// Where in the file.
        at: String,
        /// Why, for a person.
        why: String,
    },
    /// A file cannot be read at all.
    #[error("the file cannot be read: {}", .0.as_ref())]
    Unreadable(super::imports::sheet::Unreadable),
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
    /// Something that should not happen.
    #[error("{0}")]
    Internal(String),
}

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Conflict {
    /// The event id has other content.
    SameEventOtherContent,
    /// The reference is taken.
    ReferenceTaken,
    /// The key of a place or organisation is taken.
    KeyTaken,
    /// The idempotency key came with other content.
    SameKeyOtherContent,
    /// The e-mail address has an account.
    EmailTaken,
    /// The convoy's records are kept as evidence.
    EvidenceHeld,
    /// The device sends for another convoy.
    DeviceTaken,
    /// The telephone belongs to somebody already.
    PhoneTaken,
    /// What was asked for has been decided already.
    RequestDecided,
    /// Too much that somebody asked for waits.
    TooManyWait,
    /// The link waits for a second person.
    LinkWaits,
    /// What makes a session last is done right after signing in.
    SignInAgain,
    /// Nobody closes their own account, or takes their own right to run accounts.
    OwnAccount,
    /// The import is at work, or was done before.
    ImportDone,
    /// The import was never done, so that nothing of it can be undone.
    ImportNotDone,
}

impl Conflict {
    /// Its stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::SameEventOtherContent => "same_event_other_content",
            Self::ReferenceTaken => "reference_taken",
            Self::KeyTaken => "key_taken",
            Self::SameKeyOtherContent => "same_key_other_content",
            Self::EmailTaken => "email_taken",
            Self::EvidenceHeld => "evidence_held",
            Self::DeviceTaken => "device_taken",
            Self::PhoneTaken => "phone_taken",
            Self::RequestDecided => "request_decided",
            Self::TooManyWait => "too_many_wait",
            Self::LinkWaits => "link_waits",
            Self::SignInAgain => "sign_in_again",
            Self::OwnAccount => "own_account",
            Self::ImportDone => "import_done",
            Self::ImportNotDone => "import_not_done",
        }
    }
}

/// What a failure of the database means to whoever waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is no room left to write.
    StorageFull,
    /// Trying again a little later is worthwhile.
    Passing,
    /// What was asked for is not there.
    Missing,
    /// Something that should not happen.
    Fault,
}

/// What a failure of the store means.
pub fn trouble(error: &StoreError) -> Trouble {
    match error {
        StoreError::DiskFull(_) => Trouble::StorageFull,
        StoreError::Io { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => Trouble::StorageFull,
        StoreError::Busy(_)
        | StoreError::QueueFull
        | StoreError::WriterGone
        | StoreError::Disconnected(_)
        | StoreError::Pool { .. }
        | StoreError::Connect { .. } => Trouble::Passing,
        StoreError::NotFound { .. } => Trouble::Missing,
        StoreError::Database(_)
        | StoreError::Url { .. }
        | StoreError::Migration { .. }
        | StoreError::NewerSchema { .. }
        | StoreError::Corrupt { .. }
        | StoreError::Ambiguous { .. }
        | StoreError::Io { .. } => Trouble::Fault,
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Ambiguous { candidates } => Self::Ambiguous(candidates),
            other => Self::Store(other),
        }
    }
}

fn listed(candidates: &[Candidate]) -> String {
    let each = |one: &Candidate| format!("{} ({}/{})", one.id, one.lead, one.reference);
    candidates.iter().map(each).collect::<Vec<_>>().join(", ")
}

impl AppError {
    /// A reviewable refusal with nothing permitted instead.
    pub fn refused(refusal: Refusal) -> Self {
        Self::Refused { refusal, permitted: Vec::new() }
    }
}
