//! The people on the trucks of a convoy: listed, written down, changed and taken out by those who run it. What is
//! personal is sealed before it meets the database, and opened after.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    Action, App, AppError, Caller, Keys, Runner,
    audit::{self, Deed, Read},
    convoys::answered,
    names::{Names, Wanted},
    policy::Parties,
    redaction::refuse_held,
};
use crate::{
    domain::{
        crew::{CrewMember, PersonKey, read_member},
        id::{ConvoyId, UserId},
        text::Text,
        time::Instant,
    },
    store::{
        batch::{Batch, Sender},
        convoys, crew,
        dialect::read_snapshot,
        dossier::find_dossier,
        holds,
        rows::CrewRow,
        types::{DbId, DbInstant},
    },
};

/// Somebody on a truck, in the clear. Has no `Debug` that would show it.
#[derive(Clone, PartialEq, Eq)]
pub struct CrewLine {
    /// The row.
    pub id: Uuid,
    /// Label of the truck.
    pub truck: String,
    /// Name.
    pub name: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Number plate.
    pub plate: Option<String>,
    /// Who wrote it down; none where it came with a file.
    pub recorded_by: Option<UserId>,
    /// When.
    pub recorded_at: Instant,
}

/// The people of one convoy.
#[derive(Clone)]
pub struct CrewList {
    /// The convoy.
    pub convoy: ConvoyId,
    /// The convoy's reference.
    pub reference: String,
    /// How it was asked for: what stands for it in a path.
    pub address: String,
    /// The convoy's time zone.
    pub zone: chrono_tz::Tz,
    /// By truck.
    pub items: Vec<CrewLine>,
    /// Labels of the convoy's trucks.
    pub trucks: Vec<String>,
    /// Whether this caller may change it.
    pub may_record: bool,
    /// Whether the convoy is held as evidence, so that nobody may be taken out.
    pub held: bool,
    /// Names of who wrote it down.
    pub names: Names,
    /// The moment of asking.
    pub now: Instant,
}

/// What writing somebody down did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrewPut {
    /// The row is new.
    New,
    /// It was there, and says something else now.
    Changed,
    /// It was there, and says the same.
    Same,
}

impl App {
    /// The people of a convoy. That they were read is noted.
    pub fn list_crew(&self, caller: &Caller, reference: &str) -> Result<CrewList, AppError> {
        let now = self.now();
        let scope = caller.scope_of_assigned(Action::SeeCrew, now)?;
        let records = caller.scope_of_assigned(Action::RecordCrew, now);
        let keys = &self.keys;
        let list = read_snapshot(&mut *self.reader()?, |conn| {
            let row = convoys::find(conn, &scope, reference)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let convoy = ConvoyId(row.id.0);
            let dossier = find_dossier(conn, convoy, None)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let rows = crew::list_of_convoy(conn, convoy.0)?;
            let items = rows.iter().map(|row| opened(keys, row)).collect::<Result<Vec<_>, _>>()?;
            let mut wanted = Wanted::default();
            for item in &items {
                wanted.people(item.recorded_by);
            }
            let may_record = match &records {
                Ok(records) => convoys::find(conn, records, &convoy.0.to_string())?.is_some(),
                Err(_) => false,
            };
            Ok::<_, AppError>(CrewList {
                convoy,
                address: reference.to_owned(),
                reference: row.reference,
                zone: dossier.plan.time_zone,
                items,
                trucks: dossier.history.convoy.trucks.iter().map(|truck| truck.label.to_string()).collect(),
                may_record,
                held: holds::find_in_force(conn, convoy.0)?.is_some(),
                names: wanted.read(conn, None)?,
                now,
            })
        })?;
        self.note_exact_read(caller, Read::Crew, Some(list.convoy.0));
        Ok(list)
    }

    /// Whether this caller may see the people of a convoy.
    pub fn may_see_crew(&self, caller: &Caller, convoy: ConvoyId) -> Result<bool, AppError> {
        let Ok(scope) = caller.scope_of_assigned(Action::SeeCrew, self.now()) else { return Ok(false) };
        Ok(convoys::find(&mut *self.reader()?, &scope, &convoy.0.to_string())?.is_some())
    }

    /// Writes somebody down, or anew.
    pub async fn put_crew(
        &self,
        caller: &Caller,
        reference: &str,
        id: Uuid,
        object: &Map<String, Value>,
    ) -> Result<CrewPut, AppError> {
        let convoy = self.convoy_of_crew(caller, reference)?;
        let by = Runner::from(caller);
        let sender = by.sender();
        let (object, keys) = (object.clone(), self.keys.clone());
        let outcome = self.lane.submit(move |batch| {
            let dossier = batch.find_dossier(convoy)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let member = read_member(&object, &dossier.history.convoy.trucks).map_err(AppError::Invalid)?;
            let known = batch.find_crew(id)?;
            if known.as_ref().is_some_and(|known| known.convoy_id.0 != convoy.0) {
                return Err(AppError::NotFound { what: "crew" });
            }
            let known = known.filter(|known| known.erased_at.is_none());
            if let Some(known) = &known {
                if says(&keys, known, &member)? {
                    return Ok(CrewPut::Same);
                }
                check_author(batch, &by, convoy, known)?;
                // What it said would be lost.
                refuse_held(batch, convoy)?;
                batch.note_erased();
            }
            let row = sealed(&keys, batch, convoy, id, &member, sender)?;
            batch.record_crew(row);
            audit::record(batch, &Deed::CrewRecorded { convoy: convoy.0, crew: id }, sender)?;
            Ok(if known.is_some() { CrewPut::Changed } else { CrewPut::New })
        })?;
        answered(outcome).await
    }

