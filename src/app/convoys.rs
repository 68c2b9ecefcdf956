//! Registering convoys, listing them, and asking how one stands.

use chrono_tz::Tz;
use serde_json::{Map, Value};
use strum::IntoEnumIterator;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{
    Action, App, AppError, Caller,
    addresses::Addresses,
    audit::Read,
    directory::Lookup,
    error::Conflict,
    names::{Names, Wanted},
    partners,
    policy::Parties,
    runner::Runner,
    sight::{self, Lens, Told, tell},
    summary::Summary,
};
use crate::{
    domain::{
        Kind, Plan, Status,
        draft::read_plan,
        id::{ConvoyId, PlaceId},
        refusal::FieldError,
        time::Instant,
    },
    store::{
        DbConnection, StoreError,
        batch::{Batch, body},
        chain, convoys,
        dialect::read_snapshot,
        dossier::{Dossier, find_dossier},
        projection::Projection,
        rows::ConvoyRow,
        scope::OrgScope,
    },
};

pub use crate::store::convoys::Filter;

/// Convoys that one person can go with at a time, at the most.
const MOST_OWN: i64 = 20;
/// Convoys that a form offers to report about; any other can be typed.
const MOST_OFFERED: i64 = 50;

/// Everything about one convoy, with the names it speaks of.
#[derive(Clone, Debug)]
pub struct ConvoyAnswer {
    /// The convoy.
    pub dossier: Dossier,
    /// How it stands, in short.
    pub summary: Summary,
    /// What stands for it in a path.
    pub address: String,
    /// What may be reported now.
    pub permitted: Vec<Kind>,
    /// The organisations that take part now: the lead, and the partners that have accepted.
    pub participants: Vec<Uuid>,
    /// Names.
    pub names: Names,
    /// As known at this moment; `None` is now.
    pub as_of: Option<Instant>,
    /// The moment that silence is measured at.
    pub now: Instant,
}

/// How one convoy stands, with the names it speaks of.
#[derive(Clone, Debug)]
pub struct StatusAnswer {
    /// How it stands.
    pub summary: Summary,
    /// Names.
    pub names: Names,
    /// As known at this moment; `None` is now.
    pub as_of: Option<Instant>,
    /// The moment that silence is measured at.
    pub now: Instant,
}

/// A page of convoys.
#[derive(Clone, Debug)]
pub struct ConvoyPage {
    /// How each stands.
    pub items: Vec<Summary>,
    /// Names.
    pub names: Names,
    /// Where the next page begins; `None` at the end.
    pub next: Option<i64>,
    /// The moment that silence is measured at.
    pub now: Instant,
}

/// What a registration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// It is new.
    New(ConvoyId),
    /// The same idempotency key came with the same content before.
    Again(ConvoyId),
}

impl App {
    /// Registers a convoy for an organisation that the caller coordinates. With an idempotency key, the same request again
    /// answers as before.
    pub async fn register_convoy(
        &self,
        caller: &Caller,
        object: &Map<String, Value>,
        idempotency_key: Option<&str>,
    ) -> Result<Registered, AppError> {
        let reach = caller.reach(Action::RegisterConvoys)?;
        let plan = self.read_new_plan(object)?.map_err(AppError::Invalid)?;
        if !reach.touches(&[plan.lead.0]) {
            return Err(AppError::Forbidden);
        }
        let by = Runner::from(caller);
        // The id follows from the key, so that the ledger itself remembers which keys were used, and by whom.
        let keyed = idempotency_key.map(|key| ConvoyId(Uuid::new_v5(&caller.user.0, key.as_bytes())));
        let outcome = self.lane.submit(move |batch| register(batch, keyed, &plan, &by))?;
        answered(outcome).await
    }

    /// Reads a convoy as it is to be registered; inside, what is wrong with it.
    pub(super) fn read_new_plan(&self, object: &Map<String, Value>) -> Result<Result<Plan, Vec<FieldError>>, AppError> {
        let mut reader = self.reader()?;
        let lookup = Lookup::new(&mut *reader);
        let plan = read_plan(object, &lookup, self.now(), None);
        lookup.check()?;
        Ok(plan)
    }

    /// A convoy to whoever has just registered it, who may not be allowed to see others.
    pub fn registered(&self, caller: &Caller, id: ConvoyId) -> Result<ConvoyAnswer, AppError> {
        let scope = caller.scope_for(Action::RegisterConvoys, self.now())?;
        self.read_convoy(&scope, &id.0.to_string(), None)
    }

