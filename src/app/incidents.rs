//! Incidents over all convoys that somebody sees, each as told of its convoy: accounts side by side, and never an average.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use uuid::Uuid;

use super::{
    App, AppError, Caller,
    addresses::Addresses,
    audit::Read,
    names::{Names, Wanted},
    policy::Parties,
    sight::{self, Lens},
    summary::Reduced,
};
use crate::{
    domain::{
        id::{ConvoyId, PlaceId},
        incident::{FIGURES, Incident},
        time::Instant,
    },
    store::{
        DbConnection, convoys,
        dialect::read_snapshot,
        dossier::find_dossier,
        incidents::{self, After, IncidentFilter},
        rows::ConvoyRow,
        scope::OrgScope,
    },
};

pub use crate::store::incidents::{After as IncidentAfter, IncidentFilter as Filter};

/// What a list of incidents is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// What the database can tell.
    pub filter: IncidentFilter,
    /// At this place, by any account that the reader is told.
    pub place: Option<Uuid>,
    /// Some source gives a figure of harm, or none does, as far as the reader is told.
    pub harm_known: Option<bool>,
}

/// An incident as told.
#[derive(Clone, Debug)]
pub struct IncidentAnswer {
    /// The convoy to which it was done.
    pub convoy: Uuid,
    /// What people call it.
    pub reference: String,
    /// Who leads and takes part in the convoy.
    pub organisations: Vec<Uuid>,
    /// In whose time it is told.
    pub zone: Tz,
    /// The incident.
    pub incident: Incident,
    /// How much less than there is is told.
    pub reduced: Option<Reduced>,
}

/// Incidents with the names they speak of.
#[derive(Clone, Debug, Default)]
pub struct IncidentPage {
    /// The latest first.
    pub items: Vec<IncidentAnswer>,
    /// Names.
    pub names: Names,
    /// How the convoys are addressed.
    pub addresses: Addresses,
    /// Where the next page begins; `None` at the end.
    pub next: Option<After>,
}

/// Convoys that are read to fill one page at a time.
const PAGE: i64 = 200;

impl App {
    /// A page of incidents, the latest first.
    pub fn list_incidents(
        &self,
        caller: &Caller,
        wish: &Wish,
        after: Option<After>,
        limit: usize,
        as_of: Option<Instant>,
    ) -> Result<IncidentPage, AppError> {
        let scope = caller.scope(self.now())?;
        let page = read_snapshot(&mut *self.reader()?, |conn| {
            let mut page = match as_of {
                None => list_now(conn, &scope, wish, after, limit),
                Some(as_of) => list_as_known(conn, &scope, wish, after, limit, as_of),
            }?;
            let convoys = page.items.iter().map(|item| (item.convoy, item.reference.as_str()));
            page.addresses = Addresses::read(conn, &scope, convoys)?;
            Ok::<_, AppError>(page)
        })?;
        if page.items.iter().any(|item| item.reduced.is_none()) {
            self.note_exact_read(caller, Read::Convoys, None);
        }
        Ok(page)
    }

    /// One incident: by the event that reported it, or by its key within a convoy.
    pub fn incident(
        &self,
        caller: &Caller,
        reference: &str,
        convoy: Option<&str>,
        as_of: Option<Instant>,
    ) -> Result<IncidentPage, AppError> {
        let scope = caller.scope(self.now())?;
        let missing = || AppError::NotFound { what: "incident" };
        let page = read_snapshot(&mut *self.reader()?, |conn| {
            let row = if let Some(convoy) = convoy {
                convoys::find(conn, &scope, convoy)?
            } else {
                let event = Uuid::try_parse(reference).map_err(|_| missing())?;
                incidents::find_convoy(conn, &scope, event)?
            };
            let row = row.ok_or_else(missing)?;
            let lens = sight::lens(conn, &scope, &row)?;
            let mut page = IncidentPage::default();
            page.items = tell(conn, &row, lens, as_of, &mut page.names)?;
            // A key that is not told is not found either: told as withheld, it is another.
            page.items.retain(|item| {
                item.incident.event.0.to_string() == reference || item.incident.report.incident.as_str() == reference
            });
            page.items.truncate(1);
            if page.items.is_empty() { Err(missing()) } else { Ok(page) }
        })?;
        if let Some(exact) = page.items.iter().find(|item| item.reduced.is_none()) {
            self.note_exact_read(caller, Read::Convoy, Some(exact.convoy));
        }
        Ok(page)
    }
}

