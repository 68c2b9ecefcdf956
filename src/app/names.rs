//! The names that an answer needs: of places, organisations and people, as known at the moment asked for.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::AppError;
use crate::{
    domain::{
        event::{Payload, Report},
        id::{OrganisationId, PlaceId, UserId},
        place::{Organisation, Place},
        time::Instant,
    },
    store::{DbConnection, dossier::Dossier, people, types::DbId, world},
};

/// Descriptions by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// Places.
    pub places: BTreeMap<Uuid, Place>,
    /// Organisations.
    pub organisations: BTreeMap<Uuid, Organisation>,
    /// People's names.
    pub people: BTreeMap<Uuid, String>,
}

impl Names {
    /// Adds others.
    pub(super) fn extend(&mut self, others: Self) {
        self.places.extend(others.places);
        self.organisations.extend(others.organisations);
        self.people.extend(others.people);
    }
}

/// The ids whose names are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    places: BTreeSet<Uuid>,
    organisations: BTreeSet<Uuid>,
    people: BTreeSet<Uuid>,
}

impl Wanted {
    /// Adds places.
    pub fn places(&mut self, ids: impl IntoIterator<Item = PlaceId>) {
        self.places.extend(ids.into_iter().map(|id| id.0));
    }

    /// Adds organisations.
    pub fn organisations(&mut self, ids: impl IntoIterator<Item = OrganisationId>) {
        self.organisations.extend(ids.into_iter().map(|id| id.0));
    }

    /// Adds people.
    pub fn people(&mut self, ids: impl IntoIterator<Item = UserId>) {
        self.people.extend(ids.into_iter().map(|id| id.0));
    }

    /// Adds what a report speaks of.
    pub fn report(&mut self, report: &Report) {
        self.places(report.place);
        match &report.payload {
            Payload::AccountRecorded(account) => self.places(account.place),
            Payload::Departed(departure) => self.places(departure.to),
            Payload::Rerouted(reroute) => self.places(reroute.stops.iter().map(|stop| stop.place)),
            Payload::Amended(amendment) => self.places(amendment.place),
            _ => {}
        }
    }

    /// Adds all that a convoy's answer may name.
    pub fn dossier(&mut self, dossier: &Dossier) {
        let convoy = &dossier.history.convoy;
        self.organisations(dossier.organisations().into_iter().map(OrganisationId));
        self.people(dossier.registered_by);
        self.places(convoy.route.stops.iter().map(|stop| stop.place));
        self.places(convoy.last_place);
        self.places(convoy.plan.cargo.iter().filter_map(|line| line.destination));
        for event in &dossier.events {
            self.people(event.recorded_by);
            self.report(&event.report);
        }
        for report in dossier.history.effective.values() {
            self.report(report);
        }
    }

    /// The places wanted so far.
    pub(super) fn place_ids(&self) -> BTreeSet<Uuid> {
        self.places.clone()
    }

    /// Reads the names.
    pub fn read(&self, conn: &mut DbConnection, as_of: Option<Instant>) -> Result<Names, AppError> {
        let ids = |set: &BTreeSet<Uuid>| set.iter().copied().collect::<Vec<_>>();
        let users: Vec<DbId> = self.people.iter().copied().map(DbId).collect();
        let people = if users.is_empty() { Vec::new() } else { people::list_names(conn, &users)? };
        Ok(Names {
            places: world::map_places(conn, &ids(&self.places), as_of)?,
            organisations: world::map_organisations(conn, &ids(&self.organisations), as_of)?,
            people: people.into_iter().map(|(DbId(id), name)| (id, name)).collect(),
        })
    }
}
