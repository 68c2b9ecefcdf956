//! The map of a convoy's route, as far as the reader is told it.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::Told;
use crate::{
    app::board::BoardStop,
    domain::{Status, id::PlaceId, route::Stop},
    http::{
        map::{
            Leg, Standing, Subject, Way,
            sketch::{SMALL, SMALL_NARROW, extent},
        },
        pages::{
            map::{Chosen, drawing, legs, spotted},
            views::{Legend, RouteMap},
        },
    },
};

impl Told<'_> {
    /// None where no place of it is known, or told.
    pub(super) fn map(&self) -> Option<RouteMap> {
        let (convoy, summary, t) = (self.convoy(), &self.answer.summary, self.teller.t);
        let veiled = summary.is_veiled();
        let stop =
            |stop: &Stop| BoardStop { place: stop.place.0, role: stop.role, state: stop.state, added: stop.added };
        let stops: Vec<BoardStop> = convoy.route.stops.iter().map(stop).collect();
        let origin = stops.first().map(|stop| stop.place).filter(|_| convoy.status == Status::Planned);
        let here = convoy.last_place.map(|place| place.0).or(origin);
        let wanted: BTreeSet<Uuid> = stops.iter().map(|stop| stop.place).chain(here).collect();
        let (mut subject, mut ids) = (Subject::default(), Vec::new());
        for id in wanted {
            let place = self.answer.names.places.get(&id);
            let name = self.teller.place(PlaceId(id));
            let drawn = place.and_then(|place| spotted(place, name, veiled, u32::from(here == Some(id))));
            ids.extend(drawn.is_some().then_some(id));
            subject.places.extend(drawn);
        }
        let index = |id: Uuid| ids.binary_search(&id).ok();
        if !veiled {
            subject.legs = legs(&stops, index);
        }
        let status = convoy.status.as_ref();
        subject.convoys.extend(here.and_then(index).map(|place| Standing {
            place,
            group: status.to_owned(),
            shape: status.to_owned(),
            status: status.to_owned(),
            reference: summary.reference.clone(),
            href: "#route".to_owned(),
        }));
        let area = extent(&subject)?;
        let at = here.and_then(index).and_then(|index| subject.places.get(index)).map(|place| place.name.clone());
        let title = t.with(
            "map-one",
            [
                ("reference", (&summary.reference).into()),
                ("status", t.label("status", status).into()),
                ("place", at.unwrap_or_default().into()),
            ],
        );
        let chosen =
            Chosen { t, area: Some(area), title: &|_, _| title.clone(), href: &|_, _| "#route-map".to_owned() };
        let drawings = [SMALL, SMALL_NARROW].map(|paper| drawing(&subject, paper, &chosen));
        let ways: BTreeSet<Way> = subject.legs.iter().map(|leg: &Leg| leg.way).collect();
        let legend =
            Legend { groups: Vec::new(), ways: ways.into_iter().rev().map(Way::code).collect(), cells: veiled };
        Some(RouteMap { drawings: drawings.into(), legend })
    }
}
