//! Finds places and organisations for the domain, and remembers a failure of the database until it can be told.

use std::cell::RefCell;

use uuid::Uuid;

use crate::{
    domain::{
        directory::Directory,
        id::{OrganisationId, PlaceId},
    },
    store::{DbConnection, StoreError, batch::Batch, world},
};

/// Where names are looked up.
pub trait Source {
    /// A place's id by id or key.
    fn place(&mut self, reference: &str) -> Result<Option<Uuid>, StoreError>;
    /// An organisation's id by id or key.
    fn organisation(&mut self, reference: &str) -> Result<Option<Uuid>, StoreError>;
}

impl Source for DbConnection {
    fn place(&mut self, reference: &str) -> Result<Option<Uuid>, StoreError> {
        Ok(world::find_place(self, reference)?.map(|place| place.id))
    }

    fn organisation(&mut self, reference: &str) -> Result<Option<Uuid>, StoreError> {
        Ok(world::find_organisation(self, reference)?.map(|organisation| organisation.id))
    }
}

impl Source for Batch<'_> {
    fn place(&mut self, reference: &str) -> Result<Option<Uuid>, StoreError> {
        Ok(self.find_place(reference)?.map(|place| place.id))
    }

    fn organisation(&mut self, reference: &str) -> Result<Option<Uuid>, StoreError> {
        Ok(self.find_organisation(reference)?.map(|organisation| organisation.id))
    }
}

/// Looks names up in a source.
pub struct Lookup<'a, S: Source> {
    source: RefCell<&'a mut S>,
    failure: RefCell<Option<StoreError>>,
}

impl<'a, S: Source> Lookup<'a, S> {
    /// In this source.
    pub fn new(source: &'a mut S) -> Self {
        Self { source: RefCell::new(source), failure: RefCell::new(None) }
    }

    /// The failure that made a name look unknown, if there was one.
    pub fn check(self) -> Result<(), StoreError> {
        self.failure.into_inner().map_or(Ok(()), Err)
    }

    fn keep<T>(&self, found: Result<Option<T>, StoreError>) -> Option<T> {
        found.unwrap_or_else(|error| {
            self.failure.replace(Some(error));
            None
        })
    }
}

impl<S: Source> Directory for Lookup<'_, S> {
    fn place(&self, reference: &str) -> Option<PlaceId> {
        let found = self.source.borrow_mut().place(reference);
        self.keep(found).map(PlaceId)
    }

    fn organisation(&self, reference: &str) -> Option<OrganisationId> {
        let found = self.source.borrow_mut().organisation(reference);
        self.keep(found).map(OrganisationId)
    }
}
