//! Which place a message means.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Act, Found, reply::Reply};
use crate::{
    app::{Action, App, AppError, keepers::is_of_others},
    domain::{
        message::{Missing, Written, needs_place, place},
        place::Place,
        text::Text,
    },
    store::{dialect::read_snapshot, rows::ConvoyRow, scope::Reach, world},
};

impl Act<'_> {
    /// Finds the place, or what to answer instead.
    pub(super) fn find(&self, row: ConvoyRow, written: &Written) -> Result<Result<Found, Reply>, AppError> {
        let zone = row.time_zone.parse().map_err(|_| AppError::Internal("a time zone is corrupt".to_owned()))?;
        let places = self.app.all_places()?;
        let candidates: Vec<place::Candidate<usize>> = places
            .iter()
            .enumerate()
            .map(|(index, it)| {
                let what = &it.what;
                let names = what.name.values().chain(&what.aliases).chain(&what.pcode).map(Text::as_str);
                place::Candidate::new(index, names.chain([what.key.as_str()]))
            })
            .collect();
        let unclear = |missing| Ok(Err(Reply::Unclear { missing }));
        let near = self.near(&row)?;
        let mut reader = self.app.reader()?;
        let is_of_others =
            |index: usize| places.get(index).map_or(Ok(false), |place| is_of_others(&mut reader, &near, place.id));
        let (place, used) = match place::find_near(&written.rest, &candidates, is_of_others)? {
            place::Match::One(index, used) => (places.get(index), used),
            // A note may begin with a word that is like a name: only where a place is needed is it asked for.
            place::Match::Many(..) if needs_place(written.kind) => return unclear(Missing::OnePlace),
            place::Match::None if needs_place(written.kind) => return unclear(Missing::Place),
            place::Match::Many(..) | place::Match::None => (None, 0),
        };
        let note: Vec<&str> = written.rest.iter().skip(used).map(|word| word.typed.as_str()).collect();
        let place = place.map(|place| (place.id, place.what.name.clone()));
        Ok(Ok(Found { row, zone, place, note: note.join(" ") }))
    }

    /// Whose places are meant rather than those of others: the sender's, and those of whoever leads the convoy.
    fn near(&self, row: &ConvoyRow) -> Result<BTreeSet<Uuid>, AppError> {
        let mut near = match self.sender.caller.reach(Action::LogEvents)? {
            Reach::These(own) => own,
            Reach::All => BTreeSet::new(),
        };
        near.insert(row.lead_id.0);
        Ok(near)
    }
}

impl App {
    fn all_places(&self) -> Result<Vec<world::Described<Place>>, AppError> {
        read_snapshot(&mut *self.reader()?, |conn| {
            let mut all: Vec<world::Described<Place>> = Vec::new();
            loop {
                let after = all.last().map(|place| place.what.key.to_string()).unwrap_or_default();
                let page = world::list_places(conn, &after, 1_000)?;
                let is_last = page.len() < 1_000;
                all.extend(page);
                if is_last {
                    return Ok(all);
                }
            }
        })
    }
}
