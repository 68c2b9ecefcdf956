//! Access windows: announced pauses and corridors, described and described anew. Like places they belong to no convoy, and
//! every version stays on the ledger.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    Action, App, AppError, Caller,
    convoys::answered,
    directory::Lookup,
    error::Conflict,
    keepers::may_describe,
    names::{Names, Wanted},
};
use crate::{
    domain::{
        access_window::{AccessWindow, Standing},
        draft::read_window,
        id::{OrganisationId, PlaceId},
        time::Instant,
    },
    store::{DbConnection, batch::Sender, dialect::read_snapshot, windows, world::Described},
};

/// What a list is narrowed to. All that are set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowFilter {
    /// At this place.
    pub place: Option<Uuid>,
    /// For this organisation, or for all.
    pub organisation: Option<Uuid>,
    /// It stands in one of these ways at the moment asked for; empty is any.
    pub standings: Vec<Standing>,
    /// Open at this moment.
    pub open_at: Option<Instant>,
    /// Not over before then.
    pub from: Option<Instant>,
    /// Begun before then.
    pub until: Option<Instant>,
}

/// Where a list goes on: the beginning and the id of the last window told.
pub type After = (i64, Uuid);

/// Windows, with the names they speak of.
#[derive(Clone, Debug)]
pub struct WindowPage {
    /// Those that begin last first.
    pub items: Vec<Described<AccessWindow>>,
    /// Names.
    pub names: Names,
    /// Where the next page begins; `None` at the end.
    pub next: Option<After>,
    /// The moment that their standing is measured at.
    pub now: Instant,
}

impl App {
    /// A page of windows, those that begin last first.
    pub fn list_windows(
        &self,
        caller: &Caller,
        filter: &WindowFilter,
        after: Option<After>,
        limit: usize,
        as_of: Option<Instant>,
    ) -> Result<WindowPage, AppError> {
        caller.reach(Action::SeeConvoys)?;
        let now = as_of.unwrap_or_else(|| self.now());
        read_snapshot(&mut *self.reader()?, |conn| {
            let all = windows::list(conn, as_of)?;
            let follows = |window: &Described<AccessWindow>| {
                after.is_none_or(|(from, id)| {
                    let began = window.what.from.micros();
                    began < from || (began == from && window.id > id)
                })
            };
            let fitting = all.into_iter().filter(|window| fits(&window.what, filter, now) && follows(window));
            let mut items: Vec<Described<AccessWindow>> = fitting.take(limit + 1).collect();
            let more = items.len() > limit;
            items.truncate(limit);
            let next = items.last().filter(|_| more).map(|last| (last.what.from.micros(), last.id));
            let names = names(conn, &items, as_of)?;
            Ok::<_, AppError>(WindowPage { items, names, next, now })
        })
    }

    /// One window.
    pub fn window(&self, caller: &Caller, id: Uuid, as_of: Option<Instant>) -> Result<WindowPage, AppError> {
        caller.reach(Action::SeeConvoys)?;
        self.read_one_window(id, as_of)
    }

    /// One window as it stands, to whoever may describe it anew.
    pub fn window_to_describe(&self, caller: &Caller, id: Uuid) -> Result<WindowPage, AppError> {
        caller.reach(Action::DescribeWorld)?;
        self.read_one_window(id, None)
    }

    fn read_one_window(&self, id: Uuid, as_of: Option<Instant>) -> Result<WindowPage, AppError> {
        let now = as_of.unwrap_or_else(|| self.now());
        read_snapshot(&mut *self.reader()?, |conn| {
            let items: Vec<_> = windows::find(conn, id, as_of)?.into_iter().collect();
            if items.is_empty() {
                return Err(AppError::NotFound { what: "access window" });
            }
            let names = names(conn, &items, as_of)?;
            Ok(WindowPage { items, names, next: None, now })
        })
    }

