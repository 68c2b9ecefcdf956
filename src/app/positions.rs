//! Positions: taken from devices, kept apart from the ledger, told to those alone who see their convoy as it is.
//!
//! They are telemetry: they move no status, are no report, stand in no export and no feed, and go after some days. A device
//! that moves proves nothing about the people beside it, so that a position does not count as having heard from a convoy.

use serde::Serialize;
use uuid::Uuid;

use super::{Action, App, AppError, Caller, Keys, audit::Read, trackers::KEY_BEGINS};
use crate::{
    domain::{
        id::ConvoyId,
        position::{Dropped, Fix, Sent},
        time::Instant,
    },
    store::{
        convoys,
        dialect::read_snapshot,
        positions,
        rows::{PositionRow, TrackerRow},
        trackers,
    },
};

mod flood;
mod queue;

pub use flood::Flood;
pub use queue::Queue;

pub use crate::store::positions::Which;

/// A position, in the clear.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Its id.
    pub id: Uuid,
    /// Of which device.
    pub tracker: Uuid,
    /// What that is called.
    pub label: String,
    /// On which truck it travels.
    pub truck: Option<String>,
    /// When it came.
    pub received_at: Instant,
    /// Where and when, by the device.
    pub fix: Fix,
}

/// Positions of a convoy.
#[derive(Clone, Debug)]
pub struct PositionPage {
    /// The convoy.
    pub convoy: ConvoyId,
    /// The convoy's time zone.
    pub zone: chrono_tz::Tz,
    /// By the devices' clocks.
    pub items: Vec<Position>,
    /// Whether there are more.
    pub more: bool,
    /// The moment of asking.
    pub now: Instant,
}

/// What became of what a device sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TakenPositions {
    /// New ones.
    pub kept: usize,
    /// Those that were there, or of the same second as another.
    pub again: usize,
    /// Those that are not kept, and why.
    pub dropped: Vec<&'static str>,
}

/// By whom a position comes.
#[derive(Clone, Debug)]
pub enum Through {
    /// By the device itself, whose id is a key of ours.
    Itself,
    /// By a server that forwards what its devices send, in the name of somebody who logs for their convoys.
    Server(Caller),
}

/// A position on its way to be kept.
#[derive(Clone)]
pub(super) struct Incoming {
    pub tracker: Uuid,
    pub convoy: Uuid,
    pub fate: Result<Fix, Dropped>,
    pub received_at: Instant,
}

impl App {
    /// Keeps what a device sent: on disk when this answers.
    pub async fn take_positions(&self, through: &Through, sent: Sent) -> Result<TakenPositions, AppError> {
        let count = sent.fixes.len();
        let pending = self.queue.submit(self.incoming(through, &sent)?)?;
        let gone = || Err(AppError::Internal("the queue of positions has gone".to_owned()));
        let mut taken = pending.await.unwrap_or_else(|_| gone())?;
        // One that two devices could have sent is dropped for each of them, and was sent once.
        taken.dropped.truncate(count.saturating_sub(taken.kept + taken.again));
        Ok(taken)
    }

    fn incoming(&self, through: &Through, sent: &Sent) -> Result<Vec<Incoming>, AppError> {
        let now = self.now();
        let trackers = self.trackers_of(through, &sent.device, now)?;
        for tracker in &trackers {
            self.flood.admit(tracker.id.0, sent.fixes.len(), now)?;
        }
        Ok(sent.fixes.iter().flat_map(|fix| shared_out(&trackers, fix, now)).collect())
    }

    /// The devices whose positions these can be, if what they send is taken now. One that is not known and one that has ended
    /// are the same. A device is found among those that an organisation has registered for which the server logs: what others
    /// call theirs is nothing to it.
    fn trackers_of(&self, through: &Through, device: &str, now: Instant) -> Result<Vec<TrackerRow>, AppError> {
        let unknown = AppError::NotFound { what: "tracker" };
        let mut reader = self.reader()?;
        let mut found = trackers::list_open(&mut reader, &self.tracker_index(device), now)?;
        match through {
            Through::Itself => found.retain(|tracker| tracker.is_key && device.trim().starts_with(KEY_BEGINS)),
            Through::Server(caller) => {
                let reach = caller.reach(Action::LogEvents)?;
                let scope = caller.scope_for(Action::LogEvents, now)?;
                let mut own = Vec::new();
                for tracker in found.into_iter().filter(|tracker| !tracker.is_key) {
                    let sends_for =
                        tracker.organisation_id.is_some_and(|organisation| reach.touches(&[organisation.0]));
                    if sends_for && convoys::find(&mut reader, &scope, &tracker.convoy_id.0.to_string())?.is_some() {
                        own.push(tracker);
                    }
                }
                found = own;
            }
        }
        if found.is_empty() { Err(unknown) } else { Ok(found) }
    }

