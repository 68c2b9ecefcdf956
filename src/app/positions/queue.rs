//! The queue of positions: what waits together is one piece of work for the one writer, so that a thousand devices are to
//! the ledger as one more who logs. Each sender is answered when its positions are on disk.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, mpsc},
    thread,
};

use tokio::sync::oneshot;
use uuid::Uuid;

use super::{Incoming, TakenPositions, place_of};
use crate::{
    app::{AppError, Keys},
    domain::position::Dropped,
    store::{
        StoreError,
        batch::Batch,
        lane::Lane,
        positions,
        rows::PositionRow,
        trackers,
        types::{DbId, DbInstant},
    },
};

/// Most positions in one piece of work.
const MOST_AT_ONCE: usize = 500;
/// Most senders that may wait; beyond it the instance says that it is busy.
const MOST_WAITING: usize = 4_096;

type Reply = oneshot::Sender<Result<TakenPositions, AppError>>;

/// The way to the queue. Cheap to clone; ends with its last clone.
#[derive(Clone)]
pub struct Queue(mpsc::SyncSender<(Vec<Incoming>, Reply)>);

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Queue")
    }
}

impl Queue {
    /// Starts the queue on a thread of its own.
    pub fn start(lane: Lane, keys: Arc<Keys>) -> Result<Self, AppError> {
        let (queue, waiting) = mpsc::sync_channel(MOST_WAITING);
        let named = thread::Builder::new().name("positions".to_owned());
        let started = named.spawn(move || run(&lane, &keys, &waiting));
        started.map_err(|error| AppError::Internal(format!("cannot start the thread of positions: {error}")))?;
        Ok(Self(queue))
    }

    pub(super) fn submit(
        &self,
        incoming: Vec<Incoming>,
    ) -> Result<oneshot::Receiver<Result<TakenPositions, AppError>>, AppError> {
        let (reply, outcome) = oneshot::channel();
        self.0.try_send((incoming, reply)).map_err(|_| AppError::Store(StoreError::QueueFull))?;
        Ok(outcome)
    }
}

fn run(lane: &Lane, keys: &Arc<Keys>, waiting: &mpsc::Receiver<(Vec<Incoming>, Reply)>) {
    while let Ok(first) = waiting.recv() {
        let mut count = first.0.len();
        let mut together = vec![first];
        while count < MOST_AT_ONCE
            && let Ok(next) = waiting.try_recv()
        {
            count += next.0.len();
            together.push(next);
        }
        let (all, replies): (Vec<Vec<Incoming>>, Vec<Reply>) = together.into_iter().unzip();
        let keys = Arc::clone(keys);
        let taken: Result<Vec<TakenPositions>, AppError> = lane.write(move |batch| keep(batch, &keys, &all));
        answer(taken, replies);
    }
}

fn answer(taken: Result<Vec<TakenPositions>, AppError>, replies: Vec<Reply>) {
    match taken {
        // Nobody waits any more where the device has gone; what is kept stays kept.
        Ok(taken) => replies.into_iter().zip(taken).for_each(|(reply, taken)| drop(reply.send(Ok(taken)))),
        Err(error) => {
            let mut error = Some(error);
            for reply in replies {
                let told = error.take().unwrap_or(AppError::Store(StoreError::WriterGone));
                drop(reply.send(Err(told)));
            }
        }
    }
}

/// One position for each second of a device's clock: the id follows from both, so that what is sent again is the same.
fn id_of(tracker: Uuid, at: crate::domain::time::Instant) -> Uuid {
    Uuid::new_v5(&tracker, &at.micros().div_euclid(1_000_000).to_be_bytes())
}

/// Keeps what is new, in two statements and some for each device that had some dropped.
fn keep(batch: &mut Batch<'_>, keys: &Keys, all: &[Vec<Incoming>]) -> Result<Vec<TakenPositions>, AppError> {
    let each = || all.iter().flatten();
    let ids: Vec<Uuid> =
        each().filter_map(|one| one.fate.as_ref().ok().map(|fix| id_of(one.tracker, fix.at))).collect();
    let mut known: HashSet<Uuid> = HashSet::new();
    for chunk in ids.chunks(500) {
        known.extend(positions::list_known(batch.conn(), chunk)?);
    }
    let (mut ended, mut in_conflict) = (HashSet::new(), HashSet::new());
    for tracker in each().map(|one| one.tracker).collect::<HashSet<_>>() {
        match trackers::find(batch.conn(), tracker)?.filter(|row| row.ended_at.is_none()) {
            Some(row) if row.conflict_at.is_some() => in_conflict.insert(tracker),
            Some(_) => false,
            None => ended.insert(tracker),
        };
    }
    let (mut rows, mut dropped) = (Vec::new(), BTreeMap::<Uuid, (i64, Dropped)>::new());
    let mut outcomes = Vec::with_capacity(all.len());
    for sent in all {
        let mut taken = TakenPositions::default();
        for one in sent {
            // It was ended while its positions waited.
            let fate = if ended.contains(&one.tracker) { Err(&Dropped::TooLate) } else { one.fate.as_ref() };
            match fate {
                Ok(fix) if known.insert(id_of(one.tracker, fix.at)) => {
                    let id = id_of(one.tracker, fix.at);
                    let text = serde_json::to_string(fix).map_err(|error| AppError::Internal(error.to_string()))?;
                    rows.push(PositionRow {
                        id: DbId(id),
                        tracker_id: DbId(one.tracker),
                        convoy_id: DbId(one.convoy),
                        at: DbInstant(fix.at.utc()),
                        received_at: DbInstant(one.received_at.utc()),
                        fix: keys.seal(&place_of(id), &text)?,
                    });
                    taken.kept += 1;
                }
                Ok(_) => taken.again += 1,
                Err(why) => {
                    let (count, last) = dropped.entry(one.tracker).or_insert((0, *why));
                    (*count, *last) = (*count + 1, *why);
                    taken.dropped.push(code(*why));
                }
            }
        }
        outcomes.push(taken);
    }
    positions::insert(batch.conn(), &rows)?;
    let kept: HashSet<Uuid> = rows.iter().map(|row| row.tracker_id.0).collect();
    for tracker in in_conflict.intersection(&kept) {
        trackers::set_conflict(batch.conn(), *tracker, None)?;
    }
    let now = batch.now();
    for (tracker, (count, why)) in dropped {
        trackers::note_dropped(batch.conn(), tracker, count, why.as_ref())?;
        if why == Dropped::InConflict {
            trackers::set_conflict(batch.conn(), tracker, Some(now))?;
        }
    }
    Ok(outcomes)
}

fn code(why: Dropped) -> &'static str {
    match why {
        Dropped::NoFix => "no_fix",
        Dropped::ClockAhead => "clock_ahead",
        Dropped::TooEarly => "too_early",
        Dropped::TooLate => "too_late",
        Dropped::InConflict => "in_conflict",
    }
}
