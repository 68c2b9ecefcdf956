//! Places, organisations and access windows, described within a batch.

use uuid::Uuid;

use super::{Batch, NewEntry, Sender, body};
use crate::{
    domain::{
        access_window::AccessWindow,
        place::{Organisation, Place},
    },
    store::{
        StoreError,
        ledger::{ACCESS_WINDOW_RECORDED, ORGANISATION_RECORDED, PLACE_RECORDED, Subject},
        windows,
        world::{self, Described},
    },
};

impl Batch<'_> {
    /// Finds a place by id or key, also among those not yet written.
    pub fn find_place(&mut self, reference: &str) -> Result<Option<Described<Place>>, StoreError> {
        let same = |place: &&Described<Place>| {
            place.what.key.as_str() == reference || Uuid::try_parse(reference) == Ok(place.id)
        };
        match self.places.iter().rev().find(same) {
            Some(place) => Ok(Some(place.clone())),
            None => world::find_place(self.conn, reference),
        }
    }

    /// Finds an organisation by id or key, also among those not yet written.
    pub fn find_organisation(&mut self, reference: &str) -> Result<Option<Described<Organisation>>, StoreError> {
        let same = |organisation: &&Described<Organisation>| {
            organisation.what.key.as_str() == reference || Uuid::try_parse(reference) == Ok(organisation.id)
        };
        match self.organisations.iter().rev().find(same) {
            Some(organisation) => Ok(Some(organisation.clone())),
            None => world::find_organisation(self.conn, reference),
        }
    }

    /// Describes a place for the first time, under an id that follows from an idempotency key: it is the entry's id too, so
    /// that what was sent with the key is found again.
    pub fn record_keyed_place(&mut self, id: Uuid, what: Place, by: Sender) -> Result<Described<Place>, StoreError> {
        let position = self.describe_as(id, Subject::Place(id), PLACE_RECORDED, &what, by)?;
        let place = Described { id, position, what };
        self.places.push(place.clone());
        Ok(place)
    }

    /// As [`Batch::record_keyed_place`].
    pub fn record_keyed_organisation(
        &mut self,
        id: Uuid,
        what: Organisation,
        by: Sender,
    ) -> Result<Described<Organisation>, StoreError> {
        let position = self.describe_as(id, Subject::Organisation(id), ORGANISATION_RECORDED, &what, by)?;
        let organisation = Described { id, position, what };
        self.organisations.push(organisation.clone());
        Ok(organisation)
    }

    /// Describes a place, for the first time or anew.
    pub fn record_place(&mut self, id: Uuid, what: Place, by: Sender) -> Result<Described<Place>, StoreError> {
        let position = self.describe(Subject::Place(id), PLACE_RECORDED, &what, by)?;
        let place = Described { id, position, what };
        self.places.push(place.clone());
        Ok(place)
    }

    /// Describes an organisation, for the first time or anew.
    pub fn record_organisation(
        &mut self,
        id: Uuid,
        what: Organisation,
        by: Sender,
    ) -> Result<Described<Organisation>, StoreError> {
        let position = self.describe(Subject::Organisation(id), ORGANISATION_RECORDED, &what, by)?;
        let organisation = Described { id, position, what };
        self.organisations.push(organisation.clone());
        Ok(organisation)
    }

    /// Finds an access window, also among those not yet written.
    pub fn find_window(&mut self, id: Uuid) -> Result<Option<Described<AccessWindow>>, StoreError> {
        match self.windows.iter().rev().find(|window| window.id == id) {
            Some(window) => Ok(Some(window.clone())),
            None => windows::find(self.conn, id, None),
        }
    }

    /// Describes an access window, for the first time or anew.
    pub fn record_window(
        &mut self,
        id: Uuid,
        what: AccessWindow,
        by: Sender,
    ) -> Result<Described<AccessWindow>, StoreError> {
        let position = self.describe(Subject::AccessWindow(id), ACCESS_WINDOW_RECORDED, &what, by)?;
        let window = Described { id, position, what };
        self.windows.push(window.clone());
        Ok(window)
    }

    fn describe<T: serde::Serialize>(
        &mut self,
        subject: Subject,
        kind: &str,
        what: &T,
        by: Sender,
    ) -> Result<i64, StoreError> {
        self.describe_as(self.ambient.new_id(), subject, kind, what, by)
    }

    fn describe_as<T: serde::Serialize>(
        &mut self,
        entry_id: Uuid,
        subject: Subject,
        kind: &str,
        what: &T,
        by: Sender,
    ) -> Result<i64, StoreError> {
        let entry =
            self.append(NewEntry { entry_id, subject, kind, body: body(what)?, occurred: None, captured: None }, by)?;
        Ok(entry.position)
    }
}