/// Reads pages from the table until enough of them fit what only the told incident shows.
fn list_now(
    conn: &mut DbConnection,
    scope: &OrgScope,
    wish: &Wish,
    after: Option<After>,
    limit: usize,
) -> Result<IncidentPage, AppError> {
    let mut page = IncidentPage::default();
    let mut after = after;
    loop {
        let rows = incidents::list(conn, scope, &wish.filter, after, PAGE)?;
        let Some((last, _)) = rows.last() else { return Ok(page) };
        after = Some((Instant::new(last.occurred_at.0).micros(), last.event_id.0));
        let convoys: BTreeMap<Uuid, ConvoyRow> = rows.iter().map(|(_, row)| (row.id.0, row.clone())).collect();
        let mut told = BTreeMap::new();
        for (row, lens) in sight::through_lenses(conn, scope, convoys.into_values().collect())? {
            let answers = tell(conn, &row, lens, None, &mut page.names)?;
            told.extend(answers.into_iter().map(|answer| (answer.incident.event.0, answer)));
        }
        for (row, _) in rows {
            let Some(answer) = told.remove(&row.event_id.0).filter(|answer| fits(answer, wish)) else { continue };
            if page.items.len() == limit {
                page.next = page.items.last().map(key);
                return Ok(page);
            }
            page.items.push(answer);
        }
    }
}

/// As known at a moment each convoy is folded from its entries of then; of all that is folded, only incidents are kept.
fn list_as_known(
    conn: &mut DbConnection,
    scope: &OrgScope,
    wish: &Wish,
    after: Option<After>,
    limit: usize,
    as_of: Instant,
) -> Result<IncidentPage, AppError> {
    let mut page = IncidentPage::default();
    let mut before = i64::MAX;
    loop {
        let rows = convoys::list_known_at(conn, scope, as_of, before, PAGE)?;
        let Some(last) = rows.last() else { break };
        before = last.registered_position;
        for (row, lens) in sight::through_lenses(conn, scope, rows)? {
            if wish.filter.convoy.is_some_and(|convoy| convoy != row.id.0) {
                continue;
            }
            let answers = tell(conn, &row, lens, Some(as_of), &mut page.names)?;
            page.items
                .extend(answers.into_iter().filter(|answer| fits_table(answer, &wish.filter) && fits(answer, wish)));
        }
    }
    page.items.sort_by_key(|answer| (std::cmp::Reverse(key(answer).0), key(answer).1));
    let follows = |answer: &IncidentAnswer| {
        after.is_none_or(|(at, event)| {
            let (own, id) = key(answer);
            own < at || (own == at && id > event)
        })
    };
    page.items.retain(follows);
    page.next = page.items.get(limit).and(page.items.get(limit.saturating_sub(1))).map(key);
    page.items.truncate(limit);
    Ok(page)
}

fn key(answer: &IncidentAnswer) -> After {
    (answer.incident.occurred.at.micros(), answer.incident.event.0)
}

/// The incidents of one convoy, through its lens.
fn tell(
    conn: &mut DbConnection,
    row: &ConvoyRow,
    lens: Lens,
    as_of: Option<Instant>,
    names: &mut Names,
) -> Result<Vec<IncidentAnswer>, AppError> {
    let Some(mut dossier) = find_dossier(conn, ConvoyId(row.id.0), as_of)? else { return Ok(Vec::new()) };
    let organisations = Parties::of_dossier(conn, &dossier)?.participants;
    let mut wanted = Wanted::default();
    let convoy = &dossier.history.convoy;
    wanted.places(convoy.incidents.iter().flat_map(|incident| incident.place.into_iter().chain(incident.places())));
    let mut own = wanted.read(conn, as_of)?;
    lens.convoy(conn, &mut dossier, &mut own)?;
    names.extend(own);
    let zone = dossier.plan.time_zone;
    let answer = |incident| IncidentAnswer {
        convoy: row.id.0,
        reference: row.reference.clone(),
        organisations: organisations.clone(),
        zone,
        incident,
        reduced: lens.reduced(),
    };
    Ok(dossier.history.convoy.incidents.into_iter().map(answer).collect())
}

fn fits_table(answer: &IncidentAnswer, filter: &IncidentFilter) -> bool {
    let at = answer.incident.occurred.at;
    filter.organisation.is_none_or(|organisation| answer.organisations.contains(&organisation))
        && filter.act.as_ref().is_none_or(|act| answer.incident.report.act.as_ref() == act)
        && filter.from.is_none_or(|from| at >= from)
        && filter.until.is_none_or(|until| at < until)
        && filter.accounts_differ.is_none_or(|differ| answer.incident.accounts_differ() == differ)
}

fn fits(answer: &IncidentAnswer, wish: &Wish) -> bool {
    let known = || FIGURES.into_iter().any(|(_, of)| answer.incident.figure(of).is_some());
    wish.place.is_none_or(|place| answer.incident.places().contains(&PlaceId(place)))
        && wish.harm_known.is_none_or(|wanted| known() == wanted)
}
