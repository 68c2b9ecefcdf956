//! What is wrong with a file, row by row and cell by cell, as data: the sentence is made where the reader's language is known.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::sheet::letters;
use crate::domain::Refusal;

/// What can be wrong with a cell or row beyond what the domain says of it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    AsRefStr,
    EnumString,
    EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the codes; each has its sentence")]
pub enum Wrong {
    NotADate,
    AmbiguousDate,
    NotANumber,
    AmbiguousNumber,
    NotATime,
    UnknownPlace,
    AmbiguousPlace,
    UnknownOrganisation,
    AmbiguousOrganisation,
    UnknownConvoy,
    AmbiguousConvoy,
    NotYourOrganisation,
    UnknownCode,
    Differs,
    QuantityWithoutItem,
    RegisteredOtherwise,
    NotPermitted,
    SameEventOtherContent,
    SameRow,
    NoColumn,
    PcodeMalformed,
    PcodeLevel,
    PcodeCountry,
    PcodeUnknown,
    GazetteerUnknown,
    SameCodeOtherContent,
    NoParent,
    CancelledBefore,
    PlaceProposed,
    BrokenCell,
    MoreMistakes,
}

/// Why a cell or row is not taken, or what is to be known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Why {
    /// The domain's reading of a field.
    Field {
        /// The code of the mistake.
        code: String,
        /// The limit or the choices.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected: Option<String>,
    },
    /// The convoy's history.
    Refused {
        /// The refusal.
        refusal: Refusal,
    },
    /// The import.
    Import {
        /// The code of the mistake.
        code: Wrong,
        /// Names to choose from, or the row that it differs from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
    },
}

impl Why {
    /// Its stable code.
    pub fn code(&self) -> String {
        match self {
            Self::Field { code, .. } => code.clone(),
            Self::Refused { refusal } => refusal.code().to_owned(),
            Self::Import { code, .. } => code.as_ref().to_owned(),
        }
    }
}

/// Where in a file something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct At {
    /// The row, as a spreadsheet counts; 0 is the file as a whole.
    pub row: u32,
    /// The column, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

/// Something about a row or cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// Where.
    #[serde(flatten)]
    pub at: At,
    /// The column's header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The field that was being read, where no column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What.
    pub why: Why,
}

impl Mistake {
    /// The cell's address as a spreadsheet shows it.
    pub fn address(&self) -> Option<String> {
        self.at.column.filter(|_| self.at.row > 0).map(|column| format!("{}{}", letters(column), self.at.row))
    }
}

/// Mistakes that are listed; of more, only their number is told.
pub const MOST_LISTED: usize = 500;

/// Gathers what is wrong, and what is to be known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistakes {
    /// The first of them, by row and column.
    pub listed: Vec<Mistake>,
    /// How many there are in all.
    pub in_all: usize,
}

impl Mistakes {
    /// Adds one; the same twice is one.
    pub fn add(&mut self, mistake: Mistake) {
        if self.listed.contains(&mistake) {
            return;
        }
        self.in_all += 1;
        // Twice as many as are shown, so that those of the first rows are among them whatever the order they were found in.
        if self.listed.len() < 2 * MOST_LISTED {
            self.listed.push(mistake);
        }
    }

    /// In the order of the file, as many as are shown.
    pub fn settle(&mut self) {
        self.listed.sort_by_key(|mistake| mistake.at);
        self.listed.truncate(MOST_LISTED);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.in_all == 0
    }
}
