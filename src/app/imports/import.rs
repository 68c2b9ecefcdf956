//! What is known of an import: how its file is to be read, how far it is, what was found in it.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumString};
use uuid::Uuid;

use super::{
    columns::{Kind, Mapping},
    mistakes::Mistakes,
    record::Tally,
    sheet::Found,
    undo::Undone,
    values::{Dates, Mark},
};
use crate::domain::time::Instant;

/// How a file is to be read, where whoever brings it says so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// What it is a table of.
    pub kind: Option<Kind>,
    /// Header to field, or to nothing.
    #[serde(default)]
    pub mapping: Mapping,
    /// The encoding.
    #[serde(default)]
    pub encoding: Option<String>,
    /// What parts columns.
    #[serde(default)]
    pub separator: Option<char>,
    /// What parts the whole from its fraction.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// In which order dates are written.
    #[serde(default)]
    pub dates: Option<Dates>,
    /// Which sheet.
    #[serde(default)]
    pub sheet: Option<String>,
    /// By whose clocks convoys are told that say nothing of it.
    #[serde(default)]
    pub time_zone: Option<Tz>,
    /// The version of a gazetteer.
    #[serde(default)]
    pub version: Option<String>,
    /// What parts the ids of its events from those of other files with the same rows.
    #[serde(default)]
    pub key: String,
    /// Whether events that do not fit go to review.
    #[serde(default)]
    pub review: bool,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, AsRefStr, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// The file is here.
    Received,
    /// It is being checked.
    Checking,
    /// It was checked; nothing of it is on the record.
    Checked,
    /// It is being written.
    Running,
    /// All of it is on the record.
    Done,
    /// It ended without being written, and nothing of it is on the record.
    Failed,
    /// It was taken back.
    Undone,
}

/// What was found in a file, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Rows beneath the headers.
    #[serde(default)]
    pub rows: usize,
    /// What was made, changed and left; of a check, what would be.
    #[serde(default)]
    pub tally: Tally,
    /// What is wrong. Where something is, nothing was written.
    #[serde(default)]
    pub errors: Mistakes,
    /// What is to be known, and keeps nothing from being written.
    #[serde(default)]
    pub warnings: Mistakes,
    /// Columns that say nothing.
    #[serde(default)]
    pub unmatched: Vec<String>,
    /// How columns were matched.
    #[serde(default)]
    pub mapping: Mapping,
    /// How the file was read.
    #[serde(default)]
    pub found: Found,
    /// The decimal mark by which it was read.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// The order of dates by which it was read.
    #[serde(default)]
    pub dates: Option<Dates>,
    /// Why it could not be read at all: a code.
    #[serde(default)]
    pub failure: Option<String>,
    /// What undoing it did.
    #[serde(default)]
    pub undone: Option<Undone>,
}

/// An import as it stands.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// What it is a table of.
    pub kind: Kind,
    /// Of which organisation.
    pub organisation: Option<Uuid>,
    /// Who brought it.
    pub user: Option<Uuid>,
    /// Their name.
    pub user_name: Option<String>,
    /// What the file was called.
    pub file_name: String,
    /// The hash of its bytes.
    pub sha256: String,
    /// Its length in bytes.
    pub size: u64,
    /// How far it is.
    pub state: State,
    /// How many steps of how many, while it is at work.
    pub progress: Option<(usize, usize)>,
    /// How it is to be read.
    pub options: Options,
    /// What came of it.
    pub report: Report,
    /// When it was brought.
    pub created_at: Instant,
    /// When something last happened to it.
    pub updated_at: Instant,
    /// Whether the file is still here, to be checked anew or written.
    pub has_file: bool,
    /// Whether who asks has brought it.
    pub is_own: bool,
}

/// A column with what stands in its first rows.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its header.
    pub header: String,
    /// The field that it is matched to.
    pub field: Option<&'static str>,
    /// Some of what stands in it.
    pub values: Vec<String>,
}
