//! Places and organisations: described once, completed later, found by id or key.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    Action, App, AppError, Caller,
    convoys::answered,
    error::Conflict,
    keepers::may_describe,
    place_changes::{Changed, change},
    sight,
};
use crate::{
    domain::{
        draft::{read_organisation, read_place},
        place::{Organisation, Place},
        refusal::{FieldCode, FieldError},
        text::Key,
        time::Instant,
    },
    store::{
        DbConnection, StoreError,
        batch::{Batch, Sender, body},
        chain, world,
    },
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

/// What was described for the first time, or had been with the same key.
#[derive(Clone, Debug)]
pub enum Added<T> {
    /// It is new.
    New(Described<T>),
    /// The same idempotency key came with the same content before.
    Again(Described<T>),
}

impl App {
    /// Describes a new place. With an idempotency key, the same request again answers as before.
    pub async fn add_place(
        &self,
        caller: &Caller,
        object: &Map<String, Value>,
        idempotency_key: Option<&str>,
    ) -> Result<Added<Place>, AppError> {
        caller.reach(Action::DescribeWorld)?;
        let place = read_place(object).map_err(AppError::Invalid)?;
        refuse_word_of_routes(&place.key)?;
        self.refuse_doubtful(&place)?;
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let keyed = idempotency_key.map(|key| keyed_id(caller, "place", key));
        let outcome = self.lane.submit(move |batch| {
            if let Some(id) = keyed
                && was_sent(batch, id, &place)?
            {
                let known = batch.find_place(&id.to_string())?;
                return Ok(Added::Again(known.ok_or(AppError::NotFound { what: "place" })?));
            }
            if batch.find_place(place.key.as_str())?.is_some() {
                return Err(AppError::Conflict(Conflict::KeyTaken));
            }
            let place = match keyed {
                Some(id) => batch.record_keyed_place(id, place.clone(), sender)?,
                None => batch.record_place(batch.new_id(), place.clone(), sender)?,
            };
            Ok(Added::New(place))
        })?;
        answered(outcome).await
    }

    /// Describes a new organisation. With an idempotency key, the same request again answers as before.
    pub async fn add_organisation(
        &self,
        caller: &Caller,
        object: &Map<String, Value>,
        idempotency_key: Option<&str>,
    ) -> Result<Added<Organisation>, AppError> {
        caller.reach(Action::DescribeWorld)?;
        let organisation = read_organisation(object).map_err(AppError::Invalid)?;
        refuse_word_of_routes(&organisation.key)?;
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let keyed = idempotency_key.map(|key| keyed_id(caller, "organisation", key));
        let outcome = self.lane.submit(move |batch| {
            if let Some(id) = keyed
                && was_sent(batch, id, &organisation)?
            {
                let known = batch.find_organisation(&id.to_string())?;
                return Ok(Added::Again(known.ok_or(AppError::NotFound { what: "organisation" })?));
            }
            if batch.find_organisation(organisation.key.as_str())?.is_some() {
                return Err(AppError::Conflict(Conflict::KeyTaken));
            }
            let organisation = match keyed {
                Some(id) => batch.record_keyed_organisation(id, organisation.clone(), sender)?,
                None => batch.record_organisation(batch.new_id(), organisation.clone(), sender)?,
            };
            Ok(Added::New(organisation))
        })?;
        answered(outcome).await
    }

    /// Describes a known place anew: the whole description, of which the key stays. `seen` is the position of the description
    /// that the caller has seen, where they said so. A place that others described first is only proposed to be changed.
    pub async fn describe_place(
        &self,
        caller: &Caller,
        reference: &str,
        object: &Map<String, Value>,
        seen: Option<i64>,
    ) -> Result<Changed, AppError> {
        let reach = caller.reach(Action::DescribeWorld)?;
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
            refuse_unseen(seen, present.position)?;
            change(batch, &reach, present, place.clone(), sender)
        })?;
        answered(outcome).await
    }

    /// Describes a known organisation anew: the whole description, of which the key stays. `seen` as for places.
    pub async fn describe_organisation(
        &self,
        caller: &Caller,
        reference: &str,
        object: &Map<String, Value>,
        seen: Option<i64>,
    ) -> Result<Described<Organisation>, AppError> {
        let reach = caller.reach(Action::DescribeWorld)?;
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
            let present = present.ok_or(AppError::NotFound { what: "organisation" })?;
            if !may_describe(batch.conn(), &reach, id)? {
                return Err(AppError::Forbidden);
            }
            refuse_unseen(seen, present.position)?;
            if present.what == organisation {
                return Ok(present);
            }
            Ok(batch.record_organisation(id, organisation.clone(), sender)?)
        })?;
        answered(outcome).await
    }

    /// A place by id or key.
    pub fn place(&self, caller: &Caller, reference: &str) -> Result<Described<Place>, AppError> {
        self.place_as_of(caller, reference, None)
    }

    /// A place by id or key, as it was described at a moment.
    pub fn place_as_of(
        &self,
        caller: &Caller,
        reference: &str,
        as_of: Option<Instant>,
    ) -> Result<Described<Place>, AppError> {
        caller.reach(Action::SeeConvoys)?;
        let mut reader = self.reader()?;
        let found = world::find_place(&mut reader, reference)?;
        let found = then(&mut reader, found.into_iter().collect(), as_of)?.pop();
        Ok(told(caller, found.ok_or(AppError::NotFound { what: "place" })?))
    }

    /// An organisation by id or key.
    pub fn organisation(&self, caller: &Caller, reference: &str) -> Result<Described<Organisation>, AppError> {
        self.organisation_as_of(caller, reference, None)
    }

    /// An organisation by id or key, as it was described at a moment.
    pub fn organisation_as_of(
        &self,
        caller: &Caller,
        reference: &str,
        as_of: Option<Instant>,
    ) -> Result<Described<Organisation>, AppError> {
        caller.reach(Action::SeeConvoys)?;
        let mut reader = self.reader()?;
        let found = world::find_organisation(&mut reader, reference)?;
        let found = then(&mut reader, found.into_iter().collect(), as_of)?.pop();
        found.ok_or(AppError::NotFound { what: "organisation" })
    }

    /// Places in the order of their keys, as known at a moment.
    pub fn list_places(
        &self,
        caller: &Caller,
        after: &str,
        limit: usize,
        as_of: Option<Instant>,
    ) -> Result<WorldPage<Place>, AppError> {
        caller.reach(Action::SeeConvoys)?;
        let page = list(&mut *self.reader()?, after, limit, as_of, world::list_places, |place| place.key.to_string())?;
        Ok(WorldPage { items: page.items.into_iter().map(|place| told(caller, place)).collect(), next: page.next })
    }

    /// Organisations in the order of their keys, as known at a moment.
    pub fn list_organisations(
        &self,
        caller: &Caller,
        after: &str,
        limit: usize,
        as_of: Option<Instant>,
    ) -> Result<WorldPage<Organisation>, AppError> {
        caller.reach(Action::SeeConvoys)?;
        let key = |organisation: &Organisation| organisation.key.to_string();
        list(&mut *self.reader()?, after, limit, as_of, world::list_organisations, key)
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

/// The id of what a caller makes with a key. The ledger itself so remembers which keys were used, and by whom.
pub(super) fn keyed_id(caller: &Caller, what: &str, key: &str) -> Uuid {
    Uuid::new_v5(&caller.user.0, format!("{what} {key}").as_bytes())
}

/// Whether the same was sent with this key before; with other content it is a conflict.
fn was_sent<T: serde::Serialize>(batch: &mut Batch<'_>, id: Uuid, what: &T) -> Result<bool, AppError> {
    let Some(entry) = batch.find_entry(id)? else { return Ok(false) };
    match chain::is_committed_to(&entry, &body(what)?) {
        Some(true) => Ok(true),
        Some(false) | None => Err(AppError::Conflict(Conflict::SameKeyOtherContent)),
    }
}

/// Refuses a key that means something else in an address.
fn refuse_word_of_routes(key: &Key) -> Result<(), AppError> {
    if !key.is_word_of_routes() {
        return Ok(());
    }
    let code = FieldCode::ReservedWord;
    Err(AppError::Invalid(vec![FieldError { pointer: "/key".to_owned(), code, expected: None }]))
}

/// Refuses an edit of a description that is not the present one.
fn refuse_unseen(seen: Option<i64>, present: i64) -> Result<(), AppError> {
    if seen.is_some_and(|seen| seen != present) { Err(AppError::PreconditionFailed) } else { Ok(()) }
}

/// What is described now, as it was described at a moment; without what was not yet.
fn then<T: serde::de::DeserializeOwned>(
    conn: &mut DbConnection,
    now: Vec<Described<T>>,
    as_of: Option<Instant>,
) -> Result<Vec<Described<T>>, AppError> {
    let Some(as_of) = as_of else { return Ok(now) };
    let ids: Vec<Uuid> = now.iter().map(|described| described.id).collect();
    let mut known = world::map_described(conn, &ids, as_of)?;
    Ok(ids.iter().filter_map(|id| known.remove(id)).collect())
}

/// A page. Keys stay and nothing is ever taken away, so what was known at a moment is among what is known now.
fn list<T: serde::de::DeserializeOwned>(
    conn: &mut DbConnection,
    after: &str,
    limit: usize,
    as_of: Option<Instant>,
    read: impl Fn(&mut DbConnection, &str, i64) -> Result<Vec<Described<T>>, StoreError>,
    key: impl Fn(&T) -> String,
) -> Result<WorldPage<T>, AppError> {
    let (mut items, mut after) = (Vec::new(), after.to_owned());
    // One more than a page, to know whether there is a next.
    let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    while items.len() <= limit {
        let now = read(conn, &after, most)?;
        let Some(last) = now.last() else { break };
        after = key(&last.what);
        items.extend(then(conn, now, as_of)?);
    }
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|last| key(&last.what));
    Ok(WorldPage { items, next })
}

/// An organisation known by key, made where it is new.
pub(super) fn organisation_of_key(
    batch: &mut Batch<'_>,
    organisation: &Organisation,
    sender: Sender,
) -> Result<Uuid, AppError> {
    if let Some(known) = batch.find_organisation(organisation.key.as_str())? {
        return Ok(known.id);
    }
    let id = batch.new_id();
    Ok(batch.record_organisation(id, organisation.clone(), sender)?.id)
}