    /// Takes somebody out: what was personal is erased.
    pub async fn erase_crew(&self, caller: &Caller, reference: &str, id: Uuid) -> Result<(), AppError> {
        let convoy = self.convoy_of_crew(caller, reference)?;
        let by = Runner::from(caller);
        let sender = by.sender();
        let outcome = self.lane.submit(move |batch| {
            let known = batch.find_crew(id)?.filter(|row| row.convoy_id.0 == convoy.0 && row.erased_at.is_none());
            let known = known.ok_or(AppError::NotFound { what: "crew" })?;
            check_author(batch, &by, convoy, &known)?;
            refuse_held(batch, convoy)?;
            let at = batch.now();
            crew::erase(batch.conn(), &[id], at)?;
            batch.note_erased();
            audit::record(batch, &Deed::CrewErased { convoy: convoy.0, crew: id }, sender)
        })?;
        answered(outcome).await
    }

    /// The convoy whose people this caller may both see and change.
    fn convoy_of_crew(&self, caller: &Caller, reference: &str) -> Result<ConvoyId, AppError> {
        let scope = caller.scope_of_assigned(Action::RecordCrew, self.now())?;
        let row = convoys::find(&mut *self.reader()?, &scope, reference)?;
        Ok(ConvoyId(row.ok_or(AppError::NotFound { what: "convoy" })?.id.0))
    }
}

/// Whoever another organisation wrote down is that organisation's to change, and the lead's.
fn check_author(batch: &mut Batch<'_>, by: &Runner, convoy: ConvoyId, known: &CrewRow) -> Result<(), AppError> {
    let parties = Parties::of_batch(batch, convoy)?;
    let author = (known.recorded_by.map(|DbId(id)| UserId(id)), Instant::new(known.recorded_at.0));
    let own = author.0.is_some() && author.0 == by.sender().user;
    if own || by.may_change(batch.conn(), Action::ChangeCrewOfOthers, &parties, author)? {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

/// A key as it stands in the index columns.
pub(super) fn index_of(keys: &Keys, key: &PersonKey) -> crew::Key {
    let index = |class: &str| keys.index(class, &key.folded());
    match key {
        PersonKey::Name(_) => crew::Key::Name(index("crew.name")),
        PersonKey::Phone(_) => crew::Key::Phone(index("crew.phone")),
        PersonKey::Plate(_) => crew::Key::Plate(index("crew.plate")),
    }
}

fn found_by(keys: &Keys, key: &PersonKey) -> Vec<u8> {
    match index_of(keys, key) {
        crew::Key::Name(index) | crew::Key::Phone(index) | crew::Key::Plate(index) => index,
    }
}

/// A row of somebody, sealed. Only within the write transaction: see [`Keys::seal`].
pub(super) fn sealed(
    keys: &Keys,
    batch: &Batch<'_>,
    convoy: ConvoyId,
    id: Uuid,
    member: &CrewMember,
    sender: Sender,
) -> Result<CrewRow, AppError> {
    let seal = |column: &str, text: &Option<Text>| {
        text.as_ref().map(|text| keys.seal(&format!("crew.{column} {id}"), text.as_str())).transpose()
    };
    let index = |key: fn(Text) -> PersonKey, text: &Option<Text>| text.clone().map(|text| found_by(keys, &key(text)));
    Ok(CrewRow {
        id: DbId(id),
        convoy_id: DbId(convoy.0),
        truck: member.truck.to_string(),
        name: seal("name", &member.name)?,
        phone: seal("phone", &member.phone)?,
        plate: seal("plate", &member.plate)?,
        name_index: index(PersonKey::Name, &member.name),
        phone_index: index(PersonKey::Phone, &member.phone),
        plate_index: index(PersonKey::Plate, &member.plate),
        recorded_by: sender.user.map(|user| DbId(user.0)),
        recorded_at: DbInstant(batch.now().utc()),
        erased_at: None,
    })
}

/// A row in the clear.
pub(super) fn opened(keys: &Keys, row: &CrewRow) -> Result<CrewLine, AppError> {
    let open = |column: &str, value: &Option<Vec<u8>>| {
        let opened = value.as_ref().map(|sealed| keys.open(&format!("crew.{column} {}", row.id.0), sealed));
        Ok::<_, AppError>(opened.transpose()?.map(|text| text.to_string()))
    };
    Ok(CrewLine {
        id: row.id.0,
        truck: row.truck.clone(),
        name: open("name", &row.name)?,
        phone: open("phone", &row.phone)?,
        plate: open("plate", &row.plate)?,
        recorded_by: row.recorded_by.map(|DbId(id)| UserId(id)),
        recorded_at: Instant::new(row.recorded_at.0),
    })
}

/// Whether a row says the same of somebody.
pub(super) fn says(keys: &Keys, row: &CrewRow, member: &CrewMember) -> Result<bool, AppError> {
    let line = opened(keys, row)?;
    let same = |one: &Option<String>, other: &Option<Text>| one.as_deref() == other.as_ref().map(Text::as_str);
    Ok(line.truck == member.truck.as_str()
        && same(&line.name, &member.name)
        && same(&line.phone, &member.phone)
        && same(&line.plate, &member.plate))
}
