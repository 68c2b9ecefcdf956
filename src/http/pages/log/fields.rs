//! Which field of the form a mistake belongs to.

use super::{
    read::{DETAILS, Draft},
    times,
};
use crate::{
    domain::{event::Kind, refusal},
    http::{
        language::Texts,
        pages::{
            form::{field_error, form_error},
            views::{FieldError, Form},
        },
    },
};

/// The fields in the order of the page.
const ORDER: &[&str] = &[
    "",
    "kind",
    "cause",
    "held_by",
    "reason",
    "ordered_by",
    "stop-",
    "authority",
    "scope",
    "conditions",
    "trucks",
    "fate",
    "loss",
    "quantity-",
    "people",
    "act",
    "incident",
    "claim",
    "source_kind",
    "source_name",
    "reliability",
    "credibility",
    "alleged_actor",
    "killed_min",
    "injured_min",
    "text",
    "confidence",
    "place",
    "place_other",
    "when",
    "time",
    "date",
    "day_time",
    "sure",
    "note",
];

/// All mistakes, in the reader's words and in the order of the page.
pub fn errors(t: Texts, form: &Form, draft: &Draft, errors: &[refusal::FieldError]) -> Vec<FieldError> {
    let own = draft.errors.iter().map(|(field, code)| form_error(t, field, *code));
    let told = errors.iter().map(|error| field_error(t, &field(form, draft, &error.pointer), error));
    let mut all: Vec<FieldError> = own.chain(told).collect();
    let place = |error: &FieldError| {
        let row = error.field.trim_end_matches(|c: char| c.is_ascii_digit());
        ORDER.iter().position(|field| *field == row || *field == error.field)
    };
    all.sort_by_key(place);
    all.dedup_by(|one, other| one.field == other.field && !one.field.is_empty());
    all
}

/// The field of a JSON pointer; the form as a whole where none fits.
fn field(form: &Form, draft: &Draft, pointer: &str) -> String {
    let kind = form.value("kind").parse::<Kind>().ok();
    let row = |rest: &str| {
        let index = rest.split('/').next().and_then(|index| index.parse::<usize>().ok())?;
        draft.rows.get(index).cloned()
    };
    if let Some(rest) = pointer.strip_prefix("/details/cargo/").or_else(|| pointer.strip_prefix("/details/stops/")) {
        return row(rest).unwrap_or_default();
    }
    if let Some(name) = pointer.strip_prefix("/details/") {
        let of_kind = |kinds: &[Kind]| kind.is_some_and(|kind| kinds.contains(&kind));
        let detail = DETAILS.iter().find(|(_, detail, kinds)| *detail == name && of_kind(kinds));
        return match (detail, name) {
            (Some((field, _, _)), _) => (*field).to_owned(),
            (None, "people") => "people".to_owned(),
            (None, "killed") => "killed_min".to_owned(),
            (None, "injured") => "injured_min".to_owned(),
            (None, "place") => place_field(form).to_owned(),
            (None, _) => String::new(),
        };
    }
    match pointer {
        "/kind" => "kind",
        "/note" => "note",
        "/trucks" => "trucks",
        "/place" => place_field(form),
        "/source/name" => "source_name",
        "/source/kind" | "/source" if kind == Some(Kind::AccountRecorded) => "source_kind",
        "/source/kind" | "/source" => "sure",
        "/occurred_at" | "/precision" => times::field(form),
        _ => "",
    }
    .to_owned()
}

fn place_field(form: &Form) -> &'static str {
    if form.value("place") == "other" { "place_other" } else { "place" }
}