    /// A page of convoys, newest registration first.
    pub fn list_convoys(
        &self,
        caller: &Caller,
        filter: &Filter,
        cursor: Option<i64>,
        limit: usize,
        as_of: Option<Instant>,
    ) -> Result<ConvoyPage, AppError> {
        let scope = caller.scope(self.now())?;
        let now = as_of.unwrap_or(scope.now);
        let before = cursor.unwrap_or(i64::MAX);
        let page = read_snapshot(&mut *self.reader()?, |conn| {
            let mut rows = match as_of {
                None => list_now(conn, &scope, filter, before, limit + 1)?,
                Some(as_of) => list_as_known(conn, &scope, filter, before, limit + 1, as_of)?,
            };
            let more = rows.len() > limit;
            rows.truncate(limit);
            let Told { summaries: items, names, .. } = tell(conn, rows, as_of)?;
            let next = items.last().filter(|_| more).map(|last| last.registered_position);
            Ok::<_, AppError>(ConvoyPage { items, names, next, now })
        })?;
        if page.items.iter().any(|item| item.reduced.is_none()) {
            self.note_exact_read(caller, Read::Convoys, None);
        }
        Ok(page)
    }

    /// What stands in paths for the open convoys that are assigned to whoever asks, newest registration first.
    pub fn list_own_open(&self, caller: &Caller) -> Result<Vec<String>, AppError> {
        let scope = caller.scope_of_own(Action::LogEvents, self.now())?;
        self.list_open_in(caller, &scope, MOST_OWN, Addresses::path)
    }

    /// What is typed for the open convoys that whoever asks may log about, newest registration first.
    pub fn list_open_to_log(&self, caller: &Caller) -> Result<Vec<String>, AppError> {
        let scope = caller.scope_for(Action::LogEvents, self.now())?;
        self.list_open_in(caller, &scope, MOST_OFFERED, Addresses::typed)
    }

    fn list_open_in(
        &self,
        caller: &Caller,
        scope: &OrgScope,
        most: i64,
        written: fn(&Addresses, Uuid, &str) -> String,
    ) -> Result<Vec<String>, AppError> {
        let open = Status::iter().filter(|status| !status.is_final()).map(|status| status.as_ref().to_owned());
        let filter = Filter { statuses: open.collect(), ..Filter::default() };
        read_snapshot(&mut *self.reader()?, |conn| {
            let rows = convoys::list(conn, scope, &filter, i64::MAX, most)?;
            // They are looked up among all that somebody sees.
            let sees = caller.scope(scope.now)?;
            let all = rows.iter().map(|row| (row.id.0, row.reference.as_str()));
            let addresses = Addresses::read(conn, &sees, all)?;
            Ok(rows.iter().map(|row| written(&addresses, row.id.0, &row.reference)).collect())
        })
    }

    /// The zone in which whoever asks most likely tells the time: of the convoy that was registered last; UTC without one.
    pub fn usual_zone(&self, caller: &Caller) -> Result<Tz, AppError> {
        let scope = caller.scope(self.now())?;
        let row = convoys::list(&mut *self.reader()?, &scope, &Filter::default(), i64::MAX, 1)?.pop();
        row.map_or(Ok(Tz::UTC), |row| Ok(Summary::try_from(row)?.zone))
    }

    /// How a convoy stands: one row, unless asked as known at a moment.
    pub fn convoy_status(
        &self,
        caller: &Caller,
        reference: &str,
        as_of: Option<Instant>,
    ) -> Result<StatusAnswer, AppError> {
        let scope = caller.scope(self.now())?;
        let mut reader = self.reader()?;
        let conn = &mut *reader;
        let row = convoys::find(conn, &scope, reference)?.ok_or(AppError::NotFound { what: "convoy" })?;
        // How much is told follows from how it stands now, also of earlier moments.
        let lens = sight::lens(conn, &scope, &row)?;
        let row = if as_of.is_some() {
            let dossier = find_dossier(conn, ConvoyId(row.id.0), as_of)?;
            Projection::of(&dossier.ok_or(AppError::NotFound { what: "convoy" })?).convoy
        } else {
            row
        };
        let Told { mut summaries, names, .. } = tell(conn, vec![(row, lens)], as_of)?;
        let summary = summaries.pop().ok_or(AppError::NotFound { what: "convoy" })?;
        if summary.reduced.is_none() {
            self.note_exact_read(caller, Read::Convoy, Some(summary.id));
        }
        Ok(StatusAnswer { summary, names, as_of, now: as_of.unwrap_or(scope.now) })
    }

    /// Everything about a convoy that the caller is told.
    pub fn convoy(&self, caller: &Caller, reference: &str, as_of: Option<Instant>) -> Result<ConvoyAnswer, AppError> {
        let answer = self.read_convoy(&caller.scope(self.now())?, reference, as_of)?;
        if answer.summary.reduced.is_none() {
            self.note_exact_read(caller, Read::Convoy, Some(answer.summary.id));
        }
        Ok(answer)
    }

