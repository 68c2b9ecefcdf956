//! The catalogue of problem codes: every "no" that the API can answer, from the code that answers it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use strum::IntoEnumIterator;

use crate::{
    app::{
        AppError,
        error::Conflict,
        imports::{mistakes::Wrong, sheet::Unreadable},
    },
    domain::{
        Refusal,
        refusal::{FieldCode, FieldError},
    },
    http::{
        language::{Locale, Texts},
        problem::{self, BadRequest, Fault},
    },
};

/// A code that a problem can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The HTTP status that it comes with.
    pub status: u16,
    /// What it is called.
    pub title: String,
    /// What to do about it; none where that depends on the report.
    pub detail: Option<String>,
}

/// One of each fault that has a code of its own. A new variant of [`AppError`] has to be put here before this compiles.
fn faults() -> Vec<Fault> {
    let errors = [
        AppError::Invalid(Vec::<FieldError>::new()),
        AppError::NotFound { what: "convoy" },
        AppError::Unauthenticated,
        AppError::SecondFactorRequired,
        AppError::TooManyAttempts { seconds: 60 },
        AppError::Crowded { seconds: 2 },
        AppError::PreconditionFailed,
        AppError::Forbidden,
        AppError::Ambiguous(Vec::new()),
        AppError::Internal(String::new()),
    ];
    let unreadable = Unreadable::iter().map(AppError::Unreadable);
    let conflicts = Conflict::iter().map(AppError::Conflict);
    let failed = errors.into_iter().chain(conflicts).chain(unreadable).map(Fault::App);
    failed.chain(BadRequest::iter().map(Fault::Request)).collect()
}

/// Every code, in the order of the alphabet.
pub fn catalogue() -> BTreeMap<String, Listed> {
    let texts = Texts::new(Locale::DEFAULT);
    let mut codes = BTreeMap::new();
    for fault in faults() {
        let (status, code) = problem::status_and_code(&fault);
        let title = texts.label("problem", problem::title_code(&fault));
        let detail = Some(problem::detail(texts, &fault));
        codes.insert(code.to_owned(), Listed { status: status.as_u16(), title, detail });
    }
    // What the database has to say for itself.
    for (status, code) in [(503, "unavailable"), (507, "storage_full")] {
        let detail = Some(texts.text(&format!("problem-{code}-detail")));
        codes.insert(code.to_owned(), Listed { status, title: texts.label("problem", code), detail });
    }
    for code in Refusal::CODES {
        // What was done with a report in a status has its words from both.
        let detail = (*code != "not_permitted").then(|| texts.label("refusal", code));
        codes.insert((*code).to_owned(), Listed { status: 409, title: texts.label("problem", "refused"), detail });
    }
    codes
}

/// The schema of a problem, with every code.
pub fn schema() -> Value {
    let codes: Vec<String> = catalogue().into_keys().collect();
    let mut fields: Vec<&str> = FieldCode::iter().map(Into::into).collect();
    // Of the rows of a file.
    fields.extend(Wrong::iter().map(<&str>::from));
    fields.extend(Refusal::CODES);
    json!({
        "type": "object",
        "description": "What is answered instead of what was asked for (RFC 9457). `code` is stable; `title` and `detail` \
            are in the caller's language.",
        "properties": {
            "type": {"type": "string", "pattern": "^urn:convoy:problem:[a-z_]+$"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "code": {"type": "string", "enum": codes},
            "detail": {"type": "string", "description": "What to do."},
            "errors": {
                "type": "array",
                "description": "Every field that is wrong, all at once.",
                "items": {
                    "type": "object",
                    "properties": {
                        "pointer": {"type": "string", "description": "JSON pointer into the body, or `/name` of the query."},
                        "code": {"type": "string", "enum": fields},
                        "detail": {"type": "string"},
                    },
                    "required": ["pointer", "code", "detail"],
                },
            },
            "permitted": {
                "type": "array",
                "description": "Which events would be taken instead.",
                "items": {"$ref": "#/components/schemas/Kind"},
            },
            "candidates": {
                "type": "array",
                "description": "The convoys that a reference may mean to the caller.",
                "items": {
                    "type": "object",
                    "properties": {
                        "id": {"type": "string", "format": "uuid"},
                        "reference": {"type": "string"},
                        "lead": {"type": "string", "description": "Key of the organisation that leads it."},
                    },
                    "required": ["id", "reference", "lead"],
                },
            },
        },
        "required": ["type", "title", "status", "code", "detail"],
        "example": {
            "type": "urn:convoy:problem:not_permitted", "title": "Not possible", "status": 409, "code": "not_permitted",
            "detail": "The convoy is planned; it cannot arrive now.", "permitted": ["dispatched", "cancelled"],
        },
    })
}

/// The catalogue as a table, for the document's description.
pub fn table() -> String {
    let mut table = String::from("| code | status | what it means |\n| --- | --- | --- |\n");
    for (code, listed) in catalogue() {
        let detail = listed.detail.unwrap_or(listed.title);
        let detail = detail.replace('\n', " ");
        let columns = [format!("| `{code}` "), format!("| {} ", listed.status), format!("| {detail} |\n")];
        table.extend(columns);
    }
    table
}

/// The codes that come with one status.
pub fn codes_with(status: u16) -> Vec<String> {
    catalogue().into_iter().filter(|(_, listed)| listed.status == status).map(|(code, _)| code).collect()
}
