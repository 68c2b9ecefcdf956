//! What the pages about records share: who has which of them, and how they tell times and people.

use super::{
    teller::Teller,
    views::{Name, RecordsNav},
    visit::Visit,
};
use crate::app::{Action, names::Names};

const PAGES: [(&str, &str, Action); 5] = [
    ("holds", "/admin/holds", Action::HoldEvidence),
    ("retention", "/admin/retention", Action::RunRetention),
    ("person", "/admin/person", Action::RunRetention),
    ("redaction", "/admin/redaction", Action::Redact),
    ("audit", "/admin/audit", Action::SeeAudit),
];

/// The pages that this reader has, of which this is one.
pub fn nav(visit: &Visit, current: &'static str) -> RecordsNav {
    let own = PAGES.iter().filter(|(_, _, action)| visit.caller.may_somewhere(*action));
    RecordsNav { pages: own.map(|(code, href, _)| (*code, *href)).collect(), current }
}

/// Tells times of no convoy in particular: in UTC, as the log does.
pub fn teller<'a>(visit: &Visit, names: &'a Names) -> Teller<'a> {
    Teller { t: visit.texts(), names, zone: chrono_tz::UTC, now: visit.app.now() }
}

/// What was typed, or none.
pub fn typed(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// As it stands, in no language in particular.
pub fn plain(text: impl std::fmt::Display) -> Name {
    Name::typed(text.to_string())
}
