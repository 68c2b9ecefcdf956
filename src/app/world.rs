//! Places and organisations: described once, completed later, found by id or key.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Action, App, AppError, Caller, convoys::answered, error::Conflict, sight};
use crate::{
    domain::{
        draft::{read_organisation, read_place},
        place::{Organisation, Place},
    },
    store::{batch::Sender, world},
};

pub use crate::store::world::Described;

/// A page, in the order of keys.
#[derive(Clone, Debug)]
pub struct WorldPage<T> {
    /// What is described.
    pub items: Vec<Described<T>>,
    /// The key after which the next page begins.
    pub next: Option<String>,
}

impl App {
    /// Describes a new place.
    pub async fn add_place(&self, caller: &Caller, object: &Map<String, Value>) -> Result<Described<Place>, AppError> {
        caller.reach(Action::DescribeWorld)?;
        let place = read_place(object).map_err(AppError::Invalid)?;
        self.refuse_doubtful(&place)?;
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let outcome = self.lane.submit(move |batch| {
            if batch.find_place(place.key.as_str())?.is_some() {
                return Err(AppError::Conflict(Conflict::KeyTaken));
            }
            let id = batch.new_id();
            Ok(batch.record_place(id, place.clone(), sender)?)
        })?;
        answered(outcome).await
    }

    /// Describes a new organisation.
    pub async fn add_organisation(
        &self,
        caller: &Caller,
        object: &Map<String, Value>,
    ) -> Result<Described<Organisation>, AppError> {
        caller.reach(Action::DescribeWorld)?;
        let organisation = read_organisation(object).map_err(AppError::Invalid)?;
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let outcome = self.lane.submit(move |batch| {
            if batch.find_organisation(organisation.key.as_str())?.is_some() {
                return Err(AppError::Conflict(Conflict::KeyTaken));
            }
            let id = batch.new_id();
            Ok(batch.record_organisation(id, organisation.clone(), sender)?)
        })?;
        answered(outcome).await
    }

    /// Describes a known place anew: the whole description, of which the key stays.
    pub async fn describe_place(
        &self,
        caller: &Caller,
        reference: &str,
        object: &Map<String, Value>,
    ) -> Result<Described<Place>, AppError> {
        caller.reach(Action::DescribeWorld)?;
        let known = world::find_place(&mut *self.reader()?, reference)?.ok_or(AppError::NotFound { what: "place" })?;
        let place = read_place(object).map_err(AppError::Invalid)?;
        if place.key != known.what.key {
            return Err(AppError::Conflict(Conflict::KeyTaken));
        }
        self.refuse_doubtful(&place)?;
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let id = known.id;
        let outcome = self.lane.submit(move |batch| {
            let present = batch.find_place(&id.to_string())?.ok_or(AppError::NotFound { what: "place" })?;
            if present.what == place {
                return Ok(present);
            }
            Ok(batch.record_place(id, place.clone(), sender)?)
        })?;
        answered(outcome).await
    }

    /// Describes a known organisation anew: the whole description, of which the key stays.
    pub async fn describe_organisation(
        &self,
        caller: &Caller,
        reference: &str,
        object: &Map<String, Value>,
    ) -> Result<Described<Organisation>, AppError> {
        caller.reach(Action::DescribeWorld)?;
        let known = world::find_organisation(&mut *self.reader()?, reference)?;
        let known = known.ok_or(AppError::NotFound { what: "organisation" })?;
        let organisation = read_organisation(object).map_err(AppError::Invalid)?;
        if organisation.key != known.what.key {
            return Err(AppError::Conflict(Conflict::KeyTaken));
        }
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let id = known.id;
        let outcome = self.lane.submit(move |batch| {
            let present = batch.find_organisation(&id.to_string())?;
            match present.ok_or(AppError::NotFound { what: "organisation" })? {
                present if present.what == organisation => Ok(present),
                _ => Ok(batch.record_organisation(id, organisation.clone(), sender)?),
            }
        })?;
        answered(outcome).await
    }

    /// A place by id or key.
    pub fn place(&self, caller: &Caller, reference: &str) -> Result<Described<Place>, AppError> {
        caller.reach(Action::SeeConvoys)?;
        let found = world::find_place(&mut *self.reader()?, reference)?.ok_or(AppError::NotFound { what: "place" })?;
        Ok(told(caller, found))
    }

    /// An organisation by id or key.
    pub fn organisation(&self, caller: &Caller, reference: &str) -> Result<Described<Organisation>, AppError> {
        caller.reach(Action::SeeConvoys)?;
        let found = world::find_organisation(&mut *self.reader()?, reference)?;
        found.ok_or(AppError::NotFound { what: "organisation" })
    }

    /// Places in the order of their keys.
    pub fn list_places(&self, caller: &Caller, after: &str, limit: usize) -> Result<WorldPage<Place>, AppError> {
        caller.reach(Action::SeeConvoys)?;
        let items = world::list_places(&mut *self.reader()?, after, most(limit))?;
        let items = items.into_iter().map(|place| told(caller, place)).collect();
        Ok(page(items, limit, |place| place.key.to_string()))
    }

    /// Organisations in the order of their keys.
    pub fn list_organisations(
        &self,
        caller: &Caller,
        after: &str,
        limit: usize,
    ) -> Result<WorldPage<Organisation>, AppError> {
        caller.reach(Action::SeeConvoys)?;
        let items = world::list_organisations(&mut *self.reader()?, after, most(limit))?;
        Ok(page(items, limit, |organisation| organisation.key.to_string()))
    }

    /// The organisations for which the caller may register convoys.
    pub fn list_own_organisations(&self, caller: &Caller) -> Result<Vec<Described<Organisation>>, AppError> {
        let reach = caller.reach(Action::RegisterConvoys)?;
        let all = world::list_organisations(&mut *self.reader()?, "", 10_000)?;
        Ok(all.into_iter().filter(|organisation| reach.touches(&[organisation.id])).collect())
    }
}

/// A place to whoever may know where it lies exactly: coordinators. To others its coordinates lie on a grid.
fn told(caller: &Caller, place: Described<Place>) -> Described<Place> {
    if caller.may_somewhere(Action::PlaceExactly) {
        return place;
    }
    Described { what: sight::snapped(&place.what), ..place }
}

/// One more than a page, to know whether there is a next.
fn most(limit: usize) -> i64 {
    i64::try_from(limit + 1).unwrap_or(i64::MAX)
}

fn page<T>(mut items: Vec<Described<T>>, limit: usize, key: impl Fn(&T) -> String) -> WorldPage<T> {
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|last| key(&last.what));
    WorldPage { items, next }
}

/// An organisation known by key, made where it is new.
pub(super) fn organisation_of_key(
    batch: &mut crate::store::batch::Batch<'_>,
    organisation: &Organisation,
    sender: Sender,
) -> Result<Uuid, AppError> {
    if let Some(known) = batch.find_organisation(organisation.key.as_str())? {
        return Ok(known.id);
    }
    let id = batch.new_id();
    Ok(batch.record_organisation(id, organisation.clone(), sender)?.id)
}