    /// Positions of a convoy, by the devices' clocks. That they were read is noted.
    pub fn list_positions(
        &self,
        caller: &Caller,
        reference: &str,
        which: &Which,
        limit: usize,
    ) -> Result<PositionPage, AppError> {
        let now = self.now();
        let scope = caller.scope_of_assigned(Action::SeeExactly, now)?;
        let keys = &self.keys;
        let page = read_snapshot(&mut *self.reader()?, |conn| {
            let row = convoys::find(conn, &scope, reference)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let rows = positions::list(conn, row.id.0, which, i64::try_from(limit + 1).unwrap_or(i64::MAX))?;
            let more = rows.len() > limit;
            let open = |(row, label, truck): &(PositionRow, String, Option<String>)| {
                opened(keys, row, label, truck.as_deref())
            };
            let zone = row.time_zone.parse().map_err(|_| AppError::Internal("a time zone is corrupt".to_owned()))?;
            let items = rows.iter().take(limit).map(open).collect::<Result<_, _>>()?;
            Ok::<_, AppError>(PositionPage { convoy: ConvoyId(row.id.0), zone, items, more, now })
        })?;
        self.note_exact_read(caller, Read::Positions, Some(page.convoy.0));
        Ok(page)
    }

    /// Where each device of a convoy was last, to who sees the convoy as it is; nothing to anybody else.
    pub fn latest_positions(&self, caller: &Caller, convoy: ConvoyId) -> Result<Vec<Position>, AppError> {
        let Ok(scope) = caller.scope_of_assigned(Action::SeeExactly, self.now()) else { return Ok(Vec::new()) };
        let keys = &self.keys;
        let latest = read_snapshot(&mut *self.reader()?, |conn| {
            if convoys::find(conn, &scope, &convoy.0.to_string())?.is_none() {
                return Ok::<_, AppError>(Vec::new());
            }
            let known = trackers::list_of_convoy(conn, convoy.0)?;
            let ids: Vec<Uuid> = known.iter().map(|row| row.id.0).collect();
            let mut rows = positions::list_latest(conn, &ids)?;
            let open = |tracker: &TrackerRow| {
                let row = rows.remove(&tracker.id.0)?;
                Some(opened(keys, &row, &tracker.label, tracker.truck.as_deref()))
            };
            known.iter().filter_map(open).collect()
        })?;
        if !latest.is_empty() {
            self.note_exact_read(caller, Read::Positions, Some(convoy.0));
        }
        Ok(latest)
    }

    /// Whether this caller registers devices for a convoy.
    pub fn may_run_devices(&self, caller: &Caller, convoy: ConvoyId) -> Result<bool, AppError> {
        let Ok(scope) = caller.scope_for(Action::RunDevices, self.now()) else { return Ok(false) };
        Ok(convoys::find(&mut *self.reader()?, &scope, &convoy.0.to_string())?.is_some())
    }
}

/// What becomes of a position for each of the devices that may have sent it: kept for the one that can have, or for none where
/// there are two.
fn shared_out(trackers: &[TrackerRow], fix: &Fix, now: Instant) -> Vec<Incoming> {
    let fate = |tracker: &TrackerRow| {
        let until = tracker.valid_until.map(|until| Instant::new(until.0));
        fix.check(Instant::new(tracker.valid_from.0), until, now)
    };
    let fits = trackers.iter().filter(|tracker| fate(tracker).is_ok()).count();
    let incoming = |tracker: &TrackerRow| {
        let fate = match (fate(tracker), fits) {
            (Ok(()), 1) => Ok(fix.clone()),
            (Ok(()), _) => Err(Dropped::InConflict),
            (Err(why), 0) => Err(why),
            (Err(_), _) => return None,
        };
        let (tracker, convoy) = (tracker.id.0, tracker.convoy_id.0);
        Some(Incoming { tracker, convoy, fate, received_at: now })
    };
    trackers.iter().filter_map(incoming).collect()
}

/// Where a position's place is sealed for.
pub(super) fn place_of(id: Uuid) -> String {
    format!("position {id}")
}

/// A row in the clear.
pub(super) fn opened(keys: &Keys, row: &PositionRow, label: &str, truck: Option<&str>) -> Result<Position, AppError> {
    let text = keys.open(&place_of(row.id.0), &row.fix)?;
    let fix: Fix = serde_json::from_str(&text).map_err(|_| AppError::Internal("a position is corrupt".to_owned()))?;
    Ok(Position {
        id: row.id.0,
        tracker: row.tracker_id.0,
        label: label.to_owned(),
        truck: truck.map(str::to_owned),
        received_at: Instant::new(row.received_at.0),
        fix: Fix { at: Instant::new(row.at.0), ..fix },
    })
}