    /// Describes a new window. The same idempotency key with the same content again adds none.
    pub async fn add_window(
        &self,
        caller: &Caller,
        object: &Map<String, Value>,
        idempotency_key: Option<&str>,
    ) -> Result<(Described<AccessWindow>, bool), AppError> {
        caller.reach(Action::DescribeWorld)?;
        let window = self.read_window(object)?;
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let keyed = idempotency_key.map(|key| Uuid::new_v5(&caller.user.0, format!("access window {key}").as_bytes()));
        let outcome = self.lane.submit(move |batch| {
            if let Some(id) = keyed
                && let Some(known) = batch.find_window(id)?
            {
                let same = known.what == window;
                return if same { Ok((known, false)) } else { Err(AppError::Conflict(Conflict::SameKeyOtherContent)) };
            }
            let id = keyed.unwrap_or_else(|| batch.new_id());
            Ok((batch.record_window(id, window.clone(), sender)?, true))
        })?;
        answered(outcome).await
    }

    /// Describes a known window anew: the whole description. What it was stays on the ledger. `seen` is the position that the
    /// caller has seen; an edit of another is refused.
    pub async fn describe_window(
        &self,
        caller: &Caller,
        id: Uuid,
        object: &Map<String, Value>,
        seen: Option<i64>,
    ) -> Result<Described<AccessWindow>, AppError> {
        let reach = caller.reach(Action::DescribeWorld)?;
        windows::find(&mut *self.reader()?, id, None)?.ok_or(AppError::NotFound { what: "access window" })?;
        let window = self.read_window(object)?;
        let sender = Sender { user: Some(caller.user), skew_ms: None };
        let outcome = self.lane.submit(move |batch| {
            let present = batch.find_window(id)?.ok_or(AppError::NotFound { what: "access window" })?;
            if !may_describe(batch.conn(), &reach, id)? {
                return Err(AppError::Forbidden);
            }
            if seen.is_some_and(|seen| seen != present.position) {
                return Err(AppError::PreconditionFailed);
            }
            if present.what == window {
                return Ok(present);
            }
            Ok(batch.record_window(id, window.clone(), sender)?)
        })?;
        answered(outcome).await
    }

    /// What would be refused about a description, without describing anything.
    pub fn check_window(&self, caller: &Caller, object: &Map<String, Value>) -> Result<(), AppError> {
        caller.reach(Action::DescribeWorld)?;
        self.read_window(object).map(|_| ())
    }

    /// The names that a window speaks of, to whoever has described it.
    pub fn names_of_window(&self, window: &Described<AccessWindow>) -> Result<Names, AppError> {
        names(&mut *self.reader()?, std::slice::from_ref(window), None)
    }

    fn read_window(&self, object: &Map<String, Value>) -> Result<AccessWindow, AppError> {
        let mut reader = self.reader()?;
        let lookup = Lookup::new(&mut *reader);
        let window = read_window(object, &lookup);
        lookup.check()?;
        window.map_err(AppError::Invalid)
    }
}

fn fits(window: &AccessWindow, filter: &WindowFilter, now: Instant) -> bool {
    let open = |at: Instant| window.standing(at) == Standing::Present;
    (filter.standings.is_empty() || filter.standings.contains(&window.standing(now)))
        && filter.place.is_none_or(|place| window.places.contains(&PlaceId(place)))
        && filter.organisation.is_none_or(|organisation| window.is_for(OrganisationId(organisation)))
        && filter.open_at.is_none_or(open)
        && window.overlaps(filter.from, filter.until)
}

fn names(
    conn: &mut DbConnection,
    windows: &[Described<AccessWindow>],
    as_of: Option<Instant>,
) -> Result<Names, AppError> {
    let mut wanted = Wanted::default();
    for window in windows {
        wanted.places(window.what.places.iter().copied());
        wanted.organisations(window.what.organisations.iter().copied());
    }
    wanted.read(conn, as_of)
}