    pub(super) fn read_convoy(
        &self,
        scope: &OrgScope,
        reference: &str,
        as_of: Option<Instant>,
    ) -> Result<ConvoyAnswer, AppError> {
        read_snapshot(&mut *self.reader()?, |conn| {
            let row = convoys::find(conn, scope, reference)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let lens = sight::lens(conn, scope, &row)?;
            let dossier = find_dossier(conn, ConvoyId(row.id.0), as_of)?;
            let mut dossier = dossier.ok_or(AppError::NotFound { what: "convoy" })?;
            let mut summary = Summary::try_from(Projection::of(&dossier).convoy)?;
            let permitted = dossier.history.permitted();
            let participants = convoys::list_participants(conn, row.id.0)?;
            let mut wanted = Wanted::default();
            wanted.dossier(&dossier);
            let mut names = wanted.read(conn, as_of)?;
            let permitted = if lens.needs_dossier() {
                sight::permitted(summary.status, !dossier.events.is_empty())
            } else {
                permitted
            };
            lens.convoy(conn, &mut dossier, &mut names)?;
            lens.summary(&mut summary, Some(&dossier));
            let addresses = Addresses::read(conn, scope, [(summary.id, summary.reference.as_str())])?;
            let address = addresses.path(summary.id, &summary.reference);
            let now = as_of.unwrap_or(scope.now);
            Ok(ConvoyAnswer { dossier, summary, address, permitted, participants, names, as_of, now })
        })
    }
}

/// Waits for the writer without holding a thread.
pub(super) async fn answered<T>(outcome: oneshot::Receiver<Result<T, AppError>>) -> Result<T, AppError> {
    outcome.await.unwrap_or(Err(AppError::Store(StoreError::WriterGone)))
}

/// Registers a plan within a batch.
pub(super) fn register(
    batch: &mut Batch<'_>,
    keyed: Option<ConvoyId>,
    plan: &Plan,
    by: &Runner,
) -> Result<Registered, AppError> {
    if let Some(id) = keyed
        && let Some(entry) = batch.find_entry(id.0)?
    {
        return match chain::is_committed_to(&entry, &body(plan)?) {
            Some(true) => Ok(Registered::Again(id)),
            Some(false) | None => Err(AppError::Conflict(Conflict::SameKeyOtherContent)),
        };
    }
    if batch.find_convoy_id(plan.lead.0, &plan.reference)?.is_some() {
        return Err(AppError::Conflict(Conflict::ReferenceTaken));
    }
    let id = keyed.unwrap_or_else(|| ConvoyId(batch.new_id()));
    batch.register_convoy(id, plan.clone(), by.sender())?;
    partners::accept_own(batch, id, by)?;
    Ok(Registered::New(id))
}

fn list_now(
    conn: &mut DbConnection,
    scope: &OrgScope,
    filter: &Filter,
    before: i64,
    limit: usize,
) -> Result<Vec<(ConvoyRow, Lens)>, AppError> {
    let rows = convoys::list(conn, scope, filter, before, i64::try_from(limit).unwrap_or(i64::MAX))?;
    Ok(sight::through_lenses(conn, scope, rows)?)
}

/// As known at a moment there are no rows to filter: each convoy is folded from its entries of then. How much of it is
/// told follows from how it stands now.
fn list_as_known(
    conn: &mut DbConnection,
    scope: &OrgScope,
    filter: &Filter,
    before: i64,
    limit: usize,
    as_of: Instant,
) -> Result<Vec<(ConvoyRow, Lens)>, AppError> {
    const PAGE: i64 = 200;
    let mut found = Vec::new();
    let mut before = before;
    loop {
        let page = convoys::list_known_at(conn, scope, as_of, before, PAGE)?;
        let Some(last) = page.last() else { return Ok(found) };
        before = last.registered_position;
        for (row, lens) in sight::through_lenses(conn, scope, page)? {
            let Some(dossier) = find_dossier(conn, ConvoyId(row.id.0), Some(as_of))? else { continue };
            let parties = Parties::of_dossier(conn, &dossier)?;
            if fits(&dossier, &parties, filter, lens) {
                found.push((Projection::of(&dossier).convoy, lens));
                if found.len() == limit {
                    return Ok(found);
                }
            }
        }
    }
}

/// The same narrowing as the query's, on a folded convoy.
pub(super) fn fits(dossier: &Dossier, parties: &Parties, filter: &Filter, lens: Lens) -> bool {
    let convoy = &dossier.history.convoy;
    let row = Projection::of(dossier).convoy;
    let sector_fits = |sector: &String| {
        convoy.cargo.lines.iter().any(|line| line.plan.sector.is_some_and(|own| own.as_ref() == sector))
    };
    let silent_fits = |(silent, now): (bool, Instant)| {
        let is_silent = convoy.silent_after().is_some_and(|after| after < now);
        is_silent == silent
    };
    let route_told = !lens.needs_dossier();
    let searched = if route_told { row.search_text.clone() } else { row.reference_key.clone() };
    (filter.statuses.is_empty() || filter.statuses.contains(&row.status))
        && filter.organisation.is_none_or(|organisation| parties.participants.contains(&organisation))
        && filter
            .place
            .is_none_or(|place| route_told && convoy.route.stops.iter().any(|stop| stop.place == PlaceId(place)))
        && filter.sector.as_ref().is_none_or(sector_fits)
        && filter.silent.is_none_or(silent_fits)
        && filter.open_review.is_none_or(|open| (row.reviews > 0) == open)
        && filter.text.as_ref().is_none_or(|text| searched.contains(text))
        && filter.updated_since.is_none_or(|since| dossier.updated_at() >= since)
}
