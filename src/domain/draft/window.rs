//! Reads descriptions of access windows.

use serde_json::{Map, Value};

use super::read_source;
use crate::domain::{
    access_window::{AccessWindow, Party, Withdrawal},
    directory::Directory,
    fields::{Errors, Fields},
    id::{OrganisationId, PlaceId},
    refusal::{FieldCode, FieldError},
    text::{LINE, PROSE},
};

/// Places, organisations or parties of one window at the most.
const MOST: usize = 100;

/// Reads an access window. All mistakes at once, or the window.
pub fn read_window(object: &Map<String, Value>, directory: &dyn Directory) -> Result<AccessWindow, Vec<FieldError>> {
    let errors = Errors::default();
    let fields = Fields::new(object, "", &errors);
    let from = fields.required("from", fields.instant("from"));
    let until = fields.instant("until");
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        fields.wrong("until", FieldCode::UntilBeforeStart);
    }
    let places = read_places(&fields, directory);
    let organisations = read_organisations(&fields, directory);
    let announced_by = fields.required("announced_by", fields.text("announced_by", LINE));
    let parties = read_parties(&fields);
    let source = read_source(&fields);
    let note = fields.text("note", PROSE);
    let withdrawn = read_withdrawal(&fields);
    fields.refuse_unread();
    let found = errors.borrow().clone();
    match (from, announced_by) {
        (Some(from), Some(announced_by)) if found.is_empty() => {
            Ok(AccessWindow { from, until, places, organisations, announced_by, parties, source, note, withdrawn })
        }
        (_, _) => Err(found),
    }
}

fn read_places(fields: &Fields<'_>, directory: &dyn Directory) -> Vec<PlaceId> {
    let elements = fields.required("places", fields.elements("places", MOST)).unwrap_or_default();
    if elements.is_empty() {
        fields.required::<()>("places", None);
    }
    let mut places = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        match element.as_str().and_then(|reference| directory.place(reference.trim())) {
            Some(place) if places.contains(&place) => {
                wrong_at(fields, &format!("/places/{index}"), FieldCode::Duplicate);
            }
            Some(place) => places.push(place),
            None => wrong_at(fields, &format!("/places/{index}"), FieldCode::UnknownPlace),
        }
    }
    places
}

fn read_organisations(fields: &Fields<'_>, directory: &dyn Directory) -> Vec<OrganisationId> {
    let elements = fields.elements("organisations", MOST).unwrap_or_default();
    let mut organisations = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        match element.as_str().and_then(|reference| directory.organisation(reference.trim())) {
            Some(organisation) if organisations.contains(&organisation) => {}
            Some(organisation) => organisations.push(organisation),
            None => wrong_at(fields, &format!("/organisations/{index}"), FieldCode::UnknownOrganisation),
        }
    }
    organisations
}

fn wrong_at(fields: &Fields<'_>, pointer: &str, code: FieldCode) {
    fields.errors().borrow_mut().push(FieldError { pointer: pointer.to_owned(), code, expected: None });
}

fn read_parties(fields: &Fields<'_>) -> Vec<Party> {
    let party = |party: &Fields<'_>| {
        let name = party.required("name", party.text("name", LINE));
        let answer = party.required("answer", party.code("answer"));
        party.refuse_unread();
        Some(Party { name: name?, answer: answer? })
    };
    fields.objects("parties", MOST).unwrap_or_default().iter().filter_map(party).collect()
}

fn read_withdrawal(fields: &Fields<'_>) -> Option<Withdrawal> {
    let withdrawal = fields.object("withdrawn")?;
    let at = withdrawal.required("at", withdrawal.instant("at"));
    let reason = withdrawal.text("reason", PROSE);
    withdrawal.refuse_unread();
    Some(Withdrawal { at: at?, reason })
}
